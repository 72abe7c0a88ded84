// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/settings/findbyid.h"
#include "backends/settings/settings.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead::settings;
using namespace Qt::StringLiterals;

class TestFindById : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void finds_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("host"); // "-": none
        QTest::addColumn<QString>("name");
        QTest::newRow("first") << u"a"_s << u"one"_s << u"A"_s;
        QTest::newRow("last") << u"c"_s << u"three"_s << u"C"_s;
        QTest::newRow("of two the first") << u"b"_s << u"two"_s << u"B"_s;
        QTest::newRow("a name is no id") << u"A"_s << u"-"_s << u"A"_s;
        QTest::newRow("gone") << u"d"_s << u"-"_s << u"d"_s;
        QTest::newRow("none") << QString() << u"-"_s << QString();
    }
    void finds()
    {
        QFETCH(QString, id);
        const std::vector<Daemon> all{{.id = u"a"_s, .name = u"A"_s, .host = u"one"_s},
                                      {.id = u"b"_s, .name = u"B"_s, .host = u"two"_s},
                                      {.id = u"b"_s, .name = u"B again"_s, .host = u"other"_s},
                                      {.id = u"c"_s, .name = u"C"_s, .host = u"three"_s}};
        const Daemon *daemon = findById(all, id);
        QTEST(daemon ? daemon->host : u"-"_s, "host");
        QTEST(nameById(all, id), "name");
        QVERIFY(!findById(std::vector<Daemon>(), id));
    }

    void isTheObjectItself()
    {
        const std::vector<Reference> all{{u"a"_s, u"A"_s}, {u"b"_s, u"B"_s}};
        QCOMPARE(findById(all, u"b"_s), &all[1]);
    }
};

QTEST_GUILESS_MAIN(TestFindById)
#include "tst_findbyid.moc"
