// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/buildcontext/contextdigest.h"
#include "backends/buildcontext/contextfiles.h"
#include "tests/support/tree.h"

#include <QCryptographicHash>
#include <QRegularExpression>
#include <QTest>
#include <QThreadPool>

using namespace fairlead;
using namespace fairlead::buildcontext;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;

namespace {

ContextList listOf(const Tree &tree, const settings::BaseImage &recipe = {.from = u"x"_s, .context = u"context"_s},
                   bool hides = false)
{
    const auto listed =
        listContext({.recipe = recipe, .settingsFolder = tree.path(), .hidesDockerfile = hides}, [] { return false; });
    if (!listed)
        qFatal("%s", qPrintable(listed.error().message));
    return *listed;
}

Result<ContextDigest> digest(const ContextList &list, const DigestCache &cache = {})
{
    return contextDigest(
        list, cache, [] { return false; }, [](qint64) {});
}

//! The same files everywhere.
void fill(Tree &tree)
{
    tree.add(u"context/a"_s, "1", 0644).add(u"context/b/c"_s, "22", 0755).add(u"context/b/d/"_s, {}, 0755);
    tree.link(u"context/l"_s, "a").add(u"elsewhere"_s, "3", 0644);
}

} // namespace

class TestContextDigest : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void isAsWritten()
    {
        Tree tree;
        tree.add(u"context/a"_s, "1", 0644).add(u"context/b/"_s, {}, 0755).link(u"context/l"_s, "a");
        const auto sha256 = [](const QByteArray &text) {
            return QCryptographicHash::hash(text, QCryptographicHash::Sha256);
        };
        const QByteArray text = "f644 1:a32:" + sha256("1") + "d755 1:b0:" + "l777 1:l1:a";
        const auto result = digest(listOf(tree));
        QVERIFY(result);
        QCOMPARE(result->digest, u"sha256:"_s + QString::fromLatin1(sha256(text).toHex()));
        QCOMPARE(result->bytesRead, 1);
        const auto empty = digest({});
        QCOMPARE(empty->digest, u"sha256:"_s + QString::fromLatin1(sha256({}).toHex()));
    }

    void changes_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<bool>("isOther");
        const auto row = [](const char *what, bool isOther) {
            QTest::newRow(what) << QString::fromLatin1(what) << isOther;
        };
        row("nothing", false);
        row("times", false);
        row("content", true);
        row("mode", true);
        row("name", true);
        row("another file", true);
        row("another folder", true);
        row("a link's target", true);
        row("a hard link instead of a copy", true);
        row("a hard link to elsewhere", false);
        row("a capability", true);
        row("a socket", false);
        row("a file's place", true);
        row("the recipe", false);
        row("a Dockerfile of the folder", false);
        row("an ignored file", false);
        row("the classic builder", false);
        row("where a file comes from", false);
        row("an additional file of the recipe", true);
    }
    void changes()
    {
        QFETCH(QString, what);
        QFETCH(bool, isOther);
        Tree tree;
        fill(tree);
        tree.add(u"context/.dockerignore"_s, "*.log");
        settings::BaseImage recipe{.from = u"x"_s, .context = u"context"_s};
        recipe.files = {{u"elsewhere"_s, u"z"_s}};
        bool hides = false;
        if (what == "a hard link instead of a copy"_L1)
            tree.add(u"context/e"_s, "1", 0644);
        const auto before = digest(listOf(tree, recipe));
        if (what == "times"_L1)
            tree.age(u"context/a"_s, 7);
        if (what == "content"_L1)
            tree.add(u"context/a"_s, "2", 0644);
        if (what == "mode"_L1)
            tree.add(u"context/a"_s, "1", 0600);
        if (what == "name"_L1)
            QVERIFY(QFile::rename(tree.path(u"context/a"_s), tree.path(u"context/e"_s)));
        if (what == "another file"_L1)
            tree.add(u"context/e"_s);
        if (what == "another folder"_L1)
            tree.add(u"context/e/"_s);
        if (what == "a link's target"_L1) {
            tree.remove(u"context/l"_s);
            tree.link(u"context/l"_s, "b");
        }
        if (what == "a hard link instead of a copy"_L1) {
            tree.remove(u"context/e"_s);
            tree.hardLink(u"context/e"_s, u"context/a"_s);
        }
        if (what == "a hard link to elsewhere"_L1)
            tree.hardLink(u"outside"_s, u"context/a"_s);
        if (what == "a socket"_L1)
            tree.socket(u"context/s"_s);
        if (what == "a file's place"_L1)
            QVERIFY(QFile::rename(tree.path(u"context/b/c"_s), tree.path(u"context/b/d/c"_s)));
        if (what == "the recipe"_L1)
            recipe.from = u"y"_s;
        if (what == "a Dockerfile of the folder"_L1) {
            tree.add(u"context/x.log"_s, "FROM y");
            recipe.dockerfile = u"x.log"_s;
        }
        if (what == "an ignored file"_L1)
            tree.add(u"context/y.log"_s, "1");
        if (what == "the classic builder"_L1)
            hides = true;
        if (what == "where a file comes from"_L1)
            QVERIFY(QFile::rename(tree.path(u"elsewhere"_s), tree.path(u"there"_s)));
        if (what == "where a file comes from"_L1)
            recipe.files.front().source = u"there"_s;
        if (what == "an additional file of the recipe"_L1)
            recipe.files.push_back({u"elsewhere"_s, u"zz"_s});
        ContextList list = listOf(tree, recipe, hides);
        if (what == "a capability"_L1)
            list.find("a")->capability = "x";
        const auto after = digest(list);
        QVERIFY(before && after);
        QCOMPARE(before->digest != after->digest, isOther);
    }

    void readsOnlyWhatChanged()
    {
        Tree tree;
        fill(tree);
        const auto first = digest(listOf(tree));
        QVERIFY(first);
        QCOMPARE(first->bytesRead, 3);
        QCOMPARE(first->cache.files.size(), 2);
        const auto second = digest(listOf(tree), first->cache);
        QCOMPARE(second->bytesRead, 0);
        QCOMPARE(second->digest, first->digest);
        QCOMPARE(second->cache.files, first->cache.files);
        tree.add(u"context/a"_s, "2", 0644); // as large and as old as the one before
        const auto third = digest(listOf(tree), second->cache);
        QCOMPARE(third->bytesRead, 1);
        QVERIFY(third->digest != first->digest);
        QCOMPARE(third->digest, digest(listOf(tree))->digest);
        tree.remove(u"context/a"_s);
        QCOMPARE(digest(listOf(tree), third->cache)->cache.files.size(), 1);
    }

    //! It may be written again within the same tick of the clock.
    void whatIsFreshIsReadAgain()
    {
        Tree tree;
        fill(tree);
        tree.age(u"context/a"_s, QDateTime::currentSecsSinceEpoch() + 60);
        const auto first = digest(listOf(tree));
        QCOMPARE(first->cache.files.size(), 1);
        QCOMPARE(digest(listOf(tree), first->cache)->bytesRead, 1);
    }

    void problems()
    {
        Tree tree;
        fill(tree);
        const ContextList list = listOf(tree);
        tree.add(u"context/b/c"_s, "333");
        const auto result = digest(list);
        QVERIFY(!result);
        QCOMPARE(result.error().reason, u"FileChanged"_s);
        QVERIFY(result.error().message.endsWith("/context/b/c has changed since it was listed"_L1));
    }

    void isCancelled()
    {
        Tree tree;
        tree.addSparse(u"context/a"_s, 1 << 20);
        int asked = 0;
        const auto result = contextDigest(
            listOf(tree), {}, [&asked] { return ++asked == 5; }, [](qint64) {});
        QVERIFY(!result);
        QCOMPARE(toString(result.error().kind), u"Cancelled"_s);
        QCOMPARE(asked, 5);
    }

    void inAThread()
    {
        Tree tree;
        fill(tree);
        QThreadPool pool;
        const auto list = std::make_shared<const ContextList>(listOf(tree));
        auto future = contextDigestIn(&pool, list, {});
        QTRY_VERIFY(future.isFinished());
        QCOMPARE(future.progressValue(), 1000);
        QCOMPARE(future.result()->digest, digest(*list)->digest);
        auto other = contextDigestIn(&pool, list, {});
        other.cancel();
        QTRY_VERIFY(other.isFinished());
    }
};

QTEST_GUILESS_MAIN(TestContextDigest)
#include "tst_contextdigest.moc"
