// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/imagejobs/imagecleanup.h"
#include "bedimages.h"

#include <QProcess>
#include <QRegularExpression>

using namespace fairlead;
using namespace fairlead::imagejobs;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;

namespace {

//! What a clean-up told, by daemon.
struct Heard : QObject
{
    explicit Heard(ImageCleanUp &cleanUp)
    {
        connect(&cleanUp, &ImageCleanUp::listed, this,
                [this](const QString &id, const docker::PruneList &list) { lists[id] = list; });
        connect(&cleanUp, &ImageCleanUp::counted, this,
                [this](const QString &id, const docker::SharedLayers &counted) { layers[id] = counted; });
        connect(&cleanUp, &ImageCleanUp::failed, this,
                [this](const QString &id, const ApiError &error) { failures[id] = error; });
        connect(&cleanUp, &ImageCleanUp::advanced, this, [this](const QString &id, int names, int all) {
            progress[id] = {names, all};
        });
        connect(&cleanUp, &ImageCleanUp::removed, this,
                [this](const QString &id, const CleanUpOutcome &outcome) { outcomes[id] = outcome; });
    }
    bool hasListed(const QString &daemonId, const QString &imageId) const
    {
        const auto &candidates = lists[daemonId].candidates;
        return std::any_of(candidates.begin(), candidates.end(),
                           [&imageId](const docker::PruneCandidate &each) { return each.image.id == imageId; });
    }

    QHash<QString, docker::PruneList> lists;
    QHash<QString, docker::SharedLayers> layers;
    QHash<QString, ApiError> failures;
    QHash<QString, QPair<int, int>> progress;
    QHash<QString, CleanUpOutcome> outcomes;
};

} // namespace

//! Over all daemons of the bed, and one that is not there.
class TestImageCleanUpServer : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_bed->close(); }
    void overAll_data();
    void overAll();
    void recipesKeepTheirs_data();
    void recipesKeepTheirs();
    void ofContainerdsStore_data();
    void ofContainerdsStore();
    void refuses();

private:
    //! On the newest engine. \return its id; empty: it was not built.
    QString buildx(const QString &tag, const QStringList &options);
    //! That of the newest engine anew. \return whether it has \p imageId.
    bool isListed(ImageCleanUp &cleanUp, Heard &heard, const QString &imageId, bool isDanglingOnly);

    const QString Newest = u"newest"_s;
    std::unique_ptr<BedImages> m_bed;
};

void TestImageCleanUpServer::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_bed = std::make_unique<BedImages>();
    settings::Settings more;
    more.daemons = {BedServers::newest(),
                    {.id = u"gone"_s, .name = u"gone"_s, .host = u"unix:///nowhere/docker.sock"_s}};
    const QString problem = m_bed->open(more);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
}

void TestImageCleanUpServer::overAll_data()
{
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    QTest::newRow("docker, and docker over TLS") << u"local"_s << u"remote"_s;
    QTest::newRow("the newest, and docker") << u"newest"_s << u"local"_s;
    QTest::newRow("docker, and the newest") << u"local"_s << u"newest"_s;
}

