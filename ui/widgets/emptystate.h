// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QPushButton;

namespace fairlead::ui {

class PlainLabel;

//! Stands where a table would have no rows: why it has none, and what to do next.
class EmptyState : public QWidget
{
    Q_OBJECT
public:
    explicit EmptyState(QWidget *parent = nullptr);

    //! No \p action: no button; \p other is a second one.
    void setContent(const QString &title, const QString &text, const QString &action = {}, const QString &other = {});

signals:
    void actionRequested();
    void otherRequested();

private:
    PlainLabel *m_title;
    PlainLabel *m_text;
    QPushButton *m_button;
    QPushButton *m_other;
};

} // namespace fairlead::ui
