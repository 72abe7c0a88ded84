// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "imagetables.h"

#include "backends/imagejobs/orderplan.h"
#include "backends/settings/findbyid.h"
#include "jsonvalues.h"
#include "models/errortext.h"
#include "output.h"

#include <QDateTime>
#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

namespace {

using imagejobs::RecipeFinding;
using imagejobs::RegistryFinding;
using settings::nameById;
QString timeText(std::int64_t seconds)
{
    return seconds > 0 ? QDateTime::fromSecsSinceEpoch(seconds, QTimeZone::utc()).toString(Qt::ISODate) : QString();
}

QStringList reasonWords(const std::vector<images::BuildReason> &reasons)
{
    QStringList words;
    for (const images::BuildReason &reason : reasons)
        words += images::toString(reason.kind);
    return words;
}

QString registryWord(const RegistryFinding &finding)
{
    if (!finding.digest)
        return finding.isAsked ? u"failed"_s : u"notAsked"_s;
    if (!*finding.digest)
        return u"notPushed"_s;
    switch (finding.likeness) {
    case images::Likeness::Unknown:
        return u"notCompared"_s;
    case images::Likeness::Same:
        return u"current"_s;
    case images::Likeness::Different:
        return u"differs"_s;
    }
    return {};
}

std::vector<RegistryFinding> registriesOf(const ImageReport &report, const QString &recipeId)
{
    std::vector<RegistryFinding> found;
    for (const RegistryFinding &finding : report.inRegistries) {
        if (finding.recipeId == recipeId)
            found.push_back(finding);
    }
    return found;
}

Json document(const ImageReport &report, const RecipeFinding &finding)
{
    Json registries = Json::array();
    for (const RegistryFinding &each : registriesOf(report, finding.recipeId)) {
        registries.push_back({{"registry", nameById(report.settings.registries, each.registryId).toStdString()},
                              {"reference", each.target.toStdString()},
                              {"state", registryWord(each).toStdString()},
                              {"digest", each.digest ? orNull(each.digest->value_or(QString())) : Json(nullptr)},
                              {"error", each.digest ? Json(nullptr) : orNull(models::errorText(each.digest.error()))}});
    }
    Json image{{"id", finding.recipeId.toStdString()},
               {"name", nameById(report.settings.baseImages, finding.recipeId).toStdString()},
               {"daemon", orNull(nameById(report.settings.daemons, finding.daemonId))},
               {"tag", orNull(finding.tag())}};
    if (finding.findings) {
        const imagejobs::RecipeFindings &found = *finding.findings;
        image["state"] = images::toString(found.verdict.state).toStdString();
        image["reasons"] = strings(reasonWords(found.verdict.reasons));
        image["imageId"] = found.image ? orNull(found.image->id) : Json(nullptr);
        image["created"] = found.image ? orNull(timeText(found.image->created)) : Json(nullptr);
        image["sizeBytes"] = found.image && found.image->sizeBytes >= 0 ? Json(found.image->sizeBytes) : Json(nullptr);
        image["missingBases"] = strings(found.missingBases);
        image["error"] = nullptr;
    } else {
        image["state"] = "Unknown";
        image["error"] = orNull(models::errorText(finding.findings.error()));
    }
    image["registries"] = std::move(registries);
    return image;
}

QStringList row(const ImageReport &report, const RecipeFinding &finding)
{
    const std::vector<RegistryFinding> registries = registriesOf(report, finding.recipeId);
    const auto current = std::count_if(registries.begin(), registries.end(), [](const RegistryFinding &each) {
        return each.likeness == images::Likeness::Same;
    });
    const bool isKnown = std::all_of(registries.begin(), registries.end(),
                                     [](const RegistryFinding &each) { return each.digest.has_value(); });
    const QString pushed =
        registries.empty()
            ? u"-"_s
            : (isKnown ? u"%1 of %2"_s : u"%1 of %2, not all known"_s).arg(current).arg(registries.size());
    const QString name = oneLine(nameById(report.settings.baseImages, finding.recipeId));
    const QString daemon = oneLine(nameById(report.settings.daemons, finding.daemonId));
    if (!finding.findings)
        return {name,         finding.tag().isEmpty() ? u"-"_s : oneLine(finding.tag()),
                u"Unknown"_s, oneLine(models::errorText(finding.findings.error())),
                u"-"_s,       daemon,
                pushed};
    const imagejobs::RecipeFindings &found = *finding.findings;
    return {name,
            oneLine(found.disk.tag),
            images::toString(found.verdict.state),
            reasonWords(found.verdict.reasons).join(u", "_s),
            found.image ? timeText(found.image->created) : u"-"_s,
            daemon,
            pushed};
}

} // namespace

