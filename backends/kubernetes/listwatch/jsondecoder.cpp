// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "jsondecoder.h"

#include "backends/kubernetes/apistatus.h"
#include "objectdraft.h"
#include "uidkey.h"

#include <QDateTime>

#include <simdjson.h>

using namespace Qt::StringLiterals;

namespace fairlead::kubernetes::json {

namespace {

using simdjson::dom::element;

QString toQString(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

//! The string at \p key; empty when absent or of another type.
std::string_view string(element object, std::string_view key)
{
    std::string_view value;
    return object[key].get(value) == simdjson::SUCCESS ? value : std::string_view();
}

bool boolean(element object, std::string_view key)
{
    bool value = false;
    return object[key].get(value) == simdjson::SUCCESS && value;
}

//! Calls \p each for the members of the object at \p key; nothing when absent.
template <class Each>
void forMembers(element parent, std::string_view key, Each each)
{
    simdjson::dom::object object;
    if (parent[key].get(object) != simdjson::SUCCESS)
        return;
    for (const auto &[name, value] : object)
        each(name, value);
}

template <class Each>
void forItems(element parent, std::string_view key, Each each)
{
    simdjson::dom::array array;
    if (parent[key].get(array) != simdjson::SUCCESS)
        return;
    for (const element item : array)
        each(item);
}

std::string_view asString(element value)
{
    std::string_view result;
    return value.get(result) == simdjson::SUCCESS ? result : std::string_view();
}

std::int64_t readTime(element parent, std::string_view key)
{
    const std::string_view text = string(parent, key);
    return text.empty() ? 0 : QDateTime::fromString(toQString(text), Qt::ISODate).toSecsSinceEpoch();
}

bool has(element parent, std::string_view key)
{
    return parent[key].error() == simdjson::SUCCESS;
}

std::optional<ResourceList> readAmounts(element parent, std::string_view key, ValuePool &pool)
{
    std::optional<ResourceList> list;
    forMembers(parent, key, [&](std::string_view name, element amount) {
        if (!list)
            list.emplace();
        list->set(pool.intern(name), amountFromText(asString(amount)));
    });
    return list;
}

std::optional<ResourceList> readRequests(element parent, ValuePool &pool)
{
    element resources;
    if (parent["resources"].get(resources) != simdjson::SUCCESS)
        return std::nullopt;
    return readAmounts(resources, "requests", pool);
}

//! What the kubelet says is in force, be it nothing.
std::optional<ResourceList> readActualRequests(element parent, ValuePool &pool)
{
    if (!has(parent, "resources"))
        return std::nullopt;
    return readRequests(parent, pool).value_or(ResourceList());
}

element member(element parent, std::string_view key)
{
    element result;
    return parent[key].get(result) == simdjson::SUCCESS ? result : element();
}

void readContainers(element spec, std::string_view key, std::vector<RequestDraft::Container> &containers,
                    ValuePool &pool)
{
    const bool isInit = key == "initContainers";
    forItems(spec, key, [&](element item) {
        RequestDraft::Container container{.name = string(item, "name")};
        container.resources.requests = readRequests(item, pool).value_or(ResourceList());
        container.resources.isSidecar = isInit && string(item, "restartPolicy") == "Always";
        containers.push_back(std::move(container));
    });
}

void readStatuses(element status, std::string_view key, std::vector<RequestDraft::Status> &statuses, ValuePool &pool)
{
    forItems(status, key, [&](element item) {
        statuses.push_back(
            {string(item, "name"), readActualRequests(item, pool), readAmounts(item, "allocatedResources", pool)});
    });
}

struct Metadata
{
    QString resourceVersion;
    bool isInitialEventsEnd = false;
};

Metadata readMetadata(element meta)
{
    Metadata result{toQString(string(meta, "resourceVersion"))};
    forMembers(meta, "annotations", [&](std::string_view key, element value) {
        if (key == "k8s.io/initial-events-end")
            result.isInitialEventsEnd = asString(value) == "true";
    });
    return result;
}

void readPodMetadata(PodDraft &draft, element meta)
{
    draft.name = string(meta, "name");
    draft.namespaceName = string(meta, "namespace");
    draft.uid = string(meta, "uid");
    draft.created = readTime(meta, "creationTimestamp");
    draft.isTerminating = !string(meta, "deletionTimestamp").empty();
    forMembers(meta, "labels", [&](std::string_view key, element value) { draft.addLabel(key, asString(value)); });
    forItems(meta, "ownerReferences", [&](element owner) {
        draft.addOwner(string(owner, "kind"), string(owner, "name"), boolean(owner, "controller"));
    });
}

void readPodSpec(PodDraft &draft, RequestDraft &requests, element spec, ValuePool &pool)
{
    draft.nodeName = string(spec, "nodeName");
    readContainers(spec, "containers", requests.containers, pool);
    readContainers(spec, "initContainers", requests.initContainers, pool);
    requests.overhead = readAmounts(spec, "overhead", pool).value_or(ResourceList());
    requests.podRequests = readRequests(spec, pool);
}

void readPodStatus(PodDraft &draft, RequestDraft &requests, element status, ValuePool &pool)
{
    draft.phase = podPhaseFromString(string(status, "phase"));
    draft.started = readTime(status, "startTime");
    forItems(status, "conditions", [&](element c) {
        const std::string_view type = string(c, "type");
        const std::string_view state = string(c, "status");
        const std::string_view reason = string(c, "reason");
        draft.addCondition(type, state, reason, string(c, "message"));
        requests.isResizeInfeasible = requests.isResizeInfeasible || isResizeInfeasible(type, state, reason);
    });
    readStatuses(status, "containerStatuses", requests.containerStatuses, pool);
    readStatuses(status, "initContainerStatuses", requests.initContainerStatuses, pool);
    requests.podAllocated = readAmounts(status, "allocatedResources", pool);
    requests.podActualRequests = readActualRequests(status, pool);
}

template <class T>
struct Decoded
{
    std::string_view uid;
    std::shared_ptr<T> object;
};

Decoded<Pod> readPod(element object, ValuePool &pool, const NeedsDetails &needsDetails)
{
    PodDraft draft;
    RequestDraft requests;
    if (has(object, "metadata"))
        readPodMetadata(draft, member(object, "metadata"));
    if (has(object, "spec"))
        readPodSpec(draft, requests, member(object, "spec"), pool);
    if (has(object, "status"))
        readPodStatus(draft, requests, member(object, "status"), pool);
    std::shared_ptr<Pod> pod = draft.begin(pool.intern(std::move(requests).finish()), pool);
    if (!needsDetails || needsDetails(*pod))
        draft.complete(*pod, pool);
    return {draft.uid, std::move(pod)};
}

void readNodeSpec(Node &node, element spec, ValuePool &pool)
{
    node.isUnschedulable = boolean(spec, "unschedulable");
    forItems(spec, "taints", [&](element taint) {
        node.taints.push_back({pool.intern(string(taint, "key")), pool.intern(string(taint, "value")),
                               pool.intern(string(taint, "effect"))});
    });
}

void readNodeStatus(Node &node, element status, ValuePool &pool)
{
    node.capacity = pool.intern(readAmounts(status, "capacity", pool).value_or(ResourceList()));
    node.allocatable = pool.intern(readAmounts(status, "allocatable", pool).value_or(ResourceList()));
    forItems(status, "conditions", [&](element c) {
        node.conditions.push_back({pool.intern(string(c, "type")), pool.intern(string(c, "status")),
                                   pool.intern(string(c, "reason")), pool.intern(string(c, "message")),
                                   readTime(c, "lastTransitionTime")});
    });
    forItems(status, "addresses", [&](element a) {
        const std::string_view type = string(a, "type");
        if (type == "InternalIP" && node.internalAddress.isEmpty())
            node.internalAddress = toQString(string(a, "address"));
        else if (type == "ExternalIP" && node.externalAddress.isEmpty())
            node.externalAddress = toQString(string(a, "address"));
    });
    if (has(status, "nodeInfo")) {
        node.kubeletVersion = pool.intern(string(member(status, "nodeInfo"), "kubeletVersion"));
        node.architecture = pool.intern(string(member(status, "nodeInfo"), "architecture"));
    }
}

Decoded<Node> readNode(element object, ValuePool &pool)
{
    Decoded<Node> result{.object = std::make_shared<Node>()};
    Node &node = *result.object;
    if (has(object, "metadata")) {
        const element meta = member(object, "metadata");
        result.uid = string(meta, "uid");
        node.name = pool.intern(string(meta, "name"));
        node.uid = toQString(result.uid);
        node.created = readTime(meta, "creationTimestamp");
        forMembers(meta, "labels", [&](std::string_view key, element value) {
            node.labels.emplace_back(pool.intern(key), pool.intern(asString(value)));
        });
    }
    if (has(object, "spec"))
        readNodeSpec(node, member(object, "spec"), pool);
    if (has(object, "status"))
        readNodeStatus(node, member(object, "status"), pool);
    finishNode(node);
    return result;
}

Metadata metadataOf(element object)
{
    return has(object, "metadata") ? readMetadata(member(object, "metadata")) : Metadata();
}

tl::unexpected<ApiError> malformed(const QString &message)
{
    return tl::make_unexpected(ApiError{.kind = ApiError::Kind::Malformed, .reason = u"BadJson"_s, .message = message});
}

Result<element> parse(simdjson::dom::parser &parser, QByteArrayView body)
{
    if (body.isEmpty())
        return malformed(u"empty"_s); // simdjson copies from a null pointer otherwise
    element document;
    const auto error = parser.parse(body.data(), std::size_t(body.size())).get(document);
    if (error)
        return malformed(QString::fromLatin1(simdjson::error_message(error)));
    if (!document.is_object())
        return malformed(u"not an object"_s);
    return document;
}

ApiError readStatus(element status)
{
    StatusFields fields{.reason = toQString(string(status, "reason")), .message = toQString(string(status, "message"))};
    std::int64_t number = 0;
    if (status["code"].get(number) == simdjson::SUCCESS)
        fields.code = int(number);
    if (has(status, "details") && member(status, "details")["retryAfterSeconds"].get(number) == simdjson::SUCCESS)
        fields.retryAfterSeconds = int(number);
    return errorFromStatus(fields);
}

//! \p readObject makes a Decoded<T> of an object.
template <class T, class ReadObject>
Result<WatchEvent<T>> readEvent(QByteArrayView line, ReadObject readObject)
{
    using Type = typename WatchEvent<T>::Type;
    simdjson::dom::parser parser;
    const Result<element> event = parse(parser, line);
    if (!event)
        return tl::make_unexpected(event.error());
    const std::string_view type = string(*event, "type");
    if (!has(*event, "object"))
        return malformed(u"watch event without an object"_s);
    const element object = member(*event, "object");
    WatchEvent<T> result;
    if (type == "ERROR") {
        result.error = readStatus(object);
        return result;
    }
    const Metadata metadata = metadataOf(object);
    result.resourceVersion = metadata.resourceVersion;
    if (type == "BOOKMARK") {
        result.type = Type::Bookmark;
        result.isInitialEventsEnd = metadata.isInitialEventsEnd;
        return result;
    }
    if (type == "ADDED")
        result.type = Type::Added;
    else if (type == "MODIFIED")
        result.type = Type::Modified;
    else if (type == "DELETED")
        result.type = Type::Deleted;
    else
        return malformed(u"watch event of unknown type \"%1\""_s.arg(toQString(type.substr(0, 40))));
    Decoded<T> decoded = readObject(object);
    if (decoded.uid.empty())
        return malformed(u"object without uid"_s);
    result.object = std::move(decoded.object);
    result.key = uidKey(decoded.uid);
    return result;
}

template <class T, class ReadObject>
Result<ListMeta> readList(QByteArrayView body, const std::function<void(Listed<T>)> &each, ReadObject readObject)
{
    simdjson::dom::parser parser;
    const Result<element> list = parse(parser, body);
    if (!list)
        return tl::make_unexpected(list.error());
    if (!has(*list, "items") || !has(*list, "metadata"))
        return malformed(u"not a list"_s);
    const element items = member(*list, "items");
    if (!items.is_array() && !items.is_null()) // Go writes an empty slice as null
        return malformed(u"not a list"_s);
    bool haveUids = true;
    forItems(*list, "items", [&](element item) {
        Decoded<T> decoded = readObject(item);
        if (decoded.uid.empty())
            haveUids = false;
        else
            each({std::move(decoded.object), metadataOf(item).resourceVersion, uidKey(decoded.uid)});
    });
    if (!haveUids)
        return malformed(u"object without uid"_s);
    const element meta = member(*list, "metadata");
    return ListMeta{toQString(string(meta, "resourceVersion")), toQString(string(meta, "continue"))};
}

} // namespace

Result<WatchEvent<Node>> decodeNodeEvent(QByteArrayView line, ValuePool &pool)
{
    return readEvent<Node>(line, [&](element object) { return readNode(object, pool); });
}

Result<WatchEvent<Pod>> decodePodEvent(QByteArrayView line, ValuePool &pool, const NeedsDetails &needsDetails)
{
    return readEvent<Pod>(line, [&](element object) { return readPod(object, pool, needsDetails); });
}

Result<ListMeta> decodeNodeList(QByteArrayView body, ValuePool &pool, const std::function<void(Listed<Node>)> &each)
{
    return readList<Node>(body, each, [&](element object) { return readNode(object, pool); });
}

Result<ListMeta> decodePodList(QByteArrayView body, ValuePool &pool, const std::function<void(Listed<Pod>)> &each,
                               const NeedsDetails &needsDetails)
{
    return readList<Pod>(body, each, [&](element object) { return readPod(object, pool, needsDetails); });
}

Result<ApiError> decodeStatus(QByteArrayView body)
{
    simdjson::dom::parser parser;
    const Result<element> status = parse(parser, body);
    if (!status)
        return tl::make_unexpected(status.error());
    if (string(*status, "kind") != "Status")
        return malformed(u"not a Status"_s);
    return readStatus(*status);
}

} // namespace fairlead::kubernetes::json
