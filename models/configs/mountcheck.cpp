// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "enginechecks.h"

#include "models/plaintext.h"

#include <QDir>
#include <QHash>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using settings::RuntimeConfig;

//! Where a container has something mounted; each place takes one.
class MountPlaces
{
public:
    explicit MountPlaces(ProblemList &problems)
        : m_problems(problems)
    {
    }

    //! \p field says the path.
    void add(const QString &path, const QString &field)
    {
        if (path.isEmpty())
            return;
        const QString place = QDir::cleanPath(path);
        if (const auto first = m_fields.constFind(place); first != m_fields.constEnd())
            m_problems.error(field,
                             ProblemList::said(QT_TRANSLATE_NOOP("ConfigCheck", "Something else is mounted there: %1"))
                                 .arg(plainLine(*first, 100)));
        else
            m_fields.insert(place, field);
    }

private:
    ProblemList &m_problems;
    QHash<QString, QString> m_fields; //!< by place
};

void addEngines(const RuntimeConfig &config, MountPlaces &places)
{
    const QString shared = u"/dev/shm"_s;
    if (config.isDocker()) {
        if (!config.docker.shmSize.isEmpty())
            places.add(shared, u"docker.shmSize"_s);
        for (std::size_t i = 0; i < config.docker.mounts.size(); ++i)
            places.add(config.docker.mounts[i].target, u"docker.mounts[%1].target"_s.arg(i));
        return;
    }
    if (config.kubernetes.sharedMemory.enabled)
        places.add(shared, u"kubernetes.sharedMemory"_s);
    for (std::size_t i = 0; i < config.kubernetes.volumes.size(); ++i)
        places.add(config.kubernetes.volumes[i].mountPath, u"kubernetes.volumes[%1].mountPath"_s.arg(i));
}

} // namespace

void checkMountPlaces(const RuntimeConfig &config, ProblemList &problems)
{
    MountPlaces places(problems);
    addEngines(config, places);
    if (!config.securityContext.readOnlyRootFilesystem)
        return;
    const QStringList &folders = config.securityContext.writableFolders;
    for (qsizetype i = 0; i < folders.size(); ++i)
        places.add(folders[i], u"securityContext.writableFolders[%1]"_s.arg(i));
}

} // namespace fairlead::models
