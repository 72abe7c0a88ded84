// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fieldspanel.h"

#include "formfields.h"

#include <QApplication>
#include <QScrollArea>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

FieldsPanel::FieldsPanel(FormFields &fields, QWidget *parent)
    : Panel(parent)
    , m_scroll(new QScrollArea(this))
{
    setMinimumWidth(360);
    setMaximumWidth(760); // longer lines are no easier to fill in
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    fields.setObjectName(u"scrolled"_s);
    m_scroll->setWidget(&fields);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 4, 1, 4);
    layout->addWidget(m_scroll);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) { reveal(now); });
    // Once what is wrong stands below it.
    connect(&fields, &FormFields::edited, this,
            [this] { QTimer::singleShot(0, this, [this] { reveal(QApplication::focusWidget()); }); });
}

//! The focus leaves what is in it once it is a panel no more.
FieldsPanel::~FieldsPanel()
{
    disconnect(qApp, nullptr, this, nullptr);
}

void FieldsPanel::reveal(QWidget *field)
{
    constexpr int MessageHeight = 56; // of two lines below it
    if (field && m_scroll->widget()->isAncestorOf(field))
        m_scroll->ensureWidgetVisible(field, 0, MessageHeight);
}

void FieldsPanel::scrollToTop()
{
    m_scroll->ensureVisible(0, 0);
}

} // namespace fairlead::ui
