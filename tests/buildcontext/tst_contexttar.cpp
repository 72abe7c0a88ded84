// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/buildcontext/contextfiles.h"
#include "backends/buildcontext/contexttar.h"
#include "tests/support/tree.h"

#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead;
using namespace fairlead::buildcontext;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;

namespace {

ContextList listOf(const Tree &tree)
{
    const auto listed = listContext(
        {.recipe = {.from = u"x"_s, .context = u"context"_s}, .settingsFolder = tree.path()}, [] { return false; });
    if (!listed)
        qFatal("%s", qPrintable(listed.error().message));
    return *listed;
}

QByteArray tarOf(const ContextList &list)
{
    QByteArray bytes;
    const Result<void> written = writeContextTar(
        list,
        [&bytes](QByteArrayView piece) {
            bytes.append(piece);
            return true;
        },
        [](qint64) {});
    if (!written)
        qFatal("%s", qPrintable(written.error().message));
    return bytes;
}

//! What GNU tar says about \p bytes, and what it complains about.
QByteArray tar(const QStringList &arguments, const QByteArray &bytes, QByteArray *complaints = nullptr)
{
    QProcess process;
    process.start(u"tar"_s, arguments);
    process.write(bytes);
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000))
        qFatal("tar does not end");
    if (complaints)
        *complaints = process.readAllStandardError();
    return process.readAllStandardOutput();
}

} // namespace

