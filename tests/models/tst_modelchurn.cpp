// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fakecluster.h"
#include "models/consolemodels.h"
#include "models/gpus/holdersmodel.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QTest>

#include <array>

using namespace fairlead;
using namespace fairlead::models;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;
using kubernetes::ConnectionState;
using FailureMode = QAbstractItemModelTester::FailureReportingMode;

namespace {

constexpr int Changes = 10'000;
constexpr std::size_t Clusters = 3;

//! Indexes of a view, and the key that each must still point to.
class Followed
{
public:
    //! \p keyRole tells one row from any other over all changes.
    Followed(const QAbstractItemModel &model, int keyRole)
        : m_model(model)
        , m_keyRole(keyRole)
    {
    }

    void pick(QRandomGenerator &random)
    {
        if (m_indexes.size() > 12)
            m_indexes.removeFirst();
        if (const int rows = m_model.rowCount(); rows > 0) {
            const QModelIndex index = m_model.index(random.bounded(rows), random.bounded(m_model.columnCount()));
            m_indexes.append({index, index.data(m_keyRole).toString(), index.column()});
        }
    }

    //! \return what is wrong; empty when each index is where its row is, and invalid where that is gone.
    //! \p mayHaveGone: a row that is there may have gone and come again since the last time.
    QString wrong(bool mayHaveGone)
    {
        QHash<QString, int> rows;
        for (int row = 0; row < m_model.rowCount(); ++row)
            rows.insert(m_model.index(row, 0).data(m_keyRole).toString(), row);
        if (rows.size() != m_model.rowCount())
            return u"two rows have one key"_s;
        QList<One> left;
        for (const One &one : std::as_const(m_indexes)) {
            const int row = rows.value(one.key, -1);
            if (one.index.isValid()) {
                if (one.index.row() != row || one.index.column() != one.column)
                    return u"%1 is in row %2, its index says %3"_s.arg(one.key).arg(row).arg(one.index.row());
                left.append(one);
            } else if (row >= 0 && !mayHaveGone) {
                return u"%1 is in row %2, its index is invalid"_s.arg(one.key).arg(row);
            }
        }
        m_indexes = left;
        return {};
    }

private:
    struct One
    {
        QPersistentModelIndex index;
        QString key;
        int column = 0;
    };

    const QAbstractItemModel &m_model;
    int m_keyRole;
    QList<One> m_indexes;
};

//! Everything that a view could ask for, row by row.
QStringList contents(const QAbstractItemModel &model, const QList<int> &roles)
{
    QStringList result;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column) {
            for (const int role : roles) {
                const QVariant value = model.index(row, column).data(role);
                if (value.metaType() == QMetaType::fromType<DeviceStrip>())
                    cells += stripText(value.value<DeviceStrip>());
                else if (value.metaType() == QMetaType::fromType<Severity>())
                    cells += QString::number(int(value.value<Severity>()));
                else
                    cells += value.toString();
            }
        }
        result += cells.join(u'|');
    }
    return result;
}

} // namespace

//! All models of the window, fed as a hub feeds them while its clusters live.
class TestModelChurn : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void tenThousandChanges();

private:
    std::vector<ContextEntry> entries() const { return {m_entries.begin(), m_entries.end()}; }
    bool change(QRandomGenerator &random, ConsoleModels &models);
    static accelerators::ClusterDelta relist(FakeCluster &cluster);

    std::array<std::unique_ptr<FakeCluster>, Clusters> m_clusters;
    std::array<ContextEntry, Clusters> m_entries;
    std::array<bool, Clusters> m_hasCome{};
};

//! All there is, as a session says it in the beginning and after it had to list again.
accelerators::ClusterDelta TestModelChurn::relist(FakeCluster &cluster)
{
    cluster.setPodsKnown(false);
    cluster.setPodsKnown(true);
    return cluster.takeDelta();
}

