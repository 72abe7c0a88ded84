// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "theme.h"

#include "stylesheet.h"

#include <QApplication>
#include <QEvent>
#include <QFontDatabase>
#include <QPalette>
#include <QStyleFactory>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

constexpr int FontPixels = 13;

QPalette paletteOf(const Tokens &tokens)
{
    QPalette palette;
    palette.setColor(QPalette::Window, tokens.background);
    palette.setColor(QPalette::WindowText, tokens.text);
    palette.setColor(QPalette::Base, tokens.panel);
    palette.setColor(QPalette::AlternateBase, tokens.background);
    palette.setColor(QPalette::Text, tokens.text);
    palette.setColor(QPalette::PlaceholderText, tokens.dim);
    palette.setColor(QPalette::Button, tokens.panel);
    palette.setColor(QPalette::ButtonText, tokens.text);
    palette.setColor(QPalette::BrightText, tokens.error);
    palette.setColor(QPalette::ToolTipBase, tokens.panel);
    palette.setColor(QPalette::ToolTipText, tokens.text);
    palette.setColor(QPalette::Highlight, tokens.accent);
    palette.setColor(QPalette::HighlightedText, tokens.onAccent);
    palette.setColor(QPalette::Link, tokens.accent);
    palette.setColor(QPalette::LinkVisited, tokens.accent);
    palette.setColor(QPalette::Light, tokens.panel);
    palette.setColor(QPalette::Midlight, tokens.line);
    palette.setColor(QPalette::Mid, tokens.line);
    palette.setColor(QPalette::Dark, tokens.freeEdge);
    palette.setColor(QPalette::Shadow, tokens.line);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, tokens.dim);
    return palette;
}

} // namespace

Theme::Theme(QApplication &application, Mode mode)
    : m_application(application)
    , m_mode(mode)
{
    QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
    QFont font = QApplication::font();
    // Off screen there is no desktop that has a font of its own: take the one that the window is drawn for.
    if (QGuiApplication::platformName() == "offscreen"_L1 && QFontDatabase::hasFamily(u"Inter"_s))
        font = QFont(u"Inter"_s);
    font.setPixelSize(FontPixels);
    QApplication::setFont(font);
    apply();
    application.installEventFilter(this);
}

void Theme::setMode(Mode mode)
{
    if (m_mode == mode)
        return;
    m_mode = mode;
    apply();
}

void Theme::apply()
{
    m_isApplying = true;
    const bool isDark = m_mode == Mode::Dark || (m_mode == Mode::System && isSystemDark());
    m_tokens = isDark ? Tokens::dark() : Tokens::light();
    QApplication::setPalette(paletteOf(m_tokens));
    m_application.setStyleSheet(styleSheet(m_tokens));
    m_isApplying = false;
    emit changed();
}

//! Qt 6.4 tells no colour scheme: the desktop's own palette does, once ours is out of the way.
bool Theme::isSystemDark() const
{
    QApplication::setPalette(QPalette());
    const QPalette palette = QApplication::palette();
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

bool Theme::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == &m_application && event->type() == QEvent::ThemeChange && m_mode == Mode::System && !m_isApplying)
        apply();
    return QObject::eventFilter(watched, event);
}

Theme::Mode themeModeFromString(const QString &text)
{
    if (text == "light"_L1)
        return Theme::Mode::Light;
    return text == "dark"_L1 ? Theme::Mode::Dark : Theme::Mode::System;
}

QString toString(Theme::Mode mode)
{
    switch (mode) {
    case Theme::Mode::System:
        return u"system"_s;
    case Theme::Mode::Light:
        return u"light"_s;
    case Theme::Mode::Dark:
        return u"dark"_s;
    }
    return {};
}

} // namespace fairlead::ui
