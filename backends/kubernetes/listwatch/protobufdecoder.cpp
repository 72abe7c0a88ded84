// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "protobufdecoder.h"

#include "backends/kubernetes/apistatus.h"
#include "objectdraft.h"

#include <protozero/exception.hpp>

#include <cstring>

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

//! \p message is an entry of map<string, Quantity>.
void readAmount(ResourceList &list, std::string_view message, ValuePool &pool)
{
    const auto &[name, amount] = pool.amountOf(message, [&] {
        const Entry entry = readEntry(pbf_reader(message.data(), message.size()));
        pbf_reader quantity(entry.valueText.data(), entry.valueText.size());
        std::string_view spelled = "0";
        while (quantity.next()) {
            if (quantity.tag() == 1)
                spelled = text(quantity.get_view());
            else
                quantity.skip();
        }
        return ResourceList::Entry(pool.intern(entry.key), amountFromText(spelled));
    });
    list.set(name, amount);
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

void readOwner(PodDraft &draft, pbf_reader owner)
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
    draft.addOwner(kind, name, isController);
}

Metadata readPodMetadata(PodDraft &draft, pbf_reader meta, ValuePool &pool)
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
            draft.addLabel(label.key, label.valueText);
            break;
        }
        case 12:
            readAnnotation(result, meta.get_message());
            break;
        case 13:
            readOwner(draft, meta.get_message());
            break;
        default:
            meta.skip();
        }
    }
    return result;
}

//! The messages of a Pod that say what it requests, copied one after the other: a key for ValuePool::listOf(), and all
//! that has to be read where the pool has no answer yet.
class RequestBytes
{
public:
    enum class Part : char {
        // Of the container or status that the next part ends:
        Resources,
        Allocated,
        Sidecar,
        // With the name of what ends here:
        Container,
        InitContainer,
        ContainerStatus,
        InitContainerStatus,
        // Of the Pod:
        Overhead,
        PodResources,
        PodActualResources,
        PodAllocated,
        ResizeInfeasible,
    };

    RequestBytes() { m_bytes.reserve(512); }

    void add(Part part, std::string_view message = {})
    {
        const auto size = std::uint32_t(message.size());
        m_bytes += char(part);
        m_bytes.append(reinterpret_cast<const char *>(&size), sizeof size);
        m_bytes += message;
    }
    std::string_view bytes() const { return m_bytes; }
    ResourceList read(ValuePool &pool) const;

private:
    std::string m_bytes;
};

//! \return ResourceRequirements.requests; absent when the message has none.
std::optional<ResourceList> readRequests(std::string_view requirements, ValuePool &pool)
{
    pbf_reader message(requirements.data(), requirements.size());
    if (!message.next(2))
        return {};
    return pool.listOf(ValuePool::BytesOf::Container, requirements, [&] {
        ResourceList requests;
        do {
            readAmount(requests, text(message.get_view()), pool);
        } while (message.next(2));
        return requests;
    });
}

void readAmount(std::optional<ResourceList> &list, std::string_view entry, ValuePool &pool)
{
    if (!list)
        list.emplace();
    readAmount(*list, entry, pool);
}

ResourceList RequestBytes::read(ValuePool &pool) const
{
    RequestDraft draft;
    RequestDraft::Status gathered;
    bool isSidecar = false;
    const auto container = [&](std::string_view name, bool mayBeSidecar) {
        const auto last = std::exchange(gathered, {});
        return RequestDraft::Container{name,
                                       {.requests = last.requests.value_or(ResourceList()),
                                        .isSidecar = std::exchange(isSidecar, false) && mayBeSidecar}};
    };
    const auto status = [&](std::string_view name) {
        gathered.name = name;
        return std::exchange(gathered, {});
    };
    for (std::string_view rest = m_bytes; !rest.empty();) {
        const auto part = Part(rest.front());
        std::uint32_t size = 0;
        std::memcpy(&size, rest.data() + 1, sizeof size);
        const std::string_view message = rest.substr(1 + sizeof size, size);
        rest.remove_prefix(1 + sizeof size + size);
        switch (part) {
        case Part::Resources:
            gathered.requests = readRequests(message, pool);
            break;
        case Part::Allocated:
            readAmount(gathered.allocatedResources, message, pool);
            break;
        case Part::Sidecar:
            isSidecar = true;
            break;
        case Part::Container:
            draft.containers.push_back(container(message, false));
            break;
        case Part::InitContainer:
            draft.initContainers.push_back(container(message, true));
            break;
        case Part::ContainerStatus:
            draft.containerStatuses.push_back(status(message));
            break;
        case Part::InitContainerStatus:
            draft.initContainerStatuses.push_back(status(message));
            break;
        case Part::Overhead:
            readAmount(draft.overhead, message, pool);
            break;
        case Part::PodResources:
            draft.podRequests = readRequests(message, pool);
            break;
        case Part::PodActualResources:
            draft.podActualRequests = readRequests(message, pool);
            break;
        case Part::PodAllocated:
            readAmount(draft.podAllocated, message, pool);
            break;
        case Part::ResizeInfeasible:
            draft.isResizeInfeasible = true;
            break;
        }
    }
    return std::move(draft).finish();
}

