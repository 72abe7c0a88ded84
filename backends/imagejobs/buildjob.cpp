// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "buildjob.h"

#include "transfertext.h"

#include "backends/buildcontext/contextsource.h"
#include "backends/docker/buildxbuild.h"
#include "backends/docker/imagebuild.h"
#include "backends/registry/imagereference.h"

#include <QDateTime>
#include <QUuid>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::imagejobs {

namespace {

constexpr auto TicksInterval = std::chrono::milliseconds(200);

//! Predefined arguments of every build, which are in no layer. Source: Dockerfile reference, "Predefined ARGs".
void addProxies(QMap<QString, QString> &arguments, const settings::BaseImage &recipe)
{
    const auto add = [&arguments](const QString &name, const QString &value) {
        if (value.isEmpty())
            return;
        for (const QString &spelling : {name, name.toLower()}) {
            if (!arguments.contains(spelling))
                arguments.insert(spelling, value);
        }
    };
    add(u"HTTP_PROXY"_s, recipe.httpProxy);
    add(u"HTTPS_PROXY"_s, recipe.httpProxy);
    add(u"NO_PROXY"_s, recipe.noProxy);
}

std::int64_t now()
{
    return QDateTime::currentMSecsSinceEpoch();
}

//! The first of each domain: an engine takes one login for it.
std::vector<registry::ImageReference> oneOfEachDomain(const std::vector<images::BuildMarks::Base> &bases)
{
    std::vector<registry::ImageReference> all;
    for (const images::BuildMarks::Base &base : bases) {
        const auto image = registry::ImageReference::parseNormalized(base.image);
        const auto isSame = [&image](const registry::ImageReference &each) { return each.domain == image->domain; };
        if (image && std::none_of(all.begin(), all.end(), isSame))
            all.push_back(*image);
    }
    return all;
}

} // namespace

BuildJob::BuildJob(docker::EngineClient &client, RegistryFleet &registries, Settings settings, QObject *parent)
    : Job(parent)
    , m_client(client)
    , m_registries(registries)
    , m_settings(std::move(settings))
{
    connect(&m_ticks, &QTimer::timeout, this, [this] {
        if (followContext() || m_hasNews)
            tellProgress();
    });
}

BuildJob::~BuildJob() = default;

void BuildJob::start()
{
    m_state = State::Reading;
    m_asked = std::make_unique<QObject>();
    m_probe = new RecipeProbe(m_client, m_settings.recipe, this);
    connect(m_probe, &RecipeProbe::finished, this, &BuildJob::onProbed);
    QMetaObject::invokeMethod(
        m_asked.get(),
        [this] {
            if (m_state == State::Finished) // cancelled before it began
                return;
            emit progressed({u"reading the context"_s, {}});
            m_probe->start();
        },
        Qt::QueuedConnection);
}

void BuildJob::onProbed(const Result<RecipeFindings> &findings)
{
    if (m_state == State::Finished)
        return;
    if (!findings)
        return fail(findings.error());
    m_findings = *findings;
    const auto error = baseElsewhere(findings->missingBases, m_settings.ours, m_settings.daemonName,
                                     m_settings.recipe.recipe.platform);
    if (error)
        return fail(*error);
    if (!m_hasPulled) {
        m_toPull = basesToPull();
        if (!m_toPull.empty())
            return pullNext();
    }
    if (m_findings->verdict.state == images::BuildState::Current && !m_settings.isForced) {
        say(u"%1 is up to date"_s.arg(m_findings->disk.tag));
        finish({.kind = JobResult::Kind::UpToDate, .text = u"up to date"_s, .imageId = m_findings->image->id});
        return;
    }
    m_bases = oneOfEachDomain(m_findings->disk.marks.bases);
    m_state = State::Building;
    logInNext();
}

