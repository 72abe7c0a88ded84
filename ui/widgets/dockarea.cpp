// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dockarea.h"

#include "focusorder.h"
#include "labels.h"
#include "models/keptstate.h"
#include "sandboxmark.h"
#include "screenfit.h"

#include <QCloseEvent>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

constexpr QSize LeastWindow{320, 420};

QWidget *pageBody(QWidget *page)
{
    auto *body = new QWidget;
    auto *layout = new QVBoxLayout(body);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(page);
    body->setFocusProxy(page);
    return body;
}

} // namespace

//! Where a page is while it is away.
class DockArea::Window : public QWidget
{
public:
    Window(DockArea &area, const QString &id)
        : QWidget(area.window(), Qt::Window)
        , m_area(area)
        , m_id(id)
    {
        setObjectName(u"page"_s);
        setAttribute(Qt::WA_QuitOnClose, false);
        auto *layout = new QVBoxLayout(this);
        layout->setContentsMargins(8, 8, 8, 8);
        layout->setSpacing(4);
        layout->addLayout(m_head);
        m_head->setSpacing(8);
        if (area.m_isSandbox)
            addSandboxMark();
    }

    void addSandboxMark() { m_head->insertWidget(0, new SandboxMark(this), 0, Qt::AlignLeft | Qt::AlignVCenter); }

    void take(QWidget *body, QWidget *tools)
    {
        if (tools)
            m_head->addWidget(tools, 1);
        layout()->addWidget(body);
    }

protected:
    void closeEvent(QCloseEvent *event) override
    {
        event->ignore();
        m_area.setDetached(m_id, false);
    }
    bool focusNextPrevChild(bool next) override { return moveFocus(*this, next); }

private:
    DockArea &m_area;
    QString m_id;
    QHBoxLayout *m_head = new QHBoxLayout;
};

DockArea::DockArea(QWidget *parent)
    : Panel(parent)
    , m_head(new QWidget(this))
    , m_bodyLayout(new QHBoxLayout)
    , m_tabs(new QHBoxLayout)
    , m_tools(new QHBoxLayout)
    , m_stack(new QStackedWidget(this))
    , m_detach(new QPushButton(tr("Detach"), m_head))
{
    m_detach->setObjectName(u"link"_s);
    m_detach->setToolTip(tr("Into a window of its own; closing that brings it back"));
    m_tabs->setSpacing(4);
    m_tools->setSpacing(8);
    auto *head = new QHBoxLayout(m_head);
    head->setContentsMargins(10, 6, 14, 4);
    head->setSpacing(12);
    head->addLayout(m_tabs);
    head->addLayout(m_tools, 1);
    head->addWidget(m_detach);
    m_bodyLayout->addWidget(m_stack);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(0);
    layout->addWidget(m_head);
    layout->addLayout(m_bodyLayout, 1);
    connect(m_detach, &QPushButton::clicked, this, [this] { setDetached(m_current, true); });
}

DockArea::~DockArea() = default;

void DockArea::addPage(const QString &id, const QString &title, QWidget *page, QWidget *tools)
{
    auto *tab = new QPushButton(title, m_head);
    tab->setObjectName(u"segment"_s);
    tab->setCheckable(true);
    m_tabs->addWidget(tab);
    QWidget *body = pageBody(page);
    m_stack->addWidget(body);
    if (tools)
        m_tools->addWidget(tools, 1);
    m_pages.push_back({.id = id, .title = title, .tab = tab, .body = body, .tools = tools});
    if (m_current.isEmpty())
        m_current = id;
    const bool hasHead = m_pages.size() > 1;
    m_head->setVisible(hasHead);
    m_bodyLayout->setContentsMargins(hasHead ? 8 : 0, 0, hasHead ? 8 : 0, 0);
    layout()->setContentsMargins(1, 1, 1, hasHead ? 6 : 1);
    connect(tab, &QPushButton::clicked, this, [this, id] { setCurrent(id); });
    refresh();
}

void DockArea::setNote(const QString &id, const QString &note)
{
    Page *page = find(id);
    if (page->note == note)
        return;
    page->note = note;
    refresh();
}

