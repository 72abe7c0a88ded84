// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "welcome.h"

#include "models/consolemodels.h"
#include "models/plaintext.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Welcome)
};

Welcome brokenKubeconfigs(const std::vector<kubernetes::KubeconfigProblem> &problems)
{
    constexpr std::size_t Shown = 3;
    QStringList lines;
    for (const kubernetes::KubeconfigProblem &problem : problems) {
        if (std::size_t(lines.size()) == Shown)
            break;
        lines += models::plainLine(problem.text(), 400);
    }
    if (problems.size() > Shown)
        lines += Texts::tr("and %Ln more problem(s)", nullptr, int(problems.size() - Shown));
    return {Texts::tr("No context can be used"),
            Texts::tr("%1\n\nPut the file there, or mend it: it is read again by itself.").arg(lines.join(u'\n'))};
}

} // namespace

Welcome welcomeWithoutContexts(const models::ConsoleModels &models)
{
    if (!models.problems().empty())
        return brokenKubeconfigs(models.problems());
    QStringList places;
    for (const QString &path : models.kubeconfigPaths())
        places += models::plainLine(path, 200);
    return {Texts::tr("No cluster is configured"),
            Texts::tr("No kubeconfig with a context was found. Looked at:\n%1\n\n"
                      "Copy a kubeconfig there: it is noticed by itself. Or start again with KUBECONFIG=FILE set, or "
                      "with --extra-kubeconfig PATH for a file or folder elsewhere.")
                .arg(places.join(u'\n'))};
}

Welcome welcomeWithClosedContexts(const models::ConsoleModels &models)
{
    return {Texts::tr("%Ln context(s); none is open yet", nullptr, models.contexts.totalCount()),
            Texts::tr("A context that is not open gets no request. Choose those whose GPUs you want to see: they are "
                      "opened again at the next start.")};
}

} // namespace fairlead::ui
