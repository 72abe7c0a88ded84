// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/settings/secretwords.h"
#include "skypilot.h"
#include "skypilotmerge.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace fairlead::configimport {

using files::YamlMember;
using files::YamlValue;
using Type = SourceValue::Type;

namespace {

QString whyNot(const QString &key)
{
    static const QHash<QString, QString> reasons{
        {u"jobs"_s, u"SkyPilot's own job controller"_s},
        {u"serve"_s, u"SkyPilot's own service controller"_s},
        {u"api_server"_s, u"SkyPilot's own server"_s},
        {u"admin_policy"_s, u"a program of SkyPilot's own"_s},
        {u"docker"_s, u"SkyPilot's docker options are for its clouds"_s},
        {u"allowed_clouds"_s, u"Fairlead launches on Kubernetes and Docker"_s},
        {u"ssh"_s, u"SSH node pools are SkyPilot's own"_s},
        {u"nvidia_gpus"_s, u"say GPUs under Resources"_s},
        {u"rbac"_s, u"who may use a config is said by its groups"_s},
        {u"active_workspace"_s, u"projects say which config they get"_s},
    };
    static const QStringList clouds{u"aws"_s,        u"gcp"_s,     u"azure"_s,  u"oci"_s,
                                    u"ibm"_s,        u"lambda"_s,  u"nebius"_s, u"runpod"_s,
                                    u"vast"_s,       u"vsphere"_s, u"cudo"_s,   u"fluidstack"_s,
                                    u"paperspace"_s, u"scp"_s,     u"do"_s,     u"hyperbolic"_s};
    if (clouds.contains(key))
        return u"a cloud: Fairlead launches on Kubernetes and Docker"_s;
    return reasons.value(key, u"not known"_s);
}

//! Those that have settings of their own, in the order of the source.
QStringList contextsOf(const std::vector<SourceValue> &scope)
{
    QStringList contexts;
    for (const SourceValue &layer : scope) {
        const SourceValue each = layer.member(u"context_configs"_s);
        for (const YamlMember &member : each.isA(Type::Map) ? each.value->members : std::vector<YamlMember>()) {
            if (each.member(member.key) && !contexts.contains(member.key))
                contexts += member.key;
        }
    }
    return contexts;
}

} // namespace

void SkyPilot::import()
{
    SourceMap root(m_root, m_notes);
    const SourceValue kubernetes = root.map(u"kubernetes"_s);
    if (kubernetes)
        takeScope({kubernetes}, u"skypilot"_s);
    const SourceValue workspaces = root.map(u"workspaces"_s);
    for (const YamlMember &member : workspaces ? workspaces.value->members : std::vector<YamlMember>()) {
        SourceMap workspace(workspaces.member(member.key), m_notes);
        if (const SourceValue its = workspace.map(u"kubernetes"_s))
            takeScope(kubernetes ? Layers{its, kubernetes} : Layers{its}, u"skypilot "_s + member.key);
        workspace.tellRest(u"of SkyPilot's workspaces the kubernetes part is taken"_s);
    }
    for (const YamlMember &member : m_root.value->members) {
        const QString &key = member.key;
        const SourceValue value = m_root.member(key);
        if (key == "kubernetes"_L1 || key == "workspaces"_L1 || !value)
            continue;
        if (settings::isSecretName(key) || settings::hasLogin(value.text()))
            m_notes.secret(value, u"a secret is not kept in fairlead.yaml"_s);
        else
            m_notes.notTaken(value, whyNot(key));
    }
}

//! \p scope: kubernetes of the whole, or of a workspace and of the whole.
void SkyPilot::takeScope(const Layers &scope, const QString &name)
{
    const SourceValue own = scope.front().member(u"context_configs"_s);
    const QStringList contexts = contextsOf(scope);
    settings::RuntimeConfig config;
    config.name = m_additions.freeConfigName(name);
    const YamlValue merged = mergedSettings(scope);
    m_notes.setLayers(scope);
    takeContexts({&merged, scope.front().path}, contexts, config);
    const QStringList allowed = config.kubernetes.contexts;
    const bool getsAnywhere = config.enabled && (allowed.isEmpty() || allowed.contains(u"*"_s));
    const bool isOff = SourceValue{&merged, {}}.member(u"disabled"_s).isTrue();
    takeLayers(scope, std::move(config));
    if (own && !own.isA(Type::Map))
        m_notes.wrong(own, u"expected a map of contexts"_s);
    else if (own && isOff)
        m_notes.notTaken(own, u"nothing is launched there"_s);
    for (const QString &context : contexts) {
        // One of the whole is not always one of the workspace.
        const bool isMeant = own.member(context) || getsAnywhere || allowed.contains(context);
        if (isMeant && !isOff && m_count <= MostObjects)
            takeContext(scope, name, context);
    }
    m_notes.setLayers({});
}

