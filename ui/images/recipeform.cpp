// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "recipeform.h"

#include "backends/images/dockerfile.h"
#include "backends/images/recipetext.h"
#include "backends/settings/findbyid.h"
#include "backends/settings/settingsstore.h"
#include "clashform.h"
#include "dockerfilepreview.h"
#include "models/images/baseimagesmodel.h"
#include "models/images/recipeclash.h"
#include "models/keptstate.h"
#include "models/plaintext.h"
#include "recipefields.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/question.h"

#include <QApplication>
#include <QFileInfo>
#include <QKeyEvent>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

const QString BaseImages = u"baseImages"_s;

//! Why nothing can be saved: file, line and field, and what to do.
QString brokenText(const settings::SettingsStore &store)
{
    for (const settings::SettingsProblem &problem : store.problems()) {
        if (problem.kind == settings::SettingsProblem::Kind::Broken)
            return RecipeForm::tr("The settings file cannot be read, so nothing is saved until it is mended. %1")
                .arg(models::plainText(problem.text(), 600));
    }
    return {};
}

} // namespace

RecipeForm::RecipeForm(const Theme &theme, const models::BaseImagesModel &recipes, settings::SettingsStore &store,
                       QWidget *parent)
    : QWidget(parent)
    , m_recipes(recipes)
    , m_store(store)
    , m_title(new ElidedLabel(u"title"_s, this))
    , m_banner(new PlainLabel(u"error"_s, this))
    , m_question(new Question(this))
    , m_clash(new ClashForm(this))
    , m_fields(new RecipeFields(theme, this))
    , m_preview(new DockerfilePreview(theme, this))
    , m_columns(new QSplitter(Qt::Horizontal, this))
    , m_standing(new ElidedLabel(u"dim"_s, this))
{
    m_banner->makeParagraph();
    m_fields->setFolder(QFileInfo(store.path()).absolutePath());
    m_columns->addWidget(makeFields());
    m_columns->addWidget(m_preview);
    m_columns->setSizes({560, 480});
    m_columns->setHandleWidth(10);
    m_columns->setChildrenCollapsible(false);
    m_columns->setStretchFactor(0, 1);
    m_columns->setStretchFactor(1, 2);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_title, m_banner, m_question, m_clash})
        layout->addWidget(widget);
    layout->addWidget(m_columns, 1);
    layout->addWidget(makeButtons());

    connect(m_fields, &RecipeFields::edited, this, &RecipeForm::onEdited);
    connect(&m_reader, &models::OwnDockerfileReader::wasRead, this, [this](const models::OwnDockerfile &file) {
        m_own = file;
        check();
    });
    connect(m_preview, &DockerfilePreview::readAgainRequested, this, [this] { readOwn(true); });
    connect(m_preview, &DockerfilePreview::exportRequested, this,
            [this] { emit exportRequested(m_fields->recipe().name, m_preview->text()); });
    connect(m_clash, &ClashForm::resolved, this,
            [this](const QStringList &theirs) { send(models::resolved(m_sent, m_theirs, theirs)); });
    connect(m_clash, &ClashForm::left, this, [this] {
        m_after = After::Nothing;
        m_go = {};
        takeFocus();
    });
    connect(m_clash, &ClashForm::dropped, this, [this] {
        m_isEditing = false;
        emit left();
    });
    connect(&store, &settings::SettingsStore::changed, this, &RecipeForm::onStoreChanged);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        if (now && m_fields->isAncestorOf(now))
            m_scroll->ensureWidgetVisible(now, 0, 24);
    });
}

QWidget *RecipeForm::makeFields()
{
    auto *panel = new Panel(this);
    panel->setMinimumWidth(360);
    panel->setMaximumWidth(760); // longer lines are no easier to fill in
    m_scroll = new QScrollArea(panel);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_fields->setObjectName(u"scrolled"_s);
    m_scroll->setWidget(m_fields);
    auto *layout = new QVBoxLayout(panel);
    layout->setContentsMargins(1, 4, 1, 4);
    layout->addWidget(m_scroll);
    return panel;
}

QWidget *RecipeForm::makeButtons()
{
    auto *row = new QWidget(this);
    auto *cancel = new QPushButton(tr("Cancel"), row);
    cancel->setToolTip(tr("Esc"));
    m_build = new QPushButton(tr("Save and build"), row);
    m_push = new QPushButton(tr("Save, build and push"), row);
    m_push->setToolTip(tr("Ctrl+Return"));
    m_save = new QPushButton(tr("Save"), row);
    m_save->setToolTip(tr("Ctrl+S"));
    m_save->setProperty("primary", true);
    m_standing->setParent(row);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_standing, 1);
    for (QPushButton *button : {cancel, m_build, m_push, m_save})
        layout->addWidget(button);
    connect(cancel, &QPushButton::clicked, this, [this] { leave({}); });
    connect(m_save, &QPushButton::clicked, this, [this] { save(); });
    connect(m_build, &QPushButton::clicked, this, [this] { save(After::Build); });
    connect(m_push, &QPushButton::clicked, this, [this] { save(After::BuildAndPush); });
    const auto addKeys = [this](const QKeySequence &keys, After after) {
        auto *shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, [this, after] { save(after); });
    };
    addKeys(QKeySequence(u"Ctrl+S"_s), After::Nothing);
    addKeys(QKeySequence(u"Ctrl+Return"_s), After::BuildAndPush);
    return row;
}

