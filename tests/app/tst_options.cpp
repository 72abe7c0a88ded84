// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/options.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace fairlead::ctl;

class OptionsTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void refuses_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("says");
        QTest::newRow("unknown command") << QStringList{u"pods"_s} << u"there is no command \"pods\""_s;
        QTest::newRow("unknown option") << QStringList{u"gpus"_s, u"--nope"_s} << u"nope"_s;
        QTest::newRow("format") << QStringList{u"gpus"_s, u"-o"_s, u"xml"_s} << u"expected table, json, csv or yaml"_s;
        QTest::newRow("timeout is no number")
            << QStringList{u"gpus"_s, u"--timeout"_s, u"soon"_s} << u"expected seconds"_s;
        QTest::newRow("timeout zero of images")
            << QStringList{u"images"_s, u"--timeout"_s, u"0"_s} << u"expected seconds"_s;
        QTest::newRow("timeout zero") << QStringList{u"gpus"_s, u"--timeout"_s, u"0"_s} << u"expected seconds"_s;
        QTest::newRow("second product") << QStringList{u"gpus"_s, u"H100"_s, u"A100"_s}
                                        << u"unexpected argument \"A100\""_s;
        QTest::newRow("argument of contexts") << QStringList{u"contexts"_s, u"x"_s} << u"unexpected argument \"x\""_s;
        QTest::newRow("config without a verb") << QStringList{u"config"_s} << u"expected path, validate or show"_s;
        QTest::newRow("config with another verb")
            << QStringList{u"config"_s, u"edit"_s} << u"expected path, validate or show"_s;
        QTest::newRow("two verbs") << QStringList{u"config"_s, u"path"_s, u"show"_s}
                                   << u"unexpected argument \"show\""_s;
        QTest::newRow("settings file elsewhere")
            << QStringList{u"gpus"_s, u"--config"_s, u"f"_s} << u"does not belong to gpus"_s;
        QTest::newRow("another verb of images")
            << QStringList{u"images"_s, u"burn"_s} << u"expected list, plan, build, push, pull or prune"_s;
        QTest::newRow("pull without an image") << QStringList{u"images"_s, u"pull"_s} << u"something is missing"_s;
        QTest::newRow("two images to pull")
            << QStringList{u"images"_s, u"pull"_s, u"a"_s, u"b"_s} << u"unexpected argument \"b\""_s;
        QTest::newRow("dockerfile of nothing") << QStringList{u"dockerfile"_s} << u"something is missing"_s;
        QTest::newRow("prune for real") << QStringList{u"images"_s, u"prune"_s} << u"say --dry-run"_s;
        QTest::newRow("dry run of a build")
            << QStringList{u"images"_s, u"build"_s, u"--dry-run"_s} << u"belongs to images prune"_s;
        const QStringList configs{u"configs"_s};
        QTest::newRow("preview of nothing") << configs + QStringList{u"preview"_s} << u"something is missing"_s;
        QTest::newRow("another verb of configs")
            << configs + QStringList{u"launch"_s}
            << u"expected list, resolve, validate, show, preview, test or import"_s;
        QTest::newRow("dry run of a preview")
            << configs + QStringList{u"preview"_s, u"a"_s, u"--dry-run"_s} << u"belongs to images prune"_s;
        QTest::newRow("target of a list")
            << configs + QStringList{u"--target"_s, u"a"_s} << u"--target belongs to configs preview"_s;
        QTest::newRow("user of gpus") << QStringList{u"gpus"_s, u"--user"_s, u"a"_s}
                                      << u"--user and --project belong"_s;
        QTest::newRow("workload of a preview")
            << configs + QStringList{u"preview"_s, u"a"_s, u"--workload"_s, u"visual"_s}
            << u"belongs to configs resolve"_s;
        QTest::newRow("another workload")
            << configs + QStringList{u"resolve"_s, u"--workload"_s, u"all"_s} << u"expected userCode or visual"_s;
        QTest::newRow("callback of a preview")
            << configs + QStringList{u"preview"_s, u"a"_s, u"--callback"_s, u"a:1"_s} << u"belong to configs test"_s;
        for (const QString &callback : {u"host"_s, u":80"_s, u"host:0"_s, u"host:x"_s})
            QTest::addRow("callback %s", qPrintable(callback))
                << configs + QStringList{u"test"_s, u"a"_s, u"--callback"_s, callback} << u"expected host:port"_s;
        for (const QString &limit : {u"run-limit"_s, u"pull-limit"_s, u"node-limit"_s}) {
            QTest::addRow("%s of a preview", qPrintable(limit))
                << configs + QStringList{u"preview"_s, u"a"_s, u"--"_s + limit, u"90s"_s}
                << u"--%1 belongs to configs test"_s.arg(limit);
            for (const QString &duration :
                 {u"soon"_s, u"0"_s, u"0s"_s, u"-5"_s, u"5x"_s, u"1h30"_s, u"1.5m"_s, u"25h"_s, QString()})
                QTest::addRow("%s %s", qPrintable(limit), qPrintable(duration))
                    << configs + QStringList{u"test"_s, u"a"_s, u"--%1=%2"_s.arg(limit, duration)}
                    << u"--%1 %2: expected a duration such as 90s, 10m or 1h30m, up to 24h"_s.arg(limit, duration);
        }
        QTest::newRow("live preview") << configs + QStringList{u"preview"_s, u"a"_s, u"--live"_s}
                                      << u"--live belongs to configs validate"_s;
        const QStringList push{u"images"_s, u"push"_s};
        const QStringList to{u"--to"_s, u"r/a:1"_s};
        QTest::newRow("all and one") << QStringList{u"images"_s, u"prune"_s,    u"--dry-run"_s,
                                                    u"--all"_s,  u"--daemon"_s, u"d"_s}
                                     << u"say --all or --daemon"_s;
        QTest::newRow("no push of a build")
            << QStringList{u"images"_s, u"build"_s, u"--no-push"_s} << u"--no-push belongs to daemons test"_s;
        QTest::newRow("no push of a list")
            << QStringList{u"registries"_s, u"--no-push"_s} << u"--no-push belongs to daemons test"_s;
        QTest::newRow("no build of registries")
            << QStringList{u"registries"_s, u"test"_s, u"--no-build"_s} << u"--no-build belongs to images push"_s;
        QTest::newRow("no build of a list")
            << QStringList{u"daemons"_s, u"--no-build"_s} << u"--no-build belongs to images push"_s;
        QTest::newRow("no build of a build")
            << QStringList{u"images"_s, u"build"_s, u"--no-build"_s} << u"--no-build belongs to images push"_s;
        QTest::newRow("all of a build") << QStringList{u"images"_s, u"build"_s, u"--all"_s}
                                        << u"--all belongs to images prune"_s;
        QTest::newRow("to of a build") << QStringList{u"images"_s, u"build"_s} + to << u"--to belongs to images push"_s;
        QTest::newRow("to of nothing") << push + to << u"expected one image"_s;
        QTest::newRow("to of two") << push + QStringList{u"a"_s, u"b"_s} + to << u"expected one image"_s;
        QTest::newRow("to with force") << push + QStringList{u"a"_s, u"--force"_s} + to << u"builds nothing"_s;
        QTest::newRow("to nowhere") << push + QStringList{u"a"_s, u"--to"_s, QString()} << u"--to: expected"_s;
        QTest::newRow("to of gpus") << QStringList{u"gpus"_s} + to << u"belong to images"_s;
        QTest::newRow("a daemon for gpus") << QStringList{u"gpus"_s, u"--daemon"_s, u"d"_s} << u"belong to images"_s;
        const QStringList daemon{u"--daemon"_s, u"d"_s};
        QTest::newRow("a daemon for all images") << QStringList{u"images"_s} + daemon << u"--daemon belongs to"_s;
        QTest::newRow("a daemon for a list")
            << QStringList{u"images"_s, u"list"_s} + daemon << u"--daemon belongs to"_s;
        const QString force = u"--force belongs to images plan"_s;
        QTest::newRow("force of all images") << QStringList{u"images"_s, u"--force"_s} << force;
        QTest::newRow("force of a list") << QStringList{u"images"_s, u"list"_s, u"--force"_s} << force;
        QTest::newRow("force of a pull") << QStringList{u"images"_s, u"pull"_s, u"a"_s, u"--force"_s} << force;
        QTest::newRow("force of a clean-up")
            << QStringList{u"images"_s, u"prune"_s, u"--dry-run"_s, u"--force"_s} << force;
        QTest::newRow("fit of nothing") << QStringList{u"fit"_s} << u"fit: say what for"_s;
        QTest::newRow("fit option elsewhere")
            << QStringList{u"gpus"_s, u"--nodes"_s, u"2"_s} << u"--nodes belongs to fit and run"_s;
        const QStringList run{u"run"_s, u"gpu"_s};
        QTest::newRow("run of nothing") << QStringList{u"run"_s} << u"something is missing"_s;
        QTest::newRow("script and command") << run + QStringList{u"--sh"_s, u"a"_s, u"--"_s, u"b"_s} << u"not both"_s;
        QTest::newRow("no variable") << run + QStringList{u"-e"_s, u"=a"_s} << u"-e =a: expected NAME=VALUE"_s;
        QTest::newRow("nodes that are no number")
            << run + QStringList{u"--nodes"_s, u"two"_s} << u"--nodes two: expected a number"_s;
        QTest::newRow("another verb of runs")
            << QStringList{u"runs"_s, u"burn"_s} << u"expected list, orphans, show, stop or delete"_s;
        QTest::newRow("stop of nothing") << QStringList{u"runs"_s, u"stop"_s} << u"something is missing"_s;
        QTest::newRow("delete at once") << QStringList{u"runs"_s, u"delete"_s, u"a"_s, u"--now"_s}
                                        << u"--now belongs to runs stop"_s;
        QTest::newRow("list that removes")
            << QStringList{u"runs"_s, u"--remove"_s} << u"--remove belongs to runs orphans"_s;
        QTest::newRow("run that follows") << run + QStringList{u"-f"_s} << u"--follow belongs to logs"_s;
        QTest::newRow("logs detached") << QStringList{u"logs"_s, u"a"_s, u"--detach"_s} << u"--detach belongs to run"_s;
        QTest::newRow("gpus option elsewhere") << QStringList{u"check"_s, u"--holders"_s} << u"belong to gpus"_s;
    }

    void refuses()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, says);
        const auto options = parseCommandLine(QStringList{u"fairleadctl"_s} + arguments);
        QVERIFY(!options);
        QCOMPARE(options.error().exitCode, int(UsageError));
        QVERIFY2(options.error().text.contains(says), qPrintable(options.error().text));
    }

    void noCommandShowsHelpAsUsageError()
    {
        const auto options = parseCommandLine({u"fairleadctl"_s});
        QVERIFY(!options);
        QCOMPARE(options.error().exitCode, int(UsageError));
        QVERIFY(options.error().text.contains("Commands:"_L1));
    }

    void helpAndVersionAreNoErrors()
    {
        for (const QString &flag : {u"--help"_s, u"-h"_s, u"--version"_s}) {
            const auto options = parseCommandLine({u"fairleadctl"_s, flag});
            QVERIFY(!options);
            QCOMPARE(options.error().exitCode, int(AllAnswered));
            QVERIFY(!options.error().text.isEmpty());
        }
    }

    //! Programs of both kinds of file run with it.
    void helpOfAllowExec()
    {
        const auto options = parseCommandLine({u"fairleadctl"_s, u"--help"_s});
        const QString help = options.error().text.simplified();
        const qsizetype at = help.indexOf("--allow-exec"_L1);
        QVERIFY(at >= 0);
        QVERIFY2(help.mid(at, 300).contains("kubeconfig"_L1) && help.mid(at, 300).contains("before a push"_L1),
                 qPrintable(help.mid(at, 300)));
    }

    void helpSays_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("the list") << u"images, images list the base images"_s;
        QTest::newRow("where a pull goes") << u"images pull IMAGE onto a daemon (--daemon; else the first"_s;
        QTest::newRow("whose image is pushed") << u"any image of a daemon (--daemon; else the first"_s;
        QTest::newRow("what a signal makes of the exit code") << u"130, 143 cancelled by Ctrl+C, by SIGTERM"_s;
    }
    void helpSays()
    {
        QFETCH(const QString, text);
        const QString help = parseCommandLine({u"fairleadctl"_s, u"--help"_s}).error().text.simplified();
        QVERIFY2(help.contains(text), qPrintable(help));
    }

    void readsVerbs_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("verb");
        QTest::addColumn<QStringList>("rest");
        QTest::newRow("none") << QStringList{u"daemons"_s} << QString() << QStringList();
        QTest::newRow("of one") << QStringList{u"daemons"_s, u"test"_s} << u"test"_s << QStringList();
        QTest::newRow("and names") << QStringList{u"images"_s, u"build"_s, u"exec"_s, u"api"_s, u"--force"_s}
                                   << u"build"_s << QStringList{u"exec"_s, u"api"_s};
        QTest::newRow("no verb of this command")
            << QStringList{u"dockerfile"_s, u"test"_s} << QString() << QStringList{u"test"_s};
        QTest::newRow("a verb that is a name too")
            << QStringList{u"images"_s, u"push"_s, u"push"_s} << u"push"_s << QStringList{u"push"_s};
        QTest::newRow("settings") << QStringList{u"registries"_s, u"tags"_s, u"r/x"_s, u"--config"_s, u"f"_s}
                                  << u"tags"_s << QStringList{u"r/x"_s};
    }
    void readsVerbs()
    {
        QFETCH(QStringList, arguments);
        const auto options = parseCommandLine(QStringList{u"fairleadctl"_s} + arguments);
        QVERIFY(options);
        QTEST(options->verb, "verb");
        QTEST(options->arguments, "rest");
    }

    void readsWhatIsOfImages()
    {
        const auto push = parseCommandLine(
            {u"fairleadctl"_s, u"images"_s, u"push"_s, u"a:1"_s, u"--to"_s, u"r/a:2"_s, u"--daemon"_s, u"d"_s});
        QVERIFY(push);
        QCOMPARE(push->pushTarget, u"r/a:2"_s);
        QCOMPARE(push->daemon, u"d"_s);
        const auto prune = parseCommandLine({u"fairleadctl"_s, u"images"_s, u"prune"_s, u"--dry-run"_s, u"--all"_s});
        QVERIFY(prune);
        QVERIFY(prune->asksAllDaemons && prune->isDryRun);
    }

    void readsWhatATestLeavesOut()
    {
        const auto whole = parseCommandLine({u"fairleadctl"_s, u"daemons"_s, u"test"_s});
        QVERIFY(whole && !whole->buildsNothing && !whole->pushesNothing);
        const auto daemons =
            parseCommandLine({u"fairleadctl"_s, u"daemons"_s, u"test"_s, u"--no-build"_s, u"--no-push"_s});
        QVERIFY(daemons && daemons->buildsNothing && daemons->pushesNothing);
        const auto registries = parseCommandLine({u"fairleadctl"_s, u"registries"_s, u"test"_s, u"--no-push"_s});
        QVERIFY(registries && registries->pushesNothing);
    }

    void limits_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("seconds");
        QTest::newRow("seconds") << u"90s"_s << 90;
        QTest::newRow("minutes and more") << u"1h30m"_s << 5'400;
        QTest::newRow("seconds alone") << u"45"_s << 45;
        QTest::newRow("a day") << u"24h"_s << 86'400;
    }
    void limits()
    {
        QFETCH(QString, text);
        QFETCH(int, seconds);
        const auto options =
            parseCommandLine({u"fairleadctl"_s, u"configs"_s, u"test"_s, u"a"_s, u"--pull-limit"_s, text});
        QVERIFY(options);
        QVERIFY(options->pullLimit == std::chrono::seconds(seconds));
        QVERIFY(!options->runLimit && !options->nodeLimit);
    }

    void readsEverything()
    {
        const auto options = parseCommandLine({u"fairleadctl"_s,
                                               u"gpus"_s,
                                               u"H100:8"_s,
                                               u"--context"_s,
                                               u"a*"_s,
                                               u"--context"_s,
                                               u"b"_s,
                                               u"--kubeconfig"_s,
                                               u"/x"_s,
                                               u"-o"_s,
                                               u"yaml"_s,
                                               u"--timeout"_s,
                                               u"7"_s,
                                               u"--allow-exec"_s,
                                               u"-v"_s,
                                               u"--holders"_s,
                                               u"--waiting"_s,
                                               u"--watch"_s,
                                               u"--extra-kubeconfig"_s,
                                               u"/folder"_s,
                                               u"--tolerate"_s,
                                               u"team=llm:NoSchedule"_s,
                                               u"--resource"_s,
                                               u"example.com/npu"_s});
        QVERIFY(options);
        QCOMPARE(options->command, u"gpus"_s);
        QCOMPARE(options->arguments, QStringList{u"H100:8"_s});
        QCOMPARE(options->contexts, (QStringList{u"a*"_s, u"b"_s}));
        QCOMPARE(options->kubeconfigs, QStringList{u"/x"_s});
        QVERIFY(options->format == Format::Yaml);
        QCOMPARE(options->timeout.count(), 7);
        QVERIFY(options->allowsExec && options->isVerbose && options->showsHolders && options->showsWaiting &&
                options->watches);
        const fairlead::kubernetes::Toleration llm{u"team"_s, u"Equal"_s, u"llm"_s, u"NoSchedule"_s};
        QVERIFY(options->tolerations == std::vector{llm});
        QCOMPARE(options->extraKubeconfigs, QStringList{u"/folder"_s});
        QCOMPARE(options->extraResources, QStringList{u"example.com/npu"_s});
    }
};

QTEST_GUILESS_MAIN(OptionsTest)
#include "tst_options.moc"
