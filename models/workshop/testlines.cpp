// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "testlines.h"

#include "models/checkseverity.h"
#include "models/errortext.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("fairlead::models::testLine", text);
}

QString nameOf(docker::CheckResult::Id id)
{
    using Id = docker::CheckResult::Id;
    switch (id) {
    case Id::Address:
        return tr("Address");
    case Id::Reachable:
        return tr("Reachable");
    case Id::Encryption:
        return tr("Encryption");
    case Id::Api:
        return tr("API");
    case Id::Engine:
        return tr("Engine");
    case Id::Identity:
        return tr("Identity");
    case Id::Platform:
        return tr("Platform");
    case Id::Storage:
        return tr("Storage");
    case Id::Disk:
        return tr("Disk use");
    case Id::Runtimes:
        return tr("Runtimes");
    case Id::Devices:
        return tr("Devices");
    case Id::Builder:
        return tr("Builder");
    case Id::TrialBuild:
        return tr("Trial build");
    case Id::Registries:
        return tr("Registries");
    case Id::Warnings:
        return tr("Warnings");
    case Id::Images:
        return tr("Images");
    case Id::OtherImages:
        return tr("Images of other daemons");
    case Id::Push:
        return tr("May push to %1");
    case Id::Pull:
        return tr("May pull from %1");
    }
    return {};
}

//! What the detail does not say by itself.
QStringList moreItems(const docker::CheckResult &result)
{
    QStringList more;
    for (const QString &item : result.items) {
        if (!result.detail.contains(item))
            more += item;
    }
    return more;
}

} // namespace

TestReport::Line testLine(const docker::CheckResult &result)
{
    QStringList words{result.detail, moreItems(result).join(u", "_s)};
    if (result.error && !result.detail.contains(result.error->message))
        words += errorText(*result.error);
    words.removeAll(QString());
    const QString name = result.subject.isEmpty() ? nameOf(result.id) : nameOf(result.id).arg(result.subject);
    const QString text = words.join(u": "_s);
    return {name, result.remedy.isEmpty() ? text : u"%1 (%2)"_s.arg(text, result.remedy), severityOf(result.state)};
}

TestReport::Line cancelledLine()
{
    return {tr("Cancelled"), {}, Severity::Neutral};
}

TestReport::Line testLine(const CheckResult &result)
{
    QStringList words{result.detail, result.remedy};
    words.removeAll(QString());
    return {result.title, words.join(u" "_s), severityOf(result.state)};
}

} // namespace fairlead::models
