// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/panewidget.h"

class QSplitter;
class QStackedWidget;

namespace fairlead::models {
class ConsoleModels;
}

namespace fairlead::ui {

class ContextInspector;
class DataTable;
class EmptyState;
class Exporter;
class OpenBar;
class PlainLabel;
class Theme;

//! Every context of the user's kubeconfigs: how it is, who the user is there, what is wrong and how to mend it.
class ClustersPane : public PaneWidget
{
    Q_OBJECT
public:
    ClustersPane(const Theme &theme, models::ConsoleModels &models, QWidget *parent = nullptr);

    PaneHeader &header() const override { return *m_header; }
    void selectContext(const QString &id);
    QString selectedContext() const;
    //! Narrows the table to what \p filter, written into the filter edit, asks for.
    void showFiltered(const QString &filter);
    std::vector<Command> commands() override;
    std::vector<KeyGroup> keyGroups() const override;
    //! Times until the next retry grew shorter.
    void updateSeconds() override;
    //! The first that needs attention, else the first.
    void selectSomething() override;
    void saveState(models::KeptState &settings) const override;
    void restoreState(const models::KeptState &settings) override;

signals:
    void openRequested(const QString &id, bool open);
    //! Of several at once.
    void openManyRequested(const QStringList &ids, bool open);
    void retryRequested(const QString &id);
    void approveRequested(const QString &id);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeTablePanel();
    void refreshBar();
    void refreshColumns();
    void refresh();
    void showSelected();

    const Theme &m_theme;
    models::ConsoleModels &m_models;
    PaneHeader *m_header;
    PlainLabel *m_problems;
    DataTable *m_table;
    OpenBar *m_bar;
    Exporter *m_export;
    EmptyState *m_empty;
    QStackedWidget *m_tableOrEmpty;
    ContextInspector *m_inspector;
    QSplitter *m_columns;
};

} // namespace fairlead::ui
