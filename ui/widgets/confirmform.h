// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>
#include <QWidget>

#include <functional>

class QPushButton;

namespace fairlead::ui {

class PlainLabel;

//! Asks before something is destroyed: what, how many, where. In its place, over nothing, and with the focus on Cancel;
//! Esc is Cancel too.
class ConfirmForm : public QWidget
{
    Q_OBJECT
public:
    explicit ConfirmForm(QWidget *parent = nullptr);

    struct Question
    {
        QString text;      //!< "Remove 3 containers of gpu-build-01?"
        QString names;     //!< of what it is about, a line
        QString warning{}; //!< what else it comes to
        QString action;
        std::function<void()> run;
    };
    void ask(Question question);
    void leave();
    bool isAsking() const { return !isHidden(); }

signals:
    void left();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    PlainLabel *m_text;
    PlainLabel *m_names;
    PlainLabel *m_warning;
    QPushButton *m_cancel;
    QPushButton *m_confirm;
    std::function<void()> m_run;
};

} // namespace fairlead::ui
