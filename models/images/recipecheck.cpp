// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "recipecheck.h"

#include "backends/images/buildmarks.h"
#include "backends/images/recipeparents.h"
#include "backends/images/registryimage.h"
#include "backends/images/tagtemplate.h"
#include "backends/registry/imagereference.h"
#include "backends/settings/findbyid.h"
#include "models/plaintext.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QSet>
#include <QUrl>
#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using settings::BaseImage;
using settings::Settings;

QString said(const char *text)
{
    return QCoreApplication::translate("RecipeCheck", text);
}

QString quoted(const QString &text)
{
    return u"“%1”"_s.arg(plainLine(text, 60));
}

//! The item that a field such as "python[1]" names, as it was typed.
QString itemOf(const BaseImage &recipe, const QString &field)
{
    const auto at = [&field](const QStringList &list) {
        return list.value(field.section(u'[', 1).section(u']', 0, 0).toInt());
    };
    if (field.startsWith("python["_L1))
        return at(recipe.python);
    if (field.startsWith("systemPackages["_L1))
        return at(recipe.systemPackages);
    return field.contains(u'.') ? field.section(u'.', 1) : QString();
}

bool matches(const QString &text, const QString &expression)
{
    return QRegularExpression(u"\\A(?:"_s + expression + u")\\z"_s).match(text).hasMatch();
}

class Checker
{
public:
    Checker(const BaseImage &recipe, const Settings &others, const QDate &date, const OwnDockerfile *file)
        : m_recipe(recipe)
        , m_others(others)
        , m_date(date)
        , m_file(file)
    {
    }

    std::vector<FieldProblem> check()
    {
        checkName();
        checkTag();
        if (m_recipe.dockerfile.isEmpty())
            checkFields();
        else
            checkOwn();
        checkParents();
        checkFiles();
        checkPairs(u"buildArgs"_s, m_recipe.buildArgs);
        checkPairs(u"labels"_s, m_recipe.labels);
        checkMarks();
        checkArguments();
        checkBuild();
        checkPlaces();
        return std::move(m_problems);
    }

private:
    void error(const QString &field, const QString &message) { m_problems.push_back({field, message}); }
    void warn(const QString &field, const QString &message)
    {
        m_problems.push_back({field, message, Severity::Warning});
    }

    void checkName()
    {
        const QString name = m_recipe.name.trimmed();
        if (name.isEmpty())
            error(u"name"_s, said(QT_TRANSLATE_NOOP("RecipeCheck", "Expected a name")));
        for (const BaseImage &other : m_others.baseImages) {
            if (other.id != m_recipe.id && other.name.trimmed().compare(name, Qt::CaseInsensitive) == 0)
                error(u"name"_s, said(QT_TRANSLATE_NOOP("RecipeCheck", "Another base image has this name")));
        }
        if (m_recipe.kind.trimmed().isEmpty())
            error(u"kind"_s, said(QT_TRANSLATE_NOOP("RecipeCheck", "Expected a kind, such as container-exec")));
    }

    void checkTag()
    {
        if (m_recipe.tag.trimmed().isEmpty()) {
            error(u"tag"_s, said(QT_TRANSLATE_NOOP("RecipeCheck", "Expected a tag, such as base/exec:${version}")));
            return;
        }
        const auto tag = tagOf(m_recipe, m_date);
        if (!tag) {
            error(u"tag"_s, tag.error());
            return;
        }
        const auto reference = registry::ImageReference::parseNormalized(*tag);
        if (!reference)
            error(u"tag"_s, quoted(*tag) + u' ' + registry::toString(reference.error()));
        else if (reference->digest)
            error(u"tag"_s, said(QT_TRANSLATE_NOOP("RecipeCheck", "A digest is not chosen: expected NAME:TAG")));
        for (const BaseImage &other : m_others.baseImages) {
            const auto its = tagOf(other, m_date);
            if (other.id != m_recipe.id && its &&
                images::ImageGraph::comparable(*its) == images::ImageGraph::comparable(*tag))
                warn(u"tag"_s,
                     said(QT_TRANSLATE_NOOP("RecipeCheck", "%1 has the same tag: the one that is built later wins"))
                         .arg(quoted(other.name)));
        }
        checkCircle();
    }

