// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0

// Before Qt, whose macros "signals" and "emit" are names elsewhere.
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include "requestparser.h"

#include <QUrl>

namespace fairlead::sandbox {

namespace http = boost::beast::http;

namespace {

constexpr std::uint32_t HeaderLimit = 16 << 10;
constexpr std::uint64_t BodyLimit = 1 << 20;

QByteArray toByteArray(boost::beast::string_view text)
{
    return QByteArray(text.data(), qsizetype(text.size()));
}

int statusFor(boost::beast::error_code error)
{
    if (error == http::error::header_limit)
        return 431;
    return error == http::error::body_limit ? 413 : 400;
}

} // namespace

struct RequestParser::Parser
{
    Parser()
    {
        parser.header_limit(HeaderLimit);
        parser.body_limit(BodyLimit);
        parser.eager(true);
    }

    http::request_parser<http::string_body> parser;
};

RequestParser::RequestParser()
    : m_parser(std::make_unique<Parser>())
{
}

RequestParser::~RequestParser() = default;

std::optional<HttpRequest> RequestParser::feed(QByteArray &bytes)
{
    auto &parser = m_parser->parser;
    while (!bytes.isEmpty() && !parser.is_done() && !m_error) {
        boost::beast::error_code error;
        const std::size_t used = parser.put(boost::asio::buffer(bytes.constData(), std::size_t(bytes.size())), error);
        bytes.remove(0, qsizetype(used));
        if (error == http::error::need_more || (!error && used == 0))
            break;
        if (error)
            m_error = statusFor(error);
    }
    if (!m_error && bytes.size() > qsizetype(HeaderLimit + BodyLimit))
        m_error = 431;
    if (m_error || !parser.is_done())
        return {};
    const auto &message = parser.get();
    if (message.version() != 11) {
        m_error = 505;
        return {};
    }
    const QUrl target = QUrl::fromEncoded(toByteArray(message.target()), QUrl::StrictMode);
    HttpRequest request{.method = toByteArray(message.method_string()),
                        .path = target.path(QUrl::FullyDecoded),
                        .query = QUrlQuery(target),
                        .authorization = toByteArray(message[http::field::authorization]),
                        .accept = toByteArray(message[http::field::accept]),
                        .body = QByteArray::fromStdString(message.body()),
                        .keepsAlive = message.keep_alive()};
    m_parser = std::make_unique<Parser>();
    return request;
}

bool RequestParser::isIdle() const
{
    return !m_parser->parser.got_some();
}

} // namespace fairlead::sandbox
