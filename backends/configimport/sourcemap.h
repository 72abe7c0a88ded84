// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/values.h"
#include "importnotes.h"

#include <QSet>

#include <optional>

namespace fairlead::configimport {

//! A map of the source. Who asks for a key knows it and tells what became of it; what is of another type than was asked
//! for is told here. The others are told by tellRest().
class SourceMap
{
public:
    SourceMap(SourceValue at, ImportNotes &notes);

    const SourceValue &at() const { return m_at; }
    bool has(const QString &key) const { return bool(m_at.member(key)); }

    SourceValue any(const QString &key);
    SourceValue scalar(const QString &key);
    SourceValue map(const QString &key);
    SourceValue list(const QString &key);
    SourceValue flag(const QString &key);
    //! Absent where it is no number, which is told.
    SourceValue number(const QString &key);
    //! First key of these that is there; the others are known, too.
    SourceValue firstOf(const QStringList &keys);

    //! Names and values: a list of {key, value}, or a map.
    struct Pair
    {
        SourceValue at; //!< the item
        QString key;
        SourceValue value; //!< absent: it has none
        bool isSecret = false;

        SourceValue named() const; //!< \c at with the key in its path, as an item of a list, too
    };
    std::vector<Pair> pairs(const QString &key);

    //! What nobody asked for.
    void tellRest(const QString &note = QStringLiteral("not known"));

private:
    SourceValue typed(const QString &key, SourceValue::Type type);

    SourceValue m_at;
    ImportNotes &m_notes;
    QSet<QString> m_known;
};

//! What a map of the source says in the same words as an object of ours, taken as it stands.
class FieldTaker
{
public:
    //! \p to stands before each field: "runtimeConfigs[gpu]".
    FieldTaker(SourceMap &map, ImportNotes &notes, QString to)
        : m_map(map)
        , m_notes(notes)
        , m_to(std::move(to))
    {
    }

    QString to(const QString &field) const { return m_to + u'.' + field; }
    void text(const QString &key, const QString &field, QString &target);
    void flag(const QString &key, const QString &field, bool &target);
    //! Of any of \p keys. What may be a secret is not taken.
    void pairs(const QStringList &keys, const QString &field, settings::TextPairs &target);
    void texts(const QString &key, const QString &field, QStringList &target);
    //! Known, and why it is not taken.
    void leave(const QString &key, const QString &note);

private:
    SourceMap &m_map;
    ImportNotes &m_notes;
    QString m_to;
};

} // namespace fairlead::configimport
