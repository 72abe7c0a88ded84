// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "app/console/containerlogs.h"
#include "backends/processes/programapprovals.h"
#include "shownconsole.h"
#include "tests/support/bedcommands.h"
#include "tests/support/bedservers.h"
#include "ui/widgets/approvaldialog.h"
#include "ui/widgets/logindialog.h"
#include "ui/widgets/logview.h"

#include <QDateTime>
#include <QDir>
#include <QRegularExpression>
#include <QTcpServer>

using namespace fairlead;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 60'000;

constexpr auto Settings = R"(apiVersion: fairlead/v1
daemons:
  - {id: d-local, name: local, host: %1}
  - {id: d-silent, name: silent, host: "%7"}
registries:
  - id: r-basic
    name: basic
    host: %2
    repositoryPrefix: window
    certificateAuthority: %3
    prePush: command
    prePushCommand: [%5, push, "to it"]
  - id: r-token
    name: token
    host: %4
    repositoryPrefix: window
    certificateAuthority: %3
    prePush: command
    prePushCommand: [%5, push, "to it"]
baseImages:
  - id: i-exec
    name: exec
    tag: window-%6/exec:1
    dockerfile: Dockerfile
    context: exec
    daemon: {id: d-local, name: local}
    registries:
      - {id: r-basic, name: basic}
      - {id: r-token, name: token}
)";

ui::ApprovalDialog *question(const ShownConsole &shown)
{
    return shown.dialog<ui::ApprovalDialog>();
}

QString logged(const QWidget &root)
{
    auto &view = *root.findChild<ui::LogView *>();
    view.selectAll();
    return view.selectedText();
}

} // namespace

//! The window against the bed: commands that a push wants to run, the end while something runs, logs of containers.
class ImageConsoleBedTest : public QObject
{
    Q_OBJECT

    QString path(const QString &name) const { return m_folder->filePath(name); }
    void hook(const QByteArray &body = {}) const
    {
        QVERIFY(writeFile(path(u"hook"_s), "#!/bin/sh\necho \"$FAIRLEAD_REGISTRY $*\" >> '" +
                                               QFile::encodeName(path(u"runs"_s)) + "'\n" + body));
        QFile::setPermissions(path(u"hook"_s),
                              QFileDevice::ReadOwner | QFileDevice::ExeOwner | QFileDevice::WriteOwner);
    }
    qsizetype runs() const { return read(path(u"runs"_s)).count('\n'); }
    std::optional<QByteArray> docker(const QStringList &arguments) const
    {
        return runProgram(u"docker"_s, QStringList{u"-H"_s, qEnvironmentVariable("FAIRLEAD_BED_DOCKER")} + arguments);
    }
    bool pushWaits(ShownConsole &shown, bool builds = false) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    QTcpServer m_silent; //!< a daemon that takes connections and says nothing
    QString m_number;
    QHash<QString, QString> m_passwords; //!< of builder, by the host of the registry

private slots:
    void init();
    void allows();
    void declines();
    void cancelTakesTheQuestionAway();
    void asksWhenItChanged();
    void asksForLogins();
    void asksBeforeItQuits();
    void asksWhateverRuns_data();
    void asksWhateverRuns();
    void logs_data();
    void logs();
};

void ImageConsoleBedTest::init()
{
    QTest::failOnWarning(QRegularExpression(u"^(?!.*does not support).*$"_s));
    m_number = QString::number(QDateTime::currentMSecsSinceEpoch(), 36);
    m_folder = std::make_unique<QTemporaryDir>();
    BedServers bed;
    const QString problem = bed.open();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    const settings::Registry basic = bed.registry(u"basic"_s, {});
    const settings::Registry token = bed.registry(u"token"_s, {});
    for (const settings::Registry &registry : {basic, token})
        m_passwords.insert(registry.host, bed.password(registry.id));
    qputenv("DOCKER_CONFIG", bed.dockerConfig().toUtf8());
    QVERIFY(m_silent.isListening() || m_silent.listen(QHostAddress::LocalHost));
    const QString text = QString::fromLatin1(Settings).arg(
        qEnvironmentVariable("FAIRLEAD_BED_DOCKER"), basic.host, basic.certificateAuthority, token.host,
        path(u"hook"_s), m_number, u"tcp://127.0.0.1:%1"_s.arg(m_silent.serverPort()));
    QVERIFY(writeFile(path(u"fairlead.yaml"_s), text.toUtf8()));
    QVERIFY(QDir(m_folder->path()).mkdir(u"exec"_s));
    QVERIFY(QFile::copy(u"/bin/busybox"_s, path(u"exec/busybox"_s)));
    QVERIFY(writeFile(path(u"exec/Dockerfile"_s), "FROM scratch\nCOPY busybox /bin/busybox\n"));
    hook();
}

