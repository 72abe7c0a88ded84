// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hijackedstream.h"

namespace fairlead::docker {

//! Which streams of a container's first process to take part in.
struct AttachSettings
{
    ApiVersion apiVersion = OldestApiVersion;
    QString container;         //!< id or name; Invalid (BadName) for what could be none
    bool isTty = false;        //!< as its inspection says
    bool attachesInput = true; //!< of use where the container was made with OpenStdin
    bool hasLogs = false;      //!< what it wrote before comes first
    std::chrono::milliseconds answerTimeout{15'000};
};

//! Source: POST /containers/{id}/attach. How it ended tells EngineClient::waitContainer(), asked for before.
Result<HijackedStream::Settings> attachRequest(const AttachSettings &settings);

} // namespace fairlead::docker
