// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "openbar.h"

#include "models/formats.h"
#include "ui/widgets/formkeys.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QPushButton>

#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

constexpr int Many = 10; // contexts that are opened at once without a question

} // namespace

OpenBar::OpenBar(QWidget *parent)
    : QWidget(parent)
    , m_text(new PlainLabel(u"dim"_s, this))
    , m_open(new QPushButton(this))
    , m_close(new QPushButton(this))
    , m_openAll(new QPushButton(tr("Open all…"), this))
    , m_question(new PlainLabel(u"section"_s, this))
    , m_confirm(new QPushButton(this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
{
    for (QPushButton *button : {m_open, m_close, m_openAll, m_confirm, m_cancel})
        button->setObjectName(u"segment"_s);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(6, 4, 6, 4);
    layout->setSpacing(8);
    layout->addWidget(m_text);
    layout->addWidget(m_question);
    layout->addStretch(1);
    for (QPushButton *button : {m_open, m_close, m_openAll, m_confirm, m_cancel})
        layout->addWidget(button);
    connect(m_open, &QPushButton::clicked, this, &OpenBar::openSelected);
    connect(m_close, &QPushButton::clicked, this, &OpenBar::closeSelected);
    connect(m_openAll, &QPushButton::clicked, this, &OpenBar::openAll);
    connect(m_cancel, &QPushButton::clicked, this, &OpenBar::endQuestion);
    connect(m_confirm, &QPushButton::clicked, this, [this] {
        const QStringList ids = std::exchange(m_asked, {});
        endQuestion();
        emit openRequested(ids, true);
    });
    setFixedHeight(layout->sizeHint().height()); // with a button, also while there is none
    setContexts({});
}

void OpenBar::setContexts(const Contexts &contexts)
{
    m_contexts = contexts;
    if (!m_asked.isEmpty())
        return; // what is asked stays as it was read
    m_question->hide();
    m_confirm->hide();
    m_cancel->hide();
    m_text->show();
    const QString all = tr("%Ln context(s)", nullptr, contexts.all);
    m_text->setText(contexts.open == 0 ? tr("%1, none open: select some, then press Space").arg(all)
                                       : tr("%1, %2 open").arg(all, models::numberText(contexts.open)));
    m_open->setText(tr("Open %1 selected").arg(models::numberText(contexts.selectedClosed.size())));
    m_open->setVisible(!contexts.selectedClosed.isEmpty());
    m_close->setText(tr("Disconnect %1 selected").arg(models::numberText(contexts.selectedOpen.size())));
    m_close->setVisible(!contexts.selectedOpen.isEmpty());
    m_openAll->setVisible(contexts.closed.size() > 1);
}

void OpenBar::toggleSelected()
{
    m_contexts.selectedClosed.isEmpty() ? closeSelected() : openSelected();
}

void OpenBar::openSelected()
{
    const QStringList ids = m_contexts.selectedClosed;
    if (ids.size() > Many)
        ask(ids);
    else if (!ids.isEmpty())
        emit openRequested(ids, true);
}

void OpenBar::closeSelected()
{
    if (!m_contexts.selectedOpen.isEmpty())
        emit openRequested(m_contexts.selectedOpen, false);
}

void OpenBar::openAll()
{
    ask(m_contexts.closed);
}

void OpenBar::ask(const QStringList &ids)
{
    if (ids.isEmpty())
        return;
    m_asked = ids;
    const int count = int(ids.size());
    m_question->setText(tr("Open %Ln context(s)? Each gets requests from then on.", nullptr, count));
    m_confirm->setText(tr("Open %1").arg(models::numberText(count)));
    for (QWidget *widget : {static_cast<QWidget *>(m_text), static_cast<QWidget *>(m_open),
                            static_cast<QWidget *>(m_close), static_cast<QWidget *>(m_openAll)})
        widget->hide();
    m_question->show();
    m_confirm->show();
    m_cancel->show();
    m_cancel->setFocus();
}

void OpenBar::endQuestion()
{
    m_asked.clear();
    setContexts(m_contexts);
    emit left();
}

void OpenBar::keyPressEvent(QKeyEvent *event)
{
    if (!takeFormKey(
            *this, *event, m_asked.isEmpty() ? std::function<void()>() : [this] { endQuestion(); }))
        QWidget::keyPressEvent(event);
}

} // namespace fairlead::ui
