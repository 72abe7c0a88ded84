// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QScrollArea>

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

signals:
    //! The user wants to see the Nodes of it; the text for the filter.
    void productActivated(const QString &filter);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void refresh();
    void arrange();

    const Theme &m_theme;
    const models::ProductTotalsModel &m_totals;
    QWidget *m_strip;
    std::vector<ProductCard *> m_cards;
};

} // namespace fairlead::ui
