// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/images/dockerignore.h"

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

    void foldersAreLeftOut()
    {
        QVERIFY(DockerIgnore("node_modules").ignoresAllBelow(u"node_modules"_s));
        QVERIFY(!DockerIgnore("node_modules\n!node_modules/a").ignoresAllBelow(u"node_modules"_s));
    }

    void badPatternsAreTold()
    {
        const DockerIgnore ignore("a\n[b-\nc");
        QCOMPARE(ignore.problems().size(), 1);
        QVERIFY2(ignore.problems()[0].startsWith(u"2: "_s), qPrintable(ignore.problems()[0]));
        QVERIFY(ignore.isIgnored(u"c"_s));
    }
};

QTEST_GUILESS_MAIN(TestDockerIgnore)
#include "tst_dockerignore.moc"
