// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/activities/layersmodel.h"
#include "shownconsole.h"
#include "tests/support/bedservers.h"
#include "ui/widgets/logindialog.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QRegularExpression>

using namespace fairlead;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 60'000;

QByteArray noise(qsizetype bytes)
{
    QByteArray noise(bytes, Qt::Uninitialized);
    QRandomGenerator::global()->fillRange(reinterpret_cast<quint32 *>(noise.data()), bytes / 4);
    return noise;
}

} // namespace

//! Somebody who has nothing yet, at the window: the daemon over TLS, two registries and a recipe are written into the
//! forms, one button builds and pushes, both registries ask who it is, and one of the passwords is wrong.
class NewUserBedTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void addsTheDaemon();
    void addsRegistries_data();
    void addsRegistries();
    void writesARecipe();
    void buildsAndPushes();
    void seesWhichTargetFailed();
    void mendsThePassword();
    void findsItEverywhere();

private:
    QString path(const QString &name) const { return m_folder.filePath(name); }
    settings::Registry registry(const QString &name) const { return m_bed.registry(name, {}); }
    QString password(const QString &name) const { return m_bed.password(name); }
    //! That is on the screen. Null: \p name asks nothing.
    ui::LoginDialog *question(const QString &name) const
    {
        const QString host = registry(name).host;
        for (auto *dialog : m_shown->window.findChildren<ui::LoginDialog *>()) {
            if (dialog->isVisible() && dialog->windowTitle().contains(host))
                return dialog;
        }
        return nullptr;
    }
    //! \return whether \p name asked.
    bool logIn(const QString &name, const QString &password) const
    {
        ui::LoginDialog *dialog = question(name);
        if (!dialog)
            return false;
        type(*dialog, u"User name"_s, u"builder"_s);
        type(*dialog, u"Password or token"_s, password);
        press(*dialog, u"Log in"_s);
        return true;
    }
    void picture(const QString &name) const { tests::picture(m_shown->window, m_shown->shown.theme, name); }

    QTemporaryDir m_folder;
    BedServers m_bed;
    QString m_name; //!< of the recipe
    std::unique_ptr<ShownConsole> m_shown;
};

