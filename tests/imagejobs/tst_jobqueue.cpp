// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/imagejobs/jobqueue.h"

#include <QTest>

using namespace fairlead::imagejobs;
using namespace Qt::StringLiterals;

class TestJobQueue : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void runs_data()
    {
        QTest::addColumn<QStringList>("tasks"); // "id lane need..."
        QTest::addColumn<QStringList>("steps"); // "take a b", "well a -> skipped", "fail a -> skipped", "idle"
        const auto row = [](const char *name, const QStringList &tasks, const QStringList &steps) {
            QTest::newRow(name) << tasks << steps;
        };
        row("none", {}, {u"take"_s, u"idle"_s});
        row("one", {u"a build"_s}, {u"take a"_s, u"take"_s, u"well a ->"_s, u"idle"_s});
        row("one of a lane at once", {u"a build"_s, u"b build"_s}, {u"take a"_s, u"well a ->"_s, u"take b"_s});
        row("three of this one", {u"a push"_s, u"b push"_s, u"c push"_s, u"d push"_s},
            {u"take a b c"_s, u"fail b ->"_s, u"take d"_s});
        row("lanes do not wait for one another", {u"a build"_s, u"b other"_s}, {u"take a b"_s});
        row("behind what it needs", {u"a build"_s, u"p push a"_s, u"q push a"_s},
            {u"take a"_s, u"well a ->"_s, u"take p q"_s, u"fail p ->"_s, u"well q ->"_s, u"idle"_s});
        row("nothing behind a failure", {u"a build"_s, u"b build a"_s, u"p push b"_s, u"q push"_s},
            {u"take a q"_s, u"fail a -> b p"_s, u"take"_s, u"well q ->"_s, u"idle"_s});
        row("one that waits is taken away", {u"a build"_s, u"b build"_s, u"p push b"_s},
            {u"take a"_s, u"fail b -> p"_s, u"well a ->"_s, u"take"_s, u"idle"_s});
        row("what nobody knows is done", {u"a build gone"_s}, {u"take a"_s});
        row("two needs", {u"a build"_s, u"b other"_s, u"p push a b"_s},
            {u"take a b"_s, u"well a ->"_s, u"take"_s, u"well b ->"_s, u"take p"_s});
        row("ended twice", {u"a build"_s, u"b build a"_s}, {u"take a"_s, u"well a ->"_s, u"fail a ->"_s, u"take b"_s});
    }
    void runs()
    {
        QFETCH(QStringList, tasks);
        QFETCH(QStringList, steps);
        JobQueue queue;
        queue.setLimit(u"push"_s, 3);
        for (const QString &task : tasks) {
            const QStringList words = task.split(u' ');
            queue.add({words[0], words.mid(2), words[1]});
        }
        for (const QString &step : steps) {
            QStringList words = step.split(u' ');
            const QString verb = words.takeFirst();
            if (verb == "take"_L1)
                QCOMPARE(queue.takeStartable(), words);
            else if (verb == "idle"_L1)
                QVERIFY(queue.isIdle());
            else
                QCOMPARE(queue.end(words[0], verb == "well"_L1), words.mid(2));
        }
    }

    void behindWhatHasFailed()
    {
        JobQueue queue;
        queue.add({u"a"_s, {}, u"build"_s});
        queue.add({u"b"_s, {}, u"other"_s});
        QCOMPARE(queue.takeStartable(), (QStringList{u"a"_s, u"b"_s}));
        queue.end(u"a"_s, false);
        queue.add({u"p"_s, {u"a"_s}, u"push"_s});
        QCOMPARE(queue.state(u"p"_s), JobQueue::State::Skipped);
        QCOMPARE(queue.takeStartable(), QStringList());
    }

    void waitsFor()
    {
        JobQueue queue;
        queue.add({u"a"_s, {}, u"build"_s});
        queue.add({u"p"_s, {u"a"_s}, u"push"_s});
        QCOMPARE(queue.waitsFor(u"p"_s), QStringList{u"a"_s});
        queue.takeStartable();
        QCOMPARE(queue.waitsFor(u"p"_s), QStringList{u"a"_s});
        queue.end(u"a"_s, true);
        QCOMPARE(queue.waitsFor(u"p"_s), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestJobQueue)
#include "tst_jobqueue.moc"
