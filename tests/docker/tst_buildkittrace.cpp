// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/docker/buildkittrace.h"
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

QStringList told(const BuildSteps &steps)
{
    static const QStringList words{u"waiting"_s, u"running"_s, u"done"_s, u"cached"_s, u"failed"_s, u"cancelled"_s};
    QStringList lines;
    for (const BuildStep &step : steps.all()) {
        lines << u"%1%2/%3 %4 %5 @%6"_s.arg(step.stage.isEmpty() ? QString() : step.stage + u' ')
                     .arg(step.number)
                     .arg(step.total)
                     .arg(step.name, words[int(step.state)])
                     .arg(step.line);
    }
    return lines;
}

struct Run
{
    Run(const QString &name, const std::vector<BuildInstruction> &instructions = {})
        : progress{BuildInstructions(instructions)}
    {
        JsonLines lines;
        std::ignore = lines.feed(recording(name), [this](QByteArrayView line) {
            log += progress.apply(line, 1).value().log;
            return true;
        });
    }

    BuildProgress progress;
    QByteArray log;
};

SolveStatus::Vertex vertex(const QString &digest, std::int64_t startedMs, std::int64_t completedMs,
                           const QString &error = {})
{
    return {.digest = digest,
            .name = u"[1/2] RUN "_s + digest,
            .startedMs = startedMs,
            .completedMs = completedMs,
            .error = error};
}

//! A field of Protobuf that holds bytes.
QByteArray field(int number, const QByteArray &content)
{
    QByteArray bytes(1, char(number << 3 | 2));
    qsizetype size = content.size();
    for (; size > 127; size >>= 7)
        bytes += char((size & 127) | 128);
    return bytes + char(size) + content;
}

QByteArray number(int field, int value)
{
    return QByteArray(1, char(field << 3)) + char(value);
}

} // namespace

class TestBuildKitTrace : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void builds();
    void cached();
    void fails();
    void stages();
    void rawJson();
    void badRawJson();
    void protobuf();
    void protobufCutAnywhere();
    void wrongTypes();
    void states_data();
    void states();
    void amounts();
    void severalAtOnce();
    void names_data();
    void names();
    void lines_data();
    void lines();
};

void TestBuildKitTrace::builds()
{
    const Run run(u"build-buildkit.jsonl"_s, {{u"FROM scratch"_s, 1},
                                              {u"COPY busybox /bin/busybox"_s, 3},
                                              {u"RUN [\"/bin/busybox\",\"echo\",\"hello\"]"_s, 4}});
    QCOMPARE(
        told(run.progress.steps()),
        (QStringList{u"0/0 [internal] load remote build context done @0"_s, u"0/0 copy /context / done @0"_s,
                     u"1/2 COPY busybox /bin/busybox done @3"_s,
                     u"2/2 RUN [\"/bin/busybox\",\"echo\",\"hello\"] done @4"_s, u"0/0 exporting to image done @0"_s}));
    const BuildStep &step = run.progress.steps().all()[3];
    QVERIFY(step.id.startsWith("sha256:06e5a147"_L1));
    QCOMPARE(step.startedMs, 1'795'356'257'922); // 2026-11-22T14:04:17.922Z
    QCOMPARE(step.endedMs, 1'795'356'258'221);
    QCOMPARE(run.progress.steps().logOf(step.id), QByteArray("hello\n"));
    QVERIFY(run.log.startsWith("#1 [internal] load remote build context\n#1 DONE 0.1s\n\n#2 copy /context /\n"));
    QVERIFY2(run.log.contains("\n#4 [2/2] RUN [\"/bin/busybox\",\"echo\",\"hello\"]\n#4 hello\n#4 DONE 0.3s\n"),
             run.log.constData());
    QVERIFY(run.log.endsWith("Successfully tagged rec:4\n"));
    QVERIFY(isDigest(run.progress.imageId()));
}

