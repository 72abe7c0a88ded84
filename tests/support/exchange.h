// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/transport/httpclient.h"

#include <QTest>

#include <chrono>
#include <optional>

namespace fairlead::tests {

//! Counts and keeps what a request ends with. Also the context object of that request.
class Exchange : public QObject
{
public:
    using Answer = tl::expected<transport::HttpResponse, transport::HttpFailure>;

    transport::HttpClient::Done done()
    {
        return [this](const Answer &answer) {
            ++calls;
            last = answer;
        };
    }

    //! Sends \p request and waits for its end. \return false when it does not come.
    bool run(transport::HttpClient &client, const transport::HttpRequest &request)
    {
        client.send(request, this, done());
        return wait();
    }

    bool wait() const
    {
        return QTest::qWaitFor([this] { return last.has_value(); }, 30'000);
    }

    bool succeeded() const { return last && last->has_value(); }
    ApiError error() const { return last && !last->has_value() ? last->error().error : ApiError{}; }
    QByteArray body() const { return succeeded() ? (*last)->body : QByteArray(); }

    int calls = 0;
    std::optional<Answer> last;
};

} // namespace fairlead::tests
