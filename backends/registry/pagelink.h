// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/transport/httprequest.h"

#include <QUrl>

#include <optional>

namespace fairlead::registry {

//! Where a list goes on: path and query only. They are sent to the registry that was asked, whatever host the link
//! names: registries behind a proxy do not know their own.
struct PageLink
{
    QString path; //!< decoded, below the registry's own
    QUrlQuery query;

    bool operator==(const PageLink &) const = default;
};

//! The link with rel="next" of all Link headers, of a page that was at \p page; nothing where the list ends, or where
//! the link leads out of /v2/. Source: RFC 8288; OCI distribution specification, "Listing Tags".
std::optional<PageLink> nextPage(const transport::HttpHeaders &headers, const QUrl &page);

//! \p target, a link in an answer to \p page, where it leads to the API; nothing where it does not.
std::optional<PageLink> ownLink(const QByteArray &target, const QUrl &page);

} // namespace fairlead::registry
