// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "yamlflowedit.h"

#include "yamledit.h"
#include "yamlids.h"
#include "yamltext.h"

#include <QSet>

#include <algorithm>
#include <map>
#include <optional>

namespace fairlead::files {

namespace {

using Kind = YamlSpan::Kind;
using Style = YamlSpan::Style;
using Type = YamlValue::Type;

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

//! What becomes of the items that stand between two brackets.
struct Plan
{
    static constexpr std::size_t Front = std::size_t(-1);

    std::vector<bool> stays;                         //!< by place
    std::map<std::size_t, QByteArrayList> newBehind; //!< by the place of one that stays, or Front
};

class FlowEditor
{
public:
    explicit FlowEditor(const QByteArray &text)
        : m_text(text)
        , m_lineEnd(text.contains("\r\n") ? "\r\n" : "\n")
    {
    }

    void change(const YamlSpan &span, const YamlValue &now, const YamlValue &wanted);

    std::vector<YamlSplice> splices;
    qsizetype lost = -1; //!< where a comment begins that would go

private:
    std::optional<Plan> planned(const YamlSpan &span, const YamlValue &now, const YamlValue &wanted);
    std::optional<Plan> plannedMap(const YamlSpan &span, const YamlValue &now, const YamlValue &wanted);
    std::optional<Plan> plannedList(const YamlSpan &span, const YamlValue &now, const YamlValue &wanted);
    void changeItems(const YamlSpan &span, const Plan &plan);
    void insertBehind(const YamlSpan &span, std::size_t place, const QByteArrayList &items, bool isLast);
    void insertInFront(const YamlSpan &span, const Plan &plan, const QByteArrayList &items);
    void remove(const YamlSpan &span, std::size_t place);
    void replaceWhole(const YamlSpan &span, const YamlValue &wanted);

    void replace(qsizetype from, qsizetype to, const QByteArray &with) { splices.push_back({from, to - from, with}); }
    //! The first \p c outside comments from \p from to \p to; -1: none.
    qsizetype find(char c, qsizetype from, qsizetype to) const;
    qsizetype start(const YamlSpan &item) const { return item.keyEnd > 0 ? item.keyStart : item.start; }
    qsizetype end(const YamlSpan &item) const;
    //! Behind an item; -1: none.
    qsizetype comma(const YamlSpan &span, std::size_t place) const;
    bool isBraced(const YamlSpan &span) const;
    qsizetype startOfLine(qsizetype at) const { return at == 0 ? 0 : m_text.lastIndexOf('\n', at - 1) + 1; }
    qsizetype endOfLine(qsizetype at) const; //!< before its line end
    QByteArray margin(qsizetype at) const { return m_text.mid(startOfLine(at), at - startOfLine(at)); }
    bool isFirstInLine(qsizetype at) const { return margin(at).trimmed().isEmpty(); }
    //! Nothing or a comment.
    bool isRestOfLineFree(qsizetype at) const;

