// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "enginedecoder.h"

#include "jsonvalue.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::docker {

namespace {

template <class Row>
std::vector<Row> rows(const Json &list, Row (*read)(const Json &))
{
    std::vector<Row> all;
    list.forItems([&](const Json &item) {
        if (item.isObject())
            all.push_back(read(item));
    });
    return all;
}

//! null is an empty list to some engines.
template <class Row>
Result<std::vector<Row>> decodeList(QByteArrayView json, Row (*read)(const Json &))
{
    simdjson::dom::parser parser;
    const Result<simdjson::dom::element> parsed = parseJson(parser, json);
    if (!parsed)
        return tl::make_unexpected(parsed.error());
    const simdjson::dom::element root = *parsed;
    if (!root.is_array() && !root.is_null())
        return malformed(u"not a list"_s);
    return rows(Json(root), read);
}

//! Engines before 24 say so of an image without a name.
QStringList named(QStringList names)
{
    names.removeIf([](const QString &name) { return name.startsWith("<none>"_L1); });
    return names;
}

//! In containerd's image store a name with a digest stands among the tags, a list names one of several repositories
//! that have \p manifest, and an image without a platform has its digest alone. As Docker's own store and inspect say
//! it.
void tidyNames(QStringList &tags, QStringList &digests, const QString &manifest)
{
    digests.removeIf([](const QString &digest) { return !digest.contains(u'@'); });
    QSet<QString> known(digests.begin(), digests.end());
    for (const QString &tag : tags) {
        const qsizetype colon = manifest.isEmpty() ? -1 : tag.lastIndexOf(u':');
        const QString name = tag.contains(u'@') ? tag : colon > 0 ? tag.first(colon) + u'@' + manifest : QString();
        if (!name.isEmpty() && !known.contains(name)) {
            known.insert(name);
            digests += name;
        }
    }
    tags.removeIf([](const QString &tag) { return tag.contains(u'@'); });
}

QString withoutSlash(const QString &name)
{
    return name.startsWith(u'/') ? name.mid(1) : name;
}

//! Podman names a parent, and an image that it deleted, without the algorithm that it has in the Id of an image.
QString imageId(const QString &id)
{
    const bool isBare = id.size() == 64 && !id.contains(u':');
    return isBare ? u"sha256:"_s + id : id;
}

Container::Port readPort(const Json &json)
{
    return {.ip = json["IP"].text(),
            .privatePort = int(json["PrivatePort"].number()),
            .publicPort = int(json["PublicPort"].number()),
            .type = json["Type"].text()};
}

Container::Mount readMount(const Json &json)
{
    return {.type = json["Type"].text(),
            .name = json["Name"].text(),
            .source = json["Source"].text(),
            .destination = json["Destination"].text(),
            .isWritable = json["RW"].isTrue()};
}

Container readContainer(const Json &json)
{
    Container container{.id = json["Id"].text(),
                        .image = json["Image"].text(),
                        .imageId = json["ImageID"].text(),
                        .command = json["Command"].text(),
                        .created = json["Created"].time(),
                        .state = json["State"].text(),
                        .status = json["Status"].text(),
                        .labels = json["Labels"].labels(),
                        .ports = rows(json["Ports"], readPort),
                        .mounts = rows(json["Mounts"], readMount),
                        .networkMode = json["HostConfig"]["NetworkMode"].text(),
                        .sizeRwBytes = json["SizeRw"].number(-1)};
    for (const QString &name : json["Names"].texts())
        container.names << withoutSlash(name);
    return container;
}

Image readImage(const Json &json)
{
    Image image{.id = json["Id"].text(),
                .parentId = imageId(json["ParentId"].text()),
                .repoTags = named(json["RepoTags"].texts()),
                .repoDigests = named(json["RepoDigests"].texts()),
                .created = json["Created"].time(),
                .sizeBytes = json["Size"].number(-1),
                .sharedSizeBytes = json["SharedSize"].number(-1),
                .containers = json["Containers"].number(-1),
                .labels = json["Labels"].labels()};
    const QString manifest = json["Descriptor"]["digest"].text(); // of containerd's store alone
    image.isSharedSizeLeast = image.sharedSizeBytes > 0 && !manifest.isEmpty();
    tidyNames(image.repoTags, image.repoDigests, manifest);
    return image;
}

ImageLayer readLayer(const Json &json)
{
    const QString id = json["Id"].text();
    return {.id = id == "<missing>"_L1 ? QString() : id,
            .created = json["Created"].time(),
            .createdBy = json["CreatedBy"].text(),
            .sizeBytes = json["Size"].number(-1),
            .comment = json["Comment"].text(),
            .tags = named(json["Tags"].texts())};
}

Volume readVolume(const Json &json)
{
    return {.name = json["Name"].text(),
            .driver = json["Driver"].text(),
            .mountpoint = json["Mountpoint"].text(),
            .scope = json["Scope"].text(),
            .created = json["CreatedAt"].time(),
            .labels = json["Labels"].labels(),
            .sizeBytes = json["UsageData"]["Size"].number(-1),
            .refCount = json["UsageData"]["RefCount"].number(-1)};
}

BuildCacheEntry readBuildCache(const Json &json)
{
    return {.id = json["ID"].text(),
            .type = json["Type"].text(),
            .description = json["Description"].text(),
            .isInUse = json["InUse"].isTrue(),
            .isShared = json["Shared"].isTrue(),
            .sizeBytes = json["Size"].number(-1),
            .created = json["CreatedAt"].time(),
            .lastUsed = json["LastUsedAt"].time(),
            .usageCount = json["UsageCount"].number()};
}

DeviceRequest readDeviceRequest(const Json &json)
{
    DeviceRequest request{
        .driver = json["Driver"].text(), .count = json["Count"].number(), .deviceIds = json["DeviceIDs"].texts()};
    json["Capabilities"].forItems([&](const Json &words) { request.capabilities << words.texts(); });
    return request;
}

EngineVersion::Component readComponent(const Json &json)
{
    return {json["Name"].text(), json["Version"].text()};
}

//! By what the engine is made of: its "ApiVersion" says docker's in every case.
void recognise(EngineVersion &version, const QString &platform)
{
    using Kind = EngineVersion::Kind;
    const auto &components = version.components;
    const auto has = [&](QLatin1StringView name) {
        return std::any_of(components.begin(), components.end(), [&](const auto &c) { return c.name == name; });
    };
    if (has("Podman Engine"_L1)) {
        version.kind = Kind::Podman;
        version.engineName = u"Podman"_s;
    } else if (has("Engine"_L1)) {
        version.kind = Kind::Docker;
        version.engineName = platform.isEmpty() ? u"Docker Engine"_s : platform;
    } else {
        version.engineName = components.empty() ? platform : components.front().name;
    }
}

void readRegistries(const Json &json, EngineInfo &info)
{
    info.registryMirrors = json["Mirrors"].texts();
    info.insecureRegistries = json["InsecureRegistryCIDRs"].texts();
    json["IndexConfigs"].forMembers([&](const QString &name, const Json &index) {
        if (index["Secure"].isTrue() || !index.isObject())
            return;
        info.insecureRegistries << name;
    });
}

//! Whether one of "name=rootless", "name=seccomp,profile=default", ... is \p name.
bool hasSecurityOption(const QStringList &options, const QString &name)
{
    return std::any_of(options.begin(), options.end(),
                       [&](const QString &option) { return option.section(u',', 0, 0) == "name="_L1 + name; });
}

QJsonObject toJson(const Labels &labels)
{
    QJsonObject json;
    for (auto it = labels.begin(); it != labels.end(); ++it)
        json.insert(it.key(), it.value());
    return json;
}

QJsonObject toJson(const DeviceRequest &request)
{
    QJsonArray capabilities;
    for (const QStringList &words : request.capabilities)
        capabilities << QJsonArray::fromStringList(words);
    QJsonObject json{{u"Driver"_s, request.driver}, {u"Count"_s, qint64(request.count)}};
    if (!request.deviceIds.isEmpty())
        json.insert(u"DeviceIDs"_s, QJsonArray::fromStringList(request.deviceIds));
    if (!capabilities.isEmpty())
        json.insert(u"Capabilities"_s, capabilities);
    return json;
}

QJsonObject hostConfig(const ContainerSpec &spec)
{
    QJsonObject json = spec.hostConfig;
    const auto insert = [&](const QString &key, const QJsonValue &value, bool isSet) {
        if (isSet)
            json.insert(key, value);
    };
    insert(u"AutoRemove"_s, true, spec.isRemovedAtEnd);
    insert(u"Runtime"_s, spec.runtime, !spec.runtime.isEmpty());
    insert(u"NetworkMode"_s, spec.networkMode, !spec.networkMode.isEmpty());
    insert(u"Binds"_s, QJsonArray::fromStringList(spec.binds), !spec.binds.isEmpty());
    insert(u"ShmSize"_s, qint64(spec.shmSizeBytes), spec.shmSizeBytes > 0);
    insert(u"Memory"_s, qint64(spec.memoryBytes), spec.memoryBytes > 0);
    insert(u"NanoCpus"_s, qint64(spec.nanoCpus), spec.nanoCpus > 0);
    QJsonArray requests;
    for (const DeviceRequest &request : spec.deviceRequests)
        requests << toJson(request);
    insert(u"DeviceRequests"_s, requests, !requests.isEmpty());
    return json;
}

//! Engines before API 1.42 are told by a resize instead.
void insertConsoleSize(QJsonObject &json, const ExecSpec &spec, ApiVersion version)
{
    if (spec.isTty && version >= ApiVersion{1, 42})
        json.insert(u"ConsoleSize"_s, QJsonArray{spec.consoleSize.rows, spec.consoleSize.columns});
}

Event::Type eventType(std::string_view name)
{
    using Type = Event::Type;
    static constexpr std::pair<std::string_view, Type> types[] = {
        {"container", Type::Container}, {"image", Type::Image},   {"volume", Type::Volume},
        {"network", Type::Network},     {"daemon", Type::Daemon}, {"builder", Type::Builder}};
    for (const auto &[known, type] : types) {
        if (known == name)
            return type;
    }
    return Type::Other;
}

} // namespace

