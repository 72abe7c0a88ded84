// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "matrixview.h"

#include "models/formats.h"
#include "models/plaintext.h"
#include "nodetile.h"
#include "ui/theme/theme.h"
#include "ui/widgets/bardelegate.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/devicestrippainter.h"
#include "ui/widgets/statuspill.h"

#include <QAccessibleWidget>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QSet>
#include <QToolTip>

#include <algorithm>
#include <array>
#include <map>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

using models::DeviceRun;
using models::DeviceStrip;
using models::HolderSelection;
using models::NodeGroup;
using models::NodeTableModel;

constexpr int Padding = 8;
constexpr int DetailName = 132;
constexpr int DetailFree = 60;
constexpr int DetailOf = 44;
constexpr int DetailOfSlices = 92;
constexpr int DetailBar = 96;
constexpr int DetailState = 120; // beside a bar
constexpr int DetailCell = 660;
constexpr int CompactName = 112;
constexpr int CompactFree = 56;
constexpr int CompactWords = 44; // less of them says nothing
constexpr int GlyphWidth = 15;
constexpr int MostDevices = 16; // side by side in full size
constexpr int LeastRoom = 320;  // pixels in which more is better scrolled than left out
constexpr int NearTop = 32;
constexpr double StaleOpacity = 0.5;
constexpr double Inertia = 0.1; // of the room, so that at the edge nothing jumps to and fro

//! How the matrix may look, the closest first.
struct Scale
{
    MatrixZoom zoom;
    int side;             //!< of a device, or of a tile
    double screens;       //!< so many the user may have to scroll through, for the sake of names; 0: any number
    bool isWordy = false; //!< keeps room for how many are free
};

constexpr std::array Scales{Scale{MatrixZoom::Detail, DeviceStripLayout::FullSide, 2},
                            Scale{MatrixZoom::Compact, 10, 2, true},
                            Scale{MatrixZoom::Compact, 10, 2},
                            Scale{MatrixZoom::Dense, 10, 1},
                            Scale{MatrixZoom::Dense, 8, 1},
                            Scale{MatrixZoom::Dense, 6, 1},
                            Scale{MatrixZoom::Density, 20, 1},
                            Scale{MatrixZoom::Density, 16, 1},
                            Scale{MatrixZoom::Density, 12, 1},
                            Scale{MatrixZoom::Overview, 10, 1},
                            Scale{MatrixZoom::Overview, 8, 1},
                            Scale{MatrixZoom::Overview, 7, 1},
                            Scale{MatrixZoom::Overview, 6, 1},
                            Scale{MatrixZoom::Overview, 5, 1},
                            Scale{MatrixZoom::Overview, 4, 0}};

bool isTile(MatrixZoom zoom)
{
    return zoom == MatrixZoom::Density || zoom == MatrixZoom::Overview;
}

int overviewGap(int side)
{
    return side > 6 ? 2 : 1;
}

void drawElided(QPainter &painter, const QRect &area, const QString &text, Qt::Alignment alignment = Qt::AlignLeft)
{
    painter.drawText(area, int(alignment | Qt::AlignVCenter | Qt::TextSingleLine),
                     painter.fontMetrics().elidedText(text, Qt::ElideRight, area.width()));
}

QStringList shorterState(const QModelIndex &node)
{
    return node.data(NodeTableModel::ShorterOwnStateRole).toStringList();
}

QColor textColour(bool isStale, const Tokens &tokens)
{
    return isStale ? tokens.dim : tokens.text;
}

QFont weighted(QFont font, QFont::Weight weight)
{
    font.setWeight(weight);
    return font;
}

//! One surface of many nodes: a picture that has a description, which is the node where the keys are.
QAccessibleInterface *accessibleMatrix(const QString &, QObject *object)
{
    auto *matrix = qobject_cast<MatrixView *>(object);
    return matrix ? new QAccessibleWidget(matrix, QAccessible::Graphic) : nullptr;
}

} // namespace

