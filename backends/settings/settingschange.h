// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/files/yamlvalue.h"

#include <QString>
#include <QStringList>

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
    //! The id that it is to stand behind in the list of its section; empty: it stands first. Nothing: where it is, or
    //! last if it is new.
    std::optional<QString> moveBehind{};

    bool isWholeSection() const { return id.isEmpty(); }
};

//! Somebody else has changed the same key of the same object meanwhile, to something else.
struct SettingsClash
{
    //! "runtimeConfigs[id=c-1].kubernetes.gpu.count"; of an object that is gone, or has changed and is to go, without
    //! key
    QString field;
    files::YamlValue before; //!< when the editing began
    files::YamlValue theirs; //!< as it stands in the file
    files::YamlValue ours;
    QStringList path{}; //!< of the key in the object: "kubernetes", "gpu", "count"; empty: all of the object
};

//! Why \p change cannot be made, and where: its section is there, but no list, or no map. What stands in it is
//! somebody's.
std::optional<files::YamlPlace> sectionProblem(const files::YamlValue &root, const SettingsChange &change);

//! \p root with \p change, so that what others have changed meanwhile stays: key by key, in maps within maps too.
//! Lists, and references to objects, are one value each; of a reference that both sides have changed counts whose id is
//! another one. An id that is new stands last. An object that moves does so wherever others have put it meanwhile;
//! where the one is gone that it was to stand behind, it becomes the last. The section must have no sectionProblem().
//! Errors: the clashes; none with \p wins, which takes ours for all of them.
tl::expected<files::YamlValue, std::vector<SettingsClash>> changed(files::YamlValue root, const SettingsChange &change,
                                                                   bool wins = false);

//! What takes \p changes back, which were made of \p root, all of them: whatever they removed stands where it stood.
std::vector<SettingsChange> reversed(const std::vector<SettingsChange> &changes, const files::YamlValue &root);

//! \p object of the list \p section goes behind the one with the id \p behind; empty: to the front.
SettingsChange moved(const QString &section, const files::YamlValue &object, const QString &behind);

} // namespace fairlead::settings
