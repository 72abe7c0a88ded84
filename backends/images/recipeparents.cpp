// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "recipeparents.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::images {

namespace {

using settings::BaseImage;

tl::expected<QString, QString> tagOfNamed(const QString &name, const std::vector<BaseImage> &all, const TagOf &tagOf)
{
    const auto isIt = [&name](const BaseImage &recipe) {
        return recipe.name.trimmed().compare(name, Qt::CaseInsensitive) == 0;
    };
    const auto recipe = std::find_if(all.begin(), all.end(), isIt);
    if (recipe == all.end())
        return tl::unexpected(u"there is no base image \"%1\""_s.arg(name.left(60)));
    const auto tag = tagOf(*recipe);
    if (!tag)
        return tl::unexpected(u"the base image \"%1\" has no tag: %2"_s.arg(name.left(60), tag.error()));
    return tag;
}

tl::expected<QString, QString> replaced(const QString &text, const std::vector<BaseImage> &all, const TagOf &tagOf)
{
    static const QRegularExpression reference(u"\\$\\{recipe:([^}]*)\\}"_s);
    QString result;
    qsizetype from = 0;
    for (auto it = reference.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const auto tag = tagOfNamed(match.captured(1).trimmed(), all, tagOf);
        if (!tag)
            return tag;
        result += text.mid(from, match.capturedStart() - from) + *tag;
        from = match.capturedEnd();
    }
    return result + text.mid(from);
}

} // namespace

tl::expected<BaseImage, RecipeProblem> withParents(BaseImage recipe, const std::vector<BaseImage> &all,
                                                   const TagOf &tagOf)
{
    const auto replace = [&all, &tagOf](QString &text) -> tl::expected<void, QString> {
        auto result = replaced(text, all, tagOf);
        if (!result)
            return tl::unexpected(result.error());
        text = *std::move(result);
        return {};
    };
    if (recipe.dockerfile.isEmpty()) {
        if (const auto done = replace(recipe.from); !done)
            return tl::unexpected(RecipeProblem{u"from"_s, done.error()});
    }
    for (auto &[name, value] : recipe.buildArgs) {
        if (const auto done = replace(value); !done)
            return tl::unexpected(RecipeProblem{u"buildArgs."_s + name, done.error()});
    }
    return recipe;
}

} // namespace fairlead::images