    const QByteArray &m_text;
    QByteArray m_lineEnd;
};

qsizetype FlowEditor::find(char c, qsizetype from, qsizetype to) const
{
    for (qsizetype at = from; at < to; ++at) {
        if (m_text[at] == '#')
            at = endOfLine(at);
        else if (m_text[at] == c)
            return at;
    }
    return -1;
}

qsizetype FlowEditor::endOfLine(qsizetype at) const
{
    const qsizetype end = m_text.indexOf('\n', at);
    if (end < 0)
        return m_text.size();
    return end > at && m_text[end - 1] == '\r' ? end - 1 : end;
}

bool FlowEditor::isRestOfLineFree(qsizetype at) const
{
    const QByteArray rest = m_text.mid(at, endOfLine(at) - at).trimmed();
    return rest.isEmpty() || rest.startsWith('#');
}

//! What has no value ends for the parser where the next thing begins.
qsizetype FlowEditor::end(const YamlSpan &item) const
{
    if (item.start != item.end || item.keyEnd == 0)
        return item.end;
    const qsizetype colon = find(':', item.keyEnd, item.start);
    return colon < 0 ? item.keyEnd : colon + 1;
}

qsizetype FlowEditor::comma(const YamlSpan &span, std::size_t place) const
{
    const bool isLast = place + 1 == span.children.size();
    return find(',', end(span.children[place]), isLast ? span.end - 1 : start(span.children[place + 1]));
}

//! Also behind an anchor or a tag; "[a: 1]" has a map in it that is not.
bool FlowEditor::isBraced(const YamlSpan &span) const
{
    qsizetype at = span.start;
    while (at < span.end && (m_text[at] == '&' || m_text[at] == '!')) {
        while (at < span.end && !isSpace(m_text[at]) && m_text[at] != '[' && m_text[at] != '{')
            ++at;
        while (at < span.end && isSpace(m_text[at]))
            ++at;
    }
    const char open = span.kind == Kind::Map ? '{' : '[';
    const char close = span.kind == Kind::Map ? '}' : ']';
    return span.end - at >= 2 && m_text[at] == open && m_text[span.end - 1] == close;
}

void FlowEditor::change(const YamlSpan &span, const YamlValue &now, const YamlValue &wanted)
{
    if (isSameValue(now, wanted))
        return;
    if (const auto plan = planned(span, now, wanted))
        changeItems(span, *plan);
    else
        replaceWhole(span, wanted);
}

void FlowEditor::replaceWhole(const YamlSpan &span, const YamlValue &wanted)
{
    if (const qsizetype comment = commentIn(m_text, span); comment >= 0) {
        lost = comment;
        return;
    }
    if (span.start != span.end || span.keyEnd == 0)
        return replace(span.start, span.end, yamlFlow(wanted));
    const bool hasColon = end(span) > span.keyEnd;
    replace(end(span), end(span), (hasColon ? " " : ": ") + yamlFlow(wanted));
}

//! None: \p span has to be replaced as a whole. What stays is changed already.
std::optional<Plan> FlowEditor::planned(const YamlSpan &span, const YamlValue &now, const YamlValue &wanted)
{
    if (span.style != Style::Flow || !isBraced(span))
        return {};
    if (span.kind == Kind::Map && now.type == Type::Map && wanted.type == Type::Map)
        return plannedMap(span, now, wanted);
    if (span.kind == Kind::List && now.type == Type::List && wanted.type == Type::List)
        return plannedList(span, now, wanted);
    return {};
}

std::optional<Plan> FlowEditor::plannedMap(const YamlSpan &span, const YamlValue &now, const YamlValue &wanted)
{
    QHash<QString, std::size_t> places;
    for (std::size_t i = 0; i < span.children.size(); ++i)
        places.insert(QString::fromUtf8(span.children[i].key), i);
    const auto isThere = [&places](const YamlMember &member) { return places.contains(member.key); };
    const bool isPlain = std::size_t(places.size()) == span.children.size() && // no key twice, nothing merged
                         now.members.size() == span.children.size() &&
                         std::all_of(now.members.begin(), now.members.end(), isThere);
    if (!isPlain)
        return {};
    Plan plan{std::vector<bool>(span.children.size()), {}};
    std::size_t previous = Plan::Front;
    for (const YamlMember &member : wanted.members) {
        if (!isThere(member)) {
            plan.newBehind[previous] += yamlKey(member.key) + ": " + yamlFlow(member.value);
            continue;
        }
        previous = places.value(member.key);
        plan.stays[previous] = true;
        change(span.children[previous], *now.find(member.key), member.value);
    }
    return plan;
}

std::optional<Plan> FlowEditor::plannedList(const YamlSpan &span, const YamlValue &now, const YamlValue &wanted)
{
    const std::size_t count = now.items.size();
    if (count != span.children.size())
        return {};
    const auto places = count > 0 ? placesById(now.items) : std::nullopt;
    const bool isById = places && placesById(wanted.items);
    const auto isSameAt = [&](std::size_t i, std::size_t j) { return isSameValue(now.items[i], wanted.items[j]); };
    std::size_t head = 0;
    while (head < count && head < wanted.items.size() && isSameAt(head, head))
        ++head;
    std::size_t tail = 0;
    while (tail < std::min(count, wanted.items.size()) - head &&
           isSameAt(count - 1 - tail, wanted.items.size() - 1 - tail))
        ++tail;
    const auto isAnother = [&](std::size_t i) { // altogether
        return now.items[i].type != wanted.items[i].type && commentIn(m_text, span.children[i]) >= 0;
    };
    // Without ids: what is equal at the beginning and at the end stays, what is between is changed in order.
    const auto placeOf = [&](std::size_t i) {
        if (isById)
            return places->value(idOf(wanted.items[i]), count);
        if (i >= wanted.items.size() - tail)
            return count - (wanted.items.size() - i);
        return i < count - tail && !isAnother(i) ? i : count;
    };
    Plan plan{std::vector<bool>(count), {}};
    std::size_t previous = Plan::Front;
    for (std::size_t i = 0; i < wanted.items.size(); ++i) {
        const std::size_t place = placeOf(i);
        if (place == count) {
            plan.newBehind[previous] += yamlFlow(wanted.items[i]);
            continue;
        }
        if (previous != Plan::Front && place < previous)
            return {}; // another order
        previous = place;
        plan.stays[place] = true;
    }
    for (std::size_t i = 0; i < wanted.items.size(); ++i) {
        if (const std::size_t place = placeOf(i); place < count)
            change(span.children[place], now.items[place], wanted.items[i]);
    }
    return plan;
}

void FlowEditor::changeItems(const YamlSpan &span, const Plan &plan)
{
    const std::size_t count = span.children.size();
    std::size_t last = Plan::Front; // of those that stay
    for (std::size_t i = 0; i < count; ++i) {
        if (plan.stays[i])
            last = i;
    }
    for (const auto &[place, items] : plan.newBehind) {
        if (place == Plan::Front)
            insertInFront(span, plan, items);
        else
            insertBehind(span, place, items, place == last);
    }
    for (std::size_t i = 0; i < count; ++i) {
        if (!plan.stays[i])
            remove(span, i);
    }
    const bool isEndGone = last != Plan::Front && last + 1 < count && !plan.newBehind.contains(last);
    if (!isEndGone || comma(span, count - 1) >= 0)
        return;
    const qsizetype at = comma(span, last);
    const qsizetype next = start(span.children[last + 1]);
    const bool isSameLine = startOfLine(next) <= at && m_text.mid(at + 1, next - at - 1).trimmed().isEmpty();
    replace(at, isSameLine ? next : at + 1, {});
}

//! In lines of their own where the one before them has one or ends its line with a comment.
void FlowEditor::insertBehind(const YamlSpan &span, std::size_t place, const QByteArrayList &items, bool isLast)
{
    const YamlSpan &before = span.children[place];
    const qsizetype itsEnd = end(before);
    const qsizetype itsComma = comma(span, place);
    const bool endsWithComma = comma(span, span.children.size() - 1) >= 0;
    const qsizetype behind = itsComma < 0 ? itsEnd : itsComma + 1;
    const bool isFirst = isFirstInLine(start(before));
    const qsizetype at = endOfLine(behind);
    const bool hasComment = m_text.mid(behind, at - behind).contains('#'); // which stays that of the one before
    const bool hasLine = isRestOfLineFree(behind) && (isFirst || hasComment);
    if (!hasLine) {
        for (const QByteArray &item : items)
            replace(itsEnd, itsEnd, ", " + item);
        if (isLast && itsComma >= 0 && !endsWithComma)
            replace(itsComma, itsComma + 1, {});
        return;
    }
    if (itsComma < 0)
        replace(itsEnd, itsEnd, ",");
    const QByteArray itsMargin = margin(start(before));
    const QByteArray newLine = m_lineEnd + (isFirst ? itsMargin : QByteArray(itsMargin.size(), ' '));
    replace(at, at, newLine + items.join(',' + newLine) + (isLast && !endsWithComma ? "" : ","));
}

void FlowEditor::insertInFront(const YamlSpan &span, const Plan &plan, const QByteArrayList &items)
{
    const auto first = std::find(plan.stays.begin(), plan.stays.end(), true);
    if (first == plan.stays.end())
        return replace(span.end - 1, span.end - 1, items.join(", "));
    const qsizetype at = start(span.children[std::size_t(first - plan.stays.begin())]);
    const QByteArray separator = isFirstInLine(at) ? ',' + m_lineEnd + margin(at) : ", ";
    replace(at, at, items.join(separator) + separator);
}

void FlowEditor::remove(const YamlSpan &span, std::size_t place)
{
    const qsizetype from = start(span.children[place]);
    const qsizetype itsComma = comma(span, place);
    qsizetype to = itsComma < 0 ? end(span.children[place]) : itsComma + 1;
    const bool isRestFree = isRestOfLineFree(to);
    if (isRestFree && isFirstInLine(from))
        return replace(startOfLine(from), m_text.indexOf('\n', to) + 1, {});
    if (isRestFree)
        to = endOfLine(to);
    while (!isRestFree && itsComma >= 0 && to < span.end && (m_text[to] == ' ' || m_text[to] == '\t'))
        ++to;
    replace(from, to, {});
}

} // namespace

tl::expected<std::vector<YamlSplice>, qsizetype> flowSplices(const QByteArray &text, const YamlSpan &span,
                                                             const YamlValue &now, const YamlValue &wanted)
{
    FlowEditor editor(text);
    editor.change(span, now, wanted);
    if (editor.lost >= 0)
        return tl::make_unexpected(editor.lost);
    return std::move(editor.splices);
}

qsizetype commentBetween(const QByteArray &text, qsizetype from, qsizetype to)
{
    const qsizetype found = text.indexOf('#', from);
    return found < to ? found : -1;
}

qsizetype commentIn(const QByteArray &text, const YamlSpan &span)
{
    if (span.kind == Kind::Alias)
        return -1;
    if (span.kind == Kind::Scalar) { // behind the mark of its lines
        const qsizetype end = span.style == Style::Block ? text.indexOf('\n', span.start) : span.start;
        return commentBetween(text, span.start, end);
    }
    qsizetype at = span.start;
    for (const YamlSpan &child : span.children) {
        qsizetype found = commentBetween(text, at, child.keyEnd > 0 ? child.keyStart : child.start);
        if (found < 0 && child.keyEnd > 0)
            found = commentBetween(text, child.keyEnd, child.start);
        if (found < 0)
            found = commentIn(text, child);
        if (found >= 0)
            return found;
        at = std::max(child.end, child.keyEnd);
    }
    return commentBetween(text, at, span.end);
}

} // namespace fairlead::files
