// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include <functional>

class QLineEdit;

namespace fairlead::ui {

//! The path of a file or a folder: typed, or chosen by the button beside it.
class PathEdit : public QWidget
{
    Q_OBJECT
public:
    //! \p name is what assistive technology and the dialog call it.
    PathEdit(const QString &name, bool isFolder, QWidget *parent = nullptr);

    QLineEdit &edit() const { return *m_edit; }
    QString text() const;
    //! Where choosing begins.
    void setFolder(std::function<QString()> folder) { m_folder = std::move(folder); }
    //! What is written for a path that was chosen; without it the path itself.
    void setShortened(std::function<QString(const QString &path)> shortened) { m_shortened = std::move(shortened); }

private:
    void choose();

    QLineEdit *m_edit;
    QString m_name;
    bool m_isFolder;
    std::function<QString()> m_folder;
    std::function<QString(const QString &)> m_shortened;
};

} // namespace fairlead::ui
