// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "pruneview.h"

#include "models/docker/dockerremedies.h"
#include "models/docker/prunetext.h"
#include "models/plaintext.h"
#include "prunerows.h"
#include "ui/theme/theme.h"
#include "ui/widgets/choicerow.h"
#include "ui/widgets/labels.h"

#include <QKeyEvent>
#include <QListView>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

PruneView::PruneView(const Theme &theme, QWidget *parent)
    : Panel(parent)
    , m_rows(new PruneRows(this))
    , m_title(new PlainLabel(u"heading"_s, this))
    , m_which(new ChoiceRow(tr("Which images"), {tr("Without a name"), tr("All unused")}, this))
    , m_text(new PlainLabel(u"text"_s, this))
    , m_list(new QListView(this))
    , m_all(new QPushButton(this))
    , m_question(new PlainLabel(u"section"_s, this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
    , m_remove(new QPushButton(this))
{
    setAccessibleName(tr("Clean up"));
    setMinimumWidth(280);
    m_title->setWordWrap(true);
    m_text->makeParagraph();
    m_question->setWordWrap(true);
    m_list->setModel(m_rows);
    m_list->setItemDelegate(new PruneDelegate(theme, m_list));
    m_list->setObjectName(u"fitting"_s);
    m_list->setAccessibleName(tr("Images that could go"));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_all->setObjectName(u"link"_s);
    m_remove->setProperty("danger", true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 12, 14);
    layout->setSpacing(8);
    layout->addWidget(m_title);
    layout->addWidget(m_which);
    layout->addWidget(m_text);
    layout->addWidget(m_all, 0, Qt::AlignLeft);
    layout->addWidget(m_list, 1);
    layout->addStretch(0); // where there is no list
    layout->addWidget(m_question);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_cancel, 1);
    buttons->addWidget(m_remove, 1);
    layout->addLayout(buttons);
    connect(m_which, &ChoiceRow::chosen, this, [this](int choice) {
        m_isDanglingOnly = choice == 0;
        start(m_daemonId, m_daemonName);
        emit listRequested(m_daemonId, m_isDanglingOnly);
    });
    connect(m_rows, &PruneRows::checksChanged, this, &PruneView::refresh);
    connect(m_all, &QPushButton::clicked, this, [this] { m_rows->setAllChecked(m_rows->checkedIds().isEmpty()); });
    connect(m_cancel, &QPushButton::clicked, this, &PruneView::cancelled);
    connect(m_remove, &QPushButton::clicked, this, [this] { emit pruneRequested(m_daemonId, m_rows->checkedIds()); });
}

void PruneView::start(const QString &daemonId, const QString &daemonName)
{
    m_daemonId = daemonId;
    m_daemonName = daemonName;
    m_which->setCurrent(m_isDanglingOnly ? 0 : 1);
    m_title->setText(tr("Clean up %1").arg(models::plainLine(daemonName, 120)));
    m_rows->setList({});
    m_text->setText(tr("Asking the daemon what nothing needs…"));
    m_cancel->setFocus();
}

void PruneView::setList(const QString &daemonId, const docker::PruneList &list)
{
    if (daemonId != m_daemonId)
        return;
    m_rows->setList(list);
    if (!list.candidates.empty())
        m_list->setCurrentIndex(m_rows->index(0));
}

void PruneView::setFailure(const QString &daemonId, const ApiError &error)
{
    if (daemonId != m_daemonId)
        return;
    m_rows->setList({});
    m_text->setText(tr("%1 %2").arg(models::daemonRemedyFor(error).cause, models::plainText(error.message, 1'000)));
}

void PruneView::refresh()
{
    const QStringList ids = m_rows->checkedIds();
    const models::PruneTotal total = models::pruneTotal(m_rows->list(), ids);
    const bool hasRows = m_rows->rowCount() > 0;
    m_all->setVisible(hasRows);
    m_all->setText(ids.isEmpty() ? tr("Check all") : tr("Check none"));
    m_list->setVisible(hasRows);
    m_remove->setVisible(hasRows);
    m_remove->setEnabled(!ids.isEmpty());
    m_remove->setText(tr("Remove %Ln", nullptr, total.images));
    m_question->setVisible(hasRows);
    m_question->setText(tr("Remove %Ln image(s) (%1) from %2?", nullptr, total.images)
                            .arg(models::pruneSizeText(total), models::plainLine(m_daemonName, 120)));
    if (hasRows)
        m_text->setText(tr("No container was made from these, running or not, and no image here is built on them. "
                           "What a container takes meanwhile stays."));
    else
        m_text->setText(m_isDanglingOnly ? tr("Every image has a name, or something needs it.")
                                         : tr("Every image is needed by a container or by another image."));
}

void PruneView::keyPressEvent(QKeyEvent *event)
{
    auto *button = qobject_cast<QPushButton *>(focusWidget());
    if (event->key() == Qt::Key_Escape)
        emit cancelled();
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && button && button->hasFocus())
        button->click(); // outside of dialogs Qt presses a button by Space alone
    else
        Panel::keyPressEvent(event);
}

} // namespace fairlead::ui
