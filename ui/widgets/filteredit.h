// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/query.h"
#include "ui/palette/keyhint.h"

#include <QLineEdit>

namespace fairlead::ui {

//! Where a table is narrowed. Esc clears it, and leaves it when it is clear.
class FilterEdit : public QLineEdit
{
    Q_OBJECT
public:
    explicit FilterEdit(const QString &placeholder, QWidget *parent = nullptr);

    //! The keys that it knows beside those of every text field.
    static std::vector<KeyHint> keyHints();
    void setHasProblem(bool hasProblem);
    //! Says in the tooltip what can be asked, and of which fields.
    void explain(const models::QueryFields &fields);

signals:
    void left(); //!< the focus should go back to the table

protected:
    void keyPressEvent(QKeyEvent *event) override;
};

} // namespace fairlead::ui
