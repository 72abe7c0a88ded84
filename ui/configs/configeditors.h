// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "configfields.h"
#include "ui/forms/referencechoice.h"
#include "ui/forms/yamledit.h"
#include "ui/widgets/choicebutton.h"
#include "ui/widgets/choicerow.h"

//! Members of ConfigFields that its files share.
namespace fairlead::ui {

//! Side by side: few, short words.
template <class Member>
void ConfigFields::choice(const QString &key, const QString &name, const Words &words, Member member)
{
    QStringList written;
    QStringList shown;
    for (const auto &[word, text] : words) {
        written += word;
        shown += text;
    }
    auto *row = new ChoiceRow(name, shown, this);
    row->setMinimumHeight(28);
    row->setText({});
    add(key, name, row);
    auto chosen = std::make_shared<int>(0);
    const auto set = [row, chosen](int place) {
        *chosen = place;
        row->setCurrent(place);
    };
    connect(row, &ChoiceRow::chosen, this, [this, set, key](int place) {
        set(place);
        touch(key);
    });
    m_bindings.add([set, written, member](
                       const Config &config) { set(std::max(0, int(written.indexOf(std::invoke(member, config))))); },
                   [chosen, written, member](Config &config) { std::invoke(member, config) = written.value(*chosen); });
}

template <class Member>
ChoiceButton *ConfigFields::menu(const QString &key, const QString &name, const Words &words, Member member)
{
    QStringList written;
    QStringList shown;
    for (const auto &[word, text] : words) {
        written += word;
        shown += text;
    }
    auto *button = new ChoiceButton(this);
    button->setChoices(shown);
    button->setAccessibleName(name);
    button->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    add(key, name, button);
    connect(button, &ChoiceButton::chosen, this, [this, key] { touch(key); });
    m_bindings.choice(*button, written, member);
    return button;
}

template <class Member>
QLineEdit *ConfigFields::number(const QString &key, const QString &name, const QString &placeholder, Member member)
{
    QLineEdit *edit = line(key, name, placeholder);
    m_numbers.insert(key, edit);
    m_bindings.number(*edit, member);
    return edit;
}

//! A text a row.
template <class Member>
RowsEdit *ConfigFields::list(const QString &key, const QString &name, const QString &addText, const QString &item,
                             Member member, bool isOrdered)
{
    RowsEdit *edit = rows(key, name, addText, {{.key = QStringLiteral("text"), .name = item}}, isOrdered);
    m_bindings.add(
        [edit, member](const Config &config) {
            RowsEdit::Rows rows;
            for (const QString &text : std::invoke(member, config))
                rows.push_back({text});
            edit->setRows(rows);
        },
        [edit, member](Config &config) {
            QStringList texts;
            for (const QStringList &row : edit->rows())
                texts += row.value(0);
            texts.removeAll(QString());
            std::invoke(member, config) = texts;
        });
    return edit;
}

template <class Member>
YamlEdit *ConfigFields::yamlField(const QString &key, const QString &name, files::YamlValue::Type type, Member member)
{
    YamlEdit *edit = yaml(key, name, type);
    m_yaml.insert(key, edit);
    m_bindings.chosen(*edit, member);
    return edit;
}

template <class Member>
ReferenceChoice *ConfigFields::reference(const QString &key, const QString &name, Member member)
{
    auto *edit = new ReferenceChoice(name, this);
    add(key, name, edit);
    connect(edit, &ReferenceChoice::edited, this, [this, key] { touch(key); });
    m_bindings.chosen(*edit, member);
    return edit;
}

} // namespace fairlead::ui
