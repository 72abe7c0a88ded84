// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/savedviews.h"

#include "models/gpus/holdercolours.h"
#include "models/gpus/nodetablemodel.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace fairlead::models;
using namespace Qt::StringLiterals;

namespace {

SavedView whole(const QString &name)
{
    return {.name = name,
            .filter = u"product:H100 free>0"_s,
            .showsMatrix = false,
            .showsAllNodes = true,
            .grouping = u"pool"_s,
            .zoom = u"dense"_s,
            .sortColumn = u"Free"_s,
            .isDescending = true,
            .columns = QStringList{u"Node"_s, u"Free"_s},
            .contexts = QStringList{u"a"_s, u"b"_s}};
}

} // namespace

class SavedViewsTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void survivesJson()
    {
        SavedViews views;
        QVERIFY(views.add(whole(u"mine"_s)));
        QVERIFY(views.add({.name = u"only a filter"_s, .filter = u"gpu-0[1-4]"_s}));
        const QByteArray text = QJsonDocument(views.toJson()).toJson();
        SavedViews again;
        again.fromJson(QJsonDocument::fromJson(text).array());
        QCOMPARE(again.views().size(), 2U);
        QVERIFY(again.views()[0] == views.views()[0]);
        QVERIFY(again.views()[1] == views.views()[1]);
        QVERIFY(!again.views()[1].columns.has_value());
    }

    void readsWhatItCan_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QStringList>("names");
        QTest::newRow("no list") << QByteArray("{}") << QStringList();
        QTest::newRow("not JSON") << QByteArray("[{\"name\"") << QStringList();
        QTest::newRow("without a name") << QByteArray("[{\"filter\":\"x\"},{\"name\":\"a\"}]") << QStringList{u"a"_s};
        QTest::newRow("of other types") << QByteArray("[7,{\"name\":\"a\",\"filter\":1,\"columns\":\"x\"}]")
                                        << QStringList{u"a"_s};
        QTest::newRow("names that would reorder text")
            << QByteArray("[{\"name\":\"a\\u202eb\\nc\"}]") << QStringList{u"a\uFFFDb c"_s};
    }

    void readsWhatItCan()
    {
        QFETCH(QByteArray, json);
        SavedViews views;
        views.fromJson(QJsonDocument::fromJson(json).array());
        QStringList names;
        for (const SavedView &view : views.views())
            names += view.name;
        QTEST(names, "names");
    }

    void keepsWhatALaterVersionWrote()
    {
        const QJsonArray array =
            QJsonDocument::fromJson("[{\"id\":\"1\",\"name\":\"a\",\"filter\":\"\",\"colour\":\"red\"}]").array();
        SavedViews views;
        views.fromJson(array);
        QCOMPARE(views.toJson(), array);
    }

    void idsAreTheirOwn()
    {
        SavedViews views;
        const auto view = [](const QString &id, const QString &name) {
            return QJsonObject{{u"id"_s, id}, {u"name"_s, name}};
        };
        views.fromJson({view(u"free"_s, u"a"_s), view(u"1"_s, u"b"_s), view(u"1"_s, u"c"_s)});
        QSet<QString> ids;
        for (const SavedView &view : views.views())
            ids.insert(view.id);
        QCOMPARE(ids.size(), 3);
        QVERIFY(!ids.contains(u"free"_s)); // of a built-in one
    }

    void renamesDeletesAndPutsBack()
    {
        SavedViews views;
        for (const QString &name : {u"a"_s, u"b"_s, u"c"_s})
            views.add({.name = name});
        QSignalSpy changed(&views, &SavedViews::changed);
        const SavedView b = views.views()[1];
        views.rename(b.id, u"  B  2 "_s);
        QCOMPARE(views.find(b.id)->name, u"B 2"_s);
        views.rename(b.id, u"  "_s);
        QCOMPARE(views.find(b.id)->name, u"B 2"_s);
        const SavedView gone = *views.find(b.id);
        const std::size_t place = views.remove(b.id);
        QCOMPARE(views.views().size(), 2U);
        QVERIFY(!views.find(b.id));
        QVERIFY(views.add(gone, place));
        QCOMPARE(views.views()[1].name, u"B 2"_s);
        QCOMPARE(views.views()[1].id, b.id);
        QCOMPARE(changed.size(), 3);
        QVERIFY(views.named(u"b 2"_s));
    }

    void isBounded()
    {
        SavedViews views;
        for (int i = 0; i < 200; ++i)
            QVERIFY(views.add({.name = QString::number(i)}));
        QVERIFY(!views.add({.name = u"one more"_s}));
    }

    void tellsWhetherAViewIsShown()
    {
        const SavedView now = whole({});
        QVERIFY(shows(now, {.filter = now.filter}));
        QVERIFY(shows(now, whole(u"x"_s)));
        SavedView other = whole(u"x"_s);
        other.zoom = u"fit"_s;
        QVERIFY(!shows(now, other));
        QVERIFY(!shows(now, {.filter = u"free>1"_s}));
        SavedView unsorted = whole(u"x"_s);
        unsorted.sortColumn = QString();
        SavedView unsortedNow = now;
        unsortedNow.sortColumn = QString();
        unsortedNow.isDescending = false;
        QVERIFY(shows(unsortedNow, unsorted));
    }

    void builtInFiltersAreUnderstood()
    {
        HolderColours colours;
        NodeTableModel nodes(colours);
        QSet<QString> ids;
        for (const SavedView &view : SavedViews::builtIn()) {
            nodes.setFilterText(view.filter);
            QVERIFY2(nodes.query().problems().empty(), qPrintable(view.name));
            ids.insert(view.id);
        }
        QCOMPARE(std::size_t(ids.size()), SavedViews::builtIn().size());
    }
};

QTEST_GUILESS_MAIN(SavedViewsTest)
#include "tst_savedviews.moc"
