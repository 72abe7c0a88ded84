// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/images/imagegraph.h"

#include <QTest>

using namespace fairlead::images;
using namespace Qt::StringLiterals;

class TestImageGraph : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void graphs_data()
    {
        QTest::addColumn<QStringList>("recipes"); // "id tag base..."; "=name" is one in a registry
        QTest::addColumn<QStringList>("order");
        QTest::addColumn<QStringList>("circular");
        QTest::addColumn<QStringList>("dependents"); // of a
        const auto row = [](const char *name, const QStringList &recipes, const QStringList &order,
                            const QStringList &circular, const QStringList &dependents) {
            QTest::newRow(name) << recipes << order << circular << dependents;
        };
        row("none", {}, {}, {}, {});
        row("apart", {u"b b:1 debian:12"_s, u"a a:1 debian:12"_s}, {u"b"_s, u"a"_s}, {}, {});
        row("on one another", {u"c c:1 b:1"_s, u"b b:1 a:1"_s, u"a a:1 debian"_s}, {u"a"_s, u"b"_s, u"c"_s}, {},
            {u"b"_s, u"c"_s});
        row("other spellings", {u"b b:1 docker.io/library/a"_s, u"a a debian"_s}, {u"a"_s, u"b"_s}, {}, {u"b"_s});
        row("another tag", {u"b b:1 a:2"_s, u"a a:1 debian"_s}, {u"b"_s, u"a"_s}, {}, {});
        row("two bases", {u"c c:1 b:1 a:1"_s, u"b b:1 a:1"_s, u"a a:1"_s, u"d d:1"_s}, {u"a"_s, u"b"_s, u"c"_s, u"d"_s},
            {}, {u"b"_s, u"c"_s});
        row("a circle", {u"a a:1 b:1"_s, u"b b:1 a:1"_s, u"c c:1 b:1"_s, u"d d:1"_s}, {u"d"_s},
            {u"a"_s, u"b"_s, u"c"_s}, {});
        row("on itself", {u"a a:1 a:1"_s}, {}, {u"a"_s}, {});
        row("the same tag twice", {u"a x:1"_s, u"b x:1"_s, u"c c:1 x:1"_s}, {u"a"_s, u"b"_s, u"c"_s}, {}, {u"c"_s});
        row("a registry with a port", {u"b b:1 reg:5000/a"_s, u"a reg:5000/a:latest"_s}, {u"a"_s, u"b"_s}, {},
            {u"b"_s});
        row("as it is pushed", {u"b b:1 reg.example/team/a:1"_s, u"a a:1 =reg.example/team/a:1 =other/a:1"_s},
            {u"a"_s, u"b"_s}, {}, {u"b"_s});
        row("pushed to another place", {u"b b:1 reg.example/a:1"_s, u"a a:1 =reg.example/team/a:1"_s}, {u"b"_s, u"a"_s},
            {}, {});
        row("a domain in capitals", {u"b b:1 Reg.Example/a:1"_s, u"a reg.example/a:1"_s}, {u"a"_s, u"b"_s}, {},
            {u"b"_s});
        row("a tag in capitals", {u"b b:1 a:RC"_s, u"a a:rc"_s}, {u"b"_s, u"a"_s}, {}, {});
    }
    void graphs()
    {
        QFETCH(QStringList, recipes);
        std::vector<ImageGraph::Recipe> all;
        for (const QString &recipe : recipes) {
            const QStringList words = recipe.split(u' ');
            QStringList bases = words.mid(2);
            QStringList pushedAs;
            bases.removeIf([&pushedAs](const QString &word) {
                if (word.startsWith(u'='))
                    pushedAs += word.sliced(1);
                return word.startsWith(u'=');
            });
            all.push_back({words[0], words[1], bases, pushedAs});
        }
        const ImageGraph graph(all);
        QTEST(graph.order(), "order");
        QTEST(graph.circular(), "circular");
        QTEST(graph.dependentsOf(u"a"_s), "dependents");
    }

    void edges()
    {
        const ImageGraph graph({{u"a"_s, u"a:1"_s, {}, {u"reg.example/a:1"_s}},
                                {u"b"_s, u"b:1"_s, {u"reg.example/a:1"_s}, {}},
                                {u"c"_s, u"c:1"_s, {u"reg.example/a:1"_s, u"library/a:1"_s}, {}}});
        QCOMPARE(graph.basesOf(u"b"_s), QStringList{u"a"_s});
        QVERIFY(graph.isByRegistry(u"b"_s, u"a"_s));
        QCOMPARE(graph.imageOf(u"b"_s, u"a"_s), u"reg.example/a:1"_s);
        QCOMPARE(graph.basesOf(u"c"_s), QStringList{u"a"_s});
        QVERIFY(!graph.isByRegistry(u"c"_s, u"a"_s));
        QCOMPARE(graph.imageOf(u"c"_s, u"a"_s), u"library/a:1"_s);
        QVERIFY(!graph.isByRegistry(u"a"_s, u"c"_s));
    }
};

QTEST_GUILESS_MAIN(TestImageGraph)
#include "tst_imagegraph.moc"
