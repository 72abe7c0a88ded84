// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/runs/launchlogin.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <functional>
#include <optional>

namespace fairlead::runs {

//! What whoever tries a runtime config wants of it.
struct TrialWishes
{
    QStringList command; //!< that the container runs; empty: one that prints its devices
    QString callback;    //!< "host:port" that it has to reach; empty: none
    //! The login for the Secret that is made from a registry of ours, asked when it is needed and in the trial's
    //! thread; null: none is made. Nothing: there is no login.
    std::function<std::optional<PullLogin>()> login;
    std::chrono::milliseconds answerTimeout{15'000};
    std::chrono::milliseconds registryTimeout{10'000}; //!< of a question whether an image can be pulled
    //! With a scheduler that finds no node. Nothing: what the config says, at most ten minutes, which it gets for an
    //! autoscaler; else 20 s.
    std::optional<std::chrono::seconds> patience;
    std::chrono::seconds limit{120}; //!< of the container, and of its start without the pulling of images
    std::chrono::seconds pullLimit{15 * 60};
    std::chrono::milliseconds pollInterval{500};
    QByteArray userAgent = "fairlead";
    QString journalPath; //!< of the file that remembers what is to be removed; empty: none
};

} // namespace fairlead::runs
