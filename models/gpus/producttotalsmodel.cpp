// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "producttotalsmodel.h"

#include "gpuavailability.h"
#include "models/formats.h"
#include "models/plaintext.h"
#include "productdetails.h"
#include "productparts.h"
#include "producttext.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using accelerators::ProductTotal;

double fraction(std::int64_t part, std::int64_t whole)
{
    return whole > 0 ? std::clamp(double(part) / double(whole), 0.0, 1.0) : 0.0;
}

//! Of a product whose memory is not told the place of the one that it must be; -1: none.
template <class Row, class ProductOf>
int placeOf(const std::vector<Row> &rows, const accelerators::Product &product, ProductOf productOf)
{
    const auto row = accelerators::findProduct(rows, product, productOf);
    return row != rows.end() ? int(row - rows.begin()) : -1;
}

int placeOf(const std::vector<ProductTotal> &totals, const accelerators::Product &product)
{
    return placeOf(totals, product, &ProductTotal::product);
}

} // namespace

bool ProductTotalsModel::Source::isCounted() const
{
    return isSpeaker && products && countsInTotals(status.state);
}

bool ProductTotalsModel::Source::isRemembered() const
{
    return isSpeaker && products && !countsInTotals(status.state);
}

ProductTotalsModel::ProductTotalsModel(QObject *parent)
    : QAbstractListModel(parent)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, &ProductTotalsModel::flush);
}

void ProductTotalsModel::applyDelta(const QString &contextId, const accelerators::ClusterDelta &delta)
{
    m_sources[contextId].products = delta.products;
    schedule();
}

void ProductTotalsModel::removeCluster(const QString &contextId)
{
    m_sources[contextId].products.reset();
    schedule();
}

void ProductTotalsModel::setContext(const ContextEntry &entry)
{
    Source &source = m_sources[entry.context.id];
    const bool isSpeaker = entry.isOpen && entry.isPrimary;
    if (source.status == entry.status && source.isSpeaker == isSpeaker)
        return;
    source.status = entry.status;
    source.isSpeaker = isSpeaker;
    schedule();
}

void ProductTotalsModel::removeContext(const QString &contextId)
{
    m_sources.remove(contextId);
    schedule();
}

void ProductTotalsModel::schedule()
{
    if (!m_timer.isActive())
        m_timer.start();
}

void ProductTotalsModel::flush()
{
    m_timer.stop();
    merge(computed());
    m_notCounted.clear();
    m_countedClusters = 0;
    for (auto source = m_sources.cbegin(); source != m_sources.cend(); ++source) {
        if (source->isCounted())
            ++m_countedClusters;
        else if (source->isSpeaker)
            m_notCounted.push_back({source.key(), source->status});
    }
    emit coverageChanged();
}

std::vector<ProductTotalsModel::Cluster> ProductTotalsModel::clusters() const
{
    std::vector<Cluster> clusters;
    for (auto source = m_sources.cbegin(); source != m_sources.cend(); ++source) {
        if (source->isSpeaker)
            clusters.push_back({source.key(), source->status, source->isCounted(),
                                source->products.value_or(std::vector<accelerators::ProductAvailability>())});
    }
    return clusters;
}

bool ProductTotalsModel::hasLastSeen() const
{
    return std::any_of(m_rows.begin(), m_rows.end(), [](const Row &row) { return row.isLastSeen; });
}

int ProductTotalsModel::rowOf(const accelerators::Product &product) const
{
    return placeOf(m_rows, product, [](const Row &row) -> const accelerators::Product & { return row.total.product; });
}

std::vector<ProductTotalsModel::Row> ProductTotalsModel::computed() const
{
    using Clusters = std::vector<std::vector<accelerators::ProductAvailability>>;
    Clusters counted;
    Clusters remembered;
    for (const Source &source : m_sources) {
        if (source.isCounted())
            counted.push_back(*source.products);
        else if (source.isRemembered())
            remembered.push_back(*source.products);
    }
    const std::vector<ProductTotal> now = accelerators::productTotals(counted);
    std::vector<Row> rows;
    rows.reserve(now.size());
    for (const ProductTotal &total : now)
        rows.push_back(Row{.total = total});
    if (remembered.empty())
        return rows;
    for (const ProductTotal &total : accelerators::productTotals(remembered)) {
        if (placeOf(now, total.product) < 0)
            rows.push_back(Row{.total = total, .isLastSeen = true, .seenAt = seenAt(total.product)});
    }
    Clusters all = std::move(counted);
    all.insert(all.end(), remembered.begin(), remembered.end());
    const std::vector<ProductTotal> order = accelerators::productTotals(all); // old and new ones in one order
    std::stable_sort(rows.begin(), rows.end(), [&order](const Row &a, const Row &b) {
        return placeOf(order, a.total.product) < placeOf(order, b.total.product);
    });
    return rows;
}

