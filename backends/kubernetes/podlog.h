// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/transport/httpclient.h"

#include <QObject>

namespace fairlead::kubernetes {

//! What one container of a pod writes, line by line as it comes. A connection that is lost goes on where it was, by the
//! server's own times: nothing twice, nothing missing as long as the node has it. Lives in the thread of its client,
//! which it must not outlive.
//! Source: GET /api/v1/namespaces/{namespace}/pods/{name}/log.
class PodLog : public QObject
{
    Q_OBJECT
public:
    struct Settings
    {
        QString namespaceName;
        QString pod;
        QString container;
        bool follows = false;         //!< stays until the container has ended
        bool isPrevious = false;      //!< of the instance before the last restart
        std::optional<int> tailLines; //!< none: from the beginning
        bool showsTimes = false;      //!< each line begins with the server's time
    };
    static constexpr qsizetype LongestLine = 256 << 10; //!< bytes; then it is cut

    PodLog(transport::HttpClient &http, Settings settings, QObject *parent = nullptr);
    ~PodLog() override;

    //! No signal comes before it returns.
    void start();
    //! After finished(), which follows once more: what came since. \p ofPrevious: its container was restarted
    //! meanwhile.
    void readOn(bool ofPrevious);
    //! Reads nothing until resume().
    void pause();
    void resume();

signals:
    //! Whole lines, each with its line feed.
    void received(const QByteArray &lines);
    //! Exactly once for each reading. No error does not say that the container has ended: a node also ends the log of
    //! one that it is only about to start. Errors: NotFound when the pod is gone, Invalid while the container has not
    //! started.
    void finished(const std::optional<fairlead::ApiError> &error);

private:
    void open();
    void onReceived(QByteArrayView bytes);
    QByteArray taken(QByteArrayView line);
    void onFinished(const transport::HttpEnd &end);
    void close();

    transport::HttpClient &m_http;
    Settings m_settings;
    transport::HttpStream *m_stream = nullptr;
    QByteArray m_tail;   //!< of a line that is not whole yet
    QByteArray m_last;   //!< time of the last line that was told
    int m_lastCount = 0; //!< lines that had this time
    int m_skipped = 0;   //!< of these, seen again after a reconnect
    int m_failures = 0;  //!< in a row
    bool m_isResuming = false;
};

} // namespace fairlead::kubernetes
