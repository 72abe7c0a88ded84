// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "resourcelist.h"

#include <optional>
#include <utility>

//! The arithmetic of effectiveRequest(), for any form that a list of amounts has: ResourceList, and Amounts while a Pod
//! is read. Source: as there.
namespace fairlead::kubernetes {

inline bool isCpu(QStringView name)
{
    using namespace Qt::StringLiterals;
    return name == "cpu"_L1;
}

//! What a Pod may request as a whole.
inline bool isPodLevelResource(QStringView name)
{
    using namespace Qt::StringLiterals;
    return isCpu(name) || name == "memory"_L1 || name.startsWith("hugepages-"_L1);
}

//! While a resize is under way the larger of wish and reality is taken; a wish that the Node can never grant is not.
template <class List>
List duringResize(const List &specified, const List &actual, const std::optional<List> &allocated, bool isInfeasible)
{
    List result = actual;
    if (!isInfeasible)
        result.maximum(specified);
    if (allocated)
        result.maximum(*allocated);
    return result;
}

//! What the containers of a Pod take together.
template <class List>
class RequestSum
{
public:
    void addContainer(const List &request) { m_running.add(request); }
    //! In start order, sidecars among the others.
    void addSidecar(const List &request)
    {
        m_running.add(request);
        m_sidecars.add(request);
        m_starting.maximum(m_sidecars);
    }
    void addInitContainer(List request)
    {
        request.add(m_sidecars);
        m_starting.maximum(request);
    }
    List sum() &&
    {
        m_running.maximum(m_starting);
        return std::move(m_running);
    }

private:
    List m_running;
    List m_sidecars; //!< those that have started
    List m_starting;
};

//! \p specified is what the Pod requests as a whole, \p inForce what of it counts at the moment.
template <class List>
void replaceByPodLevel(List &sum, const List &specified, const List &inForce)
{
    for (const auto &[name, amount] : specified) {
        if (isPodLevelResource(name))
            sum.set(name, inForce.value(name));
    }
}

//! The scheduler counts in whole units, and in thousandths of cpu, and rounds each Pod by itself: what asks for half a
//! byte takes a whole one.
template <class List>
void roundToWholeUnits(List &list)
{
    list.transform([](const auto &name, Quantity exact) {
        return isCpu(name) ? Quantity::fromMilli(exact.milliValue()) : Quantity::fromUnits(exact.value());
    });
}

} // namespace fairlead::kubernetes
