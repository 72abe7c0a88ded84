// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/transport/apierror.h"

#include <QString>

namespace fairlead::kubernetes {
struct KubeconfigProblem;
}

namespace fairlead::models {

//! What an error means and what to do about it, one translated sentence each; the console and fairleadctl say the same.
//! The server's own message is not in it: it is shown beside, verbatim.
struct Remedy
{
    QString cause;
    QString remedy;

    bool operator==(const Remedy &) const = default;
};

//! \p contextName makes commands ready to paste; empty: they name none.
Remedy remedyFor(const ApiError &error, const QString &contextName = {});
Remedy remedyFor(const kubernetes::KubeconfigProblem &problem);
//! The reason of \p error has a remedy of its own, not that of the kind: a web page that answered 403.
bool isByReason(const ApiError &error);

} // namespace fairlead::models
