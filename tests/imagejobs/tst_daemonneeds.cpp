// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/imagejobs/daemonneeds.h"
#include "backends/imagejobs/trialfindings.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::imagejobs;
using namespace Qt::StringLiterals;

namespace {

settings::Registry registry(const QString &id)
{
    return {.id = id, .name = id, .host = id + u".example:5000"_s, .repositoryPrefix = u"team"_s};
}

settings::BaseImage recipe(const QString &id, const QString &daemon, const QStringList &registries)
{
    settings::BaseImage recipe{.id = id, .name = id, .daemon = {.id = daemon, .name = daemon}};
    for (const QString &each : registries)
        recipe.registries.push_back({each, each});
    return recipe;
}

//! Daemons "local" (the first) and "gpu", registries "r1" and "r2".
settings::Settings settingsWith(const std::vector<settings::BaseImage> &recipes)
{
    settings::Settings settings;
    settings.daemons = {{.id = u"local"_s, .name = u"local"_s}, {.id = u"gpu"_s, .name = u"gpu"_s}};
    settings.registries = {registry(u"r1"_s), registry(u"r2"_s)};
    settings.baseImages = recipes;
    return settings;
}

RecipeTags tagsOf(const settings::Settings &settings)
{
    RecipeTags tags;
    for (const settings::BaseImage &recipe : settings.baseImages)
        tags.insert(recipe.id, recipe.id.contains(u"unnamed"_s) ? QString() : u"base/"_s + recipe.id + u":1"_s);
    return tags;
}

QString inR(const QString &registry, const QString &id)
{
    return registry + u".example:5000/team/base/"_s + id + u":1"_s;
}

//! "built | elsewhere | unnamed | r1: pushed; pulled".
QString textOf(const DaemonNeeds &needs)
{
    QStringList parts{needs.built.join(u' '), needs.elsewhere.join(u' '), needs.unnamed.join(u' ')};
    for (const DaemonNeeds::InRegistry &each : needs.registries)
        parts += each.id + u": "_s + each.pushed.join(u' ') + u"; "_s + each.pulled.join(u' ');
    return parts.join(u" | "_s);
}

} // namespace

class TestDaemonNeeds : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void needs_data();
    void needs();
    void oneNameIsOneImage();
    void repositories();
    void pulls_data();
    void pulls();
    void pushes_data();
    void pushes();
};

void TestDaemonNeeds::needs_data()
{
    using Recipes = std::vector<settings::BaseImage>;
    QTest::addColumn<Recipes>("recipes");
    QTest::addColumn<QString>("ofLocal");
    QTest::addColumn<QString>("ofGpu");
    const auto row = [](const char *name, const Recipes &recipes, const QString &local, const QString &gpu) {
        QTest::newRow(name) << recipes << local << gpu;
    };
    row("no recipes", {}, u" |  | "_s, u" |  | "_s);
    row("without a registry: who builds has it, nobody else can get it", {recipe(u"a"_s, u"local"_s, {})},
        u"base/a:1 |  | "_s, u" | base/a:1 | "_s);
    row("with a registry: others pull", {recipe(u"a"_s, u"local"_s, {u"r1"_s})},
        u"base/a:1 |  |  | r1: "_s + inR(u"r1"_s, u"a"_s) + u"; "_s, u" |  |  | r1: ; "_s + inR(u"r1"_s, u"a"_s));
    row("two registries", {recipe(u"a"_s, u"local"_s, {u"r1"_s, u"r2"_s})},
        u"base/a:1 |  |  | r1: "_s + inR(u"r1"_s, u"a"_s) + u";  | r2: "_s + inR(u"r2"_s, u"a"_s) + u"; "_s,
        u" |  |  | r1: ; "_s + inR(u"r1"_s, u"a"_s) + u" | r2: ; "_s + inR(u"r2"_s, u"a"_s));
    row("both ways",
        {recipe(u"a"_s, u"local"_s, {u"r1"_s}), recipe(u"b"_s, u"gpu"_s, {u"r1"_s}), recipe(u"c"_s, u"gpu"_s, {})},
        u"base/a:1 | base/c:1 |  | r1: "_s + inR(u"r1"_s, u"a"_s) + u"; "_s + inR(u"r1"_s, u"b"_s),
        u"base/b:1 base/c:1 |  |  | r1: "_s + inR(u"r1"_s, u"b"_s) + u"; "_s + inR(u"r1"_s, u"a"_s));
    row("no daemon: the first", {recipe(u"a"_s, {}, {})}, u"base/a:1 |  | "_s, u" | base/a:1 | "_s);
    row("a registry that is gone is none", {recipe(u"a"_s, u"local"_s, {u"gone"_s})}, u"base/a:1 |  | "_s,
        u" | base/a:1 | "_s);
    row("no tag", {recipe(u"unnamed"_s, u"local"_s, {u"r1"_s})}, u" |  | unnamed"_s, u" |  | "_s);
}

