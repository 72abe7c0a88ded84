// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

class QThread;

namespace fairlead::transport {

//! A few threads with event loops in which connections live, so that no request, no TLS and no decoding runs in the
//! thread of the caller. Ends them when it goes; objects in them must be gone or deleteLater'd by then.
class NetworkThreads
{
public:
    explicit NetworkThreads(int count = 2);
    ~NetworkThreads();

    //! The next thread in turn.
    QThread *next();

private:
    std::vector<std::unique_ptr<QThread>> m_threads;
    std::size_t m_next = 0;
};

} // namespace fairlead::transport
