// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/panewidget.h"

class QSplitter;
class QStackedWidget;

namespace fairlead::models {
class ActivityCentre;
}

namespace fairlead::ui {

class ActivityBar;
class ActivityInspector;
class DataTable;
class EmptyState;
class Exporter;
class Theme;

//! Every build, push, pull and test, of this console and of earlier ones: how far it is or how it ended, with its
//! steps, layers and log below.
class ActivityPane : public PaneWidget
{
    Q_OBJECT
public:
    ActivityPane(const Theme &theme, models::ActivityCentre &centre, QWidget *parent = nullptr);

    PaneHeader &header() const override { return *m_header; }
    //! Selects it, also where the filter would hide it.
    void selectActivity(const QString &id);
    QString selectedActivity() const;
    //! The first one, unless one is selected.
    void selectSomething() override;
    std::vector<Command> commands() override;
    std::vector<KeyGroup> keyGroups() const override;
    //! What runs has run a little longer.
    void updateSeconds() override;
    void saveState(models::KeptState &settings) const override;
    void restoreState(const models::KeptState &settings) override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeTablePanel();
    void connectParts();
    void refresh();
    void refreshBar();
    void showSelected();
    void followRetried();
    QStringList selectedIds() const;
    void forEach(const QStringList &ids, void (*act)(models::ActivityCentre &centre, const QString &id));

    const Theme &m_theme;
    models::ActivityCentre &m_centre;
    PaneHeader *m_header;
    Exporter *m_export;
    ActivityBar *m_bar = nullptr;
    DataTable *m_table = nullptr;
    EmptyState *m_empty = nullptr;
    QStackedWidget *m_tableOrEmpty = nullptr;
    ActivityInspector *m_inspector;
    QSplitter *m_parts;
    QString m_retried;            //!< the one that is selected, until what came of it is selected instead
    std::int64_t m_retriedAt = 0; //!< seconds since 1970
};

} // namespace fairlead::ui
