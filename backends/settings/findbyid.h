// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <algorithm>
#include <vector>

namespace fairlead::settings {

//! The first of \p all with that id: objects of a section, or references to them. Null: none has it.
template <class Object>
const Object *findById(const std::vector<Object> &all, const QString &id)
{
    const auto found = std::find_if(all.begin(), all.end(), [&id](const Object &each) { return each.id == id; });
    return found == all.end() ? nullptr : &*found;
}

//! What people call it; the id of one that is not there any more.
template <class Object>
QString nameById(const std::vector<Object> &all, const QString &id)
{
    const Object *object = findById(all, id);
    return object ? object->name : id;
}

} // namespace fairlead::settings
