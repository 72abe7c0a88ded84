// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/kubernetes/kubeconfig/kubeconfigwatcher.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace fairlead::kubernetes;

namespace {

constexpr int soon = 2000; // the promise

QByteArray config(const QByteArray &name, const QByteArray &token = "t")
{
    return "clusters: [{name: c, cluster: {server: 'https://h'}}]\nusers: [{name: u, user: {token: " + token +
           "}}]\ncontexts: [{name: " + name + ", context: {cluster: c, user: u}}]\n";
}

void writeFile(const QString &path, const QByteArray &bytes)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write the test file");
}

void moveOver(const QString &from, const QString &to)
{
    if (std::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0)
        qFatal("cannot rename");
}

void link(const QString &target, const QString &path)
{
    if (::symlink(QFile::encodeName(target).constData(), QFile::encodeName(path).constData()) != 0)
        qFatal("cannot link");
}

//! In place of a file server: folders of that name.
bool isInRemote(const QString &path)
{
    return QFileInfo(path).absoluteFilePath().contains("/remote"_L1);
}

} // namespace

class TestKubeconfigWatcher : public QObject
{
    Q_OBJECT

private:
    QString path(const QString &name) const { return m_dir->filePath(name); }
    void start(const QStringList &explicitFiles, const QStringList &extraPaths = {},
               KubeconfigWatcher::IsRemote isRemote = fairlead::files::isRemoteFileSystem)
    {
        KubeconfigSources sources;
        sources.explicitFiles = explicitFiles;
        sources.extraPaths = extraPaths;
        m_watcher = std::make_unique<KubeconfigWatcher>(sources, nullptr, isRemote);
        m_spy = std::make_unique<QSignalSpy>(m_watcher.get(), &KubeconfigWatcher::changed);
        m_watcher->start();
        QTRY_COMPARE_WITH_TIMEOUT(m_spy->size(), 1, 5000);
    }
    QStringList names() const
    {
        QStringList result;
        for (const Context &context : m_watcher->kubeconfig().contexts)
            result.append(context.name + u' ' + QString::fromUtf8(context.auth.token));
        return result;
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<KubeconfigWatcher> m_watcher;
    std::unique_ptr<QSignalSpy> m_spy;

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(m_dir->isValid());
    }
    void cleanup()
    {
        m_spy.reset();
        m_watcher.reset();
    }

    void writtenInPlace()
    {
        writeFile(path(u"config"_s), config("a", "one"));
        start({path(u"config"_s)});
        QCOMPARE(names(), QStringList{u"a one"_s});
        // Same size, within the same moment: times alone would not tell.
        for (const QByteArray token : {"two", "six", "ten"}) {
            writeFile(path(u"config"_s), config("a", token));
            QTRY_COMPARE_WITH_TIMEOUT(names(), QStringList{u"a "_s + QString::fromUtf8(token)}, soon);
        }
    }

    void replacedByRename()
    {
        writeFile(path(u"config"_s), config("a"));
        start({path(u"config"_s)});
        for (const QByteArray name : {"b", "d", "e"}) {
            writeFile(path(u"config.new"_s), config(name));
            moveOver(path(u"config.new"_s), path(u"config"_s));
            QTRY_COMPARE_WITH_TIMEOUT(names(), QStringList{QString::fromUtf8(name) + u" t"_s}, soon);
        }
        writeFile(path(u"config"_s), config("f"));
        QTRY_COMPARE_WITH_TIMEOUT(names(), QStringList{u"f t"_s}, soon);
    }

    //! The old file lives on under another name, and with it a watch that would tell nothing.
    void replacedWhileTheOldOneStays()
    {
        writeFile(path(u"config"_s), config("a"));
        start({path(u"config"_s)});
        QCOMPARE(
            ::link(QFile::encodeName(path(u"config"_s)).constData(), QFile::encodeName(path(u"old"_s)).constData()), 0);
        writeFile(path(u"config.new"_s), config("b"));
        moveOver(path(u"config.new"_s), path(u"config"_s));
        QTRY_COMPARE_WITH_TIMEOUT(names(), QStringList{u"b t"_s}, soon);
        QTest::qWait(2500); // until nothing is looked at without an event
        writeFile(path(u"config"_s), config("d"));
        QTRY_COMPARE_WITH_TIMEOUT(names(), QStringList{u"d t"_s}, soon);
    }