void NewUserBedTest::initTestCase()
{
    QTest::failOnWarning(QRegularExpression(u"^(?!.*does not support).*$"_s));
    const QString problem = m_bed.open();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    m_name = u"new-"_s + QString::number(QDateTime::currentMSecsSinceEpoch(), 36);
    QVERIFY(QDir(m_folder.path()).mkdir(u"docker"_s)); // no login is known
    qputenv("DOCKER_CONFIG", path(u"docker"_s).toUtf8());
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere"); // no keychain either
    QVERIFY(QDir(m_folder.path()).mkdir(u"exec"_s));
    // Layers that no registry has: with a wrong login the engine tries for two minutes to mount others.
    QVERIFY(writeFile(path(u"exec/tokens"_s), noise(1'000)));
    QVERIFY(writeFile(path(u"exec/weights"_s), noise(30'000'000)));
    QVERIFY(writeFile(path(u"exec/Dockerfile"_s), "FROM scratch\nCOPY tokens /tokens\nCOPY weights /weights\n"));
    m_shown = std::make_unique<ShownConsole>(m_folder);
}

void NewUserBedTest::cleanupTestCase()
{
    m_shown.reset();
}

void NewUserBedTest::addsTheDaemon()
{
    ui::DockerPane &pane = m_shown->docker();
    m_shown->window.showPane(pane);
    QTRY_VERIFY_WITH_TIMEOUT(buttonNamed(pane, u"Add a daemon over TLS"_s), Patience);
    press(pane, u"Add a daemon over TLS"_s);
    type(pane, u"Name"_s, u"build box"_s);
    type(pane, u"Docker host"_s, qEnvironmentVariable("FAIRLEAD_BED_DOCKER_TLS"));
    type(pane, u"Folder with ca.pem, cert.pem and key.pem"_s, m_folder.path());
    QTRY_VERIFY2_WITH_TIMEOUT(readable(pane).contains(u"ca.pem (no such file)"_s), qPrintable(readable(pane)),
                              Patience);
    picture(u"daemon-files-missing"_s);
    type(pane, u"Folder with ca.pem, cert.pem and key.pem"_s, qEnvironmentVariable("FAIRLEAD_BED_DOCKER_CERTS"));
    QTRY_VERIFY_WITH_TIMEOUT(readable(pane).contains(u"key.pem found"_s), Patience);
    press(pane, u"Save"_s);
    QTRY_VERIFY_WITH_TIMEOUT(buttonNamed(pane, u"Open"_s), Patience);
    press(pane, u"Open"_s);
    QTRY_VERIFY2_WITH_TIMEOUT(tableText(pane).contains(u"build box | live"_s), qPrintable(readable(pane)), Patience);
    picture(u"daemon-live"_s);
    QVERIFY(read(path(u"fairlead.yaml"_s)).contains("tlsVerify: true"));
}

void NewUserBedTest::addsRegistries_data()
{
    QTest::addColumn<QString>("name");
    for (const QString &name : {u"basic"_s, u"token"_s})
        QTest::newRow(qPrintable(name)) << name;
}

void NewUserBedTest::addsRegistries()
{
    QFETCH(const QString, name);
    ui::DockerPane &pane = m_shown->docker();
    press(pane, u"+ Add registry"_s);
    type(pane, u"Name"_s, name);
    type(pane, u"Host"_s, registry(name).host);
    type(pane, u"Prefix before the names of images"_s, u"newuser"_s);
    type(pane, u"CA file"_s, registry(name).certificateAuthority);
    press(pane, u"Save"_s);
    QTRY_VERIFY_WITH_TIMEOUT(read(path(u"fairlead.yaml"_s)).contains("name: " + name.toUtf8()), Patience);
    QTRY_VERIFY_WITH_TIMEOUT(tableText(pane).contains(name + u" | not tested"_s), Patience);
}

void NewUserBedTest::writesARecipe()
{
    ui::ImagesPane &pane = m_shown->images();
    m_shown->window.showPane(pane);
    QTRY_VERIFY_WITH_TIMEOUT(buttonNamed(pane, u"New base image"_s), Patience);
    press(pane, u"New base image"_s);
    type(pane, u"Name"_s, m_name);
    press(pane, u"My own"_s);
    type(pane, u"Context folder"_s, path(u"exec"_s));
    press(pane, u"basic"_s);
    press(pane, u"token"_s);
    QTRY_VERIFY2_WITH_TIMEOUT(readable(pane).contains(u"COPY weights /weights"_s), qPrintable(readable(pane)),
                              Patience);
    picture(u"recipe"_s);
    press(pane, u"Save, build and push"_s);
    QTRY_VERIFY_WITH_TIMEOUT(read(path(u"fairlead.yaml"_s)).contains("name: " + m_name.toUtf8()), Patience);
}

//! The right password for one of them, a wrong one for the other.
void NewUserBedTest::buildsAndPushes()
{
    bool isIn = false;
    bool isRefused = false;
    const auto answered = [&] {
        isIn = isIn || logIn(u"token"_s, password(u"token"_s));
        isRefused = isRefused || logIn(u"basic"_s, u"not it"_s);
        return isIn && isRefused;
    };
    QTRY_VERIFY_WITH_TIMEOUT(answered(), Patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_shown->count(u"Build "_s), 1, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_shown->select(u", token, "_s), Patience);
    const auto layers = [this]() -> const models::LayersModel * {
        for (const auto *table : m_shown->activity().findChildren<ui::DataTable *>()) {
            if (const auto *model = qobject_cast<const models::LayersModel *>(table->model()))
                return model;
        }
        return nullptr;
    };
    // As they come: what they weigh is told before they are there.
    QTRY_VERIFY_WITH_TIMEOUT(layers() && layers()->rowCount() == 2, Patience);
    picture(u"layers-arrive"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_shown->count(u", token, succeeded"_s), 1, Patience);
    QVERIFY(layers());
    QCOMPARE(layers()->rowCount(), 2);
    for (int row = 0; row < 2; ++row)
        QCOMPARE(layers()->index(row, int(models::LayersModel::Column::State)).data().toString(), u"done"_s);
    picture(u"layers-there"_s);
}

void NewUserBedTest::seesWhichTargetFailed()
{
    const QString host = registry(u"basic"_s).host;
    QTRY_VERIFY_WITH_TIMEOUT(question(u"basic"_s), Patience); // again
    QVERIFY2(readable(*question(u"basic"_s)).contains(host + u" did not accept"_s),
             qPrintable(readable(*question(u"basic"_s))));
    tests::picture(*question(u"basic"_s), m_shown->shown.theme, u"login-refused"_s);
    press(*question(u"basic"_s), u"Cancel"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_shown->count(u", basic, failed"_s), 1, Patience);
    QCOMPARE(m_shown->count(u"succeeded"_s), 2); // the build, and the other target
    QVERIFY(m_shown->select(u", basic, failed"_s));
    const QString told = readable(m_shown->activity());
    // By whom the wrong one was refused first: the registry, when it was looked at, or at the push.
    const QRegularExpression why(u"unauthorized|%1 did not accept"_s.arg(QRegularExpression::escape(host)));
    QVERIFY2(told.contains(why), qPrintable(told));
    picture(u"target-failed"_s);
    m_shown->window.showPane(m_shown->images());
    QTRY_VERIFY2_WITH_TIMEOUT(readable(m_shown->images()).contains(why), qPrintable(readable(m_shown->images())),
                              Patience);
    picture(u"recipe-failed"_s);
}

void NewUserBedTest::mendsThePassword()
{
    QVERIFY(m_shown->select(u", basic, failed"_s));
    press(m_shown->activity(), u"Retry"_s);
    QTRY_VERIFY_WITH_TIMEOUT(question(u"basic"_s), Patience);
    QVERIFY(logIn(u"basic"_s, password(u"basic"_s)));
    QTRY_COMPARE_WITH_TIMEOUT(m_shown->count(u", basic, succeeded"_s), 1, Patience);
    QVERIFY(!question(u"basic"_s) && !question(u"token"_s));
}

//! And no password in the settings.
void NewUserBedTest::findsItEverywhere()
{
    ui::ImagesPane &pane = m_shown->images();
    m_shown->window.showPane(pane);
    press(pane, u"Where they are"_s);
    const QRegularExpression everywhere(u"\\n%1 \\| [0-9a-f]{12}.* \\| ([0-9a-f]{12}).* \\| \\1"_s.arg(m_name));
    QTRY_VERIFY2_WITH_TIMEOUT(tableText(pane).contains(everywhere), qPrintable(tableText(pane)), Patience);
    picture(u"places"_s);
    const QByteArray settings = read(path(u"fairlead.yaml"_s));
    for (const QString &name : {u"basic"_s, u"token"_s})
        QVERIFY(!settings.contains(password(name).toUtf8()));
}

QTEST_MAIN(NewUserBedTest)
#include "tst_newuser_bed.moc"
