// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apierror.h"

#include <QByteArray>
#include <QString>
#include <QUrlQuery>

#include <chrono>

namespace fairlead::transport {

//! One HTTP request to an endpoint. The path is appended to that of the endpoint's URL.
struct HttpRequest
{
    QByteArray method = "GET";
    QString path;
    QUrlQuery query;
    QByteArray accept = "application/json";
    QByteArray contentType;
    QByteArray body;
    std::chrono::milliseconds answerTimeout{
        15'000}; //!< until the status line is there: name look-up, connect, TLS, server
    std::chrono::milliseconds idleTimeout{30'000}; //!< between two pieces of the body
    qint64 bodyLimit = 32LL << 20;                 //!< bytes after decompression; more is an error. 0: endless stream
};

struct HttpResponse
{
    int status = 0;
    QByteArray contentType; //!< without parameters, lower case
    QByteArray body;
    std::chrono::milliseconds latency{}; //!< from sending to the status line
};

//! A failure with what the server said, for the API client that knows the server's error format.
struct HttpFailure
{
    ApiError error; //!< kind decided by the HTTP status, else by the socket
    QByteArray contentType;
    QByteArray body; //!< the first 64 KiB
};

//! How an exchange ended: well when there is no failure.
struct HttpEnd
{
    std::optional<HttpFailure> failure;
};

//! Kind for an HTTP status outside 2xx.
ApiError::Kind errorKindForStatus(int status);

//! The error of an answer outside 2xx, knowing only HTTP: the body's text becomes the message when it is text.
ApiError errorForAnswer(int status, const QByteArray &contentType, const QByteArray &body,
                        const QByteArray &retryAfter);

} // namespace fairlead::transport
