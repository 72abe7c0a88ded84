// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "recipefields.h"

#include "backends/settings/writtenpath.h"
#include "codeedit.h"
#include "fieldgrid.h"
#include "models/formats.h"
#include "models/plaintext.h"
#include "pairsedit.h"
#include "placechoices.h"
#include "suggestedit.h"
#include "ui/widgets/checkbox.h"
#include "ui/widgets/choicerow.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/section.h"

#include <QDir>
#include <QFileDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

using models::FieldProblem;
using settings::BaseImage;

QStringList words(const QString &text)
{
    static const QRegularExpression gaps(u"[\\s,]+"_s);
    return text.split(gaps, Qt::SkipEmptyParts);
}

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

} // namespace

RecipeFields::RecipeFields(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(14, 4, 14, 14);
    m_layout->setSpacing(0);
    makeIdentity();
    makeSource();
    makePackages();
    makeFragments();
    makeFiles();
    makeBuild();
    makePlaces();
    m_layout->addStretch(1);
    setOwn(false);
}

FieldGrid *RecipeFields::addGroup(const QString &key, const QString &title)
{
    auto *section = new Section(m_theme, key, title, this);
    auto *grid = new FieldGrid(section);
    section->add(grid);
    m_layout->addWidget(section);
    m_groups.push_back({section, grid, {}});
    return grid;
}

QLineEdit *RecipeFields::line(FieldGrid *grid, const QString &key, const QString &name, const QString &placeholder)
{
    auto *edit = new QLineEdit(grid);
    edit->setPlaceholderText(placeholder);
    edit->setAccessibleName(name);
    grid->add(key, name, edit);
    m_groups.back().keys += key;
    connect(edit, &QLineEdit::textChanged, this, [this, key] { touch(key); });
    return edit;
}

SuggestEdit *RecipeFields::suggest(FieldGrid *grid, const QString &key, const QString &name,
                                   const QStringList &suggestions)
{
    auto *edit = new SuggestEdit(name, grid);
    edit->setSuggestions(suggestions);
    grid->add(key, name, edit);
    m_groups.back().keys += key;
    connect(&edit->edit(), &QLineEdit::textChanged, this, [this, key] { touch(key); });
    return edit;
}

QLineEdit *RecipeFields::path(FieldGrid *grid, const QString &key, const QString &name, bool isFolder)
{
    auto *row = new QWidget(grid);
    auto *edit = new QLineEdit(row);
    edit->setAccessibleName(name);
    auto *choose = new QPushButton(tr("Choose…"), row);
    choose->setAccessibleName(tr("Choose %1").arg(name));
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(edit, 1);
    layout->addWidget(choose);
    row->setFocusProxy(edit);
    grid->add(key, name, row);
    m_groups.back().keys += key;
    connect(edit, &QLineEdit::textChanged, this, [this, key] { touch(key); });
    connect(choose, &QPushButton::clicked, this, [this, edit, isFolder] { choosePath(edit, isFolder); });
    return edit;
}

CheckBox *RecipeFields::check(FieldGrid *grid, const QString &key, const QString &text)
{
    auto *box = new CheckBox(m_theme, text, grid);
    box->setMinimumHeight(24);
    grid->add(key, {}, box);
    m_groups.back().keys += key;
    connect(box, &QAbstractButton::toggled, this, [this, key] { touch(key); });
    return box;
}

CodeEdit *RecipeFields::code(FieldGrid *grid, const QString &key, const QString &name)
{
    auto *edit = new CodeEdit(m_theme, name, grid);
    edit->setLines(5);
    edit->setMaximumHeight(160);
    grid->addWide(key, name, edit);
    m_groups.back().keys += key;
    connect(edit, &QPlainTextEdit::textChanged, this, [this, key] { touch(key); });
    return edit;
}

PairsEdit *RecipeFields::pairs(FieldGrid *grid, const QString &key, const QString &name, const QString &first,
                               const QString &second)
{
    auto *edit = new PairsEdit(name, first, second, grid);
    grid->addWide(key, name, edit);
    m_groups.back().keys += key;
    connect(edit, &PairsEdit::edited, this, [this, key] { touch(key); });
    return edit;
}

void RecipeFields::makeIdentity()
{
    FieldGrid *grid = addGroup(u"identity"_s, tr("Image"));
    m_name = line(grid, u"name"_s, tr("Name"));
    m_kind = suggest(grid, u"kind"_s, tr("Kind"), {u"container-exec"_s, u"spark"_s, u"api"_s, u"visual"_s});
    m_tag = line(grid, u"tag"_s, tr("Tag"), u"base/exec:${version}"_s);
    setPlainToolTip(*m_tag, tr("Variables: ${version}, ${date} as 20261122, ${gitSha} of the context's repository, "
                               "${recipe} for the name"));
    m_version = line(grid, u"version"_s, tr("Version"), tr("for ${version}"));
}

