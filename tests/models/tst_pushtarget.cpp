// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dockerdata.h"
#include "models/docker/pushtarget.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;

class TestPushTarget : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void prefills_data()
    {
        QTest::addColumn<QString>("reference");
        QTest::addColumn<int>("registry");
        QTest::addColumn<QString>("target");
        const auto row = [](const char *name, const QString &reference, int registry, const QString &target) {
            QTest::newRow(name) << reference << registry << target;
        };
        row("of nowhere: the first", u"app:1.2"_s, 0, u"registry.example:5000/team/images/app:1.2"_s);
        row("in folders", u"web/app:1.2"_s, 0, u"registry.example:5000/team/images/web/app:1.2"_s);
        row("without a tag", u"app"_s, 0, u"registry.example:5000/team/images/app:latest"_s);
        row("by digest", u"app@sha256:1"_s, 0, u"registry.example:5000/team/images/app:latest"_s);
        row("of that registry already", u"registry.example:5000/team/images/app:1"_s, 0,
            u"registry.example:5000/team/images/app:1"_s);
        row("of another of ours", u"10.0.0.9:5000/app:1"_s, 1, u"10.0.0.9:5000/app:1"_s);
        row("of somebody else's", u"quay.example.org/team/app:1"_s, 0,
            u"registry.example:5000/team/images/team/app:1"_s);
    }
    void prefills()
    {
        QFETCH(QString, reference);
        const auto registries = dockerSettings().registries;
        const int place = registryFor(reference, registries);
        QTEST(place, "registry");
        QTEST(pushTargetIn(registries[std::size_t(place)], reference).text(), "target");
        QCOMPARE(registryFor(reference, {}), -1);
    }

    void checks_data()
    {
        QTest::addColumn<QString>("repository");
        QTest::addColumn<QString>("tag");
        QTest::addColumn<bool>("isRepositoryRight");
        QTest::addColumn<bool>("isTagRight");
        QTest::newRow("right") << u"team/app"_s << u"1.2_a-b"_s << true << true;
        QTest::newRow("no repository") << QString() << u"1"_s << false << true;
        QTest::newRow("no tag") << u"a"_s << QString() << true << false;
        QTest::newRow("capitals") << u"Team/app"_s << u"V1"_s << false << true;
        QTest::newRow("blank") << u"a b"_s << u"1 2"_s << false << false;
        QTest::newRow("tag in the repository") << u"app:1"_s << u"1"_s << false << true;
        QTest::newRow("digest as tag") << u"app"_s << u"1@sha256:%1"_s.arg(QString(64, u'a')) << true << false;
        QTest::newRow("tag too long") << u"app"_s << QString(129, u'1') << true << false;
        QTest::newRow("slash at the end") << u"app/"_s << u"1"_s << false << true;
        QTest::newRow("markup") << u"<b>"_s << u"<b>"_s << false << false;
    }
    void checks()
    {
        QFETCH(QString, repository);
        QFETCH(QString, tag);
        const PushTargetCheck check = checkPushTarget({u"registry.example:5000"_s, repository, tag});
        QTEST(check.repository.isEmpty(), "isRepositoryRight");
        QTEST(check.tag.isEmpty(), "isTagRight");
    }

    void reads_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("target"); // empty: refused
        QTest::newRow("whole") << u"r.example/team/app:1"_s << u"r.example/team/app:1"_s;
        QTest::newRow("as docker reads it") << u"busybox"_s << u"docker.io/library/busybox:latest"_s;
        QTest::newRow("digest") << u"r.example/a@sha256:%1"_s.arg(QString(64, u'a')) << QString();
        QTest::newRow("no name") << u"Not a name"_s << QString();
        QTest::newRow("nothing") << QString() << QString();
    }
    void reads()
    {
        QFETCH(QString, text);
        QString problem;
        const auto target = readPushTarget(text, problem);
        QCOMPARE(problem.isEmpty(), target.has_value());
        QTEST(target ? target->text() : QString(), "target");
    }

    void tellsWhatIsThere_data()
    {
        using Found = Result<std::optional<QString>>;
        QTest::addColumn<Found>("found");
        QTest::addColumn<QString>("says");
        QTest::addColumn<bool>("warns");
        const QString digest = u"sha256:"_s + QString(64, u'a');
        QTest::newRow("nothing") << Found(std::optional<QString>()) << u"no such tag yet"_s << false;
        QTest::newRow("another image") << Found(u"sha256:"_s + QString(64, u'b'))
                                       << u"there already (bbbbbbbbbbbb): the push replaces"_s << true;
        QTest::newRow("which the registry does not say") << Found(QString()) << u"there already: the push"_s << true;
        QTest::newRow("this image") << Found(digest) << u"just this image"_s << false;
        QTest::newRow("not known") << Found(tl::unexpected(
                                          ApiError{.kind = ApiError::Kind::Unauthorized, .message = u"no <b>"_s}))
                                   << u"no <b>"_s << false;
    }
    void tellsWhatIsThere()
    {
        QFETCH(Result<std::optional<QString>>, found);
        QFETCH(QString, says);
        QFETCH(bool, warns);
        const QStringList ours{u"r.example/app@sha256:"_s + QString(64, u'a')};
        const TargetText text = targetText(u"r.example/app:1"_s, found, ours);
        QVERIFY2(text.text.contains(says), qPrintable(text.text));
        QCOMPARE(text.severity == Severity::Warning, warns);
    }
};

QTEST_GUILESS_MAIN(TestPushTarget)
#include "tst_pushtarget.moc"