    //! As far as the FROMs say that are in the settings.
    void checkCircle()
    {
        std::vector<images::ImageGraph::Recipe> recipes{graphNode(m_recipe, m_others, m_date, m_file)};
        for (const BaseImage &other : m_others.baseImages) {
            if (other.id != m_recipe.id)
                recipes.push_back(graphNode(other, m_others, m_date));
        }
        if (images::ImageGraph(std::move(recipes)).circular().contains(m_recipe.id))
            error(m_recipe.dockerfile.isEmpty() ? u"from"_s : u"dockerfile"_s,
                  said(QT_TRANSLATE_NOOP("RecipeCheck", "This is built on itself, directly or through another one")));
    }

    void checkFields()
    {
        for (const images::RecipeProblem &problem : images::recipeText(m_recipe).problems) {
            const QString item = itemOf(m_recipe, problem.field);
            const QString message = problem.message.left(1).toUpper() + problem.message.mid(1);
            error(problem.field, item.isEmpty() ? message : quoted(item) + u": "_s + problem.message);
        }
        checkFragment(u"prepend"_s, m_recipe.prepend);
        checkFragment(u"append"_s, m_recipe.append);
        QSet<QString> versions;
        for (const QString &version : m_recipe.python) {
            if (versions.contains(version))
                warn(u"python"_s, said(QT_TRANSLATE_NOOP("RecipeCheck", "%1 stands twice")).arg(quoted(version)));
            versions.insert(version);
        }
    }

    void checkFragment(const QString &field, const QString &text)
    {
        const auto parsed = images::parseDockerfile("FROM scratch\n" + text.toUtf8());
        if (!parsed)
            error(field, said(QT_TRANSLATE_NOOP("RecipeCheck", "Line %1: %2"))
                             .arg(std::max(1, parsed.error().line - 1))
                             .arg(parsed.error().message));
    }

    void checkOwn()
    {
        if (m_recipe.context.trimmed().isEmpty())
            error(u"context"_s,
                  said(QT_TRANSLATE_NOOP("RecipeCheck", "Expected the folder that is sent to the daemon")));
        checkIgnored();
        if (!m_file)
            return;
        if (!m_file->problem.isEmpty())
            warn(u"dockerfile"_s, said(QT_TRANSLATE_NOOP("RecipeCheck", "%1: %2"))
                                      .arg(plainLine(m_file->path, 300), plainLine(m_file->problem)));
        else if (m_file->error)
            warn(u"dockerfile"_s, said(QT_TRANSLATE_NOOP("RecipeCheck", "Line %1: %2"))
                                      .arg(m_file->error->line)
                                      .arg(m_file->error->message));
        else
            checkStage();
    }

    void checkStage()
    {
        const QString &target = m_recipe.target;
        const QStringList stages = m_file->stageNames();
        bool isNumber = false;
        const uint number = target.toUInt(&isNumber);
        const bool isThere =
            target.isEmpty() || stages.contains(target.toLower()) || (isNumber && number < m_file->file.stages.size());
        if (!isThere)
            warn(u"target"_s, stages.isEmpty()
                                  ? said(QT_TRANSLATE_NOOP("RecipeCheck", "The Dockerfile names no stage"))
                                  : said(QT_TRANSLATE_NOOP("RecipeCheck", "The Dockerfile has no such stage, but %1"))
                                        .arg(stages.join(", "_L1)));
    }

    void checkParents()
    {
        if (const auto made = withParents(m_recipe, m_others.baseImages, m_date); !made)
            error(made.error().field, made.error().message.left(1).toUpper() + made.error().message.mid(1));
    }

