// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ignorepattern.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <vector>

namespace fairlead::images {

//! Which files of a folder do not go into a build's context. The last line that matches a path, or one of the folders
//! that it is in, decides; one that begins with ! takes it in again.
//! Source: Dockerfile reference, ".dockerignore file"; github.com/moby/patternmatcher.
class DockerIgnore
{
public:
    DockerIgnore() = default;
    //! Lines that docker refuses are problems() and match nothing, and so are those beyond 10,000.
    explicit DockerIgnore(const QByteArray &text);

    //! \p path relative to the folder, with / and without any at its ends.
    bool isIgnored(const QString &path) const;
    //! Nothing below a folder that is ignored can be taken in again: nobody has to look there.
    bool ignoresAllBelow(const QString &folder) const;
    //! "3: ..."
    const QStringList &problems() const { return m_problems; }

private:
    void addLine(const QByteArray &line, qsizetype number);

    std::vector<IgnorePattern> m_patterns;
    QStringList m_problems;
    bool m_hasExceptions = false;
};

} // namespace fairlead::images
