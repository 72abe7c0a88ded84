// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fakecluster.h"
#include "runctl.h"

#include "models/consolemodels.h"
#include "models/gpus/gpuexport.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace fairlead;
using fairlead::test::CtlRun;
using fairlead::test::FakeCluster;
using fairlead::test::runCtlBeside;

//! What the console exports is what fairleadctl prints of the same servers, byte for byte.
class ExportTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    struct Entry
    {
        QString name;
        QString server; //!< empty: the context names a cluster that is not there
        QString user;   //!< to impersonate
    };

    QString kubeconfig(const QList<Entry> &contexts)
    {
        QString clusters;
        QString users;
        QString list;
        for (const Entry &entry : contexts) {
            if (!entry.server.isEmpty())
                clusters += u"- name: '%1'\n  cluster: {server: '%2'}\n"_s.arg(entry.name, entry.server);
            const QString user = entry.user.isEmpty() ? QString() : u"as: '%1'"_s.arg(entry.user);
            users += u"- name: '%1'\n  user: {%2}\n"_s.arg(entry.name, user);
            list += u"- name: '%1'\n  context: {cluster: '%1', user: '%1'}\n"_s.arg(entry.name);
        }
        const QString path = m_folder.filePath(u"config"_s);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write(u"apiVersion: v1\nkind: Config\nclusters:\n%1\nusers:\n%2contexts:\n%3"_s.arg(clusters, users, list)
                       .toUtf8());
        return path;
    }

    //! Without the moment, which differs.
    static QByteArray timeless(const QByteArray &document)
    {
        static const QRegularExpression takenAt(u"\"takenAt\": \"[^\"]*\""_s);
        QString text = QString::fromUtf8(document);
        return text.replace(takenAt, u"\"takenAt\": \"\""_s).toUtf8();
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void equalsFairleadctl_data()
    {
        QTest::addColumn<QStringList>("opened"); //!< of the contexts; empty: all
        QTest::newRow("all contexts") << QStringList();
        QTest::newRow("one of them") << QStringList{u"mixed"_s};
        QTest::newRow("one cluster through the other context") << QStringList{u"again"_s, u"refused"_s};
        QTest::newRow("none that answers") << QStringList{u"dead"_s, u"broken"_s};
    }

    void equalsFairleadctl()
    {
        QFETCH(QStringList, opened);
        FakeCluster h100;
        h100.nodes = {{.name = u"gpu-2"_s},
                      {.name = u"gpu-10"_s, .gpus = 4},
                      {.name = u"=cmd|x!A1"_s, .product = u"A\u202E100,\"PCIe\""_s}};
        h100.pods = {{.name = u"train"_s, .node = u"gpu-2"_s, .gpus = 3},
                     {.name = u"b"_s, .node = u"gpu-2"_s, .gpus = 1},
                     {.name = u"wait"_s, .gpus = 8, .message = u"0/3 nodes are available: \u001b[31m3 Insufficient"_s}};
        h100.forbiddenUsers = {u"guest"_s};
        FakeCluster mixed;
        mixed.uidByUser = {{"", u"22222222-2222-2222-2222-222222222222"_s}};
        mixed.nodes = {{.name = u"amd"_s, .gpus = 8, .product = {}, .resource = u"amd.com/gpu"_s}};
        mixed.pods = {};
        const QString config = kubeconfig({{u"prod"_s, h100.url(), {}},
                                           {u"dead"_s, u"http://127.0.0.1:1"_s, {}},
                                           {u"again"_s, h100.url(), u"alice"_s},
                                           {u"refused"_s, h100.url(), u"guest"_s},
                                           {u"mixed"_s, mixed.url(), {}},
                                           {u"broken"_s, {}, {}}});
        QStringList arguments{u"gpus"_s, u"--kubeconfig"_s, config};
        for (const QString &name : std::as_const(opened))
            arguments += {u"--context"_s, name};
        const CtlRun json = runCtlBeside(arguments + QStringList{u"-o"_s, u"json"_s});
        const CtlRun csv = runCtlBeside(arguments + QStringList{u"-o"_s, u"csv"_s});
        QVERIFY2(json.out.contains("GpuAvailability"), json.error);
        QVERIFY2(csv.out.startsWith("cluster,"), csv.error);

        models::ClusterHub hub({.sources = kubernetes::KubeconfigSources::fromEnvironment({config}),
                                .approvalsFile = m_folder.filePath(u"approved"_s),
                                .userAgent = "test"});
        models::ConsoleModels models;
        models.follow(hub);
        connect(&hub, &models::ClusterHub::loaded, &hub, [&] {
            QSet<QString> ids(opened.begin(), opened.end());
            for (const models::ContextEntry &entry : hub.contexts()) {
                if (opened.isEmpty())
                    ids.insert(entry.context.id);
            }
            hub.setOpen(ids);
        });
        hub.start();
        const auto exported = [&models] {
            return timeless(models::gpusAsJson(models.gpuAnswers(), QDateTime::currentDateTimeUtc(), {}));
        };
        QTRY_VERIFY2_WITH_TIMEOUT(exported() == timeless(json.out), (exported() + "\n\n" + json.out).constData(),
                                  20'000);
        QCOMPARE(models::gpusAsCsv(models.gpuAnswers()), csv.out);
        if (opened.isEmpty()) {
            QVERIFY(csv.out.contains(",'=cmd|x!A1,"));
            QVERIFY(csv.out.contains("broken"));
            QVERIFY(csv.out.contains("refused"));
        }
    }
};

QTEST_GUILESS_MAIN(ExportTest)
#include "tst_export.moc"
