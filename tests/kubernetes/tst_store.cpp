// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "apibytes.h"

#include "backends/kubernetes/listwatch/store.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::kubernetes;
using namespace Qt::StringLiterals;

namespace {

QJsonObject withUid(QJsonObject node, const QString &uid)
{
    QJsonObject metadata = node[u"metadata"_s].toObject();
    metadata[u"uid"_s] = uid;
    node[u"metadata"_s] = metadata;
    return node;
}

QString gpus(const NodePtr &node)
{
    return node ? QString::number(node->capacity.value(u"nvidia.com/gpu").value()) : u"-"_s;
}

} // namespace

class TestStore : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void watch_data();
    void watch();
    void replaces();
    void interruptedReplacementStartsOver();
    void deletedWhileReplacing();
    void mergesAReplacement();
    void errorsChangeNothing_data();
    void errorsChangeNothing();
    void outcome();
    void podsToo();
    void keepsByAnyUid_data();
    void keepsByAnyUid();
    void keepsDetailsThatAreNeeded_data();
    void keepsDetailsThatAreNeeded();

private:
    using Store = kubernetes::Store<Node>;

    Result<ObjectSink::Outcome> apply(const QByteArray &type, const QJsonObject &object)
    {
        return m_store->applyEvent(Encoding::Json, tests::jsonEvent(type, object));
    }
    void item(const QJsonObject &object)
    {
        QVERIFY(m_store->applyProtobufItem(tests::protobuf(tests::Kind::Node, object)));
    }
    //! "name before>after" for each change since the last call.
    QStringList takeChanges() { return std::exchange(m_changes, {}); }
    QStringList uids() const
    {
        QStringList result;
        for (const NodePtr &node : m_store->objects())
            result << node->uid;
        result.sort();
        return result;
    }

    ValuePool m_pool;
    QStringList m_changes;
    std::unique_ptr<Store> m_store;
};

void TestStore::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_changes.clear();
    m_store = std::make_unique<Store>(m_pool, [this](const NodePtr &before, const NodePtr &after) {
        QVERIFY(before || after);
        m_changes << u"%1 %2>%3"_s.arg((after ? after : before)->uid, gpus(before), gpus(after));
    });
}

//! Events, given as "TYPE name gpus [uid]", and the changes they are told as.
void TestStore::watch_data()
{
    QTest::addColumn<QStringList>("events");
    QTest::addColumn<QStringList>("changes");
    QTest::addColumn<QStringList>("uids");

    QTest::newRow("added") << QStringList{u"ADDED a 8"_s} << QStringList{u"uid-a ->8"_s} << QStringList{u"uid-a"_s};
    QTest::newRow("modified") << QStringList{u"ADDED a 8"_s, u"MODIFIED a 7"_s}
                              << QStringList{u"uid-a ->8"_s, u"uid-a 8>7"_s} << QStringList{u"uid-a"_s};
    QTest::newRow("deleted") << QStringList{u"ADDED a 8"_s, u"DELETED a 8"_s}
                             << QStringList{u"uid-a ->8"_s, u"uid-a 8>-"_s} << QStringList{};
    // The last state of a deleted object is what was kept, not what came with the event.
    QTest::newRow("deleted with another last state") << QStringList{u"ADDED a 8"_s, u"DELETED a 3"_s}
                                                     << QStringList{u"uid-a ->8"_s, u"uid-a 8>-"_s} << QStringList{};
    QTest::newRow("nothing kept changed") << QStringList{u"ADDED a 8"_s, u"MODIFIED a 8"_s, u"MODIFIED a 8"_s}
                                          << QStringList{u"uid-a ->8"_s} << QStringList{u"uid-a"_s};
    QTest::newRow("modified before added")
        << QStringList{u"MODIFIED a 8"_s} << QStringList{u"uid-a ->8"_s} << QStringList{u"uid-a"_s};
    QTest::newRow("added twice") << QStringList{u"ADDED a 8"_s, u"ADDED a 6"_s}
                                 << QStringList{u"uid-a ->8"_s, u"uid-a 8>6"_s} << QStringList{u"uid-a"_s};
    QTest::newRow("deleted without ever being there")
        << QStringList{u"DELETED a 8"_s} << QStringList{} << QStringList{};
    QTest::newRow("re-created under its name")
        << QStringList{u"ADDED a 8 old"_s, u"DELETED a 8 old"_s, u"ADDED a 8 new"_s}
        << QStringList{u"old ->8"_s, u"old 8>-"_s, u"new ->8"_s} << QStringList{u"new"_s};
    QTest::newRow("re-created, the deletion late")
        << QStringList{u"ADDED a 8 old"_s, u"ADDED a 4 new"_s, u"DELETED a 8 old"_s}
        << QStringList{u"old ->8"_s, u"new ->4"_s, u"old 8>-"_s} << QStringList{u"new"_s};
    // Versions are opaque: the order of the stream is the order of events.
    QTest::newRow("older version later") << QStringList{u"ADDED a 8 u 200"_s, u"MODIFIED a 7 u 100"_s}
                                         << QStringList{u"u ->8"_s, u"u 8>7"_s} << QStringList{u"u"_s};
}

