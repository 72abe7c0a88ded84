// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/kubernetes/quantity.h"

#include <QRegularExpression>
#include <QTest>

#include <limits>
#include <string>

using fairlead::kubernetes::Quantity;

namespace {

Quantity timesThousand(Quantity amount)
{
    Quantity sum;
    for (int i = 0; i < 1000; ++i)
        sum += amount;
    return sum;
}

} // namespace

class TestQuantity : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void parses_data();
    void parses();
    void rejects_data();
    void rejects();
    void caps_data();
    void caps();
    void roundsUp_data();
    void roundsUp();
    void calculates();
};

//! What is written, and the same amount in whole units, in thousandths (m) or billionths (n).
void TestQuantity::parses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("amount");

    const auto row = [](const char *text, const char *amount) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(amount);
    };
    row("0", "0");
    row("00", "0");
    row("0Ki", "0");
    row("0e100", "0");
    row("+1", "1000000000n");
    row("-1", "-1000000000n");
    row("5n", "5n");
    row("4u", "4000n");
    row("3m", "3000000n");
    row("9", "9000000000n");
    row("8k", "8000");
    row("7M", "7000000");
    row("6G", "6000000000");
    row("5T", "5000000000000");
    row("2P", "2000000000000000");
    row("1E", "1000000000000000000");
    row("1Ki", "1024");
    row("7Mi", "7340032");
    row("6Gi", "6442450944");
    row("5Ti", "5497558138880");
    row("4Pi", "4503599627370496");
    row("3Ei", "3458764513820540928");
    row("1e3", "1000");
    row("1E6", "1000000");
    row("1E-3", "1m");
    row("1e+3", "1000");
    row("12e0", "12");
    row("0.5e-1", "50m");
    row("1.5", "1500m");
    row(".5", "500m");
    row("1.", "1");
    row("1.G", "1000000000");
    row("100.035k", "100035");
    row("100.035Ki", "102435840m");
    row("0.025Ti", "27487790694400m");
    row("0.5Mi", "524288");
    row("6.987654321G", "6987654321");
    row("0001", "1");
    row("1.50000", "1500m");
    // Finer than a nano: up, away from zero.
    row("3.001n", "4n");
    row("1.1E-9", "2n");
    row("0.0000000001", "1n");
    row("0.9n", "1n");
    row("1e-100", "1n");
    row("0.00000012345", "124n");
    row("0.000000000001Ki", "2n");
    row("-0.9n", "-1n");
    row("0.3333333333333333333333333333333333333333", "333333334n");
    row("0.00000000000000000000000000000000000000001Ei", "1n");
    row("0.000000000000000001Ei", "1152921505n");
    row("0.000000000000000000000000000001e30", "1");
    row("100000000000000000000000000e-26", "1");

    // skypilot 2.1 read the decimal suffixes as binary and raised on the rest.
    QTest::newRow("skypilot 2.1: 16G is not 16Gi") << QByteArray("16G") << QByteArray("16000000000");
    QTest::newRow("skypilot 2.1: k") << QByteArray("64k") << QByteArray("64000");
    QTest::newRow("skypilot 2.1: E") << QByteArray("2E") << QByteArray("2000000000000000000");
    QTest::newRow("skypilot 2.1: Ei") << QByteArray("1Ei") << QByteArray("1152921504606846976");
    QTest::newRow("skypilot 2.1: exponent") << QByteArray("129e6") << QByteArray("129000000");
    QTest::newRow("skypilot 2.1: milli-bytes") << QByteArray("128974848000m") << QByteArray("128974848");
}

void TestQuantity::parses()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, amount);
    const auto quantity = Quantity::parse(text.toStdString());
    QVERIFY(quantity);
    const char unit = amount.back();
    const auto count = (unit == 'n' || unit == 'm' ? amount.chopped(1) : amount).toLongLong();
    if (unit == 'n')
        QVERIFY(timesThousand(timesThousand(timesThousand(*quantity))) == Quantity::fromUnits(count));
    else if (unit == 'm')
        QVERIFY(*quantity == Quantity::fromMilli(count));
    else
        QVERIFY(*quantity == Quantity::fromUnits(count));
}

