// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/transport/httprequest.h"

#include <QByteArrayView>
#include <QHash>
#include <QString>

#include <optional>
#include <vector>

namespace fairlead::registry {

//! One way in which a server says that it wants to be asked: scheme and parameters of WWW-Authenticate.
struct AuthChallenge
{
    QString scheme;                     //!< lower case: "bearer", "basic"
    QHash<QString, QString> parameters; //!< names in lower case: realm, service, scope, error

    bool operator==(const AuthChallenge &) const = default;
};

//! The challenges of one header's value, in order. What cannot be read ends it; what came before counts.
//! Source: RFC 9110, 11.3 and 11.6.1; quoted strings as there, with commas and quoted pairs.
std::vector<AuthChallenge> parseAuthChallenges(QByteArrayView value);

//! The first Bearer challenge with a realm of all WWW-Authenticate headers, else the first Basic one.
std::optional<AuthChallenge> chooseChallenge(const transport::HttpHeaders &headers);

} // namespace fairlead::registry
