// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/imagejobs/ourbases.h"
#include "backends/imagejobs/workshop.h"
#include "backends/registry/promptlogins.h"
#include "refusingregistry.h"
#include "tests/support/bedcommands.h"
#include "tests/support/bedservers.h"
#include "tests/support/testgit.h"
#include "tests/support/writefile.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace fairlead;
using namespace fairlead::imagejobs;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 120'000;

//! What the docker client says, at the local daemon.
QByteArray dockerSays(const QStringList &arguments)
{
    return runProgram(u"docker"_s, QStringList{u"-H"_s, qEnvironmentVariable("FAIRLEAD_BED_DOCKER")} + arguments)
        .value_or(QByteArray());
}

//! All that a workshop told, by job.
class Heard : public QObject
{
public:
    explicit Heard(Workshop &workshop)
    {
        connect(&workshop, &Workshop::jobAdded, this, [this](const JobInfo &job) { jobs.push_back(job); });
        connect(&workshop, &Workshop::jobEnded, this,
                [this](const QString &id, const JobResult &result) { results[id] = result; });
        connect(&workshop, &Workshop::jobLogged, this,
                [this](const QString &id, const QByteArray &text, bool) { logs[id] += text; });
        connect(&workshop, &Workshop::jobLayers, this,
                [this](const QString &id, const std::vector<docker::LayerProgress> &all) { layers[id] = all; });
        connect(&workshop, &Workshop::jobContext, this,
                [this](const QString &id, const ContextProgress &progress) { contexts[id].push_back(progress); });
        connect(&workshop, &Workshop::jobProgressed, this,
                [this](const QString &id, const JobProgress &progress) { details[id] += progress.detail; });
        connect(&workshop, &Workshop::jobSteps, this,
                [this](const QString &id, const std::vector<docker::BuildStep> &all) { steps[id] = all; });
        connect(&workshop, &Workshop::orderFailed, this, [this](const QString &why) { failures += why; });
        connect(&workshop, &Workshop::jobsJoined, this, [this](int count) { joined += count; });
        connect(&workshop, &Workshop::orderCancelled, this, [this] { ++cancelled; });
        connect(&workshop, &Workshop::orderTaken, this, [this] { ++taken; });
        connect(&workshop, &Workshop::planned, this,
                [this](const std::vector<images::PlanStep> &steps, const SurveyResult &) { plan = steps; });
        connect(&workshop, &Workshop::recipeLooked, this,
                [this](const RecipeFinding &finding) { found[finding.recipeId] = finding; });
        connect(&workshop, &Workshop::registryLooked, this, [this](const RegistryFinding &finding) {
            inRegistries[finding.recipeId + u' ' + finding.registryId] = finding;
        });
    }
    bool hasEnded() const { return !jobs.empty() && std::size_t(results.size()) == jobs.size(); }
    //! "Build exec", "Push exec basic": how it ended.
    QString outcome(const QString &name) const
    {
        for (const JobInfo &job : jobs) {
            const bool isPush = job.kind == JobInfo::Kind::Push;
            const QString spelled =
                isPush ? u"Push %1 %2"_s.arg(job.recipeId, job.registryId) : u"Build %1"_s.arg(job.recipeId);
            if (spelled != name || !results.contains(job.id))
                continue;
            static const QStringList words{u"done"_s, u"up to date"_s, u"failed"_s, u"cancelled"_s, u"skipped"_s};
            return words[qsizetype(results[job.id].kind)];
        }
        return u"no such job"_s;
    }
    const JobInfo &job(const QString &recipe, JobInfo::Kind kind) const
    {
        for (const JobInfo &job : jobs) {
            if (job.recipeId == recipe && job.kind == kind)
                return job;
        }
        static const JobInfo none;
        return none;
    }

    const JobInfo &push(const QString &registry) const
    {
        for (const JobInfo &job : jobs) {
            if (job.kind == JobInfo::Kind::Push && job.registryId == registry)
                return job;
        }
        static const JobInfo none;
        return none;
    }

    std::vector<JobInfo> jobs;
    QHash<QString, JobResult> results;
    QHash<QString, QByteArray> logs;
    QHash<QString, std::vector<docker::LayerProgress>> layers;
    QHash<QString, std::vector<docker::BuildStep>> steps;
    QHash<QString, std::vector<ContextProgress>> contexts;
    QHash<QString, QStringList> details;
    QStringList failures;
    int joined = 0;
    int cancelled = 0;
    int taken = 0;
    std::vector<images::PlanStep> plan;
    QHash<QString, RecipeFinding> found;
    QHash<QString, RegistryFinding> inRegistries;
};

} // namespace

//! The bed's daemons and registries: recipes are built, pushed, found current, found out of date.
class TestWorkshopServer : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup() { m_workshop.reset(); }
    void buildsAndPushes_data();
    void buildsAndPushes();
    void knowsWhatIsCurrent();
    void buildsByBuildx_data();
    void buildsByBuildx();
    void tellsHowTheContextGoes_data();
    void tellsHowTheContextGoes();
    void whatARecipeSaysReachesTheBuild_data();
    void whatARecipeSaysReachesTheBuild();
    void buildsWhatIsCurrent();
    void buildxIsTooOld();
    void buildsParentsFirst();
    void aWrongPasswordIsOneTargetsFailure();
    void aRefusalInMidPush_data();
    void aRefusalInMidPush();
    void aFailedBuildIsPushedNowhere();
    void cancels();
    void joinsWhatIsUnderWay();
    void joinsBehindParents();
    void cancelsWhatIsLookedAt();
    void settingsChangeMeanwhile();
    void aDaemonThatIsGone();
    void aDaemonThatHasJustCome();
    void aTargetThatCannotBe();
    void aNewerBase();
    void parentsMakeOutOfDate();
    void pushesAlone();
    void aBaseThatIsElsewhere();
    void tellsTheCommit();
    void saysWhatIsMissing_data();
    void saysWhatIsMissing();
    void namesOfOursAreNotPulled_data();
    void namesOfOursAreNotPulled();
    void buildsOnParents_data();
    void buildsOnParents();
    void buildsOverTls();

private:
    settings::Settings objects() const
    {
        settings::Settings all{.daemons = BedServers::daemons(), .registries = m_bed.registries(u"workshop"_s)};
        all.daemons.push_back(BedServers::newest());
        return all;
    }
    settings::BaseImage recipe(const QString &id, const QByteArray &dockerfile);
    void use(const settings::Settings &objects, registry::LoginPrompts *prompts = nullptr);
    bool logIn(const QString &host, const QByteArray &login);
    bool run(Heard &heard, const JobOrder &order);
    using Kinds = QHash<QString, QStringList>; //!< of reasons, by recipe
    Kinds look();

    BedServers m_bed;
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_config; //!< DOCKER_CONFIG
    std::unique_ptr<Workshop> m_workshop;
    QString m_number; //!< of the test: its images are its own
};

void TestWorkshopServer::initTestCase()
{
    const QString problem = m_bed.open();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
}

