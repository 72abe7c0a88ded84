// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "gpuavailability.h"

#include "backends/accelerators/requestable.h"
#include "models/remedies.h"
#include "productmatch.h"
#include "productparts.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

using accelerators::NodeDevices;
using accelerators::ProductAvailability;
using Json = nlohmann::ordered_json;

namespace {

std::string utf8(const QString &text)
{
    return text.toStdString();
}

Json orNull(const QString &text)
{
    return text.isEmpty() ? Json(nullptr) : Json(utf8(text));
}

template <class T>
Json orNull(const std::optional<T> &value)
{
    return value ? Json(*value) : Json(nullptr);
}

Json time(std::int64_t seconds)
{
    return seconds == 0 ? Json(nullptr)
                        : Json(utf8(QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC).toString(Qt::ISODate)));
}

Json strings(const QStringList &list)
{
    Json result = Json::array();
    for (const QString &text : list)
        result.push_back(utf8(text));
    return result;
}

std::string kindJson(accelerators::Kind kind)
{
    return utf8(kindText(kind));
}

Json total(const accelerators::ProductTotal &total)
{
    return {{"product", utf8(total.product.name)},
            {"resource", utf8(total.product.resource)},
            {"kind", kindJson(total.product.kind)},
            {"profile", orNull(total.product.profile)},
            {"memoryMiB", orNull(total.product.memoryMiB)},
            {"allocatable", total.allocatable},
            {"usable", total.usable},
            {"unusable", isFreeKnown(total) ? Json(ProductParts::of(total).unusable) : Json()},
            {"requested", orNull(total.requested)},
            {"free", orNull(total.free)},
            {"clusters", total.clusters},
            {"unknownClusters", total.unknownClusters},
            {"knownAllocatable", total.known.allocatable},
            {"knownRequested", total.known.requested},
            {"knownFree", total.known.free}};
}

Json product(const ProductAvailability &product)
{
    const auto parts = ProductParts::of(product);
    return {{"product", utf8(product.product.name)},
            {"resource", utf8(product.product.resource)},
            {"kind", kindJson(product.product.kind)},
            {"profile", orNull(product.product.profile)},
            {"memoryMiB", orNull(product.product.memoryMiB)},
            {"nodes", product.nodes},
            {"capacity", product.capacity},
            {"allocatable", product.allocatable},
            {"usable", product.usable},
            {"unusable", parts ? Json(parts->unusable) : Json()},
            {"requested", orNull(product.requested)},
            {"free", orNull(product.free)},
            {"requestableNow", product.requestableNow},
            {"requestableMax", product.requestableMax}};
}

Json devices(const NodeDevices &devices)
{
    return {{"resource", utf8(devices.product.resource)},
            {"product", utf8(devices.product.name)},
            {"rawProduct", orNull(devices.rawProduct)},
            {"labelSource", orNull(devices.labelSource)},
            {"kind", kindJson(devices.product.kind)},
            {"profile", orNull(devices.product.profile)},
            {"memoryMiB", orNull(devices.product.memoryMiB)},
            {"sharedBy", devices.sharedBy},
            {"capacity", devices.capacity},
            {"allocatable", devices.allocatable},
            {"requested", orNull(devices.requested)},
            {"free", orNull(devices.free)},
            {"usable", devices.usable},
            {"unhealthy", devices.unhealthy},
            {"overcommitted", devices.isOvercommitted},
            {"problem", orNull(problemText(devices.problem))},
            {"multiHost", devices.isMultiHost}};
}

