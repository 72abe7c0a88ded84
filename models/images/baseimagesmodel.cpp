// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "baseimagesmodel.h"

#include "backends/imagejobs/recipesurvey.h"
#include "backends/settings/findbyid.h"
#include "models/formats.h"
#include "models/naturalorder.h"
#include "models/plaintext.h"
#include "recipecheck.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using State = RecipeState::State;

enum class Field { Name, Kind, Tag, On, State, Registry, Daemon, Size, Age };

} // namespace

class BaseImagesModel::Asked final : public QueryRow
{
public:
    explicit Asked(const Row &row)
        : m_row(row)
    {
    }

    QString words() const override
    {
        return Query::words({m_row.recipe.name, m_row.recipe.kind, tag(), m_row.builtOn.join(u' '),
                             stateText(m_row.state), m_row.state.reasons.join(u' '), registries(), m_row.daemon});
    }
    QString text(std::size_t field) const override
    {
        switch (Field(field)) {
        case Field::Name:
            return m_row.recipe.name;
        case Field::Kind:
            return m_row.recipe.kind;
        case Field::Tag:
            return tag();
        case Field::On:
            return m_row.builtOn.join(u'\n');
        case Field::State:
            return stateText(m_row.state);
        case Field::Registry:
            return registries();
        case Field::Daemon:
            return m_row.daemon;
        case Field::Size:
        case Field::Age:
            break;
        }
        return {};
    }
    std::optional<double> number(std::size_t field) const override
    {
        const RecipeState &state = m_row.state;
        if (Field(field) == Field::Size && state.sizeBytes > 0)
            return double(state.sizeBytes);
        if (Field(field) == Field::Age && state.builtAt > 0)
            return double(secondsNow() - state.builtAt);
        return {};
    }

private:
    QString tag() const { return m_row.tag.value_or(m_row.recipe.tag); }
    QString registries() const
    {
        QStringList names;
        for (const settings::Reference &registry : m_row.recipe.registries)
            names += registry.name;
        return names.join(u'\n');
    }

    const Row &m_row;
};

BaseImagesModel::BaseImagesModel(QObject *parent)
    : IndexedTableModel(Columns, parent)
{
}

BaseImagesModel::Row &BaseImagesModel::rowFor(const QString &id)
{
    const auto it = m_slots.constFind(id);
    if (it != m_slots.constEnd())
        return m_rows[*it];
    const Slot slot = allocate();
    if (slot >= m_rows.size())
        m_rows.resize(slot + 1);
    m_rows[slot] = {};
    m_slots.insert(id, slot);
    touch(slot);
    return m_rows[slot];
}

void BaseImagesModel::setRecipes(const settings::Settings &settings)
{
    m_settings = settings;
    QSet<QString> there;
    int position = 0;
    for (const settings::BaseImage &recipe : settings.baseImages) {
        there.insert(recipe.id);
        Row &row = rowFor(recipe.id);
        const settings::Daemon *daemon = settings::findById(settings.daemons, imagejobs::daemonOf(recipe, settings));
        const QString name = daemon ? daemon->name : recipe.daemon.name;
        if (row.recipe != recipe || row.position != position || row.daemon != name)
            touch(m_slots.value(recipe.id));
        row.recipe = recipe;
        row.position = position++;
        row.daemon = name;
    }
    const QStringList known = m_slots.keys();
    for (const QString &id : known) {
        if (!there.contains(id))
            retire(m_slots.take(id));
    }
    relate();
    emit countsChanged();
}

void BaseImagesModel::relate()
{
    std::vector<images::ImageGraph::Recipe> recipes;
    QHash<QString, QString> names; // by what its image is called, comparable
    const QStringList inOrder = ids();
    for (const QString &id : inOrder) {
        const Slot slot = m_slots.value(id);
        Row &row = m_rows[slot];
        auto tag = tagOf(row.recipe, m_date, row.gitSha);
        if (tag != row.tag) {
            row.tag = std::move(tag);
            touch(slot);
        }
        images::ImageGraph::Recipe node = graphNode(row.recipe, m_settings, m_date);
        node.tag = row.tag.value_or(QString());
        if (!row.recipe.dockerfile.isEmpty())
            node.bases = row.bases;
        for (const QString &name : QStringList(node.pushedAs) + (row.tag ? QStringList(*row.tag) : QStringList()))
            names.insert(images::ImageGraph::comparable(name), row.recipe.name);
        recipes.push_back(std::move(node));
    }
    for (const images::ImageGraph::Recipe &recipe : recipes) {
        QStringList on;
        for (const QString &base : recipe.bases)
            on += names.value(images::ImageGraph::comparable(base), base);
        Row &row = m_rows[m_slots.value(recipe.id)];
        if (on != row.builtOn) {
            row.builtOn = on;
            touch(m_slots.value(recipe.id));
        }
    }
    m_graph = images::ImageGraph(std::move(recipes));
}

void BaseImagesModel::setState(const QString &id, const RecipeState &state)
{
    const auto slot = m_slots.constFind(id);
    if (slot == m_slots.constEnd() || m_rows[*slot].state == state)
        return;
    m_rows[*slot].state = state;
    touch(*slot);
}