//! One image of each daemon goes; what a container took behind the list stays, with all its names; the third daemon
//! says why it lists nothing.
void TestImageCleanUpServer::overAll()
{
    QFETCH(const QString, one);
    QFETCH(const QString, other);
    const QString name = u"cleanup-%1/"_s.arg(m_bed->number);
    const QString here = m_bed->build(one, name + u"here:1"_s);
    const QString there = m_bed->build(other, name + u"there:1"_s);
    const QString taken = m_bed->build(other, name + u"taken:1"_s);
    QVERIFY(!here.isEmpty() && !there.isEmpty() && !taken.isEmpty());
    QVERIFY(m_bed->tag(other, taken, name + u"taken"_s, u"2"_s));
    const QString held = m_bed->build(one, name + u"held:1"_s);
    QVERIFY(!m_bed->createContainer(one, held).isEmpty());

    ImageCleanUp cleanUp(m_bed->workshop->daemons(), m_bed->folder.path());
    Heard heard(cleanUp);
    cleanUp.setSettings(m_bed->objects);
    for (const QString &id : {one, other, u"gone"_s})
        cleanUp.list(id, false);
    QTRY_COMPARE_WITH_TIMEOUT(heard.layers.size(), 2, BedImages::Patience);
    QVERIFY(heard.failures[u"gone"_s].message.contains("/nowhere/docker.sock"_L1));
    QVERIFY(heard.hasListed(one, here) && heard.hasListed(other, there) && heard.hasListed(other, taken));
    QVERIFY(!heard.hasListed(one, held));
    const docker::SharedLayers &layers = heard.layers[other];
    const auto both = layers.freedBy({there, taken});
    QCOMPARE(both.leastBytes, both.mostBytes);
    const auto candidates = heard.lists[other].candidates;
    const auto candidate = std::find_if(candidates.begin(), candidates.end(),
                                        [&there](const auto &each) { return each.image.id == there; });
    // Made of the same file, and a builder gives the layer the time of the build or not: theirs in common, or each its
    // own.
    const auto layersOf = [&](const QString &id) {
        const auto image = m_bed->inspect(other, id);
        return image ? image->layers : QStringList();
    };
    QVERIFY(!layersOf(there).isEmpty());
    QCOMPARE(both.mostBytes <= candidate->image.sizeBytes, layersOf(there) == layersOf(taken));

    const QString container = m_bed->createContainer(other, taken);
    QVERIFY(!container.isEmpty());
    cleanUp.remove(one, {here});
    cleanUp.remove(other, {there, taken});
    QTRY_COMPARE_WITH_TIMEOUT(heard.outcomes.size(), 2, BedImages::Patience);
    const CleanUpOutcome local = heard.outcomes[one];
    QCOMPARE(local.removedNames, QStringList{name + u"here:1"_s});
    QVERIFY(local.deletedIds.contains(here) && local.kept.empty() && !local.error);
    const CleanUpOutcome remote = heard.outcomes[other];
    QCOMPARE(remote.removedNames, QStringList{name + u"there:1"_s});
    QVERIFY(remote.deletedIds.contains(there));
    QCOMPARE(remote.kept.size(), 2u);
    for (const CleanUpOutcome::Kept &kept : remote.kept) {
        QCOMPARE(kept.imageId, taken);
        QCOMPARE(kept.error.reason, u"InUse"_s);
    }
    QCOMPARE(heard.progress[other], (QPair<int, int>{3, 3}));
    QCOMPARE(m_bed->idOf(one, name + u"here:1"_s), QString());
    for (const QString &tag : {u"taken:1"_s, u"taken:2"_s})
        QCOMPARE(m_bed->idOf(other, name + tag), taken);
}

void TestImageCleanUpServer::recipesKeepTheirs_data()
{
    QTest::addColumn<QString>("daemonId");
    QTest::newRow("docker over TLS") << u"remote"_s;
    QTest::newRow("newest") << u"newest"_s;
}

//! On any daemon, and also what became a recipe's behind the list.
void TestImageCleanUpServer::recipesKeepTheirs()
{
    QFETCH(const QString, daemonId);
    const QString name = u"cleanup-%1/"_s.arg(m_bed->number);
    const QString base = m_bed->build(daemonId, name + u"base:1"_s);
    const QString tagged = m_bed->build(daemonId, name + u"exec:1"_s);
    const QString later = m_bed->build(daemonId, name + u"later:1"_s);
    const QString other = m_bed->build(daemonId, name + u"other:1"_s);
    settings::Settings objects = m_bed->objects;
    objects.baseImages = {{.id = u"exec"_s,
                           .name = u"exec"_s,
                           .from = name + u"base:1"_s,
                           .tag = name + u"exec:1"_s,
                           .daemon = {u"local"_s, {}}}};
    ImageCleanUp cleanUp(m_bed->workshop->daemons(), m_bed->folder.path());
    Heard heard(cleanUp);
    cleanUp.setSettings(objects);
    cleanUp.list(daemonId, false);
    QTRY_VERIFY_WITH_TIMEOUT(heard.lists.contains(daemonId), BedImages::Patience);
    QVERIFY(!heard.hasListed(daemonId, base) && !heard.hasListed(daemonId, tagged));
    QVERIFY(heard.hasListed(daemonId, later) && heard.hasListed(daemonId, other));
    QVERIFY(heard.lists[daemonId].ours >= 2);
    objects.baseImages[0].from = name + u"later:1"_s;
    cleanUp.setSettings(objects);
    cleanUp.remove(daemonId, {later, other});
    QTRY_VERIFY_WITH_TIMEOUT(heard.outcomes.contains(daemonId), BedImages::Patience);
    QCOMPARE(heard.outcomes[daemonId].removedNames, QStringList{name + u"other:1"_s});
    QCOMPARE(heard.outcomes[daemonId].kept.size(), 1u);
    QCOMPARE(heard.outcomes[daemonId].kept[0].imageId, later);
}

