// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/forms/clash.h"
#include "models/forms/fieldproblem.h"
#include "models/forms/formstate.h"
#include "ui/widgets/panel.h"

#include <QHash>

#include <functional>

class QLineEdit;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace fairlead::ui {

class FormField;
class PlainLabel;
class Question;

//! A short form beside a table: a title, fields below each other that scroll where there is no room, a permanent mark
//! of danger, what stands against saving, and Save and Cancel at the foot. Enter in a line saves, Esc leaves.
class EditPanel : public Panel
{
    Q_OBJECT
public:
    EditPanel(const QString &submit, QWidget *parent);

    //! Why nothing can be saved, whatever is written; empty: it can.
    void setReadOnly(const QString &why);
    //! Between Save and its answer.
    void setBusy(bool isBusy);
    //! Somebody else has changed the same meanwhile: which of both it is to be.
    void showClashes(const std::vector<models::ClashText> &clashes);
    //! What is written is not saved, and somebody wants to leave it. \p discard is an answer, the other saves, and
    //! calls \p saving before.
    void askToLeave(std::function<void()> discard, std::function<void()> saving);
    //! What came of saving, if it was not done; empty: nothing.
    void setFailure(const QString &why);

signals:
    void keepMineRequested();
    void takeTheirsRequested();
    void cancelled();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    //! Save was pressed, and can be done.
    virtual void submit() = 0;

    //! The fields show another object: what is empty in a new one is no reproach before it was touched, or Save
    //! pressed.
    void beginFields(bool isNew);
    //! Of a field that is no line: those are known to be touched when they change.
    void touch(const QString &key) { m_problems.touch(key); }

    void setTitle(const QString &title);
    FormField *addField(const QString &label, QWidget *editor);
    //! \p key as the file has it: setProblems() finds it by that.
    FormField *addField(const QString &key, const QString &label, QWidget *editor);
    QLineEdit *addLine(const QString &key, const QString &label, const QString &placeholder = {});
    FormField &field(const QString &key) const { return *m_byKey[key]; }
    void addWidget(QWidget *widget);
    //! Shown in red as long as it is so; empty: nothing.
    void setDanger(const QString &danger);
    //! Beside their fields; errors keep what is written from being saved.
    void setProblems(std::vector<models::FieldProblem> problems);
    //! Whether what is written can be saved.
    void setRight(bool isRight);
    QWidget *body() const { return m_body; }

private:
    QWidget *makeClashes();
    void refreshSubmit();
    void trySubmit();
    void showMessages();

    PlainLabel *m_title;
    QScrollArea *m_scroll;
    QWidget *m_body;
    QVBoxLayout *m_fields;
    PlainLabel *m_danger;
    PlainLabel *m_against; //!< read-only, or what came of saving
    QWidget *m_clashes;
    PlainLabel *m_clashText;
    Question *m_leaving;
    QPushButton *m_submit;
    QHash<QString, FormField *> m_byKey;
    models::FieldProblems m_problems;
    models::FormState m_state{.isEditing = true, .errors = 1};
    QString m_readOnly;
    QString m_failure;
};

} // namespace fairlead::ui
