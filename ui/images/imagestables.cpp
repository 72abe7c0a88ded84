// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "imagestables.h"

#include "models/images/imagesmodels.h"
#include "models/keptstate.h"
#include "models/plaintext.h"
#include "ui/widgets/choicerow.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/statedelegate.h"

#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

using models::BaseImagesModel;

enum Table { Recipes, Places, Empty };

QList<int> recipeColumns()
{
    using Column = BaseImagesModel::Column;
    QList<int> widths(BaseImagesModel::Columns, 0);
    widths[int(Column::Name)] = 100;
    widths[int(Column::Tag)] = 136;
    widths[int(Column::BuiltOn)] = 84;
    widths[int(Column::State)] = 130;
    widths[int(Column::Built)] = 88;
    widths[int(Column::Size)] = 82;
    widths[int(Column::Registries)] = 88;
    return widths;
}

} // namespace

ImagesTables::ImagesTables(const Theme &theme, models::ImagesModels &models, const QString &path, QWidget *parent)
    : Panel(parent)
    , m_theme(theme)
    , m_models(models)
    , m_path(path)
    , m_views(new ChoiceRow(tr("View"), {tr("Recipes"), tr("Where they are")}, this))
    , m_tables(new QStackedWidget(this))
    , m_empty(new EmptyState(this))
{
    m_views->setMinimumHeight(26);
    makeRecipes();
    m_tables->addWidget(m_recipes);
    makePlaces();
    m_tables->addWidget(m_empty);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(9, 5, 9, 6);
    layout->setSpacing(2);
    layout->addWidget(m_views);
    layout->addWidget(m_tables, 1);
    connect(m_views, &ChoiceRow::chosen, this, [this](int view) { setView(View(view)); });
    connect(m_empty, &EmptyState::actionRequested, this,
            [this] { m_models.recipes.totalCount() > 0 ? emit clearFilterRequested() : emit newRequested(); });
    connect(&models, &models::ImagesModels::placesReplaced, this, &ImagesTables::makePlaces);
}

void ImagesTables::makeRecipes()
{
    using Column = BaseImagesModel::Column;
    m_recipes = new DataTable(m_theme, m_models.recipes, tr("Base images"), this);
    m_recipes->setDefaultColumns(recipeColumns(), int(Column::State), int(Column::Name));
    m_recipes->elideMiddle(int(Column::Tag));
    m_recipes->setItemDelegateForColumn(int(Column::State), new StateDelegate(m_theme, m_recipes));
    m_recipes->installEventFilter(this);
    connect(m_recipes, &DataTable::exportRequested, this,
            [this] { emit exportRequested(m_recipes, u"base-images"_s); });
    connect(m_recipes, &DataTable::currentRowChanged, this, &ImagesTables::selectionChanged);
    connect(m_recipes->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ImagesTables::selectionChanged);
}

//! Of the model as it is now: its columns are the places.
void ImagesTables::makePlaces()
{
    delete m_places;
    m_places = new DataTable(m_theme, *m_models.places(), tr("Where images are"), m_tables);
    m_tables->insertWidget(Places, m_places);
    QList<int> widths{120};
    for (std::size_t i = 0; i < m_models.places()->places().size(); ++i)
        widths += 168;
    m_places->setDefaultColumns(widths, int(widths.size()) - 1, 0);
    m_places->installEventFilter(this);
    connect(m_places, &DataTable::currentRowChanged, this, &ImagesTables::selectionChanged);
    connect(m_places, &DataTable::exportRequested, this, [this] { emit exportRequested(m_places, u"image-places"_s); });
    if (m_view == View::Places)
        emit viewChanged();
}

void ImagesTables::setView(View view)
{
    m_view = view;
    m_views->setCurrent(int(view));
    emit viewChanged();
}

DataTable &ImagesTables::table() const
{
    return m_view == View::Recipes ? *m_recipes : *m_places;
}

models::IndexedTableModel &ImagesTables::model() const
{
    return m_view == View::Recipes ? static_cast<models::IndexedTableModel &>(m_models.recipes)
                                   : static_cast<models::IndexedTableModel &>(*m_models.places());
}

const models::QueryFields &ImagesTables::queryFields() const
{
    return m_view == View::Recipes ? m_models.recipes.queryFields() : m_models.places()->queryFields();
}

