// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "daemonimagesmodel.h"

#include "containersmodel.h"
#include "models/formats.h"
#include "models/plaintext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using Kind = QueryField::Kind;

//! "host:5000/team/app:1.2" without its tag.
QString withoutTag(const QString &reference)
{
    const qsizetype colon = reference.lastIndexOf(u':');
    return colon > reference.lastIndexOf(u'/') ? reference.left(colon) : reference;
}

TableCell sizeCell(std::int64_t bytes)
{
    return bytes < 0 ? TableCell() : TableCell{.text = memoryText(bytes), .number = double(bytes)};
}

std::int64_t uniqueBytes(const docker::Image &image)
{
    const bool isCounted = image.sharedSizeBytes >= 0 && image.sharedSizeBytes <= image.sizeBytes;
    return isCounted ? image.sizeBytes - image.sharedSizeBytes : -1;
}

} // namespace

QString imageName(const ImageRow &row)
{
    if (!row.reference.isEmpty())
        return plainLine(row.reference, 300);
    const QString name =
        row.image.repoDigests.isEmpty() ? shortId(row.image.id) : row.image.repoDigests.front().section(u'@', 0, 0);
    return DaemonImagesModel::tr("%1 (dangling)").arg(plainLine(name, 300));
}

QString digestOf(const docker::Image &image, const QString &reference)
{
    const QString name = withoutTag(reference);
    for (const QString &digest : image.repoDigests) {
        if (reference.isEmpty() || digest.section(u'@', 0, 0) == name)
            return plainLine(digest.section(u'@', 1), 200);
    }
    return {};
}

DaemonImagesModel::DaemonImagesModel(QObject *parent)
    : DaemonObjectsModel(columnsOf(Columns, &DaemonImagesModel::column), parent)
{
}

TableColumn DaemonImagesModel::column(Column column)
{
    switch (column) {
    case Column::Reference:
        return {tr("Image"), u"image"_s};
    case Column::Size:
        return {tr("Size"), u"size"_s, Kind::Number, tr("With the layers that other images have too")};
    case Column::Unique:
        return {tr("Unique"), u"unique"_s, Kind::Number, tr("What no other image of the daemon has")};
    case Column::Users:
        return {tr("Used by"), u"users"_s, Kind::Number, tr("Containers made from it, running or not")};
    case Column::Daemon:
        return {tr("Daemon"), u"daemon"_s};
    case Column::Digest:
        return {tr("Digest"), u"digest"_s, Kind::Text, tr("By which a registry knows it")};
    case Column::Id:
        return {tr("Id"), u"id"_s};
    case Column::Created:
        return {tr("Age"), u"age"_s, Kind::Age};
    }
    return {};
}

void DaemonImagesModel::setImages(const QString &daemonId, const std::vector<docker::Image> &images)
{
    QHash<QString, std::int64_t> counted; // the list of older engines does not count
    for (const Entry *known : entriesOf(daemonId))
        counted.insert(known->object.image.id, known->object.image.sharedSizeBytes);
    std::vector<ImageRow> rows;
    for (const docker::Image &image : images) {
        const QStringList references = image.repoTags.isEmpty() ? QStringList{QString()} : image.repoTags;
        for (const QString &reference : references) {
            ImageRow row{.image = image, .reference = reference, .users = m_users[daemonId].value(image.id)};
            if (const Entry *known = entry(keyFor(daemonId, nameOf(row)))) {
                row.details = known->object.details;
                row.history = known->object.history;
            }
            if (image.sharedSizeBytes < 0)
                row.image.sharedSizeBytes = counted.value(image.id, -1);
            rows.push_back(std::move(row));
        }
    }
    setObjects(daemonId, std::move(rows));
}

void DaemonImagesModel::setUsers(const QString &daemonId, const QHash<QString, QStringList> &users)
{
    m_users[daemonId] = users;
    for (const Entry *entry : entriesOf(daemonId)) {
        const QStringList now = users.value(entry->object.image.id);
        if (now != entry->object.users)
            changeObject(keyFor(daemonId, nameOf(entry->object)), [&now](ImageRow &row) { row.users = now; });
    }
}

template <class Change>
void DaemonImagesModel::changeImage(const QString &daemonId, const QString &imageId, Change change)
{
    for (const Entry *entry : entriesOf(daemonId)) {
        if (entry->object.image.id == imageId)
            changeObject(keyFor(daemonId, nameOf(entry->object)), change);
    }
}

void DaemonImagesModel::setSizes(const QString &daemonId, const std::vector<docker::Image> &counted)
{
    QHash<QString, std::int64_t> shared;
    for (const docker::Image &image : counted)
        shared.insert(image.id, image.sharedSizeBytes);
    for (const Entry *entry : entriesOf(daemonId)) {
        const docker::Image &image = entry->object.image;
        const std::int64_t bytes = shared.value(image.id, image.sharedSizeBytes);
        if (bytes != image.sharedSizeBytes)
            changeObject(keyFor(daemonId, nameOf(entry->object)),
                         [bytes](ImageRow &row) { row.image.sharedSizeBytes = bytes; });
    }
}

void DaemonImagesModel::setDetails(const QString &daemonId, const docker::ImageDetails &details)
{
    changeImage(daemonId, details.id, [&](ImageRow &row) { row.details = details; });
}

void DaemonImagesModel::setHistory(const QString &daemonId, const QString &imageId,
                                   const std::vector<docker::ImageLayer> &history)
{
    changeImage(daemonId, imageId, [&](ImageRow &row) { row.history = history; });
}

TableCell DaemonImagesModel::cell(const Entry &entry, int column) const
{
    const ImageRow &row = entry.object;
    switch (Column(column)) {
    case Column::Reference:
        return {.text = imageName(row), .severity = row.reference.isEmpty() ? Severity::Dim : Severity::Neutral};
    case Column::Size:
        return sizeCell(row.image.sizeBytes);
    case Column::Unique: {
        TableCell cell = sizeCell(uniqueBytes(row.image));
        if (cell.text.isEmpty())
            cell.toolTip =
                tr("Not counted: this engine counts it with the disk use of the daemon, when that is asked for");
        return cell;
    }
    case Column::Users: {
        const auto users = std::max<std::int64_t>(row.users.size(), row.image.containers);
        return {.text = users > 0 ? numberText(users) : QString(),
                .number = double(users),
                .toolTip = plainText(row.users.mid(0, 20).join(u'\n'), 2'000)};
    }
    case Column::Daemon:
        return {.text = plainLine(entry.daemonName, 200), .severity = Severity::Dim};
    case Column::Digest: {
        const QString digest = digestOf(row.image, row.reference);
        return {.text = shortId(digest), .severity = Severity::Dim, .toolTip = digest};
    }
    case Column::Id:
        return {.text = shortId(row.image.id), .severity = Severity::Dim, .toolTip = plainLine(row.image.id, 200)};
    case Column::Created:
        return {.time = row.image.created, .severity = Severity::Dim};
    }
    return {};
}

} // namespace fairlead::models
