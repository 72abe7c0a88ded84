// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dockerdata.h"

#include "models/docker/dockerdetails.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;
using FailureMode = QAbstractItemModelTester::FailureReportingMode;

namespace {

struct Fixture
{
    DockerModels models;
    QAbstractItemModelTester daemons{&models.daemons, FailureMode::QtTest};
    QAbstractItemModelTester containers{&models.containers, FailureMode::QtTest};
    QAbstractItemModelTester images{&models.images, FailureMode::QtTest};
    QAbstractItemModelTester volumes{&models.volumes, FailureMode::QtTest};
    QAbstractItemModelTester registries{&models.registries, FailureMode::QtTest};

    Fixture()
    {
        models.setSettings(dockerSettings());
        models.setStatus(u"gpu"_s, liveStatus());
        models.flush();
    }
    template <class Model>
    QStringList texts(const Model &model, typename Model::Column column) const
    {
        QStringList result;
        for (int row = 0; row < model.rowCount(); ++row)
            result += model.index(row, int(column)).data().toString();
        return result;
    }
    QStringList filtered(CellTableModel &model, const QString &query)
    {
        model.setFilterText(query);
        model.flush();
        QStringList result;
        for (int row = 0; row < model.rowCount(); ++row)
            result += model.index(row, 0).data().toString();
        model.setFilterText({});
        return result;
    }
};

using DaemonColumn = DaemonsModel::Column;
using ContainerColumn = ContainersModel::Column;
using ImageColumn = DaemonImagesModel::Column;

} // namespace