std::int64_t ProductTotalsModel::seenAt(const accelerators::Product &product) const
{
    std::int64_t oldest = 0;
    for (const Source &source : m_sources) {
        const std::int64_t since = source.status.staleSince;
        if (source.isRemembered() && accelerators::rowOf(*source.products, product) && since > 0)
            oldest = oldest == 0 ? since : std::min(oldest, since);
    }
    return oldest;
}

//! Both lists are in the same order of products, so one pass finds what came, went and changed.
void ProductTotalsModel::merge(const std::vector<Row> &rows)
{
    std::size_t at = 0;
    for (const Row &row : rows) {
        const auto isRow = [&row](const Row &had) { return had.total.product == row.total.product; };
        while (at < m_rows.size() && !isRow(m_rows[at]) &&
               std::none_of(rows.begin(), rows.end(),
                            [&](const Row &other) { return other.total.product == m_rows[at].total.product; })) {
            beginRemoveRows({}, int(at), int(at));
            m_rows.erase(m_rows.begin() + std::ptrdiff_t(at));
            endRemoveRows();
        }
        if (at < m_rows.size() && isRow(m_rows[at])) {
            if (m_rows[at] != row) {
                m_rows[at] = row;
                emit dataChanged(index(int(at)), index(int(at)));
            }
        } else {
            beginInsertRows({}, int(at), int(at));
            m_rows.insert(m_rows.begin() + std::ptrdiff_t(at), row);
            endInsertRows();
        }
        ++at;
    }
    if (at < m_rows.size()) {
        beginRemoveRows({}, int(at), int(m_rows.size()) - 1);
        m_rows.resize(at);
        endRemoveRows();
    }
}

int ProductTotalsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant ProductTotalsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[std::size_t(index.row())];
    const auto parts = ProductParts::of(row.total);
    switch (role) {
    case Qt::DisplayRole:
        return productText(row.total.product);
    case FilterRole:
        return productFilter({productText(row.total.product)});
    case Qt::AccessibleTextRole:
        return tr("%1: %2. %3").arg(productText(row.total.product), partsText(row).join(", "_L1), note(row));
    case Qt::ToolTipRole:
        return toolTipText(
            (QStringList(productText(row.total.product)) + partsText(row) + QStringList(note(row))).join(u'\n'));
    case FreeRole:
        return isFreeKnown(row.total) ? QVariant(qlonglong(row.total.known.free)) : QVariant();
    case AllocatableRole:
        return qlonglong(countedDevices(row.total));
    case UnusableRole:
        return qlonglong(parts.unusable);
    case RequestedFractionRole:
        return fraction(parts.requested + parts.elsewhere, parts.total);
    case UnusableFractionRole:
        return fraction(parts.unusable, parts.total);
    case NoteRole:
        return note(row);
    case HasWarningRole:
        return row.isLastSeen || parts.unusable > 0 || row.total.unknownClusters > 0;
    case IsLastSeenRole:
        return row.isLastSeen;
    default:
        return {};
    }
}

//! What adds up to the whole, each with its number.
QStringList ProductTotalsModel::partsText(const Row &row) const
{
    const QString total = numberText(countedDevices(row.total));
    if (!isFreeKnown(row.total))
        return {tr("unknown of %1 free").arg(total)};
    const auto parts = ProductParts::of(row.total);
    QStringList lines{tr("%1 of %2 free").arg(numberText(parts.free), total),
                      tr("%1 requested").arg(numberText(parts.requested))};
    if (parts.unusable > 0)
        lines +=
            tr("%1 unusable: not requested, but on nodes where nothing can be placed").arg(numberText(parts.unusable));
    if (parts.elsewhere > 0)
        lines += tr("%1 held through another resource of their cards").arg(numberText(parts.elsewhere));
    return lines;
}

QString ProductTotalsModel::note(const Row &row) const
{
    if (row.isLastSeen)
        return row.seenAt == 0 ? tr("as last seen") : tr("as last seen %1").arg(clockText(row.seenAt));
    QStringList parts;
    if (const std::int64_t unusable = ProductParts::of(row.total).unusable; unusable > 0)
        parts += tr("%1 unusable").arg(numberText(unusable));
    if (row.total.unknownClusters > 0) {
        const std::int64_t more = row.total.allocatable - countedDevices(row.total);
        if (more > 0)
            parts += tr("%1 more").arg(numberText(more));
        parts += tr("free unknown in %Ln cluster(s)", nullptr, int(row.total.unknownClusters));
    }
    parts += tr("%Ln cluster(s)", nullptr, int(row.total.clusters));
    return parts.join(u" · "_s);
}

} // namespace fairlead::models
