// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/images/ourimages.h"
#include "backends/transport/apierror.h"

#include <QStringList>

#include <optional>

namespace fairlead::imagejobs {

//! Why a plan cannot be kept: \p itsDaemon builds \p parent, and \p daemon, which is to build on it, does not have it.
QString elsewhereText(const QString &parent, const QString &itsDaemon, const QString &daemon);

//! The same of a build: why nothing can be built on the daemon that is called \p daemon: of \p missing, the images of
//! FROMs that it does not have, one is of a recipe of ours. Never from anywhere else: whoever owns that name in a
//! public registry is not us. Nothing: the others may be pulled. \p platform that they are built for; empty: its own.
std::optional<ApiError> baseElsewhere(const QStringList &missing, const images::OurImages &ours, const QString &daemon,
                                      const QString &platform = {});

} // namespace fairlead::imagejobs
