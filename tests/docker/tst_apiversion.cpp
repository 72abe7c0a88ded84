// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/docker/apiversion.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::docker;
using namespace Qt::StringLiterals;

class TestApiVersion : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void parses_data();
    void parses();
    void negotiates_data();
    void negotiates();
};

void TestApiVersion::parses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected"); // "-": none
    const auto row = [](const QString &text, const QString &expected) {
        QTest::newRow(qPrintable(text)) << text << expected;
    };
    row(u"1.41"_s, u"1.41"_s);
    row(u"v1.41"_s, u"1.41"_s);
    row(u"2.0"_s, u"2.0"_s);
    row(u"01.041"_s, u"1.41"_s);
    for (const QString &bad : {u""_s, u"1"_s, u"1."_s, u".41"_s, u"1.41.2"_s, u"a.b"_s, u"1.-4"_s, u" 1.41"_s,
                               u"1.41 "_s, u"1.99999999999"_s, u"v"_s, u"+1.41"_s, u"\u0661.41"_s})
        row(bad, u"-"_s);
}

void TestApiVersion::parses()
{
    QFETCH(QString, text);
    const auto version = ApiVersion::parse(text);
    QTEST(version ? version->text() : u"-"_s, "expected");
}

void TestApiVersion::negotiates_data()
{
    QTest::addColumn<QString>("oldest");
    QTest::addColumn<QString>("newest");
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QString &oldest, const QString &newest, const QString &wanted,
                        const QString &expected) { QTest::newRow(name) << oldest << newest << wanted << expected; };
    const QString none;
    row("Debian 12", u"1.12"_s, u"1.41"_s, none, u"1.41"_s);
    row("in between", u"1.24"_s, u"1.47"_s, none, u"1.47"_s);
    row("as new as ours", u"1.24"_s, u"1.51"_s, none, u"1.51"_s);
    row("newer than ours", u"1.44"_s, u"1.60"_s, none, u"1.51"_s);
    row("minor is a number", u"1.12"_s, u"1.100"_s, none, u"1.51"_s);
    row("too old", u"1.12"_s, u"1.40"_s, none, u"Invalid EngineTooOld"_s);
    row("1.9 is older than 1.41", u"1.1"_s, u"1.9"_s, none, u"Invalid EngineTooOld"_s);
    row("too new", u"1.52"_s, u"1.60"_s, none, u"Invalid EngineTooNew"_s);
    row("says no oldest", none, u"1.43"_s, none, u"1.43"_s);
    row("says nothing", none, none, none, u"Malformed BadApiVersion"_s);
    row("says nonsense", u"1.12"_s, u"4.3.1"_s, none, u"Malformed BadApiVersion"_s);
    row("wanted", u"1.12"_s, u"1.47"_s, u"1.43"_s, u"1.43"_s);
    row("wanted is not negotiated", u"1.12"_s, u"1.41"_s, u"1.43"_s, u"1.43"_s);
    row("wanted is no version", u"1.12"_s, u"1.41"_s, u"new"_s, u"Invalid BadApiVersion"_s);
    row("wanted is too old for us", u"1.12"_s, u"1.41"_s, u"1.24"_s, u"Invalid ApiVersionNotKnown"_s);
    row("wanted is too new for us", u"1.12"_s, u"1.60"_s, u"1.52"_s, u"Invalid ApiVersionNotKnown"_s);
}

void TestApiVersion::negotiates()
{
    QFETCH(QString, oldest);
    QFETCH(QString, newest);
    QFETCH(QString, wanted);
    const auto version = negotiateApiVersion(
        {.engineName = u"Engine"_s, .version = u"1"_s, .apiVersion = newest, .minApiVersion = oldest}, wanted);
    QTEST(version ? version->text() : toString(version.error().kind) + u' ' + version.error().reason, "expected");
}

QTEST_GUILESS_MAIN(TestApiVersion)
#include "tst_apiversion.moc"