void TestQuantity::rejects_data()
{
    QTest::addColumn<QByteArray>("text");

    for (const char *text : {"",        "+",       "-",
                             ".",       "-.",      "Ki",
                             "m",       "e3",      "1.1.M",
                             "1+1.0M",  "0.1mi",   "0.1am",
                             "aoeu",    ".5i",     "1i",
                             "-3.01i",  "-3.01e-", "1e",
                             "1e+",     "1e+-3",   "1e1.5",
                             "1e3Ki",   "1 ",      " 1",
                             "1 Gi",    "1gi",     "1KI",
                             "1K",      "1kB",     "1GB",
                             "1mm",     "--1",     "+-1",
                             "0x10",    "1_000",   "1,5",
                             "NaN",     "inf",     "1e99999999999999999999",
                             "\xc2\xbd"})
        QTest::newRow(*text ? text : "empty") << QByteArray(text);
    QTest::newRow("zero byte") << QByteArray("1\0", 2);
}

void TestQuantity::rejects()
{
    QFETCH(QByteArray, text);
    QVERIFY(!Quantity::parse(std::string_view(text.constData(), static_cast<std::size_t>(text.size()))));
}

void TestQuantity::caps_data()
{
    QTest::addColumn<QByteArray>("text");

    for (const char *text :
         {"9223372036854775807", "9223372036854775808", "9Ei", "8Ei", "12E", "9223372036854775807Ki", "1e100",
          "1e9223372036854775807", "99999999999999999999999999999999999999999999999999999999Ei"})
        QTest::newRow(text) << QByteArray(text);
}

void TestQuantity::caps()
{
    QFETCH(QByteArray, text);
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    QVERIFY(Quantity::parse(text.toStdString()) == Quantity::fromUnits(most));
    QVERIFY(Quantity::parse('-' + text.toStdString()) == Quantity::fromUnits(-most));
    QCOMPARE(Quantity::parse(text.toStdString())->milliValue(), most);
}

void TestQuantity::roundsUp_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("value");
    QTest::addColumn<qint64>("milli");

    QTest::newRow("zero") << QByteArray("0") << qint64(0) << qint64(0);
    QTest::newRow("nano") << QByteArray("1n") << qint64(1) << qint64(1);
    QTest::newRow("milli") << QByteArray("1m") << qint64(1) << qint64(1);
    QTest::newRow("just over") << QByteArray("1.0000001") << qint64(2) << qint64(1001);
    QTest::newRow("exact") << QByteArray("3") << qint64(3) << qint64(3000);
    QTest::newRow("below zero") << QByteArray("-1.5") << qint64(-2) << qint64(-1500);
    QTest::newRow("cpu") << QByteArray("7910m") << qint64(8) << qint64(7910);
}

void TestQuantity::roundsUp()
{
    QFETCH(QByteArray, text);
    const auto quantity = Quantity::parse(text.toStdString());
    QVERIFY(quantity);
    QTEST(qint64(quantity->value()), "value");
    QTEST(qint64(quantity->milliValue()), "milli");
}

void TestQuantity::calculates()
{
    const Quantity a = Quantity::fromMilli(1500);
    const Quantity b = Quantity::fromUnits(1);
    QVERIFY(b < a);
    QVERIFY(a + b == Quantity::fromMilli(2500));
    QVERIFY((a - b - b) < Quantity());
    QVERIFY((a - a).isZero());
    Quantity sum;
    for (int i = 0; i < 1000; ++i)
        sum += *Quantity::parse("0.1");
    QVERIFY(sum == Quantity::fromUnits(100));
    // More than one limit fits into a sum.
    const Quantity most = Quantity::fromUnits(std::numeric_limits<std::int64_t>::max());
    QVERIFY(most + most - most == most);
    QCOMPARE((most + most).value(), std::numeric_limits<std::int64_t>::max());
    QCOMPARE((Quantity() - most - most).value(), std::numeric_limits<std::int64_t>::min());
}

QTEST_GUILESS_MAIN(TestQuantity)
#include "tst_quantity.moc"
