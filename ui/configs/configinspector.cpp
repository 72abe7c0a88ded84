// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "configinspector.h"

#include "configbuttons.h"
#include "models/configs/configdetails.h"
#include "models/configs/configsmodels.h"
#include "models/configs/configusers.h"
#include "models/formats.h"
#include "models/keptstate.h"
#include "models/plaintext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/anchoredscroll.h"
#include "ui/widgets/factdelegate.h"
#include "ui/widgets/factgrid.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/question.h"
#include "ui/widgets/section.h"
#include "ui/widgets/statelabel.h"

#include <QApplication>
#include <QClipboard>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

ConfigInspector::ConfigInspector(const Theme &theme, const models::ConfigsModels &models, QWidget *parent)
    : Panel(parent)
    , m_theme(theme)
    , m_models(models)
    , m_scroll(new AnchoredScroll(this))
    , m_content(new QWidget(m_scroll))
    , m_hint(new PlainLabel(u"dim"_s, this))
    , m_question(new Question(this))
    , m_buttons(new ConfigButtons(this))
{
    setAccessibleName(tr("Runtime config"));
    setMinimumWidth(280);
    build();
    layOut();
    connectButtons();
    setConfigs({});
}

void ConfigInspector::build()
{
    m_content->setObjectName(u"scrolled"_s);
    m_scroll->setWidget(m_content);
    m_hint->setText(tr("Select a runtime config to see how it stands, where it runs and who uses it."));
    m_hint->setWordWrap(true);
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setMargin(24);
    m_title = new ElidedLabel(u"heading"_s, m_content);
    m_state = new StateLabel(m_theme, m_content);
    m_text = new PlainLabel(u"text"_s, m_content);
    m_text->makeParagraph();
    m_dangers = new PlainLabel(u"error"_s, m_content);
    m_dangers->makeParagraph();
    m_facts = new FactGrid(m_content);
    m_problems = makePart(u"configs/problems"_s, tr("Problems"), tr("Go to field"), tr("Open the form at the problem"),
                          &ConfigInspector::goToField);
    m_targets = makePart(u"configs/targets"_s, tr("Where it runs"), {}, {}, nullptr);
    m_users = makePart(u"configs/users"_s, tr("Used by"), tr("Show"), tr("Show who uses it"),
                       &ConfigInspector::goToUser, FactDelegate::Style::Counts);
    m_tests = makePart(u"configs/tests"_s, tr("Last test"), tr("Show log"), tr("Show the log of the last test"),
                       &ConfigInspector::goToLog);
    m_copyRights = new QPushButton(tr("Copy rights"), m_tests.section); // below: a narrow title's line has one link
    m_copyRights->setObjectName(u"link"_s);
    m_copyRights->setAccessibleName(tr("Copy what has to be allowed, as YAML to apply"));
    m_tests.section->add(m_copyRights);
    connect(m_copyRights, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(m_missingRights); });
}

ConfigInspector::Part ConfigInspector::makePart(const QString &key, const QString &title, const QString &link,
                                                const QString &linkName,
                                                void (ConfigInspector::*pick)(const models::Fact &fact),
                                                FactDelegate::Style style)
{
    Part part{.section = new Section(m_theme, key, title, m_content)};
    part.model = new models::FactsModel(part.section);
    auto *delegate = new FactDelegate(m_theme, style, part.section);
    part.list = new FittingList(title, *part.model, delegate, part.section);
    part.list->setCopier(copied<models::FactsModel>);
    part.section->add(part.list);
    if (!pick)
        return part;
    part.link = part.section->addLink(link, linkName);
    connect(part.list, &FittingList::picked, this,
            [this, part, pick](const QModelIndex &index) { (this->*pick)(part.model->row(index)); });
    connect(part.link, &QPushButton::clicked, this, [this, part, pick] {
        const QModelIndex index = part.list->currentIndex();
        if (part.model->rowCount() > 0)
            (this->*pick)(part.model->row(index.isValid() ? index : part.model->index(0)));
    });
    return part;
}

void ConfigInspector::layOut()
{
    auto *layout = new QVBoxLayout(m_content);
    layout->setContentsMargins(16, 12, 16, 16);
    layout->setSpacing(8);
    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_title, m_state, m_text, m_dangers, m_problems.section, m_facts,
                                          m_targets.section, m_users.section, m_tests.section})
        layout->addWidget(widget);
    layout->addStretch(1);
    auto *questionLine = new QVBoxLayout;
    questionLine->setContentsMargins(12, 0, 12, 0);
    questionLine->addWidget(m_question);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(1, 1, 1, 1);
    outer->setSpacing(6);
    outer->addWidget(m_scroll, 1);
    outer->addWidget(m_hint, 1);
    outer->addLayout(questionLine);
    outer->addWidget(m_buttons);
}

void ConfigInspector::connectButtons()
{
    connect(m_buttons, &ConfigButtons::testRequested, this, [this] { emit testRequested(m_ids); });
    connect(m_buttons, &ConfigButtons::runRequested, this, [this] { emit runRequested(current()); });
    connect(m_buttons, &ConfigButtons::editRequested, this, [this] { emit editRequested(current()); });
    connect(m_buttons, &ConfigButtons::duplicateRequested, this, [this] { emit duplicateRequested(current()); });
    connect(m_buttons, &ConfigButtons::exportRequested, this, [this] { emit exportRequested(current()); });
    connect(m_buttons, &ConfigButtons::manifestsRequested, this, [this] { emit manifestsRequested(current()); });
    connect(m_buttons, &ConfigButtons::testWithRequested, this, [this] { emit testWithRequested(current()); });
    connect(m_buttons, &ConfigButtons::moveRequested, this, &ConfigInspector::moveRequested);
    connect(m_buttons, &ConfigButtons::removalRequested, this, &ConfigInspector::askToRemove);
}

