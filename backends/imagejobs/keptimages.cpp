// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "keptimages.h"

#include "recipeondisk.h"

#include "backends/images/buildmarks.h"
#include "backends/images/imagename.h"
#include "backends/images/registryimage.h"
#include "backends/settings/unusable.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::imagejobs {

using images::ImageGraph;
using images::ImageName;

KeptImages::KeptImages(const settings::Settings &settings, const std::vector<ImageGraph::Recipe> &outlines)
{
    for (const ImageGraph::Recipe &outline : outlines) {
        for (const QString &base : outline.bases)
            addName(base);
        const auto isIt = [&outline](const settings::BaseImage &recipe) { return recipe.id == outline.id; };
        const auto recipe = std::find_if(settings.baseImages.begin(), settings.baseImages.end(), isIt);
        QSet<QString> &repositories = m_repositories[outline.id];
        if (recipe == settings.baseImages.end() || outline.tag.isEmpty())
            continue;
        QStringList names{outline.tag};
        for (const settings::Registry &registry : settings.registries)
            names += images::imageNameIn(registry, outline.tag); // also of one that is no target of it any more
        for (const QString &name : names) {
            addName(name);
            repositories.insert(ImageName::parse(name).repository());
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
    const auto isName = [this](const QString &name) { return m_names.contains(ImageName::parse(name).comparable()); };
    const QString digits = image.id.section(u':', 1);
    return std::any_of(image.repoTags.begin(), image.repoTags.end(), isName) ||
           std::any_of(image.repoDigests.begin(), image.repoDigests.end(), isName) ||
           std::any_of(m_ids.begin(), m_ids.end(), [&digits](const QString &id) { return digits.startsWith(id); }) ||
           wasTaggedByUs(image);
}

bool KeptImages::wasTaggedByUs(const docker::Image &image) const
{
    const auto marks = images::BuildMarks::fromLabels(image.labels);
    const auto repositories = marks ? m_repositories.constFind(marks->recipe) : m_repositories.cend();
    if (repositories == m_repositories.cend() || image.repoTags.isEmpty())
        return false;
    return repositories->isEmpty() ||
           std::any_of(image.repoTags.begin(), image.repoTags.end(),
                       [&](const QString &tag) { return repositories->contains(ImageName::parse(tag).repository()); });
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
    for (const settings::BaseImage &recipe : settings.baseImages) {
        RecipeOutline outline = recipeOutline(recipe, settings, settingsFolder, date);
        outlines.push_back({recipe.id, std::move(outline.tag), std::move(outline.bases), std::move(outline.pushedAs)});
    }
    return {settings, outlines};
}

} // namespace fairlead::imagejobs