MatrixView::MatrixView(const Theme &theme, const NodeTableModel &nodes, models::NodeGroups &groups, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_theme(theme)
    , m_nodes(nodes)
    , m_groups(groups)
{
    setObjectName(u"matrix"_s);
    static const bool isInstalled = [] {
        QAccessible::installFactory(accessibleMatrix);
        return true;
    }();
    Q_UNUSED(isInstalled);
    setAccessibleName(tr("Device matrix"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    const auto rowsMoved = [this] { m_hasOtherRows = true; };
    connect(&nodes, &QAbstractItemModel::rowsInserted, this, rowsMoved);
    connect(&nodes, &QAbstractItemModel::rowsRemoved, this, rowsMoved);
    connect(&nodes, &QAbstractItemModel::layoutChanged, this, rowsMoved);
    connect(&nodes, &QAbstractItemModel::modelReset, this, rowsMoved);
    connect(&nodes, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex &first, const QModelIndex &last) {
        if (first.column() == int(NodeTableModel::Column::Age))
            return;
        m_isChanged.resize(std::size_t(m_nodes.rowCount()));
        std::fill(m_isChanged.begin() + first.row(), m_isChanged.begin() + last.row() + 1, true);
    });
    connect(&groups, &models::NodeGroups::regrouped, this, &MatrixView::arrangeAnchored);
    arrange();
}

void MatrixView::setZoom(std::optional<MatrixZoom> zoom)
{
    zoomAround(zoom, selectionOnScreen(viewport()->height()));
}

void MatrixView::zoomBy(int steps)
{
    if (nextZoom(steps) != m_zoom) // else what fits by itself would become a choice
        setZoom(nextZoom(steps));
}

MatrixZoom MatrixView::nextZoom(int steps) const
{
    return MatrixZoom(std::clamp(int(m_zoom) - steps, 0, MatrixZooms - 1));
}

void MatrixView::zoomAround(std::optional<MatrixZoom> zoom, const std::optional<Anchor> &anchor)
{
    m_chosenZoom = zoom;
    arrangeAround(anchor);
    emit zoomChanged();
}

std::optional<MatrixView::Anchor> MatrixView::selectionOnScreen(int height)
{
    const auto place = placeOf(m_key);
    if (!place)
        return {};
    const QRect cell = m_layout.cell(*place).translated(offset());
    return cell.bottom() >= 0 && cell.top() < height ? std::optional(Anchor{m_key, cell.center().y()}) : std::nullopt;
}

std::optional<MatrixView::Anchor> MatrixView::anchorAt(const QPoint &position)
{
    const auto place = placeAt(position);
    if (!place || place->cell < 0)
        return {};
    return Anchor{m_nodes.index(rowOf(*place), 0).data(NodeTableModel::KeyRole).toString(), position.y()};
}

void MatrixView::reveal(const QRect &cell)
{
    QScrollBar *bar = verticalScrollBar();
    if (cell.top() < bar->value())
        bar->setValue(cell.top());
    else if (cell.bottom() >= bar->value() + viewport()->height())
        bar->setValue(cell.bottom() + 1 - viewport()->height());
}

void MatrixView::selectNode(const QString &key)
{
    if (key == m_key)
        return;
    m_key = key;
    if (const auto place = placeOf(key))
        reveal(m_layout.cell(*place));
    describeCurrent();
    viewport()->update();
}

//! Assistive technology reads the node that is selected, also as it changes.
void MatrixView::describeCurrent()
{
    const auto place = placeOf(m_key);
    const QString text = place ? describe(*place) : describeAll();
    if (text != accessibleDescription())
        setAccessibleDescription(text);
}

QString MatrixView::describeAll() const
{
    QSet<const accelerators::NodeRow *> nodes; // one with several products has several rows
    for (int row = 0; row < m_nodes.rowCount(); ++row)
        nodes.insert(&m_nodes.shown(row).node);
    return tr("%Ln node(s). The arrow keys go from one to the next; the button Table shows the same in words.", nullptr,
              int(nodes.size()));
}

void MatrixView::setHolder(const std::optional<HolderSelection> &holder)
{
    m_holder = holder;
    viewport()->update();
}

bool MatrixView::hasSlices() const
{
    for (int row = 0; row < m_nodes.rowCount(); ++row) {
        if (m_nodes.shown(row).strip.slicesPerCard != 1)
            return true;
    }
    return false;
}

//! In which the devices of every node have their full size, unless some have very many.
std::vector<int> MatrixView::stripWidths() const
{
    // Nodes have few different numbers of devices.
    std::map<std::pair<std::int64_t, std::int64_t>, const DeviceStrip *> strips;
    std::pair<std::int64_t, std::int64_t> last(-1, -1);
    for (int row = 0; row < m_nodes.rowCount(); ++row) {
        const DeviceStrip &strip = m_nodes.shown(row).strip;
        const std::pair form(strip.count(), strip.slicesPerCard);
        if (std::exchange(last, form) != form)
            strips.emplace(form, &strip);
    }
    std::vector<int> widths;
    for (const Scale &scale : Scales) {
        int width = 8 * scale.side;
        for (const auto &[form, strip] : strips)
            width = std::max(width, DeviceStripLayout::fullWidth(*strip, scale.side));
        widths.push_back(std::min(width, MostDevices * (scale.side + 3)));
    }
    return widths;
}

MatrixLayout::Metrics MatrixView::metricsOf(std::size_t scale, int stripWidth)
{
    const int side = Scales[scale].side;
    switch (Scales[scale].zoom) {
    case MatrixZoom::Detail:
        return {.headerHeight = 32,
                .cellWidth = DetailCell,
                .cellHeight = 26,
                .columnGap = 40,
                .groupGap = 6,
                .isStretched = true};
    case MatrixZoom::Compact:
        return {.headerHeight = 28,
                .cellWidth = CompactName + Padding + stripWidth + (Scales[scale].isWordy ? Padding + CompactFree : 0),
                .cellHeight = 18,
                .columnGap = 16,
                .groupGap = 8,
                .isStretched = true};
    case MatrixZoom::Dense:
        return {.headerHeight = 26, .cellWidth = stripWidth, .cellHeight = side + 4, .columnGap = 10, .groupGap = 8};
    case MatrixZoom::Density:
        return {.headerHeight = 26, .cellWidth = side, .cellHeight = side + 2, .columnGap = 2, .groupGap = 8};
    case MatrixZoom::Overview:
        break;
    }
    const int gap = overviewGap(side);
    return {.headerHeight = 22, .cellWidth = side, .cellHeight = side + gap, .columnGap = gap, .groupGap = 6};
}

//! The closest that fits, of the zoom that the user chose if he did. What is shown now may need a little more room,
//! what is closer must leave some.
std::size_t MatrixView::fittingScale(const std::vector<int> &sizes, const std::vector<int> &widths) const
{
    std::size_t last = Scales.size() - 1;
    for (std::size_t scale = 0; scale < Scales.size(); ++scale) {
        if (m_chosenZoom && Scales[scale].zoom != *m_chosenZoom)
            continue;
        last = scale;
        MatrixLayout layout;
        layout.arrange(sizes, metricsOf(scale, widths[scale]), viewport()->width() - 2 * Padding);
        const int screen = Scales[scale].zoom == MatrixZoom::Overview ? viewport()->height() // all of it at once
                                                                      : std::max(LeastRoom, viewport()->height());
        const double room = screen * Scales[scale].screens;
        // Headers are no reason to take the names away: small groups would be specks in an empty view.
        const MatrixLayout::Metrics metrics = metricsOf(scale, widths[scale]);
        const bool isForNames = Scales[scale].screens > 1;
        const int headers = isForNames ? int(sizes.size()) * (metrics.headerHeight + metrics.groupGap) : 0;
        if (layout.height() - headers <= room * (scale < m_scale ? 1 - Inertia : scale == m_scale ? 1 + Inertia : 1))
            return scale;
    }
    return last;
}

void MatrixView::arrange()
{
    const QScopedValueRollback arranging(m_isArranging, true);
    std::vector<int> sizes;
    sizes.reserve(m_groups.groups().size());
    for (const NodeGroup &group : m_groups.groups())
        sizes.push_back(int(group.rows.size()));
    const std::vector<int> widths = stripWidths();
    m_scale = fittingScale(sizes, widths);
    m_side = Scales[m_scale].side;
    m_stripWidth = widths[m_scale];
    m_hasSlices = hasSlices();
    const bool isOther = std::exchange(m_zoom, Scales[m_scale].zoom) != Scales[m_scale].zoom;
    m_layout.arrange(sizes, metricsOf(m_scale, m_stripWidth), viewport()->width() - 2 * Padding);
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(26);
    verticalScrollBar()->setRange(0, std::max(0, m_layout.height() - viewport()->height()));
    describeCurrent();
    std::vector<std::vector<int>> rows;
    rows.reserve(sizes.size());
    for (const NodeGroup &group : m_groups.groups())
        rows.push_back(group.rows);
    updateChanged({std::move(rows), m_scale, m_stripWidth, viewport()->size()});
    if (isOther)
        emit zoomChanged();
}

//! How far a cell that is selected is painted beyond its place, to the left and right.
int MatrixView::bleed() const
{
    return m_zoom == MatrixZoom::Density ? 1 : Padding / 2;
}

//! Where every node stands as before only what is shown otherwise is painted anew.
void MatrixView::updateChanged(Arrangement arrangement)
{
    const auto &groups = m_groups.groups();
    std::vector<Header> headers;
    headers.reserve(groups.size());
    for (const NodeGroup &group : groups)
        headers.push_back({group.title, group.subtitle, group.note, group.state, group.stateSeverity, group.isStale});
    const std::vector<Header> before = std::exchange(m_headers, std::move(headers));
    std::vector<bool> isChanged = std::exchange(m_isChanged, {});
    isChanged.resize(std::size_t(m_nodes.rowCount()));
    const bool areSame = !std::exchange(m_hasOtherRows, false) && m_arrangement == arrangement;
    m_arrangement = std::move(arrangement);
    if (!areSame) {
        m_linkedGroup.reset(); // until the mouse moves
        viewport()->update();
        return;
    }
    const QRect visible = viewport()->rect().translated(-offset());
    QRegion region;
    const auto [firstGroup, lastGroup] = m_layout.groupsIn(visible.top(), visible.bottom());
    for (int group = firstGroup; group <= lastGroup; ++group) {
        const Header &header = m_headers[std::size_t(group)];
        const Header &was = before[std::size_t(group)];
        if (header.isStale != was.isStale) {
            viewport()->update();
            return;
        }
        if (header != was)
            region += m_layout.header(group).translated(offset());
        const auto &rows = groups[std::size_t(group)].rows;
        const auto [first, last] = m_layout.cellsIn(group, visible.top(), visible.bottom());
        for (int cell = first; cell <= last; ++cell) {
            if (isChanged[std::size_t(rows[std::size_t(cell)])])
                region += m_layout.cell({group, cell}).translated(offset()).adjusted(-bleed(), -1, bleed(), 1);
        }
    }
    viewport()->update(region);
}

//! The node at the top stays where it is, whatever comes and goes above it.
void MatrixView::arrangeAnchored()
{
    // The rows that the old places name may be others by now: only what is on screen is known by its key.
    const QString anchor = m_anchor;
    const int distance = m_anchorDistance;
    arrange();
    if (const auto place = placeOf(anchor); place && verticalScrollBar()->value() > 0)
        verticalScrollBar()->setValue(m_layout.cell(*place).top() + distance);
}

void MatrixView::arrangeAround(const std::optional<Anchor> &anchor)
{
    if (!anchor) {
        arrangeAnchored();
        return;
    }
    arrange();
    if (const auto place = placeOf(anchor->key)) {
        const QRect cell = m_layout.cell(*place);
        const int value = cell.center().y() - anchor->y;
        verticalScrollBar()->setValue(value < NearTop ? 0 : value); // rather the whole of the first header
        reveal(cell);
    }
}

std::optional<MatrixLayout::Place> MatrixView::placeOf(const QString &key)
{
    m_groups.flush();
    if (key.isEmpty())
        return {};
    const auto &groups = m_groups.groups();
    for (std::size_t group = 0; group < groups.size(); ++group) {
        const auto &rows = groups[group].rows;
        const auto row = std::find_if(rows.begin(), rows.end(), [&](int r) { return m_nodes.hasKey(r, key); });
        if (row != rows.end())
            return Place{int(group), int(row - rows.begin())};
    }
    return {};
}

int MatrixView::rowOf(const Place &place) const
{
    return m_groups.groups()[std::size_t(place.group)].rows[std::size_t(place.cell)];
}

QPoint MatrixView::offset() const
{
    return {Padding, -verticalScrollBar()->value()};
}

QRect MatrixView::stripArea(const QRect &cell) const
{
    switch (m_zoom) {
    case MatrixZoom::Detail:
        return {cell.left() + DetailName + Padding, cell.top(),
                std::min(m_stripWidth, std::max(0, cell.width() / 2 - DetailName / 2)), cell.height()};
    case MatrixZoom::Compact:
        return {cell.left() + CompactName + Padding, cell.top(),
                std::min(m_stripWidth, std::max(0, cell.width() - CompactName - Padding)), cell.height()};
    case MatrixZoom::Dense:
        return cell;
    case MatrixZoom::Density:
    case MatrixZoom::Overview:
        break;
    }
    return {};
}

std::optional<MatrixLayout::Place> MatrixView::placeAt(const QPoint &position)
{
    m_groups.flush();
    return m_layout.at(position - offset());
}

//! The group whose title stands there.
std::optional<int> MatrixView::titleAt(const QPoint &position)
{
    const auto place = placeAt(position);
    if (!place || place->cell >= 0)
        return {};
    const QString &title = m_groups.groups()[std::size_t(place->group)].title;
    const int width = QFontMetrics(weighted(font(), QFont::DemiBold)).horizontalAdvance(title);
    return position.x() - offset().x() <= width && !title.isEmpty() ? std::optional(place->group) : std::nullopt;
}

const DeviceRun *MatrixView::runAt(const Place &place, const QPoint &position) const
{
    if (place.cell < 0 || isTile(m_zoom))
        return nullptr;
    const DeviceStrip &strip = m_nodes.shown(rowOf(place)).strip;
    const DeviceStripLayout layout(strip, stripArea(m_layout.cell(place)), m_side);
    auto number = layout.deviceAt(position - offset());
    if (!number)
        return nullptr;
    for (const DeviceRun &run : strip.runs) {
        if (*number < run.count)
            return &run;
        *number -= run.count;
    }
    return nullptr;
}

void MatrixView::setCurrent(const Place &place)
{
    selectNode(m_nodes.index(rowOf(place), 0).data(NodeTableModel::KeyRole).toString());
    emit nodeSelected(m_key);
}

//! With the keyboard: the holders of the current node one after the other, and then none.
void MatrixView::pickNextHolder()
{
    const auto place = placeOf(m_key);
    if (!place)
        return;
    const Shown shown = m_nodes.shown(rowOf(*place));
    std::vector<HolderSelection> holders;
    for (const DeviceRun &run : shown.strip.runs) {
        if (run.pod < 0)
            continue;
        const auto holder = HolderSelection::workloadOf(shown.contextId, *shown.node.holders[std::size_t(run.pod)]);
        if (std::find(holders.begin(), holders.end(), holder) == holders.end())
            holders.push_back(holder);
    }
    auto next = holders.begin();
    if (m_holder) {
        const auto current = std::find(holders.begin(), holders.end(), *m_holder);
        next = current == holders.end() ? holders.begin() : current + 1;
    }
    setHolder(next == holders.end() ? std::nullopt : std::optional(*next));
    emit holderPicked(m_holder);
}

QString MatrixView::describe(const Place &place) const
{
    const int row = rowOf(place);
    const Shown shown = m_nodes.shown(row);
    const QString state = m_nodes.index(row, int(NodeTableModel::Column::State)).data().toString();
    QStringList lines{shown.clusterName + " / "_L1 + shown.node.availability.node->name};
    if (shown.devices)
        lines += tr("%1: %2").arg(shown.product, models::stripText(shown.strip));
    if (!state.isEmpty())
        lines += state;
    return models::plainText(lines.join(u'\n'));
}

//! All that its header says, which may be cut, and what a press on the title does.
QString MatrixView::describeGroup(const NodeGroup &group, bool isTitle)
{
    QStringList lines{group.title, group.subtitle, group.note, group.state,
                      isTitle ? tr("Click to see it in Clusters") : QString()};
    lines.removeAll(QString());
    return lines.join(u'\n');
}

QString MatrixView::toolTipAt(const QPoint &position)
{
    const auto place = placeAt(position);
    if (!place)
        return {};
    if (place->cell < 0)
        return describeGroup(m_groups.groups()[std::size_t(place->group)], titleAt(position).has_value());
    QString text = describe(*place);
    const DeviceRun *run = runAt(*place, position);
    if (run && run->pod >= 0) {
        const kubernetes::Pod &pod = *m_nodes.shown(rowOf(*place)).node.holders[std::size_t(run->pod)];
        text += tr("\n%1 / %2 holds %3").arg(pod.namespaceName, pod.name, models::numberText(run->count));
        if (!pod.ownerName.isEmpty())
            text += tr(", of %1 %2").arg(pod.ownerKind, pod.ownerName);
        if (!pod.user.isEmpty())
            text += tr(", %1").arg(pod.user);
        text += tr("\nsince %1").arg(models::timeText(pod.since()));
    }
    return text;
}

void MatrixView::paintEvent(QPaintEvent *event)
{
    m_groups.flush();
    QPainter painter(viewport());
    painter.setFont(font());
    painter.fillRect(event->rect(), m_theme.tokens().panel);
    painter.translate(offset());
    const auto &groups = m_groups.groups();
    std::vector<bool> isPainted(std::size_t(m_nodes.rowCount())); // what is see-through is painted once
    std::vector<bool> hasHeader(groups.size());
    for (const QRect &rect : event->region()) {
        const QRect part = rect.translated(-offset());
        const auto [firstGroup, lastGroup] = m_layout.groupsIn(part.top() - 1, part.bottom() + 1);
        for (int group = firstGroup; group <= lastGroup; ++group) {
            const NodeGroup &shown = groups[std::size_t(group)];
            if (!hasHeader[std::size_t(group)] && m_layout.header(group).intersects(part)) {
                hasHeader[std::size_t(group)] = true;
                paintHeader(painter, m_layout.header(group), shown, group == m_linkedGroup);
            }
            const auto [first, last] = m_layout.cellsIn(group, part.top() - 1, part.bottom() + 1);
            for (int cell = first; cell <= last; ++cell) {
                const int row = shown.rows[std::size_t(cell)];
                const QRect area = m_layout.cell({group, cell});
                if (isPainted[std::size_t(row)] || !area.adjusted(-bleed(), -1, bleed(), 1).intersects(part))
                    continue;
                isPainted[std::size_t(row)] = true;
                paintCell(painter, area, {group, cell});
            }
        }
    }
    rememberAnchor();
}

void MatrixView::paintHeader(QPainter &painter, const QRect &area, const NodeGroup &group, bool isLinked) const
{
    const Tokens &tokens = m_theme.tokens();
    QRect left = area;
    const auto draw = [&](const QString &text, const QColor &colour, QFont::Weight weight, bool isLink = false) {
        if (text.isEmpty() || left.width() <= 0)
            return;
        QFont written = weighted(font(), weight);
        written.setUnderline(isLink);
        painter.setFont(written);
        painter.setPen(colour);
        drawElided(painter, left, text);
        left.setLeft(left.left() + painter.fontMetrics().horizontalAdvance(text) + Padding);
    };
    draw(group.title, group.isStale || group.rows.empty() ? tokens.dim : tokens.text, QFont::DemiBold, isLinked);
    draw(group.subtitle, tokens.text, QFont::Medium);
    draw(group.note, tokens.dim, QFont::Normal);
    draw(group.state, tokens.of(group.stateSeverity), QFont::Normal);
    painter.setFont(font());
}

bool MatrixView::isFaint(const Shown &shown, const DeviceRun &run) const
{
    return m_holder && (run.pod < 0 || !m_holder->covers(shown.contextId, *shown.node.holders[std::size_t(run.pod)]));
}

void MatrixView::paintStrip(QPainter &painter, const QRect &cell, const Shown &shown) const
{
    std::function<bool(const DeviceRun &)> faint;
    if (m_holder)
        faint = [this, &shown](const DeviceRun &run) { return isFaint(shown, run); };
    paintDeviceStrip(painter, stripArea(cell), shown.strip, m_theme.tokens(), m_side, faint);
}

void MatrixView::paintCell(QPainter &painter, const QRect &area, const Place &place) const
{
    const Tokens &tokens = m_theme.tokens();
    const int row = rowOf(place);
    const Shown shown = m_nodes.shown(row);
    const bool isCurrent = m_nodes.hasKey(row, m_key);
    const QRect tile(area.left(), area.top(), m_side, m_side);
    if (isCurrent && !isTile(m_zoom))
        painter.fillRect(area.adjusted(-Padding / 2, 0, Padding / 2, 0), tokens.selection());
    painter.save();
    if (m_groups.groups()[std::size_t(place.group)].isStale)
        painter.setOpacity(StaleOpacity); // of what is drawn; text stays readable
    switch (m_zoom) {
    case MatrixZoom::Detail:
        paintDetail(painter, area, place);
        break;
    case MatrixZoom::Compact:
        paintCompact(painter, area, place);
        break;
    case MatrixZoom::Dense:
        paintStrip(painter, area, shown);
        paintEdge(painter, area, row);
        break;
    case MatrixZoom::Density:
    case MatrixZoom::Overview:
        paintTile(painter, tile, shown);
        break;
    }
    painter.restore();
    if (isCurrent && (isTile(m_zoom) || hasFocus())) {
        painter.setPen(QPen(tokens.accent, isTile(m_zoom) ? 2 : 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(isTile(m_zoom) ? tile : area.adjusted(-Padding / 2, 0, Padding / 2 - 1, -1));
    }
}

//! Where there is no room for a name and its state: held squares alone do not tell that nothing new is placed.
void MatrixView::paintEdge(QPainter &painter, const QRect &area, int row) const
{
    const auto severity = m_nodes.index(row, 0).data(NodeTableModel::OwnSeverityRole).value<models::Severity>();
    if (severity == models::Severity::Warning || severity == models::Severity::Error)
        painter.fillRect(QRect(area.left() - 4, area.top() + 1, 2, area.height() - 2), m_theme.tokens().of(severity));
}

//! Rows of one node are neighbours, which two times the same name would hide. Where a line begins it has its name.
bool MatrixView::continuesNode(const Place &place) const
{
    if (place.cell == 0 || (m_layout.columns() > 1 && place.cell % m_layout.columns() == 0))
        return false;
    const Place before{place.group, place.cell - 1};
    return m_nodes.shown(rowOf(place)).nodePtr == m_nodes.shown(rowOf(before)).nodePtr;
}

void MatrixView::paintName(QPainter &painter, const QRect &area, const Place &place) const
{
    const int row = rowOf(place);
    if (continuesNode(place)) {
        painter.setOpacity(1);
        painter.setPen(m_theme.tokens().dim);
        drawElided(painter, area.adjusted(Padding, 0, 0, 0), m_nodes.shown(row).product);
        return;
    }
    // That the cluster is silent stands once, above its nodes.
    const auto severity = m_nodes.index(row, 0).data(NodeTableModel::OwnSeverityRole).value<models::Severity>();
    const bool isWrong = severity == models::Severity::Warning || severity == models::Severity::Error;
    painter.setOpacity(1);
    if (isWrong) // a shape beside the colour
        paintStateDot(painter, QPointF(area.right() - GlyphWidth / 2.0, area.center().y() + 0.5), severity,
                      m_theme.tokens());
    painter.setPen(isWrong ? m_theme.tokens().of(severity) : textColour(m_nodes.shown(row).isStale, m_theme.tokens()));
    // The end of a name tells nodes apart.
    const QString name = m_nodes.index(row, int(NodeTableModel::Column::Node)).data().toString();
    const int width = area.width() - (isWrong ? GlyphWidth : 0);
    painter.drawText(area, int(Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine),
                     painter.fontMetrics().elidedText(name, Qt::ElideMiddle, width));
}

//! Where it is narrow, words give way to the squares, and what is free of a node on which nothing is placed to why.
void MatrixView::paintCompact(QPainter &painter, const QRect &area, const Place &place) const
{
    const Tokens &tokens = m_theme.tokens();
    const int row = rowOf(place);
    const Shown shown = m_nodes.shown(row);
    paintStrip(painter, area, shown);
    paintName(painter, QRect(area.left(), area.top(), CompactName, area.height()), place);
    QRect rest = area;
    rest.setLeft(shown.devices ? stripArea(area).right() + 1 + Padding : area.left() + CompactName + Padding);
    const QModelIndex state = m_nodes.index(row, 0);
    const QString words = state.data(NodeTableModel::OwnStateRole).toString();
    const QFont normal = painter.font();
    if (shown.devices) {
        const QModelIndex free = m_nodes.index(row, int(NodeTableModel::Column::Free));
        const bool isAnyFree = free.data(NodeTableModel::SortRole).toLongLong() > 0;
        const QString text = tr("%1 free").arg(free.data().toString());
        const int both = CompactFree + Padding + painter.fontMetrics().horizontalAdvance(words);
        if (words.isEmpty() || isAnyFree || both <= rest.width()) {
            if (rest.width() < painter.fontMetrics().horizontalAdvance(text))
                return;
            painter.setFont(isAnyFree ? weighted(normal, QFont::DemiBold) : normal);
            painter.setPen(isAnyFree ? textColour(shown.isStale, tokens) : tokens.dim);
            drawElided(painter, rest, text);
            painter.setFont(normal);
            rest.setLeft(rest.left() + CompactFree + Padding);
        }
    }
    if (rest.width() < CompactWords)
        return;
    painter.setPen(words.isEmpty() ? tokens.dim
                                   : tokens.of(state.data(NodeTableModel::OwnSeverityRole).value<models::Severity>()));
    drawElided(painter, rest, fittingText(painter.fontMetrics(), words, shorterState(state), rest.width()));
}

void MatrixView::paintDetail(QPainter &painter, const QRect &area, const Place &place) const
{
    const Tokens &tokens = m_theme.tokens();
    const int row = rowOf(place);
    const Shown shown = m_nodes.shown(row);
    const auto text = [&](NodeTableModel::Column column) { return m_nodes.index(row, int(column)).data().toString(); };
    paintStrip(painter, area, shown);
    int left = stripArea(area).right() + 2 * Padding;
    const auto column = [&](int width) {
        const QRect rect(left, area.top(), width, area.height());
        left += width;
        return rect;
    };
    const QRect free = column(DetailFree);
    const QRect allocatable = column(m_hasSlices ? DetailOfSlices : DetailOf);
    // The squares say it too: words come first.
    if (area.right() - left >= DetailBar + DetailState) {
        const QRect bar = column(DetailBar);
        const QVariant share =
            m_nodes.index(row, int(NodeTableModel::Column::Requested)).data(NodeTableModel::FractionRole);
        if (share.isValid())
            paintBar(painter, bar, share.toDouble(), 0, tokens);
    }

    paintName(painter, QRect(area.left(), area.top(), DetailName, area.height()), place);
    painter.setPen(textColour(shown.isStale, tokens));
    if (!shown.devices) {
        painter.setPen(tokens.dim);
        drawElided(painter, area.adjusted(DetailName + Padding, 0, 0, 0), text(NodeTableModel::Column::Product));
        return;
    }
    const QFont normal = painter.font();
    painter.setFont(weighted(normal, QFont::DemiBold));
    drawElided(painter, free, tr("%1 free").arg(text(NodeTableModel::Column::Free)));
    painter.setFont(normal);
    painter.setPen(tokens.dim);
    const bool isCard = shown.strip.slicesPerCard == 1;
    drawElided(painter, allocatable,
               (isCard ? u"%1"_s : tr("%1 slices")).arg(text(NodeTableModel::Column::Allocatable)));
    const QModelIndex state = m_nodes.index(row, 0);
    const QRect rest(left + 2 * Padding, area.top(), area.right() - left - 2 * Padding, area.height());
    const QString words = state.data(NodeTableModel::OwnStateRole).toString();
    if (!words.isEmpty())
        painter.setPen(tokens.of(state.data(NodeTableModel::OwnSeverityRole).value<models::Severity>()));
    drawElided(painter, rest,
               words.isEmpty() ? shown.product
                               : fittingText(painter.fontMetrics(), words, shorterState(state), rest.width()),
               Qt::AlignRight);
}

void MatrixView::paintTile(QPainter &painter, const QRect &area, const Shown &shown) const
{
    const auto &runs = shown.strip.runs;
    std::optional<DeviceStrip> ofHolder; // a node where it has a little is not one that is full of others
    if (m_holder) {
        const bool isHolder =
            std::any_of(runs.begin(), runs.end(), [&](const DeviceRun &run) { return !isFaint(shown, run); });
        painter.setOpacity(painter.opacity() * (isHolder ? 1 : 0.25));
        if (isHolder) {
            ofHolder = shown.strip;
            for (DeviceRun &run : ofHolder->runs) {
                if (run.pod >= 0 && isFaint(shown, run))
                    run = {DeviceRun::State::Free, -1, run.count};
            }
        }
    }
    const bool isUnhealthy = std::any_of(runs.begin(), runs.end(),
                                         [](const DeviceRun &run) { return run.state == DeviceRun::State::Unhealthy; });
    paintNodeTile(painter, area,
                  {.strip = ofHolder ? *ofHolder : shown.strip,
                   .hasDevices = shown.devices.has_value(),
                   .isSchedulable = shown.node.availability.isSchedulable,
                   .isFaulty = isUnhealthy || !shown.node.availability.isReady},
                  m_theme.tokens());
}

void MatrixView::rememberAnchor()
{
    m_anchor.clear();
    const int top = verticalScrollBar()->value();
    const auto [firstGroup, lastGroup] = m_layout.groupsIn(top, top + viewport()->height());
    for (int group = firstGroup; group <= lastGroup; ++group) {
        const auto [first, last] = m_layout.cellsIn(group, top, top + viewport()->height());
        if (last < first)
            continue;
        const Place place{group, first};
        m_anchor = m_nodes.index(rowOf(place), 0).data(NodeTableModel::KeyRole).toString();
        m_anchorDistance = top - m_layout.cell(place).top();
        return;
    }
}

void MatrixView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    if (m_isArranging) {
        arrange();
        return;
    }
    const auto selection = selectionOnScreen(event->oldSize().height()); // as it was before
    const auto form = [this] { return std::pair(m_scale, m_layout.columns()); };
    const auto before = form();
    arrangeAnchored();
    if (selection && form() != before) // else all stands where it stood
        arrangeAround(selection);
}

void MatrixView::mousePressEvent(QMouseEvent *event)
{
    const auto place = placeAt(event->pos());
    if (!place || event->button() != Qt::LeftButton)
        return;
    if (place->cell < 0) {
        if (const auto group = titleAt(event->pos()))
            emit clusterActivated(m_groups.groups()[std::size_t(*group)].contextId);
        return;
    }
    setCurrent(*place);
    const DeviceRun *run = runAt(*place, event->pos());
    if (!run || run->pod < 0)
        return;
    const Shown shown = m_nodes.shown(rowOf(*place));
    const kubernetes::Pod &pod = *shown.node.holders[std::size_t(run->pod)];
    setHolder(HolderSelection::next(m_holder, shown.contextId, pod));
    emit holderPicked(m_holder);
}

void MatrixView::mouseReleaseEvent(QMouseEvent *event)
{
    event->accept(); // the press did it all
}

void MatrixView::mouseMoveEvent(QMouseEvent *event)
{
    const auto place = placeAt(event->pos());
    const std::optional<int> title = titleAt(event->pos());
    viewport()->setCursor((place && place->cell >= 0) || title ? Qt::PointingHandCursor : Qt::ArrowCursor);
    linkTitle(title);
}

//! What can be pressed looks like it.
void MatrixView::linkTitle(std::optional<int> group)
{
    if (m_linkedGroup == group)
        return;
    for (const std::optional<int> &changed : {std::exchange(m_linkedGroup, group), group}) {
        if (changed && *changed < int(m_groups.groups().size()))
            viewport()->update(m_layout.header(*changed).translated(offset()));
    }
}

void MatrixView::wheelEvent(QWheelEvent *event)
{
    if (event->modifiers() & Qt::ControlModifier)
        zoomAround(nextZoom(event->angleDelta().y() > 0 ? 1 : -1), anchorAt(event->position().toPoint()));
    else
        QAbstractScrollArea::wheelEvent(event);
}

void MatrixView::keyPressEvent(QKeyEvent *event)
{
    const auto current = placeOf(m_key);
    const auto go = [&](int columns, int lines) {
        if (const auto to = current ? std::optional(m_layout.moved(*current, columns, lines)) : m_layout.first())
            setCurrent(*to);
    };
    const int page = std::max(1, viewport()->height() / std::max(1, metricsOf(m_scale, m_stripWidth).cellHeight) - 1);
    switch (event->key()) {
    case Qt::Key_Left:
        return go(-1, 0);
    case Qt::Key_Right:
        return go(1, 0);
    case Qt::Key_Up:
        return go(0, -1);
    case Qt::Key_Down:
        return go(0, 1);
    case Qt::Key_PageUp:
        return go(0, -page);
    case Qt::Key_PageDown:
        return go(0, page);
    case Qt::Key_Home:
        if (const auto first = m_layout.first())
            setCurrent(*first);
        return;
    case Qt::Key_End:
        if (const auto last = m_layout.last())
            setCurrent(*last);
        return;
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return pickNextHolder();
    case Qt::Key_Escape:
        setHolder({});
        emit holderPicked({});
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomBy(1);
    case Qt::Key_Minus:
        return zoomBy(-1);
    case Qt::Key_0:
        return setZoom({});
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

std::vector<KeyHint> MatrixView::keyHints()
{
    const auto keys = [](std::initializer_list<Qt::Key> list) {
        QList<QKeySequence> sequences;
        for (const Qt::Key key : list)
            sequences += QKeySequence(key);
        return sequences;
    };
    return {{keys({Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down}), tr("The node beside, above, below")},
            {keys({Qt::Key_PageUp, Qt::Key_PageDown}), tr("A page up, a page down")},
            {keys({Qt::Key_Home, Qt::Key_End}), tr("First node, last node")},
            {keys({Qt::Key_Return, Qt::Key_Space}), tr("Show all that the next holder on the node holds")},
            {keys({Qt::Key_Escape}), tr("Show all holders alike")},
            {keys({Qt::Key_Plus, Qt::Key_Equal}), tr("Zoom in")},
            {keys({Qt::Key_Minus}), tr("Zoom out")},
            {keys({Qt::Key_0}), tr("Zoom so that it fits")}};
}

void MatrixView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

bool MatrixView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        linkTitle({});
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    QToolTip::showText(help->globalPos(), models::toolTipText(toolTipAt(help->pos())), viewport());
    return true;
}

void MatrixView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        m_hasOtherRows = true;
        arrange();
    }
}

} // namespace fairlead::ui
