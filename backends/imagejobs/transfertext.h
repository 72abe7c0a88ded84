// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "job.h"

#include "backends/docker/transferprogress.h"
#include "backends/transport/apierror.h"

namespace fairlead::imagejobs {

//! A push or a pull in a few words, and how far it is: "3 of 5 layers". Of bytes only once all of them are known.
JobProgress transferProgress(const docker::TransferProgress::Totals &totals);
//! A build: "step 4 of 9". Nothing as long as its builder has told of none.
std::optional<JobProgress> buildProgress(const std::vector<docker::BuildStep> &steps);
//! As docker writes them, 1 MB is 1,000,000 bytes: "312 MB", "1.2 GB".
QString bytesText(std::int64_t bytes);
//! "312 MB of 1.2 GB, 85 MB/s".
QString sendingText(const ContextProgress &progress);
//! Cancelled where the error says so, else Failed in its words.
JobResult failedJob(const ApiError &error);

} // namespace fairlead::imagejobs