class TestDockerModels : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void daemonsOfTheSettings()
    {
        Fixture f;
        QCOMPARE(f.texts(f.models.daemons, DaemonColumn::Name),
                 (QStringList{u"This machine"_s, u"gpu-build-01"_s, u"lab"_s, u"old-host"_s}));
        QCOMPARE(f.texts(f.models.daemons, DaemonColumn::State),
                 (QStringList{u"closed"_s, u"live"_s, u"closed"_s, u"closed"_s}));
        QCOMPARE(
            f.texts(f.models.daemons, DaemonColumn::Address),
            (QStringList{u"/var/run/docker.sock"_s, u"gpu-build-01:2376"_s, u"10.0.0.5:2375"_s, u"context old"_s}));
        const QModelIndex gpu = f.models.daemons.indexOf(u"gpu"_s);
        QCOMPARE(gpu.siblingAtColumn(int(DaemonColumn::Engine)).data().toString(), u"Docker 28.3.1"_s);
        QCOMPARE(gpu.siblingAtColumn(int(DaemonColumn::Disk)).data().toString(), u"185 GiB"_s);
        QCOMPARE(gpu.siblingAtColumn(int(DaemonColumn::Gpus)).data().toString(), u"nvidia, 2 device(s)"_s);
        QVERIFY(!gpu.data(IndexedTableModel::IsStaleRole).toBool());
        QCOMPARE(gpu.data(IndexedTableModel::AlertRole).toString(), QString());
        const QModelIndex lab = f.models.daemons.indexOf(u"lab"_s);
        QCOMPARE(lab.data(IndexedTableModel::AlertRole).toString(), u"insecure"_s);
        QCOMPARE(lab.data(Qt::AccessibleTextRole).toString(), u"lab, insecure"_s);
        QCOMPARE(lab.data(IndexedTableModel::ExportRole).toString(), u"lab"_s);
        QCOMPARE(f.models.attentionCount(), 0);
    }

    //! The engine's own numbers, 9 of 14 and 41 here, are of the moment when it was asked.
    void countsWhatIsListed()
    {
        Fixture f;
        const auto shown = [&f] {
            f.models.flush();
            const QModelIndex gpu = f.models.daemons.indexOf(u"gpu"_s);
            return QStringList{gpu.siblingAtColumn(int(DaemonColumn::Containers)).data().toString(),
                               gpu.siblingAtColumn(int(DaemonColumn::Images)).data().toString()};
        };
        QCOMPARE(shown(), (QStringList{QString(), QString()}));
        f.models.setContainers(u"gpu"_s, {});
        f.models.setImages(u"gpu"_s, {image(u"1"_s, {u"a:1"_s, u"a:2"_s}, 1), image(u"2"_s, {}, 1)});
        QCOMPARE(shown(), (QStringList{u"0"_s, u"2"_s}));
        f.models.setContainers(u"gpu"_s, {container(u"c1"_s, u"web"_s, u"sha256:1"_s),
                                          container(u"c2"_s, u"job"_s, u"sha256:1"_s, u"exited"_s)});
        QCOMPARE(shown(), (QStringList{u"1 of 2"_s, u"2"_s}));
        f.models.setStatus(u"gpu"_s, liveStatus()); // a ping
        QCOMPARE(shown(), (QStringList{u"1 of 2"_s, u"2"_s}));
        f.models.setContainers(u"gpu"_s, {});
        f.models.setImages(u"gpu"_s, {});
        f.models.setStatus(u"gpu"_s, {.state = DaemonState::Connecting}); // to another address
        QCOMPARE(shown(), (QStringList{QString(), QString()}));
        f.models.setStatus(u"gpu"_s, liveStatus());
        f.models.setImages(u"gpu"_s, {});
        QCOMPARE(shown(), (QStringList{QString(), u"0"_s}));
        f.models.setStatus(u"gpu"_s, {});
        QCOMPARE(shown(), (QStringList{QString(), QString()}));
    }

    //! A daemon keeps its row, its status and its place under another name; its objects get the name.
    void settingsAreMerged()
    {
        Fixture f;
        f.models.setContainers(u"gpu"_s, {container(u"c1"_s, u"web"_s, u"sha256:1"_s)});
        f.models.flush();
        const QPersistentModelIndex gpu(f.models.daemons.indexOf(u"gpu"_s));
        const QPersistentModelIndex web(f.models.containers.index(0, 0));
        settings::Settings settings = dockerSettings();
        settings.daemons[1].name = u"builder"_s;
        std::swap(settings.daemons[0], settings.daemons[1]);
        settings.daemons.pop_back();
        f.models.setSettings(settings);
        f.models.flush();
        QVERIFY(gpu.isValid() && web.isValid());
        QCOMPARE(gpu.row(), 0);
        QCOMPARE(gpu.data().toString(), u"builder"_s);
        QCOMPARE(f.models.daemons.entry(u"gpu"_s)->status.state, DaemonState::Live);
        QCOMPARE(f.texts(f.models.containers, ContainerColumn::Daemon), QStringList{u"builder"_s});
        settings.daemons.erase(settings.daemons.begin());
        f.models.setSettings(settings);
        f.models.flush();
        QVERIFY(!gpu.isValid() && !web.isValid());
        QCOMPARE(f.models.containers.totalCount(), 0);
        f.models.setContainers(u"gpu"_s, {container(u"c1"_s, u"web"_s, u"sha256:1"_s)}); // too late
        f.models.flush();
        QCOMPARE(f.models.containers.totalCount(), 0);
    }

    void containers_data()
    {
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("status");
        QTest::addColumn<Severity>("severity");
        QTest::newRow("runs") << u"running"_s << u"Up 3 hours"_s << Severity::Ok;
        QTest::newRow("unhealthy") << u"running"_s << u"Up 3 hours (unhealthy)"_s << Severity::Warning;
        QTest::newRow("ended well") << u"exited"_s << u"Exited (0) 3 hours ago"_s << Severity::Dim;
        QTest::newRow("failed") << u"exited"_s << u"Exited (137) 3 hours ago"_s << Severity::Warning;
        QTest::newRow("restarts") << u"restarting"_s << u"Restarting (1) 2 seconds ago"_s << Severity::Warning;
        QTest::newRow("dead") << u"dead"_s << u"Dead"_s << Severity::Error;
        QTest::newRow("escapes") << u"run\x1b[31m"_s << u"\u202eUp"_s << Severity::Warning;
    }
    void containers()
    {
        QFETCH(QString, state);
        QFETCH(QString, status);
        Fixture f;
        f.models.setContainers(u"gpu"_s, {container(u"0123456789abcdef"_s, u"web"_s, u"sha256:1"_s, state, status)});
        f.models.flush();
        const QModelIndex index = f.models.containers.index(0, int(ContainerColumn::State));
        QTEST(index.data(IndexedTableModel::SeverityRole).value<Severity>(), "severity");
        QVERIFY(!index.data().toString().contains(u'\x1b'));
        QVERIFY(!index.siblingAtColumn(int(ContainerColumn::Status)).data().toString().contains(QChar(0x202e)));
        QCOMPARE(index.siblingAtColumn(int(ContainerColumn::Ports)).data().toString(), u"8080→80/tcp"_s);
        QCOMPARE(index.siblingAtColumn(int(ContainerColumn::Id)).data().toString(), u"0123456789ab"_s);
    }

    void devices_data()
    {
        QTest::addColumn<std::vector<docker::DeviceRequest>>("requests");
        QTest::addColumn<QString>("text");
        using Requests = std::vector<docker::DeviceRequest>;
        QTest::newRow("none") << Requests{} << QString();
        QTest::newRow("all") << Requests{{.count = -1, .capabilities = {{u"gpu"_s}}}} << u"all GPUs"_s;
        QTest::newRow("two") << Requests{{.driver = u"nvidia"_s, .count = 2, .capabilities = {{u"gpu"_s}}}}
                             << u"2 GPU(s)"_s;
        QTest::newRow("by name") << Requests{{.driver = u"cdi"_s, .deviceIds = {u"nvidia.com/gpu=0"_s}}}
                                 << u"nvidia.com/gpu=0"_s;
        QTest::newRow("no GPU") << Requests{{.count = 1, .capabilities = {{u"tpm"_s}}}} << QString();
    }
    void devices()
    {
        QFETCH(std::vector<docker::DeviceRequest>, requests);
        QTEST(devicesText(requests), "text");
    }

    //! What was asked for stays over the next list, what moves with time does not outlive the running.
    void detailsAndStatsOfContainers()
    {
        Fixture f;
        f.models.setContainers(u"gpu"_s, {container(u"c1"_s, u"web"_s, u"sha256:1"_s)});
        f.models.containers.setDetails(
            u"gpu"_s, {.id = u"c1"_s, .deviceRequests = {{.count = -1, .capabilities = {{u"gpu"_s}}}}});
        f.models.containers.setStats(u"gpu"_s, u"c1"_s, {{.cpuFraction = 2.5, .memoryBytes = 1 << 30}, 1'700'000'000});
        f.models.containers.setStats(u"gpu"_s, u"nobody"_s, {});
        f.models.flush();
        QCOMPARE(f.texts(f.models.containers, ContainerColumn::Cpu), QStringList{u"2.50"_s});
        QCOMPARE(f.filtered(f.models.containers, u"cpu>2 memory>=1Gi gpus:all"_s), QStringList{u"web"_s});
        QCOMPARE(f.filtered(f.models.containers, u"cpu>3"_s), QStringList());
        f.models.setContainers(u"gpu"_s, {container(u"c1"_s, u"web"_s, u"sha256:1"_s, u"exited"_s, u"Exited (0)"_s)});
        f.models.flush();
        QCOMPARE(f.texts(f.models.containers, ContainerColumn::Gpus), QStringList{u"all GPUs"_s});
        QCOMPARE(f.texts(f.models.containers, ContainerColumn::Cpu), QStringList{QString()});
        f.models.containers.setStats(u"gpu"_s, u"c1"_s, {{.cpuFraction = 1}}); // too late
        f.models.flush();
        QCOMPARE(f.texts(f.models.containers, ContainerColumn::Cpu), QStringList{QString()});
    }

    void statsOfContainers_data()
    {
        QTest::addColumn<docker::ContainerStats>("sample");
        QTest::addColumn<QStringList>("texts"); //!< CPU, memory, network, disk
        constexpr std::int64_t MiB = 1 << 20;
        QTest::newRow("all") << docker::ContainerStats{.cpuFraction = 0.5,
                                                       .memoryBytes = 512 * MiB,
                                                       .memoryLimitBytes = 2'048 * MiB,
                                                       .receivedBytes = 3 * MiB,
                                                       .sentBytes = MiB,
                                                       .readBytes = 0,
                                                       .writtenBytes = MiB}
                             << QStringList{u"0.50"_s, u"512.0 MiB"_s, u"4.0 MiB"_s, u"1.0 MiB"_s};
        QTest::newRow("the first, without limit and network")
            << docker::ContainerStats{.memoryBytes = MiB} << QStringList{{}, u"1.0 MiB"_s, {}, {}};
        QTest::newRow("nothing said") << docker::ContainerStats() << QStringList{{}, {}, {}, {}};
    }
    void statsOfContainers()
    {
        QFETCH(docker::ContainerStats, sample);
        QFETCH(QStringList, texts);
        Fixture f;
        f.models.setContainers(u"gpu"_s, {container(u"c1"_s, u"web"_s, u"sha256:1"_s)});
        f.models.containers.setStats(u"gpu"_s, u"c1"_s, {sample, 1'700'000'000});
        f.models.flush();
        const ContainerColumn columns[] = {ContainerColumn::Cpu, ContainerColumn::Memory, ContainerColumn::Network,
                                           ContainerColumn::Disk};
        const auto severity = [&](ContainerColumn column) {
            return f.models.containers.index(0, int(column)).data(IndexedTableModel::SeverityRole).toInt();
        };
        for (int i = 0; i < 4; ++i) {
            QCOMPARE(f.texts(f.models.containers, columns[i]), QStringList{texts[i]});
            QCOMPARE(severity(columns[i]), int(Severity::Neutral));
        }
        const auto toolTip = [&](ContainerColumn column) {
            return f.models.containers.index(0, int(column)).data(Qt::ToolTipRole).toString();
        };
        if (sample.memoryLimitBytes > 0) {
            QVERIFY(toolTip(ContainerColumn::Memory).contains("512.0 MiB of 2.0 GiB"_L1));
            QVERIFY(toolTip(ContainerColumn::Network).contains("3.0 MiB / 1.0 MiB"_L1));
        }
        // Out of sight: it stays, and says so; the next list keeps it.
        f.models.containers.endStats(u"gpu"_s, u"c1"_s);
        f.models.setContainers(u"gpu"_s, {container(u"c1"_s, u"web"_s, u"sha256:1"_s)});
        f.models.flush();
        for (int i = 0; i < 4; ++i) {
            QCOMPARE(f.texts(f.models.containers, columns[i]), QStringList{texts[i]});
            QCOMPARE(severity(columns[i]), int(texts[i].isEmpty() ? Severity::Neutral : Severity::Dim));
        }
    }

    //! What was counted is in the tables and outlives the lists, which do not count.
    void diskUse()
    {
        Fixture f;
        const docker::Image counted = image(u"1"_s, {u"a:1"_s, u"a:2"_s}, 3'000, 1'000);
        docker::Image listed = counted;
        listed.sharedSizeBytes = -1;
        docker::Container web = container(u"c1"_s, u"web"_s, u"sha256:1"_s);
        f.models.setImages(u"gpu"_s, {listed});
        f.models.setContainers(u"gpu"_s, {web});
        f.models.setVolumes(u"gpu"_s, {{.name = u"models"_s}});
        web.sizeRwBytes = 7;
        const docker::DiskUsage usage{.layersBytes = 3'000,
                                      .images = {counted, image(u"2"_s, {}, 1)},
                                      .containers = {web},
                                      .volumes = {{.name = u"models"_s, .sizeBytes = 10, .refCount = 1}}};
        f.models.setDiskUsage(u"gpu"_s, usage);
        f.models.setDiskUsage(u"nobody"_s, usage);
        for (int i = 0; i < 2; ++i) {
            f.models.flush();
            QCOMPARE(f.texts(f.models.images, ImageColumn::Unique), (QStringList{u"2.0 KiB"_s, u"2.0 KiB"_s}));
            QCOMPARE(f.texts(f.models.containers, ContainerColumn::Size), QStringList{u"7 bytes"_s});
            QCOMPARE(f.texts(f.models.volumes, VolumesModel::Column::Size), QStringList{u"10 bytes"_s});
            QCOMPARE(f.models.volumes.entry(u"gpu\nmodels"_s)->object.refCount, -1); // soon another
            f.models.setImages(u"gpu"_s, {listed});
            f.models.setContainers(u"gpu"_s, {container(u"c1"_s, u"web"_s, u"sha256:1"_s)});
            f.models.setVolumes(u"gpu"_s, {{.name = u"models"_s}});
        }
    }

    //! The list of API 1.41 has no shared sizes: never a number that nobody has counted.
    void sharedSizes_data()
    {
        QTest::addColumn<qint64>("size");
        QTest::addColumn<qint64>("shared");
        QTest::addColumn<QString>("unique");
        QTest::newRow("counted") << qint64(3'072) << qint64(1'024) << u"2.0 KiB"_s;
        QTest::newRow("all shared") << qint64(3'072) << qint64(3'072) << u"0 bytes"_s;
        QTest::newRow("not counted") << qint64(3'072) << qint64(-1) << QString();
        QTest::newRow("no size") << qint64(-1) << qint64(-1) << QString();
        QTest::newRow("more than it is") << qint64(1'024) << qint64(3'072) << QString();
    }
    void sharedSizes()
    {
        QFETCH(const qint64, size);
        QFETCH(const qint64, shared);
        Fixture f;
        f.models.setImages(u"gpu"_s, {image(u"1"_s, {u"a:1"_s}, size, shared)});
        f.models.flush();
        QTEST(f.texts(f.models.images, ImageColumn::Unique).value(0), "unique");
        const QModelIndex cell = f.models.images.index(0, int(ImageColumn::Unique));
        const bool isKnown = !cell.data().toString().isEmpty();
        QCOMPARE(cell.data(Qt::ToolTipRole).toString().contains("Not counted"_L1), !isKnown);
        const ObjectDetails details = imageDetails(*f.models.images.entriesOf(u"gpu"_s).front());
        const auto fact = std::find_if(details.facts.begin(), details.facts.end(),
                                       [](const auto &each) { return each.first == "Shared"_L1; });
        QVERIFY(fact != details.facts.end());
        QCOMPARE(fact->second.startsWith("not counted"_L1), !isKnown);
    }

    //! One more name for an image that was counted: as large as before.
    void anotherName()
    {
        Fixture f;
        f.models.setImages(u"gpu"_s, {image(u"1"_s, {u"a:1"_s}, 3'072, 1'024)});
        f.models.setImages(u"gpu"_s, {image(u"1"_s, {u"b:1"_s}, 3'072, -1)});
        f.models.flush();
        QCOMPARE(f.texts(f.models.images, ImageColumn::Unique), QStringList{u"2.0 KiB"_s});
    }

    void diskOfADaemon_data()
    {
        QTest::addColumn<DaemonDisk>("disk");
        QTest::addColumn<QString>("note"); //!< null: there is no section
        QTest::addColumn<QString>("last"); //!< line
        const std::int64_t now = QDateTime::currentSecsSinceEpoch();
        QTest::newRow("never asked") << DaemonDisk() << QString() << QString();
        QTest::newRow("the first time") << DaemonDisk{.isCounting = true} << u"counting…"_s
                                        << u"The engine counts, which may take minutes."_s;
        QTest::newRow("counted") << DaemonDisk{.imagesBytes = 1 << 20, .volumesBytes = 1 << 20, .counted = now - 120}
                                 << u"2.0 MiB, 2 min ago"_s << u"Volumes"_s;
        QTest::newRow("again") << DaemonDisk{.imagesBytes = 1 << 20, .counted = now - 120, .isCounting = true}
                               << u"1.0 MiB, counting…"_s << u"Images"_s;
        QTest::newRow("failed") << DaemonDisk{.error = ApiError{.kind = ApiError::Kind::Timeout}} << u""_s
                                << u"It could not be counted"_s;
    }
    void diskOfADaemon()
    {
        QFETCH(DaemonDisk, disk);
        QFETCH(QString, note);
        QFETCH(QString, last);
        DaemonStatus status = liveStatus();
        status.disk = disk;
        const ObjectDetails details = daemonDetails({dockerSettings().daemons[1], status});
        const auto section = std::find_if(details.sections.begin(), details.sections.end(),
                                          [](const auto &each) { return each.key == "disk"_L1; });
        QCOMPARE(section == details.sections.end(), note.isNull());
        const auto count = std::find_if(details.actions.begin(), details.actions.end(), [](const ObjectAction &each) {
            return each.kind == ObjectAction::Kind::CountDisk;
        });
        QVERIFY(count != details.actions.end());
        QCOMPARE(count->refusal.isEmpty(), !disk.isCounting);
        if (note.isNull())
            return;
        QCOMPARE(section->note, note);
        QCOMPARE(section->facts.back().title, last);
    }

    void insecureDaemons()
    {
        Fixture f;
        QVERIFY(f.models.insecureDaemons().empty());                      // the one in clear is closed
        f.models.setStatus(u"lab"_s, {.state = DaemonState::Connecting}); // before anything is sent
        QCOMPARE(f.models.insecureDaemons().size(), 1u);
        QCOMPARE(f.models.insecureDaemons()[0]->daemon.id, u"lab"_s);
        DaemonStatus trusting = liveStatus();
        trusting.isInsecure = true;
        f.models.setStatus(u"gpu"_s, trusting);
        QCOMPARE(f.models.insecureDaemons().size(), 2u);
        f.models.setStatus(u"lab"_s, {});
        QCOMPARE(f.models.insecureDaemons().size(), 1u);
    }

    void imagesByName()
    {
        Fixture f;
        f.models.setImages(u"gpu"_s, {image(u"1"_s, {u"reg:5000/team/exec:1.2"_s, u"exec:latest"_s}, 3000, 1000),
                                      image(u"222222222222222"_s, {}, 500)});
        f.models.setContainers(u"gpu"_s, {container(u"c1"_s, u"web"_s, u"sha256:1"_s)});
        f.models.flush();
        QCOMPARE(f.models.images.totalCount(), 3);
        f.models.images.sort(int(ImageColumn::Reference), Qt::AscendingOrder);
        QCOMPARE(f.texts(f.models.images, ImageColumn::Reference),
                 (QStringList{u"222222222222 (dangling)"_s, u"exec:latest"_s, u"reg:5000/team/exec:1.2"_s}));
        QCOMPARE(f.texts(f.models.images, ImageColumn::Users), (QStringList{QString(), u"1"_s, u"1"_s}));
        QCOMPARE(f.texts(f.models.images, ImageColumn::Digest), (QStringList{QString(), QString(), QString(12, u'd')}));
        QCOMPARE(f.filtered(f.models.images, u"unique>1999 users>0 !image:latest"_s),
                 QStringList{u"reg:5000/team/exec:1.2"_s});
        // The containers come before the images, or go.
        f.models.setContainers(u"gpu"_s, {});
        f.models.flush();
        QCOMPARE(f.texts(f.models.images, ImageColumn::Users), (QStringList{QString(), QString(), QString()}));
        const auto *entry = f.models.images.entry(f.models.images.index(0, 0));
        QVERIFY(entry && entry->object.image.isDangling());
        QCOMPARE(entry->object.name(), u"sha256:222222222222222"_s);
    }

    void staleWhileNotLive()
    {
        Fixture f;
        f.models.setVolumes(u"gpu"_s, {{.name = u"models"_s, .driver = u"local"_s, .sizeBytes = 10, .refCount = 1}});
        f.models.flush();
        const QPersistentModelIndex row(f.models.volumes.index(0, 0));
        QVERIFY(!row.data(IndexedTableModel::IsStaleRole).toBool());
        DaemonStatus status = liveStatus();
        status.state = DaemonState::Stale;
        status.error = ApiError{.kind = ApiError::Kind::Network, .reason = u"ConnectionRefused"_s};
        f.models.setStatus(u"gpu"_s, status);
        f.models.flush();
        QVERIFY(row.data(IndexedTableModel::IsStaleRole).toBool());
        QCOMPARE(f.models.attentionCount(), 1);
        f.models.setStatus(u"gpu"_s, {});
        f.models.flush();
        QVERIFY(!row.isValid());
    }

    void registries()
    {
        Fixture f;
        using Column = RegistriesModel::Column;
        QCOMPARE(f.texts(f.models.registries, Column::State),
                 (QStringList{u"not tested"_s, u"not tested"_s, u"not tested"_s}));
        QCOMPARE(f.texts(f.models.registries, Column::Login),
                 (QStringList{u"docker's config.json"_s, u"anonymous"_s, u"docker-credential-ecr-login"_s}));
        f.models.setRegistryStatus(u"r1"_s,
                                   {.state = RegistryStatus::State::Refused,
                                    .error = ApiError{.kind = ApiError::Kind::Unauthorized, .message = u"denied"_s}});
        f.models.flush();
        QCOMPARE(f.filtered(f.models.registries, u"state:refused"_s), QStringList{u"Team registry"_s});
        QCOMPARE(f.models.registries.index(1, 0).data(IndexedTableModel::AlertRole).toString(), u"insecure"_s);
        const ObjectDetails details = registryDetails(*f.models.registries.entry(u"r1"_s), {u"Base image exec"_s});
        QCOMPARE(details.message, u"denied"_s);
        QVERIFY(details.remedy && details.remedy->remedy.contains("docker login"_L1));
    }

    void registryTags_data()
    {
        QTest::addColumn<QStringList>("tags");
        QTest::addColumn<bool>("isComplete");
        QTest::addColumn<QString>("said"); //!< empty: the tags alone
        QTest::newRow("all") << QStringList{u"1"_s, u"2"_s} << true << QString();
        QTest::newRow("cut") << QStringList{u"1"_s, u"2"_s} << false << u"The registry has more: the first 2 were"_s;
        QTest::newRow("none") << QStringList() << true << u"This repository has no tags."_s;
    }
    void registryTags()
    {
        QFETCH(QStringList, tags);
        QFETCH(bool, isComplete);
        QFETCH(QString, said);
        Fixture f;
        const auto sections = [&f] {
            ObjectDetails details = registryDetails(*f.models.registries.entry(u"r1"_s), {});
            std::erase_if(details.sections, [](const auto &section) { return section.title != "Tags"_L1; });
            return details.sections;
        };
        QVERIFY(sections().empty()); // nobody has asked
        f.models.setRegistryStatus(u"r1"_s, {.repository = u"team/app"_s, .tags = tags, .areTagsComplete = isComplete});
        f.models.flush();
        QStringList texts;
        for (const auto &section : sections()) {
            QCOMPARE(section.note, u"team/app"_s);
            for (const auto &fact : section.facts)
                texts += fact.title;
        }
        QCOMPARE(texts.size(), tags.size() + (said.isEmpty() ? 0 : 1));
        QVERIFY2(said.isEmpty() || texts.front().startsWith(said), qPrintable(texts.join(u'\n')));
        QCOMPARE(texts.mid(said.isEmpty() ? 0 : 1), tags);
    }

    void ages()
    {
        Fixture f;
        docker::Container young = container(u"c1"_s, u"young"_s, {});
        young.created = QDateTime::currentSecsSinceEpoch() - 90;
        f.models.setContainers(u"gpu"_s, {young, container(u"c2"_s, u"old"_s, {})});
        f.models.flush();
        QCOMPARE(f.texts(f.models.containers, ContainerColumn::Name), (QStringList{u"young"_s, u"old"_s}));
        QCOMPARE(f.models.containers.index(0, int(ContainerColumn::Created)).data().toString(), u"1 min"_s);
        QCOMPARE(
            f.models.containers.index(1, int(ContainerColumn::Created)).data(IndexedTableModel::ExportRole).toString(),
            u"2023-11-14T22:13:20Z"_s);
        QCOMPARE(f.filtered(f.models.containers, u"age<1h"_s), QStringList{u"young"_s});
        f.models.containers.sort(int(ContainerColumn::Created), Qt::AscendingOrder); // the least age
        QCOMPARE(f.texts(f.models.containers, ContainerColumn::Name), (QStringList{u"young"_s, u"old"_s}));
        QSignalSpy changes(&f.models.containers, &QAbstractItemModel::dataChanged);
        f.models.updateAges();
        QCOMPARE(changes.size(), 1);
    }

    void anyChanges()
    {
        const quint32 seed = QRandomGenerator::global()->generate();
        qInfo("seed %u", seed);
        QRandomGenerator random(seed);
        Fixture f;
        const QStringList ids{u"local"_s, u"gpu"_s, u"lab"_s, u"old"_s};
        const auto some = [&](auto make) {
            std::vector<decltype(make(QString()))> all;
            for (int i = 0; i < 20; ++i) {
                if (random.bounded(2) == 0)
                    all.push_back(make(QString::number(i)));
            }
            return all;
        };
        for (int i = 0; i < 1'500; ++i) {
            const QString id = ids[random.bounded(int(ids.size()))];
            switch (random.bounded(9)) {
            case 0:
                f.models.setContainers(id, some([&](const QString &name) {
                                           return container(name, name,
                                                            u"sha256:"_s + QString::number(random.bounded(9)));
                                       }));
                break;
            case 1:
                f.models.setImages(id, some([&](const QString &name) {
                                       return image(name,
                                                    random.bounded(2) ? QStringList{name + u":1"_s} : QStringList(),
                                                    random.bounded(9'999));
                                   }));
                break;
            case 2:
                f.models.setVolumes(
                    id, some([&](const QString &name) { return docker::Volume{.name = name, .refCount = 1}; }));
                break;
            case 3: {
                DaemonStatus status = liveStatus();
                status.state = DaemonState(random.bounded(7));
                f.models.setStatus(id, status);
                break;
            }
            case 4: {
                settings::Settings settings = dockerSettings();
                settings.daemons.resize(std::size_t(random.bounded(5)));
                f.models.setSettings(settings);
                break;
            }
            case 5:
                f.models.images.sort(random.bounded(DaemonImagesModel::Columns + 1) - 1,
                                     Qt::SortOrder(random.bounded(2)));
                f.models.containers.sort(random.bounded(ContainersModel::Columns + 1) - 1,
                                         Qt::SortOrder(random.bounded(2)));
                break;
            case 6: {
                const QString container = QString::number(random.bounded(20));
                if (random.bounded(3) == 0)
                    f.models.containers.endStats(id, container);
                else
                    f.models.containers.setStats(
                        id, container,
                        {{.cpuFraction = random.generateDouble(), .memoryBytes = random.bounded(9'999)}});
                break;
            }
            case 7:
                f.models.setDiskUsage(
                    id, {.images = some([&](const QString &name) { return image(name, {}, 9, random.bounded(9)); }),
                         .containers = some([&](const QString &name) {
                             docker::Container each = container(name, name, {});
                             each.sizeRwBytes = random.bounded(9);
                             return each;
                         })});
                break;
            default:
                f.models.images.setFilterText(random.bounded(2) ? u"size>5000"_s : QString());
            }
            if (random.bounded(3) == 0)
                f.models.flush();
        }
        f.models.flush();
    }
};

QTEST_GUILESS_MAIN(TestDockerModels)
#include "tst_dockermodels.moc"
