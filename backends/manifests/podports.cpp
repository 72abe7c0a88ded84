// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "podports.h"

#include "grammar.h"

#include <QHash>
#include <QJsonValue>
#include <QSet>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace fairlead::manifests {

namespace {

using files::YamlMember;
using files::YamlValue;
using Type = YamlValue::Type;
using Problems = std::vector<SchemaProblem>;

const auto NoPort = u"expected a port, 1 to 65535"_s;
const auto NoPortName = u"expected the name of a port: at most 15 small letters, digits and single -, with a letter"_s;

void report(Problems &problems, const QString &field, const YamlValue &at, const QString &message,
            bool isWarning = false)
{
    problems.push_back({field, at.line, at.column, message, isWarning});
}

//! Nothing where it is said nowhere.
const YamlValue *said(const YamlValue &map, QStringView key)
{
    const YamlValue *value = map.find(key);
    return value && value->type != Type::Null ? value : nullptr;
}

QString textOf(const YamlValue &map, QStringView key)
{
    const YamlValue *value = said(map, key);
    return value && value->type == Type::String ? value->text : QString();
}

//! Nothing where \p value is no whole number, which is told elsewhere.
std::optional<qint64> numberOf(const YamlValue &value)
{
    constexpr qint64 None = -1;
    if (value.type != Type::Number)
        return {};
    const double number = files::toJson(value).toDouble(None);
    return number == qint64(number) ? std::optional(qint64(number)) : std::nullopt;
}

bool isPort(const YamlValue &value)
{
    const auto number = numberOf(value);
    return !number || (*number >= 1 && *number <= 65'535);
}

//! Zero says nothing, as the server reads it.
QString hostPortOf(const YamlValue &port)
{
    const YamlValue *value = said(port, u"hostPort");
    const qint64 number = value ? numberOf(*value).value_or(0) : 0;
    return number == 0 ? QString() : QString::number(number);
}

QString protocolOf(const YamlValue &port)
{
    const QString protocol = textOf(port, u"protocol");
    return protocol.isEmpty() ? u"TCP"_s : protocol;
}

struct HostPlace
{
    QString port; //!< empty: none
    QString address;
};

//! What the ports before have taken.
struct Taken
{
    QSet<QString> names;                           //!< in the container
    QSet<QString> hostPorts;                       //!< in all containers; in each init container by itself
    QSet<QString> podNames;                        //!< in all of the pod
    QHash<QString, std::vector<HostPlace>> places; //!< in all of the pod, by port and protocol
    bool isOnHostNetwork = false;
    bool isInit = false; //!< of init containers now, of which the server does not ask that
};

void checkNumbers(const YamlValue &port, const QString &field, Problems &problems)
{
    const YamlValue *number = said(port, u"containerPort");
    if (!number)
        report(problems, field + u".containerPort"_s, port, u"is missing"_s);
    else if (!isPort(*number))
        report(problems, field + u".containerPort"_s, *number, NoPort);
    const YamlValue *onHost = said(port, u"hostPort");
    if (onHost && !hostPortOf(port).isEmpty() && !isPort(*onHost))
        report(problems, field + u".hostPort"_s, *onHost, NoPort);
    const YamlValue *protocol = said(port, u"protocol");
    const QStringList known{u"TCP"_s, u"UDP"_s, u"SCTP"_s};
    if (protocol && protocol->type == Type::String && !protocol->text.isEmpty() && !known.contains(protocol->text))
        report(problems, field + u".protocol"_s, *protocol, u"expected TCP, UDP or SCTP"_s);
}

void checkName(const YamlValue &port, const QString &field, Taken &taken, Problems &problems)
{
    const QString name = textOf(port, u"name");
    if (name.isEmpty())
        return;
    const YamlValue &at = *said(port, u"name");
    if (!isPortName(name))
        report(problems, field + u".name"_s, at, NoPortName);
    else if (taken.names.contains(name))
        report(problems, field + u".name"_s, at, u"another port of the container has this name"_s);
    else if (taken.podNames.contains(name))
        report(problems, field + u".name"_s, at,
               u"a port of another container has this name: who asks for it gets that"_s, true);
    taken.names.insert(name);
    taken.podNames.insert(name);
}

//! Whether it is not clear which of two with one number and protocol is meant.
bool overlap(const HostPlace &one, const HostPlace &other)
{
    if (one.port.isEmpty() || other.port.isEmpty())
        return true;
    return one.port == other.port && one.address.isEmpty() != other.address.isEmpty();
}

void checkOnce(const YamlValue &port, const QString &field, Taken &taken, Problems &problems)
{
    const YamlValue *number = said(port, u"containerPort");
    const auto value = number ? numberOf(*number) : std::nullopt;
    if (!value)
        return;
    const HostPlace place{hostPortOf(port), textOf(port, u"hostIP")};
    std::vector<HostPlace> &others = taken.places[QString::number(*value) + u'/' + protocolOf(port)];
    if (std::any_of(others.begin(), others.end(), [&place](const HostPlace &other) { return overlap(place, other); }))
        report(problems, field + u".containerPort"_s, *number,
               u"another port of the pod has this number and protocol"_s, true);
    others.push_back(place);
}

void checkHostPort(const YamlValue &port, const QString &field, Taken &taken, Problems &problems)
{
    const QString number = hostPortOf(port);
    const QString address = textOf(port, u"hostIP");
    if (number.isEmpty()) {
        if (!address.isEmpty())
            report(problems, field + u".hostIP"_s, *said(port, u"hostIP"), u"does nothing without a hostPort"_s, true);
        return;
    }
    const YamlValue &at = *said(port, u"hostPort");
    const QString place = u"%1/%2/%3"_s.arg(protocolOf(port), address, number);
    if (taken.hostPorts.contains(place))
        report(problems, field + u".hostPort"_s, at,
               u"another port of the pod takes it with the same protocol and address"_s);
    taken.hostPorts.insert(place);
    const YamlValue *inside = said(port, u"containerPort");
    if (taken.isOnHostNetwork && !taken.isInit && inside && numberOf(*inside) != numberOf(at))
        report(problems, field + u".hostPort"_s, at, u"with hostNetwork it is the containerPort"_s);
}

void checkProbePort(const YamlValue &action, const QString &field, const QSet<QString> &names, Problems &problems)
{
    const YamlValue *port = said(action, u"port");
    if (!port) {
        if (action.type == Type::Map)
            report(problems, field, action, u"is missing"_s);
        return;
    }
    if (!isPort(*port))
        report(problems, field, *port, NoPort);
    if (port->type != Type::String)
        return;
    if (!isPortName(port->text))
        report(problems, field, *port, NoPortName + u"; a number stands without quotes"_s);
    else if (!names.contains(port->text))
        report(problems, field, *port, u"no port of the container has this name here"_s, true);
}

void checkProbes(const YamlValue &container, const QString &field, const QSet<QString> &names, Problems &problems)
{
    const auto check = [&](const YamlValue *handler, const QString &path) {
        for (const QString &kind : {u"httpGet"_s, u"tcpSocket"_s, u"grpc"_s}) {
            if (const YamlValue *action = handler ? said(*handler, kind) : nullptr)
                checkProbePort(*action, path + u'.' + kind + u".port"_s, names, problems);
        }
    };
    for (const QString &probe : {u"livenessProbe"_s, u"readinessProbe"_s, u"startupProbe"_s})
        check(said(container, probe), field + u'.' + probe);
    const YamlValue *lifecycle = said(container, u"lifecycle");
    for (const QString &hook : {u"postStart"_s, u"preStop"_s})
        check(lifecycle ? said(*lifecycle, hook) : nullptr, field + u".lifecycle."_s + hook);
}

//! Of a patch: what it takes away.
bool isDirective(const YamlValue &item)
{
    return said(item, u"$patch") != nullptr;
}

void checkContainer(const YamlValue &container, const QString &field, Taken &taken, Problems &problems)
{
    taken.names.clear();
    const YamlValue *ports = said(container, u"ports");
    for (std::size_t i = 0; ports && i < ports->items.size(); ++i) {
        const YamlValue &port = ports->items[i];
        const QString path = u"%1.ports[%2]"_s.arg(field).arg(i);
        if (port.type != Type::Map || isDirective(port))
            continue;
        checkNumbers(port, path, problems);
        checkName(port, path, taken, problems);
        checkOnce(port, path, taken, problems);
        checkHostPort(port, path, taken, problems);
    }
    checkProbes(container, field, taken.names, problems);
}

} // namespace

std::vector<SchemaProblem> portProblems(const YamlValue &podTemplate)
{
    Problems problems;
    Taken taken;
    const YamlValue *spec = said(podTemplate, u"spec");
    const YamlValue *hostNetwork = spec ? said(*spec, u"hostNetwork") : nullptr;
    taken.isOnHostNetwork = hostNetwork && hostNetwork->isTrue();
    for (const QString &list : {u"initContainers"_s, u"containers"_s}) {
        taken.isInit = list == "initContainers"_L1; // which run one after the other
        const YamlValue *containers = spec ? said(*spec, list) : nullptr;
        for (std::size_t i = 0; containers && i < containers->items.size(); ++i) {
            const YamlValue &container = containers->items[i];
            if (container.type == Type::Map && !isDirective(container))
                checkContainer(container, u"spec.%1[%2]"_s.arg(list).arg(i), taken, problems);
            if (taken.isInit)
                taken.hostPorts.clear();
        }
    }
    return problems;
}

std::vector<SchemaProblem> patchProblems(const YamlValue &patch, const PodSchema &schema)
{
    Problems problems = schema.problems(patch, PodSchema::Template);
    for (SchemaProblem &problem : portProblems(patch))
        problems.push_back(std::move(problem));
    return problems;
}

} // namespace fairlead::manifests
