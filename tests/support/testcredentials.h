// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/transport/credentials.h"

#include <QTimer>

#include <chrono>
#include <optional>
#include <utility>
#include <vector>

namespace fairlead::tests {

//! Credentials as the test says: one after the other with each invalidate(), at once or after a while.
class TestCredentials : public transport::CredentialSource
{
public:
    //! Owned by a client, steered by the test.
    struct State
    {
        std::vector<transport::Credentials> all{transport::Credentials{}};
        std::size_t current = 0;
        int gets = 0;
        int invalidations = 0;
        std::chrono::milliseconds delay{};
        std::optional<ApiError> error;
    };

    explicit TestCredentials(State &state)
        : m_state(state)
    {
    }

    void get(const QObject *context, Done done) override
    {
        ++m_state.gets;
        const auto answer = [this, done = std::move(done)] {
            if (m_state.error)
                done(tl::make_unexpected(*m_state.error));
            else
                done(m_state.all[m_state.current]);
        };
        if (m_state.delay.count() == 0)
            answer();
        else
            QTimer::singleShot(m_state.delay, context, answer);
    }

    bool invalidate(const transport::Credentials &) override
    {
        ++m_state.invalidations;
        if (m_state.current + 1 >= m_state.all.size())
            return false;
        ++m_state.current;
        return true;
    }

private:
    State &m_state;
};

} // namespace fairlead::tests
