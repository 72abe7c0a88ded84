// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "trialfindings.h"

#include "backends/registry/imagereference.h"
#include "backends/registry/login.h"
#include "backends/runs/podimages.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

using kubernetes::ObjectResult;
using Step = TrialResult::Step;

TrialResult pullSecretFinding(const QJsonObject &secret, const QString &name, const QStringList &images)
{
    TrialResult result{.step = Step::PullSecret, .subject = u"Secret "_s + name};
    const QString type = secret.value("type"_L1).toString();
    if (type != "kubernetes.io/dockerconfigjson"_L1 && type != "kubernetes.io/dockercfg"_L1) {
        result.state = CheckState::Failed;
        result.detail = u"is of type %1, not kubernetes.io/dockerconfigjson"_s.arg(type);
        result.remedy = u"make one with: kubectl create secret docker-registry"_s;
        return result;
    }
    const QStringList places = pullPlaces(secret);
    QStringList without;
    for (const QString &image : images) {
        const auto reference = registry::ImageReference::parseNormalized(image);
        if (!reference || pullLogins(secret, *reference).empty())
            without += registryOf(image);
    }
    result.detail = u"has logins for %1"_s.arg(places.isEmpty() ? u"no registry"_s : places.join(u", "_s));
    if (!without.isEmpty()) {
        result.state = CheckState::Warning;
        result.detail += u", none for %1"_s.arg(without.join(u", "_s));
        result.remedy = u"name a Secret that has a login for the registry of the image"_s;
    }
    return result;
}

} // namespace

QString remedyFor(const ApiError &error)
{
    const QString &text = error.message;
    if (text.contains("violates PodSecurity"_L1))
        return u"meet the Pod Security Standard of the namespace in the security context, or take another namespace"_s;
    if (text.contains("exceeded quota"_L1))
        return u"ask for less, or have the ResourceQuota raised"_s;
    if (text.contains("failed quota"_L1))
        return u"set what the ResourceQuota wants to be set"_s;
    if (text.contains("error looking up service account"_L1))
        return u"name a service account that the namespace has"_s;
    if (text.contains("attempting to grant RBAC permissions"_L1))
        return u"take roles that you hold yourself, or have somebody allow you the verb bind"_s;
    if (error.kind == ApiError::Kind::Forbidden)
        return u"have who administers the cluster allow it"_s;
    if (error.kind == ApiError::Kind::Unauthorized)
        return u"log in again, or renew the credentials of the context"_s;
    if (error.kind == ApiError::Kind::Network || error.kind == ApiError::Kind::Timeout)
        return u"see whether the server runs and the address of the context is right"_s;
    if (error.kind == ApiError::Kind::Tls)
        return u"see whose certificate the server has, and which authority the context trusts"_s;
    if (error.kind == ApiError::Kind::Invalid)
        return u"correct the fields that the server names"_s;
    return {};
}

TrialResult failed(Step step, const kubernetes::ObjectError &error, const QString &subject)
{
    TrialResult result{.step = step, .state = CheckState::Failed, .subject = subject};
    result.detail = error.error.message;
    result.remedy = remedyFor(error.error);
    result.error = error.error;
    for (const kubernetes::StatusCause &cause : error.causes)
        result.items += cause.field.isEmpty() ? cause.message : cause.field + u": "_s + cause.message;
    return result;
}

TrialResult namespaceFinding(const ObjectResult &answer, const QString &name, bool isMade)
{
    TrialResult result{.step = Step::Namespace, .subject = name};
    if (answer) {
        const QString phase = answer->object.value("status"_L1)["phase"_L1].toString();
        result.detail = u"is there"_s;
        if (phase == "Terminating"_L1) {
            result.state = CheckState::Failed;
            result.detail = u"is being deleted"_s;
            result.remedy = u"wait until it is gone, or take another"_s;
        }
        return result;
    }
    if (answer.error().error.kind == ApiError::Kind::Forbidden) {
        result.state = CheckState::Note;
        result.detail = u"cannot be looked at: "_s + answer.error().error.message;
        return result;
    }
    if (answer.error().error.kind != ApiError::Kind::NotFound)
        return failed(Step::Namespace, answer.error(), name);
    result.state = isMade ? CheckState::Ok : CheckState::Failed;
    result.detail = isMade ? u"is not there, and may be made"_s : answer.error().error.message;
    if (!isMade) {
        result.error = answer.error().error;
        result.remedy = u"create it (kubectl create namespace %1), or let the config create it"_s.arg(name);
    }
    return result;
}

TrialResult referenceFinding(const PodReference &reference, const ObjectResult &answer, const QString &namespaceName,
                             const QStringList &images)
{
    const Step step = reference.isForPulling ? Step::PullSecret : Step::References;
    TrialResult result{.step = step, .subject = reference.kind + u' ' + reference.name, .detail = u"is there"_s};
    if (!answer && answer.error().error.kind == ApiError::Kind::Forbidden) {
        result.state = CheckState::Note;
        result.detail = u"cannot be looked at: "_s + answer.error().error.message;
        return result;
    }
    if (!answer) {
        result = failed(step, answer.error(), result.subject);
        if (answer.error().error.kind == ApiError::Kind::NotFound)
            result.remedy = u"make it in namespace %1, or name one that is there"_s.arg(namespaceName);
        return result;
    }
    if (reference.isForPulling)
        return pullSecretFinding(answer->object, reference.name, images);
    const QStringList known =
        answer->object.value("data"_L1).toObject().keys() + answer->object.value("binaryData"_L1).toObject().keys();
    QStringList missing = reference.keys;
    missing.removeIf([&known](const QString &key) { return known.contains(key); });
    if (!missing.isEmpty()) {
        result.state = CheckState::Failed;
        result.detail = u"has no key %1"_s.arg(missing.join(u", "_s));
        result.remedy = u"its keys are: %1"_s.arg(known.isEmpty() ? u"none"_s : known.join(u", "_s));
    }
    return result;
}