void TestWorkshopServer::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_number = QString::number(QDateTime::currentMSecsSinceEpoch(), 36);
    m_folder = std::make_unique<QTemporaryDir>();
    m_config = m_bed.dockerConfig();
}

//! A folder with busybox and \p dockerfile, and what is built from it.
settings::BaseImage TestWorkshopServer::recipe(const QString &id, const QByteArray &dockerfile)
{
    const QDir folder(m_folder->filePath(id));
    folder.mkpath(u"."_s);
    QFile::copy(u"/bin/busybox"_s, folder.filePath(u"busybox"_s));
    if (!writeFile(folder.filePath(u"Dockerfile"_s), dockerfile))
        qFatal("cannot write");
    return {.id = id,
            .name = id,
            .tag = u"workshop-%1/%2:1"_s.arg(m_number).arg(id),
            .dockerfile = u"Dockerfile"_s,
            .context = folder.path(),
            .daemon = {u"local"_s, {}},
            .registries = {{u"basic"_s, {}}, {u"token"_s, {}}}};
}

void TestWorkshopServer::use(const settings::Settings &objects, registry::LoginPrompts *prompts)
{
    m_workshop = std::make_unique<Workshop>(Workshop::Settings{.settingsFolder = m_folder->path(),
                                                               .dockerFolder = m_folder->path(),
                                                               .userAgent = "fairlead-test",
                                                               .environment = BedServers::environment(m_config),
                                                               .prompts = prompts});
    m_workshop->setSettings(objects);
}

