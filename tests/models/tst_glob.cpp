// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/files/glob.h"
#include "models/gpus/gpuavailability.h"
#include "models/gpus/productmatch.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace fairlead::models;
using fairlead::accelerators::Kind;
using fairlead::accelerators::Product;
using fairlead::files::globMatches;

//! Names that users type: globs, products, PRODUCT:COUNT.
class GlobTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void matches_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("expected");
        const auto row = [](const QString &pattern, const QString &text, bool expected) {
            QTest::newRow(qPrintable(pattern + u" ~ "_s + text)) << pattern << text << expected;
        };
        row(u"prod"_s, u"prod"_s, true);
        row(u"prod"_s, u"prod-1"_s, false);
        row(u"prod*"_s, u"prod-1"_s, true);
        row(u"*"_s, u""_s, true);
        row(u""_s, u""_s, true);
        row(u"?"_s, u""_s, false);
        row(u"a?c"_s, u"abc"_s, true);
        row(u"*cluster/gpu"_s, u"arn:aws:eks:eu-west-1:123:cluster/gpu"_s, true); // slashes and colons are no borders
        row(u"a.c"_s, u"abc"_s, false);                                           // no regular expression
        row(u"*a*b*c*"_s, u"xxaxxbxxc"_s, true);
        row(u"*a*b*c"_s, u"xxaxxbxxcx"_s, false);
        row(u"****"_s, u"x"_s, true);
        row(u"PROD"_s, u"prod"_s, false);
    }

    void matches()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, text);
        QTEST(globMatches(pattern, text), "expected");
    }

    void manyStarsEndInTime()
    {
        const QString text(2'000, u'a');
        const QString pattern = u"*a"_s.repeated(200) + u"b"_s;
        QVERIFY(!globMatches(pattern, text));
    }

    void products_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("raw");
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<bool>("expected");
        QTest::newRow("skypilot 3: A10 also returned A100")
            << u"A100"_s << u"NVIDIA-A100-SXM4-80GB"_s << u"A10"_s << false;
        QTest::newRow("name, any case") << u"H100"_s << QString() << u"h100"_s << true;
        QTest::newRow("raw value") << u"H100"_s << u"NVIDIA-H100-80GB-HBM3"_s << u"nvidia-h100*"_s << true;
        QTest::newRow("glob") << u"A100"_s << QString() << u"A1*"_s << true;
        QTest::newRow("with memory") << u"A100"_s << QString() << u"A100 80 GB"_s << true;
        QTest::newRow("other") << u"L40"_s << QString() << u"L4"_s << false;
    }

    void products()
    {
        QFETCH(QString, name);
        QFETCH(QString, raw);
        QFETCH(QString, pattern);
        const Product product{.name = name, .resource = u"nvidia.com/gpu"_s, .kind = Kind::Device, .memoryMiB = 81'920};
        QTEST(productMatches(product, raw, pattern), "expected");
    }

    void filters_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isValid");
        QTest::addColumn<QString>("product");
        QTest::addColumn<qint64>("count");
        QTest::newRow("product") << u"H100"_s << true << u"H100"_s << qint64(0);
        QTest::newRow("count") << u"H100:8"_s << true << u"H100"_s << qint64(8);
        QTest::newRow("zero") << u"H100:0"_s << false << QString() << qint64(0);
        QTest::newRow("negative") << u"H100:-1"_s << false << QString() << qint64(0);
        QTest::newRow("word") << u"H100:many"_s << false << QString() << qint64(0);
        QTest::newRow("no product") << u":8"_s << false << QString() << qint64(0);
        QTest::newRow("empty") << u""_s << false << QString() << qint64(0);
        QTest::newRow("no count") << u"H100:"_s << false << QString() << qint64(0);
    }

    void filters()
    {
        QFETCH(QString, text);
        QFETCH(bool, isValid);
        const auto filter = ProductFilter::parse(text);
        QCOMPARE(filter.has_value(), isValid);
        if (!filter)
            return;
        QTEST(filter->product, "product");
        QTEST(qint64(filter->count), "count");
    }
};

QTEST_GUILESS_MAIN(GlobTest)
#include "tst_glob.moc"
