// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "apibytes.h"

#include "backends/kubernetes/listwatch/jsondecoder.h"
#include "backends/kubernetes/listwatch/protobufdecoder.h"
#include "backends/kubernetes/listwatch/store.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::kubernetes;
using namespace Qt::StringLiterals;

namespace {

QString write(const ResourceList &list)
{
    QStringList words;
    for (const auto &[name, amount] : list) {
        const std::int64_t milli = amount.milliValue();
        words << name + u'=' + (milli % 1000 == 0 ? QString::number(milli / 1000) : QString::number(milli) + u'm');
    }
    return words.join(u' ');
}

//! All that is kept of an object, in words.
QString write(const Node &node)
{
    QStringList words{node.name, node.uid, QString::number(node.created)};
    if (node.isUnschedulable)
        words << u"unschedulable"_s;
    for (const auto &[key, value] : node.labels)
        words << u"label %1=%2"_s.arg(key, value);
    for (const Taint &taint : node.taints)
        words << u"taint %1=%2:%3"_s.arg(taint.key, taint.value, taint.effect);
    words << u"capacity "_s + write(node.capacity) << u"allocatable "_s + write(node.allocatable);
    for (const Condition &c : node.conditions)
        words << u"condition %1=%2 %3 %4 %5"_s.arg(c.type, c.status, c.reason, c.message).arg(c.lastTransition);
    words << node.internalAddress << node.externalAddress << node.kubeletVersion << node.architecture;
    return words.join(u" | "_s);
}

QString write(const Pod &pod)
{
    QStringList words{
        pod.namespaceName,           pod.name, pod.uid, pod.nodeName, toString(pod.phase), QString::number(pod.created),
        QString::number(pod.started)};
    if (pod.isTerminating)
        words << u"terminating"_s;
    words << pod.ownerKind + u'/' + pod.ownerName << pod.user << write(pod.requests) << pod.waitingReason
          << pod.waitingMessage;
    return words.join(u" | "_s);
}

//! The object through every way in, which must all give the same.
template <class T>
void everyWay(tests::Kind kind, const QJsonObject &object, QString &result)
{
    ValuePool pool;
    const QByteArray message = tests::protobuf(kind, object);
    const auto listed = Decoders<T>::protobufObject(message, pool);
    QVERIFY2(listed, listed ? "" : qPrintable(listed.error().message));
    const auto event = decodeEvent<T>(Encoding::Protobuf, tests::protobufEvent("MODIFIED", message), pool);
    QVERIFY(event);
    const auto jsonEvent = decodeEvent<T>(Encoding::Json, tests::jsonEvent("MODIFIED", object), pool);
    QVERIFY(jsonEvent);
    QList<Listed<T>> items;
    const auto meta =
        Decoders<T>::jsonList(tests::jsonList({object}, "9"), pool, [&items](Listed<T> item) { items << item; });
    QVERIFY(meta);
    QCOMPARE(items.size(), 1);

    result = write(*listed->object);
    QCOMPARE(write(*event->object), result);
    QCOMPARE(write(*jsonEvent->object), result);
    QCOMPARE(write(*items.front().object), result);
    // Whatever is not written above.
    QVERIFY(*event->object == *listed->object);
    QVERIFY(*jsonEvent->object == *listed->object);
    QVERIFY(*items.front().object == *listed->object);
    QCOMPARE(event->resourceVersion, listed->resourceVersion);
    QCOMPARE(jsonEvent->resourceVersion, listed->resourceVersion);
    QCOMPARE(items.front().resourceVersion, listed->resourceVersion);
}

QJsonObject pod(const QByteArray &spec, const QByteArray &status = "{}", const QByteArray &metadata = "")
{
    return tests::object("{'metadata': {'name': 'p', 'namespace': 'ns', 'uid': 'u', 'resourceVersion': '5'" + metadata +
                         "}, 'spec': " + spec + ", 'status': " + status + "}");
}

QString requestsOnly(const QString &requests)
{
    return u"ns | p | u |  | Unknown | 0 | 0 | / |  | %1 |  | "_s.arg(requests);
}

} // namespace

class TestDecoders : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void nodes_data();
    void nodes();
    void pods_data();
    void pods();
    void quantities_data();
    void quantities();
    void events_data();
    void events();
    void errorEvents_data();
    void errorEvents();
    void lists_data();
    void lists();
    void malformedJson_data();
    void malformedJson();
    void malformedProtobuf_data();
    void malformedProtobuf();
    void wrongWireTypes();
    void messagesInParts();
    void details_data();
    void details();
    void statuses_data();
    void statuses();
    void invalidUtf8();
};

