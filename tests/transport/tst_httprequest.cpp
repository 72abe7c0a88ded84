// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/transport/httprequest.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::transport;
using namespace Qt::StringLiterals;

class TestHttpRequest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void kinds_data();
    void kinds();
    void texts_data();
    void texts();
    void retryAfter_data();
    void retryAfter();
    void transience_data();
    void transience();
};

void TestHttpRequest::kinds_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("expected");

    const std::pair<int, const char *> rows[] = {
        {101, "Malformed"}, {301, "Malformed"},    {304, "Malformed"},       {399, "Malformed"},
        {400, "Invalid"},   {401, "Unauthorized"}, {403, "Forbidden"},       {404, "NotFound"},
        {405, "Invalid"},   {406, "Invalid"},      {407, "Unauthorized"},    {408, "Timeout"},
        {409, "Conflict"},  {410, "Gone"},         {413, "Invalid"},         {415, "Invalid"},
        {418, "Invalid"},   {422, "Invalid"},      {429, "TooManyRequests"}, {499, "Invalid"},
        {500, "Server"},    {502, "Server"},       {503, "Server"},          {504, "Timeout"},
        {599, "Server"},    {0, "Malformed"},      {-1, "Malformed"},        {999, "Server"}};
    for (const auto &[status, kind] : rows)
        QTest::addRow("%d", status) << status << QString::fromLatin1(kind);
}

void TestHttpRequest::kinds()
{
    QFETCH(int, status);
    QTEST(toString(errorKindForStatus(status)), "expected");
    const ApiError error = errorForAnswer(status, {}, {}, {});
    QTEST(toString(error.kind), "expected");
    QCOMPARE(error.httpStatus, status);
}

void TestHttpRequest::texts_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("contentType");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("message");

    const QString none;
    QTest::newRow("text") << 500 << QByteArray("text/plain") << QByteArray(" it broke\n") << none << u"it broke"_s;
    QTest::newRow("no text") << 500 << QByteArray("text/plain") << QByteArray() << none << none;
    QTest::newRow("HTML") << 502 << QByteArray("text/html") << QByteArray("<html>") << u"HtmlAnswer"_s << none;
    QTest::newRow("JSON is for the API client")
        << 403 << QByteArray("application/json") << QByteArray("{}") << none << none;
    QTest::newRow("binary") << 500 << QByteArray("application/octet-stream") << QByteArray("\0\1", 2) << none << none;
    QTest::newRow("redirect") << 302 << QByteArray() << QByteArray() << u"Redirect"_s << none;
    QTest::newRow("redirect to a login page")
        << 302 << QByteArray("text/html") << QByteArray("<a>") << u"Redirect"_s << none;
    QTest::newRow("long text") << 500 << QByteArray("text/plain") << QByteArray(5'000, 'x') << none
                               << QString(2'000, u'x');
    QTest::newRow("no UTF-8") << 500 << QByteArray("text/plain") << QByteArray("a\xff") << none << u"a\ufffd"_s;
}

void TestHttpRequest::texts()
{
    QFETCH(int, status);
    QFETCH(QByteArray, contentType);
    QFETCH(QByteArray, body);
    const ApiError error = errorForAnswer(status, contentType, body, {});
    QTEST(error.reason, "reason");
    QTEST(error.message, "message");
}

void TestHttpRequest::retryAfter_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<int>("expected"); // -1: none

    QTest::newRow("none") << QByteArray() << -1;
    QTest::newRow("now") << QByteArray("0") << 0;
    QTest::newRow("seconds") << QByteArray("30") << 30;
    QTest::newRow("spaces") << QByteArray(" 30 ") << 30;
    QTest::newRow("an hour at most") << QByteArray("86400") << 3'600;
    QTest::newRow("negative") << QByteArray("-1") << -1;
    QTest::newRow("fraction") << QByteArray("1.5") << -1;
    QTest::newRow("unit") << QByteArray("5s") << -1;
    QTest::newRow("too large for a number") << QByteArray("99999999999999999999") << -1;
    QTest::newRow("date is left to our own backoff") << QByteArray("Wed, 21 Oct 2099 07:28:00 GMT") << -1;
}

void TestHttpRequest::retryAfter()
{
    QFETCH(QByteArray, header);
    const ApiError error = errorForAnswer(429, {}, {}, header);
    QTEST(error.retryAfter ? int(error.retryAfter->count()) : -1, "expected");
}

void TestHttpRequest::transience_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("expected");

    using Kind = ApiError::Kind;
    const std::tuple<Kind, const char *, bool> rows[] = {{Kind::Cancelled, "Cancelled", false},
                                                         {Kind::Network, "Network", true},
                                                         {Kind::Tls, "Tls", false},
                                                         {Kind::Timeout, "Timeout", true},
                                                         {Kind::Unauthorized, "Unauthorized", false},
                                                         {Kind::Forbidden, "Forbidden", false},
                                                         {Kind::NotFound, "NotFound", false},
                                                         {Kind::Conflict, "Conflict", true},
                                                         {Kind::Gone, "Gone", true},
                                                         {Kind::Invalid, "Invalid", false},
                                                         {Kind::TooManyRequests, "TooManyRequests", true},
                                                         {Kind::Server, "Server", true},
                                                         {Kind::Malformed, "Malformed", true}};
    for (const auto &[kind, name, expected] : rows)
        QTest::newRow(name) << int(kind) << QString::fromLatin1(name) << expected;
}

void TestHttpRequest::transience()
{
    QFETCH(int, kind);
    const ApiError error{.kind = ApiError::Kind(kind)};
    QTEST(toString(error.kind), "name");
    QTEST(error.isTransient(), "expected");
}

QTEST_GUILESS_MAIN(TestHttpRequest)
#include "tst_httprequest.moc"
