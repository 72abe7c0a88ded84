// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "editpanel.h"

#include "formfield.h"
#include "models/plaintext.h"
#include "ui/widgets/formkeys.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/question.h"

#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

constexpr int LongestText = 4'096;
constexpr qsizetype LongestSide = 300; // characters of what both have
constexpr qsizetype LongestKey = 200;

} // namespace

EditPanel::EditPanel(const QString &submit, QWidget *parent)
    : Panel(parent)
    , m_title(new PlainLabel(u"heading"_s, this))
    , m_danger(new PlainLabel(u"error"_s, this))
    , m_against(new PlainLabel(u"error"_s, this))
    , m_leaving(new Question(this))
    , m_submit(new QPushButton(submit, this))
{
    setMinimumWidth(280);
    m_scroll = new QScrollArea(this);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_body = new QWidget(m_scroll);
    m_body->setObjectName(u"scrolled"_s);
    m_scroll->setWidget(m_body);
    m_fields = new QVBoxLayout(m_body);
    m_fields->setContentsMargins(16, 0, 16, 8);
    m_fields->setSpacing(4);
    m_fields->addStretch(1);

    for (PlainLabel *label : {m_danger, m_against}) {
        label->makeParagraph();
        label->hide();
    }
    m_submit->setProperty("primary", true);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_submit, 1);
    buttons->addWidget(cancel, 1);
    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(16, 10, 16, 14);
    foot->setSpacing(8);
    foot->addWidget(m_danger);
    foot->addWidget(m_against);
    foot->addWidget(makeClashes());
    foot->addWidget(m_leaving);
    foot->addLayout(buttons);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(8);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(16, 12, 16, 0);
    head->addWidget(m_title);
    layout->addLayout(head);
    layout->addWidget(m_scroll, 1);
    layout->addLayout(foot);
    connect(m_submit, &QPushButton::clicked, this, &EditPanel::trySubmit);
    connect(cancel, &QPushButton::clicked, this, &EditPanel::cancelled);
}

void EditPanel::askToLeave(std::function<void()> discard, std::function<void()> saving)
{
    std::vector<Question::Answer> answers{{tr("Keep editing"), [this] { m_body->setFocus(); }},
                                          {tr("Discard"), std::move(discard)}};
    if (m_state.canSave())
        answers.push_back({tr("Save"),
                           [this, saving = std::move(saving)] {
                               if (m_state.canSave()) // the fields can still be written in
                                   saving();
                               trySubmit();
                           },
                           true});
    m_leaving->ask(tr("What you wrote is not saved yet."), std::move(answers));
}

void EditPanel::hideEvent(QHideEvent *event)
{
    m_leaving->withdraw();
    Panel::hideEvent(event);
}

QWidget *EditPanel::makeClashes()
{
    m_clashes = new QWidget(this);
    m_clashes->setAccessibleName(tr("Changed by somebody else meanwhile"));
    m_clashText = new PlainLabel(u"text"_s, m_clashes);
    m_clashText->makeParagraph();
    auto *mine = new QPushButton(tr("Keep mine"), m_clashes);
    auto *theirs = new QPushButton(tr("Take theirs"), m_clashes);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(mine, 1);
    buttons->addWidget(theirs, 1);
    auto *layout = new QVBoxLayout(m_clashes);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_clashText);
    layout->addLayout(buttons);
    connect(mine, &QPushButton::clicked, this, &EditPanel::keepMineRequested);
    connect(theirs, &QPushButton::clicked, this, &EditPanel::takeTheirsRequested);
    m_clashes->hide();
    return m_clashes;
}

void EditPanel::setTitle(const QString &title)
{
    m_title->setText(title);
    setAccessibleName(title);
}

FormField *EditPanel::addField(const QString &label, QWidget *editor)
{
    auto *field = new FormField(label, editor, m_body);
    addWidget(field);
    // Behind the key, which would press the button that gets the focus.
    if (auto *line = qobject_cast<QLineEdit *>(editor))
        connect(line, &QLineEdit::returnPressed, this, &EditPanel::trySubmit, Qt::QueuedConnection);
    return field;
}

