// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "commandpalette.h"

#include "models/fuzzyscore.h"
#include "models/plaintext.h"
#include "palettedelegate.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

constexpr int Width = 560;
constexpr int Top = 72;
constexpr std::size_t MostShown = 50;
constexpr int VisibleRows = 12;

} // namespace

CommandPalette::CommandPalette(const Theme &theme, std::function<std::vector<Command>()> commands,
                               MakeFindCommands find, QWidget *window)
    : QFrame(window)
    , m_makeCommands(std::move(commands))
    , m_makeFind(std::move(find))
    , m_edit(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_model(new QStandardItemModel(this))
{
    setObjectName(u"palette"_s);
    setAccessibleName(tr("Commands"));
    setAttribute(Qt::WA_StyledBackground);
    m_edit->setPlaceholderText(tr("Action, node, holder, waiting pod, context or product"));
    m_edit->setAccessibleName(tr("Command"));
    m_edit->installEventFilter(this);
    m_list->setObjectName(u"holders"_s);
    m_list->setAccessibleName(tr("Commands found"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(theme, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 10, 10, 10);
    layout->addWidget(m_edit);
    layout->addWidget(m_list);
    connect(m_edit, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex &index) { run(index.row()); });
    hide();
}

void CommandPalette::open()
{
    m_before = QApplication::focusWidget();
    m_commands = m_makeCommands();
    m_find = m_makeFind();
    m_edit->clear();
    search({});
    const int width = std::min(Width, parentWidget()->width() - 40);
    setGeometry((parentWidget()->width() - width) / 2, Top, width, sizeHint().height());
    show();
    raise();
    m_edit->setFocus();
}

//! What is very much is found only by typing: without that the list is what one can do.
void CommandPalette::search(const QString &text)
{
    std::vector<ScoredCommand> found;
    for (const Command &command : m_commands) {
        if (const auto score = models::fuzzyScore(text, command.title))
            found.push_back({command, *score});
    }
    if (!text.trimmed().isEmpty()) {
        std::vector<ScoredCommand> more = m_find(text, MostShown);
        std::move(more.begin(), more.end(), std::back_inserter(found));
    }
    std::stable_sort(found.begin(), found.end(), [](const auto &a, const auto &b) { return a.score > b.score; });
    if (found.size() > MostShown)
        found.erase(found.begin() + MostShown, found.end());
    m_shown.clear();
    m_model->clear();
    for (ScoredCommand &each : found) {
        m_shown.push_back(std::move(each.command));
        const Command &command = m_shown.back();
        auto *item = new QStandardItem(models::plainLine(command.title, 200));
        item->setData(command.group, PaletteDelegate::GroupRole);
        item->setData(command.keys, PaletteDelegate::KeysRole);
        item->setData(u"%1, %2"_s.arg(command.group, item->text()), Qt::AccessibleTextRole);
        m_model->appendRow(item);
    }
    const int rows = std::clamp(m_model->rowCount(), 1, VisibleRows);
    m_list->setFixedHeight(rows * PaletteDelegate::RowHeight + 2 * m_list->frameWidth());
    layout()->activate();
    resize(width(), sizeHint().height());
    if (m_model->rowCount() == 0) {
        auto *item = new QStandardItem(tr("Nothing has these letters in this order"));
        item->setFlags(Qt::NoItemFlags);
        m_model->appendRow(item);
    } else {
        m_list->setCurrentIndex(m_model->index(0, 0));
    }
}

void CommandPalette::run(int row)
{
    if (row < 0 || std::size_t(row) >= m_shown.size())
        return;
    const std::function<void()> action = m_shown[std::size_t(row)].run;
    leave();
    action();
}

void CommandPalette::leave()
{
    if (!isVisible())
        return;
    hide();
    if (m_before)
        m_before->setFocus();
    m_before = nullptr;
    m_commands.clear();
    m_find = {};
    m_shown.clear();
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_edit)
        return QFrame::eventFilter(watched, event);
    if (event->type() == QEvent::FocusOut) {
        leave();
        return false;
    }
    if (event->type() != QEvent::KeyPress)
        return false;
    const auto *key = static_cast<QKeyEvent *>(event);
    const auto move = [this](int by) {
        const int row = std::clamp(m_list->currentIndex().row() + by, 0, std::max(0, m_model->rowCount() - 1));
        m_list->setCurrentIndex(m_model->index(row, 0));
        return true;
    };
    switch (key->key()) {
    case Qt::Key_Down:
        return move(1);
    case Qt::Key_Up:
        return move(-1);
    case Qt::Key_PageDown:
        return move(VisibleRows);
    case Qt::Key_PageUp:
        return move(-VisibleRows);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        run(m_list->currentIndex().row());
        return true;
    case Qt::Key_Escape:
        if (m_before && m_before->window() != window())
            m_before->activateWindow(); // back to where it was opened
        leave();
        return true;
    default:
        return false;
    }
}

} // namespace fairlead::ui