Result<EngineVersion> decodeVersion(QByteArrayView json)
{
    return decodeObject(json, [](const Json &root) {
        EngineVersion version{.version = root["Version"].text(),
                              .apiVersion = root["ApiVersion"].text(),
                              .minApiVersion = root["MinAPIVersion"].text(),
                              .os = root["Os"].text(),
                              .arch = root["Arch"].text(),
                              .kernelVersion = root["KernelVersion"].text(),
                              .components = rows(root["Components"], readComponent)};
        recognise(version, root["Platform"]["Name"].text());
        return version;
    });
}

Result<EngineInfo> decodeInfo(QByteArrayView json)
{
    return decodeObject(json, [](const Json &root) {
        EngineInfo info{.id = root["ID"].text(),
                        .name = root["Name"].text(),
                        .serverVersion = root["ServerVersion"].text(),
                        .containers = root["Containers"].number(),
                        .containersRunning = root["ContainersRunning"].number(),
                        .containersPaused = root["ContainersPaused"].number(),
                        .containersStopped = root["ContainersStopped"].number(),
                        .images = root["Images"].number(),
                        .driver = root["Driver"].text(),
                        .dockerRootDir = root["DockerRootDir"].text(),
                        .operatingSystem = root["OperatingSystem"].text(),
                        .osType = root["OSType"].text(),
                        .architecture = root["Architecture"].text(),
                        .kernelVersion = root["KernelVersion"].text(),
                        .cgroupDriver = root["CgroupDriver"].text(),
                        .cgroupVersion = root["CgroupVersion"].text(),
                        .loggingDriver = root["LoggingDriver"].text(),
                        .cpus = root["NCPU"].number(),
                        .memoryBytes = root["MemTotal"].number(),
                        .defaultRuntime = root["DefaultRuntime"].text(),
                        .cdiSpecDirs = root["CDISpecDirs"].texts(),
                        .securityOptions = root["SecurityOptions"].texts(),
                        .labels = root["Labels"].texts(),
                        .warnings = root["Warnings"].texts(),
                        .httpProxy = root["HttpProxy"].text(),
                        .httpsProxy = root["HttpsProxy"].text(),
                        .noProxy = root["NoProxy"].text()};
        root["DriverStatus"].forItems([&](const Json &pair) {
            const QStringList words = pair.texts();
            if (words.size() == 2)
                info.driverStatus.append({words[0], words[1]});
        });
        root["Runtimes"].forMembers([&](const QString &name, const Json &runtime) {
            info.runtimes.push_back({name, runtime["path"].text()});
        });
        std::sort(info.runtimes.begin(), info.runtimes.end(),
                  [](const auto &a, const auto &b) { return a.name < b.name; });
        root["DiscoveredDevices"].forItems([&](const Json &device) {
            info.discoveredDevices.push_back({device["Source"].text(), device["ID"].text()});
        });
        readRegistries(root["RegistryConfig"], info);
        info.isRootless = hasSecurityOption(info.securityOptions, u"rootless"_s);
        info.usesContainerdStore = std::any_of(info.driverStatus.begin(), info.driverStatus.end(), [](const auto &p) {
            return p.first == "driver-type"_L1 && p.second.startsWith("io.containerd.snapshotter"_L1);
        });
        return info;
    });
}

