// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/kubernetes/kubeconfig/kubeconfig.h"
#include "backends/kubernetes/kubeconfig/kubeconfigfile.h"
#include "backends/kubernetes/kubeconfig/kubeconfigresolve.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace fairlead::kubernetes;
using fairlead::transport::Endpoint;

namespace {

const auto secret = u"s3cr3t-V4lue"_s;

QByteArray oneContext(const QByteArray &cluster, const QByteArray &user, const QByteArray &more = {})
{
    return "clusters:\n- name: c\n  cluster: " + cluster + "\nusers:\n- name: u\n  user: " + user +
           "\ncontexts:\n- name: x\n  context: {cluster: c, user: u}\n" + more;
}

const QByteArray https = "{server: 'https://10.0.0.1:6443'}";
const QByteArray ca = "-----BEGIN CERTIFICATE-----\nQQ==\n-----END CERTIFICATE-----\n";
const QByteArray key = "-----BEGIN PRIVATE KEY-----\nQQ==\n-----END PRIVATE KEY-----\n";

} // namespace

class TestKubeconfig : public QObject
{
    Q_OBJECT

private:
    QString write(const QString &name, const QByteArray &bytes)
    {
        const QString path = m_dir->filePath(name);
        QDir().mkpath(QFileInfo(path).absolutePath());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write the test file");
        return path;
    }
    Kubeconfig loadOne(const QByteArray &bytes)
    {
        KubeconfigSources sources;
        sources.explicitFiles = QStringList{write(u"config"_s, bytes)};
        return loadKubeconfig(sources);
    }
    //! Problems without the folder of the test.
    QStringList texts(const std::vector<KubeconfigProblem> &problems)
    {
        QStringList result;
        for (const KubeconfigProblem &problem : problems)
            result.append(problem.text().remove(m_dir->path() + u'/'));
        return result;
    }