void RecipeFields::makeSource()
{
    FieldGrid *grid = addGroup(u"source"_s, tr("Source"));
    m_source = new ChoiceRow(tr("Dockerfile"), {tr("Made from fields"), tr("My own")}, grid);
    m_source->setMinimumHeight(28);
    m_source->setText({});
    grid->add(u"source"_s, tr("Dockerfile"), m_source);
    connect(m_source, &ChoiceRow::chosen, this, [this](int choice) {
        setOwn(choice == 1);
        touch(u"source"_s);
    });
    m_from = suggest(grid, u"from"_s, tr("FROM"), {});
    m_dockerfile = path(grid, u"dockerfile"_s, tr("File"), false);
    m_dockerfile->setPlaceholderText(u"Dockerfile"_s);
    m_context = path(grid, u"context"_s, tr("Context folder"), true);
    setPlainToolTip(*m_context, tr("Sent to the daemon without what .dockerignore names; relative to the folder of "
                                   "fairlead.yaml"));
}

void RecipeFields::makePackages()
{
    FieldGrid *grid = addGroup(u"packages"_s, tr("Packages"));
    m_python = line(grid, u"python"_s, tr("Python"), u"3.11, 3.12"_s);
    m_r = check(grid, u"r"_s, tr("R"));
    m_cuda = suggest(grid, u"cuda"_s, tr("CUDA"), {u"13.0"_s, u"12.8"_s, u"12.6"_s, u"12.4"_s, u"11.8"_s});
    m_cuda->setWordForNothing(tr("none"));
    m_packages = new QPlainTextEdit(grid);
    m_packages->setObjectName(u"code"_s);
    m_packages->setFrameShape(QFrame::NoFrame);
    m_packages->setTabChangesFocus(true);
    m_packages->setAccessibleName(tr("System packages"));
    m_packages->setPlaceholderText(tr("git, curl, libgomp1"));
    m_packages->setFixedHeight(56);
    grid->add(u"systemPackages"_s, tr("System"), m_packages);
    m_groups.back().keys += u"systemPackages"_s;
    connect(m_packages, &QPlainTextEdit::textChanged, this, [this] { touch(u"systemPackages"_s); });
}

void RecipeFields::makeFragments()
{
    FieldGrid *grid = addGroup(u"fragments"_s, tr("Fragments"));
    m_prepend = code(grid, u"prepend"_s, tr("Right behind FROM"));
    m_append = code(grid, u"append"_s, tr("At the end"));
}

void RecipeFields::makeFiles()
{
    FieldGrid *grid = addGroup(u"files"_s, tr("Files"));
    m_files = pairs(grid, u"files"_s, tr("Files for the context"), tr("path"), tr("name in the context"));
}

void RecipeFields::makeBuild()
{
    FieldGrid *grid = addGroup(u"build"_s, tr("Build"));
    m_arguments = pairs(grid, u"buildArgs"_s, tr("Build arguments"), tr("name"), tr("value"));
    m_target = suggest(grid, u"target"_s, tr("Target stage"), {});
    m_target->setWordForNothing(tr("the last one"));
    m_platform = suggest(grid, u"platform"_s, tr("Platform"), {u"linux/amd64"_s, u"linux/arm64"_s});
    m_platform->setWordForNothing(tr("the daemon's"));
    m_proxy = line(grid, u"httpProxy"_s, tr("Proxy"), u"http://proxy:3128"_s);
    m_noProxy = line(grid, u"noProxy"_s, tr("No proxy for"), u"localhost,.example.com"_s);
    m_noCache = check(grid, u"noCache"_s, tr("Without the cache"));
    m_pull = check(grid, u"pull"_s, tr("Look for a newer FROM each time"));
    FieldGrid *labels = addGroup(u"labels"_s, tr("Labels"));
    m_labels = pairs(labels, u"labels"_s, tr("Labels of the image"), tr("key"), tr("value"));
}

void RecipeFields::makePlaces()
{
    FieldGrid *grid = addGroup(u"places"_s, tr("Where"));
    m_daemon = new DaemonChoice(grid);
    grid->add(u"daemon"_s, tr("Built by"), m_daemon);
    m_registries = new RegistryChoice(m_theme, grid);
    grid->add(u"registries"_s, tr("Pushed to"), m_registries);
    m_groups.back().keys += {u"daemon"_s, u"registries"_s};
    connect(m_daemon, &DaemonChoice::edited, this, [this] { touch(u"daemon"_s); });
    connect(m_registries, &RegistryChoice::edited, this, [this] { touch(u"registries"_s); });
}

