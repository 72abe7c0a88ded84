// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sourcemap.h"
#include "sources.h"

namespace fairlead::configimport {

//! The part of Kubernetes, and that of each workspace over it: one config for all allowed contexts, and one for each
//! that has settings of its own.
class SkyPilot
{
public:
    SkyPilot(const SourceValue &root, Additions &additions, ImportNotes &notes)
        : m_root(root)
        , m_additions(additions)
        , m_notes(notes)
    {
    }

    void import();

private:
    //! The highest first.
    using Layers = std::vector<SourceValue>;

    void takeScope(const Layers &scope, const QString &name);
    void takeContext(const Layers &scope, const QString &name, const QString &context);
    void takeLayers(const Layers &layers, settings::RuntimeConfig config);
    void takeContexts(const SourceValue &at, const QStringList &own, settings::RuntimeConfig &config);
    void takeSettings(const SourceValue &at, settings::RuntimeConfig &config);
    void takeTimeouts(SourceMap &map, settings::RuntimeConfig &config);
    void takeQueue(SourceMap &map, settings::RuntimeConfig &config);
    void takeDws(SourceMap &map, settings::RuntimeConfig &config);
    void takeMetadata(SourceMap &map, settings::RuntimeConfig &config);
    void takeIdentity(const SourceValue &at, settings::RuntimeConfig &config);
    void takeAccountMap(const SourceValue &at, settings::RuntimeConfig &config);
    void takeNodes(const SourceValue &at, settings::RuntimeConfig &config);
    void add(const SourceValue &at, settings::RuntimeConfig config);
    QString to(const settings::RuntimeConfig &config, const QString &field) const
    {
        return QStringLiteral("runtimeConfigs[%1].%2").arg(config.name, field);
    }

    SourceValue m_root;
    Additions &m_additions;
    ImportNotes &m_notes;
    std::size_t m_count = 0; //!< of the configs
};

} // namespace fairlead::configimport
