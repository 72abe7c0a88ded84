// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "logpanel.h"

#include "labels.h"
#include "logview.h"
#include "models/formats.h"
#include "models/keptstate.h"
#include "models/logs/logbuffer.h"
#include "models/logs/logfile.h"
#include "models/plaintext.h"
#include "notice.h"

#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

constexpr int SearchWidth = 200;
constexpr int LeastSearch = 84;
constexpr int LeastWidth = 380;
constexpr int WideBar = 680;     // below it "Only matches" is in the menu alone
constexpr int SwitchesBar = 556; // below it the other switches, too
constexpr int CountWidth = 88;

//! Capitals count where there are some.
QRegularExpression expressionOf(const QString &text, bool isExpression)
{
    const bool hasCapitals = text != text.toLower();
    return QRegularExpression(isExpression ? text : QRegularExpression::escape(text),
                              hasCapitals ? QRegularExpression::NoPatternOption
                                          : QRegularExpression::CaseInsensitiveOption);
}

bool isViewKey(const QKeyEvent &key)
{
    constexpr std::array Letters{Qt::Key_N, Qt::Key_O, Qt::Key_F, Qt::Key_W, Qt::Key_T};
    return key.text() == u'/' || std::find(Letters.begin(), Letters.end(), key.key()) != Letters.end();
}

void setProblem(QLineEdit &edit, const QString &problem)
{
    edit.setToolTip(problem.isEmpty() ? QString() : models::toolTipText(problem));
    edit.setAccessibleDescription(problem);
    edit.setProperty("problem", !problem.isEmpty());
    edit.style()->unpolish(&edit);
    edit.style()->polish(&edit);
}

} // namespace

LogPanel::LogPanel(const Theme &theme, Notice &notice, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_notice(notice)
    , m_filter(this)
    , m_view(new LogView(theme, this))
    , m_search(new QLineEdit(this))
    , m_count(new PlainLabel(u"dim"_s, this))
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
    layout->addWidget(m_view, 1);
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
    layout->addStretch(2);
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
    connect(&m_filter, &models::LogFilter::changed, this, &LogPanel::refreshCount);
    connect(&m_writer, &models::FileWriter::finished, this, &LogPanel::onSaved);
    m_follow->setChecked(m_view->isFollowing());
}

void LogPanel::setLog(models::LogBuffer *buffer, const QString &name, const QString &file)
{
    m_name = name;
    m_file = file;
    if (m_buffer == buffer && buffer)
        return;
    m_buffer = buffer;
    m_filter.setBuffer(buffer);
    m_view->setBuffer(buffer);
    refreshFilter();
}

void LogPanel::setPlaceholder(const QString &text)
{
    m_placeholder = text;
    refreshPlaceholder();
}

void LogPanel::focusSearch()
{
    m_search->setFocus();
    m_search->selectAll();
}

std::vector<KeyHint> LogPanel::keyHints()
{
    const auto key = [](const char *text) { return QKeySequence(QLatin1String(text)); };
    return {{{key("/")}, tr("Search the log")},
            {{key("N"), key("Shift+N")}, tr("Next, previous match")},
            {{key("O")}, tr("Only lines that match")},
            {{key("F"), key("End")}, tr("Follow the end")},
            {{key("W")}, tr("Wrap long lines")},
            {{key("T")}, tr("Times of the lines")},
            {{key("Shift+Up"), key("Shift+Down")}, tr("Select more lines")},
            {{key("Ctrl+C")}, tr("Copy the selected lines")},
            {{key("Ctrl+S")}, tr("Save the whole log")}};
}

void LogPanel::search()
{
    const QRegularExpression expression = expressionOf(m_search->text(), m_isExpression->isChecked());
    setProblem(*m_search, expression.isValid() ? QString()
                                               : tr("This is no regular expression: %1").arg(expression.errorString()));
    m_view->setHighlight(expression);
    m_filter.setExpression(expression);
    for (QPushButton *button : {m_previous, m_next, m_onlyMatches})
        button->setEnabled(!m_search->text().isEmpty() && expression.isValid());
    refreshFilter();
}

void LogPanel::refreshFilter()
{
    m_view->setFilter(m_onlyMatches->isChecked() && m_filter.isActive() ? &m_filter : nullptr);
    refreshCount();
}

//! "3 of 120": lines that match; "…" while there may be more.
void LogPanel::refreshCount()
{
    QString text;
    if (!m_search->text().isEmpty() && !m_filter.expression().isValid()) {
        text = tr("no expression");
    } else if (m_filter.isActive()) {
        const QString all = models::numberText(m_filter.size()) + (m_filter.isDone() ? QString() : u"…"_s);
        const auto current = m_view->currentLine();
        const std::int64_t place = current ? m_filter.placeOf(*current) : m_filter.endPlace();
        const bool isMatch = place < m_filter.endPlace() && m_filter.line(place) == *current;
        text = isMatch ? tr("%1 of %2").arg(models::numberText(place - m_filter.firstPlace() + 1), all)
               : m_filter.size() == 0 && m_filter.isDone() ? tr("no match")
                                                           : tr("%1 found").arg(all);
    }
    m_count->setText(text);
    refreshPlaceholder();
}

void LogPanel::refreshPlaceholder()
{
    const bool hasLines = m_buffer && m_buffer->ring().size() > 0;
    m_view->setPlaceholder(!hasLines ? m_placeholder : m_filter.isDone() ? tr("No line matches.") : tr("Searching…"));
}

