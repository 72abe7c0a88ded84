// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/configs/configpreview.h"
#include "ui/widgets/panel.h"

#include <vector>

class QPushButton;

namespace fairlead::ui {

class ChoiceButton;
class CodeEdit;
class DiffColours;
class PlainLabel;
class Theme;

//! What a launch of the config that is being written sends to each target: YAML or a create request, or how it differs
//! from that of the config as it is saved. What cannot be made says why, below what could be made last.
class ManifestPreview : public Panel
{
    Q_OBJECT
public:
    explicit ManifestPreview(const Theme &theme, QWidget *parent = nullptr);
    ~ManifestPreview() override;

    //! Another config: what was made of the one before is none of its.
    void begin(bool isSaved);
    //! \p broken: why nothing can be made of what is written, whatever \p previews say; empty: it can.
    void setPreviews(const std::vector<models::ConfigPreview> &previews,
                     const std::vector<models::ConfigPreview> &saved, const QStringList &broken = {});
    //! For whom it is made: names for people; the first is nobody. Less than two: nobody is asked.
    void setUsers(const QStringList &users, int current);
    //! In which project: the first is none. Less than two: nobody is asked.
    void setProjects(const QStringList &projects, int current);
    QString text() const;

signals:
    void userChosen(int place);
    void projectChosen(int place);

private:
    void refresh();
    void refreshTargets();
    void showText(const QString &text, bool isOld);
    const models::ConfigPreview *current() const;
    QString savedText() const;

    ChoiceButton *m_target;
    ChoiceButton *m_user;
    ChoiceButton *m_project;
    QPushButton *m_changes;
    QPushButton *m_copy;
    QPushButton *m_copyCommand;
    CodeEdit *m_code;
    PlainLabel *m_notes;
    DiffColours *m_colours;
    std::vector<models::ConfigPreview> m_previews;
    std::vector<models::ConfigPreview> m_saved;
    QStringList m_broken;
    QString m_good; //!< the last that could be made of the target that is shown
    QString m_goodTarget;
};

} // namespace fairlead::ui
