// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/docker/buildprogress.h"
#include "backends/docker/jsonlines.h"
#include "tests/docker/recordings.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::docker;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;

using State = BuildStep::State;

namespace {

QString word(State state)
{
    static const QStringList words{u"waiting"_s, u"running"_s, u"done"_s, u"cached"_s, u"failed"_s, u"cancelled"_s};
    return words[int(state)];
}

QStringList told(const BuildSteps &steps)
{
    QStringList lines;
    for (const BuildStep &step : steps.all())
        lines << u"%1 %2 %3 @%4"_s.arg(step.id, step.name, word(step.state)).arg(step.line);
    return lines;
}

//! What a run of lines came to, \p log with it.
struct Run
{
    explicit Run(const std::vector<BuildInstruction> &instructions = {})
        : progress{BuildInstructions(instructions)}
    {
    }

    void feed(QByteArrayView bytes)
    {
        std::ignore = lines.feed(bytes, [this](QByteArrayView line) {
            const auto change = progress.apply(line, now += 1'000);
            if (!change) {
                log += "! " + change.error().reason.toLatin1();
                return false;
            }
            log += change->log;
            return true;
        });
    }
    void say(const QByteArray &stream) { feed("{\"stream\":\"" + stream + "\"}\n"); }

    BuildProgress progress;
    JsonLines lines;
    QByteArray log;
    std::int64_t now = 0;
};

const std::vector<BuildInstruction> Failing{{u"FROM scratch AS one"_s, 1},
                                            {u"COPY busybox /bin/busybox"_s, 2},
                                            {u"RUN [\"/bin/busybox\"]"_s, 4},
                                            {u"LABEL a=b"_s, 5}};

} // namespace

class TestBuildProgress : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void recordings_data();
    void recordings();
    void cutAnywhere_data();
    void cutAnywhere();
    void log();
    void times();
    void failure();
    void failureWithoutStep();
    void pull();
    void commandsThatImitate();
    void triggers();
    void podman();
    void cancelled();
    void badLines_data();
    void badLines();
    void logBounds();
};

void TestBuildProgress::recordings_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("steps");
    QTest::addColumn<QString>("image");
    QTest::newRow("classic") << u"build-classic.jsonl"_s
                             << QStringList{u"1/4 FROM scratch done @0"_s, u"2/4 COPY busybox /bin/busybox done @0"_s,
                                            u"3/4 RUN [\"/bin/busybox\",\"echo\",\"hello\"] done @0"_s,
                                            u"4/4 LABEL a=b done @0"_s}
                             << u"sha256:f34e211e51a4b9aa3a4195401a6ebae7be3794d9ca5005f2b27df372c4a325c5"_s;
    QTest::newRow("cached") << u"build-cached.jsonl"_s
                            << QStringList{u"1/4 FROM scratch done @0"_s, u"2/4 COPY busybox /bin/busybox cached @0"_s,
                                           u"3/4 RUN [\"/bin/busybox\",\"echo\",\"hello\"] cached @0"_s,
                                           u"4/4 LABEL a=b cached @0"_s}
                            << u"sha256:f34e211e51a4b9aa3a4195401a6ebae7be3794d9ca5005f2b27df372c4a325c5"_s;
    QTest::newRow("stages") << u"build-stages.jsonl"_s
                            << QStringList{u"1/6 ARG V=1 done @0"_s,
                                           u"2/6 FROM scratch AS one done @0"_s,
                                           u"3/6 COPY busybox /bin/busybox cached @0"_s,
                                           u"4/6 FROM scratch done @0"_s,
                                           u"5/6 COPY --from=one /bin/busybox /b done @0"_s,
                                           u"6/6 ONBUILD RUN x done @0"_s}
                            << u"sha256:701addfd321d9c809e82c75816c3cf507a02e75f1b9e4643052fe15ef34a0205"_s;
    QTest::newRow("pull") << u"build-pull.jsonl"_s
                          << QStringList{u"1/2 FROM 10.99.0.1:5000/priv/p:1 done @0"_s,
                                         u"2/2 COPY busybox /b2 done @0"_s}
                          << u"sha256:cacd74b332e149418819bb720073a7a0f2a59f1dcbceaa97d6bfb8b4449b3ac7"_s;
}

void TestBuildProgress::recordings()
{
    QFETCH(QString, name);
    Run run;
    run.feed(recording(name));
    run.progress.finish(1);
    QTEST(told(run.progress.steps()), "steps");
    QTEST(run.progress.imageId(), "image");
    QVERIFY(!run.progress.failure());
    QCOMPARE(run.progress.failedLine(), 0);
}

