// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <cstdint>
#include <functional>
#include <optional>

namespace fairlead::docker {

//! Takes the times out of one output of a container that was asked for with timestamps: "2026-11-22T14:02:11.123456789Z
//! " before each line, and again where the engine has cut a long one, every 16 KiB. What is no time there stays text.
//! Source: Engine API, GET /containers/{id}/logs, "timestamps"; moby's daemon/logger/copier.go, defaultBufSize.
class LogTimes
{
public:
    //! \p time in milliseconds since 1970 UTC, that of the last one that was told; 0: none was. \return false to stop;
    //! the rest is not looked at.
    using Each = std::function<bool(std::int64_t time, QByteArrayView bytes)>;

    //! \p beginsEntry: a frame begins with \p bytes, and with it a time. What is no whole time yet waits for more.
    void feed(QByteArrayView bytes, bool beginsEntry, const Each &each);
    //! What waits is text: nothing more comes.
    void finish(const Each &each);

private:
    QByteArrayView takeTime(QByteArrayView bytes);
    bool tellHead(const Each &each);
    QByteArrayView nextText(QByteArrayView bytes);

    QByteArray m_head; //!< of an entry: may become a time
    bool m_isAtHead = true;
    qsizetype m_length = 0; //!< of the text of an entry
    std::int64_t m_time = 0;
};

//! Milliseconds since 1970 UTC of "2026-11-22T14:02:11.123456789Z"; fraction and "+01:00" in place of Z as they come.
std::optional<std::int64_t> logTime(QByteArrayView text);

} // namespace fairlead::docker
