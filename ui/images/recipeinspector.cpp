// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "recipeinspector.h"

#include "models/docker/objectusers.h"
#include "models/formats.h"
#include "models/images/baseimagesmodel.h"
#include "models/images/recipefacts.h"
#include "models/keptstate.h"
#include "models/plaintext.h"
#include "recipebuttons.h"
#include "registrystates.h"
#include "ui/theme/theme.h"
#include "ui/widgets/factgrid.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/question.h"
#include "ui/widgets/section.h"
#include "ui/widgets/statelabel.h"
#include "ui/widgets/usagebar.h"
#include "ui/widgets/wrappedtext.h"

#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

RecipeInspector::RecipeInspector(const Theme &theme, const models::BaseImagesModel &recipes, QWidget *parent)
    : Panel(parent)
    , m_theme(theme)
    , m_recipes(recipes)
    , m_hint(new PlainLabel(u"dim"_s, this))
    , m_question(new Question(this))
    , m_buttons(new RecipeButtons(this))
{
    setAccessibleName(tr("Base image"));
    setMinimumWidth(280);
    build();
    connectButtons();
    setRecipes({});
}

void RecipeInspector::build()
{
    auto *scroll = new QScrollArea(this);
    m_scroll = scroll;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_content = new QWidget(scroll);
    m_content->setObjectName(u"scrolled"_s);
    scroll->setWidget(m_content);
    m_hint->setText(tr("Select a base image to see how it is, where it was pushed to and what is built on it."));
    m_hint->setWordWrap(true);
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setMargin(24);
    m_title = new ElidedLabel(u"heading"_s, m_content);
    m_state = new StateLabel(m_theme, m_content);
    m_names = new PlainLabel(u"text"_s, m_content);
    m_names->makeParagraph();
    m_reasons = new WrappedText(u"value"_s, m_content);
    m_reasons->setAccessibleName(tr("Reasons"));
    m_activity = new QWidget(m_content);
    m_progress = new UsageBar(m_theme, m_activity);
    m_activityText = new PlainLabel(u"text"_s, m_activity);
    m_activityText->makeParagraph();
    auto *log = new QPushButton(tr("Show log"), m_activity);
    log->setObjectName(u"link"_s);
    auto *activity = new QVBoxLayout(m_activity);
    activity->setContentsMargins(0, 4, 0, 0);
    activity->setSpacing(4);
    activity->addWidget(m_progress);
    activity->addWidget(m_activityText);
    activity->addWidget(log, 0, Qt::AlignLeft);
    connect(log, &QPushButton::clicked, this, [this] {
        if (const models::RecipeState *state = m_recipes.state(current()))
            emit showActivityRequested(state->activityId);
    });
    m_facts = new FactGrid(m_content);
    m_registriesSection = new Section(m_theme, u"images/registries"_s, tr("Registries"), m_content);
    m_registries = new RegistryStates(m_theme, m_registriesSection);
    m_registriesSection->add(m_registries);
    m_dependentsSection = new Section(m_theme, u"images/dependents"_s, tr("Built on it"), m_content);
    m_dependents = new PlainLabel(u"text"_s, m_dependentsSection);
    m_dependents->makeParagraph();
    m_dependents->setContentsMargins(16, 0, 0, 0);
    m_dependentsSection->add(m_dependents);
    QPushButton *rebuild =
        m_dependentsSection->addLink(tr("Rebuild in order"), tr("Rebuild in order what is built on it"));
    connect(rebuild, &QPushButton::clicked, this,
            [this] { emit rebuildRequested(m_recipes.graph().dependentsOf(current())); });

    auto *layout = new QVBoxLayout(m_content);
    layout->setContentsMargins(16, 12, 16, 16);
    layout->setSpacing(8);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_title, m_state, m_names, m_reasons, m_activity, m_facts,
                                                            m_registriesSection, m_dependentsSection})
        layout->addWidget(widget);
    layout->addStretch(1);
    auto *questionLine = new QVBoxLayout;
    questionLine->setContentsMargins(12, 0, 12, 0);
    questionLine->addWidget(m_question);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(1, 1, 1, 1);
    outer->setSpacing(6);
    outer->addWidget(scroll, 1);
    outer->addWidget(m_hint, 1);
    outer->addLayout(questionLine);
    outer->addWidget(m_buttons);
}

void RecipeInspector::connectButtons()
{
    connect(m_buttons, &RecipeButtons::buildRequested, this, [this](bool push) { emit buildRequested(m_ids, push); });
    connect(m_buttons, &RecipeButtons::pushRequested, this, [this] { emit pushRequested(m_ids); });
    connect(m_buttons, &RecipeButtons::editRequested, this, [this] { emit editRequested(current()); });
    connect(m_buttons, &RecipeButtons::duplicateRequested, this, [this] { emit duplicateRequested(current()); });
    connect(m_buttons, &RecipeButtons::exportRequested, this, [this] { emit exportRequested(current()); });
    connect(m_buttons, &RecipeButtons::removalRequested, this, &RecipeInspector::askToRemove);
}

