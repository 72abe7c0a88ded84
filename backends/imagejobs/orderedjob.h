// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "job.h"

#include "backends/images/buildmarks.h"
#include "backends/settings/settings.h"

namespace fairlead::imagejobs {

//! A job as it was ordered, and how far it is.
struct OrderedJob
{
    JobInfo info;
    settings::BaseImage recipe{}; //!< as it was ordered; of a pull and of a push that is no recipe's: none
    QString problem{};            //!< why it cannot be done; empty: it can
    QStringList needs{};          //!< jobs that it waits for

    // Of a build.
    QStringList pushed{}; //!< bases that were pushed just before: the daemon may have older ones
    bool isForced = false;
    //! What its recipe stands for: as the order found it, and once it has begun, as it found that itself; none: it has
    //! begun and not looked yet.
    std::optional<images::BuildMarks> marks{};

    // Of a push; the first of a pull, too.
    QString image{};                              //!< the tag on the daemon; of a pull: what is pulled
    QString target{};                             //!< "registry.example:5000/team/base:1.2"
    std::optional<settings::Registry> registry{}; //!< as it was ordered; none: it was not in the settings
    QString imageId{};                            //!< what the order found under the tag; empty: nothing
    QString behind{};                             //!< the build that it waits for; empty: none, or it has ended

    int order = 0; //!< number of its order; once it has begun, of the last one that had been given by then
    bool hasBegun = false;
    bool isEnding = false; //!< was cancelled, or cannot begin

    //! Whoever wants \p wanted too need not do it again: this one, which waits or runs, does just that, of the files
    //! and the image that are there now. A build does so behind all that \p wanted would wait for, and where it waits
    //! itself, or has begun with the recipe, the files and the base images that are there now, or reads them since the
    //! order was given; a push behind the same build, if there is one, or where it has begun with that very image. What
    //! is no recipe's, cannot be done, or was cancelled does nothing for anybody else.
    bool does(const OrderedJob &wanted) const;
    //! What those that wait for it are told once it has not ended well: what is not there now.
    QString undone() const;
};

} // namespace fairlead::imagejobs
