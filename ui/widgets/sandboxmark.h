// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "labels.h"

namespace fairlead::ui {

//! "SANDBOX", wherever simulated clusters could be taken for real ones. Its tool tip says how to leave.
class SandboxMark : public PlainLabel
{
    Q_OBJECT
public:
    explicit SandboxMark(QWidget *parent = nullptr);
};

} // namespace fairlead::ui