void RecipeInspector::setRecipes(const QStringList &ids)
{
    if (ids != m_ids)
        m_question->withdraw();
    m_ids = ids;
    refresh();
}

void RecipeInspector::setReadOnly(bool isReadOnly)
{
    m_isReadOnly = isReadOnly;
    refresh();
}

void RecipeInspector::refresh()
{
    const settings::BaseImage *recipe = m_recipes.recipe(current());
    const models::RecipeState *state = m_recipes.state(current());
    const bool isThere = recipe && state;
    const bool isOne = isThere && m_ids.size() == 1;
    m_scroll->setVisible(isThere);
    m_buttons->setVisible(isThere);
    m_hint->setVisible(!isThere);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_state, m_reasons, m_activity, m_facts,
                                                            m_registriesSection, m_dependentsSection})
        widget->setVisible(isOne);
    m_names->setVisible(isThere && !isOne);
    if (isOne)
        showOne(*recipe, *state);
    else if (isThere)
        showSeveral();
}

void RecipeInspector::showSeveral()
{
    const int count = int(m_ids.size());
    QStringList names;
    bool isPushable = false;
    for (const QString &id : std::as_const(m_ids)) {
        names += models::plainLine(m_recipes.nameOf(id), 200);
        const settings::BaseImage *recipe = m_recipes.recipe(id);
        isPushable = isPushable || (recipe && !recipe->registries.empty());
    }
    m_title->setFullText(tr("%Ln base image(s)", nullptr, count));
    m_names->setText(names.join(u'\n'));
    m_buttons->showSeveral(count, isPushable);
}

void RecipeInspector::showOne(const settings::BaseImage &recipe, const models::RecipeState &state)
{
    m_title->setFullText(models::plainLine(recipe.name, 200));
    m_buttons->showOne(recipe, m_isReadOnly);
    showState(state);
    m_facts->setFacts(models::recipeFacts(m_recipes, current(), models::secondsNow()));
    m_registriesSection->setVisible(!state.registries.empty());
    m_registriesSection->setNote(models::registriesText(state));
    m_registries->setStates(state.registries);
    showDependents();
}

void RecipeInspector::showState(const models::RecipeState &state)
{
    m_state->setState(models::stateText(state), models::severityOf(state.state));
    m_reasons->setText(models::plainText(state.reasons.join(u'\n'), 4'000));
    m_reasons->setVisible(!state.reasons.isEmpty());
    m_activity->setVisible(!state.activityId.isEmpty());
    const QString text = models::plainText(state.activity, 1'000);
    const bool hasBar = state.isActive && state.progress.has_value();
    m_progress->setVisible(hasBar);
    m_activityText->setVisible(!text.isEmpty());
    m_activityText->setText(text);
    if (hasBar)
        m_progress->setUsage(models::stateText(state), {}, *state.progress);
}

QStringList RecipeInspector::dependentNames() const
{
    QStringList names;
    for (const QString &id : m_recipes.graph().dependentsOf(current()))
        names += models::plainLine(m_recipes.nameOf(id), 200);
    return names;
}

void RecipeInspector::showDependents()
{
    const QStringList names = dependentNames();
    m_dependentsSection->setVisible(!names.isEmpty());
    m_dependentsSection->setNote(models::numberText(names.size()));
    m_dependents->setText(names.join(u'\n'));
}

void RecipeInspector::askToRemove()
{
    const QString id = current();
    if (m_ids.size() != 1 || m_isReadOnly || !m_recipes.recipe(id))
        return;
    const QString name = models::plainLine(m_recipes.nameOf(id), 200);
    if (const QStringList users = models::usersOfBaseImage(m_recipes.settings(), id); !users.isEmpty()) {
        m_question->ask(tr("%1 is not removed: %2 would be without an image. Choose another one there first.")
                            .arg(name, models::namesText(users)),
                        {{tr("Close"), {}}});
        return;
    }
    const QStringList dependents = dependentNames();
    QString text =
        tr("Remove the recipe %1 from the settings? Its images stay on daemons and in registries.").arg(name);
    if (!dependents.isEmpty())
        text = tr("Built on %1: %2. Nothing would make that image any more.").arg(name, models::namesText(dependents)) +
               u' ' + text;
    m_question->ask(text,
                    {{tr("Cancel"), {}}, {dependents.isEmpty() ? tr("Remove") : tr("Remove all the same"), [this, id] {
                                              emit removeConfirmed(id);
                                          }}});
}

void RecipeInspector::saveState(models::KeptState &settings) const
{
    m_registriesSection->saveState(settings);
    m_dependentsSection->saveState(settings);
}

void RecipeInspector::restoreState(const models::KeptState &settings)
{
    m_registriesSection->restoreState(settings);
    m_dependentsSection->restoreState(settings);
}

} // namespace fairlead::ui
