// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "protobufdecoder.h"

#include "backends/kubernetes/apistatus.h"
#include "objectdraft.h"
#include "protobuffields.h"
#include "protobufrequests.h"
#include "uidkey.h"

using namespace Qt::StringLiterals;

namespace fairlead::kubernetes::protobuf {

namespace {

QString toQString(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

std::string_view view(QByteArrayView bytes)
{
    return {bytes.data(), std::size_t(bytes.size())};
}

std::int64_t readTime(std::string_view message)
{
    std::int64_t seconds = 0;
    for (Fields time(message); time.next(1);)
        seconds = time.integer();
    return seconds;
}

//! Of an object as of a bookmark.
struct Metadata
{
    std::string_view uid;
    std::string_view resourceVersion;
};

//! What is asked of every object.
void readMetadata(Metadata &metadata, std::string_view objectMeta)
{
    for (Fields fields(objectMeta); fields.next();) {
        if (fields.number() == 5)
            metadata.uid = fields.bytes();
        else if (fields.number() == 6)
            metadata.resourceVersion = fields.bytes();
    }
}

bool isInitialEventsEnd(std::string_view objectMeta)
{
    for (Fields fields(objectMeta); fields.next(12);) {
        const Entry annotation = readEntry(fields.bytes());
        if (annotation.key == "k8s.io/initial-events-end")
            return annotation.value == "true";
    }
    return false;
}

void readOwner(PodDraft &draft, std::string_view owner)
{
    std::string_view kind;
    std::string_view name;
    bool isController = false;
    for (Fields fields(owner); fields.next();) {
        switch (fields.number()) {
        case 1:
            kind = fields.bytes();
            break;
        case 3:
            name = fields.bytes();
            break;
        case 6:
            isController = fields.boolean();
            break;
        }
    }
    draft.addOwner(kind, name, isController);
}

void readPodDetails(PodDraft &draft, std::string_view objectMeta)
{
    for (Fields fields(objectMeta); fields.next();) {
        switch (fields.number()) {
        case 1:
            draft.name = fields.bytes();
            break;
        case 3:
            draft.namespaceName = fields.bytes();
            break;
        case 8:
            draft.created = readTime(fields.bytes());
            break;
        case 9:
            draft.isTerminating = true;
            break;
        case 11: {
            const Entry label = readEntry(fields.bytes());
            draft.addLabel(label.key, label.value);
            break;
        }
        case 13:
            readOwner(draft, fields.bytes());
            break;
        }
    }
}

void readPodSpec(PodDraft &draft, PodRequests &requests, std::string_view spec)
{
    using Kind = PodRequests::Kind;
    for (Fields fields(spec); fields.next();) {
        switch (fields.number()) {
        case 2:
            requests.addContainer(Kind::Container, fields.bytes());
            break;
        case 10:
            draft.nodeName = fields.bytes();
            break;
        case 20:
            requests.addContainer(Kind::InitContainer, fields.bytes());
            break;
        case 32:
            requests.addOverhead(fields.bytes());
            break;
        case 40:
            requests.setPodLevel(fields.bytes());
            break;
        }
    }
}

//! A PodCondition or a NodeCondition: the same fields.
struct ConditionView
{
    std::string_view type;
    std::string_view status;
    std::string_view reason;
    std::string_view message;
    std::string_view lastTransition; //!< a Time
};

ConditionView readCondition(std::string_view condition)
{
    ConditionView view;
    for (Fields fields(condition); fields.next();) {
        switch (fields.number()) {
        case 1:
            view.type = fields.bytes();
            break;
        case 2:
            view.status = fields.bytes();
            break;
        case 4:
            view.lastTransition = fields.bytes();
            break;
        case 5:
            view.reason = fields.bytes();
            break;
        case 6:
            view.message = fields.bytes();
            break;
        }
    }
    return view;
}

void readPodStatus(PodDraft &draft, PodRequests &requests, std::string_view status)
{
    using Kind = PodRequests::Kind;
    for (Fields fields(status); fields.next();) {
        switch (fields.number()) {
        case 1:
            draft.phase = podPhaseFromString(fields.bytes());
            break;
        case 2: {
            const ConditionView c = readCondition(fields.bytes());
            draft.addCondition(c.type, c.status, c.reason, c.message);
            if (isResizeInfeasible(c.type, c.status, c.reason))
                requests.setResizeInfeasible();
            break;
        }
        case 7:
            draft.started = readTime(fields.bytes());
            break;
        case 8:
            requests.addStatus(Kind::Container, fields.bytes());
            break;
        case 10:
            requests.addStatus(Kind::InitContainer, fields.bytes());
            break;
        case 19:
            requests.addPodAllocated(fields.bytes());
            break;
        case 20:
            requests.setPodActual(fields.bytes());
            break;
        }
    }
}

template <class T>
struct Decoded
{
    Metadata metadata;
    std::shared_ptr<T> object;
};

Decoded<Pod> readPod(std::string_view message, ValuePool &pool, const NeedsDetails &needsDetails)
{
    pool.resourceNames().prune();
    Metadata metadata;
    PodDraft draft;
    PodRequests requests(pool.resourceNames());
    for (Fields fields(message); fields.next();) {
        switch (fields.number()) {
        case 1:
            readMetadata(metadata, fields.bytes());
            break;
        case 2:
            readPodSpec(draft, requests, fields.bytes());
            break;
        case 3:
            readPodStatus(draft, requests, fields.bytes());
            break;
        }
    }
    std::shared_ptr<Pod> pod = draft.begin(pool.intern(requests.sum()), pool);
    if (!needsDetails || needsDetails(*pod)) {
        draft.uid = metadata.uid;
        for (Fields fields(message); fields.next(1);)
            readPodDetails(draft, fields.bytes());
        draft.complete(*pod, pool);
    }
    return {metadata, std::move(pod)};
}

void readNodeMetadata(Node &node, std::string_view objectMeta, ValuePool &pool)
{
    for (Fields fields(objectMeta); fields.next();) {
        switch (fields.number()) {
        case 1:
            node.name = pool.intern(fields.bytes());
            break;
        case 5:
            node.uid = toQString(fields.bytes());
            break;
        case 8:
            node.created = readTime(fields.bytes());
            break;
        case 11: {
            const Entry label = readEntry(fields.bytes());
            node.labels.emplace_back(pool.intern(label.key), pool.intern(label.value));
            break;
        }
        }
    }
}

Taint readTaint(std::string_view message, ValuePool &pool)
{
    Taint taint;
    for (Fields fields(message); fields.next();) {
        switch (fields.number()) {
        case 1:
            taint.key = pool.intern(fields.bytes());
            break;
        case 2:
            taint.value = pool.intern(fields.bytes());
            break;
        case 3:
            taint.effect = pool.intern(fields.bytes());
            break;
        }
    }
    return taint;
}

void readNodeSpec(Node &node, std::string_view spec, ValuePool &pool)
{
    for (Fields fields(spec); fields.next();) {
        switch (fields.number()) {
        case 4:
            node.isUnschedulable = fields.boolean();
            break;
        case 5:
            node.taints.push_back(readTaint(fields.bytes(), pool));
            break;
        }
    }
}

void readAddress(Node &node, std::string_view message)
{
    std::string_view type;
    std::string_view address;
    for (Fields fields(message); fields.next();) {
        switch (fields.number()) {
        case 1:
            type = fields.bytes();
            break;
        case 2:
            address = fields.bytes();
            break;
        }
    }
    if (type == "InternalIP" && node.internalAddress.isEmpty())
        node.internalAddress = toQString(address);
    else if (type == "ExternalIP" && node.externalAddress.isEmpty())
        node.externalAddress = toQString(address);
}

void readNodeStatus(Node &node, std::string_view status, ValuePool &pool)
{
    Amounts capacity;
    Amounts allocatable;
    for (Fields fields(status); fields.next();) {
        switch (fields.number()) {
        case 1:
            readAmount(capacity, fields.bytes(), pool.resourceNames());
            break;
        case 2:
            readAmount(allocatable, fields.bytes(), pool.resourceNames());
            break;
        case 4: {
            const ConditionView c = readCondition(fields.bytes());
            node.conditions.push_back({pool.intern(c.type), pool.intern(c.status), pool.intern(c.reason),
                                       pool.intern(c.message), readTime(c.lastTransition)});
            break;
        }
        case 5:
            readAddress(node, fields.bytes());
            break;
        case 7: {
            for (Fields info(fields.bytes()); info.next();) {
                if (info.number() == 7)
                    node.kubeletVersion = pool.intern(info.bytes());
                else if (info.number() == 10)
                    node.architecture = pool.intern(info.bytes());
            }
            break;
        }
        }
    }
    node.capacity = pool.intern(capacity);
    node.allocatable = pool.intern(allocatable);
}

Decoded<Node> readNode(std::string_view message, ValuePool &pool)
{
    pool.resourceNames().prune();
    Metadata metadata;
    auto node = std::make_shared<Node>();
    for (Fields fields(message); fields.next();) {
        switch (fields.number()) {
        case 1:
            readMetadata(metadata, fields.bytes());
            readNodeMetadata(*node, fields.bytes(), pool);
            break;
        case 2:
            readNodeSpec(*node, fields.bytes(), pool);
            break;
        case 3:
            readNodeStatus(*node, fields.bytes(), pool);
            break;
        }
    }
    finishNode(*node);
    return {metadata, std::move(node)};
}

//! The message inside "k8s\0" + runtime.Unknown.
std::string_view unwrap(std::string_view enveloped)
{
    if (!enveloped.starts_with(std::string_view("k8s\0", 4)))
        throw protozero::invalid_tag_exception();
    for (Fields unknown(enveloped.substr(4)); unknown.next();) {
        if (unknown.number() == 2)
            return unknown.bytes();
    }
    return {};
}

ApiError readStatus(std::string_view message)
{
    StatusFields fields;
    for (Fields status(message); status.next();) {
        switch (status.number()) {
        case 3:
            fields.message = toQString(status.bytes());
            break;
        case 4:
            fields.reason = toQString(status.bytes());
            break;
        case 5: {
            for (Fields details(status.bytes()); details.next();) {
                if (details.number() == 5)
                    fields.retryAfterSeconds = int(details.integer());
            }
            break;
        }
        case 6:
            fields.code = int(status.integer());
            break;
        }
    }
    return errorFromStatus(fields);
}

template <class T>
std::optional<typename WatchEvent<T>::Type> eventType(std::string_view type)
{
    using Type = typename WatchEvent<T>::Type;
    if (type == "ADDED")
        return Type::Added;
    if (type == "MODIFIED")
        return Type::Modified;
    if (type == "DELETED")
        return Type::Deleted;
    if (type == "BOOKMARK")
        return Type::Bookmark;
    if (type == "ERROR")
        return Type::Error;
    return std::nullopt;
}

tl::unexpected<ApiError> malformed(const QString &message)
{
    return tl::make_unexpected(
        ApiError{.kind = ApiError::Kind::Malformed, .reason = u"BadProtobuf"_s, .message = message});
}

//! Runs \p decode and turns protozero's exceptions, its only way to say "cut off" or "not Protobuf", into a Result.
template <class T, class Decode>
Result<T> guarded(Decode decode)
{
    try {
        return decode();
    } catch (const protozero::exception &e) {
        return malformed(QString::fromLatin1(e.what()));
    }
}

//! \p readObject makes a Decoded<T> of the bytes of an object.
template <class T, class ReadObject>
Result<WatchEvent<T>> readEvent(QByteArrayView frame, ReadObject readObject)
{
    std::string_view typeName;
    std::string_view enveloped;
    for (Fields event(view(frame)); event.next();) {
        if (event.number() == 1) {
            typeName = event.bytes();
        } else if (event.number() == 2) {
            for (Fields rawExtension(event.bytes()); rawExtension.next(1);)
                enveloped = rawExtension.bytes();
        }
    }
    using Type = typename WatchEvent<T>::Type;
    const auto type = eventType<T>(typeName);
    if (!type)
        return malformed(u"watch event of unknown type \"%1\""_s.arg(toQString(typeName.substr(0, 40))));
    const std::string_view message = unwrap(enveloped);
    WatchEvent<T> result{.type = *type};
    if (*type == Type::Error) {
        result.error = readStatus(message);
        return result;
    }
    if (*type == Type::Bookmark) {
        Metadata metadata;
        for (Fields fields(message); fields.next(1);) {
            readMetadata(metadata, fields.bytes());
            result.isInitialEventsEnd = isInitialEventsEnd(fields.bytes());
        }
        result.resourceVersion = toQString(metadata.resourceVersion);
        return result;
    }
    Decoded<T> decoded = readObject(message);
    if (decoded.metadata.uid.empty())
        return malformed(u"object without uid"_s);
    result.resourceVersion = toQString(decoded.metadata.resourceVersion);
    result.key = uidKey(decoded.metadata.uid);
    result.object = std::move(decoded.object);
    return result;
}

template <class T>
Result<Listed<T>> listed(Decoded<T> decoded)
{
    if (decoded.metadata.uid.empty())
        return malformed(u"object without uid"_s);
    return Listed<T>{std::move(decoded.object), toQString(decoded.metadata.resourceVersion),
                     uidKey(decoded.metadata.uid)};
}

} // namespace

Result<Listed<Node>> decodeNode(QByteArrayView message, ValuePool &pool)
{
    return guarded<Listed<Node>>([&] { return listed(readNode(view(message), pool)); });
}

Result<Listed<Pod>> decodePod(QByteArrayView message, ValuePool &pool, const NeedsDetails &needsDetails)
{
    return guarded<Listed<Pod>>([&] { return listed(readPod(view(message), pool, needsDetails)); });
}

Result<WatchEvent<Node>> decodeNodeEvent(QByteArrayView frame, ValuePool &pool)
{
    return guarded<WatchEvent<Node>>(
        [&] { return readEvent<Node>(frame, [&](std::string_view message) { return readNode(message, pool); }); });
}

Result<WatchEvent<Pod>> decodePodEvent(QByteArrayView frame, ValuePool &pool, const NeedsDetails &needsDetails)
{
    return guarded<WatchEvent<Pod>>([&] {
        return readEvent<Pod>(frame, [&](std::string_view message) { return readPod(message, pool, needsDetails); });
    });
}

Result<ListMeta> decodeListMeta(QByteArrayView message)
{
    return guarded<ListMeta>([&]() -> Result<ListMeta> {
        ListMeta meta;
        for (Fields list(view(message)); list.next();) {
            if (list.number() == 2)
                meta.resourceVersion = toQString(list.bytes());
            else if (list.number() == 3)
                meta.continueToken = toQString(list.bytes());
        }
        return meta;
    });
}

Result<ApiError> decodeStatus(QByteArrayView enveloped)
{
    return guarded<ApiError>([&]() -> Result<ApiError> {
        return readStatus(unwrap({enveloped.data(), std::size_t(enveloped.size())}));
    });
}

} // namespace fairlead::kubernetes::protobuf
