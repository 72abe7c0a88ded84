// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "objectinspector.h"

#include "ui/theme/theme.h"
#include "ui/widgets/anchoredscroll.h"
#include "ui/widgets/factdelegate.h"
#include "ui/widgets/factgrid.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/statelabel.h"
#include "ui/widgets/wrappedtext.h"

#include <QGridLayout>
#include <QPushButton>
#include <QSet>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

constexpr int MostButtonsInARow = 3;
constexpr int Gap = 8;
constexpr int Margin = 16;

FactDelegate::Style styleOf(models::ObjectDetails::Section::Style style)
{
    using Style = models::ObjectDetails::Section::Style;
    switch (style) {
    case Style::Statements:
        return FactDelegate::Style::Statements;
    case Style::Labels:
        return FactDelegate::Style::Labels;
    case Style::Counts:
        return FactDelegate::Style::Counts;
    }
    return FactDelegate::Style::Labels;
}

} // namespace

ObjectInspector::ObjectInspector(const Theme &theme, QWidget *parent)
    : Panel(parent)
    , m_theme(theme)
{
    setAccessibleName(tr("Inspector"));
    setMinimumWidth(280);
    build();
    connect(m_confirm, &ConfirmForm::left, this, [this] {
        m_buttons->show();
        emit left();
    });
}

void ObjectInspector::build()
{
    m_scroll = new AnchoredScroll(this);
    m_content = new QWidget(m_scroll);
    m_content->setObjectName(u"scrolled"_s);
    m_scroll->setWidget(m_content);
    m_hint = new PlainLabel(u"dim"_s, this);
    m_hint->setWordWrap(true);
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setMargin(24);
    m_title = new ElidedLabel(u"heading"_s, m_content);
    m_state = new StateLabel(m_theme, m_content);
    m_dangers = new PlainLabel(u"error"_s, m_content);
    m_dangers->makeParagraph();
    m_cause = new PlainLabel(u"section"_s, m_content);
    m_cause->makeParagraph();
    m_remedy = new PlainLabel(u"text"_s, m_content);
    m_remedy->makeParagraph();
    m_message = new WrappedText(u"message"_s, m_content);
    m_message->setAccessibleName(tr("Message, verbatim"));
    m_facts = new FactGrid(m_content);
    auto *layout = new QVBoxLayout(m_content);
    layout->setContentsMargins(16, 12, 16, 16);
    layout->setSpacing(8);
    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_title, m_state, m_dangers, m_cause, m_remedy, m_message, m_facts})
        layout->addWidget(widget);
    layout->addStretch(1);

    m_buttons = new QWidget(this);
    m_buttonGrid = new QGridLayout(m_buttons);
    m_buttonGrid->setContentsMargins(0, 0, 0, 0);
    m_buttonGrid->setSpacing(Gap);
    m_confirm = new ConfirmForm(this);
    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(Margin, 10, Margin, 14);
    foot->addWidget(m_buttons);
    foot->addWidget(m_confirm);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(1, 1, 1, 1);
    outer->setSpacing(0);
    outer->addWidget(m_scroll, 1);
    outer->addWidget(m_hint, 1);
    outer->addLayout(foot);
}

void ObjectInspector::setHint(const QString &hint)
{
    m_key.clear();
    m_confirm->leave();
    m_hint->setText(hint);
    m_hint->show();
    m_scroll->hide();
    m_buttons->hide();
}

//! In place of the buttons.
void ObjectInspector::ask(ConfirmForm::Question question)
{
    m_buttons->hide();
    m_confirm->ask(std::move(question));
}

void ObjectInspector::setDetails(const QString &key, const models::ObjectDetails &details)
{
    if (key != m_key)
        m_confirm->leave();
    m_key = key;
    m_hint->hide();
    m_scroll->show();
    m_title->setFullText(details.title);
    m_state->setState(details.state, details.severity);
    m_state->setVisible(!details.state.isEmpty());
    m_dangers->setText(details.dangers.join(u'\n'));
    m_dangers->setVisible(!details.dangers.isEmpty());
    m_cause->setVisible(details.remedy.has_value());
    m_remedy->setVisible(details.remedy.has_value());
    if (details.remedy) {
        m_cause->setText(details.remedy->cause);
        m_remedy->setText(details.remedy->remedy);
    }
    m_message->setText(details.message);
    m_message->setVisible(!details.message.isEmpty());
    m_facts->setFacts(details.facts);
    showSections(details.sections);
    showActions(details.actions);
    m_buttons->setVisible(!m_confirm->isAsking());
    m_scroll->settle();
}

