// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/files/yamledit.h"
#include "backends/files/yamltext.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <functional>

using namespace fairlead::files;
using namespace Qt::StringLiterals;
using Type = YamlValue::Type;

namespace {

YamlValue valueOf(const QByteArray &yaml)
{
    const auto document = parseYaml(yaml);
    if (!document)
        qFatal("not YAML: %s", yaml.constData());
    return document->root;
}

YamlValue text(const QString &text)
{
    return {.type = Type::String, .text = text};
}

bool isLetter(QChar c)
{
    return (c.isPrint() || c.isSurrogate()) && c != QChar::LineSeparator;
}

//! A document, how it is written with comments all over it, and another one that it becomes.
class RandomDocument
{
public:
    explicit RandomDocument(QRandomGenerator &random)
        : m_random(random)
    {
        root.type = Type::Map;
        root.members.push_back({u"apiVersion"_s, text(u"v1"_s)});
        for (int i = m_random.bounded(1, 6); i > 0; --i)
            root.members.push_back({newKey(), value(0)});
    }

    YamlValue root;

    //! In block style here and in braces there, with a comment for every place that the reader allows one.
    QByteArray written()
    {
        QByteArray yaml = "# head\n";
        comments.append({u"# head"_s, {}});
        write(yaml, root, 0, {});
        if (m_random.bounded(4) == 0)
            yaml.chop(1); // no line end
        return m_random.bounded(4) == 0 ? yaml.replace("\n", "\r\n") : yaml;
    }

    void change()
    {
        for (int i = m_random.bounded(1, 6); i > 0; --i)
            change(root, 0);
    }

    struct Comment
    {
        QString text;
        QStringList owner; //!< it stays as long as this is there
    };
    QList<Comment> comments;
    static inline const QString InBraces = u"in braces"_s;

private:
    QString newKey() { return (m_random.bounded(6) == 0 ? u"key with spaces %1"_s : u"k%1"_s).arg(++m_keys); }

    YamlValue scalar()
    {
        static const QStringList texts = {
            u"plain"_s,
            u"two words"_s,
            u"tcp://10.0.0.1:2376"_s,
            u"yes"_s,
            u"12"_s,
            u""_s,
            u" padded "_s,
            u"a: b"_s,
            u"a #b"_s,
            u"# no comment"_s,
            u"it's"_s,
            u"\"quoted\""_s,
            u"back\\slash"_s,
            u"ünï✓😀"_s,
            u"line\nline\n"_s,
            u"line\n  in\nend"_s,
            u"\ttab"_s,
            u"{a, b}"_s,
            u"[x"_s,
            u"${version}"_s,
            u"- dash"_s,
            u"&anchor"_s,
            u"*alias"_s,
            u"!tag"_s,
            u"%percent"_s,
            u"@at"_s,
            u"null"_s,
            u"~"_s,
            u"0x10"_s,
            u"1e3"_s,
            u"ends\n\n"_s,
            u"\n starts"_s,
            u"nbsp\u00a0"_s,
            u"\u2028"_s,
            u"c, d"_s,
        };
        switch (m_random.bounded(8)) {
        case 0:
            return {.type = Type::Null};
        case 1:
            return {.type = Type::Bool, .text = u"true"_s};
        case 2:
            return {.type = Type::Number, .text = QString::number(m_random.bounded(1000))};
        default:
            return text(texts[m_random.bounded(int(texts.size()))]);
        }
    }

    YamlValue withId()
    {
        YamlValue item{.type = Type::Map};
        item.members.push_back({u"id"_s, text(u"id-%1"_s.arg(++m_keys))});
        for (int i = m_random.bounded(3); i > 0; --i)
            item.members.push_back({newKey(), value(2)});
        if (m_random.bounded(3) == 0)
            std::swap(item.members.front(), item.members.back());
        return item;
    }

    YamlValue value(int depth)
    {
        const int kind = depth > 3 ? 0 : m_random.bounded(6);
        YamlValue result{.type = kind == 3 ? Type::Map : Type::List};
        if (kind < 3)
            return scalar();
        for (int i = m_random.bounded(4); i > 0; --i) {
            if (kind == 3)
                result.members.push_back({newKey(), value(depth + 1)});
            else
                result.items.push_back(kind == 4 ? withId() : scalar());
        }
        return result;
    }

