// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/sortedindex.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace fairlead::models;

namespace {

//! Replays what it is told on a copy of the order; the copy must stay equal to the index.
class Replay : public SortedIndex::Observer
{
public:
    explicit Replay(const SortedIndex &index)
        : m_index(index)
    {
    }

    void aboutToRemove(SortedIndex::Range rows) override { m_range = rows; }
    void removed() override { order.erase(order.begin() + m_range.first, order.begin() + m_range.last + 1); }
    void aboutToInsert(SortedIndex::Range rows) override { m_range = rows; }
    void inserted() override
    {
        for (int row = m_range.first; row <= m_range.last; ++row)
            order.insert(order.begin() + row, m_index.slotAt(row));
    }
    void aboutToReorder() override {}
    void reordered(const std::vector<int> &newRows) override
    {
        auto before = order;
        for (std::size_t row = 0; row < before.size(); ++row)
            order[std::size_t(newRows[row])] = before[row];
    }
    void changed(SortedIndex::Range rows) override { changedRows += rows.last - rows.first + 1; }
    void aboutToReset() override {}
    void reset() override
    {
        ++resets;
        order.clear();
        for (int row = 0; row < m_index.size(); ++row)
            order.push_back(m_index.slotAt(row));
    }

    std::vector<SortedIndex::Slot> order;
    int changedRows = 0;
    int resets = 0;

private:
    const SortedIndex &m_index;
    SortedIndex::Range m_range;
};

struct Row
{
    int value = 0;
    bool isShown = false;
};

} // namespace

class TestSortedIndex : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void findsRanges()
    {
        const std::vector<int> rows = {0, 1, 2, 5, 7, 8};
        const auto ranges = rangesOf(rows);
        QCOMPARE(ranges.size(), 3u);
        QCOMPARE(ranges[0].last, 2);
        QCOMPARE(ranges[1].first, 5);
        QCOMPARE(ranges[2].last, 8);
    }

    void staysSorted_data()
    {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("changes");
        QTest::newRow("one row") << 1 << 1;
        QTest::newRow("few rows, few changes") << 20 << 2;
        QTest::newRow("few rows, all change") << 20 << 40;
        QTest::newRow("many rows, few changes") << 2'000 << 5;
        QTest::newRow("many rows, many changes") << 2'000 << 900;
    }

    void staysSorted()
    {
        QFETCH(int, rows);
        QFETCH(int, changes);
        const quint32 seed = qEnvironmentVariableIsSet("FAIRLEAD_TEST_SEED")
                                 ? qEnvironmentVariableIntValue("FAIRLEAD_TEST_SEED")
                                 : QRandomGenerator::global()->generate();
        qInfo("FAIRLEAD_TEST_SEED=%u", seed);
        QRandomGenerator random(seed);
        std::vector<Row> data{std::size_t(rows)};
        bool isDescending = false;
        int threshold = 0;
        const auto less = [&](SortedIndex::Slot a, SortedIndex::Slot b) {
            if (data[a].value != data[b].value)
                return isDescending ? data[a].value > data[b].value : data[a].value < data[b].value;
            return a < b;
        };
        const auto isShown = [&](SortedIndex::Slot slot) {
            return data[slot].isShown && data[slot].value >= threshold;
        };
        SortedIndex index(less, isShown);
        Replay replay(index);
        std::vector<SortedIndex::Slot> all;
        for (SortedIndex::Slot slot = 0; slot < data.size(); ++slot)
            all.push_back(slot);

        for (int round = 0; round < 60; ++round) {
            if (round % 20 == 13) {
                isDescending = !isDescending;
                index.resort(replay);
            }
            if (round % 20 == 17) {
                threshold = random.bounded(40);
                index.refilter(all, replay);
            }
            std::vector<SortedIndex::Slot> touched;
            for (int i = 0; i < changes; ++i) {
                const auto slot = SortedIndex::Slot(random.bounded(rows));
                data[slot] = {random.bounded(100), random.bounded(3) > 0};
                touched.push_back(slot);
            }
            index.update(touched, replay);

            std::vector<SortedIndex::Slot> expected;
            std::copy_if(all.begin(), all.end(), std::back_inserter(expected), isShown);
            std::sort(expected.begin(), expected.end(), less);
            QVERIFY(replay.order == expected);
            QCOMPARE(index.size(), int(expected.size()));
            for (const SortedIndex::Slot slot : all) {
                const auto it = std::find(expected.begin(), expected.end(), slot);
                QCOMPARE(index.rowOf(slot), it == expected.end() ? -1 : int(it - expected.begin()));
                if (rows > 100)
                    break;
            }
        }
    }

    void announcesNothingForNothing()
    {
        SortedIndex index([](auto a, auto b) { return a < b; }, [](auto) { return false; });
        Replay replay(index);
        index.update({3, 4}, replay);
        index.refilter({0, 1, 2}, replay);
        QCOMPARE(index.size(), 0);
        QCOMPARE(replay.changedRows, 0);
        QCOMPARE(replay.resets, 0);
    }
};

QTEST_GUILESS_MAIN(TestSortedIndex)
#include "tst_sortedindex.moc"
