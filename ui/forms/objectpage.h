// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/settingsstore.h"
#include "editpage.h"
#include "models/forms/objectedit.h"

#include <optional>

namespace fairlead::ui {

//! The page of one kind of object: what was changed, and what the file has of it by now.
template <class Object>
class ObjectPage : public EditPage
{
protected:
    using Edit = models::ObjectEdit<Object>;

    ObjectPage(settings::SettingsStore &store, FormFields &fields, Words words, QWidget *parent)
        : EditPage(store, fields, std::move(words), parent)
        , m_store(store)
    {
    }

    //! Into the fields; what is empty in a new one is no problem yet.
    virtual void showObject(const Object &object, bool isNew) = 0;
    virtual Object shownObject() const = 0;

    void begin(Edit edit, const QString &title, bool isCopy = false)
    {
        m_edit = std::move(edit);
        refreshChoices();
        show(isCopy);
        EditPage::begin(title, isCopy);
    }
    const Object &object() const { return m_edit->object(); } //!< as it was begun with
    const settings::SettingsStore &store() const { return m_store; }

    bool isNew() const override { return m_edit->isNew(); }
    QStringList changedKeys() const override { return models::changedKeys(m_shown, shownObject()); }
    bool isInFile() const override { return m_edit->isIn(m_store.root()); }
    settings::SettingsChange change() const override { return m_edit->change(shownObject()); }
    void followFile() override
    {
        std::optional<Edit> now = Edit::of(m_store.root(), object().id);
        if (!now || now->object() == object())
            return;
        m_edit = std::move(now);
        show(false);
    }

private:
    void show(bool isCopy)
    {
        showObject(object(), isNew() && !isCopy);
        m_shown = shownObject();
    }

    settings::SettingsStore &m_store;
    std::optional<Edit> m_edit;
    Object m_shown; //!< as the fields say it while nothing is changed
};

} // namespace fairlead::ui
