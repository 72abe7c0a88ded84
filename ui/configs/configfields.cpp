// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "configfields.h"

#include "backends/manifests/podports.h"
#include "models/configs/confignotes.h"
#include "models/configs/policycheck.h"
#include "models/configs/yamltext.h"
#include "ui/forms/yamledit.h"

using namespace Qt::StringLiterals;

namespace fairlead::ui {

ConfigFields::ConfigFields(const Theme &theme, const manifests::PodSchema &schema, QWidget *parent)
    : FormFields(theme, parent)
    , m_schema(schema)
{
    makeGeneral();
    makeTarget();
    makeImage();
    makeIdentity();
    makeResources();
    makeGpus();
    makePlacement();
    makeStorage();
    makeEnvironment();
    makeSecurity();
    makePatch();
    makeTimeouts();
    makeLabels();
    addEnd();
}

void ConfigFields::setConfig(const Config &config, bool isNew)
{
    m_config = config;
    begin(isNew, [this] { m_bindings.show(m_config); });
    openWhatIsSet(config);
}

ConfigFields::Config ConfigFields::config() const
{
    Config config = m_config;
    m_bindings.read(config);
    return config;
}

//! Groups that every config needs are open, and those in which something is set.
void ConfigFields::openWhatIsSet(const Config &config)
{
    for (const QString &group : {u"general"_s, u"target"_s, u"image"_s, u"resources"_s})
        setGroupOpen(group, true);
    const models::ConfigNotes notes = models::configNotes(config);
    const settings::KubernetesPart &part = config.kubernetes;
    const bool hasMoreIdentity = part.serviceAccount != "default"_L1 || !part.namespaceLabels.empty() ||
                                 !part.namespacePolicies.isEmpty() || !part.roles.isEmpty();
    setGroupOpen(u"identity"_s, hasMoreIdentity || !notes.identity.isEmpty());
    setGroupOpen(u"gpus"_s, !notes.gpus.isEmpty());
    setGroupOpen(u"placement"_s, !notes.placement.isEmpty());
    setGroupOpen(u"storage"_s, !notes.storage.isEmpty());
    setGroupOpen(u"environment"_s, !notes.environment.isEmpty());
    setGroupOpen(u"security"_s, config.securityContext != settings::SecurityContext());
    setGroupOpen(u"patch"_s, !notes.patch.isEmpty());
    setGroupOpen(u"timeouts"_s, !notes.timeouts.isEmpty());
    setGroupOpen(u"labels"_s, !notes.labels.isEmpty());
}

void ConfigFields::refresh()
{
    const Config now = config();
    m_isDocker = now.isDocker();
    showPullPolicies();
    showFields(now);
    showNotes(now);
}

//! A field of the other engine is out of sight. So is one that means nothing there or without another one, unless
//! something is in it.
bool ConfigFields::isShown(const QString &key, const Config &config) const
{
    if (key.startsWith("kubernetes."_L1))
        return !m_isDocker && isShownFor(key, config);
    if (key.startsWith("docker."_L1))
        return m_isDocker;
    return isShownFor(key, config);
}

bool ConfigFields::isShownFor(const QString &key, const Config &config) const
{
    const settings::KubernetesPart &part = config.kubernetes;
    if (key == "groups"_L1)
        return config.usableBy == "groups"_L1;
    if (key == "image.pullSecret"_L1)
        return !m_isDocker || !config.image.pullSecret.isEmpty();
    if (key == "image.pullSecretFrom"_L1)
        return !m_isDocker || !config.image.pullSecretFrom.id.isEmpty();
    if (key == "kubernetes.namespaceLabels"_L1)
        return part.createNamespace || !part.namespaceLabels.empty();
    if (key == "kubernetes.namespacePolicies"_L1)
        return part.createNamespace || !m_yaml[key]->toPlainText().isEmpty();
    if (key == "kubernetes.serviceAccountName"_L1)
        return part.serviceAccount == "existing"_L1 || !part.serviceAccountName.isEmpty();
    if (key == "kubernetes.roles"_L1)
        return part.serviceAccount == "perRun"_L1 || !part.roles.isEmpty();
    if (key == "kubernetes.sharedMemory.size"_L1)
        return part.sharedMemory.enabled || !part.sharedMemory.size.isEmpty();
    if (key == "securityContext.fsGroup"_L1)
        return !m_isDocker || !m_numbers[key]->text().isEmpty();
    if (key == "securityContext.writableFolders"_L1)
        return config.securityContext.readOnlyRootFilesystem || !config.securityContext.writableFolders.isEmpty();
    if (key == "annotations"_L1)
        return !m_isDocker || !config.annotations.empty();
    return true;
}

void ConfigFields::showFields(const Config &config)
{
    for (const QString &key : keys())
        setFieldVisible(key, isShown(key, config));
    for (const QString &group : {u"identity"_s, u"placement"_s, u"patch"_s})
        setGroupVisible(group, !m_isDocker);
    setGroupVisible(u"timeouts"_s, !m_isDocker || config.timeouts != settings::Timeouts());
}

void ConfigFields::showNotes(const Config &config)
{
    const models::ConfigNotes notes = models::configNotes(config);
    setGroupNote(u"identity"_s, notes.identity);
    setGroupNote(u"resources"_s, notes.resources);
    setGroupNote(u"gpus"_s, notes.gpus);
    setGroupNote(u"placement"_s, notes.placement);
    setGroupNote(u"storage"_s, notes.storage);
    setGroupNote(u"environment"_s, notes.environment);
    setGroupNote(u"security"_s, notes.security);
    setGroupNote(u"patch"_s, notes.patch);
    setGroupNote(u"timeouts"_s, notes.timeouts);
    setGroupNote(u"labels"_s, notes.labels);
}

std::vector<models::FieldProblem> ConfigFields::inputProblems() const
{
    std::vector<models::FieldProblem> problems = readProblems();
    for (models::FieldProblem &problem : problems) {
        // What cannot be read cannot be kept either: the other engine's, which is not shown, has to be mended, too.
        if (!problem.field.startsWith(m_isDocker ? "kubernetes."_L1 : "docker."_L1))
            continue;
        problem.message = (m_isDocker ? tr("Mend or clear what is written for Kubernetes, %1: %2")
                                      : tr("Mend or clear what is written for Docker, %1: %2"))
                              .arg(problem.field, problem.message);
        problem.field = u"engine"_s;
    }
    return problems;
}

//! What is typed and is no value.
std::vector<models::FieldProblem> ConfigFields::readProblems() const
{
    std::vector<models::FieldProblem> problems;
    for (const QString &key : keys()) {
        if (const QLineEdit *edit = m_numbers.value(key); edit && !edit->text().trimmed().isEmpty()) {
            bool isNumber = false;
            edit->text().trimmed().toLongLong(&isNumber);
            if (!isNumber)
                problems.push_back({key, tr("Expected a whole number")});
        } else if (const YamlEdit *yaml = m_yaml.value(key); yaml && !yaml->written().isRight()) {
            problems.push_back({key, yaml->written().problem});
        } else if (const RowsEdit *rows = m_rows.value(key)) {
            const auto its = rows->inputProblems(key);
            problems.insert(problems.end(), its.begin(), its.end());
        }
    }
    return problems;
}

void ConfigFields::showProblems(std::vector<models::FieldProblem> problems)
{
    const auto mark = [&](const QString &key, const auto &problemsOf) {
        const models::YamlText &written = m_yaml[key]->written();
        const std::vector<manifests::SchemaProblem> found = problemsOf(written.part);
        problems = models::located(std::move(problems), key, found);
        m_yaml[key]->markLine(!found.empty() ? found.front().line : written.line);
    };
    mark(u"kubernetes.affinity"_s, [this](const settings::YamlPart &part) {
        return m_schema.problems(part.value, manifests::PodSchema::Affinity);
    });
    mark(u"kubernetes.podTemplatePatch"_s,
         [this](const settings::YamlPart &part) { return manifests::patchProblems(part.value, m_schema); });
    mark(u"kubernetes.namespacePolicies"_s, models::policyProblems);
    std::erase_if(problems, [](const models::FieldProblem &problem) { // stands there in red
        return problem.field == "securityContext.privileged"_L1 && problem.severity == models::Severity::Warning;
    });
    setProblems(std::move(problems));
}

} // namespace fairlead::ui
