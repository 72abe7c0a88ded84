// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apiversion.h"
#include "enginetypes.h"
#include "jsonlines.h"

#include "backends/transport/httpclient.h"

#include <QObject>

namespace fairlead::docker {

//! The events of a daemon as they happen. Order of signals: started once the engine listens, received any number of
//! times, finished exactly once; none comes after stop(). A slot may stop or delete it. It must not
//! outlive its HttpClient.
//! Lists are to be asked for behind started(): what happens meanwhile is told here.
class EventStream : public QObject
{
    Q_OBJECT
public:
    struct Settings
    {
        ApiVersion apiVersion = OldestApiVersion;
        std::int64_t sinceNano = 0; //!< what happened from then on first, if the engine has kept it; 0: only what comes
        QStringList types;          //!< "container", "image", ...; empty: all
        std::chrono::milliseconds answerTimeout{15'000};
    };

    EventStream(transport::HttpClient &http, const Settings &settings, QObject *parent = nullptr);

    //! No signal comes before it returns.
    void start();
    void stop();

signals:
    void started();
    void received(const fairlead::docker::Event &event);
    //! Without an error when the engine ended it, which it does when it stops.
    void finished(const std::optional<fairlead::ApiError> &error);

private:
    void onReceived(QByteArrayView bytes);
    void finish(const std::optional<ApiError> &error);

    transport::HttpStream *m_stream;
    JsonLines m_lines;
    bool m_isOver = false;
};

} // namespace fairlead::docker