void RecipeForm::editNew()
{
    m_isNew = true;
    m_isCopy = false;
    begin(models::newRecipe(m_store.settings()), {}, {}, tr("New base image"));
}

void RecipeForm::edit(const QString &id)
{
    const settings::BaseImage *recipe = m_recipes.recipe(id);
    const files::YamlValue *now = settings::findObject(m_store.root(), BaseImages, id);
    if (!recipe || !now)
        return;
    m_isNew = m_isCopy = false;
    begin(*recipe, *now, *now, models::plainLine(recipe->name, 200));
}

void RecipeForm::editDuplicate(const QString &id)
{
    const settings::BaseImage *recipe = m_recipes.recipe(id);
    const files::YamlValue *now = settings::findObject(m_store.root(), BaseImages, id);
    if (!recipe)
        return;
    m_isNew = m_isCopy = true;
    begin(models::duplicateOf(*recipe, m_store.settings()), {}, now ? *now : files::YamlValue(),
          tr("Copy of %1").arg(models::plainLine(recipe->name, 200)));
}

void RecipeForm::begin(const settings::BaseImage &recipe, const files::YamlValue &before, const files::YamlValue &now,
                       const QString &title)
{
    m_isEditing = true;
    m_isSaving = false;
    m_after = After::Nothing;
    m_go = {};
    m_recipe = recipe;
    m_before = before;
    m_now = now;
    m_own.reset();
    m_ownPath.clear();
    m_question->withdraw();
    m_clash->hide();
    m_title->setFullText(title);
    m_fields->setChoices(m_store.settings(), bases());
    m_fields->setRecipe(recipe, m_isNew && !m_isCopy);
    m_saved = m_fields->recipe();
    m_scroll->ensureVisible(0, 0);
    onStoreChanged();
}

void RecipeForm::takeFocus()
{
    m_fields->focusField(u"name"_s);
}

QStringList RecipeForm::bases() const
{
    QStringList bases;
    for (const QString &id : m_recipes.ids()) {
        if (const auto tag = m_recipes.tag(id); tag && id != m_recipe.id)
            bases += *tag;
    }
    for (const QString &image : {u"debian:12"_s, u"ubuntu:24.04"_s, u"almalinux:9"_s, u"rockylinux:9"_s})
        bases += image;
    bases.removeDuplicates();
    return bases;
}

bool RecipeForm::hasUnsavedChanges() const
{
    return m_isEditing && (m_isCopy || m_fields->recipe() != m_saved);
}

void RecipeForm::onEdited()
{
    check();
}

//! What nobody has touched here follows the file.
void RecipeForm::onStoreChanged()
{
    if (!m_isEditing)
        return;
    const bool isDirty = hasUnsavedChanges();
    const files::YamlValue *now = settings::findObject(m_store.root(), BaseImages, m_recipe.id);
    const settings::BaseImage *recipe = settings::findById(m_store.settings().baseImages, m_recipe.id);
    if (!m_isNew && !isDirty && !m_isSaving && recipe && now && *recipe != m_recipe) {
        m_recipe = *recipe;
        m_before = m_now = *now;
        m_fields->setRecipe(m_recipe, false);
        m_saved = m_fields->recipe();
    }
    m_fields->setChoices(m_store.settings(), bases());
    QString banner = m_store.isReadOnly() ? brokenText(m_store) : QString();
    if (banner.isEmpty() && !m_isNew && !now && !m_isSaving)
        banner = tr("This base image is no longer in the settings file. Saving asks before it is put back.");
    m_banner->setText(banner);
    m_banner->setVisible(!banner.isEmpty());
    check();
}

void RecipeForm::check()
{
    const settings::BaseImage recipe = m_fields->recipe();
    readOwn();
    const models::OwnDockerfile *own = m_own && m_fields->hasOwnDockerfile() ? &*m_own : nullptr;
    m_fields->setOwnDockerfile(own);
    m_problems = models::recipeProblems(recipe, m_store.settings(), m_recipes.date(), own);
    m_fields->setProblems(m_problems);
    m_fields->setExpandedTag(models::tagOf(recipe, m_recipes.date()).value_or(QString()));
    preview();
    showStanding();
}

