// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dockervalues.h"

#include "dockerresources.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace fairlead::manifests::dockervalues {

namespace {

Value wrong(const QString &expected)
{
    return tl::make_unexpected(u"expected %1"_s.arg(expected));
}

//! "/dev/sda:10mb,/dev/sdb:500": what \p read makes of what stands behind each, as its \p figure.
Value ofDevices(const QString &text, const QString &figure, Value (*read)(const QString &text))
{
    static const QRegularExpression grammar(u"\\A(/dev/[^:]+):(.+)\\z"_s);
    QJsonArray devices;
    for (const QString &each : text.split(u',')) {
        const auto match = grammar.match(each);
        if (!match.hasMatch())
            return wrong(u"devices such as /dev/sda:10, with a figure each"_s);
        const Value value = read(match.captured(2));
        if (!value)
            return wrong(value.error().section(u' ', 1) + u" behind "_s + match.captured(1) + u':');
        devices.append(QJsonObject{{u"Path"_s, match.captured(1)}, {figure, *value}});
    }
    return devices;
}

Value count(const QString &text)
{
    bool isNumber = false;
    const qint64 value = text.toLongLong(&isNumber);
    return isNumber && value >= 0 ? Value(value) : wrong(u"a whole number, not below 0"_s);
}

Value weight(const QString &text)
{
    bool isNumber = false;
    const int value = text.toInt(&isNumber);
    const bool isWeight = isNumber && (value == 0 || (value >= 10 && value <= 1000));
    return isWeight ? Value(value) : wrong(u"a weight from 10 to 1000"_s);
}

} // namespace

Value size(const QString &text)
{
    const auto bytes = parseDockerSize(text);
    return bytes ? Value(qint64(*bytes)) : wrong(u"a size such as 512m or 8g"_s);
}

Value sizeOrAll(const QString &text)
{
    return text == "-1"_L1 ? Value(-1) : size(text);
}

Value number(const QString &text)
{
    bool isNumber = false;
    const qint64 value = text.toLongLong(&isNumber);
    return isNumber ? Value(value) : wrong(u"a whole number"_s);
}

Value nanoCpus(const QString &text)
{
    static const QRegularExpression grammar(u"\\A[0-9]{1,5}(\\.[0-9]{1,9})?\\z"_s);
    const double cpus = text.toDouble();
    if (!grammar.match(text).hasMatch() || cpus <= 0)
        return wrong(u"a number of processors such as 4 or 1.5"_s);
    return qint64(std::llround(cpus * 1e9));
}

Value flag(const QString &text)
{
    const bool isFlag = text.isEmpty() || text == "true"_L1 || text == "false"_L1;
    return isFlag ? Value(text != "false"_L1) : wrong(u"true or false"_s);
}

Value word(const QString &text)
{
    return text.isEmpty() ? wrong(u"a value"_s) : Value(text);
}

Value words(const QString &text)
{
    return text.isEmpty() ? wrong(u"a value"_s) : Value(QJsonArray::fromStringList(text.split(u',')));
}

Value ulimits(const QString &text)
{
    static const QRegularExpression grammar(u"\\A([a-z]+)=(-1|[0-9]{1,15})(?::(-1|[0-9]{1,15}))?\\z"_s);
    QJsonArray limits;
    for (const QString &each : text.split(u',')) {
        const auto match = grammar.match(each);
        if (!match.hasMatch())
            return wrong(u"limits such as nofile=1024:2048,memlock=-1"_s);
        const QString hard = match.captured(match.lastCapturedIndex() == 3 ? 3 : 2);
        limits.append(QJsonObject{{u"Name"_s, match.captured(1)},
                                  {u"Soft"_s, match.captured(2).toLongLong()},
                                  {u"Hard"_s, hard.toLongLong()}});
    }
    return limits;
}

Value devices(const QString &text)
{
    QJsonArray devices;
    for (const QString &each : text.split(u',')) {
        const QStringList parts = each.split(u':');
        if (!parts[0].startsWith(u'/') || parts.size() > 3)
            return wrong(u"devices such as /dev/fuse or /dev/sda:/dev/xvda:rwm"_s);
        devices.append(QJsonObject{{u"PathOnHost"_s, parts[0]},
                                   {u"PathInContainer"_s, parts.value(1, parts[0])},
                                   {u"CgroupPermissions"_s, parts.value(2, u"rwm"_s)}});
    }
    return devices;
}

Value pairs(const QString &text)
{
    QJsonObject object;
    for (const QString &each : text.split(u',')) {
        if (each.indexOf(u'=') < 1)
            return wrong(u"name=value"_s);
        object.insert(each.section(u'=', 0, 0), each.section(u'=', 1));
    }
    return object;
}

Value deviceSizes(const QString &text)
{
    return ofDevices(text, u"Rate"_s, size);
}

Value deviceNumbers(const QString &text)
{
    return ofDevices(text, u"Rate"_s, count);
}

Value deviceWeights(const QString &text)
{
    return ofDevices(text, u"Weight"_s, weight);
}

Value deviceRules(const QString &text)
{
    static const QRegularExpression grammar(u"\\A[acb] ([0-9]+|\\*):([0-9]+|\\*) [rwm]{1,3}\\z"_s);
    const QStringList rules = text.split(u',');
    const bool areRules =
        std::all_of(rules.begin(), rules.end(), [](const QString &rule) { return grammar.match(rule).hasMatch(); });
    return areRules ? Value(QJsonArray::fromStringList(rules)) : wrong(u"rules such as c 42:* rmw"_s);
}

} // namespace fairlead::manifests::dockervalues