    //! What only a Dockerfile that is made has.
    void checkIgnored()
    {
        QStringList fields;
        const auto add = [&fields](const QString &field, bool isSet) {
            if (isSet)
                fields += field;
        };
        add(u"from"_s, !m_recipe.from.isEmpty());
        add(u"cuda"_s, !m_recipe.cuda.isEmpty());
        add(u"python"_s, !m_recipe.python.isEmpty());
        add(u"r"_s, m_recipe.r);
        add(u"systemPackages"_s, !m_recipe.systemPackages.isEmpty());
        add(u"prepend"_s, !m_recipe.prepend.trimmed().isEmpty());
        add(u"append"_s, !m_recipe.append.trimmed().isEmpty());
        if (!fields.isEmpty())
            warn(u"dockerfile"_s,
                 said(QT_TRANSLATE_NOOP("RecipeCheck", "Nothing is made of %1: the Dockerfile is one of your own"))
                     .arg(fields.join(", "_L1)));
    }

    void checkFiles()
    {
        QSet<QString> targets;
        for (std::size_t i = 0; i < m_recipe.files.size(); ++i) {
            const settings::ContextFile &file = m_recipe.files[i];
            const QString field = u"files[%1]"_s.arg(i);
            const QString target = file.target.isEmpty() ? file.source.section(u'/', -1) : file.target;
            if (file.source.trimmed().isEmpty())
                error(field, said(QT_TRANSLATE_NOOP("RecipeCheck", "Expected the path of a file")));
            else if (target.startsWith(u'/') || target.split(u'/').contains(u".."_s))
                error(field, said(QT_TRANSLATE_NOOP("RecipeCheck", "%1: expected a name inside the context"))
                                 .arg(quoted(target)));
            else if (targets.contains(target))
                error(field, said(QT_TRANSLATE_NOOP("RecipeCheck", "%1 is the name of two files")).arg(quoted(target)));
            targets.insert(target);
        }
    }

    void checkPairs(const QString &field, const settings::TextPairs &pairs)
    {
        QSet<QString> names;
        for (const auto &[name, value] : pairs) {
            if (names.contains(name))
                error(field, said(QT_TRANSLATE_NOOP("RecipeCheck", "%1 stands twice")).arg(quoted(name)));
            if (name.isEmpty() && !m_recipe.dockerfile.isEmpty()) // else recipeText() says it
                error(field, said(QT_TRANSLATE_NOOP("RecipeCheck", "Expected a name")));
            names.insert(name);
        }
    }

    void checkMarks()
    {
        for (const auto &[name, value] : m_recipe.labels) {
            if (images::BuildMarks::isOurs(name))
                error(u"labels"_s, said(QT_TRANSLATE_NOOP("RecipeCheck", "%1: Fairlead itself writes the labels below "
                                                                         "io.fairlead, from which it knows its images"))
                                       .arg(quoted(name)));
        }
    }

    //! What is typed into the settings is for everybody's eyes.
    void checkArguments()
    {
        static const QRegularExpression secret(u"passw|secret|token|credential|api_?key|private_?key"_s,
                                               QRegularExpression::CaseInsensitiveOption);
        for (const auto &[name, value] : m_recipe.buildArgs) {
            if (!value.isEmpty() && secret.match(name).hasMatch())
                warn(u"buildArgs"_s,
                     said(QT_TRANSLATE_NOOP("RecipeCheck", "%1 looks like a secret: it stands readable in the settings "
                                                           "file and in the history of the image"))
                         .arg(quoted(name)));
        }
    }

    void checkBuild()
    {
        if (!m_recipe.platform.isEmpty() && !matches(m_recipe.platform, u"[a-z0-9]+/[a-z0-9_]+(/[a-z0-9.]+)?"_s))
            error(u"platform"_s,
                  said(QT_TRANSLATE_NOOP("RecipeCheck", "Expected OS/ARCHITECTURE, such as linux/amd64")));
        if (m_recipe.httpProxy.isEmpty())
            return;
        const QUrl proxy(m_recipe.httpProxy, QUrl::StrictMode);
        const bool isProxy = proxy.isValid() && !proxy.host().isEmpty() &&
                             QStringList{u"http"_s, u"https"_s, u"socks5"_s, u"socks5h"_s}.contains(proxy.scheme());
        if (!isProxy)
            error(u"httpProxy"_s, said(QT_TRANSLATE_NOOP("RecipeCheck", "Expected http://HOST:PORT")));
        else if (!proxy.password().isEmpty())
            warn(u"httpProxy"_s,
                 said(QT_TRANSLATE_NOOP("RecipeCheck", "The password stands readable in the settings file")));
    }