//! BuildKit would ask for logins in a session; and only of images that are there it is known what is built on.
std::vector<images::BuildMarks::Base> BuildJob::basesToPull() const
{
    std::vector<images::BuildMarks::Base> bases = m_findings->disk.marks.bases;
    std::erase_if(bases, [this](const images::BuildMarks::Base &base) {
        const bool isWanted = m_settings.recipe.recipe.pull || m_settings.pushed.contains(base.image) ||
                              m_findings->missingBases.contains(base.image);
        return !isWanted || m_settings.ours.recipeOf(base.image);
    });
    std::reverse(bases.begin(), bases.end());
    return bases;
}

void BuildJob::pullNext()
{
    if (m_toPull.empty()) {
        m_hasPulled = true;
        m_state = State::Reading;
        m_probe->askAgain();
        return;
    }
    m_state = State::Pulling;
    const images::BuildMarks::Base base = std::move(m_toPull.back());
    m_toPull.pop_back();
    const QString platform = base.platform.isEmpty() ? m_settings.recipe.recipe.platform : base.platform;
    m_pull = new PullJob(m_client, m_registries, base.image, platform, this);
    connect(m_pull, &Job::progressed, this, &Job::progressed);
    connect(m_pull, &Job::layersChanged, this, &Job::layersChanged);
    connect(m_pull, &Job::logged, this, &Job::logged);
    connect(m_pull, &Job::finished, this, &BuildJob::onPulled);
    m_pull->start();
}

void BuildJob::onPulled(const JobResult &result)
{
    m_pull->deleteLater();
    m_pull = nullptr;
    result.isWell() ? pullNext() : finish(result);
}

//! For what the daemon may pull itself: images for another platform, those of ONBUILD.
void BuildJob::logInNext()
{
    if (m_bases.empty())
        return build();
    const RegistryFleet::Connection registry = m_registries.connectionFor(m_bases.front());
    const QString domain = m_bases.front().domain;
    m_bases.erase(m_bases.begin());
    registry->login(m_asked.get(), [this, domain, registry](const registry::LoginSource::Answer &login) {
        if (m_state == State::Finished)
            return;
        if (!login)
            say(u"No login for %1: %2"_s.arg(domain, login.error().message));
        else if (*login)
            m_logins.insert(domain, engineLogin(*login, registry->serverAddress()));
        logInNext();
    });
}

void BuildJob::build()
{
    const RecipeOnDisk &disk = m_findings->disk;
    say(u"Building %1: %2 files, %3 bytes of context"_s.arg(disk.tag)
            .arg(disk.context->entries.size())
            .arg(disk.context->totalBytes));
    saySockets();
    sayBuilder();
    m_context = std::make_shared<buildcontext::ContextSource>(disk.context);
    m_sending = ContextSending(disk.context->totalBytes, now());
    m_build = makeBuild();
    connect(m_build, &docker::Build::stepsChanged, this, [this] { m_hasNews = true; });
    connect(m_build, &docker::Build::transferChanged, this, [this] { m_hasNews = true; });
    connect(m_build, &docker::Build::logged, this, [this](const QByteArray &text) { emit logged(text, false); });
    connect(m_build, &docker::Build::finished, this, &BuildJob::onBuilt);
    m_ticks.start(TicksInterval);
    m_build->start();
    emit progressed(m_sending.jobProgress());
}

docker::Build *BuildJob::makeBuild()
{
    const RecipeOnDisk &disk = m_findings->disk;
    if (disk.builder.builder == docker::Builder::Buildx)
        return new docker::BuildxBuild({.program = disk.buildx.path,
                                        .options = buildOptions(),
                                        .daemon = m_settings.daemon,
                                        .environment = m_settings.environment,
                                        .context = m_context,
                                        .instructions = disk.instructions},
                                       this);
    return new docker::ImageBuild(m_client.http(),
                                  {.apiVersion = m_client.apiVersion(),
                                   .options = buildOptions(),
                                   .context = m_context,
                                   .logins = std::exchange(m_logins, {}),
                                   .instructions = disk.instructions},
                                  this);
}

