// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "buildmarks.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace fairlead::images {

namespace {

const auto RecipeLabel = u"io.fairlead.recipe"_s;
const auto RecipeHashLabel = u"io.fairlead.recipe-hash"_s;
const auto ContextDigestLabel = u"io.fairlead.context-digest"_s;
const auto BaseDigestLabel = u"io.fairlead.base-digest"_s;
const auto PlatformMark = u"?platform="_s; // no name of an image has it

QString textOf(const std::vector<BuildMarks::Base> &bases)
{
    QStringList texts;
    for (const BuildMarks::Base &base : bases) {
        if (!base.digest.isEmpty())
            texts +=
                base.image + (base.platform.isEmpty() ? QString() : PlatformMark + base.platform) + u'@' + base.digest;
    }
    return texts.join(u' ');
}

std::vector<BuildMarks::Base> basesOf(const QString &text)
{
    std::vector<BuildMarks::Base> bases;
    for (const QString &part : text.split(u' ', Qt::SkipEmptyParts)) {
        const qsizetype at = part.lastIndexOf(u'@');
        if (at > 0)
            bases.push_back({.image = part.first(at).section(PlatformMark, 0, 0),
                             .digest = part.sliced(at + 1),
                             .platform = part.first(at).section(PlatformMark, 1)});
    }
    return bases;
}

} // namespace

QMap<QString, QString> BuildMarks::toLabels(const settings::TextPairs &others) const
{
    QMap<QString, QString> labels;
    for (const auto &[name, value] : others)
        labels.insert(name, value);
    // All of them, also where there is nothing to say: those of the image that it is built on must not shine through.
    labels.insert(RecipeLabel, recipe);
    labels.insert(RecipeHashLabel, recipeHash);
    labels.insert(ContextDigestLabel, contextDigest);
    labels.insert(BaseDigestLabel, textOf(bases));
    return labels;
}

bool BuildMarks::isOurs(const QString &label)
{
    return label == "io.fairlead"_L1 || label.startsWith("io.fairlead."_L1);
}

std::optional<BuildMarks> BuildMarks::fromLabels(const QMap<QString, QString> &labels)
{
    BuildMarks marks{.recipe = labels.value(RecipeLabel),
                     .recipeHash = labels.value(RecipeHashLabel),
                     .contextDigest = labels.value(ContextDigestLabel),
                     .bases = basesOf(labels.value(BaseDigestLabel))};
    if (marks.recipe.isEmpty() || marks.recipeHash.isEmpty())
        return {};
    return marks;
}

QString shortDigest(const QString &digest)
{
    constexpr qsizetype Digits = 12;
    return digest.startsWith("sha256:"_L1) ? digest.section(u':', 1).left(Digits) : digest;
}

} // namespace fairlead::images
