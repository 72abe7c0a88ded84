// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/processes/programapprovals.h"
#include "backends/processes/programpolicy.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <thread>
#include <vector>

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

    void filesAreCovered_data()
    {
        QTest::addColumn<QByteArray>("kind"); // of what stands among the arguments
        QTest::addColumn<bool>("isCovered");
        QTest::newRow("script") << QByteArray("script") << true;
        QTest::newRow("folder") << QByteArray("folder") << false;
        QTest::newRow("not there") << QByteArray("none") << false;
        QTest::newRow("too large") << QByteArray("large") << false;
    }

    //! A shell is as it was, and its script is another.
    void filesAreCovered()
    {
        QFETCH(const QByteArray, kind);
        QFETCH(const bool, isCovered);
        const QString path = m_dir->filePath(u"script"_s);
        if (kind == "folder")
            QVERIFY(QDir(m_dir->path()).mkdir(u"script"_s));
        else if (kind != "none")
            write(u"script"_s, "one");
        if (kind == "large")
            QVERIFY(QFile::resize(path, (64LL << 20) + 1));
        const ProgramApproval bare{.program = write(u"sh"_s, "a shell"), .args = {path}};
        ProgramApproval hook = bare;
        hook.files = {{.path = path, .hash = {}}};
        ProgramPolicy policy;
        policy.approve(policy.decide(bare).approval);
        const ProgramDecision first = policy.decide(hook);
        QVERIFY(first.verdict == Verdict::NeedsApproval); // it was not covered
        QCOMPARE(first.approval.files.size(), 1u);
        QCOMPARE(first.approval.files[0].hash.size(), isCovered ? 64 : 0);
        policy.approve(first.approval);
        QVERIFY(policy.decide(hook).verdict == Verdict::Allowed);
        if (!isCovered)
            return;
        write(u"script"_s, "another");
        const ProgramDecision changed = policy.decide(hook);
        QVERIFY(changed.verdict == Verdict::NeedsApproval && changed.approval.isChanged);
        write(u"script"_s, "one");
        QVERIFY(policy.decide(hook).verdict == Verdict::Allowed);
        QVERIFY(QFile::remove(path));
        QVERIFY(policy.decide(hook).verdict == Verdict::NeedsApproval);
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

    //! Two uses in one process, and a console beside it.
    void approvalsOfManyWriters()
    {
        constexpr int Writers = 4;
        constexpr int Each = 25;
        const QString path = m_dir->filePath(u"approved"_s);
        const auto key = [](int i) { return QByteArray::number(i, 16).rightJustified(64, '0'); };
        std::vector<std::thread> threads;
        for (int writer = 0; writer < Writers; ++writer) {
            threads.emplace_back([&, writer] {
                ProgramApprovals approvals(path);
                for (int i = 0; i < Each; ++i)
                    Q_UNUSED(approvals.add(key(writer * Each + i)));
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(ProgramApprovals(path).keys().size(), Writers * Each);
    }

    void keptSubjects_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("hasKey");
        QTest::addColumn<bool>("hasSubject");
        const QByteArray key(64, 'a');
        const QByteArray subject(64, 'b');
        QTest::newRow("key") << key << true << false;
        QTest::newRow("key and subject") << key + ' ' + subject << true << true;
        QTest::newRow("blanks") << "  " + key + "  \t" + subject + " \r" << true << true;
        QTest::newRow("more than we know") << key + ' ' + subject + " later" << true << true;
        QTest::newRow("no subject") << key + " something" << true << false;
        QTest::newRow("no key") << "x " + subject << false << false;
        QTest::newRow("nothing") << QByteArray() << false << false;
    }

    void keptSubjects()
    {
        QFETCH(const QByteArray, text);
        const ProgramApprovals approvals(write(u"approved"_s, text + '\n'));
        QTEST(approvals.has(QByteArray(64, 'a')), "hasKey");
        QTEST(approvals.hasSubject(QByteArray(64, 'b')), "hasSubject");
    }

    //! A subject that is known stays known, also to who writes keys alone.
    void keepsSubjects()
    {
        const QString path = m_dir->filePath(u"approved"_s);
        const QByteArray a(64, 'a');
        const QByteArray b(64, 'b');
        const QByteArray c(64, 'c');
        QVERIFY(ProgramApprovals(path).add(a, b));
        ProgramApprovals other(path);
        QVERIFY(other.add(a));
        QVERIFY(other.add(c));
        QVERIFY(ProgramApprovals(path).hasSubject(b));
        QCOMPARE(ProgramApprovals(path).keys(), QSet<QByteArray>({a, c}));
    }

    void remembers()
    {
        const QString file = m_dir->filePath(u"state/approved"_s);
        const ProgramApproval hook{
            .program = write(u"hook"_s, "one"), .args = {u"push"_s}, .envNames = {u"FAIRLEAD_REGISTRY"_s}};
        auto policy = ProgramPolicy::withApprovals(false, file);
        auto other = ProgramPolicy::withApprovals(false, file);
        const ProgramDecision first = policy.decide(hook);
        QVERIFY(first.verdict == Verdict::NeedsApproval);
        QVERIFY(!first.approval.isChanged);
        QVERIFY(policy.remember(first.approval));
        QVERIFY(policy.decide(hook).verdict == Verdict::Allowed);
        QVERIFY(other.decide(hook).verdict == Verdict::Allowed); // it was there before the file was
        QCOMPARE(ProgramApprovals(file).keys(), QSet<QByteArray>{first.approval.key()});

        ProgramApproval renamed = hook;
        renamed.args = {u"pull"_s};
        QVERIFY(policy.decide(renamed).verdict == Verdict::NeedsApproval);
        QVERIFY(!policy.decide(renamed).approval.isChanged);
        write(u"hook"_s, "another");
        for (const ProgramPolicy &each : {policy, other, ProgramPolicy::withApprovals(false, file)}) {
            const ProgramDecision changed = each.decide(hook);
            QVERIFY(changed.verdict == Verdict::NeedsApproval);
            QVERIFY(changed.approval.isChanged);
            QCOMPARE(changed.approval.subject(), first.approval.subject());
            QVERIFY(changed.approval.key() != first.approval.key());
        }
        QVERIFY(ProgramPolicy::withApprovals(true, file).decide(hook).verdict == Verdict::Allowed);
    }

    //! What cannot be written down holds for this session.
    void remembersWithoutAFile()
    {
        const QString inTheWay = write(u"file"_s, "") + u"/approved"_s;
        const ProgramApproval hook{.program = write(u"hook"_s, "one")};
        auto policy = ProgramPolicy::withApprovals(false, inTheWay);
        const auto kept = policy.remember(policy.decide(hook).approval);
        QVERIFY(!kept);
        QVERIFY2(kept.error().startsWith(inTheWay), qPrintable(kept.error()));
        QVERIFY(policy.decide(hook).verdict == Verdict::Allowed);
        write(u"hook"_s, "another");
        QVERIFY(policy.decide(hook).approval.isChanged);
        ProgramPolicy nowhere;
        QVERIFY(nowhere.remember(nowhere.decide(hook).approval));
        QVERIFY(nowhere.decide(hook).verdict == Verdict::Allowed);
    }
};

QTEST_GUILESS_MAIN(TestProgramPolicy)
#include "tst_programpolicy.moc"