Result<DiskUsage> decodeDiskUsage(QByteArrayView json)
{
    return decodeObject(json, [](const Json &root) {
        return DiskUsage{.layersBytes = root["LayersSize"].number(-1),
                         .images = rows(root["Images"], readImage),
                         .containers = rows(root["Containers"], readContainer),
                         .volumes = rows(root["Volumes"], readVolume),
                         .buildCache = rows(root["BuildCache"], readBuildCache)};
    });
}

Result<BuildCacheRemoval> decodeBuildCacheRemoval(QByteArrayView json)
{
    return decodeObject(json, [](const Json &root) {
        return BuildCacheRemoval{.deleted = root["CachesDeleted"].texts(),
                                 .spaceReclaimedBytes = root["SpaceReclaimed"].number(-1)};
    });
}

Result<std::vector<Container>> decodeContainers(QByteArrayView json)
{
    return decodeList(json, readContainer);
}

Result<ContainerDetails> decodeContainer(QByteArrayView json)
{
    return decodeObject(json, [](const Json &root) {
        const Json state = root["State"];
        const Json config = root["Config"];
        const Json host = root["HostConfig"];
        return ContainerDetails{.id = root["Id"].text(),
                                .name = withoutSlash(root["Name"].text()),
                                .created = root["Created"].time(),
                                .image = config["Image"].text(),
                                .imageId = root["Image"].text(),
                                .path = root["Path"].text(),
                                .args = root["Args"].texts(),
                                .env = config["Env"].texts(),
                                .labels = config["Labels"].labels(),
                                .status = state["Status"].text(),
                                .isRunning = state["Running"].isTrue(),
                                .isOomKilled = state["OOMKilled"].isTrue(),
                                .isTty = config["Tty"].isTrue(),
                                .exitCode = state["ExitCode"].number(),
                                .error = state["Error"].text(),
                                .startedAt = state["StartedAt"].time(),
                                .finishedAt = state["FinishedAt"].time(),
                                .restartCount = root["RestartCount"].number(),
                                .health = state["Health"]["Status"].text(),
                                .runtime = host["Runtime"].text(),
                                .networkMode = host["NetworkMode"].text(),
                                .shmSizeBytes = host["ShmSize"].number(),
                                .memoryBytes = host["Memory"].number(),
                                .nanoCpus = host["NanoCpus"].number(),
                                .deviceRequests = rows(host["DeviceRequests"], readDeviceRequest),
                                .mounts = rows(root["Mounts"], readMount)};
    });
}

