// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "prunerows.h"

#include "models/docker/prunetext.h"
#include "models/formats.h"
#include "models/plaintext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/checkbox.h"
#include "ui/widgets/factdelegate.h"

#include <QMouseEvent>
#include <QPainter>

namespace fairlead::ui {

namespace {

constexpr int RowHeight = 44;
constexpr int CheckWidth = 28;
constexpr int Padding = 6;

} // namespace

void PruneRows::setList(const docker::PruneList &list)
{
    beginResetModel();
    m_list = list;
    m_checked.clear();
    for (const docker::PruneCandidate &candidate : list.candidates)
        m_checked.insert(candidate.image.id);
    endResetModel();
    emit checksChanged();
}

QStringList PruneRows::checkedIds() const
{
    QStringList ids;
    for (const docker::PruneCandidate &candidate : m_list.candidates) {
        if (m_checked.contains(candidate.image.id))
            ids += candidate.image.id;
    }
    return ids;
}

void PruneRows::setAllChecked(bool isChecked)
{
    m_checked.clear();
    for (const docker::PruneCandidate &candidate : m_list.candidates) {
        if (isChecked)
            m_checked.insert(candidate.image.id);
    }
    if (rowCount() > 0)
        emit dataChanged(index(0), index(rowCount() - 1), {Qt::CheckStateRole});
    emit checksChanged();
}

int PruneRows::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_list.candidates.size());
}

QVariant PruneRows::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const docker::PruneCandidate &candidate = m_list.candidates[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return models::pruneTitle(candidate);
    case Qt::AccessibleTextRole:
        return tr("%1, %2, %3")
            .arg(models::pruneTitle(candidate), data(index, SizeRole).toString(), models::pruneReason(candidate));
    case Qt::ToolTipRole:
        return models::toolTipText(models::pruneReason(candidate) + u'\n' +
                                   models::plainText(candidate.removals.join(u'\n'), 2'000));
    case Qt::CheckStateRole:
        return m_checked.contains(candidate.image.id) ? Qt::Checked : Qt::Unchecked;
    case SizeRole:
        return candidate.image.sizeBytes < 0 ? QString() : models::memoryText(candidate.image.sizeBytes);
    case ReasonRole:
        return models::pruneReason(candidate);
    default:
        return {};
    }
}

bool PruneRows::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::CheckStateRole)
        return false;
    const QString id = m_list.candidates[std::size_t(index.row())].image.id;
    if (value.toInt() == Qt::Checked)
        m_checked.insert(id);
    else
        m_checked.remove(id);
    emit dataChanged(index, index, {Qt::CheckStateRole});
    emit checksChanged();
    return true;
}

Qt::ItemFlags PruneRows::flags(const QModelIndex &index) const
{
    return QAbstractListModel::flags(index) | Qt::ItemIsUserCheckable;
}

void PruneDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Tokens &tokens = m_theme.tokens();
    painter->save();
    paintRowState(*painter, option, m_theme);
    paintCheck(*painter, QRect(option.rect.left(), option.rect.top(), CheckWidth, RowHeight / 2 + 2),
               index.data(Qt::CheckStateRole).toInt() == Qt::Checked, false, tokens);
    const QRect area = option.rect.adjusted(CheckWidth, 4, -Padding, -4);
    const QRect top(area.left(), area.top(), area.width(), area.height() / 2);
    const QRect bottom(area.left(), top.bottom() + 1, area.width(), area.height() - top.height());
    const QFontMetrics metrics(option.font);
    painter->setFont(option.font);
    const QString size = index.data(PruneRows::SizeRole).toString();
    const int sizeWidth = metrics.horizontalAdvance(size);
    painter->setPen(tokens.text);
    painter->drawText(top, int(Qt::AlignRight | Qt::AlignVCenter), size);
    painter->drawText(top, int(Qt::AlignLeft | Qt::AlignVCenter),
                      metrics.elidedText(index.data().toString(), Qt::ElideMiddle, top.width() - sizeWidth - 12));
    painter->setPen(tokens.dim);
    painter->drawText(bottom, int(Qt::AlignLeft | Qt::AlignVCenter),
                      metrics.elidedText(index.data(PruneRows::ReasonRole).toString(), Qt::ElideRight, bottom.width()));
    painter->restore();
}

QSize PruneDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {120, RowHeight};
}

//! Anywhere on the row, as the box is all that there is to press.
bool PruneDelegate::editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &,
                                const QModelIndex &index)
{
    const bool isClick =
        event->type() == QEvent::MouseButtonRelease && static_cast<QMouseEvent *>(event)->button() == Qt::LeftButton;
    const bool isKey = event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Space;
    if (!isClick && !isKey)
        return false;
    const bool isChecked = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    return model->setData(index, isChecked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

} // namespace fairlead::ui