    void appearsAndGoes()
    {
        start({path(u"no/such/folder/config"_s)});
        QCOMPARE(names(), QStringList());
        QCOMPARE(m_watcher->kubeconfig().problems.size(), 1U);
        for (int i = 0; i < 2; ++i) {
            // Step by step, so that the watch has to follow.
            QVERIFY(QDir().mkpath(path(u"no"_s)));
            QTest::qWait(400);
            QVERIFY(QDir().mkpath(path(u"no/such/folder"_s)));
            QTest::qWait(400);
            writeFile(path(u"no/such/folder/config"_s), config("a"));
            QTRY_COMPARE_WITH_TIMEOUT(names(), QStringList{u"a t"_s}, soon);
            QVERIFY(QDir(path(u"no"_s)).removeRecursively());
            QTRY_COMPARE_WITH_TIMEOUT(names(), QStringList(), soon);
        }
    }

    void folder()
    {
        writeFile(path(u"d/one"_s), config("a"));
        start({}, {path(u"d"_s)});
        QCOMPARE(names(), QStringList{u"a t"_s});
        writeFile(path(u"d/two"_s), config("b"));
        QTRY_COMPARE_WITH_TIMEOUT(names(), QStringList({u"a t"_s, u"b t"_s}), soon);
        writeFile(path(u"d/two"_s), config("f"));
        QTRY_COMPARE_WITH_TIMEOUT(names(), QStringList({u"a t"_s, u"f t"_s}), soon);
        QVERIFY(QFile::remove(path(u"d/one"_s)));
        QTRY_COMPARE_WITH_TIMEOUT(names(), QStringList{u"f t"_s}, soon);
    }

    //! As Kubernetes mounts a Secret: config -> ..data/config, ..data -> ..1, and ..data is turned over.
    void mountedVolume()
    {
        writeFile(path(u"m/..1/config"_s), config("a"));
        writeFile(path(u"m/..2/config"_s), config("b"));
        link(u"..1"_s, path(u"m/..data"_s));
        link(u"..data/config"_s, path(u"m/config"_s));
        start({path(u"m/config"_s)});
        QCOMPARE(names(), QStringList{u"a t"_s});
        for (const auto &[version, expected] : {std::pair(u"..2"_s, u"b t"_s), std::pair(u"..1"_s, u"a t"_s)}) {
            link(version, path(u"m/..tmp"_s));
            moveOver(path(u"m/..tmp"_s), path(u"m/..data"_s));
            QTRY_COMPARE_WITH_TIMEOUT(names(), QStringList{expected}, soon);
        }
        writeFile(path(u"m/..1/config"_s), config("d"));
        QTRY_COMPARE_WITH_TIMEOUT(names(), QStringList{u"d t"_s}, soon);
    }

    void linkedFolder()
    {
        writeFile(path(u"one/config"_s), config("a"));
        writeFile(path(u"two/config"_s), config("b"));
        link(path(u"one"_s), path(u"kube"_s));
        start({path(u"kube/config"_s)});
        QCOMPARE(names(), QStringList{u"a t"_s});
        link(path(u"two"_s), path(u"kube.new"_s));
        moveOver(path(u"kube.new"_s), path(u"kube"_s));
        QTRY_COMPARE_WITH_TIMEOUT(names(), QStringList{u"b t"_s}, soon);
        writeFile(path(u"two/config"_s), config("d"));
        QTRY_COMPARE_WITH_TIMEOUT(names(), QStringList{u"d t"_s}, soon);
    }

    void certificateFile()
    {
        writeFile(path(u"config"_s),
                  "clusters: [{name: c, cluster: {server: 'https://h', certificate-authority: ca}}]\n"
                  "contexts: [{name: a, context: {cluster: c}}]\n");
        start({path(u"config"_s)});
        QVERIFY(m_watcher->kubeconfig().contexts.at(0).problem);
        writeFile(path(u"ca"_s), "-----BEGIN CERTIFICATE-----\n");
        QTRY_VERIFY_WITH_TIMEOUT(!m_watcher->kubeconfig().contexts.at(0).problem, soon);
    }

