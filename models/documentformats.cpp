// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "documentformats.h"

#include <algorithm>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace fairlead::models {

QString oneLine(const QString &text)
{
    const QString simplified = text.simplified();
    const auto isPlain = [](QChar c) { return c >= u' ' && c <= u'~'; };
    if (std::all_of(simplified.begin(), simplified.end(), isPlain)) // most of it, and tables have thousands of cells
        return simplified;
    QString line;
    line.reserve(simplified.size());
    for (const char32_t c : simplified.toStdU32String())
        line += QChar::isPrint(c) ? QString::fromUcs4(&c, 1) : QString(QChar::ReplacementCharacter);
    return line;
}

QString formatCsv(const QList<QStringList> &rows)
{
    QString text;
    for (const QStringList &row : rows) {
        QStringList cells;
        for (const QString &value : row) {
            QString cell = oneLine(value);
            if (cell.size() > 1 && u"=+-@"_s.contains(cell.front()))
                cell.prepend(u'\''); // a spreadsheet would run it
            const bool needsQuotes = cell.contains(u',') || cell.contains(u'"');
            cells << (needsQuotes ? u'"' + cell.replace(u'"', "\"\""_L1) + u'"' : cell);
        }
        text += cells.join(u',') + "\r\n"_L1;
    }
    return text;
}

QString formatJson(const nlohmann::ordered_json &document, bool isIndented)
{
    return QString::fromStdString(
               document.dump(isIndented ? 2 : -1, ' ', true, nlohmann::json::error_handler_t::replace)) +
           u'\n';
}

} // namespace fairlead::models
