// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/buildcontext/contextfiles.h"
#include "backends/buildcontext/contextsource.h"
#include "tests/support/exchange.h"
#include "tests/support/peakmemory.h"
#include "tests/support/testcredentials.h"
#include "tests/support/tree.h"
#include "tests/support/uploadsink.h"

#include <QEventLoop>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>
#include <QTimer>

using namespace fairlead;
using namespace fairlead::buildcontext;
using namespace fairlead::tests;
using namespace fairlead::transport;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

using State = BodySource::State;

constexpr qint64 RingSize = 4 << 20;

std::shared_ptr<const ContextList> listOf(const Tree &tree)
{
    auto listed = listContext({.recipe = {.from = u"x"_s, .context = u"context"_s}, .settingsFolder = tree.path()},
                              [] { return false; });
    if (!listed)
        qFatal("%s", qPrintable(listed.error().message));
    return std::make_shared<const ContextList>(*std::move(listed));
}

HttpRequest upload(std::shared_ptr<BodySource> source)
{
    return {.method = "POST",
            .path = u"/build"_s,
            .contentType = "application/x-tar",
            .bodySource = std::move(source),
            .answerTimeout = 30s,
            .idleTimeout = 30s};
}

QString outcome(const Exchange &exchange)
{
    return exchange.succeeded() ? u"ok"_s : toString(exchange.error().kind) + u' ' + exchange.error().reason;
}

//! Without the naps of Exchange::run(), which are most of the time of a big body.
void run(Exchange &exchange, HttpClient &client, const HttpRequest &request)
{
    QEventLoop loop;
    client.send(request, &exchange, [&, done = exchange.done()](const Exchange::Answer &answer) {
        done(answer);
        loop.quit();
    });
    QTimer::singleShot(120s, &loop, &QEventLoop::quit);
    loop.exec();
}

//! All that is left, and how it ended. Asks again only when it is told to.
std::pair<QByteArray, BodySource::ReadResult> drain(ContextSource &source)
{
    QByteArray all;
    QEventLoop loop;
    QObject::connect(&source, &BodySource::resumed, &loop, &QEventLoop::quit, Qt::QueuedConnection);
    QTimer::singleShot(60s, &loop, [] { qFatal("it was never told to ask again"); });
    for (;;) {
        QByteArray piece(100'000, Qt::Uninitialized);
        const BodySource::ReadResult result = source.read(piece.data(), piece.size());
        if (result.state == State::NotYet) {
            loop.exec();
        } else if (result.state == State::Bytes) {
            all += piece.first(result.size);
        } else {
            return {all, result};
        }
    }
}

} // namespace

