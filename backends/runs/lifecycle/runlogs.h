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

    //! Opens what has begun since.
    void read(const RunStatus &status);
    //! Whether everything that has begun has been read to its end.
    bool isThrough() const;

signals:
    //! Whole lines of one container.
    void received(const QString &pod, const QString &container, const QByteArray &lines);
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

    void open(const Source &source);

    transport::HttpClient &m_http;
    const QString m_namespaceName;
    const bool m_follows;
    std::map<Source, kubernetes::PodLog *> m_logs; //!< null: read to its end
};

} // namespace fairlead::runs
