// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/images/gitsha.h"
#include "tests/support/testgit.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead::images;
using namespace Qt::StringLiterals;

//! Against repositories that git makes, and what git itself says of them.
class TestGitSha : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir(m_folder->path()).mkpath(u"repository/deep/er"_s));
        git({u"init"_s, u"-q"_s, u"-b"_s, u"main"_s});
    }

    void inNone()
    {
        QTemporaryDir elsewhere;
        QCOMPARE(gitSha(elsewhere.path()), QString());
        QCOMPARE(gitSha(elsewhere.filePath(u"nothing"_s)), QString());
        QCOMPARE(gitSha({}), QString());
    }
    void withoutACommit() { QCOMPARE(gitSha(repository()), QString()); }

    void commits_data()
    {
        QTest::addColumn<QString>("commands"); // after two commits
        QTest::newRow("branch") << QString();
        QTest::newRow("branch in a folder") << u"checkout -q -b a/b/c"_s;
        QTest::newRow("detached") << u"checkout -q --detach HEAD~1"_s;
        QTest::newRow("packed") << u"pack-refs --all --prune"_s;
        QTest::newRow("packed, with one that ends alike") << u"branch other/main HEAD~1;pack-refs --all --prune"_s;
        QTest::newRow("packed, and gone on") << u"pack-refs --all --prune;commit -q --allow-empty -m 3"_s;
        QTest::newRow("packed tags") << u"tag -a -m t v1;pack-refs --all --prune;checkout -q v1"_s;
        QTest::newRow("reference to a reference") << u"symbolic-ref refs/heads/alias refs/heads/main;"
                                                     "symbolic-ref HEAD refs/heads/alias"_s;
    }
    void commits()
    {
        QFETCH(QString, commands);
        commit();
        for (const QString &command : commands.split(u';', Qt::SkipEmptyParts))
            git(command.split(u' '));
        const QString expected = git({u"rev-parse"_s, u"--short=12"_s, u"HEAD"_s});
        QCOMPARE(expected.size(), 12);
        QCOMPARE(gitSha(repository()), expected);
        QCOMPARE(gitSha(repository() + u"/deep/er"_s), expected);
        QCOMPARE(gitSha(repository() + u"/deep/er/.."_s), expected);
    }

    void worktrees_data()
    {
        QTest::addColumn<bool>("isPacked");
        QTest::newRow("loose") << false;
        QTest::newRow("packed") << true;
    }
    void worktrees()
    {
        QFETCH(bool, isPacked);
        commit();
        const QString main = gitSha(repository());
        const QString tree = m_folder->filePath(u"tree"_s);
        git({u"worktree"_s, u"add"_s, u"-q"_s, u"-b"_s, u"side"_s, tree});
        git({u"-C"_s, tree, u"commit"_s, u"-q"_s, u"--allow-empty"_s, u"-m"_s, u"3"_s});
        if (isPacked)
            git({u"pack-refs"_s, u"--all"_s, u"--prune"_s});
        QCOMPARE(gitSha(tree), git({u"-C"_s, tree, u"rev-parse"_s, u"--short=12"_s, u"HEAD"_s}));
        QVERIFY(gitSha(tree) != main);
        QCOMPARE(gitSha(repository()), main);
    }

    void submodules()
    {
        commit();
        const QString outer = m_folder->filePath(u"outer"_s);
        QVERIFY(QDir().mkpath(outer));
        git({u"-C"_s, outer, u"init"_s, u"-q"_s});
        git({u"-C"_s, outer, u"-c"_s, u"protocol.file.allow=always"_s, u"submodule"_s, u"--quiet"_s, u"add"_s,
             repository(), u"inner"_s});
        QCOMPARE(gitSha(outer + u"/inner"_s), gitSha(repository()));
        QCOMPARE(gitSha(outer), QString());
    }

    void odd_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no commit") << QByteArray("0123");
        QTest::newRow("out of the folder") << QByteArray("ref: refs/../../outside");
        QTest::newRow("no reference") << QByteArray("ref: config");
        QTest::newRow("in a circle") << QByteArray("ref: refs/heads/circle");
    }
    void odd()
    {
        QFETCH(QByteArray, head);
        write(u"repository/.git/HEAD"_s, head);
        write(u"repository/outside"_s, QByteArray(40, 'a'));
        write(u"repository/.git/refs/heads/circle"_s, "ref: refs/heads/circle\n");
        QCOMPARE(gitSha(repository()), QString());
    }

private:
    QString repository() const { return m_folder->filePath(u"repository"_s); }

    void commit()
    {
        for (const QString &message : {u"1"_s, u"2"_s})
            git({u"commit"_s, u"-q"_s, u"--allow-empty"_s, u"-m"_s, message});
    }

    void write(const QString &name, const QByteArray &text)
    {
        QFile file(m_folder->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    QString git(const QStringList &arguments) const { return fairlead::tests::runGit(repository(), arguments); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestGitSha)
#include "tst_gitsha.moc"
