// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "networkthreads.h"

#include <QThread>

using namespace Qt::StringLiterals;

namespace fairlead::transport {

NetworkThreads::NetworkThreads(int count)
{
    for (int i = 0; i < count; ++i) {
        auto thread = std::make_unique<QThread>();
        thread->setObjectName(u"network-%1"_s.arg(i));
        thread->start();
        m_threads.push_back(std::move(thread));
    }
}

NetworkThreads::~NetworkThreads()
{
    for (const auto &thread : m_threads)
        thread->quit();
    for (const auto &thread : m_threads)
        thread->wait();
}

QThread *NetworkThreads::next()
{
    return m_threads[m_next++ % m_threads.size()].get();
}

} // namespace fairlead::transport
