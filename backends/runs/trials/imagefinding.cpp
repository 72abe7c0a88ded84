// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "imagefinding.h"

#include "backends/docker/daemonfindings.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

using Kind = ApiError::Kind;

constexpr qsizetype DigestDigits = 19; // "sha256:" and twelve

qsizetype count(const ImageSight &sight, std::optional<bool> isThere)
{
    return std::count_if(sight.nodes.begin(), sight.nodes.end(),
                         [isThere](const NodeImage &node) { return node.isThere == isThere; });
}

//! Of what no node says that it has it.
bool mayBeSomewhere(const ImageSight &sight)
{
    return !sight.areAll || sight.nodes.empty() || count(sight, std::nullopt) > 0;
}

bool isEverywhere(const ImageSight &sight)
{
    return sight.areAll && !sight.nodes.empty() && count(sight, true) == qsizetype(sight.nodes.size());
}

QString nodesText(const ImageSight &sight)
{
    const QString which = sight.areAll ? u"nodes that fit"_s : u"nodes that fit and were asked"_s;
    return u"on %1 of %2 %3"_s.arg(count(sight, true)).arg(sight.nodes.size()).arg(which);
}

QString platformText(const registry::Platform &platform)
{
    const QString text = platform.os + u'/' + platform.architecture;
    return platform.variant.isEmpty() ? text : text + u'/' + platform.variant;
}

QString answerText(const ImageAnswer &answer)
{
    QStringList parts{answer.digest.first(std::min(answer.digest.size(), DigestDigits))};
    if (answer.sizeBytes)
        parts += docker::sizeText(*answer.sizeBytes);
    for (const registry::Platform &platform : answer.platforms)
        parts += platformText(platform);
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

//! With the policy Never.
void judgeUnpulled(TrialResult &result, const ImageSight &sight)
{
    const bool isSomewhere = count(sight, true) > 0;
    const bool isUnsure = mayBeSomewhere(sight);
    result.detail = u"is %1; nothing is pulled (Never)"_s.arg(nodesText(sight));
    if (isEverywhere(sight))
        return;
    if (sight.nodes.empty()) {
        result.state = CheckState::Note;
        result.detail = u"no node is known that fits, nor what it has; nothing is pulled (Never)"_s;
        return;
    }
    result.state = isSomewhere || isUnsure ? CheckState::Warning : CheckState::Failed;
    if (!isSomewhere && isUnsure)
        result.detail += u"; not all of them say what they have"_s;
    result.remedy = u"bring it there, or take another pull policy than Never"_s;
}

QStringList nodesWithout(const ImageSight &sight, const std::vector<registry::Platform> &platforms)
{
    QStringList names;
    for (const NodeImage &node : sight.nodes) {
        const auto fits = [&node](const registry::Platform &platform) {
            return platform.architecture == node.architecture;
        };
        if (!node.architecture.isEmpty() && node.isThere != true &&
            std::none_of(platforms.begin(), platforms.end(), fits))
            names += u"%1 (%2)"_s.arg(node.node, node.architecture);
    }
    return names;
}

void judgePlatforms(TrialResult &result, const ImageSight &sight)
{
    if (sight.answer->platforms.empty())
        return;
    const QStringList without = nodesWithout(sight, sight.answer->platforms);
    if (without.isEmpty())
        return;
    const bool isNowhere = without.size() == qsizetype(sight.nodes.size());
    result.state = isNowhere ? CheckState::Failed : CheckState::Warning;
    result.detail += u"; %1 of %2 nodes that fit have another architecture: %3"_s.arg(without.size())
                         .arg(sight.nodes.size())
                         .arg(without.first(std::min<qsizetype>(without.size(), 3)).join(u", "_s));
    result.remedy = u"build it for these nodes, too, or select nodes by kubernetes.io/arch"_s;
}

void judgeRefusal(TrialResult &result, const ImageSight &sight)
{
    const QString secrets = sight.pullSecrets.join(u", "_s);
    const QString words = sight.answer->error->message;
    if (!sight.answer->login.isEmpty()) {
        result.state = CheckState::Failed;
        result.detail =
            u"the registry refuses the login of %1 from the pull secret: %2"_s.arg(sight.answer->login, words);
        result.remedy = u"give %1 a login that may pull this image"_s.arg(
            secrets.isEmpty() ? u"the config a pull secret with"_s : u"the pull secret "_s + secrets);
        return;
    }
    result.state = CheckState::Warning;
    if (sight.isLoginHidden && !secrets.isEmpty()) {
        result.state = CheckState::Note;
        result.detail =
            u"the login of the pull secret %1 cannot be looked at, and without one the registry says: %2"_s.arg(secrets,
                                                                                                                words);
        return;
    }
    result.detail = u"is not there, or not for anybody without a login: %1. Nodes may have one of their own "
                    "(a kubelet's credential provider)"_s.arg(words);
    result.remedy =
        secrets.isEmpty()
            ? u"give the config a pull secret, unless the nodes log in by themselves"_s
            : u"give the pull secret %1 a login for this registry, unless the nodes log in by themselves"_s.arg(
                  secrets);
}

void judgeError(TrialResult &result, const ImageSight &sight)
{
    const ApiError &error = *sight.answer->error;
    result.error = error;
    const bool isAnonymous =
        sight.isLoginHidden && sight.answer->login.isEmpty(); // whom some tell that it is not there
    if (error.kind == Kind::NotFound && !isAnonymous) {
        result.state = CheckState::Failed;
        result.detail = u"the registry does not have it: %1"_s.arg(error.message);
        result.remedy = u"build it and push it there, or correct its name or tag"_s;
    } else if (error.kind == Kind::Unauthorized || error.kind == Kind::Forbidden || error.kind == Kind::NotFound) {
        judgeRefusal(result, sight);
    } else {
        result.state = CheckState::Note;
        result.detail = u"not seen from this machine, but the nodes may: %1"_s.arg(error.message);
    }
}

} // namespace

bool needsRegistry(const ImageSight &sight)
{
    const QString &policy = sight.image.pullPolicy;
    return policy == "Always"_L1 || (policy != "Never"_L1 && !isEverywhere(sight));
}

TrialResult imageFinding(const ImageSight &sight)
{
    TrialResult result{.step = TrialResult::Step::Image, .subject = sight.image.name};
    if (sight.image.pullPolicy == "Never"_L1) {
        judgeUnpulled(result, sight);
        return result;
    }
    if (!sight.answer) {
        result.detail = u"is %1"_s.arg(nodesText(sight));
        return result;
    }
    const bool isPulledAnyway = sight.image.pullPolicy == "Always"_L1;
    const bool mayUse = !isPulledAnyway && count(sight, true) > 0;
    if (sight.answer->error) {
        judgeError(result, sight);
    } else {
        result.detail = u"can be pulled: %1"_s.arg(answerText(*sight.answer));
        judgePlatforms(result, sight);
    }
    if (mayUse)
        result.detail = u"is %1; for the others: %2"_s.arg(nodesText(sight), result.detail);
    if (mayUse && result.state == CheckState::Failed)
        result.state = CheckState::Warning;
    if (sight.answer->error && !isPulledAnyway && mayBeSomewhere(sight) && result.state == CheckState::Failed) {
        result.state = CheckState::Warning;
        result.detail += u"; whether nodes have it already is not known"_s;
    }
    return result;
}

} // namespace fairlead::runs
