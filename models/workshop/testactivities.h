// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/activities/activitycentre.h"
#include "models/docker/testreport.h"

#include <QHash>

#include <functional>

namespace fairlead::models {

//! Tests of servers as activities: a line of the log for each check, how many there are to be, and at the end what was
//! found. Of a server only its last test counts for what is shown of the server itself. What is told of a test that is
//! not known, or over, is passed over.
class TestActivities
{
public:
    //! \p activities outlives it.
    explicit TestActivities(ActivityCentre &activities)
        : m_activities(activities)
    {
    }

    struct Server
    {
        QString key;   //!< of this one alone
        QString name;  //!< "gpu box"
        QString where; //!< "tcp://10.0.0.5:2376"
    };
    //! \p cancel gets the id. \return the id of the test, and of its activity.
    QString begin(const Server &server, std::function<void(const QString &id)> cancel, std::function<void()> retry);
    //! So many checks are to come.
    void expect(const QString &id, int checks);
    void add(const QString &id, const TestReport::Line &line);
    //! Failed, where a check has.
    void end(const QString &id, bool isCancelled);
    QStringList running() const { return m_runs.keys(); }
    //! No later one of the same server has begun.
    bool isLast(const QString &id) const;

private:
    struct Run
    {
        QString serverKey;
        int expected = 0; //!< 0: not known
        std::vector<TestReport::Line> lines;
    };

    ActivityCentre &m_activities;
    QHash<QString, Run> m_runs;
    QHash<QString, QString> m_last; //!< by server: the id
};

//! What came of a test, in one line: what failed, else what is to be warned of, else that all is well.
QString testResult(const std::vector<TestReport::Line> &lines);

} // namespace fairlead::models