void TestBuildKitTrace::cached()
{
    const Run run(u"build-buildkit-cached.jsonl"_s);
    const QStringList steps = told(run.progress.steps());
    QCOMPARE(steps[2], u"1/2 COPY busybox /bin/busybox cached @0"_s);
    QCOMPARE(steps[3], u"2/2 RUN [\"/bin/busybox\",\"echo\",\"hello\"] cached @0"_s);
    QVERIFY(run.log.contains("#3 [1/2] COPY busybox /bin/busybox\n\n#4 [2/2]"));
    QVERIFY(run.log.contains("#3 CACHED\n"));
    QCOMPARE(run.progress.imageId(), u"sha256:52ba76efcdecdc62a2bff75c644356aa15d62a3fb6017f363802170f2b9f7a5b"_s);
}

void TestBuildKitTrace::fails()
{
    const Run run(u"build-buildkit-failed.jsonl"_s,
                  {{u"FROM scratch AS one"_s, 1},
                   {u"COPY busybox /bin/busybox"_s, 2},
                   {u"RUN [\"/bin/busybox\",\"sh\",\"-c\",\"echo to-err >&2; exit 7\"]"_s, 5}});
    QCOMPARE(told(run.progress.steps()).last(),
             u"2/2 RUN [\"/bin/busybox\",\"sh\",\"-c\",\"echo to-err >&2; exit 7\"] failed @5"_s);
    QCOMPARE(run.progress.steps().all().back().error,
             u"executor failed running [/bin/busybox sh -c echo to-err >&2; exit 7]: exit code: 7"_s);
    QVERIFY(run.progress.failure());
    QCOMPARE(run.progress.failedLine(), 5);
    QVERIFY(run.log.contains("#4 to-err\n#4 ERROR: executor failed running"));
}

void TestBuildKitTrace::stages()
{
    const Run run(u"build-buildkit-stages.jsonl"_s, {{u"ARG V=1"_s, 1},
                                                     {u"FROM scratch AS one"_s, 2},
                                                     {u"COPY busybox /bin/busybox"_s, 3},
                                                     {u"ENV A=b"_s, 4},
                                                     {u"RUN [\"/bin/busybox\",\"true\"]"_s, 5},
                                                     {u"FROM scratch"_s, 6},
                                                     {u"COPY --from=one /bin/busybox /b"_s, 7},
                                                     {u"WORKDIR /x"_s, 8}});
    QCOMPARE(told(run.progress.steps()).mid(2, 4),
             (QStringList{
                 u"one 1/2 COPY busybox /bin/busybox done @3"_s, u"one 2/2 RUN [\"/bin/busybox\",\"true\"] done @5"_s,
                 u"stage-1 1/2 COPY --from=one /bin/busybox /b done @7"_s, u"stage-1 2/2 WORKDIR /x done @8"_s}));
}

//! As docker buildx 0.12 writes it.
void TestBuildKitTrace::rawJson()
{
    const QByteArrayList lines{
        R"({"vertexes":[{"digest":"sha256:aa","name":"[1/1] RUN make","started":"2026-11-22T14:04:17.922785876Z"}]})",
        R"({"statuses":[{"id":"transferring context:","vertex":"sha256:aa","current":12,"total":48,"timestamp":"2026-11-22T14:04:17Z"}]})",
        R"({"logs":[{"vertex":"sha256:aa","stream":1,"data":"aGVsbG8K","timestamp":"2026-11-22T14:04:17Z"}]})",
        R"({"warnings":[{"vertex":"sha256:aa","level":1,"short":"TGVnYWN5","range":[{"start":{"line":3},"end":{"line":3}}]}]})",
        R"({"vertexes":[{"digest":"sha256:aa","name":"[1/1] RUN make","started":"2026-11-22T14:04:17.922785876Z","completed":"2026-11-22T15:04:18.5+01:00","error":"exit code: 1"}]})"};
    BuildKitTrace trace(BuildInstructions({{u"FROM scratch"_s, 1}, {u"RUN make"_s, 2}}));
    QByteArray log;
    for (const QByteArray &line : lines) {
        const auto status = decodeSolveStatusJson(line);
        QVERIFY(status);
        log += trace.apply(*status);
    }
    QCOMPARE(trace.steps().all(), (std::vector<BuildStep>{{.id = u"sha256:aa"_s,
                                                           .number = 1,
                                                           .total = 1,
                                                           .name = u"RUN make"_s,
                                                           .state = State::Failed,
                                                           .startedMs = 1'795'356'257'922,
                                                           .endedMs = 1'795'356'258'500,
                                                           .currentBytes = 12,
                                                           .totalBytes = 48,
                                                           .error = u"exit code: 1"_s,
                                                           .line = 2}}));
    QCOMPARE(log, QByteArray("#1 [1/1] RUN make\n#1 hello\nWARNING: Legacy (line 3)\n#1 ERROR: exit code: 1\n"));
}

