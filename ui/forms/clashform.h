// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/forms/clash.h"

#include <QFrame>

class QGridLayout;

namespace fairlead::ui {

class ChoiceRow;
class PlainLabel;

//! What somebody else has saved meanwhile where the user changed it too: both sides, and which of them counts, key by
//! key.
class ClashForm : public QFrame
{
    Q_OBJECT
public:
    //! \p object: "Base image"; \p gone: what is said where others have removed it.
    ClashForm(const QString &object, const QString &gone, QWidget *parent = nullptr);

    void ask(const std::vector<models::ClashText> &clashes);

signals:
    //! \p theirs are the keys that stay as others have them.
    void resolved(const QStringList &theirs);
    //! The object is gone, and may stay so.
    void dropped();
    void left();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void addRow(const models::ClashText &clash);
    void accept();

    struct Row
    {
        QString key;
        ChoiceRow *choice;
        bool isTheirs = false;
    };

    QString m_object;
    QString m_gone;
    PlainLabel *m_title;
    QWidget *m_body = nullptr;
    QGridLayout *m_grid = nullptr;
    std::vector<Row> m_rows;
    bool m_isGone = false;
};

} // namespace fairlead::ui
