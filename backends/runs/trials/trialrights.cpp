// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "trialrights.h"

#include "backends/kubernetes/objectkinds.h"
#include "backends/runs/lifecycle/namespacelook.h"
#include "trialnamespace.h"

#include <QCryptographicHash>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

using kubernetes::ResourceAttributes;

struct Missing
{
    std::map<std::tuple<QString, QString, QString>, QStringList> verbs; //!< by group, resource and name of one

    void add(const ResourceAttributes &right)
    {
        const QString resource =
            right.subresource.isEmpty() ? right.resource : right.resource + u'/' + right.subresource;
        QStringList &known = verbs[{right.group, resource, right.name}];
        if (!known.contains(right.verb))
            known += right.verb;
    }
};

//! In double quotes, as JSON has it: no name of a user becomes anything else.
QString quoted(const QString &text)
{
    QString escaped;
    for (const QChar each : text) {
        if (each == u'"' || each == u'\\')
            escaped += u'\\';
        escaped += each.isPrint() ? each : QChar(u'?');
    }
    return u'"' + escaped + u'"';
}

QString rulesText(const Missing &missing)
{
    QString text = u"rules:\n"_s;
    for (const auto &[key, verbs] : missing.verbs) {
        const auto &[group, resource, name] = key;
        text += u"- apiGroups: [%1]\n  resources: [%2]\n"_s.arg(quoted(group), quoted(resource));
        if (!name.isEmpty())
            text += u"  resourceNames: [%1]\n"_s.arg(quoted(name));
        text += u"  verbs: [%1]\n"_s.arg(verbs.join(u", "_s));
    }
    return text;
}

QString subjectText(const QString &user)
{
    const QString prefix = u"system:serviceaccount:"_s;
    if (user.startsWith(prefix)) {
        const QString rest = user.sliced(prefix.size());
        return u"- kind: ServiceAccount\n  name: %1\n  namespace: %2\n"_s.arg(quoted(rest.section(u':', 1)),
                                                                              quoted(rest.section(u':', 0, 0)));
    }
    return u"- kind: User\n  name: %1\n  apiGroup: rbac.authorization.k8s.io\n"_s.arg(quoted(user));
}

//! Of its own for each user and each set of rules: applied it adds to what was given before, and takes nothing away.
QString roleName(const QString &rules, const QString &user)
{
    const QByteArray hash = QCryptographicHash::hash((user + u'\n' + rules).toUtf8(), QCryptographicHash::Sha256);
    return u"fairlead-launch-"_s + QString::fromLatin1(hash.toHex().first(6));
}

QString roleWithBinding(const Missing &missing, const QString &namespaceName, const QString &user)
{
    if (missing.verbs.empty())
        return {};
    const QString rules = rulesText(missing);
    const QString name = roleName(rules, user);
    const QString kind = namespaceName.isEmpty() ? u"ClusterRole"_s : u"Role"_s;
    const QString place = namespaceName.isEmpty() ? QString() : u"  namespace: %1\n"_s.arg(quoted(namespaceName));
    const QString head = u"apiVersion: rbac.authorization.k8s.io/v1\nkind: %1\nmetadata:\n  name: %2\n"_s;
    const QString role = head.arg(kind, name) + place + rules;
    if (user.isEmpty())
        return role;
    return role + u"---\n"_s + head.arg(kind + u"Binding"_s, name) + place + u"subjects:\n"_s + subjectText(user) +
           u"roleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: %1\n  name: %2\n"_s.arg(kind, name);
}

void addNamespaceRights(std::vector<TrialRight> &rights, const TrialManifest &manifest)
{
    for (const QString &verb : {u"create"_s, u"patch"_s, u"delete"_s})
        rights.push_back({.attributes = {.verb = verb, .resource = u"namespaces"_s}});
    const auto add = [&](const QString &verb, const QString &apiVersion, const QString &kind) {
        const auto known = kubernetes::knownKind(apiVersion, kind);
        if (!known)
            return; // the server tells when it is sent
        const TrialRight right{.attributes = {.verb = verb,
                                              .group = known->group(),
                                              .resource = known->resource,
                                              .namespaceName = manifest.namespaceName}};
        if (std::find(rights.begin(), rights.end(), right) == rights.end())
            rights.push_back(right);
    };
    for (const auto &[apiVersion, kind] : namespaceContents())
        add(u"list"_s, apiVersion, kind);
    for (const QJsonObject &policy : manifest.launch.policies)
        add(u"create"_s, policy.value("apiVersion"_L1).toString(), policy.value("kind"_L1).toString());
}

