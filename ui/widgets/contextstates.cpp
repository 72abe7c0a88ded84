// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "contextstates.h"

#include "labels.h"
#include "models/clusters/contextstate.h"
#include "models/formats.h"
#include "models/plaintext.h"
#include "statuspill.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QPainter>
#include <QPushButton>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

using kubernetes::ConnectionState;

constexpr int Height = 22;
constexpr int Gap = 6;
constexpr int DotWidth = 20;
constexpr int EndPadding = 8;
constexpr int Named = 3;      // contexts of one state, at most, that are shown by their names
constexpr int InToolTip = 12; // contexts
constexpr int Levels = 3;     // names; numbers with the time since; numbers alone
constexpr int LongestName = 28;

QString countText(ConnectionState state, int count)
{
    if (state == ConnectionState::NeedsLogin)
        return ContextStates::tr("need(s) login", nullptr, count);
    return models::stateWord(state);
}

} // namespace

//! The contexts of one state: how many or which, and the word for it.
class StateButton : public QAbstractButton
{
public:
    StateButton(const Theme &theme, QWidget *parent)
        : QAbstractButton(parent)
        , m_theme(theme)
    {
        setFocusPolicy(Qt::TabFocus);
        setCursor(Qt::PointingHandCursor);
        connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    }

    struct Words
    {
        QString who;
        QString state;

        bool operator==(const Words &) const = default;
    };

    ConnectionState state = ConnectionState::Closed;
    QStringList ids;

    void setWords(const std::array<Words, Levels> &words)
    {
        m_words = words;
        update();
    }

    void setLevel(int level)
    {
        m_level = level;
        const Words &words = m_words[std::size_t(level)];
        setText(ContextStates::tr("%1 %2").arg(words.who, words.state));
        update();
    }

    int widthAt(int level) const
    {
        const Words &words = m_words[std::size_t(level)];
        return DotWidth + whoWidth(words) + 5 + fontMetrics().horizontalAdvance(words.state) + EndPadding;
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Tokens &tokens = m_theme.tokens();
        const models::Severity severity = models::severityOf(state);
        const Words &words = m_words[std::size_t(m_level)];
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        if (hasFocus() || underMouse()) {
            painter.setPen(hasFocus() ? QPen(tokens.accent, 1) : QPen(Qt::NoPen));
            painter.setBrush(underMouse() ? tokens.hover() : tokens.sidebar);
            painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
        }
        paintStateDot(painter, QPointF(10, height() / 2.0), severity, tokens);
        painter.setPen(tokens.text);
        const QRect who(DotWidth, 0, whoWidth(words), height());
        painter.drawText(who, int(Qt::AlignLeft | Qt::AlignVCenter), words.who);
        painter.setPen(tokens.of(severity));
        const QRect rest = rect().adjusted(who.right() + 6, 0, -4, 0);
        if (rest.width() <= 0)
            return;
        painter.drawText(rest, int(Qt::AlignLeft | Qt::AlignVCenter),
                         fontMetrics().elidedText(words.state, Qt::ElideRight, rest.width()));
    }

private:
    int whoWidth(const Words &words) const { return fontMetrics().horizontalAdvance(words.who) + 1; }

    const Theme &m_theme;
    std::array<Words, Levels> m_words;
    int m_level = 0;
};

namespace {

using Entries = std::vector<const models::ContextEntry *>;

QString sinceText(const Entries &entries)
{
    std::int64_t first = 0;
    for (const models::ContextEntry *entry : entries) {
        const std::int64_t since = entry->status.staleSince;
        first = since > 0 && (first == 0 || since < first) ? since : first;
    }
    return first == 0 ? QString() : ContextStates::tr("since %1").arg(models::clockText(first));
}

//! Every context with its state and why; not more of them than one reads.
QString reasonsText(const Entries &entries)
{
    QStringList lines;
    for (const models::ContextEntry *entry : entries) {
        if (lines.size() == InToolTip)
            break;
        const QString id = models::plainLine(entry->context.id, 80);
        const auto remedy = models::remedyFor(*entry);
        const QString state = models::stateText(entry->status);
        lines += remedy ? ContextStates::tr("%1: %2. %3").arg(id, state, remedy->cause)
                        : ContextStates::tr("%1: %2").arg(id, state);
    }
    if (const int more = int(entries.size()) - InToolTip; more > 0)
        lines += ContextStates::tr("and %Ln more", nullptr, more);
    return lines.join(u'\n');
}

std::array<StateButton::Words, Levels> wordsOf(ConnectionState state, const Entries &entries)
{
    const int count = int(entries.size());
    const QString number = models::numberText(count);
    const QString word = countText(state, count);
    const QString since = sinceText(entries);
    const QString whole = since.isEmpty() ? word : ContextStates::tr("%1 %2").arg(word, since);
    QString who = number;
    if (count <= Named) {
        QStringList names;
        for (const models::ContextEntry *entry : entries) {
            const QString name = models::plainLine(entry->context.id, 80);
            names += name.size() > LongestName ? name.left(LongestName - 1) + u'…' : name;
        }
        who = names.join(u", "_s);
    }
    return {{{who, whole}, {number, whole}, {number, word}}};
}

} // namespace

