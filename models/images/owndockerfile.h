// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/images/dockerfile.h"
#include "backends/settings/settings.h"

#include <QFutureWatcher>
#include <QObject>

#include <functional>
#include <optional>

namespace fairlead::models {

//! A Dockerfile that a recipe did not make, as it stands on the disk.
struct OwnDockerfile
{
    QString path;
    QString text;    //!< as it stands there; empty where it could not be read
    QString problem; //!< why it could not be read; empty: it was
    images::Dockerfile file;
    std::optional<images::DockerfileError> error; //!< why \c file is empty although there is a text

    QStringList stageNames() const; //!< of those that have one
};

//! Where \p recipe says that it is; what is relative begins at \p folder, that of the settings file.
QString ownDockerfilePath(const settings::BaseImage &recipe, const QString &folder);
//! Blocks on the disk; bounded at 1 MiB.
OwnDockerfile readOwnDockerfile(const QString &path);
//! The images that a recipe is built on, in its own Dockerfile \p file or the one that is made, with its build
//! arguments. \p recipe as withParents() makes it.
QStringList basesOf(const settings::BaseImage &recipe, const OwnDockerfile *file);

//! Reads one Dockerfile after the other in a thread of its own. Only the answer to the last question is told.
class OwnDockerfileReader : public QObject
{
    Q_OBJECT
public:
    explicit OwnDockerfileReader(QObject *parent = nullptr);

    void read(const QString &path);
    //! Nothing is told of what is being read.
    void forget();

signals:
    void wasRead(const fairlead::models::OwnDockerfile &file);

private:
    void start();

    QFutureWatcher<OwnDockerfile> m_watcher;
    std::optional<QString> m_next;
    bool m_isWanted = false;
};

} // namespace fairlead::models
