// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "ourbases.h"

using namespace Qt::StringLiterals;

namespace fairlead::imagejobs {

namespace {

//! \p daemon is to build on what \p recipe makes.
QString remedy(const QString &recipe, const QString &daemon)
{
    return u"Have one daemon build both, or build it there, too (fairleadctl images build \"%1\" --daemon \"%2\"), or "
           "push it to a registry and write its name there in FROM"_s.arg(recipe, daemon);
}

} // namespace

QString elsewhereText(const QString &parent, const QString &itsDaemon, const QString &daemon)
{
    return u"it is built on %1, which the daemon %2 builds, and nothing is brought from one daemon to another. "_s.arg(
               parent, itsDaemon) +
           remedy(parent, daemon);
}

std::optional<ApiError> baseElsewhere(const QStringList &missing, const images::OurImages &ours, const QString &daemon,
                                      const QString &platform)
{
    for (const QString &image : missing) {
        const std::optional<QString> recipe = ours.recipeOf(image);
        if (!recipe)
            continue;
        const QString why = u"FROM %1: the daemon %2 does not have this image%4 of the base image %3, and nothing is "
                            "brought from one daemon to another."_s.arg(
                                image, daemon, *recipe, platform.isEmpty() ? QString() : u" for "_s + platform);
        return ApiError{.kind = ApiError::Kind::NotFound,
                        .reason = u"BaseElsewhere"_s,
                        .message = why + u' ' + remedy(*recipe, daemon)};
    }
    return {};
}

} // namespace fairlead::imagejobs
