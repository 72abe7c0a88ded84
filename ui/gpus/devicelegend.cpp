// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "devicelegend.h"

#include "models/gpus/devicestrip.h"
#include "models/gpus/holdercolours.h"
#include "models/severity.h"
#include "nodetile.h"
#include "ui/theme/theme.h"
#include "ui/widgets/devicestrippainter.h"
#include "ui/widgets/statuspill.h"

#include <QPainter>

#include <algorithm>
#include <functional>
#include <vector>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

using models::DeviceRun;
using models::DeviceStrip;
using State = DeviceRun::State;

constexpr int LineHeight = 23;
constexpr int SampleWidth = 44;
constexpr int SmallTile = 7;
constexpr int Tile = 12;
constexpr int Wrapped = int(Qt::AlignLeft) | int(Qt::AlignVCenter) | int(Qt::TextWordWrap);

struct Entry
{
    QString words;
    std::function<void(QPainter &painter, const QRect &area, const Tokens &tokens)> paint;
};

Entry device(const QString &words, std::vector<DeviceRun> runs, std::int64_t slicesPerCard = 1)
{
    return {words, [strip = DeviceStrip{std::move(runs), slicesPerCard}](QPainter &painter, const QRect &area,
                                                                         const Tokens &tokens) {
                paintDeviceStrip(painter, area, strip, tokens);
            }};
}

//! In both sizes in which they are drawn.
Entry tile(const QString &words, std::vector<DeviceRun> runs, bool isSchedulable, bool isFaulty)
{
    return {words, [strip = DeviceStrip{std::move(runs)}, isSchedulable, isFaulty](QPainter &painter, const QRect &area,
                                                                                   const Tokens &tokens) {
                int left = area.left();
                for (const int side : {Tile, SmallTile}) {
                    paintNodeTile(painter, QRect(left, area.center().y() - side / 2, side, side),
                                  {.strip = strip, .isSchedulable = isSchedulable, .isFaulty = isFaulty}, tokens);
                    left += side + 6;
                }
            }};
}

Entry glyph(const QString &words, models::Severity severity)
{
    return {words, [severity](QPainter &painter, const QRect &area, const Tokens &tokens) {
                paintStateDot(painter, QPointF(area.left() + 8, area.center().y() + 0.5), severity, tokens);
            }};
}

//! The words of the legend stand here and nowhere else.
std::vector<Entry> entries()
{
    constexpr int First = 0;
    constexpr int Lined = models::HolderColours::Colours; // the first colour once more
    constexpr int Barred = 2 * models::HolderColours::Colours + 1;
    return {
        device(DeviceLegend::tr("Held by a pod, in the colour of its namespace"),
               {{State::Held, First, 1}, {State::Held, 1, 1}}),
        device(DeviceLegend::tr("Two tones: another namespace, as there are few colours"),
               {{State::Held, Lined, 1}, {State::Held, Barred, 1}}),
        device(DeviceLegend::tr("Held by a pod that is being deleted"), {{State::Releasing, First, 1}}),
        device(DeviceLegend::tr("Free"), {{State::Free, -1, 1}}),
        device(DeviceLegend::tr("Free, but not usable: cordoned, tainted, not ready"), {{State::Unusable, -1, 1}}),
        device(DeviceLegend::tr("Unhealthy: there, but not allocatable"), {{State::Unhealthy, -1, 1}}),
        device(DeviceLegend::tr("Not known: the pods cannot be listed"), {{State::Unknown, -1, 1}}),
        device(DeviceLegend::tr("Bars: slices or shares of one card"), {{State::Held, First, 3}, {State::Free, -1, 4}},
               7),
        glyph(DeviceLegend::tr("At a name: cordoned, tainted or over-committed"), models::Severity::Warning),
        glyph(DeviceLegend::tr("At a name: not ready, or its devices have a fault"), models::Severity::Error),
        tile(DeviceLegend::tr("A tile is a node: how much is held, and who holds most"),
             {{State::Held, First, 5}, {State::Free, -1, 3}}, true, false),
        tile(DeviceLegend::tr("A tile with a frame: nothing can be placed there"), {{State::Unusable, -1, 8}}, false,
             false),
        tile(DeviceLegend::tr("A tile with a cross or a bar: not ready, or unhealthy devices"), {{State::Free, -1, 8}},
             true, true),
    };
}

//! Of one entry, as high as its words are in \p width.
int heightOf(const QString &words, const QFontMetrics &metrics, int width)
{
    const QRect area(0, 0, width - SampleWidth, QWIDGETSIZE_MAX);
    const int lines = metrics.boundingRect(area, Wrapped, words).height() / metrics.lineSpacing();
    return LineHeight + std::max(0, lines - 1) * metrics.lineSpacing();
}

} // namespace

DeviceLegend::DeviceLegend(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setAccessibleName(tr("Legend of the matrix"));
    setAccessibleDescription(words().join(u'\n'));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QStringList DeviceLegend::words()
{
    QStringList words;
    for (const Entry &entry : entries())
        words += entry.words;
    return words;
}

QSize DeviceLegend::sizeHint() const
{
    int width = 0;
    const QStringList all = words();
    for (const QString &text : all)
        width = std::max(width, fontMetrics().horizontalAdvance(text));
    return {SampleWidth + width + 4, int(all.size()) * LineHeight};
}

int DeviceLegend::heightForWidth(int width) const
{
    int height = 0;
    for (const QString &text : words())
        height += heightOf(text, fontMetrics(), width);
    return height;
}

void DeviceLegend::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event);
    QPainter painter(this);
    int top = 0;
    for (const Entry &entry : entries()) {
        const int height = heightOf(entry.words, painter.fontMetrics(), width());
        painter.save();
        entry.paint(painter, QRect(0, top, SampleWidth - 8, LineHeight), m_theme.tokens());
        painter.restore();
        painter.setPen(m_theme.tokens().text);
        painter.drawText(QRect(SampleWidth, top, width() - SampleWidth, height), Wrapped, entry.words);
        top += height;
    }
}

} // namespace fairlead::ui
