// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>

#include <functional>
#include <vector>

class QHBoxLayout;

namespace fairlead::ui {

class PlainLabel;

//! Something to decide, in its place in a pane instead of in a dialog: nothing else is blocked by it. Esc is the first
//! answer, which has the focus and changes nothing.
class Question : public QFrame
{
    Q_OBJECT
public:
    struct Answer
    {
        QString text;
        std::function<void()> run; //!< empty: it only goes
        bool isPrimary = false;
    };

    explicit Question(QWidget *parent = nullptr);

    //! The first of \p answers is the harmless one.
    void ask(const QString &text, std::vector<Answer> answers);
    void withdraw();
    bool isAsking() const { return !isHidden(); }

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void answer(std::size_t place);

    PlainLabel *m_text;
    QHBoxLayout *m_buttons;
    std::vector<Answer> m_answers;
};

} // namespace fairlead::ui
