// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
// What can be done in the pane of base images by its name or by a key, and the file that it can write.
#include "imagespane.h"

#include "backends/images/recipetext.h"
#include "backends/images/tagtemplate.h"
#include "backends/settings/settingsstore.h"
#include "models/images/imagesmodels.h"
#include "models/images/recipecheck.h"
#include "models/plaintext.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/exporter.h"

using namespace Qt::StringLiterals;

namespace fairlead::ui {

//! What is asked for while the form is open is asked after what becomes of the form: it may be about what stands there.
std::vector<Command> ImagesPane::commands()
{
    const QString action = tr("Action");
    std::vector<Command> commands{
        {tr("New base image"), action, {}, [this] { newRecipe(); }},
        {tr("Build and push the selected base images"), action, {}, [this] { buildAndPushSelected(); }},
        {tr("Build and push all base images"), action, {}, [this] { emit pushAllRequested(); }},
        {tr("Base images: recipes"), action, {}, [this] { showView(View::Recipes); }},
        {tr("Base images: where they are"), action, {}, [this] { showView(View::Places); }},
    };
    for (const QString &id : m_models.recipes.ids())
        commands.push_back({models::plainLine(m_models.recipes.nameOf(id), 200), tr("Base image"), {}, [this, id] {
                                showView(View::Recipes);
                                selectRecipe(id);
                                m_tables->table().setFocus();
                            }});
    for (Command &command : m_tables->table().commands())
        commands.push_back(std::move(command));
    for (Command &command : commands)
        command.run = [this, run = std::move(command.run)] { leaveForm(run); };
    return commands;
}

void ImagesPane::buildAndPushSelected()
{
    if (const QStringList ids = m_tables->selectedIds(); !ids.isEmpty())
        emit buildRequested(ids, true);
}

std::vector<KeyGroup> ImagesPane::keyGroups() const
{
    std::vector<KeyHint> hints = DataTable::keyHints();
    const std::vector<KeyHint> own{
        {{QKeySequence(Qt::Key_Return)}, tr("Edit the selected base image")},
        {{QKeySequence(Qt::CTRL | Qt::Key_N)}, tr("New base image")},
        {{QKeySequence(Qt::CTRL | Qt::Key_B)}, tr("Build and push the selected base images")},
        {{QKeySequence(Qt::Key_Delete)}, tr("Remove the selected base image")}};
    hints.insert(hints.begin(), own.begin(), own.end());
    return {{tr("Table"), std::move(hints)},
            {tr("Form"),
             {{{QKeySequence(Qt::CTRL | Qt::Key_S)}, tr("Save")},
              {{QKeySequence(Qt::CTRL | Qt::Key_Return)}, tr("Save, build and push")},
              {{QKeySequence(Qt::Key_Escape)}, tr("Leave; asks where something is not saved")}}}};
}

void ImagesPane::exportDockerfile(const QString &id)
{
    if (const settings::BaseImage *recipe = m_models.recipes.recipe(id)) {
        const auto made = models::withParents(*recipe, m_store.settings().baseImages, m_models.recipes.date());
        writeDockerfile(recipe->name, images::recipeText(made.value_or(*recipe)).text);
    }
}

void ImagesPane::writeDockerfile(const QString &name, const QString &text)
{
    const QString file = images::imageName(name);
    m_export->ask(tr("Export the Dockerfile of %1").arg(models::plainLine(name, 200)),
                  file.isEmpty() ? u"image"_s : file, u"Dockerfile"_s,
                  [text]() -> std::function<QByteArray()> { return [text] { return text.toUtf8(); }; });
}

} // namespace fairlead::ui
