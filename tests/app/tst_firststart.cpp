// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "app/console/console.h"
#include "fakecluster.h"
#include "ui/widgets/datatable.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace fairlead;
using fairlead::test::FakeCluster;

namespace {

//! A user's home, and the console as it starts in it.
struct Home
{
    QTemporaryDir folder;
    FakeCluster cluster;

    Home()
    {
        qputenv("HOME", folder.path().toUtf8());
        qunsetenv("KUBECONFIG");
    }

    QString stateFile() const { return folder.filePath(u"state/window.ini"_s); }

    void writeKubeconfig(int contexts) const
    {
        QString list;
        for (int i = 0; i < contexts; ++i)
            list += u"- name: 'c%1'\n  context: {cluster: here, user: 'u%1'}\n"_s.arg(i);
        QString users;
        for (int i = 0; i < contexts; ++i)
            users += u"- name: 'u%1'\n  user: {as: 'user-%1'}\n"_s.arg(i);
        write(
            u"apiVersion: v1\nkind: Config\nclusters:\n- name: here\n  cluster: {server: '%1'}\nusers:\n%2contexts:\n%3"_s
                .arg(const_cast<FakeCluster &>(cluster).url(), users, list)
                .toUtf8());
    }

    void write(const QByteArray &text) const
    {
        QVERIFY(QDir(folder.path()).mkpath(u".kube"_s));
        QFile file(folder.filePath(u".kube/config"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }

    qsizetype requests() { return qsizetype(cluster.server().requests().size()); }
};

QString visibleText(console::Console &console)
{
    QStringList texts;
    for (const QLabel *label : console.window().findChildren<QLabel *>()) {
        if (label->isVisible())
            texts += label->text();
    }
    return texts.join(u'\n');
}

} // namespace

//! The console as a new user meets it, with a server that sees what is asked of it.
class FirstStartTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void withoutKubeconfig()
    {
        Home home;
        {
            console::Console console(*qApp, {}, home.stateFile());
            console.start();
            QTRY_VERIFY(visibleText(console).contains(u"No cluster is configured"_s));
            QVERIFY(visibleText(console).contains(home.folder.filePath(u".kube/config"_s)));
            console.window().close(); // and thinks of it another day
        }
        console::Console console(*qApp, {}, home.stateFile());
        console.start();
        QTRY_VERIFY(visibleText(console).contains(u"No cluster is configured"_s));
        home.writeKubeconfig(1); // not even the folder was there
        QTRY_COMPARE_WITH_TIMEOUT(console.models().nodes.rowCount(), 1, 20'000);
        QVERIFY(!visibleText(console).contains(u"No cluster is configured"_s));
    }

    //! A shell that starts it elsewhere tomorrow means another file.
    void withoutContextsInARelativeKubeconfig()
    {
        Home home;
        home.write("");
        const QString before = QDir::currentPath();
        const auto restore = qScopeGuard([&before] { QDir::setCurrent(before); });
        QVERIFY(QDir::setCurrent(home.folder.filePath(u".kube"_s)));
        qputenv("KUBECONFIG", "config");
        console::Console console(*qApp, {}, home.stateFile());
        console.start();
        QTRY_VERIFY(visibleText(console).contains(u"No cluster is configured"_s));
        QVERIFY2(visibleText(console).contains(QDir::currentPath() + u"/config"_s), qPrintable(visibleText(console)));
    }

    void withOneContext()
    {
        Home home;
        home.writeKubeconfig(1);
        console::Console console(*qApp, {}, home.stateFile());
        console.start();
        QTRY_COMPARE_WITH_TIMEOUT(console.models().nodes.rowCount(), 1, 20'000);
        QVERIFY(visibleText(console).contains(u"GPUs"_s));
    }

    void withManyContexts()
    {
        Home home;
        home.writeKubeconfig(40);
        {
            console::Console console(*qApp, {}, home.stateFile());
            console.start();
            QTRY_VERIFY(visibleText(console).contains(u"40 context"_s));
            QCOMPARE(home.requests(), 0); // not one
            emit console.window().openManyRequested({u"c3"_s, u"c7"_s}, true);
            QTRY_COMPARE_WITH_TIMEOUT(console.models().nodes.rowCount(), 1, 20'000);
            console.window().close();
        }
        const auto users = [&home] {
            QSet<QByteArray> users;
            for (const tests::SeenRequest &request : home.cluster.server().requests())
                users.insert(request.value("Impersonate-User"));
            return users;
        };
        const QSet<QByteArray> both{"user-3", "user-7"};
        QCOMPARE(users(), both);
        console::Console console(*qApp, {}, home.stateFile());
        console.start();
        QTRY_COMPARE_WITH_TIMEOUT(console.models().contexts.openEntries().size(), 2U, 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(console.models().nodes.rowCount(), 1, 20'000);
        QCOMPARE(users(), both);
    }

    void withABrokenKubeconfig()
    {
        Home home;
        home.write("apiVersion: v1\nkind: Config\ncontexts:\n- name: [\n");
        console::Console console(*qApp, {}, home.stateFile());
        console.start();
        const QString place = home.folder.filePath(u".kube/config:"_s);
        QTRY_VERIFY2(visibleText(console).contains(place), qPrintable(visibleText(console)));
        QVERIFY(visibleText(console).contains(QRegularExpression(u"config:\\d+:\\d+"_s)));
        home.writeKubeconfig(1); // mended
        QTRY_COMPARE_WITH_TIMEOUT(console.models().nodes.rowCount(), 1, 20'000);
    }
};

QTEST_MAIN(FirstStartTest)
#include "tst_firststart.moc"
