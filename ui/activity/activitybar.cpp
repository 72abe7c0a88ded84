// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "activitybar.h"

#include "models/formats.h"
#include "ui/widgets/formkeys.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QPushButton>

#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

ActivityBar::ActivityBar(QWidget *parent)
    : QWidget(parent)
    , m_text(new PlainLabel(u"dim"_s, this))
    , m_cancel(new QPushButton(this))
    , m_retry(new QPushButton(this))
    , m_remove(new QPushButton(this))
    , m_removeEnded(new QPushButton(tr("Remove ended…"), this))
    , m_question(new PlainLabel(u"section"_s, this))
    , m_yes(new QPushButton(this))
    , m_no(new QPushButton(this))
{
    m_cancel->setToolTip(tr("C"));
    m_retry->setToolTip(tr("R"));
    m_remove->setToolTip(tr("Del"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(6, 4, 6, 4);
    layout->setSpacing(8);
    layout->addWidget(m_text);
    layout->addWidget(m_question);
    layout->addStretch(1);
    for (QPushButton *button : {m_cancel, m_retry, m_remove, m_removeEnded, m_yes, m_no}) {
        button->setObjectName(u"segment"_s);
        layout->addWidget(button);
    }
    connect(m_cancel, &QPushButton::clicked, this, &ActivityBar::cancelSelected);
    connect(m_retry, &QPushButton::clicked, this, &ActivityBar::retrySelected);
    connect(m_remove, &QPushButton::clicked, this, &ActivityBar::removeSelected);
    connect(m_removeEnded, &QPushButton::clicked, this, &ActivityBar::removeEnded);
    connect(m_no, &QPushButton::clicked, this, &ActivityBar::endQuestion);
    connect(m_yes, &QPushButton::clicked, this, [this] {
        const auto confirmed = std::exchange(m_confirmed, {});
        endQuestion();
        if (confirmed)
            confirmed();
    });
    setFixedHeight(layout->sizeHint().height()); // with a button, also while there is none
    refresh();
}

void ActivityBar::setContent(const Content &content)
{
    m_content = content;
    if (!m_confirmed)
        refresh(); // what is asked stays as it was read
}

void ActivityBar::refresh()
{
    const bool asks = bool(m_confirmed);
    m_question->setVisible(asks);
    m_yes->setVisible(asks);
    m_no->setVisible(asks);
    m_text->setVisible(!asks);
    m_text->setText(
        m_content.running > 0
            ? tr("%1 running, %2 ended").arg(models::numberText(m_content.running), models::numberText(m_content.ended))
            : tr("%1 ended").arg(models::numberText(m_content.ended)));
    const auto show = [asks](QPushButton *button, const QStringList &ids, const QString &one, const QString &many) {
        button->setText(ids.size() > 1 ? many.arg(models::numberText(ids.size())) : one);
        button->setVisible(!asks && !ids.isEmpty());
    };
    show(m_cancel, m_content.cancellable, tr("Cancel"), tr("Cancel %1"));
    show(m_retry, m_content.retryable, tr("Retry"), tr("Retry %1"));
    show(m_remove, m_content.removable, tr("Remove…"), tr("Remove %1…"));
    m_removeEnded->setVisible(!asks && m_content.ended > 0);
}

void ActivityBar::cancelSelected()
{
    const QStringList ids = m_content.cancellable;
    if (ids.size() > 1)
        ask(tr("Cancel %Ln activities? What they have done until now is lost.", nullptr, int(ids.size())),
            tr("Cancel %1").arg(models::numberText(ids.size())), tr("Let them run"),
            [this, ids] { emit cancelRequested(ids); });
    else if (!ids.isEmpty())
        emit cancelRequested(ids);
}

void ActivityBar::retrySelected()
{
    if (!m_content.retryable.isEmpty())
        emit retryRequested(m_content.retryable);
}

void ActivityBar::removeSelected()
{
    const QStringList ids = m_content.removable;
    if (ids.isEmpty())
        return;
    ask(tr("Remove %Ln activities and their logs?", nullptr, int(ids.size())), tr("Remove"), tr("Keep"),
        [this, ids] { emit removeRequested(ids); });
}

void ActivityBar::removeEnded()
{
    if (m_content.ended == 0)
        return;
    ask(tr("Remove all %Ln ended activities and their logs?", nullptr, m_content.ended), tr("Remove all"), tr("Keep"),
        [this] { emit removeEndedRequested(); });
}

void ActivityBar::ask(const QString &question, const QString &yes, const QString &no, std::function<void()> confirmed)
{
    m_confirmed = std::move(confirmed);
    m_question->setText(question);
    m_yes->setText(yes);
    m_no->setText(no);
    refresh();
    m_no->setFocus();
}

void ActivityBar::endQuestion()
{
    m_confirmed = {};
    refresh();
    emit left();
}

void ActivityBar::keyPressEvent(QKeyEvent *event)
{
    if (!takeFormKey(*this, *event, m_confirmed ? [this] { endQuestion(); } : std::function<void()>()))
        QWidget::keyPressEvent(event);
}

} // namespace fairlead::ui
