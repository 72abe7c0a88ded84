// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "refusal.h"

#include "clusterhub.h"
#include "models/contextoption.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

//! By the server's rules for users; a proxy that answers 403 has words of its own.
bool isRefused(const std::optional<ApiError> &error)
{
    return error && error->kind == ApiError::Kind::Forbidden && !isByReason(*error);
}

QString translated(const char *text)
{
    return QCoreApplication::translate("Refusal", text);
}

} // namespace

std::optional<Refusal> refusalOf(const ContextEntry &entry)
{
    const kubernetes::ContextStatus &status = entry.status;
    if (!entry.isOpen || entry.context.problem || entry.approval || (status.error && !isRefused(status.error)))
        return {};
    const Refusal refusal{.nodes = isRefused(status.nodes.error), .pods = isRefused(status.pods.error)};
    return refusal == Refusal{} ? std::nullopt : std::optional(refusal);
}

Remedy remedyFor(const Refusal &refusal, const QString &contextName)
{
    const QString option = contextOption(contextName);
    if (refusal.nodes && refusal.pods)
        return {translated(QT_TRANSLATE_NOOP("Refusal", "You may not list nodes and pods.")),
                translated(QT_TRANSLATE_NOOP("Refusal",
                                             "Ask for a ClusterRole that lets you get, list and watch nodes and pods; "
                                             "\"kubectl%1 auth can-i list nodes\" shows whether you have it."))
                    .arg(option)};
    if (refusal.nodes)
        return {
            translated(QT_TRANSLATE_NOOP("Refusal", "You may not list nodes.")),
            translated(QT_TRANSLATE_NOOP("Refusal", "Ask for a ClusterRole that lets you get, list and watch nodes; "
                                                    "\"kubectl%1 auth can-i list nodes\" shows whether you have it."))
                .arg(option)};
    return {translated(QT_TRANSLATE_NOOP("Refusal", "You may not list pods.")),
            translated(QT_TRANSLATE_NOOP(
                           "Refusal", "Ask for a ClusterRole that lets you get, list and watch pods in all namespaces; "
                                      "\"kubectl%1 auth can-i list pods --all-namespaces\" shows whether you have it."))
                .arg(option)};
}

QString clusterRoleFor(const Refusal &refusal)
{
    QStringList resources;
    if (refusal.nodes)
        resources += u"nodes"_s;
    if (refusal.pods)
        resources += u"pods"_s;
    return u"apiVersion: rbac.authorization.k8s.io/v1\n"
           "kind: ClusterRole\n"
           "metadata:\n"
           "  name: list-%1\n"
           "rules:\n"
           "- apiGroups: [\"\"]\n"
           "  resources: [%2]\n"
           "  verbs: [get, list, watch]\n"_s.arg(resources.join(u'-'), resources.join(u", "_s));
}

} // namespace fairlead::models