//! From now on in a config.json of the test's own, with the logins of the bed.
bool TestWorkshopServer::logIn(const QString &host, const QByteArray &login)
{
    QFile file(m_bed.dockerConfig() + u"/config.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    QJsonObject config = QJsonDocument::fromJson(file.readAll()).object();
    QJsonObject auths = config["auths"_L1].toObject();
    auths[host] = QJsonObject{{u"auth"_s, QString::fromLatin1(login.toBase64())}};
    config["auths"_L1] = auths;
    m_config = m_folder->path();
    return writeFile(m_folder->filePath(u"config.json"_s), QJsonDocument(config).toJson());
}

bool TestWorkshopServer::run(Heard &heard, const JobOrder &order)
{
    m_workshop->run(order);
    return QTest::qWaitFor([&] { return (heard.hasEnded() || !heard.failures.isEmpty()) && m_workshop->isIdle(); },
                           Patience);
}

TestWorkshopServer::Kinds TestWorkshopServer::look()
{
    Heard heard(*m_workshop);
    m_workshop->look({}, true);
    Kinds kinds;
    if (!QTest::qWaitFor([&] { return m_workshop->isIdle(); }, Patience))
        return kinds;
    for (const RecipeFinding &finding : std::as_const(heard.found)) {
        QStringList &words = kinds[finding.recipeId];
        if (!finding.findings)
            words += finding.findings.error().message;
        for (const images::BuildReason &reason :
             finding.findings ? finding.findings->verdict.reasons : std::vector<images::BuildReason>())
            words += images::toString(reason.kind);
    }
    return kinds;
}

const QByteArray Plain = "FROM scratch\nCOPY busybox /bin/busybox\nRUN [\"/bin/busybox\", \"echo\", \"built\"]\n";

void TestWorkshopServer::buildsAndPushes_data()
{
    QTest::addColumn<QString>("daemon");
    QTest::newRow("local") << u"local"_s;
    QTest::newRow("newest, by BuildKit into containerd's store") << u"newest"_s;
}

void TestWorkshopServer::buildsAndPushes()
{
    QFETCH(QString, daemon);
    settings::Settings all = objects();
    all.baseImages = {recipe(u"exec"_s, Plain)};
    all.baseImages.front().daemon = {daemon, {}};
    use(all);
    Heard heard(*m_workshop);
    QVERIFY(run(heard, {}));
    QCOMPARE(heard.failures, QStringList());
    QCOMPARE(heard.jobs.size(), 3u);
    QCOMPARE(heard.outcome(u"Build exec"_s), u"done"_s);
    QCOMPARE(heard.outcome(u"Push exec basic"_s), u"done"_s);
    QCOMPARE(heard.outcome(u"Push exec token"_s), u"done"_s);
    const QString build = heard.job(u"exec"_s, JobInfo::Kind::Build).id;
    QVERIFY(heard.logs[build].contains("built"));
    QVERIFY(heard.steps[build].size() >= 3); // and a label each, by which it is known later
    QVERIFY(heard.results[build].imageId.startsWith("sha256:"_L1));
    QStringList digests;
    for (const JobInfo &job : heard.jobs) {
        if (job.kind != JobInfo::Kind::Push)
            continue;
        digests += heard.results[job.id].digest;
        QVERIFY(heard.logs[job.id].contains("Verified"));
        const auto &layers = heard.layers[job.id];
        QCOMPARE(layers.size(), daemon == "newest"_L1 ? 2u : 1u); // which keeps that of RUN, with nothing in it
        QVERIFY(std::all_of(layers.begin(), layers.end(), [](const auto &layer) { return layer.hasEnded(); }));
    }
    QCOMPARE(digests.size(), 2);
    QCOMPARE(digests[0], digests[1]);
    // and then everything is known, in both registries
    m_workshop->look({});
    QTRY_COMPARE_WITH_TIMEOUT(heard.inRegistries.size(), 2, Patience);
    QVERIFY(heard.found[u"exec"_s].findings->verdict.state == images::BuildState::Current);
    for (const RegistryFinding &finding : std::as_const(heard.inRegistries)) {
        QCOMPARE(finding.digest->value_or(QString()), digests[0]);
        QVERIFY(finding.likeness == images::Likeness::Same);
    }
}

void TestWorkshopServer::knowsWhatIsCurrent()
{
    settings::Settings all = objects();
    all.baseImages = {recipe(u"exec"_s, Plain)};
    use(all);
    {
        Heard heard(*m_workshop);
        QVERIFY(run(heard, {.pushes = false}));
        QCOMPARE(heard.outcome(u"Build exec"_s), u"done"_s);
    }
    {
        Heard heard(*m_workshop);
        m_workshop->plan({.pushes = false});
        QTRY_VERIFY_WITH_TIMEOUT(!heard.plan.empty(), Patience);
        QVERIFY(!heard.plan.front().builds());
        QVERIFY(heard.jobs.empty());
    }
    QVERIFY(writeFile(m_folder->filePath(u"exec/more"_s), "a new file"));
    {
        Heard heard(*m_workshop);
        QVERIFY(run(heard, {.pushes = false}));
        QCOMPARE(heard.plan.front().reasons.size(), 1u);
        QVERIFY(heard.plan.front().reasons.front().kind == images::BuildReason::Kind::FilesChanged);
        QCOMPARE(heard.outcome(u"Build exec"_s), u"done"_s);
    }
    all.baseImages.front().buildArgs = {{u"WHAT"_s, u"else"_s}};
    m_workshop->setSettings(all);
    {
        Heard heard(*m_workshop);
        m_workshop->plan({.pushes = false});
        QTRY_VERIFY_WITH_TIMEOUT(!heard.plan.empty(), Patience);
        QVERIFY(heard.plan.front().reasons.front().kind == images::BuildReason::Kind::RecipeChanged);
    }
}

void TestWorkshopServer::buildsByBuildx_data()
{
    QTest::addColumn<QString>("daemon");
    QTest::newRow("on a socket") << u"local"_s;
    QTest::newRow("over TLS") << u"remote"_s;
}

const QByteArray Mounting = "FROM scratch\nCOPY busybox /bin/busybox\nRUN --mount=type=cache,target=/c "
                            "[\"/bin/busybox\", \"echo\", \"built\"]\n";

//! Installed as docker's plugin, it builds what only BuildKit reads; and whoever looks again finds just that image.
void TestWorkshopServer::buildsByBuildx()
{
    QFETCH(QString, daemon);
    QVERIFY(QDir(m_folder->path()).mkpath(u"cli-plugins"_s));
    QVERIFY(
        QFile::link(qEnvironmentVariable("FAIRLEAD_BED_BUILDX"), m_folder->filePath(u"cli-plugins/docker-buildx"_s)));
    settings::Settings all = objects();
    all.baseImages = {recipe(u"exec"_s, Mounting)};
    all.baseImages.front().daemon = {daemon, {}};
    use(all);
    {
        Heard heard(*m_workshop);
        QVERIFY(run(heard, {.pushes = false}));
        const QString build = heard.job(u"exec"_s, JobInfo::Kind::Build).id;
        QVERIFY2(heard.outcome(u"Build exec"_s) == "done"_L1, heard.logs[build].constData());
        QVERIFY2(heard.logs[build].contains("By docker buildx v0."), heard.logs[build].constData());
        QVERIFY(heard.logs[build].contains("built\n"));
        QVERIFY(heard.results[build].imageId.startsWith("sha256:"_L1));
        m_workshop->look({});
        QTRY_VERIFY_WITH_TIMEOUT(m_workshop->isIdle() && heard.found.contains(u"exec"_s), Patience);
        const RecipeFindings &found = *heard.found[u"exec"_s].findings;
        QVERIFY(found.verdict.state == images::BuildState::Current);
        QCOMPARE(found.image->id, heard.results[build].imageId);
    }
    QVERIFY(writeFile(m_folder->filePath(u"exec/Dockerfile"_s), Mounting + "RUN [\"/bin/busybox\", \"false\"]\n"));
    Heard heard(*m_workshop);
    QVERIFY(run(heard, {.pushes = false}));
    QCOMPARE(heard.outcome(u"Build exec"_s), u"failed"_s);
    const JobResult &result = heard.results[heard.job(u"exec"_s, JobInfo::Kind::Build).id];
    QVERIFY2(result.text.contains("Dockerfile, line 4: "_L1), qPrintable(result.text));
}

void TestWorkshopServer::tellsHowTheContextGoes_data()
{
    QTest::addColumn<QByteArray>("dockerfile");
    QTest::addColumn<bool>("hasBuildx");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("the classic builder") << Plain << false << QByteArray("Step 1/");
    QTest::newRow("BuildKit through the daemon") << Mounting << false << QByteArray("#1 ");
    QTest::newRow("docker buildx") << Mounting << true << QByteArray("By docker buildx");
}

void TestWorkshopServer::tellsHowTheContextGoes()
{
    QFETCH(QByteArray, dockerfile);
    QFETCH(bool, hasBuildx);
    QFETCH(QByteArray, said);
    constexpr qint64 Size = 300'000'000;
    if (hasBuildx) {
        QVERIFY(QDir(m_folder->path()).mkpath(u"cli-plugins"_s));
        QVERIFY(QFile::link(qEnvironmentVariable("FAIRLEAD_BED_BUILDX"),
                            m_folder->filePath(u"cli-plugins/docker-buildx"_s)));
    }
    settings::Settings all = objects();
    all.baseImages = {recipe(u"exec"_s, dockerfile)};
    QVERIFY(writeFile(m_folder->filePath(u"exec/big"_s), {}));
    QVERIFY(QFile::resize(m_folder->filePath(u"exec/big"_s), Size)); // zeros that take no room here
    use(all);
    Heard heard(*m_workshop);
    QVERIFY(run(heard, {.pushes = false}));
    const QString build = heard.job(u"exec"_s, JobInfo::Kind::Build).id;
    const QByteArray log = heard.logs[build];
    QVERIFY2(heard.outcome(u"Build exec"_s) == "done"_L1, log.constData());
    QVERIFY2(log.contains(said), log.constData());
    const std::vector<ContextProgress> &told = heard.contexts[build];
    QVERIFY(told.size() >= 2);
    for (std::size_t i = 1; i < told.size(); ++i)
        QVERIFY(told[i].bytes >= told[i - 1].bytes && told[i].totalBytes == told[0].totalBytes);
    QVERIFY(told.back().isSent && told.back().bytes == told.back().totalBytes && told.back().bytes > Size);
    QVERIFY2(log.contains("Context sent: 30") && log.contains("B/s\n"), log.constData()); // however fast it was
    QVERIFY(!heard.details[build].filter(QRegularExpression(u"^sending the context: .* of 30\\d MB"_s)).isEmpty());
    const docker::BuildStep &step = heard.steps[build].front();
    QCOMPARE(step.name, u"Sending the context"_s);
    QVERIFY(step.state == docker::BuildStep::State::Done);
    QCOMPARE(step.currentBytes, step.totalBytes);
}

void TestWorkshopServer::whatARecipeSaysReachesTheBuild_data()
{
    QTest::addColumn<bool>("isBuildKit");
    QTest::newRow("the classic builder") << false;
    QTest::newRow("BuildKit through the daemon") << true;
}

//! Proxies are in the environment of RUN and in no layer, the target is what is built, and without the cache a step
//! runs again.
void TestWorkshopServer::whatARecipeSaysReachesTheBuild()
{
    QFETCH(bool, isBuildKit);
    const QByteArray mount = isBuildKit ? "--mount=type=cache,target=/c " : "";
    const QByteArray dockerfile =
        "FROM scratch AS first\nCOPY busybox /bin/busybox\nLABEL stage=first\nRUN " + mount +
        "[\"/bin/busybox\", \"sh\", \"-c\", \"echo proxies $HTTP_PROXY $https_proxy $no_proxy; "
        "/bin/busybox head -c 16 /dev/urandom | /bin/busybox sha256sum > /once\"]\n"
        "FROM first AS last\nLABEL stage=last\nRUN [\"/bin/busybox\", \"echo\", \"the last stage\"]\n";
    settings::Settings all = objects();
    settings::BaseImage image = recipe(u"exec"_s, dockerfile);
    image.httpProxy = u"http://proxy.example:3128"_s;
    image.noProxy = u"10.99.0.1,.example"_s;
    image.target = u"first"_s;
    all.baseImages = {image};
    use(all);
    QStringList ids;
    const auto build = [&](bool isForced) {
        Heard heard(*m_workshop);
        const bool isRun = run(heard, {.pushes = false, .isForced = isForced});
        const QString id = heard.job(u"exec"_s, JobInfo::Kind::Build).id;
        ids += isRun && heard.outcome(u"Build exec"_s) == "done"_L1 ? heard.results[id].imageId : QString();
        return heard.logs[id];
    };
    const QByteArray first = build(false);
    QVERIFY2(ids.back().startsWith("sha256:"_L1), first.constData());
    QVERIFY2(first.contains("proxies http://proxy.example:3128 http://proxy.example:3128 10.99.0.1,.example"),
             first.constData());
    QVERIFY2(!first.contains("the last stage"), first.constData());
    const QString inspected = QString::fromUtf8(dockerSays({u"image"_s, u"inspect"_s, ids.back()}));
    QVERIFY2(inspected.contains("\"stage\": \"first\""_L1), qPrintable(inspected));
    QVERIFY2(!inspected.contains("proxy.example"_L1), qPrintable(inspected));

    const QByteArray cached = build(true); // nothing runs
    QCOMPARE(ids[1], ids[0]);
    QVERIFY2(!cached.contains("proxies http"), cached.constData());

    all.baseImages.front().noCache = true;
    m_workshop->setSettings(all);
    const QByteArray again = build(true);
    QVERIFY2(again.contains("proxies http://proxy.example:3128"), again.constData());
    QVERIFY(ids[2].startsWith("sha256:"_L1) && ids[2] != ids[0]);

    all.baseImages.front().target.clear();
    m_workshop->setSettings(all);
    const QByteArray last = build(false);
    QVERIFY2(last.contains("the last stage"), last.constData());
    QVERIFY(dockerSays({u"image"_s, u"inspect"_s, ids.back()}).contains("\"stage\": \"last\""));
}

//! What is current is built again because somebody asks for it, and only then.
void TestWorkshopServer::buildsWhatIsCurrent()
{
    settings::Settings all = objects();
    all.baseImages = {recipe(u"exec"_s, Plain)};
    use(all);
    int builds = 0;
    for (const bool isForced : {false, false, true}) {
        Heard heard(*m_workshop);
        const bool isFirst = std::exchange(builds, builds + 1) == 0;
        m_workshop->run({.pushes = false, .isForced = isForced});
        QTRY_VERIFY_WITH_TIMEOUT(!heard.plan.empty() && m_workshop->isIdle(), Patience);
        QCOMPARE(heard.plan.front().builds(), isFirst || isForced);
        QCOMPARE(heard.jobs.size(), isFirst || isForced ? 1u : 0u);
        if (!isForced)
            continue;
        QCOMPARE(heard.plan.front().reasons.size(), 1u);
        QVERIFY(heard.plan.front().reasons.front().kind == images::BuildReason::Kind::Asked);
        const QString build = heard.job(u"exec"_s, JobInfo::Kind::Build).id;
        QVERIFY2(heard.outcome(u"Build exec"_s) == "done"_L1, heard.logs[build].constData());
        QVERIFY2(heard.logs[build].contains("Step 1/"), heard.logs[build].constData());
    }
}

//! Then it is not used, and the log tells why.
void TestWorkshopServer::buildxIsTooOld()
{
    QVERIFY(QDir(m_folder->path()).mkpath(u"cli-plugins"_s));
    const QString plugin = m_folder->filePath(u"cli-plugins/docker-buildx"_s);
    QVERIFY(writeFile(plugin, "#!/bin/sh\necho '{\"SchemaVersion\": \"0.1.0\", \"Version\": \"v0.12.1\"}'\n"));
    QVERIFY(QFile::setPermissions(plugin, QFile::ReadOwner | QFile::ExeOwner));
    settings::Settings all = objects();
    all.baseImages = {recipe(u"exec"_s, "FROM scratch\nCOPY busybox /bin/busybox\nRUN --mount=type=secret,id=x "
                                        "[\"/bin/busybox\", \"true\"]\n")};
    use(all);
    Heard heard(*m_workshop);
    QVERIFY(run(heard, {.pushes = false}));
    QCOMPARE(heard.outcome(u"Build exec"_s), u"failed"_s); // the classic builder cannot read it
    const QByteArray &log = heard.logs[heard.job(u"exec"_s, JobInfo::Kind::Build).id];
    QVERIFY2(log.contains("By the classic builder") && log.contains("is v0.12.1, and only from v0.13 on"),
             log.constData());
}

void TestWorkshopServer::buildsParentsFirst()
{
    settings::Settings all = objects();
    all.baseImages = {recipe(u"child"_s, {}), recipe(u"parent"_s, Plain)};
    QVERIFY(writeFile(m_folder->filePath(u"child/Dockerfile"_s),
                      "FROM " + all.baseImages[1].tag.toUtf8() + "\nRUN [\"/bin/busybox\", \"touch\", \"/child\"]\n"));
    use(all);
    {
        Heard heard(*m_workshop);
        QVERIFY(run(heard, {.recipeIds = {u"child"_s}, .pushes = false}));
        QCOMPARE(heard.jobs.size(), 2u);
        QCOMPARE(heard.jobs.front().recipeId, u"parent"_s);
        QCOMPARE(heard.outcome(u"Build parent"_s), u"done"_s);
        QCOMPARE(heard.outcome(u"Build child"_s), u"done"_s);
    }
    QVERIFY(writeFile(m_folder->filePath(u"parent/Dockerfile"_s), Plain + "LABEL changed=yes\n"));
    Heard heard(*m_workshop);
    QVERIFY(run(heard, {.pushes = false}));
    QCOMPARE(heard.outcome(u"Build parent"_s), u"done"_s);
    QCOMPARE(heard.outcome(u"Build child"_s), u"done"_s);
    QVERIFY(heard.plan.back().reasons.front().kind == images::BuildReason::Kind::ParentRebuilt);
}

void TestWorkshopServer::aWrongPasswordIsOneTargetsFailure()
{
    const QString basic = m_bed.registry(u"basic"_s, {}).host;
    QVERIFY(logIn(basic, "builder:wrong"));
    settings::Settings all = objects();
    all.baseImages = {recipe(u"exec"_s, Plain)};
    use(all);
    Heard heard(*m_workshop);
    QVERIFY(run(heard, {}));
    QCOMPARE(heard.outcome(u"Build exec"_s), u"done"_s);
    QCOMPARE(heard.outcome(u"Push exec token"_s), u"done"_s);
    QCOMPARE(heard.outcome(u"Push exec basic"_s), u"failed"_s);
    for (const JobInfo &job : heard.jobs) {
        if (job.registryId == "basic"_L1) {
            const QString text = heard.results[job.id].text;
            QVERIFY2(text.contains("login of builder from docker's config.json (auths)"_L1), qPrintable(text));
            QVERIFY2(text.contains(u"docker login "_s + basic), qPrintable(text));
        }
        QVERIFY(!heard.logs[job.id].contains("wrong"));
    }
}

void TestWorkshopServer::aRefusalInMidPush_data()
{
    QTest::addColumn<bool>("isAsked");
    QTest::newRow("nobody can be asked") << false;
    QTest::newRow("the user is asked") << true;
}

//! A registry that refuses the login after half of the layers: one target fails, or asks; what it has is not sent
//! again.
void TestWorkshopServer::aRefusalInMidPush()
{
    QFETCH(const bool, isAsked);
    using Layer = docker::LayerProgress::State;
    RefusingRegistry front(2, "builder:old");
    QVERIFY(logIn(front.host(), "builder:old"));
    settings::Settings all = objects();
    all.registries.push_back({.id = u"front"_s, .name = u"front"_s, .host = front.host(), .insecure = true});
    all.baseImages = {recipe(u"exec"_s, "FROM scratch\nCOPY busybox /bin/busybox\nCOPY Dockerfile /1\n"
                                        "COPY Dockerfile /2\nCOPY Dockerfile /3\n")};
    all.baseImages[0].registries = {{u"front"_s, {}}, {u"basic"_s, {}}};
    int questions = 0;
    registry::LoginPrompts prompts([&questions](const registry::LoginQuestion &, const auto &reply) {
        ++questions;
        reply(registry::Login{.username = u"builder"_s, .secret = u"new"_s});
    });
    use(all, isAsked ? &prompts : nullptr);
    Heard heard(*m_workshop);
    const auto count = [&heard](const QString &job, Layer state) {
        const auto &layers = heard.layers[job];
        return std::count_if(layers.begin(), layers.end(), [state](const auto &each) { return each.state == state; });
    };
    m_workshop->run({});
    QTRY_COMPARE_WITH_TIMEOUT(heard.jobs.size(), 3u, Patience);
    const JobInfo job = heard.push(u"front"_s);
    QTRY_VERIFY_WITH_TIMEOUT(count(job.id, Layer::Done) == 2 && front.held() == 2, Patience);
    front.refuse("builder:new");
    QTRY_VERIFY_WITH_TIMEOUT(heard.hasEnded() && m_workshop->isIdle(), Patience);
    QCOMPARE(heard.outcome(u"Push exec basic"_s), u"done"_s);
    QCOMPARE(heard.outcome(u"Push exec front"_s), isAsked ? u"done"_s : u"failed"_s);
    QCOMPARE(questions, isAsked ? 1 : 0);
    QString last = job.id;
    if (!isAsked) {
        const QString text = heard.results[job.id].text;
        QVERIFY2(text.contains("login of builder from docker's config.json (auths)"_L1) &&
                     text.contains(u"docker login "_s + front.host()),
                 qPrintable(text));
        QCOMPARE(count(job.id, Layer::Done), 2);
        QCOMPARE(count(job.id, Layer::Failed), 2);
        QVERIFY(logIn(front.host(), "builder:new"));
        m_workshop->run(job.again);
        QTRY_COMPARE_WITH_TIMEOUT(heard.jobs.size(), 4u, Patience);
        QTRY_VERIFY_WITH_TIMEOUT(heard.hasEnded() && m_workshop->isIdle(), Patience);
        last = heard.jobs.back().id;
        QVERIFY2(heard.results[last].isWell(), qPrintable(heard.results[last].text));
    }
    QCOMPARE(count(last, Layer::AlreadyExists), 2);
    QCOMPARE(count(last, Layer::Done), 2);
    QVERIFY2(heard.logs[last].contains("Verified: the registry has "), heard.logs[last].constData());
    QVERIFY(!heard.logs[job.id].contains(":old") && !heard.logs[last].contains(":new"));
    m_workshop.reset(); // before the prompts
}

void TestWorkshopServer::aFailedBuildIsPushedNowhere()
{
    settings::Settings all = objects();
    all.baseImages = {
        recipe(u"exec"_s, "FROM scratch\nCOPY busybox /bin/busybox\n\nRUN [\"/bin/busybox\", \"false\"]\n")};
    use(all);
    Heard heard(*m_workshop);
    QVERIFY(run(heard, {}));
    QCOMPARE(heard.outcome(u"Build exec"_s), u"failed"_s);
    QCOMPARE(heard.outcome(u"Push exec basic"_s), u"skipped"_s);
    QCOMPARE(heard.outcome(u"Push exec token"_s), u"skipped"_s);
    const QString why = heard.results[heard.job(u"exec"_s, JobInfo::Kind::Build).id].text;
    QVERIFY2(why.startsWith("Dockerfile, line 4:"_L1), qPrintable(why));
    // Pushed again alone, the image of before would go out.
    const JobOrder again = heard.job(u"exec"_s, JobInfo::Kind::Push).again;
    QVERIFY(again.builds && again.pushes && !again.isForced);
    QCOMPARE(again.registryIds.size(), 1);
    const JobOrder rebuild = heard.job(u"exec"_s, JobInfo::Kind::Build).again;
    QVERIFY(rebuild.builds && rebuild.pushes);
    QCOMPARE(rebuild.registryIds, (QStringList{u"basic"_s, u"token"_s}));
}

void TestWorkshopServer::cancels()
{
    settings::Settings all = objects();
    all.baseImages = {recipe(u"exec"_s, "FROM scratch\nCOPY busybox /bin/busybox\nRUN [\"/bin/busybox\", \"sh\", "
                                        "\"-c\", \"echo begun; /bin/busybox sleep 600\"]\n")};
    use(all);
    Heard heard(*m_workshop);
    m_workshop->run({});
    QTRY_COMPARE_WITH_TIMEOUT(heard.jobs.size(), 3u, Patience);
    const QString build = heard.job(u"exec"_s, JobInfo::Kind::Build).id;
    QTRY_VERIFY_WITH_TIMEOUT(heard.logs[build].contains("begun"), Patience);
    docker::DaemonSession *session = m_workshop->daemons().session(u"local"_s);
    const auto runs = [session] {
        return std::any_of(session->containers().begin(), session->containers().end(),
                           [](const docker::Container &each) { return each.command.contains("sleep 600"_L1); });
    };
    QTRY_VERIFY_WITH_TIMEOUT(runs(), Patience);
    m_workshop->cancel(build);
    QTRY_VERIFY_WITH_TIMEOUT(heard.hasEnded(), Patience);
    QCOMPARE(heard.outcome(u"Build exec"_s), u"cancelled"_s);
    QCOMPARE(heard.outcome(u"Push exec basic"_s), u"skipped"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!runs(), Patience);
    QVERIFY(m_workshop->isIdle());
}

void TestWorkshopServer::pushesAlone()
{
    settings::Settings all = objects();
    all.baseImages = {recipe(u"exec"_s, Plain)};
    use(all);
    {
        Heard heard(*m_workshop);
        QVERIFY(run(heard, {.builds = false, .registryIds = {u"token"_s}}));
        QCOMPARE(heard.jobs.size(), 1u);
        QCOMPARE(heard.outcome(u"Push exec token"_s), u"failed"_s); // there is nothing to push yet
        const QString why = heard.results[heard.jobs.front().id].text;
        QCOMPARE(why, u"%1 is not on the daemon local: build it there first"_s.arg(all.baseImages.front().tag));
    }
    {
        Heard heard(*m_workshop);
        QVERIFY(run(heard, {.pushes = false}));
    }
    // what is pushed is there: no file of the recipe is needed
    QVERIFY(QDir(m_folder->filePath(u"exec"_s)).removeRecursively());
    Heard heard(*m_workshop);
    QVERIFY(run(heard, {.builds = false, .registryIds = {u"token"_s}}));
    QCOMPARE(heard.jobs.size(), 1u);
    QCOMPARE(heard.outcome(u"Push exec token"_s), u"done"_s);
    QVERIFY(heard.logs[heard.jobs.front().id].contains("Verified"));
    QVERIFY(heard.found.isEmpty());
}

//! What is on one daemon is not brought to another, and the words say what helps.
void TestWorkshopServer::aBaseThatIsElsewhere()
{
    settings::Settings all = objects();
    all.baseImages = {recipe(u"parent"_s, Plain), recipe(u"child"_s, {})};
    const QString parentTag = all.baseImages[0].tag;
    QVERIFY(writeFile(m_folder->filePath(u"child/Dockerfile"_s), "FROM " + parentTag.toUtf8() + "\nLABEL is=child\n"));
    all.baseImages[1].daemon = {u"remote"_s, {}};
    use(all);
    {
        Heard heard(*m_workshop);
        QVERIFY(run(heard, {.recipeIds = {u"child"_s}, .pushes = false}));
        QCOMPARE(heard.outcome(u"Build parent"_s), u"done"_s); // where it belongs
        QCOMPARE(heard.outcome(u"Build child"_s), u"failed"_s);
        const QString why = heard.results[heard.job(u"child"_s, JobInfo::Kind::Build).id].text;
        QCOMPARE(why, elsewhereText(u"parent"_s, u"local"_s, u"remote"_s));
    }
    {
        Heard heard(*m_workshop);
        QVERIFY(run(heard, {.recipeIds = {u"parent"_s}, .pushes = false, .daemonId = u"remote"_s}));
        QCOMPARE(heard.outcome(u"Build parent"_s), u"done"_s);
    }
    Heard heard(*m_workshop);
    QVERIFY(run(heard, {.recipeIds = {u"child"_s}, .pushes = false}));
    QCOMPARE(heard.outcome(u"Build child"_s), u"done"_s);
}

//! What ${gitSha} stands for is told with what was found.
void TestWorkshopServer::tellsTheCommit()
{
    settings::Settings all = objects();
    all.baseImages = {recipe(u"exec"_s, Plain)};
    all.baseImages[0].tag = u"workshop-%1/exec:${gitSha}"_s.arg(m_number);
    const auto git = [this](const QStringList &arguments) { return tests::runGit(m_folder->path(), arguments); };
    git({u"init"_s, u"-q"_s});
    git({u"add"_s, u"exec"_s});
    git({u"commit"_s, u"-q"_s, u"-m"_s, u"1"_s});
    const QString commit = git({u"rev-parse"_s, u"--short=12"_s, u"HEAD"_s});
    use(all);
    Heard heard(*m_workshop);
    m_workshop->look({}, true);
    QTRY_VERIFY_WITH_TIMEOUT(heard.found.contains(u"exec"_s), Patience);
    QVERIFY(heard.found[u"exec"_s].findings);
    QCOMPARE(heard.found[u"exec"_s].findings->disk.gitSha, commit);
    QCOMPARE(heard.found[u"exec"_s].findings->disk.tag, u"workshop-%1/exec:%2"_s.arg(m_number, commit));
    QTRY_VERIFY_WITH_TIMEOUT(m_workshop->isIdle(), Patience);
}

void TestWorkshopServer::saysWhatIsMissing_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("says");
    QTest::newRow("a file") << u"file"_s << u"nowhere"_s;
    QTest::newRow("a daemon") << u"daemon"_s << u"no Docker daemon"_s;
    QTest::newRow("the daemon's socket") << u"socket"_s << u"/nowhere.sock"_s;
    QTest::newRow("the tag") << u"tag"_s << u"tag"_s;
    QTest::newRow("the image to build on") << u"from"_s << u"10.99.0.1"_s;
}
void TestWorkshopServer::saysWhatIsMissing()
{
    QFETCH(QString, what);
    settings::Settings all = objects();
    settings::BaseImage exec = recipe(u"exec"_s, Plain);
    if (what == "file"_L1)
        exec.files = {{.source = u"nowhere"_s, .target = {}}};
    else if (what == "daemon"_L1)
        all.daemons.clear();
    else if (what == "socket"_L1)
        all.daemons = {{.id = u"local"_s, .name = u"local"_s, .host = u"unix:///nowhere.sock"_s}};
    else if (what == "tag"_L1)
        exec.tag = u"exec:${nobody}"_s;
    else
        QVERIFY(writeFile(m_folder->filePath(u"exec/Dockerfile"_s), "FROM 10.99.0.1:5000/nobody/has:this\n"));
    all.baseImages = {exec};
    use(all);
    Heard heard(*m_workshop);
    QVERIFY(run(heard, {.pushes = false}));
    QCOMPARE(heard.outcome(u"Build exec"_s), u"failed"_s);
    const QString why = heard.results[heard.jobs.front().id].text;
    QFETCH(QString, says);
    QVERIFY2(why.contains(says), qPrintable(why));
}

