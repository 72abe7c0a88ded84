// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "approvalform.h"

#include "ui/widgets/approvalfacts.h"
#include "ui/widgets/labels.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

ApprovalForm::ApprovalForm(QWidget *parent)
    : QFrame(parent)
    , m_facts(new ApprovalFacts(tr("Look at it in the kubeconfig; if you trust it, start with --allow-exec."), this))
    , m_allow(new QPushButton(tr("Allow and connect"), this))
{
    setAccessibleName(tr("Credential plugin that waits for approval"));
    auto *text = new PlainLabel(u"text"_s, this);
    text->setText(
        tr("This context logs in with a program on this machine. Allow it only if you know it; it is asked for again "
           "when the program or its arguments change."));
    text->setWordWrap(true);
    m_allow->setProperty("primary", true);
    m_allow->setAutoDefault(false); // never by a stray Enter
    connect(m_allow, &QPushButton::clicked, this, &ApprovalForm::approved);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 4);
    layout->setSpacing(8);
    layout->addWidget(text);
    layout->addWidget(m_facts);
    layout->addWidget(m_allow, 0, Qt::AlignLeft);
}

void ApprovalForm::setApproval(const processes::ProgramApproval &approval)
{
    m_facts->setApproval(approval);
    m_allow->setEnabled(m_facts->isWhole());
}

} // namespace fairlead::ui
