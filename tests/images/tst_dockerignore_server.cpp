// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/images/dockerignore.h"
#include "tests/support/bedcommands.h"

#include <QDir>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead::images;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;

namespace {

const QStringList Files{
    u".env"_s,           u".pem"_s,      u"a.b"_s,           u"a/b"_s,       u"a/b c/d"_s,        u"a^b"_s,
    u"a+(b)$"_s,         u"afile"_s,     u"b/a"_s,           u"conf/.env"_s, u"conf/key.pem"_s,   u"conf/prod.env"_s,
    u"conf/x/key.pem"_s, u"dir/afile"_s, u"dir/dir2/file"_s, u"dir/file"_s,  u"docs/README.md"_s, u"docs/a.md"_s,
    u"file"_s,           u"key.pem"_s,   u"key.pem.txt"_s,   u"x1"_s,        u"\U0001f511.key"_s};

} // namespace

//! What the docker client sends of a folder, and what we would send.
class TestDockerIgnoreServer : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void sendsTheSame_data();
    void sendsTheSame();

private:
    std::optional<QByteArray> docker(const QStringList &arguments) const
    {
        return runProgram(u"docker"_s, QStringList{u"--host"_s, m_host} + arguments);
    }
    std::optional<QStringList> builtFiles(const QString &folder) const;

    QString m_host;
    int m_version = 0; //!< of the client
};

void TestDockerIgnoreServer::initTestCase()
{
    m_host = qEnvironmentVariable("FAIRLEAD_BED_DOCKER");
    QVERIFY2(!m_host.isEmpty(), "the test bed is not running: ./dev test starts it");
    qputenv("DOCKER_BUILDKIT", "0");
    const auto version = docker({u"version"_s, u"--format"_s, u"{{.Client.Version}}"_s});
    QVERIFY(version);
    m_version = version->split('.').front().toInt();
}

void TestDockerIgnoreServer::sendsTheSame_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isOfToday"); // as docker 23 and later read it
    const auto row = [](const QByteArray &text, bool isOfToday = false) {
        QTest::newRow(QByteArray(text).replace('\n', ' ').constData()) << text << isOfToday;
    };
    for (const char *text : {"**.pem", "**.env", "**file", "**b", "a^b", "a+(b)$", "a\\+(b)$"})
        row(text, true);
    for (const char *text : {"",
                             "a",
                             "**",
                             "*",
                             "*/*",
                             "**/file",
                             "**/.env",
                             "**/*.pem",
                             "*.pem",
                             "**/*.p?m",
                             "a/**",
                             "dir/**",
                             "conf**/*.pem",
                             "conf/*",
                             "conf/**/key.pem",
                             "/a",
                             "./a/",
                             "a//b",
                             "b/../a",
                             "../a",
                             ".",
                             "/",
                             "[a-c]",
                             "[^a]*",
                             "a[.]b",
                             "*.[kp]*",
                             "\\a",
                             "x\\d",
                             "a\\*b",

                             "?.key",
                             "*.txt",
                             "\xf0\x9f\x94\x91*",
                             "# a\n b \n",
                             " #a",
                             "!a\na",
                             "docs\n!docs/README.md",
                             "docs\n!docs/README.md\ndocs/README*",
                             "*\n!docs",
                             "**/a*\n!afile",
                             "a/b c",
                             "file*\n!file"})
        row(text);
}

std::optional<QStringList> TestDockerIgnoreServer::builtFiles(const QString &folder) const
{
    const auto image = docker({u"build"_s, u"--quiet"_s, u"--no-cache"_s, folder});
    if (!image)
        return {};
    const QString id = QString::fromLatin1(image->trimmed());
    const auto created = docker({u"create"_s, id, u"/none"_s});
    if (!created)
        return {};
    const QString container = QString::fromLatin1(created->trimmed());
    const auto tar = docker({u"export"_s, container});
    docker({u"rm"_s, container});
    docker({u"rmi"_s, id});
    const auto listed = tar ? runProgram(u"tar"_s, {u"--list"_s, u"--quoting-style=literal"_s}, *tar) : std::nullopt;
    if (!listed)
        return {};
    QStringList files;
    for (const QString &file : Files) {
        if (("\n" + *listed).contains("\ncontext/" + file.toUtf8() + '\n'))
            files += file;
    }
    return files;
}

void TestDockerIgnoreServer::sendsTheSame()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isOfToday);
    const auto write = [](const QString &path, const QByteArray &bytes) {
        QFile file(path);
        return QDir().mkpath(QFileInfo(path).path()) && file.open(QIODevice::WriteOnly) &&
               file.write(bytes) == bytes.size();
    };
    QTemporaryDir folder;
    for (const QString &file : Files)
        QVERIFY(write(folder.filePath(file), "x"));
    QVERIFY(write(folder.filePath(u"Dockerfile"_s), "FROM scratch\nCOPY . /context/\n"));
    QVERIFY(write(folder.filePath(u".dockerignore"_s), text));

    const DockerIgnore ignore(text);
    QCOMPARE(ignore.problems(), QStringList());
    QStringList ours = Files;
    ours.removeIf([&ignore](const QString &file) { return ignore.isIgnored(file); });
    const auto theirs = builtFiles(folder.path());
    QVERIFY(theirs);
    if (isOfToday && m_version < 23) {
        QVERIFY(ours != *theirs); // or the row is none of those
        return;
    }
    QCOMPARE(ours, *theirs);
}

QTEST_GUILESS_MAIN(TestDockerIgnoreServer)
#include "tst_dockerignore_server.moc"
