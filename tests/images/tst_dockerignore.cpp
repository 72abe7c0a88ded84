// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/images/dockerignore.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace fairlead::images;
using namespace Qt::StringLiterals;

class TestDockerIgnore : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void ignores_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("path");
        QTest::addColumn<bool>("isIgnored");
        // The rows of moby's patternmatcher that a .dockerignore can have.
        const auto row = [](const QByteArray &text, const QString &path, bool isIgnored) {
            QTest::addRow("%s: %s", QByteArray(text).replace('\n', ' ').constData(), qPrintable(path))
                << text << path << isIgnored;
        };
        row("", u"a"_s, false);
        row("a", u"a"_s, true);
        row("a", u"a/b/c"_s, true);
        row("a", u"b/a"_s, false);
        row("/a", u"a"_s, true);
        row("./a/", u"a/b"_s, true);
        row("**", u"file"_s, true);
        row("**", u"dir/file"_s, true);
        row("**/", u"dir/file"_s, true);
        row("**/**", u"dir/file"_s, true);
        row("dir/**", u"dir/file"_s, true);
        row("dir/**", u"dir/dir2/file"_s, true);
        row("dir/**", u"other/file"_s, false);
        row("**/dir2/*", u"dir/dir2/file"_s, true);
        row("**/dir2/**", u"dir/dir2/dir2/file"_s, true);
        row("**file", u"dir/file"_s, true);
        row("**file", u"dir/afile"_s, true);
        row("**.pem", u"key.pem"_s, true);
        row("**.pem", u"conf/key.pem"_s, true);
        row("**.pem", u"conf/key.pem.txt"_s, false);
        row("**.env", u"conf/prod.env"_s, true);
        row("**/.env", u"conf/prod.env"_s, false);
        row("a^b", u"a^b"_s, true);
        row("*^b", u"a^b"_s, false); // docker's: an expression by then, and ^ its begin
        row("\xf0\x9f\x94\x91.key", u"\U0001f511.key"_s, true);
        row("?.key", u"\U0001f511.key"_s, true);
        row("/!a", u"a"_s, false);
        row("**/file", u"file"_s, true);
        row("**/file", u"dir/dir/file"_s, true);
        row("**/file*", u"dir/dir/file.txt"_s, true);
        row("**/file*txt", u"dir/dir/file.txt"_s, true);
        row("**/*.txt", u"dir/file.txt"_s, true);
        row("**/*.txt*", u"dir/file.txt.md"_s, true);
        row("a**/*.txt", u"a/file.txt"_s, true);
        row("a**/*.txt", u"a/dir/dir/file.txt"_s, true);
        row("a/*.txt", u"a/dir/file.txt"_s, false);
        row("a/*.txt", u"a/file.txt"_s, true);
        row("a/*.txt**", u"a/file.txt"_s, true);
        row("a[b-d]e", u"ae"_s, false);
        row("a[b-d]e", u"ace"_s, true);
        row("a[b-d]e", u"aae"_s, false);
        row("a[^b-d]e", u"aze"_s, true);
        row(".*", u".foo"_s, true);
        row(".*", u"foo"_s, false);
        row("abc.def", u"abcdef"_s, false);
        row("abc.def", u"abcZdef"_s, false);
        row("abc?def", u"abcZdef"_s, true);
        row("abc?def", u"abcdef"_s, false);
        row("a\\*b", u"a*b"_s, true);
        row("a\\*b", u"aab"_s, false);
        row("**/foo/bar", u"dir/foo/bar"_s, true);
        row("abc/def", u"abc"_s, false);
        row("**/.git", u"sub/.git/config"_s, true);
        row("docs\n!docs/README.md", u"docs/README.md"_s, false);
        row("docs\n!docs/README.md", u"docs/a.md"_s, true);
        row("docs\n!docs/README.md\ndocs/README*", u"docs/README.md"_s, true);
        row("!a\na", u"a"_s, true);
        row("*\n!src", u"src/deep/file"_s, false);
        row("# a\n  b  \n\n! c", u"b"_s, true);
        row("#a", u"#a"_s, false);
        row("a+(b)$", u"a+(b)$"_s, true);
        row("\xef\xbb\xbf"
            "a",
            u"a"_s, true);
    }
    void ignores()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, path);
        QTEST(DockerIgnore(text).isIgnored(path), "isIgnored");
    }

    //! What moby's patternmatcher v0.6.1 says of 48 files and 500 texts, made by hand and at random.
    void isAsMobys()
    {
        QFile file(QStringLiteral(FAIRLEAD_TEST_DATA) + u"/data/patternmatcher.json"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject recorded = QJsonDocument::fromJson(file.readAll()).object();
        const QJsonArray files = recorded["files"_L1].toArray();
        const QJsonArray rows = recorded["rows"_L1].toArray();
        QCOMPARE(files.size(), 48);
        QCOMPARE(rows.size(), 500);
        for (const QJsonValue &row : rows) {
            const QString text = row[0].toString();
            const DockerIgnore ignore(text.toUtf8());
            QString result;
            for (const QJsonValue &path : files)
                result += ignore.isIgnored(path.toString()) ? u'1' : u'0';
            if (!ignore.problems().isEmpty())
                result = u"refused"_s;
            QVERIFY2(result == row[1].toString(), qPrintable(u"%1\n%2\n%3"_s.arg(text, result, row[1].toString())));
        }
    }

    void foldersAreLeftOut()
    {
        QVERIFY(DockerIgnore("node_modules").ignoresAllBelow(u"node_modules"_s));
        QVERIFY(!DockerIgnore("node_modules\n!node_modules/a").ignoresAllBelow(u"node_modules"_s));
    }

    void problems_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QStringList>("lines");
        QTest::newRow("none") << QByteArray("a\n") << QStringList();
        QTest::newRow("a class without an end") << QByteArray("a\n[b-\nc") << QStringList{u"2"_s};
        QTest::newRow("an empty class") << QByteArray("[]") << QStringList{u"1"_s};
        QTest::newRow("a backslash at the end") << QByteArray("a\\") << QStringList{u"1"_s};
        QTest::newRow("no escape of anything") << QByteArray("a\\q") << QStringList{u"1"_s};
        QTest::newRow("an exception of nothing") << QByteArray("a\n!\n! ") << QStringList{u"2"_s, u"3"_s};
        QTest::newRow("10,000 lines") << QByteArray("a\n").repeated(10'000) << QStringList();
        QTest::newRow("one more") << QByteArray("a\n").repeated(10'000) + ".env" << QStringList{u"10001"_s};
        QTest::newRow("a long line") << QByteArray("a").repeated(70'000) << QStringList{u"1"_s};
    }
    void problems()
    {
        QFETCH(QByteArray, text);
        QStringList lines;
        const DockerIgnore ignore(text);
        for (const QString &problem : ignore.problems())
            lines += problem.section(u':', 0, 0);
        QTEST(lines, "lines");
    }
    void theRestOfItHolds() { QVERIFY(DockerIgnore("a\n[b-\nc").isIgnored(u"c"_s)); }
};

QTEST_GUILESS_MAIN(TestDockerIgnore)
#include "tst_dockerignore.moc"
