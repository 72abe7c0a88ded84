// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/manifests/strategicmerge.h"
#include "mergecases.h"
#include "yamlobjects.h"

#include <QJsonDocument>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead::manifests;
using namespace fairlead::tests;
using namespace fairlead;
using namespace Qt::StringLiterals;

//! Kubernetes' own merge is kubectl's: what both make of a patch is the same, item for item.
class TestStrategicMergeServer : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void likeKubectl_data()
    {
        QTest::addColumn<QByteArray>("patch");
        for (const MergeCase &each : mergeCases())
            QTest::newRow(each.name) << each.patch;
    }
    void likeKubectl()
    {
        QFETCH(QByteArray, patch);
        QVERIFY2(qEnvironmentVariableIsSet("FAIRLEAD_KUBECTL"), "the test bed is not running: ./dev test starts it");
        const QJsonObject original = objectOf(MergeOriginal);
        const QJsonObject object{{u"apiVersion"_s, u"v1"_s},
                                 {u"kind"_s, u"PodTemplate"_s},
                                 {u"metadata"_s, QJsonObject{{u"name"_s, u"x"_s}}},
                                 {u"template"_s, original}};
        QTemporaryDir folder;
        QFile file(folder.filePath(u"object.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QJsonDocument(object).toJson());
        file.close();
        const QJsonObject patchOfObject{{u"template"_s, objectOf(patch)}};
        QProcess kubectl;
        kubectl.start(qEnvironmentVariable("FAIRLEAD_KUBECTL"),
                      {u"patch"_s, u"--local"_s, u"-f"_s, file.fileName(), u"--type"_s, u"strategic"_s, u"-p"_s,
                       QString::fromUtf8(QJsonDocument(patchOfObject).toJson(QJsonDocument::Compact)), u"-o"_s,
                       u"json"_s});
        QVERIFY(kubectl.waitForFinished(60'000));
        QVERIFY2(kubectl.exitCode() == 0, kubectl.readAllStandardError().constData());
        const QJsonValue theirs = QJsonDocument::fromJson(kubectl.readAllStandardOutput()).object()[u"template"_s];
        const auto ours = strategicMerge(PodSchema(), original, objectOf(patch));
        QVERIFY2(ours, qPrintable(ours ? QString() : ours.error()));
        QCOMPARE(QJsonDocument(*ours).toJson(), QJsonDocument(theirs.toObject()).toJson());
    }
};

QTEST_GUILESS_MAIN(TestStrategicMergeServer)
#include "tst_strategicmerge_server.moc"
