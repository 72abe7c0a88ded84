// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/activities/activity.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <vector>

namespace fairlead::models {
class ActivityCentre;
}

namespace fairlead::ui {

class Notice;

//! Says quietly what has ended while nobody looked at the activities; what ends until that is read or has left, is said
//! with it. What went wrong stays until it is read.
class EndedNotices : public QObject
{
    Q_OBJECT
public:
    //! \p isShown says whether the Activity pane is seen. \p notice lies over whatever is.
    EndedNotices(models::ActivityCentre &centre, Notice &notice, std::function<bool()> isShown,
                 QObject *parent = nullptr);

signals:
    //! The user wants to see it: the one that ended last, of those that failed if there are some, else of those with
    //! a warning.
    void showRequested(const QString &id);

private:
    void onEnded(const models::Activity &activity);
    void say();

    Notice &m_notice;
    std::function<bool()> m_isShown;
    std::vector<models::Activity> m_ended; //!< that are said now, or soon
    QString m_said;
    QTimer m_timer;
};

//! "Build of base/exec:1.2 failed: …", or of several how many ended how.
QString endedText(const std::vector<models::Activity> &ended);

} // namespace fairlead::ui
