// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pairsedit.h"
#include "ui/widgets/choicebutton.h"

#include <QAbstractButton>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRegularExpression>

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace fairlead::ui {

//! Which field has which member of an object: said once, for showing and for reading. A member is a pointer to it, or
//! where it is a part of a part [](auto &object) -> auto & { return object.part.member; }.
template <class Object>
class FieldBindings
{
public:
    void show(const Object &object) const
    {
        for (const Binding &binding : m_bindings)
            binding.show(object);
    }
    //! Members without field stay.
    void read(Object &object) const
    {
        for (const Binding &binding : m_bindings)
            binding.read(object);
    }

    void add(std::function<void(const Object &)> show, std::function<void(Object &)> read)
    {
        m_bindings.push_back({std::move(show), std::move(read)});
    }
    //! A text without the blanks around it.
    template <class Member>
    void line(QLineEdit &edit, Member member)
    {
        add([&edit, member](const Object &object) { edit.setText(std::invoke(member, object)); },
            [&edit, member](Object &object) { std::invoke(member, object) = edit.text().trimmed(); });
    }
    //! A text as it stands.
    template <class Member>
    void text(QPlainTextEdit &edit, Member member)
    {
        add([&edit, member](const Object &object) { edit.setPlainText(std::invoke(member, object)); },
            [&edit, member](Object &object) { std::invoke(member, object) = edit.toPlainText(); });
    }
    //! Words between blanks and commas.
    template <class Member>
    void words(QLineEdit &edit, Member member)
    {
        add([&edit, member](const Object &object) { edit.setText(joined(std::invoke(member, object))); },
            [&edit, member](Object &object) { std::invoke(member, object) = split(edit.text()); });
    }
    template <class Member>
    void words(QPlainTextEdit &edit, Member member)
    {
        add([&edit, member](const Object &object) { edit.setPlainText(joined(std::invoke(member, object))); },
            [&edit, member](Object &object) { std::invoke(member, object) = split(edit.toPlainText()); });
    }
    template <class Member>
    void flag(QAbstractButton &box, Member member)
    {
        add([&box, member](const Object &object) { box.setChecked(std::invoke(member, object)); },
            [&box, member](Object &object) { std::invoke(member, object) = box.isChecked(); });
    }
    //! \p words of the file, in the order of the choices. What is none of them is the first.
    template <class Member>
    void choice(ChoiceButton &button, const QStringList &words, Member member)
    {
        add(
            [&button, words, member](const Object &object) {
                button.setCurrent(std::max(0, int(words.indexOf(std::invoke(member, object)))));
            },
            [&button, words, member](Object &object) { std::invoke(member, object) = words.value(button.current()); });
    }
    //! A whole number, or nothing; what is none is nothing.
    template <class Member>
    void number(QLineEdit &edit, Member member)
    {
        add(
            [&edit, member](const Object &object) {
                const auto &number = std::invoke(member, object);
                edit.setText(number ? QString::number(*number) : QString());
            },
            [&edit, member](Object &object) {
                bool isNumber = false;
                const qint64 number = edit.text().trimmed().toLongLong(&isNumber);
                std::invoke(member, object) = isNumber ? std::optional(number) : std::nullopt;
            });
    }
    template <class Member>
    void pairs(PairsEdit &edit, Member member)
    {
        add([&edit, member](const Object &object) { edit.setPairs(std::invoke(member, object)); },
            [&edit, member](Object &object) { std::invoke(member, object) = edit.pairs(); });
    }
    //! An editor with chosen() and setChosen().
    template <class Editor, class Member>
    void chosen(Editor &editor, Member member)
    {
        add([&editor, member](const Object &object) { editor.setChosen(std::invoke(member, object)); },
            [&editor, member](Object &object) { std::invoke(member, object) = editor.chosen(); });
    }

private:
    struct Binding
    {
        std::function<void(const Object &)> show;
        std::function<void(Object &)> read;
    };

    static QString joined(const QStringList &words) { return words.join(QLatin1String(", ")); }
    static QStringList split(const QString &text)
    {
        static const QRegularExpression gaps(QStringLiteral("[\\s,]+"));
        return text.split(gaps, Qt::SkipEmptyParts);
    }

    std::vector<Binding> m_bindings;
};

} // namespace fairlead::ui
