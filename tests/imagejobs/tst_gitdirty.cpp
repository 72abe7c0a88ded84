// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/imagejobs/gitdirty.h"
#include "backends/imagejobs/recipeondisk.h"
#include "tests/support/testgit.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead;
using namespace fairlead::imagejobs;
using namespace Qt::StringLiterals;

//! Repositories that git makes, and what git itself says of them.
class TestGitDirty : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir(m_folder->path()).mkpath(u"repository/context"_s));
        git({u"init"_s, u"-q"_s, u"-b"_s, u"main"_s});
        write(u"context/Dockerfile"_s, "FROM scratch\n");
        write(u"other"_s, "1");
        git({u"add"_s, u"."_s});
        git({u"commit"_s, u"-q"_s, u"-m"_s, u"1"_s});
    }

    void states_data()
    {
        QTest::addColumn<QString>("file"); // that is written; empty: none
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("command");
        QTest::addColumn<bool>("isDirty");
        QTest::newRow("as committed") << QString() << QByteArray() << QString() << false;
        QTest::newRow("a file has changed") << u"context/Dockerfile"_s << QByteArray("FROM x\n") << QString() << true;
        QTest::newRow("one elsewhere has") << u"other"_s << QByteArray("2") << QString() << true;
        QTest::newRow("it is staged") << u"other"_s << QByteArray("2") << u"add other"_s << true;
        QTest::newRow("it is committed") << u"other"_s << QByteArray("2") << u"commit -q -a -m 2"_s << false;
        QTest::newRow("written again, the same") << u"other"_s << QByteArray("1") << QString() << false;
        QTest::newRow("not tracked") << u"new"_s << QByteArray("1") << QString() << false;
        QTest::newRow("new and staged") << u"new"_s << QByteArray("1") << u"add new"_s << true;
        QTest::newRow("gone") << QString() << QByteArray() << u"rm -q other"_s << true;
    }
    void states()
    {
        QFETCH(const QString, file);
        QFETCH(const QByteArray, text);
        QFETCH(const QString, command);
        if (!file.isEmpty())
            write(file, text);
        if (!command.isEmpty())
            git(command.split(u' '));
        const auto isDirty = isGitDirty(repository() + u"/context"_s, {});
        QVERIFY(isDirty.has_value());
        QTEST(*isDirty, "isDirty");
        QCOMPARE(git({u"describe"_s, u"--always"_s, u"--dirty"_s}).endsWith("-dirty"_L1), *isDirty);
        // and so in a tag, which it makes no worse
        const auto found = recipeOnDisk({.recipe = recipe(), .settingsFolder = m_folder->path(), .readsFiles = false},
                                        [] { return false; });
        QVERIFY(found.has_value());
        const QString sha = git({u"rev-parse"_s, u"--short=12"_s, u"HEAD"_s}) + (*isDirty ? u"-dirty"_s : QString());
        QCOMPARE(found->gitSha, sha);
        QCOMPARE(found->tag, u"base/exec:"_s + sha);
    }

    //! More lines than are read.
    void manyFiles()
    {
        for (int i = 0; i < 300; ++i)
            write(u"a-file-with-a-long-name-%1"_s.arg(i), "1");
        git({u"add"_s, u"."_s});
        QVERIFY(isGitDirty(repository(), {}).value());
    }

    //! A repository may say that programs be run: nobody has asked for these.
    void runsNothing()
    {
        const QString trace = m_folder->filePath(u"trace"_s);
        const QString program = m_folder->filePath(u"program"_s);
        {
            QFile file(program);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("#!/bin/sh\ntouch '" + trace.toUtf8() + "'\n");
            QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        }
        QVERIFY(QFile::copy(program, repository() + u"/.git/hooks/post-index-change"_s));
        git({u"config"_s, u"core.fsmonitor"_s, program});
        QFile::remove(trace);
        write(u"other"_s, "1"); // its time is another than in the index
        QVERIFY(!isGitDirty(repository(), {}).value());
        QVERIFY(!QFile::exists(trace));
    }

    //! It would be run to compare a file; whether the tree is dirty is not known then.
    void runsNoFilter()
    {
        const QString trace = m_folder->filePath(u"trace"_s);
        write(u".gitattributes"_s, "* filter=ours\n");
        git({u"add"_s, u"."_s});
        git({u"commit"_s, u"-q"_s, u"-m"_s, u"2"_s});
        QVERIFY(!isGitDirty(repository(), {}).value()); // nothing is named yet
        git({u"config"_s, u"filter.ours.clean"_s, u"touch '%1'; cat"_s.arg(trace)});
        QFile::remove(trace);
        write(u"other"_s, "1");
        QVERIFY(isGitDirty(repository(), {}).error().contains("filter"_L1));
        QVERIFY(tagProblem().contains("filter"_L1));
        QVERIFY(!QFile::exists(trace));
        git({u"status"_s}); // which would
        QVERIFY(QFile::exists(trace));
    }

    void nobodyKnows_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("why");
        QTest::newRow("git is not there") << u"git"_s << u"git is not installed"_s;
        QTest::newRow("it takes it for no repository") << u"objects"_s << u"not a git repository"_s;
        QTest::newRow("its index cannot be read") << u"index"_s << u"git says: "_s;
    }
    //! No tag is made that says that the files are those of the commit.
    void nobodyKnows()
    {
        QFETCH(const QString, what);
        QFETCH(const QString, why);
        QTemporaryDir empty;
        const QByteArray path = qgetenv("PATH");
        if (what == "git"_L1)
            qputenv("PATH", empty.path().toUtf8());
        else if (what == "objects"_L1)
            QVERIFY(QDir(repository() + u"/.git/objects"_s).removeRecursively());
        else
            write(u".git/index"_s, "nothing that git would read");
        const QString problem = tagProblem();
        qputenv("PATH", path);
        QVERIFY2(problem.startsWith(u"tag: ${gitSha} has no value"_s), qPrintable(problem));
        QVERIFY2(problem.contains(why) && problem.contains("take ${gitSha} out of the tag"_L1), qPrintable(problem));
    }

    void outsideOfRepositories()
    {
        QTemporaryDir elsewhere;
        QVERIFY(!isGitDirty(elsewhere.path(), {}));
        QVERIFY(!isGitDirty(elsewhere.filePath(u"nothing"_s), {}));
    }

private:
    settings::BaseImage recipe() const
    {
        return {.id = u"exec"_s,
                .name = u"exec"_s,
                .tag = u"base/exec:${gitSha}"_s,
                .dockerfile = u"Dockerfile"_s,
                .context = repository() + u"/context"_s};
    }
    //! Why the recipe has no tag; empty: it has one.
    QString tagProblem() const
    {
        const auto found = recipeOnDisk({.recipe = recipe(), .settingsFolder = m_folder->path(), .readsFiles = false},
                                        [] { return false; });
        return found ? QString() : found.error().field + u": "_s + found.error().message;
    }

    QString repository() const { return m_folder->filePath(u"repository"_s); }

    void write(const QString &name, const QByteArray &text)
    {
        QFile file(repository() + u'/' + name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    QString git(const QStringList &arguments) const { return fairlead::tests::runGit(repository(), arguments); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestGitDirty)
#include "tst_gitdirty.moc"