void TestBuildProgress::cutAnywhere_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("classic") << recording(u"build-failed.jsonl"_s);
    QTest::newRow("pull") << recording(u"build-pull.jsonl"_s);
    const QByteArray trace = recording(u"build-buildkit-failed.jsonl"_s);
    QTest::newRow("BuildKit") << trace.mid(trace.indexOf('\n', trace.size() - 2'300) + 1);
}

void TestBuildProgress::cutAnywhere()
{
    QFETCH(QByteArray, bytes);
    const auto run = [&](qsizetype cut) {
        Run run(Failing);
        inTwoPieces(bytes, cut, [&](QByteArrayView piece) { run.feed(piece); });
        return told(run.progress.steps()).join(u'\n') + QString::fromUtf8(run.log) + run.progress.imageId();
    };
    const QString whole = run(bytes.size());
    for (qsizetype cut = 0; cut < bytes.size(); ++cut)
        QCOMPARE(run(cut), whole);
}

void TestBuildProgress::log()
{
    Run run;
    run.feed(recording(u"build-classic.jsonl"_s));
    QVERIFY(run.log.startsWith("Step 1/4 : FROM scratch\n ---> \nStep 2/4 : COPY busybox /bin/busybox\n"
                               " ---> 5b656a20be21\nStep 3/4 : RUN [\"/bin/busybox\",\"echo\",\"hello\"]\n"));
    QVERIFY(run.log.endsWith("Successfully built f34e211e51a4\nSuccessfully tagged rec:1\n"));
    QCOMPARE(run.progress.steps().logOf(u"2/4"_s), QByteArray("Step 2/4 : COPY busybox /bin/busybox\n"
                                                              " ---> 5b656a20be21\n"));
    QVERIFY(run.progress.steps().logOf(u"3/4"_s).contains("\nhello\n"));
    QCOMPARE(run.progress.steps().logOf(u"5/4"_s), QByteArray());
}

void TestBuildProgress::times()
{
    Run run;
    run.say("Step 1/2 : FROM scratch"); // at 1,000, each a second later
    run.say("\\n");
    run.say(" ---> \\n");
    run.say("Step 2/2 : LABEL a=b");
    const std::vector<BuildStep> &steps = run.progress.steps().all();
    QCOMPARE(steps[0].startedMs, 1'000);
    QCOMPARE(steps[0].endedMs, 3'000);
    QCOMPARE(steps[1].startedMs, 4'000);
    QCOMPARE(steps[1].endedMs, 0);
    run.progress.finish(9'000);
    QCOMPARE(run.progress.steps().all()[1].endedMs, 9'000);
}

void TestBuildProgress::failure()
{
    Run run(Failing);
    run.feed(recording(u"build-failed.jsonl"_s));
    run.progress.finish(1);
    QCOMPARE(told(run.progress.steps()),
             (QStringList{u"1/4 FROM scratch AS one done @1"_s, u"2/4 COPY busybox /bin/busybox cached @2"_s,
                          u"3/4 RUN [\"/bin/busybox\",\"sh\",\"-c\",\"echo to-err >&2; exit 7\"] failed @4"_s,
                          u"4/4 LABEL a=b waiting @5"_s}));
    QVERIFY(run.progress.failure());
    QCOMPARE(run.progress.failure()->code, 7);
    QVERIFY(run.progress.failure()->message.endsWith("returned a non-zero code: 7"_L1));
    QCOMPARE(run.progress.steps().all()[2].error, run.progress.failure()->message);
    QCOMPARE(run.progress.failedLine(), 4);
    QVERIFY(run.log.contains("\033[91mto-err\n\033[0m"));
    QVERIFY(run.log.endsWith("returned a non-zero code: 7\n"));
    QVERIFY(run.progress.imageId().isEmpty());
}

void TestBuildProgress::failureWithoutStep()
{
    Run run;
    run.feed("{\"errorDetail\":{\"message\":\"dockerfile parse error line 12: unknown instruction: FRAM\"}}\n");
    QVERIFY(run.progress.steps().isEmpty());
    QCOMPARE(run.progress.failedLine(), 12);
}

void TestBuildProgress::pull()
{
    Run run;
    run.feed(recording(u"build-pull.jsonl"_s));
    const std::vector<LayerProgress> &layers = run.progress.transfer().layers();
    QCOMPARE(layers.size(), 1u);
    QCOMPARE(layers[0].id, u"ec84b64a9952"_s);
    QCOMPARE(int(layers[0].state), int(LayerProgress::State::Done));
    QCOMPARE(layers[0].totalBytes, 1'064'344);
    QVERIFY(run.log.contains("1: Pulling from priv/p\n"));
    QVERIFY(!run.log.contains("Downloading"));
}

//! A command may write what the builder writes.
void TestBuildProgress::commandsThatImitate()
{
    Run run;
    run.say("Step 1/3 : FROM scratch");
    run.say(" ---> \\n");
    run.say("Step 2/3 : RUN x");
    run.say(" ---> Running in 0123456789ab\\n");
    run.say(" ---> Using cache\\n");
    run.say("Step 1/3 : FROM scratch\\n");
    run.say("Step 3/9 : RUN y\\n");
    run.say("Step 2/3 : RUN y\\n");
    run.say(" ---> Running in 9999456789ab\\n");
    run.say("Removing intermediate container 9999456789ab\\n");
    QCOMPARE(told(run.progress.steps()), (QStringList{u"1/3 FROM scratch done @0"_s, u"2/3 RUN x running @0"_s}));
    run.say("Removing intermediate container 0123456789ab\\n");
    run.say(" ---> 0bc51ce6679a\\n");
    QCOMPARE(told(run.progress.steps()).last(), u"2/3 RUN x done @0"_s);
    run.say("Step 99999999999/3 : x\\n");
    run.say("Step x/3 : x\\n");
    run.say("Step 0/3 : x\\n");
    QCOMPARE(run.progress.steps().all().size(), 2u);
}

//! What the base image wants done runs within the step of its FROM.
void TestBuildProgress::triggers()
{
    Run run;
    run.say("Step 1/2 : FROM base");
    run.say("\\n# Executing 1 build trigger\\n");
    run.say(" ---> 0bc51ce6679a\\n");
    run.say(" ---> Running in 0123456789ab\\n");
    QCOMPARE(told(run.progress.steps()).first(), u"1/2 FROM base running @0"_s);
    run.feed("{\"errorDetail\":{\"code\":1,\"message\":\"x returned a non-zero code: 1\"}}\n");
    QCOMPARE(told(run.progress.steps()).first(), u"1/2 FROM base failed @0"_s);
}

void TestBuildProgress::podman()
{
    Run run;
    run.say("STEP 1/2: FROM scratch\\n");
    run.say("STEP 2/2: COPY a b\\n");
    run.say("--> Using cache 5b656a20be2149a026df13ef403d9eabbb443f3eb620e522fee5eb7ef433a9db\\n");
    run.progress.finish(1);
    QCOMPARE(told(run.progress.steps()), (QStringList{u"1/2 FROM scratch done @0"_s, u"2/2 COPY a b cached @0"_s}));
}

void TestBuildProgress::cancelled()
{
    Run run(Failing);
    run.say("Step 1/4 : FROM scratch AS one");
    run.progress.cancel(5'000);
    QCOMPARE(told(run.progress.steps()).first(), u"1/4 FROM scratch AS one cancelled @1"_s);
    QCOMPARE(told(run.progress.steps()).last(), u"4/4 LABEL a=b waiting @5"_s);
    QCOMPARE(run.progress.steps().all().front().endedMs, 5'000);
}

void TestBuildProgress::badLines_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("reason");
    QTest::newRow("no JSON") << QByteArray("oops") << u"BadJson"_s;
    QTest::newRow("no Protobuf") << QByteArray(R"({"id":"moby.buildkit.trace","aux":"/////w=="})") << u"BadProtobuf"_s;
}

void TestBuildProgress::badLines()
{
    QFETCH(QByteArray, line);
    BuildProgress progress;
    const auto change = progress.apply(line, 1);
    QVERIFY(!change);
    QCOMPARE(toString(change.error().kind), u"Malformed"_s);
    QTEST(change.error().reason, "reason");
}

void TestBuildProgress::logBounds()
{
    BuildSteps steps;
    const QByteArray line = QByteArray(1'000, 'x') + '\n';
    for (int i = 0; i < 3'000; ++i) {
        const QString id = QString::number(i);
        BuildStep *step = steps.step(id);
        QCOMPARE(step != nullptr, i < 2'000);
        for (int j = 0; j < (i < 300 ? 80 : 1); ++j)
            steps.log(id, line);
    }
    QCOMPARE(steps.all().size(), 2'000u);
    QCOMPARE(steps.logOf(u"0"_s), QByteArray()); // gone for the newer ones
    const QByteArray last = steps.logOf(u"299"_s);
    QVERIFY(last.size() > 60'000 && last.size() <= 64 << 10);
    QVERIFY(last.startsWith('x') && last.endsWith("x\n"));
    QVERIFY(last.size() % line.size() == 0); // whole lines
    steps.log(u"1999"_s, QByteArray(1 << 20, 'y'));
    QVERIFY(steps.logOf(u"1999"_s).size() <= 64 << 10);
}

QTEST_GUILESS_MAIN(TestBuildProgress)
#include "tst_buildprogress.moc"
