// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/settings/pushtargets.h"
#include "backends/settings/settingsdocument.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead::settings;
using namespace Qt::StringLiterals;

//! Which registries a base image is pushed to, by its recipe and by the configs that run it.
class TestPushTargets : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void targets_data()
    {
        QTest::addColumn<QByteArray>("configs");
        QTest::addColumn<QStringList>("registries"); // of i-1
        QTest::newRow("no config") << "[]"_ba << QStringList{u"r-1"_s};
        QTest::newRow("one that takes it from another")
            << "[{id: c, name: c, image: {baseImage: {id: i-1}, registry: {id: r-2}}}]"_ba
            << QStringList{u"r-1"_s, u"r-2"_s};
        QTest::newRow("one that takes it from there already")
            << "[{id: c, name: c, image: {baseImage: {id: i-1}, registry: {id: r-1}}}]"_ba << QStringList{u"r-1"_s};
        QTest::newRow("two, each once") << "[{id: c, name: c, image: {baseImage: {id: i-1}, registry: {id: r-3}}},"
                                           " {id: d, name: d, image: {baseImage: {id: i-1}, registry: {id: r-2}}},"
                                           " {id: e, name: e, image: {baseImage: {id: i-1}, registry: {id: r-3}}}]"_ba
                                        << QStringList{u"r-1"_s, u"r-3"_s, u"r-2"_s};
        QTest::newRow("one that is switched off")
            << "[{id: c, name: c, enabled: false, image: {baseImage: {id: i-1}, registry: {id: r-2}}}]"_ba
            << QStringList{u"r-1"_s};
        QTest::newRow("a registry that is gone")
            << "[{id: c, name: c, image: {baseImage: {id: i-1}, registry: {id: r-9}}}]"_ba << QStringList{u"r-1"_s};
        QTest::newRow("another image") << "[{id: c, name: c, image: {baseImage: {id: i-2}, registry: {id: r-2}}}]"_ba
                                       << QStringList{u"r-1"_s};
        QTest::newRow("no registry is said")
            << "[{id: c, name: c, image: {baseImage: {id: i-1}}}]"_ba << QStringList{u"r-1"_s};
    }
    void targets()
    {
        QFETCH(QByteArray, configs);
        QFETCH(QStringList, registries);
        const SettingsDocument document = readSettings(
            "apiVersion: fairlead/v1\n"
            "registries: [{id: r-1, name: a, host: a.b}, {id: r-2, name: b, host: b.b}, {id: r-3, name: c, "
            "host: c.b}]\n"
            "baseImages: [{id: i-1, name: exec, registries: [{id: r-1}]}, {id: i-2, name: other}]\n"
            "runtimeConfigs: " +
                configs + "\n",
            u"f"_s);
        const Settings all = withPushTargets(document.settings);
        QStringList ids;
        for (const Reference &each : all.baseImages.front().registries)
            ids += each.id;
        QCOMPARE(ids, registries);
    }
};

QTEST_GUILESS_MAIN(TestPushTargets)
#include "tst_pushtargets.moc"
