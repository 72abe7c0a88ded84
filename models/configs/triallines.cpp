// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "triallines.h"

#include "models/checkseverity.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using Step = runs::TrialResult::Step;

QString tr(const char *text)
{
    return QCoreApplication::translate("fairlead::models::trialLine", text);
}

QString nameOf(Step step)
{
    switch (step) {
    case Step::Reachable:
        return tr("Reachable");
    case Step::Identity:
        return tr("Identity");
    case Step::Namespace:
        return tr("Namespace");
    case Step::Rights:
        return tr("Rights");
    case Step::Policies:
        return tr("Policies");
    case Step::ServiceAccount:
        return tr("Service account");
    case Step::References:
        return tr("References");
    case Step::PullSecret:
        return tr("Pull secret");
    case Step::Quota:
        return tr("Quota");
    case Step::Placement:
        return tr("Nodes");
    case Step::DryRun:
        return tr("Dry run");
    case Step::Runtime:
        return tr("Runtime");
    case Step::Devices:
        return tr("Devices");
    case Step::Network:
        return tr("Network");
    case Step::Volumes:
        return tr("Volumes");
    case Step::Image:
        return tr("Image");
    case Step::Create:
        return tr("Container");
    case Step::Run:
        return tr("Run");
    case Step::Callback:
        return tr("Callback");
    case Step::CleanUp:
        return tr("Clean-up");
    }
    return {};
}

} // namespace

TestReport::Line testLine(const runs::TrialResult &result)
{
    QStringList parts{result.subject.isEmpty() ? result.detail : tr("%1: %2").arg(result.subject, result.detail),
                      result.remedy};
    if (result.step == Step::Run)
        parts += result.items;
    parts.removeAll(QString());
    return {nameOf(result.step), parts.join(u'\n'), severityOf(result.state), result.duration, result.manifest};
}

} // namespace fairlead::models
