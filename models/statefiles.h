// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace fairlead::models {

//! $XDG_STATE_HOME/fairlead (default ~/.local/state/fairlead): what the programs remember by themselves, never
//! settings.
QString stateFolder();

//! Window, columns, open contexts of the console.
QString windowStateFile();

//! Credential plugins and pre-push commands that the user approved; shared by both programs.
QString execApprovalsFile();

//! What tests of runtime configs have begun and not cleaned up yet; shared by both programs.
QString trialJournalFile();

//! The runs of this user; shared by both programs.
QString runJournalFile();

} // namespace fairlead::models
