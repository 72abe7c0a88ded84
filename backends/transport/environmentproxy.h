// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QProcessEnvironment>
#include <QUrl>

namespace fairlead::transport {

//! The proxy that the environment names for \p server, empty when it names none. The rules are those of Go's net/http,
//! and so of kubectl: HTTP_PROXY and HTTPS_PROXY by the scheme of the server, upper case before lower case; never for
//! localhost and loopback addresses; NO_PROXY lists "*", hosts (with their subdomains), ".domain" and "*.domain" (only
//! subdomains), IP addresses and networks like 10.0.0.0/8, each but the networks with an optional port. No scheme means
//! http.
QUrl environmentProxy(const QUrl &server, const QProcessEnvironment &environment);

} // namespace fairlead::transport