void ConfigInspector::goToField(const models::Fact &fact)
{
    emit fieldRequested(current(), models::problemField(fact));
}

void ConfigInspector::goToUser(const models::Fact &fact)
{
    emit referenceRequested(fact.key.section(u'\n', 0, 0), fact.key.section(u'\n', 1, 1));
}

void ConfigInspector::goToLog(const models::Fact &fact)
{
    if (const QString id = models::activityOf(fact); !id.isEmpty())
        emit showActivityRequested(id);
}

void ConfigInspector::setConfigs(const QStringList &ids)
{
    if (ids != m_ids)
        m_question->withdraw();
    m_ids = ids;
    refresh();
}

void ConfigInspector::setReadOnly(bool isReadOnly)
{
    m_isReadOnly = isReadOnly;
    refresh();
}

void ConfigInspector::refresh()
{
    const models::ConfigEntry *entry = m_models.configs.entry(current());
    const bool isOne = entry && m_ids.size() == 1;
    m_scroll->setVisible(entry != nullptr);
    m_buttons->setVisible(entry != nullptr);
    m_hint->setVisible(!entry);
    m_state->setVisible(isOne);
    m_facts->setVisible(isOne);
    if (isOne)
        showOne(models::configDetails(*entry, m_models.settings(), models::secondsNow()));
    else if (entry)
        showSeveral();
    m_scroll->settle();
}

void ConfigInspector::showPart(const Part &part, const std::vector<models::Fact> &facts, const QString &note)
{
    part.model->setRows(facts);
    part.section->setNote(note);
    part.section->setVisible(!facts.empty());
}

void ConfigInspector::showOne(const models::ConfigDetails &details)
{
    m_title->setFullText(details.title);
    m_state->setState(details.state, details.severity);
    m_text->setText(details.description);
    m_text->setVisible(!details.description.isEmpty());
    m_dangers->setText(details.dangers.join(u'\n'));
    m_dangers->setVisible(!details.dangers.isEmpty());
    m_facts->setFacts(details.facts);
    showPart(m_problems, details.problems, details.problemsNote);
    showPart(m_targets, details.targets, {});
    showPart(m_users, details.users, models::numberText(std::int64_t(details.users.size())));
    showPart(m_tests, details.tests, details.testsNote);
    m_tests.link->setVisible(!details.tests.empty() && !models::activityOf(details.tests.front()).isEmpty());
    m_missingRights = details.missingRights;
    m_copyRights->setVisible(!m_missingRights.isEmpty());
    m_buttons->showOne(m_isReadOnly);
    const int place = m_models.configs.placeOf(current());
    m_buttons->setMovable(place > 0, place + 1 < m_models.configs.totalCount());
}

void ConfigInspector::showSeveral()
{
    QStringList names;
    for (const QString &id : std::as_const(m_ids))
        names += m_models.configs.nameOf(id);
    m_title->setFullText(tr("%Ln runtime config(s)", nullptr, int(m_ids.size())));
    m_text->setText(names.join(u'\n'));
    m_text->show();
    m_dangers->hide();
    for (const Part *part : {&m_problems, &m_targets, &m_users, &m_tests})
        part->section->hide();
    m_buttons->showSeveral(int(m_ids.size()));
}

void ConfigInspector::askToRemove()
{
    const QString id = current();
    if (m_ids.size() != 1 || m_isReadOnly || !m_models.configs.entry(id))
        return;
    const QString name = m_models.configs.nameOf(id);
    if (!models::configUsers(m_models.settings(), id).empty()) {
        askAboutUsers(name);
        return;
    }
    m_question->ask(tr("Delete the runtime config %1 from the settings? What runs with it goes on.").arg(name),
                    {{tr("Cancel"), [this] { emit left(); }}, {tr("Delete"), [this, id] {
                                                                   emit removeConfirmed(id, false);
                                                                   emit left();
                                                               }}});
}

//! It stays while something refers to it, unless what refers to it lets it go.
void ConfigInspector::askAboutUsers(const QString &name)
{
    const auto users = models::configUsers(m_models.settings(), current());
    QStringList texts;
    for (const models::ConfigUser &user : users)
        texts += user.text;
    m_question->ask(tr("%1 is not deleted while something refers to it: %2. Choose another one there first; to delete "
                       "it anyway clears what refers to it.")
                        .arg(name, models::namesText(texts)),
                    {{tr("Cancel"), [this] { emit left(); }},
                     {tr("Show"), [this, user = users.front()] { emit referenceRequested(user.section, user.id); }},
                     {tr("Delete anyway"), [this, id = current()] {
                          emit removeConfirmed(id, true);
                          emit left();
                      }}});
}

void ConfigInspector::saveState(models::KeptState &settings) const
{
    for (const Part *part : {&m_problems, &m_targets, &m_users, &m_tests})
        part->section->saveState(settings);
}

void ConfigInspector::restoreState(const models::KeptState &settings)
{
    for (const Part *part : {&m_problems, &m_targets, &m_users, &m_tests})
        part->section->restoreState(settings);
}

} // namespace fairlead::ui
