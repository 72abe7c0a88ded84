// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/imagejobs/workshop.h"
#include "models/images/imageplacesmodel.h"
#include "models/images/recipestate.h"

#include <QHash>

#include <map>

namespace fairlead::models {

//! Whether a registry has an image of which nobody has asked yet what it is.
bool isToLookInto(const imagejobs::RegistryFinding &finding);

//! What was found of recipes, daemons and registries, one thing after the other, and what it makes of each recipe and
//! of each place. A value: no clock, no connection.
class RecipeKnowledge
{
public:
    using Finding = imagejobs::RecipeFinding;
    using InRegistry = imagejobs::RegistryFinding;

    //! Of the settings as they stand; what is known of objects that are gone goes.
    void setSettings(const settings::Settings &settings);
    void setFinding(const Finding &finding);
    void setInRegistry(const InRegistry &finding);
    //! Of a daemon that is open; none: it is not, or they are not listed yet, and nothing is known of it.
    void setImages(const QString &daemonId, const std::optional<std::vector<docker::Image>> &images);
    //! How that daemon keeps images, as long as it is open.
    void setStore(const QString &daemonId, images::ImageStore store) { m_stores[daemonId] = store; }
    //! Images in registries of which nobody has asked yet what they are.
    std::vector<InRegistry> toLookInto() const;
    //! Something of it was ordered: what failed before is history.
    void beginOrder(const QString &recipeId);
    //! The activity that works on a recipe, or the last one that did.
    void setActivity(const QString &recipeId, imagejobs::JobInfo::Kind kind, const QString &activityId,
                     const imagejobs::JobProgress &progress);
    void endActivity(const QString &recipeId, const QString &activityId, const imagejobs::JobResult &result);

    RecipeState state(const QString &recipeId) const;
    ImagePlaces places() const;
    //! That are built on \p daemonId.
    QStringList recipesOf(const QString &daemonId) const;

private:
    struct Known
    {
        std::optional<Finding> finding;
        std::map<QString, InRegistry> registries; //!< by id
        QString activityId;
        imagejobs::JobInfo::Kind kind = imagejobs::JobInfo::Kind::Build;
        imagejobs::JobProgress progress;
        bool isActive = false;
        QString failure; //!< of the last activity; empty: it went well
    };

    RegistryState registryState(const Known &known, const settings::Registry &registry) const;
    ImagePlaces::Found foundOn(const settings::BaseImage &recipe, const QString &daemonId, const Known &known) const;
    QString whyNotCompared(const Known &known) const;
    QStringList namesOf(const settings::BaseImage &recipe, const QString &tag) const;
    images::Likeness likeness(const QString &daemonId, const docker::Image &image, const Known &known) const;
    ImagePlaces::Found foundIn(const settings::BaseImage &recipe, const QString &registryId, const Known &known) const;
    QString nameOf(const QString &recipeId) const;
    QString reasonText(const images::BuildReason &reason) const;

    settings::Settings m_settings;
    std::map<QString, Known> m_known;                       //!< by recipe
    std::map<QString, std::vector<docker::Image>> m_images; //!< by daemon
    QHash<QString, images::ImageStore> m_stores;            //!< too
};

} // namespace fairlead::models
