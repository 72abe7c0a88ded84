// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "protobufdecoder.h"

#include "backends/kubernetes/apistatus.h"
#include "objectdraft.h"

#include <protozero/exception.hpp>

// A field of another wire type than expected is the server's mistake, not ours: an exception, in every build.
#define protozero_assert(claim) ((claim) ? void() : throw protozero::unknown_pbf_wire_type_exception())
#include <protozero/pbf_reader.hpp>

using namespace Qt::StringLiterals;

namespace fairlead::kubernetes::protobuf {

namespace {

using protozero::pbf_reader;

std::string_view text(protozero::data_view view)
{
    return {view.data(), view.size()};
}

QString toQString(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

pbf_reader reader(QByteArrayView bytes)
{
    return {bytes.data(), std::size_t(bytes.size())};
}

//! pbf_reader::get_bool() reads one byte beyond a message that ends with the tag.
bool readBool(pbf_reader &message)
{
    return message.get_int64() != 0;
}

struct Entry
{
    std::string_view key;
    std::string_view valueText;
};

//! One entry of map<string, string>, or of map<string, Quantity> where \c valueText is the Quantity's message.
Entry readEntry(pbf_reader entry)
{
    Entry result;
    while (entry.next()) {
        switch (entry.tag()) {
        case 1:
            result.key = text(entry.get_view());
            break;
        case 2:
            result.valueText = text(entry.get_view());
            break;
        default:
            entry.skip();
        }
    }
    return result;
}

void readAmount(ResourceList &list, pbf_reader message, StringPool &pool)
{
    const Entry entry = readEntry(message);
    pbf_reader quantity(entry.valueText.data(), entry.valueText.size());
    std::string_view amount = "0";
    while (quantity.next()) {
        if (quantity.tag() == 1)
            amount = text(quantity.get_view());
        else
            quantity.skip();
    }
    addAmount(list, entry.key, amount, pool);
}

std::int64_t readTime(pbf_reader time)
{
    std::int64_t seconds = 0;
    while (time.next()) {
        if (time.tag() == 1)
            seconds = time.get_int64();
        else
            time.skip();
    }
    return seconds;
}

//! What rows, bookmarks and errors have in common.
struct Metadata
{
    QString resourceVersion;
    bool isInitialEventsEnd = false;
};

void readAnnotation(Metadata &metadata, pbf_reader message)
{
    const Entry entry = readEntry(message);
    if (entry.key == "k8s.io/initial-events-end")
        metadata.isInitialEventsEnd = entry.valueText == "true";
}

void readOwner(PodDraft &draft, pbf_reader owner, StringPool &pool)
{
    std::string_view kind;
    std::string_view name;
    bool isController = false;
    while (owner.next()) {
        switch (owner.tag()) {
        case 1:
            kind = text(owner.get_view());
            break;
        case 3:
            name = text(owner.get_view());
            break;
        case 6:
            isController = readBool(owner);
            break;
        default:
            owner.skip();
        }
    }
    draft.addOwner(kind, name, isController, pool);
}

Metadata readPodMetadata(PodDraft &draft, pbf_reader meta, StringPool &pool)
{
    Metadata result;
    while (meta.next()) {
        switch (meta.tag()) {
        case 1:
            draft.pod.name = toQString(text(meta.get_view()));
            break;
        case 3:
            draft.pod.namespaceName = pool.intern(text(meta.get_view()));
            break;
        case 5:
            draft.pod.uid = toQString(text(meta.get_view()));
            break;
        case 6:
            result.resourceVersion = toQString(text(meta.get_view()));
            break;
        case 8:
            draft.pod.created = readTime(meta.get_message());
            break;
        case 9:
            draft.pod.isTerminating = true;
            meta.skip();
            break;
        case 11: {
            const Entry label = readEntry(meta.get_message());
            draft.addLabel(label.key, label.valueText, pool);
            break;
        }
        case 12:
            readAnnotation(result, meta.get_message());
            break;
        case 13:
            readOwner(draft, meta.get_message(), pool);
            break;
        default:
            meta.skip();
        }
    }
    return result;
}

//! \return ResourceRequirements.requests; absent when the message has none.
std::optional<ResourceList> readRequests(pbf_reader requirements, StringPool &pool)
{
    std::optional<ResourceList> requests;
    while (requirements.next(2)) {
        if (!requests)
            requests.emplace();
        readAmount(*requests, requirements.get_message(), pool);
    }
    return requests;
}

PodDraft::Container readContainer(pbf_reader message, StringPool &pool)
{
    PodDraft::Container container;
    while (message.next()) {
        switch (message.tag()) {
        case 1:
            container.name = text(message.get_view());
            break;
        case 8:
            container.resources.requests = readRequests(message.get_message(), pool).value_or(ResourceList());
            break;
        case 24:
            container.resources.isSidecar = text(message.get_view()) == "Always";
            break;
        default:
            message.skip();
        }
    }
    return container;
}

void readPodSpec(PodDraft &draft, pbf_reader spec, StringPool &pool)
{
    while (spec.next()) {
        switch (spec.tag()) {
        case 2:
            draft.containers.push_back(readContainer(spec.get_message(), pool));
            draft.containers.back().resources.isSidecar = false;
            break;
        case 10:
            draft.pod.nodeName = pool.intern(text(spec.get_view()));
            break;
        case 20:
            draft.initContainers.push_back(readContainer(spec.get_message(), pool));
            break;
        case 32:
            readAmount(draft.overhead, spec.get_message(), pool);
            break;
        case 40:
            draft.podRequests = readRequests(spec.get_message(), pool);
            break;
        default:
            spec.skip();
        }
    }
}

PodDraft::Status readContainerStatus(pbf_reader message, StringPool &pool)
{
    PodDraft::Status status;
    while (message.next()) {
        switch (message.tag()) {
        case 1:
            status.name = text(message.get_view());
            break;
        case 10:
            if (!status.allocatedResources)
                status.allocatedResources.emplace();
            readAmount(*status.allocatedResources, message.get_message(), pool);
            break;
        case 11:
            status.requests = readRequests(message.get_message(), pool);
            break;
        default:
            message.skip();
        }
    }
    return status;
}

//! PodCondition and NodeCondition differ in their field numbers.
struct ConditionFields
{
    protozero::pbf_tag_type transition;
    protozero::pbf_tag_type reason;
    protozero::pbf_tag_type message;
};
constexpr ConditionFields PodConditionFields{4, 5, 6};
constexpr ConditionFields NodeConditionFields{4, 5, 6};

struct ConditionView
{
    std::string_view type;
    std::string_view status;
    std::string_view reason;
    std::string_view message;
    std::int64_t lastTransition = 0;
};

ConditionView readCondition(pbf_reader condition, ConditionFields fields)
{
    ConditionView view;
    while (condition.next()) {
        const auto tag = condition.tag();
        if (tag == 1)
            view.type = text(condition.get_view());
        else if (tag == 2)
            view.status = text(condition.get_view());
        else if (tag == fields.transition)
            view.lastTransition = readTime(condition.get_message());
        else if (tag == fields.reason)
            view.reason = text(condition.get_view());
        else if (tag == fields.message)
            view.message = text(condition.get_view());
        else
            condition.skip();
    }
    return view;
}

void readPodStatus(PodDraft &draft, pbf_reader status, StringPool &pool)
{
    while (status.next()) {
        switch (status.tag()) {
        case 1:
            draft.pod.phase = podPhaseFromString(toQString(text(status.get_view())));
            break;
        case 2: {
            const ConditionView c = readCondition(status.get_message(), PodConditionFields);
            draft.addCondition(c.type, c.status, c.reason, c.message, pool);
            break;
        }
        case 7:
            draft.pod.started = readTime(status.get_message());
            break;
        case 8:
            draft.containerStatuses.push_back(readContainerStatus(status.get_message(), pool));
            break;
        case 10:
            draft.initContainerStatuses.push_back(readContainerStatus(status.get_message(), pool));
            break;
        case 19:
            if (!draft.podAllocated)
                draft.podAllocated.emplace();
            readAmount(*draft.podAllocated, status.get_message(), pool);
            break;
        case 20:
            draft.podActualRequests = readRequests(status.get_message(), pool);
            break;
        default:
            status.skip();
        }
    }
}

template <class T>
struct Decoded
{
    Metadata metadata;
    T object;
};

Decoded<Pod> readObject(pbf_reader message, StringPool &pool, const Pod *)
{
    PodDraft draft;
    Metadata metadata;
    while (message.next()) {
        switch (message.tag()) {
        case 1:
            metadata = readPodMetadata(draft, message.get_message(), pool);
            break;
        case 2:
            readPodSpec(draft, message.get_message(), pool);
            break;
        case 3:
            readPodStatus(draft, message.get_message(), pool);
            break;
        default:
            message.skip();
        }
    }
    return {std::move(metadata), std::move(draft).finish(pool)};
}

Metadata readNodeMetadata(Node &node, pbf_reader meta, StringPool &pool)
{
    Metadata result;
    while (meta.next()) {
        switch (meta.tag()) {
        case 1:
            node.name = pool.intern(text(meta.get_view()));
            break;
        case 5:
            node.uid = toQString(text(meta.get_view()));
            break;
        case 6:
            result.resourceVersion = toQString(text(meta.get_view()));
            break;
        case 8:
            node.created = readTime(meta.get_message());
            break;
        case 11: {
            const Entry label = readEntry(meta.get_message());
            node.labels.emplace_back(pool.intern(label.key), pool.intern(label.valueText));
            break;
        }
        case 12:
            readAnnotation(result, meta.get_message());
            break;
        default:
            meta.skip();
        }
    }
    return result;
}

Taint readTaint(pbf_reader message, StringPool &pool)
{
    Taint taint;
    while (message.next()) {
        switch (message.tag()) {
        case 1:
            taint.key = pool.intern(text(message.get_view()));
            break;
        case 2:
            taint.value = pool.intern(text(message.get_view()));
            break;
        case 3:
            taint.effect = pool.intern(text(message.get_view()));
            break;
        default:
            message.skip();
        }
    }
    return taint;
}

void readNodeSpec(Node &node, pbf_reader spec, StringPool &pool)
{
    while (spec.next()) {
        switch (spec.tag()) {
        case 4:
            node.isUnschedulable = readBool(spec);
            break;
        case 5:
            node.taints.push_back(readTaint(spec.get_message(), pool));
            break;
        default:
            spec.skip();
        }
    }
}

void readAddress(Node &node, pbf_reader message)
{
    std::string_view type;
    std::string_view address;
    while (message.next()) {
        switch (message.tag()) {
        case 1:
            type = text(message.get_view());
            break;
        case 2:
            address = text(message.get_view());
            break;
        default:
            message.skip();
        }
    }
    if (type == "InternalIP" && node.internalAddress.isEmpty())
        node.internalAddress = toQString(address);
    else if (type == "ExternalIP" && node.externalAddress.isEmpty())
        node.externalAddress = toQString(address);
}

void readNodeStatus(Node &node, pbf_reader status, StringPool &pool)
{
    while (status.next()) {
        switch (status.tag()) {
        case 1:
            readAmount(node.capacity, status.get_message(), pool);
            break;
        case 2:
            readAmount(node.allocatable, status.get_message(), pool);
            break;
        case 4: {
            const ConditionView c = readCondition(status.get_message(), NodeConditionFields);
            node.conditions.push_back({pool.intern(c.type), pool.intern(c.status), pool.intern(c.reason),
                                       pool.intern(c.message), c.lastTransition});
            break;
        }
        case 5:
            readAddress(node, status.get_message());
            break;
        case 7: {
            pbf_reader info = status.get_message();
            while (info.next()) {
                if (info.tag() == 7)
                    node.kubeletVersion = pool.intern(text(info.get_view()));
                else if (info.tag() == 10)
                    node.architecture = pool.intern(text(info.get_view()));
                else
                    info.skip();
            }
            break;
        }
        default:
            status.skip();
        }
    }
}

Decoded<Node> readObject(pbf_reader message, StringPool &pool, const Node *)
{
    Decoded<Node> result;
    while (message.next()) {
        switch (message.tag()) {
        case 1:
            result.metadata = readNodeMetadata(result.object, message.get_message(), pool);
            break;
        case 2:
            readNodeSpec(result.object, message.get_message(), pool);
            break;
        case 3:
            readNodeStatus(result.object, message.get_message(), pool);
            break;
        default:
            message.skip();
        }
    }
    finishNode(result.object, pool);
    return result;
}

//! The message inside "k8s\0" + runtime.Unknown.
std::string_view unwrap(std::string_view enveloped)
{
    if (!enveloped.starts_with(std::string_view("k8s\0", 4)))
        throw protozero::invalid_tag_exception();
    pbf_reader unknown(enveloped.data() + 4, enveloped.size() - 4);
    while (unknown.next()) {
        if (unknown.tag() == 2)
            return text(unknown.get_view());
        unknown.skip();
    }
    return {};
}

ApiError readStatus(std::string_view message)
{
    StatusFields fields;
    pbf_reader status(message.data(), message.size());
    while (status.next()) {
        switch (status.tag()) {
        case 3:
            fields.message = toQString(text(status.get_view()));
            break;
        case 4:
            fields.reason = toQString(text(status.get_view()));
            break;
        case 5: {
            pbf_reader details = status.get_message();
            while (details.next()) {
                if (details.tag() == 5)
                    fields.retryAfterSeconds = details.get_int32();
                else
                    details.skip();
            }
            break;
        }
        case 6:
            fields.code = status.get_int32();
            break;
        default:
            status.skip();
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
Result<WatchEvent<T>> readEvent(QByteArrayView frame, StringPool &pool)
{
    std::string_view typeName;
    std::string_view enveloped;
    pbf_reader event = reader(frame);
    while (event.next()) {
        if (event.tag() == 1) {
            typeName = text(event.get_view());
        } else if (event.tag() == 2) {
            pbf_reader rawExtension = event.get_message();
            while (rawExtension.next()) {
                if (rawExtension.tag() == 1)
                    enveloped = text(rawExtension.get_view());
                else
                    rawExtension.skip();
            }
        } else {
            event.skip();
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
    Decoded<T> decoded = readObject(pbf_reader(message.data(), message.size()), pool, static_cast<const T *>(nullptr));
    result.resourceVersion = decoded.metadata.resourceVersion;
    result.isInitialEventsEnd = decoded.metadata.isInitialEventsEnd;
    if (*type == WatchEvent<T>::Type::Bookmark)
        return result;
    if (decoded.object.uid.isEmpty())
        return malformed(u"object without uid"_s);
    result.object = std::make_shared<const T>(std::move(decoded.object));
    return result;
}

template <class T>
Result<Listed<T>> readListed(QByteArrayView message, StringPool &pool)
{
    Decoded<T> decoded = readObject(reader(message), pool, static_cast<const T *>(nullptr));
    if (decoded.object.uid.isEmpty())
        return malformed(u"object without uid"_s);
    return Listed<T>{std::make_shared<const T>(std::move(decoded.object)), decoded.metadata.resourceVersion};
}

} // namespace

Result<Listed<Node>> decodeNode(QByteArrayView message, StringPool &pool)
{
    return guarded<Listed<Node>>([&] { return readListed<Node>(message, pool); });
}

Result<Listed<Pod>> decodePod(QByteArrayView message, StringPool &pool)
{
    return guarded<Listed<Pod>>([&] { return readListed<Pod>(message, pool); });
}

Result<WatchEvent<Node>> decodeNodeEvent(QByteArrayView frame, StringPool &pool)
{
    return guarded<WatchEvent<Node>>([&] { return readEvent<Node>(frame, pool); });
}

Result<WatchEvent<Pod>> decodePodEvent(QByteArrayView frame, StringPool &pool)
{
    return guarded<WatchEvent<Pod>>([&] { return readEvent<Pod>(frame, pool); });
}

Result<ListMeta> decodeListMeta(QByteArrayView message)
{
    return guarded<ListMeta>([&]() -> Result<ListMeta> {
        ListMeta meta;
        pbf_reader list = reader(message);
        while (list.next()) {
            if (list.tag() == 2)
                meta.resourceVersion = toQString(text(list.get_view()));
            else if (list.tag() == 3)
                meta.continueToken = toQString(text(list.get_view()));
            else
                list.skip();
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
