// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/settings.h"
#include "models/images/owndockerfile.h"
#include "ui/forms/fieldbindings.h"
#include "ui/forms/formfields.h"

namespace fairlead::ui {

class ChoiceRow;
class DaemonChoice;
class RegistryChoice;

//! Every field of a recipe, in groups that are open where something in them is set. What the other source of the
//! Dockerfile has stays in its fields while they are hidden.
class RecipeFields : public FormFields
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
    //! What the tag is now; empty: it is none.
    void setExpandedTag(const QString &tag);
    //! Relative paths are asked for from there.
    void setFolder(const QString &folder) { m_folder = folder; }

protected:
    void refresh() override;

private:
    void makeIdentity();
    void makeSource();
    void makePackages();
    void makeFragments();
    void makeFiles();
    void makeBuild();
    void makePlaces();
    QString contextFolder() const;
    void setOwn(bool isOwn);
    void openWhatIsSet(const settings::BaseImage &recipe);

    FieldBindings<settings::BaseImage> m_bindings;
    settings::BaseImage m_recipe; //!< as it was set
    QString m_folder;
    bool m_hasOwn = false;

    QLineEdit *m_tag = nullptr;
    ChoiceRow *m_source = nullptr;
    SuggestEdit *m_from = nullptr;
    PathEdit *m_dockerfile = nullptr;
    PathEdit *m_context = nullptr;
    PairsEdit *m_arguments = nullptr;
    SuggestEdit *m_target = nullptr;
    DaemonChoice *m_daemon = nullptr;
    RegistryChoice *m_registries = nullptr;
};

} // namespace fairlead::ui
