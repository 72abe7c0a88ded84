// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "imageplacesmodel.h"

#include "models/formats.h"
#include "models/naturalorder.h"
#include "models/plaintext.h"
#include "models/severity.h"
#include "recipestate.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using Found = ImagePlaces::Found;
using Place = ImagePlaces::Place;

constexpr int FirstPlace = 1; // column, behind the image itself

enum class Field { Image, State, Digest };

QString word(Found::State state)
{
    switch (state) {
    case Found::State::Unknown:
        return ImagePlacesModel::tr("not known");
    case Found::State::Missing:
        return ImagePlacesModel::tr("missing");
    case Found::State::There:
        return ImagePlacesModel::tr("there");
    case Found::State::Uncompared:
        return ImagePlacesModel::tr("not compared");
    case Found::State::Differs:
        return ImagePlacesModel::tr("differs");
    case Found::State::Failed:
        return ImagePlacesModel::tr("failed");
    }
    return {};
}

bool isThere(const Found &found)
{
    using State = Found::State;
    return found.state == State::There || found.state == State::Uncompared || found.state == State::Differs;
}

Severity severityOf(Found::State state)
{
    switch (state) {
    case Found::State::Unknown:
    case Found::State::Missing:
        return Severity::Dim;
    case Found::State::There:
    case Found::State::Uncompared:
        return Severity::Neutral;
    case Found::State::Differs:
        return Severity::Warning;
    case Found::State::Failed:
        return Severity::Error;
    }
    return Severity::Neutral;
}

//! "differs", digest, age, size: what there is, the last ones left out first where there is no room.
QStringList partsOf(const Found &found)
{
    QStringList parts;
    if (found.state != Found::State::There)
        parts += word(found.state);
    if (!isThere(found))
        return parts;
    if (!found.digest.isEmpty())
        parts += digestText(found.digest);
    if (found.created > 0)
        parts += ImagePlacesModel::tr("%1 old").arg(durationText(secondsNow() - found.created));
    if (found.sizeBytes > 0)
        parts += memoryText(found.sizeBytes);
    if (parts.isEmpty())
        parts += word(found.state);
    return parts;
}

} // namespace

class ImagePlacesModel::Asked final : public QueryRow
{
public:
    explicit Asked(const Row &row)
        : m_row(row)
    {
    }

    QString words() const override
    {
        return Query::words({m_row.image.name, m_row.image.reference, text(std::size_t(Field::State)),
                             text(std::size_t(Field::Digest))});
    }
    QString text(std::size_t field) const override
    {
        QStringList lines;
        for (const Found &found : m_row.image.found) {
            if (Field(field) == Field::State)
                lines += word(found.state);
            else if (Field(field) == Field::Digest)
                lines += found.digest;
        }
        return Field(field) == Field::Image ? m_row.image.name + u'\n' + m_row.image.reference : lines.join(u'\n');
    }
    std::optional<double> number(std::size_t) const override { return {}; }

private:
    const Row &m_row;
};

ImagePlacesModel::ImagePlacesModel(std::vector<Place> places, QObject *parent)
    : IndexedTableModel(FirstPlace + int(places.size()), parent)
    , m_places(std::move(places))
{
}

void ImagePlacesModel::setImages(const std::vector<ImagePlaces::Image> &images)
{
    QSet<QString> there;
    int position = 0;
    for (const ImagePlaces::Image &image : images) {
        if (there.contains(image.id))
            continue;
        there.insert(image.id);
        const bool isNew = !m_slots.contains(image.id);
        const Slot slot = isNew ? allocate() : m_slots.value(image.id);
        if (slot >= m_rows.size())
            m_rows.resize(slot + 1);
        m_slots.insert(image.id, slot);
        Row row{image, position++};
        row.image.found.resize(m_places.size());
        if (!isNew && row == m_rows[slot])
            continue;
        m_rows[slot] = std::move(row);
        touch(slot);
    }
    const QStringList known = m_slots.keys();
    for (const QString &id : known) {
        if (!there.contains(id))
            retire(m_slots.take(id));
    }
}

const ImagePlaces::Image *ImagePlacesModel::image(const QString &id) const
{
    const auto slot = m_slots.constFind(id);
    return slot == m_slots.constEnd() ? nullptr : &m_rows[*slot].image;
}

