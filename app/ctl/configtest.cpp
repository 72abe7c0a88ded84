// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "configtest.h"

#include "backends/kubernetes/auth/credentialsfactory.h"
#include "backends/runs/trials/dockertrial.h"
#include "backends/runs/trials/kubernetestrial.h"
#include "contextselection.h"
#include "jsonvalues.h"
#include "output.h"

#include <QCoreApplication>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

namespace {

using runs::TrialResult;
using runs::TrialRun;

struct Tried
{
    const PlannedTarget *target = nullptr;
    std::unique_ptr<TrialRun> trial;
    bool isCancelled = false;

    QString name() const { return target->plan.target.name; }
    //! Of one that was cancelled nobody knows.
    QString verdict() const { return isCancelled ? u"cancelled"_s : toString(runs::trialVerdict(trial->results())); }
    bool hasFailed() const { return isCancelled || runs::trialVerdict(trial->results()) == CheckState::Failed; }
};

std::unique_ptr<TrialRun> trialAt(const settings::RuntimeConfig &config, const PlannedTarget &target,
                                  runs::TrialWishes wishes, const QString &dockerFolder, const Options &options)
{
    wishes.login = target.login;
    wishes.answerTimeout = options.timeout;
    wishes.registryTimeout = std::min<std::chrono::milliseconds>(wishes.registryTimeout, options.timeout);
    wishes.userAgent = userAgent();
    if (target.plan.isDocker())
        return std::make_unique<runs::DockerTrial>(
            runs::DockerTrial::Settings{target.daemon, dockerFolder, config, target.plan, wishes});
    const kubernetes::ExecPolicy policy = execPolicy(options);
    return std::make_unique<runs::KubernetesTrial>(runs::KubernetesTrial::Settings{
        target.context.endpoint,
        [context = target.context, policy] { return kubernetes::makeCredentialSource(context, policy); }, config,
        target.plan, wishes});
}

Json document(const TrialResult &result)
{
    return {{"step", toString(result.step).toStdString()},
            {"state", toString(result.state).toStdString()},
            {"subject", orNull(result.subject)},
            {"text", result.detail.toStdString()},
            {"remedy", orNull(result.remedy)},
            {"items", strings(result.items)},
            {"manifest", orNull(result.manifest)},
            {"milliseconds", result.duration.count()}};
}

Json document(const settings::RuntimeConfig &config, const std::vector<Tried> &all)
{
    Json targets = Json::array();
    for (const Tried &tried : all) {
        Json steps = Json::array();
        for (const TrialResult &result : tried.trial->results())
            steps.push_back(document(result));
        targets.push_back({{"target", tried.name().toStdString()},
                           {"engine", tried.target->plan.isDocker() ? "docker" : "kubernetes"},
                           {"verdict", tried.verdict().toStdString()},
                           {"steps", std::move(steps)}});
    }
    return {{"apiVersion", "fairlead/v1"},
            {"kind", "ConfigTest"},
            {"config", config.name.toStdString()},
            {"targets", std::move(targets)}};
}

//! What has several lines is a manifest, which stands below the table.
QString sentence(const TrialResult &result)
{
    const QString subject = result.subject.isEmpty() ? QString() : result.subject + u": "_s;
    const QString remedy = result.remedy.section(u'\n', 0, 0);
    return oneLine(subject + result.detail + (remedy.isEmpty() ? QString() : u" ("_s + remedy + u')'));
}

QList<QStringList> table(const std::vector<Tried> &all)
{
    QList<QStringList> rows{{u"TARGET"_s, u"STEP"_s, u"STATE"_s, u"TIME"_s, u"WHAT WAS FOUND"_s}};
    for (const Tried &tried : all) {
        for (const TrialResult &result : tried.trial->results())
            rows += {oneLine(tried.name()), toString(result.step), toString(result.state),
                     u"%1 ms"_s.arg(result.duration.count()), sentence(result)};
        const QStringList failed = runs::failedSteps(tried.trial->results());
        rows += {oneLine(tried.name()), u"verdict"_s, tried.verdict(), u"-"_s,
                 failed.isEmpty() ? u"-"_s : failed.join(u", "_s)};
    }
    return rows;
}

//! What containers wrote, and what to apply.
QString below(const std::vector<Tried> &all)
{
    QString text;
    for (const Tried &tried : all) {
        for (const TrialResult &result : tried.trial->results()) {
            if (!result.manifest.isEmpty())
                text += u"\n# %1: what is missing, to apply\n%2"_s.arg(oneLine(tried.name()), result.manifest);
            if (result.step != TrialResult::Step::Run || result.items.isEmpty())
                continue;
            text += u"\n%1 wrote:\n"_s.arg(oneLine(tried.name()));
            for (const QString &line : result.items)
                text += u"  "_s + oneLine(line) + u'\n';
        }
    }
    return text;
}

void print(const settings::RuntimeConfig &config, const std::vector<Tried> &all, Format format)
{
    if (format == Format::Table)
        writeOut(formatTable(table(all)) + below(all));
    else
        writeAnswer(format, table(all), document(config, all));
}

int exitCodeOf(const std::vector<Tried> &all)
{
    const auto failed = std::count_if(all.begin(), all.end(), [](const Tried &each) { return each.hasFailed(); });
    if (failed == 0)
        return AllAnswered;
    return failed == qsizetype(all.size()) ? NoneAnswered : SomeFailed;
}

} // namespace

int testConfig(const settings::RuntimeConfig &config, const std::vector<PlannedTarget> &targets,
               const runs::TrialWishes &wishes, const QString &dockerFolder, const Options &options,
               Cancellation &cancellation)
{
    std::vector<Tried> all;
    for (const PlannedTarget &target : targets)
        all.push_back({&target, trialAt(config, target, wishes, dockerFolder, options)});
    std::size_t pending = all.size();
    for (Tried &tried : all) {
        QObject::connect(tried.trial.get(), &TrialRun::checked, qApp, [&tried, &options](const TrialResult &result) {
            if (options.isVerbose)
                writeError(u"%1: %2: %3\n"_s.arg(oneLine(tried.name()), toString(result.step), toString(result.state)));
        });
        QObject::connect(tried.trial.get(), &TrialRun::finished, qApp,
                         [&tried, &pending](const std::optional<ApiError> &error) {
                             tried.isCancelled = error.has_value();
                             if (--pending == 0)
                                 QCoreApplication::quit();
                         });
    }
    for (const Tried &tried : all)
        tried.trial->start();
    if (pending > 0)
        cancellation.exec([&all] {
            for (const Tried &tried : all)
                tried.trial->cancel();
        });
    print(config, all, options.format);
    return exitCodeOf(all);
}

} // namespace fairlead::ctl
