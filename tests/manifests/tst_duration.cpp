// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/manifests/duration.h"

#include <QTest>

using namespace fairlead::manifests;
using namespace Qt::StringLiterals;

class TestDuration : public QObject
{
    Q_OBJECT
private slots:
    void parses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("seconds"); // 0: it is none, unless zero may be one
        const auto row = [](const char *text, qint64 seconds) {
            QTest::newRow(text) << QString::fromLatin1(text) << seconds;
        };
        row("90s", 90);
        row("10m", 600);
        row("1h30m", 5'400);
        row("2d", 172'800);
        row("1d1h1m1s", 90'061);
        row("", 0);
        row("0s", 0);
        row("0h0m", 0);
        row("0", 0);
        row("10", 0);
        row("10 m", 0);
        row("1m1h", 0);
        row("1.5h", 0);
        row("-1s", 0);
        row("1M", 0);
        row("2147483647s", 2'147'483'647);
        row("2147483648s", 0);
        row("99999d", 0);
    }
    void parses()
    {
        QFETCH(QString, text);
        QFETCH(qint64, seconds);
        const auto duration = parseDuration(text);
        QCOMPARE(duration.has_value(), seconds > 0);
        QCOMPARE(duration ? qint64(duration->count()) : 0, seconds);
        const auto fromZero = parseDurationFromZero(text);
        QCOMPARE(fromZero.has_value(), seconds > 0 || text == "0s"_L1 || text == "0h0m"_L1);
        QCOMPARE(fromZero ? qint64(fromZero->count()) : 0, seconds);
    }
};

QTEST_GUILESS_MAIN(TestDuration)
#include "tst_duration.moc"
