// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "settingsdocument.h"

#include <QHash>
#include <QSet>

#include <initializer_list>
#include <optional>

namespace fairlead::settings {

//! Visitor that takes values out of a document and reports what is wrong with them.
class SettingsReader
{
public:
    SettingsReader(const files::YamlValue &root, QString file);

    Settings read();
    std::vector<SettingsProblem> takeProblems();

    template <class Object>
    void section(const char *key, std::vector<Object> &objects);
    template <class Object>
    void section(const char *key, Object &object);

    void required(const char *key, QString &value);
    void text(const char *key, QString &value);
    void flag(const char *key, bool &value, bool anyway = false);
    void flag(const char *key, std::optional<bool> &value);
    void number(const char *key, std::optional<qint64> &value);
    void oneOf(const char *key, QString &value, std::initializer_list<const char *> words);
    void choice(const char *key, QString &value, std::initializer_list<const char *> words);
    void texts(const char *key, QStringList &values);
    void pairs(const char *key, TextPairs &values);
    void reference(const char *key, Reference &value, const char *section);
    void references(const char *key, std::vector<Reference> &values, const char *section);
    template <class Object>
    void objects(const char *key, std::vector<Object> &objects);
    template <class Object>
    void part(const char *key, Object &object);
    void yaml(const char *key, YamlPart &value, files::YamlValue::Type expected);

private:
    using Type = files::YamlValue::Type;

    //! A map that is being read.
    struct Level
    {
        const files::YamlValue *map;
        QString field;
        QSet<QString> known;
        bool hasError = false;
    };
    //! What has to be looked up when all sections are known.
    struct Pointer
    {
        const files::YamlValue *at;
        QString field;
        QString section;
        QString id;
    };

    void report(SettingsProblem::Kind kind, const files::YamlValue &at, const QString &field, const QString &message);
    QString fieldOf(const QString &key) const;
    //! Null where it is absent, null or of another type, which is reported.
    const files::YamlValue *member(const char *key, Type expected);
    bool isA(const files::YamlValue &value, Type expected, const QString &field);
    template <class Object>
    bool readObject(const files::YamlValue &map, const QString &field, Object &object);
    Reference readReference(const files::YamlValue &value, const QString &field, const char *section);
    void noteUnknownSections();
    void noteUnusable(const QString &section, int place, const QString &id, std::size_t firstProblem);
    void reportUnknown();
    void checkPointers();

    const files::YamlValue &m_root;
    QString m_file;
    std::vector<Level> m_levels;
    QHash<QString, QSet<QString>> m_ids; //!< by section
    std::vector<Pointer> m_pointers;
    std::vector<SettingsProblem> m_problems;
    std::vector<Unusable> m_unusable;
};

} // namespace fairlead::settings
