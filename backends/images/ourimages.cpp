// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "ourimages.h"

#include "imagename.h"

namespace fairlead::images {

void OurImages::add(const QString &tag, const QString &recipe)
{
    if (tag.isEmpty())
        return;
    const ImageName name = ImageName::parse(tag);
    if (!m_tags.contains(name.comparable()))
        m_tags.insert(name.comparable(), recipe);
    if (name.domain.isEmpty() && !m_repositories.contains(name.repository()))
        m_repositories.insert(name.repository(), recipe);
}

std::optional<QString> OurImages::recipeOf(const QString &image) const
{
    const ImageName name = ImageName::parse(image);
    if (const auto same = m_tags.constFind(name.comparable()); same != m_tags.constEnd())
        return *same;
    const auto other = m_repositories.constFind(name.repository());
    const bool isOurs = name.domain.isEmpty() && other != m_repositories.constEnd();
    return isOurs ? std::optional<QString>(*other) : std::nullopt;
}

} // namespace fairlead::images