    void brokenForAMoment()
    {
        writeFile(path(u"config"_s), config("a"));
        start({path(u"config"_s)});
        writeFile(path(u"config"_s), "clusters: [");
        QTRY_COMPARE_WITH_TIMEOUT(m_watcher->kubeconfig().problems.size(), 1U, soon);
        writeFile(path(u"config"_s), config("a"));
        QTRY_COMPARE_WITH_TIMEOUT(names(), QStringList{u"a t"_s}, soon);
        QCOMPARE(m_watcher->kubeconfig().problems.size(), 0U);
    }

    void tellsOnlyDifferences()
    {
        writeFile(path(u"config"_s), config("a"));
        start({path(u"config"_s)});
        writeFile(path(u"config"_s), config("a") + "# comment\n");
        writeFile(path(u"neighbour"_s), "x");
        QTest::qWait(1000);
        QCOMPARE(m_spy->size(), 1);
        writeFile(path(u"config"_s), config("b"));
        QTRY_COMPARE_WITH_TIMEOUT(m_spy->size(), 2, soon);
    }

    void busyFolderDelaysNothing()
    {
        writeFile(path(u"config"_s), config("a"));
        start({path(u"config"_s)});
        QTimer noise;
        connect(&noise, &QTimer::timeout, this, [this] { writeFile(path(u"noise"_s), "x"); });
        noise.start(20);
        writeFile(path(u"config"_s), config("b"));
        QTRY_COMPARE_WITH_TIMEOUT(names(), QStringList{u"b t"_s}, soon);
    }

    void otherSources()
    {
        writeFile(path(u"one"_s), config("a"));
        writeFile(path(u"two"_s), config("b"));
        start({path(u"one"_s)});
        KubeconfigSources sources;
        sources.explicitFiles = QStringList{path(u"two"_s)};
        m_watcher->setSources(sources);
        QTRY_COMPARE_WITH_TIMEOUT(names(), QStringList{u"b t"_s}, soon);
        writeFile(path(u"two"_s), config("d"));
        QTRY_COMPARE_WITH_TIMEOUT(names(), QStringList{u"d t"_s}, soon);
    }

    //! A hung file server must not be asked anything in this thread: what is on it is polled, not watched.
    void remoteFiles_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("target");
        QTest::addColumn<bool>("isWatched");
        QTest::newRow("local") << u"local/config"_s << QString() << true;
        QTest::newRow("remote") << u"remote/config"_s << QString() << false;
        QTest::newRow("remote, not there yet") << u"remote/no/config"_s << QString() << false;
        QTest::newRow("link to a remote file") << u"local/config"_s << u"remote/config"_s << true;
        QTest::newRow("link in a remote folder") << u"remote/config"_s << u"local/config"_s << true;
    }

    void remoteFiles()
    {
        QFETCH(QString, file);
        QFETCH(QString, target);
        QFETCH(bool, isWatched);
        QVERIFY(QDir().mkpath(path(u"local"_s)) && QDir().mkpath(path(u"remote"_s)));
        const QString real = path(target.isEmpty() ? file : target);
        const bool isThere = QFileInfo(real).dir().exists();
        if (isThere)
            writeFile(real, config("a"));
        if (!target.isEmpty())
            link(real, path(file));
        start({path(file)}, {}, isInRemote);
        QCOMPARE(names(), isThere ? QStringList{u"a t"_s} : QStringList());
        for (const QByteArray name : {"b", "d"}) {
            const QStringList watched = m_watcher->watchedByKernel();
            QCOMPARE(!watched.isEmpty(), isWatched);
            QVERIFY2(std::none_of(watched.begin(), watched.end(), isInRemote), qPrintable(watched.join(u' ')));
            writeFile(real, config(name));
            QTRY_COMPARE_WITH_TIMEOUT(names(), QStringList{QString::fromUtf8(name) + u" t"_s}, soon);
        }
    }

    void destroyedWhileLoading()
    {
        writeFile(path(u"config"_s), config("a"));
        KubeconfigSources sources;
        sources.explicitFiles = QStringList{path(u"config"_s)};
        for (int i = 0; i < 20; ++i) {
            KubeconfigWatcher watcher(sources);
            watcher.start();
        }
    }
};

QTEST_GUILESS_MAIN(TestKubeconfigWatcher)
#include "tst_kubeconfigwatcher.moc"
