// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/logs/logline.h"
#include "models/logs/logring.h"

#include <QAbstractScrollArea>
#include <QPointer>
#include <QRegularExpression>

#include <cstdint>
#include <optional>
#include <utility>

class QPushButton;

namespace fairlead::models {
class LogBuffer;
}

namespace fairlead::ui {

class Theme;

//! A log, however long: only the lines on the screen are read and painted. Follows the end until the user looks
//! elsewhere; then what he looks at stays, also while older lines go, and a button says how many have come. Lines are
//! selected whole.
class LogView : public QAbstractScrollArea
{
    Q_OBJECT
public:
    explicit LogView(const Theme &theme, QWidget *parent = nullptr);

    //! Null: nothing. Must outlive the view or be gone with it.
    void setBuffer(models::LogBuffer *buffer);
    void setShowsTimes(bool showsTimes);
    bool isFollowing() const { return m_isFollowing; }
    //! To the end, and stay there.
    void follow();
    //! The line at the top of the view, by its number.
    std::int64_t topLine() const { return m_top; }

    //! What is marked in every line; an expression without a pattern marks nothing.
    void setHighlight(const QRegularExpression &expression);
    //! Selects the next line from the selection on that the highlight matches; the one before with \p backwards. Looks
    //! in slices of a few milliseconds; searched() follows, of the last search only.
    void findNext(bool backwards = false);

    //! Numbers of the first and the last selected line.
    std::optional<std::pair<std::int64_t, std::int64_t>> selection() const;
    //! Of the selected lines, at most 10 MiB.
    QString selectedText() const;
    void copy();
    void selectAll();

signals:
    void followingChanged(bool isFollowing);
    void searched(bool isFound);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void changeEvent(QEvent *event) override;

private:
    struct Search
    {
        std::int64_t at = 0; //!< to look at next
        int step = 1;
    };

    const models::LogRing *ring() const;
    void refresh();
    void setFollowing(bool isFollowing);
    void setTop(std::int64_t line);
    void arrange();
    int lineHeight() const;
    int visibleLines() const;
    std::int64_t lineAt(int y) const;
    void searchOn();
    void select(std::int64_t line, bool extends);
    void showLine(std::int64_t line);
    void paintLine(QPainter &painter, const QRect &area, std::int64_t number);
    QColor colourOf(const models::LogStyle::Colour &colour, const QColor &otherwise, const QColor &behind) const;

    const Theme &m_theme;
    QPointer<models::LogBuffer> m_buffer;
    QPushButton *m_new; //!< "120 new lines"
    QRegularExpression m_highlight;
    std::int64_t m_top = 0;
    std::int64_t m_seen = 0;              //!< behind the last line that was there when the user left the end
    std::optional<std::int64_t> m_anchor; //!< where the selection began
    std::int64_t m_current = 0;           //!< where it ends
    std::optional<Search> m_search;
    int m_widest = 0; //!< of the lines that were painted
    bool m_isFollowing = true;
    bool m_showsTimes = false;
    bool m_isArranging = false;
};

} // namespace fairlead::ui
