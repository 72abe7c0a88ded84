// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/files/yamlvalue.h"
#include "settings.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace fairlead::settings {

//! What is wrong at a place of the file, and what was expected there. Never repeats a value.
struct SettingsProblem
{
    enum class Kind {
        Broken,  //!< nothing of the file can be taken: no YAML, another version
        Error,   //!< the object cannot be used
        Warning, //!< nothing depends on it: a key that nobody knows
    };

    Kind kind = Kind::Error;
    QString file;
    int line = 0;
    int column = 0;
    QString field; //!< dotted path: "daemons[3].host"
    QString message;

    QString text() const; //!< "/home/a/fairlead.yaml:12:5: daemons[3].host: ..."
    bool operator==(const SettingsProblem &) const = default;
};

//! The file as it stands.
struct SettingsDocument
{
    QByteArray text;
    files::YamlValue root; //!< a map, unless it is broken
    Settings settings;
    std::vector<SettingsProblem> problems; //!< in the order of the file

    bool isBroken() const;
};

//! \p path is only repeated in the problems. A text without anything in it is a document without anything in it.
SettingsDocument readSettings(const QByteArray &text, const QString &path);

//! The objects of a section as they stand in \p root, by id; without, the section that is one object. Null where there
//! is none.
const files::YamlValue *findObject(const files::YamlValue &root, const QString &section, const QString &id);

//! \p object in the words of the file: \p now with what differs from it; what nobody knows of it stays. Values that
//! are so anyway are left out where they are not written yet.
template <class Object>
files::YamlValue toYaml(const Object &object, const files::YamlValue &now = {});

extern template files::YamlValue toYaml(const Daemon &object, const files::YamlValue &now);
extern template files::YamlValue toYaml(const Registry &object, const files::YamlValue &now);
extern template files::YamlValue toYaml(const BaseImage &object, const files::YamlValue &now);
extern template files::YamlValue toYaml(const RuntimeConfig &object, const files::YamlValue &now);
extern template files::YamlValue toYaml(const User &object, const files::YamlValue &now);
extern template files::YamlValue toYaml(const Project &object, const files::YamlValue &now);
extern template files::YamlValue toYaml(const Defaults &object, const files::YamlValue &now);

//! The section that has objects of this kind: "daemons".
template <class Object>
QString sectionOf();

//! The object that \p value is, whatever stands in the rest of the file: what it refers to is not looked up.
//! Errors: none where it cannot be used.
template <class Object>
std::optional<Object> fromYaml(const files::YamlValue &value);

extern template QString sectionOf<Daemon>();
extern template QString sectionOf<Registry>();
extern template QString sectionOf<BaseImage>();
extern template QString sectionOf<RuntimeConfig>();
extern template QString sectionOf<User>();
extern template QString sectionOf<Project>();
extern template QString sectionOf<Defaults>();
extern template std::optional<Daemon> fromYaml(const files::YamlValue &value);
extern template std::optional<Registry> fromYaml(const files::YamlValue &value);
extern template std::optional<BaseImage> fromYaml(const files::YamlValue &value);
extern template std::optional<RuntimeConfig> fromYaml(const files::YamlValue &value);
extern template std::optional<User> fromYaml(const files::YamlValue &value);
extern template std::optional<Project> fromYaml(const files::YamlValue &value);
extern template std::optional<Defaults> fromYaml(const files::YamlValue &value);

} // namespace fairlead::settings
