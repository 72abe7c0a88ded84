// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0

// Before Qt, whose macros "signals" and "emit" are names elsewhere.
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include "responsehead.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace fairlead::transport {

namespace http = boost::beast::http;

namespace {

constexpr std::uint32_t HeadLimit = 64 << 10;
constexpr std::size_t BodyLimit = 64 << 10;

QByteArray toByteArray(boost::beast::string_view text)
{
    return QByteArray(text.data(), qsizetype(text.size()));
}

tl::unexpected<ApiError> malformed(const boost::beast::error_code &error)
{
    const bool isLarge = error == http::error::header_limit;
    return tl::make_unexpected(ApiError{.kind = ApiError::Kind::Malformed,
                                        .reason = isLarge ? u"TooLarge"_s : u"BadHttp"_s,
                                        .message = QString::fromStdString(error.message())});
}

} // namespace

struct ResponseHead::Parser
{
    Parser()
    {
        parser.header_limit(HeadLimit);
        parser.body_limit(std::numeric_limits<std::uint64_t>::max()); // its own is refused before a byte is read
    }

    http::response_parser<http::string_body> parser;
};

ResponseHead::ResponseHead()
    : m_parser(std::make_unique<Parser>())
{
}

ResponseHead::~ResponseHead() = default;

Result<std::optional<ResponseHead::Answer>> ResponseHead::feed(QByteArray &bytes)
{
    auto &parser = m_parser->parser;
    while (!bytes.isEmpty()) {
        boost::beast::error_code error;
        const std::size_t used = parser.put(boost::asio::buffer(bytes.constData(), std::size_t(bytes.size())), error);
        bytes.remove(0, qsizetype(used));
        if (error && error != http::error::need_more)
            return malformed(error);
        if (parser.is_header_done()) {
            const int status = parser.get().result_int();
            const bool isInterim = status >= 100 && status < 200 && status != 101;
            if (isInterim) {
                m_parser = std::make_unique<Parser>();
                return feed(bytes);
            }
            const bool isRaw = status == 101 || (status == 200 && !parser.chunked() && !parser.content_length());
            if (isRaw || parser.is_done() || parser.get().body().size() >= BodyLimit)
                return answer();
            parser.eager(true);
        }
        if (error == http::error::need_more || used == 0)
            break;
    }
    return std::nullopt;
}

std::optional<ResponseHead::Answer> ResponseHead::atEnd()
{
    if (!m_parser->parser.is_header_done())
        return {};
    return answer();
}

ResponseHead::Answer ResponseHead::answer() const
{
    const auto &parser = m_parser->parser;
    const auto &message = parser.get();
    Answer answer{.status = int(message.result_int()),
                  .body = QByteArray::fromStdString(message.body()).left(qsizetype(BodyLimit))};
    for (const auto &field : message)
        answer.headers.append({toByteArray(field.name_string()).toLower(), toByteArray(field.value())});
    answer.contentType = headerValue(answer.headers, "content-type").split(';').first().trimmed().toLower();
    answer.isRaw = answer.status == 101 || (answer.status == 200 && !parser.chunked() && !parser.content_length());
    return answer;
}

} // namespace fairlead::transport