void TestDecoders::nodes_data()
{
    QTest::addColumn<QByteArray>("object");
    QTest::addColumn<QString>("written");

    const QString bare = u"n | u | 0 | %1capacity %2 | allocatable  | %3 |  |  | "_s;
    const auto node = [](const QByteArray &rest) { return "{'metadata': {'name': 'n', 'uid': 'u'}" + rest + "}"; };
    QTest::newRow("whole")
        << tests::wholeNode
        << u"gpu-1 | 0c6 | 1767323045 | unschedulable | label arch= | label nvidia.com/gpu.product=NVIDIA-L4 | "
           "label zone=b | taint team=llm:NoSchedule | taint nvidia.com/gpu=:NoExecute | "
           "capacity cpu=96 memory=1024 nvidia.com/gpu=8 zero.com/x=0 | allocatable cpu=95500m nvidia.com/gpu=7 | "
           "condition Ready=False KubeletNotReady runtime is down 1767323046 | condition DiskPressure=Unknown   0 | "
           "10.0.0.1 | 192.0.2.1 | v1.36.3 | arm64"_s;
    QTest::newRow("metadata only") << node("") << bare.arg(QString(), QString(), QString());
    QTest::newRow("empty parts") << node(", 'spec': {}, 'status': {}") << bare.arg(QString(), QString(), QString());
    QTest::newRow("nulls") << node(", 'spec': null, 'status': null, 'kind': null")
                           << bare.arg(QString(), QString(), QString());
    QTest::newRow("unknown fields") << node(", 'future': [1, {'a': [[]]}], 'spec': {'new': {'b': 1e300}}")
                                    << bare.arg(QString(), QString(), QString());
    QTest::newRow("not cordoned") << node(", 'spec': {'unschedulable': false}")
                                  << bare.arg(QString(), QString(), QString());
    QTest::newRow("escapes")
        << QByteArray("{'metadata': {'name': 'n', 'uid': 'u', 'labels': {'k': '\\u00e9\\ud83d\\udea2\\n'}}}")
        << u"n | u | 0 | label k=\u00e9\U0001f6a2\n | capacity  | allocatable  |  |  |  | "_s;
    QTest::newRow("before 1970")
        << QByteArray("{'metadata': {'name': 'n', 'uid': 'u', 'creationTimestamp': '1969-12-31T23:59:50Z'}}")
        << u"n | u | -10 | capacity  | allocatable  |  |  |  | "_s;
    QTest::newRow("time with zone")
        << QByteArray("{'metadata': {'name': 'n', 'uid': 'u', 'creationTimestamp': '2026-01-02T04:04:05+01:00'}}")
        << u"n | u | 1767323045 | capacity  | allocatable  |  |  |  | "_s;
}

void TestDecoders::nodes()
{
    QFETCH(QByteArray, object);
    QFETCH(QString, written);
    QString result;
    everyWay<Node>(tests::Kind::Node, tests::object(object), result);
    QCOMPARE(result, written);
}

