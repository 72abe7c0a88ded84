// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/configimport/import.h"
#include "backends/configimport/importchanges.h"
#include "backends/files/yamledit.h"
#include "backends/settings/settingschange.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::configimport;
using namespace fairlead::settings;
using namespace Qt::StringLiterals;

namespace {

QByteArray dataFile(const QString &name)
{
    QFile file(QStringLiteral(FAIRLEAD_TEST_DATA "/data/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Settings imported(const QByteArray &text, const Settings &existing = {})
{
    const auto import = importConfigs(text, u"a.yaml"_s, existing);
    return import ? import->additions : Settings();
}

template <class Object>
QStringList names(const std::vector<Object> &all)
{
    QStringList result;
    for (const Object &each : all)
        result += each.name;
    return result;
}

//! The text that \p changes make of one without anything.
QByteArray saved(const Settings &additions, QByteArray text = "apiVersion: fairlead/v1\n")
{
    SettingsDocument document = readSettings(text, {});
    for (const SettingsChange &change : changesOf(additions, document.root)) {
        auto root = changed(document.root, change);
        if (!root)
            return {};
        const auto edited = files::editYaml(text, *root);
        if (!edited)
            return {};
        text = *edited;
        document = readSettings(text, {});
    }
    return text;
}

} // namespace

class TestConfigExport : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void hasAllThatIsReferredTo()
    {
        const Settings all = readSettings(dataFile(u"fairlead.yaml"_s), {}).settings;
        const QByteArray text = selfContained(all, {u"gpu"_s});
        const SettingsDocument document = readSettings(text, {});
        QVERIFY(document.problems.empty());
        QCOMPARE(names(document.settings.runtimeConfigs), QStringList{u"gpu"_s});
        QCOMPARE(names(document.settings.baseImages),
                 (QStringList{u"base"_s, u"exec"_s})); // base by its name in a text
        QCOMPARE(names(document.settings.registries), QStringList{u"team"_s});
        QCOMPARE(names(document.settings.daemons), QStringList{u"box"_s});
        QVERIFY(document.settings.users.empty());
        QCOMPARE(document.settings.defaults, Defaults());
    }

    void roundTrip_data()
    {
        QTest::addColumn<QString>("file");
        for (const QString &file :
             {u"dss14.json"_s, u"dss15.json"_s, u"skypilot.yaml"_s, u"dstack.yml"_s, u"fairlead.yaml"_s})
            QTest::newRow(qPrintable(file)) << file;
    }
    //! Where nothing is yet, an export becomes the same objects again, ids included.
    void roundTrip()
    {
        QFETCH(const QString, file);
        const Settings before = imported(dataFile(file));
        QStringList ids;
        for (const RuntimeConfig &config : before.runtimeConfigs)
            ids += config.id;
        QVERIFY(!ids.isEmpty());
        const Settings after = imported(selfContained(before, ids));
        QCOMPARE(after.runtimeConfigs, before.runtimeConfigs);
        for (const Registry &registry : after.registries)
            QVERIFY(std::count(before.registries.begin(), before.registries.end(), registry));
        for (const Daemon &daemon : after.daemons)
            QVERIFY(std::count(before.daemons.begin(), before.daemons.end(), daemon));
        for (const BaseImage &image : after.baseImages)
            QVERIFY(std::count(before.baseImages.begin(), before.baseImages.end(), image));
    }

    //! What is saved is what was imported.
    void savedAndReadBack_data() { roundTrip_data(); }
    void savedAndReadBack()
    {
        QFETCH(const QString, file);
        const Settings additions = imported(dataFile(file));
        const SettingsDocument document = readSettings(saved(additions), {});
        QCOMPARE(document.problems, std::vector<SettingsProblem>());
        QCOMPARE(document.settings, additions);
    }

    //! The second import of the same text: other names and ids, places that are there already are used.
    void besideItself()
    {
        const QByteArray text = dataFile(u"fairlead.yaml"_s);
        const Settings first = imported(text);
        const auto import = importConfigs(text, u"a.yaml"_s, first);
        QVERIFY(import);
        const Settings &again = import->additions;
        QCOMPARE(names(again.runtimeConfigs), (QStringList{u"gpu (2)"_s, u"box (2)"_s}));
        QVERIFY(again.daemons.empty());
        QVERIFY(again.registries.empty());
        QVERIFY(again.baseImages.empty());
        QVERIFY(again.users.empty());
        QVERIFY(again.projects.empty());
        QCOMPARE(again.defaults, Defaults());
        QCOMPARE(again.runtimeConfigs[0].image.baseImage.id, u"exec"_s);
        QVERIFY(again.runtimeConfigs[0].id != u"gpu"_s);
        const SettingsDocument document = readSettings(saved(again, saved(first)), {});
        QCOMPARE(document.problems, std::vector<SettingsProblem>());
        QCOMPARE(document.settings.runtimeConfigs.size(), 4U);
    }

    //! A recipe that gets another name, and the one that names it in its text.
    void renamedRecipe()
    {
        const Settings existing =
            readSettings("apiVersion: fairlead/v1\nbaseImages: [{id: x, name: Base, from: alpine}]\n", {}).settings;
        const Settings added = imported(dataFile(u"fairlead.yaml"_s), existing);
        QCOMPARE(names(added.baseImages), (QStringList{u"base (2)"_s, u"exec"_s}));
        QCOMPARE(added.baseImages[1].from, u"${recipe:base (2)}"_s);
    }

    void onlySome()
    {
        const Settings all = imported(dataFile(u"fairlead.yaml"_s));
        const Settings some = onlyChosen(all, {u"gpu"_s, u"p"_s, u"r2"_s});
        QCOMPARE(names(some.runtimeConfigs), QStringList{u"gpu"_s});
        QCOMPARE(some.runtimeConfigs[0].image.baseImage, Reference());
        QCOMPARE(names(some.registries), QStringList{u"unused"_s});
        QCOMPARE(some.projects[0].config.runtimeConfig.id, u"gpu"_s);
        QCOMPARE(some.defaults, Defaults());
        const Settings noConfig = onlyChosen(all, {u"p"_s, QString::fromLatin1(DefaultsId)});
        QCOMPARE(noConfig.projects[0].config.runtimeConfig, Reference());
        QCOMPARE(noConfig.defaults.userCode.runtimeConfig, Reference());
        QCOMPARE(noConfig.defaults.variables.size(), 1U);
    }

    //! Defaults that are there stay, with their comments.
    void defaultsAreFilled()
    {
        const QByteArray text = "apiVersion: fairlead/v1\ndefaults: # ours\n  variables: {region: us, tier: a}\n";
        const Settings existing = readSettings(text, {}).settings;
        const Settings added = imported(dataFile(u"fairlead.yaml"_s), existing);
        QVERIFY(added.defaults.variables.empty());
        const QByteArray after = saved(added, text);
        const Defaults defaults = readSettings(after, {}).settings.defaults;
        QCOMPARE(defaults.userCode.runtimeConfig.id, u"gpu"_s);
        QCOMPARE(defaults.variables, existing.defaults.variables);
        QVERIFY(after.contains("# ours"));
    }
};

QTEST_GUILESS_MAIN(TestConfigExport)
#include "tst_configexport.moc"
