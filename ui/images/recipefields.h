// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/settings.h"
#include "models/images/recipecheck.h"

#include <QSet>
#include <QWidget>

#include <vector>

class QLineEdit;
class QPlainTextEdit;
class QVBoxLayout;

namespace fairlead::ui {

class CheckBox;
class ChoiceRow;
class CodeEdit;
class DaemonChoice;
class FieldGrid;
class PairsEdit;
class RegistryChoice;
class Section;
class SuggestEdit;
class Theme;

//! Every field of a recipe, in groups that are open where something in them is set. What the other source of the
//! Dockerfile has stays in its fields while they are hidden.
class RecipeFields : public QWidget
{
    Q_OBJECT
public:
    explicit RecipeFields(const Theme &theme, QWidget *parent = nullptr);

    //! \p isNew: what is not filled in yet is no problem before it was touched, or all are shown.
    void setRecipe(const settings::BaseImage &recipe, bool isNew);
    settings::BaseImage recipe() const;
    bool hasOwnDockerfile() const { return m_hasOwn; }
    //! What there is to choose from; \p bases are images that a FROM may want.
    void setChoices(const settings::Settings &settings, const QStringList &bases);
    //! Stages and arguments to choose from; null: not known.
    void setOwnDockerfile(const models::OwnDockerfile *file);
    void setProblems(const std::vector<models::FieldProblem> &problems);
    void showAllProblems() { m_showsAll = true; }
    //! What the tag is now; empty: it is none.
    void setExpandedTag(const QString &tag);
    //! Opens its group for it.
    void focusField(const QString &key);
    //! Relative paths are asked for from there.
    void setFolder(const QString &folder) { m_folder = folder; }
    void setReadOnly(bool isReadOnly);

signals:
    void edited();

private:
    struct Group
    {
        Section *section;
        FieldGrid *grid;
        QStringList keys;
    };

    FieldGrid *addGroup(const QString &key, const QString &title);
    void makeIdentity();
    void makeSource();
    void makePackages();
    void makeFragments();
    void makeFiles();
    void makeBuild();
    void makePlaces();
    QLineEdit *line(FieldGrid *grid, const QString &key, const QString &name, const QString &placeholder = {});
    SuggestEdit *suggest(FieldGrid *grid, const QString &key, const QString &name, const QStringList &suggestions);
    QLineEdit *path(FieldGrid *grid, const QString &key, const QString &name, bool isFolder);
    CheckBox *check(FieldGrid *grid, const QString &key, const QString &text);
    CodeEdit *code(FieldGrid *grid, const QString &key, const QString &name);
    PairsEdit *pairs(FieldGrid *grid, const QString &key, const QString &name, const QString &first,
                     const QString &second);
    void choosePath(QLineEdit *edit, bool isFolder);
    void touch(const QString &key);
    void setOwn(bool isOwn);
    void refreshNotes();
    const Group *groupOf(const QString &key) const;

    const Theme &m_theme;
    QVBoxLayout *m_layout;
    std::vector<Group> m_groups;
    settings::BaseImage m_recipe; //!< as it was set
    QString m_folder;
    QSet<QString> m_touched;
    bool m_showsAll = false;
    bool m_hasOwn = false;
    bool m_isSetting = false;

    QLineEdit *m_name = nullptr;
    SuggestEdit *m_kind = nullptr;
    QLineEdit *m_tag = nullptr;
    QLineEdit *m_version = nullptr;
    ChoiceRow *m_source = nullptr;
    SuggestEdit *m_from = nullptr;
    QLineEdit *m_dockerfile = nullptr;
    QLineEdit *m_context = nullptr;
    QLineEdit *m_python = nullptr;
    CheckBox *m_r = nullptr;
    SuggestEdit *m_cuda = nullptr;
    QPlainTextEdit *m_packages = nullptr;
    CodeEdit *m_prepend = nullptr;
    CodeEdit *m_append = nullptr;
    PairsEdit *m_files = nullptr;
    PairsEdit *m_arguments = nullptr;
    PairsEdit *m_labels = nullptr;
    QLineEdit *m_proxy = nullptr;
    QLineEdit *m_noProxy = nullptr;
    CheckBox *m_noCache = nullptr;
    CheckBox *m_pull = nullptr;
    SuggestEdit *m_target = nullptr;
    SuggestEdit *m_platform = nullptr;
    DaemonChoice *m_daemon = nullptr;
    RegistryChoice *m_registries = nullptr;
};

} // namespace fairlead::ui
