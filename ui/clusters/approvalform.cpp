// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "approvalform.h"

#include "backends/processes/programpolicy.h"
#include "ui/widgets/factgrid.h"
#include "ui/widgets/labels.h"

#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

//! One argument a line, each with its number, so that a newline in one is not taken for the next.
QString numbered(const QStringList &arguments)
{
    QStringList lines;
    for (const QString &argument : arguments)
        lines +=
            u"%1  %2"_s.arg(lines.size() + 1).arg(QString(argument).replace(u'\n', "\\n"_L1).replace(u'\t', "\\t"_L1));
    return lines.join(u'\n');
}

} // namespace

ApprovalForm::ApprovalForm(QWidget *parent)
    : QFrame(parent)
    , m_facts(new FactGrid(this))
    , m_allow(new QPushButton(tr("Allow and connect"), this))
    , m_tooLong(new PlainLabel(u"error"_s, this))
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
    m_tooLong->setText(tr("This is too long to be shown here in full, and so cannot be allowed here. Look at it in the "
                          "kubeconfig; if you "
                          "trust it, start with --allow-exec."));
    m_tooLong->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 4);
    layout->setSpacing(8);
    layout->addWidget(text);
    layout->addWidget(m_facts);
    layout->addWidget(m_tooLong);
    layout->addWidget(m_allow, 0, Qt::AlignLeft);
}

void ApprovalForm::setApproval(const processes::ProgramApproval &approval)
{
    const QString arguments = numbered(approval.args);
    const QString names = approval.envNames.join(u'\n');
    const bool isShown = std::max({approval.program.size(), arguments.size(), names.size()}) < FactGrid::Longest;
    m_allow->setEnabled(isShown);
    m_tooLong->setVisible(!isShown);
    m_facts->setFacts({{tr("Program"), approval.program},
                       {tr("Arguments"), arguments},
                       {tr("Environment"), names},
                       {tr("SHA-256"), QString::fromLatin1(approval.fileHash)}});
}

} // namespace fairlead::ui
