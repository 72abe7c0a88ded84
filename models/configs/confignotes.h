// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/runtimeconfig.h"

#include <QString>

namespace fairlead::models {

//! What the groups of a runtime config's form have in them, of the engine that is chosen, while they are folded; empty:
//! nothing. Not plain.
struct ConfigNotes
{
    QString target;      //!< "prod-*, lab"
    QString image;       //!< "exec", "debian:12, from team"
    QString identity;    //!< "team-${dssUserLogin}, created, ServiceAccount made for each run"
    QString resources;   //!< "cpu 4, memory 16Gi, shared memory 8Gi"
    QString gpus;        //!< "2 × H100 80GB"
    QString placement;   //!< "node selector, 2 tolerations, affinity"
    QString storage;     //!< "/data, /scratch"
    QString environment; //!< "LANG, TOKEN"
    QString security;    //!< "privileged, user 1000"
    QString patch;       //!< "spec"
    QString timeouts;    //!< "run 1h, backoff limit 3"
    QString labels;      //!< "2 labels, 1 annotation"

    bool operator==(const ConfigNotes &) const = default;
};
ConfigNotes configNotes(const settings::RuntimeConfig &config);

} // namespace fairlead::models
