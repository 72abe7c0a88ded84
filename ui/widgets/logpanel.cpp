// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "logpanel.h"

#include "labels.h"
#include "logview.h"
#include "models/formats.h"
#include "models/keptstate.h"
#include "models/logs/logbuffer.h"
#include "notice.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

constexpr int SearchWidth = 260;
constexpr int LeastSearch = 84;
constexpr int LeastWidth = 380;
// What one searches for is to be read: below these what else is in the menu leaves the bar.
constexpr int OnlyMatchesBar = 780;
constexpr int SwitchesBar = 640; // how lines look
constexpr int FollowBar = 480;
constexpr int CountWidth = 88;

} // namespace

LogPanel::LogPanel(const Theme &theme, Notice &notice, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_notice(notice)
    , m_filter(this)
    , m_view(new LogView(theme, this))
    , m_search(new QLineEdit(this))
    , m_count(new PlainLabel(u"dim"_s, this))
    , m_missing(new PlainLabel(u"dim"_s, this))
    , m_isExpression(makeToggle(u".*"_s, tr("Regular expression"), tr("What is searched is a regular expression")))
    , m_previous(makeToggle(u"↑"_s, tr("Previous match"), tr("Previous match (N, Shift+Enter)")))
    , m_next(makeToggle(u"↓"_s, tr("Next match"), tr("Next match (n, Enter)")))
    , m_onlyMatches(makeToggle(tr("Only matches"), tr("Only lines that match"), tr("Shows only lines that match (o)")))
    , m_follow(makeToggle(tr("Follow"), tr("Follow the end"), tr("Stays at the end (f)")))
    , m_wrap(makeToggle(tr("Wrap"), tr("Wrap long lines"), tr("Long lines go on in the next row (w)")))
    , m_times(makeToggle(tr("Times"), tr("Times of the lines"), tr("When each line came (t)")))
    , m_menu(new QPushButton(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeBar());
    layout->addWidget(m_missing);
    layout->addWidget(m_view, 1);
    m_missing->setContentsMargins(12, 2, 12, 4);
    m_missing->setWordWrap(true);
    m_missing->hide();
    setFocusProxy(m_view);
    setMinimumWidth(LeastWidth);
    m_view->installEventFilter(this);
    m_search->installEventFilter(this);
    connectBar();
    search();
}

QPushButton *LogPanel::makeToggle(const QString &text, const QString &name, const QString &toolTip)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(u"segment"_s);
    button->setAccessibleName(name);
    button->setToolTip(toolTip);
    button->setCheckable(true);
    return button;
}

QWidget *LogPanel::makeBar()
{
    m_previous->setCheckable(false);
    m_next->setCheckable(false);
    m_search->setPlaceholderText(tr("/ search"));
    m_search->setAccessibleName(tr("Search the log"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(SearchWidth);
    m_search->setMinimumWidth(LeastSearch);
    m_count->setFixedWidth(CountWidth); // nothing moves while it counts
    m_menu->setText(tr("Log ▾"));
    m_menu->setAccessibleName(tr("Copy, save, how it is shown"));
    m_menu->setObjectName(u"segment"_s);
    auto *bar = new QWidget(this);
    bar->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // what has no room leaves for the menu
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->setSpacing(6);
    layout->addWidget(m_search, 1);
    for (QPushButton *button : {m_isExpression, m_previous, m_next, m_onlyMatches})
        layout->addWidget(button);
    layout->addWidget(m_count);
    layout->addStretch(0); // what the search does not take
    for (QPushButton *button : {m_follow, m_wrap, m_times, m_menu})
        layout->addWidget(button);
    return bar;
}

void LogPanel::connectBar()
{
    connect(m_search, &QLineEdit::textChanged, this, &LogPanel::search);
    connect(m_isExpression, &QPushButton::toggled, this, &LogPanel::search);
    connect(m_onlyMatches, &QPushButton::toggled, this, [this] {
        arrangeBar();
        refreshFilter();
    });
    connect(m_previous, &QPushButton::clicked, this, [this] { find(true); });
    connect(m_next, &QPushButton::clicked, this, [this] { find(false); });
    connect(m_follow, &QPushButton::clicked, this,
            [this](bool follows) { follows ? m_view->follow() : m_view->stay(); });
    connect(m_wrap, &QPushButton::toggled, m_view, &LogView::setWraps);
    connect(m_times, &QPushButton::toggled, m_view, &LogView::setShowsTimes);
    connect(m_menu, &QPushButton::clicked, this, &LogPanel::showMenu);
    connect(m_view, &LogView::followingChanged, m_follow, &QPushButton::setChecked);
    connect(m_view, &LogView::searched, this, &LogPanel::refreshCount);
    connect(m_view, &LogView::copied, this, &LogPanel::onCopied);
    connect(&m_filter, &models::LogFilter::changed, this, &LogPanel::refreshCount);
    connect(&m_writer, &models::FileWriter::finished, this, &LogPanel::onSaved);
    m_follow->setChecked(m_view->isFollowing());
}

void LogPanel::setLog(models::LogBuffer *buffer, const QString &name, const QString &file)
{
    m_name = name;
    m_file = file;
    if (m_buffer == buffer && buffer)
        return refreshMissing();
    if (m_buffer)
        m_buffer->disconnect(this);
    m_buffer = buffer;
    m_filter.setBuffer(buffer);
    m_view->setBuffer(buffer);
    if (buffer)
        connect(buffer, &models::LogBuffer::changed, this, &LogPanel::refreshMissing);
    refreshFilter();
    refreshMissing();
}

void LogPanel::setPlaceholder(const QString &text)
{
    m_placeholder = text;
    refreshPlaceholder();
}

//! Nobody takes the oldest line that is shown for the first one.
void LogPanel::refreshMissing()
{
    const std::int64_t lines = m_buffer ? m_buffer->ring().missing() : 0;
    m_missing->setVisible(lines > 0);
    if (lines == 0)
        return;
    const QString number = models::numberText(lines);
    m_missing->setText(
        m_file.isEmpty()
            ? tr("%1 lines of this log are no longer kept.").arg(number)
            : tr("%1 lines of this log are not shown here. A saved log has what the disk keeps of them.").arg(number));
}

void LogPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrangeBar();
}

//! What is filtered is always said.
void LogPanel::arrangeBar()
{
    m_onlyMatches->setVisible(width() >= OnlyMatchesBar || m_onlyMatches->isChecked());
    const int room = width() - (m_onlyMatches->isHidden() ? 0 : OnlyMatchesBar - SwitchesBar);
    m_follow->setVisible(room >= FollowBar);
    for (QPushButton *button : {m_wrap, m_times})
        button->setVisible(room >= SwitchesBar);
}

void LogPanel::saveState(models::KeptState &settings, const QString &key) const
{
    settings.setValue(key + "/wrap"_L1, m_wrap->isChecked());
    settings.setValue(key + "/times"_L1, m_times->isChecked());
    settings.setValue(key + "/expression"_L1, m_isExpression->isChecked());
    settings.setValue(key + "/folder"_L1, m_folder);
}

void LogPanel::restoreState(const models::KeptState &settings, const QString &key)
{
    m_wrap->setChecked(settings.value(key + "/wrap"_L1).toBool());
    m_times->setChecked(settings.value(key + "/times"_L1).toBool());
    m_isExpression->setChecked(settings.value(key + "/expression"_L1).toBool());
    m_folder = settings.value(key + "/folder"_L1).toString();
}

} // namespace fairlead::ui