void TestDecoders::pods_data()
{
    QTest::addColumn<QJsonObject>("object");
    QTest::addColumn<QString>("written");

    QTest::newRow("whole") << tests::object(tests::wholePod)
                           << u"llm | train-0 | 9f | gpu-1 | Running | 1767323045 | 1767323100 | terminating | "
                              "Job/train | ada | cpu=250m nvidia.com/gpu=2 |  | "_s;
    QTest::newRow("metadata only") << tests::object("{'metadata': {'name': 'p', 'namespace': 'ns', 'uid': 'u'}}")
                                   << requestsOnly({});
    QTest::newRow("deletionTimestamp of null")
        << pod("{}", "{}", ", 'deletionTimestamp': null, 'creationTimestamp': null") << requestsOnly({});
    QTest::newRow("first owner") << pod("{}", "{}",
                                        ", 'ownerReferences': [{'kind': 'A', 'name': 'a'}, {'kind': 'B', 'name': "
                                        "'b', 'controller': false}]")
                                 << u"ns | p | u |  | Unknown | 0 | 0 | A/a |  |  |  | "_s;
    for (const char *phase : {"Pending", "Running", "Succeeded", "Failed", "Unknown"}) {
        QTest::addRow("phase %s", phase) << pod("{}", "{'phase': '" + QByteArray(phase) + "'}")
                                         << u"ns | p | u |  | %1 | 0 | 0 | / |  |  |  | "_s.arg(
                                                QString::fromLatin1(phase));
    }
    QTest::newRow("phase of the future") << pod("{}", "{'phase': 'Dreaming'}") << requestsOnly({});
    QTest::newRow("waiting")
        << pod("{}", "{'phase': 'Pending', 'conditions': [{'type': 'PodScheduled', 'status': 'False', 'reason': "
                     "'Unschedulable', 'message': '0/3 nodes'}]}")
        << u"ns | p | u |  | Pending | 0 | 0 | / |  |  | Unschedulable | 0/3 nodes"_s;

    const QByteArray one = "{'name': 'a', 'resources': {'requests': {'cpu': '1', 'memory': '10'}}}";
    const QByteArray two = "{'name': 'b', 'resources': {'requests': {'cpu': '2'}}}";
    QTest::newRow("containers add up") << pod("{'containers': [" + one + ", " + two + "]}")
                                       << requestsOnly(u"cpu=3 memory=10"_s);
    QTest::newRow("limits alone") << pod("{'containers': [{'name': 'a', 'resources': {'limits': {'cpu': '4'}}}]}")
                                  << requestsOnly({});
    QTest::newRow("init container is larger")
        << pod("{'containers': [" + one +
               "], 'initContainers': [{'name': 'i', 'resources': {'requests': {'cpu': '8', 'x.com/y': '1'}}}]}")
        << requestsOnly(u"cpu=8 memory=10 x.com/y=1"_s);
    QTest::newRow("sidecar")
        << pod("{'containers': [" + one +
               "], 'initContainers': [{'name': 's', 'restartPolicy': 'Always', 'resources': {'requests': {'cpu': "
               "'500m'}}}, {'name': 'i', 'resources': {'requests': {'cpu': '1200m'}}}]}")
        << requestsOnly(u"cpu=1700m memory=10"_s);
    QTest::newRow("restartPolicy of a container makes no sidecar")
        << pod("{'containers': [{'name': 'a', 'restartPolicy': 'Always', 'resources': {'requests': {'cpu': '1'}}}]}")
        << requestsOnly(u"cpu=1"_s);
    QTest::newRow("overhead") << pod("{'overhead': {'cpu': '250m', 'memory': '5'}, 'containers': [" + one + "]}")
                              << requestsOnly(u"cpu=1250m memory=15"_s);
    QTest::newRow("pod level") << pod("{'resources': {'requests': {'cpu': '6'}}, 'containers': [" + one + "]}")
                               << requestsOnly(u"cpu=6 memory=10"_s);
    QTest::newRow("pod level, resized")
        << pod("{'resources': {'requests': {'cpu': '6'}}, 'containers': [" + one + "]}",
               "{'resources': {'requests': {'cpu': '7'}}, 'allocatedResources': {'cpu': '6'}}")
        << requestsOnly(u"cpu=7 memory=10"_s);
    QTest::newRow("resize under way")
        << pod("{'containers': [" + one + "]}",
               "{'containerStatuses': [{'name': 'a', 'resources': {'requests': {'cpu': '3', 'memory': '10'}}, "
               "'allocatedResources': {'cpu': '4'}}]}")
        << requestsOnly(u"cpu=4 memory=10"_s);
    // As kubelets write them: all as wished.
    QTest::newRow("status repeats the container")
        << pod("{'containers': [" + one + ", " + two + "]}",
               "{'containerStatuses': [{'name': 'a', 'resources': {'requests': {'cpu': '1', 'memory': '10'}}, "
               "'allocatedResources': {'cpu': '1', 'memory': '10'}}, {'name': 'b', 'resources': {'requests': "
               "{'cpu': '2'}}}]}")
        << requestsOnly(u"cpu=3 memory=10"_s);
    const QByteArray asWished = "'resources': {'requests': {'cpu': '1', 'memory': '10'}}";
    QTest::newRow("another amount allocated")
        << pod("{'containers': [" + one + "]}", "{'containerStatuses': [{'name': 'a', " + asWished +
                                                    ", 'allocatedResources': {'cpu': '1', 'memory': '12'}}]}")
        << requestsOnly(u"cpu=1 memory=12"_s);
    QTest::newRow("one more allocated")
        << pod("{'containers': [" + one + "]}",
               "{'containerStatuses': [{'name': 'a', " + asWished +
                   ", 'allocatedResources': {'cpu': '1', 'memory': '10', 'x/y': '2'}}]}")
        << requestsOnly(u"cpu=1 memory=10 x/y=2"_s);
    QTest::newRow("one less allocated") << pod("{'containers': [" + one + "]}",
                                               "{'containerStatuses': [{'name': 'a', " + asWished +
                                                   ", 'allocatedResources': {'cpu': '2'}}]}")
                                        << requestsOnly(u"cpu=2 memory=10"_s);
    QTest::newRow("status without resources")
        << pod("{'containers': [" + one + "]}",
               "{'containerStatuses': [{'name': 'a', 'allocatedResources': {'cpu': '9'}}]}")
        << requestsOnly(u"cpu=1 memory=10"_s);
    QTest::newRow("init container that ended is not resized")
        << pod("{'initContainers': [" + one + "]}",
               "{'initContainerStatuses': [{'name': 'a', 'resources': {'requests': {'cpu': '9'}}}]}")
        << requestsOnly(u"cpu=1 memory=10"_s);
    QTest::newRow("many names")
        << pod("{'containers': [{'name': 'a', 'resources': {'requests': {'a/1': '1', 'a/2': '2', 'a/3': '3', 'a/4': "
               "'4', 'a/5': '5', 'a/6': '6', 'a/7': '7', 'cpu': '1'}}}, {'name': 'b', 'resources': {'requests': "
               "{'a/0': '9', 'a/4': '1', 'b/1': '1', 'cpu': '1'}}}]}")
        << requestsOnly(u"a/0=9 a/1=1 a/2=2 a/3=3 a/4=5 a/5=5 a/6=6 a/7=7 b/1=1 cpu=2"_s);
    QTest::newRow("resize infeasible")
        << pod("{'containers': [{'name': 'a', 'resources': {'requests': {'cpu': '100'}}}]}",
               "{'conditions': [{'type': 'PodResizePending', 'status': 'True', 'reason': 'Infeasible'}], "
               "'containerStatuses': [{'name': 'a', 'resources': {'requests': {'cpu': '3'}}}]}")
        << requestsOnly(u"cpu=3"_s);
    QTest::newRow("resize infeasible, nothing in force")
        << pod("{'containers': [{'name': 'a', 'resources': {'requests': {'cpu': '100'}}}, " + two + "]}",
               "{'conditions': [{'type': 'PodResizePending', 'status': 'True', 'reason': 'Infeasible'}], "
               "'containerStatuses': [{'name': 'a', 'resources': {}}]}")
        << requestsOnly(u"cpu=2"_s);
    QTest::newRow("pod level, resize infeasible, nothing in force")
        << pod("{'resources': {'requests': {'cpu': '100'}}, 'containers': [" + one + "]}",
               "{'conditions': [{'type': 'PodResizePending', 'status': 'True', 'reason': 'Infeasible'}], "
               "'resources': {}}")
        << requestsOnly(u"cpu=0 memory=10"_s);
    QTest::newRow("resize of a sidecar")
        << pod("{'initContainers': [{'name': 's', 'restartPolicy': 'Always', 'resources': {'requests': {'cpu': "
               "'1'}}}]}",
               "{'initContainerStatuses': [{'name': 's', 'resources': {'requests': {'cpu': '2'}}}]}")
        << requestsOnly(u"cpu=2"_s);
    QTest::newRow("status of nobody's container")
        << pod("{'containers': [" + two + "]}",
               "{'containerStatuses': [{'name': 'zz', 'resources': {'requests': {'cpu': '99'}}}, {}]}")
        << requestsOnly(u"cpu=2"_s);
    QTest::newRow("same name twice") << pod("{'containers': [" + two + ", " + two + "]}") << requestsOnly(u"cpu=4"_s);
}

