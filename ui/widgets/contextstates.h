// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/clusters/contextsmodel.h"

#include <QStringList>
#include <QWidget>

#include <vector>

namespace fairlead::ui {

class StateButton;
class Theme;

//! The open contexts by the state they are in, in the status bar: by their names where they are few, else by their
//! number. Each state can be pressed.
class ContextStates : public QWidget
{
    Q_OBJECT
public:
    ContextStates(const Theme &theme, const models::ContextsModel &contexts, QWidget *parent = nullptr);

    void refresh();
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    //! The contexts of one state were pressed.
    void stateActivated(const QStringList &ids, kubernetes::ConnectionState state);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();
    int widthOf(int level) const;

    const Theme &m_theme;
    const models::ContextsModel &m_contexts;
    std::vector<StateButton *> m_buttons; //!< more than are used are hidden
    std::size_t m_used = 0;
};

} // namespace fairlead::ui
