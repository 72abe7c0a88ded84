// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "targetlook.h"

#include "backends/registry/imagereference.h"
#include "backends/registry/loginwords.h"

using namespace Qt::StringLiterals;

namespace fairlead::imagejobs {

TargetLook::TargetLook(RegistryFleet &registries, QObject *parent)
    : QObject(parent)
    , m_registries(registries)
{
}

void TargetLook::look(const QString &registryId, const QString &target)
{
    const auto parsed = registry::ImageReference::parse(target);
    const RegistryFleet::Connection connection = !parsed                ? nullptr
                                                 : registryId.isEmpty() ? m_registries.connectionFor(*parsed)
                                                                        : m_registries.connection(registryId);
    if (!connection) {
        emit found(target, tl::unexpected(ApiError{.kind = ApiError::Kind::Invalid,
                                                   .reason = u"BadReference"_s,
                                                   .message = parsed ? u"the registry is not in the settings any more"_s
                                                                     : registry::toString(parsed.error())}));
        return;
    }
    const registry::ImageReference image = parsed->withDefaultTag();
    // The connection stays as long as it is asked.
    connection->open(this, [this, target, image, connection](const Result<registry::RegistryClient *> &client) {
        if (!client) {
            emit found(target, tl::unexpected(client.error()));
            return;
        }
        (*client)->manifestHead(image, this, [this, target, connection](const Result<registry::ManifestHead> &head) {
            if (head)
                emit found(target, std::optional(head->digest ? head->digest->toString() : QString()));
            else if (head.error().kind == ApiError::Kind::NotFound)
                emit found(target, std::optional<QString>());
            else if (connection->isForWantOfHook(head.error()))
                emit found(target, tl::unexpected(registry::unaskedError(connection->registry())));
            else
                emit found(target, tl::unexpected(head.error()));
        });
    });
}

} // namespace fairlead::imagejobs
