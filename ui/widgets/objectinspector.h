// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "confirmform.h"
#include "models/keptstate.h"
#include "models/objectdetails.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/section.h"

#include <QHash>

#include <vector>

class QGridLayout;
class QPushButton;

namespace fairlead::ui {

class AnchoredScroll;
class ElidedLabel;
class FactGrid;
class FittingList;
class PlainLabel;
class StateLabel;
class Theme;
class WrappedText;

//! All about what is selected, and what can be done with it. Asks at its foot before something is destroyed.
class ObjectInspector : public Panel
{
    Q_OBJECT
public:
    explicit ObjectInspector(const Theme &theme, QWidget *parent = nullptr);

    //! \p key tells what it is about from anything else: a question about something else ends.
    void setDetails(const QString &key, const models::ObjectDetails &details);
    //! Nothing is selected.
    void setHint(const QString &hint);
    void ask(ConfirmForm::Question question);

    //! As a press of its button: nothing happens where there is none, or it cannot be done now.
    void run(models::ObjectAction::Kind action);
    //! The primary one; nothing leaves this machine for it.
    void runFirst();

    void saveState(models::KeptState &settings) const;
    void restoreState(const models::KeptState &settings) { m_kept = settings; }

signals:
    void actionRequested(fairlead::models::ObjectAction::Kind action);
    void left(); //!< the focus should go back to the table

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Part
    {
        Section *section;
        FittingList *list;
        models::FactsModel *model;
    };

    void build();
    Part &partFor(const models::ObjectDetails::Section &section);
    void showSections(const std::vector<models::ObjectDetails::Section> &sections);
    void arrangeButtons();
    void showActions(const std::vector<models::ObjectAction> &actions);

    const Theme &m_theme;
    QString m_key;
    AnchoredScroll *m_scroll;
    QWidget *m_content;
    PlainLabel *m_hint;
    ElidedLabel *m_title;
    StateLabel *m_state;
    PlainLabel *m_dangers;
    PlainLabel *m_cause;
    PlainLabel *m_remedy;
    WrappedText *m_message;
    FactGrid *m_facts;
    QHash<QString, Part> m_parts;
    models::KeptState m_kept; //!< which sections that are not made yet are folded
    QWidget *m_buttons;
    QGridLayout *m_buttonGrid;
    std::vector<models::ObjectAction> m_actions;
    ConfirmForm *m_confirm;
};

} // namespace fairlead::ui
