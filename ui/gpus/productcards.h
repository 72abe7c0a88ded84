// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/accelerators/product.h"

#include <QScrollArea>

#include <optional>
#include <vector>

namespace fairlead::models {
class ProductTotalsModel;
}

namespace fairlead::ui {

class ProductCard;
class Theme;

//! The totals per product, side by side; more than fit are scrolled to.
class ProductCards : public QScrollArea
{
    Q_OBJECT
public:
    ProductCards(const Theme &theme, const models::ProductTotalsModel &totals, QWidget *parent = nullptr);

    //! The product that the inspector shows.
    void setSelected(const std::optional<accelerators::Product> &product);

signals:
    void productActivated(const fairlead::accelerators::Product &product);
    void left(); //!< Esc on a card

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void refresh();
    void showSelected();
    void arrange();

    const Theme &m_theme;
    const models::ProductTotalsModel &m_totals;
    QWidget *m_strip;
    std::vector<ProductCard *> m_cards;
    std::optional<accelerators::Product> m_selected;
};

} // namespace fairlead::ui
