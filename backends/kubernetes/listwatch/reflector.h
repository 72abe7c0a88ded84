// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/transport/httpclient.h"
#include "bodyframes.h"
#include "reflectorpolicy.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace fairlead::kubernetes {

class ObjectSink;

//! Keeps the objects of one resource equal to the server's: list and watch as ReflectorPolicy decides, decoded into an
//! ObjectSink while bytes arrive. Lives in the thread of its client; decoding happens there.
class Reflector : public QObject
{
    Q_OBJECT
public:
    //! \p path such as "/api/v1/nodes". Client and sink must outlive the reflector.
    Reflector(transport::HttpClient &client, ObjectSink &sink, QString path, QObject *parent = nullptr);

    //! Before start(): only objects that match, e.g. "status.phase!=Failed".
    void setFieldSelector(const QString &selector) { m_fieldSelector = selector; }
    //! Before start(): only objects with these labels, e.g. "app=web".
    void setLabelSelector(const QString &selector) { m_labelSelector = selector; }
    void setAnswerTimeout(std::chrono::milliseconds timeout) { m_answerTimeout = timeout; }

    void start();
    //! Nothing is asked any more, also when a callback of the sink calls it.
    void stop();
    //! Ends a wait at once: the network or the rights may have come back.
    void retryNow();
    //! Drops a connection that is thought to be dead and asks again; without one, where it polls, asks at once.
    void reconnect(const ApiError &why);

    Freshness freshness() const { return m_policy.freshness(); }
    const std::optional<ApiError> &error() const { return m_policy.error(); }
    //! When the last byte arrived.
    std::chrono::steady_clock::time_point lastReceived() const { return m_lastReceived; }
    //! The server has proved to be there on another connection.
    void heardOtherwise() { m_lastReceived = std::chrono::steady_clock::now(); }
    //! Until the next try after a failure; zero while none is waited for.
    std::chrono::milliseconds remainingWait() const
    {
        return std::chrono::milliseconds(m_policy.isPolled() ? 0 : std::max(0, m_wait.remainingTime()));
    }

signals:
    //! freshness() or error() changed.
    void stateChanged();

private:
    void perform(ReflectorPolicy::Step step);
    void open(ReflectorPolicy::Step step);
    void onAnswered(int status, const QByteArray &contentType);
    void onReceived(QByteArrayView bytes);
    void onFinished(const transport::HttpEnd &end);
    bool applyFrame(QByteArrayView frame);
    Result<void> receivePage(QByteArrayView bytes);
    void endPage();
    void fail(const ApiError &error);
    void closeStream();
    void announce();
    void beginReplaceOnce();
    void endReplace();

    transport::HttpClient &m_client;
    ObjectSink &m_sink;
    QString m_path;
    QString m_fieldSelector;
    QString m_labelSelector;
    std::chrono::milliseconds m_answerTimeout{15'000};
    ReflectorPolicy m_policy;
    bool m_isRunning = false;
    ReflectorPolicy::Step m_step = ReflectorPolicy::Step::Wait;
    transport::HttpStream *m_stream = nullptr;
    QTimer m_wait;
    Encoding m_answerEncoding = Encoding::Protobuf;
    WatchFrames m_frames{Encoding::Protobuf};
    ProtobufListItems m_items;
    QByteArray m_page; //!< a JSON page, parsed when whole
    ListMeta m_pageMeta;
    bool m_isReplacing = false;
    std::chrono::steady_clock::time_point m_answered;
    std::chrono::steady_clock::time_point m_lastReceived;
    Freshness m_announcedFreshness = Freshness::Connecting;
    std::optional<ApiError> m_announcedError;
};

} // namespace fairlead::kubernetes
