// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/docker/enginedecoder.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::docker;
using namespace Qt::StringLiterals;

namespace {

QByteArray data(const char *name)
{
    QFile file(QString::fromLatin1(FAIRLEAD_TEST_DATA) + u"/data/"_s + QString::fromLatin1(name));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no %s", name);
    return file.readAll();
}

//! A decoder of any kind, by whether it takes \p json.
using Takes = bool (*)(QByteArrayView json);

template <auto decode>
bool takes(QByteArrayView json)
{
    return decode(json).has_value();
}

struct Decoder
{
    const char *name;
    Takes takes;
    const char *sample; //!< a file of data
};

constexpr Decoder decoders[] = {
    {"version", takes<decodeVersion>, "version-docker-20.10.json"},
    {"info", takes<decodeInfo>, "info-docker-20.10.json"},
    {"disk usage", takes<decodeDiskUsage>, "df.json"},
    {"containers", takes<decodeContainers>, "containers.json"},
    {"container", takes<decodeContainer>, "container.json"},
    {"images", takes<decodeImages>, "images.json"},
    {"image", takes<decodeImage>, "image.json"},
    {"history", takes<decodeHistory>, "history.json"},
    {"volumes", takes<decodeVolumes>, "volumes.json"},
};

} // namespace

class TestEngineDecoder : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void engines_data();
    void engines();
    void info();
    void infoOfOthers();
    void containers();
    void container();
    void images();
    void imageNames_data();
    void imageNames();
    void imageParent_data();
    void imageParent();
    void image();
    void history();
    void removals_data();
    void removals();
    void volumes();
    void diskUsage();
    void events_data();
    void events();
    void exits();
    void messages_data();
    void messages();
    void times_data();
    void times();
    void wrongDocuments_data();
    void wrongDocuments();
    void wrongTypes();
    void mutilated();
    void encodes_data();
    void encodes();
};

void TestEngineDecoder::engines_data()
{
    using Kind = EngineVersion::Kind;
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("version");
    QTest::addColumn<QString>("apiVersion");

    QTest::newRow("docker of Debian") << data("version-docker-20.10.json") << int(Kind::Docker) << u"Docker Engine"_s
                                      << u"20.10.24+dfsg1"_s << u"1.41"_s;
    QTest::newRow("docker-ce") << QByteArray(R"({"Platform":{"Name":"Docker Engine - Community"},
        "Components":[{"Name":"Engine","Version":"28.3.0"},{"Name":"containerd","Version":"1.7"}],
        "Version":"28.3.0","ApiVersion":"1.51","MinAPIVersion":"1.24"})")
                               << int(Kind::Docker) << u"Docker Engine - Community"_s << u"28.3.0"_s << u"1.51"_s;
    QTest::newRow("podman") << QByteArray(R"({"Platform":{"Name":"linux/amd64/debian-12"},
        "Components":[{"Name":"Podman Engine","Version":"4.3.1","Details":{"APIVersion":"4.3.1"}},
        {"Name":"Conmon","Version":"conmon version 2.1.6"}],"Version":"4.3.1","ApiVersion":"1.41"})")
                            << int(Kind::Podman) << u"Podman"_s << u"4.3.1"_s << u"1.41"_s;
    QTest::newRow("another") << QByteArray(
                                    R"({"Components":[{"Name":"balenaEngine","Version":"20"}],"Version":"20.10.43"})")
                             << int(Kind::Other) << u"balenaEngine"_s << u"20.10.43"_s << QString();
    QTest::newRow("without components") << QByteArray(R"({"Platform":{"Name":"Something"},"ApiVersion":"1.43"})")
                                        << int(Kind::Other) << u"Something"_s << QString() << u"1.43"_s;
    QTest::newRow("nothing") << QByteArray("{}") << int(Kind::Other) << QString() << QString() << QString();
}

void TestEngineDecoder::engines()
{
    QFETCH(QByteArray, json);
    const auto version = decodeVersion(json);
    QVERIFY(version);
    QTEST(int(version->kind), "kind");
    QTEST(version->engineName, "name");
    QTEST(version->version, "version");
    QTEST(version->apiVersion, "apiVersion");
}

