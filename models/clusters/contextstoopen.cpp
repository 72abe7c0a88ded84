// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "contextstoopen.h"

#include "backends/files/glob.h"

#include <algorithm>

namespace fairlead::models {

namespace {

constexpr std::size_t FewContexts = 10;

} // namespace

bool isNamedBy(const kubernetes::Context &context, const QString &pattern)
{
    return files::globMatches(pattern, context.name) || files::globMatches(pattern, context.id);
}

QSet<QString> contextsToOpen(const std::vector<ContextEntry> &contexts, const OpenWishes &wishes)
{
    QSet<QString> ids;
    if (!wishes.named.isEmpty()) {
        for (const ContextEntry &entry : contexts) {
            const bool isNamed =
                std::any_of(wishes.named.begin(), wishes.named.end(),
                            [&entry](const QString &pattern) { return isNamedBy(entry.context, pattern); });
            if (isNamed)
                ids.insert(entry.context.id);
        }
    } else if (wishes.last && !wishes.hasNamedFiles) {
        ids = QSet<QString>(wishes.last->begin(), wishes.last->end());
    } else if (contexts.size() <= FewContexts) {
        for (const ContextEntry &entry : contexts)
            ids.insert(entry.context.id);
    }
    return ids;
}

} // namespace fairlead::models
