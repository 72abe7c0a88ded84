// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/docker/prunelist.h"

#include <QAbstractListModel>
#include <QSet>
#include <QStyledItemDelegate>

namespace fairlead::ui {

class Theme;

//! The candidates of a PruneList, each with a check box.
class PruneRows : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { SizeRole = Qt::UserRole, ReasonRole };
    using QAbstractListModel::QAbstractListModel;

    void setList(const docker::PruneList &list);
    const docker::PruneList &list() const { return m_list; }
    QStringList checkedIds() const; //!< of images, in the order of the list
    void setAllChecked(bool isChecked);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

signals:
    void checksChanged();

private:
    docker::PruneList m_list;
    QSet<QString> m_checked;
};

//! A name with its size at the right, and why it is safe below.
class PruneDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    PruneDelegate(const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override;

private:
    const Theme &m_theme;
};

} // namespace fairlead::ui
