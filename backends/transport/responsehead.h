// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "httprequest.h"

#include <QByteArray>

#include <memory>
#include <optional>

namespace fairlead::transport {

//! The answer to a request whose connection is to become ours: a head behind which raw bytes follow (101, or 200 from
//! who does not say so), or an error with a body. Bytes in, by Boost.Beast's parser; no socket.
class ResponseHead
{
public:
    ResponseHead();
    ~ResponseHead();

    struct Answer
    {
        int status = 0;
        QByteArray contentType; //!< without parameters, lower case
        HttpHeaders headers;    //!< names in lower case
        QByteArray body;        //!< of an error: the first 64 KiB
        bool isRaw = false;     //!< the connection is ours from here on

        bool operator==(const Answer &) const = default;
    };

    //! Takes what belongs to it from the front of \p bytes. \return it once it is whole. Errors: Malformed (BadHttp,
    //! TooLarge).
    Result<std::optional<Answer>> feed(QByteArray &bytes);
    //! The connection has ended: an error whose body has no other end. Empty: it came to no answer.
    std::optional<Answer> atEnd();

private:
    struct Parser; //!< keeps Boost out of the headers

    Answer answer() const;

    std::unique_ptr<Parser> m_parser;
};

} // namespace fairlead::transport
