// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "configeditors.h"

#include "ui/forms/suggestedit.h"
#include "ui/images/placechoices.h"
#include "ui/widgets/checkbox.h"
#include "ui/widgets/labels.h"

using namespace Qt::StringLiterals;

namespace fairlead::ui {

void ConfigFields::makeGeneral()
{
    addGroup(u"general"_s, tr("General"));
    m_bindings.line(*line(u"name"_s, tr("Name")), &Config::name);
    m_bindings.line(*line(u"description"_s, tr("Description"), tr("for those who choose among configs")),
                    &Config::description);
    choice(u"engine"_s, tr("Engine"), {{u"kubernetes"_s, tr("Kubernetes")}, {u"docker"_s, tr("Docker")}},
           &Config::engine);
    choice(u"workload"_s, tr("For"),
           {{u"any"_s, tr("any workload")}, {u"userCode"_s, tr("user code")}, {u"visual"_s, tr("visual")}},
           &Config::workload);
    choice(u"usableBy"_s, tr("Usable by"), {{u"everyone"_s, tr("everyone")}, {u"groups"_s, tr("groups")}},
           &Config::usableBy);
    m_groups = list(u"groups"_s, tr("Groups"), tr("+ Group"), tr("Group"), &Config::groups);
    m_bindings.flag(*check(u"enabled"_s, tr("Enabled")), &Config::enabled);
}

void ConfigFields::makeTarget()
{
    addGroup(u"target"_s, tr("Target"));
    m_contexts = list(
        u"kubernetes.contexts"_s, tr("Contexts, the first that has room is taken"), tr("+ Context"),
        tr("Context, or a glob such as prod-*"), [](auto &config) -> auto & { return config.kubernetes.contexts; },
        true);
    m_daemon = new DaemonChoice(this);
    add(u"docker.daemon"_s, tr("Daemon"), m_daemon);
    m_bindings.chosen(
        *m_daemon, [](auto &config) -> auto & { return config.docker.daemon; });
    connect(m_daemon, &DaemonChoice::edited, this, [this] { touch(u"docker.daemon"_s); });
}

void ConfigFields::makeImage()
{
    addGroup(u"image"_s, tr("Image"));
    m_baseImage = reference(
        u"image.baseImage"_s, tr("Base image"), [](auto &config) -> auto & { return config.image.baseImage; });
    m_reference = line(u"image.reference"_s, tr("Or reference"));
    m_bindings.line(
        *m_reference, [](auto &config) -> auto & { return config.image.reference; });
    m_registry = reference(
        u"image.registry"_s, tr("Registry"), [](auto &config) -> auto & { return config.image.registry; });
    m_pullPolicy = menu(
        u"image.pullPolicy"_s, tr("Pull policy"),
        {{QString(), QString()},
         {u"Always"_s, u"Always"_s},
         {u"IfNotPresent"_s, u"IfNotPresent"_s},
         {u"Never"_s, u"Never"_s}},
        [](auto &config) -> auto & { return config.image.pullPolicy; });
    m_bindings.line(
        *line(u"image.pullSecret"_s, tr("Pull secret"), tr("none; a Secret that the namespace has")),
        [](auto &config) -> auto & { return config.image.pullSecret; });
    m_pullSecretFrom = reference(
        u"image.pullSecretFrom"_s, tr("Or made from"),
        [](auto &config) -> auto & { return config.image.pullSecretFrom; });
    m_pullSecretFrom->setWordForNothing(tr("none; a registry whose login is taken"));
}

//! Where none is said the engines differ.
void ConfigFields::showPullPolicies()
{
    QStringList words = m_pullPolicy->choices();
    words.front() = m_isDocker ? tr("IfNotPresent, whatever the tag") : tr("IfNotPresent, or Always with :latest");
    if (words != m_pullPolicy->choices())
        m_pullPolicy->setChoices(words);
}

void ConfigFields::makeIdentity()
{
    addGroup(u"identity"_s, tr("Namespace and identity"));
    m_namespace = line(u"kubernetes.namespace"_s, tr("Namespace"));
    setPlainToolTip(*m_namespace, tr("May have variables: team-${dssUserLogin}, ${adminProperty:namespace}, "
                                     "${projectKey}. What Kubernetes takes for no name is made one"));
    m_bindings.line(
        *m_namespace, [](auto &config) -> auto & { return config.kubernetes.ns; });
    m_bindings.flag(
        *check(u"kubernetes.createNamespace"_s, tr("Create it where it is missing")),
        [](auto &config) -> auto & { return config.kubernetes.createNamespace; });
    m_bindings.pairs(
        *pairs(u"kubernetes.namespaceLabels"_s, tr("Labels of a namespace that is created"), tr("key"), tr("value")),
        [](auto &config) -> auto & { return config.kubernetes.namespaceLabels; });
    yamlField(
        u"kubernetes.namespacePolicies"_s, tr("Policies of it: a list of ResourceQuota, LimitRange, NetworkPolicy"),
        files::YamlValue::Type::List, [](auto &config) -> auto & { return config.kubernetes.namespacePolicies; })
        ->setPlaceholderText(
            u"- apiVersion: v1\n  kind: ResourceQuota\n  metadata: {name: quota}\n  spec: {hard: {pods: \"20\"}}"_s);
    choice(
        u"kubernetes.serviceAccount"_s, tr("Account"),
        {{u"default"_s, tr("the namespace's")}, {u"existing"_s, tr("existing")}, {u"perRun"_s, tr("one per run")}},
        [](auto &config) -> auto & { return config.kubernetes.serviceAccount; });
    m_bindings.line(
        *line(u"kubernetes.serviceAccountName"_s, tr("Its name"), tr("a ServiceAccount of the namespace")),
        [](auto &config) -> auto & { return config.kubernetes.serviceAccountName; });
    list(
        u"kubernetes.roles"_s, tr("Roles that it gets, in the namespace only"), tr("+ Role"),
        tr("Role/NAME or ClusterRole/NAME"), [](auto &config) -> auto & { return config.kubernetes.roles; })
        ->setNothing(tr("none: it may do nothing"));
    m_bindings.flag(
        *check(u"kubernetes.automountServiceAccountToken"_s, tr("Mount its token into the pod")),
        [](auto &config) -> auto & { return config.kubernetes.automountServiceAccountToken; });
}

} // namespace fairlead::ui
