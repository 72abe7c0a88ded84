// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QLineEdit;
class QPushButton;

namespace fairlead::models {
class SavedViews;
}

namespace fairlead::ui {

class CheckBox;
class PlainLabel;
class Theme;

//! The name of a view, in a line under the header: of a new one, or another one for one that is there.
class ViewForm : public QWidget
{
    Q_OBJECT
public:
    ViewForm(const Theme &theme, const models::SavedViews &views, QWidget *parent = nullptr);

    //! \p openContexts: how many there are, to keep them with the view where the user likes.
    void askForNew(int openContexts);
    void askForName(const QString &id);

signals:
    void saved(const QString &name, bool withContexts);
    void renamed(const QString &id, const QString &name);
    void left();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void ask(const QString &title, const QString &name);
    void check();
    void accept();
    void leave();

    const models::SavedViews &m_views;
    PlainLabel *m_title;
    QLineEdit *m_name;
    CheckBox *m_withContexts;
    PlainLabel *m_hint;
    QPushButton *m_save;
    QString m_id; //!< of the view that gets another name; empty: a new one
};

} // namespace fairlead::ui
