// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "app/console/containerlogs.h"
#include "app/console/imageconsole.h"
#include "app/console/quitquestion.h"
#include "backends/processes/programapprovals.h"
#include "tests/support/bedcommands.h"
#include "tests/ui/shownwindow.h"
#include "ui/activity/activitypane.h"
#include "ui/docker/dockerpane.h"
#include "ui/images/imagespane.h"
#include "ui/widgets/approvaldialog.h"
#include "ui/widgets/logview.h"

#include <QAbstractButton>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QTemporaryDir>

#include <algorithm>

using namespace fairlead;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 60'000;

constexpr auto Settings = R"(apiVersion: fairlead/v1
daemons:
  - {id: d-local, name: local, host: %1}
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

bool write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

//! The window as the user has it, over settings of the test's own.
struct Shown
{
    ShownWindow shown;
    console::ImageConsole console;
    ui::MainWindow &window = shown.window;

    explicit Shown(const QTemporaryDir &folder)
        : console({.settingsPath = folder.filePath(u"fairlead.yaml"_s),
                   .approvalsFile = folder.filePath(u"state/approved"_s)},
                  shown.theme, shown.window)
    {
        console.start();
    }

    ui::ImagesPane &images() const { return *window.findChild<ui::ImagesPane *>(); }
    ui::DockerPane &docker() const { return *window.findChild<ui::DockerPane *>(); }
    bool isReady() const { return images().findChild<ui::DataTable *>()->model()->rowCount() == 1; }
    //! Not that of steps or layers.
    ui::DataTable &activitiesTable() const
    {
        const auto tables = window.findChild<ui::ActivityPane *>()->findChildren<ui::DataTable *>();
        return **std::find_if(tables.begin(), tables.end(), [](const ui::DataTable *table) {
            return qobject_cast<models::ActivitiesModel *>(table->model());
        });
    }
    //! "Push ...:1, basic, failed, ...", those that were begun last first.
    QStringList activities() const
    {
        QStringList lines;
        for (const QStringList &row : activitiesTable().cells(ui::DataTable::Rows::All))
            lines += row.join(u", "_s);
        return lines.mid(1);
    }
    //! What the Activity pane does with the first that has \p text.
    void act(const QString &command, const QString &text) const
    {
        auto &pane = *window.findChild<ui::ActivityPane *>();
        ui::DataTable &table = activitiesTable();
        window.showPane(pane);
        const QStringList rows = activities();
        const auto row =
            std::find_if(rows.begin(), rows.end(), [&text](const QString &each) { return each.contains(text); });
        QVERIFY(row != rows.end());
        table.selectRowOf(table.model()->index(int(row - rows.begin()), 0));
        for (const ui::Command &each : pane.commands()) {
            if (each.title.startsWith(command))
                return each.run();
        }
        QFAIL(qPrintable(u"no command "_s + command));
    }
    qsizetype count(const QString &text) const { return activities().filter(text).size(); }
    ui::ApprovalDialog *question() const
    {
        for (auto *dialog : window.findChildren<ui::ApprovalDialog *>()) {
            if (dialog->isVisible())
                return dialog;
        }
        return nullptr;
    }
    console::QuitQuestion *quitQuestion() const { return window.findChild<console::QuitQuestion *>(); }
};

void press(const QWidget &root, const QString &text)
{
    for (auto *button : root.findChildren<QAbstractButton *>()) {
        if (button->text() == text && button->isVisible()) {
            button->click();
            return;
        }
    }
    QFAIL(qPrintable(u"no button %1"_s.arg(text)));
}

//! What is to be read in it, values that can be selected too.
QString readable(const QWidget &root)
{
    QStringList texts{visibleText(root)};
    for (const auto *text : root.findChildren<QPlainTextEdit *>()) {
        if (text->isVisible())
            texts += text->toPlainText();
    }
    return texts.join(u'\n');
}

QString logged(const QWidget &root)
{
    auto &view = *root.findChild<ui::LogView *>();
    view.selectAll();
    return view.selectedText();
}

void picture(QWidget &widget, ui::Theme &theme, const QString &name)
{
    const QString folder = qEnvironmentVariable("FAIRLEAD_PICTURES");
    if (folder.isEmpty())
        return;
    for (const auto &[mode, suffix] :
         {std::pair(ui::Theme::Mode::Dark, u"dark"_s), std::pair(ui::Theme::Mode::Light, u"light"_s)}) {
        theme.setMode(mode);
        widget.grab().save(u"%1/%2-%3.png"_s.arg(folder, name, suffix));
    }
}

} // namespace

