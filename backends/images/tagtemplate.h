// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDate>
#include <QLatin1StringView>
#include <QString>

#include <tl/expected.hpp>

namespace fairlead::images {

//! Behind the commit of a repository whose files are others, as `git describe --dirty` has it.
constexpr QLatin1StringView DirtyMark("-dirty");

//! What the tag of a recipe may name.
struct TagValues
{
    QString version; //!< ${version}
    QDate date;      //!< ${date}: 20261122
    //! ${gitSha}: of the context's repository, twelve digits, with DirtyMark where its files are others; empty: it is
    //! in none.
    QString gitSha;
    QString recipe; //!< ${recipe}: the name, as an image's name may be spelled
};

//! \p pattern such as "base/exec:${version}-${date}" with its variables.
//! Errors: why not, with the variable: one that nobody knows or that has no value is none, never an empty text.
tl::expected<QString, QString> expandedTag(const QString &pattern, const TagValues &values);

//! \p name in the letters of an image's name: "GPU box (new)" is gpu-box-new; empty where no letter is left.
QString imageName(const QString &name);

} // namespace fairlead::images
