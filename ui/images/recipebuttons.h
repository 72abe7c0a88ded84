// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QPushButton;

namespace fairlead::settings {
struct BaseImage;
}

namespace fairlead::ui {

//! What can be done with the selected recipes, below all about them.
class RecipeButtons : public QWidget
{
    Q_OBJECT
public:
    explicit RecipeButtons(QWidget *parent = nullptr);

    //! Of one recipe; \p isReadOnly: nothing may be saved now.
    void showOne(const settings::BaseImage &recipe, bool isReadOnly);
    //! \p isPushable: one of them at least is to be in a registry.
    void showSeveral(int count, bool isPushable);

signals:
    void buildRequested(bool push);
    void pushRequested();
    void editRequested();
    void duplicateRequested();
    void exportRequested();
    void removalRequested();

private:
    void showTexts(int count);
    void showPushable(bool isPushable, const QString &whyNot);

    QPushButton *m_buildAndPush;
    QPushButton *m_build;
    QPushButton *m_push;
    QPushButton *m_edit;
    QPushButton *m_duplicate;
    QPushButton *m_export;
    QPushButton *m_remove;
};

} // namespace fairlead::ui