void ImagePlacesModel::updateAges()
{
    for (int column = FirstPlace; column < columnCount(); ++column)
        refreshAges(column, {Qt::DisplayRole, ShorterRole});
}

QModelIndex ImagePlacesModel::indexOf(const QString &id) const
{
    const auto slot = m_slots.constFind(id);
    const int row = slot == m_slots.constEnd() ? -1 : rowOf(*slot);
    return row < 0 ? QModelIndex() : index(row, 0);
}

const QueryFields &ImagePlacesModel::queryFields() const
{
    static const QueryFields fields{// in the order of Field
                                    {u"image"_s},
                                    {u"state"_s, QueryField::Kind::Words},
                                    {u"digest"_s, QueryField::Kind::Words}};
    return fields;
}

const Found &ImagePlacesModel::found(const Row &row, int column)
{
    return row.image.found[std::size_t(column - FirstPlace)];
}

QString ImagePlacesModel::text(const Row &row, int column) const
{
    if (column >= FirstPlace)
        return partsOf(found(row, column)).join(u" · "_s);
    return plainLine(row.image.name.isEmpty() ? row.image.reference : row.image.name, 300);
}

QString ImagePlacesModel::toolTip(const Row &row, int column) const
{
    if (column < FirstPlace)
        return plainLine(row.image.reference, 300);
    const Found &its = found(row, column);
    QStringList lines{word(its.state)};
    const QString size = its.sizeBytes > 0 ? memoryText(its.sizeBytes) : QString();
    const bool isInRegistry = m_places[std::size_t(column - FirstPlace)].kind == Place::Kind::Registry;
    for (const QString &line :
         {plainLine(its.digest, 200), timeText(its.created),
          isInRegistry && !size.isEmpty() ? tr("%1 compressed").arg(size) : size, plainText(its.text, 2'000)}) {
        if (!line.isEmpty())
            lines += line;
    }
    return lines.join(u'\n');
}

QVariant ImagePlacesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[slotAt(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(row, column);
    case Qt::ToolTipRole:
        return toolTipText(toolTip(row, column));
    case SeverityRole:
        return QVariant::fromValue(column < FirstPlace ? Severity::Neutral : severityOf(found(row, column).state));
    case ShorterRole: {
        QStringList shorter;
        QStringList parts = column < FirstPlace ? QStringList() : partsOf(found(row, column));
        while (parts.size() > 1) {
            parts.removeLast();
            shorter += parts.join(u" · "_s);
        }
        return shorter;
    }
    case SortRole:
        return column < FirstPlace ? QVariant(text(row, column)) : QVariant(qlonglong(found(row, column).created));
    case KeyRole:
        return row.image.id;
    default:
        return IndexedTableModel::data(index, role);
    }
}

QString ImagePlacesModel::columnTitle(int column) const
{
    return column < FirstPlace ? tr("Image") : plainLine(m_places[std::size_t(column - FirstPlace)].name, 60);
}

QString ImagePlacesModel::columnToolTip(int column) const
{
    if (column < FirstPlace)
        return {};
    const Place &place = m_places[std::size_t(column - FirstPlace)];
    const QString name = plainLine(place.name, 200);
    return place.kind == Place::Kind::Daemon ? tr("Daemon %1").arg(name) : tr("Registry %1").arg(name);
}

bool ImagePlacesModel::isNumeric(int column) const
{
    Q_UNUSED(column);
    return false;
}

std::strong_ordering ImagePlacesModel::compare(Slot slotA, Slot slotB, int column) const
{
    const Row &a = m_rows[slotA];
    const Row &b = m_rows[slotB];
    if (column < 0)
        return std::pair(a.position, slotA) <=> std::pair(b.position, slotB);
    if (column < FirstPlace)
        return naturalOrder(text(a, column), text(b, column));
    const Found &inA = found(a, column);
    const Found &inB = found(b, column);
    return std::tuple(inA.state, inA.created) <=> std::tuple(inB.state, inB.created);
}

bool ImagePlacesModel::isShown(Slot slot) const
{
    return query().matches(Asked(m_rows[slot]));
}

void ImagePlacesModel::release(Slot slot)
{
    m_rows[slot] = {};
}

QList<int> ImagePlacesModel::changingRoles() const
{
    return {Qt::DisplayRole, Qt::AccessibleTextRole, Qt::ToolTipRole, SortRole, SeverityRole, ShorterRole};
}

} // namespace fairlead::models
