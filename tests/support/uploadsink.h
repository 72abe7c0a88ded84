// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

namespace fairlead::tests {

//! Takes uploads in a thread of its own, as fast as they come and in 64 KiB of memory, so that what the process grows
//! by is its client's. One request a connection; several connections one after the other.
class UploadSink
{
public:
    struct Upload
    {
        QByteArray head;
        qint64 bodySize = 0; //!< without the frames of chunks
        bool isWhole = false;
    };

    //! Sends \p answers in turn, the last one again and again; \p keepIn is a file for the bodies, the last one stays.
    explicit UploadSink(std::vector<QByteArray> answers = {Ok}, const QString &keepIn = {});
    ~UploadSink();

    QUrl url() const;
    std::vector<Upload> uploads() const;

    inline static const QByteArray Ok = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

private:
    class Connection;

    void run();

    const std::vector<QByteArray> m_answers;
    const QByteArray m_keepIn;
    int m_listener = -1;
    int m_stop[2] = {-1, -1}; //!< pipe: a byte ends the thread
    mutable std::mutex m_mutex;
    std::vector<Upload> m_uploads;
    std::thread m_thread; // the last: it uses the others
};

} // namespace fairlead::tests
