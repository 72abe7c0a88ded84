// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/runs/dispatch.h"
#include "backends/settings/findbyid.h"
#include "backends/settings/settingsdocument.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::runs;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Objects = R"(apiVersion: fairlead/v1
daemons: [{id: d1, name: box}, {id: d2, name: other}]
runtimeConfigs:
- {id: c-all, name: all}
- {id: c-gpu, name: gpu, usableBy: groups, groups: [ds, ml], workload: userCode, kubernetes: {contexts: [a, "gpu-*"]}}
- {id: c-visual, name: visual, workload: visual}
- {id: c-off, name: "off", enabled: false}
- {id: c-nobody, name: nobody, usableBy: groups}
- {id: c-docker, name: docker, engine: docker, docker: {daemon: {id: d1, name: box}}}
- {id: c-anywhere, name: anywhere, engine: docker}
users:
- {id: u1, login: anna, groups: [ds, hr]}
- {id: u2, login: ben, groups: [hr]}
projects:
- {id: p-none, key: NONE}
- {id: p-gpu, key: GPU, runtimeConfig: {id: c-gpu, name: gpu}, target: {contexts: [p]}}
- {id: p-local, key: LOCAL, containerize: false}
- {id: p-docker, key: DOCKER, runtimeConfig: {id: c-anywhere, name: anywhere}, target: {contexts: [p], daemon: {id: d2, name: other}}}
)";

//! "gpu by project on a, gpu-* by runtimeConfig"; "not by object"; "none".
QString text(const Dispatch &dispatch)
{
    if (!dispatch.containerizes)
        return u"not by "_s + toString(dispatch.containerizesBy);
    if (!dispatch.config)
        return u"none"_s;
    const QString where =
        dispatch.config->isDocker() ? dispatch.target.daemon.name : dispatch.target.contexts.join(u", "_s);
    return u"%1 by %2 on %3 by %4"_s.arg(dispatch.config->name, toString(dispatch.configBy), where,
                                         toString(dispatch.targetBy));
}

template <class Object>
const Object *byName(const std::vector<Object> &all, const QString &name)
{
    const auto found = std::find_if(all.begin(), all.end(), [&name](const Object &each) { return each.name == name; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace

class TestDispatch : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void dispatches_data()
    {
        QTest::addColumn<QByteArray>("defaults");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("project");
        QTest::addColumn<QString>("object"); // a config's id; "none": not in a container; empty: says nothing
        QTest::addColumn<bool>("isVisual");
        QTest::addColumn<QString>("dispatch");
        QTest::addColumn<QStringList>("problems");
        const QByteArray all = "{userCode: {runtimeConfig: {id: c-all}}, visual: {runtimeConfig: {id: c-visual}}}";
        const auto row = [](const char *name, const QByteArray &defaults, const QString &user, const QString &project,
                            const QString &object, const QString &dispatch, const QStringList &problems = {},
                            bool isVisual = false) {
            QTest::newRow(name) << defaults << user << project << object << isVisual << dispatch << problems;
        };
        const QString nobodySays =
            u"nobody says which runtime config: neither the object nor the project nor the defaults"_s;
        row("nobody says anything", "{}", u"anna"_s, {}, {}, u"none"_s, {nobodySays});
        row("the defaults", all, u"anna"_s, {}, {}, u"all by defaults on  by nobody"_s);
        row("the defaults of the other kind", all, u"anna"_s, {}, {}, u"visual by defaults on  by nobody"_s, {}, true);
        row("a project that says nothing", all, u"anna"_s, u"NONE"_s, {}, u"all by defaults on  by nobody"_s);
        row("the project", all, u"anna"_s, u"GPU"_s, {}, u"gpu by project on a, gpu-* by runtimeConfig"_s);
        row("the object", all, u"anna"_s, u"GPU"_s, u"c-all"_s, u"all by object on p by project"_s);
        row("the object says none", all, u"anna"_s, u"GPU"_s, u"none"_s, u"not by object"_s);
        row("the project says none", all, u"anna"_s, u"LOCAL"_s, {}, u"not by project"_s);
        row("the object says one all the same", all, u"anna"_s, u"LOCAL"_s, u"c-all"_s,
            u"all by object on  by nobody"_s);
        row("the defaults say none", "{userCode: {containerize: false}}", u"anna"_s, {}, {}, u"not by defaults"_s);
        row("the defaults' target", "{userCode: {runtimeConfig: {id: c-all}}, target: {contexts: [z]}}", u"anna"_s, {},
            {}, u"all by defaults on z by defaults"_s);
        row("the config's daemon", all, u"anna"_s, u"DOCKER"_s, u"c-docker"_s,
            u"docker by object on box by runtimeConfig"_s);
        row("the project's daemon", all, u"anna"_s, u"DOCKER"_s, {}, u"anywhere by project on other by project"_s);
        row("the first daemon", all, u"anna"_s, {}, u"c-anywhere"_s, u"anywhere by object on  by nobody"_s);
        row("of another group", all, u"ben"_s, u"GPU"_s, {}, u"gpu by project on a, gpu-* by runtimeConfig"_s,
            {u"ben is in none of the groups that may use the runtime config gpu: ds, ml"_s});
        row("somebody else", all, {}, u"GPU"_s, {}, u"gpu by project on a, gpu-* by runtimeConfig"_s,
            {u"a user whom the settings do not know is in none of the groups that may use the runtime config gpu: ds, ml"_s});
        row("for no group", all, u"anna"_s, {}, u"c-nobody"_s, u"nobody by object on  by nobody"_s,
            {u"no group may use the runtime config nobody"_s});
        row("switched off", all, u"anna"_s, {}, u"c-off"_s, u"off by object on  by nobody"_s,
            {u"the runtime config off is switched off"_s});
        row("for user code", all, u"anna"_s, u"GPU"_s, {}, u"gpu by project on a, gpu-* by runtimeConfig"_s,
            {u"the runtime config gpu is for user code"_s}, true);
        row("for visual workloads", all, u"anna"_s, {}, u"c-visual"_s, u"visual by object on  by nobody"_s,
            {u"the runtime config visual is for visual workloads"_s});
        row("one that is gone", all, u"anna"_s, {}, u"c-gone"_s, u"none"_s,
            {u"the runtime config c-gone is not in the settings any more, or has a mistake there"_s});
    }
    void dispatches()
    {
        QFETCH(QByteArray, defaults);
        QFETCH(QString, user);
        QFETCH(QString, project);
        QFETCH(QString, object);
        QFETCH(bool, isVisual);
        const auto document = settings::readSettings(Objects + "defaults: " + defaults + '\n', u"f"_s);
        QVERIFY2(document.problems.empty(),
                 qPrintable(document.problems.empty() ? QString() : document.problems[0].text()));
        DispatchQuery query{.workload = isVisual ? Workload::Visual : Workload::UserCode,
                            .user = byName(document.settings.users, user),
                            .project = byName(document.settings.projects, project)};
        if (object == "none"_L1)
            query.object = settings::ConfigChoice{.containerize = false};
        else if (!object.isEmpty())
            query.object = settings::ConfigChoice{.runtimeConfig = {.id = object}};
        const Dispatch dispatch = dispatched(query, document.settings);
        QTEST(text(dispatch), "dispatch");
        QTEST(dispatch.problems, "problems");
        QCOMPARE(dispatch.isPossible(), dispatch.problems.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestDispatch)
#include "tst_dispatch.moc"