    void change(YamlValue &at, int depth)
    {
        std::vector<YamlValue *> inside;
        for (YamlMember &member : at.members) {
            if (member.key != u"id")
                inside.push_back(&member.value);
        }
        for (YamlValue &item : at.items)
            inside.push_back(&item);
        if (!inside.empty() && depth < 6 && m_random.bounded(3) > 0)
            return change(*inside[m_random.bounded(int(inside.size()))], depth + 1);
        const bool hasIds = at.type == Type::List && !at.items.empty() && at.items.front().find(u"id");
        switch (m_random.bounded(4)) {
        case 0: // another one
            if (at.type == Type::Map)
                at.members.push_back({newKey(), value(depth)});
            else if (at.type == Type::List)
                at.items.insert(at.items.begin() + m_random.bounded(int(at.items.size()) + 1),
                                hasIds ? withId() : scalar());
            else
                at = scalar();
            return;
        case 1: // one less
            if (at.type == Type::Map && at.members.size() > 1) {
                const auto it = at.members.begin() + m_random.bounded(int(at.members.size()));
                if (it->key != u"id"_s)
                    at.members.erase(it);
            } else if (at.type == Type::List && !at.items.empty()) {
                at.items.erase(at.items.begin() + m_random.bounded(int(at.items.size())));
            }
            return;
        case 2: // another order
            if (hasIds)
                std::rotate(at.items.begin(), at.items.begin() + m_random.bounded(int(at.items.size())),
                            at.items.end());
            return;
        default: // something else
            if (depth > 0 && !at.find(u"id"))
                at = value(depth);
        }
    }

    QByteArray comment(const QStringList &owner, const QString &kind)
    {
        const QString text = u"# %1 %2"_s.arg(kind).arg(++m_comments);
        comments.append({text, owner});
        return text.toUtf8();
    }

    QByteArray quoted(const YamlValue &scalar)
    {
        if (scalar.type == Type::Null)
            return m_random.bounded(2) == 0 ? "" : "~";
        if (scalar.type != Type::String)
            return scalar.text.toUtf8();
        QString escaped;
        for (const QChar c : scalar.text) {
            if (c == u'"' || c == u'\\')
                escaped += u'\\';
            escaped += c == u'\n'    ? u"\\n"_s
                       : isLetter(c) ? QString(c)
                                     : u"\\u%1"_s.arg(uint(c.unicode()), 4, 16, QChar(u'0'));
        }
        return '"' + escaped.toUtf8() + '"';
    }

    //! Plain, in single or double quotes, whatever the reader takes for the same.
    QByteArray writtenScalar(const YamlValue &scalar)
    {
        const QByteArray plain = scalar.text.toUtf8();
        const auto isSame = [&scalar](const QByteArray &written) {
            const auto document = parseYaml("a: " + written + "\n");
            const YamlValue *read = document ? document->root.find(u"a") : nullptr;
            return read && isSameValue(*read, scalar);
        };
        // A line separator ends a line for one reader and not for another: nobody writes it as it is.
        const bool isLine =
            scalar.type == Type::String && std::all_of(scalar.text.begin(), scalar.text.end(), isLetter);
        if (isLine && m_random.bounded(2) == 0 && isSame(plain))
            return plain;
        const QByteArray single = '\'' + QByteArray(plain).replace("'", "''") + '\'';
        if (isLine && m_random.bounded(2) == 0 && isSame(single))
            return single;
        return quoted(scalar);
    }

    //! A line's end within braces, with a comment; else a blank.
    QByteArray flowBreak(int indent, const QStringList &owner)
    {
        if (m_random.bounded(4) > 0)
            return " ";
        return (m_random.bounded(2) == 0 ? " " + comment(owner, InBraces) : QByteArray()) + '\n' +
               QByteArray(indent, ' ');
    }