QString TestImageCleanUpServer::buildx(const QString &tag, const QStringList &options)
{
    QTemporaryDir folder;
    QFile dockerfile(folder.filePath(u"Dockerfile"_s));
    if (!QFile::copy(u"/bin/busybox"_s, folder.filePath(u"busybox"_s)) || !dockerfile.open(QIODevice::WriteOnly))
        return {};
    dockerfile.write("FROM scratch AS files\nCOPY busybox /\nFROM scratch\nARG TARGETARCH\n"
                     "COPY --from=files /busybox /" +
                     tag.section(u'/', 1).toUtf8().replace(':', '-') + m_bed->number.toUtf8() +
                     "-$TARGETARCH\nENTRYPOINT [\"/nothing\"]\n");
    dockerfile.close();
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"DOCKER_HOST"_s, BedServers::newest().host);
    environment.insert(u"BUILDX_CONFIG"_s, folder.path());
    process.setProcessEnvironment(environment);
    process.start(qEnvironmentVariable("FAIRLEAD_BED_BUILDX"),
                  QStringList{u"buildx"_s, u"build"_s, u"--tag"_s, tag} + options + QStringList{folder.path()});
    return process.waitForFinished(BedImages::Patience) && process.exitCode() == 0 ? m_bed->adopt(Newest, tag)
                                                                                   : QString();
}

bool TestImageCleanUpServer::isListed(ImageCleanUp &cleanUp, Heard &heard, const QString &imageId, bool isDanglingOnly)
{
    heard.layers.clear();
    cleanUp.list(Newest, isDanglingOnly);
    return QTest::qWaitFor([&heard] { return !heard.layers.isEmpty(); }, BedImages::Patience) &&
           heard.hasListed(Newest, imageId);
}

void TestImageCleanUpServer::ofContainerdsStore_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QStringList>("removedNames"); // of "tag" and "digest" that one
    QTest::newRow("without a name") << u"dangling"_s << QStringList{u"id"_s};
    QTest::newRow("pulled by its digest") << u"digest"_s << QStringList{u"digest"_s};
    QTest::newRow("pulled by tag and digest") << u"both"_s << QStringList{u"tag"_s};
    QTest::newRow("with attestations") << u"attested"_s << QStringList{u"tag"_s};
    QTest::newRow("of several platforms") << u"platforms"_s << QStringList{u"tag"_s};
}

