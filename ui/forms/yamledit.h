// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "codeedit.h"
#include "models/configs/yamltext.h"

namespace fairlead::ui {

//! A part of the file that is handed on as it stands, as YAML; as high as its lines, within bounds.
class YamlEdit : public CodeEdit
{
    Q_OBJECT
public:
    YamlEdit(const Theme &theme, const QString &name, files::YamlValue::Type type, QWidget *parent = nullptr);

    void setChosen(const settings::YamlPart &part);
    //! What is written; nothing while it is no YAML.
    settings::YamlPart chosen() const { return written().part; }
    const models::YamlText &written() const;

private:
    void fit();

    files::YamlValue::Type m_type;
    mutable QString m_text; //!< that was read
    mutable models::YamlText m_written;
};

} // namespace fairlead::ui
