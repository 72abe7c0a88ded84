// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "prunerows.h"

#include "models/formats.h"
#include "models/plaintext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/checkbox.h"
#include "ui/widgets/factdelegate.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace fairlead::ui {

namespace {

using models::CleanUpGroup;

constexpr int RowHeight = 44;
constexpr int DaemonHeight = 34;
constexpr int CheckWidth = 28;
constexpr int Padding = 6;
constexpr int MostLines = 8;
constexpr int LeastName = 60; // beside a note

PruneRows::Kind kindOf(const QModelIndex &index)
{
    return PruneRows::Kind(index.data(PruneRows::KindRole).toInt());
}

bool isCheckable(const QModelIndex &index)
{
    return index.data(Qt::CheckStateRole).isValid();
}

//! What could go, is going, or came of it.
bool hasCacheRow(const CleanUpGroup &group)
{
    using State = CleanUpGroup::State;
    return (group.state == State::Listed && group.cache && (!*group.cache || group.removableCache())) ||
           (group.state == State::Removing && group.takesCache()) ||
           (group.state == State::Ended && group.outcome.cache);
}

int textWidth(int width)
{
    return width - CheckWidth - Padding;
}

} // namespace

void PruneRows::setGroups(std::vector<Group> groups)
{
    beginResetModel();
    m_groups = std::move(groups);
    m_rows.clear();
    for (std::size_t i = 0; i < m_groups.size(); ++i) {
        const std::vector<Row> rows = rowsOf(i);
        m_rows.insert(m_rows.end(), rows.begin(), rows.end());
    }
    endResetModel();
    emit changed();
}

std::vector<PruneRows::Row> PruneRows::rowsOf(std::size_t place) const
{
    using State = CleanUpGroup::State;
    const Group &group = m_groups[place];
    std::vector<Row> rows;
    if (m_groups.size() > 1)
        rows.push_back({Kind::Daemon, place});
    if (hasCacheRow(group))
        rows.push_back({Kind::Cache, place});
    if (group.state == State::Listed || group.state == State::Removing) {
        for (std::size_t i = 0; i < group.list.candidates.size(); ++i) {
            // What is being removed is what was chosen.
            if (group.state == State::Listed || group.checked.contains(group.list.candidates[i].image.id))
                rows.push_back({Kind::Image, place, i});
        }
    }
    for (std::size_t i = 0; group.state == State::Listed && i < group.list.held.size(); ++i)
        rows.push_back({Kind::Held, place, i});
    for (std::size_t i = 0; group.state == State::Ended && i < group.outcome.kept.size(); ++i)
        rows.push_back({Kind::Kept, place, i});
    if (group.state == State::Failed || (group.state == State::Ended && group.outcome.error))
        rows.push_back({Kind::Message, place});
    return rows;
}

const PruneRows::Group *PruneRows::group(const QString &daemonId) const
{
    const auto isIt = [&daemonId](const Group &group) { return group.daemonId == daemonId; };
    const auto group = std::find_if(m_groups.begin(), m_groups.end(), isIt);
    return group == m_groups.end() ? nullptr : &*group;
}

bool PruneRows::change(const QString &daemonId, const std::function<void(Group &)> &change)
{
    const Group *known = group(daemonId);
    if (!known)
        return false;
    const auto place = std::size_t(known - m_groups.data());
    const auto isIts = [place](const Row &row) { return row.group == place; };
    const auto first =
        std::find_if(m_rows.begin(), m_rows.end(), [place](const Row &row) { return row.group >= place; });
    const auto at = int(first - m_rows.begin());
    const int before = int(std::count_if(m_rows.begin(), m_rows.end(), isIts));
    // A daemon's own row stays, and with it the place that is looked at.
    const int kept = m_groups.size() > 1 ? 1 : 0;
    if (before > kept) {
        beginRemoveRows({}, at + kept, at + before - 1);
        m_rows.erase(m_rows.begin() + at + kept, m_rows.begin() + at + before);
        endRemoveRows();
    }
    change(m_groups[place]);
    const std::vector<Row> rows = rowsOf(place);
    if (int(rows.size()) > kept) {
        beginInsertRows({}, at + kept, at + int(rows.size()) - 1);
        m_rows.insert(m_rows.begin() + at + kept, rows.begin() + kept, rows.end());
        endInsertRows();
    }
    if (kept > 0)
        emit dataChanged(index(at), index(at));
    emit changed();
    return true;
}

