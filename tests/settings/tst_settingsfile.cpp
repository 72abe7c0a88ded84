// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/files/yamledit.h"
#include "backends/settings/references.h"
#include "backends/settings/settingsfile.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <QtConcurrentRun>

#include <csignal>
#include <cstdio>

using namespace fairlead::files;
using namespace fairlead::settings;
using namespace Qt::StringLiterals;
using Kind = SaveOutcome::Kind;

namespace {

constexpr auto WriterVariable = "FAIRLEAD_TEST_SETTINGS";

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be read");
}

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(path));
}

Daemon daemonOf(const QString &id, const QString &host)
{
    return {.id = id, .name = id, .host = host};
}

//! From what the file says now to \p host.
SettingsChange hostChange(const QString &path, const QString &id, const QString &host)
{
    const SettingsDocument document = loadSettings(path);
    const YamlValue *now = findObject(document.root, u"daemons"_s, id);
    return {u"daemons"_s, id, now ? *now : YamlValue(),
            toYaml(daemonOf(id, host), now ? *now : YamlValue{.type = YamlValue::Type::Map})};
}

//! Saves again and again until it is killed, and says so before and after each time.
int writeForEver(const QString &path)
{
    for (int i = 0;; ++i) {
        std::printf("%d\n", i);
        std::fflush(stdout);
        const SaveOutcome outcome = saveSettings(path, {hostChange(path, u"d"_s, u"host-%1"_s.arg(i))});
        if (outcome.kind != Kind::Saved) {
            std::printf("failed: %s\n", qPrintable(outcome.reason));
            return 1;
        }
    }
}

} // namespace

