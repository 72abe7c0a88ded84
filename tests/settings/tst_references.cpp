// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/files/yamledit.h"
#include "backends/settings/references.h"
#include "backends/settings/settingsdocument.h"

#include <QTest>

using namespace fairlead::files;
using namespace fairlead::settings;
using namespace Qt::StringLiterals;

namespace {

YamlValue valueOf(const QByteArray &yaml)
{
    return parseYaml(yaml).value().root;
}

const QByteArray File =
    "daemons: [{id: d, name: lab}]\n"
    "registries: [{id: r, name: ours, host: h}]\n"
    "baseImages: [{id: i, name: exec, daemon: {id: d, name: lab}, registries: [{id: q}, {id: r, name: ours}]}]\n"
    "runtimeConfigs:\n"
    "- {id: c, name: C, image: {baseImage: {id: i, name: exec}, registry: {id: r}}, docker: {daemon: {id: d}}}\n"
    "- {id: e, name: [wrong], image: {pullSecretFrom: {id: r, name: ours}}}\n"
    "projects: [{id: p, key: P, runtimeConfig: {id: c, name: C}, target: {daemon: {id: d, name: lab}}}]\n"
    "defaults: {userCode: {runtimeConfig: {id: c, name: C, note: x}}, variables: {id: c}}\n";

} // namespace

class TestReferences : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void places_data()
    {
        QTest::addColumn<QString>("section");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QStringList>("places"); // section, id, name, field
        const auto row = [](const char *name, const QString &section, const QString &id, const QStringList &places) {
            QTest::newRow(name) << section << id << places;
        };
        row("a daemon", u"daemons"_s, u"d"_s,
            {u"baseImages i exec daemon"_s, u"runtimeConfigs c C docker.daemon"_s, u"projects p P target.daemon"_s});
        row("a registry, also of a config with a mistake", u"registries"_s, u"r"_s,
            {u"baseImages i exec registries[1]"_s, u"runtimeConfigs c C image.registry"_s,
             u"runtimeConfigs e  image.pullSecretFrom"_s});
        row("a recipe", u"baseImages"_s, u"i"_s, {u"runtimeConfigs c C image.baseImage"_s});
        row("a config", u"runtimeConfigs"_s, u"c"_s,
            {u"projects p P runtimeConfig"_s, u"defaults   userCode.runtimeConfig"_s});
        row("another section's id", u"registries"_s, u"d"_s, {});
        row("nobody", u"runtimeConfigs"_s, u"e"_s, {});
    }
    void places()
    {
        QFETCH(QString, section);
        QFETCH(QString, id);
        QStringList places;
        for (const ReferencePlace &place : referencesTo(valueOf(File), section, id))
            places += u"%1 %2 %3 %4"_s.arg(place.section, place.id, place.name, place.field);
        QTEST(places, "places");
    }

    //! Of values; the config with the mistake is none of them.
    void placesInValues()
    {
        const Settings settings = readSettings("apiVersion: fairlead/v1\n" + File, u"f"_s).settings;
        QCOMPARE(referencesTo(settings, u"registries"_s, u"r"_s),
                 (std::vector<ReferencePlace>{{u"baseImages"_s, u"i"_s, u"exec"_s, u"registries[1]"_s},
                                              {u"runtimeConfigs"_s, u"c"_s, u"C"_s, u"image.registry"_s}}));
    }

    void renames_data()
    {
        QTest::addColumn<QString>("section");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("a daemon") << u"daemons"_s << u"d"_s << QByteArray("{id: d, name: lab}}")
                                  << QByteArray("{id: d, name: new}}");
        QTest::newRow("a registry") << u"registries"_s << u"r"_s << QByteArray("{id: r, name: ours}")
                                    << QByteArray("{id: r, name: new}");
        QTest::newRow("a recipe") << u"baseImages"_s << u"i"_s << QByteArray("{id: i, name: exec}")
                                  << QByteArray("{id: i, name: new}");
        QTest::newRow("a config") << u"runtimeConfigs"_s << u"c"_s << QByteArray("{id: c, name: C}")
                                  << QByteArray("{id: c, name: new}");
    }
    void renames()
    {
        QFETCH(QString, section);
        QFETCH(QString, id);
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        YamlValue root = valueOf(File);
        renameReferences(root, section, id, u"new"_s);
        QByteArray wanted = QByteArray(File).replace(before, after);
        if (section == "daemons"_L1)
            wanted.replace("daemon: {id: d, name: lab}, reg", "daemon: {id: d, name: new}, reg");
        if (section == "runtimeConfigs"_L1)
            wanted.replace("name: C, note: x", "name: new, note: x");
        QVERIFY(isSameValue(root, valueOf(wanted)));
    }

    void redirects_data()
    {
        QTest::addColumn<QString>("section");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("instead");
        QTest::addColumn<QStringList>("changed"); // section, id
        QTest::addColumn<QByteArray>("after");    // of the last one
        QTest::newRow("to nothing") << u"registries"_s << u"r"_s << QString()
                                    << QStringList{u"baseImages i"_s, u"runtimeConfigs c"_s, u"runtimeConfigs e"_s}
                                    << QByteArray("{id: e, name: [wrong], image: {}}");
        QTest::newRow("of a list")
            << u"registries"_s << u"q"_s << QString() << QStringList{u"baseImages i"_s}
            << QByteArray("{id: i, name: exec, daemon: {id: d, name: lab}, registries: [{id: r, name: ours}]}");
        QTest::newRow("to another one")
            << u"runtimeConfigs"_s << u"c"_s << u"z"_s << QStringList{u"projects p"_s, u"defaults "_s}
            << QByteArray("{userCode: {runtimeConfig: {id: z, name: Z, note: x}}, variables: {id: c}}");
        QTest::newRow("nobody") << u"runtimeConfigs"_s << u"e"_s << QString() << QStringList() << QByteArray("~");
    }
    void redirects()
    {
        QFETCH(QString, section);
        QFETCH(QString, id);
        QFETCH(QString, instead);
        QFETCH(QByteArray, after);
        const auto changes = redirectedReferences(valueOf(File), section, id, {instead, instead.toUpper()});
        QStringList changed;
        for (const SettingsChange &change : changes)
            changed += change.section + u' ' + change.id;
        QTEST(changed, "changed");
        if (!changes.empty())
            QVERIFY(isSameValue(changes.back().after, valueOf(after)));
    }

    //! Without an id nobody can say which object it is: it stays as it is, and its problem is told where it is read.
    void whatHasNoIdIsLeftAlone()
    {
        const YamlValue root = valueOf("projects: [{key: P, runtimeConfig: {id: c, name: C}}]");
        QCOMPARE(referencesTo(root, u"runtimeConfigs"_s, u"c"_s).size(), 1U);
        QVERIFY(redirectedReferences(root, u"runtimeConfigs"_s, u"c"_s).empty());
    }
};

QTEST_GUILESS_MAIN(TestReferences)
#include "tst_references.moc"
