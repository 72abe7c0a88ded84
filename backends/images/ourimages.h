// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QString>

#include <optional>

namespace fairlead::images {

//! The names that images of recipes have on a daemon. Such an image is never brought from anywhere: whoever owns its
//! name in a public registry is not us.
class OurImages
{
public:
    //! \p recipe is told by recipeOf(): its name.
    void add(const QString &tag, const QString &recipe);

    //! The recipe that \p image of a FROM can only be of: one with this tag, however it is spelled; or, where neither
    //! names a registry, one with another tag of the same repository, as after a new version. "docker.io/base/exec:1"
    //! asks for another's image by name.
    std::optional<QString> recipeOf(const QString &image) const;

private:
    QHash<QString, QString> m_tags;
    QHash<QString, QString> m_repositories; //!< of tags without a registry
};

} // namespace fairlead::images
