// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/transport/checkstate.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>

namespace fairlead::runs {

//! A host and a port to be reached from inside.
struct Callback
{
    QString host;
    int port = 0;

    bool operator==(const Callback &) const = default;
};

//! "host:port", "[::1]:80". Nothing where it is none.
std::optional<Callback> parseCallback(const QString &text);

//! For a shell of any kind: prints the devices that are seen, and nothing that could be a secret.
QString printDevicesScript();

//! What the container of a trial runs: the callback first, which tells in one line how it went, then \p command, whose
//! exit code it has. \p command empty: printDevicesScript(). Without a callback a command of the user runs as it
//! stands, for images without a shell.
QStringList trialCommand(const QStringList &command, const std::optional<Callback> &callback);

//! What a container of a trial wrote.
struct TrialOutput
{
    //! Failed: it did not get there. Note: the image has nothing to try it with. Nothing: it did not say.
    std::optional<CheckState> callback;
    QString callbackBy; //!< "nc"; of a failure what that said
    QStringList lines;  //!< the others: the first 40, each of at most 300 characters

    bool operator==(const TrialOutput &) const = default;
};

TrialOutput parseOutput(const QByteArray &log);

} // namespace fairlead::runs
