// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "options.h"

//! Which commands there are, and what --help says of them.
namespace fairlead::ctl {

extern const QString CommandHelp;  //!< stands before the options
extern const QString ExitCodeHelp; //!< stands behind them

//! "contexts, check, ... or dockerfile".
QString commandNames();

//! Splits \p options' arguments into verb and arguments. \return why that cannot be; empty: it is done.
QString takeVerb(Options &options);

} // namespace fairlead::ctl
