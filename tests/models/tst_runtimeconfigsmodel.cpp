// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "configdata.h"
#include "models/configs/configdetails.h"
#include "models/configs/configusers.h"
#include "models/configs/runtimeconfigsmodel.h"
#include "models/docker/objectusers.h"
#include "models/formats.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;
using Column = RuntimeConfigsModel::Column;
using FailureMode = QAbstractItemModelTester::FailureReportingMode;
using State = ConfigStanding::State;

namespace {

struct Fixture
{
    RuntimeConfigsModel model;
    QAbstractItemModelTester tester{&model, FailureMode::QtTest};

    Fixture() { show(someConfigs()); }
    void show(const settings::Settings &settings, const runs::LaunchFacts &facts = someFacts())
    {
        model.setConfigs(settings);
        for (const settings::RuntimeConfig &config : settings.runtimeConfigs)
            model.setStanding(config.id, standingOf(config, settings, facts, manifests::PodSchema()));
        model.flush();
    }
    QVariant at(const QString &id, Column column, int role = Qt::DisplayRole) const
    {
        return model.indexOf(id).siblingAtColumn(int(column)).data(role);
    }
    QString text(const QString &id, Column column) const { return at(id, column).toString(); }
    Severity severity(const QString &id, Column column) const
    {
        return at(id, column, IndexedTableModel::SeverityRole).value<Severity>();
    }
    QStringList ids() const
    {
        QStringList ids;
        for (int row = 0; row < model.rowCount(); ++row)
            ids += model.keyOf(model.index(row, 0));
        return ids;
    }
    //! Of the config as it stands, unless they say otherwise.
    void setTests(const QString &id, std::vector<ConfigTest> tests)
    {
        for (ConfigTest &test : tests) {
            if (const ConfigEntry *entry = model.entry(id); entry && test.config == settings::RuntimeConfig())
                test.config = entry->config;
        }
        model.setTests(id, tests);
    }
    QStringList filtered(const QString &filter)
    {
        model.setFilterText(filter);
        model.flush();
        return ids();
    }
    ConfigDetails details(const QString &id, const settings::Settings &settings = someConfigs()) const
    {
        return configDetails(*model.entry(id), settings, 1'000'000);
    }
};

ConfigTest testOf(const QString &target, Severity severity, std::int64_t ended = 999'880)
{
    return {.target = target,
            .report = {.ended = ended, .lines = {{u"Reachable"_s, u"3 ms"_s}, {u"Image"_s, u"denied"_s, severity}}},
            .activityId = u"a-1"_s};
}

QStringList titles(const std::vector<Fact> &facts)
{
    QStringList titles;
    for (const Fact &fact : facts)
        titles += fact.note.isEmpty() ? fact.title : u"%1 (%2)"_s.arg(fact.title, fact.note);
    return titles;
}

} // namespace

class TestRuntimeConfigsModel : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void saysWhatTheSettingsSay()
    {
        const Fixture f;
        QCOMPARE(f.ids(), (QStringList{u"train"_s, u"missing"_s, u"box"_s, u"wrong"_s, u"off"_s, u"spare"_s}));
        QCOMPARE(f.text(u"train"_s, Column::Name), u"train H100"_s);
        QCOMPARE(f.text(u"train"_s, Column::Target), u"prod-eu → prod-us"_s);
        QCOMPARE(f.text(u"train"_s, Column::Image), u"registry.example.com:5000/team/base/exec:1"_s);
        QCOMPARE(f.text(u"train"_s, Column::Gpus), u"2 × H100"_s);
        QCOMPARE(f.text(u"train"_s, Column::UsedBy), u"Project CHURN, Project SPEECH, Defaults of visual workloads"_s);
        QCOMPARE(f.text(u"train"_s, Column::LastTest), u"never"_s);
        QCOMPARE(f.text(u"train"_s, Column::LastRun), u"never"_s);
        QCOMPARE(f.text(u"train"_s, Column::Workload), u"any"_s);
        QCOMPARE(f.text(u"train"_s, Column::UsableBy), u"everyone"_s);
        QCOMPARE(f.text(u"box"_s, Column::Engine), u"Docker"_s);
        QCOMPARE(f.text(u"box"_s, Column::Target), u"local"_s);
        QCOMPARE(f.text(u"box"_s, Column::Gpus), u"all"_s);
        QCOMPARE(f.text(u"box"_s, Column::Workload), u"user code"_s);
        QCOMPARE(f.text(u"box"_s, Column::UsableBy), u"ds"_s);
        QCOMPARE(f.at(u"train"_s, Column::Target, IndexedTableModel::ShorterRole).toStringList(),
                 QStringList{u"prod-eu + 1"_s});
        QCOMPARE(f.at(u"train"_s, Column::UsedBy, IndexedTableModel::ShorterRole).toStringList(),
                 (QStringList{u"Project CHURN + 2"_s, u"3"_s}));
        QCOMPARE(f.model.placeOf(u"box"_s), 2);
        QCOMPARE(f.model.placeOf(u"nope"_s), -1);
    }

