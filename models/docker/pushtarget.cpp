// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "pushtarget.h"

#include "backends/images/buildmarks.h"
#include "backends/images/registryimage.h"
#include "backends/registry/imagereference.h"
#include "backends/registry/registryconnection.h"
#include "dockerremedies.h"
#include "models/plaintext.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using registry::ImageReference;

QString tr(const char *text)
{
    return QCoreApplication::translate("PushTarget", text);
}

QString notAName(registry::ReferenceError error)
{
    return tr(QT_TRANSLATE_NOOP("PushTarget", "This is no name of an image: %1.")).arg(registry::toString(error));
}

} // namespace

QString PushTarget::text() const
{
    return domain + u'/' + repository + u':' + tag;
}

PushTarget pushTargetIn(const settings::Registry &registry, const QString &reference)
{
    const QString named = reference.section(u'@', 0, 0); // a digest is no place to push to
    const auto target = ImageReference::parse(images::imageNameIn(registry, named));
    if (!target)
        return {.domain = registry::registryDomain(registry.host), .repository = named, .tag = u"latest"_s};
    const ImageReference whole = target->withDefaultTag();
    return {.domain = whole.domain, .repository = whole.path, .tag = whole.tag};
}

int registryFor(const QString &reference, const std::vector<settings::Registry> &registries)
{
    const auto image = ImageReference::parseNormalized(reference);
    if (const settings::Registry *own = image ? registry::registryOf(registries, *image) : nullptr)
        return int(own - registries.data());
    return registries.empty() ? -1 : 0;
}

PushTargetCheck checkPushTarget(const PushTarget &target)
{
    PushTargetCheck check;
    const auto repository = ImageReference::parse(target.domain + u'/' + target.repository);
    if (target.repository.isEmpty())
        check.repository = tr(QT_TRANSLATE_NOOP("PushTarget", "Write a repository, as team/app."));
    else if (!repository)
        check.repository = notAName(repository.error());
    else if (!repository->tag.isEmpty() || repository->digest)
        check.repository = tr(QT_TRANSLATE_NOOP("PushTarget", "The tag has a field of its own."));
    if (target.tag.isEmpty())
        check.tag = tr(QT_TRANSLATE_NOOP("PushTarget", "Write a tag, as 1.2."));
    else if (!ImageReference::parse(u"host.example/a:"_s + target.tag) || target.tag.contains(u'@'))
        check.tag =
            tr(QT_TRANSLATE_NOOP("PushTarget", "A tag has letters, digits, \"_\", \".\" and \"-\", 128 at most."));
    return check;
}

std::optional<PushTarget> readPushTarget(const QString &text, QString &problem)
{
    problem.clear();
    const auto reference = ImageReference::parseNormalized(text);
    if (!reference)
        problem = notAName(reference.error());
    else if (reference->digest)
        problem = tr(QT_TRANSLATE_NOOP("PushTarget", "A push goes to a tag, not to a digest."));
    if (!problem.isEmpty())
        return std::nullopt;
    const ImageReference whole = reference->withDefaultTag();
    return PushTarget{.domain = whole.domain, .repository = whole.path, .tag = whole.tag};
}

TargetText targetText(const QString &target, const Result<std::optional<QString>> &found, const QStringList &ours)
{
    if (!found)
        return {tr(QT_TRANSLATE_NOOP("PushTarget", "Whether this tag is there already is not known: %1 %2"))
                    .arg(registryRemedyFor(found.error()).cause, plainLine(found.error().message, 300))
                    .trimmed(),
                Severity::Dim};
    if (!*found)
        return {tr(QT_TRANSLATE_NOOP("PushTarget", "The registry has no such tag yet.")), Severity::Dim};
    const auto reference = ImageReference::parse(target);
    const bool isSame =
        reference && std::any_of(ours.begin(), ours.end(), [&](const QString &digest) {
            return digest == reference->name() + u'@' + **found || digest == reference->familiarName() + u'@' + **found;
        });
    if (isSame)
        return {tr(QT_TRANSLATE_NOOP("PushTarget", "The registry has just this image under this tag already.")),
                Severity::Dim};
    const QString digest = (*found)->isEmpty() ? QString() : u" (%1)"_s.arg(images::shortDigest(**found));
    return {tr(QT_TRANSLATE_NOOP("PushTarget", "This tag is there already%1: the push replaces what it means."))
                .arg(digest),
            Severity::Warning};
}

} // namespace fairlead::models
