// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/configs/configoutlook.h"
#include "models/forms/latestanswer.h"
#include "ui/forms/objectpage.h"

class QSplitter;

namespace fairlead::models {
class KeptState;
class LaunchFactsKeeper;
} // namespace fairlead::models

namespace fairlead::ui {

class ConfigFields;
class ManifestPreview;
class Theme;

//! A runtime config being written, beside what a launch of it sends to each of its targets.
class ConfigForm : public ObjectPage<settings::RuntimeConfig>
{
    Q_OBJECT
public:
    //! All of them outlive this.
    ConfigForm(const Theme &theme, models::LaunchFactsKeeper &facts, settings::SettingsStore &store,
               QWidget *parent = nullptr);

    void editNew();
    //! Of a config that there is.
    void edit(const QString &id);
    void editDuplicate(const QString &id);
    void saveState(models::KeptState &settings) const;
    void restoreState(const models::KeptState &settings);

signals:
    //! Asked for when it was saved, and only once it is.
    void testRequested(const QString &id);

protected:
    void showObject(const settings::RuntimeConfig &config, bool isNew) override;
    settings::RuntimeConfig shownObject() const override;
    QStringList changedKeys() const override;
    void check() override;
    void refreshChoices() override;
    void refreshButtons(const models::FormState &state) override;
    void ended() override;

private:
    ConfigForm(const Theme &theme, models::LaunchFactsKeeper &facts, settings::SettingsStore &store,
               std::shared_ptr<const manifests::PodSchema> schema, QWidget *parent);
    ConfigForm(const Theme &theme, models::LaunchFactsKeeper &facts, settings::SettingsStore &store,
               std::shared_ptr<const manifests::PodSchema> schema, ConfigFields *fields, QWidget *parent);
    void makeButtons();
    void saveAndTest();
    void beginWith(Edit edit, const QString &title, bool isCopy = false);
    models::OutlookQuery query() const;
    void onMade(const models::ConfigOutlook &outlook);
    void followChoices();
    void refreshWhom();

    models::LaunchFactsKeeper &m_facts;
    std::shared_ptr<const manifests::PodSchema> m_schema;
    models::LatestAnswer<models::ConfigOutlook> m_outlooks;
    std::vector<models::FieldProblem> m_factProblems; //!< of the last outlook
    std::vector<models::FieldProblem> m_broken;       //!< what was written and can be in no object
    QString m_userId;                                 //!< for whom the preview is
    QString m_projectId;                              //!< in which project; empty: none

    ConfigFields *m_fields;
    ManifestPreview *m_preview;
    QSplitter *m_columns;
    QPushButton *m_test = nullptr;
};

} // namespace fairlead::ui
