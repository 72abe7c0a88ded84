// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "shownconsole.h"
#include "tests/support/bedservers.h"
#include "ui/widgets/logindialog.h"

#include <QDateTime>
#include <QDirIterator>
#include <QLineEdit>
#include <QRegularExpression>

using namespace fairlead;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 60'000;

constexpr auto Settings = R"(apiVersion: fairlead/v1
daemons:
  - {id: d-local, name: local, host: %1}
registries:
  - {id: r, name: ours, host: %2, repositoryPrefix: login, certificateAuthority: %3}
baseImages:
  - id: i-exec
    name: exec
    tag: login-%4/exec:1
    dockerfile: Dockerfile
    context: exec
    daemon: {id: d-local, name: local}
    registries:
      - {id: r, name: ours}
)";

constexpr auto User = "builder"_L1;

} // namespace

//! Who logs in at a registry of the bed by the dialog of the console, which nobody else knows a login for.
class ConsoleLoginBedTest : public QObject
{
    Q_OBJECT

    QString path(const QString &name) const { return m_folder->filePath(name); }
    QString typedFor(const QString &answer) const { return answer == "right"_L1 ? m_password : m_password + u'x'; }
    void arrange(const QString &registry);
    void answer(ShownConsole &shown, const QString &answer, bool isAgain);

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_host;
    QString m_password;

private slots:
    void initTestCase() { qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere"); } // no keychain
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!.*does not support).*$"_s)); }
    void logsIn_data();
    void logsIn();
};

void ConsoleLoginBedTest::arrange(const QString &registry)
{
    m_folder = std::make_unique<QTemporaryDir>();
    BedServers bed;
    const QString problem = bed.open();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    const settings::Registry chosen = bed.registry(registry, {});
    m_host = chosen.host;
    m_password = bed.password(registry);
    QVERIFY(!m_password.isEmpty());
    qputenv("DOCKER_CONFIG", QFile::encodeName(path(u"docker"_s)));
    const QString number = QString::number(QDateTime::currentMSecsSinceEpoch(), 36);
    QVERIFY(writeFile(path(u"fairlead.yaml"_s),
                      QString::fromLatin1(Settings)
                          .arg(qEnvironmentVariable("FAIRLEAD_BED_DOCKER"), m_host, chosen.certificateAuthority, number)
                          .toUtf8()));
    QVERIFY(QDir(m_folder->path()).mkdir(u"exec"_s));
    // A layer that the registry has nowhere: to mount one from another repository the engine tries for two minutes with
    // a login that is wrong.
    QVERIFY(writeFile(path(u"exec/number"_s), number.toUtf8()));
    QVERIFY(writeFile(path(u"exec/Dockerfile"_s), "FROM scratch\nCOPY number /number\n"));
}

//! As a user does who has only keys; \p isAgain: behind one that was refused.
void ConsoleLoginBedTest::answer(ShownConsole &shown, const QString &answer, bool isAgain)
{
    QTRY_VERIFY2_WITH_TIMEOUT(shown.dialog<ui::LoginDialog>(), qPrintable(shown.activities().join(u'\n')), Patience);
    ui::LoginDialog &dialog = *shown.dialog<ui::LoginDialog>();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    const QString text = readable(dialog);
    QVERIFY2(text.contains(m_host), qPrintable(text));
    QCOMPARE(text.contains(u"did not accept the last name and password"_s), isAgain);
    QVERIFY(!text.contains(m_password));
    const QAbstractButton *keep = buttonNamed(dialog, u"Remember in the keychain"_s);
    QVERIFY(keep && !keep->isEnabled());
    QVERIFY2(keep->accessibleDescription().contains(u"keychain"_s), qPrintable(keep->accessibleDescription()));
    QVERIFY(!buttonNamed(dialog, u"Log in"_s)->isEnabled());
    picture(dialog, shown.shown.theme, isAgain ? u"login-again"_s : u"login"_s);
    if (answer == "cancel"_L1)
        return press(dialog, u"Cancel"_s);
    if (answer == "escape"_L1)
        return QTest::keyClick(&dialog, Qt::Key_Escape);
    if (dialog.username().isEmpty()) { // else it was typed before, and the password is wanted
        auto &name = *qobject_cast<QLineEdit *>(dialog.focusWidget());
        QCOMPARE(name.accessibleName(), u"User name"_s);
        QTest::keyClicks(&name, User);
        QTest::keyClick(&name, Qt::Key_Tab);
    }
    QVERIFY2(dialog.username() == User, qPrintable(dialog.username()));
    auto &password = *qobject_cast<QLineEdit *>(dialog.focusWidget());
    QCOMPARE(password.echoMode(), QLineEdit::Password);
    QTest::keyClicks(&password, typedFor(answer));
    QPointer<ui::LoginDialog> gone(&dialog);
    if (answer == "right"_L1)
        press(dialog, u"Log in"_s);
    else
        QTest::keyClick(&password, Qt::Key_Return);
    QTRY_VERIFY(!gone);
}