void BaseImagesModel::setBases(const QString &id, const QStringList &bases)
{
    if (Row *row = find(id); row && row->bases != bases) {
        row->bases = bases;
        relate();
    }
}

void BaseImagesModel::setGitSha(const QString &id, const QString &gitSha)
{
    if (Row *row = find(id); row && row->gitSha != gitSha) {
        row->gitSha = gitSha;
        relate();
    }
}

void BaseImagesModel::setDate(const QDate &date)
{
    m_isDateSaid = true;
    m_date = date;
    relate();
}

void BaseImagesModel::updateAges()
{
    if (const QDate today = QDate::currentDate(); !m_isDateSaid && today != m_date) {
        m_date = today;
        relate();
    }
    refreshAges(int(Column::Built));
}

const BaseImagesModel::Row *BaseImagesModel::find(const QString &id) const
{
    const auto slot = m_slots.constFind(id);
    return slot == m_slots.constEnd() ? nullptr : &m_rows[*slot];
}

BaseImagesModel::Row *BaseImagesModel::find(const QString &id)
{
    return const_cast<Row *>(std::as_const(*this).find(id));
}

const settings::BaseImage *BaseImagesModel::recipe(const QString &id) const
{
    const Row *row = find(id);
    return row ? &row->recipe : nullptr;
}

const RecipeState *BaseImagesModel::state(const QString &id) const
{
    const Row *row = find(id);
    return row ? &row->state : nullptr;
}

tl::expected<QString, QString> BaseImagesModel::tag(const QString &id) const
{
    const Row *row = find(id);
    return row ? row->tag : tl::expected<QString, QString>(tl::unexpect, QString());
}

QStringList BaseImagesModel::builtOn(const QString &id) const
{
    const Row *row = find(id);
    return row ? row->builtOn : QStringList();
}

QString BaseImagesModel::daemonName(const QString &id) const
{
    const Row *row = find(id);
    return row ? row->daemon : QString();
}

QString BaseImagesModel::nameOf(const QString &id) const
{
    const Row *row = find(id);
    return row ? row->recipe.name : QString();
}

QStringList BaseImagesModel::ids() const
{
    QStringList ids = m_slots.keys();
    std::sort(ids.begin(), ids.end(),
              [this](const QString &a, const QString &b) { return find(a)->position < find(b)->position; });
    return ids;
}

QStringList BaseImagesModel::tags() const
{
    QStringList tags;
    const QStringList inOrder = ids();
    for (const QString &id : inOrder) {
        if (const auto &tag = find(id)->tag)
            tags += *tag;
    }
    return tags;
}

int BaseImagesModel::countOf(State state) const
{
    return int(std::count_if(m_slots.begin(), m_slots.end(),
                             [this, state](Slot slot) { return m_rows[slot].state.state == state; }));
}

QModelIndex BaseImagesModel::indexOf(const QString &id) const
{
    const auto slot = m_slots.constFind(id);
    const int row = slot == m_slots.constEnd() ? -1 : rowOf(*slot);
    return row < 0 ? QModelIndex() : index(row, 0);
}

const QueryFields &BaseImagesModel::queryFields() const
{
    using Kind = QueryField::Kind;
    static const QueryFields fields{// in the order of Field
                                    {u"name"_s},
                                    {u"kind"_s},
                                    {u"tag"_s},
                                    {u"on"_s},
                                    {u"state"_s, Kind::Words},
                                    {u"registry"_s, Kind::Words},
                                    {u"daemon"_s},
                                    {u"size"_s, Kind::Number},
                                    {u"age"_s, Kind::Age}};
    return fields;
}

QString BaseImagesModel::text(const Row &row, Column column) const
{
    const RecipeState &state = row.state;
    switch (column) {
    case Column::Name:
        return plainLine(row.recipe.name, 300);
    case Column::Kind:
        return plainLine(row.recipe.kind, 100);
    case Column::Tag: {
        const bool isOpen = row.gitSha.isEmpty() && row.recipe.tag.contains("${gitSha}"_L1); // known when it is built
        return plainLine(isOpen ? row.recipe.tag : row.tag.value_or(row.recipe.tag), 300);
    }
    case Column::BuiltOn:
        return plainLine(row.builtOn.join(", "_L1), 300);
    case Column::State:
        return state.reasons.isEmpty()
                   ? stateText(state)
                   : tr("%1: %2").arg(stateText(state), plainLine(state.reasons.join("; "_L1), 500));
    case Column::Built:
        return state.builtAt > 0 ? tr("%1 ago").arg(durationText(secondsNow() - state.builtAt)) : QString();
    case Column::Size:
        return state.sizeBytes > 0 ? memoryText(state.sizeBytes) : QString();
    case Column::Registries:
        return registriesText(state);
    case Column::Daemon:
        return plainLine(row.daemon, 300);
    }
    return {};
}

