// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/forms/formstate.h"

#include <QWidget>

class QHBoxLayout;
class QPushButton;

namespace fairlead::ui {

class ElidedLabel;

//! Below a page: how it stands, and what can be done with it.
class FormFoot : public QWidget
{
    Q_OBJECT
public:
    explicit FormFoot(QWidget *parent = nullptr);

    //! Before Save.
    QPushButton *addButton(const QString &text);
    void showState(const models::FormState &state);

signals:
    void saveRequested();
    void cancelRequested();

private:
    QHBoxLayout *m_layout;
    ElidedLabel *m_standing;
    QPushButton *m_save;
};

} // namespace fairlead::ui