class TestContextTar : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void asTarSeesIt()
    {
        Tree tree;
        tree.add(u"context/"_s, {}, 0755).add(u"context/a"_s, "12345", 0640).add(u"context/dir/"_s, {}, 0701);
        tree.add(u"context/dir/run"_s, QByteArray(100'000, 'x'), 04755).link(u"context/link"_s, "../a -> b");
        tree.add(u"context/empty"_s, {}, 0600).add(u"context/ä ö"_s, "x", 0600);
        tree.age(u"context/dir"_s);
        QByteArray complaints;
        const QByteArray seen =
            tar({u"--numeric-owner"_s, u"--quoting-style=literal"_s, u"--utc"_s, u"--full-time"_s, u"-tvf"_s, u"-"_s},
                tarOf(listOf(tree)), &complaints);
        QCOMPARE(complaints, QByteArray());
        QByteArrayList lines = seen.split('\n');
        lines.removeIf([](const QByteArray &line) { return line.startsWith('l'); }); // its time is that of the test
        QCOMPARE(lines.join('\n'),
                 QByteArray("-rw-r--r-- 0/0               7 1970-01-01 00:00:00 .fairlead.Dockerfile\n"
                            "-rw-r----- 0/0               5 2020-01-01 00:00:00 a\n"
                            "drwx-----x 0/0               0 2020-01-01 00:00:00 dir/\n"
                            "-rwsr-xr-x 0/0          100000 2020-01-01 00:00:00 dir/run\n"
                            "-rw------- 0/0               0 2020-01-01 00:00:00 empty\n"
                            "-rw------- 0/0               1 2020-01-01 00:00:00 ä ö\n"));
        QVERIFY(seen.contains(" link -> ../a -> b\n"));
    }

    void namesOfAnyLength_data()
    {
        QTest::addColumn<int>("folders"); // of eleven characters each
        QTest::addColumn<int>("rest");
        for (const int length : {98, 99, 100, 101, 154, 155, 156, 255, 256, 257, 1000})
            QTest::addRow("%d", length) << (length - 1) / 11 << length - (length - 1) / 11 * 11;
    }
    void namesOfAnyLength()
    {
        QFETCH(int, folders);
        QFETCH(int, rest);
        const QString name = u"0123456789/"_s.repeated(folders) + u"n"_s.repeated(rest);
        const QByteArray target = QByteArray("t/").repeated(folders * 6) + "t";
        Tree tree;
        tree.add(u"context/"_s + name, "content").link(u"context/zlink"_s, target);
        const QByteArray archive = tarOf(listOf(tree));
        QByteArray complaints;
        const QByteArrayList names = tar({u"-tf"_s, u"-"_s}, archive, &complaints).split('\n');
        QCOMPARE(complaints, QByteArray());
        QVERIFY2(names.contains(name.toUtf8()), names.join('\n').constData());
        QCOMPARE(tar({u"-xOf"_s, u"-"_s, name}, archive), QByteArray("content"));
        QVERIFY(tar({u"-tvf"_s, u"-"_s}, archive).contains(" zlink -> " + target + '\n'));
    }

    void namesOfAnyBytes()
    {
        Tree tree;
        tree.add(u"context/"_s);
        const QByteArray longName = QByteArray("\xfe").repeated(200);
        tree.addBytes("context/\xff\n\\").addBytes("context/" + longName);
        QByteArray complaints;
        const QByteArray seen = tar({u"--quoting-style=literal"_s, u"-tf"_s, u"-"_s}, tarOf(listOf(tree)), &complaints);
        QCOMPARE(complaints, QByteArray());
        QCOMPARE(seen, ".fairlead.Dockerfile\n" + longName + "\n\xff\n\\\n");
    }

    void hardLinks()
    {
        Tree tree;
        tree.add(u"context/a"_s, "12345", 0640);
        const QString longName = u"long/"_s.repeated(40) + u"b"_s;
        tree.hardLink(u"context/"_s + longName, u"context/a"_s).hardLink(u"context/z"_s, u"context/a"_s);
        qint64 read = 0;
        const ContextList list = listOf(tree);
        QVERIFY(writeContextTar(
            list, [](QByteArrayView) { return true; }, [&read](qint64 size) { read += size; }));
        QCOMPARE(read, list.totalBytes);
        QTemporaryDir out;
        QByteArray complaints;
        tar({u"-xf"_s, u"-"_s, u"-C"_s, out.path()}, tarOf(list), &complaints);
        QCOMPARE(complaints, QByteArray());
        struct stat first
        {
        };
        QCOMPARE(::stat(QFile::encodeName(out.filePath(u"a"_s)).constData(), &first), 0);
        QCOMPARE(first.st_nlink, 3U);
        QCOMPARE(first.st_size, 5);
        for (const QString &name : {longName, u"z"_s}) {
            struct stat other
            {
            };
            QCOMPARE(::stat(QFile::encodeName(out.filePath(name)).constData(), &other), 0);
            QCOMPARE(other.st_ino, first.st_ino);
        }
    }

    //! As docker's client writes it, any bytes in it: "SCHILY.xattr." and the name in an extended header.
    void capabilities()
    {
        Tree tree;
        tree.add(u"context/a"_s, "1").add(u"context/b"_s, "2");
        ContextList list = listOf(tree);
        const QByteArray value = QByteArray::fromHex("0100000200040000000a3d000000000000000000");
        list.find("a")->capability = value;
        const QByteArray archive = tarOf(list);
        QCOMPARE(archive.count("SCHILY.xattr.security.capability=" + value + '\n'), 1);
        QCOMPARE(archive.count("LIBARCHIVE"), 0);
        QByteArray complaints;
        const QByteArray seen =
            tar({u"--warning=no-unknown-keyword"_s, u"--xattrs"_s, u"--xattrs-include=*"_s, u"-vvtf"_s, u"-"_s},
                archive, &complaints);
        QCOMPARE(complaints, QByteArray());
        QVERIFY2(seen.contains(" 20 security.capability\n"), seen.constData());
        list.find("a")->capability.clear();
        QVERIFY(!tarOf(list).contains("SCHILY"));
    }

    //! The other format knows all that GNU's does.
    void namesBesideCapabilities()
    {
        Tree tree;
        const QString longName = u"0123456789/"_s.repeated(40) + u"ä"_s;
        const QByteArray target = QByteArray("t/").repeated(200) + "t";
        tree.add(u"context/a"_s, "1").add(u"context/"_s + longName, "content").link(u"context/l"_s, target);
        tree.addBytes("context/" + QByteArray("\xfe").repeated(200)).hardLink(u"context/z"_s, u"context/"_s + longName);
        ContextList list = listOf(tree);
        const QString ignoring = u"--warning=no-unknown-keyword"_s;
        const QStringList listing{ignoring, u"--quoting-style=literal"_s, u"--numeric-owner"_s, u"-tvf"_s, u"-"_s};
        const QByteArray plain = tar(listing, tarOf(list));
        list.find("a")->capability = "x";
        QByteArray complaints;
        QCOMPARE(tar(listing, tarOf(list), &complaints), plain);
        QCOMPARE(complaints, QByteArray());
        QCOMPARE(tar({ignoring, u"-xOf"_s, u"-"_s, longName}, tarOf(list)), QByteArray("content"));
    }

    //! As the header says, as nobody reads nine gigabytes here.
    void bigFiles()
    {
        Tree tree;
        tree.add(u"context/"_s).addSparse(u"context/big"_s, 9LL << 30);
        QByteArray begin;
        const Result<void> written = writeContextTar(
            listOf(tree),
            [&begin](QByteArrayView piece) {
                begin.append(piece);
                return false;
            },
            [](qint64) {});
        QVERIFY(!written);
        QCOMPARE(toString(written.error().kind), u"Cancelled"_s);
        QVERIFY(begin.size() <= 64 << 10);
        QVERIFY(tar({u"-tvf"_s, u"-"_s}, begin).contains(" 9663676416 2020-01-01 "));
    }

    void sameFilesSameBytes()
    {
        Tree one;
        Tree other;
        for (const QString &name : {u"a"_s, u"b/c"_s, u"d"_s})
            one.add(u"context/"_s + name, name.toUtf8(), 0644);
        for (const QString &name : {u"d"_s, u"b/c"_s, u"a"_s})
            other.add(u"context/"_s + name, name.toUtf8(), 0644);
        one.age(u"context/b"_s);
        other.age(u"context/b"_s);
        QCOMPARE(tarOf(listOf(one)), tarOf(listOf(other)));
    }

    void problems_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("expected");
        QTest::newRow("gone") << u"remove"_s << u"FileChanged %/b is gone since it was listed"_s;
        QTest::newRow("longer") << u"append"_s << u"FileChanged %/b has changed since it was listed"_s;
        QTest::newRow("a link now") << u"link"_s << u"FileChanged %/b is gone since it was listed"_s;
        QTest::newRow("a pipe now") << u"pipe"_s << u"FileChanged %/b has changed since it was listed"_s;
        QTest::newRow("rewritten, with its old time")
            << u"rewrite"_s << u"FileChanged %/b has changed since it was listed"_s;
        QTest::newRow("a hard link is another file now")
            << u"unlink"_s << u"FileChanged %/y has changed since it was listed"_s;
        QTest::newRow("its folder is gone") << u"folder"_s << u"FileChanged %/b is gone since it was listed"_s;
    }
    void problems()
    {
        QFETCH(QString, what);
        QFETCH(QString, expected);
        Tree tree;
        tree.add(u"context/a"_s, "1").add(u"context/b"_s, "2").add(u"elsewhere"_s, "2");
        if (what == "unlink"_L1)
            tree.add(u"context/y"_s, "3").hardLink(u"context/z"_s, u"context/y"_s);
        const ContextList list = listOf(tree);
        const QByteArray path = QFile::encodeName(tree.path(u"context/b"_s));
        if (what == "append"_L1)
            tree.add(u"context/b"_s, "22");
        else if (what == "rewrite"_L1)
            tree.add(u"context/b"_s, "3");
        else if (what != "unlink"_L1)
            tree.remove(u"context/b"_s);
        if (what == "unlink"_L1)
            QVERIFY(QFile::rename(tree.path(u"elsewhere"_s), tree.path(u"new"_s)) &&
                    ::rename(QFile::encodeName(tree.path(u"new"_s)).constData(),
                             QFile::encodeName(tree.path(u"context/z"_s)).constData()) == 0);
        if (what == "link"_L1)
            tree.link(u"context/b"_s, "../elsewhere");
        if (what == "pipe"_L1)
            QVERIFY(::mkfifo(path.constData(), 0600) == 0);
        if (what == "folder"_L1) {
            tree.remove(u"context/a"_s);
            QVERIFY(QDir().rename(tree.path(u"context"_s), tree.path(u"moved"_s)));
            expected.replace(u"/b"_s, u"/a"_s);
        }
        qint64 read = 0;
        const Result<void> written = writeContextTar(
            list, [](QByteArrayView) { return true; }, [&read](qint64 size) { read += size; });
        QVERIFY(!written);
        QCOMPARE(toString(written.error().kind), u"Invalid"_s);
        const QString place = QFileInfo(tree.path()).canonicalFilePath() + u"/context"_s;
        QCOMPARE(written.error().reason + u' ' + written.error().message, expected.replace(u'%', place));
        QCOMPARE(read, what == "folder"_L1 ? 7 : what == "unlink"_L1 ? 9 : 8); // the Dockerfile, and what is before
    }
};

QTEST_GUILESS_MAIN(TestContextTar)
#include "tst_contexttar.moc"
