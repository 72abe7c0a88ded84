// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fuzztarget.h"

#include "backends/files/yamledit.h"
#include "backends/files/yamlspans.h"

#include <algorithm>

namespace fairlead::fuzz {

using namespace files;

namespace {

using Type = YamlValue::Type;

constexpr qsizetype Longest = 4096; // each edit reads it several times
constexpr auto Mark = "\n%%%\n";    // what it is to become stands behind it

void checkPlaces(const YamlValue &value)
{
    if (value.line < 1 || value.column < 1)
        qFatal("a value has a place");
    for (const YamlMember &member : value.members)
        checkPlaces(member.value);
    for (const YamlValue &item : value.items)
        checkPlaces(item);
}

void checkSpans(const YamlSpan &span, qsizetype from, qsizetype to)
{
    if (span.start < from || span.end < span.start || span.end > to)
        qFatal("a value stands in the one that it belongs to");
    qsizetype at = span.start;
    for (const YamlSpan &child : span.children) {
        const bool hasKey = child.keyEnd > 0;
        if (hasKey && (child.keyStart < at || child.keyEnd < child.keyStart))
            qFatal("a key stands behind what is before it");
        checkSpans(child, hasKey ? child.keyEnd : at, span.end);
        at = child.end;
    }
}

//! In order, whatever stands between.
bool isWithin(QByteArrayView part, QByteArrayView whole)
{
    auto at = part.begin();
    for (const char c : whole) {
        if (at != part.end() && *at == c)
            ++at;
    }
    return at == part.end();
}

//! \return what \p text became; empty: it is refused.
QByteArray edited(const QByteArray &text, const YamlValue &wanted)
{
    const auto after = editYaml(text, wanted);
    if (!after) {
        if (after.error().key.isEmpty() || after.error().line < 1 || after.error().column < 1)
            qFatal("a refusal has a place and a reason");
        return {};
    }
    const auto read = parseYaml(*after);
    if (!read || !isSameValue(read->root, wanted) || toJson(read->root) != toJson(wanted))
        qFatal("it says something else than was wanted");
    const auto again = editYaml(*after, wanted);
    if (!again || *again != *after)
        qFatal("an edit that is done is done again");
    return *after;
}

//! \p at or one value below it, as \p choice says.
YamlValue &chosen(YamlValue &at, quint32 &choice)
{
    const std::size_t count = at.members.size() + at.items.size();
    const std::size_t place = count == 0 ? 0 : choice % (count + 1);
    choice = choice * 1'664'525U + 1'013'904'223U;
    if (count == 0 || place == count)
        return at;
    return chosen(place < at.members.size() ? at.members[place].value : at.items[place - at.members.size()], choice);
}

//! One value less, more or another one, somewhere.
void change(YamlValue &root, quint32 choice)
{
    const YamlValue text{.type = Type::String, .text = QStringLiteral("x: #1")};
    YamlValue &at = chosen(root, choice);
    switch (choice % 5) {
    case 0:
        at.members.clear();
        at.items.clear();
        return;
    case 1:
        if (!at.members.empty())
            at.members.erase(at.members.begin() + choice % at.members.size());
        else if (!at.items.empty())
            at.items.erase(at.items.begin() + choice % at.items.size());
        return;
    case 2:
        std::reverse(at.items.begin(), at.items.end());
        return;
    case 3:
        if (at.type == Type::Map && !at.find(u"new"))
            at.members.insert(at.members.begin() + choice % (at.members.size() + 1), {QStringLiteral("new"), text});
        else if (at.type == Type::List)
            at.items.insert(at.items.begin() + choice % (at.items.size() + 1), text);
        return;
    default:
        at = text;
    }
}

} // namespace

//! A document, and behind a mark what it is to say; without one it is changed here and there.
void feed(QByteArrayView bytes)
{
    const QByteArray all = bytes.first(std::min(bytes.size(), Longest)).toByteArray();
    const qsizetype mark = all.indexOf(Mark);
    const QByteArray text = mark < 0 ? all : all.first(mark);
    const auto spans = yamlSpans(text);
    if (spans)
        checkSpans(*spans, 0, text.size());
    const auto document = parseYaml(text);
    if (!document) {
        if (document.error().key.isEmpty())
            qFatal("an error has a reason");
        return;
    }
    if (document->root.type != Type::Null)
        checkPlaces(document->root);
    if (edited(text, document->root) != text)
        qFatal("nothing was to be changed");
    if (const auto wanted = parseYaml(mark < 0 ? QByteArray() : all.sliced(mark + qstrlen(Mark)));
        wanted && wanted->root.type == Type::Map)
        edited(text, wanted->root);
    if (document->root.type != Type::Map)
        return;
    const auto choice = quint32(qHash(text));
    for (quint32 i = 0; i < 2; ++i) {
        YamlValue wanted = document->root;
        change(wanted, choice + i);
        edited(text, wanted);
    }
    YamlValue more = document->root;
    more.members.push_back({QStringLiteral("one more"), {.type = Type::String, .text = QStringLiteral("x")}});
    const bool isPlain = document->duplicateKeys.empty() && !text.contains("<<");
    const QByteArray after = edited(text, more);
    if (isPlain && !after.isEmpty() && !isWithin(text, after))
        qFatal("what was there before goes");
}

QList<QByteArray> seeds()
{
    return {
        R"(apiVersion: fairlead/v1 # v

daemons:
# of d
- name: d
  id: d # never change
  host: 'a'   # old
  colour: red
- {id: e, name: "e", tlsVerify: yes} # in braces
baseImages:
  - id: i1
    python: [3.11, "3.12", # newest
      3.13]
    append: |
      RUN a
      # no comment

      RUN b
    files: [{source: a/b, target: b}, # of b
      {source: c}]
    buildArgs: {B: 1, A: x, C, "D":}
    registries: []
)",
        "a: 1 # c\nb:\n  - x\n  # c\n  -   y: 1\n      z: 2\n%%%\n{a: 2, b: [{y: 1, z: 3}], c: {d: [1]}}",
        "l:\n- id: a # a\n  x: 1\n\n# of b\n- id: b # b\n%%%\nl: [{id: b}, {id: c}, {id: a, x: [1]}]",
        "l: [\n  a, # of a\n  # above b\n  b # of b\n]\n%%%\nl: [b, c]",
        "l: [{id: a, x: 1}, # of a\n  {id: b}, # of b\n  {id: c}]\n%%%\nl: [{id: b, x: 2}, {id: d}, {id: c}]",
        "m: {a: {b: [1, # of 1\n  2], c: 3}, # of a\n  d: 4}\n%%%\nm: {a: {b: [1, 2, 5], c: 6}}",
        "a: &x 1\nb: *x\nc: {<<: &m {k: 1}, l: 2}\nd: !!str 1\n%%%\n{a: 1, b: 2}",
        "a: | # of a\n  l1\n  l2\nb: >-\n  x\n\n  y\n%%%\n{a: x, b: \"l1\\nl2\\n\"}",
        "\xef\xbb\xbf# ünï\n---\nä: ö # ✓\r\n? b\r\n: 1\r\n...\r\n",
        "{\"a\": [1, {\"b\": null}], c: [d: e, f]}",
        "- - a # of a\n  - b\n-\n",
    };
}

} // namespace fairlead::fuzz
