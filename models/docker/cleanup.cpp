// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "cleanup.h"

#include "dockerremedies.h"
#include "models/formats.h"
#include "models/plaintext.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using State = CleanUpGroup::State;

QString translated(const char *text, int count = -1)
{
    return QCoreApplication::translate("CleanUp", text, nullptr, count);
}

bool isAnyOf(const std::vector<CleanUpGroup> &groups, State state)
{
    return std::any_of(groups.begin(), groups.end(),
                       [state](const CleanUpGroup &group) { return group.state == state; });
}

//! Of its build cache something was to go and is still there.
bool keepsCache(const CleanUpGroup &group)
{
    const auto &cache = group.outcome.cache;
    return cache && (!*cache || !(*cache)->missed.isEmpty());
}

bool isRemoved(const std::optional<Result<docker::BuildCacheOutcome>> &cache)
{
    return cache && *cache && (*cache)->records > 0;
}

QString endedNote(const CleanUpGroup &group)
{
    const PruneTotal removed = group.removed();
    QStringList words;
    if (!group.outcome.removedNames.isEmpty() && removed.images == 0)
        words +=
            translated(QT_TRANSLATE_N_NOOP("CleanUp", "%Ln name(s) removed"), int(group.outcome.removedNames.size()));
    else if (removed.images > 0)
        words += translated(QT_TRANSLATE_N_NOOP("CleanUp", "%Ln removed"), removed.images) + u" · "_s +
                 pruneSizeText(removed);
    if (isRemoved(group.outcome.cache))
        words += translated(QT_TRANSLATE_NOOP("CleanUp", "cache %1")).arg(memoryText((*group.outcome.cache)->bytes));
    if (const int kept = int(group.outcome.kept.size()) + (keepsCache(group) ? 1 : 0); kept > 0)
        words += translated(QT_TRANSLATE_N_NOOP("CleanUp", "%Ln kept"), kept);
    if (group.outcome.error)
        words += translated(QT_TRANSLATE_NOOP("CleanUp", "broken off"));
    return words.isEmpty() ? translated(QT_TRANSLATE_NOOP("CleanUp", "nothing removed")) : words.join(u" · "_s);
}

} // namespace

QStringList CleanUpGroup::checkedIds() const
{
    QStringList ids;
    for (const docker::PruneCandidate &candidate : list.candidates) {
        if (checked.contains(candidate.image.id))
            ids += candidate.image.id;
    }
    return ids;
}

const docker::BuildCacheList *CleanUpGroup::removableCache() const
{
    return cache && *cache && !(*cache)->records.empty() ? &**cache : nullptr;
}

int CleanUpGroup::choices() const
{
    return int(list.candidates.size()) + (removableCache() ? 1 : 0);
}

PruneTotal CleanUpGroup::chosen() const
{
    if (state != State::Listed)
        return {};
    PruneTotal total = pruneTotal(list, checkedIds(), layers);
    if (takesCache())
        total += pruneTotal(*removableCache());
    return total;
}

PruneTotal CleanUpGroup::removed() const
{
    QStringList ids;
    for (const docker::PruneCandidate &candidate : list.candidates) {
        if (outcome.deletedIds.contains(candidate.image.id))
            ids += candidate.image.id;
    }
    return pruneTotal(list, ids, layers);
}

