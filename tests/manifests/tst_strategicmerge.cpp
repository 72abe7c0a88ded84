// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/manifests/strategicmerge.h"
#include "mergecases.h"
#include "yamlobjects.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace fairlead::manifests;
using namespace fairlead::tests;
using namespace fairlead;
using namespace Qt::StringLiterals;

class TestStrategicMerge : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void merges_data()
    {
        QTest::addColumn<QByteArray>("patch");
        QTest::addColumn<QByteArray>("merged");
        for (const MergeCase &each : mergeCases()) {
            if (!each.merged.isEmpty())
                QTest::newRow(each.name) << each.patch << each.merged;
        }
    }
    void merges()
    {
        QFETCH(QByteArray, patch);
        QFETCH(QByteArray, merged);
        const auto result = strategicMerge(PodSchema(), objectOf(MergeOriginal), objectOf(patch));
        QVERIFY(result);
        QCOMPARE(QJsonDocument(*result).toJson(), QJsonDocument(objectOf(merged)).toJson());
    }

    void fails_data()
    {
        QTest::addColumn<QByteArray>("patch");
        QTest::addColumn<QString>("error");
        QTest::newRow("no name") << "{spec: {containers: [{image: x}]}}"_ba
                                 << u"spec.containers: an item has no name, by which items are told apart"_s;
        QTest::newRow("no name deep within")
            << "{spec: {containers: [{name: main, volumeMounts: [{name: v}]}]}}"_ba
            << u"spec.containers[name=main].volumeMounts: an item has no mountPath, by which items are told apart"_s;
        QTest::newRow("a directive") << "{spec: {$patch: remove}}"_ba << u"spec: $patch is merge, replace or delete"_s;
        QTest::newRow("a directive of an item") << "{spec: {volumes: [{$patch: remove, name: v}]}}"_ba
                                                << u"spec.volumes: $patch is merge, replace or delete"_s;
    }
    void fails()
    {
        QFETCH(QByteArray, patch);
        const auto result = strategicMerge(PodSchema(), objectOf(MergeOriginal), objectOf(patch));
        QVERIFY(!result);
        QTEST(result.error(), "error");
    }
};

QTEST_GUILESS_MAIN(TestStrategicMerge)
#include "tst_strategicmerge.moc"
