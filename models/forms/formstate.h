// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace fairlead::models {

//! How a form stands: what can be done, and what leaving it would lose.
struct FormState
{
    bool isEditing = false;
    bool isNew = false;      //!< not in the file yet
    bool isCopy = false;     //!< there is something to lose from the beginning
    bool isChanged = false;  //!< the fields say something else than they did at first
    bool isSaving = false;   //!< sent, not answered yet
    bool isClashing = false; //!< somebody has to choose between two sides
    bool isReadOnly = false; //!< the file is broken
    int errors = 0;

    bool isUnsaved() const { return isEditing && (isCopy || isChanged); }
    //! What is pressed leads somewhere: into the file, or to what has to be mended before.
    bool canTry() const { return isEditing && !isSaving && !isReadOnly; }
    //! As it stands it may go into the file.
    bool canSave() const { return canTry() && !isClashing && errors == 0; }
    //! There is something that the file does not have.
    bool hasToSave() const { return isNew || isUnsaved(); }

    enum class Leaving : std::uint8_t {
        Now,         //!< nothing is lost
        AfterSaving, //!< what is on its way is waited for
        AfterAsking, //!< keep editing, discard or save
    };
    Leaving leaving() const;
};

} // namespace fairlead::models
