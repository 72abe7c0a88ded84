// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "recipeondisk.h"

#include "backends/docker/engineclient.h"
#include "backends/images/outofdate.h"

#include <QFutureWatcher>
#include <QObject>

namespace fairlead::imagejobs {

//! What is known of a recipe and of the image that a daemon has under its tag.
struct RecipeFindings
{
    RecipeOnDisk disk;                         //!< with the digests of the bases that the daemon has
    std::optional<docker::ImageDetails> image; //!< under the tag; none: the daemon has none
    images::BuildVerdict verdict;              //!< where files were read
    QStringList missingBases; //!< images of FROMs that the daemon does not have, or for another platform only

    QHash<QString, QStringList> repoDigests{}; //!< by images of FROMs: "name@sha256:...", of registries

    bool operator==(const RecipeFindings &) const = default;
};

//! Compares a recipe with what a daemon has: files, the images of its FROMs, the image under its tag. Asks once. Of a
//! request that reads no files the image under the tag is all that is looked for.
class RecipeProbe : public QObject
{
    Q_OBJECT
public:
    //! \p client outlives it, or it is destroyed first.
    RecipeProbe(docker::EngineClient &client, RecipeOnDiskRequest request, QObject *parent = nullptr);
    ~RecipeProbe() override; //!< cancels

    //! No signal comes before it returns.
    void start();
    //! Asks the daemon again about what is read already.
    void askAgain();

signals:
    //! Exactly once for each of those. Errors: those of recipeOnDisk(), as Invalid with the field as reason; those of
    //! the daemon.
    void finished(const fairlead::Result<fairlead::imagejobs::RecipeFindings> &findings);

private:
    void onRead();
    void askNextBase();
    bool isFor(const images::BuildMarks::Base &base, const docker::ImageDetails &image) const;
    void askTag();

    docker::EngineClient &m_client;
    const RecipeOnDiskRequest m_request;
    QFutureWatcher<tl::expected<RecipeOnDisk, images::RecipeProblem>> m_reading;
    RecipeFindings m_findings;
    std::size_t m_base = 0;
};

} // namespace fairlead::imagejobs
