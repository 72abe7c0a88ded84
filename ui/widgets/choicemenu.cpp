// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "choicemenu.h"

#include <QActionGroup>
#include <QMenu>

namespace fairlead::ui {

void popUpChoices(QWidget &button, const QStringList &choices, int current, const std::function<void(int)> &chosen)
{
    auto *menu = new QMenu(&button);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    auto *group = new QActionGroup(menu);
    for (int place = 0; place < choices.size(); ++place) {
        QAction *action = group->addAction(menu->addAction(choices[place]));
        action->setCheckable(true);
        action->setChecked(place == current);
        QObject::connect(action, &QAction::triggered, menu, [chosen, place] { chosen(place); });
    }
    menu->popup(button.mapToGlobal(QPoint(0, button.height())));
}

} // namespace fairlead::ui
