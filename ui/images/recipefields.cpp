// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "recipefields.h"

#include "backends/images/dockerfilechoices.h"
#include "backends/settings/writtenpath.h"
#include "models/images/recipenotes.h"
#include "models/plaintext.h"
#include "placechoices.h"
#include "ui/forms/codeedit.h"
#include "ui/forms/pathedit.h"
#include "ui/forms/suggestedit.h"
#include "ui/widgets/checkbox.h"
#include "ui/widgets/choicerow.h"
#include "ui/widgets/labels.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

using settings::BaseImage;

namespace {

constexpr qsizetype LongestChoice = 60; // of a menu and a placeholder

PairsEdit::Pairs pairsOf(const std::vector<settings::ContextFile> &files)
{
    PairsEdit::Pairs pairs;
    for (const settings::ContextFile &file : files)
        pairs.emplace_back(file.source, file.target);
    return pairs;
}

std::vector<settings::ContextFile> filesOf(const PairsEdit::Pairs &pairs)
{
    std::vector<settings::ContextFile> files;
    for (const auto &[source, target] : pairs)
        files.push_back({source, target.trimmed()});
    return files;
}

//! "runtime — FROM debian:12".
Suggestions suggestionsOf(const std::vector<images::DockerfileChoices::Target> &targets)
{
    Suggestions suggestions;
    for (const auto &target : targets)
        suggestions.push_back(
            {.text = target.name, .detail = u"FROM "_s + models::plainLine(target.from, LongestChoice)});
    return suggestions;
}

//! "PYTHON — default 3.11". A value that is given empty is empty for the build.
Suggestions suggestionsOf(const std::vector<images::DockerfileChoices::Argument> &arguments)
{
    Suggestions suggestions;
    for (const auto &argument : arguments) {
        const QString value = models::plainLine(argument.value, LongestChoice);
        Suggestion suggestion{.text = argument.name};
        if (!argument.hasValue) {
            suggestion.detail = RecipeFields::tr("no default");
            suggestion.hint = RecipeFields::tr("empty; the Dockerfile has no default");
        } else if (value.isEmpty()) {
            suggestion.detail = RecipeFields::tr("empty by default");
            suggestion.hint = RecipeFields::tr("empty, as by default");
        } else {
            suggestion.detail = RecipeFields::tr("default %1").arg(value);
            suggestion.hint = RecipeFields::tr("empty instead of %1").arg(value);
        }
        suggestions.push_back(std::move(suggestion));
    }
    return suggestions;
}

} // namespace

RecipeFields::RecipeFields(const Theme &theme, QWidget *parent)
    : FormFields(theme, parent)
{
    makeIdentity();
    makeSource();
    makePackages();
    makeFragments();
    makeFiles();
    makeBuild();
    makePlaces();
    addEnd();
    setOwn(false);
}

void RecipeFields::makeIdentity()
{
    addGroup(u"identity"_s, tr("Image"));
    m_bindings.line(*line(u"name"_s, tr("Name")), &BaseImage::name);
    QLineEdit &kind = suggest(u"kind"_s, tr("Kind"), {u"container-exec"_s, u"spark"_s, u"api"_s, u"visual"_s})->edit();
    setPlainToolTip(kind, tr("What runs in it, by which the list is filtered. container-exec: Python and R recipes, "
                             "notebooks, machine learning, web apps. spark: Spark's driver and executors, with Java. "
                             "api: API services. visual: containerized visual recipes, with Java"));
    m_bindings.line(kind, &BaseImage::kind);
    m_tag = line(u"tag"_s, tr("Tag"));
    const auto offer = [this](const QString &kind) {
        const bool isShort = kind == "spark"_L1 || kind == "api"_L1 || kind == "visual"_L1;
        m_tag->setPlaceholderText(u"base/%1:${version}"_s.arg(isShort ? kind : u"exec"_s));
    };
    connect(&kind, &QLineEdit::textChanged, m_tag, offer);
    offer(kind.text());
    setPlainToolTip(*m_tag,
                    tr("Variables: ${version}, ${date} as 20261122, ${gitSha} of the context's repository (with "
                       "-dirty behind it where tracked files differ from the commit), ${recipe} for the name"));
    m_bindings.line(*m_tag, &BaseImage::tag);
    m_bindings.line(*line(u"version"_s, tr("Version"), tr("for ${version}")), &BaseImage::version);
}

