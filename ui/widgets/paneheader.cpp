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
{
    auto *label = new PlainLabel(u"title"_s, this);
    label->setText(title);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(label);
    layout->addWidget(m_scope, 1);
    layout->addWidget(m_filter);
}

} // namespace fairlead::ui
