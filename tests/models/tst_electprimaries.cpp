// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/clusters/clusterhub.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace fairlead;
using kubernetes::ConnectionState;
using models::ContextEntry;

//! Which context of a cluster is watched, with literals.
class ElectPrimariesTest : public QObject
{
    Q_OBJECT

    static ContextEntry entry(const QString &name, const QString &server, ConnectionState state,
                              const QString &uid = {}, bool isOpen = true, bool isPrimary = false)
    {
        ContextEntry entry;
        entry.context.name = entry.context.id = name;
        entry.context.endpoint.server = QUrl(server);
        entry.status.state = state;
        entry.status.clusterUid = uid;
        entry.isOpen = isOpen;
        entry.isPrimary = isPrimary;
        return entry;
    }

    static QStringList primaries(std::vector<ContextEntry> entries)
    {
        models::electPrimaries(entries);
        QStringList names;
        for (const ContextEntry &entry : entries) {
            if (entry.isPrimary)
                names << entry.context.name;
        }
        return names;
    }

    const QString m_a = u"https://a:6443"_s;
    const QString m_b = u"https://b:6443"_s;

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void oneEach()
    {
        QCOMPARE(primaries({entry(u"1"_s, m_a, ConnectionState::Live), entry(u"2"_s, m_b, ConnectionState::Live)}),
                 (QStringList{u"1"_s, u"2"_s}));
    }

    void theFirstOfOneServer()
    {
        QCOMPARE(primaries({entry(u"1"_s, m_a, ConnectionState::Connecting),
                            entry(u"2"_s, m_a, ConnectionState::Connecting)}),
                 QStringList{u"1"_s});
    }

    void closedOnesDoNotCount()
    {
        QCOMPARE(primaries({entry(u"1"_s, m_a, ConnectionState::Closed, {}, false),
                            entry(u"2"_s, m_a, ConnectionState::Live)}),
                 QStringList{u"2"_s});
    }

    void twoNamesOfOneClusterByUid()
    {
        QCOMPARE(primaries({entry(u"1"_s, m_a, ConnectionState::Live, u"uid"_s),
                            entry(u"2"_s, m_b, ConnectionState::Live, u"uid"_s)}),
                 QStringList{u"1"_s});
    }

    void aUserWhoMayNotReadTheUidSharesItThroughTheServer()
    {
        QCOMPARE(primaries({entry(u"narrow"_s, m_a, ConnectionState::Degraded),
                            entry(u"admin"_s, m_a, ConnectionState::Live, u"uid"_s),
                            entry(u"again"_s, m_b, ConnectionState::Live, u"uid"_s)}),
                 QStringList{u"admin"_s});
    }

    void oneAddressOfManyClusters()
    {
        QCOMPARE(primaries({entry(u"1"_s, m_a, ConnectionState::Live, u"uid 1"_s),
                            entry(u"2"_s, m_a, ConnectionState::Live, u"uid 2"_s),
                            entry(u"narrow"_s, m_a, ConnectionState::Degraded)}),
                 (QStringList{u"1"_s, u"2"_s, u"narrow"_s}));
    }

    void aConnectingOneTakesNothingFromWhoShowsSomething()
    {
        QCOMPARE(primaries({entry(u"1"_s, m_a, ConnectionState::Degraded, {}, true, true),
                            entry(u"2"_s, m_a, ConnectionState::Connecting)}),
                 QStringList{u"1"_s});
    }

    void aConnectingOneKeepsItsPlace()
    {
        QCOMPARE(primaries({entry(u"1"_s, m_a, ConnectionState::Connecting, {}, true, true),
                            entry(u"2"_s, m_a, ConnectionState::Live)}),
                 QStringList{u"1"_s});
    }

    void aBetterOneTakesOver()
    {
        QCOMPARE(primaries({entry(u"1"_s, m_a, ConnectionState::Forbidden, {}, true, true),
                            entry(u"2"_s, m_a, ConnectionState::Live)}),
                 QStringList{u"2"_s});
    }

    void anEqualOneDoesNot()
    {
        QCOMPARE(primaries({entry(u"1"_s, m_a, ConnectionState::Live),
                            entry(u"2"_s, m_a, ConnectionState::Live, {}, true, true)}),
                 QStringList{u"2"_s});
    }

    void aStaleOneStays()
    {
        QCOMPARE(primaries({entry(u"1"_s, m_a, ConnectionState::Live),
                            entry(u"2"_s, m_a, ConnectionState::Stale, {}, true, true)}),
                 QStringList{u"2"_s});
    }

    void theOldOneIsNotPrimaryAnyMoreWhenClosed()
    {
        QCOMPARE(primaries({entry(u"1"_s, m_a, ConnectionState::Closed, {}, false, true)}), QStringList());
    }
};

QTEST_GUILESS_MAIN(ElectPrimariesTest)
#include "tst_electprimaries.moc"
