// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/docker/prunelist.h"
#include "backends/images/imagegraph.h"
#include "backends/settings/settings.h"
#include "backends/transport/apierror.h"

#include <QDate>
#include <QHash>
#include <QSet>

#include <optional>

namespace fairlead::imagejobs {

//! Which images are a recipe's, whatever daemon they are on: what it is built on, by name, digest or id; its tag as it
//! is now, also as its registries know it; and what it has tagged before, as the marks on the image say, under the name
//! of its repository. A name alone decides, so that none of them goes in a clean-up. An image that somebody has built
//! on one of ours has the marks of that one too, and other names: it is not ours. What a recipe has tagged before may
//! go once it has tagged another: every build of a tag with the date or the commit in it would stay for ever else.
class KeptImages
{
public:
    KeptImages() = default;
    //! \p outlines: of all recipes of \p settings. What cannot be found out of one (a file that is not there) is known
    //! by the marks alone. \p knowsBases: all that recipes are built on is in them.
    KeptImages(const settings::Settings &settings, const std::vector<images::ImageGraph::Recipe> &outlines,
               bool knowsBases = true);

    bool contains(const docker::Image &image) const;
    //! Which version of ours has taken the place of \p image on its daemon, which has \p all: the recipe's tag as it is
    //! now, or where that is not there the newest of its others, and neither made before it. Nothing: it is the one
    //! that counts, a FROM names it or may do so, somebody gave it a name of his own, or it is none of ours.
    std::optional<docker::OlderVersion> olderVersion(const docker::Image &image,
                                                     const std::vector<docker::Image> &all) const;

private:
    struct Recipe
    {
        QString name;
        QSet<QString> repositories; //!< empty: not known, then any
        QSet<QString> tags;         //!< as it is called now, comparable
    };

    void addName(const QString &image);
    bool isNamed(const docker::Image &image) const;
    const Recipe *recipeOf(const docker::Image &image) const;

    QSet<QString> m_names;            //!< comparable, with tag or digest
    QStringList m_ids;                //!< that a FROM names: digits of a digest, or the first of them
    QHash<QString, Recipe> m_recipes; //!< by id
    bool m_knowsBases = true;
};

//! Why it cannot be told which images are recipes': what is unusable in the settings may be a recipe, or a registry
//! that has recipes' images under names of its own. Nothing: all of them are known. Invalid (SettingsMistake), with the
//! place in the file.
std::optional<ApiError> keptUnknown(const settings::Settings &settings);

//! Blocks on the disk: for workers.
KeptImages keptImages(const settings::Settings &settings, const QString &settingsFolder, const QDate &date);

} // namespace fairlead::imagejobs
