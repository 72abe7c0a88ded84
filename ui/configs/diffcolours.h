// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSyntaxHighlighter>

namespace fairlead::ui {

class Theme;

//! Lines of a diff in colours, beside the + and - before them.
class DiffColours : public QSyntaxHighlighter
{
    Q_OBJECT
public:
    DiffColours(const Theme &theme, QTextDocument *document);

    //! Or the document is something else.
    void setDiff(bool isDiff);
    bool isDiff() const { return m_isDiff; }

protected:
    void highlightBlock(const QString &text) override;

private:
    const Theme &m_theme;
    bool m_isDiff = false;
};

} // namespace fairlead::ui
