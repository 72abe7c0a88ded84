// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "configform.h"

#include "backends/settings/findbyid.h"
#include "configfields.h"
#include "manifestpreview.h"
#include "models/configs/configcheck.h"
#include "models/configs/launchfactskeeper.h"
#include "models/configs/newconfig.h"
#include "models/keptstate.h"
#include "models/plaintext.h"
#include "ui/forms/fieldspanel.h"

#include <QPushButton>
#include <QSplitter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

using settings::RuntimeConfig;

ConfigForm::ConfigForm(const Theme &theme, models::LaunchFactsKeeper &facts, settings::SettingsStore &store,
                       QWidget *parent)
    : ConfigForm(theme, facts, store, std::make_shared<const manifests::PodSchema>(), parent)
{
}

ConfigForm::ConfigForm(const Theme &theme, models::LaunchFactsKeeper &facts, settings::SettingsStore &store,
                       std::shared_ptr<const manifests::PodSchema> schema, QWidget *parent)
    : ConfigForm(theme, facts, store, schema, new ConfigFields(theme, *schema, parent), parent)
{
}

ConfigForm::ConfigForm(const Theme &theme, models::LaunchFactsKeeper &facts, settings::SettingsStore &store,
                       std::shared_ptr<const manifests::PodSchema> schema, ConfigFields *fields, QWidget *parent)
    : ObjectPage(store, *fields,
                 {tr("Runtime config"),
                  tr("Somebody has removed this runtime config meanwhile. Nothing was written yet."),
                  tr("This runtime config is no longer in the settings file. Saving asks before it is put back.")},
                 parent)
    , m_facts(facts)
    , m_schema(std::move(schema))
    , m_outlooks(
          [this] { return [query = query(), schema = m_schema] { return models::configOutlook(query, *schema); }; },
          [this](const models::ConfigOutlook &outlook) { onMade(outlook); })
    , m_fields(fields)
    , m_preview(new ManifestPreview(theme, this))
    , m_columns(new QSplitter(Qt::Horizontal, this))
{
    fieldsPanel().setMinimumWidth(440); // rows of three editors
    m_columns->addWidget(&fieldsPanel());
    m_columns->addWidget(m_preview);
    m_columns->setSizes({580, 480});
    m_columns->setHandleWidth(10);
    m_columns->setChildrenCollapsible(false);
    m_columns->setStretchFactor(0, 1);
    m_columns->setStretchFactor(1, 2);
    setContent(m_columns);
    makeButtons();
    connect(&facts, &models::LaunchFactsKeeper::changed, this, [this] {
        if (isEditing())
            m_outlooks.ask();
    });
    followChoices();
}

//! For whom and in which project the preview is.
void ConfigForm::followChoices()
{
    const auto idAt = [](const auto &all, int place) {
        return place > 0 && std::size_t(place) <= all.size() ? all[std::size_t(place) - 1].id : QString();
    };
    connect(m_preview, &ManifestPreview::userChosen, this, [this, idAt](int place) {
        m_userId = idAt(store().settings().users, place);
        refreshWhom();
        m_outlooks.ask();
    });
    connect(m_preview, &ManifestPreview::projectChosen, this, [this, idAt](int place) {
        m_projectId = idAt(store().settings().projects, place);
        refreshWhom();
        m_outlooks.ask();
    });
}

void ConfigForm::makeButtons()
{
    m_test = addButton(tr("Save and test"));
    m_test->setToolTip(tr("Ctrl+Return"));
    connect(m_test, &QPushButton::clicked, this, &ConfigForm::saveAndTest);
    addKeys(QKeySequence(u"Ctrl+Return"_s), [this] { saveAndTest(); });
}

void ConfigForm::saveAndTest()
{
    save([this](const QString &id) { emit testRequested(id); });
}

void ConfigForm::beginWith(Edit edit, const QString &title, bool isCopy)
{
    m_outlooks.forget();
    m_factProblems.clear();
    m_preview->begin(!edit.isNew());
    const auto &users = store().settings().users;
    if (!settings::findById(users, m_userId)) // variables of a user would all be unknown
        m_userId = users.empty() ? QString() : users.front().id;
    begin(std::move(edit), title, isCopy);
}