void BuildJob::saySockets()
{
    constexpr std::size_t Most = 10;
    const std::vector<QByteArray> &sockets = m_findings->disk.context->sockets;
    for (std::size_t i = 0; i < std::min(Most, sockets.size()); ++i)
        say(u"Left out of the context, as docker does: the socket %1"_s.arg(QString::fromUtf8(sockets[i])));
    if (sockets.size() > Most)
        say(u"and %1 sockets more"_s.arg(sockets.size() - Most));
}

void BuildJob::sayBuilder()
{
    const RecipeOnDisk &disk = m_findings->disk;
    if (disk.builder.builder == docker::Builder::Buildx)
        say(u"By docker buildx %1, %2"_s.arg(disk.buildx.version, disk.buildx.path));
    else if (disk.builder.reason == docker::BuilderChoice::Reason::NeedsSession)
        say(u"By the classic builder: BuildKit would need docker buildx for this Dockerfile, and %1"_s.arg(
            disk.buildx.problem));
}

docker::BuildOptions BuildJob::buildOptions() const
{
    const settings::BaseImage &recipe = m_settings.recipe.recipe;
    const RecipeOnDisk &disk = m_findings->disk;
    docker::BuildOptions options{.builder = disk.builder.builder,
                                 .tags = {disk.tag},
                                 .dockerfile = disk.context->dockerfileName,
                                 .labels = disk.marks.toLabels(recipe.labels),
                                 .target = recipe.target,
                                 .platform = recipe.platform,
                                 .usesCache = !recipe.noCache};
    for (const auto &[name, value] : disk.buildArgs)
        options.buildArgs.insert(name, value);
    addProxies(options.buildArgs, recipe);
    if (options.builder == docker::Builder::BuildKit)
        options.buildId = QUuid::createUuid().toString(QUuid::WithoutBraces);
    return options;
}

void BuildJob::onBuilt(const Result<docker::BuiltImage> &result)
{
    followContext();
    m_sending.end(result.has_value(), now()); // a builder need not read the end of an archive
    tellProgress();
    const int line = m_build->failedLine();
    m_build->deleteLater();
    m_build = nullptr;
    m_context.reset();
    if (result) {
        finish({.kind = JobResult::Kind::Done, .text = images::shortDigest(result->id), .imageId = result->id});
        return;
    }
    ApiError error = result.error();
    if (line > 0)
        error.message = u"%1, line %2: %3"_s.arg(m_findings->disk.context->dockerfileName).arg(line).arg(error.message);
    fail(error);
}

//! \return whether it has moved, or its rate has.
bool BuildJob::followContext()
{
    if (m_sending.isOver())
        return false;
    const ContextProgress before = m_sending.progress();
    m_sending.update(m_context->bytesRead(), m_context->isSent(), now());
    const ContextProgress after = m_sending.progress();
    if (after == before)
        return false;
    if (after.isSent)
        say(m_sending.outcome());
    emit contextSent(after);
    return true;
}

void BuildJob::tellProgress()
{
    m_hasNews = false;
    const docker::BuildProgress &progress = m_build->progress();
    std::vector<docker::BuildStep> steps{m_sending.step()};
    steps.insert(steps.end(), progress.steps().all().begin(), progress.steps().all().end());
    emit stepsChanged(steps);
    if (!progress.transfer().layers().empty())
        emit layersChanged(progress.transfer().layers());
    emit progressed(buildProgress(steps).value_or(m_sending.jobProgress()));
}

void BuildJob::cancel()
{
    if (m_state == State::Finished)
        return;
    if (m_pull)
        m_pull->cancel();
    else if (m_build)
        m_build->cancel();
    else
        fail({.kind = ApiError::Kind::Cancelled});
}

void BuildJob::fail(const ApiError &error)
{
    const JobResult result = failedJob(error);
    say(result.text);
    finish(result);
}

void BuildJob::finish(const JobResult &result)
{
    if (m_state == State::Finished)
        return;
    m_state = State::Finished;
    m_ticks.stop();
    if (m_asked)
        m_asked.release()->deleteLater();
    if (m_probe) {
        m_probe->deleteLater();
        m_probe = nullptr;
    }
    emit finished(result);
}

} // namespace fairlead::imagejobs
