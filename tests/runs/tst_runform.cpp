// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/runs/runform.h"
#include "backends/runs/runtemplates.h"
#include "backends/runs/shellwords.h"
#include "tests/manifests/configs.h"
#include "tests/support/bedcommands.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace fairlead::runs;
using namespace fairlead::tests;
using namespace fairlead;
using namespace Qt::StringLiterals;

namespace {

settings::Settings someSettings()
{
    settings::Settings settings;
    settings.daemons = {{.id = u"d-1"_s, .name = u"first"_s}, {.id = u"d-2"_s, .name = u"second"_s}};
    return settings;
}

QString text(const settings::TextPairs &pairs)
{
    QStringList texts;
    for (const auto &[key, value] : pairs)
        texts += key + u'=' + value;
    return texts.join(u' ');
}

} // namespace

//! What a run's form makes of a runtime config.
class TestRunForm : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void words_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *text, const QStringList &expected) {
            QTest::newRow(*text ? text : "empty") << QString::fromUtf8(text) << expected;
        };
        row("", {});
        row("  \t\n ", {});
        row("nvidia-smi -L", {u"nvidia-smi"_s, u"-L"_s});
        row("a 'b c' \"d e\"", {u"a"_s, u"b c"_s, u"d e"_s});
        row("a'b'\"c\"d", {u"abcd"_s});
        row("''", {QString()});
        row("a '' \"\" b", {u"a"_s, QString(), QString(), u"b"_s});
        row("a\\ b", {u"a b"_s});
        row("'a\\b'", {u"a\\b"_s});
        row("\"a\\b\\\"c\\\\d\\$e\"", {u"a\\b\"c\\d$e"_s});
        row("'it'\\''s'", {u"it's"_s});
        row("a \\\n b", {u"a"_s, u"b"_s});
        row("a\\\nb", {u"ab"_s});
        row("'' \\\n", {QString()});
        row("\"a\\\nb\"", {u"ab"_s});
        row("echo $HOME *.py ~", {u"echo"_s, u"$HOME"_s, u"*.py"_s, u"~"_s});
        row("echo \"$HOME\" '|' \"&&\" a#b", {u"echo"_s, u"$HOME"_s, u"|"_s, u"&&"_s, u"a#b"_s});
        row("python -c 'print(1); print(2)'", {u"python"_s, u"-c"_s, u"print(1); print(2)"_s});
    }
    void words()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, expected);
        const auto words = shellWords(text);
        QVERIFY2(words, words ? "" : qPrintable(words.error().message));
        QCOMPARE(*words, expected);
        QCOMPARE(shellWords(joinedWords(*words)).value(), *words);
    }

    void noWords_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("at");
        QTest::addColumn<QString>("message");
        const QString shell = u"%1 means something to a shell only: choose a shell, or put quotes around it"_s;
        QTest::newRow("single") << u"a 'b c"_s << 2 << u"the quote ' is not closed"_s;
        QTest::newRow("double") << u"a \"b\\\" c"_s << 2 << u"the quote \" is not closed"_s;
        QTest::newRow("backslash") << u"a b\\"_s << 3 << u"there is nothing behind the backslash"_s;
        QTest::newRow("pipe") << u"a | b"_s << 2 << shell.arg(u"|"_s);
        QTest::newRow("and") << u"a && b"_s << 2 << shell.arg(u"&"_s);
        QTest::newRow("redirection") << u"a >f"_s << 2 << shell.arg(u">"_s);
        QTest::newRow("semicolon") << u"a; b"_s << 1 << shell.arg(u";"_s);
        QTest::newRow("comment") << u"a # b"_s << 2 << shell.arg(u"#"_s);
    }
    void noWords()
    {
        QFETCH(QString, text);
        QFETCH(int, at);
        QFETCH(QString, message);
        const auto words = shellWords(text);
        QVERIFY(!words);
        QCOMPARE(words.error().message, message);
        QCOMPARE(words.error().at, at);
    }

    //! A real shell splits what we take into the same words, byte for byte.
    void shellAgrees()
    {
        constexpr quint32 Seed = 20260808;
        qInfo("seed %u", Seed);
        QRandomGenerator random(Seed);
        const QStringList pieces{u"a"_s, u"b c"_s, u" "_s,  u"'"_s,  u"\""_s, u"\\"_s, u"é"_s,
                                 u"x"_s, u"="_s,   u"''"_s, u"\t"_s, u"/"_s,  u"-"_s};
        int taken = 0;
        for (int i = 0; i < 400; ++i) {
            QString text;
            for (int n = int(random.bounded(1, 12)); n > 0; --n)
                text += pieces[random.bounded(int(pieces.size()))];
            const auto words = shellWords(text);
            if (!words)
                continue;
            ++taken;
            const auto said = runProgram(
                u"/bin/sh"_s, {u"-c"_s, u"count() { printf '%s\\0' \"$@\"; }; [ -z \"$*\" ]; count "_s + text});
            QVERIFY(said);
            QByteArray expected;
            for (const QString &word : *words)
                expected += word.toUtf8() + '\0';
            QCOMPARE(*said, words->isEmpty() ? QByteArray(1, '\0') : expected);
        }
        QVERIFY(taken > 100);
    }

    void forms()
    {
        const settings::RuntimeConfig config =
            configOf("image: {baseImage: {id: i-1}, registry: {id: r-1}, pullPolicy: Always}, "
                     "env: [{name: A, secret: s, key: k}, {name: B, value: old}], timeouts: {run: 1h}, "
                     "kubernetes: {contexts: [prod], requests: {cpu: '1', memory: 1Gi}, limits: {memory: 2Gi}, "
                     "gpu: {resource: amd.com/gpu, count: 1}}");
        const RunForm form{.configId = u"c-1"_s,
                           .name = u"Trial 1"_s,
                           .command = u"python train.py --name 'a b'"_s,
                           .image = u" reg/team/exec:2 "_s,
                           .gpus = u"H100:8"_s,
                           .nodes = 2,
                           .cpu = u"16"_s,
                           .memory = u"64Gi"_s,
                           .timeLimit = u"90m"_s,
                           .environment = {{u"A"_s, u"1"_s}, {u"EPOCHS"_s, u"${epochs}"_s}},
                           .targets = {u"dev"_s, u"lab-*"_s}};
        const FormedRun run = formedConfig(config, form, {}).value();
        QCOMPARE(run.command, QStringList({u"python"_s, u"train.py"_s, u"--name"_s, u"a b"_s}));
        QCOMPARE(run.nodes, 2);
        QCOMPARE(run.gpus->text(), u"H100:8"_s);
        const settings::RuntimeConfig &formed = run.config;
        QCOMPARE(formed.image.reference, u"reg/team/exec:2"_s);
        QVERIFY(formed.image.baseImage.id.isEmpty() && formed.image.registry.id.isEmpty());
        QCOMPARE(formed.image.pullPolicy, u"Always"_s);
        QCOMPARE(text(formed.kubernetes.requests), u"cpu=16 memory=64Gi"_s);
        QCOMPARE(text(formed.kubernetes.limits), u"memory=64Gi"_s);
        QCOMPARE(formed.timeouts.run, u"90m"_s);
        QCOMPARE(formed.kubernetes.contexts, QStringList({u"dev"_s, u"lab-*"_s}));
        QVERIFY((formed.kubernetes.gpu ==
                 settings::GpuRequest{.resource = {}, .product = u"H100"_s, .kind = u"device"_s, .count = 8}));
        QCOMPARE(formed.env.size(), 3U);
        QVERIFY((formed.env[0] == settings::EnvVariable{u"A"_s, u"1"_s, {}, {}, {}}));
        QCOMPARE(formed.env[1].value, u"old"_s);
        QCOMPARE(formed.env[2].value, u"${epochs}"_s);
        QCOMPARE(formed.id, config.id);
    }

    void emptyFormChangesNothing()
    {
        for (const QByteArray &keys : {QByteArray("kubernetes: {gpu: {count: 2}}"), QByteArray("engine: docker")}) {
            const settings::RuntimeConfig config = configOf(keys);
            const FormedRun run = formedConfig(config, {}, {}).value();
            QVERIFY(run.config == config);
            QVERIFY(run.command.isEmpty() && !run.gpus);
        }
    }

    void secrets()
    {
        const RunForm form{.environment = {{u"HF_TOKEN"_s, u"abc"_s},
                                           {u"API_TOKEN"_s, u"${token}"_s},
                                           {u"PROXY"_s, u"http://a:b@proxy"_s},
                                           {u"EPOCHS"_s, u"3"_s}}};
        const FormedRun run = formedConfig(configOf("engine: kubernetes"), form, {}).value();
        QCOMPARE(run.notes.size(), 2);
        QVERIFY(run.notes[0].startsWith("HF_TOKEN looks like a secret"_L1));
        QVERIFY(run.notes[1].startsWith("PROXY looks like a secret"_L1));
        QVERIFY(!run.notes.join(QString()).contains("abc"_L1));
    }

    void noGpus()
    {
        const FormedRun run =
            formedConfig(configOf("kubernetes: {gpu: {product: H100, count: 2}}"), {.gpus = u"none"_s}, {}).value();
        QVERIFY(run.config.kubernetes.gpu == settings::GpuRequest());
    }

    void shell()
    {
        const FormedRun run =
            formedConfig(configOf("engine: kubernetes"), {.command = u"a | b"_s, .isShell = true}, {}).value();
        QCOMPARE(run.command, QStringList({u"/bin/sh"_s, u"-c"_s, u"a | b"_s}));
    }

    void docker()
    {
        const settings::RuntimeConfig config =
            configOf("engine: docker, docker: {resources: {memory: 1g}, gpus: {deviceIds: ['0'], runtime: nvidia}}");
        const FormedRun run =
            formedConfig(config, {.gpus = u"2"_s, .cpu = u"1500m"_s, .memory = u"2Gi"_s, .targets = {u"second"_s}},
                         someSettings())
                .value();
        QCOMPARE(text(run.config.docker.resources), u"memory=2147483648 cpus=1.500"_s);
        QCOMPARE(*run.config.docker.gpus.count, 2);
        QVERIFY(run.config.docker.gpus.deviceIds.isEmpty());
        QCOMPARE(run.config.docker.gpus.runtime, u"nvidia"_s);
        QCOMPARE(run.config.docker.daemon.id, u"d-2"_s);
        const FormedRun none = formedConfig(config, {.gpus = u"none"_s}, {}).value();
        QVERIFY(none.config.docker.gpus == settings::DockerGpus());
    }

    void problems_data()
    {
        QTest::addColumn<RunForm>("form");
        QTest::addColumn<bool>("isDocker");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const RunForm &form, const QString &expected, bool isDocker = false) {
            QTest::newRow(name) << form << isDocker << expected;
        };
        row("name", {.name = u"--"_s}, u"name: a name has a letter or a digit in it"_s);
        row("command", {.command = u"a 'b"_s}, u"command: at 3: the quote ' is not closed"_s);
        row("image", {.image = u"a b"_s}, u"image: a reference has no blanks: registry.example.com/team/image:1"_s);
        row("gpus", {.gpus = u"H100:0"_s}, u"gpus: At 6: 0 GPUs are none: write none."_s);
        row("no node", {.nodes = 0}, u"nodes: a run has 1 to 1000 nodes"_s);
        row("cpu", {.cpu = u"four"_s}, u"cpu: expected cores, such as 4 or 500m"_s);
        row("no cpu", {.cpu = u"0"_s}, u"cpu: expected cores, such as 4 or 500m"_s);
        row("memory", {.memory = u"16GB"_s}, u"memory: expected an amount of memory, such as 16Gi or 512Mi"_s);
        row("memory without unit", {.memory = u"16"_s},
            u"memory: 16 is less than 1Mi: a unit is missing, such as in 16Gi"_s);
        row("time", {.timeLimit = u"10"_s}, u"timeLimit: expected a duration such as 90s, 10m, 1h30m or 2d"_s);
        row("variable", {.environment = {{u"A"_s, {}}, {u"1 b"_s, {}}}},
            u"environment[1].name: expected a name of letters, digits and _, such as EPOCHS"_s);
        row("variables", {.environment = {{u"A"_s, u"1"_s}, {u"A"_s, u"2"_s}}},
            u"environment[1].name: A is there twice"_s);
        row("all at once", {.cpu = u"x"_s, .timeLimit = u"y"_s},
            u"cpu: expected cores, such as 4 or 500m; timeLimit: expected a duration such as 90s, 10m, 1h30m or 2d"_s);
        row("daemon with nodes", {.nodes = 2},
            u"nodes: a run on a Docker daemon has one node: take a runtime config of Kubernetes"_s, true);
        row("daemon with a product", {.gpus = u"H100:2"_s},
            u"gpus: a Docker daemon gives NVIDIA's GPUs by their number: write 2, or name devices in the runtime config"_s,
            true);
        row("daemon with AMD", {.gpus = u"amd:2"_s},
            u"gpus: a Docker daemon gives NVIDIA's GPUs by their number: write 2, or name devices in the runtime config"_s,
            true);
        row("no such daemon", {.targets = {u"third"_s}}, u"targets: the settings have no Docker daemon third"_s, true);
        row("two daemons", {.targets = {u"first"_s, u"second"_s}}, u"targets: a run on Docker goes to one daemon"_s,
            true);
    }
    void problems()
    {
        QFETCH(RunForm, form);
        QFETCH(bool, isDocker);
        QFETCH(QString, expected);
        const auto run =
            formedConfig(configOf(isDocker ? "engine: docker" : "engine: kubernetes"), form, someSettings());
        QVERIFY(!run);
        QStringList texts;
        for (const manifests::ManifestProblem &problem : run.error())
            texts += problem.field + u": "_s + problem.message;
        QCOMPARE(texts.join(u"; "_s), expected);
    }

    void templates()
    {
        QStringList ids;
        for (const RunTemplate &each : runTemplates()) {
            QVERIFY2(!ids.contains(each.id) && !each.name.isEmpty() && !each.description.contains(u'\n'),
                     qPrintable(each.id));
            ids += each.id;
            const auto run = formedConfig(configOf("engine: kubernetes"), filledIn({}, each), {});
            QVERIFY2(run, qPrintable(each.id));
            QVERIFY(!run->command.isEmpty());
            if (each.isShell) // a real one takes it
                QVERIFY2(runProgram(u"/bin/sh"_s, {u"-n"_s, u"-c"_s, each.command}), qPrintable(each.id));
        }
        QCOMPARE(ids, QStringList({u"print-devices"_s, u"nvidia-smi"_s, u"cuda-vector-add"_s, u"nccl-all-reduce"_s,
                                   u"busybox"_s}));
    }
};

QTEST_GUILESS_MAIN(TestRunForm)
#include "tst_runform.moc"
