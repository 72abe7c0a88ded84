// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/severity.h"

#include <QHash>
#include <QString>
#include <QWidget>

class QGridLayout;

namespace fairlead::ui {

class FieldMessage;
class PlainLabel;

//! Fields of a form, one below the other: a name, an editor, and below that what is wrong with it.
class FieldGrid : public QWidget
{
    Q_OBJECT
public:
    explicit FieldGrid(QWidget *parent = nullptr);

    //! \p key is what problems are told by.
    void add(const QString &key, const QString &name, QWidget *editor);
    //! Over the whole width, its name above it.
    void addWide(const QString &key, const QString &name, QWidget *editor);
    void setFieldVisible(const QString &key, bool isVisible);
    bool has(const QString &key) const { return m_fields.contains(key); }
    QWidget *editor(const QString &key) const { return m_fields.value(key).editor; }
    //! An empty text: nothing is wrong.
    void setProblem(const QString &key, const QString &text, models::Severity severity);
    //! Below the editor, always; empty: none.
    void setNote(const QString &key, const QString &text);

private:
    struct Field
    {
        PlainLabel *name = nullptr;
        QWidget *editor = nullptr;
        PlainLabel *note = nullptr;
        FieldMessage *problem = nullptr;
        bool isVisible = true;
    };

    void place(const QString &key, const QString &name, QWidget *editor, bool isWide);

    QGridLayout *m_layout;
    QHash<QString, Field> m_fields;
};

} // namespace fairlead::ui