//! \return whether both pushes wait for one answer.
bool ImageConsoleBedTest::pushWaits(ShownConsole &shown, bool builds) const
{
    const auto waits = [&] { return question(shown) && shown.count(u"needs your approval"_s) == 2; };
    if (!QTest::qWaitFor([&] { return shown.isReady(); }, Patience))
        return false;
    builds ? emit shown.images().buildRequested({}, true) : emit shown.images().pushRequested({});
    return QTest::qWaitFor(waits, Patience);
}

void ImageConsoleBedTest::allows()
{
    {
        ShownConsole shown(*m_folder);
        QVERIFY(pushWaits(shown, true));
        const QString text = readable(*question(shown));
        for (const QString &part : {path(u"hook"_s), u"1  push\n2  to it"_s, u"FAIRLEAD_REGISTRY"_s, u"basic\ntoken"_s,
                                    u"/window/window-%1/exec:1"_s.arg(m_number)})
            QVERIFY2(text.contains(part), qPrintable(text));
        QVERIFY(!text.contains(u"has changed"_s));
        QCOMPARE(runs(), 0);
        picture(*question(shown), shown.shown.theme, u"approval"_s);
        shown.window.showPane(u"activity"_s);
        picture(shown.window, shown.shown.theme, u"approval-activity"_s);
        press(*question(shown), u"Allow and remember"_s);
        QTRY_COMPARE_WITH_TIMEOUT(shown.count(u"succeeded"_s), 3, Patience);
        QCOMPARE(runs(), 2);
        QVERIFY(!question(shown));
        QTRY_COMPARE(processes::ProgramApprovals(path(u"state/approved"_s)).keys().size(), 1);
    }
    ShownConsole shown(*m_folder); // tomorrow
    QTRY_VERIFY_WITH_TIMEOUT(shown.isReady(), Patience);
    emit shown.images().pushRequested({});
    QTRY_COMPARE_WITH_TIMEOUT(shown.count(u"succeeded"_s), 2, Patience);
    QCOMPARE(runs(), 4);
}

void ImageConsoleBedTest::declines()
{
    ShownConsole shown(*m_folder);
    QVERIFY(pushWaits(shown, true));
    question(shown)->close(); // as "Not now"
    QTRY_COMPARE_WITH_TIMEOUT(shown.count(u"failed"_s), 2, Patience);
    QCOMPARE(shown.count(u"has not been allowed to run before the push: push again"_s), 2);
    picture(shown.window, shown.shown.theme, u"approval-declined"_s);
    QVERIFY(!question(shown));
    shown.act(u"Retry"_s, u"failed"_s); // asks again
    QTRY_VERIFY_WITH_TIMEOUT(question(shown), Patience);
    press(*question(shown), u"Not now"_s);
    QTRY_COMPARE_WITH_TIMEOUT(shown.count(u"failed"_s), 3, Patience);
    QCOMPARE(runs(), 0);
    QVERIFY(!QFile::exists(path(u"state/approved"_s)));
}

void ImageConsoleBedTest::cancelTakesTheQuestionAway()
{
    ShownConsole shown(*m_folder);
    QVERIFY(pushWaits(shown, true));
    shown.act(u"Cancel"_s, u"needs your approval"_s);
    QTRY_COMPARE_WITH_TIMEOUT(shown.count(u"cancelled"_s), 1, Patience);
    QVERIFY(question(shown)); // for the other
    QTRY_COMPARE(readable(*question(shown)).count(u"/exec:1"_s), 1);
    shown.act(u"Cancel"_s, u"needs your approval"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!question(shown), Patience);
    QTRY_COMPARE_WITH_TIMEOUT(shown.count(u"cancelled"_s), 2, Patience);
    QCOMPARE(runs(), 0);
}

void ImageConsoleBedTest::asksWhenItChanged()
{
    ShownConsole shown(*m_folder);
    QVERIFY(pushWaits(shown, true));
    press(*question(shown), u"Allow and remember"_s);
    QTRY_COMPARE_WITH_TIMEOUT(shown.count(u"succeeded"_s), 3, Patience);
    hook("echo changed\n");
    QVERIFY(pushWaits(shown));
    QVERIFY(readable(*question(shown)).contains(u"has changed since"_s));
    picture(*question(shown), shown.shown.theme, u"approval-changed"_s);
    press(*question(shown), u"Allow and remember"_s);
    QTRY_COMPARE_WITH_TIMEOUT(shown.count(u"succeeded"_s), 5, Patience);
    QCOMPARE(runs(), 4);
}