TrialResult queueFinding(const QString &name, const QString &namespaceName,
                         const std::optional<kubernetes::ObjectError> &error, bool hasKueue)
{
    TrialResult result{.step = Step::References, .subject = u"LocalQueue "_s + name, .detail = u"is there"_s};
    if (!error)
        return result;
    if (error->error.kind == ApiError::Kind::Forbidden) {
        result.state = CheckState::Note;
        result.detail = u"cannot be looked at: "_s + error->error.message;
        return result;
    }
    result = failed(Step::References, *error, result.subject);
    if (error->error.kind != ApiError::Kind::NotFound)
        return result;
    if (!hasKueue)
        result.detail = u"the cluster has no Kueue (kueue.x-k8s.io)"_s;
    result.remedy = hasKueue ? u"make it in namespace %1, or name a queue that is there"_s.arg(namespaceName)
                             : u"install Kueue, or take no queue"_s;
    return result;
}

TrialResult pullLoginFinding(const QString &name, const QString &loginRegistry, const QStringList &images)
{
    TrialResult result{.step = Step::PullSecret,
                       .subject = u"registry "_s + (name.isEmpty() ? loginRegistry : name),
                       .detail = u"has a login for %1"_s.arg(loginRegistry)};
    QStringList others;
    for (const QString &image : images) {
        if (const QString registry = registryOf(image); registry != loginRegistry && !others.contains(registry))
            others += registry;
    }
    if (loginRegistry.isEmpty()) {
        result.state = CheckState::Failed;
        result.detail = u"there is no login of which a pull secret could be made"_s;
        result.remedy = u"give the registry a login, or name a Secret of the namespace, or none"_s;
    } else if (!others.isEmpty()) {
        result.state = CheckState::Warning;
        result.detail += u", none for %1"_s.arg(others.join(u", "_s));
        result.remedy = u"make the pull secret from the registry of the image"_s;
    }
    return result;
}

TrialResult dryRunFinding(const QJsonObject &object, const ObjectResult &answer)
{
    const QString title = kubernetes::titleOf(object);
    if (!answer)
        return failed(Step::DryRun, answer.error(), title);
    TrialResult result{.step = Step::DryRun, .subject = title, .detail = u"the server takes it"_s};
    if (!answer->warnings.isEmpty()) {
        result.state = CheckState::Warning;
        result.detail = answer->warnings.join(u"; "_s);
        result.remedy = remedyFor({.kind = ApiError::Kind::Cancelled,
                                   .message = answer->warnings.join(u' ').replace(u"would violate"_s, u"violates"_s)});
    }
    return result;
}

TrialResult problemsFinding(Step step, const manifests::ManifestProblems &problems)
{
    TrialResult result{.step = step, .state = CheckState::Failed};
    for (const manifests::ManifestProblem &problem : problems)
        result.items += problem.field + u": "_s + problem.message;
    result.detail = result.items.join(u"; "_s);
    result.remedy = u"correct these fields of the config, or set the variables"_s;
    return result;
}

TrialResult callbackFinding(const QString &callback, const TrialOutput &output)
{
    TrialResult result{.step = Step::Callback, .subject = callback};
    if (!parseCallback(callback)) {
        result.state = CheckState::Failed;
        result.detail = u"is no host:port"_s;
    } else if (!output.callback) {
        result.state = CheckState::Skipped;
        result.detail = u"the container did not come to it"_s;
    } else if (*output.callback == CheckState::Note) {
        result.state = CheckState::Note;
        result.detail = u"cannot be tried: the image has neither nc, bash, python3, curl nor wget"_s;
    } else if (*output.callback == CheckState::Failed) {
        result.state = CheckState::Failed;
        result.detail = u"cannot be reached from inside: "_s + output.callbackBy;
        result.remedy = u"see whether it listens there, and what network policies and firewalls lie between"_s;
    } else {
        result.detail = u"can be reached from inside (%1)"_s.arg(output.callbackBy);
    }
    return result;
}

TrialResult cleanUpFinding(const QStringList &left, const std::optional<ApiError> &error, bool keptNamespace,
                           const QString &journalProblem, const QStringList &unseen)
{
    TrialResult result{.step = Step::CleanUp, .detail = u"all that was made is gone"_s, .items = left, .error = error};
    if (!left.isEmpty() || error) {
        result.state = CheckState::Failed;
        result.detail = left.isEmpty() ? u"may be there still"_s : u"still there: "_s + left.join(u", "_s);
        if (error)
            result.detail += u": "_s + error->message;
        result.remedy = u"it is tried again when the program starts the next time"_s;
    } else if (keptNamespace) {
        result.state = CheckState::Note;
        result.detail += u", but for the namespace, which others use by now"_s;
    } else if (!journalProblem.isEmpty()) {
        result.state = CheckState::Warning;
        result.detail += u"; it could not be remembered: "_s + journalProblem;
    } else if (!unseen.isEmpty()) {
        result.state = CheckState::Note;
        result.detail =
            u"the Job is gone, and what it owns goes with it: you may not look for %1"_s.arg(unseen.join(u", "_s));
    }
    return result;
}

QString registryOf(const QString &image)
{
    const auto reference = registry::ImageReference::parseNormalized(image);
    return reference ? reference->domain : QString();
}

} // namespace fairlead::runs
