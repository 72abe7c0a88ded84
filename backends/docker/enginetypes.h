// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QMetaType>
#include <QString>
#include <QStringList>

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

//! The objects of the Engine API, as far as they are shown or decided on. Names are the API's. Times are seconds since
//! 1970 UTC, 0 where there is none; sizes are bytes, -1 where the engine has not counted.
namespace fairlead::docker {

using Labels = QMap<QString, QString>;

//! GET /_ping: there, and what its headers tell.
struct Ping
{
    QString apiVersion;
    QString osType;
    QString builderVersion; //!< "2": BuildKit is what the engine itself recommends
    QString server;         //!< "Docker/20.10.24 (linux)"
    std::chrono::milliseconds latency{};
};

//! GET /version.
struct EngineVersion
{
    enum class Kind { Docker, Podman, Other };
    struct Component
    {
        QString name;
        QString version;

        bool operator==(const Component &) const = default;
    };

    Kind kind = Kind::Other;
    QString engineName; //!< for people: "Docker Engine - Community", "Podman", whatever another calls itself
    QString version;
    QString apiVersion;
    QString minApiVersion;
    QString os;
    QString arch;
    QString kernelVersion;
    std::vector<Component> components;
    std::chrono::milliseconds latency{};
};

//! GET /info.
struct EngineInfo
{
    struct Runtime
    {
        QString name;
        QString path;

        bool operator==(const Runtime &) const = default;
    };
    //! A device that containers may ask for by its name.
    struct Device
    {
        QString source; //!< "cdi"
        QString id;     //!< "nvidia.com/gpu=0"

        bool operator==(const Device &) const = default;
    };

    QString id; //!< tells daemons apart, whatever they are reached by
    QString name;
    QString serverVersion;
    std::int64_t containers = 0;
    std::int64_t containersRunning = 0;
    std::int64_t containersPaused = 0;
    std::int64_t containersStopped = 0;
    std::int64_t images = 0;
    QString driver; //!< of storage: "overlay2", "overlayfs"
    QList<QPair<QString, QString>> driverStatus;
    QString dockerRootDir;
    QString operatingSystem;
    QString osType;
    QString architecture;
    QString kernelVersion;
    QString cgroupDriver;
    QString cgroupVersion;
    QString loggingDriver;
    std::int64_t cpus = 0;
    std::int64_t memoryBytes = 0;
    std::vector<Runtime> runtimes; //!< by name
    QString defaultRuntime;
    QStringList cdiSpecDirs;
    std::vector<Device> discoveredDevices; //!< from API 1.50 on
    QStringList securityOptions;
    QStringList labels;
    QStringList warnings;
    QStringList insecureRegistries; //!< networks, and hosts with their port
    QStringList registryMirrors;
    QString httpProxy;
    QString httpsProxy;
    QString noProxy;
    bool isRootless = false;
    bool usesContainerdStore = false; //!< images and layers are containerd's; several platforms of one may be there

    bool operator==(const EngineInfo &) const = default;
};

//! One of GET /containers/json.
struct Container
{
    struct Port
    {
        QString ip; //!< empty: not published
        int privatePort = 0;
        int publicPort = 0;
        QString type; //!< "tcp"

        bool operator==(const Port &) const = default;
    };
    struct Mount
    {
        QString type; //!< "bind", "volume", "tmpfs"
        QString name;
        QString source;
        QString destination;
        bool isWritable = false;

        bool operator==(const Mount &) const = default;
    };

    QString id;
    QStringList names; //!< without the slash before each
    QString image;     //!< as it was asked for
    QString imageId;
    QString command;
    std::int64_t created = 0;
    QString state;  //!< "running", "exited", ...
    QString status; //!< for people, by the engine
    Labels labels;
    std::vector<Port> ports;
    std::vector<Mount> mounts;
    QString networkMode;
    std::int64_t sizeRwBytes = -1; //!< written beyond its image

    //! It may be removed without force.
    bool isStopped() const { return state == u"exited" || state == u"created" || state == u"dead"; }
    bool operator==(const Container &) const = default;
};

//! What a container is given of devices. Of GPUs: driver "nvidia" or "" with capability "gpu"; driver "cdi" with names.
struct DeviceRequest
{
    QString driver;
    std::int64_t count = 0; //!< -1: all
    QStringList deviceIds;
    QList<QStringList> capabilities; //!< any of these lists, all of its words

