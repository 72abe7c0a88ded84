// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dssconfig.h"
#include "dsspolicy.h"
#include "sources.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::configimport {

namespace {

using settings::Reference;

//! The settings of an instance: what is said beside the configs, and the configs.
class Dss
{
public:
    Dss(const SourceValue &root, Additions &additions, ImportNotes &notes)
        : m_root(root, notes)
        , m_containers(root.member(u"containerSettings"_s) ? m_root.map(u"containerSettings"_s) : SourceValue(), notes)
        , m_additions(additions)
        , m_notes(notes)
    {
    }

    void import();

private:
    SourceMap &settings() { return m_containers.at() ? m_containers : m_root; }
    void takeOverrides();
    void takeBuilds();
    void takeBuild(const SourceValue &at);
    void takePushes(SourceMap &build, DssSurroundings::Build &result, const QString &name);
    void takeDefaults();
    void takeDefault(const QString &key, const QString &field, settings::ConfigChoice &target,
                     const settings::ConfigChoice &existing);
    void takePolicies();
    void takeUsers();
    void leaveOthers();

    SourceMap m_root;
    SourceMap m_containers;
    Additions &m_additions;
    ImportNotes &m_notes;
    DssSurroundings m_around;
    QHash<QString, Reference> m_configs; //!< by the names of the source
};

void Dss::import()
{
    takeOverrides();
    takeBuilds();
    for (const SourceValue &at : objectsOf(settings().list(u"executionConfigs"_s), m_notes)) {
        DssConfig config(at, m_around, m_additions, m_notes);
        if (const QString name = config.import(); !name.isEmpty())
            m_configs.insert(name, config.added());
    }
    takeDefaults();
    takePolicies();
    takeUsers();
    leaveOthers();
}

void Dss::takeOverrides()
{
    const SourceValue at = settings().map(u"executionConfigsGenericOverrides"_s);
    if (!at)
        return;
    SourceMap overrides(at, m_notes);
    for (const auto &[key, target] :
         {std::pair(u"kubeCtlContext"_s, &m_around.context), std::pair(u"baseImage"_s, &m_around.baseImage),
          std::pair(u"repositoryURL"_s, &m_around.repositoryUrl)}) {
        const SourceValue value = overrides.scalar(key);
        if (value.text().isEmpty())
            continue;
        *target = value.text();
        m_notes.changed(value, u"runtimeConfigs"_s, *target, u"for each config that says nothing of it itself"_s);
    }
    FieldTaker fields(overrides, m_notes, {});
    fields.leave(u"kubeConfigPath"_s,
                 u"Fairlead keeps no kubeconfigs: open this file in the console, or name it in KUBECONFIG"_s);
    for (const SourceMap::Pair &property : overrides.pairs(u"properties"_s)) {
        if (property.isSecret)
            m_notes.secret(property.named(), u"a secret is not kept in fairlead.yaml"_s);
        else
            m_notes.leave(property.named(), u"properties belong to a cluster of DSS"_s);
    }
    overrides.tellRest();
}

void Dss::takeBuilds()
{
    for (const SourceValue &at : objectsOf(settings().list(u"buildConfigs"_s), m_notes))
        takeBuild(at);
}

void Dss::takeBuild(const SourceValue &at)
{
    SourceMap build(at, m_notes);
    const SourceValue name = build.scalar(u"name"_s);
    DssSurroundings::Build result;
    const SourceValue image = build.scalar(u"baseImage"_s);
    result.baseImage = image.text();
    if (name)
        m_notes.changed(name, u"runtimeConfigs"_s, name.text(), u"execution configs that name it get its registries"_s);
    if (!image.text().isEmpty())
        m_notes.changed(image, u"runtimeConfigs"_s, image.text(), u"the image of execution configs that name it"_s);
    FieldTaker fields(build, m_notes, {});
    fields.leave(u"baseImageType"_s, u"make a recipe of this kind in Base images to build it with Fairlead"_s);
    fields.leave(u"imageBuilderType"_s, u"Fairlead builds on Docker daemons: make a recipe in Base images"_s);
    fields.leave(u"isFinal"_s, u"no config overrides another one here"_s);
    fields.leave(u"properties"_s, u"properties of DSS' own builder"_s);
    takePushes(build, result, name.text());
    build.tellRest();
    m_around.builds.insert(name.text(), result);
}

void Dss::takePushes(SourceMap &build, DssSurroundings::Build &result, const QString &name)
{
    for (const QString &key : {u"dockerBuilderConfig"_s, u"dkuInClusterBuilderConfig"_s, u"openshiftBuilderConfig"_s}) {
        SourceMap builder(build.map(key), m_notes);
        for (const SourceValue &item : builder.list(u"pushConfigs"_s).items()) {
            SourceMap push(item, m_notes);
            const SourceValue url = push.scalar(u"repositoryURL"_s);
            const SourceValue hook = push.firstOf({u"hook"_s, u"prePushMode"_s});
            if (const auto registry = dssRegistry(url, hook, u"registries"_s, m_additions, m_notes))
                result.registries.push_back(*registry);
            push.tellRest();
        }
        FieldTaker fields(builder, m_notes, {});
        fields.leave(u"dockerTLSVerify"_s,
                     u"of the daemon that builds %1: add it in Docker to build there"_s.arg(name));
        fields.leave(u"dockerHost"_s, u"of the daemon that builds %1: add it in Docker to build there"_s.arg(name));
        builder.tellRest();
    }
}

void Dss::takeDefaults()
{
    const settings::Defaults &existing = m_additions.existing().defaults;
    settings::Defaults &ours = m_additions.defaults();
    takeDefault(u"defaultExecutionConfig"_s, u"defaults.userCode.runtimeConfig"_s, ours.userCode, existing.userCode);
    takeDefault(u"defaultExecutionConfigForVisualRecipesWorkloads"_s, u"defaults.visual.runtimeConfig"_s, ours.visual,
                existing.visual);
    FieldTaker containers(settings(), m_notes, {});
    containers.leave(u"defaultExecutionConfigForExporters"_s,
                     u"Fairlead tells user code and visual workloads apart, no exporters"_s);
    containers.leave(u"cdeEnabled"_s, u"a runtime config says itself whether it is for visual workloads"_s);
    for (SourceMap *map : {&m_root, &m_containers}) {
        FieldTaker fields(*map, m_notes, {});
        fields.leave(u"useImplicitK8sCluster"_s, u"a config that names no context uses the kubeconfig's current one"_s);
        fields.leave(u"defaultK8sClusterId"_s, u"a cluster that DSS made is no context: choose one in Defaults"_s);
        fields.leave(u"computeResourceUsageReportingSettings"_s,
                     u"Fairlead reads clusters itself and writes no reports"_s);
    }
}

void Dss::takeDefault(const QString &key, const QString &field, settings::ConfigChoice &target,
                      const settings::ConfigChoice &existing)
{
    const SourceValue at = settings().scalar(key);
    if (at.text().isEmpty())
        return;
    if (!m_configs.contains(at.text()))
        return m_notes.wrong(at, u"no execution config has this name"_s);
    if (!existing.runtimeConfig.id.isEmpty() || !existing.containerize)
        return m_notes.notTaken(at, u"there is a default already: change it in Defaults"_s);
    target.runtimeConfig = m_configs.value(at.text());
    m_notes.taken(at, field, target.runtimeConfig.name);
}

void Dss::takePolicies()
{
    for (SourceMap *map : {&m_root, &m_containers}) {
        SourceMap policies(map->map(u"k8sPoliciesSettings"_s), m_notes);
        for (const SourceValue &at : objectsOf(policies.list(u"policies"_s), m_notes))
            takeDssPolicy(at, m_additions, m_notes);
        policies.tellRest();
    }
}

//! users.json has them beside the settings.
void Dss::takeUsers()
{
    const auto &existing = m_additions.existing().users;
    for (const SourceValue &at : objectsOf(m_root.list(u"users"_s), m_notes)) {
        SourceMap map(at, m_notes);
        const SourceValue login = map.scalar(u"login"_s);
        if (login.text().isEmpty())
            continue;
        const auto isIt = [&login](const settings::User &each) { return each.name == login.text(); };
        if (std::any_of(existing.begin(), existing.end(), isIt)) {
            m_notes.notTaken(login, u"this user is there already"_s);
            continue;
        }
        settings::User user{.name = login.text()};
        m_notes.taken(login, u"users"_s, user.name);
        FieldTaker fields(map, m_notes, u"users[%1]"_s.arg(user.name));
        fields.texts(u"groups"_s, u"groups"_s, user.groups);
        fields.pairs({u"adminProperties"_s}, u"adminProperties"_s, user.adminProperties);
        fields.pairs({u"userProperties"_s}, u"userProperties"_s, user.userProperties);
        map.tellRest(u"Fairlead needs no more of a user"_s);
        m_additions.add(std::move(user));
    }
}

void Dss::leaveOthers()
{
    SourceMap spark(m_root.map(u"sparkSettings"_s), m_notes);
    for (const SourceValue &at : spark.list(u"executionConfigs"_s).items())
        m_notes.notTaken(at.member(u"name"_s) ? at.member(u"name"_s) : at,
                         u"Spark makes the pods of its executors itself; Fairlead launches no Spark"_s);
    spark.tellRest(u"Fairlead launches no Spark"_s);
    if (m_containers.at()) {
        m_containers.tellRest();
        m_root.tellRest(u"not about containers"_s);
    } else {
        m_root.tellRest();
    }
}

} // namespace

void importDss(const SourceValue &root, Additions &additions, ImportNotes &notes)
{
    Dss(root, additions, notes).import();
}

} // namespace fairlead::configimport
