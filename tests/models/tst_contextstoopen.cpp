// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/clusters/contextstoopen.h"

#include "tests/models/fakecluster.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;

namespace {

//! c0, c1, ...; c0 is the current one.
std::vector<ContextEntry> contexts(int count)
{
    std::vector<ContextEntry> entries;
    for (int i = 0; i < count; ++i) {
        entries.push_back(makeEntry(u"c%1"_s.arg(i), kubernetes::ConnectionState::Closed, false));
        entries.back().context.isCurrent = i == 0;
    }
    return entries;
}

QStringList names(int count)
{
    QStringList list;
    for (int i = 0; i < count; ++i)
        list += u"c%1"_s.arg(i);
    return list;
}

} // namespace

//! Which contexts the console opens by itself.
class ContextsToOpenTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void opens_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<QStringList>("named");
        QTest::addColumn<bool>("hasNamedFiles");
        QTest::addColumn<bool>("isFirstStart");
        QTest::addColumn<QStringList>("last");
        QTest::addColumn<QStringList>("opened");
        const QStringList none;
        QTest::newRow("first start without a kubeconfig") << 0 << none << false << true << none << none;
        QTest::newRow("first start with one") << 1 << none << false << true << none << names(1);
        QTest::newRow("first start with a few") << 10 << none << false << true << none << names(10);
        QTest::newRow("first start with many contacts none, not even the current one")
            << 40 << none << false << true << none << none;
        QTest::newRow("those of last time")
            << 40 << none << false << false << QStringList{u"c7"_s, u"c9"_s} << QStringList{u"c7"_s, u"c9"_s};
        QTest::newRow("none last time") << 1 << none << false << false << none << none;
        QTest::newRow("one that is not there now is not forgotten")
            << 2 << none << false << false << QStringList{u"c1"_s, u"gone"_s} << QStringList{u"c1"_s, u"gone"_s};
        QTest::newRow("named ones win") << 40 << QStringList{u"c3"_s} << false << false << QStringList{u"c7"_s}
                                        << QStringList{u"c3"_s};
        QTest::newRow("named by a pattern")
            << 12 << QStringList{u"c1?"_s} << false << true << none << QStringList{u"c10"_s, u"c11"_s};
        QTest::newRow("all by a pattern") << 40 << QStringList{u"*"_s} << false << true << none << names(40);
        QTest::newRow("named and not there") << 2 << QStringList{u"x"_s} << false << true << none << none;
        QTest::newRow("last time says nothing of a named file")
            << 2 << none << true << false << QStringList{u"c0"_s} << names(2);
        QTest::newRow("nor does it open many of it") << 40 << none << true << false << QStringList{u"c0"_s} << none;
    }

    void opens()
    {
        QFETCH(int, count);
        QFETCH(QStringList, named);
        QFETCH(bool, hasNamedFiles);
        QFETCH(bool, isFirstStart);
        QFETCH(QStringList, last);
        OpenWishes wishes{.named = named, .hasNamedFiles = hasNamedFiles};
        if (!isFirstStart)
            wishes.last = last;
        const QSet<QString> ids = contextsToOpen(contexts(count), wishes);
        QFETCH(QStringList, opened);
        QCOMPARE(ids, QSet<QString>(opened.begin(), opened.end()));
    }
};

QTEST_GUILESS_MAIN(ContextsToOpenTest)
#include "tst_contextstoopen.moc"
