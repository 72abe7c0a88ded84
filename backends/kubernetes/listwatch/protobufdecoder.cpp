// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "protobufdecoder.h"

#include "backends/kubernetes/apistatus.h"
#include "objectdraft.h"
#include "protobuffields.h"
#include "protobufrequests.h"

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

//! What rows, bookmarks and errors have in common.
struct Metadata
{
    QString resourceVersion;
    bool isInitialEventsEnd = false;
};

void readAnnotation(Metadata &metadata, std::string_view message)
{
    const Entry entry = readEntry(message);
    if (entry.key == "k8s.io/initial-events-end")
        metadata.isInitialEventsEnd = entry.value == "true";
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

Metadata readPodMetadata(PodDraft &draft, std::string_view meta, ValuePool &pool)
{
    Metadata result;
    for (Fields fields(meta); fields.next();) {
        switch (fields.number()) {
        case 1:
            draft.pod.name = toQString(fields.bytes());
            break;
        case 3:
            draft.pod.namespaceName = pool.intern(fields.bytes());
            break;
        case 5:
            draft.pod.uid = toQString(fields.bytes());
            break;
        case 6:
            result.resourceVersion = toQString(fields.bytes());
            break;
        case 8:
            draft.pod.created = readTime(fields.bytes());
            break;
        case 9:
            draft.pod.isTerminating = true;
            break;
        case 11: {
            const Entry label = readEntry(fields.bytes());
            draft.addLabel(label.key, label.value);
            break;
        }
        case 12:
            readAnnotation(result, fields.bytes());
            break;
        case 13:
            readOwner(draft, fields.bytes());
            break;
        }
    }
    return result;
}

void readPodSpec(PodDraft &draft, PodRequests &requests, std::string_view spec, ValuePool &pool)
{
    using Kind = PodRequests::Kind;
    for (Fields fields(spec); fields.next();) {
        switch (fields.number()) {
        case 2:
            requests.addContainer(Kind::Container, fields.bytes());
            break;
        case 10:
            draft.pod.nodeName = pool.intern(fields.bytes());
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
    std::int64_t lastTransition = 0;
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
            view.lastTransition = readTime(fields.bytes());
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

void readPodStatus(PodDraft &draft, PodRequests &requests, std::string_view status, ValuePool &pool)
{
    using Kind = PodRequests::Kind;
    for (Fields fields(status); fields.next();) {
        switch (fields.number()) {
        case 1:
            draft.pod.phase = podPhaseFromString(fields.bytes());
            break;
        case 2: {
            const ConditionView c = readCondition(fields.bytes());
            draft.addCondition(c.type, c.status, c.reason, c.message, pool);
            if (isResizeInfeasible(c.type, c.status, c.reason))
                requests.setResizeInfeasible();
            break;
        }
        case 7:
            draft.pod.started = readTime(fields.bytes());
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
    T object;
};

Decoded<Pod> readObject(std::string_view message, ValuePool &pool, const Pod *)
{
    PodDraft draft;
    PodRequests requests(pool.resourceNames());
    Metadata metadata;
    for (Fields fields(message); fields.next();) {
        switch (fields.number()) {
        case 1:
            metadata = readPodMetadata(draft, fields.bytes(), pool);
            break;
        case 2:
            readPodSpec(draft, requests, fields.bytes(), pool);
            break;
        case 3:
            readPodStatus(draft, requests, fields.bytes(), pool);
            break;
        }
    }
    return {std::move(metadata), std::move(draft).finish(pool.intern(requests.sum()), pool)};
}

Metadata readNodeMetadata(Node &node, std::string_view meta, ValuePool &pool)
{
    Metadata result;
    for (Fields fields(meta); fields.next();) {
        switch (fields.number()) {
        case 1:
            node.name = pool.intern(fields.bytes());
            break;
        case 5:
            node.uid = toQString(fields.bytes());
            break;
        case 6:
            result.resourceVersion = toQString(fields.bytes());
            break;
        case 8:
            node.created = readTime(fields.bytes());
            break;
        case 11: {
            const Entry label = readEntry(fields.bytes());
            node.labels.emplace_back(pool.intern(label.key), pool.intern(label.value));
            break;
        }
        case 12:
            readAnnotation(result, fields.bytes());
            break;
        }
    }
    return result;
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
                                       pool.intern(c.message), c.lastTransition});
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

Decoded<Node> readObject(std::string_view message, ValuePool &pool, const Node *)
{
    Decoded<Node> result;
    for (Fields fields(message); fields.next();) {
        switch (fields.number()) {
        case 1:
            result.metadata = readNodeMetadata(result.object, fields.bytes(), pool);
            break;
        case 2:
            readNodeSpec(result.object, fields.bytes(), pool);
            break;
        case 3:
            readNodeStatus(result.object, fields.bytes(), pool);
            break;
        }
    }
    finishNode(result.object);
    return result;
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

template <class T>
Result<WatchEvent<T>> readEvent(QByteArrayView frame, ValuePool &pool)
{
    std::string_view typeName;
    std::string_view enveloped;
    for (Fields event(view(frame)); event.next();) {
        if (event.number() == 1) {
            typeName = event.bytes();
        } else if (event.number() == 2) {
            for (Fields rawExtension(event.bytes()); rawExtension.next();) {
                if (rawExtension.number() == 1)
                    enveloped = rawExtension.bytes();
            }
        }
    }
    const auto type = eventType<T>(typeName);
    if (!type)
        return malformed(u"watch event of unknown type \"%1\""_s.arg(toQString(typeName.substr(0, 40))));
    const std::string_view message = unwrap(enveloped);
    WatchEvent<T> result{.type = *type};
    if (*type == WatchEvent<T>::Type::Error) {
        result.error = readStatus(message);
        return result;
    }
    Decoded<T> decoded = readObject(message, pool, static_cast<const T *>(nullptr));
    result.resourceVersion = decoded.metadata.resourceVersion;
    result.isInitialEventsEnd = decoded.metadata.isInitialEventsEnd;
    if (*type == WatchEvent<T>::Type::Bookmark)
        return result;
    if (decoded.object.uid.isEmpty())
        return malformed(u"object without uid"_s);
    result.object = std::make_shared<T>(std::move(decoded.object));
    return result;
}

template <class T>
Result<Listed<T>> readListed(QByteArrayView message, ValuePool &pool)
{
    Decoded<T> decoded = readObject(view(message), pool, static_cast<const T *>(nullptr));
    if (decoded.object.uid.isEmpty())
        return malformed(u"object without uid"_s);
    return Listed<T>{std::make_shared<T>(std::move(decoded.object)), decoded.metadata.resourceVersion};
}

} // namespace

Result<Listed<Node>> decodeNode(QByteArrayView message, ValuePool &pool)
{
    return guarded<Listed<Node>>([&] { return readListed<Node>(message, pool); });
}

Result<Listed<Pod>> decodePod(QByteArrayView message, ValuePool &pool)
{
    return guarded<Listed<Pod>>([&] { return readListed<Pod>(message, pool); });
}

Result<WatchEvent<Node>> decodeNodeEvent(QByteArrayView frame, ValuePool &pool)
{
    return guarded<WatchEvent<Node>>([&] { return readEvent<Node>(frame, pool); });
}

Result<WatchEvent<Pod>> decodePodEvent(QByteArrayView frame, ValuePool &pool)
{
    return guarded<WatchEvent<Pod>>([&] { return readEvent<Pod>(frame, pool); });
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
