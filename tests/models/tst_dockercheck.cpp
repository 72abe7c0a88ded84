// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dockerdata.h"
#include "models/docker/dockercheck.h"
#include "models/docker/environmentnote.h"
#include "models/docker/objectusers.h"
#include "models/docker/prunetext.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;

namespace {

QString wrongFields(const ObjectCheck &check)
{
    QStringList fields;
    for (const FieldProblem &problem : check.problems) {
        if (problem.severity == Severity::Error)
            fields += problem.field;
    }
    return fields.join(u' ');
}

} // namespace

class TestDockerCheck : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void daemon_data()
    {
        QTest::addColumn<settings::Daemon>("daemon");
        QTest::addColumn<QString>("wrong"); //!< fields
        QTest::addColumn<bool>("isDanger");
        using settings::Daemon;
        QTest::newRow("socket") << Daemon{.name = u"a"_s, .host = u"unix:///run/docker.sock"_s} << QString() << false;
        QTest::newRow("nothing is the socket") << Daemon{.name = u"a"_s} << QString() << false;
        QTest::newRow("TLS") << Daemon{.name = u"a"_s, .host = u"tcp://h:2376"_s, .tlsVerify = true} << QString()
                             << false;
        QTest::newRow("TLS without host") << Daemon{.name = u"a"_s, .tlsVerify = true} << QString() << false;
        QTest::newRow("in clear") << Daemon{.name = u"a"_s, .host = u"tcp://h:2375"_s} << QString() << true;
        QTest::newRow("no scheme") << Daemon{.name = u"a"_s, .host = u"h:2375"_s} << QString() << true;
        QTest::newRow("ssh") << Daemon{.name = u"a"_s, .host = u"ssh://a@h"_s} << QString() << false;
        QTest::newRow("another scheme") << Daemon{.name = u"a"_s, .host = u"ftp://h"_s} << u"host"_s << false;
        QTest::newRow("relative socket") << Daemon{.name = u"a"_s, .host = u"unix://run"_s} << u"host"_s << false;
        QTest::newRow("a port too large") << Daemon{.name = u"a"_s, .host = u"tcp://h:99999"_s} << u"host"_s << false;
        QTest::newRow("TLS on a socket") << Daemon{.name = u"a"_s,
                                                   .host = u"unix:///run/docker.sock"_s,
                                                   .tlsVerify = true}
                                         << u"host"_s << false;
        QTest::newRow("no name") << Daemon{.name = u" "_s} << u"name"_s << false;
        QTest::newRow("a name that is taken") << Daemon{.name = u"LAB"_s} << u"name"_s << false;
        QTest::newRow("its own name") << Daemon{.id = u"lab"_s, .name = u"lab"_s} << QString() << false;
        QTest::newRow("context") << Daemon{.name = u"a"_s, .context = u"good"_s} << QString() << false;
        QTest::newRow("context in clear") << Daemon{.name = u"a"_s, .context = u"clear"_s} << QString() << true;
        QTest::newRow("context that verifies nobody")
            << Daemon{.name = u"a"_s, .context = u"trusting"_s} << QString() << true;
        QTest::newRow("no such context") << Daemon{.name = u"a"_s, .context = u"nowhere"_s} << u"context"_s << false;
        QTest::newRow("broken context") << Daemon{.name = u"a"_s, .context = u"broken"_s} << u"context"_s << false;
    }
    void daemon()
    {
        QFETCH(settings::Daemon, daemon);
        QFETCH(bool, isDanger);
        const QList<docker::DockerContext> contexts{
            {.name = u"good"_s, .address = {.host = u"tcp://h:1"_s, .enablesTls = true}},
            {.name = u"clear"_s, .address = {.host = u"tcp://h:1"_s}},
            {.name = u"trusting"_s, .address = {.host = u"tcp://h:1"_s, .enablesTls = true, .skipsVerify = true}},
            {.name = u"broken"_s, .error = ApiError{.message = u"no endpoint"_s}}};
        const ObjectCheck check = checkDaemon(daemon, dockerSettings().daemons, contexts);
        QTEST(wrongFields(check), "wrong");
        QCOMPARE(!check.danger.isEmpty(), isDanger);
        QCOMPARE(check.isRight(), wrongFields(check).isEmpty());
        const bool isHinted = !check.problems.empty() && check.problems[0].severity == Severity::Warning;
        QCOMPARE(isHinted, daemon.host.startsWith("ssh"_L1));
    }

    void registry_data()
    {
        QTest::addColumn<settings::Registry>("registry");
        QTest::addColumn<QString>("wrong");
        using settings::Registry;
        QTest::newRow("host and port") << Registry{.name = u"a"_s, .host = u"r.example:5000"_s} << QString();
        QTest::newRow("address") << Registry{.name = u"a"_s, .host = u"[::1]:5000"_s} << QString();
        QTest::newRow("prefix") << Registry{.name = u"a"_s, .host = u"r"_s, .repositoryPrefix = u"team/x"_s}
                                << QString();
        QTest::newRow("no host") << Registry{.name = u"a"_s} << u"host"_s;
        QTest::newRow("scheme") << Registry{.name = u"a"_s, .host = u"https://r"_s} << u"host"_s;
        QTest::newRow("path in the host") << Registry{.name = u"a"_s, .host = u"r/team"_s} << u"host"_s;
        QTest::newRow("blanks") << Registry{.name = u"a"_s, .host = u"r r"_s} << u"host"_s;
        QTest::newRow("capitals in the prefix")
            << Registry{.name = u"a"_s, .host = u"r"_s, .repositoryPrefix = u"Team"_s} << u"repositoryPrefix"_s;
        QTest::newRow("slash before the prefix")
            << Registry{.name = u"a"_s, .host = u"r"_s, .repositoryPrefix = u"/team"_s} << u"repositoryPrefix"_s;
        QTest::newRow("tag in the prefix")
            << Registry{.name = u"a"_s, .host = u"r"_s, .repositoryPrefix = u"team:1"_s} << u"repositoryPrefix"_s;
        QTest::newRow("no helper") << Registry{.name = u"a"_s, .host = u"r"_s, .credentials = u"helper"_s}
                                   << u"credentialHelper"_s;
        QTest::newRow("a path as helper")
            << Registry{.name = u"a"_s, .host = u"r"_s, .credentials = u"helper"_s, .credentialHelper = u"../x"_s}
            << u"credentialHelper"_s;
        QTest::newRow("nobody in the keychain")
            << Registry{.name = u"a"_s, .host = u"r"_s, .credentials = u"keychain"_s} << u"username"_s;
        QTest::newRow("insecure with a CA")
            << Registry{.name = u"a"_s, .host = u"r"_s, .insecure = true, .certificateAuthority = u"/ca"_s}
            << u"certificateAuthority"_s;
        QTest::newRow("no command") << Registry{.name = u"a"_s, .host = u"r"_s, .prePush = u"command"_s}
                                    << u"prePushCommand"_s;
    }
    void registry()
    {
        QFETCH(settings::Registry, registry);
        const ObjectCheck check = checkRegistry(registry, {});
        QTEST(wrongFields(check), "wrong");
        QCOMPARE(check.isRight(), wrongFields(check).isEmpty());
        QCOMPARE(!check.danger.isEmpty(), registry.insecure);
    }

    void tlsFolder()
    {
        QTemporaryDir dir;
        QCOMPARE(checkTlsFolder(dir.path(), {}, {}).missing.size(), 3);
        const auto write = [&](const QString &name) {
            QFile file(dir.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("no PEM\n");
        };
        write(u"ca.pem"_s);
        const TlsFolderCheck check = checkTlsFolder({}, dir.path(), {}); // the docker folder
        QCOMPARE(check.found, QStringList{u"ca.pem"_s});
        QCOMPARE(check.missing, (QStringList{u"cert.pem (no such file)"_s, u"key.pem (no such file)"_s}));
        QCOMPARE(tlsFolderText(check), u"Not there: cert.pem (no such file), key.pem (no such file). Found: ca.pem."_s);
        write(u"cert.pem"_s);
        write(u"key.pem"_s);
        QVERIFY(checkTlsFolder(dir.path(), {}, {}).missing.isEmpty());
        QVERIFY(!checkTlsFolder(dir.path(), {}, {}).problem.isEmpty());
        // by which the daemon is reached, too: relative to the settings
        QVERIFY(checkTlsFolder(QDir(dir.path()).dirName(), {}, QDir(dir.path()).filePath(u".."_s)).missing.isEmpty());
    }

    void commands_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("words");
        QTest::newRow("none") << QString() << QStringList();
        QTest::newRow("words") << u" a  --b c "_s << QStringList{u"a"_s, u"--b"_s, u"c"_s};
        QTest::newRow("quotes") << u"a 'b c' \"d 'e\""_s << QStringList{u"a"_s, u"b c"_s, u"d 'e"_s};
        QTest::newRow("nothing between quotes") << u"a ''"_s << QStringList{u"a"_s, QString()};
        QTest::newRow("nothing is expanded") << u"$HOME/a ~ *"_s << QStringList{u"$HOME/a"_s, u"~"_s, u"*"_s};
    }
    void commands()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, words);
        QCOMPARE(splitCommand(text), std::optional(words));
        QCOMPARE(splitCommand(joinedCommand(words)), std::optional(words));
        QVERIFY(!splitCommand(text + u" 'x"_s));
    }

    void whoWouldBeWithout()
    {
        QCOMPARE(usersOfDaemon(dockerSettings(), u"gpu"_s), QStringList{u"Base image exec"_s});
        QCOMPARE(usersOfDaemon(dockerSettings(), u"lab"_s), QStringList());
        QCOMPARE(usersOfRegistry(dockerSettings(), u"r1"_s), QStringList{u"Base image exec"_s});
        QCOMPARE(usersOfRegistry(dockerSettings(), u"r2"_s), QStringList());
    }
    void whoElseWouldBeWithout()
    {
        settings::Settings settings;
        settings.runtimeConfigs = {
            {.id = u"c"_s,
             .name = u"C"_s,
             .image = {.baseImage = {u"i"_s, {}}, .registry = {u"r"_s, {}}, .pullSecretFrom = {u"r"_s, {}}},
             .docker = {.daemon = {u"d"_s, {}}}}};
        settings.projects = {{.id = u"p"_s,
                              .name = u"P"_s,
                              .config = {.runtimeConfig = {u"c"_s, {}}},
                              .target = {.daemon = {u"d"_s, {}}}}};
        settings.defaults.visual.runtimeConfig.id = u"c"_s;
        QCOMPARE(usersOfDaemon(settings, u"d"_s), (QStringList{u"Runtime config C"_s, u"Project P"_s}));
        QCOMPARE(usersOfRegistry(settings, u"r"_s), QStringList{u"Runtime config C"_s}); // once
        QCOMPARE(usersOf(settings, u"baseImages"_s, u"i"_s), QStringList{u"Runtime config C"_s});
        QCOMPARE(usersOf(settings, u"runtimeConfigs"_s, u"c"_s), (QStringList{u"Project P"_s, u"The defaults"_s}));
    }

    void environment_data()
    {
        QTest::addColumn<docker::EnvironmentDaemon>("environment");
        QTest::addColumn<QString>("said"); //!< a part of it; empty: nothing
        using Source = docker::EnvironmentDaemon::Source;
        QTest::newRow("nothing said") << docker::EnvironmentDaemon{.address = {.host = u"unix:///other"_s}}
                                      << QString();
        QTest::newRow("one of ours, without scheme")
            << docker::EnvironmentDaemon{.source = Source::DockerHost, .address = {.host = u"10.0.0.5:2375"_s}}
            << QString();
        QTest::newRow("ours has no TLS") << docker::EnvironmentDaemon{.source = Source::DockerHost,
                                                                      .address = {.host = u"tcp://10.0.0.5:2375"_s,
                                                                                  .enablesTls = true}}
                                         << u"tcp://10.0.0.5:2375 (DOCKER_HOST, DOCKER_TLS_VERIFY)"_s;
        const auto overTls = [](const QString &folder) {
            return docker::EnvironmentDaemon{
                .source = Source::DockerHost,
                .address = {.host = u"tcp://gpu-build-01:2376"_s, .enablesTls = true, .certificatePath = folder}};
        };
        QTest::newRow("ours over TLS") << overTls(u"/home/me/.docker"_s) << QString();
        QTest::newRow("ours, with other certificates")
            << overTls(u"/etc/certs/"_s) << u"DOCKER_HOST, DOCKER_TLS_VERIFY, DOCKER_CERT_PATH=/etc/certs"_s;
        QTest::newRow("no host, but TLS") << docker::EnvironmentDaemon{.address = {.enablesTls = true}}
                                          << u"tcp://localhost:2376 (DOCKER_TLS_VERIFY)"_s;
        QTest::newRow("the context of nobody")
            << docker::EnvironmentDaemon{.source = Source::CurrentContext} << QString();
        QTest::newRow("a context of ours") << docker::EnvironmentDaemon{.source = Source::CurrentContext,
                                                                        .contextName = u"old"_s,
                                                                        .address = {.host = u"tcp://o:1"_s}}
                                           << QString();
        QTest::newRow("another context") << docker::EnvironmentDaemon{.source = Source::DockerContext,
                                                                      .contextName = u"x"_s,
                                                                      .address = {.host = u"tcp://x:1"_s}}
                                         << u"DOCKER_CONTEXT=x"_s;
    }
    void environment()
    {
        QFETCH(docker::EnvironmentDaemon, environment);
        QFETCH(QString, said);
        const QString note = environmentNote(environment, dockerSettings().daemons, u"/home/me/.docker"_s);
        QCOMPARE(note.isEmpty(), said.isEmpty());
        QVERIFY2(note.contains(said), qPrintable(note));
    }
    void environmentThatIsWrong()
    {
        const ApiError error{.kind = ApiError::Kind::NotFound, .message = u"there is no context x"_s};
        QVERIFY(environmentNote(tl::unexpected(error), {}, {}).endsWith("there is no context x"_L1));
    }

    void prune()
    {
        docker::PruneList list;
        list.candidates = {{.image = image(u"1"_s, {u"a:1"_s}, 3 << 20, 1 << 20), .freedBytes = 2 << 20},
                           {.image = image(u"2"_s, {}, 1 << 20), .freedBytes = 1 << 20}};
        list.leastBytes = 3 << 20;
        list.mostBytes = 4 << 20;
        const PruneTotal total = pruneTotal(list, {u"sha256:1"_s, u"sha256:2"_s});
        QCOMPARE(total.images, 2);
        QCOMPARE(pruneSizeText(total), u"3.0 MiB to 4.0 MiB"_s);
        QCOMPARE(pruneSizeText(pruneTotal(list, {u"sha256:2"_s})), u"1.0 MiB"_s);
        QCOMPARE(pruneTotal(list, {}).images, 0);
        QVERIFY(pruneReason(list.candidates[1]).startsWith("no name, container, image or recipe"_L1));
        QCOMPARE(pruneTitle(list.candidates[0]), u"a:1"_s);
    }

    //! Review 5, 5: nothing is said that is not known.
    void pruneReasons_data()
    {
        using Built = docker::PruneCandidate::Built;
        QTest::addColumn<bool>("isNamed");
        QTest::addColumn<Built>("built");
        QTest::addColumn<QString>("expected");
        QTest::newRow("none") << true << Built::None << u"no container, image or recipe on it"_s;
        QTest::newRow("none, no name") << false << Built::None << u"no name, container, image or recipe on it"_s;
        QTest::newRow("twin") << true << Built::SameLayers
                              << u"no container or recipe on it; another image has the same layers"_s;
        QTest::newRow("twin, no name") << false << Built::SameLayers
                                       << u"no name, container or recipe on it; another image has the same layers"_s;
        QTest::newRow("unknown") << true << Built::Unknown << u"no container or recipe on it; nobody knows"_s;
        QTest::newRow("unknown, no name")
            << false << Built::Unknown << u"no name, container or recipe on it; nobody knows"_s;
    }
    void pruneReasons()
    {
        QFETCH(const bool, isNamed);
        QFETCH(const docker::PruneCandidate::Built, built);
        QFETCH(const QString, expected);
        docker::PruneCandidate candidate{.image = image(u"1"_s, isNamed ? QStringList{u"a:1"_s} : QStringList(), 1)};
        candidate.built = built;
        QVERIFY2(pruneReason(candidate).startsWith(expected), qPrintable(pruneReason(candidate)));
    }
};

QTEST_GUILESS_MAIN(TestDockerCheck)
#include "tst_dockercheck.moc"
