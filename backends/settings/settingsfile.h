// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "settingschange.h"
#include "settingsdocument.h"

#include <QDateTime>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace fairlead::settings {

//! $XDG_CONFIG_HOME/fairlead/fairlead.yaml, ~/.config/fairlead/fairlead.yaml without the variable.
QString settingsPath();

//! The file at \p path, a document without anything in it where there is none. Blocks on the disk; bounded at 8 MiB.
//! What cannot be read is a Broken problem.
SettingsDocument loadSettings(const QString &path);

//! The file as it was before it was last saved.
struct SettingsBackup
{
    SettingsDocument document;
    QDateTime until; //!< of that save
};

//! Of PATH.bak. Nothing: it is not there, or cannot be taken either. Blocks on the disk.
std::optional<SettingsBackup> loadBackup(const QString &path);

//! What became of a save.
struct SaveOutcome
{
    enum class Kind {
        Saved,
        Clash,  //!< nothing was written: the clashes have to be decided
        Failed, //!< nothing was written, or nothing that could be read again: reason
    };

    Kind kind = Kind::Failed;
    SettingsDocument document; //!< as it stands in the file now; Saved and Clash
    std::vector<SettingsClash> clashes;
    QString
        reason; //!< a short English sentence: "fairlead.yaml:3:1: ..., so it is not overwritten", "permission denied"
};

//! Brings \p changes into the file at \p path, as it stands there by then: read, changed, written and read again under
//! a lock that all consoles take: all of them or none. What gets another name is called so wherever it is referred to.
//! Comments, order and unknown keys stay (files::editYaml()). The file is replaced as a
//! whole (synced, then renamed), mode 0600, and the one before is kept as PATH.bak; a symbolic link stays one. A broken
//! file is not touched. \p wins takes the changes where they clash with others'. Where a program that knows no lock
//! writes the file meanwhile, all of it begins again with what that has written; \p beforeLook is called before it is
//! looked whether one did, right before the file is replaced.
//! Blocks on the disk, and up to ten seconds for another console.
SaveOutcome saveSettings(const QString &path, const std::vector<SettingsChange> &changes, bool wins = false,
                         const std::function<void()> &beforeLook = {});

} // namespace fairlead::settings