//! \return false when a row may have gone and come again.
bool TestModelChurn::change(QRandomGenerator &random, ConsoleModels &models)
{
    const std::size_t which = std::size_t(random.bounded(int(Clusters)));
    const QString &id = m_entries[which].context.id;
    switch (random.bounded(100)) {
    case 0: // closed
        m_entries[which] = makeEntry(id, ConnectionState::Closed, false);
        models.setContext(m_entries[which]);
        models.removeCluster(id);
        m_hasCome[which] = false;
        return true;
    case 1: // the server is another one under the same name, and lists from the beginning
        models.removeCluster(id);
        m_clusters[which] = std::make_unique<FakeCluster>(int(which + 1) * 1'000 + random.bounded(1'000'000) * 10);
        m_hasCome[which] = false;
        return true;
    case 2: // out of the kubeconfig and in again, in another order for a while
    {
        auto left = entries();
        left.erase(left.begin() + std::ptrdiff_t(which));
        models.setContexts(left, {});
        m_hasCome[which] = false;
        if (random.bounded(2) == 0)
            models.flush();
        models.setContexts(entries(), {});
        return false;
    }
    case 3: // lost and found
    case 4:
    case 5: {
        const ConnectionState states[] = {ConnectionState::Live, ConnectionState::Stale, ConnectionState::Unreachable,
                                          ConnectionState::Degraded};
        m_entries[which] = makeEntry(id, states[random.bounded(4)]);
        models.setContext(m_entries[which]);
        return true;
    }
    default:
        m_clusters[which]->churn(random, 12, 30);
        if (!m_entries[which].isOpen) {
            if (random.bounded(20) > 0)
                return true;
            m_entries[which] = makeEntry(id, ConnectionState::Live);
            models.setContext(m_entries[which]);
        }
        if (m_hasCome[which] && random.bounded(60) > 0)
            models.applyDelta(id, m_clusters[which]->takeDelta());
        else
            models.applyDelta(id, relist(*m_clusters[which]));
        m_hasCome[which] = true;
        return true;
    }
}

void TestModelChurn::tenThousandChanges()
{
    const quint32 seed = qEnvironmentVariableIsSet("FAIRLEAD_TEST_SEED")
                             ? quint32(qEnvironmentVariable("FAIRLEAD_TEST_SEED").toULong())
                             : QRandomGenerator::global()->generate();
    qInfo("FAIRLEAD_TEST_SEED=%u", seed);
    QRandomGenerator random(seed);
    ConsoleModels models;
    HoldersModel holders(models.holderColours);
    QAbstractItemModelTester nodesTester(&models.nodes, FailureMode::QtTest);
    QAbstractItemModelTester totalsTester(&models.totals, FailureMode::QtTest);
    QAbstractItemModelTester waitingTester(&models.waiting, FailureMode::QtTest);
    QAbstractItemModelTester contextsTester(&models.contexts, FailureMode::QtTest);
    QAbstractItemModelTester holdersTester(&holders, FailureMode::QtTest);
    std::array<Followed, 5> followed{
        Followed{models.nodes, NodeTableModel::KeyRole}, Followed{models.totals, ProductTotalsModel::FilterRole},
        Followed{models.waiting, WaitingModel::KeyRole}, Followed{models.contexts, ContextsModel::KeyRole},
        Followed{holders, HoldersModel::KeyRole}};
    for (std::size_t i = 0; i < Clusters; ++i) {
        m_clusters[i] = std::make_unique<FakeCluster>(int(i) * 1'000);
        m_entries[i] = makeEntry(u"cluster-%1"_s.arg(i), ConnectionState::Live);
    }
    models.setContexts(entries(), {});

    QString inspected; // the key of the row whose holders are shown
    int changes = 0;   // since the last flush
    for (int i = 0; i < Changes; ++i) {
        changes += change(random, models) ? 1 : 2;
        if (random.bounded(2) > 0)
            continue;
        models.flush();
        QModelIndex row = models.nodes.indexOfKey(inspected);
        if (!row.isValid() || random.bounded(40) == 0) {
            row = models.nodes.index(models.nodes.rowCount() > 0 ? random.bounded(models.nodes.rowCount()) : 0, 0);
            inspected = row.data(NodeTableModel::KeyRole).toString();
        }
        const auto node = models.nodes.selected(row);
        holders.setNode(node ? node->contextId : QString(), node ? node->node : nullptr);
        if (random.bounded(40) == 0) {
            models.nodes.sort(random.bounded(NodeTableModel::Columns + 1) - 1, Qt::SortOrder(random.bounded(2)));
            models.waiting.sort(random.bounded(WaitingModel::Columns + 1) - 1, Qt::SortOrder(random.bounded(2)));
            models.contexts.sort(random.bounded(ContextsModel::Columns + 1) - 1, Qt::SortOrder(random.bounded(2)));
            holders.sort(random.bounded(HoldersModel::Columns + 1) - 1, Qt::SortOrder(random.bounded(2)));
        }
        if (random.bounded(60) == 0) {
            models.nodes.setFilterText(random.bounded(2) == 0 ? QString() : u"free>0 !node-1"_s);
            ++changes; // what the flush before it hid is there again
        }
        for (Followed &one : followed) {
            const QString wrong = one.wrong(changes > 1);
            QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
            one.pick(random);
        }
        changes = 0;
    }

    // What is left is what somebody sees who opens the window now; chance may have closed all.
    m_entries[0] = makeEntry(m_entries[0].context.id, ConnectionState::Live);
    models.setContext(m_entries[0]);
    models.nodes.setFilterText({});
    models.nodes.setShowsAllNodes(true);
    models.nodes.sort(-1);
    models.waiting.sort(-1);
    models.contexts.sort(-1);
    ConsoleModels fresh;
    fresh.nodes.setShowsAllNodes(true);
    fresh.setContexts(entries(), {});
    for (std::size_t i = 0; i < Clusters; ++i) {
        m_clusters[i]->churn(random, 12, 30);
        if (!m_entries[i].isOpen)
            continue;
        const accelerators::ClusterDelta all = relist(*m_clusters[i]);
        models.applyDelta(m_entries[i].context.id, all);
        fresh.applyDelta(m_entries[i].context.id, all);
    }
    models.flush();
    fresh.flush();
    const QList<int> roles{Qt::DisplayRole,
                           Qt::ToolTipRole,
                           NodeTableModel::SortRole,
                           NodeTableModel::SeverityRole,
                           NodeTableModel::IsStaleRole,
                           NodeTableModel::KeyRole,
                           NodeTableModel::StripRole};
    QVERIFY(fresh.nodes.rowCount() > 0);
    QCOMPARE(contents(models.nodes, roles), contents(fresh.nodes, roles));
    QCOMPARE(models.nodes.nodeCount(), fresh.nodes.nodeCount());
    QCOMPARE(models.nodes.plainNodeCount(), fresh.nodes.plainNodeCount());
    QCOMPARE(contents(models.waiting, roles), contents(fresh.waiting, roles));
    QCOMPARE(models.waiting.summary(), fresh.waiting.summary());
    QCOMPARE(contents(models.contexts, roles), contents(fresh.contexts, roles));
    const QList<int> totalRoles{Qt::DisplayRole,
                                Qt::AccessibleTextRole,
                                ProductTotalsModel::FreeRole,
                                ProductTotalsModel::AllocatableRole,
                                ProductTotalsModel::UnusableRole,
                                ProductTotalsModel::RequestedFractionRole,
                                ProductTotalsModel::NoteRole};
    QCOMPARE(contents(models.totals, totalRoles), contents(fresh.totals, totalRoles));
    QCOMPARE(models.totals.countedClusters(), fresh.totals.countedClusters());
    QCOMPARE(models.totals.notCounted().size(), fresh.totals.notCounted().size());
}

QTEST_GUILESS_MAIN(TestModelChurn)
#include "tst_modelchurn.moc"
