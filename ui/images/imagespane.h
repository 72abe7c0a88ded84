// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "imagestables.h"
#include "ui/widgets/panewidget.h"

#include <QStringList>

#include <functional>
#include <vector>

class QPushButton;
class QSplitter;
class QStackedWidget;

namespace fairlead::models {
class ImagesModels;
}

namespace fairlead::settings {
class SettingsStore;
}

namespace fairlead::ui {

class Exporter;
class PlainLabel;
class RecipeForm;
class RecipeInspector;
class RecipeRemoval;

//! The recipes of base images: how each is, where its image is, and a form to write one. Building and pushing leave as
//! wishes; what is saved is saved here.
class ImagesPane : public PaneWidget
{
    Q_OBJECT
public:
    using View = ImagesTables::View;

    ImagesPane(const Theme &theme, models::ImagesModels &models, settings::SettingsStore &store,
               QWidget *parent = nullptr);

    PaneHeader &header() const override { return *m_header; }
    void showView(View view);
    void selectRecipe(const QString &id);
    QString selectedRecipe() const;
    void selectSomething() override;
    void newRecipe();
    void editRecipe(const QString &id);
    bool hasUnsavedChanges() const override;
    void leaveForm(std::function<void()> go) override;
    std::vector<Command> commands() override;
    std::vector<KeyGroup> keyGroups() const override;
    void updateAges() override;
    void saveState(models::KeptState &settings) const override;
    void restoreState(const models::KeptState &settings) override;

signals:
    //! What is in the settings file by now.
    void buildRequested(const QStringList &ids, bool push);
    void pushRequested(const QStringList &ids);
    //! All of them: what is out of date is built before.
    void pushAllRequested();
    //! These in this order.
    void rebuildRequested(const QStringList &ids);
    //! Where images are came onto the screen, or left it.
    void placesSeen(bool areSeen);
    void showActivityRequested(const QString &activityId);

private:
    QWidget *makeList();
    void connectTables();
    void connectForm();
    void connectInspector();
    void refresh();
    void showShownTable();
    void showSelected();
    void showList();
    void showForm();
    void setFilter(const QString &text);
    void buildAndPushSelected();
    void exportDockerfile(const QString &id);
    void writeDockerfile(const QString &name, const QString &text);

    models::ImagesModels &m_models;
    settings::SettingsStore &m_store;
    QStackedWidget *m_pages; //!< the list, the form
    PaneHeader *m_header;
    ImagesTables *m_tables;
    PlainLabel *m_problems;
    RecipeInspector *m_inspector;
    QSplitter *m_columns;
    RecipeForm *m_form;
    Exporter *m_export;
    RecipeRemoval *m_removal;
    QPushButton *m_new = nullptr;
    QPushButton *m_pushAll = nullptr;
};

} // namespace fairlead::ui
