// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "productdetailsmodel.h"

#include "gpuavailability.h"
#include "holdercolours.h"
#include "models/clusters/contextstate.h"
#include "models/formats.h"
#include "models/plaintext.h"
#include "nodetablemodel.h"
#include "productparts.h"
#include "producttotalsmodel.h"

#include <QStringList>
#include <QtConcurrent>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

constexpr std::size_t MostHolders = 10;
constexpr std::size_t MostNames = 16;
constexpr std::size_t MostClusters = 64;
constexpr int LeastInterval = 250; //!< ms
constexpr int FewNodes = 256;      //!< are counted at once, without a worker

double fraction(std::int64_t part, std::int64_t whole)
{
    return whole > 0 ? std::clamp(double(part) / double(whole), 0.0, 1.0) : 0.0;
}

//! Free, requested, unusable and what they add up to.
std::vector<Figure> figuresOf(const ProductParts &parts)
{
    const auto figure = [](std::int64_t number, Severity severity) {
        return Figure{numberText(number), number > 0 ? severity : Severity::Dim};
    };
    return {figure(parts.free, Severity::Neutral), figure(parts.requested, Severity::Neutral),
            figure(parts.unusable, Severity::Warning), figure(parts.total, Severity::Neutral)};
}

} // namespace

ProductDetailsModel::ProductDetailsModel(const NodeTableModel &nodes, const ProductTotalsModel &totals,
                                         HolderColours &colours, QObject *parent)
    : QObject(parent)
    , m_nodes(nodes)
    , m_totals(totals)
    , m_colours(colours)
{
    const QStringList captions{tr("Free"), tr("Requested"), tr("Unusable"), tr("Total")};
    sums.setCaptions(captions);
    clusters.setCaptions(captions);
    m_timer.setSingleShot(true);
    m_timer.setInterval(LeastInterval);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (m_isDirty)
            update();
    });
    connect(&m_counting, &QFutureWatcherBase::finished, this, &ProductDetailsModel::onCounted);
    connect(&totals, &ProductTotalsModel::coverageChanged, this, &ProductDetailsModel::schedule);
}

void ProductDetailsModel::setProduct(const std::optional<accelerators::Product> &product)
{
    if (m_product == product)
        return;
    m_product = product;
    m_isCounted = false;
    m_details = {};
    m_counting.setFuture({}); // an answer about another product is none
    if (!product)
        return;
    const int row = m_totals.rowOf(*product);
    m_isFound = row >= 0 && !m_totals.isLastSeen(row);
    m_details.total = m_isFound ? m_totals.total(row) : accelerators::ProductTotal{.product = *product};
    show();
    update();
}

void ProductDetailsModel::setActive(bool isActive)
{
    if (std::exchange(m_isActive, isActive) != isActive && isActive)
        update();
}

void ProductDetailsModel::schedule()
{
    m_isDirty = true;
    if (m_isActive && m_product && !m_timer.isActive() && !m_counting.isRunning())
        m_timer.start();
}

//! Nothing when no cluster that is counted has the product.
std::optional<std::vector<ProductSource>> ProductDetailsModel::sources()
{
    m_isDirty = false;
    const int row = m_totals.rowOf(*m_product);
    m_isFound = row >= 0 && !m_totals.isLastSeen(row);
    if (!m_isFound)
        return {};
    m_product = m_totals.total(row).product; // its memory may be known by now
    std::vector<ProductSource> sources;
    for (ProductTotalsModel::Cluster &cluster : m_totals.clusters()) {
        auto nodes = cluster.isCounted ? m_nodes.nodesOf(cluster.contextId) : std::vector<accelerators::NodeRowPtr>();
        sources.push_back(
            {cluster.contextId, cluster.status, cluster.isCounted, std::move(cluster.products), std::move(nodes)});
    }
    return sources;
}

void ProductDetailsModel::flush()
{
    if (!m_product || !m_isActive)
        return;
    m_counting.setFuture({});
    if (const auto from = sources())
        m_details = productDetails(m_totals.total(m_totals.rowOf(*m_product)), *from);
    m_isCounted = true;
    show();
    m_timer.start(); // the least pause
    emit changed();
}