void RecipeForm::readOwn(bool again)
{
    const settings::BaseImage recipe = m_fields->recipe();
    if (recipe.dockerfile.isEmpty()) {
        m_reader.forget();
        m_ownPath.clear();
        return;
    }
    const QString path = models::ownDockerfilePath(recipe, QFileInfo(m_store.path()).absolutePath());
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
    const images::RecipeText made = images::recipeText(m_fields->recipe());
    const auto parsed = images::parseDockerfile(made.text.toUtf8());
    const bool hasFrom = !m_fields->recipe().from.isEmpty(); // without it the field says what is missing
    if (parsed || !hasFrom)
        m_preview->showMade(made.text);
    else
        m_preview->showMade(made.text, parsed.error().line, parsed.error().message);
}

void RecipeForm::showStanding()
{
    const auto errors = int(std::count_if(m_problems.begin(), m_problems.end(), [](const models::FieldProblem &each) {
        return each.severity == models::Severity::Error;
    }));
    const bool isDirty = hasUnsavedChanges();
    QStringList words;
    if (m_isSaving)
        words += tr("Saving…");
    else if (isDirty)
        words += tr("Not saved");
    if (errors > 0 && isDirty)
        words += tr("%Ln thing(s) to mend", nullptr, errors);
    m_standing->setFullText(words.join(", "_L1));
    const bool canSave = !m_isSaving && !m_store.isReadOnly();
    m_save->setEnabled(canSave && (isDirty || m_isNew));
    m_build->setEnabled(canSave);
    m_push->setEnabled(canSave);
    m_build->setText(isDirty || m_isNew ? tr("Save and build") : tr("Build"));
    m_push->setText(isDirty || m_isNew ? tr("Save, build and push") : tr("Build and push"));
}

settings::SettingsChange RecipeForm::change() const
{
    return {BaseImages, m_recipe.id, m_before, settings::toYaml(m_fields->recipe(), m_now)};
}

void RecipeForm::save(After after)
{
    if (m_isSaving || !m_isEditing || m_store.isReadOnly())
        return;
    m_fields->showAllProblems();
    check();
    const auto first = std::find_if(m_problems.begin(), m_problems.end(), [](const models::FieldProblem &each) {
        return each.severity == models::Severity::Error;
    });
    if (first != m_problems.end()) {
        m_go = {};
        m_fields->focusField(first->group());
        return;
    }
    m_after = after;
    if (!hasUnsavedChanges() && !m_isNew)
        finish();
    else
        send(change());
}

void RecipeForm::send(const settings::SettingsChange &change)
{
    m_sent = change;
    m_isSaving = true;
    m_question->withdraw();
    m_fields->setReadOnly(true);
    showStanding();
    m_store.save({change}, this, [this](const settings::SaveOutcome &outcome) { onSaved(outcome); });
}

void RecipeForm::onSaved(const settings::SaveOutcome &outcome)
{
    using Kind = settings::SaveOutcome::Kind;
    m_isSaving = false;
    m_fields->setReadOnly(false);
    switch (outcome.kind) {
    case Kind::Saved:
        finish();
        return;
    case Kind::Clash:
        m_theirs = outcome.document.root;
        m_clash->ask(outcome.clashes);
        break;
    case Kind::Failed:
        m_go = {};
        m_banner->setText(tr("Nothing was saved: %1").arg(models::plainText(outcome.reason, 600)));
        m_banner->show();
        takeFocus();
        break;
    }
    showStanding();
}

void RecipeForm::finish()
{
    const QString id = m_recipe.id;
    const After after = std::exchange(m_after, After::Nothing);
    const std::function<void()> go = std::exchange(m_go, {});
    m_isEditing = false;
    m_reader.forget();
    emit saved(id);
    if (after != After::Nothing)
        emit buildRequested(id, after == After::BuildAndPush);
    if (go)
        go();
}

void RecipeForm::leave(std::function<void()> go)
{
    const auto drop = [this, go] {
        m_isEditing = false;
        m_reader.forget();
        emit left();
        if (go)
            go();
    };
    if (!m_isEditing) {
        if (go)
            go();
    } else if (m_isSaving) {
        m_go = std::move(go);
    } else if (!hasUnsavedChanges()) {
        drop();
    } else {
        m_question->ask(tr("What you changed is not saved yet."), {{tr("Keep editing"), [this] { takeFocus(); }},
                                                                   {tr("Discard"), drop},
                                                                   {tr("Save"),
                                                                    [this, go] {
                                                                        m_go = go;
                                                                        save();
                                                                    },
                                                                    true}});
    }
}

void RecipeForm::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        leave({});
    else
        QWidget::keyPressEvent(event);
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
