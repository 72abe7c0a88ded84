// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/files/folderlock.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>

using namespace fairlead::files;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestFolderLock : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void oneAtATime()
    {
        const QTemporaryDir dir;
        const QString path = dir.filePath(u"a"_s);
        {
            FolderLock first(path);
            QVERIFY(first.take());
            FolderLock second(dir.filePath(u"b"_s));
            QVERIFY(!second.take(10ms));
            QCOMPARE(second.reason(), u"another console is saving, and does not end"_s);
        }
        FolderLock third(path);
        QVERIFY(third.take());
        QVERIFY(QDir(dir.path()).isEmpty());
    }

    //! What has nothing to do with another console does not blame one.
    void saysWhatIsInTheWay()
    {
        const QTemporaryDir dir;
        FolderLock gone(dir.filePath(u"gone/a"_s));
        QVERIFY(!gone.take());
        QCOMPARE(gone.reason(),
                 u"the folder %1 cannot be locked: No such file or directory"_s.arg(dir.filePath(u"gone"_s)));

        rlimit limit{};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &limit), 0);
        const rlimit none{0, limit.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &none), 0);
        FolderLock full(dir.filePath(u"a"_s));
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &limit), 0);
        QVERIFY(!full.take());
        QCOMPARE(full.reason(), u"the folder %1 cannot be locked: Too many open files"_s.arg(dir.path()));
    }
};

QTEST_GUILESS_MAIN(TestFolderLock)
#include "tst_folderlock.moc"