void RecipeFields::makeSource()
{
    addGroup(u"source"_s, tr("Source"));
    m_source = new ChoiceRow(tr("Dockerfile"), {tr("Made from fields"), tr("My own")}, this);
    m_source->setMinimumHeight(28);
    m_source->setText({});
    add(u"source"_s, tr("Dockerfile"), m_source);
    connect(m_source, &ChoiceRow::chosen, this, [this](int choice) {
        setOwn(choice == 1);
        touch(u"source"_s);
    });
    m_from = suggest(u"from"_s, tr("FROM"));
    setPlainToolTip(m_from->edit(), tr("${recipe:NAME} is the image of another base image, whatever its version; "
                                       "${ARGUMENT} is a build argument"));
    m_bindings.line(m_from->edit(), &BaseImage::from);
    m_dockerfile = path(u"dockerfile"_s, tr("File"), false);
    m_dockerfile->edit().setPlaceholderText(u"Dockerfile"_s);
    m_dockerfile->setFolder([this] { return contextFolder(); });
    m_dockerfile->setShortened([this](const QString &path) {
        const QString relative = QDir(contextFolder()).relativeFilePath(path);
        return m_context->text().isEmpty() || relative.startsWith(u".."_s) ? path : relative;
    });
    m_bindings.line(m_dockerfile->edit(), &BaseImage::dockerfile);
    m_context = path(u"context"_s, tr("Context folder"), true);
    m_context->setFolder([this] { return contextFolder(); });
    setPlainToolTip(m_context->edit(), tr("Sent to the daemon without what .dockerignore names; relative to the "
                                          "folder of fairlead.yaml"));
    m_bindings.line(m_context->edit(), &BaseImage::context);
}

void RecipeFields::makePackages()
{
    addGroup(u"packages"_s, tr("Packages"));
    m_bindings.words(*line(u"python"_s, tr("Python"), u"3.11, 3.12"_s), &BaseImage::python);
    m_bindings.flag(*check(u"r"_s, tr("R")), &BaseImage::r);
    SuggestEdit *cuda = suggest(u"cuda"_s, tr("CUDA"), {u"13.0"_s, u"12.8"_s, u"12.6"_s, u"12.4"_s, u"11.8"_s});
    cuda->setWordForNothing(tr("none"));
    m_bindings.line(cuda->edit(), &BaseImage::cuda);
    QPlainTextEdit *packages = words(u"systemPackages"_s, tr("System"), tr("git, curl, libgomp1"));
    packages->setAccessibleName(tr("System packages"));
    m_bindings.words(*packages, &BaseImage::systemPackages);
}

void RecipeFields::makeFragments()
{
    addGroup(u"fragments"_s, tr("Fragments"));
    m_bindings.text(*code(u"prepend"_s, tr("Right behind FROM")), &BaseImage::prepend);
    m_bindings.text(*code(u"append"_s, tr("At the end")), &BaseImage::append);
}

void RecipeFields::makeFiles()
{
    addGroup(u"files"_s, tr("Files"));
    PairsEdit *edit = pairs(u"files"_s, tr("Files for the context"), tr("path"), tr("name in the context"));
    m_bindings.add([edit](const BaseImage &recipe) { edit->setPairs(pairsOf(recipe.files)); },
                   [edit](BaseImage &recipe) { recipe.files = filesOf(edit->pairs()); });
}

void RecipeFields::makeBuild()
{
    addGroup(u"build"_s, tr("Build"));
    m_arguments = pairs(u"buildArgs"_s, tr("Build arguments"), tr("name"), tr("value"));
    m_bindings.pairs(*m_arguments, &BaseImage::buildArgs);
    m_target = suggest(u"target"_s, tr("Target stage"));
    m_target->setWordForNothing(tr("the last one"));
    m_bindings.line(m_target->edit(), &BaseImage::target);
    SuggestEdit *platform = suggest(u"platform"_s, tr("Platform"), {u"linux/amd64"_s, u"linux/arm64"_s});
    platform->setWordForNothing(tr("the daemon's"));
    m_bindings.line(platform->edit(), &BaseImage::platform);
    m_bindings.line(*line(u"httpProxy"_s, tr("Proxy"), u"http://proxy:3128"_s), &BaseImage::httpProxy);
    m_bindings.line(*line(u"noProxy"_s, tr("No proxy for"), u"localhost,.example.com"_s), &BaseImage::noProxy);
    m_bindings.flag(*check(u"noCache"_s, tr("Without the cache")), &BaseImage::noCache);
    m_bindings.flag(*check(u"pull"_s, tr("Look for a newer FROM each time")), &BaseImage::pull);
    addGroup(u"labels"_s, tr("Labels"));
    m_bindings.pairs(*pairs(u"labels"_s, tr("Labels of the image"), tr("key"), tr("value")), &BaseImage::labels);
}