void PruneRows::setLayers(const QString &daemonId, const docker::SharedLayers &layers)
{
    adjust(daemonId, [&layers](Group &group) { group.layers = layers; });
}

void PruneRows::setCache(const QString &daemonId, const Result<docker::BuildCacheList> &cache)
{
    const Group *known = group(daemonId);
    if (!known || known->state != CleanUpGroup::State::Listed || known->cache)
        return;
    const auto place = std::size_t(known - m_groups.data());
    m_groups[place].cache = cache;
    if (hasCacheRow(*known)) {
        const auto first =
            std::find_if(m_rows.begin(), m_rows.end(), [place](const Row &row) { return row.group >= place; });
        const auto at = int(first - m_rows.begin()) + (m_groups.size() > 1 ? 1 : 0);
        beginInsertRows({}, at, at);
        m_rows.insert(m_rows.begin() + at, {Kind::Cache, place});
        endInsertRows();
    }
    tellChecks(place);
    emit changed();
}

void PruneRows::setProgress(const QString &daemonId, int names, int allNames)
{
    adjust(daemonId, [names, allNames](Group &group) {
        group.names = names;
        group.allNames = allNames;
    });
}

void PruneRows::adjust(const QString &daemonId, const std::function<void(Group &)> &change)
{
    const Group *known = group(daemonId);
    if (!known)
        return;
    const auto place = std::size_t(known - m_groups.data());
    change(m_groups[place]);
    tellChecks(place);
    emit changed();
}

void PruneRows::setAllChecked(bool isChecked)
{
    for (std::size_t i = 0; i < m_groups.size(); ++i) {
        m_groups[i].checked.clear();
        for (const docker::PruneCandidate &candidate : m_groups[i].list.candidates) {
            if (isChecked)
                m_groups[i].checked.insert(candidate.image.id);
        }
        m_groups[i].isCacheChecked = isChecked;
        tellChecks(i);
    }
    emit changed();
}

void PruneRows::tellChecks(std::size_t group)
{
    const auto isIts = [group](const Row &row) { return row.group == group; };
    const auto first = std::find_if(m_rows.begin(), m_rows.end(), isIts);
    const auto count = std::count_if(m_rows.begin(), m_rows.end(), isIts);
    const auto at = int(first - m_rows.begin());
    if (count > 0)
        emit dataChanged(index(at), index(at + int(count) - 1), {Qt::CheckStateRole, SizeRole});
}

int PruneRows::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant PruneRows::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[std::size_t(index.row())];
    const Group &group = m_groups[row.group];
    if (role == KindRole)
        return int(row.kind);
    if (role == Qt::AccessibleTextRole) {
        QStringList parts;
        for (const int part : {int(Qt::DisplayRole), int(SizeRole), int(ReasonRole)})
            parts += data(index, part).toString();
        parts.removeAll(QString());
        return parts.join(QStringLiteral(", "));
    }
    switch (row.kind) {
    case Kind::Daemon:
        return daemonData(group, role);
    case Kind::Cache:
        return cacheData(group, role);
    case Kind::Image:
        return imageData(group, group.list.candidates[row.place], role);
    case Kind::Held:
        return heldData(group.list.held[row.place], role);
    case Kind::Message:
        return messageData(group, role);
    case Kind::Kept:
        return keptData(group.outcome.kept[row.place], role);
    }
    return {};
}

QVariant PruneRows::daemonData(const Group &group, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return group.daemonName;
    case Qt::CheckStateRole: {
        if (group.state != CleanUpGroup::State::Listed || group.choices() == 0)
            return {};
        const int checked = int(group.checkedIds().size()) + (group.takesCache() ? 1 : 0);
        return checked == 0 ? Qt::Unchecked : checked == group.choices() ? Qt::Checked : Qt::PartiallyChecked;
    }
    case SizeRole:
        return models::cleanUpNote(group);
    case SeverityRole:
        return QVariant::fromValue(models::cleanUpSeverity(group));
    default:
        return {};
    }
}

