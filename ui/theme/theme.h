// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tokens.h"

#include <QObject>

class QApplication;

namespace fairlead::ui {

//! Makes the application look like one set of tokens, and follows the desktop where the user wants that.
class Theme : public QObject
{
    Q_OBJECT
public:
    enum class Mode { System, Light, Dark };

    //! Takes font, palette and style sheet of \p application over.
    Theme(QApplication &application, Mode mode);

    Mode mode() const { return m_mode; }
    void setMode(Mode mode);
    const Tokens &tokens() const { return m_tokens; }

signals:
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void apply();
    bool isSystemDark() const;

    QApplication &m_application;
    Mode m_mode;
    Tokens m_tokens;
    bool m_isApplying = false;
};

//! "system", "light", "dark"; anything else is System.
Theme::Mode themeModeFromString(const QString &text);
QString toString(Theme::Mode mode);

} // namespace fairlead::ui