void ConsoleLoginBedTest::logsIn_data()
{
    QTest::addColumn<QString>("registry");
    QTest::addColumn<QString>("answers");
    QTest::addColumn<QString>("state");  // of the push
    QTest::addColumn<QString>("result"); // a part of it
    const auto none = u"no login was given"_s;
    const auto refused = u"did not accept|authentication required|denied|unauthorized|401"_s;
    for (const QString &registry : {u"basic"_s, u"token"_s}) {
        const auto row = [&registry](const char *name, const QString &answers, const QString &state,
                                     const QString &result = {}) {
            QTest::addRow("%s, %s", qPrintable(registry), name) << registry << answers << state << result;
        };
        row("right", u"right"_s, u"succeeded"_s);
        row("wrong, then right", u"wrong right"_s, u"succeeded"_s);
        row("cancelled", u"cancel"_s, u"failed"_s, none);
        row("Esc", u"escape"_s, u"failed"_s, none);
        row("wrong, then cancelled", u"wrong cancel"_s, u"failed"_s, refused);
    }
}

void ConsoleLoginBedTest::logsIn()
{
    QFETCH(const QString, registry);
    QFETCH(const QString, answers);
    QFETCH(const QString, state);
    QFETCH(const QString, result);
    arrange(registry);
    ShownConsole shown(*m_folder);
    QTRY_VERIFY_WITH_TIMEOUT(shown.isReady(), Patience);
    emit shown.images().buildRequested({}, true);
    bool isAgain = false;
    for (const QString &each : answers.split(u' ')) {
        answer(shown, each, std::exchange(isAgain, true));
        if (QTest::currentTestFailed())
            return;
    }
    const auto pushes = [&shown] { return shown.activities().filter(u"Push"_s); };
    QTRY_VERIFY2_WITH_TIMEOUT(pushes().size() == 1 && pushes().first().contains(state),
                              qPrintable(shown.activities().join(u'\n')), Patience);
    QVERIFY(!shown.dialog<ui::LoginDialog>());
    QVERIFY2(pushes().first().contains(QRegularExpression(result, QRegularExpression::CaseInsensitiveOption)),
             qPrintable(pushes().first()));
    shown.window.showPane(u"activity"_s);
    picture(shown.window, shown.shown.theme, u"login-"_s + state);
    if (state == "succeeded"_L1) { // and is known from now on
        emit shown.images().pushRequested({});
        QTRY_COMPARE_WITH_TIMEOUT(pushes().filter(u"succeeded"_s).size(), 2, Patience);
        QVERIFY(!shown.dialog<ui::LoginDialog>());
    } else { // who tries again is asked again
        shown.act(u"Retry"_s, u"Push"_s);
        answer(shown, u"right"_s, false);
        QTRY_COMPARE_WITH_TIMEOUT(pushes().filter(u"succeeded"_s).size(), 1, Patience);
    }
    QDirIterator files(m_folder->path(), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext())
        QVERIFY2(!read(files.next()).contains(m_password.toUtf8()), qPrintable(files.filePath()));
}

QTEST_MAIN(ConsoleLoginBedTest)
#include "tst_consolelogin_bed.moc"
