// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/imagejobs/targetlook.h"
#include "bedimages.h"

#include <QRegularExpression>

using namespace fairlead;
using namespace fairlead::imagejobs;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;

namespace {

//! What a workshop told of its one job.
struct Heard : QObject
{
    explicit Heard(Workshop &workshop)
    {
        connect(&workshop, &Workshop::jobAdded, this, [this](const JobInfo &added) { job = added; });
        connect(&workshop, &Workshop::jobEnded, this,
                [this](const QString &, const JobResult &ended) { result = ended; });
        connect(&workshop, &Workshop::jobLogged, this,
                [this](const QString &, const QByteArray &text, bool) { log += text; });
        connect(&workshop, &Workshop::jobLayers, this,
                [this](const QString &, const std::vector<docker::LayerProgress> &all) { layers = all; });
    }

    JobInfo job;
    std::optional<JobResult> result;
    QByteArray log;
    std::vector<docker::LayerProgress> layers;
};

} // namespace

//! An image that is no recipe's, from the bed's daemons into its registries.
class TestImagePushServer : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_bed->close(); }
    void pushes_data();
    void pushes();
    void pulls_data();
    void pulls();
    void leavesNamesThatWereThere_data() { engines(); }
    void leavesNamesThatWereThere();
    void givesNamesBack_data() { engines(); }
    void givesNamesBack();
    void keepsTheLastName_data() { engines(); }
    void keepsTheLastName();
    void fails_data();
    void fails();
    void cancels();

private:
    const QString Local = u"local"_s;
    static void engines()
    {
        QTest::addColumn<QString>("daemonId");
        QTest::newRow("local") << u"local"_s;
        QTest::newRow("newest") << u"newest"_s;
    }
    QString target(const QString &registryId, const QString &rest) const
    {
        return m_bed->host(registryId) + u"/bedimages-%1/"_s.arg(m_bed->number) + rest;
    }
    //! What the registry has there, by a look at it.
    std::optional<QString> digestOf(const QString &registryId, const QString &target)
    {
        TargetLook look(m_bed->workshop->registries());
        std::optional<Result<std::optional<QString>>> answer;
        connect(&look, &TargetLook::found, this,
                [&](const QString &, const Result<std::optional<QString>> &found) { answer = found; });
        look.look(registryId, target);
        if (!QTest::qWaitFor([&] { return answer.has_value(); }, BedImages::Patience) || !*answer)
            return u"no answer"_s;
        return **answer;
    }

    std::unique_ptr<BedImages> m_bed;
};

void TestImagePushServer::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_bed = std::make_unique<BedImages>();
    const QString problem = m_bed->open({.daemons = {BedServers::newest()}});
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
}

void TestImagePushServer::pushes_data()
{
    QTest::addColumn<QString>("daemonId");
    QTest::addColumn<QString>("registryId");
    QTest::addColumn<bool>("isNamed"); // the registry, else its host alone
    QTest::newRow("basic authentication") << u"local"_s << u"basic"_s << true;
    QTest::newRow("a token, over TLS") << u"remote"_s << u"token"_s << true;
    QTest::newRow("by the reference alone") << u"local"_s << u"token"_s << false;
    QTest::newRow("the newest engine") << u"newest"_s << u"basic"_s << true;
    QTest::newRow("the newest engine, a token") << u"newest"_s << u"token"_s << true;
}

void TestImagePushServer::pushes()
{
    QFETCH(QString, daemonId);
    QFETCH(QString, registryId);
    QFETCH(bool, isNamed);
    const QString name = u"push-%1/app:1"_s.arg(m_bed->number);
    const QString there = target(registryId, u"app:2"_s);
    const QString id = m_bed->build(daemonId, name);
    QVERIFY(!id.isEmpty());
    QCOMPARE(digestOf(registryId, there), std::optional<QString>());
    Heard heard(*m_bed->workshop);
    m_bed->workshop->pushImage(
        {.image = name, .daemonId = daemonId, .target = there, .registryId = isNamed ? registryId : QString()});
    QTRY_VERIFY_WITH_TIMEOUT(heard.result, BedImages::Patience);
    QVERIFY2(heard.result->isWell(), qPrintable(heard.result->text));
    QCOMPARE(heard.job.title, name);
    QCOMPARE(heard.job.image, there);
    QVERIFY(heard.log.contains("Verified"));
    QCOMPARE(heard.layers.size(), 1u);
    QVERIFY(heard.layers.front().hasEnded());
    QCOMPARE(digestOf(registryId, there), std::optional(heard.result->digest));
    // The daemon is as it was.
    QCOMPARE(m_bed->idOf(daemonId, there), QString());
    QCOMPARE(m_bed->idOf(daemonId, name), id);
    QVERIFY(heard.log.contains("taken away"));
}