QString BaseImagesModel::toolTip(const Row &row, Column column) const
{
    switch (column) {
    case Column::Tag:
        return row.tag ? tr("%1\nfrom %2").arg(plainLine(*row.tag), plainLine(row.recipe.tag))
                       : plainLine(row.tag.error());
    case Column::State:
        return row.state.reasons.isEmpty() ? stateText(row.state) : plainText(row.state.reasons.join(u'\n'), 2'000);
    case Column::Built:
        return timeText(row.state.builtAt);
    case Column::Registries: {
        QStringList lines;
        for (const RegistryState &registry : row.state.registries)
            lines += tr("%1: %2").arg(plainLine(registry.name, 100), stateText(registry.state));
        return lines.join(u'\n');
    }
    case Column::Name:
    case Column::Kind:
    case Column::BuiltOn:
    case Column::Size:
    case Column::Daemon:
        break;
    }
    return text(row, column);
}

Severity BaseImagesModel::severity(const Row &row, Column column)
{
    switch (column) {
    case Column::Name:
        return Severity::Neutral;
    case Column::Tag:
        return row.tag ? Severity::Neutral : Severity::Error;
    case Column::State:
        return severityOf(row.state.state);
    case Column::Registries:
        return registriesSeverity(row.state);
    case Column::Kind:
    case Column::BuiltOn:
    case Column::Built:
    case Column::Size:
    case Column::Daemon:
        break;
    }
    return Severity::Dim;
}

QVariant BaseImagesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[slotAt(index.row())];
    const auto column = Column(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::AccessibleTextRole:
        return column == Column::Tag && !row.tag ? tr("%1: %2").arg(text(row, column), plainLine(row.tag.error()))
                                                 : text(row, column);
    case Qt::ToolTipRole:
        return toolTipText(toolTip(row, column));
    case SeverityRole:
        return QVariant::fromValue(severity(row, column));
    case ShorterRole:
        if (column == Column::State && !row.state.reasons.isEmpty())
            return QStringList{stateText(row.state)};
        if (column == Column::Registries && severity(row, column) != Severity::Neutral)
            return QStringList{registriesText(row.state).section(u',', 0, 0) + " !"_L1};
        return QStringList();
    case AlertRole:
        return column == Column::Tag && !row.tag ? tr("not valid") : QString();
    case SortRole:
        if (column == Column::Built)
            return qlonglong(row.state.builtAt);
        if (column == Column::Size)
            return qlonglong(row.state.sizeBytes);
        return text(row, column);
    case ProgressRole:
        return column == Column::State && row.state.isActive ? QVariant(row.state.progress.value_or(-1)) : QVariant();
    case KeyRole:
        return row.recipe.id;
    default:
        return IndexedTableModel::data(index, role);
    }
}

QString BaseImagesModel::columnTitle(int column) const
{
    switch (Column(column)) {
    case Column::Name:
        return tr("Name");
    case Column::Kind:
        return tr("Kind");
    case Column::Tag:
        return tr("Tag");
    case Column::BuiltOn:
        return tr("Built on");
    case Column::State:
        return tr("State");
    case Column::Built:
        return tr("Built");
    case Column::Size:
        return tr("Size");
    case Column::Registries:
        return tr("Pushed");
    case Column::Daemon:
        return tr("Daemon");
    }
    return {};
}

QString BaseImagesModel::columnToolTip(int column) const
{
    switch (Column(column)) {
    case Column::BuiltOn:
        return tr("The recipe or the image in FROM");
    case Column::Registries:
        return tr("Registries that have this very image, of those that it is pushed to");
    case Column::Daemon:
        return tr("Builds it");
    case Column::Name:
    case Column::Kind:
    case Column::Tag:
    case Column::State:
    case Column::Built:
    case Column::Size:
        break;
    }
    return {};
}

bool BaseImagesModel::isNumeric(int column) const
{
    return Column(column) == Column::Built || Column(column) == Column::Size;
}

std::strong_ordering BaseImagesModel::compare(Slot slotA, Slot slotB, int column) const
{
    const Row &a = m_rows[slotA];
    const Row &b = m_rows[slotB];
    if (column < 0)
        return std::pair(a.position, slotA) <=> std::pair(b.position, slotB);
    switch (Column(column)) {
    case Column::State:
        return a.state.state <=> b.state.state;
    case Column::Built:
        return a.state.builtAt <=> b.state.builtAt;
    case Column::Size:
        return a.state.sizeBytes <=> b.state.sizeBytes;
    case Column::Name:
    case Column::Kind:
    case Column::Tag:
    case Column::BuiltOn:
    case Column::Registries:
    case Column::Daemon:
        return naturalOrder(text(a, Column(column)), text(b, Column(column)));
    }
    return std::strong_ordering::equal;
}

bool BaseImagesModel::isShown(Slot slot) const
{
    return query().matches(Asked(m_rows[slot]));
}

void BaseImagesModel::release(Slot slot)
{
    m_rows[slot] = {};
}

QList<int> BaseImagesModel::changingRoles() const
{
    return {Qt::DisplayRole, Qt::AccessibleTextRole, Qt::ToolTipRole, SortRole,
            SeverityRole,    ProgressRole,           AlertRole,       ShorterRole};
}

} // namespace fairlead::models