Json node(const accelerators::NodeRow &row)
{
    const accelerators::NodeAvailability &a = row.availability;
    Json reasons = Json::array();
    for (const accelerators::Reason &reason : a.reasons)
        reasons.push_back(utf8(reason.text()));
    Json taints = Json::array();
    for (const accelerators::TaintView &taint : a.taints) {
        taints.push_back({{"key", utf8(taint.taint.key)},
                          {"value", orNull(taint.taint.value)},
                          {"effect", utf8(taint.taint.effect)},
                          {"tolerated", taint.isTolerated}});
    }
    Json deviceList = Json::array();
    for (const NodeDevices &entry : a.devices)
        deviceList.push_back(devices(entry));
    return {
        {"name", utf8(a.node->name)},
        {"uid", utf8(a.node->uid)},
        {"ready", a.isReady},
        {"cordoned", a.isCordoned},
        {"schedulable", a.isSchedulable},
        {"reasons", std::move(reasons)},
        {"taints", std::move(taints)},
        {"addresses", {{"internal", orNull(a.node->internalAddress)}, {"external", orNull(a.node->externalAddress)}}},
        {"cpu",
         {{"capacityMillicores", a.cpuCapacityMillicores},
          {"allocatableMillicores", a.cpuAllocatableMillicores},
          {"requestedMillicores", orNull(a.cpuRequestedMillicores)}}},
        {"memory",
         {{"capacityBytes", a.memoryCapacityBytes},
          {"allocatableBytes", a.memoryAllocatableBytes},
          {"requestedBytes", orNull(a.memoryRequestedBytes)}}},
        {"devices", std::move(deviceList)}};
}

void addWaiting(Json &list, const kubernetes::Pod &pod, const QStringList &extra)
{
    for (const accelerators::DeviceRequest &request : accelerators::deviceRequests(pod, extra)) {
        list.push_back({{"namespace", utf8(pod.namespaceName)},
                        {"name", utf8(pod.name)},
                        {"resource", utf8(request.resource)},
                        {"count", request.count},
                        {"since", time(pod.created)},
                        {"reason", orNull(pod.waitingMessage.isEmpty() ? pod.waitingReason : pod.waitingMessage)}});
    }
}

void addHolder(Json &list, const kubernetes::Pod &pod, const QStringList &extra)
{
    for (const accelerators::DeviceRequest &request : accelerators::deviceRequests(pod, extra)) {
        const Json owner = pod.ownerKind.isEmpty() ? Json(nullptr)
                                                   : Json{{"kind", utf8(pod.ownerKind)}, {"name", utf8(pod.ownerName)}};
        list.push_back({{"namespace", utf8(pod.namespaceName)},
                        {"pod", utf8(pod.name)},
                        {"owner", owner},
                        {"node", utf8(pod.nodeName)},
                        {"resource", utf8(request.resource)},
                        {"count", request.count},
                        {"phase", utf8(toString(pod.phase))},
                        {"releasing", pod.isTerminating},
                        {"since", time(pod.started == 0 ? pod.created : pod.started)}});
    }
}

Json cluster(const ClusterAnswer &answer, const QStringList &extra)
{
    Json products = Json::array();
    for (const ProductAvailability &entry : answer.products)
        products.push_back(product(entry));
    Json nodes = Json::array();
    Json holders = Json::array();
    for (const accelerators::NodeRowPtr &row : answer.nodes) {
        nodes.push_back(node(*row));
        for (const kubernetes::PodPtr &pod : row->holders)
            addHolder(holders, *pod, extra);
    }
    Json waiting = Json::array();
    for (const kubernetes::PodPtr &pod : answer.waiting)
        addWaiting(waiting, *pod, extra);
    Json failed = Json::array();
    for (const FailedContext &context : answer.failedContexts) {
        failed.push_back({{"context", utf8(context.context)},
                          {"state", utf8(toString(context.state))},
                          {"error", errorDocument(context.error, context.context)}});
    }
    return {{"id", orNull(answer.id)},
            {"contexts", strings(answer.contexts)},
            {"context", utf8(answer.context)},
            {"state", utf8(toString(answer.status.state))},
            {"error", errorDocument(answer.status.error, answer.context)},
            {"failedContexts", std::move(failed)},
            {"serverVersion", orNull(answer.status.serverVersion)},
            {"products", std::move(products)},
            {"nodes", std::move(nodes)},
            {"waiting", std::move(waiting)},
            {"holders", std::move(holders)}};
}

