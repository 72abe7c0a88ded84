// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QPushButton;

namespace fairlead::ui {

//! What can be done with the selected runtime configs, below all about them.
class ConfigButtons : public QWidget
{
    Q_OBJECT
public:
    explicit ConfigButtons(QWidget *parent = nullptr);

    //! \p isReadOnly: nothing may be saved now.
    void showOne(bool isReadOnly);
    void showSeveral(int count);
    //! Whether the one that is shown has another one above it, or below.
    void setMovable(bool up, bool down);

signals:
    void testRequested();
    void editRequested();
    void runRequested();
    void duplicateRequested();
    void removalRequested();
    void exportRequested();
    void manifestsRequested();
    //! Not as usual.
    void testWithRequested();
    //! Down in the file; up where it is negative.
    void moveRequested(int places);

private:
    void showMenu();

    QPushButton *m_test;
    QPushButton *m_edit;
    QPushButton *m_duplicate;
    QPushButton *m_remove;
    QPushButton *m_more;
    bool m_canMoveUp = false;
    bool m_canMoveDown = false;
    bool m_isReadOnly = false;
};

} // namespace fairlead::ui