    void states_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("state"); // as it begins
        QTest::addColumn<Severity>("severity");
        QTest::newRow("ok") << u"box"_s << u"ok"_s << Severity::Ok;
        QTest::newRow("a product that no target has")
            << u"missing"_s << u"warnings: gpu.product: No target has B200; there are H100"_s << Severity::Warning;
        QTest::newRow("a request above its limit")
            << u"wrong"_s << u"errors: requests.memory: More than its limit"_s << Severity::Error;
        QTest::newRow("switched off") << u"off"_s << u"disabled"_s << Severity::Dim;
        QTest::newRow("nobody has it") << u"spare"_s << u"unused"_s << Severity::Dim;
    }
    void states()
    {
        QFETCH(QString, id);
        QFETCH(QString, state);
        const Fixture f;
        QVERIFY2(f.text(id, Column::State).startsWith(state), qPrintable(f.text(id, Column::State)));
        QTEST(f.severity(id, Column::State), "severity");
        QCOMPARE(f.model.countOf(State::Errors), 1);
    }

    //! Before anybody has looked.
    void isChecking()
    {
        RuntimeConfigsModel model;
        model.setConfigs(someConfigs());
        QCOMPARE(model.index(0, int(Column::State)).data().toString(), u"checking"_s);
    }

    void danglingReferences_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("field");
        QTest::newRow("base image") << QByteArray("baseImage: {id: exec,") << QByteArray("baseImage: {id: gone,")
                                    << u"train"_s << u"image.baseImage"_s;
        QTest::newRow("daemon") << QByteArray("daemon: {id: d1,") << QByteArray("daemon: {id: gone,") << u"box"_s
                                << u"docker.daemon"_s;
        QTest::newRow("registry") << QByteArray("image: {reference: \"python:3.12\"}")
                                  << QByteArray("image: {reference: \"python:3.12\", registry: {id: gone}}") << u"box"_s
                                  << u"image.registry"_s;
    }
    void danglingReferences()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(QString, id);
        QFETCH(QString, field);
        const QByteArray yaml = QByteArray(ConfigsYaml).replace(before, after);
        QVERIFY(yaml != ConfigsYaml);
        Fixture f;
        f.show(settings::readSettings(yaml, u"fairlead.yaml"_s).settings);
        const ConfigStanding &standing = f.model.entry(id)->status.standing;
        QCOMPARE(standing.state, State::Errors);
        QVERIFY(std::any_of(standing.problems.begin(), standing.problems.end(), [&](const FieldProblem &problem) {
            return problem.field == field && problem.severity == Severity::Error;
        }));
    }

    //! What a config does not say: the current context, the first daemon.
    void builtinTargets()
    {
        settings::Settings settings = someConfigs();
        settings.runtimeConfigs[0].kubernetes.contexts.clear();
        settings.runtimeConfigs[2].docker.daemon = {};
        Fixture f;
        f.show(settings);
        QCOMPARE(f.text(u"train"_s, Column::Target), u"current: prod-eu"_s);
        QCOMPARE(f.text(u"box"_s, Column::Target), u"first: local"_s);
        f.show(settings, {}); // before any kubeconfig was read
        QCOMPARE(f.text(u"train"_s, Column::Target), QString());
        QCOMPARE(f.severity(u"train"_s, Column::Target), Severity::Warning);
    }

    void filters_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QStringList>("ids");
        QTest::newRow("word") << u"h100"_s << QStringList{u"train"_s, u"missing"_s}; // there it is what there is
        QTest::newRow("name") << u"name:spare"_s << QStringList{u"spare"_s};
        QTest::newRow("state") << u"state:errors"_s << QStringList{u"wrong"_s};
        QTest::newRow("engine") << u"engine:docker"_s << QStringList{u"box"_s};
        QTest::newRow("gpu") << u"gpu:b200"_s << QStringList{u"missing"_s};
        QTest::newRow("user") << u"user:churn"_s << QStringList{u"train"_s};
        QTest::newRow("target") << u"target:prod-us"_s << QStringList{u"train"_s};
        QTest::newRow("group") << u"group:ds"_s << QStringList{u"box"_s};
        QTest::newRow("test") << u"test:failed"_s << QStringList{u"train"_s};
        QTest::newRow("run") << u"run<1h"_s << QStringList{u"spare"_s};
    }
    void filters()
    {
        QFETCH(QString, filter);
        Fixture f;
        f.setTests(u"train"_s, {testOf(u"prod-eu"_s, Severity::Error)});
        f.model.setLastRun(u"spare"_s, u"succeeded"_s, secondsNow() - 60);
        QTEST(f.filtered(filter), "ids");
    }

    void tests_data()
    {
        QTest::addColumn<QList<Severity>>("verdicts");
        QTest::addColumn<QString>("text");
        QTest::addColumn<Severity>("severity");
        QTest::newRow("passed") << QList{Severity::Ok, Severity::Ok} << u"passed"_s << Severity::Ok;
        QTest::newRow("warnings") << QList{Severity::Ok, Severity::Warning} << u"passed with warnings"_s
                                  << Severity::Warning;
        QTest::newRow("failed") << QList{Severity::Error} << u"failed"_s << Severity::Error;
        QTest::newRow("one of two") << QList{Severity::Ok, Severity::Error} << u"failed on 1 of 2"_s << Severity::Error;
    }
    void tests()
    {
        QFETCH(QList<Severity>, verdicts);
        Fixture f;
        std::vector<ConfigTest> tests;
        for (const Severity severity : verdicts)
            tests.push_back(testOf(u"t%1"_s.arg(tests.size()), severity));
        QSignalSpy changed(&f.model, &CellTableModel::objectChanged);
        f.setTests(u"train"_s, tests);
        f.setTests(u"train"_s, tests); // nothing new
        f.setTests(u"nope"_s, tests);
        f.model.flush();
        QCOMPARE(changed.size(), 1);
        QTEST(f.text(u"train"_s, Column::LastTest), "text");
        QTEST(f.severity(u"train"_s, Column::LastTest), "severity");
        tests.front().report.isRunning = true;
        f.setTests(u"train"_s, tests);
        f.model.flush();
        QCOMPARE(f.text(u"train"_s, Column::LastTest), u"testing"_s);
    }

    void fits_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QString>("text"); // of the first target
        QTest::addColumn<Severity>("severity");
        const auto row = [](const char *name, const QByteArray &kubernetes, const QString &text, Severity severity) {
            QTest::newRow(name) << kubernetes << text << severity;
        };
        row("one node", "kubernetes: {gpu: {count: 8}}", u"fits now on 1 of 2 nodes"_s, Severity::Ok);
        row("whoever launches it", "kubernetes: {namespace: 'n-${dssUserLogin}-${projectKey}', gpu: {count: 8}}",
            u"fits now on 1 of 2 nodes"_s, Severity::Ok);
        row("a variable that nobody has", "kubernetes: {namespace: 'n-${nobodys}', gpu: {count: 8}}",
            u"Nothing can be sent there"_s, Severity::Dim);
        row("a number alone is of NVIDIA", "kubernetes: {gpu: {count: 9}}",
            u"fits on none of 2 nodes (2: 9 of nvidia.com/gpu asked for"_s, Severity::Error);
        row("an autoscaler may make one", "kubernetes: {gpu: {count: 9}}, timeouts: {waitForAutoscaler: true}",
            u"No node fits: it waits for an autoscaler"_s, Severity::Warning);
        row("a product that it may make",
            "kubernetes: {gpu: {product: L4, count: 1}}, timeouts: {waitForAutoscaler: true}",
            u"No node fits: it waits for an autoscaler"_s, Severity::Warning);
        row("a product that nobody makes", "kubernetes: {gpu: {product: L4, count: 1}}",
            u"No node has the GPUs that it asks for"_s, Severity::Error);
    }
    void fits()
    {
        QFETCH(QByteArray, config);
        const auto yaml = files::parseYaml("{id: c, name: c, image: {reference: 'a:1'}, " + config + "}");
        const auto read = settings::fromYaml<settings::RuntimeConfig>(yaml.value().root);
        QVERIFY(read.has_value());
        const ConfigStanding standing = standingOf(*read, someConfigs(), someFacts(), manifests::PodSchema());
        QVERIFY(!standing.targets.empty());
        QFETCH(QString, text);
        QVERIFY2(standing.targets[0].text.startsWith(text), qPrintable(standing.targets[0].text));
        QTEST(standing.targets[0].severity, "severity");
    }

    //! What was found before a change says nothing of what stands there now, and is still told.
    void outdatedTests()
    {
        Fixture f;
        settings::RuntimeConfig before = f.model.entry(u"train"_s)->config;
        before.kubernetes.gpu.count = 7;
        ConfigTest test = testOf(u"prod-eu"_s, Severity::Error);
        test.config = before;
        f.setTests(u"train"_s, {test});
        f.model.flush();
        QCOMPARE(f.text(u"train"_s, Column::LastTest), u"outdated"_s);
        QCOMPARE(f.severity(u"train"_s, Column::LastTest), Severity::Dim);
        QVERIFY(f.at(u"train"_s, Column::LastTest, Qt::ToolTipRole).toString().contains("Before the last change"_L1));
        QCOMPARE(f.details(u"train"_s).testsNote, u"%1 ago, before the last change"_s.arg(durationText(120)));
        settings::RuntimeConfig renamed = f.model.entry(u"train"_s)->config;
        renamed.name = u"before"_s;
        renamed.groups = {u"others"_s};
        QVERIFY(!(ConfigTest{.config = renamed}.isOutdated(f.model.entry(u"train"_s)->config)));
        test.report.isRunning = true;
        f.setTests(u"train"_s, {test});
        f.model.flush();
        QCOMPARE(f.text(u"train"_s, Column::LastTest), u"testing"_s);
    }

    //! What is missing can be copied of all targets at once; each step says how long it took.
    void stepsOfATest()
    {
        Fixture f;
        ConfigTest eu = testOf(u"prod-eu"_s, Severity::Error);
        eu.report.lines[0].duration = std::chrono::milliseconds(17);
        eu.report.lines[1].duration = std::chrono::milliseconds(1'240);
        eu.report.lines[1].manifest = u"kind: Role\n"_s;
        ConfigTest us = eu;
        us.target = u"prod-us"_s;
        f.setTests(u"train"_s, {eu, us});
        const ConfigDetails details = f.details(u"train"_s);
        QCOMPARE(titles(details.tests).mid(0, 3),
                 (QStringList{u"prod-eu (failed)"_s, u"Reachable (17 ms)"_s, u"Image (1.2 s)"_s}));
        QCOMPARE(details.missingRights, u"# prod-eu\nkind: Role\n---\n# prod-us\nkind: Role\n"_s);
    }

    //! Configs come, go, change places and are filtered while what is known of them changes.
    void followsTheFile()
    {
        Fixture f;
        f.setTests(u"train"_s, {testOf(u"prod-eu"_s, Severity::Ok)});
        settings::Settings settings = someConfigs();
        std::swap(settings.runtimeConfigs[0], settings.runtimeConfigs[5]);
        settings.runtimeConfigs.erase(settings.runtimeConfigs.begin() + 2);
        f.show(settings);
        QCOMPARE(f.ids(), (QStringList{u"spare"_s, u"missing"_s, u"wrong"_s, u"off"_s, u"train"_s}));
        QCOMPARE(f.text(u"train"_s, Column::LastTest), u"passed"_s); // known of it still
        QCOMPARE(f.filtered(u"state:warnings,errors"_s), (QStringList{u"missing"_s, u"wrong"_s}));
        settings.runtimeConfigs[1].kubernetes.gpu.product = u"H100"_s;
        f.show(settings);
        QCOMPARE(f.ids(), QStringList{u"wrong"_s});
        f.show({});
        QCOMPARE(f.model.totalCount(), 0);
        f.filtered({});
        f.show(someConfigs());
        QCOMPARE(f.model.rowCount(), 6);
        f.model.sort(int(Column::Name));
        f.model.flush();
        QCOMPARE(f.ids().front(), u"box"_s);
    }

    void inspectorsWords()
    {
        Fixture f;
        f.setTests(u"train"_s, {testOf(u"prod-eu"_s, Severity::Error), testOf(u"prod-us"_s, Severity::Ok, 999'400)});
        f.model.setLastRun(u"train"_s, u"succeeded"_s, 1'000'000 - 7'200);
        const ConfigDetails train = f.details(u"train"_s);
        QCOMPARE(train.title, u"train H100"_s);
        QCOMPARE(train.description, u"Two cards of one node."_s);
        QVERIFY(train.facts.contains(
            {u"Image"_s, u"registry.example.com:5000/team/base/exec:1\nof the base image exec"_s}));
        QVERIFY(train.facts.contains({u"GPUs"_s, u"2 × H100"_s}));
        QVERIFY(train.facts.contains({u"Namespace"_s, u"team-a"_s}));
        QVERIFY(train.facts.contains({u"Last run"_s, u"succeeded, %1 ago"_s.arg(durationText(7'200))}));
        QCOMPARE(titles(train.targets),
                 (QStringList{u"1. prod-eu (current context, 2 node(s))"_s, u"2. prod-us (not open)"_s}));
        QVERIFY2(train.targets[0].text.startsWith(u"fits now on 1 of 2 nodes"_s), qPrintable(train.targets[0].text));
        QCOMPARE(train.targets[0].severity, Severity::Ok);
        QCOMPARE(titles(train.users),
                 (QStringList{u"Project CHURN"_s, u"Project SPEECH"_s, u"Defaults of visual workloads"_s}));
        QCOMPARE(titles(train.tests), (QStringList{u"prod-eu (failed)"_s, u"Reachable"_s, u"Image"_s,
                                                   u"prod-us (passed)"_s, u"Reachable"_s, u"Image"_s}));
        QCOMPARE(activityOf(train.tests[2]), u"a-1"_s);
        QCOMPARE(train.testsNote, u"%1 ago"_s.arg(durationText(120)));

        const ConfigDetails wrong = f.details(u"wrong"_s);
        QCOMPARE(wrong.problemsNote, u"1 error(s)"_s);
        QCOMPARE(problemField(wrong.problems.front()), u"kubernetes.requests.memory"_s);
        const ConfigDetails missing = f.details(u"missing"_s);
        QCOMPARE(missing.targets.front().severity, Severity::Error);
        QCOMPARE(missing.targets.front().text, u"No node has the GPUs that it asks for"_s);
    }

    void privilegedIsSaid()
    {
        settings::Settings settings = someConfigs();
        settings.runtimeConfigs[0].securityContext.privileged = true;
        Fixture f;
        f.show(settings);
        QCOMPARE(f.details(u"train"_s, settings).dangers.size(), 1);
    }

    //! Names and descriptions are foreign text.
    void foreignTextIsPlain()
    {
        settings::Settings settings = someConfigs();
        settings.runtimeConfigs[0].name = u"a\u202e\nb"_s;
        settings.projects[0].name = u"C\u202eD"_s;
        Fixture f;
        f.show(settings);
        QVERIFY(!f.text(u"train"_s, Column::Name).contains(u'\u202e'));
        QVERIFY(!f.text(u"train"_s, Column::Name).contains(u'\n'));
        QVERIFY(!f.text(u"train"_s, Column::UsedBy).contains(u'\u202e'));
        QVERIFY(!f.details(u"train"_s, settings).title.contains(u'\u202e'));
    }

    void whoWouldBeWithout()
    {
        settings::Settings settings = someConfigs();
        QCOMPARE(usersOfConfig(settings, u"spare"_s), QStringList());
        QCOMPARE(usersOfConfig(settings, u"box"_s), QStringList{u"Defaults of user code"_s});
        QCOMPARE(configUsers(settings, u"train"_s).front(), (ConfigUser{u"projects"_s, u"p1"_s, u"Project CHURN"_s}));
        QCOMPARE(usersOfDaemon(settings, u"d1"_s), QStringList{u"Runtime config on the box"_s});
        settings.projects[0].target.daemon = {u"d1"_s, {}};
        settings.defaults.target.daemon = {u"d1"_s, {}};
        QCOMPARE(usersOfDaemon(settings, u"d1"_s),
                 (QStringList{u"Runtime config on the box"_s, u"Project CHURN"_s, u"The defaults"_s}));
        settings.runtimeConfigs[1].image.registry = {u"r1"_s, {}};
        settings.runtimeConfigs[2].image.pullSecretFrom = {u"r1"_s, {}};
        QCOMPARE(usersOfRegistry(settings, u"r1"_s),
                 (QStringList{u"Base image exec"_s, u"Runtime config wants B200"_s, u"Runtime config on the box"_s}));
        QCOMPARE(usersOfBaseImage(settings, u"exec"_s), QStringList{u"Runtime config train H100"_s});
        QCOMPARE(usersOfBaseImage(settings, u"nope"_s), QStringList());
    }

    //! What is taken away, and put back.
    void removal()
    {
        const settings::SettingsDocument document = settings::readSettings(ConfigsYaml, u"fairlead.yaml"_s);
        QVERIFY(configRemoval(document.root, u"nope"_s, true).empty());
        QCOMPARE(configRemoval(document.root, u"train"_s, false).size(), 1u);
        const auto changes = configRemoval(document.root, u"train"_s, true);
        QCOMPARE(changes.size(), 4u);
        files::YamlValue root = document.root;
        for (const settings::SettingsChange &change : changes) {
            QVERIFY(!settings::sectionProblem(root, change));
            root = settings::changed(root, change).value();
        }
        QVERIFY(!settings::findObject(root, u"runtimeConfigs"_s, u"train"_s));
        QVERIFY(!settings::findObject(root, u"projects"_s, u"p1"_s)->find(u"runtimeConfig"));
        QVERIFY(settings::findObject(root, u"projects"_s, u"p2"_s)->find(u"variables"));
        const files::YamlValue *visual = root.find(u"defaults")->find(u"visual");
        QVERIFY(!visual || !visual->find(u"runtimeConfig"));
        QVERIFY(root.find(u"defaults")->find(u"userCode")->find(u"runtimeConfig"));
        for (const settings::SettingsChange &change : settings::reversed(changes, document.root))
            root = settings::changed(root, change).value();
        QVERIFY(settings::findObject(root, u"runtimeConfigs"_s, u"train"_s)->find(u"owner"));
        QVERIFY(settings::findObject(root, u"projects"_s, u"p1"_s)->find(u"runtimeConfig"));
        QVERIFY(root.find(u"defaults")->find(u"visual")->find(u"runtimeConfig"));
    }
};

QTEST_GUILESS_MAIN(TestRuntimeConfigsModel)
#include "tst_runtimeconfigsmodel.moc"
