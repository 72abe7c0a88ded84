// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "recipebuttons.h"

#include "backends/settings/settings.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

QPushButton *linkButton(const QString &text, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setObjectName(u"link"_s);
    return button;
}

} // namespace

RecipeButtons::RecipeButtons(QWidget *parent)
    : QWidget(parent)
    , m_buildAndPush(new QPushButton(tr("Build and push"), this))
    , m_build(new QPushButton(tr("Build"), this))
    , m_push(new QPushButton(tr("Push"), this))
    , m_edit(new QPushButton(tr("Edit"), this))
    , m_duplicate(linkButton(tr("Duplicate"), this))
    , m_export(linkButton(tr("Export Dockerfile…"), this))
    , m_remove(linkButton(tr("Remove…"), this))
{
    m_buildAndPush->setProperty("primary", true);
    auto *middle = new QHBoxLayout;
    middle->setSpacing(8);
    for (QPushButton *button : {m_build, m_push, m_edit})
        middle->addWidget(button, 1);
    auto *links = new QHBoxLayout;
    links->setSpacing(14);
    for (QPushButton *button : {m_duplicate, m_export, m_remove})
        links->addWidget(button);
    links->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 4, 16, 12);
    layout->setSpacing(8);
    layout->addWidget(m_buildAndPush);
    layout->addLayout(middle);
    layout->addLayout(links);
    connect(m_buildAndPush, &QPushButton::clicked, this, [this] { emit buildRequested(true); });
    connect(m_build, &QPushButton::clicked, this, [this] { emit buildRequested(false); });
    connect(m_push, &QPushButton::clicked, this, &RecipeButtons::pushRequested);
    connect(m_edit, &QPushButton::clicked, this, &RecipeButtons::editRequested);
    connect(m_duplicate, &QPushButton::clicked, this, &RecipeButtons::duplicateRequested);
    connect(m_export, &QPushButton::clicked, this, &RecipeButtons::exportRequested);
    connect(m_remove, &QPushButton::clicked, this, &RecipeButtons::removalRequested);
}

void RecipeButtons::showTexts(int count)
{
    const bool isOne = count == 1;
    m_buildAndPush->setText(isOne ? tr("Build and push") : tr("Build and push %Ln", nullptr, count));
    m_build->setText(isOne ? tr("Build") : tr("Build %Ln", nullptr, count));
    m_push->setText(isOne ? tr("Push") : tr("Push %Ln", nullptr, count));
    for (QPushButton *button : {m_edit, m_duplicate, m_export, m_remove})
        button->setVisible(isOne);
}

void RecipeButtons::showOne(const settings::BaseImage &recipe, bool isReadOnly)
{
    showTexts(1);
    m_duplicate->setEnabled(!isReadOnly);
    m_remove->setEnabled(!isReadOnly);
    m_export->setVisible(recipe.dockerfile.isEmpty()); // else it is a file already
    showPushable(!recipe.registries.empty(), tr("It is to be in no registry; choose some with Edit"));
}

void RecipeButtons::showSeveral(int count, bool isPushable)
{
    showTexts(count);
    showPushable(isPushable, tr("None of them is to be in a registry; choose some with Edit"));
}

void RecipeButtons::showPushable(bool isPushable, const QString &whyNot)
{
    m_push->setEnabled(isPushable);
    m_push->setToolTip(isPushable ? QString() : whyNot);
}

} // namespace fairlead::ui
