// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "approvalform.h"

#include "backends/kubernetes/auth/execpolicy.h"
#include "ui/widgets/factgrid.h"
#include "ui/widgets/labels.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

ApprovalForm::ApprovalForm(QWidget *parent)
    : QFrame(parent)
    , m_facts(new FactGrid(this))
{
    setAccessibleName(tr("Credential plugin that waits for approval"));
    auto *text = new PlainLabel(u"text"_s, this);
    text->setText(
        tr("This context logs in with a program on this machine. Allow it only if you know it; it is asked for again "
           "when the program or its arguments change."));
    text->setWordWrap(true);
    auto *button = new QPushButton(tr("Allow and connect"), this);
    button->setProperty("primary", true);
    button->setAutoDefault(false); // never by a stray Enter
    connect(button, &QPushButton::clicked, this, &ApprovalForm::approved);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 4);
    layout->setSpacing(8);
    layout->addWidget(text);
    layout->addWidget(m_facts);
    layout->addWidget(button, 0, Qt::AlignLeft);
}

void ApprovalForm::setApproval(const kubernetes::ExecApproval &approval)
{
    m_facts->setFacts({{tr("Program"), approval.program},
                       {tr("Arguments"), approval.args.join(u'\n')},
                       {tr("Environment"), approval.envNames.join(u'\n')},
                       {tr("SHA-256"), QString::fromLatin1(approval.fileHash)}});
}

} // namespace fairlead::ui