void TestImagePushServer::pulls_data()
{
    QTest::addColumn<QString>("daemonId");
    QTest::addColumn<QString>("registryId");
    QTest::newRow("basic authentication") << u"local"_s << u"basic"_s;
    QTest::newRow("a token, over TLS") << u"remote"_s << u"token"_s;
    QTest::newRow("the newest engine") << u"newest"_s << u"basic"_s;
}

//! What was pushed comes back, and the registry is asked whether it is that.
void TestImagePushServer::pulls()
{
    QFETCH(QString, daemonId);
    QFETCH(QString, registryId);
    const QString there = target(registryId, u"pulled:1"_s);
    const auto pull = [&](JobResult::Kind kind, const QString &digest) {
        Heard heard(*m_bed->workshop);
        m_bed->workshop->pull(there, daemonId);
        QTRY_VERIFY_WITH_TIMEOUT(heard.result, BedImages::Patience);
        QVERIFY2(heard.result->kind == kind, qPrintable(heard.result->text));
        QCOMPARE(heard.result->digest, digest);
        QVERIFY2(heard.log.contains("Verified: the registry has " + digest.toLatin1()), heard.log.constData());
        QVERIFY2(heard.log.contains("login of "), heard.log.constData());
    };
    QString digest;
    {
        const QString name = u"pull-%1/app:1"_s.arg(m_bed->number);
        QVERIFY(!m_bed->build(daemonId, name).isEmpty());
        Heard heard(*m_bed->workshop);
        m_bed->workshop->pushImage({.image = name, .daemonId = daemonId, .target = there, .registryId = registryId});
        QTRY_VERIFY_WITH_TIMEOUT(heard.result && heard.result->isWell(), BedImages::Patience);
        digest = heard.result->digest;
        QVERIFY(m_bed->removeImage(daemonId, name));
    }
    pull(JobResult::Kind::Done, digest);
    QVERIFY(!m_bed->idOf(daemonId, there).isEmpty());
    pull(JobResult::Kind::UpToDate, digest);
    QVERIFY(m_bed->removeImage(daemonId, there));
}

void TestImagePushServer::leavesNamesThatWereThere()
{
    QFETCH(QString, daemonId);
    const QString there = target(u"basic"_s, u"named:1"_s);
    const QString id = m_bed->build(daemonId, there);
    Heard heard(*m_bed->workshop);
    m_bed->workshop->pushImage({.image = there, .daemonId = daemonId, .target = there, .registryId = u"basic"_s});
    QTRY_VERIFY_WITH_TIMEOUT(heard.result, BedImages::Patience);
    QVERIFY2(heard.result->isWell(), qPrintable(heard.result->text));
    QCOMPARE(m_bed->idOf(daemonId, there), id);
}

void TestImagePushServer::givesNamesBack()
{
    QFETCH(QString, daemonId);
    const QString there = target(u"basic"_s, u"moved:1"_s);
    const QString former = m_bed->build(daemonId, there);
    const QString name = u"push-%1/moved:2"_s.arg(m_bed->number);
    const QString id = m_bed->build(daemonId, name);
    Heard heard(*m_bed->workshop);
    m_bed->workshop->pushImage({.image = name, .daemonId = daemonId, .target = there, .registryId = u"basic"_s});
    QTRY_VERIFY_WITH_TIMEOUT(heard.result, BedImages::Patience);
    QVERIFY2(heard.result->isWell(), qPrintable(heard.result->text));
    QCOMPARE(m_bed->idOf(daemonId, there), former);
    QCOMPARE(m_bed->idOf(daemonId, name), id);
}

