// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "confirmform.h"

#include "ui/widgets/formkeys.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QPushButton>

#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

ConfirmForm::ConfirmForm(QWidget *parent)
    : QWidget(parent)
    , m_text(new PlainLabel(u"section"_s, this))
    , m_names(new PlainLabel(u"text"_s, this))
    , m_warning(new PlainLabel(u"warning"_s, this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
    , m_confirm(new QPushButton(this))
{
    setAccessibleName(tr("Question"));
    m_text->setWordWrap(true);
    m_names->makeParagraph();
    m_warning->makeParagraph();
    m_confirm->setProperty("danger", true);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_cancel, 1);
    buttons->addWidget(m_confirm, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_text);
    layout->addWidget(m_names);
    layout->addWidget(m_warning);
    layout->addLayout(buttons);
    connect(m_cancel, &QPushButton::clicked, this, &ConfirmForm::leave);
    connect(m_confirm, &QPushButton::clicked, this, [this] {
        const std::function<void()> run = std::exchange(m_run, {});
        leave();
        if (run)
            run();
    });
    hide();
}

void ConfirmForm::ask(Question question)
{
    m_text->setText(question.text);
    m_names->setText(question.names);
    m_names->setVisible(!question.names.isEmpty());
    m_warning->setText(question.warning);
    m_warning->setVisible(!question.warning.isEmpty());
    m_confirm->setText(question.action);
    m_run = std::move(question.run);
    show();
    m_cancel->setFocus();
}

void ConfirmForm::leave()
{
    if (!isAsking())
        return;
    m_run = {};
    hide();
    emit left();
}

void ConfirmForm::keyPressEvent(QKeyEvent *event)
{
    if (!takeFormKey(*this, *event, [this] { leave(); }))
        QWidget::keyPressEvent(event);
}

} // namespace fairlead::ui
