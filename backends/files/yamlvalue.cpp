// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "yamlvalue.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <sstream>
#include <string>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

using namespace Qt::StringLiterals;

namespace fairlead::files {

namespace {

constexpr int maxValues = 500'000;

bool isOneOf(QStringView text, std::initializer_list<QLatin1StringView> words)
{
    return std::any_of(words.begin(), words.end(), [text](QLatin1StringView word) { return text == word; });
}

bool isTrueWord(QStringView text)
{
    return isOneOf(text, {"y"_L1, "Y"_L1, "yes"_L1, "Yes"_L1, "YES"_L1, "true"_L1, "True"_L1, "TRUE"_L1, "on"_L1,
                          "On"_L1, "ON"_L1});
}

bool isFalseWord(QStringView text)
{
    return isOneOf(text, {"n"_L1, "N"_L1, "no"_L1, "No"_L1, "NO"_L1, "false"_L1, "False"_L1, "FALSE"_L1, "off"_L1,
                          "Off"_L1, "OFF"_L1});
}

bool isNumber(const QString &text)
{
    static const QRegularExpression number(
        uR"(\A(?:[-+]?(?:\.[0-9]+|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?0x[0-9a-fA-F_]+|[-+]?0o[0-7_]+|)"
        uR"([-+]?0b[01_]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\z)"_s);
    return number.match(text).hasMatch();
}

YamlValue::Type typeOfPlain(const QString &text)
{
    if (isOneOf(text, {""_L1, "~"_L1, "null"_L1, "Null"_L1, "NULL"_L1}))
        return YamlValue::Type::Null;
    if (isTrueWord(text) || isFalseWord(text))
        return YamlValue::Type::Bool;
    return isNumber(text) ? YamlValue::Type::Number : YamlValue::Type::String;
}

YamlValue::Type typeOf(const std::string &tag, const QString &text)
{
    if (tag == "?")
        return typeOfPlain(text);
    if (tag == "tag:yaml.org,2002:null")
        return YamlValue::Type::Null;
    if (tag == "tag:yaml.org,2002:bool")
        return YamlValue::Type::Bool;
    if (tag == "tag:yaml.org,2002:int" || tag == "tag:yaml.org,2002:float")
        return YamlValue::Type::Number;
    return YamlValue::Type::String;
}

//! Builds the tree from the parser's events; throws YAML::ParserException for what the parser does not see.
class Builder final : public YAML::EventHandler
{
public:
    YamlDocument document;