void printImages(const ImageReport &report, Format format)
{
    QList<QStringList> rows{
        {u"NAME"_s, u"TAG"_s, u"STATE"_s, u"REASONS"_s, u"BUILT"_s, u"DAEMON"_s, u"IN REGISTRIES"_s}};
    Json list = Json::array();
    for (const settings::BaseImage &recipe : report.settings.baseImages) {
        for (const RecipeFinding &finding : report.findings) {
            if (finding.recipeId != recipe.id)
                continue;
            rows += row(report, finding);
            list.push_back(document(report, finding));
        }
    }
    writeAnswer(format, rows, {{"apiVersion", "fairlead/v1"}, {"kind", "BaseImageList"}, {"images", std::move(list)}});
}

void printPlan(const std::vector<images::PlanStep> &steps, const imagejobs::SurveyResult &findings,
               const settings::Settings &settings, Format format)
{
    QList<QStringList> rows{{u"NAME"_s, u"TAG"_s, u"BUILD"_s, u"BECAUSE"_s, u"PUSH TO"_s}};
    Json list = Json::array();
    for (const images::PlanStep &step : steps) {
        QString tag;
        QString problem;
        for (const RecipeFinding &finding : findings.findings) {
            if (finding.recipeId != step.id)
                continue;
            tag = finding.findings ? finding.findings->disk.tag : QString();
            problem = finding.findings ? QString() : models::errorText(finding.findings.error());
        }
        if (problem.isEmpty())
            problem = imagejobs::elsewhereProblem(step, findings, settings.baseImages, settings.daemons);
        QStringList registries;
        for (const QString &id : step.registries)
            registries += nameById(settings.registries, id);
        const QString name = nameById(settings.baseImages, step.id);
        rows += {oneLine(name), tag.isEmpty() ? u"-"_s : oneLine(tag), step.builds() ? u"yes"_s : u"no"_s,
                 problem.isEmpty() ? reasonWords(step.reasons).join(u", "_s) : oneLine(problem),
                 registries.isEmpty() ? u"-"_s : oneLine(registries.join(u", "_s))};
        list.push_back({{"id", step.id.toStdString()},
                        {"name", name.toStdString()},
                        {"tag", orNull(tag)},
                        {"builds", step.builds()},
                        {"reasons", strings(reasonWords(step.reasons))},
                        {"registries", strings(registries)},
                        {"error", orNull(problem)}});
    }
    writeAnswer(format, rows, {{"apiVersion", "fairlead/v1"}, {"kind", "BuildPlan"}, {"steps", std::move(list)}});
}

int exitCodeOf(const ImageReport &report)
{
    const auto known = std::count_if(report.findings.begin(), report.findings.end(),
                                     [](const RecipeFinding &finding) { return finding.findings.has_value(); });
    const bool areRegistriesKnown =
        std::all_of(report.inRegistries.begin(), report.inRegistries.end(),
                    [](const RegistryFinding &finding) { return finding.digest || !finding.isAsked; });
    if (known == qsizetype(report.findings.size()))
        return areRegistriesKnown ? AllAnswered : SomeFailed;
    const bool isAnythingKnown =
        known > 0 || std::any_of(report.inRegistries.begin(), report.inRegistries.end(),
                                 [](const RegistryFinding &finding) { return finding.digest.has_value(); });
    return isAnythingKnown ? SomeFailed : NoneAnswered;
}

} // namespace fairlead::ctl
