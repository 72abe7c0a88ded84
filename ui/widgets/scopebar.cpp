// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "scopebar.h"

#include "models/clusters/contextsmodel.h"
#include "models/clusters/contextstate.h"
#include "models/plaintext.h"
#include "statuspill.h"

#include <QPushButton>

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
    m_manage->setAccessibleDescription(tr("Shows the Clusters pane, where contexts are opened and closed"));
}

void ScopeBar::refresh()
{
    const auto entries = m_contexts.openEntries();
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

//! As many pills as fit; the rest is a number. Where not all of them do, the link to more of them is but a sign.
void ScopeBar::arrange()
{
    int all = 0;
    for (std::size_t i = 0; i < m_used; ++i)
        all += m_pills[i]->sizeHint().width() + Gap;
    const auto setManage = [this](const QString &text) {
        m_manage->setText(text);
        return m_manage->sizeHint().width() + 4;
    };
    int manage = setManage(tr("+ add context"));
    if (all + manage > width())
        manage = setManage(u"+"_s);
    m_more->setText(tr("%n more", nullptr, int(m_used)));
    const int room = all + manage <= width() ? all : width() - manage - m_more->sizeHint().width() - 2 - Gap;
    int left = 0;
    std::size_t shown = 0;
    for (; shown < m_used; ++shown) {
        StatusPill *pill = m_pills[shown];
        QSize size = pill->sizeHint();
        const int rest = room - left - (room == all ? 0 : Gap);
        if (size.width() > rest) {
            if (rest < LeastPill || shown > 0)
                break;
            size.setWidth(rest); // at least the first one has a name
        }
        pill->setGeometry(left, (Height - size.height()) / 2, size.width(), size.height());
        pill->show();
        left += size.width() + Gap;
    }
    for (std::size_t i = shown; i < m_pills.size(); ++i)
        m_pills[i]->hide();
    m_more->setVisible(shown < m_used);
    if (shown < m_used) {
        m_more->setText(tr("%n more", nullptr, int(m_used - shown)));
        m_more->setGeometry(left + 2, 3, m_more->sizeHint().width(), 22);
        left += m_more->width() + Gap;
    }
    m_manage->setGeometry(left + 4, 3, m_manage->sizeHint().width(), 22);
}

} // namespace fairlead::ui