QString ImagesTables::setFilter(const QString &text)
{
    model().setFilterText(text);
    refreshEmpty();
    return models::problemsText({&model().query()});
}

void ImagesTables::select(const QString &id)
{
    m_recipes->selectRowOf(m_models.recipes.indexOf(id));
    if (m_models.places()->indexOf(id).isValid())
        m_places->selectRowOf(m_models.places()->indexOf(id));
}

void ImagesTables::selectSomething()
{
    if (!m_recipes->currentIndex().isValid() && m_models.recipes.rowCount() > 0)
        m_recipes->selectRowOf(m_models.recipes.index(0, 0));
}

QString ImagesTables::selectedKey() const
{
    return table().selectedKey();
}

QStringList ImagesTables::selectedIds() const
{
    const QString current = selectedKey();
    QStringList ids;
    if (m_view == View::Places) {
        if (m_models.recipes.recipe(current))
            ids += current;
        return ids;
    }
    for (const QModelIndex &index : m_recipes->selectionModel()->selectedRows())
        ids += index.data(models::IndexedTableModel::KeyRole).toString();
    const QStringList inOrder = m_models.recipes.ids();
    std::sort(ids.begin(), ids.end(),
              [&inOrder](const QString &a, const QString &b) { return inOrder.indexOf(a) < inOrder.indexOf(b); });
    if (ids.removeOne(current) || !current.isEmpty())
        ids.prepend(current);
    return ids;
}

void ImagesTables::refresh()
{
    const BaseImagesModel &recipes = m_models.recipes;
    QStringList counts{tr("%Ln base image(s)", nullptr, recipes.totalCount())};
    if (const int count = recipes.countOf(models::RecipeState::State::OutOfDate); count > 0)
        counts += tr("%Ln out of date", nullptr, count);
    if (const int count = recipes.countOf(models::RecipeState::State::Failed); count > 0)
        counts += tr("%Ln failed", nullptr, count);
    m_views->setText(counts.join(u" · "_s));
    refreshEmpty();
}

void ImagesTables::refreshEmpty()
{
    const int shown = m_view == View::Recipes ? Recipes : Places;
    m_tables->setCurrentIndex(model().rowCount() == 0 ? Empty : shown);
    if (model().totalCount() > 0)
        m_empty->setContent(tr("No base image matches the filter"), {}, tr("Clear the filter"));
    else if (m_models.recipes.totalCount() > 0)
        m_empty->setContent(tr("Nothing is known yet"),
                            tr("Which image is where is shown once a daemon or a registry has answered."));
    else
        m_empty->setContent(tr("No base images yet"),
                            tr("A base image is a recipe: what it is built on, packages, Python versions, CUDA. It is "
                               "kept in %1, built on a daemon and pushed to registries.")
                                .arg(models::plainLine(m_path, 300)),
                            tr("New base image"));
}

bool ImagesTables::eventFilter(QObject *watched, QEvent *event)
{
    const bool isShown = event->type() == QEvent::Show;
    if (watched == m_places && (isShown || event->type() == QEvent::Hide))
        emit placesSeen(isShown);
    if ((watched != m_recipes && watched != m_places) || event->type() != QEvent::KeyPress)
        return Panel::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const Qt::KeyboardModifiers modifiers = key->modifiers() & ~Qt::KeypadModifier;
    const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (modifiers == Qt::ControlModifier && key->key() == Qt::Key_N)
        emit newRequested();
    else if (modifiers == Qt::ControlModifier && key->key() == Qt::Key_B)
        emit buildAndPushRequested();
    else if (modifiers == 0 && isEnter && selectedIds().size() == 1)
        emit editRequested(selectedIds().front());
    else if (modifiers == 0 && key->key() == Qt::Key_Delete)
        emit removalRequested();
    else
        return Panel::eventFilter(watched, event);
    return true;
}

void ImagesTables::saveState(models::KeptState &settings) const
{
    settings.setValue("images/columns"_L1, m_recipes->saveColumns());
    settings.setValue("images/view"_L1, int(m_view));
}

void ImagesTables::restoreState(const models::KeptState &settings)
{
    m_recipes->restoreColumns(settings.value("images/columns"_L1).toByteArray());
    setView(settings.value("images/view"_L1).toInt() == int(View::Places) ? View::Places : View::Recipes);
}

} // namespace fairlead::ui
