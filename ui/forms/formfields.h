// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/files/yamlvalue.h"
#include "models/forms/fieldproblem.h"
#include "rowsedit.h"

#include <QHash>
#include <QWidget>

#include <functional>
#include <vector>

class QLineEdit;
class QPlainTextEdit;
class QVBoxLayout;

namespace fairlead::ui {

class CheckBox;
class CodeEdit;
class FieldGrid;
class PairsEdit;
class PathEdit;
class Section;
class SuggestEdit;
class Theme;
class YamlEdit;

//! The fields of a form in groups that fold, each field by its key in the file, with what is wrong with it beside it
//! while one types. What they mean says who derives from it: fields in the order in which they are added.
class FormFields : public QWidget
{
    Q_OBJECT
public:
    explicit FormFields(const Theme &theme, QWidget *parent = nullptr);

    void setProblems(std::vector<models::FieldProblem> problems);
    const models::FieldProblems &problems() const { return m_problems; }
    //! From now on, be they touched or not.
    void showAllProblems() { m_problems.showAll(); }
    //! Opens its group for it.
    void focusField(const QString &field);
    void focusFirstField();
    void setReadOnly(bool isReadOnly);

signals:
    //! By the user.
    void edited();

protected:
    //! Another object: \p show fills the fields. \p isNew: what is empty is no problem before it was touched.
    void begin(bool isNew, const std::function<void()> &show);
    //! What \p change does to the fields is not by the user.
    void quietly(const std::function<void()> &change);
    void touch(const QString &key);
    //! What follows from the fields has to be shown.
    virtual void refresh() {}

    const Theme &theme() const { return m_theme; }
    //! What is added is added to the last group.
    void addGroup(const QString &key, const QString &title);
    void addEnd();
    //! \p editor tells by touch() that it was edited.
    void add(const QString &key, const QString &name, QWidget *editor);
    void addWide(const QString &key, const QString &name, QWidget *editor);
    QLineEdit *line(const QString &key, const QString &name, const QString &placeholder = {});
    SuggestEdit *suggest(const QString &key, const QString &name, const QStringList &suggestions = {});
    PathEdit *path(const QString &key, const QString &name, bool isFolder);
    CheckBox *check(const QString &key, const QString &text);
    //! A few words over some lines.
    QPlainTextEdit *words(const QString &key, const QString &name, const QString &placeholder);
    CodeEdit *code(const QString &key, const QString &name);
    PairsEdit *pairs(const QString &key, const QString &name, const QString &first, const QString &second);
    RowsEdit *rows(const QString &key, const QString &name, const QString &addText, std::vector<RowCell> cells,
                   bool isOrdered = false);
    YamlEdit *yaml(const QString &key, const QString &name, files::YamlValue::Type type);
    //! What is wrong with \p other stands beside the field \p key, which has both.
    void addAlias(const QString &other, const QString &key);
    const QStringList &keys() const { return m_keys; }

    void setGroupVisible(const QString &group, bool isVisible);
    void setGroupOpen(const QString &group, bool isOpen);
    //! What a folded group has in it; empty: "none".
    void setGroupNote(const QString &group, const QString &note);
    void setFieldVisible(const QString &key, bool isVisible);
    //! Below the editor; empty: none.
    void setFieldNote(const QString &key, const QString &note);

private:
    struct Group
    {
        QString key;
        Section *section;
        FieldGrid *grid;
        QString note{};
        int problems = 0; //!< that are shown
    };

    Group *findGroup(const QString &key);
    Group *groupOf(const QString &field);
    QWidget *inLast() const;
    static void showNote(const Group &group);

    const Theme &m_theme;
    QVBoxLayout *m_layout;
    std::vector<Group> m_groups;
    QStringList m_keys;                //!< of fields, in order
    QHash<QString, QString> m_aliases; //!< and the keys that they stand for
    //! Of editors that mark their own parts: what remains to be said beside them.
    using Mark = std::function<std::vector<models::FieldProblem>(const std::vector<models::FieldProblem> &)>;
    QHash<QString, Mark> m_marks;
    models::FieldProblems m_problems;
    bool m_isQuiet = false;
};

} // namespace fairlead::ui
