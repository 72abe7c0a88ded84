// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
// What can be done in the pane of runtime configs by its name or by a key.
#include "backends/configimport/importchanges.h"
#include "backends/runs/launchplan.h"
#include "backends/settings/findbyid.h"
#include "backends/settings/settingsstore.h"
#include "configinspector.h"
#include "configspane.h"
#include "configstable.h"
#include "models/configs/configpreview.h"
#include "models/configs/configsmodels.h"
#include "models/configs/launchfactskeeper.h"
#include "models/plaintext.h"
#include "peopleview.h"
#include "testdialog.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/exporter.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/paneheader.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

//! What is asked for while the form is open is asked after what becomes of the form: it may be about what stands there.
std::vector<Command> ConfigsPane::commands()
{
    const QString action = tr("Action");
    const auto ofSelected = [this](void (ConfigsPane::*run)(const QString &id)) {
        return [this, run] { withSelected([this, run](const QString &id) { (this->*run)(id); }); };
    };
    std::vector<Command> commands{
        {tr("Add another runtime config"), action, {}, [this] { newConfig(); }},
        {tr("Edit the selected runtime config"),
         action,
         {},
         [this] { withSelected([this](const QString &id) { editConfig(id); }); }},
        {tr("Duplicate the selected runtime config"), action, {}, ofSelected(&ConfigsPane::duplicateConfig)},
        {tr("New run of the selected runtime config"),
         action,
         {},
         [this] { withSelected([this](const QString &id) { emit runRequested(id); }); }},
        {tr("Test the selected runtime configs"), action, {}, [this] { testSelected(); }},
        {tr("Test the selected runtime config with a command of your own"),
         action,
         {},
         ofSelected(&ConfigsPane::askHowToTest)},
        {tr("Test all runtime configs"), action, {}, [this] { testAll(); }},
        {tr("Move the selected runtime config up"), action, {}, [this] { moveSelected(-1); }},
        {tr("Move the selected runtime config down"), action, {}, [this] { moveSelected(1); }},
        {tr("Delete the selected runtime config"), action, {}, [this] { m_inspector->askToRemove(); }},
        {tr("Import runtime configs"), action, {}, [this] { importConfigs(); }},
        {tr("Export the selected runtime config"), action, {}, ofSelected(&ConfigsPane::exportConfig)},
        {tr("Export what a launch of the selected runtime config sends"),
         action,
         {},
         ofSelected(&ConfigsPane::exportManifests)},
    };
    for (const auto &[title, view] :
         {std::pair(tr("Show runtime configs and how they stand"), View::Configs),
          std::pair(tr("Show for whom runtime configs are: users and projects"), View::People)})
        commands.push_back({title, action, {}, [this, view = view] {
                                showView(view);
                                setFocus();
                            }});
    for (Command &command : m_people->commands()) {
        command.run = [this, run = std::move(command.run)] {
            showView(View::People);
            run();
        };
        commands.push_back(std::move(command));
    }
    for (const QString &id : m_models.configs.keys())
        commands.push_back({m_models.configs.nameOf(id), tr("Runtime config"), {}, [this, id] {
                                showView(View::Configs);
                                selectConfig(id);
                                setFocus();
                            }});
    for (Command &command : m_table->table().commands())
        commands.push_back(std::move(command));
    for (Command &command : commands)
        command.run = [this, run = std::move(command.run)] { leaveForm(run); };
    return commands;
}

void ConfigsPane::withSelected(const std::function<void(const QString &id)> &run)
{
    if (const QStringList ids = m_table->selectedIds(); ids.size() == 1)
        run(ids.front());
}

void ConfigsPane::testSelected()
{
    if (const QStringList ids = m_table->selectedIds(); !ids.isEmpty())
        emit testRequested(ids);
}

//! Those with which something is launched.
void ConfigsPane::testAll()
{
    QStringList ids;
    for (const models::ConfigEntry *entry : m_models.configs.entries()) {
        if (entry->config.enabled)
            ids += entry->config.id;
    }
    if (!ids.isEmpty())
        emit testRequested(ids);
}

