// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "contextlimits.h"

#include "nodematch.h"
#include "quotaroom.h"

#include <QVersionNumber>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

using When = NodeFit::When;

//! Which CUDA the node's driver has, as GPU Feature Discovery labels it, of today or before.
QVersionNumber cudaOf(const kubernetes::Node &node)
{
    if (const QString full = node.label(u"nvidia.com/cuda.runtime-version.full"_s); !full.isEmpty())
        return QVersionNumber::fromString(full);
    const QString major = node.label(u"nvidia.com/cuda.runtime.major"_s);
    return major.isEmpty() ? QVersionNumber()
                           : QVersionNumber::fromString(major + u'.' + node.label(u"nvidia.com/cuda.runtime.minor"_s));
}

//! "linux/arm64" of "linux/arm64/v8".
bool isFor(const QString &platform, const QString &ofNode)
{
    return platform == ofNode || platform.startsWith(ofNode + u'/');
}

void addPlatform(const QStringList &platforms, const kubernetes::Node &node, std::vector<Obstacle> &found)
{
    if (platforms.isEmpty() || node.architecture.isEmpty())
        return;
    const QString os = node.label(u"kubernetes.io/os"_s);
    const QString ofNode = (os.isEmpty() ? u"linux"_s : os) + u'/' + node.architecture;
    if (std::none_of(platforms.begin(), platforms.end(), [&](const QString &each) { return isFor(each, ofNode); }))
        found.push_back({Hindrance::Platform, When::Never,
                         u"the image is for %1, the node is %2"_s.arg(platforms.join(u", "_s), ofNode)});
}

void addCuda(const QString &wanted, const kubernetes::Node &node, std::vector<Obstacle> &found)
{
    const QVersionNumber has = cudaOf(node);
    if (!wanted.isEmpty() && !has.isNull() && has < QVersionNumber::fromString(wanted))
        found.push_back({Hindrance::Cuda, When::Never,
                         u"the image wants CUDA %1, the node's driver has %2"_s.arg(wanted, has.toString())});
}

} // namespace

std::vector<Obstacle> clusterObstacles(const ContextLimits &limits, const PodAmounts &amounts, int pods)
{
    std::vector<Obstacle> found;
    for (const QJsonObject &quota : limits.quotas.value_or(std::vector<QJsonObject>())) {
        for (const QuotaExcess &each : exceeded(quota, {.pod = amounts, .pods = pods}))
            found.push_back({Hindrance::Quota, each.isHard ? When::Never : When::Later, u"quota "_s + each.text});
    }
    if (limits.podSecurity && !limits.podSecurity->isEmpty())
        found.push_back({Hindrance::PodSecurity, When::Never, *limits.podSecurity});
    return found;
}

std::vector<Obstacle> nodeObstacles(const ContextLimits &limits, const kubernetes::Node &node)
{
    std::vector<Obstacle> found;
    for (const ClaimPlace &each : limits.claims.value_or(std::vector<ClaimPlace>())) {
        if (!each.nodeTerms.empty() && !fitsAny(each.nodeTerms, node))
            found.push_back({Hindrance::ClaimZone, When::Never, u"the volume of %1 is elsewhere"_s.arg(each.claim)});
    }
    if (limits.imagePlatforms)
        addPlatform(*limits.imagePlatforms, node, found);
    if (limits.imageCuda)
        addCuda(*limits.imageCuda, node, found);
    return found;
}

} // namespace fairlead::runs