void TestEngineDecoder::info()
{
    const auto info = decodeInfo(data("info-docker-20.10.json"));
    QVERIFY(info);
    QCOMPARE(info->id, u"FPM6:LDPA:VX65:IVAV:ANXT:YKNM:YXKA:SEJ5:HDJH:HYUY:IOVI:OSIQ"_s);
    QCOMPARE(info->name, u"vm"_s);
    QCOMPARE(info->serverVersion, u"20.10.24+dfsg1"_s);
    QCOMPARE(info->images, 4);
    QCOMPARE(info->driver, u"overlay2"_s);
    QCOMPARE(info->driverStatus.size(), 4);
    QCOMPARE(info->driverStatus[0], qMakePair(u"Backing Filesystem"_s, u"extfs"_s));
    QCOMPARE(info->dockerRootDir, u"/var/lib/docker"_s);
    QCOMPARE(info->cpus, 2);
    QCOMPARE(info->memoryBytes, 25'276'510'208);
    QCOMPARE(info->runtimes.size(), 3u);
    QCOMPARE(info->runtimes[2], (EngineInfo::Runtime{u"runc"_s, u"runc"_s}));
    QCOMPARE(info->defaultRuntime, u"runc"_s);
    QCOMPARE(info->insecureRegistries, QStringList{u"127.0.0.0/8"_s}); // docker.io is a secure one
    QCOMPARE(info->securityOptions, QStringList{u"name=seccomp,profile=default"_s});
    QVERIFY(info->warnings.isEmpty());
    QVERIFY(!info->isRootless && !info->usesContainerdStore);
}

void TestEngineDecoder::infoOfOthers()
{
    const auto info = decodeInfo(R"({"Driver":"overlayfs",
        "DriverStatus":[["driver-type","io.containerd.snapshotter.v1"],["cut"],7],
        "Runtimes":{"nvidia":{"path":"nvidia-container-runtime","runtimeArgs":[]},"io.containerd.runc.v2":{}},
        "CDISpecDirs":["/etc/cdi","/var/run/cdi"],
        "DiscoveredDevices":[{"Source":"cdi","ID":"nvidia.com/gpu=0"},{"Source":"cdi","ID":"nvidia.com/gpu=all"}],
        "SecurityOptions":["name=seccomp,profile=builtin","name=rootless","name=cgroupns"],
        "Warnings":["WARNING: bridge-nf-call-iptables is disabled",7],
        "RegistryConfig":{"InsecureRegistryCIDRs":["::1/128"],"Mirrors":["https://mirror.example/"],
          "IndexConfigs":{"docker.io":{"Secure":true},"registry.example:5000":{"Secure":false}}}})");
    QVERIFY(info);
    QVERIFY(info->usesContainerdStore);
    QVERIFY(info->isRootless);
    QCOMPARE(info->driverStatus.size(), 1);
    QCOMPARE(info->runtimes.size(), 2u);
    QCOMPARE(info->runtimes[1].name, u"nvidia"_s);
    QCOMPARE(info->cdiSpecDirs, (QStringList{u"/etc/cdi"_s, u"/var/run/cdi"_s}));
    QCOMPARE(info->discoveredDevices.size(), 2u);
    QCOMPARE(info->discoveredDevices[1], (EngineInfo::Device{u"cdi"_s, u"nvidia.com/gpu=all"_s}));
    QCOMPARE(info->warnings, QStringList{u"WARNING: bridge-nf-call-iptables is disabled"_s});
    QCOMPARE(info->insecureRegistries, (QStringList{u"::1/128"_s, u"registry.example:5000"_s}));
    QCOMPARE(info->registryMirrors, QStringList{u"https://mirror.example/"_s});
}

