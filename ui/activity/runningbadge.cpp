// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runningbadge.h"

#include "models/activities/activitycentre.h"
#include "ui/widgets/labels.h"

using namespace Qt::StringLiterals;

namespace fairlead::ui {

RunningBadge::RunningBadge(models::ActivityCentre &centre, QWidget *parent)
    : QPushButton(parent)
    , m_centre(centre)
{
    setObjectName(u"link"_s);
    connect(&centre.activities(), &models::ActivitiesModel::activitiesChanged, this, &RunningBadge::refresh);
    refresh();
}

void RunningBadge::refresh()
{
    const int running = m_centre.activities().runningCount();
    setVisible(running > 0 && parentWidget());
    if (running == 0)
        return;
    setText(tr("▸ %Ln running", nullptr, running));
    setAccessibleName(tr("%Ln activities running", nullptr, running));
    setPlainToolTip(*this, tr("Shows the activities"));
    updateGeometry();
}

} // namespace fairlead::ui