Result<CreatedContainer> decodeCreatedContainer(QByteArrayView json)
{
    return decodeObject(json, [](const Json &root) {
        return CreatedContainer{root["Id"].text(), root["Warnings"].texts()};
    });
}

Result<ContainerExit> decodeContainerExit(QByteArrayView json)
{
    return decodeObject(json, [](const Json &root) {
        return ContainerExit{root["StatusCode"].number(), root["Error"]["Message"].text()};
    });
}

Result<QString> decodeCreatedExec(QByteArrayView json)
{
    return decodeObject(json, [](const Json &root) { return root["Id"].text(); });
}

Result<QString> decodeRegistryImage(QByteArrayView json)
{
    return decodeObject(json, [](const Json &root) { return root["Descriptor"]["digest"].text(); });
}

Result<ExecDetails> decodeExec(QByteArrayView json)
{
    return decodeObject(json, [](const Json &root) {
        ExecDetails details{.isRunning = root["Running"].isTrue(), .containerId = root["ContainerID"].text()};
        if (const std::int64_t code = root["ExitCode"].number(-1); code >= 0)
            details.exitCode = code;
        return details;
    });
}

Result<std::vector<Image>> decodeImages(QByteArrayView json)
{
    return decodeList(json, readImage);
}

Result<ImageDetails> decodeImage(QByteArrayView json)
{
    return decodeObject(json, [](const Json &root) {
        const Json config = root["Config"];
        ImageDetails image{.id = root["Id"].text(),
                           .parentId = imageId(root["Parent"].text()),
                           .repoTags = named(root["RepoTags"].texts()),
                           .repoDigests = named(root["RepoDigests"].texts()),
                           .created = root["Created"].time(),
                           .sizeBytes = root["Size"].number(-1),
                           .architecture = root["Architecture"].text(),
                           .variant = root["Variant"].text(),
                           .os = root["Os"].text(),
                           .author = root["Author"].text(),
                           .layers = root["RootFS"]["Layers"].texts(),
                           .env = config["Env"].texts(),
                           .command = config["Cmd"].texts(),
                           .entrypoint = config["Entrypoint"].texts(),
                           .user = config["User"].text(),
                           .workingDir = config["WorkingDir"].text(),
                           .labels = config["Labels"].labels()};
        tidyNames(image.repoTags, image.repoDigests, root["Descriptor"]["digest"].text());
        return image;
    });
}