//! An image without a name would go with the one that it got.
void TestImagePushServer::keepsTheLastName()
{
    QFETCH(QString, daemonId);
    const QString name = u"push-%1/last:1"_s.arg(m_bed->number);
    const QString id = m_bed->build(daemonId, name);
    QVERIFY(!m_bed->build(daemonId, name).isEmpty()); // takes the name
    const QString there = target(u"basic"_s, u"last:1"_s);
    Heard heard(*m_bed->workshop);
    m_bed->workshop->pushImage({.image = id, .daemonId = daemonId, .target = there, .registryId = u"basic"_s});
    QTRY_VERIFY_WITH_TIMEOUT(heard.result, BedImages::Patience);
    QVERIFY2(heard.result->isWell(), qPrintable(heard.result->text));
    QCOMPARE(m_bed->idOf(daemonId, there), id);
    QVERIFY(heard.log.contains("stays on the daemon"));
}

void TestImagePushServer::fails_data()
{
    QTest::addColumn<QString>("image");
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("registryId");
    QTest::addColumn<QString>("says");
    QTest::newRow("no such image") << u"nobody/has:this"_s << QString() << u"basic"_s << u"nobody/has:this"_s;
    QTest::newRow("no name") << QString() << u"Not a name"_s << u"basic"_s << u"Not a name"_s;
    QTest::newRow("a digest") << QString() << u"h.example/a@sha256:%1"_s.arg(QString(64, u'a')) << u"basic"_s
                              << u"not to a digest"_s;
    QTest::newRow("no such registry") << QString() << QString() << u"gone"_s << u"not in the settings any more"_s;
    QTest::newRow("a registry that is not there") << QString() << u"10.99.0.1:9/a:1"_s << QString() << QString();
}

//! And nothing stays on the daemon.
void TestImagePushServer::fails()
{
    QFETCH(QString, image);
    QFETCH(QString, target);
    QFETCH(QString, registryId);
    QFETCH(QString, says);
    const QString name = u"push-%1/app:1"_s.arg(m_bed->number);
    if (image.isEmpty()) {
        QVERIFY(!m_bed->build(Local, name).isEmpty());
        image = name;
    }
    if (target.isEmpty())
        target = this->target(u"basic"_s, u"app:1"_s);
    Heard heard(*m_bed->workshop);
    m_bed->workshop->pushImage({.image = image, .daemonId = Local, .target = target, .registryId = registryId});
    QTRY_VERIFY_WITH_TIMEOUT(heard.result, BedImages::Patience);
    QVERIFY2(heard.result->kind == JobResult::Kind::Failed, heard.log);
    QVERIFY2(heard.result->text.contains(says), qPrintable(heard.result->text));
    const auto images = BedImages::ask<std::vector<docker::Image>>(
        [this](auto *c, auto done) { m_bed->client(Local).listImages(c, done); });
    QVERIFY(images);
    for (const docker::Image &each : *images)
        QVERIFY(!each.repoTags.contains(target));
}

//! Before it begins, while the daemon gives the name, and while it pushes: the name is gone behind each.
void TestImagePushServer::cancels()
{
    const QString name = u"push-%1/app:1"_s.arg(m_bed->number);
    QVERIFY(!m_bed->build(Local, name).isEmpty());
    const QString there = target(u"token"_s, u"cancelled:1"_s);
    for (const QByteArray &at : {QByteArray(), QByteArray("login of "), QByteArray("Pushing")}) {
        Heard heard(*m_bed->workshop);
        m_bed->workshop->pushImage({.image = name, .daemonId = Local, .target = there, .registryId = u"token"_s});
        if (!at.isEmpty())
            QTRY_VERIFY_WITH_TIMEOUT(heard.log.contains(at) || heard.result, BedImages::Patience);
        m_bed->workshop->cancel(heard.job.id);
        QTRY_VERIFY_WITH_TIMEOUT(heard.result && m_bed->workshop->isIdle(), BedImages::Patience);
        if (at.isEmpty())
            QVERIFY(heard.result->kind == JobResult::Kind::Cancelled);
        QCOMPARE(m_bed->idOf(Local, there), QString());
    }
}

QTEST_GUILESS_MAIN(TestImagePushServer)
#include "tst_imagepush_server.moc"
