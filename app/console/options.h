// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/accelerators/availability.h"

#include <QSize>
#include <QString>
#include <QStringList>

#include <chrono>

namespace fairlead::console {

//! The command line of the console, read.
struct Options
{
    QStringList kubeconfigs;
    QStringList contexts; //!< open just these; empty: those of last time
    QString config;       //!< settings file; empty: the user's
    QString theme;        //!< "light", "dark", "system"; empty: that of last time
    QString pane;         //!< "gpus", "clusters", "images", "docker", "activity"; empty: that of last time
    bool allowsExec = false;
    QStringList extraKubeconfigs; //!< files and folders to read beside the others
    accelerators::Options accelerators;

    bool isSandbox = false;        //!< show the simulated clusters; \c kubeconfigs is theirs once they run
    bool isSandboxIfEmpty = false; //!< the same where there is no kubeconfig and no daemon

    //! Not empty: take a picture of the window into this file once every open context is live or has failed, then end.
    QString screenshot;
    QSize size{1280, 800};
    std::chrono::seconds wait{20}; //!< for the picture, at most
};

//! Ends the program with a message on a mistake, --help and --version.
Options parseCommandLine(const QStringList &arguments);

} // namespace fairlead::console
