// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/filewriter.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace fairlead::models;
using namespace Qt::StringLiterals;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("none");
}

} // namespace

class FileWriterTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void writesInAnotherThread()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"x.json"_s);
        FileWriter writer;
        QSignalSpy finished(&writer, &FileWriter::finished);
        writer.write(path, [here = QThread::currentThread()] {
            return QByteArray(QThread::currentThread() == here ? "the same thread" : "content");
        });
        QTRY_COMPARE(finished.size(), 1);
        const auto outcome = finished[0][0].value<FileWriter::Outcome>();
        QVERIFY(!outcome.problem);
        QCOMPARE(outcome.bytes, 7);
        QCOMPARE(contentOf(path), QByteArray("content"));
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("cause");
        QTest::newRow("no folder") << u"missing/x.csv"_s << u"There is no folder"_s;
        QTest::newRow("a folder") << u"folder"_s << u"There is a folder of that name"_s;
        QTest::newRow("a name that is too long") << QString(300, u'x') << u"could not be written"_s;
    }

    void saysWhatIsWrong()
    {
        QFETCH(QString, name);
        QFETCH(QString, cause);
        const QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkdir(u"folder"_s));
        const FileWriter::Outcome outcome = FileWriter::writeNow(folder.filePath(name), "x");
        QVERIFY(outcome.problem);
        QVERIFY2(outcome.problem->cause.contains(cause), qPrintable(outcome.problem->cause));
        QVERIFY(!outcome.problem->remedy.isEmpty());
    }

    void leavesNothingBeside()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"x"_s);
        QVERIFY(!FileWriter::writeNow(path, "old").problem);
        QVERIFY(!FileWriter::writeNow(path, "new").problem);
        QCOMPARE(contentOf(path), QByteArray("new"));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"x"_s}); // nothing beside it
    }
};

QTEST_GUILESS_MAIN(FileWriterTest)
#include "tst_filewriter.moc"