void ConfigForm::editNew()
{
    beginWith(Edit(store().root(), models::newConfig(store().settings())), tr("New runtime config"));
}

void ConfigForm::edit(const QString &id)
{
    if (const auto now = Edit::of(store().root(), id))
        beginWith(*now, models::plainLine(now->object().name, 200));
}

void ConfigForm::editDuplicate(const QString &id)
{
    if (const RuntimeConfig *config = settings::findById(store().settings().runtimeConfigs, id))
        beginWith(Edit::ofCopy(store().root(), id, models::duplicateOf(*config, store().settings())),
                  tr("Copy of %1").arg(models::plainLine(config->name, 200)), true);
}

void ConfigForm::showObject(const RuntimeConfig &config, bool isNew)
{
    m_fields->setConfig(config, isNew);
}

RuntimeConfig ConfigForm::shownObject() const
{
    return m_fields->config();
}

//! What can be in no object is not in the one that is shown, and would be lost all the same.
QStringList ConfigForm::changedKeys() const
{
    QStringList keys = ObjectPage::changedKeys();
    for (const models::FieldProblem &problem : m_fields->inputProblems())
        keys += problem.field;
    return keys;
}

void ConfigForm::refreshChoices()
{
    m_fields->setChoices(store().settings());
    refreshWhom();
}

void ConfigForm::refreshWhom()
{
    const auto place = [](const auto &all, const QString &id) {
        const auto isIt = [&id](const auto &each) { return each.id == id; };
        const auto found = std::find_if(all.begin(), all.end(), isIt);
        return found == all.end() ? 0 : int(found - all.begin()) + 1;
    };
    const settings::Settings &settings = store().settings();
    QStringList users{tr("for nobody")};
    for (const settings::User &user : settings.users)
        users += tr("for %1").arg(models::plainLine(user.name, 60));
    m_preview->setUsers(users, place(settings.users, m_userId));
    QStringList projects{tr("in no project")};
    for (const settings::Project &project : settings.projects)
        projects += tr("in %1").arg(models::plainLine(project.name, 60));
    m_preview->setProjects(projects, place(settings.projects, m_projectId));
}

void ConfigForm::check()
{
    const RuntimeConfig config = m_fields->config();
    m_broken = m_fields->inputProblems();
    std::vector<models::FieldProblem> problems = m_broken;
    const auto append = [&problems](const std::vector<models::FieldProblem> &more) {
        problems.insert(problems.end(), more.begin(), more.end());
    };
    append(models::configProblems(config, store().settings(), *m_schema));
    append(m_factProblems);
    m_fields->showProblems(std::move(problems));
    m_outlooks.ask();
}

models::OutlookQuery ConfigForm::query() const
{
    models::OutlookQuery query{.config = m_fields->config(),
                               .saved = {},
                               .facts = m_facts.facts(),
                               .settings = store().settings(),
                               .userId = m_userId,
                               .projectId = m_projectId};
    if (const RuntimeConfig *saved = settings::findById(query.settings.runtimeConfigs, query.config.id))
        query.saved = *saved;
    return query;
}

void ConfigForm::onMade(const models::ConfigOutlook &outlook)
{
    m_fields->setFacts(outlook.choices, outlook.defaults);
    QStringList broken;
    for (const models::FieldProblem &problem : m_broken)
        broken += tr("%1: %2").arg(problem.field, problem.message);
    m_preview->setPreviews(outlook.previews, outlook.saved, broken);
    if (m_factProblems == outlook.problems)
        return;
    m_factProblems = outlook.problems;
    checkAll();
}

void ConfigForm::refreshButtons(const models::FormState &state)
{
    m_test->setEnabled(state.canTry());
    m_test->setText(state.hasToSave() ? tr("Save and test") : tr("Test"));
}

void ConfigForm::ended()
{
    m_outlooks.forget();
}

void ConfigForm::saveState(models::KeptState &settings) const
{
    settings.setValue("configs/formSplitter"_L1, m_columns->saveState());
}

void ConfigForm::restoreState(const models::KeptState &settings)
{
    m_columns->restoreState(settings.value("configs/formSplitter"_L1).toByteArray());
}

} // namespace fairlead::ui