void TestDecoders::pods()
{
    QFETCH(QJsonObject, object);
    QFETCH(QString, written);
    QString result;
    everyWay<Pod>(tests::Kind::Pod, object, result);
    QCOMPARE(result, written);
}

//! Amounts as the two decoders see them; the grammar itself is tested with Quantity.
void TestDecoders::quantities_data()
{
    QTest::addColumn<QString>("written");
    QTest::newRow("1e3") << u"cpu=1000"_s;
    QTest::newRow("500m") << u"cpu=500m"_s;
    QTest::newRow("0.5Gi") << u"cpu=536870912"_s;
    QTest::newRow("12e-1") << u"cpu=1200m"_s;
    QTest::newRow("100n") << u"cpu=1m"_s;
    QTest::newRow("0") << u"cpu=0"_s;
    QTest::newRow("-4") << u"cpu=-4"_s;
    QTest::newRow("-0.5") << u"cpu=-500m"_s;
    QTest::newRow("8Ei") << u"cpu=9223372036854775807m"_s;
    QTest::newRow("-8Ei") << u"cpu=-9223372036854775808m"_s;
    QTest::newRow("1e999999999") << u"cpu=9223372036854775807m"_s;
    QTest::newRow("99999999999999999999999999999999999999999999") << u"cpu=9223372036854775807m"_s;
    for (const char *bad : {"", "many", "1.2.3", "0x10", "1 Gi", "NaN", "--1"})
        QTest::newRow(bad) << u"cpu=0"_s;
}

void TestDecoders::quantities()
{
    QFETCH(QString, written);
    const QString amount = QString::fromLatin1(QTest::currentDataTag());
    const QJsonObject object{{u"metadata"_s, QJsonObject{{u"name"_s, u"n"_s}, {u"uid"_s, u"u"_s}}},
                             {u"status"_s, QJsonObject{{u"capacity"_s, QJsonObject{{u"cpu"_s, amount}}}}}};
    QString result;
    everyWay<Node>(tests::Kind::Node, object, result);
    QCOMPARE(result, u"n | u | 0 | capacity %1 | allocatable  |  |  |  | "_s.arg(written));
}

