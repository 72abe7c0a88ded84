// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "pagelink.h"

using namespace Qt::StringLiterals;

namespace fairlead::registry {

namespace {

struct Link
{
    QByteArray target;
    QByteArray parameters; //!< what stands between this and the next comma outside of quotes
};

QList<Link> linksOf(const QByteArray &value)
{
    QList<Link> links;
    qsizetype at = 0;
    while ((at = value.indexOf('<', at)) >= 0) {
        const qsizetype end = value.indexOf('>', at);
        if (end < 0)
            break;
        Link link{.target = value.mid(at + 1, end - at - 1).trimmed(), .parameters = {}};
        bool isQuoted = false;
        for (at = end + 1; at < value.size() && (isQuoted || value[at] != ','); ++at) {
            if (value[at] == '"')
                isQuoted = !isQuoted;
            link.parameters += value[at];
        }
        links << link;
    }
    return links;
}

bool isNext(const Link &link)
{
    for (const QByteArray &parameter : link.parameters.split(';')) {
        const qsizetype equals = parameter.indexOf('=');
        if (equals < 0 || parameter.first(equals).trimmed().toLower() != "rel")
            continue;
        QByteArray relations = parameter.sliced(equals + 1).trimmed();
        relations.replace('"', ' ');
        return relations.toLower().simplified().split(' ').contains("next"); // the first rel counts
    }
    return false;
}

} // namespace

std::optional<PageLink> ownLink(const QByteArray &target, const QUrl &page)
{
    const QUrl url = page.resolved(QUrl::fromEncoded(target, QUrl::StrictMode));
    const QString path = url.path(QUrl::FullyDecoded);
    const bool isOurs = url.isValid() && path.startsWith("/v2/"_L1) && !path.contains("/../"_L1);
    return isOurs ? std::optional(PageLink{path, QUrlQuery(url)}) : std::nullopt;
}

std::optional<PageLink> nextPage(const transport::HttpHeaders &headers, const QUrl &page)
{
    for (const auto &[name, value] : headers) {
        if (name != "link")
            continue;
        for (const Link &link : linksOf(value)) {
            if (const auto own = ownLink(link.target, page); own && isNext(link))
                return own;
        }
    }
    return {};
}

} // namespace fairlead::registry
