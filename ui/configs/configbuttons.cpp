// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "configbuttons.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

QPushButton *linkButton(const QString &text, const QString &keys, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setObjectName(u"link"_s);
    button->setToolTip(keys);
    return button;
}

} // namespace

ConfigButtons::ConfigButtons(QWidget *parent)
    : QWidget(parent)
    , m_test(new QPushButton(tr("Test"), this))
    , m_edit(new QPushButton(tr("Edit"), this))
    , m_duplicate(linkButton(tr("Duplicate"), tr("Ctrl+D"), this))
    , m_remove(linkButton(tr("Delete…"), tr("Del"), this))
    , m_more(linkButton(tr("More ▾"), {}, this))
{
    m_test->setProperty("primary", true);
    m_edit->setToolTip(tr("Return"));
    m_more->setAccessibleName(tr("More with this runtime config"));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_test, 1);
    buttons->addWidget(m_edit, 1);
    auto *links = new QHBoxLayout;
    links->setSpacing(14);
    for (QPushButton *button : {m_duplicate, m_remove, m_more})
        links->addWidget(button);
    links->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 4, 16, 12);
    layout->setSpacing(8);
    layout->addLayout(buttons);
    layout->addLayout(links);
    connect(m_test, &QPushButton::clicked, this, &ConfigButtons::testRequested);
    connect(m_edit, &QPushButton::clicked, this, &ConfigButtons::editRequested);
    connect(m_duplicate, &QPushButton::clicked, this, &ConfigButtons::duplicateRequested);
    connect(m_remove, &QPushButton::clicked, this, &ConfigButtons::removalRequested);
    connect(m_more, &QPushButton::clicked, this, &ConfigButtons::showMenu);
    showOne(false);
}

void ConfigButtons::showOne(bool isReadOnly)
{
    m_isReadOnly = isReadOnly;
    m_test->setText(tr("Test"));
    m_test->setToolTip(
        tr("Ctrl+T: tries on every target what a launch does, up to a pod or a container of some seconds "
           "that is gone afterwards"));
    for (QPushButton *button : {m_edit, m_duplicate, m_remove, m_more})
        button->show();
    m_duplicate->setEnabled(!isReadOnly);
    m_remove->setEnabled(!isReadOnly);
}

void ConfigButtons::showSeveral(int count)
{
    m_test->setText(tr("Test %Ln", nullptr, count));
    for (QPushButton *button : {m_edit, m_duplicate, m_remove, m_more})
        button->hide();
}

void ConfigButtons::setMovable(bool up, bool down)
{
    m_canMoveUp = up;
    m_canMoveDown = down;
}

void ConfigButtons::showMenu()
{
    auto *menu = new QMenu(m_more);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *up = menu->addAction(tr("Move up\tAlt+Up"), this, [this] { emit moveRequested(-1); });
    QAction *down = menu->addAction(tr("Move down\tAlt+Down"), this, [this] { emit moveRequested(1); });
    menu->addAction(tr("New run…"), this, &ConfigButtons::runRequested);
    menu->addAction(tr("Test with…"), this, &ConfigButtons::testWithRequested);
    menu->addAction(tr("Export…"), this, &ConfigButtons::exportRequested);
    menu->addAction(tr("Export what a launch sends…"), this, &ConfigButtons::manifestsRequested);
    up->setEnabled(m_canMoveUp && !m_isReadOnly);
    down->setEnabled(m_canMoveDown && !m_isReadOnly);
    menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height())));
}

} // namespace fairlead::ui
