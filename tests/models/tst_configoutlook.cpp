// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/settings/settingsdocument.h"
#include "models/configs/configoutlook.h"
#include "models/forms/latestanswer.h"
#include "tests/runs/clusters.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 30'000; // ms

const QByteArray Others = "apiVersion: fairlead/v1\n"
                          "daemons: [{id: d, name: box, host: \"unix:///d\"}]\n"
                          "registries: [{id: r, name: team, host: registry.example.com}]\n"
                          "baseImages: [{id: i, name: exec, tag: \"exec:1\", registries: [{id: r, name: team}]}, "
                          "{id: j, name: bare, tag: \"b:1\"}]\n"
                          "users: [{id: u, login: anna}]\n";

settings::RuntimeConfig configOf(const QByteArray &keys)
{
    const auto document = files::parseYaml(QByteArray("{id: x, name: x") + (keys.isEmpty() ? "" : ", ") + keys + "}");
    return *settings::fromYaml<settings::RuntimeConfig>(document->root);
}

OutlookQuery queryOf(const QByteArray &keys, const QByteArray &more = {})
{
    runs::LaunchFacts facts;
    facts.contexts.push_back({.id = u"prod-a"_s,
                              .name = u"prod-a"_s,
                              .ns = u"team"_s,
                              .isCurrent = true,
                              .nodes = std::vector{emptyRow(gpuNode(u"a"_s, u"NVIDIA-L4"_s))}});
    facts.contexts.push_back({.id = u"prod-b"_s, .name = u"prod-b"_s});
    facts.tags.insert(u"i"_s, u"exec:1"_s);
    return {.config = configOf(keys),
            .saved = {},
            .facts = facts,
            .settings = settings::readSettings(Others + more, u"/x"_s).settings};
}

} // namespace

