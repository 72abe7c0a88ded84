// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "formfoot.h"

#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

FormFoot::FormFoot(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QHBoxLayout(this))
    , m_standing(new ElidedLabel(u"dim"_s, this))
    , m_save(new QPushButton(tr("Save"), this))
{
    auto *cancel = new QPushButton(tr("Cancel"), this);
    cancel->setToolTip(tr("Esc"));
    m_save->setToolTip(tr("Ctrl+S"));
    m_save->setProperty("primary", true);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(8);
    m_layout->addWidget(m_standing, 1);
    m_layout->addWidget(cancel);
    m_layout->addWidget(m_save);
    connect(cancel, &QPushButton::clicked, this, &FormFoot::cancelRequested);
    connect(m_save, &QPushButton::clicked, this, &FormFoot::saveRequested);
}

QPushButton *FormFoot::addButton(const QString &text)
{
    auto *button = new QPushButton(text, this);
    m_layout->insertWidget(m_layout->count() - 1, button);
    return button;
}

void FormFoot::showState(const models::FormState &state)
{
    QStringList words;
    if (state.isSaving)
        words += tr("Saving…");
    else if (state.isUnsaved())
        words += tr("Not saved");
    if (state.errors > 0 && state.isUnsaved())
        words += tr("%Ln thing(s) to mend", nullptr, state.errors);
    m_standing->setFullText(words.join(", "_L1));
    m_save->setEnabled(state.canTry() && state.hasToSave());
}

} // namespace fairlead::ui