ContextStates::ContextStates(const Theme &theme, const models::ContextsModel &contexts, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_contexts(contexts)
    , m_more(new QPushButton(this))
{
    setAccessibleName(tr("Open contexts by state"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_more->setObjectName(u"link"_s);
    m_more->hide();
    connect(m_more, &QPushButton::clicked, this, &ContextStates::moreActivated);
}

void ContextStates::refresh()
{
    std::vector<std::pair<ConnectionState, Entries>> groups;
    const Entries open = m_contexts.openEntries();
    for (const auto &[state, contexts] : m_contexts.counts()) {
        Entries ofState = open;
        std::erase_if(ofState,
                      [state = state](const models::ContextEntry *entry) { return entry->status.state != state; });
        groups.emplace_back(state, std::move(ofState));
    }
    while (m_buttons.size() < groups.size()) {
        auto *button = new StateButton(m_theme, this);
        connect(button, &QAbstractButton::clicked, this, [this, button] {
            const QStringList ids = button->ids; // pressing may change them
            emit stateActivated(ids, button->state);
        });
        m_buttons.push_back(button);
    }
    m_used = groups.size();
    for (std::size_t i = 0; i < m_used; ++i) {
        const auto &[state, entries] = groups[i];
        StateButton &button = *m_buttons[i];
        button.state = state;
        button.ids.clear();
        for (const models::ContextEntry *entry : entries)
            button.ids += entry->context.id;
        button.setWords(wordsOf(state, entries));
        const QString reasons = reasonsText(entries);
        setPlainToolTip(button, reasons);
        button.setAccessibleName(
            tr("%1 %2").arg(models::numberText(qint64(entries.size())), countText(state, int(entries.size()))));
    }
    arrange();
    updateGeometry();
}

int ContextStates::widthOf(int level) const
{
    int width = m_used > 0 ? -Gap : 0;
    for (std::size_t i = 0; i < m_used; ++i)
        width += m_buttons[i]->widthAt(level) + Gap;
    return width;
}

int ContextStates::levelWithin(int room) const
{
    int level = 0;
    while (level + 1 < Levels && widthOf(level) > room)
        ++level;
    return level;
}

int ContextStates::leastWidth() const
{
    return widthOf(Levels - 1);
}

int ContextStates::widthWithin(int room) const
{
    return widthOf(levelWithin(room));
}

void ContextStates::arrange()
{
    const int level = levelWithin(width());
    std::size_t shown = m_used;
    int more = 0; // width of what says the rest
    const auto isTooWide = [&] {
        int needed = more > 0 ? more + Gap : 0;
        for (std::size_t i = 0; i < shown; ++i)
            needed += m_buttons[i]->widthAt(level) + (i > 0 ? Gap : 0);
        return needed > width();
    };
    while (shown > 1 && isTooWide())
        more = arrangeMore(--shown);
    int left = 0;
    for (std::size_t i = 0; i < m_buttons.size(); ++i) {
        StateButton &button = *m_buttons[i];
        button.setVisible(i < shown);
        if (i >= shown)
            continue;
        button.setLevel(level);
        const int room = width() - left - (more > 0 ? more + Gap : 0);
        button.setGeometry(left, (height() - Height) / 2, std::clamp(room, 0, button.widthAt(level)), Height);
        left += button.width() + Gap;
    }
    m_more->setVisible(shown < m_used);
    m_more->setGeometry(left, (height() - Height) / 2, more, Height);
}

//! Says the states from \p shown on in the button for them; returns its width.
int ContextStates::arrangeMore(std::size_t shown)
{
    qsizetype contexts = 0;
    QStringList lines;
    for (std::size_t i = shown; i < m_used; ++i) {
        contexts += m_buttons[i]->ids.size();
        lines += m_buttons[i]->accessibleName();
    }
    m_more->setText(tr("+%1").arg(models::numberText(contexts)));
    m_more->setAccessibleName(tr("%Ln more: %1", nullptr, int(contexts)).arg(lines.join(", "_L1)));
    setPlainToolTip(*m_more, lines.join(u'\n'));
    return m_more->sizeHint().width();
}

QSize ContextStates::sizeHint() const
{
    return {widthOf(0), Height};
}

QSize ContextStates::minimumSizeHint() const
{
    return {40, Height};
}

void ContextStates::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace fairlead::ui