//! Whether the Node can give so many to one Pod now. A number that is not known rules no Node out.
bool canGive(const accelerators::NodeAvailability &node, const NodeDevices &devices, std::int64_t count)
{
    if (count == 0)
        return true;
    const accelerators::Requestable requestable = accelerators::requestable(node, devices);
    const bool isKnown = devices.available && node.cpuRequestedMillicores && node.memoryRequestedBytes && node.pods;
    return (isKnown ? requestable.now : requestable.max) >= count;
}

bool isAskedFor(const accelerators::Product &product, const QString &rawProduct, const ProductFilter &filter)
{
    return filter.product.isEmpty() || productMatches(product, rawProduct, filter.product);
}

bool isAskedFor(const NodeDevices &devices, const std::vector<ProductAvailability> &products,
                const ProductFilter &filter)
{
    const ProductAvailability *row = rowOf(products, devices.product);
    return isAskedFor(row ? row->product : devices.product, devices.rawProduct, filter);
}

//! The row with only the devices that the filter names; null when none is left.
accelerators::NodeRowPtr filtered(const accelerators::NodeRow &row, const std::vector<ProductAvailability> &products,
                                  const ProductFilter &filter, const accelerators::Options &options)
{
    accelerators::NodeRow left = row;
    std::erase_if(left.availability.devices, [&](const NodeDevices &devices) {
        return !isAskedFor(devices, products, filter) || !canGive(row.availability, devices, filter.count);
    });
    if (left.availability.devices.empty())
        return nullptr;
    std::erase_if(left.holders, [&](const kubernetes::PodPtr &pod) {
        const auto requests = accelerators::deviceRequests(*pod, options.extraResources);
        return std::none_of(requests.begin(), requests.end(), [&left](const accelerators::DeviceRequest &request) {
            return std::any_of(left.availability.devices.begin(), left.availability.devices.end(),
                               [&request](const NodeDevices &d) { return d.product.resource == request.resource; });
        });
    });
    return std::make_shared<const accelerators::NodeRow>(std::move(left));
}

} // namespace

QString kindText(accelerators::Kind kind)
{
    return toString(kind == accelerators::Kind::Partition ? accelerators::Kind::Mig : kind);
}

QString problemText(NodeDevices::Problem problem)
{
    switch (problem) {
    case NodeDevices::Problem::None:
        return {};
    case NodeDevices::Problem::NoDevices:
        return u"NoDevices"_s;
    case NodeDevices::Problem::NotRegistered:
        return u"NotRegistered"_s;
    }
    return {};
}

QString problemWords(NodeDevices::Problem problem)
{
    switch (problem) {
    case NodeDevices::Problem::None:
        break;
    case NodeDevices::Problem::NoDevices:
        return QCoreApplication::translate("NodeDevices", "plugin counts no devices");
    case NodeDevices::Problem::NotRegistered:
        return QCoreApplication::translate("NodeDevices", "no device plugin");
    }
    return {};
}

Json errorDocument(const std::optional<ApiError> &error, const QString &context)
{
    if (!error)
        return nullptr;
    const Remedy words = remedyFor(*error, context);
    return {{"kind", utf8(toString(error->kind))},
            {"httpStatus", error->httpStatus == 0 ? Json(nullptr) : Json(error->httpStatus)},
            {"message", orNull(error->message)},
            {"cause", utf8(words.cause)},
            {"remedy", utf8(words.remedy)}};
}