    void checkPlaces()
    {
        if (!m_recipe.daemon.id.isEmpty() && !settings::findById(m_others.daemons, m_recipe.daemon.id))
            error(u"daemon"_s, said(QT_TRANSLATE_NOOP("RecipeCheck", "The daemon %1 is no longer in the settings"))
                                   .arg(quoted(m_recipe.daemon.name)));
        else if (m_others.daemons.empty())
            warn(u"daemon"_s, said(QT_TRANSLATE_NOOP("RecipeCheck", "There is no daemon yet that could build it")));
        for (std::size_t i = 0; i < m_recipe.registries.size(); ++i) {
            if (!settings::findById(m_others.registries, m_recipe.registries[i].id))
                error(u"registries[%1]"_s.arg(i),
                      said(QT_TRANSLATE_NOOP("RecipeCheck", "The registry %1 is no longer in the settings"))
                          .arg(quoted(m_recipe.registries[i].name)));
        }
    }

    const BaseImage &m_recipe;
    const Settings &m_others;
    QDate m_date;
    const OwnDockerfile *m_file;
    std::vector<FieldProblem> m_problems;
};

QString newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

bool hasName(const Settings &settings, const QString &name)
{
    return std::any_of(settings.baseImages.begin(), settings.baseImages.end(), [&name](const BaseImage &recipe) {
        return recipe.name.compare(name, Qt::CaseInsensitive) == 0;
    });
}

} // namespace

tl::expected<QString, QString> tagOf(const BaseImage &recipe, const QDate &date, const QString &gitSha)
{
    return images::expandedTag(recipe.tag.trimmed(), {.version = recipe.version.trimmed(),
                                                      .date = date,
                                                      .gitSha = gitSha.isEmpty() ? QString(12, u'0') : gitSha,
                                                      .recipe = recipe.name});
}

tl::expected<BaseImage, images::RecipeProblem> withParents(const BaseImage &recipe,
                                                           const std::vector<BaseImage> &others, const QDate &date)
{
    return images::withParents(recipe, others, [&date](const BaseImage &parent) { return tagOf(parent, date); });
}

images::ImageGraph::Recipe graphNode(const BaseImage &recipe, const Settings &others, const QDate &date,
                                     const OwnDockerfile *file)
{
    images::ImageGraph::Recipe node{recipe.id, tagOf(recipe, date).value_or(QString()), {}, {}};
    if (const auto made = withParents(recipe, others.baseImages, date))
        node.bases = basesOf(*made, file);
    for (const settings::Reference &reference : recipe.registries) {
        for (const settings::Registry &registry : others.registries) {
            if (registry.id == reference.id && !node.tag.isEmpty())
                node.pushedAs += images::imageNameIn(registry, node.tag);
        }
    }
    return node;
}

std::vector<FieldProblem> recipeProblems(const BaseImage &recipe, const Settings &others, const QDate &date,
                                         const OwnDockerfile *file)
{
    return Checker(recipe, others, date, file).check();
}

BaseImage newRecipe(const Settings &others)
{
    BaseImage recipe{.id = newId()};
    recipe.tag = u"${recipe}:${version}"_s;
    recipe.version = u"1.0"_s;
    if (others.registries.size() == 1)
        recipe.registries = {{others.registries[0].id, others.registries[0].name}};
    return recipe;
}

BaseImage duplicateOf(BaseImage recipe, const Settings &others)
{
    const QString name = recipe.name;
    recipe.id = newId();
    recipe.name = said(QT_TRANSLATE_NOOP("RecipeCheck", "%1 copy")).arg(name);
    for (int i = 2; hasName(others, recipe.name); ++i)
        recipe.name = said(QT_TRANSLATE_NOOP("RecipeCheck", "%1 copy %2")).arg(name).arg(i);
    return recipe;
}

} // namespace fairlead::models
