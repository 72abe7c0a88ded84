// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/settingsstore.h"
#include "editpanel.h"
#include "models/forms/clash.h"
#include "models/forms/objectedit.h"
#include "models/forms/objectsaver.h"
#include "models/forms/settingstext.h"
#include "models/plaintext.h"

#include <functional>
#include <optional>
#include <utility>

namespace fairlead::ui {

//! What a short form edits, and its way into the settings file: what was changed, clashes, read-only files, and the
//! question before something is lost. \p Form is an EditPanel with edit(object, isNew), written() and a signal
//! saveRequested(). It outlives this.
template <class Form, class Object>
class PanelEditing
{
public:
    using Edit = models::ObjectEdit<Object>;

    struct Ends
    {
        std::function<void(const QString &id)> saved;   //!< nothing is edited any more
        std::function<void()> left;                     //!< the same, and nothing was saved
        std::function<void(const QString &why)> failed; //!< a sentence, when the form is about something else by now
    };

    PanelEditing(settings::SettingsStore &store, Form &form, Ends ends)
        : m_store(store)
        , m_form(form)
        , m_ends(std::move(ends))
        , m_saver(store)
    {
        connectForm();
        connectSaver();
        QObject::connect(&store, &settings::SettingsStore::changed, &m_saver, [this] { refreshReadOnly(); });
        refreshReadOnly();
    }

    void begin(Edit edit)
    {
        m_saver.forget();
        m_go = {};
        m_edit = std::move(edit);
        m_form.setBusy(false);
        show(m_edit->object(), m_edit->isNew());
        m_before = m_form.written();
    }
    bool isEditing() const { return m_edit.has_value(); }
    bool hasUnsavedChanges() const { return m_edit && !models::changedKeys(m_before, m_form.written()).isEmpty(); }
    //! What nobody has touched here becomes what the file has by now. Nothing happens where that is nothing.
    void followFile()
    {
        if (!m_edit || m_saver.isSaving() || m_saver.isClashing() || hasUnsavedChanges())
            return;
        std::optional<Edit> now = Edit::of(m_store.root(), models::idOf(m_edit->object()));
        if (now && now->object() != m_edit->object())
            begin(*std::move(now));
    }
    //! \p go follows at once, or once the user has decided what becomes of what is written; perhaps never.
    void leave(std::function<void()> go)
    {
        if (!hasUnsavedChanges())
            return go();
        const auto discard = [this, go] {
            forget();
            m_ends.left();
            go();
        };
        m_form.askToLeave(discard, [this, go] { m_go = go; });
    }
    //! What is written is gone.
    void forget()
    {
        m_saver.forget();
        m_edit.reset();
        m_go = {};
    }

private:
    void connectForm()
    {
        QObject::connect(&m_form, &Form::saveRequested, &m_saver, [this] {
            if (m_edit)
                save(m_edit->change(m_form.written()));
        });
        QObject::connect(&m_form, &EditPanel::keepMineRequested, &m_saver, [this] { save(m_saver.decided({})); });
        QObject::connect(&m_form, &EditPanel::takeTheirsRequested, &m_saver, [this] { takeTheirs(); });
    }
    void connectSaver()
    {
        using models::ObjectSaver;
        QObject::connect(&m_saver, &ObjectSaver::saved, &m_form, [this](const QString &id) {
            const auto go = std::exchange(m_go, {});
            forget();
            m_form.setBusy(false);
            m_ends.saved(id);
            if (go)
                go();
        });
        QObject::connect(&m_saver, &ObjectSaver::clashed, &m_form, [this] {
            m_form.setBusy(false);
            m_form.showClashes(models::clashTexts(m_saver.clashes()));
        });
        QObject::connect(&m_saver, &ObjectSaver::failed, &m_form, [this](const QString &reason) {
            m_go = {};
            m_form.setBusy(false);
            m_form.setFailure(notSaved(reason));
        });
        QObject::connect(&m_saver, &ObjectSaver::failedLate, &m_form,
                         [this](const QString &reason) { m_ends.failed(notSaved(reason)); });
    }
    static QString notSaved(const QString &reason)
    {
        return EditPanel::tr("Not saved: %1").arg(models::plainLine(reason, 400));
    }
    void refreshReadOnly() { m_form.setReadOnly(models::readOnlyText(m_store)); }
    void show(const Object &object, bool isNew)
    {
        m_form.setFailure({});
        m_form.showClashes({});
        m_form.edit(object, isNew);
    }
    void save(const settings::SettingsChange &change)
    {
        m_form.setFailure({});
        m_form.showClashes({});
        m_form.setBusy(true);
        m_saver.save(change);
    }
    //! Theirs where both have changed the same, ours elsewhere; to be looked at, and saved again.
    void takeTheirs()
    {
        const settings::SettingsChange decided = m_saver.decided(m_saver.clashingKeys());
        std::optional<Edit> theirs = Edit::of(m_saver.theirs(), decided.id);
        const auto merged = settings::fromYaml<Object>(decided.after);
        if (m_saver.isGone() || !theirs || !merged) {
            forget();
            m_ends.left();
            return;
        }
        m_saver.forget();
        m_edit = std::move(theirs);
        m_before = m_edit->object();
        show(*merged, false);
    }

    settings::SettingsStore &m_store;
    Form &m_form;
    Ends m_ends;
    models::ObjectSaver m_saver;
    std::optional<Edit> m_edit; //!< none: nothing is edited
    Object m_before;            //!< what the form said at first
    std::function<void()> m_go; //!< what follows once it is saved
};

} // namespace fairlead::ui
