// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/values.h"
#include "ui/widgets/choicebutton.h"

#include <vector>

namespace fairlead::ui {

//! One object of a section of the settings, or what there is instead of one. An object that is gone stays chosen, and
//! says so.
class ReferenceButton : public ChoiceButton
{
    Q_OBJECT
public:
    //! \p others: what stands before the objects: "as the defaults say".
    explicit ReferenceButton(QStringList others, QWidget *parent = nullptr);

    template <class Object>
    void setObjects(const std::vector<Object> &objects)
    {
        std::vector<settings::Reference> references;
        for (const Object &object : objects)
            references.push_back({object.id, object.name});
        setReferences(std::move(references));
    }
    //! Instead of those before; what is chosen stays.
    void setReferences(std::vector<settings::Reference> references);

    //! Without an id it is \p other.
    void choose(const settings::Reference &reference, int other = 0);
    settings::Reference reference() const; //!< without an id: one of the others
    int other() const;                     //!< -1: an object

private:
    QStringList m_others;
    std::vector<settings::Reference> m_objects;
    std::vector<settings::Reference> m_shown; //!< with the one that is gone
};

} // namespace fairlead::ui
