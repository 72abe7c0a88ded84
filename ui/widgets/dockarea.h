// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "panel.h"

#include <QString>

#include <vector>

class QHBoxLayout;
class QPushButton;
class QStackedWidget;

namespace fairlead::models {
class KeptState;
}

namespace fairlead::ui {

class PlainLabel;

//! A panel with tabs, each of which can leave for a window of its own and comes back when that is closed. Nothing in a
//! page is made anew on the way. With all pages away the area hides. A single page has no head: it says itself what it
//! is, and leaves by a command.
class DockArea : public Panel
{
    Q_OBJECT
public:
    explicit DockArea(QWidget *parent = nullptr);
    ~DockArea() override;

    //! \p id names the page in saved state. \p tools stand in the head beside its title, null for none.
    void addPage(const QString &id, const QString &title, QWidget *page, QWidget *tools = nullptr);
    //! A word or a number behind the title; empty for none.
    void setNote(const QString &id, const QString &note);

    //! Without it no page is seen that has no window of its own.
    void setWanted(bool isWanted);

    //! Says SANDBOX in every window of its own, once and for all: what it shows is simulated.
    void setSandbox();

    QStringList ids() const;
    QString title(const QString &id) const;
    QString currentId() const;
    //! Also brings a window of its own to the front.
    void show(const QString &id);
    bool isDetached(const QString &id) const;
    void setDetached(const QString &id, bool isDetached);

    void saveState(models::KeptState &settings, const QString &key) const;
    void restoreState(const models::KeptState &settings, const QString &key);

signals:
    void detachedChanged();

private:
    class Window;

    struct Page
    {
        QString id;
        QString title;
        QString note;
        QPushButton *tab = nullptr;
        QWidget *body = nullptr; //!< what the stack or the window holds
        QWidget *tools = nullptr;
        Window *window = nullptr; //!< where it is while it is away
        QByteArray geometry;      //!< of the window when it last was open
    };

    Page *find(const QString &id);
    const Page *find(const QString &id) const;
    void setCurrent(const QString &id);
    void refresh();

    std::vector<Page> m_pages;
    QString m_current;
    bool m_isWanted = true;
    bool m_isSandbox = false;
    QWidget *m_head;
    QHBoxLayout *m_bodyLayout;
    QHBoxLayout *m_tabs;
    QHBoxLayout *m_tools;
    QStackedWidget *m_stack;
    QPushButton *m_detach;
};

} // namespace fairlead::ui
