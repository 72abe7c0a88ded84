// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "keysoverlay.h"

#include "ui/widgets/labels.h"

#include <QApplication>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

constexpr int ColumnWidth = 420;
constexpr int KeysWidth = 134;
constexpr int ColumnGap = 32;
constexpr int Margin = 24;
constexpr int Edge = 40; // of the window that stays in sight

QString keysText(const KeyHint &hint)
{
    QStringList texts;
    for (const QKeySequence &keys : hint.keys)
        texts += keyText(keys);
    return texts.join(u"  "_s);
}

std::size_t linesOf(const KeyGroup &group)
{
    return group.hints.size() + std::size_t(group.pictureLines) + 2;
}

//! Heading and hints of one group, below each other.
QWidget *groupWidget(const KeyGroup &group, QWidget *parent)
{
    auto *widget = new QWidget(parent);
    auto *grid = new QGridLayout(widget);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(1, 1);
    auto *title = new PlainLabel(u"section"_s, widget);
    title->setText(group.title);
    grid->addWidget(title, 0, 0, 1, 2);
    int row = 1;
    for (const KeyHint &hint : group.hints) {
        auto *keys = new PlainLabel(u"key"_s, widget);
        keys->setText(keysText(hint));
        keys->setMinimumWidth(KeysWidth);
        auto *does = new PlainLabel(u"text"_s, widget);
        does->setText(hint.does);
        does->setWordWrap(true);
        grid->addWidget(keys, row, 0, Qt::AlignTop | Qt::AlignLeft);
        grid->addWidget(does, row, 1, Qt::AlignTop);
        ++row;
    }
    if (group.makePicture)
        grid->addWidget(group.makePicture(widget), row, 0, 1, 2);
    return widget;
}

} // namespace

QString keyText(const QKeySequence &keys)
{
    QString text = keys.toString(QKeySequence::PortableText);
    static const QList<QPair<QString, QString>> signs{{u"Left"_s, u"←"_s},       {u"Right"_s, u"→"_s},
                                                      {u"Up"_s, u"↑"_s},         {u"Down"_s, u"↓"_s},
                                                      {u"Return"_s, u"Enter"_s}, {u"PgDown"_s, u"PgDn"_s}};
    for (const auto &[name, sign] : signs) {
        if (text == name || text.endsWith(u'+' + name))
            return text.chopped(name.size()) + sign;
    }
    return text;
}

KeysOverlay::KeysOverlay(std::function<std::vector<KeyGroup>()> groups, QWidget *window)
    : QFrame(window)
    , m_makeGroups(std::move(groups))
    , m_sheet(new QWidget)
{
    setObjectName(u"palette"_s);
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Keys of this pane"));
    setFocusPolicy(Qt::StrongFocus);
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    m_sheet->setObjectName(u"scrolled"_s);
    new QHBoxLayout(m_sheet);
    scroll->setWidget(m_sheet);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->addWidget(scroll);
    hide();
}

void KeysOverlay::toggle()
{
    isVisible() ? leave() : open();
}

void KeysOverlay::open()
{
    m_groups = m_makeGroups();
    auto *columns = qobject_cast<QHBoxLayout *>(m_sheet->layout());
    while (QLayoutItem *item = columns->takeAt(0)) {
        if (QLayout *column = item->layout()) {
            while (QLayoutItem *inner = column->takeAt(0)) {
                delete inner->widget();
                delete inner;
            }
        }
        delete item;
    }
    columns->setContentsMargins(Margin, 20, Margin, 20);
    columns->setSpacing(ColumnGap);
    std::size_t all = 0;
    for (const KeyGroup &group : m_groups)
        all += linesOf(group);
    std::size_t used = 0;
    QVBoxLayout *column = nullptr;
    QStringList spoken;
    for (const KeyGroup &group : m_groups) {
        const std::size_t lines = linesOf(group);
        // The second column begins where the first one would be the longer one.
        if (!column || (columns->count() == 1 && 2 * used + lines > all + 2)) {
            column = new QVBoxLayout;
            column->setSpacing(18);
            columns->addLayout(column, 1);
        }
        column->addWidget(groupWidget(group, m_sheet));
        used += lines;
        for (const KeyHint &hint : group.hints)
            spoken += tr("%1: %2").arg(keysText(hint), hint.does);
    }
    for (int i = 0; i < columns->count(); ++i)
        qobject_cast<QVBoxLayout *>(columns->itemAt(i)->layout())->addStretch(1);
    setAccessibleDescription(spoken.join(u'\n'));
    m_before = QApplication::focusWidget();
    qApp->installEventFilter(this); // clicks anywhere
    place();
    show();
    raise();
    setFocus();
}

void KeysOverlay::place()
{
    const int columns = m_sheet->layout()->count();
    const int width =
        std::min(columns * ColumnWidth + (columns - 1) * ColumnGap + 2 * Margin, parentWidget()->width() - 2 * Edge);
    // Word-wrapped labels: the height follows from the width.
    const int wanted = m_sheet->layout()->hasHeightForWidth() ? m_sheet->layout()->totalHeightForWidth(width - 2)
                                                              : m_sheet->sizeHint().height();
    const int height = std::min(wanted + 4, parentWidget()->height() - 2 * Edge);
    setGeometry((parentWidget()->width() - width) / 2, (parentWidget()->height() - height) / 2, width, height);
}

void KeysOverlay::leave()
{
    if (!isVisible())
        return;
    const bool hadFocus = hasFocus();
    qApp->removeEventFilter(this);
    hide();
    if (hadFocus && m_before)
        m_before->setFocus();
    m_before = nullptr;
}

bool KeysOverlay::event(QEvent *event)
{
    // What one types here is for this; "?" would open it anew once it is away.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Escape || key->key() == Qt::Key_Question) {
            event->accept();
            return true;
        }
    }
    if (event->type() == QEvent::FocusOut && static_cast<QFocusEvent *>(event)->reason() != Qt::PopupFocusReason)
        leave();
    return QFrame::event(event);
}

bool KeysOverlay::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    if (event->type() == QEvent::MouseButtonPress && watched->isWidgetType() && watched != this &&
        !isAncestorOf(static_cast<QWidget *>(watched)))
        leave();
    return QFrame::eventFilter(watched, event);
}

void KeysOverlay::keyPressEvent(QKeyEvent *event)
{
    QScrollBar *bar = findChild<QScrollArea *>()->verticalScrollBar();
    switch (event->key()) {
    case Qt::Key_Escape:
    case Qt::Key_Question:
        if (m_before && m_before->window() != window())
            m_before->activateWindow(); // back to where it was opened
        return leave();
    case Qt::Key_Up:
        return bar->triggerAction(QAbstractSlider::SliderSingleStepSub);
    case Qt::Key_Down:
        return bar->triggerAction(QAbstractSlider::SliderSingleStepAdd);
    case Qt::Key_PageUp:
        return bar->triggerAction(QAbstractSlider::SliderPageStepSub);
    case Qt::Key_PageDown:
        return bar->triggerAction(QAbstractSlider::SliderPageStepAdd);
    default:
        QFrame::keyPressEvent(event);
    }
}

} // namespace fairlead::ui
