// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/gpus/facts.h"
#include "ui/widgets/factdelegate.h"
#include "ui/widgets/panel.h"

#include <QStringList>

#include <vector>

class QPushButton;
class QVBoxLayout;

namespace fairlead::models {
class ConfigsModels;
class KeptState;
struct ConfigDetails;
} // namespace fairlead::models

namespace fairlead::ui {

class AnchoredScroll;
class ConfigButtons;
class ElidedLabel;
class FactGrid;
class FittingList;
class PlainLabel;
class Question;
class Section;
class StateLabel;
class Theme;

//! All about the selected runtime config: how it stands and why, where it runs, who uses it, its last test; and what
//! can be done. Of several selected ones only what can be done with all of them.
class ConfigInspector : public Panel
{
    Q_OBJECT
public:
    ConfigInspector(const Theme &theme, const models::ConfigsModels &models, QWidget *parent = nullptr);

    //! The first one is the current one; none: nothing is selected.
    void setConfigs(const QStringList &ids);
    //! The same ones may be in another state.
    void refresh();
    //! Nothing may be saved now: the settings are read-only.
    void setReadOnly(bool isReadOnly);
    //! Deleting asks here first, and says who refers to it.
    void askToRemove();
    void saveState(models::KeptState &settings) const;
    void restoreState(const models::KeptState &settings);

signals:
    void testRequested(const QStringList &ids);
    void editRequested(const QString &id);
    void runRequested(const QString &id);
    //! The form at the field of a problem.
    void fieldRequested(const QString &id, const QString &field);
    void duplicateRequested(const QString &id);
    void removeConfirmed(const QString &id, bool clearsReferences);
    void exportRequested(const QString &id);
    void manifestsRequested(const QString &id);
    void testWithRequested(const QString &id);
    void moveRequested(int places);
    //! A project, or the defaults: section and id.
    void referenceRequested(const QString &section, const QString &id);
    void showActivityRequested(const QString &activityId);
    void left(); //!< the focus should go back to the table

private:
    //! A list of facts under a title.
    struct Part
    {
        Section *section = nullptr;
        FittingList *list = nullptr;
        models::FactsModel *model = nullptr;
        QPushButton *link = nullptr;
    };

    void build();
    void layOut();
    Part makePart(const QString &key, const QString &title, const QString &link, const QString &linkName,
                  void (ConfigInspector::*pick)(const models::Fact &fact),
                  FactDelegate::Style style = FactDelegate::Style::Statements);
    static void showPart(const Part &part, const std::vector<models::Fact> &facts, const QString &note);
    void connectButtons();
    void showOne(const models::ConfigDetails &details);
    void showSeveral();
    void goToField(const models::Fact &fact);
    void goToUser(const models::Fact &fact);
    void goToLog(const models::Fact &fact);
    void askAboutUsers(const QString &name);
    QString current() const { return m_ids.value(0); }

    const Theme &m_theme;
    const models::ConfigsModels &m_models;
    QStringList m_ids;
    bool m_isReadOnly = false;
    AnchoredScroll *m_scroll;
    QWidget *m_content;
    PlainLabel *m_hint;
    ElidedLabel *m_title = nullptr;
    StateLabel *m_state = nullptr;
    PlainLabel *m_text = nullptr; //!< the description; of several their names
    PlainLabel *m_dangers = nullptr;
    FactGrid *m_facts = nullptr;
    Part m_problems;
    Part m_targets;
    Part m_users;
    Part m_tests;
    QPushButton *m_copyRights;
    QString m_missingRights; //!< that it copies
    Question *m_question;
    ConfigButtons *m_buttons;
};

} // namespace fairlead::ui
