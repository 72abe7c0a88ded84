// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "objectcache.h"

#include <QByteArray>

#include <optional>

namespace fairlead::sandbox {

//! A body that is made while it is sent: a connection asks for more whenever the client has read what there was.
class BodySource
{
public:
    enum class State : std::uint8_t {
        More,  //!< ask again at once
        Idle,  //!< ask again when something has happened
        Ended, //!< that was all
        Cut,   //!< end the connection once this is sent
    };

    virtual ~BodySource() = default;
    //! Appends to \p out until it has about \p enough bytes.
    virtual State fill(QByteArray &out, qsizetype enough) = 0;

    //! After so many items or events from now; \p isMidFrame: and half of the next one.
    void cutAfter(int items, bool isMidFrame)
    {
        m_itemsLeft = items;
        m_cutsMidFrame = isMidFrame;
    }

protected:
    //! \return true when the one that \p out has beyond \p begin is one too many, and cuts it.
    bool cuts(QByteArray &out, qsizetype begin);

private:
    std::optional<int> m_itemsLeft;
    bool m_cutsMidFrame = false;
};

//! A page of a list.
class ListBody final : public BodySource
{
public:
    ListBody(Encoding encoding, Resource resource, std::uint64_t resourceVersion, const QByteArray &continueToken,
             std::vector<EncodedObjectPtr> items);

    State fill(QByteArray &out, qsizetype enough) override;

private:
    Encoding m_encoding;
    ListFrame m_frame;
    std::vector<EncodedObjectPtr> m_items;
    std::size_t m_next = 0;
};

//! Initial events, if asked for, then everything that happens.
class WatchBody final : public BodySource
{
public:
    struct Settings
    {
        Encoding encoding = Encoding::Protobuf;
        Resource resource = Resource::Nodes;
        Selector selector;
        std::vector<EncodedObjectPtr> initial;
        bool marksInitialEventsEnd = false;
        bool hasBookmarks = false;
        std::uint64_t resourceVersion = 0; //!< of the initial events
        std::uint64_t position = 0;        //!< in the cache, of the first event after them
        std::optional<Failure> error;      //!< instead of everything
        std::optional<int> goneAfter;      //!< so many events
    };

    WatchBody(const ObjectCache &cache, Settings settings)
        : m_cache(cache)
        , m_settings(std::move(settings))
    {
    }

    State fill(QByteArray &out, qsizetype enough) override;

    //! Tells the position at the next fill(), if there is nothing else to tell before.
    void bookmark(std::uint64_t resourceVersion) { m_bookmark = resourceVersion; }
    void expire() { m_settings.goneAfter = 0; }
    void end() { m_isEnding = true; }

private:
    State fillInitial(QByteArray &out, qsizetype enough);
    bool appendChange(QByteArray &out, const ObjectCache::Event &event);

    const ObjectCache &m_cache;
    Settings m_settings;
    std::size_t m_nextInitial = 0;
    std::optional<std::uint64_t> m_bookmark;
    bool m_isEnding = false;
};

} // namespace fairlead::sandbox
