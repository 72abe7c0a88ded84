// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "yamlspans.h"

#include <yaml.h>

using namespace Qt::StringLiterals;

namespace fairlead::files {

namespace {

constexpr int DeepestNesting = 200;

//! libyaml counts characters, a byte order mark as one.
class Offsets
{
public:
    explicit Offsets(const QByteArray &text)
    {
        m_bytes.reserve(std::size_t(text.size()) + 1);
        for (qsizetype i = 0; i < text.size(); ++i) {
            if ((uchar(text[i]) & 0xc0) != 0x80)
                m_bytes.push_back(i);
        }
        m_bytes.push_back(text.size());
    }
    qsizetype of(const yaml_mark_t &mark) const { return m_bytes[std::min(mark.index, m_bytes.size() - 1)]; }

private:
    std::vector<qsizetype> m_bytes;
};

class Event
{
public:
    Event() = default;
    ~Event() { clear(); }
    Q_DISABLE_COPY_MOVE(Event)

    bool next(yaml_parser_t &parser)
    {
        clear();
        m_isThere = yaml_parser_parse(&parser, &m_event) != 0;
        return m_isThere;
    }
    const yaml_event_t *operator->() const { return &m_event; }

private:
    void clear()
    {
        if (m_isThere)
            yaml_event_delete(&m_event);
        m_isThere = false;
    }

    yaml_event_t m_event{};
    bool m_isThere = false;
};

class Reader
{
public:
    explicit Reader(const QByteArray &text)
        : m_text(text)
        , m_offsets(text)
    {
        yaml_parser_initialize(&m_parser);
        yaml_parser_set_encoding(&m_parser, YAML_UTF8_ENCODING);
        yaml_parser_set_input_string(&m_parser, reinterpret_cast<const unsigned char *>(text.constData()),
                                     std::size_t(text.size()));
    }
    ~Reader() { yaml_parser_delete(&m_parser); }
    Q_DISABLE_COPY_MOVE(Reader)

    tl::expected<YamlSpan, YamlPlace> document()
    {
        YamlSpan root;
        do {
            if (!m_event.next(m_parser))
                return tl::make_unexpected(parserError());
            if (m_event->type == YAML_STREAM_END_EVENT)
                return root;
        } while (m_event->type != YAML_DOCUMENT_START_EVENT);
        if (!m_event.next(m_parser))
            return tl::make_unexpected(parserError());
        if (!read(root, 0))
            return tl::make_unexpected(m_error);
        return root;
    }

private:
    //! The node that begins with the event that is there.
    bool read(YamlSpan &span, int depth)
    {
        span.start = m_offsets.of(m_event->start_mark);
        span.end = m_offsets.of(m_event->end_mark);
        switch (m_event->type) {
        case YAML_ALIAS_EVENT:
            span.kind = YamlSpan::Kind::Alias;
            return true;
        case YAML_SCALAR_EVENT:
            readScalar(span);
            return true;
        case YAML_SEQUENCE_START_EVENT:
            span.kind = YamlSpan::Kind::List;
            span.style = m_event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE ? YamlSpan::Style::Flow
                                                                                        : YamlSpan::Style::Block;
            return readChildren(span, YAML_SEQUENCE_END_EVENT, depth);
        case YAML_MAPPING_START_EVENT:
            span.kind = YamlSpan::Kind::Map;
            span.style = m_event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE ? YamlSpan::Style::Flow
                                                                                      : YamlSpan::Style::Block;
            return readChildren(span, YAML_MAPPING_END_EVENT, depth);
        default:
            return fail(m_event->start_mark, u"not a value"_s);
        }
    }

    void readScalar(YamlSpan &span)
    {
        const auto &scalar = m_event->data.scalar;
        span.key = QByteArray(reinterpret_cast<const char *>(scalar.value), qsizetype(scalar.length));
        switch (scalar.style) {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE:
            span.style = YamlSpan::Style::SingleQuoted;
            return;
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
            span.style = YamlSpan::Style::DoubleQuoted;
            return;
        case YAML_LITERAL_SCALAR_STYLE:
        case YAML_FOLDED_SCALAR_STYLE:
            span.style = YamlSpan::Style::Block;
            span.end = withoutSpaceBefore(span.start, span.end);
            return;
        default:
            return;
        }
    }

    bool readChildren(YamlSpan &span, yaml_event_type_t end, int depth)
    {
        if (depth > DeepestNesting)
            return fail(m_event->start_mark, u"nested too deeply"_s);
        const bool isMap = span.kind == YamlSpan::Kind::Map;
        for (;;) {
            if (!m_event.next(m_parser))
                return fail(parserError());
            if (m_event->type == end)
                break;
            YamlSpan child;
            if (isMap) {
                YamlSpan key;
                if (!read(key, depth + 1))
                    return false;
                if (key.kind != YamlSpan::Kind::Scalar)
                    return fail(m_event->start_mark, u"a key that is no text"_s);
                child.key = key.key;
                child.keyStart = key.start;
                child.keyEnd = key.end;
                if (!m_event.next(m_parser))
                    return fail(parserError());
            }
            const QByteArray key = child.key;
            if (!read(child, depth + 1))
                return false;
            child.key = key;
            span.children.push_back(std::move(child));
        }
        if (span.style == YamlSpan::Style::Flow)
            span.end = m_offsets.of(m_event->end_mark);
        else if (!span.children.empty()) // the parser ends a block where the next thing begins
            span.end = std::max(span.children.back().end, span.children.back().keyEnd);
        return true;
    }

    qsizetype withoutSpaceBefore(qsizetype start, qsizetype end) const
    {
        while (end > start && QByteArrayView(" \t\r\n").contains(m_text[end - 1]))
            --end;
        return end;
    }

    YamlPlace parserError() const
    {
        const yaml_mark_t &mark = m_parser.problem_mark;
        return {QString::fromUtf8(m_parser.problem), int(mark.line) + 1, int(mark.column) + 1};
    }
    bool fail(YamlPlace error)
    {
        m_error = std::move(error);
        return false;
    }
    bool fail(const yaml_mark_t &mark, const QString &reason)
    {
        return fail({reason, int(mark.line) + 1, int(mark.column) + 1});
    }

    const QByteArray &m_text;
    Offsets m_offsets;
    yaml_parser_t m_parser{};
    Event m_event;
    YamlPlace m_error;
};

} // namespace

tl::expected<YamlSpan, YamlPlace> yamlSpans(const QByteArray &text)
{
    return Reader(text).document();
}

} // namespace fairlead::files
