// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/settings/settingsdocument.h"
#include "models/configs/newconfig.h"
#include "models/configs/paircheck.h"
#include "models/configs/policycheck.h"
#include "models/configs/yamltext.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using namespace Qt::StringLiterals;

using Type = files::YamlValue::Type;

namespace {

settings::Settings settingsOf(const QByteArray &text)
{
    return settings::readSettings("apiVersion: fairlead/v1\n" + text, u"/x"_s).settings;
}

} // namespace

//! New configs, and what is written into their fields.
class TestConfigWriting : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void newNames_data()
    {
        QTest::addColumn<QByteArray>("settings");
        QTest::addColumn<QString>("fresh");
        QTest::addColumn<QString>("copy"); // of "gpu"
        QTest::newRow("the first") << QByteArray() << u"New config 1"_s << u"Copy of gpu"_s;
        QTest::newRow("others") << QByteArray(
                                       "runtimeConfigs: [{id: a, name: new config 1}, {id: b, name: Copy of GPU}]")
                                << u"New config 2"_s << u"Copy of gpu 2"_s;
        QTest::newRow("a gap") << QByteArray(
                                      "runtimeConfigs: [{id: a, name: New config 2}, {id: b, name: Copy of gpu 2}]")
                               << u"New config 1"_s << u"Copy of gpu"_s;
    }
    void newNames()
    {
        QFETCH(QByteArray, settings);
        const settings::Settings others = settingsOf(settings);
        QTEST(newConfig(others).name, "fresh");
        settings::RuntimeConfig config{.id = u"x"_s, .name = u"gpu"_s, .labels = {{u"a"_s, u"b"_s}}};
        const settings::RuntimeConfig copy = duplicateOf(config, others);
        QTEST(copy.name, "copy");
        QVERIFY(copy.id != config.id && copy.id.startsWith("runtimeConfig"_L1));
        config.id = copy.id;
        config.name = copy.name;
        QCOMPARE(copy, config);
    }

    //! Nothing is set but what there is no choice of.
    void newConfigs()
    {
        settings::RuntimeConfig config = newConfig(settingsOf("baseImages: [{id: i, name: exec}]"));
        QCOMPARE(config.image.baseImage, (settings::Reference{u"i"_s, u"exec"_s}));
        config.image = {};
        QCOMPARE(config, (settings::RuntimeConfig{.id = config.id, .name = u"New config 1"_s}));
        QVERIFY(newConfig(settingsOf("baseImages: [{id: i, name: a}, {id: j, name: b}]")).image ==
                settings::RuntimeImage());
    }

    void yaml_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isList");
        QTest::addColumn<QString>("problem");
        QTest::addColumn<int>("line");
        QTest::newRow("nothing") << u" \n"_s << false << QString() << 0;
        QTest::newRow("a comment") << u"# none yet\n"_s << false << QString() << 0;
        QTest::newRow("a map") << u"a: {b: 1}\n"_s << false << QString() << 0;
        QTest::newRow("JSON") << u"{\"a\": [1]}"_s << false << QString() << 0;
        QTest::newRow("a list") << u"- a: 1\n"_s << true << QString() << 0;
        QTest::newRow("a list for a map")
            << u"\n- a\n"_s << false << u"line 2, column 1: expected a map, found a list"_s << 2;
        QTest::newRow("a word") << u"a"_s << true << u"line 1, column 1: expected a list, found a string"_s << 1;
        QTest::newRow("twice") << u"a: 1\nb: 2\na: 3\n"_s << false << u"line 3, column 1: a stands twice"_s << 3;
    }
    void yaml()
    {
        QFETCH(QString, text);
        QFETCH(bool, isList);
        const YamlText read = readYamlText(text, isList ? Type::List : Type::Map);
        QTEST(read.problem, "problem");
        QTEST(read.line, "line");
        QVERIFY(read.isRight() || read.part.isEmpty());
        QCOMPARE(readYamlText(toText(read.part), isList ? Type::List : Type::Map).part, read.part);
    }
    void syntaxErrorsHaveAPlace()
    {
        const YamlText read = readYamlText(u"spec:\n  containers: [a\n"_s, Type::Map);
        QVERIFY(!read.isRight() && read.line > 0);
        QVERIFY2(read.problem.startsWith(u"line %1, column "_s.arg(read.line)), qPrintable(read.problem));
    }

    void schemaProblemsHaveAPlace()
    {
        const manifests::PodSchema schema;
        const QString field = u"kubernetes.podTemplatePatch"_s;
        const YamlText read = readYamlText(u"spec:\n  hostIPCC: true\n"_s, Type::Map);
        const std::vector<FieldProblem> said{{field, u"spec.hostIPCC: unknown field; hostIPC may be meant"_s},
                                             {field, u"something else"_s},
                                             {u"name"_s, u"spec.hostIPCC: unknown field; hostIPC may be meant"_s}};
        const auto places = located(said, field, schema.problems(read.part.value, manifests::PodSchema::Template));
        QCOMPARE(places[0].message, u"line 2, column 13: spec.hostIPCC: unknown field; hostIPC may be meant"_s);
        QCOMPARE(places[1], said[1]);
        QCOMPARE(places[2], said[2]);
    }

    void policyProblemsHaveAPlace()
    {
        const QString field = u"kubernetes.namespacePolicies"_s;
        const YamlText read = readYamlText(u"- apiVersion: v1\n  kind: Secret\n  metadata: {name: a}\n"_s, Type::List);
        const QString message = u"[0].kind: Expected ResourceQuota, LimitRange or NetworkPolicy"_s;
        QCOMPARE(located({{field, message}}, field, policyProblems(read.part))[0].message,
                 u"line 2, column 9: "_s + message);
    }

    void pairs()
    {
        settings::RuntimeConfig config{.labels = {{u"a"_s, u"1"_s}, {u"b"_s, u"1"_s}, {u"a"_s, u"2"_s}}};
        config.kubernetes.limits = {{QString(), u"1"_s}};
        config.docker.resources = {{u"cpus"_s, u"1"_s}, {u"cpus"_s, u"2"_s}};
        QCOMPARE(pairProblems(config),
                 (std::vector<FieldProblem>{{u"labels.a"_s, u"Stands twice"_s},
                                            {u"kubernetes.limits."_s, u"Expected a name for this value"_s}}));
        config.engine = u"docker"_s;
        config.labels.clear();
        QCOMPARE(pairProblems(config), (std::vector<FieldProblem>{{u"docker.resources.cpus"_s, u"Stands twice"_s}}));
    }
};

QTEST_APPLESS_MAIN(TestConfigWriting)
#include "tst_configwriting.moc"
