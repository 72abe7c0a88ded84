// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "pulladvice.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

bool hasAny(const QString &text, const QStringList &words)
{
    return std::any_of(words.begin(), words.end(),
                       [&text](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

} // namespace

PullFailure pullFailure(const QString &reason, const QString &message)
{
    if (reason == "InvalidImageName"_L1)
        return PullFailure::BadName;
    if (reason == "ErrImageNeverPull"_L1)
        return PullFailure::Never;
    if (hasAny(message, {u"x509"_s, u"certificate"_s}))
        return PullFailure::Certificate;
    if (hasAny(message, {u"429"_s, u"toomanyrequests"_s, u"rate limit"_s}))
        return PullFailure::TooMany;
    if (hasAny(message, {u"401"_s, u"403"_s, u"unauthorized"_s, u"denied"_s, u"no basic auth"_s, u"authoriz"_s}))
        return PullFailure::Unauthorized;
    if (hasAny(message, {u"not found"_s, u"manifest unknown"_s, u"404"_s, u"does not exist"_s}) &&
        !hasAny(message, {u"no such host"_s}))
        return PullFailure::NotFound;
    if (hasAny(message, {u"no such host"_s, u"dial tcp"_s, u"i/o timeout"_s, u"connection refused"_s, u"no route"_s,
                         u"deadline exceeded"_s, u"network is unreachable"_s, u"server gave HTTP response"_s}))
        return PullFailure::NoRoute;
    return PullFailure::Other;
}

RunAdvice pullAdvice(const RunPod &pod)
{
    RunAdvice advice{.verbatim = pod.progress.message};
    const QString where = u"Node %1 "_s.arg(pod.progress.node);
    switch (pullFailure(pod.progress.reason, pod.progress.message)) {
    case PullFailure::NotFound:
        advice.cause = where + u"does not find the image: its registry has no such repository or tag."_s;
        advice.remedies = {u"push the image, or correct its name"_s,
                           u"some registries say so, too, where the login may not see it: check the pull secret"_s};
        break;
    case PullFailure::Unauthorized:
        advice.cause = where + u"may not pull the image."_s;
        advice.remedies = {u"give a pull secret whose login may pull it"_s};
        break;
    case PullFailure::NoRoute:
        advice.cause = where + u"does not reach the registry of the image."_s;
        advice.remedies = {u"see its name, proxy and firewall from that node"_s,
                           u"take a registry that the nodes reach"_s};
        break;
    case PullFailure::Certificate:
        advice.cause = where + u"does not trust the certificate of the registry."_s;
        advice.remedies = {u"have the nodes trust it"_s};
        break;
    case PullFailure::TooMany:
        advice.cause = u"The registry takes no more pulls from there for now."_s;
        advice.remedies = {u"give a pull secret with a login of its own, or a mirror"_s, u"wait"_s};
        break;
    case PullFailure::BadName:
        advice.cause = u"The name of the image is none."_s;
        advice.remedies = {u"correct it"_s};
        break;
    case PullFailure::Never:
        advice.cause = where + u"does not have the image and may not pull it."_s;
        advice.remedies = {u"take another pull policy than Never"_s};
        break;
    case PullFailure::Other:
        advice.cause = where + u"cannot pull the image."_s;
        advice.remedies = {u"see what it says of it"_s};
        break;
    }
    return advice;
}

} // namespace fairlead::runs
