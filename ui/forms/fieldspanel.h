// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/panel.h"

class QScrollArea;

namespace fairlead::ui {

class FormFields;

//! Fields of a page that scroll where there is no room, always as far that the one with the focus is seen.
class FieldsPanel : public Panel
{
    Q_OBJECT
public:
    //! \p fields becomes a child.
    explicit FieldsPanel(FormFields &fields, QWidget *parent = nullptr);
    ~FieldsPanel() override;

    void scrollToTop();

private:
    //! With what is wrong with it.
    void reveal(QWidget *field);

    QScrollArea *m_scroll;
};

} // namespace fairlead::ui
