// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "launchnamespace.h"

#include "backends/variables/expansion.h"
#include "backends/variables/kubernetesname.h"

using namespace Qt::StringLiterals;

namespace fairlead::manifests {

tl::expected<LaunchNamespace, QString> launchNamespace(const settings::KubernetesPart &part,
                                                       const QString &contextNamespace,
                                                       const variables::Variables &variables)
{
    if (part.ns.isEmpty())
        return LaunchNamespace{.name = contextNamespace.isEmpty() ? u"default"_s : contextNamespace, .text = {}};
    const auto expansion = variables::expand(part.ns, variables);
    if (!expansion)
        return tl::make_unexpected(expansion.error().message);
    const auto name = variables::namespaceName(expansion->text);
    if (!name)
        return tl::make_unexpected(name.error());
    return LaunchNamespace{name->name, expansion->text, name->isChanged};
}

} // namespace fairlead::manifests
