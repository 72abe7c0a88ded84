// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/configs/yamltext.h"
#include "models/formats.h"
#include "shownconfig.h"
#include "ui/forms/rowsedit.h"
#include "ui/forms/yamledit.h"
#include "ui/widgets/checkbox.h"

#include <QClipboard>
#include <QJsonDocument>
#include <QJsonObject>
#include <QScrollArea>
#include <QScrollBar>

#include <functional>

using namespace fairlead;
using namespace fairlead::models;
using namespace fairlead::tests;
using namespace fairlead::ui;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Yaml = "# ours, do not remove\n"
                        "apiVersion: fairlead/v1\n"
                        "daemons:\n"
                        "- {id: d1, name: gpu box, host: \"tcp://10.0.0.5:2376\", tlsVerify: true}\n"
                        "registries:\n"
                        "- {id: r1, name: team, host: registry.example.com, repositoryPrefix: team}\n"
                        "baseImages:\n"
                        "- {id: exec, name: exec, kind: container-exec, from: \"debian:12\", tag: \"base/exec:1\", "
                        "registries: [{id: r1, name: team}]}\n"
                        "- {id: gpu, name: gpu, from: \"debian:12\", tag: \"base/gpu:1\"}\n"
                        "runtimeConfigs:\n"
                        "- id: c1\n"
                        "  name: small      # for the notebooks\n"
                        "  owner: platform  # not ours\n"
                        "  image: {reference: \"debian:12\"}\n"
                        "  kubernetes:\n"
                        "    requests: {cpu: \"1\", memory: 2Gi}\n"
                        "users:\n"
                        "- {id: u1, login: anna, groups: [\"data science\"]}\n";

settings::YamlPart yamlPart(const QString &text, files::YamlValue::Type type = files::YamlValue::Type::Map)
{
    return readYamlText(text, type).part;
}

settings::KubernetesPart fullKubernetes()
{
    return {.contexts = {u"prod-*"_s, u"my lab, old"_s},
            .ns = u"team-${dssUserLogin}"_s,
            .createNamespace = true,
            .namespaceLabels = {{u"team"_s, u"ds"_s}},
            .namespacePolicies =
                yamlPart(u"- kind: ResourceQuota\n  spec:\n    hard: {pods: \"5\"}\n"_s, files::YamlValue::Type::List),
            .serviceAccount = u"perRun"_s,
            .serviceAccountName = u"runner"_s,
            .roles = {u"Role/a"_s, u"ClusterRole/view"_s},
            .automountServiceAccountToken = true,
            .requests = {{u"memory"_s, u"2Gi"_s}, {u"cpu"_s, u"500m"_s}, {u"hugepages-2Mi"_s, u"64Mi"_s}},
            .limits = {{u"ephemeral-storage"_s, u"8Gi"_s}, {u"memory"_s, u"4Gi"_s}},
            .gpu = {u"nvidia.com/gpu"_s, u"H100 80GB"_s, u"shared"_s, 2},
            .sharedMemory = {true, u"1Gi"_s},
            .nodeSelector = {{u"pool"_s, u"gpu"_s}, {u"example.com/zone"_s, u"a"_s}},
            .tolerations = {{u"team"_s, u"Equal"_s, u"ds"_s, u"NoExecute"_s, 60}, {{}, u"Exists"_s, {}, {}, {}}},
            .affinity = yamlPart(u"podAffinity: {}\n"_s),
            .topologySpread = {{u"zone"_s, 2, u"ScheduleAnyway"_s}},
            .priorityClassName = u"high"_s,
            .runtimeClassName = u"nvidia"_s,
            .schedulerName = u"bin-packing"_s,
            .queueName = u"ds"_s,
            .hostNetwork = true,
            .volumes = {{u"/data"_s, u"persistentVolumeClaim"_s, u"data"_s, u"sub/dir"_s, true, {}, {}},
                        {u"/scratch"_s, u"emptyDir"_s, {}, {}, false, u"1Gi"_s, u"Memory"_s},
                        {u"/pages"_s, u"emptyDir"_s, {}, {}, false, {}, u"HugePages-1Gi"_s},
                        {u"/wrong"_s, u"emptyDir"_s, u"left over"_s, {}, false, {}, {}}},
            .podTemplatePatch = yamlPart(u"spec:\n  hostPID: true\n  nodeName: \"5\"\n"_s)};
}

