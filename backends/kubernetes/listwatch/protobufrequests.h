// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "amounts.h"

#include <QVarLengthArray>

#include <optional>
#include <string_view>

namespace fairlead::kubernetes::protobuf {

//! \p message is an entry of map<string, Quantity>.
void readAmount(Amounts &list, std::string_view message, ResourceNames &names);

//! What a Pod requests: noted while its messages are read, which have to stay, and added up at its end. Containers are
//! read then, and their statuses only where they say something else: they nearly always repeat the containers.
//! Throws protozero::exception.
class PodRequests
{
public:
    enum class Kind { Container, InitContainer };

    explicit PodRequests(ResourceNames &names)
        : m_names(names)
    {
    }

    void addContainer(Kind kind, std::string_view container);
    void addStatus(Kind kind, std::string_view containerStatus);
    void addOverhead(std::string_view entry) { readAmount(m_overhead, entry, m_names); }
    //! Of the Pod as a whole: ResourceRequirements it wishes, those in force, and an entry of those it was given.
    void setPodLevel(std::string_view requirements) { m_podRequests = readRequests(requirements); }
    void setPodActual(std::string_view requirements) { m_podActual = readRequests(requirements).value_or(Amounts()); }
    void addPodAllocated(std::string_view entry);
    void setResizeInfeasible() { m_isResizeInfeasible = true; }

    //! The effective request, see effectiveRequest().
    Amounts sum();

private:
    static constexpr qsizetype Few = 6;

    struct Status
    {
        Kind kind = Kind::Container;
        std::string_view name;
        bool hasRequirements = false; //!< the kubelet says what is in force, be it nothing
        std::string_view requirements;
        std::string_view allocated; //!< fields of ContainerStatus, all that are allocatedResources among them
    };
    struct Container
    {
        Kind kind = Kind::Container;
        bool isSidecar = false;
        std::string_view name;
        std::string_view requirements;
        const Status *status = nullptr;
    };

    std::optional<Amounts> readRequests(std::string_view requirements) const;
    void assignStatuses();
    Amounts request(const Container &container) const;

    ResourceNames &m_names;
    QVarLengthArray<Container, Few> m_containers;
    QVarLengthArray<Status, Few> m_statuses;
    Amounts m_overhead;
    std::optional<Amounts> m_podRequests;
    std::optional<Amounts> m_podActual;
    std::optional<Amounts> m_podAllocated;
    bool m_isResizeInfeasible = false;
};

} // namespace fairlead::kubernetes::protobuf
