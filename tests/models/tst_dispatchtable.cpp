// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/settings/findbyid.h"
#include "backends/settings/settingsdocument.h"
#include "models/configs/dispatchtable.h"
#include "models/configs/peopledetails.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using namespace Qt::StringLiterals;
using runs::Workload;
using Column = DispatchTable::Column;

namespace {

const QByteArray File = R"(apiVersion: fairlead/v1
daemons: [{id: d, name: lab-docker}, {id: e, name: other}]
runtimeConfigs:
- id: gpu
  name: GPU
  image: {reference: a}
  labels: {team: "${adminProperty:team}", who: "${dssUserLogin}"}
  kubernetes: {contexts: ["prod-*", lab], namespace: "dss-${dssUserLogin}"}
- {id: plain, name: Plain, image: {reference: a}}
- {id: docker, name: Docker, engine: docker, image: {reference: a}, labels: {who: "${dssUserLogin}"}}
- {id: ml, name: ML, usableBy: groups, groups: [ml], image: {reference: a}}
users:
- {id: anna, login: anna, groups: [ml], adminProperties: {team: speech}}
- {id: ben, login: Ben.Smith, adminProperties: {team: vision}}
- {id: num, login: "4711"}
projects:
- {id: s, key: SPEECH, runtimeConfig: {id: gpu, name: GPU}}
- {id: v, key: VISION, runtimeConfig: {id: ml, name: ML}, target: {contexts: [lab]}}
- {id: n, key: NONE, containerize: false}
- {id: x, key: EXTRA, target: {contexts: [gone]}}
defaults:
  userCode: {runtimeConfig: {id: plain, name: Plain}}
  visual: {runtimeConfig: {id: docker, name: Docker}}
)";

const settings::Settings &file()
{
    static const settings::Settings settings = settings::readSettings(File, u"f"_s).settings;
    return settings;
}

runs::LaunchFacts facts()
{
    return {.contexts = {{.id = u"lab"_s, .name = u"lab"_s, .ns = u"team"_s, .isCurrent = true},
                         {.id = u"prod-eu"_s, .name = u"prod-eu"_s},
                         {.id = u"prod-us"_s, .name = u"prod-us"_s}}};
}

DispatchAnswer answerOf(const QString &user, const QString &project, Workload workload = Workload::UserCode,
                        std::optional<settings::ConfigChoice> object = {})
{
    return dispatchAnswer({.workload = workload,
                           .user = settings::findById(file().users, user),
                           .project = settings::findById(file().projects, project),
                           .object = std::move(object)},
                          file(), facts());
}

} // namespace