//! The window against the bed: commands that a push wants to run, the end while something runs, logs of containers.
class ImageConsoleBedTest : public QObject
{
    Q_OBJECT

    QString path(const QString &name) const { return m_folder->filePath(name); }
    void hook(const QByteArray &body = {}) const
    {
        QVERIFY(write(path(u"hook"_s), "#!/bin/sh\necho \"$FAIRLEAD_REGISTRY $*\" >> '" +
                                           QFile::encodeName(path(u"runs"_s)) + "'\n" + body));
        QFile::setPermissions(path(u"hook"_s),
                              QFileDevice::ReadOwner | QFileDevice::ExeOwner | QFileDevice::WriteOwner);
    }
    qsizetype runs() const { return read(path(u"runs"_s)).count('\n'); }
    std::optional<QByteArray> docker(const QStringList &arguments) const
    {
        return runProgram(u"docker"_s, QStringList{u"-H"_s, qEnvironmentVariable("FAIRLEAD_BED_DOCKER")} + arguments);
    }
    bool pushWaits(Shown &shown, bool builds = false) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_number;

private slots:
    void init();
    void allows();
    void declines();
    void cancelTakesTheQuestionAway();
    void asksWhenItChanged();
    void asksBeforeItQuits();
    void logs_data();
    void logs();
};

void ImageConsoleBedTest::init()
{
    QTest::failOnWarning(QRegularExpression(u"^(?!.*does not support).*$"_s));
    m_number = QString::number(QDateTime::currentMSecsSinceEpoch(), 36);
    m_folder = std::make_unique<QTemporaryDir>();
    QFile known(qEnvironmentVariable("FAIRLEAD_BED_REGISTRIES"));
    QVERIFY2(known.open(QIODevice::ReadOnly), "the test bed is not running: ./dev test starts it");
    const QJsonObject all = QJsonDocument::fromJson(known.readAll()).object();
    const QJsonValue basic = all["registries"_L1]["basic"_L1];
    const QJsonValue token = all["registries"_L1]["token"_L1];
    qputenv("DOCKER_CONFIG", all["configs"_L1]["auths"_L1].toString().toUtf8());
    const QString text = QString::fromLatin1(Settings).arg(qEnvironmentVariable("FAIRLEAD_BED_DOCKER"),
                                                           basic["address"_L1].toString(), basic["ca"_L1].toString(),
                                                           token["address"_L1].toString(), path(u"hook"_s), m_number);
    QVERIFY(write(path(u"fairlead.yaml"_s), text.toUtf8()));
    QVERIFY(QDir(m_folder->path()).mkdir(u"exec"_s));
    QVERIFY(QFile::copy(u"/bin/busybox"_s, path(u"exec/busybox"_s)));
    QVERIFY(write(path(u"exec/Dockerfile"_s), "FROM scratch\nCOPY busybox /bin/busybox\n"));
    hook();
}

//! \return whether both pushes wait for one answer.
bool ImageConsoleBedTest::pushWaits(Shown &shown, bool builds) const
{
    const auto waits = [&] { return shown.question() && shown.count(u"needs your approval"_s) == 2; };
    if (!QTest::qWaitFor([&] { return shown.isReady(); }, Patience))
        return false;
    builds ? emit shown.images().buildRequested({}, true) : emit shown.images().pushRequested({});
    return QTest::qWaitFor(waits, Patience);
}

