// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPointer>
#include <QScrollArea>

namespace fairlead::ui {

//! Scrolls a column of widgets; what stands at its top stays there while things above it come, go and grow.
class AnchoredScroll : public QScrollArea
{
    Q_OBJECT
public:
    explicit AnchoredScroll(QWidget *parent = nullptr);

    //! Lays out at once what was changed, so that it is painted only in its place.
    void settle();

protected:
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    template <class Change>
    void keepingAnchor(Change change);
    void remember();

    QPointer<QWidget> m_anchor; //!< the child at the top
    int m_distance = 0;         //!< of it from the top
    bool m_isKeeping = false;
};

} // namespace fairlead::ui
