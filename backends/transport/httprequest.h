// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apierror.h"
#include "bodysource.h"

#include <QByteArray>
#include <QList>
#include <QPair>
#include <QString>
#include <QUrlQuery>

#include <chrono>
#include <memory>

namespace fairlead::transport {

using HttpHeaders = QList<QPair<QByteArray, QByteArray>>;

//! One HTTP request to an endpoint. The path is appended to that of the endpoint's URL.
struct HttpRequest
{
    QByteArray method = "GET";
    QString path;
    QUrlQuery query;
    QByteArray accept = "application/json";
    QByteArray contentType;
    HttpHeaders headers;                    //!< sent beside those of the endpoint
    QByteArray body;                        //!< not of GET and HEAD
    std::shared_ptr<BodySource> bodySource; //!< instead of \c body
    //! Until the status line is there: name look-up, connect, TLS, server. With a source: until the first piece of it
    //! is taken, and again from its end.
    std::chrono::milliseconds answerTimeout{15'000};
    //! Between two pieces of a body, of the request (that the server takes) and of the answer. Does not run while the
    //! source has nothing. What a failure says has both limits and 10 s at most, all of it: then what has come counts.
    std::chrono::milliseconds idleTimeout{30'000};
    qint64 bodyLimit = 32LL << 20; //!< bytes after decompression; more is an error. 0: endless stream
    bool isLong = false; //!< with an end, but not soon: does not count among the six at once, as uploads do not
};

struct HttpResponse
{
    int status = 0;
    QByteArray contentType; //!< without parameters, lower case
    HttpHeaders headers;    //!< all of them, names in lower case
    QByteArray body;
    std::chrono::milliseconds latency{}; //!< from sending to the status line
};

//! A failure with what the server said, for the API client that knows the server's error format.
struct HttpFailure
{
    ApiError error; //!< kind decided by the HTTP status, else by the socket
    QByteArray contentType;
    HttpHeaders headers; //!< of the answer, names in lower case
    QByteArray body;     //!< the first 64 KiB
};

//! How an exchange ended: well when there is no failure.
struct HttpEnd
{
    std::optional<HttpFailure> failure;
};

//! The first value of header \p name, which is in lower case; empty when there is none.
QByteArray headerValue(const HttpHeaders &headers, QByteArrayView name);

//! Kind for an HTTP status outside 2xx.
ApiError::Kind errorKindForStatus(int status);

//! The error of an answer outside 2xx, knowing only HTTP: the body's text becomes the message when it is text.
ApiError errorForAnswer(int status, const QByteArray &contentType, const QByteArray &body,
                        const QByteArray &retryAfter);

} // namespace fairlead::transport
