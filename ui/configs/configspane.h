// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/configs/testwishes.h"
#include "ui/widgets/panewidget.h"

#include <QHash>

#include <QStringList>

#include <functional>
#include <vector>

class QPushButton;
class QSplitter;
class QStackedWidget;
class QVBoxLayout;

namespace fairlead::models {
class ConfigsModels;
class LaunchFactsKeeper;
} // namespace fairlead::models

namespace fairlead::settings {
class SettingsStore;
}

namespace fairlead::ui {

class ChoiceRow;
class ConfigForm;
class ConfigInspector;
class ConfigRemoval;
class ConfigsTable;
class EditPage;
class Exporter;
class ImportView;
class PeopleView;
class PlainLabel;
class Theme;

//! The runtime configs: how each stands, where it runs and who uses it, a form to write one, and what others say, to be
//! imported. Beside their table those for whom they run. Tests and runs leave as wishes; what is written is saved here.
class ConfigsPane : public PaneWidget
{
    Q_OBJECT
public:
    ConfigsPane(const Theme &theme, models::ConfigsModels &models, models::LaunchFactsKeeper &facts,
                settings::SettingsStore &store, QWidget *parent = nullptr);

    PaneHeader &header() const override { return *m_header; }
    enum class View : std::uint8_t { Configs, People };
    void showView(View view);
    View view() const { return m_view; }
    PeopleView &people() const { return *m_people; }

    void selectConfig(const QString &id);
    QString selectedConfig() const;
    void selectSomething() override;
    void newConfig();
    void editConfig(const QString &id, const QString &field = {});
    void duplicateConfig(const QString &id);
    bool hasUnsavedChanges() const override;
    void leaveForm(std::function<void()> go) override;
    std::vector<Command> commands() override;
    std::vector<KeyGroup> keyGroups() const override;
    void updateAges() override;
    void saveState(models::KeptState &settings) const override;
    void restoreState(const models::KeptState &settings) override;

signals:
    //! What is in the settings file by now.
    void testRequested(const QStringList &ids);
    //! Not as usual.
    void testWithRequested(const QString &id, const fairlead::models::TestWishes &wishes);
    void showActivityRequested(const QString &activityId);
    //! The form of a run of this config.
    void runRequested(const QString &id);

private:
    QWidget *makeList();
    void makeHeader();
    void connectTable();
    void connectInspector();
    void connectForm();
    void refresh();
    void connectViews();
    void connectImport();
    void importConfigs();
    void exportConfig(const QString &id);
    void exportManifests(const QString &id);
    void askHowToTest(const QString &id);
    void showReference(const QString &section, const QString &id);
    void showSelected();
    void showList();
    void showForm();
    void setFilter(const QString &text);
    void testSelected();
    void testAll();
    void moveSelected(int places);
    void withSelected(const std::function<void(const QString &id)> &run);
    EditPage *unsavedPage() const;

    models::ConfigsModels &m_models;
    models::LaunchFactsKeeper &m_facts;
    settings::SettingsStore &m_store;
    QStackedWidget *m_pages; //!< the list, the form, what is imported
    PaneHeader *m_header;
    ConfigsTable *m_table;
    ConfigInspector *m_inspector;
    QSplitter *m_columns;
    PlainLabel *m_problems;
    ConfigForm *m_form;
    Exporter *m_export;
    ConfigRemoval *m_removal;
    ImportView *m_importer;
    PeopleView *m_people;
    QHash<QString, models::TestWishes> m_wishes; //!< of tests of this session
    View m_view = View::Configs;
    QStackedWidget *m_views; //!< table and inspector, people
    ChoiceRow *m_choices;
    QPushButton *m_new = nullptr;
    QPushButton *m_import = nullptr;
};

} // namespace fairlead::ui
