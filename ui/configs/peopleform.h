// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/runs/launchfacts.h"
#include "backends/settings/settings.h"
#include "ui/forms/editpanel.h"
#include "ui/forms/fieldbindings.h"

#include <memory>

namespace fairlead::ui {

class ReferenceButton;

//! What the forms of users, projects and defaults have in common.
class PeopleForm : public EditPanel
{
    Q_OBJECT
public:
    explicit PeopleForm(QWidget *parent = nullptr);

    //! Which other objects there are, and which contexts: before the first object, and whenever that has changed.
    void setKnown(const settings::Settings &settings, const runs::LaunchFacts &facts);

signals:
    void saveRequested();

protected:
    void submit() override { emit saveRequested(); }
    //! What is wrong has to be shown.
    virtual void check() = 0;
    virtual void refreshChoices() {}

    const settings::Settings &settings() const { return m_settings; }
    const runs::LaunchFacts &facts() const { return m_facts; }

    QLineEdit *addCheckedLine(const QString &key, const QString &label, const QString &placeholder = {});
    PairsEdit *addPairs(const QString &key, const QString &label, const QString &first);
    ReferenceButton *addReference(const QString &key, const QString &label, const QStringList &others);

    //! Between commas, as names may have blanks in them. What is not touched stays, with commas in names too.
    template <class Object, class Member>
    static void bindNames(FieldBindings<Object> &bindings, QLineEdit &edit, Member member)
    {
        const auto shown = std::make_shared<QStringList>();
        bindings.add(
            [&edit, member, shown](const Object &object) {
                *shown = std::invoke(member, object);
                edit.setText(shown->join(QLatin1String(", ")));
            },
            [&edit, member, shown](Object &object) {
                const bool isTouched = edit.text() != shown->join(QLatin1String(", "));
                std::invoke(member, object) = isTouched ? namesOf(edit.text()) : *shown;
            });
    }
    //! \p button has "as somebody says" and "do not containerize" before the configs.
    template <class Object, class Member>
    static void bindConfig(FieldBindings<Object> &bindings, ReferenceButton &button, Member member)
    {
        bindings.add([&button, member](const Object &object) { showConfig(button, std::invoke(member, object)); },
                     [&button, member](Object &object) { readConfig(button, std::invoke(member, object)); });
    }
    template <class Object, class Member>
    static void bindReference(FieldBindings<Object> &bindings, ReferenceButton &button, Member member)
    {
        bindings.add([&button, member](const Object &object) { showReference(button, std::invoke(member, object)); },
                     [&button, member](Object &object) { readReference(button, std::invoke(member, object)); });
    }

private:
    static QStringList namesOf(const QString &text);
    static void showConfig(ReferenceButton &button, const settings::ConfigChoice &choice);
    static void readConfig(const ReferenceButton &button, settings::ConfigChoice &choice);
    static void showReference(ReferenceButton &button, const settings::Reference &reference);
    static void readReference(const ReferenceButton &button, settings::Reference &reference);

    settings::Settings m_settings;
    runs::LaunchFacts m_facts;
};

} // namespace fairlead::ui
