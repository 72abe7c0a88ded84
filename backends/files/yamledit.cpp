// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "yamledit.h"

#include "yamlflowedit.h"
#include "yamlids.h"
#include "yamlspans.h"
#include "yamltext.h"

#include <QHash>

#include <algorithm>
#include <numeric>
#include <optional>

using namespace Qt::StringLiterals;

namespace fairlead::files {

namespace {

using Kind = YamlSpan::Kind;
using Style = YamlSpan::Style;
using Type = YamlValue::Type;

bool isCollection(const YamlValue &value)
{
    return value.type == Type::Map || value.type == Type::List;
}

bool isEmptyCollection(const YamlValue &value)
{
    return isCollection(value) && value.members.empty() && value.items.empty();
}

//! Finds what has to be changed in the text.
class Editor
{
public:
    Editor(const QByteArray &text, YamlBlocks blocks)
        : m_text(text)
        , m_blocks(blocks)
        , m_lineEnd(text.contains("\r\n") ? "\r\n" : "\n")
    {
    }

    //! \p parentIndent: the column of the key or dash that the value belongs to; -1 of the document.
    void change(const YamlSpan &span, const YamlValue &now, const YamlValue &wanted, int parentIndent);
    QByteArray result() const { return spliced(0, m_text.size(), m_splices); }
    //! Where a comment begins that would go although what it is about stays; -1: none does.
    qsizetype lostComment() const { return m_lostComment; }

private:
    //! The value of a map's member: what it is to become may need other lines.
    void changeMember(const YamlSpan &member, const YamlValue &now, const YamlValue &wanted);
    void changeMap(const YamlSpan &map, const YamlValue &now, const YamlValue &wanted);
    void changeList(const YamlSpan &list, const YamlValue &now, const YamlValue &wanted);
    void changeListById(const YamlSpan &list, const YamlValue &now, const YamlValue &wanted,
                        const QHash<QString, std::size_t> &nowPlaces);
    void changePlainList(const YamlSpan &list, const YamlValue &now, const YamlValue &wanted);
    void changeFlow(const YamlSpan &span, const YamlValue &now, const YamlValue &wanted);
    //! Of a value that is replaced as a whole. \return whether it may be.
    bool losesNoComment(const YamlSpan &span);
    void reorder(const YamlSpan &list, const YamlValue &now, const YamlValue &wanted,
                 const QHash<QString, std::size_t> &nowPlaces);
    void removeMember(const YamlSpan &member);
    void removeItem(const YamlSpan &list, std::size_t place);
    void removeChildren(const YamlSpan &collection);

    void replace(qsizetype from, qsizetype to, const QByteArray &with) { m_splices.push_back({from, to - from, with}); }
    //! Whole lines, at the beginning of a line.
    void insertLines(qsizetype at, const QByteArray &lines);
    QByteArray itemLines(const YamlValue &item, int indent) const;

    qsizetype nextLine(qsizetype at) const
    {
        const qsizetype end = m_text.indexOf('\n', at);
        return end < 0 ? m_text.size() : end + 1;
    }
    qsizetype endOfLine(qsizetype at) const // before its line end
    {
        const qsizetype end = nextLine(at) - 1;
        return end > at && m_text[end - 1] == '\r' ? end - 1 : end;
    }
    int column(qsizetype at) const { return int(at - startOfLine(at)); }
    qsizetype startOfLine(qsizetype at) const { return at == 0 ? 0 : m_text.lastIndexOf('\n', at - 1) + 1; }
    bool isFirstInLine(qsizetype at) const
    {
        return QByteArrayView(m_text).sliced(startOfLine(at), column(at)).trimmed().isEmpty();
    }
    //! A comment behind the value would become a line of the block.
    YamlBlocks blocksAt(qsizetype end) const
    {
        const bool isLast = QByteArrayView(m_text).sliced(end, nextLine(end) - end).trimmed().isEmpty();
        return isLast ? m_blocks : YamlBlocks::None;
    }
    //! Behind the colon of a member.
    qsizetype valuePlace(const YamlSpan &member) const { return m_text.indexOf(':', member.keyEnd) + 1; }
    qsizetype dash(const YamlSpan &list, std::size_t place) const;
    //! Of the comments right above the item, else of its line.
    qsizetype chunkStart(const YamlSpan &list, std::size_t place) const;
    //! Blank lines that end at \p end, behind \p item.
    QByteArray blanksBehind(qsizetype end, const YamlSpan &item) const;
    QByteArray spliced(qsizetype from, qsizetype to, std::vector<YamlSplice> splices) const;
    QByteArray inLines(QByteArray lines) const { return lines.replace("\n", m_lineEnd); }

