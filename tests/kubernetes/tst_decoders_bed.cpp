// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/kubernetes/auth/credentialsfactory.h"
#include "backends/kubernetes/kubeconfig/kubeconfig.h"
#include "backends/kubernetes/listwatch/bodyframes.h"
#include "backends/kubernetes/listwatch/store.h"
#include "tests/support/exchange.h"

#include <QHash>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace fairlead;
using namespace fairlead::kubernetes;
using namespace Qt::StringLiterals;

namespace {

template <class T>
using Objects = QHash<QString, Listed<T>>;

template <class T>
Objects<T> fromJsonList(const QByteArray &body, ValuePool &pool)
{
    Objects<T> objects;
    const auto each = [&objects](const Listed<T> &listed) { objects.insert(listed.object->uid, listed); };
    return Decoders<T>::jsonList(body, pool, each) ? objects : Objects<T>();
}

template <class T>
Objects<T> fromProtobufList(const QByteArray &body, ValuePool &pool)
{
    Objects<T> objects;
    ProtobufListItems items;
    const auto ok = items.feed(body, [&](ProtobufListItems::Part part, QByteArrayView message) -> Result<void> {
        if (part == ProtobufListItems::Part::ListMeta)
            return {};
        const Result<Listed<T>> listed = Decoders<T>::protobufObject(message, pool);
        if (!listed)
            return tl::make_unexpected(listed.error());
        objects.insert(listed->object->uid, *listed);
        return {};
    });
    return ok && items.isComplete() ? objects : Objects<T>();
}

//! The initial events of a WatchList that ends after a second.
template <class T>
Objects<T> fromEvents(Encoding encoding, const QByteArray &body, ValuePool &pool)
{
    Objects<T> objects;
    bool isComplete = false;
    WatchFrames frames(encoding);
    const auto ok = frames.feed(body, [&](QByteArrayView frame) {
        const auto event = decodeEvent<T>(encoding, frame, pool);
        if (!event)
            return false;
        if (event->object)
            objects.insert(event->object->uid, {event->object, event->resourceVersion});
        isComplete = isComplete || event->isInitialEventsEnd;
        return true;
    });
    return ok && isComplete ? objects : Objects<T>();
}

} // namespace

//! Everything on bed-a, read in both encodings and compared object by object.
class TestDecodersBed : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void nodes() { compare<Node>(u"/api/v1/nodes"_s, 10); }
    void pods() { compare<Pod>(u"/api/v1/pods"_s, 29); }

private:
    QByteArray get(const QString &path, Encoding encoding, bool isWatchList);
    template <class T>
    void compare(const QString &path, int atLeast);

    std::unique_ptr<transport::HttpClient> m_client;
};

void TestDecodersBed::initTestCase()
{
    QVERIFY2(!qEnvironmentVariableIsEmpty("FAIRLEAD_BED_KUBECONFIG"), "the test bed is not up");
    KubeconfigSources sources;
    sources.explicitFiles = QStringList{qEnvironmentVariable("FAIRLEAD_BED_KUBECONFIG")};
    const Kubeconfig config = loadKubeconfig(sources);
    const auto context = std::find_if(config.contexts.begin(), config.contexts.end(),
                                      [](const Context &c) { return c.name == u"bed-a"_s; });
    QVERIFY(context != config.contexts.end());
    m_client =
        std::make_unique<transport::HttpClient>(context->endpoint, makeCredentialSource(*context, {}), "fairlead-test");
}

QByteArray TestDecodersBed::get(const QString &path, Encoding encoding, bool isWatchList)
{
    transport::HttpRequest request{.path = path};
    if (encoding == Encoding::Protobuf)
        request.accept = "application/vnd.kubernetes.protobuf";
    if (isWatchList) {
        for (const char *parameter : {"watch=1", "sendInitialEvents=true", "allowWatchBookmarks=true",
                                      "resourceVersionMatch=NotOlderThan", "timeoutSeconds=1"}) {
            const QStringList words = QString::fromLatin1(parameter).split(u'=');
            request.query.addQueryItem(words[0], words[1]);
        }
    }
    tests::Exchange exchange;
    if (!exchange.run(*m_client, request) || !exchange.succeeded())
        qCritical("%s", qPrintable(exchange.error().message));
    return exchange.body();
}

//! An object may change between two requests: only what has the same version in both is compared, and if that is not
//! everything, everything is read again.
template <class T>
void TestDecodersBed::compare(const QString &path, int atLeast)
{
    ValuePool pool;
    int unequalVersions = 0;
    const auto readAndCompare = [&] {
        const std::vector<Objects<T>> ways{fromProtobufList<T>(get(path, Encoding::Protobuf, false), pool),
                                           fromJsonList<T>(get(path, Encoding::Json, false), pool),
                                           fromEvents<T>(Encoding::Protobuf, get(path, Encoding::Protobuf, true), pool),
                                           fromEvents<T>(Encoding::Json, get(path, Encoding::Json, true), pool)};
        const Objects<T> &first = ways.front();
        QVERIFY2(first.size() >= atLeast, qPrintable(QString::number(first.size())));
        unequalVersions = 0;
        for (const Objects<T> &way : ways) {
            QCOMPARE(way.size(), first.size());
            for (const Listed<T> &listed : first) {
                const Listed<T> other = way.value(listed.object->uid);
                QVERIFY(other.object);
                if (other.resourceVersion != listed.resourceVersion)
                    ++unequalVersions;
                else
                    QVERIFY2(*other.object == *listed.object, qPrintable(listed.object->name));
            }
        }
    };
    for (int i = 0; i < 10; ++i) {
        readAndCompare();
        if (unequalVersions == 0 || QTest::currentTestFailed())
            break;
    }
    QCOMPARE(unequalVersions, 0);
}

QTEST_GUILESS_MAIN(TestDecodersBed)
#include "tst_decoders_bed.moc"
