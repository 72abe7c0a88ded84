// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "plaintext.h"

#include <QChar>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

bool isHarmless(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
        return c == U'\n' || c == U'\t';
    case QChar::Other_Format:
        return c == 0x00AD || c == 0x200C || c == 0x200D; // soft hyphen and the joiners that scripts and emoji need
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return false;
    default:
        return true;
    }
}

//! What most server text is, and needs no look at each character's category.
bool isPlainAscii(QStringView text)
{
    return std::all_of(text.begin(), text.end(),
                       [](QChar c) { return (c >= u' ' && c <= u'~') || c == u'\n' || c == u'\t'; });
}

} // namespace

QString plainText(QStringView text, qsizetype limit)
{
    if (text.size() <= limit && isPlainAscii(text))
        return text.toString();
    QString result;
    result.reserve(qMin(text.size(), limit) + 1);
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (result.size() >= limit)
            return result + u'…';
        char32_t c = text[i].unicode();
        qsizetype length = 1;
        if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            c = QChar::surrogateToUcs4(text[i], text[i + 1]);
            length = 2;
        }
        if (isHarmless(c))
            result += text.sliced(i, length);
        else if (c != U'\r' || i + 1 >= text.size() || text[i + 1] != u'\n')
            result += QChar(QChar::ReplacementCharacter);
        i += length - 1;
    }
    return result;
}

QString plainLine(QStringView text, qsizetype limit)
{
    QString result = plainText(text, limit);
    for (QChar &c : result) {
        if (c == u'\n' || c == u'\t')
            c = u' ';
    }
    return result;
}

QString toolTipText(const QString &text)
{
    if (text.isEmpty())
        return {};
    return "<qt>"_L1 + plainText(text, 2'048).toHtmlEscaped().replace(u'\n', "<br>"_L1) + "</qt>"_L1;
}

} // namespace fairlead::models