void SkyPilot::takeContext(const Layers &scope, const QString &name, const QString &context)
{
    Layers layers;
    SourceValue said;
    for (const SourceValue &layer : scope) {
        const SourceValue its = layer.member(u"context_configs"_s).member(context);
        if (its && !its.isA(Type::Map))
            return m_notes.wrong(its, u"expected a map, found %1"_s.arg(files::describe(its.value->type)));
        if (its)
            layers.push_back(its);
        if (its && !said)
            said = its;
        layers.push_back(layer);
    }
    settings::RuntimeConfig config;
    config.name = m_additions.freeConfigName(u"%1 %2"_s.arg(name, context));
    config.kubernetes.contexts = {context};
    m_notes.setLayers(layers);
    m_notes.changed(said, to(config, u"kubernetes.contexts"_s), context,
                    u"a runtime config of its own, with what all contexts have"_s);
    takeLayers(layers, std::move(config));
}

void SkyPilot::takeLayers(const Layers &layers, settings::RuntimeConfig config)
{
    const YamlValue merged = mergedSettings(layers);
    const SourceValue at{&merged, layers.front().path};
    m_notes.setLayers(layers);
    if (++m_count > MostObjects)
        return m_notes.wrong(at, u"expected at most %1 of them"_s.arg(MostObjects));
    takeSettings(at, config);
    add(at, std::move(config));
}

//! \p own: contexts that have settings of their own.
void SkyPilot::takeContexts(const SourceValue &at, const QStringList &own, settings::RuntimeConfig &config)
{
    const SourceValue allowed = at.member(u"allowed_contexts"_s);
    QStringList &contexts = config.kubernetes.contexts;
    const QString field = to(config, u"kubernetes.contexts"_s);
    if (!allowed)
        return;
    if (allowed.text() == "all"_L1) {
        contexts = {u"*"_s};
        return m_notes.changed(allowed, field, u"*"_s, u"all contexts, in the order of their names"_s);
    }
    if (!allowed.isA(Type::List))
        return m_notes.wrong(allowed, u"expected a list of contexts, or all"_s);
    QStringList others;
    for (const SourceValue &item : allowed.items()) {
        const QString name = item.text();
        if (!item.isScalar() || name.isEmpty())
            m_notes.wrong(item, u"expected the name of a context"_s);
        else if (name.startsWith("ssh-"_L1))
            m_notes.notTaken(item, u"SSH node pools are SkyPilot's own"_s);
        else if (!contexts.contains(name))
            contexts += name;
        if (own.contains(name))
            others += name;
    }
    if (contexts.isEmpty()) {
        config.enabled = false;
        return m_notes.changed(allowed, to(config, u"enabled"_s), u"false"_s,
                               u"no context is allowed: nothing is launched with this config"_s);
    }
    if (others.isEmpty())
        return m_notes.taken(allowed, field, contexts.join(u", "_s));
    m_notes.changed(allowed, field, contexts.join(u", "_s),
                    u"in failover order; %1 have settings of their own, which only their own configs have"_s.arg(
                        others.join(u", "_s)));
}

void SkyPilot::add(const SourceValue &at, settings::RuntimeConfig config)
{
    if (config.image.reference.isEmpty())
        m_notes.warn(at, to(config, u"image"_s),
                     u"SkyPilot says the image with each task: choose one before it is launched"_s);
    m_additions.add(std::move(config));
}

void importSkyPilot(const SourceValue &root, Additions &additions, ImportNotes &notes)
{
    SkyPilot(root, additions, notes).import();
}

} // namespace fairlead::configimport
