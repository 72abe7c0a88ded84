// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "sourcemap.h"
#include "sources.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::configimport {

namespace {

using Type = SourceValue::Type;

//! Projects with their kubernetes backends: each a runtime config that its project gets.
class Dstack
{
public:
    Dstack(const SourceValue &root, Additions &additions, ImportNotes &notes)
        : m_root(root, notes)
        , m_additions(additions)
        , m_notes(notes)
    {
    }

    void import();

private:
    void takeProject(const SourceValue &at);
    std::optional<settings::Reference> takeBackend(const SourceValue &at, const QString &project);
    void takeKubeconfig(const SourceValue &at);
    void takeContexts(SourceMap &backend, settings::RuntimeConfig &config);
    void takeContext(const SourceValue &item, QStringList &names);
    void takeNamespace(SourceMap &backend, settings::RuntimeConfig &config, bool hasContexts);
    void leaveRemoved(SourceMap &backend);
    void addProject(const SourceValue &name, const settings::Reference &config);

    SourceMap m_root;
    Additions &m_additions;
    ImportNotes &m_notes;
};

void Dstack::import()
{
    for (const SourceValue &at : objectsOf(m_root.list(u"projects"_s), m_notes))
        takeProject(at);
    SourceMap encryption(m_root.map(u"encryption"_s), m_notes);
    for (const SourceValue &key : encryption.list(u"keys"_s).items())
        m_notes.secret(key, u"fairlead.yaml holds no secrets, so there is nothing to encrypt"_s);
    encryption.tellRest();
    FieldTaker fields(m_root, m_notes, {});
    fields.leave(u"default_permissions"_s, u"who may use a config is said by its groups"_s);
    fields.leave(u"plugins"_s, u"programs of dstack's own"_s);
    m_root.tellRest();
}

void Dstack::takeProject(const SourceValue &at)
{
    SourceMap project(at, m_notes);
    const SourceValue name = project.scalar(u"name"_s);
    if (at.isA(Type::Map) && name.text().isEmpty())
        m_notes.wrong(at, u"expected the name of the project"_s);
    std::optional<settings::Reference> first;
    for (const SourceValue &backend : objectsOf(project.list(u"backends"_s), m_notes)) {
        const auto config = takeBackend(backend, name.text());
        if (!first)
            first = config;
    }
    project.tellRest();
    if (first && !name.text().isEmpty())
        addProject(name, *first);
    else if (name)
        m_notes.notTaken(name, u"a project without a kubernetes backend gets nothing here"_s);
}

void Dstack::addProject(const SourceValue &name, const settings::Reference &config)
{
    const auto isIt = [&name](const settings::Project &each) { return each.name == name.text(); };
    for (const auto *list : {&m_additions.existing().projects, &m_additions.added().projects}) {
        if (std::any_of(list->begin(), list->end(), isIt))
            return m_notes.notTaken(name, u"this project is there already: choose its runtime config in Projects"_s);
    }
    settings::Project project{.name = name.text()};
    project.config.runtimeConfig = config;
    m_additions.add(std::move(project));
    m_notes.changed(name, u"projects[%1].runtimeConfig"_s.arg(name.text()), config.name,
                    u"a project whose workloads get this config"_s);
}

//! \return nothing where it is no kubernetes backend.
std::optional<settings::Reference> Dstack::takeBackend(const SourceValue &at, const QString &project)
{
    SourceMap backend(at, m_notes);
    const SourceValue type = backend.scalar(u"type"_s);
    if (type.text() != "kubernetes"_L1) {
        if (type)
            m_notes.notTaken(type, type.text() == "k8s"_L1 ? u"expected kubernetes"_s
                                                           : u"a cloud: Fairlead launches on Kubernetes and Docker"_s);
        if (const SourceValue creds = backend.any(u"creds"_s))
            m_notes.secret(creds, u"a cloud's login is not needed here"_s);
        backend.tellRest(u"of a backend that is not taken"_s);
        return std::nullopt;
    }
    settings::RuntimeConfig config;
    config.name = m_additions.freeConfigName(project.isEmpty() ? u"dstack"_s : project);
    m_notes.changed(type, u"runtimeConfigs[%1]"_s.arg(config.name), config.name,
                    config.name == project ? u"a runtime config named after the project"_s
                                           : u"a runtime config; there is another one of the project's name"_s);
    takeKubeconfig(backend.map(u"kubeconfig"_s));
    const bool hasContexts = backend.has(u"contexts"_s);
    takeContexts(backend, config);
    takeNamespace(backend, config, hasContexts);
    if (const SourceValue jump = backend.any(u"proxy_jump"_s))
        m_notes.notTaken(jump, u"no jump host is needed: Fairlead reaches pods through the API server"_s);
    leaveRemoved(backend);
    backend.tellRest();
    m_notes.warn(at, u"runtimeConfigs[%1].image"_s.arg(config.name),
                 u"dstack says the image with each run: choose one before it is launched"_s);
    return m_additions.add(std::move(config));
}

void Dstack::takeKubeconfig(const SourceValue &at)
{
    SourceMap kubeconfig(at, m_notes);
    if (const SourceValue file = kubeconfig.scalar(u"filename"_s); !file.text().isEmpty())
        m_notes.notTaken(file,
                         u"Fairlead keeps no kubeconfigs: open this file in the console, or name it in KUBECONFIG"_s);
    if (const SourceValue data = kubeconfig.any(u"data"_s))
        m_notes.secret(
            data, u"a kubeconfig is a secret: save it as a file that only you can read, and open it in the console"_s);
    kubeconfig.tellRest();
}

void Dstack::takeContexts(SourceMap &backend, settings::RuntimeConfig &config)
{
    const SourceValue contexts = backend.list(u"contexts"_s);
    QStringList &names = config.kubernetes.contexts;
    for (const SourceValue &item : contexts.items())
        takeContext(item, names);
    const QString field = u"runtimeConfigs[%1].kubernetes.contexts"_s.arg(config.name);
    if (contexts && names.isEmpty()) {
        config.enabled = false;
        m_notes.changed(contexts, u"runtimeConfigs[%1].enabled"_s.arg(config.name), u"false"_s,
                        u"no context is named: nothing is launched with this config"_s);
    } else if (contexts) {
        m_notes.changed(contexts, field, names.join(u", "_s), u"in failover order"_s);
    }
}

void Dstack::takeContext(const SourceValue &item, QStringList &names)
{
    QString name = item.text();
    if (item.isA(Type::Map)) {
        SourceMap context(item, m_notes);
        name = context.scalar(u"name"_s).text();
        if (const SourceValue jump = context.any(u"proxy_jump"_s))
            m_notes.notTaken(jump, u"no jump host is needed: Fairlead reaches pods through the API server"_s);
        if (const SourceValue ns = context.any(u"namespace"_s))
            m_notes.wrong(ns, u"expected no namespace here: it is the one of the kubeconfig's context"_s);
        context.tellRest();
    }
    if (name.isEmpty())
        m_notes.wrong(item, u"expected the name of a context"_s);
    else if (names.contains(name))
        m_notes.wrong(item, u"expected each context once; this one stands above already"_s);
    else
        names += name;
}

//! Without contexts dstack uses "default", whatever the kubeconfig says.
void Dstack::takeNamespace(SourceMap &backend, settings::RuntimeConfig &config, bool hasContexts)
{
    const SourceValue ns = backend.scalar(u"namespace"_s);
    const QString field = u"runtimeConfigs[%1].kubernetes.namespace"_s.arg(config.name);
    if (hasContexts && ns)
        return m_notes.wrong(ns, u"expected no namespace beside contexts: it is the one of each context"_s);
    if (hasContexts)
        return;
    config.kubernetes.ns = ns.text().isEmpty() ? u"default"_s : ns.text();
    if (ns)
        m_notes.taken(ns, field, config.kubernetes.ns);
    else
        m_notes.changed(backend.at(), field, config.kubernetes.ns, u"what dstack takes where none is said"_s);
}

//! Spellings of old releases.
void Dstack::leaveRemoved(SourceMap &backend)
{
    for (const QString &key : {u"networking"_s, u"ssh_host"_s, u"ssh_port"_s}) {
        if (const SourceValue value = backend.any(key))
            m_notes.wrong(
                value,
                u"expected proxy_jump, which this is called since dstack 0.19.31; no jump host is needed here"_s);
    }
    if (const SourceValue regions = backend.any(u"regions"_s))
        m_notes.wrong(regions, u"expected contexts: a region of Kubernetes is a context"_s);
}

} // namespace

void importDstack(const SourceValue &root, Additions &additions, ImportNotes &notes)
{
    Dstack(root, additions, notes).import();
}

} // namespace fairlead::configimport
