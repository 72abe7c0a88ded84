// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "approvaldialog.h"

#include "approvalfacts.h"
#include "backends/registry/prepushprompts.h"
#include "labels.h"
#include "screenfit.h"

#include <QKeyEvent>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

constexpr int Width = 620;
constexpr qsizetype MostImages = 12; // that are named

} // namespace

ApprovalDialog::ApprovalDialog(const registry::HookQuestion &question, QWidget *parent)
    : QDialog(parent)
    , m_scroll(new QScrollArea(this))
    , m_allow(new QPushButton(tr("Allow and remember"), this))
{
    setWindowTitle(tr("Run a program before the push?"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setAccessibleName(tr("Program that waits for approval"));
    m_scroll->setWidget(makeBody());
    m_allow->setProperty("primary", true);
    auto *notNow = new QPushButton(tr("Not now"), this);
    for (QPushButton *button : {m_allow, notNow})
        button->setAutoDefault(false); // never by a stray Enter
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(20, 0, 20, 0);
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(notNow);
    buttons->addWidget(m_allow);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 6, 0, 16);
    layout->setSpacing(12);
    layout->addWidget(m_scroll, 1);
    layout->addLayout(buttons);
    connect(m_allow, &QPushButton::clicked, this, &QDialog::accept);
    connect(notNow, &QPushButton::clicked, this, &QDialog::reject);
    setQuestion(question);
    m_scroll->setFocus(); // it comes while somebody types elsewhere
}

QWidget *ApprovalDialog::makeBody()
{
    auto *body = new QWidget(this);
    body->setObjectName(u"scrolled"_s);
    auto *text = new PlainLabel(u"text"_s, body);
    text->setText(
        tr("The settings want this program to run before images are pushed. It can do all that you can. "
           "Allow it only if you know it; it is asked for again when the program, its arguments or files among these "
           "change. What these run or read in turn is not looked at."));
    text->setWordWrap(true);
    m_facts = new ApprovalFacts(tr("Look at it in the form of the registry; if you trust it, start with --allow-exec."),
                                body);
    auto *layout = new QVBoxLayout(body);
    layout->setContentsMargins(20, 12, 20, 0);
    layout->setSpacing(12);
    layout->addWidget(text);
    layout->addWidget(m_facts);
    layout->addStretch(1);
    return body;
}

void ApprovalDialog::setQuestion(const registry::HookQuestion &question)
{
    QStringList registries;
    QStringList images;
    for (const registry::HookUse &use : question.uses) {
        registries += use.registry;
        images += use.image;
    }
    registries.removeDuplicates();
    registries.sort(); // they come in any order
    images.sort();
    if (const qsizetype more = images.size() - MostImages; more > 0) {
        images.resize(MostImages);
        images += tr("and %Ln more", nullptr, int(more));
    }
    m_facts->setApproval(question.approval,
                         {{tr("Registry"), registries.join(u'\n')}, {tr("Image"), images.join(u'\n')}});
    m_allow->setEnabled(m_facts->isWhole());
    fitToText();
}

//! As high as the text, as far as the screen goes; never lower than it was.
void ApprovalDialog::fitToText()
{
    ensurePolished();
    QWidget *body = m_scroll->widget();
    for (QWidget *part : body->findChildren<QWidget *>()) {
        if (part->layout()) // which knows only at the next turn of the loop what has come
            part->layout()->invalidate();
    }
    body->layout()->invalidate();
    const QMargins margins = layout()->contentsMargins();
    const int below = margins.top() + layout()->spacing() + m_allow->sizeHint().height() + margins.bottom();
    const int wide = isVisible() ? width() : Width;
    const int high = body->layout()->totalHeightForWidth(wide) + below;
    resize(wide, isVisible() ? qMax(height(), high) : high);
    fitToScreen(*this);
}

//! Where the focus is on purpose, Enter is Space.
void ApprovalDialog::keyPressEvent(QKeyEvent *event)
{
    auto *button = qobject_cast<QPushButton *>(focusWidget());
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && button)
        button->click();
    else
        QDialog::keyPressEvent(event);
}

} // namespace fairlead::ui