class TestSettingsFile : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    QString path() const { return m_dir->filePath(u"config/fairlead.yaml"_s); }
    void put(const QByteArray &content)
    {
        QDir().mkpath(QFileInfo(path()).absolutePath());
        write(path(), content);
    }

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(m_dir->isValid());
    }

    void theFirstSaveMakesTheFile()
    {
        QVERIFY(loadSettings(path()).problems.empty());
        const SaveOutcome outcome = saveSettings(path(), {hostChange(path(), u"d"_s, u"unix:///x"_s)});
        QVERIFY2(outcome.kind == Kind::Saved, qPrintable(outcome.reason));
        QCOMPARE(contentOf(path()),
                 "apiVersion: fairlead/v1\ndaemons:\n  - id: d\n    name: d\n    host: unix:///x\n"_ba);
        QCOMPARE(outcome.document.settings.daemons, std::vector{daemonOf(u"d"_s, u"unix:///x"_s)});
        QCOMPARE(QFileInfo(path()).permissions() & ~(QFile::ReadUser | QFile::WriteUser),
                 QFile::ReadOwner | QFile::WriteOwner);
        QVERIFY(!QFileInfo::exists(path() + u".bak"_s));
        QVERIFY(!QFileInfo::exists(path() + u".lock"_s));
    }

    void keepsWhatPeopleWrote()
    {
        const QByteArray before = "# mine\napiVersion: fairlead/v1 # v\n\nspaces: {x: y}\ndaemons:\n# of d\n- name: d\n"
                                  "  id: d # never change\n  host: 'a'   # old\n  colour: red\n";
        put(before);
        QVERIFY(QFile::setPermissions(path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
        QCOMPARE(saveSettings(path(), {hostChange(path(), u"d"_s, u"b"_s)}).kind, Kind::Saved);
        QCOMPARE(contentOf(path()), QByteArray(before).replace("'a'", "'b'"));
        QCOMPARE(contentOf(path() + u".bak"_s), before);
        QVERIFY(!(QFileInfo(path()).permissions() & QFile::ReadOther));
    }

    //! What two people write into the same part of one object, with the comments of both.
    void keysOfAPartAreMerged()
    {
        const QByteArray before =
            "apiVersion: fairlead/v1\nruntimeConfigs:\n  # of a\n  - id: a\n    name: a\n    kubernetes:\n"
            "      # how many\n      gpu: {count: 1} # one\n      priorityClassName: low # for now\n"
            "      colour: red # nobody knows\n";
        put(before);
        const YamlValue was = *findObject(loadSettings(path()).root, u"runtimeConfigs"_s, u"a"_s);
        RuntimeConfig ours = *fromYaml<RuntimeConfig>(was);
        ours.kubernetes.gpu.count = 2;
        ours.kubernetes.gpu.product = u"H100"_s;
        const QByteArray theirs = QByteArray(before).replace("low # for now", "high # theirs");
        put(theirs);
        const SaveOutcome outcome = saveSettings(path(), {{u"runtimeConfigs"_s, u"a"_s, was, toYaml(ours, was)}});
        QVERIFY2(outcome.kind == Kind::Saved, qPrintable(outcome.reason));
        QCOMPARE(contentOf(path()), QByteArray(theirs).replace("{count: 1}", "{count: 2, product: H100}"));
    }

    void aMovedObjectTakesItsCommentsAlong()
    {
        put("apiVersion: fairlead/v1\nruntimeConfigs:\n  # of a\n  - id: a # a\n    name: a\n\n  # of b\n  - id: b\n   "
            " name: b # b\n"
            "# users\nusers: []\n");
        const auto root = loadSettings(path()).root;
        const SaveOutcome outcome =
            saveSettings(path(), {moved(u"runtimeConfigs"_s, *findObject(root, u"runtimeConfigs"_s, u"b"_s), {})});
        QVERIFY2(outcome.kind == Kind::Saved, qPrintable(outcome.reason));
        QCOMPARE(contentOf(path()), "apiVersion: fairlead/v1\nruntimeConfigs:\n  # of b\n  - id: b\n    name: b # b\n\n"
                                    "  # of a\n  - id: a # a\n    name: a\n# users\nusers: []\n"_ba);
    }

    //! Also where others refer to it only since the editing began, and in what has mistakes.
    void whatGetsAnotherNameIsCalledSoEverywhere()
    {
        put("apiVersion: fairlead/v1\nruntimeConfigs: [{id: c, name: old}]\n");
        const YamlValue was = *findObject(loadSettings(path()).root, u"runtimeConfigs"_s, u"c"_s);
        const QByteArray theirs = "apiVersion: fairlead/v1\nruntimeConfigs: [{id: c, name: old}]\n"
                                  "projects:\n  - id: p\n    key: P\n    runtimeConfig: {id: c, name: old} # ours\n"
                                  "  - {id: q, variables: 1, runtimeConfig: {id: c, name: older}}\n"
                                  "  - {id: r, key: R, runtimeConfig: {id: c}}\n"
                                  "defaults:\n  visual: {runtimeConfig: {id: c, name: old}}\n";
        put(theirs);
        YamlValue now = was;
        now.members[1].value.text = u"new"_s;
        const SaveOutcome outcome = saveSettings(path(), {{u"runtimeConfigs"_s, u"c"_s, was, now}});
        QVERIFY2(outcome.kind == Kind::Saved, qPrintable(outcome.reason));
        QCOMPARE(contentOf(path()),
                 QByteArray(theirs).replace("name: older", "name: new").replace("name: old", "name: new"));
    }

    //! An object and all that refers to it go in one save: that is one state of the file, and one backup.
    void whatGoesGoesWithItsReferences()
    {
        const QByteArray before =
            "apiVersion: fairlead/v1\nruntimeConfigs:\n  - {id: c, name: C}\n  - {id: d, name: D}\n"
            "projects:\n  - id: p\n    key: P\n    runtimeConfig: {id: c, name: C}\n";
        put(before);
        const YamlValue root = loadSettings(path()).root;
        std::vector<SettingsChange> changes = redirectedReferences(root, u"runtimeConfigs"_s, u"c"_s);
        changes.push_back({u"runtimeConfigs"_s, u"c"_s, *findObject(root, u"runtimeConfigs"_s, u"c"_s), {}});
        put(QByteArray(before).replace("name: C}\n  - {", "name: C2}\n  - {"));
        QCOMPARE(saveSettings(path(), changes).kind, Kind::Clash); // and nothing of it is written
        QVERIFY(contentOf(path()).contains("runtimeConfig:"));
        put(before);
        QCOMPARE(saveSettings(path(), changes).kind, Kind::Saved);
        QCOMPARE(
            contentOf(path()),
            "apiVersion: fairlead/v1\nruntimeConfigs:\n  - {id: d, name: D}\nprojects:\n  - id: p\n    key: P\n"_ba);
        QCOMPARE(contentOf(path() + u".bak"_s), before);
    }

    void aSaveOfNothingLeavesTheFileAlone()
    {
        put("apiVersion: fairlead/v1\ndaemons: [{id: d, name: d, host: a}]\n");
        const QDateTime before = QFileInfo(path()).lastModified();
        QCOMPARE(saveSettings(path(), {hostChange(path(), u"d"_s, u"a"_s)}).kind, Kind::Saved);
        QCOMPARE(QFileInfo(path()).lastModified(), before);
        QVERIFY(!QFileInfo::exists(path() + u".bak"_s));
    }

    //! What people keep beside the file is theirs, whatever its name looks like.
    void whatOthersPutBesideItStays_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"fairlead.yaml.backup", "fairlead.yaml.AbC123", "fairlead.yaml.bak.backup",
                                 "fairlead.yaml.bak.AbC123", ".fairlead.yaml.swp", ".fairlead.yaml.AbC123"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void whatOthersPutBesideItStays()
    {
        QFETCH(QString, name);
        put("apiVersion: fairlead/v1\n");
        const QString beside = QFileInfo(path()).absolutePath() + u'/' + name;
        write(beside, "theirs");
        QCOMPARE(saveSettings(path(), {hostChange(path(), u"d"_s, u"a"_s)}).kind, Kind::Saved);
        QCOMPARE(contentOf(beside), "theirs"_ba);
    }

    void aLinkStaysOne()
    {
        const QString target = m_dir->filePath(u"dotfiles.yaml"_s);
        write(target, "apiVersion: fairlead/v1\n");
        QDir().mkpath(QFileInfo(path()).absolutePath());
        QVERIFY(QFile::link(target, path()));
        QCOMPARE(saveSettings(path(), {hostChange(path(), u"d"_s, u"a"_s)}).kind, Kind::Saved);
        QVERIFY(QFileInfo(path()).isSymLink());
        QVERIFY(contentOf(target).contains("host: a"));
        QCOMPARE(contentOf(target + u".bak"_s), "apiVersion: fairlead/v1\n"_ba);
    }

    void whatIsBrokenIsNotTouched_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("reason");
        QTest::newRow("no YAML") << "a: [\n"_ba << u"fairlead.yaml:2:1: end of sequence flow not found"_s;
        QTest::newRow("another version") << "apiVersion: fairlead/v9\n"_ba << u"expected fairlead/v1"_s;
        QTest::newRow("anchors") << "apiVersion: fairlead/v1\nx: &x [{id: d, name: d, host: b}]\ndaemons: *x\n"_ba
                                 << u"change it by hand"_s;
        QTest::newRow("no list") << "apiVersion: fairlead/v1\ndaemons: {main: {name: main}} # mine\n"_ba
                                 << u"fairlead.yaml:2:10: daemons: expected a list, found a map"_s;
        QTest::newRow("text") << "apiVersion: fairlead/v1\ndaemons: none\n"_ba
                              << u"fairlead.yaml:2:10: daemons: expected a list, found a string"_s;
    }
    void whatIsBrokenIsNotTouched()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, reason);
        put(content);
        const SettingsChange change{u"daemons"_s, u"e"_s, {}, toYaml(daemonOf(u"e"_s, u"a"_s))};
        const SaveOutcome outcome = saveSettings(path(), {change});
        if (outcome.kind == Kind::Saved) { // with an alias replaced by what it stood for
            QVERIFY(contentOf(path()).contains("&x"));
            return;
        }
        QCOMPARE(outcome.kind, Kind::Failed);
        QVERIFY2(outcome.reason.contains(reason), qPrintable(outcome.reason));
        QCOMPARE(contentOf(path()), content);
    }

    void aFolderThatCannotBeWritten()
    {
        const QString blocked = m_dir->filePath(u"blocked"_s);
        write(blocked, {}); // a file where the folder should be; root may write anywhere
        const SaveOutcome outcome = saveSettings(blocked + u"/fairlead.yaml"_s, {});
        QCOMPARE(outcome.kind, Kind::Failed);
        QVERIFY2(outcome.reason.contains(u"cannot be made"_s), qPrintable(outcome.reason));
    }

    void clashesAreTold()
    {
        put("apiVersion: fairlead/v1\ndaemons: [{id: d, name: d, host: a}]\n");
        const SettingsChange ours = hostChange(path(), u"d"_s, u"ours"_s);
        QCOMPARE(saveSettings(path(), {hostChange(path(), u"d"_s, u"theirs"_s)}).kind, Kind::Saved);
        const QByteArray theirs = contentOf(path());
        const SaveOutcome outcome = saveSettings(path(), {ours});
        QCOMPARE(outcome.kind, Kind::Clash);
        QCOMPARE(outcome.clashes.size(), 1U);
        QCOMPARE(outcome.clashes[0].field, u"daemons[id=d].host"_s);
        QCOMPARE(outcome.clashes[0].theirs.text, u"theirs"_s);
        QCOMPARE(outcome.document.settings.daemons[0].host, u"theirs"_s);
        QCOMPARE(contentOf(path()), theirs);
        QCOMPARE(saveSettings(path(), {ours}, true).kind, Kind::Saved);
        QVERIFY(contentOf(path()).contains("host: ours"));
    }

    //! A program that knows no lock, such as an editor, between our reading and our writing.
    void othersWriteDuringASave_data()
    {
        QTest::addColumn<QByteArray>("theirs");
        QTest::addColumn<int>("times");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QByteArray>("after");
        const QByteArray head = "apiVersion: fairlead/v1\n";
        const QByteArray other = head + "daemons: [{id: d, name: d, host: a}, {id: e, name: e}] # %1\n";
        QTest::newRow("another object") << other << 1 << Kind::Saved << QString()
                                        << QByteArray(other).replace("host: a", "host: ours");
        QTest::newRow("three times") << other << 3 << Kind::Saved << QString()
                                     << QByteArray(other).replace("host: a", "host: ours");
        QTest::newRow("the same key") << QByteArray(other).replace("host: a", "host: t") << 1 << Kind::Clash
                                      << QString() << QByteArray(other).replace("host: a", "host: t");
        QTest::newRow("no YAML") << "a: [ # %1\n"_ba << 1 << Kind::Failed << u"not overwritten"_s << "a: [ # %1\n"_ba;
        QTest::newRow("again and again") << other << 1'000 << Kind::Failed << u"again and again"_s << other;
    }
    void othersWriteDuringASave()
    {
        QFETCH(QByteArray, theirs);
        QFETCH(int, times);
        QFETCH(QString, reason);
        QFETCH(QByteArray, after);
        put("apiVersion: fairlead/v1\ndaemons: [{id: d, name: d, host: a}]\n");
        int written = 0;
        const auto numbered = [&written](QByteArray text) { return text.replace("%1", QByteArray::number(written)); };
        const SaveOutcome outcome = saveSettings(path(), {hostChange(path(), u"d"_s, u"ours"_s)}, false, [&] {
            if (written < times) {
                ++written;
                write(path(), numbered(theirs));
            }
        });
        QTEST(outcome.kind, "kind");
        QVERIFY2(outcome.reason.contains(reason), qPrintable(outcome.reason));
        QCOMPARE(contentOf(path()), numbered(after));
        if (outcome.kind == Kind::Saved)
            QCOMPARE(contentOf(path() + u".bak"_s), numbered(theirs));
    }

    void theFileGoesDuringASave()
    {
        put("apiVersion: fairlead/v1\ndaemons: [{id: d, name: d, host: a}]\n");
        const SettingsChange change = hostChange(path(), u"d"_s, u"ours"_s);
        const SaveOutcome outcome = saveSettings(path(), {change}, false, [this] { QFile::remove(path()); });
        QCOMPARE(outcome.kind, Kind::Clash);
        QVERIFY(!QFileInfo::exists(path()));
    }

    void consolesDoNotLoseEachOthersEdits()
    {
        constexpr int Each = 20;
        const auto console = [this](const QString &name) {
            for (int i = 0; i < Each; ++i) {
                const QString id = u"%1-%2"_s.arg(name).arg(i);
                if (saveSettings(path(), {hostChange(path(), id, u"a"_s)}).kind != Kind::Saved)
                    return false;
            }
            return true;
        };
        QFuture<bool> one = QtConcurrent::run([&] { return console(u"one"_s); });
        QFuture<bool> two = QtConcurrent::run([&] { return console(u"two"_s); });
        QVERIFY(one.result());
        QVERIFY(two.result());
        QCOMPARE(loadSettings(path()).settings.daemons.size(), std::size_t(2 * Each));
        QCOMPARE(QDir(QFileInfo(path()).absolutePath()).entryList(QDir::Files | QDir::Hidden),
                 (QStringList{u"fairlead.yaml"_s, u"fairlead.yaml.bak"_s}));
    }

    //! At any moment of a save: the file before or the one after, whole.
    void aConsoleMayBeKilled()
    {
        QRandomGenerator random(QRandomGenerator::global()->generate());
        for (int round = 0; round < 25; ++round) {
            QProcess writer;
            QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
            environment.insert(QString::fromLatin1(WriterVariable), path());
            writer.setProcessEnvironment(environment);
            writer.start(QCoreApplication::applicationFilePath(), QStringList());
            QVERIFY(writer.waitForStarted());
            QByteArray told;
            const int saves = random.bounded(1, 6);
            while (told.count('\n') <= saves) {
                QVERIFY2(writer.waitForReadyRead(60'000), told.constData());
                told += writer.readAllStandardOutput();
            }
            QTest::qSleep(random.bounded(4)); // somewhere in the middle of a save
            ::kill(pid_t(writer.processId()), SIGKILL);
            QVERIFY(writer.waitForFinished(60'000));
            told += writer.readAllStandardOutput();
            QVERIFY2(!told.contains("failed"), told.constData());
            const int begun = told.trimmed().split('\n').last().toInt();
            const SettingsDocument document = loadSettings(path());
            QVERIFY2(document.problems.empty(), document.text.constData());
            QCOMPARE(document.settings.daemons.size(), 1U);
            const QString host = document.settings.daemons[0].host;
            QVERIFY2(host == u"host-%1"_s.arg(begun) || host == u"host-%1"_s.arg(begun - 1), qPrintable(host));
        }
        // Whatever they left behind goes with the next save, its lock too.
        QCOMPARE(saveSettings(path(), {hostChange(path(), u"d"_s, u"end"_s)}).kind, Kind::Saved);
        QCOMPARE(QDir(QFileInfo(path()).absolutePath()).entryList(QDir::Files | QDir::Hidden),
                 (QStringList{u"fairlead.yaml"_s, u"fairlead.yaml.bak"_s}));
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (const QString path = qEnvironmentVariable(WriterVariable); !path.isEmpty())
        return writeForEver(path);
    TestSettingsFile test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_settingsfile.moc"
