// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/clusters/contextsmodel.h"

#include <QStringList>
#include <QWidget>

#include <vector>

class QPushButton;

namespace fairlead::ui {

class StateButton;
class Theme;

//! The open contexts by the state they are in, in the status bar, the worst first: by their names where they are few,
//! else by their number. Each state can be pressed. What has no room is one more button, "+5", that names it.
class ContextStates : public QWidget
{
    Q_OBJECT
public:
    ContextStates(const Theme &theme, const models::ContextsModel &contexts, QWidget *parent = nullptr);

    void refresh();
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    //! Of all states, as short as they can be said.
    int leastWidth() const;
    //! Of all states, at most \p room wide if that can be.
    int widthWithin(int room) const;

signals:
    //! The contexts of one state were pressed.
    void stateActivated(const QStringList &ids, kubernetes::ConnectionState state);
    //! What had no room was pressed.
    void moreActivated();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();
    int levelWithin(int room) const;
    int widthOf(int level) const;
    int arrangeMore(std::size_t shown);

    const Theme &m_theme;
    const models::ContextsModel &m_contexts;
    std::vector<StateButton *> m_buttons; //!< more than are used are hidden
    std::size_t m_used = 0;
    QPushButton *m_more;
};

} // namespace fairlead::ui
