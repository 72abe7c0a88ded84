// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractButton>
#include <QModelIndex>

namespace fairlead::ui {

class Theme;

//! One product: how many are free of how many, as a number first. Checked while the inspector shows it.
class ProductCard : public QAbstractButton
{
    Q_OBJECT
public:
    explicit ProductCard(const Theme &theme, QWidget *parent = nullptr);

    //! \p index is of a models::ProductTotalsModel; its values are taken over.
    void setProduct(const QModelIndex &index);

signals:
    void left(); //!< Esc

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QString m_free;
    QString m_rest;
    QString m_note;
    double m_requested = 0;
    double m_unusable = 0;
    bool m_hasWarning = false;
    bool m_isNothingFree = false;
    bool m_isLastSeen = false; //!< the numbers are old
};

} // namespace fairlead::ui
