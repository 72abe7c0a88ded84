// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "app/console/configconsole.h"
#include "models/clusters/clusterhub.h"
#include "shownconsole.h"
#include "tests/support/countinghelper.h"
#include "ui/configs/configspane.h"

#include <QRegularExpression>
#include <QSignalSpy>

using namespace fairlead;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 30'000; // ms

const QByteArray Settings = R"(apiVersion: fairlead/v1
registries:
- {id: r, name: ours, host: "registry.example:5000", credentials: helper, credentialHelper: counts}
- {id: q, name: other, host: "other.example:5000", credentials: helper, credentialHelper: counts}
runtimeConfigs:
- {id: a, name: a, image: {reference: "debian:12", pullSecretFrom: {id: r}}, kubernetes: {contexts: [one, two]}}
- {id: b, name: b, image: {reference: "debian:12", pullSecretFrom: {id: r}}, kubernetes: {contexts: [one]}}
- {id: c, name: c, image: {reference: "debian:12", pullSecretFrom: {id: q}}, kubernetes: {contexts: [two]}}
- {id: d, name: d, image: {reference: "debian:12"}, kubernetes: {contexts: [two]}}
)";

//! Nobody listens there.
const QByteArray Kubeconfig = R"(apiVersion: v1
kind: Config
clusters: [{name: c, cluster: {server: http://127.0.0.1:1}}]
users: [{name: u, user: {}}]
contexts: [{name: one, context: {cluster: c, user: u}}, {name: two, context: {cluster: c, user: u}}]
)";

} // namespace

//! The logins that tests of runtime configs take with them.
class TestConfigLogins : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!.*(propagateSizeHints|does not support)).*$"_s)); }

    void askedOnce_data()
    {
        QTest::addColumn<QStringList>("configs"); // of one press of Test
        QTest::addColumn<int>("targets");
        QTest::addColumn<QByteArrayList>("asked");
        const QByteArray ours = "registry.example:5000";
        const QByteArray other = "other.example:5000";
        QTest::newRow("none") << QStringList{u"d"_s} << 1 << QByteArrayList();
        QTest::newRow("two targets") << QStringList{u"a"_s} << 2 << QByteArrayList{ours};
        QTest::newRow("two configs") << QStringList{u"a"_s, u"b"_s} << 3 << QByteArrayList{ours};
        QTest::newRow("two registries") << QStringList{u"a"_s, u"b"_s, u"c"_s, u"d"_s} << 5
                                        << QByteArrayList{other, ours};
    }
    void askedOnce();
};

void TestConfigLogins::askedOnce()
{
    QFETCH(const QStringList, configs);
    QFETCH(const int, targets);
    QFETCH(const QByteArrayList, asked);
    const QTemporaryDir folder;
    const QString kubeconfig = folder.filePath(u"kubeconfig"_s);
    QVERIFY(writeFile(folder.filePath(u"fairlead.yaml"_s), Settings) && writeFile(kubeconfig, Kubeconfig));
    QVERIFY(writeCountingHelper(folder.path()));
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere"); // no keychain
    const QByteArray path = qgetenv("PATH");
    qputenv("PATH", QFile::encodeName(folder.path()) + ':' + path);
    const auto putBack = qScopeGuard([path] { qputenv("PATH", path); });

    ShownConsole shown(folder);
    models::ClusterHub hub(
        {.sources = kubernetes::KubeconfigSources::fromEnvironment({kubeconfig}), .userAgent = "fairlead-test"});
    shown.shown.models.follow(hub);
    console::ConfigConsole console({.journalPath = folder.filePath(u"trials.json"_s)}, shown.console,
                                   shown.shown.models, shown.shown.theme, shown.window);
    QSignalSpy loaded(&hub, &models::ClusterHub::loaded);
    hub.start();
    QVERIFY(hub.isLoaded() || loaded.wait(Patience));
    shown.window.showPane(console.pane());
    // A target that no kubeconfig has is a warning.
    QTRY_VERIFY2_WITH_TIMEOUT(tableText(console.pane()).count(u" | unused | "_s) == 4,
                              qPrintable(tableText(console.pane())), Patience);

    emit console.pane().testRequested(configs);
    QTRY_VERIFY2_WITH_TIMEOUT(shown.count(u", failed"_s) == targets, qPrintable(shown.activities().join(u'\n')),
                              Patience);
    QCOMPARE(askedFor(folder.path()), asked);
}

QTEST_MAIN(TestConfigLogins)
#include "tst_configlogins.moc"