void ImageConsoleBedTest::allows()
{
    {
        Shown shown(*m_folder);
        QVERIFY(pushWaits(shown, true));
        const QString text = readable(*shown.question());
        for (const QString &part : {path(u"hook"_s), u"1  push\n2  to it"_s, u"FAIRLEAD_REGISTRY"_s, u"basic\ntoken"_s,
                                    u"/window/window-%1/exec:1"_s.arg(m_number)})
            QVERIFY2(text.contains(part), qPrintable(text));
        QVERIFY(!text.contains(u"has changed"_s));
        QCOMPARE(runs(), 0);
        picture(*shown.question(), shown.shown.theme, u"approval"_s);
        shown.window.showPane(u"activity"_s);
        picture(shown.window, shown.shown.theme, u"approval-activity"_s);
        press(*shown.question(), u"Allow and remember"_s);
        QTRY_COMPARE_WITH_TIMEOUT(shown.count(u"succeeded"_s), 3, Patience);
        QCOMPARE(runs(), 2);
        QVERIFY(!shown.question());
        QTRY_COMPARE(processes::ProgramApprovals(path(u"state/approved"_s)).keys().size(), 1);
    }
    Shown shown(*m_folder); // tomorrow
    QTRY_VERIFY_WITH_TIMEOUT(shown.isReady(), Patience);
    emit shown.images().pushRequested({});
    QTRY_COMPARE_WITH_TIMEOUT(shown.count(u"succeeded"_s), 2, Patience);
    QCOMPARE(runs(), 4);
}

void ImageConsoleBedTest::declines()
{
    Shown shown(*m_folder);
    QVERIFY(pushWaits(shown, true));
    shown.question()->close(); // as "Not now"
    QTRY_COMPARE_WITH_TIMEOUT(shown.count(u"failed"_s), 2, Patience);
    QCOMPARE(shown.count(u"has not been allowed to run before the push: push again"_s), 2);
    picture(shown.window, shown.shown.theme, u"approval-declined"_s);
    QVERIFY(!shown.question());
    shown.act(u"Retry"_s, u"failed"_s); // asks again
    QTRY_VERIFY_WITH_TIMEOUT(shown.question(), Patience);
    press(*shown.question(), u"Not now"_s);
    QTRY_COMPARE_WITH_TIMEOUT(shown.count(u"failed"_s), 3, Patience);
    QCOMPARE(runs(), 0);
    QVERIFY(!QFile::exists(path(u"state/approved"_s)));
}

void ImageConsoleBedTest::cancelTakesTheQuestionAway()
{
    Shown shown(*m_folder);
    QVERIFY(pushWaits(shown, true));
    shown.act(u"Cancel"_s, u"needs your approval"_s);
    QTRY_COMPARE_WITH_TIMEOUT(shown.count(u"cancelled"_s), 1, Patience);
    QVERIFY(shown.question()); // for the other
    QTRY_COMPARE(readable(*shown.question()).count(u"/exec:1"_s), 1);
    shown.act(u"Cancel"_s, u"needs your approval"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!shown.question(), Patience);
    QTRY_COMPARE_WITH_TIMEOUT(shown.count(u"cancelled"_s), 2, Patience);
    QCOMPARE(runs(), 0);
}

void ImageConsoleBedTest::asksWhenItChanged()
{
    Shown shown(*m_folder);
    QVERIFY(pushWaits(shown, true));
    press(*shown.question(), u"Allow and remember"_s);
    QTRY_COMPARE_WITH_TIMEOUT(shown.count(u"succeeded"_s), 3, Patience);
    hook("echo changed\n");
    QVERIFY(pushWaits(shown));
    QVERIFY(readable(*shown.question()).contains(u"has changed since"_s));
    picture(*shown.question(), shown.shown.theme, u"approval-changed"_s);
    press(*shown.question(), u"Allow and remember"_s);
    QTRY_COMPARE_WITH_TIMEOUT(shown.count(u"succeeded"_s), 5, Patience);
    QCOMPARE(runs(), 4);
}

void ImageConsoleBedTest::asksBeforeItQuits()
{
    Shown shown(*m_folder);
    QVERIFY(pushWaits(shown, true));
    QVERIFY(!shown.window.close());
    QTRY_VERIFY(shown.quitQuestion());
    QVERIFY2(readable(*shown.quitQuestion()).contains(u"2 job"_s), qPrintable(readable(*shown.quitQuestion())));
    picture(*shown.quitQuestion(), shown.shown.theme, u"quit"_s);
    press(*shown.quitQuestion(), u"Stay"_s);
    QTRY_VERIFY(!shown.quitQuestion());
    QVERIFY(shown.window.isVisible() && shown.question());
    QVERIFY(!shown.window.close());
    QTRY_VERIFY(shown.quitQuestion());
    press(*shown.quitQuestion(), u"Cancel them and quit"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!shown.window.isVisible(), Patience);
    QCOMPARE(shown.count(u"cancelled"_s), 2);
    QVERIFY(!shown.question());
    QCOMPARE(runs(), 0);
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
    Shown shown(*m_folder);
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
