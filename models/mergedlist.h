// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractListModel>
#include <QHash>

#include <algorithm>
#include <vector>

namespace fairlead::models {

//! A short list that is made anew whenever something changed, and announced as what changed of it: selection, focus and
//! scroll position stay. For the tens of rows of an inspector; what is long and live has a SortedIndex.
//! \p Row has a QString \c key that tells it from the others, and operator==.
template <class Row>
class MergedList : public QAbstractListModel
{
public:
    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex &parent = {}) const final { return parent.isValid() ? 0 : int(m_rows.size()); }
    const std::vector<Row> &rows() const { return m_rows; }
    const Row &row(const QModelIndex &index) const { return m_rows[std::size_t(index.row())]; }

    //! \p next in the order in which they are shown. Whoever made a key twice sees both rows.
    void setRows(std::vector<Row> next)
    {
        makeKeysUnique(next);
        removeMissing(next);
        for (std::size_t at = 0; at < next.size(); ++at) {
            const auto isIt = [&](const Row &row) { return row.key == next[at].key; };
            const auto found = std::find_if(m_rows.begin() + std::ptrdiff_t(at), m_rows.end(), isIt);
            if (found == m_rows.end()) {
                beginInsertRows({}, int(at), int(at));
                m_rows.insert(m_rows.begin() + std::ptrdiff_t(at), std::move(next[at]));
                endInsertRows();
                continue;
            }
            moveUp(std::size_t(found - m_rows.begin()), at);
            if (m_rows[at] != next[at]) {
                m_rows[at] = std::move(next[at]);
                emit this->dataChanged(this->index(int(at)), this->index(int(at)));
            }
        }
    }

private:
    static void makeKeysUnique(std::vector<Row> &rows)
    {
        QHash<QString, int> seen;
        for (Row &row : rows) {
            if (const int times = seen[row.key]++; times > 0)
                row.key += u'\n' + QString::number(times);
        }
    }

    void removeMissing(const std::vector<Row> &next)
    {
        QHash<QString, bool> stays;
        for (const Row &row : next)
            stays.insert(row.key, true);
        for (int at = int(m_rows.size()) - 1; at >= 0; --at) {
            if (stays.contains(m_rows[std::size_t(at)].key))
                continue;
            beginRemoveRows({}, at, at);
            m_rows.erase(m_rows.begin() + at);
            endRemoveRows();
        }
    }

    void moveUp(std::size_t from, std::size_t to)
    {
        if (from == to)
            return;
        beginMoveRows({}, int(from), int(from), {}, int(to));
        std::rotate(m_rows.begin() + std::ptrdiff_t(to), m_rows.begin() + std::ptrdiff_t(from),
                    m_rows.begin() + std::ptrdiff_t(from) + 1);
        endMoveRows();
    }

    std::vector<Row> m_rows;
};

} // namespace fairlead::models
