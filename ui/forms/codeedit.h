// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPlainTextEdit>

namespace fairlead::ui {

class Theme;

//! Lines of a Dockerfile or of YAML in letters of one width, of which one may be marked. Tab leaves it: it is a field
//! of a form.
class CodeEdit : public QPlainTextEdit
{
    Q_OBJECT
public:
    CodeEdit(const Theme &theme, const QString &name, QWidget *parent = nullptr);

    //! What is looked at and, as far as it goes, what is selected stay.
    void setText(const QString &text);
    //! Counts from 1; 0: none.
    void markLine(int line);
    int markedLine() const { return m_marked; }
    //! At least so high.
    void setLines(int lines);

private:
    void refreshMark();

    const Theme &m_theme;
    int m_marked = 0;
};

} // namespace fairlead::ui
