// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "environmentproxy.h"

#include "endpoint.h"

#include <QHostAddress>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::transport {

namespace {

QString valueOf(const QProcessEnvironment &environment, const QString &name)
{
    const QString upper = environment.value(name);
    return (upper.isEmpty() ? environment.value(name.toLower()) : upper).trimmed();
}

int portOf(const QUrl &server)
{
    return server.port(server.scheme() == "http"_L1 ? 80 : 443);
}

//! "host", "host:port", "[::1]:port", "::1".
struct HostPort
{
    QString host;
    QString port;

    explicit HostPort(const QString &text)
    {
        const qsizetype colon = text.lastIndexOf(u':');
        const bool isBracketed = text.startsWith(u'[');
        const bool hasPort = isBracketed ? text.contains("]:"_L1) : text.count(u':') == 1;
        host = hasPort ? text.left(colon) : text;
        port = hasPort ? text.mid(colon + 1) : QString();
        if (host.startsWith(u'[') && host.endsWith(u']'))
            host = host.mid(1, host.size() - 2);
    }
};

bool namesHost(QString pattern, const QString &host)
{
    if (pattern.startsWith("*."_L1))
        pattern.remove(0, 1);
    if (pattern.startsWith(u'.'))
        return host.endsWith(pattern, Qt::CaseInsensitive);
    return host.compare(pattern, Qt::CaseInsensitive) == 0 || host.endsWith(u'.' + pattern, Qt::CaseInsensitive);
}

bool covers(const QString &entry, const QUrl &server)
{
    if (entry == "*"_L1)
        return true;
    const QString host = server.host();
    const QHostAddress address(host);
    if (entry.contains(u'/')) {
        const auto subnet = QHostAddress::parseSubnet(entry);
        return subnet.second >= 0 && !address.isNull() && address.isInSubnet(subnet);
    }
    const HostPort named(entry);
    if (!named.port.isEmpty() && named.port.toInt() != portOf(server))
        return false;
    const QHostAddress namedAddress(named.host);
    if (!namedAddress.isNull())
        return !address.isNull() && address.isEqual(namedAddress, QHostAddress::TolerantConversion);
    return !named.host.isEmpty() && namesHost(named.host, host);
}

bool isExcepted(const QUrl &server, const QString &exceptions)
{
    if (isLoopback(server.host()))
        return true;
    const QStringList entries = exceptions.split(u',', Qt::SkipEmptyParts);
    return std::any_of(entries.begin(), entries.end(),
                       [&server](const QString &entry) { return covers(entry.trimmed(), server); });
}

} // namespace

QUrl environmentProxy(const QUrl &server, const QProcessEnvironment &environment)
{
    const bool isPlain = server.scheme() == "http"_L1;
    const QString proxy = valueOf(environment, isPlain ? u"HTTP_PROXY"_s : u"HTTPS_PROXY"_s);
    if (proxy.isEmpty() || isExcepted(server, valueOf(environment, u"NO_PROXY"_s)))
        return {};
    const QUrl url(proxy.contains("://"_L1) ? proxy : "http://"_L1 + proxy, QUrl::StrictMode);
    return url.host().isEmpty() ? QUrl() : url;
}

} // namespace fairlead::transport