void RecipeFields::makePlaces()
{
    addGroup(u"places"_s, tr("Where"));
    m_daemon = new DaemonChoice(this);
    add(u"daemon"_s, tr("Built by"), m_daemon);
    m_bindings.chosen(*m_daemon, &BaseImage::daemon);
    m_registries = new RegistryChoice(theme(), this);
    add(u"registries"_s, tr("Pushed to"), m_registries);
    m_bindings.chosen(*m_registries, &BaseImage::registries);
    connect(m_daemon, &DaemonChoice::edited, this, [this] { touch(u"daemon"_s); });
    connect(m_registries, &RegistryChoice::edited, this, [this] { touch(u"registries"_s); });
}

QString RecipeFields::contextFolder() const
{
    const QString context =
        m_context->text().isEmpty() ? m_folder : settings::absolutePath(m_context->text(), m_folder);
    return QDir(context).exists() ? context : m_folder;
}

void RecipeFields::setOwn(bool isOwn)
{
    m_hasOwn = isOwn;
    m_source->setCurrent(isOwn ? 1 : 0);
    if (isOwn && m_dockerfile->text().isEmpty())
        quietly([this] { m_dockerfile->edit().setText(u"Dockerfile"_s); });
    setFieldVisible(u"from"_s, !isOwn);
    setFieldVisible(u"dockerfile"_s, isOwn);
    setGroupVisible(u"packages"_s, !isOwn);
    setGroupVisible(u"fragments"_s, !isOwn);
}

void RecipeFields::setRecipe(const BaseImage &recipe, bool isNew)
{
    m_recipe = recipe;
    begin(isNew, [this] {
        m_bindings.show(m_recipe);
        setOwn(!m_recipe.dockerfile.isEmpty());
    });
    openWhatIsSet(recipe);
}

void RecipeFields::openWhatIsSet(const BaseImage &recipe)
{
    for (const QString &group : {u"identity"_s, u"source"_s, u"packages"_s, u"places"_s})
        setGroupOpen(group, true);
    setGroupOpen(u"fragments"_s, !recipe.prepend.isEmpty() || !recipe.append.isEmpty());
    setGroupOpen(u"files"_s, !recipe.files.empty());
    setGroupOpen(u"build"_s, !recipe.buildArgs.empty() || !recipe.httpProxy.isEmpty() || !recipe.noProxy.isEmpty() ||
                                 recipe.noCache || recipe.pull || !recipe.target.isEmpty() ||
                                 !recipe.platform.isEmpty());
    setGroupOpen(u"labels"_s, !recipe.labels.empty());
}

BaseImage RecipeFields::recipe() const
{
    BaseImage recipe = m_recipe;
    m_bindings.read(recipe);
    if (!m_hasOwn)
        recipe.dockerfile.clear();
    else if (recipe.dockerfile.isEmpty())
        recipe.dockerfile = u"Dockerfile"_s; // as the field says while it is empty
    return recipe;
}

void RecipeFields::setChoices(const settings::Settings &settings, const QStringList &bases)
{
    m_from->setSuggestions(bases);
    m_daemon->setDaemons(settings);
    m_registries->setRegistries(settings.registries);
}

void RecipeFields::setOwnDockerfile(const models::OwnDockerfile *file)
{
    const images::DockerfileChoices choices =
        file && m_hasOwn ? images::choicesOf(file->file) : images::DockerfileChoices();
    m_target->setSuggestions(suggestionsOf(choices.targets));
    m_arguments->setSuggestions(suggestionsOf(choices.arguments));
}

void RecipeFields::setExpandedTag(const QString &tag)
{
    QStringList lines;
    if (!tag.isEmpty() && tag != m_tag->text().trimmed())
        lines += m_tag->text().contains("${gitSha}"_L1)
                     ? tr("now %1, with the commit for the zeros").arg(models::plainLine(tag, 300))
                     : tr("now %1").arg(models::plainLine(tag, 300));
    lines += tr("${…} stands for version, date, gitSha or recipe");
    setFieldNote(u"tag"_s, lines.join(u'\n'));
}

void RecipeFields::refresh()
{
    const models::RecipeNotes notes = models::recipeNotes(recipe());
    setGroupNote(u"packages"_s, notes.packages);
    setGroupNote(u"fragments"_s, notes.fragments);
    setGroupNote(u"files"_s, notes.files);
    setGroupNote(u"build"_s, notes.build);
    setGroupNote(u"labels"_s, notes.labels);
}

} // namespace fairlead::ui
