// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "app/console/configconsole.h"
#include "models/clusters/clusterhub.h"
#include "shownconsole.h"
#include "ui/configs/configspane.h"
#include "ui/configs/manifestpreview.h"
#include "ui/widgets/choicebutton.h"
#include "ui/widgets/fittinglist.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>

using namespace fairlead;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 30'000;

struct Answer
{
    int exitCode = -1;
    QByteArray output;
    QByteArray error;
};

//! Of the lists that are to be seen, all that a row says.
QString listText(const QWidget &root)
{
    QStringList lines;
    for (const auto *list : root.findChildren<ui::FittingList *>()) {
        const QAbstractItemModel *model = list->isVisible() ? list->model() : nullptr;
        for (int row = 0; model && row < model->rowCount(); ++row) {
            const auto values = model->itemData(model->index(row, 0));
            for (const QVariant &value : values)
                lines += value.toString();
        }
    }
    return lines.join(u'\n');
}

//! \p text as somebody pastes it into a shell.
Answer paste(const QString &text)
{
    QProcess shell;
    shell.start(u"/bin/sh"_s, {u"-c"_s, text});
    if (!shell.waitForFinished(Patience))
        return {-1, {}, shell.errorString().toUtf8()};
    return {shell.exitCode(), shell.readAllStandardOutput(), shell.readAllStandardError()};
}

} // namespace

//! Somebody who has two clusters and a daemon over TLS, at the window: a GPU config for both contexts and a Docker one
//! are written into the form, each mistake is told while it is made, what the previews copy is taken by the real
//! servers, and a test says what a launch would meet.
class NewConfigBedTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void addsTheDaemon();
    void seesMistakes();
    void savesTheGpuConfig();
    void previewIsTaken_data();
    void previewIsTaken();
    void makesTheDockerConfig();
    void dockerTakesIt();
    void testsBoth();
    void findsThemInTheList();

private:
    ui::ConfigsPane &pane() const { return m_configs->pane(); }
    ui::ManifestPreview &preview() const { return *pane().findChild<ui::ManifestPreview *>(); }
    QByteArray saved() const { return read(m_folder.filePath(u"fairlead.yaml"_s)); }
    void picture(const QString &name) const { tests::picture(m_shown->window, m_shown->shown.theme, name); }
    void closeForm() const
    {
        QAbstractButton *cancel = buttonNamed(pane(), u"Cancel"_s);
        press(pane(), cancel ? u"Cancel"_s : u"Close"_s);
    }
    //! Of the target, what is copied for a shell.
    QString copied(const QString &target, const QString &button) const;

    QTemporaryDir m_folder;
    std::unique_ptr<ShownConsole> m_shown;
    std::unique_ptr<models::ClusterHub> m_hub;
    std::unique_ptr<console::ConfigConsole> m_configs;
};

void NewConfigBedTest::initTestCase()
{
    QTest::failOnWarning(QRegularExpression(u"^(?!.*does not support).*$"_s));
    for (const char *variable : {"FAIRLEAD_BED_KUBECONFIG", "FAIRLEAD_BED_DOCKER_TLS", "FAIRLEAD_KUBECTL"})
        QVERIFY2(!qEnvironmentVariableIsEmpty(variable), "the test bed is not running: ./dev test starts it");
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere"); // no keychain
    m_shown = std::make_unique<ShownConsole>(m_folder);
    const QString kubeconfig = qEnvironmentVariable("FAIRLEAD_BED_KUBECONFIG");
    m_hub = std::make_unique<models::ClusterHub>(models::ClusterHub::Settings{
        .sources = kubernetes::KubeconfigSources::fromEnvironment({kubeconfig}), .userAgent = "fairlead-test"});
    m_shown->shown.models.follow(*m_hub);
    m_configs = std::make_unique<console::ConfigConsole>(
        console::ConfigConsole::Settings{.journalPath = m_folder.filePath(u"trials.json"_s)}, m_shown->console,
        m_shown->shown.models, m_shown->shown.theme, m_shown->window);
    QSignalSpy loaded(m_hub.get(), &models::ClusterHub::loaded);
    m_hub->start();
    QVERIFY(m_hub->isLoaded() || loaded.wait(Patience));
    m_hub->setOpen({u"bed-a"_s, u"bed-b"_s});
    QTRY_VERIFY_WITH_TIMEOUT(m_shown->shown.models.isSettled(), Patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_shown->shown.models.nodes.rowCount() > 0, Patience);
}

void NewConfigBedTest::cleanupTestCase()
{
    m_configs.reset();
    m_hub.reset();
    m_shown.reset();
}