    const QByteArray &m_text;
    YamlBlocks m_blocks;
    QByteArray m_lineEnd;
    std::vector<YamlSplice> m_splices;
    qsizetype m_lostComment = -1;
};

QByteArray Editor::spliced(qsizetype from, qsizetype to, std::vector<YamlSplice> splices) const
{
    std::stable_sort(splices.begin(), splices.end(), [](const YamlSplice &a, const YamlSplice &b) {
        return std::pair(a.at, a.length > 0) < std::pair(b.at, b.length > 0);
    });
    QByteArray result;
    for (const YamlSplice &splice : splices) {
        if (splice.at < from || splice.at > to)
            continue;
        if (splice.at > from)
            result += m_text.mid(from, splice.at - from);
        result += splice.with;
        from = std::max(from, splice.at + splice.length);
    }
    return result + m_text.mid(from, to - from);
}

void Editor::insertLines(qsizetype at, const QByteArray &lines)
{
    replace(at, at, inLines(lines));
}

QByteArray Editor::itemLines(const YamlValue &item, int indent) const
{
    return yamlLines({.type = Type::List, .items = {item}}, indent, m_blocks);
}

void Editor::change(const YamlSpan &span, const YamlValue &now, const YamlValue &wanted, int parentIndent)
{
    if (isSameValue(now, wanted))
        return;
    const bool isBlock = span.style == Style::Block;
    if (span.kind == Kind::Map && wanted.type == Type::Map && isBlock && !isEmptyCollection(wanted))
        return changeMap(span, now, wanted);
    if (span.kind == Kind::List && wanted.type == Type::List && isBlock && !isEmptyCollection(wanted))
        return changeList(span, now, wanted);
    const bool isSameKind =
        (span.kind == Kind::Map && wanted.type == Type::Map) || (span.kind == Kind::List && wanted.type == Type::List);
    if (isSameKind && span.style == Style::Flow)
        return changeFlow(span, now, wanted);
    if (span.kind != Kind::Scalar && !losesNoComment(span))
        return;
    QByteArray with = isCollection(wanted)
                          ? yamlFlow(wanted)
                          : inLines(yamlScalar(wanted, std::max(0, parentIndent), m_blocks, span.style));
    if (const qsizetype comment = commentIn(m_text, span); comment >= 0) { // at the head of a block of lines
        const qsizetype head = with.indexOf(m_lineEnd);
        with.insert(head < 0 ? with.size() : head, ' ' + m_text.mid(comment, endOfLine(comment) - comment));
    }
    replace(span.start, span.end, (span.start == span.end ? " " : "") + with);
}

void Editor::changeFlow(const YamlSpan &span, const YamlValue &now, const YamlValue &wanted)
{
    const auto splices = flowSplices(m_text, span, now, wanted);
    if (splices)
        m_splices.insert(m_splices.end(), splices->begin(), splices->end());
    else
        m_lostComment = splices.error();
}

bool Editor::losesNoComment(const YamlSpan &span)
{
    if (const qsizetype comment = commentIn(m_text, span); comment >= 0)
        m_lostComment = comment;
    return m_lostComment < 0;
}

void Editor::changeMember(const YamlSpan &member, const YamlValue &now, const YamlValue &wanted)
{
    const int indent = column(member.keyStart);
    const bool isSameKind = (member.kind == Kind::Map && wanted.type == Type::Map) ||
                            (member.kind == Kind::List && wanted.type == Type::List);
    const bool isToBlock = isCollection(wanted) && !isEmptyCollection(wanted);
    const bool staysFlow =
        isSameKind && member.style == Style::Flow && (!member.children.empty() || commentIn(m_text, member) >= 0);
    if (isSameValue(now, wanted))
        return;
    if (isSameKind && isToBlock && (member.style == Style::Block || staysFlow))
        return change(member, now, wanted, indent);
    const qsizetype value = valuePlace(member);
    if (isToBlock) { // lines below
        if (member.kind != Kind::Scalar && member.style == Style::Block)
            removeChildren(member);
        else if (losesNoComment(member) && commentBetween(m_text, value, member.start) >= 0)
            commentBetween(m_text, member.end, nextLine(member.end)) < 0
                ? replace(startOfLine(member.start), nextLine(member.end), {})
                : replace(member.start, member.end, {});
        else if (member.end > value)
            replace(value, member.end, {});
        insertLines(nextLine(std::max(member.end, value)), yamlLines(wanted, indent + 2, m_blocks));
    } else if (member.kind != Kind::Scalar && member.style == Style::Block) { // comments among its lines stay
        const QByteArray flow = isCollection(wanted) ? yamlFlow(wanted) : yamlScalar(wanted, indent, YamlBlocks::None);
        replace(value, value, ' ' + inLines(flow));
        removeChildren(member);
    } else {
        change(member, now, wanted, indent);
    }
}

void Editor::changeMap(const YamlSpan &map, const YamlValue &now, const YamlValue &wanted)
{
    QHash<QString, const YamlSpan *> spans; // of a key that stands twice the later one counts
    for (const YamlSpan &child : map.children)
        spans.insert(QString::fromUtf8(child.key), &child);
    const int indent = column(map.children.front().keyStart);
    const YamlSpan *previous = nullptr;
    for (const YamlMember &member : wanted.members) {
        const YamlValue *before = now.find(member.key);
        if (const YamlSpan *span = spans.value(member.key); span && before) {
            changeMember(*span, *before, member.value);
            previous = span;
        } else if (!before || !isSameValue(*before, member.value)) {
            const YamlSpan &after = previous ? *previous : map.children.back();
            insertLines(nextLine(std::max(after.end, after.keyEnd)),
                        yamlLines({.type = Type::Map, .members = {member}}, indent, m_blocks));
        }
    }
    for (const YamlSpan &child : map.children) {
        if (!wanted.find(QString::fromUtf8(child.key)))
            removeMember(child);
    }
}

//! The first one of an item stands behind its dash: that line stays, with its comment.
void Editor::removeMember(const YamlSpan &member)
{
    const qsizetype end = std::max(member.end, valuePlace(member));
    if (isFirstInLine(member.keyStart))
        replace(startOfLine(member.keyStart), nextLine(end), {});
    else
        replace(member.keyStart, end, {});
}

void Editor::changeList(const YamlSpan &list, const YamlValue &now, const YamlValue &wanted)
{
    const int indent = column(list.start);
    if (!isFirstInLine(list.start)) { // behind the dash of another list
        if (losesNoComment(list))
            replace(list.start, list.end, inLines(yamlLines(wanted, indent, m_blocks).sliced(indent).chopped(1)));
        return;
    }
    if (now.items.size() != list.children.size())
        return; // two readers, two opinions: the comparison at the end will tell
    const auto nowPlaces = placesById(now.items);
    if (nowPlaces && placesById(wanted.items))
        changeListById(list, now, wanted, *nowPlaces);
    else
        changePlainList(list, now, wanted);
}

void Editor::changeListById(const YamlSpan &list, const YamlValue &now, const YamlValue &wanted,
                            const QHash<QString, std::size_t> &nowPlaces)
{
    std::vector<std::size_t> kept;
    for (const YamlValue &item : wanted.items) {
        if (const auto place = nowPlaces.constFind(idOf(item)); place != nowPlaces.constEnd())
            kept.push_back(*place);
    }
    if (!std::is_sorted(kept.begin(), kept.end()))
        return reorder(list, now, wanted, nowPlaces);
    const int indent = column(dash(list, 0));
    std::optional<std::size_t> previous;
    for (const YamlValue &item : wanted.items) {
        const auto place = nowPlaces.constFind(idOf(item));
        if (place != nowPlaces.constEnd()) {
            change(list.children[*place], now.items[*place], item, indent);
            previous = *place;
        } else {
            insertLines(previous ? nextLine(list.children[*previous].end) : chunkStart(list, 0),
                        itemLines(item, indent));
        }
    }
    for (std::size_t i = 0; i < now.items.size(); ++i) {
        if (std::find(kept.begin(), kept.end(), i) == kept.end())
            removeItem(list, i);
    }
}

//! Each item moves with the comments right above it and whatever stands before the next one; blank lines between items
//! stay where they are while the items are the same.
void Editor::reorder(const YamlSpan &list, const YamlValue &now, const YamlValue &wanted,
                     const QHash<QString, std::size_t> &nowPlaces)
{
    const std::size_t count = list.children.size();
    const int indent = column(dash(list, 0));
    std::vector<qsizetype> starts;
    for (std::size_t i = 0; i < count; ++i)
        starts.push_back(chunkStart(list, i));
    starts.push_back(nextLine(list.children.back().end));
    std::size_t kept = 0;
    QByteArray lines;
    const auto append = [this, &lines](const QByteArray &chunk) {
        lines += chunk.isEmpty() || chunk.endsWith('\n') ? chunk : chunk + m_lineEnd;
    };
    for (std::size_t i = 0; i < count; ++i) { // of those that go the comments above and below stay
        const QString id = idOf(now.items[i]);
        const qsizetype behind = nextLine(list.children[i].end);
        if (std::any_of(wanted.items.begin(), wanted.items.end(),
                        [&id](const YamlValue &item) { return idOf(item) == id; }))
            ++kept;
        else
            append(m_text.mid(starts[i], startOfLine(dash(list, i)) - starts[i]) +
                   m_text.mid(behind, std::max<qsizetype>(0, starts[i + 1] - behind)));
    }
    const bool areSame = kept == count && wanted.items.size() == count;
    for (std::size_t i = 0; i < wanted.items.size(); ++i) {
        const YamlValue &item = wanted.items[i];
        const auto place = nowPlaces.constFind(idOf(item));
        if (place == nowPlaces.constEnd()) {
            append(inLines(itemLines(item, indent)));
            continue;
        }
        const qsizetype next = starts[*place + 1];
        const std::vector<YamlSplice> outer = std::exchange(m_splices, {});
        change(list.children[*place], now.items[*place], item, indent);
        const qsizetype blanks = areSame ? blanksBehind(next, list.children[*place]).size() : 0;
        append(spliced(starts[*place], next - blanks, std::exchange(m_splices, outer)));
        if (areSame)
            lines += blanksBehind(starts[i + 1], list.children[i]);
    }
    replace(starts.front(), starts.back(), lines);
}

//! What is equal at the beginning and at the end stays; what is between is changed in order.
void Editor::changePlainList(const YamlSpan &list, const YamlValue &now, const YamlValue &wanted)
{
    const auto &before = now.items;
    const auto &after = wanted.items;
    std::size_t head = 0;
    while (head < before.size() && head < after.size() && isSameValue(before[head], after[head]))
        ++head;
    std::size_t tail = 0;
    while (tail < before.size() - head && tail < after.size() - head &&
           isSameValue(before[before.size() - 1 - tail], after[after.size() - 1 - tail]))
        ++tail;
    const int indent = column(dash(list, 0));
    const std::size_t both = std::min(before.size(), after.size()) - head - tail;
    for (std::size_t i = head; i < head + both; ++i) {
        if (before[i].type == after[i].type || commentIn(m_text, list.children[i]) < 0) {
            change(list.children[i], before[i], after[i], indent);
        } else { // another item altogether
            insertLines(startOfLine(dash(list, i)), itemLines(after[i], indent));
            removeItem(list, i);
        }
    }
    for (std::size_t i = head + both; i < before.size() - tail; ++i)
        removeItem(list, i);
    const qsizetype at = head + both > 0 ? nextLine(list.children[head + both - 1].end) : startOfLine(dash(list, 0));
    for (std::size_t i = head + both; i < after.size() - tail; ++i)
        insertLines(at, itemLines(after[i], indent));
}

//! Of a collection in lines; the comments among them stay.
void Editor::removeChildren(const YamlSpan &collection)
{
    for (std::size_t i = 0; i < collection.children.size(); ++i) {
        if (collection.kind == Kind::Map)
            removeMember(collection.children[i]);
        else
            removeItem(collection, i);
    }
}

void Editor::removeItem(const YamlSpan &list, std::size_t place)
{
    replace(startOfLine(dash(list, place)), nextLine(list.children[place].end), {});
}

qsizetype Editor::dash(const YamlSpan &list, std::size_t place) const
{
    if (place == 0)
        return list.start;
    const int indent = column(list.start);
    for (qsizetype at = startOfLine(list.children[place].start);; at = startOfLine(at - 1)) {
        const qsizetype found = at + indent;
        if (found < m_text.size() && m_text[found] == '-' && isFirstInLine(found))
            return found;
        if (at <= list.children[place - 1].end)
            return list.children[place].start; // not as expected: the comparison at the end will tell
    }
}

qsizetype Editor::chunkStart(const YamlSpan &list, std::size_t place) const
{
    qsizetype start = startOfLine(dash(list, place));
    const qsizetype least = place > 0 ? nextLine(list.children[place - 1].end) : 0;
    while (start > least) {
        const qsizetype above = startOfLine(start - 1);
        if (!m_text.mid(above, start - above).trimmed().startsWith('#'))
            break;
        start = above;
    }
    return start;
}

QByteArray Editor::blanksBehind(qsizetype end, const YamlSpan &item) const
{
    const qsizetype least = nextLine(item.end);
    qsizetype from = end;
    while (from > least) {
        const qsizetype above = startOfLine(from - 1);
        if (!QByteArrayView(m_text).sliced(above, from - above).trimmed().isEmpty())
            break;
        from = above;
    }
    return m_text.mid(from, end - from);
}

tl::unexpected<YamlPlace> notPossible(const YamlValue &at)
{
    return tl::make_unexpected(YamlPlace{
        u"what is to be changed cannot be changed by itself, as with anchors, merge keys or tags: change it by hand"_s,
        at.line, at.column});
}

tl::unexpected<YamlPlace> lostComment(const QByteArray &text, qsizetype at)
{
    const QByteArray before = text.first(at);
    const qsizetype line = before.lastIndexOf('\n') + 1;
    return tl::make_unexpected(
        YamlPlace{u"this comment would be lost, as it stands within what is replaced: move it above, or change it by "
                  "hand"_s,
                  int(before.count('\n')) + 1, int(QString::fromUtf8(before.sliced(line)).size()) + 1});
}

} // namespace

bool isSameValue(const YamlValue &a, const YamlValue &b)
{
    if (a.type != b.type || a.items.size() != b.items.size() || a.members.size() != b.members.size())
        return false;
    if (!isCollection(a))
        return a.type == Type::Null || a.text == b.text;
    const bool areItemsSame =
        std::equal(a.items.begin(), a.items.end(), b.items.begin(),
                   [](const YamlValue &one, const YamlValue &other) { return isSameValue(one, other); });
    return areItemsSame && std::all_of(a.members.begin(), a.members.end(), [&b](const YamlMember &member) {
               const YamlValue *other = b.find(member.key);
               return other && isSameValue(member.value, *other);
           });
}

tl::expected<QByteArray, YamlPlace> editYaml(const QByteArray &text, const YamlValue &wanted)
{
    const auto document = parseYaml(text);
    if (!document)
        return tl::make_unexpected(document.error());
    if (isSameValue(document->root, wanted))
        return text;
    const QByteArray ended = text.isEmpty() || text.endsWith('\n') ? text : text + '\n';
    const auto spans = yamlSpans(ended);
    if (!spans)
        return tl::make_unexpected(spans.error());
    for (const YamlBlocks blocks : {YamlBlocks::Allowed, YamlBlocks::None}) {
        QByteArray result;
        if (spans->kind == Kind::Scalar && spans->start == spans->end) { // comments at most
            result = ended + yamlLines(wanted, 0, blocks);
        } else {
            Editor editor(ended, blocks);
            editor.change(*spans, document->root, wanted, -1);
            if (editor.lostComment() >= 0)
                return lostComment(ended, editor.lostComment());
            result = editor.result();
        }
        const auto after = parseYaml(result);
        if (after && isSameValue(after->root, wanted))
            return result;
    }
    return notPossible(document->root);
}

} // namespace fairlead::files
