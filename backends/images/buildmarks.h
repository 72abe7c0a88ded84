// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/settings.h"

#include <QMap>
#include <QString>

#include <optional>
#include <vector>

namespace fairlead::images {

//! What an image was built from, or is to be: it is written into its labels. Each digest stands for itself, so that of
//! two images it can be said what has changed.
struct BuildMarks
{
    struct Base
    {
        QString image;      //!< of a FROM: "debian:12"
        QString digest;     //!< "sha256:..."; empty: not known
        QString recipe;     //!< id of the one whose tag it is; empty: of none; in no label
        QString platform{}; //!< where it is another than that of the build: "linux/arm64"

        bool operator==(const Base &) const = default;
    };

    QString recipe;        //!< id
    QString recipeHash;    //!< see recipeHash()
    QString contextDigest; //!< of the files in the context
    std::vector<Base> bases;

    //! io.fairlead.recipe, .recipe-hash, .context-digest and, as "debian:12@sha256:..." or
    //! "debian:12?platform=linux/arm64@sha256:..." with blanks between, .base-digest.
    //! With \p others, of which none can take the place of ours.
    QMap<QString, QString> toLabels(const settings::TextPairs &others = {}) const;
    //! Its name is ours to give: io.fairlead and what is below it.
    static bool isOurs(const QString &label);
    //! None: no marks of ours. An image has those of the image that it is built on, too, where it has none of its own:
    //! whose they are is said by \c recipe.
    static std::optional<BuildMarks> fromLabels(const QMap<QString, QString> &labels);

    bool operator==(const BuildMarks &) const = default;
};

//! Twelve digits of "sha256:...", as docker shows them; any other text as it is.
QString shortDigest(const QString &digest);

} // namespace fairlead::images