//! Every field has something of its own.
settings::RuntimeConfig fullConfig(const QString &engine)
{
    settings::RuntimeConfig config{.id = u"full"_s,
                                   .name = u"full"_s,
                                   .description = u"all of it"_s,
                                   .enabled = false,
                                   .engine = engine,
                                   .workload = u"visual"_s,
                                   .usableBy = u"groups"_s,
                                   .groups = {u"data science"_s, u"ml"_s}};
    config.image = {{u"exec"_s, u"exec"_s},      u"debian:12"_s, {u"r1"_s, u"team"_s}, u"Never"_s, u"pull"_s,
                    {u"gone"_s, u"an old one"_s}};
    config.env = {{u"A"_s, u" as it stands "_s, {}, {}, {}},
                  {u"B"_s, {}, u"s"_s, {}, u"k"_s},
                  {u"C"_s, {}, {}, u"m"_s, u"k"_s},
                  {u"D"_s, u"both"_s, u"s"_s, {}, {}}};
    config.labels = {{u"b"_s, u"2"_s}, {u"a"_s, u"1"_s}};
    config.annotations = {{u"note"_s, u"x y"_s}};
    config.securityContext = {1000,       2000,
                              3000,       true,
                              true,       {u"/tmp"_s, u"/var/my cache"_s},
                              false,      {u"NET_ADMIN"_s},
                              {u"ALL"_s}, u"RuntimeDefault"_s,
                              true};
    config.timeouts = {u"10m"_s, true, u"1h30m"_s, u"2d"_s, 3};
    config.kubernetes = fullKubernetes();
    config.docker = {{u"d1"_s, u"gpu box"_s},
                     {{u"memory"_s, u"8g"_s}, {u"ulimit"_s, u"nofile=1024:2048"_s}},
                     {-1, {u"0"_s, u"GPU-1"_s}, {u"nvidia.com/gpu=0"_s}, u"nvidia"_s},
                     u"host"_s,
                     u"1g"_s,
                     {{u"/data"_s, u"bind"_s, u"/srv/data"_s, true, {}}, {u"/t"_s, u"tmpfs"_s, {}, false, u"64m"_s}}};
    return config;
}

//! Of all fields of \p config those that \p other has otherwise: for messages.
QString difference(const settings::RuntimeConfig &config, const settings::RuntimeConfig &other)
{
    return changedKeys(config, other).join(u", "_s) +
           QString::fromUtf8(QJsonDocument(files::toJson(settings::toYaml(other)).toObject()).toJson());
}

} // namespace

