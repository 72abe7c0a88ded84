// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/logs/logline.h"
#include "models/logs/logmarks.h"
#include "models/logs/logmatcher.h"
#include "models/logs/logring.h"

#include <QAbstractScrollArea>
#include <QPointer>

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

class QPainter;
class QPushButton;

namespace fairlead::models {
class LogBuffer;
class LogFilter;
} // namespace fairlead::models

namespace fairlead::ui {

class Theme;

//! A log, however long: only the lines on the screen are read and painted. Follows the end until the user looks
//! elsewhere; then what he looks at stays, also while older lines go, and a button says how many have come. Lines are
//! selected whole. A line has a place: its number, or among those that a filter lets through.
class LogView : public QAbstractScrollArea
{
    Q_OBJECT
public:
    explicit LogView(const Theme &theme, QWidget *parent = nullptr);

    //! Null: nothing. Must outlive the view or be gone with it.
    void setBuffer(models::LogBuffer *buffer);
    //! Shows only what it finds in the same buffer; null: everything. Must outlive the view or be gone with it.
    void setFilter(models::LogFilter *filter);
    void setShowsTimes(bool showsTimes);
    //! Long lines go on in the next row in place of leaving to the right.
    void setWraps(bool wraps);
    //! Says, where there is no line, why; empty: nothing.
    void setPlaceholder(const QString &text);
    bool isFollowing() const { return m_isFollowing; }
    //! To the end, and stay there.
    void follow();
    //! To stay where one looks now; it follows again at the end.
    void stay();
    //! The place of the line at the top of the view.
    std::int64_t topLine() const { return m_top.place; }
    //! How many rows of that line are above the view; 0 where lines are not wrapped.
    int topRow() const { return m_top.row; }

    //! What is marked in every line; an expression without a pattern marks nothing, and no line that takes it too long.
    void setHighlight(const QRegularExpression &expression);
    //! Selects the next line from the selection on that the highlight matches; the one before with \p backwards. Looks
    //! in another thread; searched() follows, of the last search only.
    void findNext(bool backwards = false);

    //! Places of the first and the last selected line.
    std::optional<std::pair<std::int64_t, std::int64_t>> selection() const;
    //! Number of the line that was selected last.
    std::optional<std::int64_t> currentLine() const;
    //! Of the selected lines, of the first ones where they are more than 10 Mi letters: \p lines has how many it took.
    QString selectedText(std::int64_t *lines = nullptr) const;
    void copy();
    void selectAll();

signals:
    void followingChanged(bool isFollowing);
    void searched(bool isFound);
    //! The first \p lines of \p selected ones are in the clipboard.
    void copied(std::int64_t lines, std::int64_t selected);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void wheelEvent(QWheelEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    static constexpr int Margin = 12;
    static constexpr qsizetype ShownLetters = 4'096; //!< of one line

    struct Search
    {
        std::int64_t at = 0; //!< to look at next; of what is being looked at, the first
        int step = 1;
    };

    //! Where the view begins.
    struct Spot
    {
        std::int64_t place = 0;
        int row = 0; //!< of the line, where it is wrapped

        auto operator<=>(const Spot &) const = default;
    };
    //! A line on its way to the screen.
    struct Shown
    {
        models::LogLine line;
        QList<models::LogMarks::Range> marks = {};
        models::LogRing::Source source = models::LogRing::Source::Output;
        std::int64_t time = 0;
        bool isSelected = false;
    };

    const models::LogRing *ring() const;
    std::int64_t firstPlace() const;
    std::int64_t endPlace() const;
    std::int64_t size() const { return endPlace() - firstPlace(); }
    std::optional<models::LogRing::Line> lineOf(std::int64_t place) const;
    void refresh();
    void setFollowing(bool isFollowing);
    void setTop(Spot spot);
    void arrange();
    int lineHeight() const;
    int visibleLines() const;
    int timeWidth() const;
    //! Where in \p text its rows begin.
    std::vector<qsizetype> rowStarts(const QString &text) const;
    int rowsOf(std::int64_t place) const;
    Spot moved(Spot spot, int rows) const;
    Spot lastTop() const;
    std::int64_t placeAt(int y) const;
    void searchOn();
    void endSearch(bool isFound);
    void onSearched(const std::vector<models::LogMatcher::Verdict> &verdicts);
    void select(std::int64_t place, bool extends);
    void showPlace(std::int64_t place);
    void paintRow(QPainter &painter, const QRect &area, const Shown &shown, qsizetype from, qsizetype to);
    void paintText(QPainter &painter, const QRect &area, const Shown &shown, qsizetype from, qsizetype to);
    QColor colourOf(const models::LogStyle::Colour &colour, const QColor &otherwise, const QColor &behind) const;

    const Theme &m_theme;
    QPointer<models::LogBuffer> m_buffer;
    QPointer<models::LogFilter> m_filter;
    QPushButton *m_new; //!< "120 new lines"
    QString m_placeholder;
    models::LogMarks m_marks;
    models::LogMatcher m_matcher;
    Spot m_top;
    std::optional<std::int64_t> m_sought; //!< number of the line that was at the top before the filter, while it looks
    std::int64_t m_seen = 0;              //!< behind the last line that was there when the user left the end
    std::optional<std::int64_t> m_anchor; //!< where the selection began
    std::int64_t m_current = 0;           //!< where it ends
    std::optional<Search> m_search;
    int m_widest = 0; //!< of the lines that were painted
    bool m_isFollowing = true;
    bool m_showsTimes = false;
    bool m_wraps = false;
    int m_wheel = 0; //!< of a turn, what was no row yet
    bool m_isArranging = false;
};

} // namespace fairlead::ui