    //! Comments of an item stand behind it and its comma; those in front of items belong to the whole.
    QByteArray flow(const YamlValue &value, int indent, const QStringList &path)
    {
        if (value.type != Type::Map && value.type != Type::List)
            return value.type == Type::Null ? "null" : quoted(value);
        const bool isMap = value.type == Type::Map;
        QByteArray yaml = (isMap ? "{" : "[") + flowBreak(indent, path);
        const std::size_t count = isMap ? value.members.size() : value.items.size();
        for (std::size_t i = 0; i < count; ++i) {
            const YamlValue &item = isMap ? value.members[i].value : value.items[i];
            const YamlValue *id = item.find(u"id");
            const QString name = isMap ? value.members[i].key : id ? id->text : QString();
            const QStringList its = name.isEmpty() ? QStringList{u"nobody"_s} : path + QStringList{name};
            yaml += isMap ? '"' + name.toUtf8() + "\": " : "";
            yaml += flow(item, indent + 1, its);
            const bool isLast = i + 1 == count;
            yaml += isLast && m_random.bounded(3) > 0 ? " " : ",";
            yaml += flowBreak(indent, its);
        }
        return yaml + (isMap ? '}' : ']');
    }

    //! The value behind its colon or dash, with the end of that line.
    void writeBehind(QByteArray &yaml, const YamlValue &value, int indent, const QStringList &path)
    {
        const bool isCollection = value.type == Type::Map || value.type == Type::List;
        const bool isEmpty = value.members.empty() && value.items.empty();
        const QByteArray end = (m_random.bounded(3) == 0 ? "  " + comment(path, u"behind"_s) : QByteArray()) + '\n';
        if (!isCollection) {
            const QByteArray scalar = writtenScalar(value);
            yaml += (scalar.isEmpty() ? "" : " ") + scalar + end;
        } else if (isEmpty || m_random.bounded(5) == 0) {
            yaml += ' ' + flow(value, indent + 5, path) + end;
        } else {
            yaml += end;
            write(yaml, value, indent + (value.type == Type::List && m_random.bounded(3) == 0 ? 0 : 2), path);
        }
    }

    void above(QByteArray &yaml, int indent, const QStringList &owner)
    {
        if (m_random.bounded(5) == 0)
            yaml += '\n';
        if (m_random.bounded(3) == 0)
            yaml += QByteArray(indent, ' ') + comment(owner, u"above"_s) + '\n';
    }

    //! \p isInline: behind a dash, whose line has begun.
    void write(QByteArray &yaml, const YamlValue &value, int indent, const QStringList &path, bool isInline = false)
    {
        for (const YamlMember &member : value.members) {
            if (!std::exchange(isInline, false)) {
                above(yaml, indent, path);
                yaml += QByteArray(indent, ' ');
            }
            yaml += member.key.toUtf8() + ':';
            writeBehind(yaml, member.value, indent, path + QStringList{member.key});
        }
        for (const YamlValue &item : value.items) {
            const YamlValue *id = item.find(u"id");
            // Comments among items without names have no owner that one could find again.
            if (id)
                above(yaml, indent, path);
            yaml += QByteArray(indent, ' ') + '-';
            if (id) {
                yaml += ' ';
                write(yaml, item, indent + 2, path + QStringList{id->text}, true);
            } else {
                const QByteArray scalar = writtenScalar(item);
                yaml += (scalar.isEmpty() ? "" : " ") + scalar + '\n';
            }
        }
    }

    QRandomGenerator &m_random;
    int m_keys = 0;
    int m_comments = 0;
};

//! By keys and ids.
const YamlValue *find(const YamlValue &root, const QStringList &path)
{
    const YamlValue *at = &root;
    for (const QString &step : path) {
        const YamlValue *next = at->type == Type::Map ? at->find(step) : nullptr;
        for (const YamlValue &item : at->items) {
            const YamlValue *id = item.find(u"id");
            if (id && id->text == step)
                next = &item;
        }
        if (!next)
            return nullptr;
        at = next;
    }
    return at;
}

} // namespace

class TestYamlEdit : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void edits_data();
    void edits();
    void refusals_data();
    void refusals();
    void anyDocumentKeepsItsComments();
};

