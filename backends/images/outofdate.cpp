// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "outofdate.h"

#include "imagegraph.h"
#include "imagename.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::images {

namespace {

using Kind = BuildReason::Kind;

QString digestOf(const BuildMarks::Base &wanted, const BuildMarks &marks)
{
    const QString image = ImageGraph::comparable(wanted.image);
    const auto isIt = [&wanted, &image](const BuildMarks::Base &base) {
        return ImageGraph::comparable(base.image) == image && base.platform == wanted.platform;
    };
    const auto found = std::find_if(marks.bases.begin(), marks.bases.end(), isIt);
    return found != marks.bases.end() ? found->digest : QString();
}

} // namespace

BuildVerdict buildVerdict(const BuildMarks &wanted, const std::optional<QMap<QString, QString>> &labels)
{
    if (!labels)
        return {BuildState::NotBuilt, {}};
    const std::optional<BuildMarks> there = BuildMarks::fromLabels(*labels);
    if (!there || there->recipe != wanted.recipe)
        return {BuildState::Foreign, {}};
    BuildVerdict verdict{BuildState::Current, {}};
    if (there->recipeHash != wanted.recipeHash)
        verdict.reasons.push_back({Kind::RecipeChanged});
    if (there->contextDigest != wanted.contextDigest)
        verdict.reasons.push_back({Kind::FilesChanged});
    for (const BuildMarks::Base &base : wanted.bases) {
        const QString before = digestOf(base, *there);
        if (!base.digest.isEmpty() && base.digest != before)
            verdict.reasons.push_back({base.recipe.isEmpty() ? Kind::BaseChanged : Kind::ParentRebuilt, base.image,
                                       before, base.digest, base.recipe});
    }
    std::stable_sort(verdict.reasons.begin(), verdict.reasons.end(),
                     [](const BuildReason &left, const BuildReason &right) { return left.kind < right.kind; });
    if (!verdict.reasons.empty())
        verdict.state = BuildState::OutOfDate;
    return verdict;
}

BuildVerdict behindParents(const BuildVerdict &own, const QString &id, const ImageGraph &graph,
                           const QHash<QString, BuildState> &states)
{
    BuildVerdict verdict = own;
    if (own.state != BuildState::Current && own.state != BuildState::OutOfDate)
        return verdict;
    for (const QString &base : graph.basesOf(id)) {
        const BuildState state = states.value(base, BuildState::Current);
        const bool isBehind = state == BuildState::OutOfDate || state == BuildState::NotBuilt;
        if (isBehind && !graph.isByRegistry(id, base))
            verdict.reasons.push_back({.kind = Kind::ParentOutOfDate, .recipe = base});
    }
    if (!verdict.reasons.empty())
        verdict.state = BuildState::OutOfDate;
    return verdict;
}

bool isNewerInRegistry(const QString &image, const QStringList &repoDigests, const QString &digest)
{
    const ImageName name = ImageName::parse(image);
    if (digest.isEmpty() || !name.digest.isEmpty())
        return false;
    bool isFromThere = false;
    for (const QString &each : repoDigests) {
        const ImageName its = ImageName::parse(each);
        if (its.digest == digest)
            return false;
        isFromThere = isFromThere || its.repository() == name.repository();
    }
    return isFromThere;
}

QString toString(BuildState state)
{
    switch (state) {
    case BuildState::NotBuilt:
        return u"NotBuilt"_s;
    case BuildState::Current:
        return u"Current"_s;
    case BuildState::OutOfDate:
        return u"OutOfDate"_s;
    case BuildState::Foreign:
        return u"Foreign"_s;
    }
    return {};
}

QString toString(BuildReason::Kind kind)
{
    switch (kind) {
    case Kind::NotBuilt:
        return u"NotBuilt"_s;
    case Kind::Foreign:
        return u"Foreign"_s;
    case Kind::RecipeChanged:
        return u"RecipeChanged"_s;
    case Kind::FilesChanged:
        return u"FilesChanged"_s;
    case Kind::BaseChanged:
        return u"BaseChanged"_s;
    case Kind::BaseNewer:
        return u"BaseNewer"_s;
    case Kind::ParentRebuilt:
        return u"ParentRebuilt"_s;
    case Kind::ParentOutOfDate:
        return u"ParentOutOfDate"_s;
    case Kind::BasesPulled:
        return u"BasesPulled"_s;
    case Kind::Asked:
        return u"Asked"_s;
    }
    return {};
}

} // namespace fairlead::images