void TestStore::watch()
{
    QFETCH(QStringList, events);
    QFETCH(QStringList, changes);
    QFETCH(QStringList, uids);
    for (const QString &line : events) {
        const QStringList words = line.split(u' ');
        QJsonObject node = tests::node(words[1], words.value(4, u"1"_s), words[2]);
        if (words.size() > 3)
            node = withUid(node, words[3]);
        QVERIFY(apply(words[0].toLatin1(), node));
    }
    QCOMPARE(takeChanges(), changes);
    QCOMPARE(this->uids(), uids);
}

void TestStore::replaces()
{
    m_store->beginReplace();
    item(tests::node(u"a"_s, u"1"_s));
    item(tests::node(u"b"_s, u"1"_s));
    QCOMPARE(takeChanges(), (QStringList{u"uid-a ->8"_s, u"uid-b ->8"_s}));
    m_store->endReplace();
    QCOMPARE(takeChanges(), QStringList{});
    m_store->beginReplace();
    m_store->endReplace();
    QStringList gone = takeChanges();
    gone.sort();
    QCOMPARE(gone, (QStringList{u"uid-a 8>-"_s, u"uid-b 8>-"_s}));
}

//! What an interrupted load delivered says nothing about what is gone.
void TestStore::interruptedReplacementStartsOver()
{
    m_store->beginReplace();
    item(tests::node(u"a"_s, u"1"_s));
    item(tests::node(u"b"_s, u"1"_s));
    m_store->endReplace();
    m_store->beginReplace();
    item(tests::node(u"a"_s, u"2"_s));
    m_store->beginReplace();
    QCOMPARE(uids(), (QStringList{u"uid-a"_s, u"uid-b"_s}));
    item(tests::node(u"b"_s, u"3"_s));
    m_store->endReplace();
    QCOMPARE(uids(), QStringList{u"uid-b"_s});
}

void TestStore::deletedWhileReplacing()
{
    m_store->beginReplace();
    QVERIFY(apply("ADDED", tests::node(u"a"_s, u"1"_s)));
    QVERIFY(apply("DELETED", tests::node(u"a"_s, u"2"_s)));
    m_store->endReplace();
    QCOMPARE(takeChanges(), (QStringList{u"uid-a ->8"_s, u"uid-a 8>-"_s}));
}

//! Objects keep their identity over a relist when nothing of them changed, whatever encoding it came in.
void TestStore::mergesAReplacement()
{
    QVERIFY(apply("ADDED", tests::node(u"a"_s, u"1"_s)));
    QVERIFY(apply("ADDED", tests::node(u"b"_s, u"1"_s)));
    QVERIFY(apply("ADDED", tests::node(u"c"_s, u"1"_s)));
    const NodePtr a = m_store->object(u"uid-a"_s);
    takeChanges();
    m_store->beginReplace();
    item(tests::node(u"a"_s, u"5"_s));
    const auto meta = m_store->applyJsonList(tests::jsonList(
        {tests::node(u"b"_s, u"5"_s, u"2"_s), withUid(tests::node(u"c"_s, u"6"_s), u"new"_s)}, "9", "more"));
    QVERIFY(meta);
    QCOMPARE(meta->resourceVersion, u"9"_s);
    QCOMPARE(meta->continueToken, u"more"_s);
    QCOMPARE(takeChanges(), (QStringList{u"uid-b 8>2"_s, u"new ->8"_s}));
    m_store->endReplace();
    QCOMPARE(takeChanges(), QStringList{u"uid-c 8>-"_s});
    QVERIFY(m_store->object(u"uid-a"_s) == a);
}

