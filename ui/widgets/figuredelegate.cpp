// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "figuredelegate.h"

#include "bardelegate.h"
#include "celldelegate.h"
#include "devicestrippainter.h"
#include "factdelegate.h"
#include "models/gpus/figures.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>

namespace fairlead::ui {

namespace {

using models::FigureRow;
using models::Severity;

constexpr int NameHeight = 18;
constexpr int StripHeight = 24;
constexpr int FiguresHeight = 18;
constexpr int BarHeight = 8;
constexpr int Padding = 4;
constexpr int SquareWidth = 24;
constexpr int LeastColumn = 36; //!< four digits
constexpr int MostLines = 6;

QFont smaller(QFont font)
{
    font.setPixelSize(12);
    return font;
}

QFont bold(QFont font)
{
    font.setWeight(QFont::DemiBold);
    return font;
}

int indentOf(const FigureRow &row)
{
    return row.holder >= 0 ? SquareWidth : 0;
}

//! As wide as its caption and an equal part of what is left, so that one line's columns are the next one's.
std::vector<QRect> columnsOf(const QRect &line, const QStringList &captions, const QFont &font)
{
    const QFontMetrics metrics(smaller(font));
    std::vector<int> widths;
    int used = 0;
    for (const QString &caption : captions) {
        widths.push_back(std::max(LeastColumn, metrics.horizontalAdvance(caption)));
        used += widths.back();
    }
    const auto count = int(widths.size());
    std::vector<QRect> columns;
    int left = line.left();
    for (int column = 0; column < count; ++column) {
        const int spare = line.width() - used;
        const int extra = spare > 0 ? spare * (column + 1) / count - spare * column / count : 0;
        const int width = spare > 0 ? widths[std::size_t(column)] + extra
                                    : widths[std::size_t(column)] * line.width() / std::max(1, used);
        columns.emplace_back(left, line.top(), width, line.height());
        left += width;
    }
    return columns;
}

} // namespace

FigureDelegate::FigureDelegate(const Theme &theme, const models::FiguresModel &model, QObject *parent)
    : FittingDelegate(parent)
    , m_theme(theme)
    , m_model(model)
{
}

int FigureDelegate::heightFor(const QModelIndex &index, const QFont &font, int width) const
{
    const FigureRow &row = m_model.row(index);
    int height = 2 * Padding + NameHeight;
    if (!row.strip.runs.empty())
        height += StripHeight;
    if (!row.figures.empty())
        height += FiguresHeight;
    if (row.share)
        height += BarHeight;
    return height + wrappedHeight(row.text, smaller(font), width - indentOf(row), MostLines);
}

void FigureDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Tokens &tokens = m_theme.tokens();
    const FigureRow &row = m_model.row(index);
    painter->save();
    paintRowState(*painter, option, m_theme);
    QRect area = option.rect.adjusted(0, Padding, 0, -Padding);
    const auto take = [&area](int height) {
        const QRect line(area.left(), area.top(), area.width(), height);
        area.setTop(area.top() + height);
        return line;
    };
    if (row.holder >= 0) {
        const models::DeviceRun run{models::DeviceRun::State::Held, row.holder, 1};
        paintDeviceStrip(*painter, QRect(area.left(), area.top(), 16, NameHeight), {.runs = {run}}, tokens);
        area.setLeft(area.left() + SquareWidth);
    }
    paintName(*painter, take(NameHeight), option.font, index);
    if (!row.strip.runs.empty())
        paintDeviceStrip(*painter, take(StripHeight), row.strip, tokens);
    if (!row.figures.empty()) {
        painter->setFont(option.font);
        paintFigures(*painter, take(FiguresHeight), index);
    }
    if (row.share)
        paintBar(*painter, take(BarHeight), *row.share, row.unusable, tokens);
    if (!row.text.isEmpty()) {
        painter->setFont(smaller(option.font));
        painter->setPen(tokens.of(row.severity));
        paintWrapped(*painter, area, row.text, MostLines);
    }
    painter->restore();
}

void FigureDelegate::paintName(QPainter &painter, const QRect &line, const QFont &font, const QModelIndex &index) const
{
    const Tokens &tokens = m_theme.tokens();
    const FigureRow &row = m_model.row(index);
    QRect rest = line;
    if (!row.value.isEmpty()) {
        painter.setFont(bold(font));
        painter.setPen(row.isStale ? tokens.dim : tokens.text);
        const int width = painter.fontMetrics().horizontalAdvance(row.value);
        painter.drawText(rest, int(Qt::AlignRight | Qt::AlignVCenter), row.value);
        rest.setRight(rest.right() - width - 12);
    }
    painter.setFont(row.figures.empty() ? font : bold(font));
    const QFontMetrics metrics = painter.fontMetrics();
    const int nameWidth = std::min(metrics.horizontalAdvance(row.name), rest.width());
    painter.setPen(row.isStale ? tokens.dim : tokens.text);
    painter.drawText(rest, int(Qt::AlignLeft | Qt::AlignVCenter),
                     metrics.elidedText(row.name, Qt::ElideMiddle, rest.width()));
    painter.setFont(smaller(font));
    painter.setPen(tokens.dim);
    const QRect note = rest.adjusted(nameWidth + 12, 0, 0, 0);
    if (note.width() > 24)
        painter.drawText(note, int(Qt::AlignRight | Qt::AlignVCenter),
                         painter.fontMetrics().elidedText(row.note, Qt::ElideMiddle, note.width()));
}

void FigureDelegate::paintFigures(QPainter &painter, const QRect &line, const QModelIndex &index) const
{
    const Tokens &tokens = m_theme.tokens();
    const FigureRow &row = m_model.row(index);
    const auto columns = columnsOf(line, m_model.captions(), painter.font());
    for (std::size_t column = 0; column < std::min(columns.size(), row.figures.size()); ++column) {
        const models::Figure &figure = row.figures[column];
        painter.setPen(row.isStale && figure.severity == Severity::Neutral ? tokens.dim : tokens.of(figure.severity));
        paintTabular(painter, columns[column], figure.text);
    }
}

CaptionLine::CaptionLine(const Theme &theme, const models::FiguresModel &model, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(model)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    connect(&model, &QAbstractItemModel::dataChanged, this, qOverload<>(&QWidget::update));
    connect(&model, &QAbstractItemModel::rowsInserted, this, qOverload<>(&QWidget::update));
}

QSize CaptionLine::sizeHint() const
{
    return {120, 18};
}

void CaptionLine::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event);
    QPainter painter(this);
    painter.setFont(smaller(font()));
    painter.setPen(m_theme.tokens().dim);
    const QStringList &captions = m_model.captions();
    const auto columns = columnsOf(rect(), captions, font());
    for (qsizetype column = 0; column < captions.size(); ++column) {
        const QRect &area = columns[std::size_t(column)];
        painter.drawText(area, int(Qt::AlignRight | Qt::AlignVCenter),
                         painter.fontMetrics().elidedText(captions[column], Qt::ElideRight, area.width()));
    }
}

} // namespace fairlead::ui
