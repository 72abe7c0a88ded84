// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/imagejobs/imagecleanup.h"
#include "bedimages.h"

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
    void overAll();
    void recipesKeepTheirs();
    void refuses();

private:
    const QString Local = u"local"_s;
    const QString Remote = u"remote"_s;
    std::unique_ptr<BedImages> m_bed;
};

void TestImageCleanUpServer::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_bed = std::make_unique<BedImages>();
    settings::Settings more;
    more.daemons = {{.id = u"gone"_s, .name = u"gone"_s, .host = u"unix:///nowhere/docker.sock"_s}};
    const QString problem = m_bed->open(more);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
}

//! One image of each daemon goes; what a container took behind the list stays, with all its names; the third daemon
//! says why it lists nothing.
void TestImageCleanUpServer::overAll()
{
    const QString name = u"cleanup-%1/"_s.arg(m_bed->number);
    const QString here = m_bed->build(Local, name + u"here:1"_s);
    const QString there = m_bed->build(Remote, name + u"there:1"_s);
    const QString taken = m_bed->build(Remote, name + u"taken:1"_s);
    QVERIFY(!here.isEmpty() && !there.isEmpty() && !taken.isEmpty());
    QVERIFY(m_bed->tag(Remote, taken, name + u"taken"_s, u"2"_s));
    const QString held = m_bed->build(Local, name + u"held:1"_s);
    QVERIFY(!m_bed->createContainer(Local, held).isEmpty());

    ImageCleanUp cleanUp(m_bed->workshop->daemons(), m_bed->folder.path());
    Heard heard(cleanUp);
    cleanUp.setSettings(m_bed->objects);
    for (const QString &id : {Local, Remote, u"gone"_s})
        cleanUp.list(id, false);
    QTRY_COMPARE_WITH_TIMEOUT(heard.layers.size(), 2, BedImages::Patience);
    QVERIFY(heard.failures[u"gone"_s].message.contains("/nowhere/docker.sock"_L1));
    QVERIFY(heard.hasListed(Local, here) && heard.hasListed(Remote, there) && heard.hasListed(Remote, taken));
    QVERIFY(!heard.hasListed(Local, held));
    // Both are made from the same file and differ by a label alone.
    const docker::SharedLayers &layers = heard.layers[Remote];
    const auto both = layers.freedBy({there, taken});
    QCOMPARE(both.leastBytes, both.mostBytes);
    const auto candidates = heard.lists[Remote].candidates;
    const auto candidate = std::find_if(candidates.begin(), candidates.end(),
                                        [&there](const auto &each) { return each.image.id == there; });
    QVERIFY(both.mostBytes <= candidate->image.sizeBytes);

    const QString container = m_bed->createContainer(Remote, taken);
    QVERIFY(!container.isEmpty());
    cleanUp.remove(Local, {here});
    cleanUp.remove(Remote, {there, taken});
    QTRY_COMPARE_WITH_TIMEOUT(heard.outcomes.size(), 2, BedImages::Patience);
    const CleanUpOutcome local = heard.outcomes[Local];
    QCOMPARE(local.removedNames, QStringList{name + u"here:1"_s});
    QVERIFY(local.deletedIds.contains(here) && local.kept.empty() && !local.error);
    const CleanUpOutcome remote = heard.outcomes[Remote];
    QCOMPARE(remote.removedNames, QStringList{name + u"there:1"_s});
    QVERIFY(remote.deletedIds.contains(there));
    QCOMPARE(remote.kept.size(), 2u);
    for (const CleanUpOutcome::Kept &kept : remote.kept) {
        QCOMPARE(kept.imageId, taken);
        QCOMPARE(kept.error.reason, u"InUse"_s);
    }
    QCOMPARE(heard.progress[Remote], (QPair<int, int>{3, 3}));
    QCOMPARE(m_bed->idOf(Local, name + u"here:1"_s), QString());
    for (const QString &tag : {u"taken:1"_s, u"taken:2"_s})
        QCOMPARE(m_bed->idOf(Remote, name + tag), taken);
}

//! On any daemon, and also what became a recipe's behind the list.
void TestImageCleanUpServer::recipesKeepTheirs()
{
    const QString name = u"cleanup-%1/"_s.arg(m_bed->number);
    const QString base = m_bed->build(Remote, name + u"base:1"_s);
    const QString tagged = m_bed->build(Remote, name + u"exec:1"_s);
    const QString later = m_bed->build(Remote, name + u"later:1"_s);
    const QString other = m_bed->build(Remote, name + u"other:1"_s);
    settings::Settings objects = m_bed->objects;
    objects.baseImages = {{.id = u"exec"_s,
                           .name = u"exec"_s,
                           .from = name + u"base:1"_s,
                           .tag = name + u"exec:1"_s,
                           .daemon = {Local, {}}}};
    ImageCleanUp cleanUp(m_bed->workshop->daemons(), m_bed->folder.path());
    Heard heard(cleanUp);
    cleanUp.setSettings(objects);
    cleanUp.list(Remote, false);
    QTRY_VERIFY_WITH_TIMEOUT(heard.lists.contains(Remote), BedImages::Patience);
    QVERIFY(!heard.hasListed(Remote, base) && !heard.hasListed(Remote, tagged));
    QVERIFY(heard.hasListed(Remote, later) && heard.hasListed(Remote, other));
    QVERIFY(heard.lists[Remote].ours >= 2);
    objects.baseImages[0].from = name + u"later:1"_s;
    cleanUp.setSettings(objects);
    cleanUp.remove(Remote, {later, other});
    QTRY_VERIFY_WITH_TIMEOUT(heard.outcomes.contains(Remote), BedImages::Patience);
    QCOMPARE(heard.outcomes[Remote].removedNames, QStringList{name + u"other:1"_s});
    QCOMPARE(heard.outcomes[Remote].kept.size(), 1u);
    QCOMPARE(heard.outcomes[Remote].kept[0].imageId, later);
}

//! What was not listed, and a list of a connection that ended.
void TestImageCleanUpServer::refuses()
{
    ImageCleanUp cleanUp(m_bed->workshop->daemons(), m_bed->folder.path());
    Heard heard(cleanUp);
    cleanUp.setSettings(m_bed->objects);
    cleanUp.remove(Local, {u"sha256:1"_s});
    QCOMPARE(heard.failures.take(Local).reason, u"ListIsOld"_s);
    cleanUp.list(Local, true);
    QTRY_VERIFY_WITH_TIMEOUT(heard.layers.contains(Local), BedImages::Patience);
    settings::Settings without = m_bed->objects;
    without.daemons.clear();
    m_bed->workshop->setSettings(without);
    QTRY_VERIFY_WITH_TIMEOUT(heard.failures.contains(Local), BedImages::Patience);
    QCOMPARE(heard.failures.take(Local).reason, u"NotConnected"_s);
    cleanUp.remove(Local, {});
    QCOMPARE(heard.failures.take(Local).reason, u"ListIsOld"_s);
    m_bed->workshop->setSettings(m_bed->objects);
}

QTEST_GUILESS_MAIN(TestImageCleanUpServer)
#include "tst_imagecleanup_server.moc"
