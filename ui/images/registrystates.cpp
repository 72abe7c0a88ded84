// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "registrystates.h"

#include "models/plaintext.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/statelabel.h"
#include "ui/widgets/wrappedtext.h"

#include <QGridLayout>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

RegistryStates::RegistryStates(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_layout(new QGridLayout(this))
{
    m_layout->setContentsMargins(16, 0, 0, 0);
    m_layout->setHorizontalSpacing(8);
    m_layout->setVerticalSpacing(4);
    m_layout->setColumnStretch(0, 1);
}

void RegistryStates::setStates(const std::vector<models::RegistryState> &states)
{
    while (m_rows.size() < states.size()) {
        const Row row{new ElidedLabel(u"text"_s, this), new StateLabel(m_theme, this),
                      new WrappedText(u"value"_s, this)};
        const int line = int(m_rows.size()) * 2;
        m_layout->addWidget(row.name, line, 0);
        m_layout->addWidget(row.state, line, 1, Qt::AlignRight);
        m_layout->addWidget(row.text, line + 1, 0, 1, 2);
        m_rows.push_back(row);
    }
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const Row &row = m_rows[i];
        const bool isUsed = i < states.size();
        row.name->setVisible(isUsed);
        row.state->setVisible(isUsed);
        row.text->setVisible(isUsed);
        if (!isUsed)
            continue;
        const models::RegistryState &state = states[i];
        row.name->setFullText(models::plainLine(state.name, 200));
        row.state->setState(models::stateText(state.state), models::severityOf(state.state));
        QStringList lines;
        for (const QString &line : {models::digestText(state.digest), models::plainText(state.text, 4'000)}) {
            if (!line.isEmpty())
                lines += line;
        }
        row.text->setText(lines.join(u'\n'));
        row.text->setAccessibleName(tr("Registry %1").arg(models::plainLine(state.name, 200)));
        row.text->setVisible(!lines.isEmpty());
    }
}

} // namespace fairlead::ui
