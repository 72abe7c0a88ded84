// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QVariantMap>

namespace fairlead::models {

//! What a program keeps by itself from one start to the next: values by key, apart from the file that has them, so that
//! whoever collects them waits for no disk. Reentrant.
class KeptState
{
public:
    //! Of a file that is not there, or no such file, nothing.
    static KeptState read(const QString &file);
    //! Puts it into \p file; keys that are only there stay. Takes the time of the disk.
    //! \return false when it could not be written whole; then the file is as before.
    bool write(const QString &file) const;

    void setValue(const QString &key, const QVariant &value) { m_values.insert(key, value); }
    QVariant value(const QString &key, const QVariant &otherwise = {}) const { return m_values.value(key, otherwise); }
    bool contains(const QString &key) const { return m_values.contains(key); }

    bool operator==(const KeptState &) const = default;

private:
    QVariantMap m_values;
};

} // namespace fairlead::models