//! One question after the other; one that nobody waits for goes, and a name is typed once.
void ImageConsoleBedTest::asksForLogins()
{
    QString text = QString::fromUtf8(read(path(u"fairlead.yaml"_s)));
    text.remove(QRegularExpression(u"    prePush[^\n]*\n"_s));
    QVERIFY(writeFile(path(u"fairlead.yaml"_s), text.toUtf8()));
    qputenv("DOCKER_CONFIG", QFile::encodeName(m_folder->path()));
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent"); // nobody's keychain
    ShownConsole shown(*m_folder);
    QTRY_VERIFY_WITH_TIMEOUT(shown.isReady(), Patience);
    emit shown.images().buildRequested({}, true);
    const auto logins = [&shown] {
        QList<ui::LoginDialog *> dialogs = shown.window.findChildren<ui::LoginDialog *>();
        dialogs.removeIf([](const ui::LoginDialog *dialog) { return !dialog->isVisible(); });
        return dialogs;
    };
    QTRY_VERIFY_WITH_TIMEOUT(!logins().isEmpty() && shown.count(u"logging in"_s) == 2, Patience);
    QCOMPARE(logins().size(), 1);
    const QString first = logins()[0]->windowTitle();
    const auto hostOf = [this](const QString &title) {
        const QStringList hosts = m_passwords.keys();
        return title.contains(hosts[0]) ? hosts[0] : hosts[1];
    };
    const bool isBasic = text.indexOf(hostOf(first)) < text.indexOf(u"name: token"_s);
    QVERIFY2(readable(*logins()[0]).contains(u"No keychain here: "_s), qPrintable(readable(*logins()[0])));
    picture(*logins()[0], shown.shown.theme, u"login"_s);
    shown.act(u"Cancel"_s, isBasic ? u", basic,"_s : u", token,"_s);
    QTRY_VERIFY_WITH_TIMEOUT(logins().size() == 1 && logins()[0]->windowTitle() != first, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(shown.count(u"cancelled"_s), 1, Patience);
    const QString second = logins()[0]->windowTitle();
    type(*logins()[0], u"User name"_s, u"builder"_s);
    type(*logins()[0], u"Password or token"_s, u"wrong"_s);
    press(*logins()[0], u"Log in"_s);
    QTRY_VERIFY_WITH_TIMEOUT(logins().size() == 1 && readable(*logins()[0]).contains(u"did not accept the last"_s),
                             Patience);
    picture(*logins()[0], shown.shown.theme, u"login-refused"_s);
    QCOMPARE(logins()[0]->windowTitle(), second);
    QCOMPARE(logins()[0]->username(), u"builder"_s);
    type(*logins()[0], u"Password or token"_s, m_passwords.value(hostOf(second)));
    press(*logins()[0], u"Log in"_s);
    QTRY_COMPARE_WITH_TIMEOUT(shown.count(u"succeeded"_s), 2, Patience); // the build, and this push
    QVERIFY(logins().isEmpty());
}

void ImageConsoleBedTest::asksBeforeItQuits()
{
    ShownConsole shown(*m_folder);
    QVERIFY(pushWaits(shown, true));
    QVERIFY(!shown.window.close());
    QTRY_VERIFY(shown.quitQuestion());
    QVERIFY2(readable(*shown.quitQuestion()).contains(u"2 job"_s), qPrintable(readable(*shown.quitQuestion())));
    picture(*shown.quitQuestion(), shown.shown.theme, u"quit"_s);
    press(*shown.quitQuestion(), u"Stay"_s);
    QTRY_VERIFY(!shown.quitQuestion());
    QVERIFY(shown.window.isVisible() && question(shown));
    QVERIFY(!shown.window.close());
    QTRY_VERIFY(shown.quitQuestion());
    press(*shown.quitQuestion(), u"Cancel them and quit"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!shown.window.isVisible(), Patience);
    QCOMPARE(shown.count(u"cancelled"_s), 2);
    QVERIFY(!question(shown));
    QCOMPARE(runs(), 0);
}

void ImageConsoleBedTest::asksWhateverRuns_data()
{
    QTest::addColumn<bool>("isTest");
    QTest::addColumn<QString>("name"); // as the question has it
    QTest::newRow("a build") << false << u"Build window-%1/exec:1 · local"_s;
    QTest::newRow("a test of a daemon") << true << u"Test silent · tcp://127.0.0.1:"_s;
}

void ImageConsoleBedTest::asksWhateverRuns()
{
    QFETCH(const bool, isTest);
    QFETCH(const QString, name);
    QVERIFY(writeFile(path(u"exec/Dockerfile"_s),
                      "FROM scratch\nCOPY busybox /bin/busybox\nRUN [\"/bin/busybox\", \"sleep\", \"1000\"]\n"));
    ShownConsole shown(*m_folder);
    QTRY_VERIFY_WITH_TIMEOUT(shown.isReady(), Patience);
    isTest ? emit shown.docker().testRequested(u"d-silent"_s) : emit shown.images().buildRequested({}, false);
    QTRY_COMPARE_WITH_TIMEOUT(shown.count(u"running"_s), 1, Patience);
    QVERIFY(!shown.window.close());
    QTRY_VERIFY(shown.quitQuestion());
    const QString text = readable(*shown.quitQuestion());
    QVERIFY2(text.contains(u"1 job(s) still run"_s), qPrintable(text));
    QVERIFY2(text.contains(isTest ? name : name.arg(m_number)), qPrintable(text));
    picture(*shown.quitQuestion(), shown.shown.theme, isTest ? u"quit-test"_s : u"quit-build"_s);
    QTest::keyClick(shown.quitQuestion(), Qt::Key_Return); // the harmless one
    QTRY_VERIFY(!shown.quitQuestion());
    QVERIFY(shown.window.isVisible());
    QCOMPARE(shown.count(u"running"_s), 1);
    QVERIFY(!shown.window.close());
    QTRY_VERIFY(shown.quitQuestion());
    press(*shown.quitQuestion(), u"Cancel them and quit"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!shown.window.isVisible(), Patience);
    QCOMPARE(shown.count(u"cancelled"_s), 1);
}

void ImageConsoleBedTest::logs_data()
{
    QTest::addColumn<QString>("script"); // of the container
    QTest::addColumn<QString>("then");   // what happens to it
    QTest::addColumn<QString>("says");
    QTest::addColumn<QString>("line");
    QTest::newRow("follows") << u"i=0; while :; do i=$((i+1)); echo line $i; echo warn >&2; sleep 1; done"_s
                             << QString() << u"Following"_s << u"line 2"_s;
    QTest::newRow("silent") << u"sleep 1000"_s << QString() << u"Following"_s << QString();
    QTest::newRow("ended") << u"echo all done; exit 3"_s << QString() << u"does not run any more"_s << u"all done"_s;
    QTest::newRow("ends") << u"echo begun; sleep 1000"_s << u"kill"_s << u"does not run any more"_s << u"begun"_s;
    QTest::newRow("removed") << u"echo begun; sleep 1000"_s << u"remove"_s << u"does not run any more"_s << u"begun"_s;
    QTest::newRow("gone") << u"sleep 1000"_s << u"gone"_s << u"no longer on the daemon"_s << QString();
    QTest::newRow("daemon closed") << u"echo begun; sleep 1000"_s << u"close"_s << u"no connection to the daemon"_s
                                   << u"begun"_s;
}

void ImageConsoleBedTest::logs()
{
    QFETCH(const QString, script);
    QFETCH(const QString, then);
    QFETCH(const QString, says);
    QFETCH(const QString, line);
    const QString image = u"window-%1/logs:1"_s.arg(m_number);
    QVERIFY(docker({u"build"_s, u"-q"_s, u"-t"_s, image, path(u"exec"_s)}));
    const QString name = u"window-%1-train-speech"_s.arg(m_number);
    const auto ran = docker({u"run"_s, u"-d"_s, u"--name"_s, name, image, u"/bin/busybox"_s, u"sh"_s, u"-c"_s,
                             QString(script).replace(u"sleep"_s, u"/bin/busybox sleep"_s)});
    QVERIFY(ran);
    const QString id = QString::fromLatin1(ran->trimmed());
    ShownConsole shown(*m_folder);
    QTRY_VERIFY_WITH_TIMEOUT(shown.isReady(), Patience);
    emit shown.docker().openRequested(u"d-local"_s, true);
    const auto isListed = [&] {
        for (const auto *table : shown.docker().findChildren<ui::DataTable *>()) {
            for (const QStringList &row : table->cells(ui::DataTable::Rows::All)) {
                if (row.contains(name))
                    return true;
            }
        }
        return false;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isListed(), Patience);
    if (then == "gone"_L1)
        QVERIFY(docker({u"rm"_s, u"-f"_s, name}));
    emit shown.docker().logsRequested(u"d-local"_s, id);
    auto *window = shown.window.findChild<console::ContainerLogs *>();
    QVERIFY(window);
    if (!line.isEmpty())
        QTRY_VERIFY_WITH_TIMEOUT(logged(*window).contains(line), Patience);
    if (then == "kill"_L1)
        QVERIFY(docker({u"kill"_s, name}));
    else if (then == "remove"_L1)
        QVERIFY(docker({u"rm"_s, u"-f"_s, name}));
    else if (then == "close"_L1)
        emit shown.docker().openRequested(u"d-local"_s, false);
    QTRY_VERIFY2_WITH_TIMEOUT(readable(*window).contains(says), qPrintable(readable(*window)), Patience);
    picture(*window, shown.shown.theme, u"logs-"_s + QString::fromLatin1(QTest::currentDataTag()).replace(u' ', u'-'));
    docker({u"rm"_s, u"-f"_s, name});
}

QTEST_MAIN(ImageConsoleBedTest)
#include "tst_imageconsole_bed.moc"