void TestYamlEdit::edits_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("wanted"); // what it is to say
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const char *name, const char *before, const char *wanted, const char *after) {
        QTest::newRow(name) << QByteArray(before) << QByteArray(wanted) << QByteArray(after);
    };
    row("nothing to do", "a:   1 # c\n", "a: 1", "a:   1 # c\n");
    row("a value", "a: 1 # c\nb: x\n", "{a: 2, b: x}", "a: 2 # c\nb: x\n");
    row("keeps double quotes", "a: \"x\"   # c\n", "a: z", "a: \"z\"   # c\n");
    row("keeps single quotes", "a: 'x'\n", "a: \"it's\"", "a: 'it''s'\n");
    row("takes quotes where they are needed", "a: x\n", "a: \"yes\"", "a: \"yes\"\n");
    row("a number in quotes stays text", "a: x\n", "a: \"12\"", "a: \"12\"\n");
    row("several lines", "a: x\nb: 1\n", "{a: \"l1\\nl2\\n\", b: 1}", "a: |\n  l1\n  l2\nb: 1\n");
    row("another block of lines", "a: |\n  l1\n  l2\n\n# c\nb: 1\n", "{a: \"l3\\nl4\", b: 1}",
        "a: |-\n  l3\n  l4\n\n# c\nb: 1\n");
    row("one line instead of a block", "a: |\n  l1\nb: 1\n", "{a: x, b: 1}", "a: x\nb: 1\n");
    row("a new key behind the one before it", "a: 1 # c\n# of b\nb: 2\n", "{a: 1, new: x, b: 2}",
        "a: 1 # c\nnew: x\n# of b\nb: 2\n");
    row("a new key at the end", "a: 1\n# end\n", "{a: 1, new: {x: 1, z: [2]}}",
        "a: 1\nnew:\n  x: 1\n  z:\n    - 2\n# end\n");
    row("without a line end", "a: 1", "{a: 1, b: 2}", "a: 1\nb: 2\n");
    row("with the line ends that are there", "a: 1\r\n", "{a: 1, b: 2}", "a: 1\r\nb: 2\r\n");
    row("a key less", "a: 1\n# above b\nb: 2 # b\n# above c\nc: 3\n", "{a: 1, c: 3}",
        "a: 1\n# above b\n# above c\nc: 3\n");
    row("from nothing to a list", "a: # c\nb: 1\n", "{a: [x], b: 1}", "a: # c\n  - x\nb: 1\n");
    row("from an empty list to a list", "a: [] # c\nb: 1\n", "{a: [x], b: 1}", "a: # c\n  - x\nb: 1\n");
    row("to an empty list", "a:\n  # c\n  - x\nb: 1\n", "{a: [], b: 1}", "a: []\n  # c\nb: 1\n");
    row("an item by its id", "l:\n- id: a # a\n  x: 1\n- id: b # b\n  x: 2\n", "l: [{id: a, x: 1}, {id: b, x: 3}]",
        "l:\n- id: a # a\n  x: 1\n- id: b # b\n  x: 3\n");
    row("an item less", "l:\n  # first\n  - id: a\n  # second\n  - id: b\n", "l: [{id: b}]",
        "l:\n  # first\n  # second\n  - id: b\n");
    row("an item more", "l:\n  - id: a\n", "l: [{id: a}, {id: b, x: {z: 1}}]",
        "l:\n  - id: a\n  - id: b\n    x:\n      z: 1\n");
    row("an item more in front", "l:\n  # of a\n  - id: a\n", "l: [{id: b}, {id: a}]",
        "l:\n  - id: b\n  # of a\n  - id: a\n");
    row("another order", "l:\n  # of a\n  - id: a\n    x: 1\n\n  # of b\n  - id: b # b\nz: 1\n",
        "{l: [{id: b}, {id: a, x: 2}], z: 1}", "l:\n  # of b\n  - id: b # b\n\n  # of a\n  - id: a\n    x: 2\nz: 1\n");
    row("the last one goes to the front",
        "# c\nl: # l\n  # all\n\n  # of a\n  - id: a\n\n  - id: b\n    x: 1 # x\n\n  # of c\n  - id: c\n  # end\nz: "
        "1\n",
        "{l: [{id: c}, {id: a}, {id: b, x: 1}], z: 1}",
        "# c\nl: # l\n  # all\n\n  # of c\n  - id: c\n\n  # of a\n  - id: a\n\n  - id: b\n    x: 1 # x\n  # end\nz: "
        "1\n");
    row("the first one goes to the end", "l:\n- id: a\n  x: |\n    l1\n\n- id: b\n\n\n# of c\n- id: c",
        "l: [{id: b}, {id: c}, {id: a, x: \"l1\\n\"}]",
        "l:\n- id: b\n\n# of c\n- id: c\n\n\n- id: a\n  x: |\n    l1\n");
    row("one moves and another one goes", "l:\n- id: a\n\n- id: b\n\n# of c\n- id: c\n", "l: [{id: c}, {id: a}]",
        "l:\n\n# of c\n- id: c\n- id: a\n\n");
    row("one moves with other line ends", "l:\r\n- id: a # a\r\n\r\n- id: b\r\n", "l: [{id: b}, {id: a}]",
        "l:\r\n- id: b\r\n\r\n- id: a # a\r\n");
    row("the first key of an item goes", "l:\n  - x: 1 # x\n    id: a\n", "l: [{id: a}]", "l:\n  -  # x\n    id: a\n");
    row("plain lists", "l:\n- a # a\n- b # b\n- c # c\n", "l: [a, d, c]", "l:\n- a # a\n- d # b\n- c # c\n");
    row("within braces", "m: {a: 1,   b: 2} # c\n", "m: {a: 1, b: 3}", "m: {a: 1,   b: 3} # c\n");
    row("a key more within braces", "m: {a: 1} # c\n", "m: {a: 1, b: \"x, y\"}", "m: {a: 1, b: \"x, y\"} # c\n");
    row("an item more behind a comment", "l: [a, # of a\n  b] # c\n", "l: [a, b, c]", "l: [a, # of a\n  b, c] # c\n");
    row("an item more on its own line", "l: [\n  a, # of a\n  # above b\n  b # of b\n]\n", "l: [a, b, c]",
        "l: [\n  a, # of a\n  # above b\n  b, # of b\n  c\n]\n");
    row("an item more before the last comma", "l: [\n  a, # of a\n]\n", "l: [a, b]", "l: [\n  a, # of a\n  b,\n]\n");
    row("an item more in front within brackets", "l: [\n  # of a\n  a\n]\n", "l: [b, c, a]",
        "l: [\n  # of a\n  b,\n  c,\n  a\n]\n");
    row("an item more behind the comment of the one before", "l: [a, # of a\n  c]\n", "l: [a, b, c]",
        "l: [a, # of a\n    b,\n  c]\n");
    row("an item between two", "l: [a, c, # of c\n d]\n", "l: [a, b, c, d]", "l: [a, b, c, # of c\n d]\n");
    row("the first item of a line goes with its comment", "l: [\n  a, # of a\n  # above b\n  b # of b\n]\n", "l: [b]",
        "l: [\n  # above b\n  b # of b\n]\n");
    row("the last item of a line goes with its comment", "l: [\n  a, # of a\n  # above b\n  b # of b\n]\n", "l: [a]",
        "l: [\n  a # of a\n  # above b\n]\n");
    row("a value on a line of its own becomes a block", "k: # a\n  {} # b\nm: 1\n", "k: {x: 1}\nm: 1\n",
        "k: # a\n   # b\n  x: 1\nm: 1\n");
    row("the last item goes behind a comment", "l: [a, # of a\n  b]\n", "l: [a]", "l: [a # of a\n  ]\n");
    row("the last items of several", "l: [ a, b, c ]\n", "l: [a]", "l: [ a ]\n");
    row("the last item before a last comma", "l: [a, b,]\n", "l: [a]", "l: [a, ]\n");
    row("all items within brackets go", "l: [\n  # head\n  a,\n  b # of b\n]\n", "l: []", "l: [\n  # head\n]\n");
    row("an item into brackets with a comment only", "l: [ # to come\n]\n", "l: [a]", "l: [ # to come\na]\n");
    row("items by their ids within brackets", "l: [{id: a, x: 1}, # of a\n  {id: b}, # of b\n  {id: c}]\n",
        "l: [{id: b, x: 2}, {id: d}, {id: c}]", "l: [\n  {id: b, x: 2}, # of b\n  {id: d},\n  {id: c}]\n");
    row("deep within braces", "m: {a: {b: [1, # of 1\n  2], c: 3}, # of a\n  d: 4}\n",
        "m: {a: {b: [1, 2, 5], c: 6}, d: 4}", "m: {a: {b: [1, # of 1\n  2, 5], c: 6}, # of a\n  d: 4}\n");
    row("a key more behind a comment", "m: {a: 1, # of a\n  b: 2}\n", "m: {a: 1, b: 2, c: 3}",
        "m: {a: 1, # of a\n  b: 2, c: 3}\n");
    row("a key less within braces", "m: {a: 1, # of a\n  b: 2, # of b\n  c: 3}\n", "m: {a: 1, c: 3}",
        "m: {a: 1, # of a\n  c: 3}\n");
    row("a value for a key within braces", "m: {a, \"b\":, # of b\n  c: # of c\n}\n", "m: {a: 1, b: 2, c: 3}",
        "m: {a: 1, \"b\": 2, # of b\n  c: 3 # of c\n}\n");
    row("brackets with other line ends", "l: [\r\n  a, # of a\r\n  b\r\n]\r\n", "l: [a, b, c]",
        "l: [\r\n  a, # of a\r\n  b,\r\n  c\r\n]\r\n");
    row("another order within brackets", "l: [{id: a}, {id: b}] # c\n", "l: [{id: b}, {id: a}]",
        "l: [{id: b}, {id: a}] # c\n");
    row("a comment at the head of lines", "a: | # of a\n  l1\n  l2\nb: 1\n", "{a: x, b: 1}", "a: x # of a\nb: 1\n");
    row("a comment at the head of other lines", "a: | # of a\n  l1\nb: 1\n", "{a: \"l2\\nl3\\n\", b: 1}",
        "a: | # of a\n  l2\n  l3\nb: 1\n");
    row("a comment before the value", "a: # of a\n  x\nb: 1\n", "{a: [x], b: 1}", "a: # of a\n  - x\nb: 1\n");
    row("another item", "l:\n  # of all\n  - a: 1 # of a\n    b: 2\n  - y\n", "l: [x, z]",
        "l:\n  # of all\n  - x\n  - z\n");
    row("another item within brackets", "l: [{a: 1, # of a\n  b: 2}, y] # c\n", "l: [x, z]", "l: [x, z] # c\n");
    row("an empty file", "", "a: 1", "a: 1\n");
    row("comments only", "# c", "a: 1", "# c\na: 1\n");
    row("a document mark", "# c\n---\na: 1\n...\n", "a: 2", "# c\n---\na: 2\n...\n");
    row("a byte order mark and other letters", "\xef\xbb\xbf# ünï\nä: ö # ✓\nb: 1\n", "{ä: ü, b: 2}",
        "\xef\xbb\xbf# ünï\nä: ü # ✓\nb: 2\n");
    row("an alias that stays", "a: &x 1\nb: *x\nc: 1\n", "{a: 1, b: 1, c: 2}", "a: &x 1\nb: *x\nc: 2\n");
    row("an alias becomes a value", "a: &x 1\nb: *x\n", "{a: 1, b: 2}", "a: &x 1\nb: 2\n");
}

