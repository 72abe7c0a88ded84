// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "contextselection.h"

#include "backends/processes/programapprovals.h"
#include "models/clusters/contextstoopen.h"
#include "models/statefiles.h"
#include "output.h"

#include <QSysInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

namespace {

//! Whether the problem is of a whole file that gives no context because of it.
bool hidesContexts(const kubernetes::Kubeconfig &kubeconfig, const kubernetes::KubeconfigProblem &problem)
{
    return problem.field.isEmpty() &&
           std::none_of(kubeconfig.contexts.begin(), kubeconfig.contexts.end(),
                        [&problem](const kubernetes::Context &context) { return context.file == problem.file; });
}

} // namespace

tl::expected<Selection, EarlyEnd> selectContexts(const Options &options)
{
    const auto sources = kubernetes::KubeconfigSources::fromEnvironment(options.kubeconfigs, options.extraKubeconfigs);
    const kubernetes::Kubeconfig kubeconfig = kubernetes::loadKubeconfig(sources);
    for (const kubernetes::KubeconfigProblem &problem : kubeconfig.problems)
        writeError(u"warning: %1\n"_s.arg(oneLine(problem.text())));
    if (kubeconfig.contexts.empty()) {
        const QStringList places = kubeconfig.watchedPaths;
        return tl::make_unexpected(EarlyEnd{
            u"fairleadctl: no contexts found (looked in %1); name a file with --kubeconfig or KUBECONFIG\n"_s.arg(
                places.isEmpty() ? u"no file"_s : places.join(u", "_s)),
            options.command == "contexts"_L1 ? AllAnswered : NoneAnswered});
    }
    const bool isComplete =
        std::none_of(kubeconfig.problems.begin(), kubeconfig.problems.end(),
                     [&kubeconfig](const kubernetes::KubeconfigProblem &p) { return hidesContexts(kubeconfig, p); });
    if (options.contexts.isEmpty())
        return Selection{kubeconfig.contexts, isComplete};

    std::vector<kubernetes::Context> selected;
    for (const kubernetes::Context &context : kubeconfig.contexts) {
        const auto names = [&context](const QString &pattern) { return models::isNamedBy(context, pattern); };
        if (std::any_of(options.contexts.begin(), options.contexts.end(), names))
            selected.push_back(context);
    }
    for (const QString &pattern : options.contexts) {
        const auto matches = [&pattern](const kubernetes::Context &context) {
            return models::isNamedBy(context, pattern);
        };
        if (std::any_of(selected.begin(), selected.end(), matches))
            continue;
        QStringList known;
        for (const kubernetes::Context &context : kubeconfig.contexts)
            known << oneLine(context.id);
        return tl::make_unexpected(EarlyEnd{
            u"fairleadctl: no context is called \"%1\"; there are: %2\n"_s.arg(oneLine(pattern), known.join(u", "_s)),
            UsageError});
    }
    // Who names contexts and finds them does not miss those of a broken file; who gives a glob may.
    const bool hasGlob = std::any_of(options.contexts.begin(), options.contexts.end(), [](const QString &pattern) {
        return pattern.contains(u'*') || pattern.contains(u'?');
    });
    return Selection{std::move(selected), isComplete || !hasGlob};
}

kubernetes::ExecPolicy execPolicy(const Options &options)
{
    const processes::ProgramApprovals approvals(models::execApprovalsFile());
    return {options.allowsExec, approvals.keys(), &kubernetes::loadKuberc};
}

QByteArray userAgent()
{
    return "fairleadctl/" FAIRLEAD_VERSION " (" + QSysInfo::kernelType().toLatin1() + '/' +
           QSysInfo::currentCpuArchitecture().toLatin1() + ')';
}

} // namespace fairlead::ctl
