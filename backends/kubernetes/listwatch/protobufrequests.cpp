// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "protobufrequests.h"

#include "backends/kubernetes/requestsum.h"
#include "objectdraft.h"
#include "protobuffields.h"

#include <algorithm>

namespace fairlead::kubernetes::protobuf {

namespace {

constexpr std::uint32_t RequestsOfRequirements = 2;
constexpr std::uint32_t AllocatedOfStatus = 10;

//! The same entries in both, or none in \p allocated.
bool isAllocatedAsRequested(std::string_view allocated, std::string_view requirements)
{
    Fields entries(allocated);
    if (!entries.next(AllocatedOfStatus))
        return true;
    Fields requests(requirements);
    do {
        if (!requests.next(RequestsOfRequirements) || requests.bytes() != entries.bytes())
            return false;
    } while (entries.next(AllocatedOfStatus));
    return !requests.next(RequestsOfRequirements);
}

} // namespace

void readAmount(Amounts &list, std::string_view message, ResourceNames &names)
{
    const Entry entry = readEntry(message);
    std::string_view spelled = "0";
    for (Fields quantity(entry.value); quantity.next(1);)
        spelled = quantity.bytes();
    list.set(names.named(entry.key), amountFromText(spelled));
}

void PodRequests::addContainer(Kind kind, std::string_view container)
{
    Container result{.kind = kind};
    for (Fields fields(container); fields.next();) {
        switch (fields.number()) {
        case 1:
            result.name = fields.bytes();
            break;
        case 8:
            result.requirements = fields.bytes();
            break;
        case 24:
            result.isSidecar = kind == Kind::InitContainer && fields.bytes() == "Always";
            break;
        }
    }
    m_containers.push_back(result);
}

void PodRequests::addStatus(Kind kind, std::string_view containerStatus)
{
    Status result{.kind = kind};
    Fields fields(containerStatus);
    const char *allocated = nullptr;
    for (const char *start = fields.position(); fields.next(); start = fields.position()) {
        switch (fields.number()) {
        case 1:
            result.name = fields.bytes();
            break;
        case AllocatedOfStatus:
            if (!allocated)
                allocated = start;
            result.allocated = {allocated, std::size_t(fields.position() - allocated)};
            break;
        case 11:
            result.hasRequirements = true;
            result.requirements = fields.bytes();
            break;
        }
    }
    m_statuses.push_back(result);
}

void PodRequests::addPodAllocated(std::string_view entry)
{
    if (!m_podAllocated)
        m_podAllocated.emplace();
    readAmount(*m_podAllocated, entry, m_names);
}

//! \return ResourceRequirements.requests; absent when the message has none.
std::optional<Amounts> PodRequests::readRequests(std::string_view requirements) const
{
    std::optional<Amounts> result;
    for (Fields fields(requirements); fields.next(RequestsOfRequirements);) {
        if (!result)
            result.emplace();
        readAmount(*result, fields.bytes(), m_names);
    }
    return result;
}

void PodRequests::assignStatuses()
{
    for (const Status &status : m_statuses) {
        const auto it = std::find_if(m_containers.begin(), m_containers.end(), [&status](const Container &c) {
            return c.kind == status.kind && c.name == status.name;
        });
        if (it != m_containers.end())
            it->status = &status;
    }
}

Amounts PodRequests::request(const Container &container) const
{
    Amounts specified = readRequests(container.requirements).value_or(Amounts());
    const Status *status = container.status;
    const bool mayBeResized = container.kind == Kind::Container || container.isSidecar; // they keep running
    if (!status || !status->hasRequirements || !mayBeResized)
        return specified;
    if (status->requirements == container.requirements &&
        isAllocatedAsRequested(status->allocated, container.requirements))
        return specified;
    const Amounts actual = readRequests(status->requirements).value_or(Amounts());
    std::optional<Amounts> allocated;
    for (Fields fields(status->allocated); fields.next(AllocatedOfStatus);) {
        if (!allocated)
            allocated.emplace();
        readAmount(*allocated, fields.bytes(), m_names);
    }
    return duringResize(specified, actual, allocated, m_isResizeInfeasible);
}

Amounts PodRequests::sum()
{
    assignStatuses();
    RequestSum<Amounts> containers;
    for (const Container &container : m_containers) {
        if (container.isSidecar)
            containers.addSidecar(request(container));
        else if (container.kind == Kind::InitContainer)
            containers.addInitContainer(request(container));
        else
            containers.addContainer(request(container));
    }
    Amounts result = std::move(containers).sum();
    if (m_podRequests)
        replaceByPodLevel(result, *m_podRequests,
                          m_podActual ? duringResize(*m_podRequests, *m_podActual, m_podAllocated, m_isResizeInfeasible)
                                      : *m_podRequests);
    result.add(m_overhead);
    roundToWholeUnits(result);
    return result;
}

} // namespace fairlead::kubernetes::protobuf
