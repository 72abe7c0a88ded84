// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "yamledit.h"

#include <algorithm>

namespace fairlead::ui {

YamlEdit::YamlEdit(const Theme &theme, const QString &name, files::YamlValue::Type type, QWidget *parent)
    : CodeEdit(theme, name, parent)
    , m_type(type)
{
    connect(this, &QPlainTextEdit::textChanged, this, &YamlEdit::fit);
    fit();
}

void YamlEdit::fit()
{
    constexpr int Fewest = 4;
    constexpr int Most = 16;
    const int lines = std::clamp(document()->blockCount() + 1, Fewest, Most);
    setFixedHeight(lines * fontMetrics().lineSpacing() + 16);
}

void YamlEdit::setChosen(const settings::YamlPart &part)
{
    setPlainText(models::toText(part));
}

//! Read once for each text.
const models::YamlText &YamlEdit::written() const
{
    if (const QString now = toPlainText(); now != m_text) {
        m_text = now;
        m_written = models::readYamlText(now, m_type);
    }
    return m_written;
}

} // namespace fairlead::ui