void TestBuildKitTrace::badRawJson()
{
    const auto status = decodeSolveStatusJson("ERROR: failed to solve: exit code: 1");
    QVERIFY(!status);
    QCOMPARE(status.error().reason, u"BadJson"_s);
    QVERIFY(decodeSolveStatusJson(R"({"vertexes":null,"logs":[1,"a",{}],"statuses":{},"warnings":[null]})"));
}

void TestBuildKitTrace::protobuf()
{
    const QByteArray time = number(1, 5) + QByteArray("\x10\x80\xd8\x8e\xe1\x01", 6); // 5 s, 472,099,840 ns
    const QByteArray position = number(1, 7) + number(2, 1);
    const QByteArray bytes = field(1, field(1, "sha256:aa") + field(2, "sha256:bb") + field(3, "name") + number(4, 1) +
                                          field(5, time) + field(6, time) + field(7, "broken") + field(8, "group")) +
                             field(2, field(1, "id") + field(2, "sha256:aa") + field(3, "n") + number(4, 3) +
                                          number(5, 9) + field(6, time) + field(8, time)) +
                             field(3, field(1, "sha256:aa") + field(2, time) + number(3, 1) + field(4, "text")) +
                             field(4, field(1, "sha256:aa") + number(2, 1) + field(3, "short") + field(4, "detail") +
                                          field(5, "url") + field(7, field(1, position) + field(2, position))) +
                             field(9, "of the future");
    const auto status = decodeSolveStatus(bytes);
    QVERIFY(status);
    QCOMPARE(*status, (SolveStatus{.vertices = {{.digest = u"sha256:aa"_s,
                                                 .name = u"name"_s,
                                                 .isCached = true,
                                                 .startedMs = 5'472,
                                                 .completedMs = 5'472,
                                                 .error = u"broken"_s}},
                                   .progress = {{.id = u"id"_s,
                                                 .vertex = u"sha256:aa"_s,
                                                 .currentBytes = 3,
                                                 .totalBytes = 9,
                                                 .completedMs = 5'472}},
                                   .logs = {{.vertex = u"sha256:aa"_s, .text = "text"}},
                                   .warnings = {{.vertex = u"sha256:aa"_s, .text = u"short"_s, .line = 7}}}));
}

//! Cut off it is an error, or, between two of its parts, what came until then.
void TestBuildKitTrace::protobufCutAnywhere()
{
    const QByteArray one = field(3, field(1, "sha256:aa") + field(4, "text"));
    const QByteArray bytes = one + one;
    for (qsizetype size = 0; size <= bytes.size(); ++size) {
        const QByteArray cut(bytes.constData(), size);
        const auto status = decodeSolveStatus(cut);
        QCOMPARE(bool(status), size % one.size() == 0);
        if (status)
            QCOMPARE(qsizetype(status->logs.size()), size / one.size());
        else
            QCOMPARE(status.error().reason, u"BadProtobuf"_s);
    }
}

void TestBuildKitTrace::wrongTypes()
{
    const auto status =
        decodeSolveStatus(number(1, 3) + field(1, number(1, 1) + field(4, "x") + number(5, 1) + number(7, 1)));
    QVERIFY(status);
    QCOMPARE(*status, (SolveStatus{.vertices = {{}}}));
}

void TestBuildKitTrace::states_data()
{
    QTest::addColumn<qint64>("started");
    QTest::addColumn<qint64>("completed");
    QTest::addColumn<bool>("isCached");
    QTest::addColumn<QString>("error");
    QTest::addColumn<int>("state");
    const auto row = [](const char *name, qint64 started, qint64 completed, bool isCached, const QString &error,
                        State state) {
        QTest::newRow(name) << started << completed << isCached << error << int(state);
    };
    row("to come", 0, 0, false, {}, State::Waiting);
    row("runs", 1, 0, false, {}, State::Running);
    row("done", 1, 2, false, {}, State::Done);
    row("cached", 1, 2, true, {}, State::Cached);
    row("failed", 1, 2, false, u"exit code: 1"_s, State::Failed);
    row("because of another", 1, 2, false, u"context canceled"_s, State::Cancelled);
}

void TestBuildKitTrace::states()
{
    QFETCH(qint64, started);
    QFETCH(qint64, completed);
    QFETCH(bool, isCached);
    QFETCH(QString, error);
    SolveStatus::Vertex news = vertex(u"a"_s, started, completed, error);
    news.isCached = isCached;
    BuildKitTrace trace;
    trace.apply({.vertices = {news}});
    QTEST(int(trace.steps().all().front().state), "state");
    trace.apply({.vertices = {vertex(u"a"_s, 0, 0)}}); // told again from its beginning
    QTEST(int(trace.steps().all().front().state), "state");
}

void TestBuildKitTrace::amounts()
{
    BuildKitTrace trace;
    const auto amount = [](const QString &id, std::int64_t current, std::int64_t total) {
        return SolveStatus{.progress = {{.id = id, .vertex = u"a"_s, .currentBytes = current, .totalBytes = total}}};
    };
    trace.apply(amount(u"x"_s, 1, 2)); // of a vertex that nobody knows
    QVERIFY(trace.steps().isEmpty());
    trace.apply({.vertices = {vertex(u"a"_s, 1, 0)}});
    trace.apply(amount(u"x"_s, 10, 100));
    trace.apply(amount(u"y"_s, 5, 50));
    trace.apply(amount(u"x"_s, 60, 100));
    const BuildStep &step = trace.steps().all().front();
    QCOMPARE(step.currentBytes, 65);
    QCOMPARE(step.totalBytes, 150);
    trace.apply(amount(u"z"_s, 5, 0));
    QCOMPARE(step.currentBytes, 70);
    QCOMPARE(step.totalBytes, -1);
    for (int i = 0; i < 1'000; ++i)
        trace.apply(amount(QString::number(i), std::numeric_limits<std::int64_t>::max(), 1));
    trace.apply(amount(u"x"_s, -1, -1));
    QVERIFY(step.currentBytes > 0);
}

//! Lines of several steps do not mix, however they arrive.
void TestBuildKitTrace::severalAtOnce()
{
    BuildKitTrace trace;
    QByteArray log = trace.apply({.vertices = {vertex(u"a"_s, 1, 0), vertex(u"b"_s, 1, 0)}});
    log += trace.apply({.logs = {{u"a"_s, "one "}, {u"b"_s, "three\nfour"}, {u"a"_s, "two\n"}}});
    log += trace.apply({.vertices = {vertex(u"b"_s, 1, 1'501)}});
    log += trace.apply({.logs = {{u"a"_s, "rest"}, {u"nobody"_s, "lost\n"}}});
    log += trace.finish();
    QCOMPARE(log, QByteArray("#1 [1/2] RUN a\n\n#2 [1/2] RUN b\n#2 three\n\n#1 one two\n\n#2 four\n#2 DONE 1.5s\n\n"
                             "#1 rest\n"));
    QCOMPARE(trace.steps().logOf(u"a"_s), QByteArray("one two\nrest"));
    QCOMPARE(trace.apply({.logs = {{u"a"_s, QByteArray(40'000, 'x')}}}).count('\n'), 2); // nobody waits for its end
}

void TestBuildKitTrace::names_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("stage");
    QTest::addColumn<int>("number");
    QTest::addColumn<int>("total");
    QTest::addColumn<QString>("text");
    QTest::newRow("one stage") << u"[2/3] RUN make"_s << QString() << 2 << 3 << u"RUN make"_s;
    QTest::newRow("stage") << u"[builder 1/3] FROM a"_s << u"builder"_s << 1 << 3 << u"FROM a"_s;
    QTest::newRow("platform") << u"[linux/arm64 2/3] RUN [ \"x\" ] y"_s << QString() << 2 << 3 << u"RUN [ \"x\" ] y"_s;
    QTest::newRow("platforms") << u"[linux/amd64->arm64 builder  2/3] RUN x"_s << u"builder"_s << 2 << 3 << u"RUN x"_s;
    QTest::newRow("the builder's own") << u"[internal] load metadata for a"_s << QString() << 0 << 0
                                       << u"[internal] load metadata for a"_s;
    QTest::newRow("none") << u"exporting to image"_s << QString() << 0 << 0 << u"exporting to image"_s;
    QTest::newRow("beyond its end") << u"[4/3] RUN x"_s << QString() << 0 << 0 << u"[4/3] RUN x"_s;
    QTest::newRow("no end") << u"[1/3"_s << QString() << 0 << 0 << u"[1/3"_s;
    QTest::newRow("empty") << u"[] x"_s << QString() << 0 << 0 << u"[] x"_s;
    QTest::newRow("nothing") << QString() << QString() << 0 << 0 << QString();
}

void TestBuildKitTrace::names()
{
    QFETCH(QString, name);
    const VertexName vertex = VertexName::parse(name);
    QTEST(vertex.stage, "stage");
    QTEST(vertex.number, "number");
    QTEST(vertex.total, "total");
    QTEST(vertex.text, "text");
}

void TestBuildKitTrace::lines_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("line");
    QTest::newRow("FROM counts") << u"[one 1/4] FROM docker.io/library/debian:12@sha256:aa"_s << 2;
    QTest::newRow("behind it") << u"[one 2/4] RUN a"_s << 3;
    QTest::newRow("the same again") << u"[one 4/4] RUN a"_s << 6;
    QTest::newRow("with variables") << u"[one 3/4] COPY value /"_s << 4;
    QTest::newRow("without a name") << u"[stage-1 1/2] WORKDIR /x"_s << 8;
    QTest::newRow("heredoc") << u"[stage-1 2/2] RUN <<EOF (echo...)"_s << 9;
    QTest::newRow("another instruction there") << u"[one 2/4] ADD b /"_s << 0;
    QTest::newRow("more than there are, but once") << u"[stage-1 4/5] WORKDIR /x"_s << 8;
    QTest::newRow("more than there are, twice") << u"[one 4/9] RUN a"_s << 0;
    QTest::newRow("no such stage") << u"[two 1/1] RUN a"_s << 0;
    QTest::newRow("which stage?") << u"[1/2] WORKDIR /x"_s << 0;
    QTest::newRow("the builder's own") << u"[internal] load build definition"_s << 0;
}

void TestBuildKitTrace::lines()
{
    const BuildInstructions instructions({{u"ARG BASE"_s, 1},
                                          {u"FROM ${BASE} AS One"_s, 2},
                                          {u"RUN  a"_s, 3},
                                          {u"COPY $FILE /"_s, 4},
                                          {u"ENV x=y"_s, 5},
                                          {u"RUN a"_s, 6},
                                          {u"FROM one"_s, 7},
                                          {u"WORKDIR /x"_s, 8},
                                          {u"RUN <<EOF"_s, 9}});
    QFETCH(QString, name);
    QTEST(instructions.lineOfVertex(VertexName::parse(name)), "line");
}

QTEST_GUILESS_MAIN(TestBuildKitTrace)
#include "tst_buildkittrace.moc"