const QByteArray Slow = "FROM scratch\nCOPY busybox /bin/busybox\nRUN [\"/bin/busybox\", \"sleep\", \"600\"]\n";

//! The same order twice is done once, and the second time by whoever does it already.
void TestWorkshopServer::joinsWhatIsUnderWay()
{
    settings::Settings all = objects();
    all.baseImages = {recipe(u"exec"_s, Slow)};
    use(all);
    Heard heard(*m_workshop);
    m_workshop->run({});
    m_workshop->run({}); // nothing of the first has begun
    QTRY_COMPARE_WITH_TIMEOUT(heard.taken, 2, Patience);
    QCOMPARE(heard.jobs.size(), 3u);
    QCOMPARE(heard.joined, 3);
    const QString build = heard.job(u"exec"_s, JobInfo::Kind::Build).id;
    QTRY_VERIFY_WITH_TIMEOUT(heard.logs[build].contains("sleep"), Patience);
    m_workshop->run({.pushes = false}); // it runs
    QTRY_COMPARE_WITH_TIMEOUT(heard.taken, 3, Patience);
    QCOMPARE(heard.joined, 4);
    m_workshop->run({.pushes = false, .isForced = true}); // it is not forced: another one
    QTRY_COMPARE_WITH_TIMEOUT(heard.taken, 4, Patience);
    QCOMPARE(heard.joined, 4);
    QCOMPARE(heard.jobs.size(), 4u);
    QVERIFY(writeFile(m_folder->filePath(u"exec/more"_s), "a new file"));
    m_workshop->run({.pushes = false}); // of other files than what runs; the one that waits reads them
    QTRY_COMPARE_WITH_TIMEOUT(heard.taken, 5, Patience);
    QCOMPARE(heard.joined, 5);
    QCOMPARE(heard.jobs.size(), 4u);
    for (auto job = heard.jobs.rbegin(); job != heard.jobs.rend(); ++job)
        m_workshop->cancel(job->id);
    QTRY_VERIFY_WITH_TIMEOUT(heard.hasEnded() && m_workshop->isIdle(), Patience);
    QCOMPARE(heard.outcome(u"Build exec"_s), u"cancelled"_s);
    QCOMPARE(heard.failures, QStringList());
}