Result<std::vector<ImageLayer>> decodeHistory(QByteArrayView json)
{
    return decodeList(json, readLayer);
}

Result<ImageRemoval> decodeImageRemoval(QByteArrayView json)
{
    simdjson::dom::parser parser;
    const Result<simdjson::dom::element> parsed = parseJson(parser, json);
    if (!parsed)
        return tl::make_unexpected(parsed.error());
    const simdjson::dom::element root = *parsed;
    const Json answer(root);
    if (!answer.isArray() && !answer.isObject())
        return malformed(u"neither a list nor an object"_s);
    ImageRemoval removal{.spaceReclaimedBytes = answer["SpaceReclaimed"].number(-1)};
    (answer.isArray() ? answer : answer["ImagesDeleted"]).forItems([&](const Json &item) {
        if (const QString name = item["Untagged"].text(); !name.isEmpty())
            removal.untagged << name;
        if (const QString id = item["Deleted"].text(); !id.isEmpty())
            removal.deleted << imageId(id);
    });
    return removal;
}

Result<std::vector<Volume>> decodeVolumes(QByteArrayView json)
{
    return decodeObject(json, [](const Json &root) { return rows(root["Volumes"], readVolume); });
}

//! Engines before 1.22 of the API, and some of their likes, say it only in the fields of old.
Result<Event> decodeEvent(QByteArrayView json)
{
    return decodeObject(json, [](const Json &root) {
        const std::string_view type = root["Type"].view();
        Event event{.type = eventType(type),
                    .typeName = toQString(type),
                    .action = root["Action"].text(),
                    .actorId = root["Actor"]["ID"].text(),
                    .attributes = root["Actor"]["Attributes"].labels(),
                    .time = root["time"].number(),
                    .timeNano = root["timeNano"].number()};
        if (event.action.isEmpty())
            event.action = root["status"].text();
        if (event.actorId.isEmpty())
            event.actorId = root["id"].text();
        return event;
    });
}

