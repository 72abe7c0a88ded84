// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/kubernetes/kubeconfig/kubeconfig.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace fairlead::kubernetes;

//! What we make of KUBECONFIG against what kubectl makes of it. FAIRLEAD_KUBECTL names the program; without it the test
//! fails.
class TestKubectlView : public QObject
{
    Q_OBJECT

private:
    QString write(const QString &name, const QByteArray &bytes) const
    {
        const QString path = m_dir->filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write the test file");
        return path;
    }
    QByteArray kubectl(const QStringList &files, const QStringList &args) const
    {
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"KUBECONFIG"_s, files.join(u':'));
        process.setProcessEnvironment(environment);
        process.start(qEnvironmentVariable("FAIRLEAD_KUBECTL"), args);
        if (!process.waitForFinished(20'000) || process.exitCode() != 0)
            return {};
        return process.readAllStandardOutput();
    }
    //! "name server token namespace current" of what kubectl would connect with.
    QStringList kubectlContexts(const QStringList &files) const
    {
        const auto view =
            QJsonDocument::fromJson(kubectl(files, {u"config"_s, u"view"_s, u"--raw"_s, u"-o"_s, u"json"_s})).object();
        const auto find = [&view](const QString &list, const QString &body, const QJsonValue &name) {
            for (const QJsonValue &item : view[list].toArray()) {
                if (item[u"name"_s] == name)
                    return item[body].toObject();
            }
            return QJsonObject();
        };
        QStringList result;
        for (const QJsonValue &item : view[u"contexts"_s].toArray()) {
            const QJsonValue context = item[u"context"_s];
            const auto cluster = find(u"clusters"_s, u"cluster"_s, context[u"cluster"_s]);
            const auto user = find(u"users"_s, u"user"_s, context[u"user"_s]);
            const QString ns = context[u"namespace"_s].toString(u"default"_s);
            result.append(u"%1 %2 %3 %4 %5 %6"_s.arg(
                item[u"name"_s].toString(), cluster[u"server"_s].toString(), user[u"token"_s].toString(), ns,
                item[u"name"_s] == view[u"current-context"_s] ? u"current"_s : u"-"_s,
                user[u"tokenFile"_s].toString().section(u'/', -1)));
        }
        result.sort();
        return result;
    }
    //! The same from us, of the first entry of each name.
    static QStringList ourContexts(const QStringList &files)
    {
        KubeconfigSources sources;
        sources.environmentFiles = files;
        QStringList result;
        QSet<QString> seen;
        for (const Context &context : loadKubeconfig(sources).contexts) {
            if (seen.contains(context.name))
                continue;
            seen.insert(context.name);
            result.append(u"%1 %2 %3 %4 %5 %6"_s.arg(context.name, context.endpoint.server.toString(),
                                                     QString::fromUtf8(context.auth.token), context.namespaceName,
                                                     context.isCurrent ? u"current"_s : u"-"_s,
                                                     context.auth.tokenFile.section(u'/', -1)));
        }
        result.sort();
        return result;
    }

    std::unique_ptr<QTemporaryDir> m_dir;

private slots:
    void initTestCase() { QVERIFY2(!qEnvironmentVariableIsEmpty("FAIRLEAD_KUBECTL"), "FAIRLEAD_KUBECTL is not set"); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(m_dir->isValid());
    }

    void sameView_data()
    {
        QTest::addColumn<QList<QByteArray>>("contents");
        const QByteArray one = "clusters: [{name: c, cluster: {server: 'https://one'}}]\n"
                               "users: [{name: u, user: {token: one}}]\n"
                               "contexts: [{name: x, context: {cluster: c, user: u}}]\n";
        const QByteArray two =
            "clusters: [{name: c, cluster: {server: 'https://two'}}, {name: d, cluster: {server: "
            "'https://d:6443/prefix'}}]\n"
            "users: [{name: u, user: {token: two}}, {name: v, user: {tokenFile: tok}}]\n"
            "contexts: [{name: x, context: {cluster: d, user: v, namespace: ns}}, {name: w, context: "
            "{cluster: c, user: u}}, {name: z, context: {cluster: d, user: v}}]\n";
        QTest::newRow("one file") << QList<QByteArray>{one + "current-context: x\n"};
        QTest::newRow("two files") << QList<QByteArray>{one, two};
        QTest::newRow("the other way") << QList<QByteArray>{two, one};
        QTest::newRow("current in the second") << QList<QByteArray>{one, two + "current-context: z\n"};
        QTest::newRow("current in both") << QList<QByteArray>{one + "current-context: x\n",
                                                              two + "current-context: z\n"};
        QTest::newRow("empty current first")
            << QList<QByteArray>{one + "current-context: ''\n", two + "current-context: z\n"};
        QTest::newRow("same file twice") << QList<QByteArray>{one, one};
        QTest::newRow("empty file") << QList<QByteArray>{"", one, "# comment\n"};
        QTest::newRow("two documents") << QList<QByteArray>{one + "---\n" + two};
        QTest::newRow("aliases") << QList<QByteArray>{
            "clusters:\n- name: c\n  cluster: &c {server: 'https://one'}\n- name: d\n  cluster: *c\n"
            "users:\n- name: u\n  user: {<<: {token: base}, username: ''}\n"
            "contexts: [{name: x, context: {cluster: d, user: u}}]\n"};
        QTest::newRow("merge and own") << QList<QByteArray>{
            "base: &b {token: base}\nclusters: [{name: c, cluster: {server: 'https://one'}}]\n"
            "users:\n- name: u\n  user: {token: own, <<: *b}\n- name: v\n  user: {<<: *b, token: own}\n"
            "contexts: [{name: x, context: {cluster: c, user: u}}, {name: w, context: {cluster: c, user: v}}]\n"};
        QTest::newRow("json") << QList<QByteArray>{
            "{\n\t\"clusters\": [{\"name\": \"c\", \"cluster\": {\"server\": \"https://one\"}}],\n\t\"contexts\": "
            "[{\"name\": \"\\u00e9\", \"context\": {\"cluster\": \"c\"}}]}"};
        QTest::newRow("byte order mark") << QList<QByteArray>{"\xef\xbb\xbf" + one};
        QTest::newRow("carriage returns") << QList<QByteArray>{QByteArray(one).replace("\n", "\r\n")};
        QTest::newRow("duplicate key") << QList<QByteArray>{one + "current-context: a\ncurrent-context: x\n"};
        QTest::newRow("words that stay text") << QList<QByteArray>{
            "clusters: [{name: 1.2.3, cluster: {server: 'https://one'}}]\nusers: [{name: 2026-01-01, user: {token: "
            "12ab}}, {name: nO, user: {token: e5}}, {name: 08x, user: {token: tRUE}}]\ncontexts: [{name: a, context: "
            "{cluster: 1.2.3, user: 2026-01-01}}, {name: b, context: {cluster: 1.2.3, user: nO}}, {name: d, context: "
            "{cluster: 1.2.3, user: 08x}}]\n"};
    }
    void sameView()
    {
        QFETCH(QList<QByteArray>, contents);
        QStringList files;
        for (const QByteArray &content : contents)
            files.append(write(u"config%1"_s.arg(files.size()), content));
        const QStringList expected = kubectlContexts(files);
        QVERIFY(!expected.isEmpty());
        QCOMPARE(ourContexts(files), expected);
    }

    //! What kubectl refuses has a problem with us.
    void sameRefusal_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("number as token") << QByteArray("users: [{name: u, user: {token: 1}}]\n");
        for (const QByteArray word :
             {"y", "on", "No", "1e3", "0x1f", "0o17", "1_000", ".5", "+1", "017", "-.inf", "0b11"})
            QTest::newRow("word " + word) << "users: [{name: u, user: {token: " + word + "}}]\n";
        QTest::newRow("kind") << QByteArray("kind: Pod\n");
        QTest::newRow("base64") << QByteArray("users: [{name: u, user: {client-key-data: '!'}}]\n");
        QTest::newRow("base64 padding") << QByteArray("users: [{name: u, user: {client-key-data: QQ}}]\n");
        QTest::newRow("base64 space") << QByteArray("users: [{name: u, user: {client-key-data: 'QUFB QUFB'}}]\n");
        QTest::newRow("duplicate name") << QByteArray("users: [{name: u}, {name: u}]\n");
        QTest::newRow("not a list") << QByteArray("users: {a: b}\n");
        QTest::newRow("broken") << QByteArray("users: [\n");
    }
    void sameRefusal()
    {
        QFETCH(QByteArray, content);
        const QString path = write(u"config"_s, content);
        QCOMPARE(kubectl({path}, {u"config"_s, u"view"_s}), QByteArray());
        KubeconfigSources sources;
        sources.environmentFiles = QStringList{path};
        QVERIFY(!loadKubeconfig(sources).problems.empty());
    }
};

QTEST_GUILESS_MAIN(TestKubectlView)
#include "tst_kubectlview.moc"