void LogPanel::find(bool backwards)
{
    if (m_filter.isActive())
        m_view->findNext(backwards);
}

bool LogPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    auto *key = static_cast<QKeyEvent *>(event);
    const Qt::KeyboardModifiers modifiers = key->modifiers() & ~Qt::KeypadModifier;
    const bool isPress = event->type() == QEvent::KeyPress;
    if (key->matches(QKeySequence::Save)) {
        if (isPress)
            askForFile();
    } else if (watched == m_view) {
        if (!isViewKey(*key) || (modifiers & ~Qt::ShiftModifier) != 0)
            return QWidget::eventFilter(watched, event);
        if (isPress)
            onViewKey(*key);
    } else if (!isPress || !onSearchKey(key->key(), modifiers)) {
        return QWidget::eventFilter(watched, event);
    }
    event->accept(); // the window has another "/"
    return true;
}

void LogPanel::onViewKey(const QKeyEvent &key)
{
    switch (key.key()) {
    case Qt::Key_N:
        return find(key.modifiers() & Qt::ShiftModifier);
    case Qt::Key_O:
        if (m_onlyMatches->isEnabled())
            m_onlyMatches->toggle();
        return;
    case Qt::Key_F:
        return m_follow->click();
    case Qt::Key_W:
        return m_wrap->toggle();
    case Qt::Key_T:
        return m_times->toggle();
    default: // wherever the keyboard has its slash
        focusSearch();
    }
}

bool LogPanel::onSearchKey(int key, Qt::KeyboardModifiers modifiers)
{
    switch (key) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        find(modifiers & Qt::ShiftModifier);
        return true;
    case Qt::Key_Down:
        m_view->setFocus();
        return true;
    case Qt::Key_Escape:
        if (m_search->text().isEmpty())
            m_view->setFocus();
        m_search->clear();
        return true;
    default:
        return false;
    }
}

//! What has no room in the bar is in the menu, and what is seldom asked for.
void LogPanel::showMenu()
{
    auto *menu = new QMenu(m_menu);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (QPushButton *toggle : {m_follow, m_wrap, m_times, m_onlyMatches}) {
        QAction *action = menu->addAction(toggle->accessibleName());
        action->setCheckable(true);
        action->setChecked(toggle->isChecked());
        action->setEnabled(toggle->isEnabled());
        connect(action, &QAction::triggered, toggle, &QPushButton::click);
    }
    menu->addSeparator();
    const bool hasLines = m_buffer && m_buffer->ring().size() > 0;
    QAction *copy = menu->addAction(tr("Copy the selected lines, else all"));
    copy->setEnabled(hasLines);
    connect(copy, &QAction::triggered, this, &LogPanel::copy);
    QAction *save = menu->addAction(tr("Save the whole log…"));
    save->setShortcut(QKeySequence::Save);
    save->setEnabled(hasLines);
    connect(save, &QAction::triggered, this, &LogPanel::askForFile);
    menu->popup(m_menu->mapToGlobal(QPoint(0, m_menu->height())));
}

void LogPanel::copy()
{
    if (!m_view->selection())
        m_view->selectAll();
    m_view->copy();
}

void LogPanel::askForFile()
{
    if (!m_buffer || m_buffer->ring().size() == 0)
        return;
    const QString time = QDateTime::currentDateTime().toString(u"yyyyMMdd-HHmm"_s);
    auto *dialog = new QFileDialog(this, tr("Save the log"), m_folder.isEmpty() ? QDir::homePath() : m_folder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Logs (*.log)"), tr("All files (*)")});
    dialog->setDefaultSuffix(u"log"_s);
    dialog->selectFile(u"%1-%2.log"_s.arg(m_name.isEmpty() ? u"log"_s : m_name, time));
    connect(dialog, &QFileDialog::fileSelected, this, &LogPanel::save);
    dialog->open();
}

//! Of what the buffer no longer has, the file has all. A copy of the ring shares its text.
void LogPanel::save(const QString &path)
{
    if (!m_buffer)
        return;
    m_folder = QFileInfo(path).absolutePath();
    const bool withTimes = m_times->isChecked();
    const models::Remedy unread{tr("The file of the whole log cannot be read."),
                                tr("It may have been one of the oldest, which are removed. Copy what is shown.")};
    if (m_buffer->ring().gone() == 0 || m_file.isEmpty())
        m_writer.stream(
            path,
            [ring = m_buffer->ring(), withTimes](QIODevice &out) { return models::writeLogText(out, ring, withTimes); },
            unread);
    else
        m_writer.stream(
            path, [file = m_file, withTimes](QIODevice &out) { return models::writeLogFileText(out, file, withTimes); },
            unread);
}

void LogPanel::onSaved(const models::FileWriter::Outcome &outcome)
{
    const QString path = models::plainLine(QDir::toNativeSeparators(outcome.path), 400);
    if (outcome.problem)
        m_notice.say(tr("%1 was not written. %2 %3").arg(path, outcome.problem->cause, outcome.problem->remedy),
                     models::Severity::Error);
    else
        m_notice.say(tr("Written: %1, %2").arg(path, QLocale().formattedDataSize(outcome.bytes)));
}

void LogPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrangeBar();
}

//! What is filtered is always said.
void LogPanel::arrangeBar()
{
    m_onlyMatches->setVisible(width() >= WideBar || m_onlyMatches->isChecked());
    for (QPushButton *button : {m_follow, m_wrap, m_times})
        button->setVisible(width() >= SwitchesBar + (m_onlyMatches->isHidden() ? 0 : WideBar - SwitchesBar));
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