void TestDaemonNeeds::needs()
{
    QFETCH(const std::vector<settings::BaseImage>, recipes);
    const settings::Settings settings = settingsWith(recipes);
    QTEST(textOf(daemonNeeds(u"local"_s, settings, tagsOf(settings))), "ofLocal");
    QTEST(textOf(daemonNeeds(u"gpu"_s, settings, tagsOf(settings))), "ofGpu");
}

//! Each daemon builds its own, under one name: no other daemon's is missing.
void TestDaemonNeeds::oneNameIsOneImage()
{
    const settings::Settings settings =
        settingsWith({recipe(u"here"_s, u"local"_s, {}), recipe(u"there"_s, u"gpu"_s, {}),
                      recipe(u"pushed here"_s, u"local"_s, {u"r1"_s}), recipe(u"pushed there"_s, u"gpu"_s, {u"r1"_s})});
    const RecipeTags tags{{u"here"_s, u"base/exec"_s},
                          {u"there"_s, u"base/exec:latest"_s},
                          {u"pushed here"_s, u"base/api:1"_s},
                          {u"pushed there"_s, u"base/api:1"_s}};
    QCOMPARE(textOf(daemonNeeds(u"local"_s, settings, tags)),
             u"base/exec base/api:1 |  |  | r1: r1.example:5000/team/base/api:1; "_s);
}

void TestDaemonNeeds::repositories()
{
    const settings::Settings settings =
        settingsWith({recipe(u"a"_s, u"local"_s, {u"r1"_s}), recipe(u"b"_s, u"gpu"_s, {u"r1"_s, u"r2"_s}),
                      recipe(u"a2"_s, u"gpu"_s, {u"r1"_s}), recipe(u"unnamed"_s, u"gpu"_s, {u"r1"_s})});
    RecipeTags tags = tagsOf(settings);
    tags[u"a2"_s] = u"base/a:2"_s;
    QCOMPARE(pushedRepositories(u"r1"_s, settings, tags), (QStringList{u"team/base/a"_s, u"team/base/b"_s}));
    QCOMPARE(pushedRepositories(u"r2"_s, settings, tags), QStringList{u"team/base/b"_s});
    QCOMPARE(pushedRepositories(u"gone"_s, settings, tags), QStringList());
    QCOMPARE(repositoriesOf({u"r.example:5000/a/b:1"_s, u"No Name"_s, u"r.example:5000/a/b:2"_s}),
             QStringList{u"a/b"_s});
}