void TestDecoders::events_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QJsonObject>("object");
    QTest::addColumn<int>("expected");
    QTest::addColumn<QString>("resourceVersion");
    QTest::addColumn<bool>("isInitialEventsEnd");

    using Type = WatchEvent<Node>::Type;
    const QJsonObject node = tests::node(u"a"_s, u"12"_s);
    QTest::newRow("added") << QByteArray("ADDED") << node << int(Type::Added) << u"12"_s << false;
    QTest::newRow("modified") << QByteArray("MODIFIED") << node << int(Type::Modified) << u"12"_s << false;
    QTest::newRow("deleted") << QByteArray("DELETED") << node << int(Type::Deleted) << u"12"_s << false;
    QTest::newRow("bookmark") << QByteArray("BOOKMARK") << tests::bookmark(u"13"_s) << int(Type::Bookmark) << u"13"_s
                              << false;
    QTest::newRow("initial events end") << QByteArray("BOOKMARK") << tests::bookmark(u"14"_s, true)
                                        << int(Type::Bookmark) << u"14"_s << true;
    QTest::newRow("not the end") << QByteArray("BOOKMARK")
                                 << tests::object("{'metadata': {'resourceVersion': '15', 'annotations': "
                                                  "{'k8s.io/initial-events-end': 'false', 'x': 'true'}}}")
                                 << int(Type::Bookmark) << u"15"_s << false;
}

void TestDecoders::events()
{
    QFETCH(QByteArray, type);
    QFETCH(QJsonObject, object);
    QFETCH(int, expected);
    QFETCH(QString, resourceVersion);
    QFETCH(bool, isInitialEventsEnd);
    ValuePool pool;
    for (const Encoding encoding : {Encoding::Protobuf, Encoding::Json}) {
        const QByteArray bytes = encoding == Encoding::Json
                                     ? tests::jsonEvent(type, object)
                                     : tests::protobufEvent(type, tests::protobuf(tests::Kind::Node, object));
        const auto event = decodeEvent<Node>(encoding, bytes, pool);
        QVERIFY(event);
        QCOMPARE(int(event->type), expected);
        QCOMPARE(event->resourceVersion, resourceVersion);
        QCOMPARE(event->isInitialEventsEnd, isInitialEventsEnd);
        QCOMPARE(bool(event->object), type != "BOOKMARK");
    }
}

void TestDecoders::errorEvents_data()
{
    QTest::addColumn<QJsonObject>("status");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("retryAfter");
    QTest::newRow("410") << tests::status(410, u"Expired"_s, u"too old"_s) << u"Gone"_s << -1;
    QTest::newRow("500") << tests::status(500, u"InternalError"_s, u"etcd"_s) << u"Server"_s << -1;
    QTest::newRow("429") << tests::object("{'kind': 'Status', 'code': 429, 'details': {'retryAfterSeconds': 5}}")
                         << u"TooManyRequests"_s << 5;
    QTest::newRow("retry for ever") << tests::object("{'kind': 'Status', 'code': 503, 'details': {'retryAfterSeconds': "
                                                     "2147483647}}")
                                    << u"Server"_s << 3600;
    QTest::newRow("retry yesterday") << tests::object(
                                            "{'kind': 'Status', 'code': 503, 'details': {'retryAfterSeconds': -5}}")
                                     << u"Server"_s << 0;
    QTest::newRow("no code") << tests::object("{'kind': 'Status'}") << u"Malformed"_s << -1;
    QTest::newRow("negative code") << tests::status(-410, {}, {}) << u"Malformed"_s << -1;
}

void TestDecoders::errorEvents()
{
    QFETCH(QJsonObject, status);
    QFETCH(QString, kind);
    QFETCH(int, retryAfter);
    ValuePool pool;
    for (const Encoding encoding : {Encoding::Protobuf, Encoding::Json}) {
        const QByteArray bytes = encoding == Encoding::Json
                                     ? tests::jsonEvent("ERROR", status)
                                     : tests::protobufEvent("ERROR", tests::protobufStatus(status));
        const auto event = decodeEvent<Pod>(encoding, bytes, pool);
        QVERIFY(event);
        QCOMPARE(event->type, WatchEvent<Pod>::Type::Error);
        QVERIFY(!event->object);
        QCOMPARE(toString(event->error.kind), kind);
        QCOMPARE(event->error.reason, status[u"reason"_s].toString());
        QCOMPARE(event->error.message, status[u"message"_s].toString());
        QCOMPARE(event->error.retryAfter ? int(event->error.retryAfter->count()) : -1, retryAfter);
    }
}

