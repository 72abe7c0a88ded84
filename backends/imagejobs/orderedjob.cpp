// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "orderedjob.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::imagejobs {

namespace {

//! Of two looks at one recipe: they would build the same on the same.
bool isSame(const images::BuildMarks &one, const images::BuildMarks &other)
{
    const auto isOneBase = [](const images::BuildMarks::Base &a, const images::BuildMarks::Base &b) {
        return a.image == b.image && a.digest == b.digest && a.platform == b.platform;
    };
    return one.recipeHash == other.recipeHash && one.contextDigest == other.contextDigest &&
           std::equal(one.bases.begin(), one.bases.end(), other.bases.begin(), other.bases.end(), isOneBase);
}

bool buildsThat(const OrderedJob &job, const OrderedJob &wanted)
{
    const bool isOfIt =
        job.recipe == wanted.recipe && job.pushed == wanted.pushed && (job.isForced || !wanted.isForced);
    const bool waitsForAll = std::all_of(wanted.needs.begin(), wanted.needs.end(),
                                         [&job](const QString &need) { return job.needs.contains(need); });
    const bool hasLooked = job.hasBegun && job.marks && wanted.marks;
    const bool isAsNow = hasLooked ? isSame(*job.marks, *wanted.marks) : !job.hasBegun || job.order >= wanted.order;
    return isOfIt && waitsForAll && isAsNow;
}

bool pushesThat(const OrderedJob &job, const OrderedJob &wanted)
{
    const bool isThere =
        job.info.registryId == wanted.info.registryId && job.registry == wanted.registry && job.target == wanted.target;
    const bool isOfThat = !job.hasBegun || (!wanted.imageId.isEmpty() && job.imageId == wanted.imageId);
    return isThere && isOfThat && job.behind == wanted.behind;
}

} // namespace

bool OrderedJob::does(const OrderedJob &wanted) const
{
    const bool isOfIt = info.kind == wanted.info.kind && info.recipeId == wanted.info.recipeId &&
                        info.daemonId == wanted.info.daemonId && !info.recipeId.isEmpty();
    if (!isOfIt || isEnding || !problem.isEmpty() || !wanted.problem.isEmpty())
        return false;
    return info.kind == JobInfo::Kind::Build ? buildsThat(*this, wanted) : pushesThat(*this, wanted);
}

//! A push may be cancelled before the build that it waits for has ended.
QString OrderedJob::undone() const
{
    if (info.kind == JobInfo::Kind::Build)
        return u"%1 was not built"_s.arg(info.title);
    const bool isBuilt = !needs.isEmpty() && behind.isEmpty();
    return (isBuilt ? u"%1 was built, but not pushed to %2"_s : u"%1 was not pushed to %2"_s)
        .arg(info.title, info.target);
}

} // namespace fairlead::imagejobs