bool isForBinding(const TrialRight &right)
{
    return right.attributes.verb == "bind"_L1;
}

} // namespace

std::vector<TrialRight> neededRights(const TrialManifest &manifest, bool makesNamespace)
{
    std::vector<TrialRight> rights;
    const auto add = [&](const QString &verb, const QString &group, const QString &resource,
                         const QString &subresource = {}, bool isRequired = true) {
        rights.push_back(
            {.attributes = {verb, group, resource, subresource, manifest.namespaceName}, .isRequired = isRequired});
    };
    if (makesNamespace)
        addNamespaceRights(rights, manifest);
    for (const QString &verb : {u"create"_s, u"get"_s, u"delete"_s})
        add(verb, u"batch"_s, u"jobs"_s);
    if (manifest.isSuspended)
        add(u"patch"_s, u"batch"_s, u"jobs"_s);
    for (const QString &verb : {u"get"_s, u"list"_s, u"watch"_s}) {
        if (verb != "list"_L1 || !makesNamespace)
            add(verb, {}, u"pods"_s);
    }
    add(u"get"_s, {}, u"pods"_s, u"log"_s);
    if (!manifest.launch.serviceAccount.isEmpty())
        add(u"create"_s, {}, u"serviceaccounts"_s);
    if (!manifest.launch.roleBindings.empty())
        add(u"create"_s, u"rbac.authorization.k8s.io"_s, u"rolebindings"_s);
    for (const QJsonObject &binding : manifest.launch.roleBindings) {
        const QJsonValue role = binding.value("roleRef"_L1);
        add(u"bind"_s, u"rbac.authorization.k8s.io"_s,
            role["kind"_L1] == "ClusterRole"_L1 ? u"clusterroles"_s : u"roles"_s, {}, false);
        rights.back().attributes.name = role["name"_L1].toString();
    }
    if (!manifest.pullSecret.isEmpty())
        add(u"create"_s, {}, u"secrets"_s);
    add(u"create"_s, {}, u"pods"_s, {}, false);
    add(u"list"_s, {}, u"events"_s, {}, false);
    add(u"list"_s, {}, u"resourcequotas"_s, {}, false);
    return rights;
}

QString roleText(const std::vector<TrialRight> &rights, const QString &namespaceName, const QString &user)
{
    Missing inNamespace;
    Missing inCluster;
    for (const TrialRight &right : rights) {
        if (right.isAllowed == false && (right.isRequired || isForBinding(right)))
            (right.attributes.namespaceName.isEmpty() ? inCluster : inNamespace).add(right.attributes);
    }
    QStringList parts{roleWithBinding(inCluster, {}, user), roleWithBinding(inNamespace, namespaceName, user)};
    parts.removeAll(QString());
    return parts.join(u"---\n"_s);
}

TrialResult rightsFinding(const std::vector<TrialRight> &rights, const QString &namespaceName, const QString &user)
{
    TrialResult result{.step = TrialResult::Step::Rights, .detail = u"all that a launch needs"_s};
    QStringList missing;
    QStringList useful;
    QStringList binding;
    QStringList unanswered;
    for (const TrialRight &right : rights) {
        if (!right.isAllowed)
            unanswered += right.attributes.text();
        else if (!*right.isAllowed)
            (right.isRequired ? missing : isForBinding(right) ? binding : useful) += right.attributes.text();
    }
    result.manifest = roleText(rights, namespaceName, user);
    const QString who = user.isEmpty() ? u"you"_s : user;
    if (!missing.isEmpty()) {
        result.state = CheckState::Failed;
        result.items = missing;
        result.detail = u"%1 may not %2 in namespace %3"_s.arg(who, missing.join(u", "_s), namespaceName);
        result.remedy = u"have who administers the cluster apply this:\n"_s + result.manifest;
        return result;
    }
    result.items = binding + useful + unanswered;
    if (!result.items.isEmpty())
        result.state = CheckState::Note;
    if (!unanswered.isEmpty())
        result.detail = u"could not be asked: %1"_s.arg(unanswered.join(u", "_s));
    if (!binding.isEmpty())
        result.detail += u"; %1 may not %2, and has to hold all of it"_s.arg(who, binding.join(u", "_s));
    if (!useful.isEmpty())
        result.detail += u"; not %1, which would tell more"_s.arg(useful.join(u", "_s));
    return result;
}

} // namespace fairlead::runs
