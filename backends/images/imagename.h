// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace fairlead::images {

//! Parts of an image's name as it stands in a FROM, as far as they can be told without the grammar. Whether it is a
//! reference at all is for registry::ImageReference to say.
struct ImageName
{
    QString domain; //!< lower case; empty: none is written
    QString path;   //!< "team/app"
    QString tag;
    QString digest; //!< "sha256:..."

    static ImageName parse(const QString &image);

    //! "debian" and "docker.io/library/debian" are one; capitals of a path or a tag are others than small letters.
    QString repository() const;
    //! The same with the digest, else with the tag or "latest".
    QString comparable() const;
};

} // namespace fairlead::images