void TestEngineDecoder::containers()
{
    const auto containers = decodeContainers(data("containers.json"));
    QVERIFY(containers);
    QCOMPARE(containers->size(), 2u);
    const Container &first = containers->front();
    QCOMPARE(first.id, u"19edd99ee033d943fb97fc86c15037778f05904df05b5217f4eff7582a2f4fde"_s);
    QCOMPARE(first.names, QStringList{u"t1"_s});
    QCOMPARE(first.image, u"fairlead/test:1"_s);
    QCOMPARE(first.imageId, u"sha256:73c8668d4a99b362f33489e1bcecf5735d121c8b0ef96d341765b05b7b1a1a8f"_s);
    QCOMPARE(first.created, 1'795'349'247);
    QCOMPARE(first.state, u"created"_s);
    QCOMPARE(first.labels, (Labels{{u"a"_s, u"b"_s}}));
    QCOMPARE(first.networkMode, u"none"_s);
    QCOMPARE(first.sizeRwBytes, -1);
    const Container &second = containers->back();
    QCOMPARE(second.names, (QStringList{u"web"_s, u"other/alias"_s}));
    QCOMPARE(second.ports.size(), 2u);
    QCOMPARE(second.ports[0], (Container::Port{u"0.0.0.0"_s, 80, 8080, u"tcp"_s}));
    QCOMPARE(second.ports[1], (Container::Port{QString(), 443, 0, u"tcp"_s}));
    QCOMPARE(second.mounts.size(), 1u);
    QCOMPARE(second.mounts[0], (Container::Mount{u"volume"_s, u"data"_s, QString(), u"/data"_s, true}));
    QCOMPARE(second.sizeRwBytes, 12);
}

void TestEngineDecoder::container()
{
    const auto container = decodeContainer(data("container.json"));
    QVERIFY(container);
    QCOMPARE(container->name, u"train"_s);
    QCOMPARE(container->created, 1'795'349'247);
    QCOMPARE(container->image, u"fairlead/test:1"_s);
    QCOMPARE(container->imageId, u"sha256:73c8668d4a99b362f33489e1bcecf5735d121c8b0ef96d341765b05b7b1a1a8f"_s);
    QCOMPARE(container->args, (QStringList{u"echo"_s, u"hi"_s}));
    QCOMPARE(container->status, u"exited"_s);
    QVERIFY(!container->isRunning && container->isOomKilled && container->isTty);
    QCOMPARE(container->exitCode, 137);
    QCOMPARE(container->startedAt, 1'795'349'248);
    QCOMPARE(container->finishedAt, 0); // the year 1
    QCOMPARE(container->health, u"unhealthy"_s);
    QCOMPARE(container->runtime, u"nvidia"_s);
    QCOMPARE(container->shmSizeBytes, 67'108'864);
    QCOMPARE(container->deviceRequests.size(), 1u);
    QCOMPARE(container->deviceRequests[0],
             (DeviceRequest{.driver = u"nvidia"_s,
                            .count = -1,
                            .deviceIds = {u"GPU-1"_s},
                            .capabilities = {{u"gpu"_s, u"compute"_s}, {u"gpu"_s, u"utility"_s}}}));
}

void TestEngineDecoder::images()
{
    const auto images = decodeImages(data("images.json"));
    QVERIFY(images);
    QCOMPARE(images->size(), 2u);
    const Image &first = images->front();
    QCOMPARE(first.id, u"sha256:73c8668d4a99b362f33489e1bcecf5735d121c8b0ef96d341765b05b7b1a1a8f"_s);
    QCOMPARE(first.repoTags, QStringList{u"fairlead/test:1"_s});
    QVERIFY(first.repoDigests.isEmpty());
    QCOMPARE(first.created, 1'795'349'247);
    QCOMPARE(first.sizeBytes, 1'982'256);
    QCOMPARE(first.sharedSizeBytes, -1);
    QCOMPARE(first.containers, -1);
    QVERIFY(!first.isDangling());
    const Image &second = images->back();
    QCOMPARE(second.sharedSizeBytes, 100);
    QCOMPARE(second.containers, 2);
    QCOMPARE(second.sizeBytes, 9'000'000'000); // more than 32 bits
    QVERIFY(decodeImages("null")->empty());
    QVERIFY(decodeImages("[]")->empty());
    QVERIFY(decodeImages("[7,null,[]]")->empty());
}

void TestEngineDecoder::imageNames_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QStringList>("tags");
    QTest::addColumn<QStringList>("digests");
    const QStringList none;
    QTest::newRow("none of old") << QByteArray(R"({"RepoTags":["<none>:<none>"],"RepoDigests":["<none>@<none>"]})")
                                 << none << none;
    QTest::newRow("null") << QByteArray(R"({"RepoTags":null,"RepoDigests":null})") << none << none;
    QTest::newRow("missing") << QByteArray("{}") << none << none;
    QTest::newRow("not a list") << QByteArray(R"({"RepoTags":"a:1","RepoDigests":{}})") << none << none;
    QTest::newRow("several") << QByteArray(R"({"RepoTags":["a:1",null,"b:2"],"RepoDigests":["a@sha256:0"]})")
                             << QStringList{u"a:1"_s, u"b:2"_s} << QStringList{u"a@sha256:0"_s};
    QTest::newRow("containerd's store, pulled by its digest")
        << QByteArray(R"({"RepoTags":["h:5/a@sha256:0"],"RepoDigests":["h:5/a@sha256:0"]})") << none
        << QStringList{u"h:5/a@sha256:0"_s};
    QTest::newRow("containerd's store, by both")
        << QByteArray(R"({"RepoTags":["h:5/a:1","h:5/a@sha256:0"],"RepoDigests":[]})") << QStringList{u"h:5/a:1"_s}
        << QStringList{u"h:5/a@sha256:0"_s};
    QTest::newRow("containerd's store, two repositories")
        << QByteArray(
               R"({"RepoTags":["h:5/a:1","h:5/a:2","b:1"],"RepoDigests":["b@sha256:0"],"Descriptor":{"digest":"sha256:0"}})")
        << QStringList{u"h:5/a:1"_s, u"h:5/a:2"_s, u"b:1"_s} << QStringList{u"b@sha256:0"_s, u"h:5/a@sha256:0"_s};
    QTest::newRow("containerd's store, without a platform")
        << QByteArray(R"({"RepoTags":null,"RepoDigests":["sha256:0"],"Descriptor":{"digest":"sha256:0"}})") << none
        << none;
}

void TestEngineDecoder::imageNames()
{
    QFETCH(QByteArray, json);
    const auto images = decodeImages('[' + json + ']');
    QVERIFY(images && images->size() == 1);
    QTEST(images->front().repoTags, "tags");
    QTEST(images->front().repoDigests, "digests");
    const auto image = decodeImage(json);
    QVERIFY(image);
    QTEST(image->repoTags, "tags");
    QTEST(image->repoDigests, "digests");
}

void TestEngineDecoder::imageParent_data()
{
    QTest::addColumn<QString>("sent");
    QTest::addColumn<QString>("parent");
    const QString digest(64, u'a');
    QTest::newRow("none") << QString() << QString();
    QTest::newRow("Docker") << u"sha256:"_s + digest << u"sha256:"_s + digest;
    QTest::newRow("Podman") << digest << u"sha256:"_s + digest;
    QTest::newRow("anything else") << u"base:1"_s << u"base:1"_s;
}

void TestEngineDecoder::imageParent()
{
    QFETCH(const QString, sent);
    const auto images = decodeImages(R"([{"ParentId":")" + sent.toUtf8() + R"("}])");
    QVERIFY(images && images->size() == 1);
    QTEST(images->front().parentId, "parent");
    const auto image = decodeImage(R"({"Parent":")" + sent.toUtf8() + R"("})");
    QVERIFY(image);
    QTEST(image->parentId, "parent");
}

void TestEngineDecoder::image()
{
    const auto image = decodeImage(data("image.json"));
    QVERIFY(image);
    QCOMPARE(image->id, u"sha256:73c8668d4a99b362f33489e1bcecf5735d121c8b0ef96d341765b05b7b1a1a8f"_s);
    QCOMPARE(image->created, 1'795'349'247);
    QCOMPARE(image->architecture, u"amd64"_s);
    QCOMPARE(image->os, u"linux"_s);
    QCOMPARE(image->layers, QStringList{u"sha256:895937ac50137366edd7ebbaa139b8db370d7194a34b8755940163e063d94322"_s});
    QCOMPARE(image->entrypoint, QStringList{u"/bin/busybox"_s});
    QCOMPARE(image->command, (QStringList{u"echo"_s, u"hi"_s}));
    QCOMPARE(image->labels, (Labels{{u"a"_s, u"b"_s}}));
}

void TestEngineDecoder::history()
{
    const auto layers = decodeHistory(data("history.json"));
    QVERIFY(layers);
    QCOMPARE(layers->size(), 3u);
    QCOMPARE((*layers)[0].tags, QStringList{u"fairlead/test:1"_s});
    QCOMPARE((*layers)[0].sizeBytes, 0);
    QCOMPARE((*layers)[1].id, QString()); // "<missing>"
    QCOMPARE((*layers)[2].sizeBytes, 1'982'256);
    QVERIFY((*layers)[2].createdBy.startsWith("/bin/sh -c #(nop) COPY"_L1));
}

void TestEngineDecoder::removals_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QStringList>("untagged");
    QTest::addColumn<QStringList>("deleted");
    QTest::addColumn<qint64>("reclaimed");
    const QStringList none;
    QTest::newRow("removal") << QByteArray(R"([{"Untagged":"a:1"},{"Deleted":"sha256:1"},{"Deleted":"sha256:2"}])")
                             << QStringList{u"a:1"_s} << QStringList{u"sha256:1"_s, u"sha256:2"_s} << qint64(-1);
    QTest::newRow("prune") << QByteArray(R"({"ImagesDeleted":[{"Deleted":"sha256:1"}],"SpaceReclaimed":7000000000})")
                           << none << QStringList{u"sha256:1"_s} << qint64(7'000'000'000);
    QTest::newRow("prune of nothing") << QByteArray(R"({"ImagesDeleted":null,"SpaceReclaimed":0})") << none << none
                                      << qint64(0);
    QTest::newRow("empty") << QByteArray("[]") << none << none << qint64(-1);
}

void TestEngineDecoder::removals()
{
    QFETCH(QByteArray, json);
    const auto removal = decodeImageRemoval(json);
    QVERIFY(removal);
    QTEST(removal->untagged, "untagged");
    QTEST(removal->deleted, "deleted");
    QTEST(qint64(removal->spaceReclaimedBytes), "reclaimed");
}

void TestEngineDecoder::volumes()
{
    const auto volumes = decodeVolumes(data("volumes.json"));
    QVERIFY(volumes);
    QCOMPARE(volumes->size(), 2u);
    QCOMPARE((*volumes)[0].name, u"data"_s);
    QCOMPARE((*volumes)[0].mountpoint, u"/var/lib/docker/volumes/data/_data"_s);
    QCOMPARE((*volumes)[0].created, 1'795'349'247);
    QCOMPARE((*volumes)[0].sizeBytes, -1);
    QCOMPARE((*volumes)[1].sizeBytes, 4096);
    QCOMPARE((*volumes)[1].refCount, 1);
    QVERIFY(decodeVolumes(R"({"Volumes":null})")->empty());
}

void TestEngineDecoder::diskUsage()
{
    const auto usage = decodeDiskUsage(data("df.json"));
    QVERIFY(usage);
    QCOMPARE(usage->layersBytes, 1'982'256);
    QCOMPARE(usage->images.size(), 1u);
    QCOMPARE(usage->images[0].sharedSizeBytes, 0);
    QCOMPARE(usage->images[0].containers, 0);
    QVERIFY(usage->containers.empty() && usage->volumes.empty());
    QCOMPARE(usage->buildCache.size(), 1u);
    const BuildCacheEntry &entry = usage->buildCache[0];
    QCOMPARE(entry.type, u"regular"_s);
    QVERIFY(entry.isInUse && !entry.isShared);
    QCOMPARE(entry.sizeBytes, 51);
    QCOMPARE(entry.lastUsed, 1'795'349'248);
    QCOMPARE(decodeDiskUsage("{}")->layersBytes, -1);
    const auto removal = decodeBuildCacheRemoval(R"({"CachesDeleted":["a","b"],"SpaceReclaimed":3969046})");
    QCOMPARE(removal->deleted, (QStringList{u"a"_s, u"b"_s}));
    QCOMPARE(removal->spaceReclaimedBytes, 3'969'046);
    const auto none = decodeBuildCacheRemoval(R"({"CachesDeleted":null,"SpaceReclaimed":0})");
    QVERIFY(none->deleted.isEmpty() && none->spaceReclaimedBytes == 0);
}

void TestEngineDecoder::events_data()
{
    using Type = Event::Type;
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("type");
    QTest::addColumn<QString>("action");
    QTest::addColumn<QString>("actorId");
    QTest::addColumn<QString>("name");
    QTest::addColumn<qint64>("timeNano");

    QTest::newRow("container") << QByteArray(R"({"status":"die","id":"7b","from":"i","Type":"container","Action":"die",
        "Actor":{"ID":"7b","Attributes":{"exitCode":"0","name":"x"}},"scope":"local","time":1795349247,
        "timeNano":1795349247071731590})")
                               << int(Type::Container) << u"die"_s << u"7b"_s << u"x"_s
                               << qint64(1'795'349'247'071'731'590);
    QTest::newRow("image") << QByteArray(R"({"Type":"image","Action":"tag","Actor":{"ID":"sha256:1",
        "Attributes":{"name":"a:1"}},"time":1})")
                           << int(Type::Image) << u"tag"_s << u"sha256:1"_s << u"a:1"_s << qint64(0);
    QTest::newRow("with details") << QByteArray(R"({"Type":"container","Action":"exec_create: sh -c x"})")
                                  << int(Type::Container) << u"exec_create: sh -c x"_s << QString() << QString()
                                  << qint64(0);
    QTest::newRow("only the fields of old") << QByteArray(R"({"status":"pull","id":"a:1","Type":"image"})")
                                            << int(Type::Image) << u"pull"_s << u"a:1"_s << QString() << qint64(0);
    QTest::newRow("builder") << QByteArray(R"({"Type":"builder","Action":"prune"})") << int(Type::Builder) << u"prune"_s
                             << QString() << QString() << qint64(0);
    QTest::newRow("unknown type") << QByteArray(R"({"Type":"service","Action":"update"})") << int(Type::Other)
                                  << u"update"_s << QString() << QString() << qint64(0);
}

void TestEngineDecoder::events()
{
    QFETCH(QByteArray, json);
    const auto event = decodeEvent(json);
    QVERIFY(event);
    QTEST(int(event->type), "type");
    QTEST(event->action, "action");
    QTEST(event->actorId, "actorId");
    QTEST(event->attributes.value(u"name"_s), "name");
    QTEST(qint64(event->timeNano), "timeNano");
}

void TestEngineDecoder::exits()
{
    QCOMPARE(decodeContainerExit(R"({"StatusCode":137,"Error":null})")->statusCode, 137);
    QCOMPARE(decodeContainerExit(R"({"StatusCode":1,"Error":{"Message":"gone"}})")->error, u"gone"_s);
    const auto created = decodeCreatedContainer(R"({"Id":"19ed","Warnings":["no swap limit"]})");
    QCOMPARE(created->id, u"19ed"_s);
    QCOMPARE(created->warnings, QStringList{u"no swap limit"_s});
}

void TestEngineDecoder::messages_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("expected");
    QTest::newRow("docker") << QByteArray(R"({"message":"No such image: a:1"})") << u"No such image: a:1"_s;
    QTest::newRow("podman") << QByteArray(R"({"cause":"no such container","message":"no container","response":404})")
                            << u"no container"_s;
    QTest::newRow("none") << QByteArray("{}") << QString();
    QTest::newRow("another type") << QByteArray(R"({"message":[]})") << QString();
    QTest::newRow("no object") << QByteArray("\"text\"") << QString();
    QTest::newRow("no JSON") << QByteArray("404 page not found") << QString();
}

void TestEngineDecoder::messages()
{
    QFETCH(QByteArray, json);
    QTEST(decodeMessage(json), "expected");
}

void TestEngineDecoder::times_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("expected");
    const auto row = [](const QByteArray &text, qint64 expected) {
        QTest::newRow(text.constData()) << text << expected;
    };
    row("2026-11-22T12:07:27Z", 1'795'349'247);
    row("2026-11-22T12:07:27.938557854Z", 1'795'349'247);
    row("2026-11-22T12:07:27.9Z", 1'795'349'247);
    row("2026-11-22T13:07:27.1+01:00", 1'795'349'247);
    row("2026-11-22T13:07:27+01:00", 1'795'349'247);
    row("1970-01-01T00:00:01Z", 1);
    for (const char *none : {"0001-01-01T00:00:00Z", "", "never", "2026-11-22", "2026-13-01T00:00:00Z", "1795349247",
                             "2026-11-22T12:07:27.Z.Z", ".", "T", "1969-01-01T00:00:00Z"})
        row(none, 0);
}

void TestEngineDecoder::times()
{
    QFETCH(QByteArray, text);
    QTEST(qint64(secondsFromTime(text)), "expected");
}

void TestEngineDecoder::wrongDocuments_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut") << QByteArray("{\"Id\":");
    QTest::newRow("text") << QByteArray("404 page not found\n");
    QTest::newRow("number") << QByteArray("7");
    QTest::newRow("not UTF-8") << QByteArray("{\"Id\":\"\xff\"}");
    QTest::newRow("deep") << QByteArray(100'000, '[');
    QTest::newRow("html") << QByteArray("<html></html>");
}

void TestEngineDecoder::wrongDocuments()
{
    QFETCH(QByteArray, json);
    for (const Decoder &decoder : decoders)
        QVERIFY2(!decoder.takes(json), decoder.name);
    QCOMPARE(decodeInfo(json).error().kind == ApiError::Kind::Malformed, true);
}

//! Every value of every sample, however deep, replaced by one of another type: nothing but another answer comes of it.
void TestEngineDecoder::wrongTypes()
{
    static const QRegularExpression value(
        u"(?<=[:\\[,])(\"(?:[^\"\\\\]|\\\\.)*\"(?!\\s*:)|-?[0-9.]+|true|false|null)"_s);
    for (const Decoder &decoder : decoders) {
        const QString sample = QString::fromUtf8(data(decoder.sample));
        QVERIFY2(decoder.takes(sample.toUtf8()), decoder.name);
        int replaced = 0;
        for (auto it = value.globalMatch(sample); it.hasNext();) {
            const QRegularExpressionMatch match = it.next();
            for (const QString &other : {u"7"_s, u"-1.5e300"_s, u"18446744073709551615"_s, u"\"x\""_s, u"null"_s,
                                         u"[[]]"_s, u"{\"a\":{}}"_s, u"true"_s}) {
                QString changed = sample;
                changed.replace(match.capturedStart(), match.capturedLength(), other);
                QVERIFY2(decoder.takes(changed.toUtf8()), qPrintable(changed));
                ++replaced;
            }
        }
        QVERIFY(replaced > 20);
    }
}

//! Cut at every byte, and with bytes changed: an error or an answer, never a crash.
void TestEngineDecoder::mutilated()
{
    const quint32 seed = qEnvironmentVariableIntValue("FAIRLEAD_TEST_SEED") != 0
                             ? quint32(qEnvironmentVariableIntValue("FAIRLEAD_TEST_SEED"))
                             : QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    for (const Decoder &decoder : decoders) {
        const QByteArray sample = data(decoder.sample).trimmed();
        for (qsizetype size = 0; size < sample.size(); ++size)
            QVERIFY(!decoder.takes(sample.left(size)));
        for (int round = 0; round < 2'000; ++round) {
            QByteArray changed = sample;
            for (int i = 0; i < 4; ++i)
                changed[random.bounded(changed.size())] = char(random.bounded(256));
            decoder.takes(changed);
        }
    }
}

void TestEngineDecoder::encodes_data()
{
    QTest::addColumn<ContainerSpec>("spec");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("least") << ContainerSpec{.image = u"a:1"_s}
                           << QByteArray(R"({"Env":[],"HostConfig":{},"Image":"a:1","Labels":{},"Tty":false})");
    QTest::newRow("most") << ContainerSpec{.image = u"a:1"_s,
                                           .command = {u"sh"_s, u"-c"_s, u"echo \"\u00e4\""_s},
                                           .entrypoint = {u"/bin/x"_s},
                                           .env = {u"A=b"_s},
                                           .labels = {{u"k"_s, u"v"_s}},
                                           .workingDir = u"/w"_s,
                                           .user = u"1000"_s,
                                           .isTty = true,
                                           .isRemovedAtEnd = true,
                                           .runtime = u"nvidia"_s,
                                           .networkMode = u"host"_s,
                                           .binds = {u"/a:/b:ro"_s},
                                           .shmSizeBytes = 1LL << 33,
                                           .memoryBytes = 5,
                                           .nanoCpus = 2'000'000'000,
                                           .deviceRequests = {{.driver = u"cdi"_s,
                                                               .deviceIds = {u"nvidia.com/gpu=0"_s}},
                                                              {.count = -1, .capabilities = {{u"gpu"_s}}}}}
                          << QByteArray(R"({"Cmd":["sh","-c","echo \"ä\""],"Entrypoint":["/bin/x"],"Env":["A=b"],)"
                                        R"("HostConfig":{"AutoRemove":true,"Binds":["/a:/b:ro"],"DeviceRequests":[)"
                                        R"({"Count":0,"DeviceIDs":["nvidia.com/gpu=0"],"Driver":"cdi"},)"
                                        R"({"Capabilities":[["gpu"]],"Count":-1,"Driver":""}],"Memory":5,)"
                                        R"("NanoCpus":2000000000,"NetworkMode":"host","Runtime":"nvidia",)"
                                        R"("ShmSize":8589934592},"Image":"a:1","Labels":{"k":"v"},"Tty":true,)"
                                        R"("User":"1000","WorkingDir":"/w"})");
}

void TestEngineDecoder::encodes()
{
    QFETCH(ContainerSpec, spec);
    QTEST(encodeContainer(spec), "expected");
}

QTEST_GUILESS_MAIN(TestEngineDecoder)
#include "tst_enginedecoder.moc"
