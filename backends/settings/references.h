// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "settings.h"
#include "settingschange.h"

#include <QString>

#include <vector>

//! Who refers to an object of the settings, in the values of the file: be there mistakes in the objects that refer to
//! it or not.
namespace fairlead::settings {

//! A place that refers to an object.
struct ReferencePlace
{
    QString section; //!< of whoever refers to it: "projects"
    QString id;      //!< its id; empty: the section is one object
    QString name;    //!< as people call it: the key of a project; empty: the section is one object
    QString field;   //!< in it: "runtimeConfig", "image.registry", "registries[1]"

    bool operator==(const ReferencePlace &) const = default;
};

//! All places that refer to the object \p id of \p section, in the order of the sections and of the file.
std::vector<ReferencePlace> referencesTo(const files::YamlValue &root, const QString &section, const QString &id);
//! The same of the objects that can be used.
std::vector<ReferencePlace> referencesTo(const Settings &settings, const QString &section, const QString &id);

//! The names beside references to the object become \p name, where there are names. saveSettings() does that for
//! whatever gets another name.
void renameReferences(files::YamlValue &root, const QString &section, const QString &id, const QString &name);

//! What to save with the removal of the object: one change for each object that refers to it, after which it refers to
//! \p instead; without an id, to nothing.
std::vector<SettingsChange> redirectedReferences(const files::YamlValue &root, const QString &section,
                                                 const QString &id, const Reference &instead = {});

} // namespace fairlead::settings
