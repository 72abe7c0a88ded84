// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/savedviews.h"
#include "ui/palette/commandpalette.h"

#include <QObject>

#include <vector>

class QMenu;

namespace fairlead::models {
class ConsoleModels;
class KeptState;
} // namespace fairlead::models

namespace fairlead::ui {

class NodesPanel;
class PaneHeader;
class Theme;
class ViewForm;

//! The views of the GPUs pane: a menu in its header, an inline form for their names, their commands. A view's filter is
//! written into the filter edit, where everybody sees it.
class GpusViews : public QObject
{
    Q_OBJECT
public:
    GpusViews(const Theme &theme, const models::ConsoleModels &models, PaneHeader &header, NodesPanel &nodes);

    std::vector<Command> commands();
    void show(const QString &id);
    void saveState(models::KeptState &settings) const;
    void restoreState(const models::KeptState &settings);

signals:
    void waitingRequested();
    //! A view, or taking it back, asks for just these contexts to be open.
    void scopeRequested(const QStringList &contextIds);
    //! There are other views than before.
    void changed();

private:
    void fillMenu(QMenu &menu);
    models::SavedView now() const;
    void openScope(const models::SavedView &view);
    void saveAs(const QString &name, bool withContexts);
    void update(const QString &id);
    void replace(const models::SavedView &view);
    void remove(const QString &id);

    const models::ConsoleModels &m_models;
    PaneHeader &m_header;
    NodesPanel &m_nodes;
    models::SavedViews m_views;
    ViewForm *m_form;
};

} // namespace fairlead::ui