void TestDecoders::lists_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("items");
    QTest::addColumn<QString>("continueToken");
    QTest::newRow("empty") << tests::jsonList({}, "7") << 0 << QString();
    QTest::newRow("null") << QByteArray(R"({"metadata": {"resourceVersion": "7"}, "items": null})") << 0 << QString();
    QTest::newRow("two") << tests::jsonList({tests::node(u"a"_s, u"1"_s), tests::node(u"b"_s, u"1"_s)}, "7") << 2
                         << QString();
    QTest::newRow("more to come") << tests::jsonList({tests::node(u"a"_s, u"1"_s)}, "7", "to+ken/=") << 1
                                  << u"to+ken/="_s;
}

void TestDecoders::lists()
{
    QFETCH(QByteArray, body);
    QFETCH(int, items);
    QFETCH(QString, continueToken);
    ValuePool pool;
    int count = 0;
    const auto meta = json::decodeNodeList(body, pool, [&count](const Listed<Node> &) { ++count; });
    QVERIFY(meta);
    QCOMPARE(count, items);
    QCOMPARE(meta->resourceVersion, u"7"_s);
    QCOMPARE(meta->continueToken, continueToken);
    const auto inProtobuf = protobuf::decodeListMeta(tests::protobufListMeta("7", continueToken.toLatin1()));
    QVERIFY(inProtobuf);
    QCOMPARE(inProtobuf->resourceVersion, u"7"_s);
    QCOMPARE(inProtobuf->continueToken, continueToken);
}