class TestConfigOutlook : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void defaults_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QByteArray>("settings");
        QTest::addColumn<QString>("part");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const QByteArray &config, const char *part, const QString &text,
                            const QByteArray &settings = {}) {
            QTest::newRow(name) << config << settings << QString::fromLatin1(part) << text;
        };
        row("the current context", "", "contexts", u"prod-a, the kubeconfig's current context"_s);
        row("of the defaults", "", "contexts", u"prod-b, of the defaults"_s,
            "defaults: {target: {contexts: [prod-b]}}\n");
        row("whatever is written", "kubernetes: {contexts: [prod-b]}", "contexts",
            u"prod-a, the kubeconfig's current context"_s);
        row("the context's namespace", "", "ns", u"team, of the context"_s);
        row("no namespace of the context", "kubernetes: {contexts: [prod-b]}", "ns", u"default, of the context"_s);
        row("namespaces of two", "kubernetes: {contexts: [prod-*]}", "ns", u"team, default, each context's own"_s);
        row("no such context", "kubernetes: {contexts: [nowhere]}", "ns", u"that of the context"_s);
        row("a glob", "kubernetes: {contexts: [prod-*]}", "targets", u"now prod-a, then prod-b"_s);
        row("a name", "kubernetes: {contexts: [prod-b]}", "targets", {});
        row("the recipe's registry", "image: {baseImage: {id: i, name: exec}}", "registry",
            u"as the base image: team"_s);
        row("no registry", "image: {baseImage: {id: j, name: bare}}", "registry",
            u"as the base image: none, it stays on its daemon"_s);
        row("a reference", "image: {reference: a}", "registry", u"as the reference says"_s);
        row("the recipe's tag", "image: {baseImage: {id: i, name: exec}}", "reference", u"exec:1, of the base image"_s);
        row("the recipe's image", "image: {baseImage: {id: i, name: exec}}", "image",
            u"now registry.example.com/exec:1"_s);
        row("the image as it is written", "image: {reference: \"a:1\"}", "image", {});
    }
    void defaults()
    {
        QFETCH(QByteArray, config);
        QFETCH(QByteArray, settings);
        QFETCH(QString, part);
        const OutlookQuery query = queryOf(config, settings);
        const ConfigDefaults found = configDefaults(query.config, query.facts, query.settings);
        const QHash<QString, QString> parts{{u"contexts"_s, found.contexts},   {u"ns"_s, found.ns},
                                            {u"targets"_s, found.targets},     {u"registry"_s, found.registry},
                                            {u"reference"_s, found.reference}, {u"image"_s, found.image}};
        QTEST(parts[part], "text");
    }

    //! Variables are those of the user for whom it is made.
    void isForAUser()
    {
        OutlookQuery query = queryOf("image: {reference: \"a:1\"}, kubernetes: {namespace: \"x-${dssUserLogin}\"}");
        const manifests::PodSchema schema;
        QVERIFY(!configOutlook(query, schema).previews.at(0).isPossible);
        query.userId = u"u"_s;
        const ConfigOutlook outlook = configOutlook(query, schema);
        QCOMPARE(outlook.previews.size(), 1U);
        QVERIFY2(outlook.previews[0].text.contains(u"x-anna"_s), qPrintable(outlook.previews[0].text));
        QVERIFY(outlook.saved.empty());
        query.saved = configOf("image: {reference: \"b:1\"}");
        QVERIFY(configOutlook(query, schema).saved.at(0).text.contains(u"b:1"_s));
    }

    //! Variables and, where the config says none, the target are those of the project.
    void isInAProject()
    {
        OutlookQuery query =
            queryOf("image: {reference: \"a:1\"}, kubernetes: {namespace: \"x-${projectKey|tolower}\"}",
                    "projects: [{id: p, key: CHURN, target: {contexts: [prod-b]}}]\n");
        QVERIFY(!configOutlook(query, {}).previews.at(0).isPossible);
        query.projectId = u"p"_s;
        const ConfigOutlook outlook = configOutlook(query, {});
        QCOMPARE(outlook.previews.size(), 1U);
        QCOMPARE(outlook.previews[0].target, u"prod-b"_s);
        QVERIFY2(outlook.previews[0].text.contains(u"x-churn"_s), qPrintable(outlook.previews[0].text));
    }

    //! Who may not use it still sees what it would send, and why it would not be.
    void saysWhoMayNotUseIt()
    {
        OutlookQuery query = queryOf("image: {reference: \"a:1\"}, usableBy: groups, groups: [ds], enabled: false");
        QCOMPARE(configOutlook(query, {}).previews.at(0).notes, QStringList());
        query.userId = u"u"_s;
        const ConfigPreview preview = configOutlook(query, {}).previews.at(0);
        QVERIFY(preview.isPossible);
        QCOMPARE(preview.notes,
                 (QStringList{u"enabled: the runtime config x is switched off"_s,
                              u"groups: anna is in none of the groups that may use the runtime config x: ds"_s}));
    }

    //! However often it is asked, it is told of what stands there then.
    void tellsWhatStandsThere()
    {
        int asked = 0;
        QByteArray image = "a:1";
        QStringList texts;
        LatestAnswer<ConfigOutlook> maker(
            [&] {
                ++asked;
                return [query = queryOf("image: {reference: \"" + image + "\"}")] { return configOutlook(query, {}); };
            },
            [&](const ConfigOutlook &outlook) { texts += outlook.previews.at(0).text; });
        for (const char *each : {"b:1", "c:1", "d:1"}) {
            image = each;
            maker.ask();
        }
        QTRY_VERIFY_WITH_TIMEOUT(!texts.isEmpty(), Patience);
        QCOMPARE(asked, 1);
        QVERIFY(texts.last().contains(u"d:1"_s));
        image = "e:1";
        maker.ask();
        maker.forget();
        image = "f:1";
        maker.ask();
        QTRY_VERIFY_WITH_TIMEOUT(texts.last().contains(u"f:1"_s), Patience);
        QCOMPARE(texts.size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestConfigOutlook)
#include "tst_configoutlook.moc"