//! To each target, for the first user who may use it; what cannot be made is told instead.
void ConfigsPane::exportManifests(const QString &id)
{
    const settings::Settings &settings = m_store.settings();
    const settings::RuntimeConfig *config = settings::findById(settings.runtimeConfigs, id);
    if (!config)
        return;
    runs::LaunchRequest request = models::previewRequest(*config);
    request.user = settings::findById(settings.users, models::usualWishes(*config, settings).userId);
    const auto previews = models::configPreviews(*config, request, settings.defaults.target, m_facts.facts(), settings,
                                                 manifests::PodSchema());
    const models::LaunchDocument document = models::launchDocument(previews);
    if (document.text.isEmpty()) {
        m_header->notice().say(document.problem, models::Severity::Error);
        return;
    }
    const QString name = models::plainLine(config->name, 200);
    m_export->ask(tr("Export what a launch of %1 sends").arg(name), runs::launchName(name, u"manifests"_s),
                  config->isDocker() ? u"json"_s : u"yaml"_s,
                  [text = document.text.toUtf8()]() -> std::function<QByteArray()> { return [text] { return text; }; });
    if (!document.problem.isEmpty())
        m_header->notice().say(document.problem, models::Severity::Warning);
}

void ConfigsPane::askHowToTest(const QString &id)
{
    const settings::RuntimeConfig *config = settings::findById(m_store.settings().runtimeConfigs, id);
    if (!config)
        return;
    const auto usual = m_wishes.value(id, models::usualWishes(*config, m_store.settings()));
    auto *dialog = new TestDialog(config->name, m_store.settings(), usual, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, id] {
        m_wishes[id] = dialog->wishes();
        emit testWithRequested(id, m_wishes[id]);
    });
    dialog->open();
}

//! Down in the file; up where it is negative.
void ConfigsPane::moveSelected(int places)
{
    withSelected([this, places](const QString &id) {
        const std::vector<settings::RuntimeConfig> &all = m_store.settings().runtimeConfigs;
        const auto isIt = [&id](const settings::RuntimeConfig &each) { return each.id == id; };
        const auto from = std::find_if(all.begin(), all.end(), isIt) - all.begin();
        const auto to = from + places;
        if (from == qsizetype(all.size()) || to < 0 || to >= qsizetype(all.size()))
            return;
        const auto behind = places > 0 ? to : to - 1;
        const QString section = settings::sectionOf<settings::RuntimeConfig>();
        m_store.save({settings::moved(section, *settings::findObject(m_store.root(), section, id),
                                      behind < 0 ? QString() : all[std::size_t(behind)].id)},
                     this, [this](const settings::SaveOutcome &outcome) {
                         using Kind = settings::SaveOutcome::Kind;
                         if (outcome.kind == Kind::Clash)
                             m_header->notice().say(
                                 tr("Not moved: somebody else changed this config in the file meanwhile. Try again."),
                                 models::Severity::Error);
                         else if (outcome.kind != Kind::Saved)
                             m_header->notice().say(tr("Not moved: %1").arg(models::plainLine(outcome.reason, 400)),
                                                    models::Severity::Error);
                     });
    });
}

//! With all that it refers to, so that it can be imported elsewhere.
void ConfigsPane::exportConfig(const QString &id)
{
    const QString name = models::plainLine(m_models.configs.nameOf(id), 200);
    const QByteArray text = configimport::selfContained(m_store.settings(), {id});
    m_export->ask(tr("Export %1").arg(name), runs::launchName(name, u"config"_s), u"yaml"_s,
                  [text]() -> std::function<QByteArray()> { return [text] { return text; }; });
}

std::vector<KeyGroup> ConfigsPane::keyGroups() const
{
    std::vector<KeyHint> hints = DataTable::keyHints();
    const std::vector<KeyHint> own{{{QKeySequence(Qt::Key_Return)}, tr("Edit the selected runtime config")},
                                   {{QKeySequence(Qt::CTRL | Qt::Key_N)}, tr("Add another config")},
                                   {{QKeySequence(Qt::CTRL | Qt::Key_D)}, tr("Duplicate the selected runtime config")},
                                   {{QKeySequence(Qt::CTRL | Qt::Key_T)}, tr("Test the selected runtime configs")},
                                   {{QKeySequence(Qt::ALT | Qt::Key_Up), QKeySequence(Qt::ALT | Qt::Key_Down)},
                                    tr("Move the selected runtime config up, down")},
                                   {{QKeySequence(Qt::Key_Delete)}, tr("Delete the selected runtime config")}};
    hints.insert(hints.begin(), own.begin(), own.end());
    return {{tr("Table"), std::move(hints)},
            {tr("Form"),
             {{{QKeySequence(Qt::CTRL | Qt::Key_S)}, tr("Save")},
              {{QKeySequence(Qt::Key_Escape)}, tr("Leave; asks where something is not saved")}}}};
}

} // namespace fairlead::ui