void TestYamlEdit::edits()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, wanted);
    const auto after = editYaml(before, valueOf(wanted));
    QVERIFY2(after, qPrintable(after ? QString() : after.error().key));
    QTEST(*after, "after");
}

void TestYamlEdit::refusals_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("wanted");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, const char *before, const char *wanted, const QString &reason) {
        QTest::newRow(name) << QByteArray(before) << QByteArray(wanted) << reason;
    };
    const QString anchors = u"1:1: what is to be changed cannot be changed by itself"_s;
    row("no YAML", "a: [\n", "a: 1", u"2:1: "_s);
    row("what an alias stands for", "a: &x 1\nb: *x\n", "{a: 2, b: 1}", anchors);
    row("one key of a merge", "a: &x {k: 1, l: 2}\nb:\n  <<: *x\n", "{a: {k: 1, l: 2}, b: {k: 1, l: 3}}", anchors);
    const QString comment = u"%1:%2: this comment would be lost"_s;
    row("no list any more", "b: 1\nl: [a, # of a\n  b]\n", "{b: 1, l: x}", comment.arg(2).arg(8));
    row("no map any more", "b: ü\nl: {ä: 1, # of a\n  b: 2}\n", "{b: ü, l: [x]}", comment.arg(2).arg(11));
    row("another order of what has comments", "l: [{id: a}, # of a\n  {id: b}]\n", "l: [{id: b}, {id: a}]",
        comment.arg(1).arg(14));
    row("a list within a list", "l:\n  - - a # of a\n    - b\n", "l: [[a, c]]", comment.arg(2).arg(9));
}