void readContainer(RequestBytes &requests, RequestBytes::Part kind, pbf_reader message)
{
    std::string_view name;
    bool isSidecar = false;
    while (message.next()) {
        switch (message.tag()) {
        case 1:
            name = text(message.get_view());
            break;
        case 8:
            requests.add(RequestBytes::Part::Resources, text(message.get_view()));
            break;
        case 24:
            isSidecar = text(message.get_view()) == "Always";
            break;
        default:
            message.skip();
        }
    }
    if (isSidecar)
        requests.add(RequestBytes::Part::Sidecar);
    requests.add(kind, name);
}

void readPodSpec(PodDraft &draft, RequestBytes &requests, pbf_reader spec, ValuePool &pool)
{
    using Part = RequestBytes::Part;
    while (spec.next()) {
        switch (spec.tag()) {
        case 2:
            readContainer(requests, Part::Container, spec.get_message());
            break;
        case 10:
            draft.pod.nodeName = pool.intern(text(spec.get_view()));
            break;
        case 20:
            readContainer(requests, Part::InitContainer, spec.get_message());
            break;
        case 32:
            requests.add(Part::Overhead, text(spec.get_view()));
            break;
        case 40:
            requests.add(Part::PodResources, text(spec.get_view()));
            break;
        default:
            spec.skip();
        }
    }
}

void readContainerStatus(RequestBytes &requests, RequestBytes::Part kind, pbf_reader message)
{
    std::string_view name;
    while (message.next()) {
        switch (message.tag()) {
        case 1:
            name = text(message.get_view());
            break;
        case 10:
            requests.add(RequestBytes::Part::Allocated, text(message.get_view()));
            break;
        case 11:
            requests.add(RequestBytes::Part::Resources, text(message.get_view()));
            break;
        default:
            message.skip();
        }
    }
    requests.add(kind, name);
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

void readPodStatus(PodDraft &draft, RequestBytes &requests, pbf_reader status, ValuePool &pool)
{
    using Part = RequestBytes::Part;
    while (status.next()) {
        switch (status.tag()) {
        case 1:
            draft.pod.phase = podPhaseFromString(text(status.get_view()));
            break;
        case 2: {
            const ConditionView c = readCondition(status.get_message(), PodConditionFields);
            draft.addCondition(c.type, c.status, c.reason, c.message, pool);
            if (isResizeInfeasible(c.type, c.status, c.reason))
                requests.add(Part::ResizeInfeasible);
            break;
        }
        case 7:
            draft.pod.started = readTime(status.get_message());
            break;
        case 8:
            readContainerStatus(requests, Part::ContainerStatus, status.get_message());
            break;
        case 10:
            readContainerStatus(requests, Part::InitContainerStatus, status.get_message());
            break;
        case 19:
            requests.add(Part::PodAllocated, text(status.get_view()));
            break;
        case 20:
            requests.add(Part::PodActualResources, text(status.get_view()));
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

Decoded<Pod> readObject(pbf_reader message, ValuePool &pool, const Pod *)
{
    PodDraft draft;
    RequestBytes requests;
    Metadata metadata;
    while (message.next()) {
        switch (message.tag()) {
        case 1:
            metadata = readPodMetadata(draft, message.get_message(), pool);
            break;
        case 2:
            readPodSpec(draft, requests, message.get_message(), pool);
            break;
        case 3:
            readPodStatus(draft, requests, message.get_message(), pool);
            break;
        default:
            message.skip();
        }
    }
    const ResourceList effective =
        pool.listOf(ValuePool::BytesOf::Pod, requests.bytes(), [&] { return requests.read(pool); });
    return {std::move(metadata), std::move(draft).finish(effective, pool)};
}

Metadata readNodeMetadata(Node &node, pbf_reader meta, ValuePool &pool)
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

Taint readTaint(pbf_reader message, ValuePool &pool)
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

void readNodeSpec(Node &node, pbf_reader spec, ValuePool &pool)
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

void readNodeStatus(Node &node, pbf_reader status, ValuePool &pool)
{
    while (status.next()) {
        switch (status.tag()) {
        case 1:
            readAmount(node.capacity, text(status.get_view()), pool);
            break;
        case 2:
            readAmount(node.allocatable, text(status.get_view()), pool);
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

Decoded<Node> readObject(pbf_reader message, ValuePool &pool, const Node *)
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
Result<WatchEvent<T>> readEvent(QByteArrayView frame, ValuePool &pool)
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
    result.object = std::make_shared<T>(std::move(decoded.object));
    return result;
}

template <class T>
Result<Listed<T>> readListed(QByteArrayView message, ValuePool &pool)
{
    Decoded<T> decoded = readObject(reader(message), pool, static_cast<const T *>(nullptr));
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
