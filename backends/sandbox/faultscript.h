// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <chrono>
#include <optional>
#include <vector>

namespace fairlead::sandbox {

//! One thing that goes wrong. It holds while its time and its requests say so; both are optional.
struct Fault
{
    enum class What : std::uint8_t {
        Delay,             //!< the answer comes after \c delay
        Cut,               //!< the connection ends after \c items events or items
        CutMidFrame,       //!< the same, in the middle of the next one
        TooManyRequests,   //!< 429 with Retry-After
        Gone,              //!< a watch gets 410 after \c items events; a list with a continue token at once
        Unauthorized,      //!< 401
        Forbidden,         //!< 403
        RefuseConnections, //!< nobody listens, and who was connected is cut
        NoBookmarks,       //!< no bookmark but the one that ends the initial events
        NoWatchList,       //!< 422 to sendInitialEvents, as servers before 1.32 say
        NoProtobuf,        //!< 406
    };

    What what = What::Delay;
    std::chrono::milliseconds from{0};  //!< on the clock of the script
    std::chrono::milliseconds lasts{0}; //!< 0: to the end of the script
    QByteArray path;                    //!< only requests whose path begins so; empty: all
    std::optional<bool> watches;        //!< only watches, or only what is none
    int skip = 0;                       //!< let so many pass that it would have hit
    int times = 0;                      //!< then hit so many; 0: all
    std::chrono::milliseconds delay{0};
    std::chrono::seconds retryAfter{1};
    int items = 0;
};

struct FaultScript
{
    std::vector<Fault> faults;
    std::chrono::milliseconds repeatsEvery{0}; //!< 0: once
};

//! What the faults do to one request.
struct FaultEffect
{
    std::chrono::milliseconds delay{0};
    std::optional<Fault> refusal; //!< TooManyRequests, Unauthorized or Forbidden: the answer
    std::optional<int> cutAfter;
    bool cutsMidFrame = false;
    std::optional<int> goneAfter;
    bool hasBookmarks = true;
    bool hasWatchList = true;
    bool hasProtobuf = true;
};

//! Says what goes wrong when. A value with injected time; counts requests.
class FaultPlan
{
public:
    explicit FaultPlan(FaultScript script)
        : m_script(std::move(script))
        , m_hits(m_script.faults.size(), 0)
    {
    }

    bool isEmpty() const { return m_script.faults.empty(); }
    //! \p now since the start.
    FaultEffect effectOn(const QByteArray &path, bool isWatch, std::chrono::milliseconds now);
    bool refusesConnections(std::chrono::milliseconds now) const;
    //! Those whose time came since the last call, for streams that are open: Cut, CutMidFrame and Gone with a time of
    //! their own.
    std::vector<Fault> begun(std::chrono::milliseconds now);

private:
    std::chrono::milliseconds onScript(std::chrono::milliseconds now) const;
    static bool holds(const Fault &fault, std::chrono::milliseconds time);

    FaultScript m_script;
    std::vector<int> m_hits;
    std::chrono::milliseconds m_last{0};
};

} // namespace fairlead::sandbox
