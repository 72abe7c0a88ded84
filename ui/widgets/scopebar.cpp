// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "scopebar.h"

#include "labels.h"
#include "models/clusters/contextsmodel.h"
#include "models/clusters/contextstate.h"
#include "models/plaintext.h"
#include "statuspill.h"

#include <QPushButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

constexpr int Gap = 6;
constexpr int Height = 28;
constexpr int LeastPill = 90;

} // namespace

ScopeBar::ScopeBar(const Theme &theme, const models::ContextsModel &contexts, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_contexts(contexts)
    , m_more(new QPushButton(this))
    , m_manage(new QPushButton(tr("+ add context"), this))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    for (QPushButton *link : {m_more, m_manage}) {
        link->setObjectName(u"link"_s);
        link->setCursor(Qt::PointingHandCursor);
        connect(link, &QPushButton::clicked, this, &ScopeBar::manageRequested);
    }
    m_manage->setAccessibleName(tr("Add a context"));
    setPlainToolTip(*m_manage, tr("Shows the Clusters pane, where contexts are opened and closed"));
}

void ScopeBar::setLinksToContexts(bool links)
{
    m_links = links;
    arrange();
}

void ScopeBar::refresh()
{
    const auto entries = m_contexts.openEntries();
    const auto known = m_contexts.entries();
    m_canOpenMore = std::any_of(known.begin(), known.end(), [](const models::ContextEntry *entry) {
        return !entry->isOpen && !entry->context.problem;
    });
    while (m_pills.size() < entries.size())
        addPill();
    m_used = entries.size();
    for (std::size_t i = 0; i < m_pills.size(); ++i) {
        if (i >= m_used) {
            m_pills[i]->hide();
            continue;
        }
        const models::ContextEntry &entry = *entries[i];
        m_pills[i]->setProperty("contextId", entry.context.id);
        m_pills[i]->setStatus(models::plainLine(entry.context.id, 80), models::stateText(entry.status),
                              models::severityOf(entry.status.state),
                              entry.context.endpoint.insecureSkipTlsVerify ? tr("insecure TLS") : QString());
    }
    arrange();
}

void ScopeBar::addPill()
{
    auto *pill = new StatusPill(m_theme, this);
    connect(pill, &QAbstractButton::clicked, this,
            [this, pill] { emit contextActivated(pill->property("contextId").toString()); });
    m_pills.push_back(pill);
}

QSize ScopeBar::sizeHint() const
{
    return {200, Height};
}

void ScopeBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

//! The width that the link to more contexts takes with \p text; none where there is nothing to open.
int ScopeBar::setManage(const QString &text)
{
    m_manage->setText(text);
    return m_canOpenMore && m_links ? m_manage->sizeHint().width() + 4 : 0;
}

//! Of the first \p shown pills in \p room, gaps included: names are whole where there is room for that, and what there
//! is beyond short names is shared by those that need it.
std::vector<int> ScopeBar::widths(std::size_t shown, int room) const
{
    std::vector<int> widths;
    std::vector<std::size_t> cut;
    for (std::size_t i = 0; i < shown; ++i) {
        widths.push_back(m_pills[i]->shortWidth());
        room -= widths.back() + Gap;
        if (widths.back() < m_pills[i]->sizeHint().width())
            cut.push_back(i);
    }
    const auto wanted = [&](std::size_t i) { return m_pills[i]->sizeHint().width() - widths[i]; };
    std::sort(cut.begin(), cut.end(), [&](std::size_t a, std::size_t b) { return wanted(a) < wanted(b); });
    for (std::size_t done = 0; done < cut.size() && room > 0; ++done) { // who needs least leaves most to the others
        const int more = std::min(wanted(cut[done]), room / int(cut.size() - done));
        widths[cut[done]] += more;
        room -= more;
    }
    return widths;
}

//! As many pills as fit with short names; the rest is a number. Where whole names take the row, the link to more
//! contexts is but a sign.
void ScopeBar::arrange()
{
    int whole = 0;
    int all = 0;
    for (std::size_t i = 0; i < m_used; ++i) {
        whole += m_pills[i]->sizeHint().width() + Gap;
        all += m_pills[i]->shortWidth() + Gap;
    }
    int manage = setManage(tr("+ add context"));
    if (whole + manage > width())
        manage = setManage(u"+"_s);
    m_more->setText(tr("%Ln more", nullptr, int(m_used)));
    int room = width() - manage;
    std::size_t shown = m_used;
    if (all > room) {
        room -= m_more->sizeHint().width() + 2 + Gap;
        int used = 0;
        for (shown = 0; shown < m_used; ++shown) {
            const int next = m_pills[shown]->shortWidth() + Gap;
            if (used + next > room)
                break;
            used += next;
        }
    }
    std::vector<int> shares = widths(shown, room);
    if (shown == 0 && m_used > 0 && room - Gap >= LeastPill) { // at least the first one has a name
        shares.push_back(std::min(room - Gap, m_pills.front()->sizeHint().width()));
        shown = 1;
    }
    int left = 0;
    for (std::size_t i = 0; i < shown; ++i) {
        const int height = m_pills[i]->sizeHint().height();
        m_pills[i]->setGeometry(left, (Height - height) / 2, shares[i], height);
        m_pills[i]->show();
        left += shares[i] + Gap;
    }
    for (std::size_t i = shown; i < m_pills.size(); ++i)
        m_pills[i]->hide();
    m_more->setVisible(shown < m_used);
    if (shown < m_used) {
        m_more->setText(tr("%Ln more", nullptr, int(m_used - shown)));
        m_more->setGeometry(left + 2, 3, m_more->sizeHint().width(), 22);
        left += m_more->width() + Gap;
    }
    m_manage->setVisible(manage > 0);
    m_manage->setGeometry(left + 4, 3, m_manage->sizeHint().width(), 22);
}

} // namespace fairlead::ui