ObjectInspector::Part &ObjectInspector::partFor(const models::ObjectDetails::Section &section)
{
    const auto known = m_parts.find(section.key);
    if (known != m_parts.end())
        return *known;
    auto *widget = new Section(m_theme, u"docker/"_s + section.key, section.title, m_content);
    auto *model = new models::FactsModel(widget);
    auto *list =
        new FittingList(section.title, *model, new FactDelegate(m_theme, styleOf(section.style), widget), widget);
    list->setCopier(copied<models::FactsModel>);
    widget->add(list);
    widget->setOpen(section.key != "labels"_L1);
    widget->restoreState(m_kept);
    auto *layout = qobject_cast<QVBoxLayout *>(m_content->layout());
    layout->insertWidget(layout->count() - 1, widget);
    return *m_parts.insert(section.key, {widget, list, model});
}

void ObjectInspector::showSections(const std::vector<models::ObjectDetails::Section> &sections)
{
    QSet<QString> here;
    for (const models::ObjectDetails::Section &section : sections) {
        here.insert(section.key);
        Part &part = partFor(section);
        part.model->setRows(section.facts);
        part.section->setNote(section.note);
        part.section->show();
    }
    for (auto it = m_parts.begin(); it != m_parts.end(); ++it) {
        if (!here.contains(it.key()))
            it->section->hide();
    }
}

//! The buttons that stay keep the focus: their number and order seldom change.
void ObjectInspector::showActions(const std::vector<models::ObjectAction> &actions)
{
    if (actions == m_actions)
        return;
    m_actions = actions;
    QList<QPushButton *> buttons = m_buttons->findChildren<QPushButton *>(QString(), Qt::FindDirectChildrenOnly);
    while (buttons.size() < qsizetype(actions.size())) {
        auto *button = new QPushButton(m_buttons);
        const int place = int(buttons.size());
        connect(button, &QPushButton::clicked, this,
                [this, place] { emit actionRequested(m_actions[std::size_t(place)].kind); });
        buttons += button;
    }
    for (int i = 0; i < buttons.size(); ++i) {
        QPushButton &button = *buttons[i];
        button.setVisible(std::size_t(i) < actions.size());
        if (std::size_t(i) >= actions.size())
            continue;
        const models::ObjectAction &action = actions[std::size_t(i)];
        button.setText(action.text);
        button.setEnabled(action.refusal.isEmpty());
        setPlainToolTip(button, action.refusal.isEmpty() ? action.toolTip : action.refusal);
        if (button.property("primary").toBool() != action.isPrimary) {
            button.setProperty("primary", action.isPrimary);
            button.style()->unpolish(&button);
            button.style()->polish(&button);
        }
    }
    arrangeButtons();
}

//! As many beside each other as have room.
void ObjectInspector::arrangeButtons()
{
    const QList<QPushButton *> buttons = m_buttons->findChildren<QPushButton *>(QString(), Qt::FindDirectChildrenOnly);
    int widest = 1;
    for (std::size_t i = 0; i < m_actions.size(); ++i)
        widest = std::max(widest, buttons[qsizetype(i)]->sizeHint().width());
    const int columns = std::clamp((width() - 2 * Margin + Gap) / (widest + Gap), 1, MostButtonsInARow);
    for (int i = 0; i < buttons.size(); ++i)
        m_buttonGrid->addWidget(buttons[i], i / columns, i % columns);
}

void ObjectInspector::resizeEvent(QResizeEvent *event)
{
    Panel::resizeEvent(event);
    arrangeButtons();
}

void ObjectInspector::run(models::ObjectAction::Kind action)
{
    const auto it = std::find_if(m_actions.begin(), m_actions.end(),
                                 [action](const models::ObjectAction &each) { return each.kind == action; });
    if (isVisible() && !m_scroll->isHidden() && it != m_actions.end() && it->refusal.isEmpty())
        emit actionRequested(action);
}

void ObjectInspector::runFirst()
{
    const bool isHarmless =
        !m_actions.empty() && m_actions.front().isPrimary && m_actions.front().kind != models::ObjectAction::Kind::Push;
    if (isHarmless)
        run(m_actions.front().kind);
}

void ObjectInspector::saveState(models::KeptState &settings) const
{
    for (const Part &part : m_parts)
        part.section->saveState(settings);
}

} // namespace fairlead::ui