class TestConfigForm : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support )"_s)); }

    void everyFieldComesBack_data()
    {
        QTest::addColumn<QString>("engine");
        QTest::newRow("Kubernetes") << u"kubernetes"_s;
        QTest::newRow("Docker") << u"docker"_s;
    }
    //! Nothing that a config says is lost by a form that nobody has touched, be it right or wrong.
    void everyFieldComesBack()
    {
        QFETCH(QString, engine);
        Theme theme(*qApp, Theme::Mode::Light);
        const manifests::PodSchema schema;
        ConfigFields fields(theme, schema);
        const settings::RuntimeConfig config = fullConfig(engine);
        fields.setConfig(config, false);
        QVERIFY2(fields.config() == config, qPrintable(difference(config, fields.config())));
        QVERIFY(fields.inputProblems().empty());
        const settings::RuntimeConfig none{.id = u"none"_s, .engine = engine};
        fields.setConfig(none, true); // and nothing of it stays
        QVERIFY2(fields.config() == none, qPrintable(difference(none, fields.config())));
    }

    void noPullPolicyIsTheEngines_data()
    {
        QTest::addColumn<QString>("engine");
        QTest::addColumn<QString>("policy");
        QTest::addColumn<QString>("shown");
        QTest::newRow("Kubernetes") << u"kubernetes"_s << QString() << u"IfNotPresent, or Always with :latest"_s;
        QTest::newRow("Docker") << u"docker"_s << QString() << u"IfNotPresent, whatever the tag"_s;
        QTest::newRow("Docker, said") << u"docker"_s << u"Never"_s << u"Never"_s;
    }
    void noPullPolicyIsTheEngines()
    {
        QFETCH(QString, engine);
        QFETCH(QString, policy);
        QFETCH(QString, shown);
        Theme theme(*qApp, Theme::Mode::Light);
        const manifests::PodSchema schema;
        ConfigFields fields(theme, schema);
        settings::RuntimeConfig config{.id = u"c"_s, .engine = engine};
        config.image.pullPolicy = policy;
        fields.setConfig(config, false);
        const auto buttons = fields.findChildren<ChoiceButton *>();
        const auto menu = std::find_if(buttons.begin(), buttons.end(),
                                       [](ChoiceButton *each) { return each->accessibleName() == "Pull policy"_L1; });
        QVERIFY(menu != buttons.end());
        QCOMPARE((*menu)->currentText(), shown);
        QCOMPARE(fields.config().image.pullPolicy, policy);
    }

    //! From nothing to a config in the file, with something in every group.
    void aConfigIsWritten()
    {
        ShownConfig f(Yaml);
        f.form.editNew();
        f.form.takeFocus();
        QCOMPARE(f.named<QLineEdit>(u"Name"_s)->text(), u"New config 1"_s);
        f.type(u"Name"_s, u"train"_s);
        f.press(u"+ Context"_s);
        f.type(u"Contexts, the first that has room is taken, Context, or a glob such as prod-* 1"_s, u"prod-b"_s);
        f.press(u"+ Context"_s);
        QTest::keyClicks(QApplication::focusWidget(), u"prod-a"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Up, Qt::AltModifier); // it is tried first
        f.type(u"Or reference"_s, u"debian:12"_s);
        f.type(u"Requests and limits, Request 1"_s, u"500m"_s);
        f.type(u"Requests and limits, Limit 2"_s, u"4Gi"_s);
        f.open(u"Namespace and identity"_s);
        f.type(u"Namespace"_s, u"team-${dssUserLogin}"_s);
        f.press(u"one per run"_s);
        f.press(u"+ Role"_s);
        QTest::keyClicks(QApplication::focusWidget(), u"ClusterRole/view"_s);
        f.open(u"GPUs"_s);
        f.type(u"Number of GPUs"_s, u"2"_s);
        f.type(u"Product"_s, u"H100"_s);
        f.open(u"Placement"_s);
        f.press(u"+ Toleration"_s);
        QTest::keyClicks(QApplication::focusWidget(), u"team"_s);
        f.type(u"Tolerations, Value 1"_s, u"ds"_s);
        f.type(u"Affinity, as a pod has it"_s, u"podAffinity: {}"_s);
        f.open(u"Storage"_s);
        f.press(u"+ Volume"_s);
        QTest::keyClicks(QApplication::focusWidget(), u"/data"_s);
        f.type(u"Volumes, Name, or path of the node 1"_s, u"data"_s);
        f.open(u"Environment"_s);
        f.press(u"+ Variable"_s);
        QTest::keyClicks(QApplication::focusWidget(), u"LANG"_s);
        f.type(u"Variables, Value, may have ${dssUserLogin} 1"_s, u"C.UTF-8"_s);
        f.open(u"Security context"_s);
        f.type(u"User"_s, u"1000"_s);
        f.open(u"Pod template patch"_s);
        f.type(u"Any fields of a PodTemplateSpec, merged strategically"_s, u"spec: {hostPID: true}"_s);
        f.open(u"Timeouts"_s);
        f.type(u"Run"_s, u"1h"_s);
        f.open(u"Labels and annotations"_s);
        f.type(u"Labels of all that is made, key 1"_s, u"team"_s);
        f.type(u"Labels of all that is made, value 1"_s, u"ds"_s);
        QSignalSpy done(&f.form, &ConfigForm::saved);
        f.press(u"Save"_s);
        QVERIFY2(done.wait(ShownConfig::Patience), qPrintable(f.text()));

        const settings::RuntimeConfig config = f.saved(u"train"_s);
        settings::RuntimeConfig wanted{.id = config.id, .name = u"train"_s};
        wanted.image.reference = u"debian:12"_s;
        wanted.env = {{u"LANG"_s, u"C.UTF-8"_s, {}, {}, {}}};
        wanted.labels = {{u"team"_s, u"ds"_s}};
        wanted.securityContext.runAsUser = 1000;
        wanted.timeouts.run = u"1h"_s;
        settings::KubernetesPart &part = wanted.kubernetes;
        part.contexts = {u"prod-a"_s, u"prod-b"_s};
        part.ns = u"team-${dssUserLogin}"_s;
        part.serviceAccount = u"perRun"_s;
        part.roles = {u"ClusterRole/view"_s};
        part.requests = {{u"cpu"_s, u"500m"_s}};
        part.limits = {{u"memory"_s, u"4Gi"_s}};
        part.gpu = {{}, u"H100"_s, {}, 2};
        part.tolerations = {{u"team"_s, u"Equal"_s, u"ds"_s, {}, {}}};
        part.affinity = yamlPart(u"podAffinity: {}"_s);
        part.volumes = {{u"/data"_s, u"persistentVolumeClaim"_s, u"data"_s, {}, false, {}, {}}};
        part.podTemplatePatch = yamlPart(u"spec: {hostPID: true}"_s);
        QVERIFY2(config == wanted, qPrintable(difference(wanted, config)));
        QVERIFY(f.content().startsWith("# ours, do not remove\n"));
    }

    void theOtherEngineKeepsWhatWasTyped()
    {
        ShownConfig f(Yaml);
        f.form.edit(u"c1"_s);
        f.press(u"Docker"_s);
        QVERIFY(!f.named<QLineEdit>(u"Requests and limits, Request 1"_s) && !f.button(u"Placement"_s));
        f.type(u"Shared memory"_s, u"8g"_s);
        f.press(u"Kubernetes"_s);
        QCOMPARE(f.named<QLineEdit>(u"Requests and limits, Request 1"_s)->text(), u"1"_s);
        QVERIFY(!f.named<QLineEdit>(u"Shared memory"_s));
        f.press(u"Docker"_s);
        QCOMPARE(f.named<QLineEdit>(u"Shared memory"_s)->text(), u"8g"_s);
        QSignalSpy done(&f.form, &ConfigForm::saved);
        f.press(u"Save"_s);
        QVERIFY(done.wait(ShownConfig::Patience));
        const settings::RuntimeConfig config = f.saved(u"small"_s);
        QVERIFY(config.isDocker());
        QCOMPARE(config.docker.shmSize, u"8g"_s);
        QCOMPARE(config.kubernetes.requests, (settings::TextPairs{{u"cpu"_s, u"1"_s}, {u"memory"_s, u"2Gi"_s}}));
        QVERIFY(f.content().contains("# for the notebooks") && f.content().contains("owner: platform  # not ours"));
    }

    void whatIsWrongStandsBesideItsField_data()
    {
        QTest::addColumn<QString>("group");
        QTest::addColumn<QString>("adds"); // a row
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("problem");
        QTest::addColumn<bool>("isError");
        const auto row = [](const char *name, const QString &group, const QString &adds, const QString &field,
                            const QString &typed, const QString &problem, bool isError = true) {
            QTest::newRow(name) << group << adds << field << typed << problem << isError;
        };
        row("memory", {}, {}, u"Requests and limits, Limit 2"_s, u"1Gi"_s, u"More than its limit"_s);
        row("no quantity", {}, {}, u"Requests and limits, Request 2"_s, u"2 GB"_s,
            u"Expected a quantity such as 500m, 2 or 4Gi"_s);
        row("thousandths", {}, {}, u"Requests and limits, Request 2"_s, u"1000m"_s,
            u"1000m is thousandths of a byte: M or Mi may be meant"_s, false);
        row("volume", u"Storage"_s, u"+ Volume"_s, u"Volumes, Mounted at /path 1"_s, u"data"_s,
            u"Expected an absolute path"_s);
        row("variable", u"Environment"_s, u"+ Variable"_s, u"Variables, NAME 1"_s, u"1A"_s,
            u"Expected letters, digits, _ - and ., no digit first"_s);
        row("node selector", u"Placement"_s, {}, u"Node selector, label 1"_s, u"a b"_s,
            u"Expected a key such as team or example.com/team"_s);
        row("no number", u"Security context"_s, {}, u"User"_s, u"root"_s, u"Expected a whole number"_s);
        row("YAML", u"Pod template patch"_s, {}, u"Any fields of a PodTemplateSpec, merged strategically"_s,
            u"spec: [a"_s, {});
        row("no map", u"Pod template patch"_s, {}, u"Any fields of a PodTemplateSpec, merged strategically"_s, u"- a"_s,
            u"line 1, column 1: expected a map, found a list"_s);
        row("unknown field", u"Pod template patch"_s, {}, u"Any fields of a PodTemplateSpec, merged strategically"_s,
            u"spec:\nhostIPCC: true"_s, u"line 2, column 13: spec.hostIPCC: unknown field; hostIPC may be meant"_s);
        row("unknown product", u"GPUs"_s, {}, u"Product"_s, u"H200"_s, u"Expected how many of them"_s);
        row("too many", u"GPUs"_s, {}, u"Number of GPUs"_s, u"9"_s, u"More than any node has: at most 8"_s, false);
    }
    //! While one types: an error keeps the config from being saved and is gone to, a warning does not.
    void whatIsWrongStandsBesideItsField()
    {
        QFETCH(QString, group);
        QFETCH(QString, adds);
        QFETCH(QString, field);
        QFETCH(QString, typed);
        QFETCH(QString, problem);
        QFETCH(bool, isError);
        ShownConfig f(Yaml);
        f.form.edit(u"c1"_s);
        f.open(group);
        if (!adds.isEmpty())
            f.press(adds);
        if (typed.contains(u'\n')) // Return would be a new line with the margin of none
            f.named<QPlainTextEdit>(field)->setPlainText(QString(typed).replace(u"\n"_s, u"\n  "_s));
        else
            f.type(field, typed);
        if (problem.isEmpty())
            QVERIFY2(f.text().contains(QRegularExpression(u"line 1, column [0-9]+: "_s)), qPrintable(f.text()));
        else
            QTRY_VERIFY2_WITH_TIMEOUT(f.text().split(u'\n').contains(problem), qPrintable(f.text()),
                                      ShownConfig::Patience);
        const QByteArray before = f.content();
        QSignalSpy done(&f.form, &ConfigForm::saved);
        f.press(u"Save"_s);
        if (isError) {
            QCOMPARE(done.size(), 0);
            QCOMPARE(f.content(), before);
            QVERIFY(QApplication::focusWidget()->property("problem").toBool());
        } else {
            QVERIFY(done.wait(ShownConfig::Patience));
            QVERIFY(f.content() != before);
        }
    }

    //! Text that is no YAML is something to lose, and is not lost.
    void brokenYamlIsNotLost()
    {
        ShownConfig f(Yaml);
        f.form.edit(u"c1"_s);
        f.open(u"Pod template patch"_s);
        const QString patch = u"Any fields of a PodTemplateSpec, merged strategically"_s;
        f.type(patch, u"spec: {"_s);
        QVERIFY(f.form.hasUnsavedChanges());
        bool hasGone = false;
        f.form.leave([&hasGone] { hasGone = true; });
        QVERIFY(!hasGone);
        f.press(u"Keep editing"_s);
        QCOMPARE(f.named<QPlainTextEdit>(patch)->toPlainText(), u"spec: {"_s);
        f.press(u"Docker"_s); // of which it is no part
        QTRY_VERIFY_WITH_TIMEOUT(
            f.text().contains(u"Mend or clear what is written for Kubernetes, kubernetes.podTemplatePatch: line 1"_s),
            ShownConfig::Patience);
        f.press(u"Save"_s);
        QVERIFY(f.form.hasUnsavedChanges());
        f.press(u"Kubernetes"_s);
        QCOMPARE(f.named<QPlainTextEdit>(patch)->toPlainText(), u"spec: {"_s);
        QTRY_VERIFY_WITH_TIMEOUT(f.text().contains(u"kubernetes.podTemplatePatch: line 1"_s), ShownConfig::Patience);
    }

    void cellsThatMeanNothingWait()
    {
        ShownConfig f(Yaml);
        f.form.edit(u"c1"_s);
        f.open(u"Environment"_s);
        f.press(u"+ Variable"_s);
        QTest::keyClicks(QApplication::focusWidget(), u"A"_s);
        const QString value = u"Variables, Value, may have ${dssUserLogin} 1"_s;
        f.type(value, u"x"_s);
        auto *from = static_cast<ChoiceButton *>(f.button(u"Variables, From 1"_s));
        const auto choose = [from](int place) {
            from->setCurrent(place);
            emit from->chosen(place);
        };
        choose(1);
        QVERIFY(!f.named<QLineEdit>(value));
        f.type(u"Variables, Secret 1"_s, u"s"_s);
        QCOMPARE(f.fields().config().env, (std::vector<settings::EnvVariable>{{u"A"_s, {}, u"s"_s, {}, {}}}));
        choose(0);
        QCOMPARE(f.fields().config().env, (std::vector<settings::EnvVariable>{{u"A"_s, u"x"_s, {}, {}, {}}}));
        f.press(u"Variables: remove 1"_s);
        QVERIFY(f.fields().config().env.empty());
    }

    void saysWhatIsSoAnyway()
    {
        ShownConfig f(Yaml);
        f.form.edit(u"c1"_s);
        f.open(u"Namespace and identity"_s);
        QTRY_VERIFY2_WITH_TIMEOUT(f.text().contains(u"prod-a, the kubeconfig's current context"_s),
                                  qPrintable(f.text()), ShownConfig::Patience);
        QCOMPARE(f.named<QLineEdit>(u"Namespace"_s)->placeholderText(), u"team-a, of the context"_s);
        QVERIFY(f.button(u"Registry: as the reference says"_s));
        f.open(u"GPUs"_s);
        QVERIFY2(f.text().contains(u"a node has 8 of them at most"_s), qPrintable(f.text()));
        f.press(u"+ Context"_s);
        QTest::keyClicks(QApplication::focusWidget(), u"prod-*"_s);
        QTRY_VERIFY_WITH_TIMEOUT(f.text().contains(u"now prod-a, then prod-b"_s), ShownConfig::Patience);
    }

    void thePreviewFollows()
    {
        ShownConfig f(Yaml);
        f.form.edit(u"c1"_s);
        QTRY_VERIFY_WITH_TIMEOUT(f.preview().contains(u"image: debian:12"_s), ShownConfig::Patience);
        f.type(u"Or reference"_s, u"alpine:3"_s);
        QTRY_VERIFY_WITH_TIMEOUT(f.preview().contains(u"image: alpine:3"_s), ShownConfig::Patience);
        f.press(u"Changes"_s);
        QVERIFY2(f.preview().contains(QRegularExpression(u"(?m)^-  *(- )?image: debian:12$"_s)) &&
                     f.preview().contains(QRegularExpression(u"(?m)^\\+  *(- )?image: alpine:3$"_s)),
                 qPrintable(f.preview()));
        QVERIFY(!f.preview().contains(u"kind: Job"_s));
        f.press(u"Copy kubectl apply"_s);
        QVERIFY2(QApplication::clipboard()->text().contains(u"kubectl --context prod-a"_s) ||
                     QApplication::clipboard()->text().contains(u"kubectl apply"_s),
                 qPrintable(QApplication::clipboard()->text()));
        f.press(u"Changes"_s);
        f.press(u"Copy the preview"_s);
        QCOMPARE(QApplication::clipboard()->text(), f.preview());
        QVERIFY(f.preview().contains(u"kind: Job"_s));
        f.open(u"Namespace and identity"_s);
        f.type(u"Namespace"_s, u"x-${nope}"_s); // what could be made last stays
        QTRY_VERIFY_WITH_TIMEOUT(!f.button(u"Copy kubectl apply"_s)->isEnabled(), ShownConfig::Patience);
        QVERIFY(f.preview().contains(u"image: alpine:3"_s));
        f.type(u"Namespace"_s, u"x"_s);
        f.press(u"Docker"_s);
        QTRY_VERIFY_WITH_TIMEOUT(f.preview().contains(u"\"Image\": \"alpine:3\""_s), ShownConfig::Patience);
        f.press(u"Copy docker run"_s);
        QVERIFY(QApplication::clipboard()->text().contains(u"docker"_s));
    }

    //! Saved is what is tested: the wish comes once it is there.
    void savesFirst()
    {
        ShownConfig f(Yaml);
        QStringList imageAtThatTime;
        connect(&f.form, &ConfigForm::testRequested, this, [&](const QString &id) {
            QCOMPARE(id, u"c1"_s);
            imageAtThatTime += f.saved(u"small"_s).image.reference;
        });
        f.form.edit(u"c1"_s);
        f.type(u"Or reference"_s, u"alpine:3"_s);
        f.press(u"Save and test"_s);
        QVERIFY(imageAtThatTime.isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(imageAtThatTime, QStringList{u"alpine:3"_s}, ShownConfig::Patience);
        f.form.edit(u"c1"_s); // nothing to save
        f.press(u"Test"_s);
        QCOMPARE(imageAtThatTime.size(), 2);
    }

    void duplicates()
    {
        ShownConfig f(Yaml);
        f.form.editDuplicate(u"c1"_s);
        QCOMPARE(f.named<QLineEdit>(u"Name"_s)->text(), u"Copy of small"_s);
        QSignalSpy done(&f.form, &ConfigForm::saved);
        f.press(u"Save"_s);
        QVERIFY(done.wait(ShownConfig::Patience));
        QCOMPARE(f.saved(u"Copy of small"_s).kubernetes, f.saved(u"small"_s).kubernetes);
        QVERIFY(f.saved(u"Copy of small"_s).id != u"c1"_s);
    }

    //! To be looked at: states of the form as pictures into the folder that FAIRLEAD_PICTURES names.
    void pictures();
};

