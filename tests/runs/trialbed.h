// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/kubernetes/auth/credentialsfactory.h"
#include "backends/kubernetes/kubeconfig/kubeconfig.h"
#include "backends/runs/trials/kubernetestrial.h"
#include "tests/manifests/configs.h"
#include "tests/support/bedcommands.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <algorithm>

namespace fairlead::tests {

//! A context of the bed's kubeconfig.
inline kubernetes::Context bedContext(const QString &name)
{
    const auto kubeconfig = kubernetes::loadKubeconfig(kubernetes::KubeconfigSources::fromEnvironment({}, {}));
    for (const kubernetes::Context &context : kubeconfig.contexts) {
        if (context.name == name)
            return context;
    }
    return {};
}

//! What kubectl prints as the admin of bed-a.
inline QByteArray kubectlOutput(const QStringList &arguments, const QByteArray &input = {})
{
    const QStringList all = QStringList{QStringLiteral("--context=bed-a")} + arguments;
    return runProgram(qEnvironmentVariable("FAIRLEAD_KUBECTL"), all, input).value_or(QByteArray("failed"));
}

//! The same, where only whether it went well is asked for.
inline bool admin(const QStringList &arguments, const QByteArray &input = {})
{
    return kubectlOutput(arguments, input) != "failed";
}

//! "Pod name" of all that trials have made and that is there still.
inline QStringList leftInCluster()
{
    const QByteArray text =
        kubectlOutput({QStringLiteral("get"), QStringLiteral("-A"), QStringLiteral("-o"), QStringLiteral("json"),
                       QStringLiteral("-l"), QStringLiteral("fairlead.dev/trial"),
                       QStringLiteral("jobs,pods,sa,rolebindings,secrets")});
    const QByteArray namespaces =
        kubectlOutput({QStringLiteral("get"), QStringLiteral("ns"), QStringLiteral("-o"), QStringLiteral("json"),
                       QStringLiteral("-l"), QStringLiteral("fairlead.dev/trial")});
    QStringList left;
    for (const QByteArray &each : {text, namespaces}) {
        const QJsonObject list = QJsonDocument::fromJson(each).object();
        if (list.isEmpty())
            left += QStringLiteral("no answer of kubectl");
        for (const QJsonValue item : list.value(QStringLiteral("items")).toArray())
            left += item[QStringLiteral("kind")].toString() + QLatin1Char(' ') +
                    item[QStringLiteral("metadata")][QStringLiteral("name")].toString();
    }
    return left;
}

//! A launch of anna's on the bed's real image.
inline manifests::Launch bedLaunch()
{
    manifests::Launch launch = someLaunch();
    launch.image = QStringLiteral("docker.io/bed/busybox:1");
    launch.command.clear();
    launch.devices = {QStringLiteral("nvidia.com/gpu"),
                      {{QStringLiteral("nvidia.com/gpu.product"), {QStringLiteral("NVIDIA-H100-80GB-HBM3")}}}};
    return launch;
}

//! At \p context of the bed, of a config as a person writes it.
inline runs::KubernetesTrial::Settings trialSettings(const QString &context, const QByteArray &config,
                                                     const runs::TrialWishes &wishes)
{
    const kubernetes::Context found = bedContext(context);
    runs::KubernetesTrial::Settings settings{
        .endpoint = found.endpoint,
        .makeCredentials = [found] { return kubernetes::makeCredentialSource(found, {}); },
        .config = configOf(config),
        .plan = {},
        .wishes = wishes};
    settings.plan.target.contextId = found.id;
    settings.plan.target.name = found.name;
    settings.plan.launch = bedLaunch();
    return settings;
}

//! Each step in a line, for who reads what a test found.
inline QString trialText(const std::vector<runs::TrialResult> &results)
{
    QString text;
    for (const runs::TrialResult &each : results)
        text += QStringLiteral("%1 %2 [%3] %4 (%5) {%6} %7 ms\n")
                    .arg(toString(each.step), toString(each.state), each.subject, each.detail, each.remedy,
                         each.items.join(QStringLiteral(" | ")))
                    .arg(each.duration.count());
    return text;
}

//! Of a step, the one that failed where there are several; null: it was not made.
inline const runs::TrialResult *resultOf(const std::vector<runs::TrialResult> &results, const QString &step)
{
    const runs::TrialResult *found = nullptr;
    for (const runs::TrialResult &each : results) {
        if (toString(each.step) == step && (!found || each.state == CheckState::Failed))
            found = &each;
    }
    return found;
}

inline bool hasWords(const QString &text, const QStringList &words)
{
    return std::all_of(words.begin(), words.end(), [&text](const QString &word) { return text.contains(word); });
}

} // namespace fairlead::tests
