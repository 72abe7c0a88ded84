// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <QUrlQuery>

#include <memory>
#include <optional>

namespace fairlead::sandbox {

struct HttpRequest
{
    QByteArray method;
    QString path; //!< decoded
    QUrlQuery query;
    QByteArray authorization;
    QByteArray accept;
    QByteArray body;
    bool keepsAlive = true;

    QString parameter(const QString &name) const { return query.queryItemValue(name, QUrl::FullyDecoded); }
};

//! Bytes in, requests out, by Boost.Beast's parser. Headers above 16 KiB and bodies above 1 MiB are refused.
class RequestParser
{
public:
    RequestParser();
    ~RequestParser();

    //! Takes what belongs to the next request from the front of \p bytes. \return it once it is whole.
    std::optional<HttpRequest> feed(QByteArray &bytes);
    //! What came is not HTTP/1.1, or is too large: the HTTP status to say so.
    std::optional<int> error() const { return m_error; }
    //! Between two requests.
    bool isIdle() const;

private:
    struct Parser; //!< keeps Boost out of the headers

    std::unique_ptr<Parser> m_parser;
    std::optional<int> m_error;
};

} // namespace fairlead::sandbox
