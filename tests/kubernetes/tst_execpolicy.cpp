// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/kubernetes/auth/execpolicy.h"
#include "backends/kubernetes/kubeconfig/kuberc.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace fairlead::kubernetes;
using namespace fairlead::processes;

using Verdict = ProgramDecision::Verdict;
using Type = KubercPolicy::Type;

class TestExecPolicy : public QObject
{
    Q_OBJECT

private:
    QString write(const QString &name, const QByteArray &bytes) const
    {
        const QString path = m_dir->filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write the test file");
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
        return path;
    }
    ExecConfig config(const QString &program) const
    {
        ExecConfig config;
        config.command = program;
        config.resolvedCommand = program;
        config.args = QStringList{u"get"_s, u"token"_s};
        config.env = {{u"B"_s, u"s3cr3t-V4lue"_s}, {u"A"_s, u"x"_s}};
        return config;
    }

    std::unique_ptr<QTemporaryDir> m_dir;

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(m_dir->isValid());
    }

    void asksOncePerPlugin()
    {
        const ExecConfig exec = config(write(u"plugin"_s, "one"));
        ExecPolicy policy(false, {}, {});
        const ProgramDecision first = policy.decide(exec);
        QVERIFY(first.verdict == Verdict::NeedsApproval);
        QCOMPARE(first.approval.program, exec.resolvedCommand);
        QCOMPARE(first.approval.args, exec.args);
        QCOMPARE(first.approval.envNames, QStringList({u"B"_s, u"A"_s}));
        QCOMPARE(first.approval.fileHash,
                 QByteArray("7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"));
        const ExecPolicy copy = policy;
        policy.approve(first.approval.key());
        QVERIFY(copy.decide(exec).verdict == Verdict::Allowed);
        ExecConfig otherValue = exec;
        otherValue.env[0].second = u"another"_s;
        QVERIFY(policy.decide(otherValue).verdict == Verdict::Allowed);
        ExecConfig otherArgs = exec;
        otherArgs.args.append(u"--more"_s);
        QVERIFY(policy.decide(otherArgs).verdict == Verdict::NeedsApproval);
        write(u"plugin"_s, "two");
        QVERIFY(policy.decide(exec).verdict == Verdict::NeedsApproval);
        write(u"plugin"_s, "one");
        QVERIFY(policy.decide(exec).verdict == Verdict::Allowed);
        policy.revoke(first.approval.key());
        QVERIFY(policy.decide(exec).verdict == Verdict::NeedsApproval);
    }

    void kubercOnlyTakesAway_data()
    {
        QTest::addColumn<Type>("type");
        QTest::addColumn<QStringList>("allowlist");
        QTest::addColumn<bool>("allowAll");
        QTest::addColumn<Verdict>("verdict");
        const QStringList here{u"$DIR/plugin"_s};
        QTest::newRow("asks") << Type::AllowAll << QStringList() << false << Verdict::NeedsApproval;
        QTest::newRow("--allow-exec") << Type::AllowAll << QStringList() << true << Verdict::Allowed;
        QTest::newRow("deny all") << Type::DenyAll << QStringList() << false << Verdict::Denied;
        QTest::newRow("deny all wins") << Type::DenyAll << QStringList() << true << Verdict::Denied;
        QTest::newRow("invalid") << Type::Invalid << QStringList() << true << Verdict::Denied;
        QTest::newRow("not listed") << Type::Allowlist << QStringList{u"other"_s, u"/bin/plugin"_s} << true
                                    << Verdict::Denied;
        QTest::newRow("listed") << Type::Allowlist << here << false << Verdict::NeedsApproval;
        QTest::newRow("listed, --allow-exec") << Type::Allowlist << here << true << Verdict::Allowed;
        QTest::newRow("base name is not enough")
            << Type::Allowlist << QStringList{u"plugin"_s} << true << Verdict::Denied;
    }
    void kubercOnlyTakesAway()
    {
        QFETCH(Type, type);
        QFETCH(QStringList, allowlist);
        QFETCH(bool, allowAll);
        QFETCH(Verdict, verdict);
        allowlist.replaceInStrings(u"$DIR"_s, m_dir->path());
        const ExecConfig exec = config(write(u"plugin"_s, "one"));
        const ExecPolicy policy(allowAll, {}, [&] { return KubercPolicy{type, allowlist, u"/kuberc"_s, u"why"_s}; });
        const ProgramDecision decision = policy.decide(exec);
        QVERIFY(decision.verdict == verdict);
        QCOMPARE(decision.reason.isEmpty(), verdict != Verdict::Denied);
    }

    void listedByNameThroughPath()
    {
        ExecConfig exec;
        exec.command = u"sh"_s;
        const QString program = execProgram(exec);
        QVERIFY(program.endsWith("/sh"_L1));
        QString entry;
        const ExecPolicy policy(true, {}, [&entry] { return KubercPolicy{Type::Allowlist, {entry}, {}, {}}; });
        for (const QString &listed : {u"sh"_s, program}) {
            entry = listed;
            QVERIFY(policy.decide(exec).verdict == Verdict::Allowed);
        }
        exec.command = program;
        exec.resolvedCommand = program;
        entry = u"sh"_s;
        QVERIFY(policy.decide(exec).verdict == Verdict::Allowed);
    }

    void kubercIsReadEachTime()
    {
        const ExecConfig exec = config(write(u"plugin"_s, "one"));
        qputenv("KUBERC", write(u"kuberc"_s, "kind: Preference\napiVersion: kubectl.config.k8s.io/v1beta1\n").toUtf8());
        const auto reset = qScopeGuard([] { qunsetenv("KUBERC"); });
        const ExecPolicy policy(true, {}, &loadKuberc);
        QVERIFY(policy.decide(exec).verdict == Verdict::Allowed);
        write(u"kuberc"_s, "kind: Preference\napiVersion: kubectl.config.k8s.io/v1beta1\n"
                           "credentialPluginPolicy: DenyAll\n");
        QVERIFY(policy.decide(exec).verdict == Verdict::Denied);
        write(u"kuberc"_s, "kind: Preference\napiVersion: kubectl.config.k8s.io/v1beta1\n"
                           "credentialPluginPolicy: AllowAll\n");
        QVERIFY(policy.decide(exec).verdict == Verdict::Allowed);
    }

    void unreadableProgram()
    {
        const ProgramDecision decision = ExecPolicy(false, {}, {}).decide(config(m_dir->filePath(u"missing"_s)));
        QVERIFY(decision.verdict == Verdict::Denied);
        QVERIFY(decision.reason.contains(u"cannot be read"_s));
    }

    void kuberc_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<Type>("type");
        QTest::addColumn<QStringList>("allowlist");
        QTest::addColumn<QString>("problem");
        const QByteArray head = "apiVersion: kubectl.config.k8s.io/v1beta1\nkind: Preference\n";
        const auto row = [](const char *name, const QByteArray &yaml, Type type, const QStringList &allowlist = {},
                            const QString &problem = {}) {
            QTest::newRow(name) << yaml << type << allowlist << problem;
        };
        row("empty", "", Type::AllowAll);
        row("says nothing", head, Type::AllowAll);
        row("empty policy", head + "credentialPluginPolicy: ''\n", Type::AllowAll);
        row("allow all", head + "credentialPluginPolicy: AllowAll\n", Type::AllowAll);
        row("deny all", head + "credentialPluginPolicy: DenyAll\naliases: []\n", Type::DenyAll);
        row("list",
            head + "credentialPluginPolicy: Allowlist\ncredentialPluginAllowlist: [{name: a}, {command: /b/c}]\n",
            Type::Allowlist, {u"a"_s, u"/b/c"_s});
        row("no list", head + "credentialPluginPolicy: Allowlist\n", Type::Invalid, {},
            u"credentialPluginPolicy is Allowlist, but there is no list"_s);
        row("empty list", head + "credentialPluginPolicy: Allowlist\ncredentialPluginAllowlist: []\n", Type::Invalid,
            {}, u"credentialPluginAllowlist is empty"_s);
        row("empty entry", head + "credentialPluginPolicy: Allowlist\ncredentialPluginAllowlist: [{}]\n", Type::Invalid,
            {}, u"an entry of credentialPluginAllowlist is empty"_s);
        row("two names",
            head + "credentialPluginPolicy: Allowlist\ncredentialPluginAllowlist: [{name: a, command: b}]\n",
            Type::Invalid, {}, u"an entry of credentialPluginAllowlist has different name and command"_s);
        row("path", head + "credentialPluginPolicy: Allowlist\ncredentialPluginAllowlist: [{name: /a/../b}]\n",
            Type::Invalid, {}, u"an entry of credentialPluginAllowlist is not a normalized path"_s);
        row("list without policy", head + "credentialPluginAllowlist: [{name: a}]\n", Type::Invalid, {},
            u"credentialPluginAllowlist is given, but credentialPluginPolicy is not Allowlist"_s);
        row("unknown policy", head + "credentialPluginPolicy: Some\n", Type::Invalid, {},
            u"credentialPluginPolicy is none of AllowAll, DenyAll and Allowlist"_s);
        row("v1alpha1",
            "apiVersion: kubectl.config.k8s.io/v1alpha1\nkind: Preference\ncredentialPluginPolicy: DenyAll\n",
            Type::AllowAll);
        row("second document", "kind: Other\n---\n{broken\n---\n" + head + "credentialPluginPolicy: DenyAll\n",
            Type::DenyAll);
        row("nothing in it", "kind: Other\n", Type::Invalid, {}, u"has no Preference of kubectl.config.k8s.io"_s);
    }
    void kuberc()
    {
        QFETCH(QByteArray, yaml);
        QFETCH(Type, type);
        const KubercPolicy policy = parseKuberc(yaml, u"/k"_s, true);
        QVERIFY(policy.type == type);
        QTEST(policy.allowlist, "allowlist");
        QTEST(policy.problem, "problem");
    }

    void kubercFile()
    {
        const QByteArray deny =
            "apiVersion: kubectl.config.k8s.io/v1beta1\nkind: Preference\ncredentialPluginPolicy: DenyAll\n";
        qputenv("KUBERC", QFile::encodeName(write(u"kuberc"_s, deny)));
        QVERIFY(loadKuberc().type == Type::DenyAll);
        qputenv("KUBERC", QFile::encodeName(m_dir->filePath(u"missing"_s)));
        QVERIFY(loadKuberc().type == Type::Invalid);
        qputenv("KUBERC", "off");
        QCOMPARE(loadKuberc(), KubercPolicy());
        qunsetenv("KUBERC");
        QVERIFY(parseKuberc("kind: Other\n", {}, false).type == Type::AllowAll);
    }
};

QTEST_GUILESS_MAIN(TestExecPolicy)
#include "tst_execpolicy.moc"
