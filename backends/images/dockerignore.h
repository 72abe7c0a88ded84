// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QRegularExpression>
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
    //! Patterns that cannot be read are problems() and match nothing. Bounded: 10,000 lines.
    explicit DockerIgnore(const QByteArray &text);

    //! \p path relative to the folder, with / and without any at its ends.
    bool isIgnored(const QString &path) const;
    //! Nothing below a folder that is ignored can be taken in again: nobody has to look there.
    bool ignoresAllBelow(const QString &folder) const;
    //! "3: ..."
    const QStringList &problems() const { return m_problems; }

private:
    struct Pattern
    {
        QRegularExpression expression;
        bool isException = false;

        bool matches(const QString &path) const;
    };

    std::vector<Pattern> m_patterns;
    QStringList m_problems;
    bool m_hasExceptions = false;
};

} // namespace fairlead::images
