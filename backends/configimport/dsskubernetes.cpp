// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dssconfig.h"
#include "podparts.h"

using namespace Qt::StringLiterals;

namespace fairlead::configimport {

void DssConfig::takeKubernetes(SourceMap &map)
{
    FieldTaker fields(map, m_notes, m_to);
    if (const SourceValue context = map.scalar(u"kubeCtlContext"_s); !context.text().isEmpty()) {
        m_config.kubernetes.contexts = {context.text()};
        m_notes.taken(context, to(u"kubernetes.contexts"_s), context.text());
    } else if (!m_around.context.isEmpty() && !m_config.isDocker()) {
        m_config.kubernetes.contexts = {m_around.context};
    }
    fields.leave(u"kubeConfigPath"_s,
                 u"Fairlead keeps no kubeconfigs: open this file in the console, or name it in KUBECONFIG; "
                 "its contexts are then known by their names"_s);
    fields.leave(u"noImplicitK8sClusterAndNoDefaultClusterId"_s,
                 u"a context is named here, or the kubeconfig's current one is used"_s);
    takeNamespace(map);
    takeIdentity(map);
    takeAmounts(map.map(u"kubernetesResources"_s));
    takeSharedMemory(map);
    takeHostPaths(map);
    takePlacement(map);
    if (map.at().value != m_map.at().value)
        takeProperties(map);
}

void DssConfig::takeNamespace(SourceMap &map)
{
    FieldTaker fields(map, m_notes, m_to);
    fields.text(u"kubernetesNamespace"_s, u"kubernetes.namespace"_s, m_config.kubernetes.ns);
    fields.flag(u"createNamespace"_s, u"kubernetes.createNamespace"_s, m_config.kubernetes.createNamespace);
    fields.pairs({u"namespaceLabels"_s}, u"kubernetes.namespaceLabels"_s, m_config.kubernetes.namespaceLabels);
    if (const SourceValue compliance = map.flag(u"ensureNamespaceCompliance"_s))
        m_notes.changed(compliance, to(u"kubernetes.namespace"_s), m_config.kubernetes.ns,
                        u"what variables make of it always becomes a name that Kubernetes takes"_s);
    if (m_config.kubernetes.createNamespace && m_config.kubernetes.ns.isEmpty())
        m_notes.warn(map.at(), to(u"kubernetes.namespace"_s), u"the namespace that is created has no name: say one"_s);
}

void DssConfig::takeIdentity(SourceMap &map)
{
    settings::KubernetesPart &part = m_config.kubernetes;
    const SourceValue mode = map.scalar(u"authenticationMode"_s);
    if (mode.text() == "DYNAMIC_SERVICE_ACCOUNT"_L1) {
        part.serviceAccount = u"perRun"_s;
        m_notes.changed(mode, to(u"kubernetes.serviceAccount"_s), part.serviceAccount,
                        u"made for each run and gone with it; DSS does not say its rights: choose its roles"_s);
    } else if (!mode.text().isEmpty()) {
        m_notes.taken(mode, to(u"kubernetes.serviceAccount"_s), part.serviceAccount);
    }
    if (const SourceValue account = map.firstOf({u"serviceAccountName"_s, u"serviceAccount"_s});
        account.isScalar() && !account.text().isEmpty()) {
        part.serviceAccount = u"existing"_s;
        part.serviceAccountName = account.text();
        m_notes.taken(account, to(u"kubernetes.serviceAccountName"_s), account.text());
    }
    if (const SourceValue secret = map.firstOf({u"imagePullSecret"_s, u"imagePullSecretName"_s});
        secret.isScalar() && !secret.text().isEmpty()) {
        m_config.image.pullSecret = secret.text();
        m_notes.taken(secret, to(u"image.pullSecret"_s), secret.text());
    }
}

void DssConfig::takeHostPaths(SourceMap &map)
{
    for (const SourceValue &item : map.list(u"hostPathVolumes"_s).items()) {
        SourceMap volume(item, m_notes);
        const SourceValue source = volume.scalar(u"hostPath"_s);
        const SourceValue target = volume.scalar(u"mountPath"_s);
        if (source.text().isEmpty() || target.text().isEmpty()) {
            m_notes.wrong(item, u"expected hostPath and mountPath"_s);
            continue;
        }
        const SourceValue readOnly = volume.flag(u"readOnly"_s);
        m_config.kubernetes.volumes.push_back({.mountPath = target.text(),
                                               .type = u"hostPath"_s,
                                               .source = source.text(),
                                               .readOnly = readOnly.isTrue()});
        m_notes.taken(item, to(u"kubernetes.volumes"_s), u"%1 at %2"_s.arg(source.text(), target.text()));
        volume.tellRest();
    }
}

void DssConfig::takePlacement(SourceMap &map)
{
    settings::KubernetesPart &part = m_config.kubernetes;
    FieldTaker fields(map, m_notes, m_to);
    fields.pairs({u"customLabels"_s, u"extraLabels"_s}, u"labels"_s, m_config.labels);
    fields.pairs({u"customAnnotations"_s, u"extraAnnotations"_s}, u"annotations"_s, m_config.annotations);
    const auto fragment = [&](const QStringList &keys, const QString &field, SourceValue::Type type, SourceValue &at) {
        at = map.firstOf(keys);
        auto value = yamlFragment(at, field, m_notes);
        if (value && value->type != type) {
            m_notes.wrong(at, u"expected %1"_s.arg(files::describe(type)));
            value.reset();
        }
        return value;
    };
    SourceValue at;
    if (const auto selector =
            fragment({u"nodeSelector"_s, u"customNodeSelector"_s}, u"nodeSelector"_s, SourceValue::Type::Map, at)) {
        part.nodeSelector = pairsOf({&*selector, at.path}, m_notes);
        m_notes.taken(at, to(u"kubernetes.nodeSelector"_s), pairsText(part.nodeSelector));
    }
    if (const auto list =
            fragment({u"tolerations"_s, u"customTolerations"_s}, u"tolerations"_s, SourceValue::Type::List, at)) {
        part.tolerations = tolerationsOf({&*list, at.path}, m_notes);
        m_notes.taken(at, to(u"kubernetes.tolerations"_s), QString::number(part.tolerations.size()));
    }
    if (auto affinity = fragment({u"affinity"_s, u"customAffinity"_s}, u"affinity"_s, SourceValue::Type::Map, at)) {
        part.affinity.value = std::move(*affinity);
        m_notes.taken(at, to(u"kubernetes.affinity"_s), u"YAML"_s);
    }
}

} // namespace fairlead::configimport