class TestContextSource : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void arrives()
    {
        Tree tree;
        for (int i = 0; i < 300; ++i)
            tree.add(u"context/%1/%2"_s.arg(i % 7).arg(i), QByteArray(i * 331, char('a' + i % 26)));
        tree.addSparse(u"context/big"_s, 20 << 20);
        const auto list = listOf(tree);
        const auto source = std::make_shared<ContextSource>(list);
        QCOMPARE(source->bytesRead(), 0);
        UploadSink sink({UploadSink::Ok}, tree.path(u"body.tar"_s));
        HttpClient client({.server = sink.url()}, std::make_unique<StaticCredentials>(Credentials{}), "test");
        Exchange exchange;
        run(exchange, client, upload(source));
        QCOMPARE(outcome(exchange), u"ok"_s);
        QCOMPARE(sink.uploads().size(), 1U);
        QVERIFY(sink.uploads().front().head.contains("Transfer-Encoding: chunked"));
        QCOMPARE(source->bytesRead(), source->totalBytes());
        QCOMPARE(source->totalBytes(), list->totalBytes);
        QVERIFY(QDir().mkdir(tree.path(u"unpacked"_s)));
        QCOMPARE(QProcess::execute(u"tar"_s, {u"-xf"_s, tree.path(u"body.tar"_s), u"-C"_s, tree.path(u"unpacked"_s)}),
                 0);
        QCOMPARE(QProcess::execute(u"diff"_s, {u"-r"_s, u"-x"_s, u".fairlead.Dockerfile"_s, tree.path(u"context"_s),
                                               tree.path(u"unpacked"_s)}),
                 0);
    }

    //! Two gigabytes, of which there is never more than a few megabytes here.
    void memoryIsBounded()
    {
        constexpr qint64 size = 2LL << 30;
        constexpr qint64 most = 80 << 20;
        Tree tree;
        tree.addSparse(u"context/big"_s, size);
        const auto source = std::make_shared<ContextSource>(listOf(tree));
        UploadSink sink;
        HttpClient client({.server = sink.url()}, std::make_unique<StaticCredentials>(Credentials{}), "test");
        const qint64 before = peakMemory();
        QVERIFY(before > 0);
        Exchange exchange;
        run(exchange, client, upload(source));
        QCOMPARE(outcome(exchange), u"ok"_s);
        QVERIFY(sink.uploads().front().isWhole);
        QVERIFY(sink.uploads().front().bodySize > size);
        const qint64 grown = peakMemory() - before;
        qInfo("grew by %lld KiB", static_cast<long long>(grown >> 10));
        QVERIFY2(grown < most, qPrintable(u"grew by %1 bytes"_s.arg(grown)));
    }

    void waitsForTheReader()
    {
        Tree tree;
        tree.addSparse(u"context/big"_s, 64 << 20);
        ContextSource source(listOf(tree));
        char byte = 0;
        QTRY_VERIFY(source.read(&byte, 1).state == State::Bytes);
        QTRY_VERIFY(source.bytesRead() >= RingSize / 4 * 3);
        QVERIFY(source.bytesRead() <= RingSize + (128 << 10));
        const auto [bytes, end] = drain(source);
        QCOMPARE(int(end.state), int(State::End));
        QVERIFY(bytes.size() > 64 << 20);
        QVERIFY(source.read(&byte, 1).state == State::End);
    }

    void beginsAnew_data()
    {
        QTest::addColumn<qint64>("size");
        QTest::newRow("small") << qint64(100);
        QTest::newRow("larger than what is in memory") << qint64(10 << 20);
    }
    void beginsAnew()
    {
        QFETCH(qint64, size);
        Tree tree;
        tree.addSparse(u"context/a"_s, size).add(u"context/b"_s, "content");
        const auto list = listOf(tree);
        ContextSource whole(list);
        const QByteArray expected = drain(whole).first;
        ContextSource source(list);
        QVERIFY(source.rewind());
        char byte = 0;
        QTRY_VERIFY(source.read(&byte, 1).state == State::Bytes); // the first thread is in the midst of it
        QVERIFY(source.rewind());
        QCOMPARE(source.bytesRead(), 0);
        QVERIFY(drain(source).first == expected);
        QVERIFY(source.rewind());
        QVERIFY(drain(source).first == expected);
    }

    void beginsAnewAfter401()
    {
        Tree tree;
        tree.addSparse(u"context/a"_s, 10 << 20);
        const auto list = listOf(tree);
        ContextSource whole(list);
        const QByteArray expected = drain(whole).first;
        UploadSink sink({"HTTP/1.1 401 No\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", UploadSink::Ok},
                        tree.path(u"body.tar"_s));
        TestCredentials::State state{.all = {{.authorization = "Bearer old"}, {.authorization = "Bearer new"}}};
        HttpClient client({.server = sink.url()}, std::make_unique<TestCredentials>(state), "test");
        Exchange exchange;
        run(exchange, client, upload(std::make_shared<ContextSource>(list)));
        QCOMPARE(outcome(exchange), u"ok"_s);
        QCOMPARE(sink.uploads().size(), 2U);
        QFile body(tree.path(u"body.tar"_s));
        QVERIFY(body.open(QIODevice::ReadOnly));
        QVERIFY(body.readAll() == expected);
    }

    void problems_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("expected"); // % is the context
        QTest::newRow("the next one is gone") << u"remove"_s << u"%/b is gone since it was listed"_s;
        QTest::newRow("shrinks while it is read") << u"shrink"_s << u"%/a was cut short while it was read"_s;
        QTest::newRow("changes while it is read") << u"touch"_s << u"%/a has changed while it was read"_s;
    }
    //! The first file is larger than what is in memory: the thread cannot be further than in it.
    void problems()
    {
        QFETCH(QString, what);
        QFETCH(QString, expected);
        Tree tree;
        tree.addSparse(u"context/a"_s, 16 << 20).add(u"context/b"_s, "content");
        UploadSink sink;
        const auto source = std::make_shared<ContextSource>(listOf(tree));
        char byte = 0;
        QTRY_VERIFY(source->read(&byte, 1).state == State::Bytes);
        if (what == "remove"_L1)
            tree.remove(u"context/b"_s);
        else if (what == "shrink"_L1)
            QVERIFY(QFile::resize(tree.path(u"context/a"_s), 1));
        else
            tree.age(u"context/a"_s, 1);
        HttpClient client({.server = sink.url()}, std::make_unique<StaticCredentials>(Credentials{}), "test");
        Exchange exchange;
        run(exchange, client, upload(source));
        QCOMPARE(outcome(exchange), u"Invalid FileChanged"_s);
        const QString place = QFileInfo(tree.path(u"context"_s)).canonicalFilePath();
        QCOMPARE(exchange.error().message, expected.replace(u'%', place));
        QTRY_COMPARE(sink.uploads().size(), 1U);
        QVERIFY(!sink.uploads().front().isWhole);
    }

    void endsInTheMidst_data()
    {
        QTest::addColumn<bool>("isCancelled");
        QTest::newRow("never read") << false;
        QTest::newRow("cancelled") << true;
    }
    void endsInTheMidst()
    {
        QFETCH(bool, isCancelled);
        Tree tree;
        tree.addSparse(u"context/a"_s, 64 << 20);
        auto source = std::make_shared<ContextSource>(listOf(tree));
        const std::weak_ptr<ContextSource> kept = source;
        if (isCancelled) {
            UploadSink sink;
            HttpClient client({.server = sink.url()}, std::make_unique<StaticCredentials>(Credentials{}), "test");
            Exchange exchange;
            RequestHandle handle = client.send(upload(source), &exchange, exchange.done());
            QTRY_VERIFY(source->bytesRead() > 0);
            handle.cancel();
            QVERIFY(exchange.wait());
            QCOMPARE(toString(exchange.error().kind), u"Cancelled"_s);
        }
        source.reset();
        QTRY_VERIFY(kept.expired());
    }

    void manyBeginAndEnd()
    {
        Tree tree;
        tree.addSparse(u"context/a"_s, 8 << 20);
        const auto list = listOf(tree);
        for (int i = 0; i < 60; ++i) {
            ContextSource source(list);
            connect(
                &source, &BodySource::resumed, this, [] {}, Qt::QueuedConnection);
            char byte = 0;
            source.read(&byte, 1);
            if (i % 3 == 0)
                source.rewind();
            if (i % 2 == 0)
                source.read(&byte, 1);
        }
        QCoreApplication::processEvents();
    }
};

QTEST_GUILESS_MAIN(TestContextSource)
#include "tst_contextsource.moc"
