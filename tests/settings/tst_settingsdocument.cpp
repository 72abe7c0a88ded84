// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/files/yamledit.h"
#include "backends/settings/settingschange.h"
#include "backends/settings/settingsdocument.h"
#include "backends/settings/unusable.h"

#include <QTest>

using namespace fairlead::files;
using namespace fairlead::settings;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Head = "apiVersion: fairlead/v1\n";

YamlValue valueOf(const QByteArray &yaml)
{
    return parseYaml(yaml).value().root;
}

} // namespace

class TestSettingsDocument : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void readsEverySection()
    {
        const SettingsDocument document = readSettings(Head + R"(
daemons:
- {id: d1, name: local, host: "unix:///var/run/docker.sock"}
- {id: d2, name: gpu box, host: "tcp://10.0.0.5:2376", tlsVerify: true, certPath: /etc/docker/gpu}
registries:
- {id: r1, name: ours, host: "registry.example.com:5000", credentials: helper, credentialHelper: ecr-login, prePush: ecr}
baseImages:
- id: i1
  name: exec
  from: debian:12
  cuda: 12.4
  python: [3.11, "3.12"]
  r: true
  append: |
    RUN a
    RUN b
  files: [{source: a/b, target: b}]
  buildArgs: {B: 1, A: x}
  tag: base/exec:${version}
  daemon: {id: d2, name: gpu box}
  registries: [{id: r1, name: ours}]
)",
                                                       u"f"_s);
        QCOMPARE(document.problems.size(), 0U);
        const Settings &s = document.settings;
        QCOMPARE(s.daemons.size(), 2U);
        QCOMPARE(s.daemons[1].host, u"tcp://10.0.0.5:2376"_s);
        QVERIFY(s.daemons[1].tlsVerify);
        QCOMPARE(s.registries[0].credentials, u"helper"_s);
        const BaseImage &image = s.baseImages.at(0);
        QCOMPARE(image.kind, u"container-exec"_s);
        QCOMPARE(image.cuda, u"12.4"_s);
        QCOMPARE(image.python, (QStringList{u"3.11"_s, u"3.12"_s}));
        QCOMPARE(image.append, u"RUN a\nRUN b\n"_s);
        QCOMPARE(image.files.at(0).target, u"b"_s);
        QCOMPARE(image.buildArgs, (TextPairs{{u"B"_s, u"1"_s}, {u"A"_s, u"x"_s}}));
        QCOMPARE(image.daemon, (Reference{u"d2"_s, u"gpu box"_s}));
        QCOMPARE(image.registries, (std::vector<Reference>{{u"r1"_s, u"ours"_s}}));
    }

    void problems_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QStringList>("problems");
        QTest::addColumn<bool>("isBroken");
        const auto row = [](const char *name, const QByteArray &yaml, const QStringList &problems,
                            bool isBroken = false) { QTest::newRow(name) << yaml << problems << isBroken; };
        row("nothing", "", {});
        row("comments", "# to come\n", {});
        row("no YAML", Head + "daemons: [\n", {u"f:3:1: end of sequence flow not found"_s}, true);
        row("a list", "- a\n", {u"f:1:1: expected a map, found a list"_s}, true);
        row("no version", "daemons: []\n", {u"f:1:1: apiVersion: missing: expected fairlead/v1"_s}, true);
        row("another version", "apiVersion: fairlead/v2\n",
            {u"f:1:13: apiVersion: expected fairlead/v1; another version of Fairlead may have written the file"_s},
            true);
        row("unknown section", Head + "deamons: []\n",
            {u"f:2:10: deamons: unknown, and kept as it is; known here: apiVersion, baseImages, contexts, daemons, "
             "defaults, kubeconfigs, projects, registries, runtimeConfigs, spaces, users"_s});
        row("sections to come", Head + "spaces: whatever\n", {});
        row("a map instead of a list", Head + "daemons: {}\n", {u"f:2:10: daemons: expected a list, found a map"_s});
        row("unknown key", Head + "daemons:\n- id: d\n  name: n\n  hosts: x\n",
            {u"f:5:10: daemons[0].hosts: unknown, and kept as it is; known here: certPath, context, host, id, name, "
             "tlsVerify"_s});
        row("no id", Head + "daemons:\n- name: n\n", {u"f:3:3: daemons[0].id: missing: expected a text"_s});
        row("a wrong type", Head + "daemons:\n- id: d\n  name: n\n  tlsVerify: maybe\n",
            {u"f:5:14: daemons[0].tlsVerify: expected true or false, found a string"_s});
        row("id twice", Head + "daemons:\n- {id: d, name: a}\n- {id: d, name: b}\n",
            {u"f:4:8: daemons[1].id: stands twice in this section; the first object counts"_s});
        row("one of several words", Head + "registries:\n- {id: r, name: n, host: h, credentials: magic}\n",
            {u"f:3:42: registries[0].credentials: expected docker, helper, keychain or none"_s});
        row("dangling reference", Head + "baseImages:\n- {id: i, name: n, daemon: {id: gone}}\n",
            {u"f:3:33: baseImages[0].daemon.id: no object of daemons has this id"_s});
        row("in a list of references", Head + "baseImages:\n- {id: i, name: n, registries: [{name: x}]}\n",
            {u"f:3:33: baseImages[0].registries[0].id: missing: expected a text"_s});
        row("in a list of objects", Head + "baseImages:\n- {id: i, name: n, files: [{source: [a]}]}\n",
            {u"f:3:37: baseImages[0].files[0].source: expected a string, found a list"_s});
        row("key twice", Head + "daemons:\n- {id: d, name: a, name: b}\n",
            {u"f:3:20: name: the key stands twice in the same map; the later value counts"_s});
        row("two at once", Head + "daemons:\n- name: n\n- id: e\n",
            {u"f:3:3: daemons[0].id: missing: expected a text"_s,
             u"f:4:3: daemons[1].name: missing: expected a text"_s});
    }
    void problems()
    {
        QFETCH(QByteArray, yaml);
        const SettingsDocument document = readSettings(yaml, u"f"_s);
        QStringList texts;
        for (const SettingsProblem &problem : document.problems)
            texts += problem.text();
        QTEST(texts, "problems");
        QTEST(document.isBroken(), "isBroken");
    }

    //! One that is wrong leaves the others as they are.
    void theOthersStand()
    {
        const SettingsDocument document =
            readSettings(Head + "daemons:\n- {id: a, name: a}\n- {id: b}\n- {id: c, name: c}\n", u"f"_s);
        QCOMPARE(document.settings.daemons.size(), 2U);
        QCOMPARE(document.settings.daemons[1].id, u"c"_s);
    }

    void unusable_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QStringList>("unusable"); // section, place, id, where its mistake is
        const auto row = [](const char *name, const QByteArray &yaml, const QStringList &unusable) {
            QTest::newRow(name) << Head + yaml << unusable;
        };
        row("nothing", "baseImages:\n- {id: a, name: a}\n", {});
        row("a wrong value", "baseImages:\n- {id: a, name: a}\n- {id: b, name: b, noCache: ja}\n",
            {u"baseImages 1 b f:4:29: baseImages[1].noCache"_s});
        row("the first of several mistakes", "daemons:\n- {id: a, tlsVerify: ja}\n",
            {u"daemons 0 a f:3:3: daemons[0].name"_s});
        row("an object in it", "baseImages:\n- {id: a, name: a, files: [{source: [x]}]}\n",
            {u"baseImages 0 a f:3:37: baseImages[0].files[0].source"_s});
        row("no id", "baseImages:\n- {name: a}\n", {u"baseImages 0  f:3:3: baseImages[0].id"_s});
        row("no object", "baseImages: [exec]\n", {u"baseImages 0  f:2:14: baseImages[0]"_s});
        row("the same id again", "daemons:\n- {id: a, name: a}\n- {id: a, name: b}\n",
            {u"daemons 1 a f:4:8: daemons[1].id"_s});
        row("no list", "baseImages: {a: {name: a}}\n", {u"baseImages -1  f:2:13: baseImages"_s});
        row("no section yet", "baseImages:\n", {});
        row("a section twice", "daemons:\n- {id: a, name: a}\ndaemons:\n- {id: b, name: b}\n",
            {u"daemons -1  f:4:1: daemons"_s});
        row("objects of a section that nobody knows", "baseimages:\n- {id: a, name: a}\n",
            {u" -1  f:3:1: baseimages"_s});
        row("a key that nobody knows", "notes: [a, b]\nbaseImages:\n- {id: a, name: a, noCash: true}\n", {});
        row("what is not there any more", "baseImages:\n- {id: a, name: a, daemon: {id: gone}}\n", {});
    }
    //! What is none of the objects although it was written down, and where it is mended.
    void unusable()
    {
        QFETCH(const QByteArray, yaml);
        QStringList unusable;
        for (const Unusable &each : readSettings(yaml, u"f"_s).settings.unusable)
            unusable +=
                u"%1 %2 %3 %4"_s.arg(each.section).arg(each.place).arg(each.id, each.problem.section(u": "_s, 0, 1));
        QTEST(unusable, "unusable");
    }

    void whoMissesIt_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QByteArray>("says"); // of daemons: in, first, by the id b
        QTest::newRow("nobody") << QByteArray("daemons: [{id: b, name: b}]") << QByteArray("---");
        QTest::newRow("the first") << QByteArray("daemons: [{id: b}, {id: a, name: a}]") << QByteArray("iFb");
        QTest::newRow("the second") << QByteArray("daemons: [{id: a, name: a}, {id: b}]") << QByteArray("i-b");
        QTest::newRow("all") << QByteArray("daemons: b") << QByteArray("iF-");
        QTest::newRow("of another section") << QByteArray("registries: [{id: b}]") << QByteArray("---");
        QTest::newRow("of any section") << QByteArray("deamons: [{id: b}]") << QByteArray("i--");
    }
    void whoMissesIt()
    {
        QFETCH(const QByteArray, yaml);
        const Settings settings = readSettings(Head + yaml + '\n', u"f"_s).settings;
        QByteArray says;
        says += unusableIn(settings, u"daemons"_s) ? 'i' : '-';
        says += unusableFirst(settings, u"daemons"_s) ? 'F' : '-';
        says += unusableById(settings, u"daemons"_s, u"b"_s) ? 'b' : '-';
        QTEST(says, "says");
    }

    void writes_data()
    {
        QTest::addColumn<QByteArray>("now");
        QTest::addColumn<Daemon>("daemon");
        QTest::addColumn<QByteArray>("written");
        const Daemon small{.id = u"d"_s, .name = u"box"_s};
        const Daemon tls{
            .id = u"d"_s, .name = u"box"_s, .host = u"tcp://h:1"_s, .tlsVerify = true, .certPath = u"/c"_s};
        QTest::newRow("new") << QByteArray("{}") << small << QByteArray("{id: d, name: box}");
        QTest::newRow("new with all") << QByteArray("{}") << tls
                                      << QByteArray(
                                             "{id: d, name: box, host: \"tcp://h:1\", tlsVerify: true, certPath: /c}");
        QTest::newRow("unknown keys stay")
            << QByteArray("{x: [1], id: d, name: old}") << small << QByteArray("{x: [1], id: d, name: box}");
        QTest::newRow("what is written stays written")
            << QByteArray("{id: d, name: box, tlsVerify: no, host:}") << small
            << QByteArray("{id: d, name: box, tlsVerify: no, host:}");
        QTest::newRow("what is no longer so") << QByteArray("{id: d, name: box, tlsVerify: yes, host: a}") << small
                                              << QByteArray("{id: d, name: box, tlsVerify: false, host: \"\"}");
    }
    void writes()
    {
        QFETCH(QByteArray, now);
        QFETCH(Daemon, daemon);
        QFETCH(QByteArray, written);
        const YamlValue yaml = toYaml(daemon, valueOf(now));
        QVERIFY(isSameValue(yaml, valueOf(written)));
        const QByteArray line = "- " + now.trimmed();
        const SettingsDocument before = readSettings(Head + "daemons:\n" + line + '\n', u"f"_s);
        QVERIFY(!before.isBroken());
    }

    //! What nobody knows of an item stays with it, wherever it moves.
    void filesKeepWhatIsTheirs_data()
    {
        QTest::addColumn<QByteArray>("now");
        QTest::addColumn<QStringList>("files"); // "source" or "source target"
        QTest::addColumn<QByteArray>("written");
        const QByteArray now = "[{source: a, x: 1}, {source: b, target: t, x: 2}, {source: c, x: 3}]";
        const auto row = [&now](const char *name, const QStringList &files, const char *written) {
            QTest::newRow(name) << now << files << QByteArray(written);
        };
        row("as they are", {u"a"_s, u"b t"_s, u"c"_s}, now.constData());
        row("the first goes", {u"b t"_s, u"c"_s}, "[{source: b, target: t, x: 2}, {source: c, x: 3}]");
        row("one more in front", {u"new"_s, u"a"_s, u"b t"_s, u"c"_s},
            "[{source: new}, {source: a, x: 1}, {source: b, target: t, x: 2}, {source: c, x: 3}]");
        row("another order", {u"c"_s, u"a"_s, u"b t"_s},
            "[{source: c, x: 3}, {source: a, x: 1}, {source: b, target: t, x: 2}]");
        row("another target", {u"b u"_s, u"a"_s}, "[{source: b, target: u, x: 2}, {source: a, x: 1}]");
        row("another source of the same target", {u"a"_s, u"new t"_s, u"c"_s},
            "[{source: a, x: 1}, {source: new, target: t, x: 2}, {source: c, x: 3}]");
        row("another source and target", {u"a"_s, u"b t"_s, u"new u"_s},
            "[{source: a, x: 1}, {source: b, target: t, x: 2}, {source: new, target: u, x: 3}]");
        QTest::newRow("the same twice") << "[{source: a, x: 1}, {source: a, x: 2}]"_ba << QStringList{u"a"_s, u"a"_s}
                                        << "[{source: a, x: 1}, {source: a, x: 2}]"_ba;
    }
    void filesKeepWhatIsTheirs()
    {
        QFETCH(QByteArray, now);
        QFETCH(QStringList, files);
        QFETCH(QByteArray, written);
        BaseImage image{.id = u"i"_s, .name = u"box"_s};
        for (const QString &file : files)
            image.files.push_back({file.section(u' ', 0, 0), file.section(u' ', 1)});
        const YamlValue yaml = toYaml(image, valueOf("{id: i, name: box, files: " + now + "}"));
        QVERIFY2(isSameValue(*yaml.find(u"files"), valueOf(written)), editYaml("", yaml).value_or("?").constData());
    }

    //! What is read and written again is what it was, for every key that there is.
    void writesWhatItReads()
    {
        BaseImage image{.id = u"i"_s, .name = u"n"_s, .kind = u"spark"_s, .from = u"f"_s, .cuda = u"12.4"_s};
        image.python = {u"3.11"_s};
        image.r = image.noCache = image.pull = true;
        image.systemPackages = {u"git"_s};
        image.prepend = u"RUN a\n"_s;
        image.append = u"RUN b"_s;
        image.files = {{u"s"_s, u"t"_s}, {u"u"_s, {}}};
        image.buildArgs = {{u"Z"_s, u"1"_s}, {u"A"_s, {}}};
        image.labels = {{u"l"_s, u"yes"_s}};
        image.httpProxy = u"http://p"_s;
        image.noProxy = u"n"_s;
        image.target = u"t"_s;
        image.platform = u"linux/amd64"_s;
        image.tag = u"a:${version}"_s;
        image.version = u"1.10"_s;
        image.dockerfile = u"D"_s;
        image.context = u"c"_s;
        image.daemon = {u"d"_s, u"dn"_s};
        image.registries = {{u"r"_s, u"rn"_s}};
        const Daemon daemon{u"d"_s, u"dn"_s, u"h"_s, u"c"_s, true, u"p"_s};
        const Registry registry{u"r"_s, u"rn"_s, u"h"_s,       u"p"_s,          true, u"ca"_s, u"none"_s,
                                u"x"_s, u"u"_s,  u"command"_s, {u"a"_s, u"b"_s}};
        YamlValue root = valueOf(Head);
        for (const SettingsChange &change : {SettingsChange{u"daemons"_s, u"d"_s, {}, toYaml(daemon)},
                                             SettingsChange{u"registries"_s, u"r"_s, {}, toYaml(registry)},
                                             SettingsChange{u"baseImages"_s, u"i"_s, {}, toYaml(image)}})
            root = changed(root, change).value();
        const QByteArray text = editYaml(Head, root).value();
        const SettingsDocument document = readSettings(text, u"f"_s);
        QVERIFY2(document.problems.empty(), text.constData());
        QVERIFY(document.settings.daemons == std::vector{daemon});
        QVERIFY(document.settings.registries == std::vector{registry});
        QVERIFY2(document.settings.baseImages == std::vector{image}, text.constData());
        const YamlValue again = toYaml(document.settings.baseImages[0], *findObject(root, u"baseImages"_s, u"i"_s));
        QVERIFY(isSameValue(again, *findObject(root, u"baseImages"_s, u"i"_s)));
    }

    void merges_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("theirs");
        QTest::addColumn<QByteArray>("ours");
        QTest::addColumn<QStringList>("clashes");
        QTest::addColumn<QByteArray>("merged"); // with ours where they clash
        const auto row = [](const char *name, const char *before, const char *theirs, const char *ours,
                            const QStringList &clashes, const char *merged) {
            QTest::newRow(name) << QByteArray(before) << QByteArray(theirs) << QByteArray(ours) << clashes
                                << QByteArray(merged);
        };
        row("only ours", "{id: x, a: 1}", "{id: x, a: 1}", "{id: x, a: 2}", {}, "l: [{id: x, a: 2}]");
        row("other keys", "{id: x, a: 1, b: 1}", "{id: x, a: 1, b: 2}", "{id: x, a: 2, b: 1}", {},
            "l: [{id: x, a: 2, b: 2}]");
        row("the same of both", "{id: x, a: 1}", "{id: x, a: 2}", "{id: x, a: 2}", {}, "l: [{id: x, a: 2}]");
        row("not the same", "{id: x, a: 1}", "{id: x, a: 3}", "{id: x, a: 2}", {u"l[id=x].a"_s}, "l: [{id: x, a: 2}]");
        row("a key less", "{id: x, a: 1, b: 1}", "{id: x, a: 1, b: 1, c: 1}", "{id: x, a: 1}", {},
            "l: [{id: x, a: 1, c: 1}]");
        row("new", "~", "~", "{id: x, a: 1}", {}, "l: [{id: x, a: 1}]");
        row("gone here", "{id: x, a: 1}", "{id: x, a: 1}", "~", {}, "l: []");
        row("gone here, changed there", "{id: x, a: 1}", "{id: x, a: 2}", "~", {u"l[id=x]"_s}, "l: []");
        row("changed here, gone there", "{id: x, a: 1}", "~", "{id: x, a: 2}", {u"l[id=x]"_s}, "l: [{id: x, a: 2}]");
        row("gone in both", "{id: x, a: 1}", "~", "~", {}, "l: []");
        row("other keys of a map", "{id: x, m: {a: 1, b: 1}}", "{id: x, m: {a: 1, b: 2}}", "{id: x, m: {a: 2, b: 1}}",
            {}, "l: [{id: x, m: {a: 2, b: 2}}]");
        row("deeper", "{id: x, m: {n: {a: 1}, u: 1}}", "{id: x, m: {n: {a: 1, o: theirs}, u: 2}}",
            "{id: x, m: {n: {a: 2}, u: 1}}", {}, "l: [{id: x, m: {n: {a: 2, o: theirs}, u: 2}}]");
        row("the same key of a map", "{id: x, m: {n: {a: 1}}}", "{id: x, m: {n: {a: 3, b: 1}}}",
            "{id: x, m: {n: {a: 2}}}", {u"l[id=x].m.n.a"_s}, "l: [{id: x, m: {n: {a: 2, b: 1}}}]");
        row("a key with dots", "{id: x, m: {a.io/b: 1}}", "{id: x, m: {a.io/b: 3, c: 1}}", "{id: x, m: {a.io/b: 2}}",
            {u"l[id=x].m.a.io/b"_s}, "l: [{id: x, m: {a.io/b: 2, c: 1}}]");
        row("a map that both made", "{id: x}", "{id: x, m: {a: 1, b: 1}}", "{id: x, m: {a: 1, c: 1}}", {},
            "l: [{id: x, m: {a: 1, b: 1, c: 1}}]");
        row("a map of a text by both", "{id: x, m: t}", "{id: x, m: {a: 1}}", "{id: x, m: {b: 1}}", {},
            "l: [{id: x, m: {a: 1, b: 1}}]");
        row("gone in a map here, changed there", "{id: x, m: {a: 1, b: 1}}", "{id: x, m: {a: 2, b: 1}}",
            "{id: x, m: {b: 1}}", {u"l[id=x].m.a"_s}, "l: [{id: x, m: {b: 1}}]");
        row("changed in a map here, gone there", "{id: x, m: {a: 1, b: 1}}", "{id: x, m: {b: 1}}",
            "{id: x, m: {a: 2, b: 1}}", {u"l[id=x].m.a"_s}, "l: [{id: x, m: {b: 1, a: 2}}]");
        row("emptied here, changed there", "{id: x, m: {a: 1}}", "{id: x, m: {a: 1, b: 1}}", "{id: x, m: {}}", {},
            "l: [{id: x, m: {b: 1}}]");
        row("a map gone here, changed there", "{id: x, m: {a: 1}}", "{id: x, m: {a: 2}}", "{id: x}", {u"l[id=x].m"_s},
            "l: [{id: x}]");
        row("a text here, a map there", "{id: x, m: {a: 1}}", "{id: x, m: {a: 2}}", "{id: x, m: t}", {u"l[id=x].m"_s},
            "l: [{id: x, m: t}]");
        row("a list is one value", "{id: x, m: {l: [1]}}", "{id: x, m: {l: [1, 2]}}", "{id: x, m: {l: [0, 1]}}",
            {u"l[id=x].m.l"_s}, "l: [{id: x, m: {l: [0, 1]}}]");
        row("another reference by both", "{id: x, r: {id: a, name: A}}", "{id: x, r: {id: b, name: B}}",
            "{id: x, r: {id: c, name: C}}", {u"l[id=x].r"_s}, "l: [{id: x, r: {id: c, name: C}}]");
        row("another reference here, its name there", "{id: x, r: {id: a, name: A}}", "{id: x, r: {id: a, name: A2}}",
            "{id: x, r: {id: c, name: C}}", {}, "l: [{id: x, r: {id: c, name: C}}]");
        row("its name here, another reference there", "{id: x, r: {id: a, name: A}}", "{id: x, r: {id: b, name: B}}",
            "{id: x, r: {id: a, name: A2}}", {}, "l: [{id: x, r: {id: b, name: B}}]");
        row("one more in a list of references, another name there", "{id: x, r: [{id: a, name: A}]}",
            "{id: x, r: [{id: a, name: A2}]}", "{id: x, r: [{id: a, name: A}, {id: b, name: B}]}", {},
            "l: [{id: x, r: [{id: a, name: A2}, {id: b, name: B}]}]");
        row("one more in a list of references, by both", "{id: x, r: [{id: a}]}", "{id: x, r: [{id: a}, {id: b}]}",
            "{id: x, r: [{id: a}, {id: c}]}", {u"l[id=x].r"_s}, "l: [{id: x, r: [{id: a}, {id: c}]}]");
    }
    void merges()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, theirs);
        QFETCH(QByteArray, ours);
        QFETCH(QByteArray, merged);
        const YamlValue root = valueOf(theirs == "~" ? QByteArray("l: []") : "l: [" + theirs + "]");
        const SettingsChange change{u"l"_s, u"x"_s, valueOf(before), valueOf(ours)};
        const auto result = changed(root, change);
        QStringList clashes;
        for (const SettingsClash &clash : result ? std::vector<SettingsClash>() : result.error())
            clashes += clash.field;
        QTEST(clashes, "clashes");
        QVERIFY(isSameValue(changed(root, change, true).value(), valueOf(merged)));
        if (result)
            QVERIFY(isSameValue(*result, valueOf(merged)));
    }

    //! Where the console wants it, whatever others have made of the list meanwhile.
    void moves_data()
    {
        QTest::addColumn<QString>("behind");
        QTest::addColumn<QByteArray>("now"); // ids
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("to the front") << u""_s << QByteArray("a, x, b") << QByteArray("x, a, b");
        QTest::newRow("down") << u"b"_s << QByteArray("a, x, b, c") << QByteArray("a, b, x, c");
        QTest::newRow("up") << u"a"_s << QByteArray("a, b, x") << QByteArray("a, x, b");
        QTest::newRow("to the end") << u"c"_s << QByteArray("x, b, c") << QByteArray("b, c, x");
        QTest::newRow("others have moved meanwhile") << u"c"_s << QByteArray("c, x, b, a") << QByteArray("c, x, b, a");
        QTest::newRow("the other one is gone") << u"g"_s << QByteArray("x, a, b") << QByteArray("a, b, x");
        QTest::newRow("behind itself") << u"x"_s << QByteArray("a, x, b") << QByteArray("a, x, b");
        QTest::newRow("it is gone itself") << u"b"_s << QByteArray("a, b") << QByteArray("a, b");
    }
    void moves()
    {
        QFETCH(QString, behind);
        QFETCH(QByteArray, now);
        QFETCH(QByteArray, after);
        const auto list = [](const QByteArray &ids) {
            YamlValue result = valueOf("l: [" + ids + "]").members[0].value;
            for (YamlValue &id : result.items)
                id = {.type = YamlValue::Type::Map,
                      .members = {{u"id"_s, id}, {u"theirs"_s, {.type = YamlValue::Type::Bool, .text = u"true"_s}}}};
            return YamlValue{.type = YamlValue::Type::Map, .members = {{u"l"_s, result}}};
        };
        QVERIFY(isSameValue(changed(list(now), moved(u"l"_s, valueOf("{id: x}"), behind)).value(), list(after)));
    }
    //! What was removed, moved or changed in one save, in one again.
    void reverses_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QString>("behind"); // of a move
        QTest::newRow("removed") << QByteArray("{id: x, a: 1}") << QByteArray("~") << QString();
        QTest::newRow("changed") << QByteArray("{id: x, a: 1}") << QByteArray("{id: x, b: 1}") << QString();
        QTest::newRow("moved") << QByteArray("{id: x, a: 1}") << QByteArray("{id: x, a: 1}") << u"b"_s;
    }
    void reverses()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(QString, behind);
        const YamlValue root = valueOf("{l: [{id: a}, {id: x, a: 1}, {id: b}], m: {k: {id: x, name: X}}}");
        std::vector<SettingsChange> changes{{u"m"_s, {}, valueOf("{k: {id: x, name: X}}"), valueOf("{}")},
                                            {u"l"_s, u"x"_s, valueOf(before), valueOf(after)}};
        if (!behind.isEmpty())
            changes.back().moveBehind = behind;
        const auto apply = [](YamlValue value, const std::vector<SettingsChange> &all) {
            for (const SettingsChange &change : all)
                value = changed(value, change).value();
            return value;
        };
        const YamlValue there = apply(root, changes);
        QVERIFY(!isSameValue(there, root));
        QVERIFY(isSameValue(apply(there, reversed(changes, root)), root));
    }
    void newOnesStandWhereTheyAreWanted()
    {
        const SettingsChange change{u"l"_s, u"x"_s, {}, valueOf("{id: x}"), u"a"_s};
        QVERIFY(isSameValue(changed(valueOf("l: [{id: a}, {id: b}]"), change).value(),
                            valueOf("l: [{id: a}, {id: x}, {id: b}]")));
    }
};

QTEST_GUILESS_MAIN(TestSettingsDocument)
#include "tst_settingsdocument.moc"