std::optional<ProductFilter> ProductFilter::parse(const QString &text)
{
    const qsizetype colon = text.lastIndexOf(u':');
    ProductFilter filter{.product = colon < 0 ? text : text.left(colon)};
    if (colon >= 0) {
        bool ok = false;
        filter.count = text.mid(colon + 1).toLongLong(&ok);
        if (!ok || filter.count < 1)
            return std::nullopt;
    }
    if (filter.product.isEmpty())
        return std::nullopt;
    return filter;
}

void applyFilter(std::vector<ClusterAnswer> &answers, const ProductFilter &filter, const accelerators::Options &options)
{
    if (filter.isEmpty())
        return;
    for (ClusterAnswer &answer : answers) {
        // A product of the whole cluster stays when any of its Nodes is called by the name that was asked for.
        std::vector<ProductAvailability> products;
        for (const ProductAvailability &product : answer.products) {
            const bool isNamed = std::any_of(answer.nodes.begin(), answer.nodes.end(), [&](const auto &row) {
                const auto &devices = row->availability.devices;
                return std::any_of(devices.begin(), devices.end(), [&](const NodeDevices &d) {
                    return rowOf(answer.products, d.product) == &product && isAskedFor(d, answer.products, filter);
                });
            });
            if (isNamed || isAskedFor(product.product, {}, filter))
                products.push_back(product);
        }
        std::vector<accelerators::NodeRowPtr> nodes;
        for (const accelerators::NodeRowPtr &row : answer.nodes) {
            if (accelerators::NodeRowPtr left = filtered(*row, answer.products, filter, options))
                nodes.push_back(std::move(left));
        }
        answer.nodes = std::move(nodes);
        answer.products = std::move(products);
        std::erase_if(answer.waiting, [&](const kubernetes::PodPtr &pod) {
            const auto requests = accelerators::deviceRequests(*pod, options.extraResources);
            return std::none_of(
                requests.begin(), requests.end(), [&answer](const accelerators::DeviceRequest &request) {
                    return std::any_of(answer.products.begin(), answer.products.end(),
                                       [&request](const auto &p) { return p.product.resource == request.resource; });
                });
        });
    }
}

bool countsInTotals(kubernetes::ConnectionState state)
{
    return state == kubernetes::ConnectionState::Live || state == kubernetes::ConnectionState::Degraded;
}

std::vector<accelerators::ProductTotal> totalsOf(const std::vector<ClusterAnswer> &answers)
{
    std::vector<std::vector<ProductAvailability>> clusters;
    clusters.reserve(answers.size());
    for (const ClusterAnswer &answer : answers)
        clusters.push_back(answer.products);
    return accelerators::productTotals(clusters);
}

std::vector<accelerators::ProductTotal> countedTotalsOf(const std::vector<ClusterAnswer> &answers)
{
    std::vector<std::vector<ProductAvailability>> clusters;
    for (const ClusterAnswer &answer : answers) {
        if (countsInTotals(answer.status.state))
            clusters.push_back(answer.products);
    }
    return accelerators::productTotals(clusters);
}

bool isFreeKnown(const accelerators::ProductTotal &total)
{
    return total.unknownClusters < total.clusters;
}

std::int64_t countedDevices(const accelerators::ProductTotal &total)
{
    return isFreeKnown(total) ? total.known.allocatable : total.allocatable;
}

Json gpuAvailabilityDocument(const std::vector<ClusterAnswer> &answers, const QDateTime &takenAt,
                             const accelerators::Options &options)
{
    Json totals = Json::array();
    for (const accelerators::ProductTotal &entry : countedTotalsOf(answers))
        totals.push_back(total(entry));
    Json clusters = Json::array();
    for (const ClusterAnswer &answer : answers)
        clusters.push_back(cluster(answer, options.extraResources));
    return {{"apiVersion", "fairlead/v1"},
            {"kind", "GpuAvailability"},
            {"takenAt", utf8(takenAt.toUTC().toString(Qt::ISODate))},
            {"totals", std::move(totals)},
            {"clusters", std::move(clusters)}};
}

} // namespace fairlead::models
