// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "bodysource.h"

using namespace Qt::StringLiterals;

namespace fairlead::sandbox {

bool BodySource::cuts(QByteArray &out, qsizetype begin)
{
    if (!m_itemsLeft || (*m_itemsLeft)-- > 0)
        return false;
    out.truncate(m_cutsMidFrame ? begin + (out.size() - begin) / 2 : begin);
    return true;
}

ListBody::ListBody(Encoding encoding, Resource resource, std::uint64_t resourceVersion, const QByteArray &continueToken,
                   std::vector<EncodedObjectPtr> items)
    : m_encoding(encoding)
    , m_items(std::move(items))
{
    qsizetype size = 0;
    if (encoding == Encoding::Protobuf) {
        for (const EncodedObjectPtr &item : m_items)
            size += listItemSize(item->bytes(encoding).size());
    }
    m_frame = listFrame(encoding, resource, resourceVersion, continueToken, size);
}

BodySource::State ListBody::fill(QByteArray &out, qsizetype enough)
{
    if (m_next == 0)
        out.append(std::exchange(m_frame.head, {}));
    for (; m_next < m_items.size(); ++m_next) {
        if (out.size() >= enough)
            return State::More;
        const qsizetype begin = out.size();
        appendListItem(out, m_encoding, m_items[m_next]->bytes(m_encoding), m_next == 0);
        if (cuts(out, begin))
            return State::Cut;
    }
    out.append(m_frame.tail);
    return State::Ended;
}

BodySource::State WatchBody::fill(QByteArray &out, qsizetype enough)
{
    if (m_settings.error) {
        appendErrorEvent(out, m_settings.encoding, *m_settings.error);
        return State::Ended;
    }
    if (const State state = fillInitial(out, enough); state != State::Idle)
        return state;
    if (m_settings.position < m_cache.firstPosition())
        return State::Cut; // it has not read for so long that what comes next is forgotten
    for (; m_settings.position < m_cache.endPosition(); ++m_settings.position) {
        if (out.size() >= enough)
            return State::More;
        if (m_settings.goneAfter == 0)
            break;
        const qsizetype begin = out.size();
        if (!appendChange(out, m_cache.event(m_settings.position)))
            continue;
        if (cuts(out, begin))
            return State::Cut;
        if (m_settings.goneAfter)
            --*m_settings.goneAfter;
    }
    if (m_settings.goneAfter == 0) {
        appendErrorEvent(out, m_settings.encoding,
                         {410, u"Expired"_s, u"The resourceVersion for the provided watch is too old."_s, {}});
        return State::Ended;
    }
    if (m_bookmark && m_settings.hasBookmarks)
        appendEvent(out, m_settings.encoding, m_settings.resource, EventType::Bookmark,
                    bookmarkObject(m_settings.encoding, *m_bookmark, false));
    m_bookmark.reset();
    return m_isEnding ? State::Ended : State::Idle;
}

//! \return Idle when all of them have been told.
BodySource::State WatchBody::fillInitial(QByteArray &out, qsizetype enough)
{
    for (; m_nextInitial < m_settings.initial.size(); ++m_nextInitial) {
        if (out.size() >= enough)
            return State::More;
        const qsizetype begin = out.size();
        appendEvent(out, m_settings.encoding, m_settings.resource, EventType::Added,
                    m_settings.initial[m_nextInitial]->bytes(m_settings.encoding));
        if (cuts(out, begin))
            return State::Cut;
    }
    if (!m_settings.initial.empty()) {
        m_settings.initial = {}; // also the memory
        m_nextInitial = 0;
    }
    if (std::exchange(m_settings.marksInitialEventsEnd, false))
        appendEvent(out, m_settings.encoding, m_settings.resource, EventType::Bookmark,
                    bookmarkObject(m_settings.encoding, m_settings.resourceVersion, true));
    return State::Idle;
}

//! What leaves the selection is deleted for this watch, what enters it is added. \return false: it is none of its.
bool WatchBody::appendChange(QByteArray &out, const ObjectCache::Event &event)
{
    const bool was = event.before && m_settings.selector.matches(*event.before);
    const bool is = event.after && m_settings.selector.matches(*event.after);
    if (!was && !is)
        return false;
    const EventType type = !was ? EventType::Added : !is ? EventType::Deleted : EventType::Modified;
    appendEvent(out, m_settings.encoding, m_settings.resource, type, event.object->bytes(m_settings.encoding));
    return true;
}

} // namespace fairlead::sandbox
