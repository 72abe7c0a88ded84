// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/files/filesignature.h"

#include <QMutex>
#include <QString>
#include <QStringList>

#include <functional>

namespace fairlead::docker {

//! The program "docker buildx" of this machine.
struct BuildxPlugin
{
    QString path;    //!< empty: there is none
    QString version; //!< "v0.13.1", in its own words
    QString problem; //!< why it is not used; empty: it can be

    bool isUsable() const { return !path.isEmpty() && problem.isEmpty(); }
    bool operator==(const BuildxPlugin &) const = default;
};

//! Where docker looks for it, in its order. Source: docker/cli cli-plugins/manager, getPluginDirs.
QStringList buildxPlaces(const QString &dockerFolder);

//! What the plugin at \p path says of itself. Source: docker/cli cli-plugins/manager/metadata.go.
BuildxPlugin buildxPlugin(const QString &path, const QByteArray &metadata);

//! Finds the plugin, and asks it once for what it is as long as its file stays the same. From any thread.
class BuildxFinder
{
public:
    //! The first of \p places that is a program is it, as for docker.
    explicit BuildxFinder(QStringList places);

    //! Blocks on the disk and on the program, 5 s at most: for workers without an event loop.
    BuildxPlugin find(const std::function<bool()> &isCancelled = {});

private:
    const QStringList m_places;
    QMutex m_mutex;
    BuildxPlugin m_found;
    files::FileSignature m_signature;
};

} // namespace fairlead::docker
