// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "activitiesmodel.h"
#include "activityhistory.h"
#include "activitylogs.h"
#include "layersmodel.h"
#include "models/logs/logbuffer.h"
#include "models/logs/logfiles.h"
#include "models/logs/logintake.h"
#include "stepsmodel.h"

#include <QFutureWatcher>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <map>
#include <memory>

namespace fairlead::models {

//! What an activity has beside its row.
struct ActivityDetails
{
    LogBuffer log;
    StepsModel steps;       //!< of a build; gone with the console, as the layers are
    LayersModel layers;     //!< of a push or a pull
    bool isReading = false; //!< the log is on its way from its file
    QString problem;        //!< why the log cannot be read, or not be written; a short English reason
};

//! All activities with their details, as whoever does the work tells them: begin(), then update(), log(), setSteps()
//! and setLayers() in any order, at last finish(). What is told of one that has ended or was removed is passed over.
//! Details of those that run are in memory, and of the last MostDetails that ended; of older ones the log comes back
//! from its file. The activities outlive the console in STATEFOLDER/activities.json, their logs in STATEFOLDER/logs.
class ActivityCentre : public QObject
{
    Q_OBJECT
public:
    static constexpr std::size_t MostDetails = 32;
    static constexpr qsizetype MostLogBytes = 128 << 20; //!< of those that have ended, together

    //! \p stateFolder as stateFolder() has it; empty: nothing is kept on disk.
    explicit ActivityCentre(const QString &stateFolder, QObject *parent = nullptr);
    ~ActivityCentre() override; //!< saves what is to be saved

    //! Reads what earlier consoles did; restored() follows. Before it nothing is missing but that.
    void restore();

    ActivitiesModel &activities() { return m_activities; }
    const ActivitiesModel &activities() const { return m_activities; }

    //! \return its id; that of \p activity is kept, where it has one that nobody else has.
    QString begin(Activity activity, ActivitiesModel::Actions actions = {});
    void update(const QString &id, const std::function<void(Activity &activity)> &change);
    //! As it comes, wherever it was cut. Of work in another thread that is logs(), under the id that begin() gets.
    void log(const QString &id, QByteArrayView utf8, LogRing::Source source = LogRing::Source::Output);
    ActivityLogs &logs() { return m_logs; }
    void setSteps(const QString &id, const std::vector<docker::BuildStep> &steps);
    void setLayers(const QString &id, const std::vector<docker::LayerProgress> &layers);
    //! \p state is one of those that end. \p result is shown: a digest, or why not. \p hasWarning: of one that
    //! Succeeded.
    void finish(const QString &id, Activity::State state, const QString &result = {}, bool hasWarning = false);

    //! Null where there are none. Whoever holds them keeps them.
    std::shared_ptr<ActivityDetails> details(const QString &id);
    QString logFolder() const; //!< empty: none

signals:
    void restored();
    //! The details of \p id are others now: isReading, problem, or that there are steps or layers at all.
    void detailsChanged(const QString &id);
    //! The history cannot be kept; \p reason as saveHistory() has it.
    void saveFailed(const QString &reason);

private:
    void onEnded(const Activity &activity);
    void onRemoved(const QString &id);
    void onContentRead(const QString &id, const LogFiles::Content &content);
    ActivityDetails *live(const QString &id) const;
    void keepEnded(const QString &id);
    HistoryChange change() const;
    void saveSoon();
    void save();
    void onSaved();

    const QString m_historyPath; //!< empty: none
    ActivitiesModel m_activities;
    std::unique_ptr<LogFiles> m_files; //!< null: none
    ActivityLogs m_logs;
    std::map<QString, std::shared_ptr<ActivityDetails>> m_details;
    std::map<QString, std::weak_ptr<ActivityDetails>> m_shown; //!< that are no longer kept here
    std::map<QString, std::unique_ptr<LogIntake>> m_intakes;   //!< of logs()
    QStringList m_ended;                                       //!< in m_details, the oldest first
    QSet<QString> m_mine;                                      //!< begun by this console
    QSet<QString> m_removed;                                   //!< that the file may still have
    QSet<QString> m_removedBeforeSave;
    QTimer m_saveTimer;
    QFutureWatcher<QString> m_saving;
    QFutureWatcher<QJsonArray> m_restoring;
    bool m_hasChanged = false;
};

} // namespace fairlead::models