void ProductDetailsModel::update()
{
    if (m_nodes.nodeCount() <= FewNodes) {
        flush();
        return;
    }
    if (!m_product || !m_isActive)
        return;
    auto from = sources();
    if (!from) {
        emit changed();
        return;
    }
    m_counting.setFuture(QtConcurrent::run([total = m_totals.total(m_totals.rowOf(*m_product)),
                                            sources = std::move(*from)] { return productDetails(total, sources); }));
}

void ProductDetailsModel::onCounted()
{
    if (m_counting.future().resultCount() == 0) // given up
        return;
    m_details = m_counting.result();
    m_isCounted = true;
    show();
    m_timer.start();
    emit changed();
}

void ProductDetailsModel::show()
{
    const accelerators::ProductTotal &total = m_details.total;
    FigureRow sum{
        .key = u"sum"_s, .name = tr("Counted clusters"), .note = tr("%Ln cluster(s)", nullptr, int(total.clusters))};
    const bool isKnown = isFreeKnown(total);
    const auto parts = ProductParts::of(total);
    if (isKnown) {
        sum.figures = figuresOf(parts);
        sum.share = fraction(parts.requested + parts.elsewhere, parts.total);
        sum.unusable = fraction(parts.unusable, parts.total);
    } else {
        sum.figures = {{u"?"_s}, {u"?"_s}, {u"?"_s}, {numberText(total.allocatable)}};
    }
    QStringList notes{unusableText(m_details)};
    if (total.unknownClusters > 0)
        notes += tr("These leave out %Ln cluster(s) whose pods cannot be listed, with %1 of them.", nullptr,
                    int(total.unknownClusters))
                     .arg(numberText(total.allocatable - total.known.allocatable));
    notes.removeAll(QString());
    sum.text = notes.join(u' ');
    sum.severity = Severity::Warning;
    sums.setRows({std::move(sum)});
    showClusters();
    showHolders(namespaces, m_details.namespaces, true);
    showHolders(users, m_details.users, false);
    showNodes();
    showSizes();
    showNames();
}

void ProductDetailsModel::showClusters()
{
    std::vector<FigureRow> rows;
    for (const ProductDetails::Cluster &cluster : m_details.clusters) {
        if (rows.size() == MostClusters - 1 && m_details.clusters.size() > MostClusters) {
            rows.push_back({.key = u"\nmore"_s,
                            .name = tr("and %Ln more", nullptr, int(m_details.clusters.size() - rows.size()))});
            break;
        }
        FigureRow row{.key = cluster.contextId,
                      .name = plainLine(cluster.contextId, 120),
                      .note = tr("%Ln node(s)", nullptr, int(cluster.nodes)),
                      .isStale = !cluster.isCounted,
                      .toolTip = cluster.contextId};
        if (cluster.requested && cluster.free) {
            const auto parts = ProductParts::of({cluster.allocatable, *cluster.requested, *cluster.free},
                                                cluster.allocatable - cluster.usable);
            row.figures = figuresOf(parts);
            row.share = fraction(parts.requested + parts.elsewhere, parts.total);
            row.unusable = fraction(parts.unusable, parts.total);
        } else {
            row.figures = {{u"?"_s}, {u"?"_s}, {u"?"_s}, {numberText(cluster.allocatable)}};
        }
        if (!cluster.isCounted) {
            row.text = tr("%1: left out of the sums").arg(stateText(cluster.status));
            row.severity = severityOf(cluster.status.state);
        } else if (!cluster.free) {
            row.text = tr("What is free is not known: its pods cannot be listed.");
            row.severity = Severity::Warning;
        }
        rows.push_back(std::move(row));
    }
    clusters.setRows(std::move(rows));
}

