// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "recipeform.h"

#include "backends/images/dockerfile.h"
#include "backends/images/recipetext.h"
#include "backends/settings/findbyid.h"
#include "dockerfilepreview.h"
#include "models/images/baseimagesmodel.h"
#include "models/images/recipecheck.h"
#include "models/keptstate.h"
#include "models/plaintext.h"
#include "recipefields.h"
#include "ui/forms/fieldspanel.h"

#include <QFileInfo>
#include <QPushButton>
#include <QSplitter>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

RecipeForm::RecipeForm(const Theme &theme, const models::BaseImagesModel &recipes, settings::SettingsStore &store,
                       QWidget *parent)
    : RecipeForm(theme, recipes, store, new RecipeFields(theme, parent), parent)
{
}

RecipeForm::RecipeForm(const Theme &theme, const models::BaseImagesModel &recipes, settings::SettingsStore &store,
                       RecipeFields *fields, QWidget *parent)
    : ObjectPage(store, *fields,
                 {tr("Base image"), tr("Somebody has removed this base image meanwhile. Nothing was written yet."),
                  tr("This base image is no longer in the settings file. Saving asks before it is put back.")},
                 parent)
    , m_recipes(recipes)
    , m_fields(fields)
    , m_preview(new DockerfilePreview(theme, this))
    , m_columns(new QSplitter(Qt::Horizontal, this))
{
    m_fields->setFolder(QFileInfo(store.path()).absolutePath());
    m_columns->addWidget(&fieldsPanel());
    m_columns->addWidget(m_preview);
    m_columns->setSizes({560, 480});
    m_columns->setHandleWidth(10);
    m_columns->setChildrenCollapsible(false);
    m_columns->setStretchFactor(0, 1);
    m_columns->setStretchFactor(1, 2);
    setContent(m_columns);
    makeButtons();
    connect(&m_reader, &models::OwnDockerfileReader::wasRead, this, [this](const models::OwnDockerfile &file) {
        m_own = file;
        checkAll();
    });
    connect(m_preview, &DockerfilePreview::readAgainRequested, this, [this] { readOwn(true); });
    connect(m_preview, &DockerfilePreview::exportRequested, this,
            [this] { emit exportRequested(m_fields->recipe().name, m_preview->text()); });
}

void RecipeForm::makeButtons()
{
    m_build = addButton(tr("Save and build"));
    m_push = addButton(tr("Save, build and push"));
    m_push->setToolTip(tr("Ctrl+Return"));
    connect(m_build, &QPushButton::clicked, this, [this] { saveAndBuild(false); });
    connect(m_push, &QPushButton::clicked, this, [this] { saveAndBuild(true); });
    addKeys(QKeySequence(u"Ctrl+Return"_s), [this] { saveAndBuild(true); });
}

void RecipeForm::saveAndBuild(bool push)
{
    save([this, push](const QString &id) { emit buildRequested(id, push); });
}

void RecipeForm::beginWith(Edit edit, const QString &title, bool isCopy)
{
    m_own.reset();
    m_ownPath.clear();
    begin(std::move(edit), title, isCopy);
}

void RecipeForm::editNew()
{
    beginWith(Edit(store().root(), models::newRecipe(store().settings())), tr("New base image"));
}

void RecipeForm::edit(const QString &id)
{
    if (const auto now = Edit::of(store().root(), id))
        beginWith(*now, models::plainLine(now->object().name, 200));
}

void RecipeForm::editDuplicate(const QString &id)
{
    if (const settings::BaseImage *recipe = settings::findById(store().settings().baseImages, id))
        beginWith(Edit::ofCopy(store().root(), id, models::duplicateOf(*recipe, store().settings())),
                  tr("Copy of %1").arg(models::plainLine(recipe->name, 200)), true);
}

void RecipeForm::showObject(const settings::BaseImage &recipe, bool isNew)
{
    m_fields->setRecipe(recipe, isNew);
}

settings::BaseImage RecipeForm::shownObject() const
{
    return m_fields->recipe();
}

QStringList RecipeForm::bases() const
{
    QStringList bases;
    for (const QString &id : m_recipes.ids()) {
        if (const auto tag = m_recipes.tag(id); tag && id != object().id)
            bases += *tag;
    }
    for (const QString &image : {u"debian:12"_s, u"ubuntu:24.04"_s, u"almalinux:9"_s, u"rockylinux:9"_s})
        bases += image;
    bases.removeDuplicates();
    return bases;
}

void RecipeForm::refreshChoices()
{
    m_fields->setChoices(store().settings(), bases());
}

void RecipeForm::check()
{
    const settings::BaseImage recipe = m_fields->recipe();
    readOwn();
    const models::OwnDockerfile *own = m_own && m_fields->hasOwnDockerfile() ? &*m_own : nullptr;
    m_fields->setOwnDockerfile(own);
    m_fields->setProblems(models::recipeProblems(recipe, store().settings(), m_recipes.date(), own));
    m_fields->setExpandedTag(models::tagOf(recipe, m_recipes.date()).value_or(QString()));
    preview();
}

void RecipeForm::readOwn(bool again)
{
    const settings::BaseImage recipe = m_fields->recipe();
    if (recipe.dockerfile.isEmpty()) {
        m_reader.forget();
        m_ownPath.clear();
        return;
    }
    const QString path = models::ownDockerfilePath(recipe, QFileInfo(store().path()).absolutePath());
    if (path == m_ownPath && !again)
        return;
    m_ownPath = path;
    if (!again) { // what is shown stays until the same file was read again
        m_own.reset();
        m_preview->showWaiting(path);
    }
    m_reader.read(path);
}

void RecipeForm::preview()
{
    if (m_fields->hasOwnDockerfile()) {
        if (m_own)
            m_preview->showOwn(*m_own);
        return;
    }
    const settings::BaseImage written = m_fields->recipe();
    const auto recipe = models::withParents(written, store().settings().baseImages, m_recipes.date());
    const images::RecipeText made = images::recipeText(recipe.value_or(written));
    const auto parsed = images::parseDockerfile(made.text.toUtf8());
    const bool hasFrom = !m_fields->recipe().from.isEmpty(); // without it the field says what is missing
    if (parsed || !hasFrom)
        m_preview->showMade(made.text);
    else
        m_preview->showMade(made.text, parsed.error().line, parsed.error().message);
}

void RecipeForm::refreshButtons(const models::FormState &state)
{
    m_build->setEnabled(state.canTry());
    m_push->setEnabled(state.canTry());
    m_build->setText(state.hasToSave() ? tr("Save and build") : tr("Build"));
    m_push->setText(state.hasToSave() ? tr("Save, build and push") : tr("Build and push"));
}

void RecipeForm::ended()
{
    m_reader.forget();
}

void RecipeForm::saveState(models::KeptState &settings) const
{
    settings.setValue("images/formSplitter"_L1, m_columns->saveState());
}

void RecipeForm::restoreState(const models::KeptState &settings)
{
    m_columns->restoreState(settings.value("images/formSplitter"_L1).toByteArray());
}

} // namespace fairlead::ui