void RecipeFields::choosePath(QLineEdit *edit, bool isFolder)
{
    auto *dialog = new QFileDialog(this, isFolder ? tr("Context folder") : tr("Dockerfile"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(isFolder ? QFileDialog::Directory : QFileDialog::ExistingFile);
    const QString written = m_context->text();
    const QString context = written.isEmpty() ? m_folder : settings::absolutePath(written, m_folder);
    dialog->setDirectory(QDir(context).exists() ? context : m_folder);
    connect(dialog, &QFileDialog::fileSelected, edit, [this, edit, isFolder, context](const QString &path) {
        const QString relative = QDir(context).relativeFilePath(path);
        const bool isInside = !isFolder && !m_context->text().isEmpty() && !relative.startsWith(u".."_s);
        edit->setText(isInside ? relative : path);
    });
    dialog->open();
}

void RecipeFields::touch(const QString &key)
{
    if (m_isSetting)
        return;
    m_touched.insert(key);
    refreshNotes();
    emit edited();
}

void RecipeFields::setOwn(bool isOwn)
{
    m_hasOwn = isOwn;
    m_source->setCurrent(isOwn ? 1 : 0);
    if (isOwn && m_dockerfile->text().isEmpty()) {
        const bool wasSetting = std::exchange(m_isSetting, true);
        m_dockerfile->setText(u"Dockerfile"_s);
        m_isSetting = wasSetting;
    }
    for (const Group &group : m_groups) {
        group.grid->setFieldVisible(u"from"_s, !isOwn);
        group.grid->setFieldVisible(u"dockerfile"_s, isOwn);
        const bool isOfFields = group.keys.contains(u"python"_s) || group.keys.contains(u"prepend"_s);
        if (isOfFields)
            group.section->setVisible(!isOwn);
    }
}

void RecipeFields::setRecipe(const BaseImage &recipe, bool isNew)
{
    m_isSetting = true;
    m_recipe = recipe;
    m_touched.clear();
    m_showsAll = !isNew;
    m_name->setText(recipe.name);
    m_kind->edit().setText(recipe.kind);
    m_tag->setText(recipe.tag);
    m_version->setText(recipe.version);
    m_from->edit().setText(recipe.from);
    m_dockerfile->setText(recipe.dockerfile);
    m_context->setText(recipe.context);
    m_python->setText(recipe.python.join(", "_L1));
    m_r->setChecked(recipe.r);
    m_cuda->edit().setText(recipe.cuda);
    m_packages->setPlainText(recipe.systemPackages.join(", "_L1));
    m_prepend->setPlainText(recipe.prepend);
    m_append->setPlainText(recipe.append);
    m_files->setPairs(pairsOf(recipe.files));
    m_arguments->setPairs(recipe.buildArgs);
    m_labels->setPairs(recipe.labels);
    m_proxy->setText(recipe.httpProxy);
    m_noProxy->setText(recipe.noProxy);
    m_noCache->setChecked(recipe.noCache);
    m_pull->setChecked(recipe.pull);
    m_target->edit().setText(recipe.target);
    m_platform->edit().setText(recipe.platform);
    m_daemon->setChosen(recipe.daemon);
    m_registries->setChosen(recipe.registries);
    setOwn(!recipe.dockerfile.isEmpty());
    m_isSetting = false;
    refreshNotes();
    const bool hasFragments = !recipe.prepend.isEmpty() || !recipe.append.isEmpty();
    const bool hasBuild = !recipe.buildArgs.empty() || !recipe.httpProxy.isEmpty() || !recipe.noProxy.isEmpty() ||
                          recipe.noCache || recipe.pull || !recipe.target.isEmpty() || !recipe.platform.isEmpty();
    const QHash<QString, bool> isSet{{u"prepend"_s, hasFragments},
                                     {u"files"_s, !recipe.files.empty()},
                                     {u"buildArgs"_s, hasBuild},
                                     {u"labels"_s, !recipe.labels.empty()}};
    for (const Group &group : m_groups)
        group.section->setOpen(isSet.value(group.keys.value(0), true));
}

BaseImage RecipeFields::recipe() const
{
    BaseImage recipe = m_recipe;
    recipe.name = m_name->text().trimmed();
    recipe.kind = m_kind->text().trimmed();
    recipe.tag = m_tag->text().trimmed();
    recipe.version = m_version->text().trimmed();
    recipe.from = m_from->text().trimmed();
    recipe.dockerfile = m_hasOwn ? m_dockerfile->text().trimmed() : QString();
    if (m_hasOwn && recipe.dockerfile.isEmpty())
        recipe.dockerfile = u"Dockerfile"_s; // as the field says while it is empty
    recipe.context = m_context->text().trimmed();
    recipe.python = words(m_python->text());
    recipe.r = m_r->isChecked();
    recipe.cuda = m_cuda->text().trimmed();
    recipe.systemPackages = words(m_packages->toPlainText());
    recipe.prepend = m_prepend->toPlainText();
    recipe.append = m_append->toPlainText();
    recipe.files = filesOf(m_files->pairs());
    recipe.buildArgs = m_arguments->pairs();
    recipe.labels = m_labels->pairs();
    recipe.httpProxy = m_proxy->text().trimmed();
    recipe.noProxy = m_noProxy->text().trimmed();
    recipe.noCache = m_noCache->isChecked();
    recipe.pull = m_pull->isChecked();
    recipe.target = m_target->text().trimmed();
    recipe.platform = m_platform->text().trimmed();
    recipe.daemon = m_daemon->chosen();
    recipe.registries = m_registries->chosen();
    return recipe;
}

void RecipeFields::setChoices(const settings::Settings &settings, const QStringList &bases)
{
    m_from->setSuggestions(bases);
    m_daemon->setDaemons(settings.daemons);
    m_registries->setRegistries(settings.registries);
}

void RecipeFields::setOwnDockerfile(const models::OwnDockerfile *file)
{
    m_target->setSuggestions(file && m_hasOwn ? file->stageNames() : QStringList());
    QStringList arguments;
    for (std::size_t i = 0; file && m_hasOwn && i < file->file.arguments.size(); ++i) {
        if (const QString &name = file->file.arguments[i].name; !arguments.contains(name))
            arguments += name;
    }
    m_arguments->setSuggestions(arguments);
}

const RecipeFields::Group *RecipeFields::groupOf(const QString &key) const
{
    const auto it =
        std::find_if(m_groups.begin(), m_groups.end(), [&key](const Group &group) { return group.grid->has(key); });
    return it == m_groups.end() ? nullptr : &*it;
}

void RecipeFields::setProblems(const std::vector<FieldProblem> &problems)
{
    for (const Group &group : m_groups) {
        for (const QString &key : group.keys) {
            QStringList texts;
            auto worst = models::Severity::Warning;
            for (const FieldProblem &problem : problems) {
                if (problem.group() != key || !(m_showsAll || m_touched.contains(key)))
                    continue;
                texts += models::plainText(problem.message, 600);
                worst = std::max(worst, problem.severity);
            }
            group.grid->setProblem(key, texts.join(u'\n'), worst);
        }
    }
}

void RecipeFields::setExpandedTag(const QString &tag)
{
    QStringList lines;
    if (!tag.isEmpty() && tag != m_tag->text().trimmed())
        lines += m_tag->text().contains("${gitSha}"_L1)
                     ? tr("now %1, with the commit for the zeros").arg(models::plainLine(tag, 300))
                     : tr("now %1").arg(models::plainLine(tag, 300));
    lines += tr("${…} stands for version, date, gitSha or recipe");
    m_groups.front().grid->setNote(u"tag"_s, lines.join(u'\n'));
}

void RecipeFields::focusField(const QString &key)
{
    const Group *group = groupOf(key);
    if (!group)
        return;
    group->section->setOpen(true);
    group->grid->editor(key)->setFocus(Qt::OtherFocusReason);
}

void RecipeFields::setReadOnly(bool isReadOnly)
{
    for (const Group &group : m_groups)
        group.grid->setEnabled(!isReadOnly);
}

//! What a folded group has in it.
void RecipeFields::refreshNotes()
{
    const BaseImage now = recipe();
    QStringList packages;
    for (const QString &version : now.python)
        packages += tr("Python %1").arg(version);
    if (now.r)
        packages += tr("R");
    if (!now.cuda.isEmpty())
        packages += tr("CUDA %1").arg(now.cuda);
    packages += now.systemPackages;
    QStringList fragments;
    if (!now.prepend.trimmed().isEmpty())
        fragments += tr("behind FROM");
    if (!now.append.trimmed().isEmpty())
        fragments += tr("at the end");
    QStringList build;
    for (const auto &[name, value] : now.buildArgs)
        build += name;
    for (const QString &text : {now.target, now.platform, now.httpProxy}) {
        if (!text.isEmpty())
            build += text;
    }
    if (now.noCache)
        build += tr("no cache");
    if (now.pull)
        build += tr("newer FROM");
    const auto count = [](std::size_t number) {
        return number == 0 ? QString() : models::numberText(std::int64_t(number));
    };
    const QHash<QString, QString> notes{{u"python"_s, models::namesText(packages)},
                                        {u"prepend"_s, fragments.join(", "_L1)},
                                        {u"files"_s, count(now.files.size())},
                                        {u"buildArgs"_s, models::namesText(build)},
                                        {u"labels"_s, count(now.labels.size())}};
    for (const Group &group : m_groups) {
        const auto note = notes.constFind(group.keys.value(0));
        if (note != notes.constEnd())
            group.section->setNote(note->isEmpty() ? tr("none") : models::plainLine(*note, 120));
    }
}

} // namespace fairlead::ui
