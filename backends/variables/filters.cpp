// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "filters.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimeZone>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace fairlead::variables {

namespace {

using Value = std::optional<QJsonValue>;
using Applied = tl::expected<Value, QString>;

enum class Argument { None, Perhaps, Required };

struct Known
{
    QLatin1StringView name;
    Argument argument;
    Applied (*apply)(const QJsonValue &value, const QString &argument);
};

constexpr int LargestIndent = 100;

QByteArray jsonOf(const QJsonValue &value)
{
    QByteArray list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return list.mid(1, list.size() - 2);
}

Applied parsed(const QString &text)
{
    QJsonParseError error;
    const QJsonDocument list = QJsonDocument::fromJson('[' + text.toUtf8() + ']', &error);
    if (error.error != QJsonParseError::NoError || list.array().size() != 1)
        return tl::make_unexpected(u"the value is no JSON"_s);
    return list.array().first();
}

Applied lower(const QJsonValue &value, const QString &)
{
    return QJsonValue(textOf(value).toLower());
}
Applied upper(const QJsonValue &value, const QString &)
{
    return QJsonValue(textOf(value).toUpper());
}
Applied toJson(const QJsonValue &value, const QString &)
{
    return QJsonValue(QString::fromUtf8(jsonOf(value)));
}
Applied fromJson(const QJsonValue &value, const QString &)
{
    return parsed(textOf(value));
}
Applied same(const QJsonValue &value, const QString &)
{
    return value;
}

//! "a.b[0]" or "[a.b[0]]" as its steps.
QStringList stepsOf(QString path)
{
    if (path.startsWith(u'[') && path.endsWith(u']'))
        path = path.mid(1, path.size() - 2);
    path.replace(u'[', u'.').remove(u']');
    return path.split(u'.', Qt::SkipEmptyParts);
}

Applied getOrNull(const QJsonValue &value, const QString &path)
{
    QJsonValue at = value;
    if (value.isString()) {
        const Applied json = parsed(value.toString());
        if (!json)
            return json;
        at = **json;
    }
    for (const QString &step : stepsOf(path)) {
        bool isIndex = false;
        const int index = step.toInt(&isIndex);
        at = isIndex && at.isArray() ? QJsonValue(at.toArray().at(index)) : at.toObject().value(step);
        if (at.isUndefined() || at.isNull())
            return QJsonValue();
    }
    return at;
}

//! Java's letters in Qt's words; empty: one of them has no meaning here.
QString dateFormat(const QString &format)
{
    QString result;
    bool isQuoted = false;
    for (const QChar c : format) {
        if (c == u'\'')
            isQuoted = !isQuoted;
        if (!isQuoted && c.isLetter() && !u"yMdHhmsS"_s.contains(c))
            return {};
        result += !isQuoted && c == u'S' ? QChar(u'z') : c;
    }
    return isQuoted ? QString() : result;
}

Applied formatDate(const QJsonValue &value, const QString &format)
{
    bool isNumber = false;
    const qint64 since = textOf(value).toLongLong(&isNumber);
    if (!isNumber)
        return tl::make_unexpected(u"formatdate: the value is no number of milliseconds"_s);
    const QDateTime date = QDateTime::fromMSecsSinceEpoch(since, QTimeZone::utc());
    const QString pattern = dateFormat(format.isEmpty() ? u"yyyy-MM-dd HH:mm:ss.SSS"_s : format);
    return QJsonValue(date.toString(pattern));
}

Applied indent(const QJsonValue &value, const QString &blanks)
{
    const QString before(blanks.toInt(), u' ');
    return QJsonValue(before + textOf(value).replace(u'\n', u'\n' + before));
}

constexpr std::array Filters{Known{"default"_L1, Argument::Required, same},
                             Known{"tolower"_L1, Argument::None, lower},
                             Known{"toupper"_L1, Argument::None, upper},
                             Known{"tojson"_L1, Argument::None, toJson},
                             Known{"fromjson"_L1, Argument::None, fromJson},
                             Known{"getornull"_L1, Argument::Required, getOrNull},
                             Known{"formatdate"_L1, Argument::Perhaps, formatDate},
                             Known{"indent"_L1, Argument::Required, indent}};

const Known *find(const QString &name)
{
    const auto *found =
        std::find_if(Filters.begin(), Filters.end(), [&name](const Known &each) { return each.name == name; });
    return found == Filters.end() ? nullptr : found;
}

} // namespace

QString problemOf(const Filter &filter)
{
    const Known *known = find(filter.name);
    if (!known) {
        QStringList names;
        for (const Known &each : Filters)
            names += each.name;
        return u"there is no filter \"%1\"; known are %2"_s.arg(filter.name.left(40), names.join(u", "_s));
    }
    if (known->argument == Argument::Required && !filter.hasArgument)
        return u"%1 wants something behind a colon"_s.arg(known->name);
    if (known->argument == Argument::None && filter.hasArgument)
        return u"%1 wants nothing behind it"_s.arg(known->name);
    bool isNumber = false;
    const int blanks = filter.argument.toInt(&isNumber);
    if (known->apply == indent && (!isNumber || blanks < 0 || blanks > LargestIndent))
        return u"indent wants a number from 0 to %1"_s.arg(LargestIndent);
    if (known->apply == formatDate && !filter.argument.isEmpty() && dateFormat(filter.argument).isEmpty())
        return u"formatdate knows y, M, d, H, h, m, s and S; other letters stand in ''"_s;
    return {};
}

Applied applied(const Filter &filter, const Value &value)
{
    const Known *known = find(filter.name);
    Q_ASSERT(known);
    if (value)
        return known->apply(*value, filter.argument);
    return known->name == "default"_L1 ? Value(filter.argument) : Value();
}

QString textOf(const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    return value.isNull() || value.isUndefined() ? QString() : QString::fromUtf8(jsonOf(value));
}

} // namespace fairlead::variables
