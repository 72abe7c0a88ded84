// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runfields.h"

#include "backends/settings/findbyid.h"
#include "models/plaintext.h"
#include "ui/forms/codeedit.h"
#include "ui/forms/referencechoice.h"
#include "ui/forms/suggestedit.h"
#include "ui/widgets/checkbox.h"

#include <QLineEdit>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

using runs::RunForm;

constexpr int CommandLines = 5;

QString detailOf(const settings::RuntimeConfig &config)
{
    const QString places = config.isDocker() ? config.docker.daemon.name : config.kubernetes.contexts.join(u", "_s);
    return models::plainLine(places, 80);
}

//! \p name: by which the form knows them.
template <class Object>
void showNamed(ReferenceChoice &choice, const std::vector<Object> &objects, const QString &name)
{
    const auto found =
        std::find_if(objects.begin(), objects.end(), [&name](const Object &each) { return each.name == name; });
    choice.setChosen(found == objects.end() ? settings::Reference{.id = name, .name = name}
                                            : settings::Reference{found->id, found->name});
}

template <class Object>
std::vector<ReferenceChoice::Object> choicesOf(const std::vector<Object> &objects)
{
    std::vector<ReferenceChoice::Object> choices;
    for (const Object &each : objects)
        choices.push_back({.reference = {each.id, each.name}});
    return choices;
}

//! "as the config: 4", or \p otherwise where it says nothing.
QString asConfig(const QString &value, const QString &otherwise)
{
    return value.isEmpty() ? otherwise : RunFields::tr("as the config: %1").arg(models::plainLine(value, 80));
}

QString valueOf(const settings::TextPairs &pairs, const QString &key)
{
    const auto found = std::find_if(pairs.begin(), pairs.end(), [&key](const auto &each) { return each.first == key; });
    return found == pairs.end() ? QString() : found->second;
}

QString gpusOf(const settings::RuntimeConfig &config)
{
    if (config.isDocker())
        return config.docker.gpus.count ? QString::number(*config.docker.gpus.count) : QString();
    const settings::GpuRequest &gpu = config.kubernetes.gpu;
    if (gpu.count.value_or(0) <= 0)
        return {};
    return gpu.product.isEmpty() ? QString::number(*gpu.count) : u"%1:%2"_s.arg(gpu.product).arg(*gpu.count);
}

} // namespace

RunFields::RunFields(const Theme &theme, QWidget *parent)
    : FormFields(theme, parent)
{
    makeWhat();
    makeResources();
    makeWhere();
    addEnd();
}

ReferenceChoice *RunFields::reference(const QString &key, const QString &name)
{
    auto *choice = new ReferenceChoice(name, this);
    add(key, name, choice);
    connect(choice, &ReferenceChoice::edited, this, [this, key] { touch(key); });
    return choice;
}

void RunFields::makeWhat()
{
    addGroup(u"what"_s, tr("What"));
    m_config = reference(u"configId"_s, tr("Runtime config"));
    m_config->setWordForNothing(tr("choose one"));
    m_bindings.add(
        [this](const RunForm &form) {
            const auto *config = settings::findById(m_settings.runtimeConfigs, form.configId);
            m_config->setChosen({form.configId, config ? config->name : form.configId});
        },
        [this](RunForm &form) { form.configId = m_config->chosen().id; });
    m_template = new ChoiceButton(this);
    QStringList names{tr("none")};
    for (const runs::RunTemplate &each : runs::runTemplates())
        names += each.name;
    m_template->setAccessibleName(tr("Template"));
    m_template->setChoices(names);
    add(u"template"_s, tr("Template"), m_template);
    connect(m_template, &ChoiceButton::chosen, this, &RunFields::takeTemplate);
    m_command = code(u"command"_s, tr("Command"));
    m_command->setLines(CommandLines);
    m_bindings.text(*m_command, &RunForm::command);
    m_bindings.flag(*check(u"isShell"_s, tr("A script for /bin/sh, not a program with arguments")), &RunForm::isShell);
    m_image = line(u"image"_s, tr("Image"));
    m_bindings.line(*m_image, &RunForm::image);
}

void RunFields::makeResources()
{
    addGroup(u"resources"_s, tr("Resources of each node"));
    m_gpus = suggest(u"gpus"_s, tr("GPUs"));
    m_bindings.line(m_gpus->edit(), &RunForm::gpus);
    m_nodes = line(u"nodes"_s, tr("Nodes"), u"1"_s);
    m_bindings.add([this](const RunForm &form) { m_nodes->setText(QString::number(form.nodes)); },
                   [this](RunForm &form) {
                       const QString text = m_nodes->text().trimmed();
                       form.nodes = text.isEmpty() ? 1 : text.toInt();
                   });
    m_cpu = line(u"cpu"_s, tr("CPU"));
    m_bindings.line(*m_cpu, &RunForm::cpu);
    m_memory = line(u"memory"_s, tr("Memory"));
    m_bindings.line(*m_memory, &RunForm::memory);
    m_timeLimit = line(u"timeLimit"_s, tr("Time limit"));
    m_bindings.line(*m_timeLimit, &RunForm::timeLimit);
}

