// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "buildmarks.h"

namespace fairlead::images {

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
        ParentRebuilt, //!< the base is another recipe's
        Asked,         //!< although it is current
    };

    Kind kind = Kind::NotBuilt;
    QString image{};  //!< of BaseChanged and of a ParentRebuilt that is one already: that of the FROM
    QString before{}; //!< its digest; empty: nobody knew it
    QString after{};
    QString recipe{}; //!< of ParentRebuilt: id of the parent

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

//! As in JSON: "OutOfDate", "FilesChanged".
QString toString(BuildState state);
QString toString(BuildReason::Kind kind);

} // namespace fairlead::images
