// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engineclient.h"
#include "layercount.h"
#include "layerread.h"
#include "prunelist.h"

#include <QObject>

#include <memory>

namespace fairlead::docker {

//! Lists what could go, and removes what was shown and nothing else. The images are listed before the containers, so
//! that one from which a container was just made counts as held; then it asks for the layers of those that share any,
//! as BuildKit's images do not name what they are built on. Before anything is removed both are listed anew, and
//! before an image with several names the containers once more: what has come into use meanwhile stays. A name is
//! removed while it still means the image that was shown, and never by force. Order of signals: listed once; counted
//! once unless remove() comes first; after it for each name removed or kept; finished exactly once, also where listing
//! fails. None comes after the object is gone. It must not outlive its client.
class ImagePrune : public QObject
{
    Q_OBJECT
public:
    enum class State {
        Idle,
        ListingImages,
        ListingContainers,
        ReadingLayers,
        Listed,
        Checking, //!< again what is in use
        Inspecting,
        Removing,
        Finished
    };

    ImagePrune(EngineClient &client, PruneFilter filter, QObject *parent = nullptr);

    State state() const { return m_state; }
    bool isRemoving() const { return m_state > State::Listed && m_state != State::Finished; }
    const PruneList &pruneList() const { return m_list; }

    //! No signal comes before it returns.
    void list();
    //! What was listed, or those of it whose ids are in \p ids; once, after listed(). \p isOurs and \p older: by now,
    //! as in PruneFilter.
    void remove(const QStringList &ids, decltype(PruneFilter::isOurs) isOurs = {},
                decltype(PruneFilter::older) older = {});
    //! Of the names that remove() began with, those that have not been tried.
    int namesLeft() const { return int(m_left.size()); }
    //! What is removed stays so; ends with finished(Cancelled).
    void cancel();

signals:
    void listed(const fairlead::docker::PruneList &list);
    //! Which layers the images of the daemon share: what is freed by which of them. Empty: not known.
    void counted(const fairlead::docker::SharedLayers &layers);
    void removed(const QString &name, const fairlead::docker::ImageRemoval &removal);
    //! Conflict (ImageMoved) for a name that means another image now, Conflict (InUse) for an image that something
    //! needs by now; else what the engine says.
    void kept(const QString &name, const QString &imageId, const fairlead::ApiError &error);
    void finished(const std::optional<fairlead::ApiError> &error);

private:
    struct Removal
    {
        QString name;
        QString imageId;
        bool isFirstOfSeveral = false; //!< names of the image
    };

    void ask(std::function<void(const std::vector<Image> &, const std::vector<Container> &)> then);
    void onListed(const std::vector<Image> &images, const std::vector<Container> &containers);
    void readLayers(const std::vector<Image> &images, std::function<void()> then);
    void showList(const std::vector<Image> &images, const std::vector<Container> &containers);
    void onChecked(const std::vector<Image> &images, const std::vector<Container> &containers);
    void removeNext();
    void checkAgain(const Removal &removal);
    void inspect(const Removal &removal);
    void removeNow(const Removal &removal);
    void keep(const Removal &removal, const ApiError &error);
    void keepInUse(const QString &imageId);
    void finish(const std::optional<ApiError> &error);

    EngineClient &m_client;
    PruneFilter m_filter;
    State m_state = State::Idle;
    PruneList m_list;
    std::unique_ptr<LayerRead> m_read;
    std::optional<LayersByImage> m_layers =
        LayersByImage(); //!< what is known of them; nothing: the daemon does not tell
    std::unique_ptr<LayerCount> m_count;
    std::vector<Removal> m_left; //!< the next one last
    transport::RequestHandle m_request;
};

} // namespace fairlead::docker
