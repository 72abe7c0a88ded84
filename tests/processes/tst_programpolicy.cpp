// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/processes/programapprovals.h"
#include "backends/processes/programpolicy.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace fairlead::processes;

using Verdict = ProgramDecision::Verdict;

class TestProgramPolicy : public QObject
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

    std::unique_ptr<QTemporaryDir> m_dir;

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(m_dir->isValid());
    }

    void keyIsBoundToEverything()
    {
        const ProgramApproval base{u"/p"_s, {u"a"_s, u"b"_s}, {u"A"_s, u"B"_s}, "00"};
        QCOMPARE(base.key().size(), 64);
        QCOMPARE(base.key(), ProgramApproval(base).key());
        const QList<ProgramApproval> others{
            {u"/q"_s, {u"a"_s, u"b"_s}, {u"A"_s, u"B"_s}, "00"}, {u"/p"_s, {u"b"_s, u"a"_s}, {u"A"_s, u"B"_s}, "00"},
            {u"/p"_s, {u"ab"_s}, {u"A"_s, u"B"_s}, "00"},        {u"/p"_s, {u"a"_s, u"b"_s, u"A"_s}, {u"B"_s}, "00"},
            {u"/p"_s, {u"a"_s, u"b"_s}, {u"A"_s}, "00"},         {u"/p"_s, {u"a"_s, u"b"_s}, {u"A"_s, u"B"_s}, "01"}};
        for (const ProgramApproval &other : others)
            QVERIFY(other.key() != base.key());
        const ProgramApproval reordered{u"/p"_s, {u"a"_s, u"b"_s}, {u"B"_s, u"A"_s}, "00"};
        QCOMPARE(reordered.key(), base.key());
    }

    void isAskedForOnce()
    {
        const ProgramApproval hook{.program = write(u"hook"_s, "one"), .args = {u"push"_s}};
        ProgramPolicy policy;
        const ProgramDecision first = policy.decide(hook);
        QVERIFY(first.verdict == Verdict::NeedsApproval);
        QCOMPARE(first.approval.fileHash,
                 QByteArray("7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"));
        const ProgramPolicy copy = policy;
        policy.approve(first.approval.key());
        QVERIFY(copy.decide(hook).verdict == Verdict::Allowed);
        QVERIFY(policy.decide({.program = hook.program, .args = {u"pull"_s}}).verdict == Verdict::NeedsApproval);
        write(u"hook"_s, "two");
        QVERIFY(policy.decide(hook).verdict == Verdict::NeedsApproval);
        write(u"hook"_s, "one");
        QVERIFY(policy.decide(hook).verdict == Verdict::Allowed);
        policy.revoke(first.approval.key());
        QVERIFY(policy.decide(hook).verdict == Verdict::NeedsApproval);
        QVERIFY(ProgramPolicy(false, {first.approval.key()}).decide(hook).verdict == Verdict::Allowed);
        QVERIFY(ProgramPolicy(true, {}).decide(hook).verdict == Verdict::Allowed);
    }

    void cannotBeRead()
    {
        const ProgramDecision decision = ProgramPolicy().decide({.program = m_dir->filePath(u"missing"_s)});
        QVERIFY(decision.verdict == Verdict::Denied);
        QVERIFY(!decision.reason.isEmpty());
    }

    void approvals()
    {
        const QString path = m_dir->filePath(u"sub/approved"_s);
        const QByteArray a(64, 'a');
        const QByteArray b(64, 'b');
        ProgramApprovals approvals(path);
        QCOMPARE(approvals.keys(), QSet<QByteArray>());
        ProgramApprovals other(path);
        QVERIFY(approvals.add(a));
        QVERIFY(other.add(b));
        QCOMPARE(ProgramApprovals(path).keys(), QSet<QByteArray>({a, b}));
        const auto permissions = QFile::permissions(path);
        QVERIFY(!(permissions & (QFileDevice::ReadGroup | QFileDevice::ReadOther | QFileDevice::WriteGroup)));
        QVERIFY(approvals.remove(a));
        QCOMPARE(ProgramApprovals(path).keys(), QSet<QByteArray>({b}));
        QCOMPARE(QDir(m_dir->filePath(u"sub"_s)).entryList(QDir::Files | QDir::Hidden).size(), 1);
        QFile file(path);
        QVERIFY(file.open(QIODevice::Append) && file.write("nonsense\n\n") > 0);
        file.close();
        QCOMPARE(ProgramApprovals(path).keys(), QSet<QByteArray>({b}));
    }
};

QTEST_GUILESS_MAIN(TestProgramPolicy)
#include "tst_programpolicy.moc"