    void OnDocumentStart(const YAML::Mark &) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override
    {
        add(mark, anchor, newValue(mark, YamlValue::Type::Null));
    }
    void OnAlias(const YAML::Mark &mark, YAML::anchor_t anchor) override
    {
        const auto it = m_anchors.constFind(anchor);
        if (it == m_anchors.constEnd())
            throw YAML::ParserException(mark, "an alias inside of what it stands for");
        spend(mark, it->count);
        add(mark, 0, it->value);
    }
    void OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                  const std::string &text) override;
    void OnSequenceStart(const YAML::Mark &mark, const std::string &, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override
    {
        m_stack.push_back({newValue(mark, YamlValue::Type::List), anchor, mark, m_count, {}, {}, {}});
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark &mark, const std::string &, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override
    {
        m_stack.push_back({newValue(mark, YamlValue::Type::Map), anchor, mark, m_count, {}, {}, {}});
    }
    void OnMapEnd() override { close(); }

private:
    struct Frame
    {
        YamlValue value;
        YAML::anchor_t anchor;
        YAML::Mark mark;
        int countBefore;
        std::optional<QString> key;
        QHash<QString, size_t> index;
        QSet<QString> written; //!< keys that stand in the map itself
    };
    struct Anchored
    {
        YamlValue value;
        int count;
    };

    void spend(const YAML::Mark &mark, int count)
    {
        if (count > maxValues - m_count)
            throw YAML::ParserException(mark, "too many values, or aliases that stand for too many");
        m_count += count;
    }
    YamlValue newValue(const YAML::Mark &mark, YamlValue::Type type)
    {
        spend(mark, 1);
        YamlValue value;
        value.type = type;
        value.line = mark.line + 1;
        value.column = mark.column + 1;
        return value;
    }
    void close()
    {
        Frame frame = std::move(m_stack.back());
        m_stack.pop_back();
        add(frame.mark, frame.anchor, std::move(frame.value), m_count - frame.countBefore + 1);
    }
    void add(const YAML::Mark &mark, YAML::anchor_t anchor, YamlValue value, int count = 1);
    void addToMap(Frame &frame, const YAML::Mark &mark, YamlValue value);
    void setMember(Frame &frame, const QString &key, YamlValue value);
    void merge(Frame &frame, const YamlValue &from);

    std::vector<Frame> m_stack;
    QHash<YAML::anchor_t, Anchored> m_anchors;
    int m_count = 0;
};

void Builder::OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, const std::string &text)
{
    YamlValue value = newValue(mark, YamlValue::Type::String);
    value.text = QString::fromStdString(text);
    value.type = typeOf(tag, value.text);
    add(mark, anchor, std::move(value));
}

void Builder::add(const YAML::Mark &mark, YAML::anchor_t anchor, YamlValue value, int count)
{
    if (anchor != 0)
        m_anchors.insert(anchor, {value, count});
    if (m_stack.empty())
        document.root = std::move(value);
    else if (m_stack.back().value.type == YamlValue::Type::List)
        m_stack.back().value.items.push_back(std::move(value));
    else
        addToMap(m_stack.back(), mark, std::move(value));
}

void Builder::addToMap(Frame &frame, const YAML::Mark &mark, YamlValue value)
{
    if (!frame.key) {
        if (value.type == YamlValue::Type::List || value.type == YamlValue::Type::Map)
            throw YAML::ParserException(mark, "a key that is a list or a map");
        frame.key = value.text;
        if (frame.written.contains(*frame.key))
            document.duplicateKeys.push_back({*frame.key, value.line, value.column});
        frame.written.insert(*frame.key);
        return;
    }
    const QString key = *std::exchange(frame.key, std::nullopt);
    if (key == "<<"_L1 && (value.type == YamlValue::Type::Map || value.type == YamlValue::Type::List))
        merge(frame, value);
    else
        setMember(frame, key, std::move(value));
}

void Builder::setMember(Frame &frame, const QString &key, YamlValue value)
{
    auto &members = frame.value.members;
    if (const auto it = frame.index.constFind(key); it != frame.index.constEnd()) {
        members[*it].value = std::move(value);
        return;
    }
    frame.index.insert(key, members.size());
    members.push_back({key, std::move(value)});
}

//! As client-go's reader does it: at the place of the merge key, so that only what follows wins over it; in a list of
//! maps an earlier one wins.
void Builder::merge(Frame &frame, const YamlValue &from)
{
    for (auto item = from.items.rbegin(); item != from.items.rend(); ++item)
        merge(frame, *item);
    for (const YamlMember &member : from.members)
        setMember(frame, member.key, member.value);
}

//! The parser's reason; what follows a colon may quote the document and is left out.
YamlPlace placeOf(const YAML::Exception &error)
{
    const QString reason = QString::fromStdString(error.msg).section(u':', 0, 0);
    return {reason.isEmpty() ? u"not YAML"_s : reason, error.mark.line + 1, error.mark.column + 1};
}

} // namespace

const YamlValue *YamlValue::find(QStringView key) const
{
    const auto it = std::find_if(members.begin(), members.end(), [key](const YamlMember &m) { return m.key == key; });
    return it == members.end() ? nullptr : &it->value;
}

bool YamlValue::isTrue() const
{
    return type == Type::Bool && isTrueWord(text);
}

tl::expected<YamlDocument, YamlPlace> parseYaml(const QByteArray &bytes)
{
    try {
        std::istringstream stream(bytes.toStdString());
        YAML::Parser parser(stream);
        Builder builder;
        parser.HandleNextDocument(builder);
        return std::move(builder.document);
    } catch (const YAML::Exception &error) {
        return tl::unexpected(placeOf(error));
    }
}

QString describe(YamlValue::Type type)
{
    switch (type) {
    case YamlValue::Type::Null:
        return u"nothing"_s;
    case YamlValue::Type::Bool:
        return u"true or false"_s;
    case YamlValue::Type::Number:
        return u"a number"_s;
    case YamlValue::Type::String:
        return u"a string"_s;
    case YamlValue::Type::List:
        return u"a list"_s;
    case YamlValue::Type::Map:
        return u"a map"_s;
    }
    return {};
}

QJsonValue toJson(const YamlValue &value)
{
    switch (value.type) {
    case YamlValue::Type::Null:
        return QJsonValue::Null;
    case YamlValue::Type::Bool:
        return value.isTrue();
    case YamlValue::Type::Number: {
        bool isInteger = false;
        const qint64 integer = value.text.toLongLong(&isInteger, 0);
        return isInteger ? QJsonValue(integer) : QJsonValue(value.text.toDouble());
    }
    case YamlValue::Type::String:
        return value.text;
    case YamlValue::Type::List: {
        QJsonArray array;
        for (const YamlValue &item : value.items)
            array.append(toJson(item));
        return array;
    }
    case YamlValue::Type::Map: {
        QJsonObject object;
        for (const YamlMember &member : value.members)
            object.insert(member.key, toJson(member.value));
        return object;
    }
    }
    return {};
}

} // namespace fairlead::files