void TestConfigForm::pictures()
{
    const QString folder = qEnvironmentVariable("FAIRLEAD_PICTURES");
    if (folder.isEmpty())
        return;
    ShownConfig f(Yaml);
    auto *scroll = f.form.findChild<QScrollArea *>();
    const auto at = [scroll](double share) {
        scroll->verticalScrollBar()->setValue(int(share * scroll->verticalScrollBar()->maximum()));
    };
    const auto show = [&f](const QString &engine) {
        settings::RuntimeConfig config = fullConfig(engine);
        config.image.baseImage = {};
        config.kubernetes.volumes.pop_back();
        config.env.pop_back();
        config.kubernetes.gpu.kind.clear();
        config.kubernetes.contexts = {u"prod-*"_s};
        config.kubernetes.nodeSelector.clear();
        f.fields().setConfig(config, false);
        emit f.fields().edited();
    };
    const std::pair<QString, std::function<void()>> states[] = {
        {u"new"_s, [&] { f.form.editNew(); }},
        {u"full-1"_s,
         [&] {
             f.form.edit(u"c1"_s);
             show(u"kubernetes"_s);
         }},
        {u"full-2"_s, [&] { at(0.25); }},
        {u"full-3"_s, [&] { at(0.5); }},
        {u"full-4"_s, [&] { at(0.75); }},
        {u"full-5"_s, [&] { at(1); }},
        {u"changes"_s, [&] { f.press(u"Changes"_s); }},
        {u"docker-1"_s,
         [&] {
             at(0);
             show(u"docker"_s);
         }},
        {u"docker-2"_s, [&] { at(0.6); }},
        {u"wrong"_s,
         [&] {
             at(0);
             show(u"kubernetes"_s);
             f.type(u"Requests and limits, Request 2"_s, u"9Gi"_s);
             f.type(u"Number of GPUs"_s, u"99"_s);
             f.type(u"Product"_s, u"H200"_s);
             f.type(u"Any fields of a PodTemplateSpec, merged strategically"_s, u"spec: {"_s);
             at(0.3);
         }},
        {u"wrong-2"_s, [&] { at(0.85); }},
    };
    for (const auto &[name, makeState] : states) {
        makeState();
        for (const auto &[size, sizeName] : {std::pair{QSize(1108, 760), u"1280"_s}, {QSize(828, 660), u"1000"_s}}) {
            f.form.resize(size);
            for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
                f.theme.setMode(mode);
                QTest::qWait(400); // the preview has come
                QVERIFY(f.form.grab().save(u"%1/config-%2-%3-%4.png"_s.arg(folder, name, sizeName, toString(mode))));
            }
        }
    }
}

QTEST_MAIN(TestConfigForm)
#include "tst_configform.moc"
