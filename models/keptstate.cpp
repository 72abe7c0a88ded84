// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "keptstate.h"

#include <QSettings>

namespace fairlead::models {

KeptState KeptState::read(const QString &file)
{
    const QSettings settings(file, QSettings::IniFormat);
    KeptState state;
    for (const QString &key : settings.allKeys())
        state.setValue(key, settings.value(key));
    return state;
}

bool KeptState::write(const QString &file) const
{
    QSettings settings(file, QSettings::IniFormat);
    for (auto it = m_values.cbegin(); it != m_values.cend(); ++it)
        settings.setValue(it.key(), it.value());
    settings.sync();
    return settings.status() == QSettings::NoError;
}

} // namespace fairlead::models