void TestYamlEdit::refusals()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, wanted);
    QFETCH(QString, reason);
    const auto after = editYaml(before, valueOf(wanted));
    QVERIFY2(!after, after ? after->constData() : "");
    const YamlPlace &place = after.error();
    const QString said = u"%1:%2: %3"_s.arg(place.line).arg(place.column).arg(place.key);
    QVERIFY2(said.startsWith(reason), qPrintable(said));
}

void TestYamlEdit::anyDocumentKeepsItsComments()
{
    const quint32 seed = qEnvironmentVariableIsSet("FAIRLEAD_TEST_SEED")
                             ? quint32(qEnvironmentVariable("FAIRLEAD_TEST_SEED").toULong())
                             : QRandomGenerator::global()->generate();
    qInfo("FAIRLEAD_TEST_SEED=%u", seed);
    QRandomGenerator random(seed);
    int edits = 0;
    int refused = 0;
    for (int i = 0; i < 1'000; ++i) {
        RandomDocument document(random);
        QByteArray yaml = document.written();
        const auto read = parseYaml(yaml);
        QVERIFY2(read && isSameValue(read->root, document.root), yaml.constData());
        for (int round = 0; round < 4; ++round) {
            const YamlValue before = document.root;
            document.change();
            const auto after = editYaml(yaml, document.root);
            ++edits;
            if (!after) { // only where a comment would be lost
                const QString line =
                    QString::fromUtf8(yaml).section(u'\n', after.error().line - 1, after.error().line - 1);
                const QByteArray both = yaml + "\nto\n" + yamlLines(document.root, 0);
                QVERIFY2(after.error().key.startsWith(u"this comment"_s), both.constData());
                QVERIFY2(line.mid(after.error().column - 1).startsWith(u"# "_s + RandomDocument::InBraces),
                         both.constData());
                document.root = before;
                ++refused;
                continue;
            }
            const auto isGone = [&](const RandomDocument::Comment &comment) {
                return !find(document.root, comment.owner);
            };
            document.comments.removeIf(isGone);
            for (const RandomDocument::Comment &comment : std::as_const(document.comments)) {
                const auto lines = QString::fromUtf8(*after).split(u'\n');
                const bool isThere = std::any_of(lines.begin(), lines.end(), [&comment](const QString &line) {
                    return line.trimmed().endsWith(comment.text);
                });
                QVERIFY2(isThere, qPrintable(u"%1 of %2 is gone from\n%3\nin\n%4"_s.arg(
                                      comment.text, comment.owner.join(u'/'), QString::fromUtf8(yaml),
                                      QString::fromUtf8(*after))));
            }
            QCOMPARE(editYaml(*after, document.root).value_or("no"), *after);
            yaml = *after;
        }
    }
    QVERIFY2(refused * 10 < edits, qPrintable(QString::number(refused)));
}

QTEST_GUILESS_MAIN(TestYamlEdit)
#include "tst_yamledit.moc"
