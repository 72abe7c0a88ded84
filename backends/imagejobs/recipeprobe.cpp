// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "recipeprobe.h"

#include "backends/images/platformname.h"

using namespace Qt::StringLiterals;

namespace fairlead::imagejobs {

RecipeProbe::RecipeProbe(docker::EngineClient &client, RecipeOnDiskRequest request, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_request(std::move(request))
{
    connect(&m_reading, &QFutureWatcherBase::finished, this, &RecipeProbe::onRead);
}

RecipeProbe::~RecipeProbe()
{
    m_reading.disconnect(this);
    m_reading.cancel();
}

void RecipeProbe::start()
{
    m_reading.setFuture(recipeOnDiskLater(m_request));
}

void RecipeProbe::onRead()
{
    // Not takeResult(): it resets the future, and a QPromise that goes later in its thread then ends it once more,
    // which would bring us here again with nothing (Qt 6.4).
    auto read = m_reading.result();
    if (!read) {
        const images::RecipeProblem &problem = read.error();
        emit finished(tl::unexpected(ApiError{.kind = ApiError::Kind::Invalid,
                                              .reason = u"BadRecipe"_s,
                                              .message = u"%1: %2"_s.arg(problem.field, problem.message)}));
        return;
    }
    m_findings.disk = std::move(*read);
    askAgain();
}

void RecipeProbe::askAgain()
{
    m_base = 0;
    m_findings.missingBases.clear();
    m_findings.repoDigests.clear();
    askNextBase();
}

void RecipeProbe::askNextBase()
{
    if (m_base == m_findings.disk.marks.bases.size()) {
        askTag();
        return;
    }
    m_client.inspectImage(m_findings.disk.marks.bases[m_base].image, this,
                          [this](const Result<docker::ImageDetails> &image) {
                              images::BuildMarks::Base &base = m_findings.disk.marks.bases[m_base];
                              if (!image && image.error().kind != ApiError::Kind::NotFound) {
                                  emit finished(tl::unexpected(image.error()));
                                  return;
                              }
                              const bool isThere = image && isFor(base, *image);
                              base.digest = isThere ? image->id : QString();
                              if (isThere)
                                  m_findings.repoDigests.insert(base.image, image->repoDigests);
                              else
                                  m_findings.missingBases += base.image;
                              ++m_base;
                              askNextBase();
                          });
}

//! A tag is of one platform at a time: another recipe may have pulled the base for its own.
bool RecipeProbe::isFor(const images::BuildMarks::Base &base, const docker::ImageDetails &image) const
{
    const QString ofBuild = m_request.recipe.platform.isEmpty() ? m_request.platform : m_request.recipe.platform;
    return images::isForPlatform(base.platform.isEmpty() ? ofBuild : base.platform, image.os, image.architecture,
                                 image.variant);
}

void RecipeProbe::askTag()
{
    m_client.inspectImage(m_findings.disk.tag, this, [this](const Result<docker::ImageDetails> &image) {
        if (!image && image.error().kind != ApiError::Kind::NotFound) {
            emit finished(tl::unexpected(image.error()));
            return;
        }
        m_findings.image.reset();
        std::optional<docker::Labels> labels;
        if (image) {
            m_findings.image = *image;
            labels = image->labels;
        }
        if (m_request.readsFiles)
            m_findings.verdict = images::buildVerdict(m_findings.disk.marks, labels);
        emit finished(m_findings);
    });
}

} // namespace fairlead::imagejobs