//! Whose ids are digests of manifests, or of an index of them: listed, held by a container, and removed as any other.
void TestImageCleanUpServer::ofContainerdsStore()
{
    QFETCH(const QString, what);
    const QString there = m_bed->host(u"basic"_s) + u"/cleanup-%1/%2:1"_s.arg(m_bed->number, what);
    const bool isPulled = what == "digest"_L1 || what == "both"_L1;
    const bool isShared = what == "dangling"_L1; // with the one that has taken its name
    const bool isDangling = what == "dangling"_L1 || what == "digest"_L1;
    const QString id = what == "attested"_L1    ? buildx(there, {u"--provenance=true"_s, u"--sbom=false"_s})
                       : what == "platforms"_L1 ? buildx(there, {u"--platform=linux/amd64,linux/arm64"_s})
                                                : m_bed->build(Newest, there);
    QVERIFY(!id.isEmpty());
    const QMap<QString, QString> names{{u"tag"_s, there}, {u"id"_s, id}, {u"digest"_s, there.chopped(2) + u'@' + id}};
    if (what == "dangling"_L1)
        QVERIFY(!m_bed->build(Newest, there).isEmpty());
    if (isPulled) {
        std::optional<JobResult> ended;
        connect(m_bed->workshop.get(), &Workshop::jobEnded, this,
                [&ended](const QString &, const JobResult &result) { ended = result; });
        m_bed->workshop->pushImage({.image = there, .daemonId = Newest, .target = there, .registryId = u"basic"_s});
        QTRY_VERIFY_WITH_TIMEOUT(ended, BedImages::Patience);
        QVERIFY2(ended->isWell(), qPrintable(ended->text));
        if (what == "digest"_L1)
            QVERIFY(m_bed->removeImage(Newest, there));
        ended.reset();
        m_bed->workshop->pull(names[u"digest"_s], Newest);
        QTRY_VERIFY_WITH_TIMEOUT(ended, BedImages::Patience);
        QVERIFY2(ended->isWell(), qPrintable(ended->text));
        m_bed->workshop->disconnect(this);
    }
    ImageCleanUp cleanUp(m_bed->workshop->daemons(), m_bed->folder.path());
    Heard heard(cleanUp);
    cleanUp.setSettings(m_bed->objects);
    const QString container = m_bed->createContainer(Newest, id);
    QVERIFY(!container.isEmpty());
    QVERIFY(!isListed(cleanUp, heard, id, false));
    QVERIFY(m_bed->removeContainer(Newest, container));
    QCOMPARE(isListed(cleanUp, heard, id, true), isDangling);
    QVERIFY(isListed(cleanUp, heard, id, false));
    const auto &candidates = heard.lists[Newest].candidates;
    const auto candidate =
        std::find_if(candidates.begin(), candidates.end(), [&id](const auto &each) { return each.image.id == id; });
    QCOMPARE(candidate->freedBytes, isShared ? -1 : candidate->image.sizeBytes);
    const docker::SharedLayers::Freed freed = heard.layers[Newest].freedBy({id});
    QCOMPARE(freed.mostBytes, isShared ? 0 : candidate->image.sizeBytes);
    cleanUp.remove(Newest, {id});
    QTRY_VERIFY_WITH_TIMEOUT(heard.outcomes.contains(Newest), BedImages::Patience);
    const CleanUpOutcome outcome = heard.outcomes[Newest];
    QVERIFY2(outcome.kept.empty(), qPrintable(outcome.kept.empty() ? QString() : outcome.kept[0].error.message));
    QFETCH(QStringList, removedNames);
    for (QString &name : removedNames)
        name = names[name];
    QCOMPARE(outcome.removedNames, removedNames);
    QVERIFY(outcome.deletedIds.contains(id));
    QCOMPARE(m_bed->idOf(Newest, id), QString());
}

//! What was not listed, and a list of a connection that ended.
void TestImageCleanUpServer::refuses()
{
    ImageCleanUp cleanUp(m_bed->workshop->daemons(), m_bed->folder.path());
    Heard heard(cleanUp);
    cleanUp.setSettings(m_bed->objects);
    cleanUp.remove(u"local"_s, {u"sha256:1"_s});
    QCOMPARE(heard.failures.take(u"local"_s).reason, u"ListIsOld"_s);
    cleanUp.list(u"local"_s, true);
    QTRY_VERIFY_WITH_TIMEOUT(heard.layers.contains(u"local"_s), BedImages::Patience);
    settings::Settings without = m_bed->objects;
    without.daemons.clear();
    m_bed->workshop->setSettings(without);
    QTRY_VERIFY_WITH_TIMEOUT(heard.failures.contains(u"local"_s), BedImages::Patience);
    QCOMPARE(heard.failures.take(u"local"_s).reason, u"NotConnected"_s);
    cleanUp.remove(u"local"_s, {});
    QCOMPARE(heard.failures.take(u"local"_s).reason, u"ListIsOld"_s);
    m_bed->workshop->setSettings(m_bed->objects);
}

QTEST_GUILESS_MAIN(TestImageCleanUpServer)
#include "tst_imagecleanup_server.moc"