QString NewConfigBedTest::copied(const QString &target, const QString &button) const
{
    ui::ManifestPreview &shown = preview();
    for (auto *choice : shown.findChildren<ui::ChoiceButton *>()) {
        const qsizetype place = choice->choices().indexOf(target);
        if (place < 0)
            continue;
        choice->setCurrent(int(place)); // as its menu does
        emit choice->chosen(int(place));
    }
    QGuiApplication::clipboard()->clear();
    QAbstractButton *copy = buttonNamed(shown, button);
    if (copy && copy->isEnabled())
        copy->click();
    return QGuiApplication::clipboard()->text();
}

void NewConfigBedTest::addsTheDaemon()
{
    ui::DockerPane &docker = m_shown->docker();
    m_shown->window.showPane(docker);
    QTRY_VERIFY_WITH_TIMEOUT(buttonNamed(docker, u"Add a daemon over TLS"_s), Patience);
    press(docker, u"Add a daemon over TLS"_s);
    type(docker, u"Name"_s, u"build box"_s);
    type(docker, u"Docker host"_s, qEnvironmentVariable("FAIRLEAD_BED_DOCKER_TLS"));
    type(docker, u"Folder with ca.pem, cert.pem and key.pem"_s, qEnvironmentVariable("FAIRLEAD_BED_DOCKER_CERTS"));
    press(docker, u"Save"_s);
    QTRY_VERIFY_WITH_TIMEOUT(buttonNamed(docker, u"Open"_s), Patience);
    press(docker, u"Open"_s);
    QTRY_VERIFY_WITH_TIMEOUT(tableText(docker).contains(u"build box | live"_s), Patience);
}

//! Each as it is made; none can be saved, and warnings are none that keep it.
void NewConfigBedTest::seesMistakes()
{
    m_shown->window.showPane(pane());
    picture(u"no-configs"_s);
    press(pane(), u"+ Add another config"_s);
    type(pane(), u"Name"_s, u"gpu train"_s);
    press(pane(), u"+ Context"_s);
    QTest::keyClicks(QApplication::focusWidget(), u"bed-a"_s);
    press(pane(), u"+ Context"_s);
    QTest::keyClicks(QApplication::focusWidget(), u"bed-b"_s);
    const auto isTold = [this](const QString &what) { return readable(pane()).contains(what); };
    type(pane(), u"Or reference"_s, u"docker.io/bed/Busybox:1"_s);
    QTRY_VERIFY2_WITH_TIMEOUT(isTold(u"has capitals in the repository's name"_s), qPrintable(readable(pane())),
                              Patience);
    type(pane(), u"Or reference"_s, u"docker.io/bed/busybox:1"_s);
    press(pane(), u"Namespace and identity"_s); // folded, as nothing is in it
    type(pane(), u"Namespace"_s, u"team-${nobody"_s);
    QTRY_VERIFY2_WITH_TIMEOUT(isTold(u"\"${\" without \"}\""_s), qPrintable(readable(pane())), Patience);
    picture(u"mistakes"_s);
    press(pane(), u"Save"_s);
    QVERIFY(m_shown->window.isVisible() && !saved().contains("gpu train"));
    type(pane(), u"Namespace"_s, u"default"_s);
    press(pane(), u"GPUs"_s);
    type(pane(), u"Number of GPUs"_s, u"99"_s);
    QTRY_VERIFY2_WITH_TIMEOUT(isTold(u"More than any node has: at most"_s), qPrintable(readable(pane())), Patience);
    type(pane(), u"Number of GPUs"_s, u"1"_s);
    type(pane(), u"Product"_s, u"B200"_s);
    QTRY_VERIFY2_WITH_TIMEOUT(isTold(u"No target has B200; there are"_s), qPrintable(readable(pane())), Patience);
    QTRY_VERIFY_WITH_TIMEOUT(isTold(u"no node of bed-a has B200"_s), Patience); // the preview
    QVERIFY(buttonNamed(pane(), u"Save"_s)->isEnabled());                       // clusters change
    picture(u"warnings"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backspace);
}

void NewConfigBedTest::savesTheGpuConfig()
{
    QTRY_VERIFY2_WITH_TIMEOUT(preview().text().contains(u"nvidia.com/gpu: \"1\""_s), qPrintable(preview().text()),
                              Patience);
    picture(u"gpu-config"_s);
    press(pane(), u"Save"_s);
    QTRY_VERIFY_WITH_TIMEOUT(saved().contains("name: gpu train"), Patience);
    QVERIFY(saved().contains("- bed-a") && saved().contains("- bed-b"));
}

