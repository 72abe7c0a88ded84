// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "formstate.h"

namespace fairlead::models {

FormState::Leaving FormState::leaving() const
{
    if (isEditing && isSaving)
        return Leaving::AfterSaving;
    return isUnsaved() ? Leaving::AfterAsking : Leaving::Now;
}

} // namespace fairlead::models
