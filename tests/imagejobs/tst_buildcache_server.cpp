// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/docker/imagebuild.h"
#include "backends/imagejobs/imagecleanup.h"
#include "bedimages.h"

#include <QRegularExpression>

using namespace fairlead;
using namespace fairlead::imagejobs;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;

using Records = std::vector<docker::BuildCacheEntry>;

namespace {

constexpr int Patience = BedImages::Patience;

//! What a clean-up of one daemon told.
struct Heard : QObject
{
    explicit Heard(ImageCleanUp &cleanUp)
    {
        connect(&cleanUp, &ImageCleanUp::listed, this,
                [this](const QString &, const docker::PruneList &list) { images = list; });
        connect(&cleanUp, &ImageCleanUp::cacheListed, this,
                [this](const QString &, const Result<docker::BuildCacheList> &list) { cache = list; });
        connect(&cleanUp, &ImageCleanUp::advanced, this,
                [this](const QString &, int names, int all) { progress += u"%1/%2"_s.arg(names).arg(all); });
        connect(&cleanUp, &ImageCleanUp::removed, this,
                [this](const QString &, const CleanUpOutcome &ended) { outcome = ended; });
        connect(&cleanUp, &ImageCleanUp::failed, this,
                [this](const QString &, const ApiError &error) { failure = error.message; });
    }
    QStringList cacheIds() const
    {
        QStringList ids;
        for (const docker::BuildCacheEntry &record : (*cache)->records)
            ids += record.id;
        return ids;
    }
    bool hasImage(const QString &id) const
    {
        return std::any_of(images.candidates.begin(), images.candidates.end(),
                           [&id](const auto &each) { return each.image.id == id; });
    }

    docker::PruneList images;
    std::optional<Result<docker::BuildCacheList>> cache;
    QStringList progress;
    std::optional<CleanUpOutcome> outcome;
    QString failure;
};

QStringList idsOf(const Records &records)
{
    QStringList ids;
    for (const docker::BuildCacheEntry &record : records)
        ids += record.id;
    return ids;
}

} // namespace

//! BuildKit's cache on Debian's engine and on today's one, and Podman, which has none.
class TestBuildCacheServer : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data();
    void init();
    void cleanup();
    void goes();
    void staysWhatIsUsed();
    void whereThereIsNone();

private:
    //! A build by BuildKit that has begun.
    struct Running
    {
        std::unique_ptr<docker::ImageBuild> build;
        std::optional<Result<docker::BuiltImage>> result;
        QByteArray log;
    };

    static QString daemon()
    {
        QFETCH_GLOBAL(const QString, daemon);
        return daemon;
    }
    static QByteArray run(const QByteArray &options, const QByteArray &command)
    {
        return "RUN " + options + " [\"/bin/busybox\", \"sh\", \"-c\", \"" + command + "\"]\n";
    }
    QByteArray unique() { return m_bed->number.toUtf8() + '-' + QByteArray::number(++m_number); }
    std::unique_ptr<Running> start(const QByteArray &steps, const QString &tag);
    //! \return the id of the image; empty: it failed.
    QString build(const QByteArray &steps, const QString &tag);
    Records cache();
    //! Today's engine rounds to seconds what it is told of the past.
    bool waitForNextSecond();
    bool list(ImageCleanUp &cleanUp, Heard &heard);

    std::unique_ptr<BedImages> m_bed;
    int m_number = 0;
};

void TestBuildCacheServer::initTestCase_data()
{
    QTest::addColumn<QString>("daemon");
    QTest::newRow("docker") << u"local"_s;
    QTest::newRow("newest") << u"newest"_s;
    QTest::newRow("podman") << u"podman"_s;
}

void TestBuildCacheServer::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_bed = std::make_unique<BedImages>();
    settings::Settings more;
    more.daemons = {BedServers::newest(),
                    {.id = u"podman"_s, .name = u"podman"_s, .host = qEnvironmentVariable("FAIRLEAD_BED_PODMAN")}};
    const QString problem = m_bed->open(more);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    const docker::DaemonSession *session = m_bed->workshop->daemons().session(daemon());
    QTRY_VERIFY_WITH_TIMEOUT(session->status().state == docker::DaemonState::Live, Patience);
}

void TestBuildCacheServer::cleanup()
{
    const auto images = m_bed->ask<std::vector<docker::Image>>(
        [this](auto *c, auto done) { m_bed->client(daemon()).listImages(c, done); });
    for (const docker::Image &image : images.value_or(std::vector<docker::Image>())) {
        for (const QString &tag : image.repoTags) {
            if (tag.contains(m_bed->number))
                m_bed->removeImage(daemon(), tag);
        }
    }
    m_bed->close();
}