void TestDaemonNeeds::pulls_data()
{
    QTest::addColumn<PullLook>("look");
    QTest::addColumn<QString>("finding"); // "state detail | remedy?"
    const ApiError refused{.kind = ApiError::Kind::Unauthorized, .httpStatus = 401, .message = u"denied"_s};
    const ApiError lost{.kind = ApiError::Kind::Server, .httpStatus = 500, .message = u"no such host"_s};
    settings::Registry ecr = registry(u"ecr"_s);
    ecr.prePush = u"ecr"_s;
    const auto row = [](const char *name, const PullLook &look, const QString &finding) {
        QTest::newRow(name) << look << finding;
    };
    row("all there", {.registry = registry(u"r"_s), .wanted = 2}, u"ok the daemon gets there; all 2 are there"_s);
    row("missing", {.registry = registry(u"r"_s), .wanted = 2, .missing = {u"r/b:1"_s}},
        u"warning the daemon gets there; 1 of 2 are missing: r/b:1"_s);
    row("refused, own", {.registry = registry(u"r"_s), .wanted = 2, .isOwn = true, .error = refused},
        u"warning denied"_s);
    row("refused as nobody, own",
        {.registry = registry(u"r"_s), .wanted = 2, .isNobody = true, .isOwn = true, .error = refused},
        u"failed denied"_s);
    row("refused as nobody, others'", {.registry = registry(u"r"_s), .wanted = 2, .isNobody = true, .error = refused},
        u"warning denied"_s);
    row("lost, own", {.registry = registry(u"r"_s), .wanted = 2, .isOwn = true, .error = lost},
        u"failed no such host"_s);
    row("lost, others'", {.registry = registry(u"r"_s), .wanted = 2, .error = lost}, u"warning no such host"_s);
    row("refused without the hook's login", {.registry = ecr, .wanted = 1, .isOwn = true, .error = refused},
        u"skipped not without the login that the pre-push hook gets, which a test does not run: denied"_s);
}

void TestDaemonNeeds::pulls()
{
    QFETCH(const PullLook, look);
    const docker::CheckResult finding = pullFinding(look);
    QTEST(toString(finding.state) + u' ' + finding.detail, "finding");
    QCOMPARE(finding.subject, look.registry.name);
    const bool isProblem =
        finding.state == docker::CheckResult::State::Warning || finding.state == docker::CheckResult::State::Failed;
    QCOMPARE(!finding.remedy.isEmpty(), isProblem);
}

void TestDaemonNeeds::pushes_data()
{
    using Results = std::vector<CheckResult>;
    QTest::addColumn<Results>("results");
    QTest::addColumn<QString>("finding");
    const auto row = [](const char *name, const Results &results, const QString &finding) {
        QTest::newRow(name) << results << finding;
    };
    const CheckResult login{.id = u"login"_s, .title = u"The login is accepted"_s};
    const CheckResult pushed{.id = u"push"_s, .title = u"May push"_s, .detail = u"a: tried"_s};
    const CheckResult refused{.id = u"push"_s,
                              .state = CheckState::Failed,
                              .title = u"May not push"_s,
                              .detail = u"b: denied"_s,
                              .remedy = u"ask"_s};
    const CheckResult tags{
        .id = u"tags"_s, .state = CheckState::Failed, .title = u"Tags cannot be listed"_s, .detail = u"500"_s};
    const CheckResult gone{
        .id = u"reachable"_s, .state = CheckState::Failed, .title = u"Cannot be reached"_s, .detail = u"h"_s};
    row("may", {login, pushed}, u"ok a: tried | "_s);
    row("may not", {login, refused}, u"failed May not push: b: denied | ask"_s);
    row("may in part", {login, pushed, refused}, u"failed May not push: b: denied | ask"_s);
    row("tags are not what is asked", {login, tags, pushed}, u"ok a: tried | "_s);
    row("unreachable", {gone}, u"failed Cannot be reached: h | "_s);
    row("the hook logs in", {login}, u"skipped not tried: the pre-push hook logs in, and a test does not run it | "_s);
}

void TestDaemonNeeds::pushes()
{
    QFETCH(const std::vector<CheckResult>, results);
    const docker::CheckResult finding = pushFinding(registry(u"r"_s), results);
    QTEST(toString(finding.state) + u' ' + finding.detail + u" | "_s + finding.remedy, "finding");
    QCOMPARE(finding.subject, u"r"_s);
}

QTEST_GUILESS_MAIN(TestDaemonNeeds)
#include "tst_daemonneeds.moc"
