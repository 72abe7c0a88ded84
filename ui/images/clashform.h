// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/settingschange.h"

#include <QFrame>
#include <QStringList>

#include <vector>

class QGridLayout;

namespace fairlead::ui {

class ChoiceRow;
class PlainLabel;

//! What somebody else has saved meanwhile where the user changed it too: both sides, and which of them counts.
class ClashForm : public QFrame
{
    Q_OBJECT
public:
    explicit ClashForm(QWidget *parent = nullptr);

    void ask(const std::vector<settings::SettingsClash> &clashes);

signals:
    //! \p theirs are the keys that stay as others have them.
    void resolved(const QStringList &theirs);
    //! The object is gone, and may stay so.
    void dropped();
    void left();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void addRow(const settings::SettingsClash &clash);
    void accept();

    struct Row
    {
        QString key;
        ChoiceRow *choice;
        bool isTheirs = false;
    };

    PlainLabel *m_title;
    QWidget *m_body = nullptr;
    QGridLayout *m_grid = nullptr;
    std::vector<Row> m_rows;
    bool m_isGone = false;
};

} // namespace fairlead::ui
