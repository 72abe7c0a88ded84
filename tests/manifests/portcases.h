// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <vector>

namespace fairlead::tests {

//! Containers of a pod, and what is wrong with their ports; a real API server refuses and warns of the same.
struct PortCase
{
    const char *name;
    QByteArray containers;     //!< YAML flow; more of the pod's spec may follow
    QStringList problems{};    //!< "field: message", warnings as "~field: message"
    bool isOurWarning = false; //!< the server says nothing
};

inline std::vector<PortCase> portCases()
{
    const auto ports = [](const QByteArray &list) { return "[{name: main, image: i, ports: [" + list + "]}]"; };
    const auto probe = [](const QByteArray &action, const QByteArray &more = {}) {
        return "[{name: main, image: i, livenessProbe: {" + action + "}" + more + "}]";
    };
    const QString first = QStringLiteral("spec.containers[0].ports[0].");
    const QString second = QStringLiteral("spec.containers[0].ports[1].");
    const QString port = QStringLiteral("expected a port, 1 to 65535");
    const QString name =
        QStringLiteral("expected the name of a port: at most 15 small letters, digits and single -, with a letter");
    const QString twice = QStringLiteral("another port of the pod takes it with the same protocol and address");
    const QString http = QStringLiteral("spec.containers[0].livenessProbe.httpGet.port: ");
    return {
        {"the least", ports("{containerPort: 80}")},
        {"the most", ports("{containerPort: 65535, hostPort: 1, protocol: SCTP, name: a-1, hostIP: 127.0.0.1}, "
                           "{containerPort: 65535, hostPort: 1, protocol: UDP, name: abcdefghijklmno}")},
        {"port 0", ports("{containerPort: 0}"), {first + QStringLiteral("containerPort: ") + port}},
        {"a port below 0", ports("{containerPort: -1}"), {first + QStringLiteral("containerPort: ") + port}},
        {"a port too high", ports("{containerPort: 65536}"), {first + QStringLiteral("containerPort: ") + port}},
        {"no port", ports("{name: http}"), {first + QStringLiteral("containerPort: is missing")}},
        {"a host port too high",
         ports("{containerPort: 80, hostPort: 65536}"),
         {first + QStringLiteral("hostPort: ") + port}},
        {"host port 0 is none", ports("{containerPort: 80, hostPort: 0}, {containerPort: 81, hostPort: 0}")},
        {"a protocol that is none",
         ports("{containerPort: 80, protocol: HTTP}"),
         {first + QStringLiteral("protocol: expected TCP, UDP or SCTP")}},
        {"a protocol in small letters",
         ports("{containerPort: 80, protocol: tcp}"),
         {first + QStringLiteral("protocol: expected TCP, UDP or SCTP")}},
        {"a name with capitals", ports("{containerPort: 80, name: Http}"), {first + QStringLiteral("name: ") + name}},
        {"a name without letters", ports("{containerPort: 80, name: '80'}"), {first + QStringLiteral("name: ") + name}},
        {"a long name",
         ports("{containerPort: 80, name: abcdefghijklmnop}"),
         {first + QStringLiteral("name: ") + name}},
        {"a name with --", ports("{containerPort: 80, name: a--b}"), {first + QStringLiteral("name: ") + name}},
        {"a name that ends in -", ports("{containerPort: 80, name: a-}"), {first + QStringLiteral("name: ") + name}},
        {"a name twice",
         ports("{containerPort: 80, name: http}, {containerPort: 81, name: http}"),
         {second + QStringLiteral("name: another port of the container has this name")}},
        {"a name in two containers",
         "[{name: main, image: i, ports: [{containerPort: 80, name: http}]}, "
         "{name: side, image: i, ports: [{containerPort: 81, name: http}]}]",
         {QStringLiteral("~spec.containers[1].ports[0].name: a port of another container has this name: who asks for "
                         "it gets that")}},
        {"a name in an init container, too",
         "[{name: main, image: i, ports: [{containerPort: 80, name: http}]}], "
         "initContainers: [{name: first, image: i, ports: [{containerPort: 81, name: http}]}]",
         {QLatin1Char('~') + first +
          QStringLiteral("name: a port of another container has this name: who asks for "
                         "it gets that")}},
        {"a port twice",
         ports("{containerPort: 80}, {containerPort: 80, name: b}"),
         {QLatin1Char('~') + second +
          QStringLiteral("containerPort: another port of the pod has this number and protocol")}},
        {"a port twice by other protocols", ports("{containerPort: 80}, {containerPort: 80, protocol: UDP}")},
        {"a host port twice",
         ports("{containerPort: 80, hostPort: 80}, {containerPort: 81, hostPort: 80, protocol: TCP}"),
         {second + QStringLiteral("hostPort: ") + twice}},
        {"a host port twice at other addresses", ports("{containerPort: 80, hostPort: 80, hostIP: 10.0.0.1}, "
                                                       "{containerPort: 81, hostPort: 80, hostIP: 10.0.0.2}")},
        {"a host port in two containers",
         "[{name: main, image: i, ports: [{containerPort: 80, hostPort: 80}]}, "
         "{name: side, image: i, ports: [{containerPort: 80, hostPort: 80}]}]",
         {QStringLiteral("spec.containers[1].ports[0].hostPort: ") + twice}},
        {"a host port in two containers, of one port",
         "[{name: main, image: i, ports: [{containerPort: 80, hostPort: 80}]}, "
         "{name: side, image: i, ports: [{containerPort: 80, hostPort: 81}]}]"},
        {"a host port in two init containers",
         "[{name: main, image: i}], initContainers: [{name: a, image: i, ports: [{containerPort: 80, hostPort: 80}]}, "
         "{name: b, image: i, ports: [{containerPort: 81, hostPort: 80}]}]"},
        {"a host port twice in one init container",
         "[{name: main, image: i}], initContainers: [{name: a, image: i, ports: [{containerPort: 80, hostPort: 80}, "
         "{containerPort: 81, hostPort: 80}]}]",
         {QStringLiteral("spec.initContainers[0].ports[1].hostPort: ") + twice}},
        {"a port in two containers",
         "[{name: main, image: i, ports: [{containerPort: 80}]}, {name: side, image: i, ports: [{containerPort: 80}]}]",
         {QStringLiteral("~spec.containers[1].ports[0].containerPort: another port of the pod has this number and "
                         "protocol")}},
        {"a port with a host port and without",
         ports("{containerPort: 80, hostPort: 80}, {containerPort: 80}"),
         {QLatin1Char('~') + second +
          QStringLiteral("containerPort: another port of the pod has this number and "
                         "protocol")}},
        {"a host port at one address and at all",
         ports("{containerPort: 80, hostPort: 80, hostIP: 10.0.0.1}, {containerPort: 80, hostPort: 80}"),
         {QLatin1Char('~') + second +
          QStringLiteral("containerPort: another port of the pod has this number and "
                         "protocol")}},
        {"an address without a host port",
         ports("{containerPort: 80, hostIP: 10.0.0.1}"),
         {QLatin1Char('~') + first + QStringLiteral("hostIP: does nothing without a hostPort")}},
        {"the host's network", "[{name: main, image: i, ports: [{containerPort: 80, hostPort: 80}, {containerPort: "
                               "82}]}], hostNetwork: true"},
        {"another port on the host's network",
         "[{name: main, image: i, ports: [{containerPort: 81, hostPort: 80}]}], hostNetwork: true",
         {first + QStringLiteral("hostPort: with hostNetwork it is the containerPort")}},
        {"another port of an init container on the host's network",
         "[{name: main, image: i}], initContainers: [{name: i, image: i, ports: [{containerPort: 81, hostPort: 80}]}], "
         "hostNetwork: true"},
        {"a probe by number", probe("httpGet: {port: 80}")},
        {"a probe by name", probe("httpGet: {port: http}", ", ports: [{containerPort: 80, name: http}]")},
        {"a probe of port 0", probe("httpGet: {port: 0}"), {http + port}},
        {"a probe of a number in quotes",
         probe("httpGet: {port: '80'}"),
         {http + name + QStringLiteral("; a number stands without quotes")}},
        {"a probe of no port", probe("httpGet: {path: /}"), {http + QStringLiteral("is missing")}},
        {"a probe of a name that is nowhere",
         probe("tcpSocket: {port: http}"),
         {QStringLiteral("~spec.containers[0].livenessProbe.tcpSocket.port: no port of the container has this name "
                         "here")},
         true},
        {"a probe by grpc of a port too high",
         probe("grpc: {port: 70000}"),
         {QStringLiteral("spec.containers[0].livenessProbe.grpc.port: ") + port}},
        {"a hook of port 0",
         "[{name: main, image: i, lifecycle: {preStop: {httpGet: {port: 0}}}}]",
         {QStringLiteral("spec.containers[0].lifecycle.preStop.httpGet.port: ") + port}},
    };
}

} // namespace fairlead::tests