void RunFields::makeWhere()
{
    addGroup(u"where"_s, tr("Where, and for whom"));
    m_targets = suggest(u"targets"_s, tr("Contexts, or a daemon"));
    m_bindings.words(m_targets->edit(), &RunForm::targets);
    m_user = reference(u"user"_s, tr("User"));
    m_user->setWordForNothing(tr("nobody"));
    m_bindings.add([this](const RunForm &form) { showNamed(*m_user, m_settings.users, form.user); },
                   [this](RunForm &form) { form.user = m_user->chosen().name; });
    m_project = reference(u"project"_s, tr("Project"));
    m_project->setWordForNothing(tr("none"));
    m_bindings.add([this](const RunForm &form) { showNamed(*m_project, m_settings.projects, form.project); },
                   [this](RunForm &form) { form.project = m_project->chosen().name; });
    m_name = line(u"name"_s, tr("Name"));
    m_bindings.line(*m_name, &RunForm::name);
    addGroup(u"environment"_s, tr("Environment"));
    m_bindings.pairs(*pairs(u"environment"_s, tr("Variables, never secrets"), tr("name"), tr("value")),
                     &RunForm::environment);
}

//! Into the fields; what the template does not say stays.
void RunFields::takeTemplate(int place)
{
    if (place <= 0)
        return refresh();
    const runs::RunForm filled = runs::filledIn(form(), runs::runTemplates()[std::size_t(place) - 1]);
    quietly([&] { m_bindings.show(filled); });
    touch(u"command"_s);
}

void RunFields::setForm(const RunForm &form)
{
    begin(true, [&] {
        m_template->setCurrent(0);
        m_bindings.show(form);
    });
    setGroupOpen(u"what"_s, true);
    setGroupOpen(u"resources"_s, true);
    setGroupOpen(u"where"_s, true);
    setGroupOpen(u"environment"_s, !form.environment.empty());
}

RunForm RunFields::form() const
{
    RunForm form;
    m_bindings.read(form);
    return form;
}

std::vector<models::FieldProblem> RunFields::inputProblems() const
{
    const QString text = m_nodes->text().trimmed();
    bool isNumber = false;
    const int nodes = text.toInt(&isNumber);
    if (text.isEmpty() || (isNumber && nodes > 0))
        return {};
    return {{.field = u"nodes"_s, .message = tr("A whole number from 1 on")}};
}

void RunFields::setSettings(const settings::Settings &settings)
{
    m_settings = settings;
    quietly([this] {
        std::vector<ReferenceChoice::Object> configs;
        for (const settings::RuntimeConfig &config : m_settings.runtimeConfigs)
            configs.push_back({.reference = {config.id, config.name}, .detail = detailOf(config)});
        m_config->setObjects(std::move(configs));
        m_user->setObjects(choicesOf(m_settings.users));
        m_project->setObjects(choicesOf(m_settings.projects));
    });
    refresh();
}

void RunFields::setChoices(const models::FactChoices &choices)
{
    QStringList gpus{u"none"_s, u"1"_s};
    for (const QString &product : choices.products)
        gpus += product + u":1"_s;
    m_gpus->setSuggestions(gpus);
    m_targets->setSuggestions(choices.contexts);
}

const settings::RuntimeConfig *RunFields::config() const
{
    return settings::findById(m_settings.runtimeConfigs, m_config->chosen().id);
}

//! What is empty, and where that comes from.
void RunFields::refresh()
{
    const int place = m_template->current();
    setFieldNote(u"template"_s, place > 0 ? runs::runTemplates()[std::size_t(place) - 1].description : QString());
    setFieldNote(u"gpus"_s, tr("H100:8, A100:40GB..:2, nvidia:1..8, 1g.10gb, none"));
    const settings::RuntimeConfig *config = this->config();
    if (!config)
        return;
    const bool isDocker = config->isDocker();
    m_command->setPlaceholderText(tr("what the image says"));
    m_image->setPlaceholderText(asConfig(
        config->image.baseImage.name.isEmpty() ? config->image.reference : config->image.baseImage.name, QString()));
    m_gpus->edit().setPlaceholderText(asConfig(gpusOf(*config), tr("none, as the config")));
    const QString cpu =
        isDocker ? valueOf(config->docker.resources, u"cpus"_s) : valueOf(config->kubernetes.requests, u"cpu"_s);
    const QString memory =
        isDocker ? valueOf(config->docker.resources, u"memory"_s) : valueOf(config->kubernetes.requests, u"memory"_s);
    m_cpu->setPlaceholderText(asConfig(cpu, tr("the config says none: 4, 500m")));
    m_memory->setPlaceholderText(asConfig(memory, tr("the config says none: 16Gi")));
    m_timeLimit->setPlaceholderText(asConfig(config->timeouts.run, tr("none: 90s, 1h30m")));
    m_name->setPlaceholderText(models::plainLine(config->name, 80));
    m_targets->edit().setPlaceholderText(asConfig(
        isDocker ? config->docker.daemon.name : config->kubernetes.contexts.join(u", "_s), tr("the current context")));
    setFieldVisible(u"nodes"_s, !isDocker);
}

} // namespace fairlead::ui
