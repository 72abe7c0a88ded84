// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/panel.h"

#include <QStringList>

namespace fairlead::models {
class BaseImagesModel;
class KeptState;
struct RecipeState;
} // namespace fairlead::models

namespace fairlead::settings {
struct BaseImage;
}

namespace fairlead::ui {

class ElidedLabel;
class FactGrid;
class PlainLabel;
class Question;
class RecipeButtons;
class RegistryStates;
class Section;
class StateLabel;
class Theme;
class UsageBar;
class WrappedText;

//! All about the selected recipe: how its image is and why, what is being done, where it was pushed to, what is built
//! on it; and what can be done. Of several selected ones only what can be done with all of them.
class RecipeInspector : public Panel
{
    Q_OBJECT
public:
    RecipeInspector(const Theme &theme, const models::BaseImagesModel &recipes, QWidget *parent = nullptr);

    //! The first one is the current one; none: nothing is selected.
    void setRecipes(const QStringList &ids);
    //! The same ones may be in another state.
    void refresh();
    //! Nothing may be saved now: the settings are read-only.
    void setReadOnly(bool isReadOnly);
    //! Removing asks here first.
    void askToRemove();
    void saveState(models::KeptState &settings) const;
    void restoreState(const models::KeptState &settings);

signals:
    void buildRequested(const QStringList &ids, bool push);
    void pushRequested(const QStringList &ids);
    //! What is built on the selected one, in the order in which it has to be built.
    void rebuildRequested(const QStringList &ids);
    void editRequested(const QString &id);
    void duplicateRequested(const QString &id);
    void removeConfirmed(const QString &id);
    void exportRequested(const QString &id);
    void showActivityRequested(const QString &activityId);

private:
    void build();
    void connectButtons();
    void showOne(const settings::BaseImage &recipe, const models::RecipeState &state);
    void showSeveral();
    void showState(const models::RecipeState &state);
    void showDependents();
    QStringList dependentNames() const;
    QString current() const { return m_ids.value(0); }

    const Theme &m_theme;
    const models::BaseImagesModel &m_recipes;
    QStringList m_ids;
    bool m_isReadOnly = false;
    QWidget *m_scroll = nullptr;
    QWidget *m_content = nullptr;
    PlainLabel *m_hint;
    ElidedLabel *m_title = nullptr;
    StateLabel *m_state = nullptr;
    PlainLabel *m_names = nullptr; //!< of several
    WrappedText *m_reasons = nullptr;
    QWidget *m_activity = nullptr;
    UsageBar *m_progress = nullptr;
    PlainLabel *m_activityText = nullptr;
    FactGrid *m_facts = nullptr;
    Section *m_registriesSection = nullptr;
    RegistryStates *m_registries = nullptr;
    Section *m_dependentsSection = nullptr;
    PlainLabel *m_dependents = nullptr;
    Question *m_question;
    RecipeButtons *m_buttons;
};

} // namespace fairlead::ui