void NewConfigBedTest::previewIsTaken_data()
{
    QTest::addColumn<QString>("context");
    for (const QString &context : {u"bed-a"_s, u"bed-b"_s})
        QTest::newRow(qPrintable(context)) << context;
}

void NewConfigBedTest::previewIsTaken()
{
    QFETCH(QString, context);
    pane().editConfig(pane().selectedConfig());
    QTRY_VERIFY_WITH_TIMEOUT(!preview().text().isEmpty(), Patience);
    QString command = copied(context, u"Copy kubectl apply"_s);
    QVERIFY2(command.startsWith(u"kubectl --context %1 apply"_s.arg(context)), qPrintable(command.left(80)));
    command.replace(0, 7, qEnvironmentVariable("FAIRLEAD_KUBECTL"));
    command.replace(" apply "_L1, " apply --dry-run=server --validate=strict "_L1);
    const Answer answer = paste(command);
    QVERIFY2(answer.exitCode == 0, answer.error);
    QVERIFY2(answer.output.contains("created (server dry run)"), answer.output);
    closeForm();
}

void NewConfigBedTest::makesTheDockerConfig()
{
    QTRY_VERIFY_WITH_TIMEOUT(buttonNamed(pane(), u"+ Add another config"_s), Patience);
    press(pane(), u"+ Add another config"_s);
    type(pane(), u"Name"_s, u"on the box"_s);
    press(pane(), u"Docker"_s);
    type(pane(), u"Or reference"_s, u"localhost/nobody/has:1"_s);
    press(pane(), u"GPUs"_s);
    type(pane(), u"Runtime"_s, u"amd"_s);
    QTRY_VERIFY2_WITH_TIMEOUT(readable(pane()).contains(u"The daemon does not know it; it has"_s),
                              qPrintable(readable(pane())), Patience);
    type(pane(), u"Runtime"_s, u"runc"_s);
    QTRY_VERIFY2_WITH_TIMEOUT(preview().text().contains(u"\"Runtime\": \"runc\""_s), qPrintable(preview().text()),
                              Patience);
    picture(u"docker-config"_s);
    press(pane(), u"Save"_s);
    QTRY_VERIFY_WITH_TIMEOUT(saved().contains("name: on the box"), Patience);
}

//! As far as there is an image: the daemon reads all of the request before it looks for one.
void NewConfigBedTest::dockerTakesIt()
{
    pane().editConfig(pane().selectedConfig());
    QTRY_VERIFY_WITH_TIMEOUT(!preview().text().isEmpty(), Patience);
    QString command = copied({}, u"Copy docker run"_s);
    QVERIFY2(command.startsWith("docker --host tcp://"_L1), qPrintable(command.left(80)));
    command.replace(" run \\\n  --detach"_L1, " create --pull=never"_L1);
    const Answer answer = paste(command);
    QVERIFY2(answer.error.contains("No such image"), answer.error);
    closeForm();
}

//! What a launch would meet: on the box an image that nobody has; on bed-b nodes that only pretend.
void NewConfigBedTest::testsBoth()
{
    QTRY_VERIFY_WITH_TIMEOUT(buttonNamed(pane(), u"+ Add another config"_s), Patience);
    press(pane(), u"Test"_s);
    QTRY_VERIFY2_WITH_TIMEOUT(m_shown->count(u"on the box"_s) == 1, qPrintable(m_shown->activities().join(u'\n')),
                              Patience);
    QTRY_VERIFY2_WITH_TIMEOUT(m_shown->activities().join(u'\n').contains(u"on the box, build box, failed"_s),
                              qPrintable(m_shown->activities().join(u'\n')), Patience);
    m_shown->window.showPane(pane());
    QTRY_VERIFY2_WITH_TIMEOUT(tableText(pane()).contains(u"runtime runc |  | failed"_s), qPrintable(tableText(pane())),
                              Patience);
    QTRY_VERIFY2_WITH_TIMEOUT(listText(pane()).contains(u"see whether the registry of the image runs"_s),
                              qPrintable(listText(pane())), Patience);
    picture(u"tested"_s);
}

void NewConfigBedTest::findsThemInTheList()
{
    const QString table = tableText(pane());
    QVERIFY2(table.contains(u"gpu train | unused | bed-a → bed-b"_s), qPrintable(table));
    QVERIFY2(table.contains(u"on the box"_s), qPrintable(table));
    picture(u"list"_s);
}

QTEST_MAIN(NewConfigBedTest)
#include "tst_newconfig_bed.moc"
