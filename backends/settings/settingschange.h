// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/files/yamlvalue.h"

#include <QString>

#include <optional>
#include <tl/expected.hpp>
#include <vector>

namespace fairlead::settings {

//! One object as it was when its editing began and as it is to be. Null before: it is new. Null after: it goes.
struct SettingsChange
{
    QString section; //!< "daemons"
    QString id;      //!< empty: the section is one object by itself, a map
    files::YamlValue before;
    files::YamlValue after;

    bool isWholeSection() const { return id.isEmpty(); }
};

//! Somebody else has changed the same key of the same object meanwhile, to something else.
struct SettingsClash
{
    QString field; //!< "daemons[id=d-1].host"; of an object that is gone, or has changed and is to go, without key
    files::YamlValue before; //!< when the editing began
    files::YamlValue theirs; //!< as it stands in the file
    files::YamlValue ours;
};

//! Why \p change cannot be made, and where: its section is there, but no list, or no map. What stands in it is
//! somebody's.
std::optional<files::YamlPlace> sectionProblem(const files::YamlValue &root, const SettingsChange &change);

//! \p root with \p change, key by key, so that what others have changed meanwhile stays. An id that is new stands last.
//! The section must have no sectionProblem().
//! Errors: the clashes; none with \p wins, which takes ours for all of them.
tl::expected<files::YamlValue, std::vector<SettingsClash>> changed(files::YamlValue root, const SettingsChange &change,
                                                                   bool wins = false);

} // namespace fairlead::settings