FormField *EditPanel::addField(const QString &key, const QString &label, QWidget *editor)
{
    FormField *field = addField(label, editor);
    m_byKey.insert(key, field);
    m_problems.addField(key);
    if (auto *line = qobject_cast<QLineEdit *>(editor))
        connect(line, &QLineEdit::textChanged, this, [this, key] { m_problems.touch(key); });
    return field;
}

QLineEdit *EditPanel::addLine(const QString &key, const QString &label, const QString &placeholder)
{
    auto *line = new QLineEdit(m_body);
    line->setMaxLength(LongestText);
    line->setPlaceholderText(placeholder);
    addField(key, label, line);
    return line;
}

void EditPanel::addWidget(QWidget *widget)
{
    m_fields->insertWidget(m_fields->count() - 1, widget);
}

void EditPanel::setDanger(const QString &danger)
{
    m_danger->setText(danger);
    m_danger->setVisible(!danger.isEmpty());
}

void EditPanel::setProblems(std::vector<models::FieldProblem> problems)
{
    m_problems.set(std::move(problems));
    showMessages();
    m_state.errors = m_problems.errorCount();
    refreshSubmit();
}

void EditPanel::showMessages()
{
    for (auto it = m_byKey.cbegin(); it != m_byKey.cend(); ++it) {
        const models::FieldProblems::Shown shown = m_problems.shown(it.key());
        (*it)->setMessage(shown.text, shown.severity);
    }
}

void EditPanel::beginFields(bool isNew)
{
    m_problems.begin(!isNew);
}

//! Where something is wrong it leads to what has to be mended first.
void EditPanel::trySubmit()
{
    if (m_state.canSave())
        return submit();
    if (!m_submit->isEnabled())
        return;
    m_problems.showAll();
    showMessages();
    if (FormField *field = m_byKey.value(m_problems.firstError())) {
        field->editor()->setFocus(Qt::OtherFocusReason);
        m_scroll->ensureWidgetVisible(field, 0, 24);
    }
}

void EditPanel::setRight(bool isRight)
{
    m_state.errors = isRight ? 0 : 1;
    refreshSubmit();
}

void EditPanel::setReadOnly(const QString &why)
{
    m_readOnly = why;
    m_state.isReadOnly = !why.isEmpty();
    refreshSubmit();
}

void EditPanel::setBusy(bool isBusy)
{
    m_state.isSaving = isBusy;
    refreshSubmit();
}

void EditPanel::setFailure(const QString &why)
{
    m_failure = why;
    refreshSubmit();
}

void EditPanel::refreshSubmit()
{
    const QString against = m_readOnly.isEmpty() ? m_failure : m_readOnly;
    m_against->setText(against);
    m_against->setVisible(!against.isEmpty());
    const bool canShowWhy = m_state.canTry() && !m_state.isClashing && m_problems.errorCount() > 0;
    m_submit->setEnabled(m_state.canSave() || canShowWhy);
}

void EditPanel::showClashes(const std::vector<models::ClashText> &clashes)
{
    QStringList lines;
    const auto side = [](const QString &text) {
        return text.isEmpty() ? tr("nothing") : models::plainLine(text, LongestSide);
    };
    for (const models::ClashText &clash : clashes) {
        const QString theirs = side(clash.theirs);
        const QString ours = side(clash.ours);
        lines +=
            clash.key.isEmpty()
                ? tr("Theirs: %1. Yours: %2.").arg(theirs, ours)
                : tr("%1\n    theirs: %2\n    yours: %3").arg(models::plainLine(clash.key, LongestKey), theirs, ours);
    }
    lines.prepend(tr("Somebody else has saved this meanwhile. Nothing of yours was written."));
    m_clashText->setText(lines.join(u'\n'));
    m_clashes->setVisible(!clashes.empty());
    m_state.isClashing = !clashes.empty();
    refreshSubmit();
}

void EditPanel::keyPressEvent(QKeyEvent *event)
{
    if (!takeFormKey(*this, *event, [this] { emit cancelled(); }))
        Panel::keyPressEvent(event);
}

} // namespace fairlead::ui
