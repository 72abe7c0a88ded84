// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "notice.h"

#include "focusorder.h"
#include "labels.h"
#include "models/plaintext.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QStyle>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::ui {

namespace {

constexpr auto ReadingTime = 20s; // also the time to take something back
constexpr int Margin = 24;        // to the edges of the pane
constexpr int MostWidth = 720;

} // namespace

Notice::Notice(QWidget *pane, Qt::AlignmentFlag side)
    : QFrame(pane)
    , m_side(side)
    , m_text(new PlainLabel(u"text"_s, this))
    , m_action(new QPushButton(this))
{
    setObjectName(u"palette"_s);
    setAttribute(Qt::WA_StyledBackground);
    setProperty(OverlayProperty, true);
    pane->installEventFilter(this);
    m_text->makeParagraph();
    m_text->setAccessibleName(tr("Notice"));
    auto *close = new QPushButton(tr("Dismiss"), this);
    for (QPushButton *link : {m_action, close})
        link->setObjectName(u"link"_s);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 10, 14, 10);
    layout->setSpacing(16);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_action, 0, Qt::AlignTop);
    layout->addWidget(close, 0, Qt::AlignTop);
    connect(close, &QPushButton::clicked, this, &Notice::dismiss);
    connect(m_action, &QPushButton::clicked, this, [this] {
        const std::function<void()> undo = std::exchange(m_undo, {});
        dismiss();
        if (undo)
            undo();
    });
    m_timer.setSingleShot(true);
    m_timer.setInterval(ReadingTime);
    connect(&m_timer, &QTimer::timeout, this, &Notice::dismiss);
    hide();
}

void Notice::say(const QString &text, models::Severity severity, const QString &action, std::function<void()> undo)
{
    m_text->setObjectName(roleOf(severity, u"text"_s));
    m_text->style()->unpolish(m_text);
    m_text->style()->polish(m_text);
    m_text->setText(models::plainText(text));
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    m_undo = std::move(undo);
    m_showsStaying = false;
    const bool mayLeave = severity != models::Severity::Error && severity != models::Severity::Warning;
    mayLeave ? m_timer.start() : m_timer.stop();
    place();
    show();
    raise();
    QAccessibleEvent event(m_text, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void Notice::stay(const QString &text, const QString &action, std::function<void()> undo)
{
    m_staying = {text, action, std::move(undo)};
    showStaying();
}

void Notice::showStaying()
{
    say(m_staying->text, models::Severity::Neutral, m_staying->action, m_staying->undo);
    m_timer.stop();
    m_showsStaying = true;
}

void Notice::endStaying()
{
    m_staying.reset();
    if (m_showsStaying)
        dismiss();
}

void Notice::dismiss()
{
    m_timer.stop();
    m_undo = {};
    if (m_staying && !m_showsStaying)
        return showStaying();
    m_staying.reset();
    m_showsStaying = false;
    const bool hadFocus = isAncestorOf(focusWidget());
    hide();
    if (hadFocus)
        parentWidget()->setFocus(); // else Qt gives it to whatever was made next
}

//! Paragraphs: the height follows from the width.
void Notice::place()
{
    const QRect pane = parentWidget()->rect();
    layout()->invalidate();
    // A label that wraps would rather be narrow than short.
    const int line = m_text->fontMetrics().size(0, m_text->text()).width() - m_text->sizeHint().width() + 8;
    const int width =
        std::min({MostWidth, pane.width() - 2 * Margin, layout()->sizeHint().width() + std::max(2, line)});
    const int height = layout()->hasHeightForWidth() ? layout()->heightForWidth(width) : layout()->sizeHint().height();
    const int left = m_side == Qt::AlignHCenter ? pane.center().x() - width / 2 : pane.left() + Margin;
    setGeometry(left, pane.bottom() + 1 - Margin - height, width, height);
}

bool Notice::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && !isHidden())
        place();
    return QFrame::eventFilter(watched, event);
}

void Notice::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else
        QFrame::keyPressEvent(event);
}

QString Notice::text() const
{
    return isHidden() ? QString() : m_text->text();
}

} // namespace fairlead::ui