std::unique_ptr<TestBuildCacheServer::Running> TestBuildCacheServer::start(const QByteArray &steps, const QString &tag)
{
    const QByteArray dockerfile =
        "FROM scratch\nCOPY busybox /bin/busybox\nCOPY Dockerfile /unique-" + unique() + "\n" + steps;
    docker::EngineClient &client = m_bed->client(daemon());
    auto running = std::make_unique<Running>();
    running->build = std::make_unique<docker::ImageBuild>(
        client.http(), docker::ImageBuild::Settings{.apiVersion = client.apiVersion(),
                                                    .options = {.builder = docker::Builder::BuildKit, .tags = {tag}},
                                                    .context = std::make_shared<BuildContext>(dockerfile, 102'400)});
    connect(running->build.get(), &docker::Build::logged, running->build.get(),
            [at = running.get()](const QByteArray &text) { at->log += text; });
    connect(running->build.get(), &docker::Build::finished, running->build.get(),
            [at = running.get()](const Result<docker::BuiltImage> &result) { at->result = result; });
    running->build->start();
    return running;
}

QString TestBuildCacheServer::build(const QByteArray &steps, const QString &tag)
{
    const auto running = start(steps, tag);
    if (!QTest::qWaitFor([&] { return running->result.has_value(); }, Patience))
        return {};
    if (!*running->result) {
        qInfo("%s\n%s", running->log.constData(), qPrintable(running->result->error().message));
        return {};
    }
    return m_bed->idOf(daemon(), tag);
}

Records TestBuildCacheServer::cache()
{
    return m_bed->ask<Records>([this](auto *c, auto done) { m_bed->client(daemon()).listBuildCache(c, done); })
        .value_or(Records());
}

bool TestBuildCacheServer::waitForNextSecond()
{
    std::int64_t last = 0;
    for (const docker::BuildCacheEntry &record : cache())
        last = std::max(last, record.lastUsed);
    return QTest::qWaitFor([last] { return QDateTime::currentSecsSinceEpoch() > last; }, Patience);
}

bool TestBuildCacheServer::list(ImageCleanUp &cleanUp, Heard &heard)
{
    cleanUp.setSettings(m_bed->objects);
    cleanUp.list(daemon(), false);
    return QTest::qWaitFor([&] { return heard.cache.has_value(); }, Patience) && heard.cache->has_value();
}

//! The cache of an image that goes, and what no image has. What another image and a build that runs have stays, and
//! that build ends well.
void TestBuildCacheServer::goes()
{
    if (daemon() == u"podman")
        return; // it builds, but not by BuildKit
    const QString name = u"buildcache-%1/"_s.arg(m_bed->number);
    const QString kept = build(run({}, "echo " + unique() + " > /x"), name + u"kept:1"_s);
    const QString gone = build(run({}, "echo " + unique() + " > /x"), name + u"gone:1"_s);
    QVERIFY(!kept.isEmpty() && !gone.isEmpty());
    const QByteArray mount = "--mount=type=cache,id=" + unique() + ",target=/c";
    const auto running = start(run(mount, "echo it waits; while [ ! -e /c/go ]; do /bin/busybox usleep 50000; done"),
                               name + u"running:1"_s);
    QTRY_VERIFY2_WITH_TIMEOUT(running->log.contains("it waits"), running->log.constData(), Patience);
    QVERIFY(waitForNextSecond());

    ImageCleanUp cleanUp(m_bed->workshop->daemons(), m_bed->folder.path());
    Heard heard(cleanUp);
    QVERIFY2(list(cleanUp, heard), qPrintable(heard.failure));
    const QStringList listed = heard.cacheIds();
    QVERIFY(!listed.isEmpty() && (*heard.cache)->bytes > 0 && (*heard.cache)->lastUsed > 0);
    QVERIFY(heard.hasImage(gone));
    QStringList staying; // of the image that stays and the build that runs, and of the image that goes
    int inUse = 0;
    for (const docker::BuildCacheEntry &record : cache()) {
        inUse += record.isInUse;
        if (record.isInUse || record.isShared) {
            QVERIFY(!listed.contains(record.id));
            staying += record.id;
        }
    }
    QVERIFY(inUse > 0);

    cleanUp.remove(daemon(), {gone}, true);
    QTRY_VERIFY_WITH_TIMEOUT(heard.outcome, Patience);
    QCOMPARE(heard.outcome->removedNames, QStringList{name + u"gone:1"_s});
    QVERIFY(!heard.outcome->error && heard.outcome->cache && *heard.outcome->cache);
    const docker::BuildCacheOutcome outcome = **heard.outcome->cache;
    QCOMPARE(outcome.missed, QStringList());
    QVERIFY2(outcome.imageRecords > 0, "the image's own are freed with it");
    QCOMPARE(outcome.records, int(listed.size()) + outcome.imageRecords);
    QVERIFY(outcome.bytes >= (*heard.cache)->bytes);
    QCOMPARE(heard.progress, QStringList{u"1/2"_s});

    const QStringList now = idsOf(cache());
    for (const QString &id : listed)
        QVERIFY2(!now.contains(id), qPrintable(id));
    staying.removeIf([&now](const QString &id) { return now.contains(id); });
    QCOMPARE(int(staying.size()), outcome.imageRecords);
    QCOMPARE(m_bed->idOf(daemon(), name + u"kept:1"_s), kept);
    QVERIFY(!build(run(mount, "touch /c/go"), name + u"go:1"_s).isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(running->result, Patience);
    QVERIFY2(running->result->has_value(), running->log.constData());
}

//! By a build that began behind the list and is over already.
void TestBuildCacheServer::staysWhatIsUsed()
{
    if (daemon() == u"podman")
        return;
    const QString name = u"buildcache-%1/"_s.arg(m_bed->number);
    const QByteArray mountId = unique();
    const QByteArray mount = "--mount=type=cache,id=" + mountId + ",target=/c";
    QVERIFY(!build(run(mount, "touch /c/" + unique()), name + u"first:1"_s).isEmpty());
    QVERIFY(waitForNextSecond());
    ImageCleanUp cleanUp(m_bed->workshop->daemons(), m_bed->folder.path());
    Heard heard(cleanUp);
    QVERIFY2(list(cleanUp, heard), qPrintable(heard.failure));
    const QStringList listed = heard.cacheIds();
    QVERIFY(waitForNextSecond());
    QVERIFY(!build(run(mount, "touch /c/" + unique()), name + u"second:1"_s).isEmpty());

    cleanUp.remove(daemon(), {}, true);
    QTRY_VERIFY_WITH_TIMEOUT(heard.outcome, Patience);
    QVERIFY(heard.outcome->cache && *heard.outcome->cache);
    const docker::BuildCacheOutcome outcome = **heard.outcome->cache;
    QVERIFY(!outcome.missed.isEmpty() && outcome.records > 0);
    const Records now = cache();
    QStringList mounts;
    for (const docker::BuildCacheEntry &record : now) {
        if (record.type == u"exec.cachemount" && listed.contains(record.id))
            mounts += record.id;
    }
    QCOMPARE(outcome.missed, mounts);
    QCOMPARE(outcome.imageRecords, 0);
    const QStringList left = idsOf(now);
    QVERIFY(std::all_of(mounts.begin(), mounts.end(), [&left](const QString &id) { return left.contains(id); }));
}

//! The images go as ever.
void TestBuildCacheServer::whereThereIsNone()
{
    if (daemon() != u"podman")
        return;
    const QString image = m_bed->build(daemon(), u"localhost/buildcache-%1:1"_s.arg(m_bed->number));
    QVERIFY(!image.isEmpty());
    ImageCleanUp cleanUp(m_bed->workshop->daemons(), m_bed->folder.path());
    Heard heard(cleanUp);
    QVERIFY2(list(cleanUp, heard), qPrintable(heard.failure));
    QVERIFY((*heard.cache)->records.empty());
    QVERIFY(heard.hasImage(image));
    cleanUp.remove(daemon(), {image}, true);
    QTRY_VERIFY_WITH_TIMEOUT(heard.outcome, Patience);
    QVERIFY(!heard.outcome->cache && !heard.outcome->error && heard.outcome->untried == 0);
    const auto refused = m_bed->ask<docker::BuildCacheRemoval>(
        [this](auto *c, auto done) { m_bed->client(daemon()).pruneBuildCache(std::chrono::hours(1), c, done); });
    QVERIFY(!refused);
    QVERIFY(refused.error().kind == ApiError::Kind::NotFound);
}

QTEST_GUILESS_MAIN(TestBuildCacheServer)
#include "tst_buildcache_server.moc"
