// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "containersmodel.h"
#include "daemonimagesmodel.h"
#include "daemonsmodel.h"
#include "registriesmodel.h"
#include "volumesmodel.h"

#include <QObject>
#include <QTimer>

namespace fairlead::models {

//! What the Docker pane shows, fed from one place: whoever runs the sessions, or a test that plays one.
class DockerModels : public QObject
{
    Q_OBJECT
public:
    explicit DockerModels(QObject *parent = nullptr);

    DaemonsModel daemons;
    ContainersModel containers;
    DaemonImagesModel images;
    VolumesModel volumes;
    RegistriesModel registries;

    //! Of the settings as they stand; what is on a daemon that is not among them goes.
    void setSettings(const settings::Settings &settings);
    const settings::Settings &settings() const { return m_settings; }
    //! What was on a daemon that is closed goes; while it is not live it is stale.
    void setStatus(const QString &daemonId, const DaemonStatus &status);
    void setContainers(const QString &daemonId, const std::vector<docker::Container> &containers);
    void setImages(const QString &daemonId, const std::vector<docker::Image> &images);
    void setVolumes(const QString &daemonId, const std::vector<docker::Volume> &volumes);
    //! Of GET /system/df: what it says of images, containers and volumes beyond their lists. The daemon's own sum comes
    //! with its status.
    void setDiskUsage(const QString &daemonId, const docker::DiskUsage &usage);
    void setRegistryStatus(const QString &registryId, const RegistryStatus &status);

    //! Daemons that are open and do not show what they should.
    int attentionCount() const;
    //! Daemons that are open and spoken to in clear, or with TLS that verifies nobody.
    std::vector<const DaemonEntry *> insecureDaemons() const;
    void flush();
    //! Relative times grew.
    void updateAges();

signals:
    //! Something of any daemon or registry, or a count changed: for badges, empty states, counts.
    void changed();

private:
    template <class Do>
    void ofEachTable(Do each);
    void forget(const QString &daemonId);

    settings::Settings m_settings;
    QTimer m_changed; //!< many changes are told once
};

} // namespace fairlead::models
