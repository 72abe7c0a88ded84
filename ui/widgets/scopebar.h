// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include <vector>

class QPushButton;

namespace fairlead::models {
class ContextsModel;
}

namespace fairlead::ui {

class StatusPill;
class Theme;

//! The open contexts as pills with their states, so that what a table shows, and does not, is never a guess.
class ScopeBar : public QWidget
{
    Q_OBJECT
public:
    ScopeBar(const Theme &theme, const models::ContextsModel &contexts, QWidget *parent = nullptr);

    //! Where contexts are opened beside it there is no link to that.
    void setLinksToContexts(bool links);
    void refresh();
    QSize sizeHint() const override;

signals:
    void contextActivated(const QString &id);
    void manageRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();
    void addPill();
    void showMore(std::size_t shown);

    const Theme &m_theme;
    const models::ContextsModel &m_contexts;
    std::vector<StatusPill *> m_pills;
    std::size_t m_used = 0;
    bool m_links = true;
    bool m_canOpenMore = false;
    StatusPill *m_more; //!< stands for those that have none
    QPushButton *m_manage;
};

} // namespace fairlead::ui