void TestStore::errorsChangeNothing_data()
{
    QTest::addColumn<Encoding>("encoding");
    QTest::addColumn<QByteArray>("frame");
    const QByteArray node = tests::protobuf(tests::Kind::Node, tests::node(u"b"_s, u"2"_s));
    QTest::newRow("json cut off") << Encoding::Json
                                  << tests::jsonEvent("ADDED", tests::node(u"b"_s, u"2"_s)).chopped(3);
    QTest::newRow("json without uid") << Encoding::Json << tests::jsonEvent("DELETED", {});
    QTest::newRow("protobuf cut off") << Encoding::Protobuf << tests::protobufEvent("ADDED", node).chopped(9);
    QTest::newRow("protobuf without uid") << Encoding::Protobuf << tests::protobufEvent("ADDED", {});
    QTest::newRow("protobuf of unknown type") << Encoding::Protobuf << tests::protobufEvent("MOVED", node);
    QTest::newRow("nothing") << Encoding::Protobuf << QByteArray();
}

void TestStore::errorsChangeNothing()
{
    QFETCH(Encoding, encoding);
    QFETCH(QByteArray, frame);
    QVERIFY(apply("ADDED", tests::node(u"a"_s, u"1"_s)));
    takeChanges();
    const auto outcome = m_store->applyEvent(encoding, frame);
    QVERIFY(!outcome);
    QCOMPARE(toString(outcome.error().kind), u"Malformed"_s);
    QCOMPARE(takeChanges(), QStringList{});
    QCOMPARE(uids(), QStringList{u"uid-a"_s});
}

void TestStore::outcome()
{
    const auto added = apply("ADDED", tests::node(u"a"_s, u"41"_s));
    QCOMPARE(added->resourceVersion, u"41"_s);
    QVERIFY(!added->isError && !added->isInitialEventsEnd);
    const auto mark = apply("BOOKMARK", tests::bookmark(u"42"_s));
    QCOMPARE(mark->resourceVersion, u"42"_s);
    QVERIFY(!mark->isInitialEventsEnd);
    QVERIFY(apply("BOOKMARK", tests::bookmark(u"43"_s, true))->isInitialEventsEnd);
    const auto gone = apply("ERROR", tests::status(410, u"Expired"_s, u"too old resource version"_s));
    QVERIFY(gone->isError);
    QCOMPARE(toString(gone->error.kind), u"Gone"_s);
    QCOMPARE(gone->error.message, u"too old resource version"_s);
    QCOMPARE(uids(), QStringList{u"uid-a"_s});
}

void TestStore::podsToo()
{
    QStringList changes;
    kubernetes::Store<Pod> pods(m_pool, [&changes](const PodPtr &before, const PodPtr &after) {
        changes << u"%1>%2"_s.arg(before ? before->nodeName : u"-"_s, after ? after->nodeName : u"-"_s);
    });
    const auto pod = [](const QString &node) {
        return QJsonObject{{u"metadata"_s, QJsonObject{{u"name"_s, u"p"_s}, {u"uid"_s, u"u"_s}}},
                           {u"spec"_s, QJsonObject{{u"nodeName"_s, node}}}};
    };
    QVERIFY(pods.applyProtobufItem(tests::protobuf(tests::Kind::Pod, pod(u"n1"_s))));
    QVERIFY(pods.applyEvent(Encoding::Json, tests::jsonEvent("MODIFIED", pod(u"n1"_s))));
    QVERIFY(pods.applyEvent(Encoding::Json, tests::jsonEvent("MODIFIED", pod(u"n2"_s))));
    QVERIFY(pods.applyEvent(Encoding::Protobuf,
                            tests::protobufEvent("DELETED", tests::protobuf(tests::Kind::Pod, pod(u"n2"_s)))));
    QCOMPARE(changes, (QStringList{u"->n1"_s, u"n1>n2"_s, u"n2>-"_s}));
}

