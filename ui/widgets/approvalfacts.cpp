// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "approvalfacts.h"

#include "backends/processes/programpolicy.h"
#include "labels.h"

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

QString filesText(const std::vector<processes::ApprovedFile> &files)
{
    QStringList lines;
    for (const processes::ApprovedFile &file : files) {
        const QString path = QString(file.path).replace(u'\n', "\\n"_L1);
        const QString hash = QString::fromLatin1(file.hash);
        lines += path;
        lines += hash.isEmpty() ? ApprovalFacts::tr("not covered: too large, or not readable") : hash;
    }
    return lines.join(u'\n');
}

} // namespace

ApprovalFacts::ApprovalFacts(const QString &elsewhere, QWidget *parent)
    : QWidget(parent)
    , m_changed(new PlainLabel(u"warning"_s, this))
    , m_facts(new FactGrid(this))
    , m_tooLong(new PlainLabel(u"error"_s, this))
{
    m_tooLong->setText(
        tr("This is too long to be shown here in full, and so cannot be allowed here. %1").arg(elsewhere));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    for (PlainLabel *label : {m_changed, m_tooLong}) {
        label->makeParagraph();
        label->hide();
    }
    layout->addWidget(m_tooLong); // above what has to be scrolled then
    layout->addWidget(m_changed);
    layout->addWidget(m_facts);
}

void ApprovalFacts::setApproval(const processes::ProgramApproval &approval, const FactGrid::Facts &first)
{
    const QString arguments = numbered(approval.args);
    const QString names = approval.envNames.join(u'\n');
    const QString files = filesText(approval.files);
    m_isWhole = std::max({approval.program.size(), arguments.size(), names.size(), files.size()}) < FactGrid::Longest;
    m_changed->setText(files.isEmpty()
                           ? tr("You have allowed this program before, and its file has changed since. Make sure that "
                                "you know why before you allow it again.")
                           : tr("You have allowed this program before, and its file, or one among its arguments, has "
                                "changed since. Make sure that you know why before you allow it again."));
    m_changed->setVisible(approval.isChanged);
    m_tooLong->setVisible(!m_isWhole);
    FactGrid::Facts facts = first;
    facts += {{tr("Program"), approval.program},
              {tr("Arguments"), arguments},
              {tr("Environment"), names},
              {tr("SHA-256"), QString::fromLatin1(approval.fileHash)}};
    if (!files.isEmpty())
        facts += {tr("Files with SHA-256"), files};
    m_facts->setFacts(facts);
}

} // namespace fairlead::ui
