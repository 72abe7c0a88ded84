// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "activity.h"
#include "models/indexedtablemodel.h"

#include <QHash>
#include <QJsonArray>

#include <functional>
#include <vector>

namespace fairlead::models {

//! Every activity, the newest first; those that run before those that have ended. What has ended stays, over restarts
//! too, up to MostEnded of them.
class ActivitiesModel : public IndexedTableModel
{
    Q_OBJECT
public:
    enum class Column : std::uint8_t { Activity, Target, State, Progress, Started, Elapsed, Result };
    static constexpr int Columns = int(Column::Result) + 1;
    enum Role {
        ProgressRole = FirstOwnRole, //!< double 0 to 1, -1: not known; invalid where it does not run
    };
    static constexpr std::size_t MostEnded = 500;

    //! What whoever does the work lets others ask for; empty: it cannot be asked.
    struct Actions
    {
        std::function<void()> cancel;
        std::function<void()> retry; //!< once it has ended; lost when the console ends
    };

    explicit ActivitiesModel(QObject *parent = nullptr);

    //! \return its id; made here where it has none of its own, and created too where it is 0.
    QString add(Activity activity, Actions actions = {});
    //! \p change gets the activity as it is. Starting and ending set their times; what has ended changes no more.
    void update(const QString &id, const std::function<void(Activity &activity)> &change);
    //! Null when there is none.
    const Activity *activity(const QString &id) const;
    bool canCancel(const QString &id) const;
    bool canRetry(const QString &id) const;
    //! Cancelling until whoever does the work says otherwise. Does nothing where it cannot be asked.
    void cancel(const QString &id);
    void retry(const QString &id);
    //! Of one that has ended.
    void remove(const QString &id);
    void removeEnded();
    int runningCount() const; //!< that have not ended

    QJsonArray history() const;                  //!< of those that have ended, and of the others as they are now
    void restoreHistory(const QJsonArray &json); //!< as if added before all that are there
    void updateAges();
    const QueryFields &queryFields() const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

signals:
    //! Once for each, however it ended.
    void ended(const fairlead::models::Activity &activity);
    //! It has left: the user removed it, or it was one of too many.
    void activityRemoved(const QString &id);
    //! history() or runningCount() is another.
    void activitiesChanged();

protected:
    QString columnTitle(int column) const override;
    bool isNumeric(int column) const override;
    std::strong_ordering compare(Slot a, Slot b, int column) const override;
    bool isShown(Slot slot) const override;
    void release(Slot slot) override;
    QList<int> changingRoles() const override;

private:
    class Asked; //!< a row as a Query sees it

    struct Row
    {
        Activity activity;
        Actions actions;
        std::int64_t number = 0; //!< in the order of their adding
    };

    Row *find(const QString &id);
    const Row *find(const QString &id) const;
    void insert(Row row, std::int64_t number);
    void drop(const QString &id);
    void forgetTheOldest();
    QString text(const Row &row, Column column) const;

    std::vector<Row> m_rows;
    QHash<QString, Slot> m_slots;
    std::int64_t m_numbers = 0;  //!< of the last one that was added
    std::int64_t m_earliest = 0; //!< of the first one that was restored
};

} // namespace fairlead::models
