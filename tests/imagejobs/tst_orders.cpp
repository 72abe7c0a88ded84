// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/imagejobs/workshop.h"
#include "backends/settings/settingsdocument.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead;
using namespace fairlead::imagejobs;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 120'000;

const QByteArray Daemons = "daemons:\n- {id: d1, name: first, host: 'unix:///nowhere.sock'}\n"
                           "- {id: d2, name: second, host: 'unix:///nowhere-either.sock'}\n";
const QByteArray Registries = "registries:\n- {id: r1, name: lab, host: 'registry.example:5000'}\n";
//! exec goes to a registry, spark and api stay where they are.
const QByteArray Recipes = "baseImages:\n"
                           "- {id: exec, name: exec, from: debian, tag: 'exec:1', registries: [{id: r1}]}\n"
                           "- {id: spark, name: spark, from: debian, tag: 'spark:1'}\n"
                           "- {id: api, name: api, from: debian, tag: 'api:1'}\n";

//! What it tells, one after the other.
struct Told
{
    explicit Told(Workshop &workshop)
    {
        QObject::connect(&workshop, &Workshop::orderFailed, &workshop,
                         [this](const QString &why) { all += u"failed: "_s + why; });
        QObject::connect(&workshop, &Workshop::orderLacks, &workshop,
                         [this](const QString &what) { all += u"lacks: "_s + what; });
        QObject::connect(&workshop, &Workshop::jobAdded, &workshop,
                         [this](const JobInfo &job) { jobs.insert(job.id, job); });
        QObject::connect(&workshop, &Workshop::jobEnded, &workshop, [this](const QString &id, const JobResult &result) {
            static const QStringList words{u"done"_s, u"up to date"_s, u"failed"_s, u"cancelled"_s, u"skipped"_s};
            const JobInfo &job = jobs[id];
            all += u"%1 %2 on %3: %4: %5"_s.arg(job.kind == JobInfo::Kind::Push ? u"push"_s : u"build"_s, job.title,
                                                job.target, words.value(int(result.kind)), result.text);
        });
    }
    QStringList all;
    QHash<QString, JobInfo> jobs;
};

} // namespace

//! What is told of orders that cannot be carried out as they were meant. No daemon is there.
class TestOrders : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void tells_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QByteArray>("order"); // "push exec api", "build exec", "both exec"; nobody: all
        QTest::addColumn<QStringList>("told"); // how each begins
        const QByteArray good = Daemons + Registries + Recipes;
        const auto row = [](const char *name, const QByteArray &yaml, const QByteArray &order,
                            const QStringList &told) { QTest::newRow(name) << yaml << order << told; };
        row("its daemon is not there", good, "both exec",
            {u"build exec on first: failed: "_s, u"push exec on lab: skipped: exec was not built"_s});
        row("the first daemon has a mistake: the second is not what was meant",
            QByteArray(good).replace("nowhere.sock'", "nowhere.sock', tlsVerify: ja"), "build spark",
            {u"build spark on : failed: no Docker daemon is named, and the first one of the settings cannot be used: "
             "mend it, or name the one that is meant: f:3:66: daemons[0].tlsVerify: "_s});
        row("the second daemon has a mistake", QByteArray(good).replace("either.sock'", "either.sock', tlsVerify: ja"),
            "build api", {u"build api on first: failed: "_s});
        row("the one that is named has a mistake",
            QByteArray(good)
                .replace("either.sock'", "either.sock', tlsVerify: ja")
                .replace("'api:1'", "'api:1', daemon: {id: d2, name: second}"),
            "build api",
            {u"build api on d2: failed: its Docker daemon second cannot be used: mend it in the settings: f:4:"_s});
        row("no list of daemons", "daemons: {first: {}}\n" + Recipes, "build api",
            {u"build api on : failed: no Docker daemon is named, and the first one of the settings cannot be used"_s});
        row("no daemon at all", Recipes, "build api",
            {u"build api on : failed: there is no Docker daemon in the settings"_s});
        row("nothing of it could be pushed", good, "push spark api",
            {u"failed: spark, api are pushed nowhere, as their recipes name no registry"_s});
        row("some of it could not be pushed", good, "push exec api",
            {u"lacks: api is pushed nowhere, as its recipe names no registry"_s, u"push exec on lab: failed: "_s});
        row("what is built could not be pushed", good, "both api",
            {u"lacks: api is pushed nowhere, as its recipe names no registry"_s, u"build api on first: failed: "_s});
        row("all: some are to stay where they are", good, "push", {u"push exec on lab: failed: "_s});
        row("all, and none could be pushed", QByteArray(good).replace(", registries: [{id: r1}]", ""), "push",
            {u"failed: exec, spark, api are pushed nowhere"_s});
    }
    void tells()
    {
        QFETCH(const QByteArray, yaml);
        QFETCH(const QByteArray, order);
        QFETCH(const QStringList, told);
        QTemporaryDir folder;
        Workshop workshop({.settingsFolder = folder.path(), .dockerFolder = folder.path(), .userAgent = "test"});
        workshop.setSettings(settings::readSettings("apiVersion: fairlead/v1\n" + yaml, u"f"_s).settings);
        Told heard(workshop);
        QStringList ids = QString::fromLatin1(order).split(u' ');
        const QString what = ids.takeFirst();
        workshop.run({.recipeIds = ids, .builds = what != "push"_L1, .pushes = what != "build"_L1});
        QTRY_VERIFY_WITH_TIMEOUT(heard.all.size() >= told.size() && workshop.isIdle(), Patience);
        QCOMPARE(heard.all.size(), told.size());
        for (qsizetype i = 0; i < told.size(); ++i)
            QVERIFY2(heard.all[i].startsWith(told[i]), qPrintable(heard.all[i]));
    }
};

QTEST_GUILESS_MAIN(TestOrders)
#include "tst_orders.moc"