void DockArea::setWanted(bool isWanted)
{
    m_isWanted = isWanted;
    refresh();
}

void DockArea::setSandbox()
{
    m_isSandbox = true;
    for (const Page &page : m_pages) {
        if (page.window)
            page.window->addSandboxMark();
    }
    refresh();
}

QStringList DockArea::ids() const
{
    QStringList ids;
    for (const Page &page : m_pages)
        ids += page.id;
    return ids;
}

QString DockArea::title(const QString &id) const
{
    return find(id)->title;
}

QString DockArea::currentId() const
{
    return m_current;
}

void DockArea::show(const QString &id)
{
    const Page *page = find(id);
    if (page->window) {
        page->window->raise();
        page->window->activateWindow();
    } else {
        setCurrent(id);
    }
    page->body->setFocus();
}

void DockArea::setCurrent(const QString &id)
{
    m_current = id;
    refresh();
}

bool DockArea::isDetached(const QString &id) const
{
    return find(id)->window != nullptr;
}

void DockArea::setDetached(const QString &id, bool isDetached)
{
    Page *page = find(id);
    if (!page || (page->window != nullptr) == isDetached)
        return;
    if (isDetached) {
        const QSize size = page->body->size(); // it leaves as it is
        page->window = new Window(*this, id);
        page->window->take(page->body, page->tools);
        page->body->show();
        if (page->tools)
            page->tools->show();
        if (!page->window->restoreGeometry(page->geometry))
            page->window->resize(size.expandedTo(LeastWindow));
        fitToScreen(*page->window);
        page->window->show();
        const auto here =
            std::find_if(m_pages.begin(), m_pages.end(), [](const Page &candidate) { return !candidate.window; });
        m_current = here != m_pages.end() ? here->id : QString();
    } else {
        Window *window = std::exchange(page->window, nullptr);
        page->geometry = window->saveGeometry();
        m_stack->addWidget(page->body);
        if (page->tools)
            m_tools->addWidget(page->tools, 1);
        window->hide();
        window->deleteLater();
        m_current = id;
    }
    refresh();
    emit detachedChanged();
}

//! Tabs, tools and page of what is current; windows are called after their pages.
void DockArea::refresh()
{
    for (const Page &page : m_pages) {
        const QString text = page.note.isEmpty() ? page.title : tr("%1 · %2").arg(page.title, page.note);
        page.tab->setText(text);
        page.tab->setVisible(!page.window);
        page.tab->setChecked(page.id == m_current);
        if (page.window) {
            page.window->setWindowTitle(m_isSandbox ? tr("SANDBOX · %1").arg(text) : text);
            continue;
        }
        if (page.tools)
            page.tools->setVisible(page.id == m_current);
        if (page.id == m_current)
            m_stack->setCurrentWidget(page.body);
    }
    setVisible(m_isWanted && !m_current.isEmpty());
}

void DockArea::saveState(models::KeptState &settings, const QString &key) const
{
    settings.setValue(key + "/current"_L1, m_current);
    for (const Page &page : m_pages) {
        settings.setValue(key + u'/' + page.id + "/isDetached"_L1, page.window != nullptr);
        settings.setValue(key + u'/' + page.id + "/geometry"_L1,
                          page.window ? page.window->saveGeometry() : page.geometry);
    }
}

void DockArea::restoreState(const models::KeptState &settings, const QString &key)
{
    for (Page &page : m_pages) {
        page.geometry = settings.value(key + u'/' + page.id + "/geometry"_L1).toByteArray();
        setDetached(page.id, settings.value(key + u'/' + page.id + "/isDetached"_L1).toBool());
    }
    const QString current = settings.value(key + "/current"_L1).toString();
    if (const Page *page = find(current); page && !page->window)
        setCurrent(current);
}

DockArea::Page *DockArea::find(const QString &id)
{
    return const_cast<Page *>(std::as_const(*this).find(id));
}

const DockArea::Page *DockArea::find(const QString &id) const
{
    const auto it = std::find_if(m_pages.begin(), m_pages.end(), [&id](const Page &page) { return page.id == id; });
    return it != m_pages.end() ? &*it : nullptr;
}

} // namespace fairlead::ui
