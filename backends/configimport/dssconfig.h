// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "additions.h"
#include "sourcemap.h"

#include <QHash>

namespace fairlead::configimport {

//! What DSS says beside an execution config and holds for it all the same.
struct DssSurroundings
{
    //! An image build config of DSS 15.
    struct Build
    {
        QString baseImage;
        QString baseImageType;
        std::vector<settings::Reference> registries; //!< the first is where images are taken from
    };
    QHash<QString, Build> builds; //!< by name
    //! Overrides for a cluster; for configs that say nothing of it themselves.
    QString baseImage;
    QString repositoryUrl;
    QString context;
};

//! One entry of executionConfigs, of either generation, made into a runtime config.
//! Source: reference notes on Dataiku DSS 10 to 15, settings JSON.
class DssConfig
{
public:
    DssConfig(const SourceValue &at, const DssSurroundings &around, Additions &additions, ImportNotes &notes);

    //! \return the name that others of the source refer to it by; empty: nothing was taken.
    QString import();
    const settings::Reference &added() const { return m_added; }

private:
    void takeGeneral();
    void takeImage();
    void takeRegistry(const DssSurroundings::Build *build, const SourceValue &at);
    void takeProperties(SourceMap &map);
    void takeProperty(const SourceMap::Pair &property);
    void takeWritableFolders(const SourceValue &at);
    void takeKubernetes(SourceMap &map);
    void takeNamespace(SourceMap &map);
    void takeIdentity(SourceMap &map);
    void takeAmounts(const SourceValue &at);
    void takeAmount(SourceMap &map, const QString &key, const QString &resource, settings::TextPairs &target,
                    const QString &section);
    void takeCustom(SourceMap &map, const QString &key, settings::TextPairs &target, const QString &section);
    bool takeGpu(const SourceMap::Pair &amount);
    void pairDevices();
    void takeSharedMemory(SourceMap &map);
    void takeHostPaths(SourceMap &map);
    void takePlacement(SourceMap &map);
    void takeDocker(SourceMap &map);
    void takeDaemon(SourceMap &map);
    void takeDockerResource(const SourceMap::Pair &resource);
    QString to(const QString &field) const { return m_to + u'.' + field; }

    SourceMap m_map;
    const DssSurroundings &m_around;
    Additions &m_additions;
    ImportNotes &m_notes;
    settings::RuntimeConfig m_config;
    settings::Reference m_added;
    QString m_to;
    QString m_homeSize; //!< of writable folders, where the root is read-only
    QString m_tmpSize;
};

//! A registry of ours for "host/prefix", found or added. \p hook: DSS' prePushMode. Absent where it is no place.
std::optional<settings::Reference> dssRegistry(const SourceValue &url, const SourceValue &hook, const QString &to,
                                               Additions &additions, ImportNotes &notes);

} // namespace fairlead::configimport
