// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "keptimages.h"

#include "recipeondisk.h"

#include "backends/images/buildmarks.h"
#include "backends/images/imagename.h"
#include "backends/images/registryimage.h"
#include "backends/settings/findbyid.h"
#include "backends/settings/unusable.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::imagejobs {

using images::ImageGraph;
using images::ImageName;

namespace {

bool hasTag(const docker::Image &image, const QSet<QString> &tags)
{
    return std::any_of(image.repoTags.begin(), image.repoTags.end(),
                       [&tags](const QString &tag) { return tags.contains(ImageName::parse(tag).comparable()); });
}

} // namespace

KeptImages::KeptImages(const settings::Settings &settings, const std::vector<ImageGraph::Recipe> &outlines,
                       bool knowsBases)
    : m_knowsBases(knowsBases)
{
    for (const ImageGraph::Recipe &outline : outlines) {
        for (const QString &base : outline.bases)
            addName(base);
        const settings::BaseImage *recipe = settings::findById(settings.baseImages, outline.id);
        Recipe &known = m_recipes[outline.id];
        if (!recipe || outline.tag.isEmpty())
            continue;
        known.name = recipe->name;
        QStringList names{outline.tag};
        for (const settings::Registry &registry : settings.registries)
            names += images::imageNameIn(registry, outline.tag); // also of one that is no target of it any more
        for (const QString &name : names) {
            addName(name);
            known.repositories.insert(ImageName::parse(name).repository());
            known.tags.insert(ImageName::parse(name).comparable());
        }
    }
}

void KeptImages::addName(const QString &image)
{
    static const QRegularExpression digits(u"^(?:sha256:)?([0-9a-f]{12,64})$"_s);
    if (const auto match = digits.match(image); match.hasMatch())
        m_ids += match.captured(1);
    m_names.insert(ImageName::parse(image).comparable());
}

bool KeptImages::contains(const docker::Image &image) const
{
    return isNamed(image) || recipeOf(image);
}

bool KeptImages::isNamed(const docker::Image &image) const
{
    const auto isName = [this](const QString &name) { return m_names.contains(ImageName::parse(name).comparable()); };
    const QString digits = image.id.section(u':', 1);
    return std::any_of(image.repoTags.begin(), image.repoTags.end(), isName) ||
           std::any_of(image.repoDigests.begin(), image.repoDigests.end(), isName) ||
           std::any_of(m_ids.begin(), m_ids.end(), [&digits](const QString &id) { return digits.startsWith(id); });
}

//! That has tagged it, by its marks and under one of its names.
const KeptImages::Recipe *KeptImages::recipeOf(const docker::Image &image) const
{
    const auto marks = images::BuildMarks::fromLabels(image.labels);
    const auto recipe = marks ? m_recipes.constFind(marks->recipe) : m_recipes.cend();
    if (recipe == m_recipes.cend() || image.repoTags.isEmpty())
        return nullptr;
    const bool isOurs = recipe->repositories.isEmpty() ||
                        std::any_of(image.repoTags.begin(), image.repoTags.end(), [&recipe](const QString &tag) {
                            return recipe->repositories.contains(ImageName::parse(tag).repository());
                        });
    return isOurs ? &*recipe : nullptr;
}

std::optional<docker::OlderVersion> KeptImages::olderVersion(const docker::Image &image,
                                                             const std::vector<docker::Image> &all) const
{
    const Recipe *recipe = recipeOf(image);
    if (!m_knowsBases || !recipe || recipe->repositories.isEmpty() || isNamed(image))
        return {};
    const auto isItsName = [recipe](const QString &tag) {
        return recipe->repositories.contains(ImageName::parse(tag).repository());
    };
    if (!std::all_of(image.repoTags.begin(), image.repoTags.end(), isItsName))
        return {};
    const docker::Image *newer = nullptr;
    for (const docker::Image &other : all) {
        const bool isCurrent = hasTag(other, recipe->tags);
        if (isCurrent && other.created < image.created)
            return {}; // somebody went back to that one
        const bool isNewer =
            recipeOf(other) == recipe && other.created > std::max(image.created, newer ? newer->created : 0);
        if (isCurrent || (isNewer && !(newer && hasTag(*newer, recipe->tags))))
            newer = &other;
    }
    if (!newer)
        return {};
    const auto tag = std::find_if(newer->repoTags.begin(), newer->repoTags.end(), isItsName);
    return docker::OlderVersion{recipe->name, *tag};
}

std::optional<ApiError> keptUnknown(const settings::Settings &settings)
{
    for (const QString &section : {u"baseImages"_s, u"registries"_s}) {
        if (const settings::Unusable *unusable = settings::unusableIn(settings, section))
            return ApiError{
                .kind = ApiError::Kind::Invalid, .reason = u"SettingsMistake"_s, .message = unusable->problem};
    }
    return std::nullopt;
}

KeptImages keptImages(const settings::Settings &settings, const QString &settingsFolder, const QDate &date)
{
    std::vector<ImageGraph::Recipe> outlines;
    bool knowsBases = true;
    for (const settings::BaseImage &recipe : settings.baseImages) {
        RecipeOutline outline = recipeOutline(recipe, settings, settingsFolder, date);
        knowsBases &= outline.knowsBases;
        outlines.push_back({recipe.id, std::move(outline.tag), std::move(outline.bases), std::move(outline.pushedAs)});
    }
    return {settings, outlines, knowsBases};
}

} // namespace fairlead::imagejobs
