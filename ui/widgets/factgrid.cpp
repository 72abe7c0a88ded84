// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "factgrid.h"

#include "labels.h"
#include "models/plaintext.h"
#include "wrappedtext.h"

#include <QGridLayout>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

FactGrid::FactGrid(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QGridLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setHorizontalSpacing(12);
    m_layout->setVerticalSpacing(4);
    m_layout->setColumnMinimumWidth(0, 76);
    m_layout->setColumnStretch(1, 1);
}

void FactGrid::setFacts(const Facts &facts)
{
    std::size_t used = 0;
    for (const auto &[name, value] : facts) {
        if (value.isEmpty())
            continue;
        if (used == m_rows.size()) {
            Row row{new PlainLabel(u"dim"_s, this), new WrappedText(u"value"_s, this)};
            m_layout->addWidget(row.name, int(used), 0, Qt::AlignTop);
            m_layout->addWidget(row.value, int(used), 1);
            m_rows.push_back(row);
        }
        const Row &row = m_rows[used++];
        const QString shown = models::plainText(value, Longest);
        if (row.name->text() != name)
            row.name->setText(name);
        row.value->setText(shown);
        row.value->setAccessibleName(name);
        row.name->show();
        row.value->show();
    }
    for (std::size_t i = used; i < m_rows.size(); ++i) {
        m_rows[i].name->hide();
        m_rows[i].value->hide();
    }
}

} // namespace fairlead::ui
