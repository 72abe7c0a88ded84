// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "productcards.h"

#include "models/gpus/producttotalsmodel.h"
#include "productcard.h"

#include <QScrollBar>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

constexpr int Gap = 8;
constexpr int MinimumWidth = 168;
constexpr int MaximumWidth = 260;
constexpr int CardHeight = 88;

} // namespace

ProductCards::ProductCards(const Theme &theme, const models::ProductTotalsModel &totals, QWidget *parent)
    : QScrollArea(parent)
    , m_theme(theme)
    , m_totals(totals)
    , m_strip(new QWidget(this))
{
    setFrameShape(NoFrame);
    horizontalScrollBar()->ensurePolished(); // its height is asked for before it is ever shown
    setAccessibleName(tr("Totals per product"));
    m_strip->setObjectName(u"scrolled"_s);
    setWidget(m_strip);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    for (auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&totals, signal, this, &ProductCards::refresh);
    connect(&totals, &QAbstractItemModel::dataChanged, this, &ProductCards::refresh);
    refresh();
}

void ProductCards::refresh()
{
    const auto count = std::size_t(m_totals.rowCount());
    while (m_cards.size() < count) {
        auto *card = new ProductCard(m_theme, m_strip);
        const int row = int(m_cards.size());
        connect(card, &QAbstractButton::clicked, this, [this, row] {
            showSelected(); // whoever listens decides what is selected
            if (row < m_totals.rowCount())
                emit productActivated(accelerators::Product(m_totals.total(row).product));
        });
        connect(card, &ProductCard::left, this, &ProductCards::left);
        m_cards.push_back(card);
    }
    for (std::size_t i = 0; i < m_cards.size(); ++i) {
        m_cards[i]->setVisible(i < count);
        if (i < count)
            m_cards[i]->setProduct(m_totals.index(int(i)));
    }
    showSelected();
    setVisible(count > 0);
    arrange();
}

void ProductCards::setSelected(const std::optional<accelerators::Product> &product)
{
    m_selected = product;
    showSelected();
}

void ProductCards::showSelected()
{
    for (std::size_t i = 0; i < m_cards.size(); ++i)
        m_cards[i]->setChecked(int(i) < m_totals.rowCount() && m_selected == m_totals.total(int(i)).product);
}

void ProductCards::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    arrange();
}

void ProductCards::arrange()
{
    const int count = qMax(1, m_totals.rowCount());
    const int available = viewport()->width();
    const int width = qBound(MinimumWidth, (available - (count - 1) * Gap) / count, MaximumWidth);
    for (int i = 0; i < int(m_cards.size()); ++i)
        m_cards[std::size_t(i)]->setGeometry(i * (width + Gap), 0, width, CardHeight);
    m_strip->resize(count * width + (count - 1) * Gap, CardHeight);
    // Room for the bar also while there is none: one more product must not move what is below.
    setFixedHeight(CardHeight + horizontalScrollBar()->sizeHint().height());
}

} // namespace fairlead::ui
