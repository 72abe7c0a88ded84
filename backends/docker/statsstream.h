// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apiversion.h"
#include "containerstats.h"
#include "jsonlines.h"

#include "backends/transport/httpclient.h"

#include <QObject>

namespace fairlead::docker {

//! What a container uses, about once a second, for as long as somebody looks: each costs the engine. Order of signals:
//! received any number of times, finished exactly once; none comes after stop(). A slot may stop or delete it. It must
//! not outlive its HttpClient. Source: GET /containers/{id}/stats.
class StatsStream : public QObject
{
    Q_OBJECT
public:
    struct Settings
    {
        ApiVersion apiVersion = OldestApiVersion;
        QString container; //!< id or name
        std::chrono::milliseconds answerTimeout{15'000};
    };

    StatsStream(transport::HttpClient &http, const Settings &settings, QObject *parent = nullptr);

    //! No signal comes before it returns.
    void start();
    void stop();

signals:
    void received(const fairlead::docker::ContainerStats &stats);
    //! Without an error when the container was removed. A container that has stopped is told about as using nothing.
    void finished(const std::optional<fairlead::ApiError> &error);

private:
    void onReceived(QByteArrayView bytes);
    void finish(const std::optional<ApiError> &error);

    QString m_container;
    transport::HttpStream *m_stream;
    JsonLines m_lines;
    bool m_isOver = false;
};

} // namespace fairlead::docker
