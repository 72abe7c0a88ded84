// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "section.h"

#include "models/keptstate.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

constexpr int HeadHeight = 24;
constexpr int TitleLeft = 16;

QFont titleFont(QFont font)
{
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

SectionHead::SectionHead(const Theme &theme, const QString &title, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    setText(title);
    setAccessibleName(title);
    setCheckable(true);
    setChecked(true);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void SectionHead::setNote(const QString &note)
{
    if (m_note == note)
        return;
    m_note = note;
    setAccessibleName(note.isEmpty() ? text() : text() + u' ' + note);
    update();
}

QSize SectionHead::sizeHint() const
{
    return {120, HeadHeight};
}

QSize SectionHead::minimumSizeHint() const
{
    return {40, HeadHeight};
}

void SectionHead::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

void SectionHead::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event);
    const Tokens &tokens = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QPointF centre(5, height() / 2.0);
    painter.setPen(QPen(underMouse() || hasFocus() ? tokens.accent : tokens.dim, 1.5, Qt::SolidLine, Qt::RoundCap));
    const QPolygonF open{centre + QPointF(-3.5, -1.75), centre + QPointF(0, 1.75), centre + QPointF(3.5, -1.75)};
    const QPolygonF folded{centre + QPointF(-1.75, -3.5), centre + QPointF(1.75, 0), centre + QPointF(-1.75, 3.5)};
    painter.drawPolyline(isChecked() ? open : folded);
    painter.setFont(titleFont(font()));
    painter.setPen(hasFocus() ? tokens.accent : tokens.text);
    const QRect words(TitleLeft, 0, width() - TitleLeft, height());
    painter.drawText(words, int(Qt::AlignLeft | Qt::AlignVCenter), text());
    const int used = painter.fontMetrics().horizontalAdvance(text()) + 8;
    painter.setFont(font());
    painter.setPen(tokens.dim);
    painter.drawText(words.adjusted(used, 0, 0, 0), int(Qt::AlignLeft | Qt::AlignVCenter),
                     painter.fontMetrics().elidedText(m_note, Qt::ElideRight, words.width() - used));
}

Section::Section(const Theme &theme, const QString &key, const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_key(u"gpus/inspector/"_s + key)
    , m_head(new SectionHead(theme, title, this))
    , m_line(new QHBoxLayout)
    , m_body(new QWidget(this))
    , m_bodyLayout(new QVBoxLayout(m_body))
{
    m_line->setContentsMargins(0, 0, 0, 0);
    m_line->setSpacing(8);
    m_line->addWidget(m_head, 1);
    m_bodyLayout->setContentsMargins(0, 0, 0, 0);
    m_bodyLayout->setSpacing(4);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(m_line);
    layout->addWidget(m_body);
    connect(m_head, &QAbstractButton::toggled, m_body, &QWidget::setVisible);
}

void Section::add(QWidget *widget)
{
    m_bodyLayout->addWidget(widget);
}

QPushButton *Section::addLink(const QString &text, const QString &accessibleName)
{
    auto *link = new QPushButton(text, this);
    link->setObjectName(u"link"_s);
    link->setAccessibleName(accessibleName);
    m_line->addWidget(link);
    return link;
}

void Section::saveState(models::KeptState &settings) const
{
    settings.setValue(m_key, isOpen());
}

void Section::restoreState(const models::KeptState &settings)
{
    setOpen(settings.value(m_key, isOpen()).toBool());
}

Section *SectionStack::add(const QString &key, const QString &title, QWidget *parent)
{
    m_sections.push_back(new Section(m_theme, key, title, parent));
    return m_sections.back();
}

void SectionStack::addTo(QVBoxLayout &layout) const
{
    for (Section *section : m_sections)
        layout.addWidget(section);
}

void SectionStack::saveState(models::KeptState &settings) const
{
    for (const Section *section : m_sections)
        section->saveState(settings);
}

void SectionStack::restoreState(const models::KeptState &settings) const
{
    for (Section *section : m_sections)
        section->restoreState(settings);
}

} // namespace fairlead::ui
