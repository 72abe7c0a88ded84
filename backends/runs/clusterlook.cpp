// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "clusterlook.h"

using namespace Qt::StringLiterals;

namespace fairlead::runs {

using kubernetes::Freshness;
using kubernetes::Reflector;

ClusterLook::ClusterLook(transport::HttpClient &http, std::chrono::milliseconds timeout, QObject *parent)
    : QObject(parent)
    , m_nodes(std::make_unique<kubernetes::Store<kubernetes::Node>>(m_pool, [](const auto &, const auto &) {}))
    , m_pods(std::make_unique<kubernetes::Store<kubernetes::Pod>>(m_pool, [](const auto &, const auto &) {}))
    , m_nodeReflector(std::make_unique<Reflector>(http, *m_nodes, u"/api/v1/nodes"_s))
    , m_podReflector(std::make_unique<Reflector>(http, *m_pods, u"/api/v1/pods"_s))
{
    m_podReflector->setFieldSelector(u"status.phase!=Succeeded,status.phase!=Failed"_s);
    for (const auto &reflector : {m_nodeReflector.get(), m_podReflector.get()}) {
        reflector->setAnswerTimeout(timeout);
        connect(reflector, &Reflector::stateChanged, this, &ClusterLook::onState);
    }
    m_deadline.setSingleShot(true);
    m_deadline.setInterval(2 * timeout);
    connect(&m_deadline, &QTimer::timeout, this, &ClusterLook::conclude);
}

ClusterLook::~ClusterLook() = default;

void ClusterLook::start()
{
    m_deadline.start();
    m_nodeReflector->start();
    m_podReflector->start();
}

void ClusterLook::onState()
{
    const auto hasSettled = [](const Reflector &reflector) {
        return reflector.freshness() == Freshness::Live || (reflector.error() && !reflector.error()->isTransient());
    };
    // It is inside the signal of one of them.
    if (hasSettled(*m_nodeReflector) && hasSettled(*m_podReflector))
        QMetaObject::invokeMethod(this, &ClusterLook::conclude, Qt::QueuedConnection);
}

void ClusterLook::conclude()
{
    if (std::exchange(m_isOver, true))
        return;
    m_deadline.stop();
    const bool hasNodes = m_nodeReflector->freshness() == Freshness::Live;
    const bool hasPods = m_podReflector->freshness() == Freshness::Live;
    if (!hasNodes)
        m_error = m_nodeReflector->error().value_or(ApiError{
            .kind = ApiError::Kind::Timeout, .reason = u"NoAnswer"_s, .message = u"the list of nodes does not end"_s});
    for (const auto &reflector : {m_nodeReflector.get(), m_podReflector.get()}) {
        reflector->disconnect(this);
        reflector->stop();
    }
    const QHash<QString, accelerators::NodeUsage> used = usage();
    for (const kubernetes::NodePtr &node : m_nodes->objects()) {
        const accelerators::NodeUsage ofNode = used.value(node->name);
        if (hasNodes)
            m_found.push_back(accelerators::nodeAvailability(node, hasPods ? &ofNode : nullptr, {}));
    }
    emit finished();
}

//! By name of the node.
QHash<QString, accelerators::NodeUsage> ClusterLook::usage() const
{
    QHash<QString, accelerators::NodeUsage> used;
    for (const kubernetes::PodPtr &pod : m_pods->objects()) {
        if (!pod->occupiesNode())
            continue;
        accelerators::NodeUsage &usage = used[pod->nodeName];
        usage.requested.add(pod->requests);
        ++usage.pods;
    }
    return used;
}

} // namespace fairlead::runs
