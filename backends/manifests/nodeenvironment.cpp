// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "nodeenvironment.h"

#include <QJsonArray>

#include <array>

using namespace Qt::StringLiterals;

namespace fairlead::manifests {

namespace {

enum class What { Rank, Nodes, MasterAddress, MasterPort, Processes, DevicesOfNode, Devices, NodeList, Hostfile };

struct Variable
{
    QLatin1StringView name;
    What what;
};

constexpr int MasterPort = 29'500; // torchrun's own default

//! In the order in which they are sent. ENVIRONMENT.md tells people of each.
constexpr std::array Variables{
    Variable{"NNODES"_L1, What::Nodes},
    Variable{"NODE_RANK"_L1, What::Rank},
    Variable{"NPROC_PER_NODE"_L1, What::Processes},
    Variable{"MASTER_ADDR"_L1, What::MasterAddress},
    Variable{"MASTER_PORT"_L1, What::MasterPort},
    Variable{"PET_NNODES"_L1, What::Nodes},
    Variable{"PET_NODE_RANK"_L1, What::Rank},
    Variable{"PET_NPROC_PER_NODE"_L1, What::Processes},
    Variable{"PET_MASTER_ADDR"_L1, What::MasterAddress},
    Variable{"PET_MASTER_PORT"_L1, What::MasterPort},
    Variable{"DSTACK_NODES_NUM"_L1, What::Nodes},
    Variable{"DSTACK_NODE_RANK"_L1, What::Rank},
    Variable{"DSTACK_NODES_IPS"_L1, What::NodeList},
    Variable{"DSTACK_MASTER_NODE_IP"_L1, What::MasterAddress},
    Variable{"DSTACK_GPUS_PER_NODE"_L1, What::DevicesOfNode},
    Variable{"DSTACK_GPUS_NUM"_L1, What::Devices},
    Variable{"DSTACK_MPI_HOSTFILE"_L1, What::Hostfile},
    Variable{"SKYPILOT_NUM_NODES"_L1, What::Nodes},
    Variable{"SKYPILOT_NODE_RANK"_L1, What::Rank},
    Variable{"SKYPILOT_NODE_IPS"_L1, What::NodeList},
    Variable{"SKYPILOT_NUM_GPUS_PER_NODE"_L1, What::DevicesOfNode},
};

QJsonObject text(const QString &value)
{
    return {{u"value"_s, value}};
}

//! Which pod it is says the controller of Jobs.
QJsonObject rank()
{
    const QString annotation = u"metadata.annotations['batch.kubernetes.io/job-completion-index']"_s;
    return {{u"valueFrom"_s, QJsonObject{{u"fieldRef"_s, QJsonObject{{u"fieldPath"_s, annotation}}}}}};
}

//! A list as long as the run stands once, not in each of its pods.
QJsonObject nodeList(const NodeFacts &facts)
{
    const QJsonObject key{{u"name"_s, facts.configMap}, {u"key"_s, NodeListKey}};
    return {{u"valueFrom"_s, QJsonObject{{u"configMapKeyRef"_s, key}}}};
}

//! Empty: it cannot be told.
QJsonObject sourceOf(What what, const NodeFacts &facts)
{
    switch (what) {
    case What::Rank:
        return rank();
    case What::Nodes:
        return text(QString::number(facts.nodes));
    case What::MasterAddress:
        return text(facts.master);
    case What::MasterPort:
        return text(QString::number(MasterPort));
    case What::Processes: // without devices their number is the program's
        return facts.devices.value_or(0) > 0 ? text(QString::number(*facts.devices)) : QJsonObject();
    case What::DevicesOfNode:
        return facts.devices ? text(QString::number(*facts.devices)) : QJsonObject();
    case What::Devices:
        return facts.devices ? text(QString::number(*facts.devices * facts.nodes)) : QJsonObject();
    case What::NodeList:
        return nodeList(facts);
    case What::Hostfile:
        return text(u"%1/%2"_s.arg(NodesFolder, HostfileKey));
    }
    return {};
}

//! The variable of \p env that is called \p name; empty: none.
QJsonObject variableOf(const QJsonArray &env, QLatin1StringView name)
{
    QJsonObject found; // the last of two with one name is the one that counts
    for (const QJsonValue &each : env) {
        if (each["name"_L1] == name)
            found = each.toObject();
    }
    return found;
}

//! What \p env itself says of \p what, by any of its names.
QJsonObject ownOf(const QJsonArray &env, What what)
{
    for (const Variable &each : Variables) {
        if (each.what != what)
            continue;
        if (const QJsonObject own = variableOf(env, each.name); !own.isEmpty())
            return own;
    }
    return {};
}

QJsonObject named(QJsonObject source, QLatin1StringView name)
{
    source.insert(u"name"_s, name);
    return source;
}

} // namespace

QJsonObject withNodeEnvironment(QJsonObject container, const NodeFacts &facts)
{
    const QJsonArray own = container.value("env"_L1).toArray();
    QJsonArray before;
    QJsonArray after; // those that follow, as what they repeat may refer to what stands before it
    for (const Variable &each : Variables) {
        if (!variableOf(own, each.name).isEmpty())
            continue;
        if (const QJsonObject said = ownOf(own, each.what); !said.isEmpty())
            after.append(named(said, each.name));
        else if (const QJsonObject source = sourceOf(each.what, facts); !source.isEmpty())
            before.append(named(source, each.name));
    }
    for (const QJsonArray &rest : {own, after}) {
        for (const QJsonValue &each : rest)
            before.append(each);
    }
    container.insert(u"env"_s, before);
    return container;
}

} // namespace fairlead::manifests
