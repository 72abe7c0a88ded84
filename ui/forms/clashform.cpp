// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "clashform.h"

#include "models/plaintext.h"
#include "ui/widgets/choicerow.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/wrappedtext.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

constexpr qsizetype LongestKey = 200; // characters that are shown

} // namespace

ClashForm::ClashForm(const QString &object, const QString &gone, QWidget *parent)
    : QFrame(parent)
    , m_object(object)
    , m_gone(gone)
    , m_title(new PlainLabel(u"warning"_s, this))
{
    setObjectName(u"question"_s);
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Changed by others meanwhile"));
    m_title->setWordWrap(true);
    auto *save = new QPushButton(tr("Save like this"), this);
    save->setProperty("primary", true);
    auto *back = new QPushButton(tr("Keep editing"), this);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(back);
    buttons->addWidget(save);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 12, 10);
    layout->setSpacing(8);
    layout->addWidget(m_title);
    layout->addLayout(buttons);
    connect(save, &QPushButton::clicked, this, &ClashForm::accept);
    connect(back, &QPushButton::clicked, this, [this] {
        hide();
        emit left();
    });
    hide();
}

void ClashForm::ask(const std::vector<models::ClashText> &clashes)
{
    delete m_body;
    m_rows.clear();
    m_body = new QWidget(this);
    m_grid = new QGridLayout(m_body);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(12);
    m_grid->setVerticalSpacing(4);
    m_grid->setColumnStretch(1, 1);
    m_isGone = false;
    for (const models::ClashText &clash : clashes)
        addRow(clash);
    m_title->setText(m_isGone ? m_gone
                              : tr("Somebody has changed the same in the settings file meanwhile. Nothing was written "
                                   "yet: choose what counts."));
    static_cast<QBoxLayout *>(layout())->insertWidget(1, m_body);
    show();
    m_rows.front().choice->findChild<QPushButton *>()->setFocus();
}

void ClashForm::addRow(const models::ClashText &clash)
{
    const QString &key = clash.key;
    m_isGone = m_isGone || key.isEmpty();
    const int line = m_grid->rowCount();
    const auto side = [this](int row, const QString &name, const QString &text) {
        auto *label = new PlainLabel(u"dim"_s, m_body);
        label->setText(name);
        auto *value = new WrappedText(u"value"_s, m_body);
        value->setText(text);
        value->setAccessibleName(name);
        m_grid->addWidget(label, row, 0, Qt::AlignTop);
        m_grid->addWidget(value, row, 1);
    };
    const QString field = key.isEmpty() ? m_object : models::plainLine(key, LongestKey);
    auto *choice = new ChoiceRow(field, {tr("Yours"), tr("Theirs")}, m_body);
    choice->setText(field);
    choice->setMinimumHeight(24);
    choice->setMaximumWidth(360);
    m_grid->addWidget(choice, line, 0, 1, 2);
    const auto orEmpty = [](const QString &text) { return text.isEmpty() ? tr("(empty)") : text; };
    side(line + 1, tr("Yours"), key.isEmpty() ? tr("as in the form") : orEmpty(clash.ours));
    side(line + 2, tr("Theirs"), orEmpty(clash.theirs));
    const std::size_t place = m_rows.size();
    m_rows.push_back({key, choice, false});
    connect(choice, &ChoiceRow::chosen, this, [this, place](int which) {
        m_rows[place].isTheirs = which == 1;
        m_rows[place].choice->setCurrent(which);
    });
}

void ClashForm::accept()
{
    hide();
    QStringList theirs;
    for (const Row &row : m_rows) {
        if (row.isTheirs)
            theirs += row.key;
    }
    if (m_isGone && !theirs.isEmpty())
        emit dropped();
    else
        emit resolved(theirs);
}

void ClashForm::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape) {
        QFrame::keyPressEvent(event);
        return;
    }
    hide();
    emit left();
}

} // namespace fairlead::ui
