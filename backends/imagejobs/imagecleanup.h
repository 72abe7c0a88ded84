// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "daemonfleet.h"
#include "keptimages.h"

#include "backends/docker/buildcacheprune.h"
#include "backends/docker/imageprune.h"

#include <QFutureWatcher>

#include <map>

namespace fairlead::imagejobs {

//! What came of removing images, and the build cache, from one daemon.
struct CleanUpOutcome
{
    struct Kept
    {
        QString name;
        QString imageId;
        ApiError error; //!< why

        bool operator==(const Kept &) const = default;
    };

    QStringList removedNames;
    QStringList deletedIds; //!< of the layers that are gone, those of whole images among them
    std::vector<Kept> kept;
    //! Of the build cache; nothing: it was not to go, or was not reached.
    std::optional<Result<docker::BuildCacheOutcome>> cache;
    int untried = 0;               //!< names that were to go when it ended, and the build cache
    std::optional<ApiError> error; //!< why it ended before its end

    bool operator==(const CleanUpOutcome &) const = default;
};

//! Lists the images that nothing needs, and the build cache, and removes those of them that were chosen: each daemon by
//! itself, all at once. Images of recipes (KeptImages) are on no list, but for older versions of them. The build cache
//! comes last: as long as it has the layers of an image, removing that frees nothing. Lives in the thread of the
//! daemons.
class ImageCleanUp : public QObject
{
    Q_OBJECT
public:
    //! \p settingsFolder: of fairlead.yaml.
    ImageCleanUp(DaemonFleet &daemons, QString settingsFolder, QObject *parent = nullptr);
    ~ImageCleanUp() override;

    //! Whose recipes are kept.
    void setSettings(const settings::Settings &settings);

    //! listed() or failed(), also with keptUnknown(). What was listed last of a daemon can be removed.
    void list(const QString &daemonId, bool isDanglingOnly);
    //! Those of the list, unless they have come into use; removed() or failed(), if the list is not that of this
    //! connection. \p withCache: what cacheListed() told, too.
    void remove(const QString &daemonId, const QStringList &imageIds, bool withCache = false);
    //! Of a removal; what is gone stays so. removed() follows.
    void cancel(const QString &daemonId);

signals:
    void listed(const QString &daemonId, const fairlead::docker::PruneList &list);
    //! Once behind listed(), unless remove() or list() comes first: what they share. Empty: not known.
    void counted(const QString &daemonId, const fairlead::docker::SharedLayers &layers);
    //! Once behind counted(): it is counted then, which may take its time.
    void cacheListed(const QString &daemonId, const fairlead::Result<fairlead::docker::BuildCacheList> &list);
    void failed(const QString &daemonId, const fairlead::ApiError &error);
    //! Names that were removed or kept, of all that remove() was asked for; the build cache is one of them.
    void advanced(const QString &daemonId, int names, int allNames);
    void removed(const QString &daemonId, const fairlead::imagejobs::CleanUpOutcome &outcome);

private:
    using Then = std::function<void(const KeptImages &)>;

    struct Run
    {
        std::unique_ptr<docker::ImagePrune> prune;
        std::unique_ptr<docker::BuildCachePrune> cache;
        CleanUpOutcome outcome;
        int names = 0;
        bool isRemoving = false;
        bool isCacheLeft = false; //!< to be removed

        int left() const { return prune->namesLeft() + (isCacheLeft ? 1 : 0); }
    };

    void withOurs(Then then);
    void begin(const QString &daemonId, bool isDanglingOnly, const KeptImages &ours);
    void connectRun(const QString &daemonId, docker::ImagePrune &prune);
    void connectCache(const QString &daemonId, docker::BuildCachePrune &cache);
    void onPruned(const QString &daemonId, const std::optional<ApiError> &error);
    void onCacheRemoved(const QString &daemonId, const Result<docker::BuildCacheOutcome> &cache);
    void end(const QString &daemonId, const std::optional<ApiError> &error);
    void forget(const QString &daemonId);

    DaemonFleet &m_daemons;
    const QString m_settingsFolder;
    settings::Settings m_settings;
    std::map<QString, Run> m_runs; //!< by daemon
    QFutureWatcher<KeptImages> m_reading;
    std::vector<Then> m_waiting; //!< for what is being read
};

} // namespace fairlead::imagejobs

Q_DECLARE_METATYPE(fairlead::imagejobs::CleanUpOutcome)
