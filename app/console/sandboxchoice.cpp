// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "sandboxchoice.h"

#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace fairlead::console {

kubernetes::KubeconfigSources sourcesOf(const Options &options)
{
    return kubernetes::KubeconfigSources::fromEnvironment(options.kubeconfigs, options.extraKubeconfigs);
}

bool mayHaveDaemons(const QString &settingsPath, const QProcessEnvironment &environment, const QString &socketPath)
{
    return QFileInfo::exists(settingsPath) || !environment.value(u"DOCKER_HOST"_s).isEmpty() ||
           !environment.value(u"DOCKER_CONTEXT"_s).isEmpty() || QFileInfo::exists(socketPath);
}

bool wantsSandbox(const Options &options, const kubernetes::KubeconfigSources &sources, bool mayHaveDaemons)
{
    if (options.isSandbox)
        return true;
    const bool isNamed =
        !sources.explicitFiles.isEmpty() || !sources.environmentFiles.isEmpty() || !sources.extraPaths.isEmpty();
    if (!options.isSandboxIfEmpty || isNamed || mayHaveDaemons)
        return false;
    const QFileInfo defaultFile(sources.defaultFile);
    const bool isThere = defaultFile.exists() || defaultFile.isSymLink(); // also one whose disk is not mounted
    const bool isInCluster = QFileInfo::exists(sources.serviceAccountFolder + u"/token"_s);
    return !isThere && !isInCluster;
}

std::unique_ptr<sandbox::Sandbox> startSandbox(Options &options)
{
    auto sandbox = std::make_unique<sandbox::Sandbox>(sandbox::Sandbox::exampleClusters());
    const QString kubeconfig = sandbox->start() ? sandbox->writeKubeconfig() : QString();
    if (kubeconfig.isEmpty())
        return {};
    options.isSandbox = true;
    options.kubeconfigs = {kubeconfig};
    if (options.config.isEmpty())
        options.config = QFileInfo(kubeconfig).dir().filePath(u"fairlead.yaml"_s);
    return sandbox;
}

} // namespace fairlead::console