class TestDispatchTable : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void answers_data()
    {
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("project");
        QTest::addColumn<bool>("isVisual");
        QTest::addColumn<QStringList>("said"); // state, config, why, targets, why, namespace, how; problems
        const auto row = [](const char *name, const QString &user, const QString &project, bool isVisual,
                            const QStringList &said) { QTest::newRow(name) << user << project << isVisual << said; };
        const QString byProject = u"Project %1 says so."_s;
        row("by the project", u"anna"_s, u"s"_s, false,
            {u"possible"_s, u"GPU"_s, byProject.arg(u"SPEECH"_s), u"prod-eu, prod-us, lab"_s,
             u"The runtime config says so."_s, u"dss-anna"_s, u"From dss-${dssUserLogin}."_s});
        row("a name that is changed", u"ben"_s, u"s"_s, false,
            {u"possible"_s, u"GPU"_s, byProject.arg(u"SPEECH"_s), u"prod-eu, prod-us, lab"_s,
             u"The runtime config says so."_s, u"dss-ben-smith-HASH"_s,
             u"dss-${dssUserLogin} is \"dss-Ben.Smith\", which is no name: changed, with a hash so that no other one "
             "becomes the same."_s});
        row("a user who lacks a property", u"num"_s, u"s"_s, false,
            {u"not possible"_s, u"GPU"_s, byProject.arg(u"SPEECH"_s), u"prod-eu, prod-us, lab"_s,
             u"The runtime config says so."_s, u"dss-4711"_s, u"From dss-${dssUserLogin}."_s,
             u"Label team: nobody sets ${adminProperty:team}: user 4711 has no team: set it in adminProperties of that user"_s});
        row("nobody whom the settings know", {}, u"s"_s, false,
            {u"not possible"_s,
             u"GPU"_s,
             byProject.arg(u"SPEECH"_s),
             u"prod-eu, prod-us, lab"_s,
             u"The runtime config says so."_s,
             {},
             {},
             u"Namespace: nobody sets ${dssUserLogin}: no user is given"_s,
             u"Label team: nobody sets ${adminProperty:team}: no user is given"_s,
             u"Label who: nobody sets ${dssUserLogin}: no user is given"_s});
        row("for a group", u"anna"_s, u"v"_s, false,
            {u"possible"_s, u"ML"_s, byProject.arg(u"VISION"_s), u"lab"_s,
             u"The runtime config says none: project VISION does."_s, u"team"_s,
             u"The runtime config names none: it is the context's."_s});
        row("not in that group", u"ben"_s, u"v"_s, false,
            {u"not possible"_s, u"ML"_s, byProject.arg(u"VISION"_s), u"lab"_s,
             u"The runtime config says none: project VISION does."_s, u"team"_s,
             u"The runtime config names none: it is the context's."_s,
             u"Ben.Smith is in none of the groups that may use the runtime config ML: ml"_s});
        row("not in a container", u"anna"_s, u"n"_s, false,
            {u"not in a container"_s, {}, byProject.arg(u"NONE"_s), {}, {}, {}, {}});
        row("by the defaults", u"anna"_s, {}, false,
            {u"possible"_s, u"Plain"_s, u"The defaults for user code say so."_s, u"lab"_s,
             u"Nobody says one: it is the kubeconfig's current context."_s, u"team"_s,
             u"The runtime config names none: it is the context's."_s});
        row("another kind of workload", u"anna"_s, {}, true,
            {u"possible"_s,
             u"Docker"_s,
             u"The defaults for visual workloads say so."_s,
             u"lab-docker"_s,
             u"Nobody says one: it is the first daemon."_s,
             {},
             {}});
    }
    void answers()
    {
        QFETCH(QString, user);
        QFETCH(QString, project);
        QFETCH(bool, isVisual);
        DispatchAnswer answer = answerOf(user, project, isVisual ? Workload::Visual : Workload::UserCode);
        QCOMPARE(answer.isNamespaceChanged, user == "ben"_L1 && project == "s"_L1);
        if (answer.isNamespaceChanged) // its digits are those of tst_kubernetesname
            answer.ns.replace(QRegularExpression(u"[0-9a-f]{6}$"_s), u"HASH"_s);
        QTEST(QStringList({stateWord(answer.state), answer.config, answer.configBy, answer.targets, answer.targetsBy,
                           answer.ns, answer.nsNote}) +
                  answer.problems,
              "said");
    }

    void whatTheObjectSaysComesFirst()
    {
        QCOMPARE(
            answerOf(u"anna"_s, u"s"_s, Workload::UserCode, settings::ConfigChoice{.runtimeConfig = {u"plain"_s, {}}})
                .config,
            u"Plain"_s);
        const DispatchAnswer none =
            answerOf(u"anna"_s, u"s"_s, Workload::UserCode, settings::ConfigChoice{.containerize = false});
        QCOMPARE(stateWord(none.state), u"not in a container"_s);
        QCOMPARE(none.configBy, u"The object itself says so."_s);
    }

    void noContextFits()
    {
        const DispatchAnswer answer = answerOf(u"anna"_s, u"x"_s);
        QCOMPARE(answer.state, DispatchAnswer::State::Impossible);
        QCOMPARE(answer.problems.size(), 1);
        QCOMPARE(answer.targets, QString());
    }

    //! Legal as labels of a Pod; as they are for Docker.
    void labels()
    {
        QCOMPARE(answerOf(u"ben"_s, u"s"_s).labels,
                 (settings::TextPairs{{u"team"_s, u"vision"_s}, {u"who"_s, u"Ben.Smith"_s}}));
        QCOMPARE(answerOf(u"ben"_s, {}, Workload::Visual).labels, (settings::TextPairs{{u"who"_s, u"Ben.Smith"_s}}));
    }

    void nothingIsSaid()
    {
        const DispatchAnswer answer = dispatchAnswer({}, {}, {});
        QCOMPARE(answer.state, DispatchAnswer::State::Impossible);
        QCOMPARE(answer.configBy, u"Neither the object nor the project nor the defaults say one."_s);
        QCOMPARE(answer.targetsBy, QString());
    }

    void rows()
    {
        DispatchTable table;
        QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto column = [&table](Column column) {
            QStringList texts;
            for (int row = 0; row < table.rowCount(); ++row)
                texts += table.index(row, int(column)).data().toString();
            return texts;
        };
        const settings::Project *speech = settings::findById(file().projects, u"s"_s);
        table.setAnswers(answersOfUsers({.project = speech}, file(), facts()));
        QCOMPARE(column(Column::User), (QStringList{u"anna"_s, u"Ben.Smith"_s, u"4711"_s, u"anybody else"_s}));
        QCOMPARE(column(Column::State),
                 (QStringList{u"possible"_s, u"possible"_s, u"not possible"_s, u"not possible"_s}));
        QVERIFY(column(Column::Namespace).at(1).endsWith(u" · changed"_s));
        QCOMPARE(table.answer(u"anna\ns"_s)->ns, u"dss-anna"_s);

        settings::Settings other = file(); // ben goes, anna moves behind, 4711 gets a team
        std::swap(other.users[0], other.users[2]);
        other.users[0].adminProperties = {{u"team"_s, u"x"_s}};
        other.users.erase(other.users.begin() + 1);
        QStringList told;
        connect(&table, &CellTableModel::objectChanged, this, [&told](const QString &key) { told += key; });
        table.setAnswers(answersOfUsers({.project = speech}, other, facts()));
        QCOMPARE(column(Column::User), (QStringList{u"4711"_s, u"anna"_s, u"anybody else"_s}));
        QCOMPARE(told, QStringList{u"num\ns"_s});
        QVERIFY(!table.answer(u"ben\ns"_s));

        table.setAnswers(answersOfProjects({.user = &file().users[0]}, file(), facts()));
        QCOMPARE(column(Column::Project),
                 (QStringList{u"SPEECH"_s, u"VISION"_s, u"NONE"_s, u"EXTRA"_s, u"no project"_s}));
        table.setAnswers({});
        QCOMPARE(table.rowCount(), 0);
    }

    void people()
    {
        UsersModel users;
        ProjectsModel projects;
        QAbstractItemModelTester first(&users, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QAbstractItemModelTester second(&projects, QAbstractItemModelTester::FailureReportingMode::QtTest);
        users.setSettings(file());
        projects.setSettings(file(), facts());
        const auto texts = [](const CellTableModel &model, int row) {
            QStringList texts;
            for (int column = 0; column < model.columnCount(); ++column)
                texts += model.index(row, column).data().toString();
            return texts;
        };
        QCOMPARE(texts(users, 0), (QStringList{u"anna"_s, u"ok"_s, u"ml"_s, u"team=speech"_s, {}}));
        QCOMPARE(texts(users, 1), (QStringList{u"Ben.Smith"_s, u"warnings"_s, {}, u"team=vision"_s, {}}));
        QCOMPARE(texts(projects, 2), (QStringList{u"NONE"_s, u"ok"_s, u"do not containerize"_s, {}, {}}));
        QCOMPARE(texts(projects, 3), (QStringList{u"EXTRA"_s, u"warnings"_s, u"as the defaults say"_s, u"gone"_s, {}}));
        settings::Settings fewer = file();
        fewer.users.erase(fewer.users.begin());
        fewer.projects.clear();
        users.setSettings(fewer);
        projects.setSettings(fewer, facts());
        QCOMPARE(users.rowCount(), 2);
        QCOMPARE(projects.rowCount(), 0);
    }

    void details()
    {
        const ObjectDetails details = dispatchDetails(answerOf(u"num"_s, u"s"_s));
        QCOMPARE(details.title, u"4711"_s);
        QCOMPARE(details.severity, Severity::Error);
        QVERIFY(details.remedy && details.remedy->remedy.contains("set it in adminProperties of that user"_L1));
        QCOMPARE(details.sections.size(), 1U); // the label that can be made
        QCOMPARE(details.sections[0].facts[0].title, u"who"_s);
        QVERIFY(!dispatchDetails(answerOf(u"anna"_s, u"s"_s)).remedy);
        const ObjectDetails user = userDetails({file().users[0], {}});
        QCOMPARE(user.facts, (QList<QPair<QString, QString>>{{u"Groups"_s, u"ml"_s}}));
        QCOMPARE(user.actions.size(), 2U);
        QCOMPARE(projectDetails({file().projects[1], {}}).facts[1].second, u"lab"_s);
    }
};

QTEST_GUILESS_MAIN(TestDispatchTable)
#include "tst_dispatchtable.moc"
