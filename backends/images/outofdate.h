// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "buildmarks.h"

#include <QHash>
#include <QStringList>

namespace fairlead::images {

class ImageGraph;

enum class BuildState {
    NotBuilt,
    Current,
    OutOfDate,
    Foreign, //!< an image has the tag, and was not built from this recipe
};

//! Why an image is built, in the order of the kinds.
struct BuildReason
{
    enum class Kind {
        NotBuilt,
        Foreign,
        RecipeChanged,
        FilesChanged,
        BaseChanged,
        BaseNewer,       //!< its registry has another one than the daemon
        ParentRebuilt,   //!< the base is another recipe's
        ParentOutOfDate, //!< that has to be built first
        BasesPulled,     //!< it may be newer in its registry: that is seen when it is pulled
        Asked,           //!< although it is current
    };

    Kind kind = Kind::NotBuilt;
    QString image{};  //!< of BaseChanged, of BaseNewer and of a ParentRebuilt that is one already: that of the FROM
    QString before{}; //!< its digest; empty: nobody knew it
    QString after{};
    QString recipe{}; //!< of ParentRebuilt and ParentOutOfDate: id of the parent

    bool operator==(const BuildReason &) const = default;
};

struct BuildVerdict
{
    BuildState state = BuildState::NotBuilt;
    std::vector<BuildReason> reasons; //!< of OutOfDate: at least one

    bool operator==(const BuildVerdict &) const = default;
};

//! Whether the image that a daemon has under the tag is what the recipe stands for now. \p labels of that image; none:
//! there is no such image. A base whose digest is not known now is no reason; one whose digest was not known then is.
BuildVerdict buildVerdict(const BuildMarks &wanted, const std::optional<QMap<QString, QString>> &labels);

//! \p own of \p id, and what its parents make of it: built on one that is out of date or not built, it is out of date
//! too, as a build would build both. \p states: of the parents, as this gave them; one that is not there says nothing,
//! nor does one whose image comes from a registry.
BuildVerdict behindParents(const BuildVerdict &own, const QString &id, const ImageGraph &graph,
                           const QHash<QString, BuildState> &states);

//! Whether a registry has another image under \p image, a name in a FROM, than a daemon that has it with these
//! RepoDigests. \p digest: what the registry has. Of an image that did not come from there nobody knows it.
bool isNewerInRegistry(const QString &image, const QStringList &repoDigests, const QString &digest);

//! As in JSON: "OutOfDate", "FilesChanged".
QString toString(BuildState state);
QString toString(BuildReason::Kind kind);

} // namespace fairlead::images