//! What is built on something that is being built waits for that; where it has to be built again, of other files, for
//! the second time.
void TestWorkshopServer::joinsBehindParents()
{
    settings::Settings all = objects();
    all.baseImages = {recipe(u"child"_s, {}), recipe(u"parent"_s, Slow)};
    QVERIFY(writeFile(m_folder->filePath(u"child/Dockerfile"_s),
                      "FROM " + all.baseImages[1].tag.toUtf8() + "\nLABEL a=b\n"));
    use(all);
    Heard heard(*m_workshop);
    m_workshop->run({.recipeIds = {u"parent"_s}, .pushes = false});
    QTRY_COMPARE_WITH_TIMEOUT(heard.jobs.size(), 1u, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(heard.logs[heard.jobs[0].id].contains("sleep"), Patience);
    m_workshop->run({.recipeIds = {u"child"_s}, .pushes = false});
    QTRY_COMPARE_WITH_TIMEOUT(heard.taken, 2, Patience);
    QCOMPARE(heard.joined, 1);
    QCOMPARE(heard.jobs.size(), 2u);
    QVERIFY(writeFile(m_folder->filePath(u"parent/more"_s), "a new file"));
    m_workshop->run({.recipeIds = {u"child"_s}, .pushes = false});
    QTRY_COMPARE_WITH_TIMEOUT(heard.taken, 3, Patience);
    QCOMPARE(heard.joined, 1);
    QCOMPARE(heard.jobs.size(), 4u);
    QCOMPARE(heard.jobs[2].recipeId, u"parent"_s);
    for (const int parent : {2, 0}) { // and each child goes with its own
        m_workshop->cancel(heard.jobs[parent].id);
        QTRY_VERIFY_WITH_TIMEOUT(heard.results.contains(heard.jobs[parent].id), Patience);
        QVERIFY(heard.results[heard.jobs[parent + 1].id].kind == JobResult::Kind::Skipped);
        QCOMPARE(heard.results.size(), parent == 2 ? 2 : 4);
    }
    QTRY_VERIFY_WITH_TIMEOUT(m_workshop->isIdle(), Patience);
    QCOMPARE(heard.failures, QStringList());
}

void TestWorkshopServer::cancelsWhatIsLookedAt()
{
    settings::Settings all = objects();
    all.baseImages = {recipe(u"exec"_s, Plain)};
    use(all);
    Heard heard(*m_workshop);
    m_workshop->cancelOrders(); // of nothing
    QCOMPARE(heard.cancelled, 0);
    m_workshop->run({});
    QVERIFY(!m_workshop->isIdle());
    m_workshop->cancelOrders();
    QCOMPARE(heard.cancelled, 1);
    QCOMPARE(heard.taken, 1);
    QVERIFY(m_workshop->isIdle());
    // and the next one is another
    QVERIFY(run(heard, {.pushes = false}));
    QCOMPARE(heard.jobs.size(), 1u);
    QCOMPARE(heard.outcome(u"Build exec"_s), u"done"_s);
}

//! A mistake in the file, an edit, a daemon that is closed: what was ordered goes on, and only then it is done.
void TestWorkshopServer::settingsChangeMeanwhile()
{
    settings::Settings all = objects();
    all.baseImages = {recipe(u"exec"_s, "FROM scratch\nCOPY busybox /bin/busybox\nRUN [\"/bin/busybox\", \"sh\", "
                                        "\"-c\", \"echo begun; /bin/busybox sleep 3\"]\n")};
    use(all);
    Heard heard(*m_workshop);
    m_workshop->run({});
    QTRY_COMPARE_WITH_TIMEOUT(heard.jobs.size(), 3u, Patience);
    const QString build = heard.job(u"exec"_s, JobInfo::Kind::Build).id;
    QTRY_VERIFY_WITH_TIMEOUT(heard.logs[build].contains("begun"), Patience);
    all.daemons.front().host = u"unix:///nonexistent.sock"_s;
    m_workshop->setSettings(all);
    m_workshop->setSettings({});
    m_workshop->daemons().setOpen({});
    QVERIFY(m_workshop->daemons().session(u"local"_s));
    QTRY_VERIFY_WITH_TIMEOUT(heard.hasEnded(), Patience);
    QCOMPARE(heard.outcome(u"Build exec"_s), u"done"_s);
    QCOMPARE(heard.outcome(u"Push exec basic"_s), u"done"_s);
    QCOMPARE(heard.outcome(u"Push exec token"_s), u"done"_s);
    QTRY_VERIFY(!m_workshop->daemons().session(u"local"_s));
}

//! Not built on another one in its place.
void TestWorkshopServer::aDaemonThatIsGone()
{
    settings::Settings all = objects();
    all.baseImages = {recipe(u"exec"_s, Plain)};
    all.baseImages.front().daemon = {u"gone"_s, u"gpu-builder"_s};
    use(all);
    Heard heard(*m_workshop);
    QVERIFY(run(heard, {.pushes = false}));
    QCOMPARE(heard.outcome(u"Build exec"_s), u"failed"_s);
    QCOMPARE(heard.results[heard.jobs.front().id].text,
             u"its Docker daemon gpu-builder is not in the settings: choose another one in the recipe"_s);
}

//! Who has just started it does not want to read that it was not there.
void TestWorkshopServer::aDaemonThatHasJustCome()
{
    settings::Settings all = objects();
    const QString socket = m_folder->filePath(u"docker.sock"_s);
    const QString real = all.daemons.front().host.mid(qsizetype(qstrlen("unix://")));
    all.daemons.front().host = u"unix://"_s + socket;
    all.baseImages = {recipe(u"exec"_s, Plain)};
    use(all);
    for (const QString &expected : {u"failed"_s, u"done"_s}) {
        Heard heard(*m_workshop);
        QVERIFY(run(heard, {.pushes = false}));
        QCOMPARE(heard.outcome(u"Build exec"_s), expected);
        QFile::link(real, socket);
    }
}

//! That one registry cannot be asked is no end of the asking.
void TestWorkshopServer::aTargetThatCannotBe()
{
    settings::Settings all = objects();
    all.registries.front().repositoryPrefix = u"Team"_s; // a capital
    all.baseImages = {recipe(u"exec"_s, Plain)};
    use(all);
    Heard heard(*m_workshop);
    int known = -1;
    connect(m_workshop.get(), &Workshop::idle, this, [&] { known = int(heard.inRegistries.size()); });
    m_workshop->look({}, true);
    QTRY_COMPARE_WITH_TIMEOUT(known, 2, Patience);
    QVERIFY(!heard.inRegistries[u"exec basic"_s].digest);
}

//! Whatever the marks say: with "pull" the registry is asked each time.
void TestWorkshopServer::aNewerBase()
{
    settings::Settings all = objects();
    settings::Settings parents = all;
    const QString name = all.registries[0].host + u"/workshop/workshop-%1/base:1"_s.arg(m_number);
    all.baseImages = {recipe(u"child"_s, "FROM " + name.toUtf8() + "\nLABEL a=b\n")};
    all.baseImages[0].pull = true;
    all.baseImages[0].daemon = {u"remote"_s, {}};
    for (const bool isNewer : {false, true}) {
        parents.baseImages = {recipe(u"base"_s, isNewer ? Plain + "LABEL newer=1\n" : Plain)};
        use(parents);
        Heard pushed(*m_workshop);
        QVERIFY(run(pushed, {}));
        QCOMPARE(pushed.outcome(u"Push base basic"_s), u"done"_s);
        use(all);
        if (isNewer) { // the list says it before anything is built
            const Kinds kinds = look();
            QCOMPARE(kinds[u"child"_s], QStringList{u"BaseNewer"_s});
        }
        for (const QString &expected : {u"done"_s, u"up to date"_s}) {
            Heard heard(*m_workshop);
            QVERIFY(run(heard, {.pushes = false}));
            QCOMPARE(heard.outcome(u"Build child"_s), expected);
            QVERIFY(heard.plan.back().reasons.front().kind != images::BuildReason::Kind::Asked);
        }
        QCOMPARE(look()[u"child"_s], QStringList());
    }
}

//! In the list, without a plan: built on what is out of date, or was built again, it is out of date itself.
void TestWorkshopServer::parentsMakeOutOfDate()
{
    settings::Settings all = objects();
    all.baseImages = {recipe(u"child"_s, {}), recipe(u"parent"_s, Plain)};
    QVERIFY(writeFile(m_folder->filePath(u"child/Dockerfile"_s),
                      "FROM " + all.baseImages[1].tag.toUtf8() + "\nLABEL a=b\n"));
    use(all);
    {
        Heard heard(*m_workshop);
        QVERIFY(run(heard, {.pushes = false}));
    }
    QCOMPARE(look()[u"child"_s], QStringList());
    QVERIFY(writeFile(m_folder->filePath(u"parent/Dockerfile"_s), Plain + "LABEL changed=yes\n"));
    Kinds kinds = look();
    QCOMPARE(kinds[u"parent"_s].size(), 1);
    QCOMPARE(kinds[u"child"_s], QStringList{u"ParentOutOfDate"_s});
    {
        Heard heard(*m_workshop);
        QVERIFY(run(heard, {.recipeIds = {u"parent"_s}, .pushes = false}));
    }
    kinds = look();
    QCOMPARE(kinds[u"parent"_s], QStringList());
    QCOMPARE(kinds[u"child"_s], QStringList{u"ParentRebuilt"_s});
}

//! %1 is an old tag of the parent: its name is anybody's at docker.io.
void TestWorkshopServer::namesOfOursAreNotPulled_data()
{
    QTest::addColumn<QString>("dockerfile");
    QTest::newRow("FROM") << u"FROM %1\n"_s;
    QTest::newRow("COPY --from") << u"FROM scratch\nCOPY --from=%1 /x /\n"_s;
    QTest::newRow("RUN --mount") << u"FROM scratch\nRUN --mount=type=bind,from=%1,target=/x [\"/x/y\"]\n"_s;
    QTest::newRow("an argument") << u"ARG BASE=%1\nFROM ${BASE}\n"_s;
}
void TestWorkshopServer::namesOfOursAreNotPulled()
{
    QFETCH(QString, dockerfile);
    settings::Settings all = objects();
    all.baseImages = {recipe(u"base"_s, Plain), {}};
    all.baseImages[1] = recipe(u"exec"_s, dockerfile.arg(u"workshop-%1/base:0"_s.arg(m_number)).toUtf8());
    use(all);
    Heard heard(*m_workshop);
    QVERIFY(run(heard, {.recipeIds = {u"exec"_s}, .pushes = false}));
    QCOMPARE(heard.outcome(u"Build exec"_s), u"failed"_s);
    const QString why = heard.results[heard.jobs.front().id].text;
    QVERIFY2(why.contains("of the base image base"_L1), qPrintable(why));
}

void TestWorkshopServer::buildsOnParents_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("daemon"); // of the child
    QTest::addColumn<QString>("outcome");
    const QString pushed = u"REGISTRY/workshop/workshop-%1/base:1"_s;
    QTest::newRow("by its recipe") << u"${recipe:Base}"_s << u"local"_s << u"done"_s;
    QTest::newRow("by its recipe, of another daemon") << u"${recipe:Base}"_s << u"remote"_s << u"failed"_s;
    QTest::newRow("by its registry") << pushed << u"local"_s << u"done"_s;
    QTest::newRow("by its registry, on another daemon") << pushed << u"remote"_s << u"done"_s;
    QTest::newRow("by its registry, on the newest") << pushed << u"newest"_s << u"done"_s;
}
void TestWorkshopServer::buildsOnParents()
{
    QFETCH(QString, base);
    QFETCH(QString, daemon);
    settings::Settings all = objects();
    if (base.startsWith("REGISTRY"_L1))
        base = base.arg(m_number).replace(u"REGISTRY"_s, all.registries[0].host);
    all.baseImages = {recipe(u"child"_s, "ARG BASE\nFROM ${BASE}\nLABEL a=b\n"), recipe(u"base"_s, Plain)};
    all.baseImages[0].daemon = {daemon, {}};
    all.baseImages[0].buildArgs = {{u"BASE"_s, base}};
    use(all);
    Heard heard(*m_workshop);
    QVERIFY(run(heard, {}));
    QCOMPARE(heard.failures, QStringList());
    QCOMPARE(heard.plan.size(), 2U);
    QCOMPARE(heard.plan.front().id, u"base"_s);
    QCOMPARE(heard.outcome(u"Push base basic"_s), u"done"_s);
    QTEST(heard.outcome(u"Build child"_s), "outcome");
    const bool isElsewhere = heard.outcome(u"Build child"_s) == "failed"_L1;
    QCOMPARE(heard.plan.back().elsewhere, isElsewhere ? u"base"_s : QString());
    const QString why = heard.results[heard.job(u"child"_s, JobInfo::Kind::Build).id].text;
    QVERIFY2(!isElsewhere || why.contains("nothing is brought from one daemon to another"_L1), qPrintable(why));
}

void TestWorkshopServer::buildsOverTls()
{
    settings::Settings all = objects();
    all.baseImages = {recipe(u"exec"_s, Plain)};
    all.baseImages.front().daemon = {u"remote"_s, {}};
    use(all);
    Heard heard(*m_workshop);
    QVERIFY(run(heard, {}));
    QCOMPARE(heard.outcome(u"Build exec"_s), u"done"_s);
    QCOMPARE(heard.outcome(u"Push exec token"_s), u"done"_s);
}

QTEST_GUILESS_MAIN(TestWorkshopServer)
#include "tst_workshop_server.moc"