void TestStore::keepsByAnyUid_data()
{
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    const QString uuid = u"0c6f3a52-7a0e-4f0b-9d8e-2f1b6a7c8d9e"_s;
    QTest::newRow("UUIDs") << uuid << u"0c6f3a52-7a0e-4f0b-9d8e-2f1b6a7c8d9f"_s;
    QTest::newRow("a UUID and more") << uuid << uuid + u'0';
    QTest::newRow("a UUID in braces") << uuid << u'{' + uuid + u'}';
    QTest::newRow("texts") << u"a"_s << u"b"_s;
    QTest::newRow("as long as a UUID") << u"config-hash-0123456789abcdef01234567"_s
                                       << u"config-hash-0123456789abcdef01234568"_s;
    QTest::newRow("all zero") << u"00000000-0000-0000-0000-000000000000"_s << uuid;
}

void TestStore::keepsByAnyUid()
{
    QFETCH(QString, one);
    QFETCH(QString, other);
    const auto node = [](const QString &uid) {
        return QJsonObject{{u"metadata"_s, QJsonObject{{u"name"_s, uid}, {u"uid"_s, uid}}}};
    };
    item(node(one));
    item(node(other));
    QCOMPARE(m_store->objects().size(), 2);
    QVERIFY(m_store->object(one) && m_store->object(one)->uid == one);
    QVERIFY(apply("DELETED", node(one)));
    QVERIFY(!m_store->object(one));
    QVERIFY(m_store->object(other) && m_store->object(other)->uid == other);
}

//! What is not kept is not compared either, and the object is still found by its uid.
void TestStore::keepsDetailsThatAreNeeded_data()
{
    QTest::addColumn<Encoding>("encoding");
    QTest::newRow("Protobuf") << Encoding::Protobuf;
    QTest::newRow("JSON") << Encoding::Json;
}

void TestStore::keepsDetailsThatAreNeeded()
{
    QFETCH(Encoding, encoding);
    QStringList changes;
    kubernetes::Store<Pod> pods(
        m_pool,
        [&changes](const PodPtr &before, const PodPtr &after) {
            const auto write = [](const PodPtr &pod) {
                return pod ? pod->uid + u'/' + pod->name + u'@' + pod->nodeName : u"-"_s;
            };
            changes << write(before) + u'>' + write(after);
        },
        [](const Pod &pod) { return pod.nodeName == u"kept"_s; });
    const auto pod = [](const QString &name, const QString &node) {
        return QJsonObject{{u"metadata"_s, QJsonObject{{u"name"_s, name}, {u"uid"_s, u"u"_s}}},
                           {u"spec"_s, QJsonObject{{u"nodeName"_s, node}}}};
    };
    const auto apply = [&](const QByteArray &type, const QJsonObject &object) {
        const QByteArray message = tests::protobuf(tests::Kind::Pod, object);
        QVERIFY(encoding == Encoding::Json ? pods.applyEvent(encoding, tests::jsonEvent(type, object))
                                           : pods.applyEvent(encoding, tests::protobufEvent(type, message)));
    };
    pods.beginReplace();
    apply("ADDED", pod(u"a"_s, u"n1"_s));
    pods.endReplace();
    apply("MODIFIED", pod(u"b"_s, u"n1"_s));
    apply("MODIFIED", pod(u"b"_s, u"kept"_s));
    apply("MODIFIED", pod(u"b"_s, u"n2"_s));
    pods.beginReplace();
    apply("ADDED", pod(u"c"_s, u"n2"_s));
    pods.endReplace();
    apply("DELETED", pod(u"c"_s, u"n2"_s));
    QCOMPARE(changes, (QStringList{u"->/@n1"_s, u"/@n1>u/b@kept"_s, u"u/b@kept>/@n2"_s, u"/@n2>-"_s}));
    QVERIFY(pods.objects().isEmpty());
}

QTEST_GUILESS_MAIN(TestStore)
#include "tst_store.moc"