QString decodeMessage(QByteArrayView json)
{
    return decodeObject(json, [](const Json &root) { return root["message"].text(); }).value_or(QString());
}

std::int64_t secondsFromTime(QByteArrayView text)
{
    QString time = QString::fromLatin1(text);
    if (const qsizetype dot = time.indexOf(u'.'); dot >= 0) { // Qt reads no nanoseconds
        qsizetype end = dot + 1;
        while (end < time.size() && time[end].isDigit())
            ++end;
        time.remove(dot, end - dot);
    }
    const QDateTime moment = QDateTime::fromString(time, Qt::ISODate);
    return moment.isValid() && time.contains(u'T') ? std::max<std::int64_t>(0, moment.toSecsSinceEpoch()) : 0;
}

QByteArray encodeContainer(const ContainerSpec &spec)
{
    QJsonObject json{{u"Image"_s, spec.image},
                     {u"Tty"_s, spec.isTty},
                     {u"Env"_s, QJsonArray::fromStringList(spec.env)},
                     {u"Labels"_s, toJson(spec.labels)},
                     {u"HostConfig"_s, hostConfig(spec)}};
    if (!spec.command.isEmpty())
        json.insert(u"Cmd"_s, QJsonArray::fromStringList(spec.command));
    if (!spec.entrypoint.isEmpty())
        json.insert(u"Entrypoint"_s, QJsonArray::fromStringList(spec.entrypoint));
    if (!spec.workingDir.isEmpty())
        json.insert(u"WorkingDir"_s, spec.workingDir);
    if (!spec.user.isEmpty())
        json.insert(u"User"_s, spec.user);
    if (spec.opensStdin) {
        for (const QString &key : {u"OpenStdin"_s, u"StdinOnce"_s, u"AttachStdin"_s})
            json.insert(key, true);
    }
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

QByteArray encodeExec(const ExecSpec &spec, ApiVersion version)
{
    QJsonObject json{{u"Cmd"_s, QJsonArray::fromStringList(spec.command)},
                     {u"AttachStdin"_s, spec.attachesInput},
                     {u"AttachStdout"_s, true},
                     {u"AttachStderr"_s, true},
                     {u"Tty"_s, spec.isTty}};
    if (!spec.env.isEmpty())
        json.insert(u"Env"_s, QJsonArray::fromStringList(spec.env));
    if (!spec.workingDir.isEmpty())
        json.insert(u"WorkingDir"_s, spec.workingDir);
    if (!spec.user.isEmpty())
        json.insert(u"User"_s, spec.user);
    insertConsoleSize(json, spec, version);
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

QByteArray encodeExecStart(const ExecSpec &spec, ApiVersion version)
{
    QJsonObject json{{u"Detach"_s, false}, {u"Tty"_s, spec.isTty}};
    insertConsoleSize(json, spec, version);
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

} // namespace fairlead::docker
