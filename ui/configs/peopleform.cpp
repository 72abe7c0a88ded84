// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "peopleform.h"

#include "referencebutton.h"

namespace fairlead::ui {

namespace {

constexpr int DoNotContainerize = 1; // of the choices before the configs

} // namespace

PeopleForm::PeopleForm(QWidget *parent)
    : EditPanel(tr("Save"), parent)
{
}

void PeopleForm::setKnown(const settings::Settings &settings, const runs::LaunchFacts &facts)
{
    m_settings = settings;
    m_facts = facts;
    refreshChoices();
    check();
}

QLineEdit *PeopleForm::addCheckedLine(const QString &key, const QString &label, const QString &placeholder)
{
    QLineEdit *line = addLine(key, label, placeholder);
    connect(line, &QLineEdit::textChanged, this, &PeopleForm::check);
    return line;
}

PairsEdit *PeopleForm::addPairs(const QString &key, const QString &label, const QString &first)
{
    auto *pairs = new PairsEdit(label, first, tr("value"), body());
    addField(key, label, pairs);
    connect(pairs, &PairsEdit::edited, this, [this, key] {
        touch(key);
        check();
    });
    return pairs;
}

ReferenceButton *PeopleForm::addReference(const QString &key, const QString &label, const QStringList &others)
{
    auto *button = new ReferenceButton(others, body());
    addField(key, label, button);
    connect(button, &ChoiceButton::chosen, this, [this, key] {
        touch(key);
        check();
    });
    return button;
}

QStringList PeopleForm::namesOf(const QString &text)
{
    QStringList names;
    const QStringList parts = text.split(u',');
    for (const QString &part : parts) {
        if (const QString name = part.trimmed(); !name.isEmpty())
            names += name;
    }
    return names;
}

void PeopleForm::showConfig(ReferenceButton &button, const settings::ConfigChoice &choice)
{
    button.choose(choice.containerize ? choice.runtimeConfig : settings::Reference(),
                  choice.containerize ? 0 : DoNotContainerize);
}

//! Who does not containerize now may do so again: the config beside it stays.
void PeopleForm::readConfig(const ReferenceButton &button, settings::ConfigChoice &choice)
{
    choice.containerize = button.other() != DoNotContainerize;
    if (choice.containerize)
        readReference(button, choice.runtimeConfig);
}

void PeopleForm::showReference(ReferenceButton &button, const settings::Reference &reference)
{
    button.choose(reference);
}

//! The name beside one that nobody has touched may be another one by now.
void PeopleForm::readReference(const ReferenceButton &button, settings::Reference &reference)
{
    const settings::Reference chosen = button.reference();
    if (chosen.id != reference.id)
        reference = chosen;
}

} // namespace fairlead::ui