void TestDecoders::malformedJson_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("spaces") << QByteArray("   ");
    QTest::newRow("html") << QByteArray("<!DOCTYPE html><html></html>");
    QTest::newRow("text") << QByteArray("upstream connect error");
    QTest::newRow("array") << QByteArray("[]");
    QTest::newRow("null") << QByteArray("null");
    QTest::newRow("number") << QByteArray("1");
    QTest::newRow("empty object") << QByteArray("{}");
    QTest::newRow("two objects") << QByteArray("{}{}");
    QTest::newRow("cut off") << tests::jsonEvent("ADDED", tests::node(u"a"_s, u"1"_s)).chopped(2);
    QTest::newRow("invalid UTF-8") << QByteArray("{\"type\":\"ADDED\",\"object\":{\"metadata\":{\"uid\":\"\xff\"}},"
                                                 "\"items\":[],\"metadata\":{}}");
    QTest::newRow("lone surrogate") << QByteArray(
        "{\"type\":\"ADDED\",\"object\":{\"metadata\":{\"uid\":\"\\ud800\"}},\"items\":[{}],\"metadata\":{}}");
    QTest::newRow("zero byte") << QByteArray("{\"type\":\"ADDED\0\",\"object\":{}}", 28);
    QTest::newRow("too deep") << QByteArray("{\"type\":\"ADDED\",\"metadata\":{},\"items\":") + QByteArray(5'000, '[') +
                                     QByteArray(5'000, ']') + "}";
    QTest::newRow("never closed") << QByteArray(1'000'000, '{');
    QTest::newRow("no type") << QByteArray(R"({"object": {"metadata": {"uid": "u"}}})");
    QTest::newRow("unknown type") << QByteArray(R"({"type": "MOVED", "object": {"metadata": {"uid": "u"}}})");
    QTest::newRow("type of another type") << QByteArray(R"({"type": 1, "object": {"metadata": {"uid": "u"}}})");
    QTest::newRow("no object") << QByteArray(R"({"type": "ADDED"})");
    QTest::newRow("object of null") << QByteArray(R"({"type": "ADDED", "object": null})");
    QTest::newRow("object of text") << QByteArray(R"({"type": "ADDED", "object": "x"})");
    QTest::newRow("metadata of text") << QByteArray(R"({"type": "ADDED", "object": {"metadata": "x"}})");
    QTest::newRow("no uid") << QByteArray(R"({"type": "DELETED", "object": {"metadata": {"name": "n"}}})");
    QTest::newRow("items of text") << QByteArray(R"({"metadata": {"resourceVersion": "1"}, "items": "none"})");
    QTest::newRow("items of an object") << QByteArray(R"({"metadata": {"resourceVersion": "1"}, "items": {}})");
    QTest::newRow("items without uid") << QByteArray(R"({"metadata": {"resourceVersion": "1"}, "items": [{}, 1]})");
    QTest::newRow("list without metadata") << QByteArray(R"({"items": []})");
}

void TestDecoders::malformedJson()
{
    QFETCH(QByteArray, bytes);
    ValuePool pool;
    const auto node = json::decodeNodeEvent(bytes, pool);
    QVERIFY(!node);
    QCOMPARE(toString(node.error().kind), u"Malformed"_s);
    const auto pod = json::decodePodEvent(bytes, pool);
    QVERIFY(!pod);
    QCOMPARE(toString(pod.error().kind), u"Malformed"_s);
    const auto nodes = json::decodeNodeList(bytes, pool, [](const Listed<Node> &) { QFAIL("there is no item"); });
    QVERIFY(!nodes);
    QCOMPARE(toString(nodes.error().kind), u"Malformed"_s);
    const auto pods = json::decodePodList(bytes, pool, [](const Listed<Pod> &) { QFAIL("there is no item"); });
    QVERIFY(!pods);
    QCOMPARE(toString(pods.error().kind), u"Malformed"_s);
    QVERIFY(!json::decodeStatus(bytes));
}

void TestDecoders::malformedProtobuf_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray node = tests::protobuf(tests::Kind::Node, tests::node(u"a"_s, u"1"_s));
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("json") << tests::jsonEvent("ADDED", tests::node(u"a"_s, u"1"_s));
    QTest::newRow("html") << QByteArray("<!DOCTYPE html><html></html>");
    QTest::newRow("ones") << QByteArray(100, '\xff');
    QTest::newRow("zeros") << QByteArray(100, '\0');
    QTest::newRow("length beyond the end") << QByteArray("\x0a\x7f"
                                                         "abc");
    QTest::newRow("length of 2^32 - 1") << QByteArray("\x0a\xff\xff\xff\xff\x0f"
                                                      "abc");
    QTest::newRow("unknown type") << tests::protobufEvent("MOVED", node);
    QTest::newRow("no object") << QByteArray("\x0a\x05"
                                             "ADDED");
    QTest::newRow("no envelope") << QByteArray("\x0a\x05"
                                               "ADDED\x12\x04\x0a\x02xx");
    QTest::newRow("empty message") << tests::protobufEvent("ADDED", {});
    QTest::newRow("no uid") << tests::protobufEvent("DELETED", QByteArray("\x0a\x03\x0a\x01n", 5));
    // A tag as the last byte: one byte beyond it was read for a bool.
    QTest::newRow("bool cut off") << tests::protobufEvent("ADDED", node + QByteArray("\x12\x01\x20", 3));
    QTest::newRow("deep nesting") << tests::protobufEvent("ADDED", [] {
        QByteArray nested = "x";
        for (int i = 0; i < 2'000; ++i)
            nested = QByteArray("\x0b", 1) + nested; // groups, which never end
        return nested;
    }());
}

void TestDecoders::malformedProtobuf()
{
    QFETCH(QByteArray, bytes);
    ValuePool pool;
    const std::vector<char> exact(bytes.begin(), bytes.end());
    const QByteArrayView view(exact.data(), qsizetype(exact.size()));
    const auto node = protobuf::decodeNodeEvent(view, pool);
    QVERIFY(!node);
    QCOMPARE(toString(node.error().kind), u"Malformed"_s);
    if (qstrcmp(QTest::currentDataTag(), "bool cut off") == 0)
        return; // a pod has nothing there
    const auto pod = protobuf::decodePodEvent(view, pool);
    QVERIFY(!pod);
    QCOMPARE(toString(pod.error().kind), u"Malformed"_s);
}

//! Every known field once with every wire type: an error or skipped, in debug builds as in others.
void TestDecoders::wrongWireTypes()
{
    const QByteArray contents[] = {"\x01", QByteArray(8, '\x01'), QByteArray("\x02\x08\x01", 3), "",
                                   "",     QByteArray(4, '\x01')};
    ValuePool pool;
    for (const int part : {1, 2, 3}) {
        for (int number = 1; number <= 45; ++number) {
            for (const int wireType : {0, 1, 2, 5}) {
                QByteArray field(1, char((number << 3 | wireType) & 0x7f));
                if (number >= 16) {
                    field[0] = char(field[0] | 0x80);
                    field += char(number >> 4);
                }
                field += contents[wireType];
                QByteArray message("\x0a\x03\x2a\x01u", 5); // metadata.uid
                message += char(part << 3 | 2);
                message += char(field.size());
                message += field;
                for (const auto &error : {protobuf::decodeNode(message, pool).map([](auto) {}),
                                          protobuf::decodePod(message, pool).map([](auto) {})}) {
                    if (!error)
                        QCOMPARE(toString(error.error().kind), u"Malformed"_s);
                }
            }
        }
    }
    QVERIFY(!protobuf::decodeNode(QByteArray("\x0a\x02\x28\x01", 4), pool)); // a number for the uid
    QVERIFY(!protobuf::decodeListMeta(QByteArray("\x10\x01", 2)));
}

//! Protobuf lets a message come in parts, which are merged.
void TestDecoders::messagesInParts()
{
    const QByteArray uid("\x0a\x03\x2a\x01u", 5);
    const QByteArray name("\x0a\x03\x0a\x01n", 5);
    ValuePool pool;
    for (const QByteArray &message : {uid + name, name + uid}) {
        const auto node = protobuf::decodeNode(message, pool);
        QVERIFY(node);
        QCOMPARE(node->object->name + node->object->uid, u"nu"_s);
        const auto pod = protobuf::decodePod(message, pool);
        QVERIFY(pod);
        QCOMPARE(pod->object->name + pod->object->uid, u"nu"_s);
    }
}

void TestDecoders::details_data()
{
    QTest::addColumn<bool>("areNeeded");
    QTest::newRow("needed") << true;
    QTest::newRow("not needed") << false;
}

//! Whether they are is decided by what the Pod takes from its Node.
void TestDecoders::details()
{
    QFETCH(bool, areNeeded);
    const QJsonObject object = tests::object(tests::wholePod);
    const QByteArray message = tests::protobuf(tests::Kind::Pod, object);
    ValuePool pool;
    QStringList asked;
    const NeedsDetails needsDetails = [&](const Pod &pod) {
        asked << write(pod);
        return areNeeded;
    };
    QList<Listed<Pod>> pods;
    for (const Encoding encoding : {Encoding::Protobuf, Encoding::Json}) {
        const QByteArray bytes =
            encoding == Encoding::Json ? tests::jsonEvent("ADDED", object) : tests::protobufEvent("ADDED", message);
        const auto event = decodeEvent<Pod>(encoding, bytes, pool, needsDetails);
        QVERIFY(event);
        pods << Listed<Pod>{event->object, event->resourceVersion, event->key};
    }
    const auto listed = protobuf::decodePod(message, pool, needsDetails);
    QVERIFY(listed);
    pods << *listed;
    QVERIFY(json::decodePodList(
        tests::jsonList({object}, "9"), pool, [&pods](const Listed<Pod> &pod) { pods << pod; }, needsDetails));

    const QString few = u" |  |  | gpu-1 | Running | 0 | 0 | / |  | cpu=250m nvidia.com/gpu=2 |  | "_s;
    const auto whole = protobuf::decodePod(message, pool);
    QVERIFY(whole);
    QCOMPARE(asked, QStringList(4, few));
    QCOMPARE(pods.size(), 4);
    for (const Listed<Pod> &pod : pods) {
        QCOMPARE(write(*pod.object), areNeeded ? write(*whole->object) : few);
        QCOMPARE(pod.key, uidKey(whole->object->uid));
        QCOMPARE(pod.resourceVersion, whole->resourceVersion);
    }
}

void TestDecoders::statuses_data()
{
    QTest::addColumn<QJsonObject>("status");
    QTest::addColumn<QString>("kind");
    QTest::newRow("403") << tests::status(403, u"Forbidden"_s, u"nodes is forbidden"_s) << u"Forbidden"_s;
    QTest::newRow("404") << tests::status(404, u"NotFound"_s, u"no such thing"_s) << u"NotFound"_s;
    QTest::newRow("410") << tests::status(410, u"Expired"_s, u"The provided continue parameter is too old"_s)
                         << u"Gone"_s;
    QTest::newRow("422") << tests::status(422, u"Invalid"_s, u"sendInitialEvents is forbidden"_s) << u"Invalid"_s;
}

void TestDecoders::statuses()
{
    QFETCH(QJsonObject, status);
    QFETCH(QString, kind);
    for (const auto &error : {json::decodeStatus(tests::json(status)),
                              protobuf::decodeStatus(tests::enveloped(tests::protobufStatus(status)))}) {
        QVERIFY(error);
        QCOMPARE(toString(error->kind), kind);
        QCOMPARE(error->httpStatus, status[u"code"_s].toInt());
        QCOMPARE(error->reason, status[u"reason"_s].toString());
        QCOMPARE(error->message, status[u"message"_s].toString());
    }
    QVERIFY(!protobuf::decodeStatus(tests::protobufStatus(status)));
    QVERIFY(!protobuf::decodeStatus({}));
}

//! Protobuf carries any bytes in its strings; what is no UTF-8 is shown as such and harms nothing.
void TestDecoders::invalidUtf8()
{
    QByteArray message = tests::protobuf(tests::Kind::Node, tests::node(u"abc"_s, u"1"_s));
    message.replace("uid-abc", "uid\xff\xc3\xf0z");
    message.replace("nvidia.com/gpu", "nvidia\xed\xa0\x80./gpu");
    ValuePool pool;
    const auto node = protobuf::decodeNode(message, pool);
    QVERIFY(node);
    QVERIFY(node->object->uid.contains(QChar::ReplacementCharacter));
    QVERIFY(node->object->capacity.begin()->first.contains(QChar::ReplacementCharacter));
}

QTEST_GUILESS_MAIN(TestDecoders)
#include "tst_decoders.moc"
