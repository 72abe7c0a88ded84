// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engineclient.h"
#include "prunelist.h"

#include <QObject>

namespace fairlead::docker {

//! Lists what could go, and removes what was shown and nothing else. The images are listed before the containers, so
//! that one from which a container was just made counts as held. A name is removed while it still means the image that
//! was shown, and never by force: what a container has taken meanwhile stays. Order of signals: listed once; after
//! remove() for each name removed or kept; finished exactly once, also where listing fails. None comes after the object
//! is gone. It must not outlive its client.
class ImagePrune : public QObject
{
    Q_OBJECT
public:
    enum class State { Idle, ListingImages, ListingContainers, Listed, Inspecting, Removing, Finished };

    ImagePrune(EngineClient &client, const PruneFilter &filter, QObject *parent = nullptr);

    State state() const { return m_state; }
    const PruneList &pruneList() const { return m_list; }

    //! No signal comes before it returns.
    void list();
    //! What was listed, or those of it whose ids are in \p ids; once, after listed().
    void remove(const QStringList &ids);
    //! What is removed stays so; ends with finished(Cancelled).
    void cancel();

signals:
    void listed(const fairlead::docker::PruneList &list);
    void removed(const QString &name, const fairlead::docker::ImageRemoval &removal);
    //! Conflict (ImageMoved) for a name that means another image now; else what the engine says.
    void kept(const QString &name, const fairlead::ApiError &error);
    void finished(const std::optional<fairlead::ApiError> &error);

private:
    struct Removal
    {
        QString name;
        QString imageId;
    };

    void listContainers(std::vector<Image> images);
    void removeNext();
    void removeNow(const Removal &removal);
    void keep(const QString &name, const ApiError &error);
    void finish(const std::optional<ApiError> &error);

    EngineClient &m_client;
    PruneFilter m_filter;
    State m_state = State::Idle;
    PruneList m_list;
    std::vector<Removal> m_left; //!< the next one last
    transport::RequestHandle m_request;
};

} // namespace fairlead::docker
