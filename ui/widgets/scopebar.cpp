// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "scopebar.h"

#include "labels.h"
#include "models/clusters/contextsmodel.h"
#include "models/clusters/contextstate.h"
#include "models/plaintext.h"
#include "scopelayout.h"
#include "statuspill.h"

#include <QPushButton>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

constexpr int Height = 28;
constexpr int Gap = 4; // around the link

//! What is not known yet is worse than what is well, and better than what is known to be wrong.
int rank(models::Severity severity)
{
    using models::Severity;
    constexpr std::array order{Severity::Error, Severity::Warning, Severity::Dim};
    return int(std::find(order.begin(), order.end(), severity) - order.begin());
}

} // namespace

ScopeBar::ScopeBar(const Theme &theme, const models::ContextsModel &contexts, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_contexts(contexts)
    , m_more(new StatusPill(theme, this))
    , m_manage(new QPushButton(tr("+ add context"), this))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_more->setObjectName(u"more"_s);
    m_manage->setObjectName(u"link"_s);
    m_manage->setCursor(Qt::PointingHandCursor);
    for (QAbstractButton *link : std::initializer_list<QAbstractButton *>{m_more, m_manage})
        connect(link, &QAbstractButton::clicked, this, &ScopeBar::manageRequested);
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

void ScopeBar::arrange()
{
    std::vector<ScopeLayout::Pill> pills;
    for (std::size_t i = 0; i < m_used; ++i)
        pills.push_back({m_pills[i]->shortWidth(), m_pills[i]->sizeHint().width()});
    const auto manageWidth = [this](const QString &text) {
        m_manage->setText(text);
        return m_canOpenMore && m_links ? m_manage->sizeHint().width() + Gap : 0;
    };
    const int manageShort = manageWidth(u"+"_s);
    const int manage = manageWidth(tr("+ add context"));
    showMore(0); // the widest that it can become
    const auto layout = ScopeLayout::of(pills, {m_more->sizeHint().width(), manage, manageShort}, width());
    if (layout.isManageShort)
        m_manage->setText(u"+"_s);
    int left = 0;
    const auto place = [&left](QWidget &widget, int width) {
        const int height = widget.sizeHint().height();
        widget.setGeometry(left, (Height - height) / 2, width, height);
        widget.show();
        left += width + ScopeLayout::Gap;
    };
    const std::size_t shown = layout.widths.size();
    for (std::size_t i = 0; i < shown; ++i)
        place(*m_pills[i], layout.widths[i]);
    for (std::size_t i = shown; i < m_pills.size(); ++i)
        m_pills[i]->hide();
    m_more->setVisible(layout.hasMore);
    if (layout.hasMore) {
        showMore(shown);
        place(*m_more, m_more->sizeHint().width());
    }
    m_manage->setVisible(manage > 0);
    m_manage->setGeometry(left + Gap / 2, 3, m_manage->sizeHint().width(), 22);
}

//! What has no pill, the first \p shown having one: what is worst of it is seen, the rest said.
void ScopeBar::showMore(std::size_t shown)
{
    constexpr std::size_t Named = 12;
    std::vector<const StatusPill *> hidden(m_pills.begin() + std::ptrdiff_t(shown),
                                           m_pills.begin() + std::ptrdiff_t(m_used));
    std::stable_sort(hidden.begin(), hidden.end(), [](const StatusPill *a, const StatusPill *b) {
        return rank(a->severity()) < rank(b->severity());
    });
    QStringList lines;
    for (std::size_t i = 0; i < std::min(hidden.size(), Named); ++i)
        lines += hidden[i]->accessibleName();
    if (hidden.size() > Named)
        lines += tr("and %Ln more", nullptr, int(hidden.size() - Named));
    m_more->setStatus(tr("%Ln more", nullptr, int(hidden.size())), {},
                      hidden.empty() ? models::Severity::Ok : hidden.front()->severity());
    setPlainToolTip(*m_more, lines.join(u'\n'));
    m_more->setAccessibleName(tr("%1: %2").arg(m_more->text(), lines.join(u"; "_s)));
}

} // namespace fairlead::ui
