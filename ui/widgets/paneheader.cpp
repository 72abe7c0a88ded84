// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "paneheader.h"

#include "filteredit.h"
#include "labels.h"
#include "scopebar.h"

#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

PaneHeader::PaneHeader(const QString &title, const QString &filterHint, const Theme &theme,
                       const models::ContextsModel &contexts, QWidget *parent)
    : QWidget(parent)
    , m_scope(new ScopeBar(theme, contexts, this))
    , m_filter(new FilterEdit(filterHint, this))
    , m_problem(new PlainLabel(u"warning"_s, this))
{
    auto *label = new PlainLabel(u"title"_s, this);
    label->setText(title);
    m_problem->setWordWrap(true);
    m_problem->hide();
    auto *line = new QHBoxLayout;
    line->setSpacing(12);
    line->addWidget(label);
    line->addWidget(m_scope, 1);
    line->addWidget(m_filter);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addLayout(line);
    layout->addWidget(m_problem);
}

void PaneHeader::setFilterProblem(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_filter->setHasProblem(!problem.isEmpty());
}

} // namespace fairlead::ui