void ProductDetailsModel::showHolders(FiguresModel &model, const std::vector<ProductDetails::Holder> &holders,
                                      bool areNamespaces)
{
    // Bars compare with the largest; who is named first is mostly that.
    std::int64_t most = 0;
    std::int64_t others = 0;
    for (const ProductDetails::Holder &holder : holders)
        most = std::max(most, holder.devices);
    std::vector<FigureRow> rows;
    for (std::size_t i = 0; i < holders.size(); ++i) {
        const ProductDetails::Holder &holder = holders[i];
        if (i >= MostHolders) {
            others += holder.devices;
            continue;
        }
        QStringList notes{tr("%Ln pod(s)", nullptr, int(holder.pods))};
        if (holder.releasing > 0)
            notes += tr("%1 releasing").arg(numberText(holder.releasing));
        rows.push_back({.key = holder.name,
                        .name = holder.name.isEmpty() ? tr("no user named") : plainLine(holder.name, 120),
                        .note = notes.join(u" · "_s),
                        .value = numberText(holder.devices),
                        .share = fraction(holder.devices, most),
                        .holder = areNamespaces ? m_colours.indexOf(holder.name) : -1,
                        .isStale = holder.name.isEmpty(),
                        .toolTip = holder.name});
    }
    if (holders.size() > MostHolders)
        rows.push_back({.key = u"\nmore"_s,
                        .name = tr("and %Ln more", nullptr, int(holders.size() - MostHolders)),
                        .value = numberText(others),
                        .isStale = true});
    model.setRows(std::move(rows));
}

void ProductDetailsModel::showNodes()
{
    const bool areSeveral = m_details.clusters.size() > 1;
    std::vector<FigureRow> rows;
    for (const ProductDetails::FreeNode &node : m_details.freeNodes) {
        FigureRow row{.key = NodeTableModel::keyOf(node.contextId, node.uid, node.resource),
                      .name = plainLine(node.name, 200),
                      .note = areSeveral ? plainLine(node.contextId, 120) : QString(),
                      .value = tr("%1 of %2").arg(numberText(node.free), numberText(node.allocatable)),
                      .toolTip = tr("%1\n%2").arg(node.name, node.contextId)};
        if (node.requestable == 0) {
            row.text = tr("One pod can ask for none of these now.");
            row.severity = Severity::Warning;
        }
        rows.push_back(std::move(row));
    }
    freeNodes.setRows(std::move(rows));
}

void ProductDetailsModel::showSizes()
{
    std::vector<Fact> facts;
    for (const ProductDetails::Size &size : m_details.sizes) {
        Fact fact{.key = QString::number(size.devices), .note = tr("on %Ln node(s)", nullptr, int(size.nodes))};
        fact.title = numberText(size.devices);
        fact.copied = fact.title + u'\t' + numberText(size.nodes);
        facts.push_back(std::move(fact));
    }
    if (facts.empty() && m_isCounted)
        facts.push_back({.key = u"none"_s, .title = tr("No pod can ask for any now."), .severity = Severity::Dim});
    sizes.setRows(std::move(facts));
}

void ProductDetailsModel::showNames()
{
    std::vector<Fact> facts;
    for (const ProductDetails::Name &name : m_details.names) {
        if (facts.size() == MostNames)
            break;
        Fact fact{.key = name.label + u'\n' + name.value, .note = tr("%Ln node(s)", nullptr, int(name.nodes))};
        fact.title = name.value.isEmpty() ? tr("no label") : plainLine(name.value, 200);
        fact.text = plainLine(name.label, 200);
        fact.toolTip = name.label.isEmpty() ? tr("No label of these nodes names the product.")
                                            : u"%1 = %2"_s.arg(name.label, name.value);
        fact.copied = plainLine(name.label) + u'\t' + plainLine(name.value);
        facts.push_back(std::move(fact));
    }
    names.setRows(std::move(facts));
}

QString ProductDetailsModel::leftOutText() const
{
    QStringList left;
    for (const ProductDetails::Cluster &cluster : m_details.clusters) {
        if (!cluster.isCounted)
            left += tr("%1 (%2)").arg(plainLine(cluster.contextId, 80), stateText(cluster.status));
    }
    if (left.isEmpty())
        return {};
    return tr("Left out of the sums: %1").arg(namesText(left));
}

} // namespace fairlead::models