QVariant PruneRows::cacheData(const Group &group, int role)
{
    using State = CleanUpGroup::State;
    const docker::BuildCacheList *list = group.removableCache();
    const auto &outcome = group.outcome.cache;
    const bool isEnded = group.state == State::Ended;
    switch (role) {
    case Qt::DisplayRole:
        return list && !isEnded ? models::cacheTitle(*list) : tr("Build cache");
    case Qt::ToolTipRole:
        return list && !isEnded ? models::toolTipText(models::cacheDetails(*list)) : QVariant();
    case Qt::CheckStateRole:
        if (!list || group.state != State::Listed)
            return {};
        return group.isCacheChecked ? Qt::Checked : Qt::Unchecked;
    case SizeRole:
        return list && !isEnded ? models::memoryText(list->bytes) : QVariant();
    case ReasonRole:
        return isEnded ? models::cacheOutcomeText(*outcome)
               : list  ? models::cacheReason(*list)
                       : tr("not counted: %1").arg(models::plainLine(group.cache->error().message, 400));
    case SeverityRole:
        if (isEnded ? outcome->has_value() && (*outcome)->missed.isEmpty() : list != nullptr)
            return {};
        return QVariant::fromValue(models::Severity::Warning);
    default:
        return {};
    }
}

QVariant PruneRows::imageData(const Group &group, const docker::PruneCandidate &candidate, int role)
{
    switch (role) {
    case Qt::DisplayRole:
        return models::pruneTitle(candidate);
    case Qt::ToolTipRole:
        return models::toolTipText(models::pruneReason(candidate) + u'\n' +
                                   models::plainText(candidate.removals.join(u'\n'), 2'000));
    case Qt::CheckStateRole:
        if (group.state != CleanUpGroup::State::Listed)
            return {};
        return group.checked.contains(candidate.image.id) ? Qt::Checked : Qt::Unchecked;
    case SizeRole:
        return candidate.image.sizeBytes < 0 ? QString() : models::memoryText(candidate.image.sizeBytes);
    case ReasonRole:
        return models::pruneReason(candidate);
    default:
        return {};
    }
}

QVariant PruneRows::heldData(const docker::HeldImage &held, int role)
{
    switch (role) {
    case Qt::DisplayRole:
        return models::pruneTitle(held.image);
    case Qt::ToolTipRole:
        return models::toolTipText(models::plainText(held.containers.join(u'\n'), 2'000));
    case SizeRole:
        return held.image.sizeBytes < 0 ? QString() : models::memoryText(held.image.sizeBytes);
    case ReasonRole:
        return models::heldReason(held);
    default:
        return {};
    }
}

QVariant PruneRows::keptData(const imagejobs::CleanUpOutcome::Kept &kept, int role)
{
    switch (role) {
    case Qt::DisplayRole:
        return models::plainLine(kept.name, 300);
    case Qt::ToolTipRole:
        return models::toolTipText(models::plainText(kept.error.message, 2'000));
    case ReasonRole:
        return models::keptReason(kept);
    case SeverityRole:
        return QVariant::fromValue(models::Severity::Warning);
    default:
        return {};
    }
}

QVariant PruneRows::messageData(const Group &group, int role)
{
    const QString problem = group.outcome.error ? models::cleanUpProblem(*group.outcome.error) : group.problem;
    switch (role) {
    case Qt::DisplayRole:
        return problem;
    case Qt::ToolTipRole:
        return models::toolTipText(problem);
    case SeverityRole:
        return QVariant::fromValue(models::Severity::Error);
    default:
        return {};
    }
}

//! Of a daemon: all that is below it.
bool PruneRows::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::CheckStateRole || !isCheckable(index))
        return false;
    const Row row = m_rows[std::size_t(index.row())];
    Group &group = m_groups[row.group];
    if (row.kind != Kind::Image)
        group.isCacheChecked = value.toInt() == Qt::Checked;
    for (std::size_t i = 0; row.kind != Kind::Cache && i < group.list.candidates.size(); ++i) {
        if (row.kind != Kind::Daemon && i != row.place)
            continue;
        const QString id = group.list.candidates[i].image.id;
        value.toInt() == Qt::Checked ? void(group.checked.insert(id)) : void(group.checked.remove(id));
    }
    tellChecks(row.group);
    emit changed();
    return true;
}

Qt::ItemFlags PruneRows::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractListModel::flags(index);
    return index.isValid() && isCheckable(index) ? flags | Qt::ItemIsUserCheckable : flags;
}

void PruneDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Tokens &tokens = m_theme.tokens();
    const PruneRows::Kind kind = kindOf(index);
    painter->save();
    paintRowState(*painter, option, m_theme);
    painter->setFont(option.font);
    const int firstLine = kind == PruneRows::Kind::Daemon ? DaemonHeight : RowHeight / 2 + 2;
    if (const QVariant check = index.data(Qt::CheckStateRole); check.isValid()) {
        const QRect box(option.rect.left(), option.rect.top(), CheckWidth, firstLine);
        paintCheck(*painter, box, check.toInt() == Qt::Checked, false, tokens);
        if (check.toInt() == Qt::PartiallyChecked)
            painter->fillRect(QRect(box.center().x() - 3, box.center().y(), 7, 2), tokens.text);
    }
    const QRect area = option.rect.adjusted(CheckWidth, 4, -Padding, -4);
    switch (kind) {
    case PruneRows::Kind::Daemon:
        paintDaemon(*painter, option.rect.adjusted(CheckWidth, 0, -Padding, 0), option.font, index);
        break;
    case PruneRows::Kind::Cache:
    case PruneRows::Kind::Image:
    case PruneRows::Kind::Held:
    case PruneRows::Kind::Kept:
        paintImage(*painter, area, index);
        break;
    case PruneRows::Kind::Message:
        painter->setPen(tokens.of(index.data(PruneRows::SeverityRole).value<models::Severity>()));
        paintWrapped(*painter, area, index.data().toString(), MostLines);
        break;
    }
    painter->restore();
}

void PruneDelegate::paintDaemon(QPainter &painter, const QRect &area, const QFont &font, const QModelIndex &index) const
{
    const Tokens &tokens = m_theme.tokens();
    const QString note = index.data(PruneRows::SizeRole).toString();
    // How it stands comes before the whole of a name; advances are rounded down.
    const int noteWidth = std::min(painter.fontMetrics().horizontalAdvance(note) + 2, area.width() - LeastName);
    painter.setPen(tokens.of(index.data(PruneRows::SeverityRole).value<models::Severity>()));
    painter.drawText(area, int(Qt::AlignRight | Qt::AlignVCenter),
                     painter.fontMetrics().elidedText(note, Qt::ElideRight, noteWidth));
    QFont bold = font;
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    painter.setPen(tokens.text);
    painter.drawText(
        area, int(Qt::AlignLeft | Qt::AlignVCenter),
        painter.fontMetrics().elidedText(index.data().toString(), Qt::ElideMiddle, area.width() - noteWidth - 12));
}

void PruneDelegate::paintImage(QPainter &painter, const QRect &area, const QModelIndex &index) const
{
    const Tokens &tokens = m_theme.tokens();
    const QRect top(area.left(), area.top(), area.width(), RowHeight / 2 - 4);
    const QString size = index.data(PruneRows::SizeRole).toString();
    const int sizeWidth = painter.fontMetrics().horizontalAdvance(size);
    painter.setPen(tokens.text);
    painter.drawText(top, int(Qt::AlignRight | Qt::AlignVCenter), size);
    painter.drawText(
        top, int(Qt::AlignLeft | Qt::AlignVCenter),
        painter.fontMetrics().elidedText(index.data().toString(), Qt::ElideMiddle, top.width() - sizeWidth - 12));
    const QVariant severity = index.data(PruneRows::SeverityRole);
    painter.setPen(severity.isValid() ? tokens.of(severity.value<models::Severity>()) : tokens.dim);
    paintWrapped(painter, area.adjusted(0, top.height(), 0, 0), index.data(PruneRows::ReasonRole).toString(),
                 MostLines);
}

int PruneDelegate::heightFor(const QModelIndex &index, const QFont &font, int width) const
{
    switch (kindOf(index)) {
    case PruneRows::Kind::Daemon:
        return DaemonHeight;
    case PruneRows::Kind::Message:
        return wrappedHeight(index.data().toString(), font, textWidth(width), MostLines) + 10;
    case PruneRows::Kind::Cache:
    case PruneRows::Kind::Image:
    case PruneRows::Kind::Held:
    case PruneRows::Kind::Kept:
        return RowHeight / 2 - 4 + 8 +
               wrappedHeight(index.data(PruneRows::ReasonRole).toString(), font, textWidth(width), MostLines);
    }
    return RowHeight;
}

//! Anywhere on the row, as the box is all that there is to press.
bool PruneDelegate::editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &,
                                const QModelIndex &index)
{
    const bool isClick =
        event->type() == QEvent::MouseButtonRelease && static_cast<QMouseEvent *>(event)->button() == Qt::LeftButton;
    const bool isKey = event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Space;
    if ((!isClick && !isKey) || !isCheckable(index))
        return false;
    const bool isChecked = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    return model->setData(index, isChecked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

} // namespace fairlead::ui
