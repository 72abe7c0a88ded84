// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "accounttoken.h"

#include "duration.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::manifests {

namespace {

qint64 lifetime(const settings::Timeouts &timeouts)
{
    constexpr std::chrono::seconds Shortest = 10min;
    constexpr std::chrono::seconds Longest(qint64(1) << 32);
    return std::clamp<std::chrono::seconds>(parseDuration(timeouts.run).value_or(1h), Shortest, Longest).count();
}

} // namespace

bool mountsAccountToken(const settings::KubernetesPart &part)
{
    return part.automountServiceAccountToken || (part.serviceAccount == "perRun"_L1 && !part.roles.isEmpty());
}

QJsonObject accountTokenVolume(const settings::Timeouts &timeouts)
{
    const QJsonObject token{{u"path"_s, u"token"_s}, {u"expirationSeconds"_s, lifetime(timeouts)}};
    const QJsonObject authority{
        {u"name"_s, u"kube-root-ca.crt"_s},
        {u"items"_s, QJsonArray{QJsonObject{{u"key"_s, u"ca.crt"_s}, {u"path"_s, u"ca.crt"_s}}}}};
    const QJsonObject ns{{u"path"_s, u"namespace"_s},
                         {u"fieldRef"_s, QJsonObject{{u"fieldPath"_s, u"metadata.namespace"_s}}}};
    const QJsonArray sources{QJsonObject{{u"serviceAccountToken"_s, token}}, QJsonObject{{u"configMap"_s, authority}},
                             QJsonObject{{u"downwardAPI"_s, QJsonObject{{u"items"_s, QJsonArray{ns}}}}}};
    return {{u"projected"_s, QJsonObject{{u"sources"_s, sources}}}};
}

} // namespace fairlead::manifests
