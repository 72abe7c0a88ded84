// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/values.h"
#include "suggestion.h"

#include <QWidget>

#include <vector>

class QPushButton;

namespace fairlead::ui {

//! One object of another section, or none. One that is gone stays until another is chosen.
class ReferenceChoice : public QWidget
{
    Q_OBJECT
public:
    struct Object
    {
        settings::Reference reference;
        QString detail{}; //!< plain: "registry.example.com/team"

        bool operator==(const Object &) const = default;
    };

    //! \p name is what assistive technology calls it.
    explicit ReferenceChoice(const QString &name, QWidget *parent = nullptr);

    void setObjects(std::vector<Object> objects);
    //! Stands for none: "as the base image".
    void setWordForNothing(const QString &word);
    void setChosen(const settings::Reference &reference);
    const settings::Reference &chosen() const { return m_chosen; }

signals:
    void edited();

private:
    void refresh();
    void choose();

    QString m_name;
    QPushButton *m_button;
    std::vector<Object> m_objects;
    QString m_nothing;
    settings::Reference m_chosen;
};

} // namespace fairlead::ui
