// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "paneheader.h"

#include "filteredit.h"
#include "labels.h"
#include "notice.h"
#include "scopebar.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

constexpr int ProblemWidth = 360;

} // namespace

PaneHeader::PaneHeader(const QString &title, const QString &filterHint, const Theme &theme,
                       const models::ContextsModel &contexts, QWidget *pane)
    : PaneHeader(title, filterHint, new ScopeBar(theme, contexts, pane), pane)
{
}

PaneHeader::PaneHeader(const QString &title, const QString &filterHint, QWidget *pane)
    : PaneHeader(title, filterHint, nullptr, pane)
{
}

PaneHeader::PaneHeader(const QString &title, const QString &filterHint, ScopeBar *scope, QWidget *pane)
    : QWidget(pane)
    , m_scope(scope)
    , m_filter(new FilterEdit(filterHint, this))
    , m_line(new QHBoxLayout)
    , m_notice(new Notice(pane))
    , m_problem(new PlainLabel(u"bubble"_s, pane))
{
    auto *label = new PlainLabel(u"title"_s, this);
    label->setText(title);
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_line->setSpacing(12);
    m_line->addWidget(label);
    if (m_scope)
        m_line->addWidget(m_scope, 1);
    else
        m_line->addStretch(1);
    m_line->addWidget(m_filter);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addLayout(m_line);
}

QPushButton *PaneHeader::addMenu(const QString &text, const QString &name, std::function<void(QMenu &)> fill)
{
    auto *button = new QPushButton(tr("%1 ▾").arg(text), this);
    button->setObjectName(u"link"_s);
    button->setAccessibleName(name);
    connect(button, &QPushButton::clicked, this, [button, fill = std::move(fill)] {
        auto *menu = new QMenu(button);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        fill(*menu);
        menu->popup(button->mapToGlobal(QPoint(0, button->height())));
    });
    m_line->insertWidget(m_line->count() - 1, button);
    return button;
}

QPushButton *PaneHeader::addButton(const QString &text)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(u"link"_s);
    m_line->insertWidget(m_line->count() - 1, button);
    return button;
}

void PaneHeader::addForm(QWidget *form)
{
    form->hide();
    layout()->addWidget(form);
}

void PaneHeader::addMark(QWidget *mark)
{
    m_line->insertWidget(1, mark);
}

void PaneHeader::setFilterProblem(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    placeProblem();
    m_filter->setHasProblem(!problem.isEmpty());
    m_filter->setAccessibleDescription(problem);
}

void PaneHeader::placeProblem()
{
    const QPoint below = m_filter->mapTo(parentWidget(), m_filter->rect().bottomRight());
    m_problem->setGeometry(below.x() + 1 - ProblemWidth, below.y() + 4, ProblemWidth,
                           m_problem->heightForWidth(ProblemWidth));
    m_problem->raise();
}

void PaneHeader::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeProblem();
}

void PaneHeader::moveEvent(QMoveEvent *event)
{
    QWidget::moveEvent(event);
    placeProblem();
}

} // namespace fairlead::ui