    std::unique_ptr<QTemporaryDir> m_dir;

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(m_dir->isValid());
    }

    void aliasBombIsBounded()
    {
        QByteArray bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n";
        for (int i = 1; i < 12; ++i) {
            const QByteArray before = "*a" + QByteArray::number(i - 1);
            const QByteArray name = 'a' + QByteArray::number(i);
            bomb += name + ": &" + name + " [" + (before + ',').repeated(9) + before + "]\n";
        }
        const KubeconfigFile file = parseKubeconfig(bomb, u"f"_s);
        QCOMPARE(file.problems.size(), 1U);
        QVERIFY2(file.problems[0].message.contains("too many"_L1), qPrintable(file.problems[0].message));
    }

    void deepNestingIsBounded()
    {
        const KubeconfigFile file = parseKubeconfig(QByteArray(100'000, '['), u"f"_s);
        QCOMPARE(file.problems.size(), 1U);
    }

    void parseProblems_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QStringList>("problems");
        const auto row = [](const char *name, const QByteArray &yaml, const QStringList &problems) {
            QTest::newRow(name) << yaml << problems;
        };
        row("empty", "", {});
        row("comment", "# nothing\n", {});
        row("null lists", "clusters: null\ncontexts: []\n", {});
        row("json", "{\"clusters\":[{\"name\":\"c\",\"cluster\":{\"server\":\"https://h\"}}],\"contexts\":null}", {});
        row("preferences and extensions", "preferences: {colors: true}\nextensions: [{name: a, extension: 1}]\n", {});
        row("unknown keys", "clusters:\n- name: c\n  cluster: {server: 'https://h', future: [1]}\n", {});
        row("a list", "- a\n", {u"f:1:1: not a kubeconfig: expected a map, found a list"_s});
        row("another kind", "kind: Secret\n", {u"f:1:7: kind: not a kubeconfig: expected Config"_s});
        row("another version", "apiVersion: v2\n", {u"f:1:13: apiVersion: not a kubeconfig: expected v1"_s});
        row("broken", "clusters: [\nusers: a: b\n",
            {u"f:2:9: neither YAML nor JSON: end of sequence flow not found"_s});
        row("clusters is a map", "clusters: {a: b}\n", {u"f:1:11: clusters: expected a list, found a map"_s});
        row("entry is a string", "users: [s3cr3t-V4lue]\n", {u"f:1:9: users[0]: expected a map, found a string"_s});
        row("no name", "users: [{user: {}}]\n", {u"f:1:9: users[0].name: the entry has no name"_s});
        row("number as name", "users:\n- name: 12\n  user: {}\n",
            {u"f:2:9: users[0].name: expected a string, found a number; put it in quotes"_s});
        row("number as token", "users:\n- name: a\n  user:\n    token: 12345\n",
            {u"f:4:12: users[0].user.token: expected a string, found a number; put it in quotes"_s});
        row("yes as user name", "users:\n- name: a\n  user: {username: yes}\n",
            {u"f:3:20: users[0].user.username: expected a string, found true or false; put it in quotes"_s});
        row("string as bool", "clusters:\n- name: a\n  cluster: {insecure-skip-tls-verify: 'true'}\n",
            {u"f:3:39: clusters[0].cluster.insecure-skip-tls-verify: expected true or false, found a string"_s});
        row("bad base64", "users:\n- name: a\n  user: {client-key-data: s3cr3t-V4lue!}\n",
            {u"f:3:27: users[0].user.client-key-data: not valid base64"_s});
        row("base64 without padding", "clusters:\n- name: a\n  cluster: {certificate-authority-data: QQ}\n",
            {u"f:3:41: clusters[0].cluster.certificate-authority-data: not valid base64"_s});
        row("duplicate key", "current-context: a\ncontexts: []\ncurrent-context: b\n",
            {u"f:3:1: current-context: the key stands twice in the same map; the later value counts"_s});
        row("duplicate name", "users:\n- name: a\n- name: a\n",
            {u"f:3:3: users[1].user: the name stands twice in this file; the first entry counts"_s});
        row("groups", "users:\n- name: a\n  user: {as-groups: [x, 1]}\n",
            {u"f:3:25: users[0].user.as-groups[1]: expected a string, found a number"_s});
        row("extra", "users:\n- name: a\n  user: {as-user-extra: {k: v}}\n",
            {u"f:3:29: users[0].user.as-user-extra.k: expected a list of strings, found a string"_s});
        const QByteArray exec = "users:\n- name: a\n  user:\n    exec: ";
        const QByteArray v1 = "apiVersion: client.authentication.k8s.io/v1";
        row("exec without command", exec + "{" + v1 + ", interactiveMode: Never}\n",
            {u"f:4:11: users[0].user.exec.command: missing: expected the program to run"_s});
        row("exec without version", exec + "{command: a, interactiveMode: Never}\n",
            {u"f:4:11: users[0].user.exec.apiVersion: expected client.authentication.k8s.io/v1 or "
             "client.authentication.k8s.io/v1beta1"_s});
        row("exec v1alpha1",
            exec + "{command: a, interactiveMode: Never, apiVersion: client.authentication.k8s.io/v1alpha1}\n",
            {u"f:4:60: users[0].user.exec.apiVersion: expected client.authentication.k8s.io/v1 or "
             "client.authentication.k8s.io/v1beta1"_s});
        row("exec v1 needs a mode", exec + "{command: a, " + v1 + "}\n",
            {u"f:4:11: users[0].user.exec.interactiveMode: expected Never, IfAvailable or Always"_s});
        row("exec v1beta1 has a default", exec + "{command: a, apiVersion: client.authentication.k8s.io/v1beta1}\n",
            {});
        row("exec mode", exec + "{command: a, " + v1 + ", interactiveMode: never}\n",
            {u"f:4:86: users[0].user.exec.interactiveMode: expected Never, IfAvailable or Always"_s});
        row("exec env", exec + "{command: a, " + v1 + ", interactiveMode: Never, env: [{value: s3cr3t-V4lue}]}\n",
            {u"f:4:99: users[0].user.exec.env[0].name: expected the name of an environment variable"_s});
        row("exec env value", exec + "{command: a, " + v1 + ", interactiveMode: Never, env: [{name: A, value: 1}]}\n",
            {u"f:4:116: users[0].user.exec.env[0].value: expected a string, found a number; put it in quotes"_s});
    }
    void parseProblems()
    {
        QFETCH(QByteArray, yaml);
        QFETCH(QStringList, problems);
        const KubeconfigFile file = parseKubeconfig(yaml, u"f"_s);
        QStringList found;
        for (const KubeconfigProblem &problem : file.problems)
            found.append(problem.text());
        QCOMPARE(found, problems);
        QVERIFY(!found.join(u'\n').contains(secret));
    }

    void contextProblems_data()
    {
        QTest::addColumn<QByteArray>("cluster");
        QTest::addColumn<QByteArray>("user");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char *name, const QByteArray &cluster, const QByteArray &user,
                            const QString &problem) { QTest::newRow(name) << cluster << user << problem; };
        const QByteArray caData = ca.toBase64();
        const QByteArray keyData = key.toBase64();
        row("fine", https, "{token: s3cr3t-V4lue}", {});
        row("anonymous", https, "{}", {});
        row("no server", "{}", "{}", u"config:3:12: clusters[0].cluster.server: missing: expected https://host:port"_s);
        row("other scheme", "{server: 'ftp://h'}", "{}",
            u"config:3:21: clusters[0].cluster.server: expected https://host:port"_s);
        row("password in the server", "{server: 'https://a:s3cr3t-V4lue@h'}", "{}",
            u"config:3:21: clusters[0].cluster.server: must not contain a user name or a password"_s);
        row("proxy scheme", "{server: 'https://h', proxy-url: 'ssh://s3cr3t-V4lue@p'}", "{}",
            u"config:3:45: clusters[0].cluster.proxy-url: expected http://, https:// or socks5://"_s);
        row("proxy without scheme", "{server: 'https://h', proxy-url: 'p:3128'}", "{}",
            u"config:3:45: clusters[0].cluster.proxy-url: expected http://, https:// or socks5://"_s);
        row("no such authority", "{server: 'https://h', certificate-authority: no.pem}", "{}",
            u"config:3:57: clusters[0].cluster.certificate-authority: no.pem: no such file"_s);
        row("authority is a folder", "{server: 'https://h', certificate-authority: .}", "{}",
            u"config:3:57: clusters[0].cluster.certificate-authority: .: is a folder"_s);
        row("authority is no certificate", "{server: 'https://h', certificate-authority-data: aGVsbG8=}", "{}",
            u"config:3:62: clusters[0].cluster.certificate-authority-data: has no PEM certificate"_s);
        row("insecure with authority",
            "{server: 'https://h', insecure-skip-tls-verify: true, certificate-authority-data: " + caData + "}", "{}",
            u"config:3:60: clusters[0].cluster.insecure-skip-tls-verify: cannot be true while a certificate authority "
            "is given"_s);
        row("certificate without key", https, "{client-certificate-data: " + caData + "}",
            u"config:6:9: users[0].user.client-key: missing: a client certificate needs it"_s);
        row("key is none", https, "{client-certificate-data: " + caData + ", client-key-data: czNjcjN0}",
            u"users[0].user.client-key-data: has no PEM private key"_s);
        row("key is encrypted", https,
            "{client-certificate-data: " + caData +
                ", client-key-data: " + QByteArray("-----BEGIN ENCRYPTED PRIVATE KEY-----\nQQ==\n").toBase64() + "}",
            u"users[0].user.client-key-data: is encrypted, which is not supported"_s);
        row("fine certificate", https, "{client-certificate-data: " + caData + ", client-key-data: " + keyData + "}",
            {});
        row("token and basic", https, "{token: s3cr3t-V4lue, username: a, password: s3cr3t-V4lue}",
            u"users[0].user: both a token and a user name are given, only one is allowed"_s);
        row("line break in the token", https, "{token: \"s3cr3t-V4lue\\r\\nX: y\"}",
            u"users[0].user.token: has a line break or a control character"_s);
        row("auth provider", https, "{auth-provider: {name: gcp, config: {t: s3cr3t-V4lue}}}",
            u"users[0].user.auth-provider: not supported: use an exec plugin instead"_s);
        row("groups without user", https, "{as-groups: [a]}",
            u"users[0].user.as: missing: uid, groups and extra need a user"_s);
        row("header injection", https, "{as: \"a\\nX: y\"}",
            u"users[0].user.as: impersonation has a control character"_s);
        row("entry problem", https, "{token: 12}", u"users[0].user.token: expected a string"_s);
    }
    void contextProblems()
    {
        QFETCH(QByteArray, cluster);
        QFETCH(QByteArray, user);
        QFETCH(QString, problem);
        const Kubeconfig config = loadOne(oneContext(cluster, user));
        QCOMPARE(config.contexts.size(), 1U);
        const Context &context = config.contexts[0];
        QCOMPARE(context.problem.has_value(), !problem.isEmpty());
        if (!context.problem) {
            QVERIFY2(config.problems.empty(), qPrintable(texts(config.problems).join(u'\n')));
            return;
        }
        const QString text = texts({*context.problem}).join(u'\n').replace(m_dir->path(), u"."_s);
        QVERIFY2(text.contains(problem), qPrintable(text));
        QVERIFY(!text.contains(secret));
        QCOMPARE(context.auth, AuthInfo());
        QCOMPARE(texts(config.problems), texts({*context.problem}));
    }

    void references()
    {
        const Kubeconfig config = loadOne("clusters:\n- {name: c, cluster: {server: 'https://h'}}\ncontexts:\n"
                                          "- {name: a, context: {cluster: nope, user: u}}\n"
                                          "- {name: b, context: {cluster: c, user: nope}}\n"
                                          "- {name: d, context: {user: u}}\n"
                                          "- {name: e, context: {cluster: c}}\n"
                                          "users: [{name: u}]\ncurrent-context: gone\n");
        QCOMPARE(config.contexts.size(), 4U);
        QVERIFY(!config.contexts[3].problem);
        QCOMPARE(texts(config.problems),
                 QStringList({u"config:9:18: current-context: there is no context \"gone\""_s,
                              u"config:4:32: contexts[0].context.cluster: there is no cluster \"nope\""_s,
                              u"config:5:41: contexts[1].context.user: there is no user \"nope\""_s,
                              u"config:6:22: contexts[2].context.cluster: the context names no cluster"_s}));
    }

    void serverUrl_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("url");
        QTest::newRow("plain") << u"https://h:6443"_s << u"https://h:6443"_s;
        QTest::newRow("slash") << u"https://h/"_s << u"https://h"_s;
        QTest::newRow("prefix") << u"https://h/k8s/c/"_s << u"https://h/k8s/c"_s;
        QTest::newRow("query") << u"https://h/a?b#c"_s << u"https://h/a"_s;
        QTest::newRow("ipv6") << u"https://[::1]:6443"_s << u"https://[::1]:6443"_s;
        QTest::newRow("capitals") << u"HTTPS://Host"_s << u"https://host"_s;
        QTest::newRow("no scheme") << u"localhost:8080"_s << u"http://localhost:8080"_s;
        QTest::newRow("no scheme, address") << u"10.0.0.1:6443"_s << u"http://10.0.0.1:6443"_s;
        QTest::newRow("no scheme, path") << u"h/path"_s << QString();
        QTest::newRow("no host") << u"https://"_s << QString();
        QTest::newRow("bad port") << u"https://h:99999"_s << QString();
        QTest::newRow("space") << u"https://h h"_s << QString();
        QTest::newRow("file") << u"file:///etc/passwd"_s << QString();
    }
    void serverUrl()
    {
        QFETCH(QString, text);
        QTEST(parseServerUrl(text).toString(), "url");
    }

    void nothingSecretGoesToHttp()
    {
        const QByteArray user = "{token: t, client-certificate-data: " + ca.toBase64() +
                                ", client-key-data: " + key.toBase64() + ", as: someone}";
        for (const QByteArray server : {"http://h:8080", "h:8080"}) {
            const Kubeconfig config = loadOne(oneContext("{server: '" + server + "'}", user));
            QCOMPARE(config.contexts[0].problem, std::nullopt);
            QCOMPARE(config.contexts[0].auth, AuthInfo());
            QCOMPARE(config.contexts[0].endpoint.server, QUrl(u"http://h:8080"_s));
        }
    }

    void everyField()
    {
        write(u"pki/ca.pem"_s, ca);
        write(u"pki/cert.pem"_s, ca);
        write(u"pki/key.pem"_s, key);
        const Kubeconfig config = loadOne(oneContext(
            "{server: 'https://h:6443/p', certificate-authority: pki/ca.pem, tls-server-name: name, "
            "disable-compression: "
            "true, proxy-url: 'socks5://u:p@proxy:1080'}",
            "{client-certificate: pki/cert.pem, client-key: pki/key.pem, token: t, as: me, as-uid: '7', as-groups: [a, "
            "b], as-user-extra: {'x/y z': [v, w]}}",
            "current-context: x\n"));
        QVERIFY2(config.problems.empty(), qPrintable(texts(config.problems).join(u'\n')));
        const Context &context = config.contexts[0];
        Endpoint endpoint;
        endpoint.server = QUrl(u"https://h:6443/p"_s);
        endpoint.caPem = ca;
        endpoint.tlsServerName = u"name"_s;
        endpoint.disableCompression = true;
        endpoint.proxy = QUrl(u"socks5://u:p@proxy:1080"_s);
        endpoint.headers = {{"Impersonate-User", "me"},           {"Impersonate-Uid", "7"},
                            {"Impersonate-Group", "a"},           {"Impersonate-Group", "b"},
                            {"Impersonate-Extra-x%2Fy%20z", "v"}, {"Impersonate-Extra-x%2Fy%20z", "w"}};
        QCOMPARE(context.endpoint, endpoint);
        QVERIFY(context.auth.kind == AuthKind::Token);
        QCOMPARE(context.auth.token, QByteArray("t"));
        QCOMPARE(context.auth.certificatePem, ca);
        QCOMPARE(context.auth.privateKeyPem, key);
        QCOMPARE(context.namespaceName, u"default"_s);
        QCOMPARE(context.id, u"x"_s);
        QVERIFY(context.isCurrent);
        QVERIFY(config.watchedPaths.contains(m_dir->filePath(u"pki/ca.pem"_s)));
        QVERIFY(config.watchedPaths.contains(m_dir->filePath(u"config"_s)));
    }

    void insecure()
    {
        const Kubeconfig config = loadOne(oneContext("{server: 'https://h', insecure-skip-tls-verify: true}", "{}"));
        QVERIFY(config.contexts[0].endpoint.insecureSkipTlsVerify);
        QVERIFY(!config.contexts[0].problem);
    }

    void pathsAreAbsolute_data()
    {
        QTest::addColumn<KubeconfigSources>("sources");
        QTest::addColumn<QStringList>("paths");
        const QString here = QDir::currentPath();
        const QString home = QDir::homePath();
        const QString usual = u"/home/a/.kube/config"_s;
        QTest::newRow("the usual one") << KubeconfigSources{.defaultFile = usual} << QStringList{usual};
        QTest::newRow("KUBECONFIG, relative, with empty parts")
            << KubeconfigSources{.environmentFiles = {u"a.yaml"_s, QString(), u"/etc/b"_s}, .defaultFile = usual}
            << QStringList{here + u"/a.yaml"_s, u"/etc/b"_s};
        QTest::newRow("named files before KUBECONFIG")
            << KubeconfigSources{.explicitFiles = {u"c"_s}, .environmentFiles = {u"a"_s}, .defaultFile = usual}
            << QStringList{here + u"/c"_s};
        QTest::newRow("extra ones beside them")
            << KubeconfigSources{.explicitFiles = {u"/c"_s}, .defaultFile = usual, .extraPaths = {u"d"_s, u"~/e"_s}}
            << QStringList{u"/c"_s, here + u"/d"_s, home + u"/e"_s};
        QTest::newRow("none") << KubeconfigSources{} << QStringList{};
    }
    //! And they are where it looks.
    void pathsAreAbsolute()
    {
        QFETCH(KubeconfigSources, sources);
        QTEST(sources.paths(), "paths");
        const QStringList watched = loadKubeconfig(sources).watchedPaths;
        for (const QString &path : sources.paths())
            QVERIFY2(watched.contains(path), qPrintable(path));
    }

    void authKinds_data()
    {
        QTest::addColumn<QByteArray>("user");
        QTest::addColumn<QString>("kind");
        const QByteArray certificate =
            "client-certificate-data: " + ca.toBase64() + ", client-key-data: " + key.toBase64();
        const QByteArray exec = "exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: plugin}";
        QTest::newRow("none") << QByteArray("{}") << u"none"_s;
        QTest::newRow("null") << QByteArray("null") << u"none"_s;
        QTest::newRow("certificate") << "{" + certificate + "}" << u"client certificate"_s;
        QTest::newRow("token") << QByteArray("{token: t}") << u"token"_s;
        QTest::newRow("token and certificate") << "{token: t, " + certificate + "}" << u"token"_s;
        QTest::newRow("token file") << QByteArray("{tokenFile: t}") << u"token file"_s;
        QTest::newRow("token and its file") << QByteArray("{token: t, tokenFile: t}") << u"token file"_s;
        QTest::newRow("basic") << QByteArray("{username: a, password: b}") << u"basic"_s;
        QTest::newRow("exec") << "{" + exec + "}" << u"exec"_s;
        QTest::newRow("exec gives way to a token") << "{token: t, " + exec + "}" << u"token"_s;
        QTest::newRow("exec gives way to a certificate")
            << "{" + exec + ", " + certificate + "}" << u"client certificate"_s;
    }
    void authKinds()
    {
        QFETCH(QByteArray, user);
        const Kubeconfig config = loadOne(oneContext(https, user));
        QCOMPARE(config.contexts[0].problem, std::nullopt);
        QTEST(toString(config.contexts[0].auth.kind), "kind");
    }

    void tokenFileIsRelativeToItsFile()
    {
        const Kubeconfig config = loadOne(oneContext(https, "{token: t, tokenFile: sub/../tok}"));
        QCOMPARE(config.contexts[0].auth.tokenFile, m_dir->filePath(u"tok"_s));
        QCOMPARE(config.contexts[0].auth.token, QByteArray("t"));
    }

    void dataWinsOverFile()
    {
        const Kubeconfig config = loadOne(oneContext(
            "{server: 'https://h', certificate-authority: no.pem, certificate-authority-data: " + ca.toBase64() + "}",
            "{client-key: no.pem}"));
        QCOMPARE(config.contexts[0].problem, std::nullopt);
        QCOMPARE(config.contexts[0].endpoint.caPem, ca);
        QCOMPARE(
            texts(config.problems),
            QStringList({u"config:3:57: clusters[0].cluster.certificate-authority: ignored, because "
                         "certificate-authority-data is given, too"_s,
                         u"config:6:22: users[0].user.client-key: ignored, because there is no client certificate"_s}));
    }

    void execConfig()
    {
        write(u"bin/plugin"_s, "#!/bin/sh\n");
        const Kubeconfig config = loadOne(oneContext(
            "{server: 'https://h', extensions: [{name: other, extension: 1}, {name: client.authentication.k8s.io/exec, "
            "extension: {audience: a, n: [1, true, null]}}]}",
            "{exec: {apiVersion: client.authentication.k8s.io/v1, command: ./bin/plugin, args: [a, -b], env: [{name: "
            "A, "
            "value: b}], installHint: h, provideClusterInfo: true, interactiveMode: Never}}"));
        QVERIFY2(config.problems.empty(), qPrintable(texts(config.problems).join(u'\n')));
        const ExecConfig expected{u"client.authentication.k8s.io/v1"_s,
                                  u"./bin/plugin"_s,
                                  m_dir->filePath(u"bin/plugin"_s),
                                  {u"a"_s, u"-b"_s},
                                  {{u"A"_s, u"b"_s}},
                                  u"h"_s,
                                  true,
                                  ExecConfig::InteractiveMode::Never,
                                  "{\"audience\":\"a\",\"n\":[1,true,null]}"};
        QCOMPARE(config.contexts[0].auth.exec, expected);
    }

    void execCommandFromPath()
    {
        QCOMPARE(resolveExecCommand(u"sh"_s, {}).section(u'/', -1), u"sh"_s);
        QVERIFY(resolveExecCommand(u"sh"_s, {}).startsWith(u'/'));
        QCOMPARE(resolveExecCommand(u"no-such-program"_s, m_dir->path()), QString());
        QCOMPARE(resolveExecCommand(u"a/../b"_s, u"/x"_s), u"/x/b"_s);
        QCOMPARE(resolveExecCommand(u"/bin/sh"_s, u"/x"_s), u"/bin/sh"_s);
    }

    //! "same cluster name in both files": kubectl takes the first file's for its entry.
    void mergeAsKubectl()
    {
        const QString one = write(u"one"_s, "clusters:\n- {name: c, cluster: {server: 'https://one'}}\n"
                                            "users: [{name: u, user: {token: one}}]\n"
                                            "contexts: [{name: x, context: {cluster: c, user: u}}]\n");
        const QString two = write(u"two"_s, "clusters:\n- {name: c, cluster: {server: 'https://two'}}\n"
                                            "users: [{name: u, user: {token: two}}, {name: v, user: {token: v}}]\n"
                                            "contexts: [{name: x, context: {cluster: c, user: u, namespace: ns}}, "
                                            "{name: z, context: {cluster: c, user: v}}]\ncurrent-context: x\n");
        KubeconfigSources sources;
        sources.environmentFiles = {QString(), one, m_dir->filePath(u"missing"_s), two, one};
        sources.defaultFile = u"/nowhere"_s;
        const Kubeconfig config = loadKubeconfig(sources);
        QCOMPARE(config.problems.size(), 0U);
        QStringList found;
        for (const Context &context : config.contexts)
            found.append(u"%1 %2 %3 %4 %5"_s.arg(QString(context.id).remove(m_dir->path() + u'/'),
                                                 context.endpoint.server.host(), QString::fromUtf8(context.auth.token),
                                                 context.namespaceName, context.isCurrent ? u"current"_s : QString()));
        QCOMPARE(found, QStringList({u"x one one default current"_s, u"x (two) two two ns "_s, u"z one v default "_s}));
        QVERIFY(config.watchedPaths.contains(m_dir->filePath(u"missing"_s)));
    }

    void extraFilesStandForThemselves()
    {
        const QString main = write(u"main"_s, "clusters: [{name: c, cluster: {server: 'https://main'}}]\n"
                                              "users: [{name: admin, user: {token: s3cr3t-V4lue}}]\n");
        const QString extra = write(u"extra"_s, "clusters: [{name: evil, cluster: {server: 'https://evil'}}]\n"
                                                "contexts: [{name: x, context: {cluster: evil, user: admin}}]\n");
        KubeconfigSources sources;
        sources.defaultFile = main;
        sources.extraPaths = QStringList{extra, m_dir->filePath(u"gone"_s)};
        const Kubeconfig config = loadKubeconfig(sources);
        QCOMPARE(config.contexts.size(), 1U);
        QCOMPARE(config.contexts[0].auth.token, QByteArray());
        QCOMPARE(texts(config.problems),
                 QStringList(
                     {u"gone: no such file"_s, u"extra:2:53: contexts[0].context.user: there is no user \"admin\""_s}));
    }

    void folders()
    {
        const QByteArray good = oneContext(https, "{}");
        write(u"d/b.yaml"_s, good);
        write(u"d/a"_s, good);
        write(u"d/.hidden"_s, good);
        write(u"d/a.bak"_s, good);
        write(u"d/a~"_s, good);
        write(u"d/config.lock"_s, good);
        write(u"d/kuberc"_s, "kind: Preference\napiVersion: kubectl.config.k8s.io/v1beta1\n");
        write(u"d/notes.txt"_s, "hello: [\n");
        write(u"d/half.yaml"_s, "clusters: [\ncontexts: a: b\n");
        write(u"d/sub/inner"_s, good);
        QVERIFY(QFile::link(m_dir->filePath(u"d/a"_s), m_dir->filePath(u"d/z-link"_s)));
        QCOMPARE(::mkfifo(QFile::encodeName(m_dir->filePath(u"d/pipe"_s)).constData(), 0600), 0);
        KubeconfigSources sources;
        sources.extraPaths = QStringList{m_dir->filePath(u"d"_s)};
        const Kubeconfig config = loadKubeconfig(sources);
        QStringList files;
        for (const Context &context : config.contexts)
            files.append(context.file.section(u'/', -1));
        QCOMPARE(files, QStringList({u"a"_s, u"b.yaml"_s}));
        QCOMPARE(texts(config.problems),
                 QStringList{u"d/half.yaml:2:12: neither YAML nor JSON: end of sequence flow not found"_s});
        QVERIFY(config.watchedPaths.contains(m_dir->filePath(u"d"_s)));
    }

    void unreadableFiles()
    {
        const QString pipe = m_dir->filePath(u"pipe"_s);
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        QVERIFY(QFile::link(m_dir->filePath(u"nothing"_s), m_dir->filePath(u"dangling"_s)));
        KubeconfigSources sources;
        sources.explicitFiles = QStringList{m_dir->path(),
                                            pipe,
                                            m_dir->filePath(u"missing"_s),
                                            write(u"huge"_s, QByteArray(9 * 1024 * 1024, '#')),
                                            m_dir->filePath(u"dangling"_s),
                                            write(u"good"_s, oneContext(https, "{}"))};
        const Kubeconfig config = loadKubeconfig(sources);
        QCOMPARE(config.contexts.size(), 1U);
        QCOMPARE(texts(config.problems).mid(1),
                 QStringList({u"pipe: is not a regular file"_s, u"missing: no such file"_s,
                              u"huge: is larger than 8192 KiB"_s, u"dangling: no such file"_s}));
        QCOMPARE(config.problems[0].text(), m_dir->path() + u": is a folder"_s);
    }

    void allOfKubeconfigMissing()
    {
        KubeconfigSources sources;
        sources.environmentFiles = QStringList{m_dir->filePath(u"a"_s), m_dir->filePath(u"b"_s)};
        QCOMPARE(loadKubeconfig(sources).problems.size(), 2U);
        write(u"b"_s, {});
        QCOMPARE(loadKubeconfig(sources).problems.size(), 0U);
    }

    void inCluster()
    {
        write(u"sa/token"_s, "t\n");
        write(u"sa/ca.crt"_s, ca);
        write(u"sa/namespace"_s, "team\n");
        KubeconfigSources sources;
        sources.serviceAccountFolder = m_dir->filePath(u"sa"_s);
        sources.serviceHost = u"fd00::1"_s;
        sources.servicePort = u"443"_s;
        const Kubeconfig config = loadKubeconfig(sources);
        QCOMPARE(config.contexts.size(), 1U);
        const Context &context = config.contexts[0];
        QCOMPARE(context.name, u"in-cluster"_s);
        QCOMPARE(context.endpoint.server, QUrl(u"https://[fd00::1]:443"_s));
        QCOMPARE(context.endpoint.caPem, ca);
        QCOMPARE(context.namespaceName, u"team"_s);
        QVERIFY(context.auth.kind == AuthKind::InCluster);
        QCOMPARE(context.auth.tokenFile, m_dir->filePath(u"sa/token"_s));
        QVERIFY(context.isCurrent);

        sources.explicitFiles = QStringList{write(u"config"_s, oneContext(https, "{}"))};
        QCOMPARE(loadKubeconfig(sources).contexts[0].name, u"x"_s);
        QCOMPARE(loadKubeconfig(sources).contexts.size(), 1U);
        sources.explicitFiles.clear();
        sources.serviceHost.clear();
        QCOMPARE(loadKubeconfig(sources).contexts.size(), 0U);
    }

    void environment()
    {
        qputenv("KUBECONFIG", "/a:relative::/b");
        QCOMPARE(KubeconfigSources::fromEnvironment().environmentFiles,
                 QStringList({u"/a"_s, u"relative"_s, QString(), u"/b"_s}));
        qunsetenv("KUBECONFIG");
        const auto sources = KubeconfigSources::fromEnvironment({u"e"_s}, {u"f"_s});
        QCOMPARE(sources.environmentFiles, QStringList());
        QCOMPARE(sources.explicitFiles, QStringList{u"e"_s});
        QCOMPARE(sources.extraPaths, QStringList{u"f"_s});
        QVERIFY(sources.defaultFile.endsWith("/.kube/config"_L1));
    }

    void filesAreNotWritten()
    {
        const QString path = write(u"config"_s, oneContext(https, "{}"));
        QVERIFY(QFile::setPermissions(path, QFileDevice::ReadOwner));
        const QDateTime before = QFileInfo(path).lastModified();
        KubeconfigSources sources;
        sources.explicitFiles = QStringList{path};
        QCOMPARE(loadKubeconfig(sources).contexts.size(), 1U);
        QCOMPARE(QFileInfo(path).lastModified(), before);
        QCOMPARE(QDir(m_dir->path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
    }

    void manyContexts()
    {
        QByteArray clusters = "clusters:\n";
        QByteArray users = "users:\n";
        QByteArray contexts = "contexts:\n";
        for (int i = 0; i < 2000; ++i) {
            const QByteArray n = QByteArray::number(i);
            clusters += "- name: c" + n + "\n  cluster: {server: 'https://h" + n + "'}\n";
            users += "- name: u" + n + "\n  user: {token: t" + n + "}\n";
            contexts += "- name: x" + n + "\n  context: {cluster: c" + n + ", user: u" + n + "}\n";
        }
        QElapsedTimer timer;
        timer.start();
        const Kubeconfig config = loadOne(clusters + users + contexts);
        qInfo("%lld ms", timer.elapsed());
        QCOMPARE(config.contexts.size(), 2000U);
        QCOMPARE(config.contexts[1999].auth.token, QByteArray("t1999"));
    }
};

QTEST_GUILESS_MAIN(TestKubeconfig)
#include "tst_kubeconfig.moc"
