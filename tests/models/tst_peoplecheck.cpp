// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/settings/settingsdocument.h"
#include "models/configs/peoplecheck.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using namespace Qt::StringLiterals;

namespace {

const QByteArray File = R"(apiVersion: fairlead/v1
daemons: [{id: d, name: lab}]
runtimeConfigs:
- {id: any, name: Any}
- {id: code, name: Code, workload: userCode}
- {id: vis, name: Vis, workload: visual, enabled: false}
users: [{id: other, login: anna}]
projects: [{id: other, key: SPEECH}]
)";

settings::Settings others()
{
    return settings::readSettings(File, u"f"_s).settings;
}

files::YamlValue valueOf(const QByteArray &yaml)
{
    return files::parseYaml(yaml).value().root;
}

QStringList texts(const std::vector<FieldProblem> &problems)
{
    QStringList texts;
    for (const FieldProblem &problem : problems)
        texts += (problem.severity == Severity::Error ? u""_s : u"? "_s) + problem.field + u": "_s + problem.message;
    return texts;
}

} // namespace

class TestPeopleCheck : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void users_data()
    {
        QTest::addColumn<QByteArray>("user");      // keys beside the id
        QTest::addColumn<QStringList>("problems"); // "field: message", "? " before a warning
        const auto row = [](const char *name, const QByteArray &user, const QStringList &problems = {}) {
            QTest::newRow(name) << user << problems;
        };
        row("right", "login: ben, groups: [ds, data scientists], adminProperties: {cost.centre: 12}");
        row("a number", "login: \"4711\"");
        row("no login", "login: ' '", {u"login: Expected a login"_s});
        row("twice", "login: anna", {u"login: Another user has this login"_s});
        row("other capitals, which is another user and another namespace", "login: Anna",
            {u"? login: A namespace for it would be called anna-bf4fcc"_s});
        row("no name of a namespace", "login: ben.smith@example.com",
            {u"? login: A namespace for it would be called ben-smith-example-com-66e1e8"_s});
        row("nothing of a name", "login: '---'",
            {u"? login: No namespace can be called like this: no letter or digit is in it"_s});
        row("Kubernetes' own", "login: kube-admin",
            {u"? login: No namespace can be called like this: names that begin with \"kube-\" are Kubernetes' own"_s});
        row("a group twice", "login: b, groups: [x, y, x]", {u"groups[2]: This group stands twice"_s});
        row("no name of a property", "login: b, adminProperties: {a b: 1}",
            {u"adminProperties.a b: a b is no name: expected letters, digits and _.-:"_s});
        row("a value alone", "login: b, userProperties: {'': x}", {u"userProperties: The value x has no name"_s});
    }
    void users()
    {
        QFETCH(QByteArray, user);
        const auto read = settings::fromYaml<settings::User>(valueOf("{id: u, " + user + "}"));
        QVERIFY(read.has_value());
        QTEST(texts(userProblems(*read, others())), "problems");
    }

    void aPropertyTwice()
    {
        const settings::User user{
            .id = u"u"_s, .name = u"b"_s, .adminProperties = {{u"a"_s, u"1"_s}, {u"a"_s, u"2"_s}}};
        QCOMPARE(texts(userProblems(user, others())), QStringList{u"adminProperties.a: a stands twice"_s});
    }

    void projects_data()
    {
        QTest::addColumn<QByteArray>("project");
        QTest::addColumn<QStringList>("problems");
        const auto row = [](const char *name, const QByteArray &project, const QStringList &problems = {}) {
            QTest::newRow(name) << project << problems;
        };
        row("right", "key: VISION_2, runtimeConfig: {id: any}, target: {contexts: [prod-*, lab], daemon: {id: d}}, "
                     "variables: {TEAM: v}");
        row("not in a container, whatever stands beside it", "key: A, containerize: false, runtimeConfig: {id: gone}");
        row("no project's key", "key: a-b", {u"key: Expected letters, digits and _"_s});
        row("twice", "key: SPEECH", {u"key: Another project has this key"_s});
        row("a config that is gone", "key: A, runtimeConfig: {id: gone, name: Old}",
            {u"runtimeConfig: The runtime config Old is not in the settings any more, or has a mistake there"_s});
        row("a config for some of its workloads", "key: A, runtimeConfig: {id: code}",
            {u"? runtimeConfig: Visual workloads cannot run with it"_s});
        row("switched off", "key: A, runtimeConfig: {id: vis}",
            {u"? runtimeConfig: It is switched off"_s, u"? runtimeConfig: User code cannot run with it"_s});
        row("a context that nobody has", "key: A, target: {contexts: [lab, stage-*]}",
            {u"? target.contexts[1]: No context is called stage-*"_s});
        row("a daemon that is gone", "key: A, target: {daemon: {id: e}}",
            {u"target.daemon: The daemon e is not in the settings any more, or has a mistake there"_s});
        row("what is the user's", "key: A, variables: {'adminProperty:x': 1, dssUserLogin: root}",
            {u"variables.adminProperty:x: adminProperty:x is the user's alone: a project cannot give somebody another one"_s,
             u"variables.dssUserLogin: dssUserLogin is the user's alone: a project cannot give somebody another one"_s});
    }
    void projects()
    {
        QFETCH(QByteArray, project);
        const auto read = settings::fromYaml<settings::Project>(valueOf("{id: p, " + project + "}"));
        QVERIFY(read.has_value());
        const runs::LaunchFacts facts{
            .contexts = {{.id = u"1"_s, .name = u"prod-eu"_s}, {.id = u"2"_s, .name = u"lab"_s}}};
        QTEST(texts(projectProblems(*read, others(), facts)), "problems");
    }

    //! Not a project of the file yet.
    void noKey()
    {
        QCOMPARE(texts(projectProblems({.id = u"p"_s}, others(), {})),
                 QStringList{u"key: Expected letters, digits and _"_s});
    }

    //! As long as no kubeconfig is read nobody knows.
    void unknownContexts()
    {
        const settings::Project project{.id = u"p"_s, .name = u"A"_s, .target = {.contexts = {u"x"_s}}};
        QVERIFY(projectProblems(project, others(), {}).empty());
    }

    void defaults_data()
    {
        QTest::addColumn<QByteArray>("defaults");
        QTest::addColumn<QStringList>("problems");
        const auto row = [](const char *name, const QByteArray &defaults, const QStringList &problems = {}) {
            QTest::newRow(name) << defaults << problems;
        };
        row("nothing", "{}");
        row("right", "{userCode: {runtimeConfig: {id: code}}, visual: {containerize: false}, variables: {A: 1}}");
        row("each for the other", "{userCode: {runtimeConfig: {id: vis}}, visual: {runtimeConfig: {id: code}}}",
            {u"? userCode.runtimeConfig: It is switched off"_s,
             u"? userCode.runtimeConfig: User code cannot run with it"_s,
             u"? visual.runtimeConfig: Visual workloads cannot run with it"_s});
        row("gone", "{visual: {runtimeConfig: {id: gone}}}",
            {u"visual.runtimeConfig: The runtime config gone is not in the settings any more, or has a mistake there"_s});
        row("what users have", "{variables: {dssUserLogin: x, 'adminProperty:team': none}}",
            {u"variables.dssUserLogin: The login is the user's: nobody has one by default"_s,
             u"? variables.adminProperty:team: adminProperty:team is for users who have none of their own"_s});
    }
    void defaults()
    {
        QFETCH(QByteArray, defaults);
        const auto read = settings::fromYaml<settings::Defaults>(valueOf(defaults));
        QVERIFY(read.has_value());
        QTEST(texts(defaultsProblems(*read, others(), {})), "problems");
    }
};

QTEST_GUILESS_MAIN(TestPeopleCheck)
#include "tst_peoplecheck.moc"