QString cleanUpProblem(const ApiError &error)
{
    const Remedy remedy = daemonRemedyFor(error);
    return u"%1 %2\n%3"_s.arg(remedy.cause, remedy.remedy, plainText(error.message, 1'000)).trimmed();
}

QString cleanUpNote(const CleanUpGroup &group)
{
    switch (group.state) {
    case State::Asking:
        return translated(QT_TRANSLATE_NOOP("CleanUp", "asking…"));
    case State::Failed:
        return translated(QT_TRANSLATE_NOOP("CleanUp", "not listed"));
    case State::Removing:
        return group.allNames == 0 ? translated(QT_TRANSLATE_NOOP("CleanUp", "removing…"))
                                   : translated(QT_TRANSLATE_NOOP("CleanUp", "removing: %1 of %2"))
                                         .arg(numberText(group.names), numberText(group.allNames));
    case State::Ended:
        return endedNote(group);
    case State::Listed:
        break;
    }
    if (group.choices() == 0)
        return group.cache ? translated(QT_TRANSLATE_NOOP("CleanUp", "nothing to clean up"))
                           : translated(QT_TRANSLATE_NOOP("CleanUp", "no image; asking for the build cache…"));
    const PruneTotal chosen = group.chosen();
    return translated(QT_TRANSLATE_NOOP("CleanUp", "%1 of %2"))
               .arg(numberText(chosen.images + chosen.caches), numberText(group.choices())) +
           u" · "_s + pruneSizeText(chosen);
}

Severity cleanUpSeverity(const CleanUpGroup &group)
{
    if (group.state == State::Failed || (group.state == State::Ended && group.outcome.error))
        return Severity::Error;
    if (group.state == State::Ended && (!group.outcome.kept.empty() || keepsCache(group)))
        return Severity::Warning;
    const bool isAny = !group.outcome.removedNames.isEmpty() || isRemoved(group.outcome.cache);
    return group.state == State::Ended && isAny ? Severity::Ok : Severity::Dim;
}

QString keptReason(const imagejobs::CleanUpOutcome::Kept &kept)
{
    if (kept.error.reason == "InUse"_L1)
        return translated(QT_TRANSLATE_NOOP("CleanUp", "kept: a container, an image or a recipe needs it by now"));
    if (kept.error.reason == "ImageMoved"_L1)
        return translated(QT_TRANSLATE_NOOP("CleanUp", "kept: the name means another image by now"));
    if (kept.error.kind == ApiError::Kind::NotFound)
        return translated(QT_TRANSLATE_NOOP("CleanUp", "it was gone already"));
    return translated(QT_TRANSLATE_NOOP("CleanUp", "kept: %1")).arg(plainLine(kept.error.message, 400));
}

PruneTotal chosenOf(const std::vector<CleanUpGroup> &groups)
{
    PruneTotal total;
    for (const CleanUpGroup &group : groups)
        total += group.chosen();
    return total;
}

QString cleanUpQuestion(const std::vector<CleanUpGroup> &groups)
{
    const PruneTotal total = chosenOf(groups);
    QStringList daemons;
    for (const CleanUpGroup &group : groups) {
        if (const PruneTotal chosen = group.chosen(); chosen.images + chosen.caches > 0)
            daemons += group.daemonName;
    }
    if (daemons.isEmpty())
        return {};
    const QString question =
        total.images == 0 ? translated(QT_TRANSLATE_NOOP("CleanUp", "Remove the build cache (%1) of %2?"))
        : total.caches == 0
            ? translated(QT_TRANSLATE_N_NOOP("CleanUp", "Remove %Ln image(s) (%1) from %2?"), total.images)
            : translated(QT_TRANSLATE_N_NOOP("CleanUp", "Remove %Ln image(s) and build cache (%1) from "
                                                        "%2?"),
                         total.images);
    return question.arg(pruneSizeText(total), namesText(daemons));
}

QString cleanUpResult(const std::vector<CleanUpGroup> &groups)
{
    PruneTotal removed;
    int names = 0;
    bool hasCache = false;
    int kept = 0;
    docker::BuildCacheOutcome cache;
    QStringList keptCaches;
    QStringList broken;
    for (const CleanUpGroup &group : groups) {
        if (group.state != State::Ended)
            continue;
        removed += group.removed();
        names += int(group.outcome.removedNames.size());
        kept += int(group.outcome.kept.size());
        hasCache |= group.outcome.cache.has_value();
        if (isRemoved(group.outcome.cache)) {
            cache.records += (*group.outcome.cache)->records;
            cache.bytes += (*group.outcome.cache)->bytes;
            cache.imageRecords += (*group.outcome.cache)->imageRecords;
        }
        if (keepsCache(group))
            keptCaches += group.daemonName;
        if (group.outcome.error)
            broken += group.daemonName;
    }
    QStringList sentences;
    if (removed.images > 0)
        sentences += translated(QT_TRANSLATE_N_NOOP("CleanUp", "%Ln image(s) removed, %1 freed."), removed.images)
                         .arg(pruneSizeText(removed));
    else if (names > 0)
        sentences += translated(QT_TRANSLATE_N_NOOP("CleanUp", "%Ln name(s) removed."), names);
    else if (!hasCache)
        sentences += translated(QT_TRANSLATE_NOOP("CleanUp", "No image was removed."));
    if (cache.records > 0)
        sentences += translated(QT_TRANSLATE_NOOP("CleanUp", "Build cache: %1.")).arg(cacheOutcomeText(cache));
    if (kept > 0)
        sentences += translated(QT_TRANSLATE_N_NOOP("CleanUp", "%Ln name(s) kept."), kept);
    if (!keptCaches.isEmpty())
        sentences +=
            translated(QT_TRANSLATE_NOOP("CleanUp", "Some build cache stays on %1.")).arg(namesText(keptCaches));
    if (!broken.isEmpty())
        sentences += translated(QT_TRANSLATE_NOOP("CleanUp", "%1 broke off before the end.")).arg(namesText(broken));
    if (isAnyOf(groups, State::Removing))
        sentences += translated(QT_TRANSLATE_NOOP("CleanUp", "Others are still at it."));
    return sentences.join(u' ');
}

Severity resultSeverity(const std::vector<CleanUpGroup> &groups)
{
    Severity worst = Severity::Ok;
    for (const CleanUpGroup &group : groups) {
        if (group.state == State::Ended)
            worst = std::max(worst, cleanUpSeverity(group));
    }
    return worst;
}

} // namespace fairlead::models
