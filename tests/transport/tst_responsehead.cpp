// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/transport/responsehead.h"

#include <QTest>

using namespace fairlead;
using namespace fairlead::transport;
using namespace Qt::StringLiterals;

class TestResponseHead : public QObject
{
    Q_OBJECT

private slots:
    void answers_data();
    void answers();
    void endsWithTheConnection();
    void isBounded();
};

void TestResponseHead::answers_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status"); // 0: an error
    QTest::addColumn<bool>("isRaw");
    QTest::addColumn<QByteArray>("contentType");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("rest");
    const auto row = [](const char *name, const QByteArray &bytes, int status, bool isRaw,
                        const QByteArray &contentType = {}, const QByteArray &body = {}, const QByteArray &rest = {}) {
        QTest::newRow(name) << bytes << status << isRaw << contentType << body << rest;
    };
    const QByteArray raw = "application/vnd.docker.raw-stream";
    row("upgraded", "HTTP/1.1 101 UPGRADED\r\nContent-Type: " + raw + "\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n",
        101, true, raw);
    row("with bytes behind", "HTTP/1.1 101 UPGRADED\r\nContent-Type: " + raw + "\r\n\r\n\1\0\0", 101, true, raw, {},
        "\1");
    row("200, as of old engines", "HTTP/1.1 200 OK\r\nContent-Type: " + raw + "\r\n\r\nabc", 200, true, raw, {}, "abc");
    row("behind an interim answer", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 101 UPGRADED\r\nUpgrade: tcp\r\n\r\nx", 101,
        true, {}, {}, "x");
    row("200 with a length", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", 200, false, {}, "ok");
    row("200 in chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", 200, false, {},
        "ok");
    row("404",
        "HTTP/1.1 404 Not Found\r\nContent-Type: Application/JSON; a=b\r\nContent-Length: 15\r\n\r\n"
        "{\"message\":\"x\"}",
        404, false, "application/json", "{\"message\":\"x\"}");
    row("409 in chunks", "HTTP/1.1 409 Conflict\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n1\r\nb\r\n0\r\n\r\n",
        409, false, {}, "ab");
    row("no body", "HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n", 500, false);
    row("no HTTP", "SSH-2.0-OpenSSH\r\n\r\n", 0, false);
}

//! Also where they come byte by byte.
void TestResponseHead::answers()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    for (const qsizetype piece : {bytes.size(), qsizetype(1)}) {
        ResponseHead head;
        QByteArray pending;
        std::optional<ResponseHead::Answer> answer;
        bool hasFailed = false;
        for (qsizetype at = 0; at < bytes.size() && !answer && !hasFailed; at += piece) {
            pending += bytes.mid(at, piece);
            const auto fed = head.feed(pending);
            hasFailed = !fed;
            if (fed)
                answer = *fed;
        }
        QCOMPARE(hasFailed, status == 0);
        if (hasFailed)
            continue;
        QVERIFY(answer);
        QCOMPARE(answer->status, status);
        QTEST(answer->isRaw, "isRaw");
        QTEST(answer->contentType, "contentType");
        QTEST(answer->body, "body");
        if (piece == bytes.size())
            QTEST(pending, "rest");
    }
}

void TestResponseHead::endsWithTheConnection()
{
    ResponseHead head;
    QByteArray bytes = "HTTP/1.1 502 Bad Gateway\r\n";
    QVERIFY(head.feed(bytes) && !head.atEnd());
    bytes += "\r\nno route";
    const auto fed = head.feed(bytes);
    QVERIFY(fed && !*fed);
    const auto answer = head.atEnd();
    QVERIFY(answer);
    QCOMPARE(answer->status, 502);
    QCOMPARE(answer->body, QByteArray("no route"));
}

void TestResponseHead::isBounded()
{
    ResponseHead head;
    QByteArray bytes = "HTTP/1.1 101 UPGRADED\r\nA: " + QByteArray(100 << 10, 'a');
    const auto fed = head.feed(bytes);
    QVERIFY(!fed);
    QCOMPARE(fed.error().reason, u"TooLarge"_s);

    ResponseHead endless;
    QByteArray body = "HTTP/1.1 500 Oh\r\n\r\n" + QByteArray(1 << 20, 'a');
    const auto answer = endless.feed(body);
    QVERIFY(answer && *answer);
    QCOMPARE((*answer)->body.size(), 64 << 10);
}

QTEST_GUILESS_MAIN(TestResponseHead)
#include "tst_responsehead.moc"