    bool operator==(const DeviceRequest &) const = default;
};

//! GET /containers/{id}/json.
struct ContainerDetails
{
    QString id;
    QString name; //!< without the slash before it
    std::int64_t created = 0;
    QString image; //!< as it was asked for
    QString imageId;
    QString path;
    QStringList args;
    QStringList env; //!< may hold secrets
    Labels labels;
    QString status; //!< "created", "running", "exited", ...
    bool isRunning = false;
    bool isOomKilled = false;
    bool isTty = false; //!< its logs have no frames
    std::int64_t exitCode = 0;
    QString error;
    std::int64_t startedAt = 0;
    std::int64_t finishedAt = 0;
    std::int64_t restartCount = 0;
    QString health; //!< empty: it has no check
    QString runtime;
    QString networkMode;
    std::int64_t shmSizeBytes = 0;
    std::int64_t memoryBytes = 0; //!< 0: no limit
    std::int64_t nanoCpus = 0;    //!< 0: no limit
    std::vector<DeviceRequest> deviceRequests;
    std::vector<Container::Mount> mounts;
};

//! POST /containers/create.
struct ContainerSpec
{
    QString image;
    QStringList command; //!< empty: the image's
    QStringList entrypoint;
    QStringList env;
    Labels labels;
    QString workingDir;
    QString user;
    bool isTty = false;
    bool opensStdin = false;     //!< keeps its input open for one who attaches, until that one ends it
    bool isRemovedAtEnd = false; //!< AutoRemove
    QString runtime;             //!< "nvidia"; empty: the daemon's
    QString networkMode;
    QStringList binds;             //!< "/host:/container:ro"
    std::int64_t shmSizeBytes = 0; //!< 0: the daemon's
    std::int64_t memoryBytes = 0;  //!< 0: no limit
    std::int64_t nanoCpus = 0;     //!< 0: no limit
    std::vector<DeviceRequest> deviceRequests;
    QJsonObject hostConfig; //!< what else of HostConfig, in the API's own words
};

struct CreatedContainer
{
    QString id;
    QStringList warnings;
};

//! POST /containers/{id}/wait.
struct ContainerExit
{
    std::int64_t statusCode = 0;
    QString error; //!< why waiting failed
};

//! Of a terminal, in characters.
struct ConsoleSize
{
    int columns = 80;
    int rows = 24;

    bool operator==(const ConsoleSize &) const = default;
};

//! POST /containers/{id}/exec.
struct ExecSpec
{
    QStringList command;
    QStringList env;
    QString workingDir; //!< empty: the container's
    QString user;       //!< empty: the container's
    bool isTty = false;
    bool attachesInput = false;
    ConsoleSize consoleSize; //!< of isTty
};

//! GET /exec/{id}/json.
struct ExecDetails
{
    bool isRunning = false;
    std::optional<std::int64_t> exitCode; //!< empty: it has none yet
    QString containerId;
};

//! One of GET /images/json.
struct Image
{
    QString id; //!< "sha256:..."
    QString parentId;
    QStringList repoTags;    //!< without "<none>:<none>"
    QStringList repoDigests; //!< "name@sha256:...", of registries that it came from or went to
    std::int64_t created = 0;
    std::int64_t sizeBytes = -1;
    std::int64_t sharedSizeBytes = -1; //!< of it, what other images have too
    //! What it shares is more: containerd's store counts packed layers in the size, and before moby#52482 (engine 29)
    //! not in what is shared.
    bool isSharedSizeLeast = false;
    std::int64_t containers = -1; //!< made from it, whatever their state
    Labels labels;

    bool isDangling() const { return repoTags.isEmpty(); }
    bool operator==(const Image &) const = default;
};

//! GET /images/{name}/json.
struct ImageDetails
{
    QString id;
    QString parentId;
    QStringList repoTags;
    QStringList repoDigests;
    std::int64_t created = 0;
    std::int64_t sizeBytes = -1;
    QString architecture;
    QString variant;
    QString os;
    QString author;
    QStringList layers; //!< digests of the unpacked layers, lowest first
    QStringList env;
    QStringList command;
    QStringList entrypoint;
    QString user;
    QString workingDir;
    Labels labels;

    bool operator==(const ImageDetails &) const = default;
};

//! One of GET /images/{name}/history, newest first.
struct ImageLayer
{
    QString id; //!< empty: not on this daemon by itself
    std::int64_t created = 0;
    QString createdBy;
    std::int64_t sizeBytes = -1;
    QString comment;
    QStringList tags;
};

//! What DELETE /images/{name} and a prune did: names that are gone, and with the last of them the image.
struct ImageRemoval
{
    QStringList untagged;
    QStringList deleted;
    std::int64_t spaceReclaimedBytes = -1; //!< of a prune
};

//! One of GET /volumes.
struct Volume
{
    QString name;
    QString driver;
    QString mountpoint;
    QString scope;
    std::int64_t created = 0;
    Labels labels;
    std::int64_t sizeBytes = -1;
    std::int64_t refCount = -1; //!< containers that have it

    bool operator==(const Volume &) const = default;
};

//! A record of BuildKit's cache, one of GET /system/df.
struct BuildCacheEntry
{
    QString id;
    QString type;
    QString description;
    bool isInUse = false;  //!< by a build that runs
    bool isShared = false; //!< an image has it
    std::int64_t sizeBytes = -1;
    std::int64_t created = 0;
    std::int64_t lastUsed = 0;
    std::int64_t usageCount = 0;

    bool operator==(const BuildCacheEntry &) const = default;
};

//! What POST /build/prune did.
struct BuildCacheRemoval
{
    QStringList deleted; //!< ids of records
    std::int64_t spaceReclaimedBytes = -1;
};

//! GET /system/df.
struct DiskUsage
{
    std::int64_t layersBytes = -1; //!< of all images, shared layers once
    std::vector<Image> images;
    std::vector<Container> containers;
    std::vector<Volume> volumes;
    std::vector<BuildCacheEntry> buildCache;
};

//! A line of GET /events.
struct Event
{
    enum class Type { Container, Image, Volume, Network, Daemon, Builder, Other };

    Type type = Type::Other;
    QString typeName;
    QString action; //!< "start", "die", "tag", ...; with its details behind ": " ("exec_create: sh", "health_status:
                    //!< healthy")
    QString actorId;
    Labels attributes;
    std::int64_t time = 0;
    std::int64_t timeNano = 0; //!< nanoseconds since 1970; what "since" goes on from
};

} // namespace fairlead::docker

Q_DECLARE_METATYPE(fairlead::docker::Event)
