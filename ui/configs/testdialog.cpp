// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "testdialog.h"

#include "models/plaintext.h"
#include "ui/widgets/choicebutton.h"
#include "ui/widgets/labels.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

//! Names of \p objects behind \p nobody; \p ids gets theirs.
template <class Objects>
QStringList choicesOf(const Objects &objects, const QString &nobody, QStringList &ids)
{
    QStringList names{nobody};
    ids = {QString()};
    for (const auto &object : objects) {
        names += models::plainLine(object.name, 80);
        ids += object.id;
    }
    return names;
}

} // namespace

TestDialog::TestDialog(const QString &name, const settings::Settings &settings, const models::TestWishes &wishes,
                       QWidget *parent)
    : QDialog(parent)
    , m_user(new ChoiceButton(this))
    , m_project(new ChoiceButton(this))
    , m_command(new QLineEdit(wishes.command, this))
    , m_callback(new QLineEdit(wishes.callback, this))
    , m_problem(new PlainLabel(u"error"_s, this))
    , m_test(new QPushButton(tr("Test"), this))
{
    setWindowTitle(tr("Test %1").arg(models::plainLine(name, 100)));
    setMinimumWidth(520);
    m_user->setChoices(choicesOf(settings.users, tr("nobody"), m_userIds));
    m_project->setChoices(choicesOf(settings.projects, tr("none"), m_projectIds));
    m_user->setCurrent(int(std::max<qsizetype>(0, m_userIds.indexOf(wishes.userId))));
    m_project->setCurrent(int(std::max<qsizetype>(0, m_projectIds.indexOf(wishes.projectId))));
    m_command->setPlaceholderText(tr("prints the devices that it sees"));
    m_callback->setPlaceholderText(tr("none; host:port, such as that of a service of yours"));
    auto *form = new QFormLayout;
    const auto add = [form](const QString &title, QWidget *editor) {
        editor->setAccessibleName(title);
        form->addRow(title, editor);
    };
    add(tr("For"), m_user);
    add(tr("In project"), m_project);
    add(tr("Command"), m_command);
    add(tr("Has to reach"), m_callback);
    auto *explanation = new PlainLabel(u"dim"_s, this);
    explanation->setText(
        tr("On every target all is tried that a launch does, at last with a pod or a container of some "
           "seconds. What is made for it is taken away again."));
    explanation->setWordWrap(true);
    m_problem->setWordWrap(true);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    m_test->setProperty("primary", true);
    m_test->setDefault(true);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_test);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 18, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(explanation);
    layout->addLayout(form);
    layout->addWidget(m_problem);
    layout->addLayout(buttons);
    connect(m_callback, &QLineEdit::textChanged, this, &TestDialog::refresh);
    connect(m_test, &QPushButton::clicked, this, &QDialog::accept);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    m_command->setFocus();
    refresh();
}

models::TestWishes TestDialog::wishes() const
{
    return {.userId = m_userIds.value(m_user->current()),
            .projectId = m_projectIds.value(m_project->current()),
            .command = m_command->text().trimmed(),
            .callback = m_callback->text().trimmed()};
}

void TestDialog::refresh()
{
    const QString callback = wishes().callback;
    const bool isRight = callback.isEmpty() || models::isCallback(callback);
    m_problem->setText(isRight ? QString() : tr("Expected a host with its port, such as 10.0.0.5:8080"));
    m_test->setEnabled(isRight);
}

} // namespace fairlead::ui
