// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/forms/formstate.h"
#include "models/forms/objectsaver.h"

#include <QWidget>

#include <functional>

class QPushButton;

namespace fairlead::settings {
class SettingsStore;
}

namespace fairlead::ui {

class ClashForm;
class ElidedLabel;
class FieldsPanel;
class FormFields;
class FormFoot;
class PlainLabel;
class Question;

//! A form over a whole pane: what is edited, what stands against saving, what has to be decided, the fields beside
//! whatever they make, and at the foot how it stands and what can be done. Nothing that was typed is lost without a
//! question, and nothing that others have saved meanwhile either. What the object is says who derives from it
//! (objectpage.h).
class EditPage : public QWidget
{
    Q_OBJECT
public:
    //! What is said of the kind of object.
    struct Words
    {
        QString object;  //!< "Base image"
        QString removed; //!< by others, which is asked about
        QString missing; //!< others have removed it, and nothing is asked yet
    };

    bool isEditing() const { return m_isEditing; }
    bool hasUnsavedChanges() const { return state().isUnsaved(); }
    void takeFocus(); //!< in the first field
    //! To the field of this key, as a problem has it.
    void focusField(const QString &field);
    //! \p go follows at once where nothing can be lost, else once the user has decided so.
    void leave(std::function<void()> go);

signals:
    //! It is in the file; the form is done.
    void saved(const QString &id);
    //! The form is done without having saved anything.
    void left();

protected:
    using Then = std::function<void(const QString &id)>;

    EditPage(settings::SettingsStore &store, FormFields &fields, Words words, QWidget *parent);

    //! Becomes a part of the content.
    FieldsPanel &fieldsPanel() const { return *m_panel; }
    //! \p content, with the fields in it, has the room above the foot; call once.
    void setContent(QWidget *content);
    //! At the foot, before Save.
    QPushButton *addButton(const QString &text);
    void addKeys(const QKeySequence &keys, std::function<void()> run);

    //! The fields have another object.
    void begin(const QString &title, bool isCopy);
    //! \p then follows only once it is saved, at once where there is nothing to save.
    void save(Then then = {});
    models::FormState state() const;
    //! What they say about the fields has changed.
    void checkAll();

    virtual bool isNew() const = 0;
    //! Of the file, which the fields have changed.
    virtual QStringList changedKeys() const = 0;
    virtual bool isInFile() const = 0;
    virtual settings::SettingsChange change() const = 0;
    //! Nothing was changed here: what the file has by now is shown.
    virtual void followFile() = 0;
    //! Problems of the fields, and what the fields make.
    virtual void check() = 0;
    //! What there is to choose from has changed with the file.
    virtual void refreshChoices() = 0;
    virtual void refreshButtons(const models::FormState &state) { Q_UNUSED(state); }
    //! The form is done.
    virtual void ended() {}

    void keyPressEvent(QKeyEvent *event) override;

private:
    void connectSaver();
    void onStoreChanged();
    void send(const settings::SettingsChange &change);
    void showStanding();
    void finish();
    void drop();

    settings::SettingsStore &m_store;
    FormFields &m_fields;
    Words m_words;
    models::ObjectSaver m_saver;
    bool m_isEditing = false;
    bool m_isCopy = false;
    Then m_then;
    std::function<void()> m_go; //!< once what is being saved is saved

    ElidedLabel *m_title;
    PlainLabel *m_banner; //!< why it cannot be saved, or what else happened to the file
    Question *m_question;
    ClashForm *m_clash;
    FieldsPanel *m_panel;
    FormFoot *m_foot;
};

} // namespace fairlead::ui
