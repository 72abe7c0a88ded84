// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/settingschange.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace fairlead::models {

//! One key of an object for which both sides have another value; the values in words that are safe to show.
struct ClashText
{
    QString key;    //!< as clashKey(); not plain
    QString theirs; //!< empty: nothing
    QString ours;

    bool operator==(const ClashText &) const = default;
};
std::vector<ClashText> clashTexts(const std::vector<settings::SettingsClash> &clashes);

//! The key of the object that a clash is about: "from", "kubernetes.gpu.count"; empty: the object as a whole, which has
//! changed or is gone.
QString clashKey(const settings::SettingsClash &clash);
//! A value as people write it in a form: "3.11, 3.12", "A=1", "gpu={count=1, product=H100}"; empty: there is none.
QString valueText(const files::YamlValue &value);

//! What to save instead of \p change, which clashed with \p root: theirs for the keys in \p theirs, else ours. An
//! object that is gone is made anew.
settings::SettingsChange resolved(const settings::SettingsChange &change, const files::YamlValue &root,
                                  const QStringList &theirs);

} // namespace fairlead::models
