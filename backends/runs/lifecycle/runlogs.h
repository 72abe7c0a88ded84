// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/kubernetes/podlog.h"
#include "runstatus.h"

#include <map>
#include <tuple>

namespace fairlead::runs {

//! What all containers of a run write, init containers too, each from its beginning and over restarts. Lives in the
//! thread of its client, which it must not outlive.
class RunLogs : public QObject
{
    Q_OBJECT
public:
    static constexpr std::size_t MostStreams = 200; //!< at once; what is beyond waits until others have ended

    //! \p follows: until the containers have ended; else what is there.
    RunLogs(transport::HttpClient &http, const QString &namespaceName, bool follows, QObject *parent = nullptr);

    //! Opens what has begun since, and reads to the end what has ended.
    void read(const RunStatus &status);
    //! Whether everything that has begun has been read to its end.
    bool isThrough() const;

signals:
    //! Whole lines of one container.
    void received(const QString &pod, const QString &container, const QByteArray &lines);
    //! The rest of the log of one container is missing.
    void failed(const QString &pod, const QString &container, const fairlead::ApiError &error);
    //! isThrough() is true now.
    void caughtUp();

private:
    struct Source
    {
        QString pod;
        QString container;
        int instance = 0; //!< restarts before it

        bool operator<(const Source &other) const
        {
            return std::tie(pod, container, instance) < std::tie(other.pod, other.container, other.instance);
        }
    };
    struct Log
    {
        kubernetes::PodLog *log = nullptr; //!< null: it waits for a stream, or is through
        bool isReading = false;
        bool hasEnded = false;   //!< its container, by what is known
        bool isPrevious = false; //!< another instance runs in its place
        bool isThrough = false;
        std::chrono::seconds pause{1}; //!< before it is asked again
    };

    void open();
    void readOn(Log &log);
    void onFinished(const Source &source, const std::optional<ApiError> &error);

    transport::HttpClient &m_http;
    const QString m_namespaceName;
    const bool m_follows;
    std::map<Source, Log> m_logs;
};

} // namespace fairlead::runs
