// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/scopelayout.h"

#include <QTest>

using namespace fairlead::ui;
using Pill = ScopeLayout::Pill;
using Pills = std::vector<Pill>;
using Widths = std::vector<int>;

class TestScopeLayout : public QObject
{
    Q_OBJECT
private slots:
    void sharesTheRow_data()
    {
        QTest::addColumn<Pills>("pills");
        QTest::addColumn<int>("manage");
        QTest::addColumn<int>("width");
        QTest::addColumn<Widths>("widths");
        QTest::addColumn<bool>("hasMore");
        QTest::addColumn<bool>("isManageShort");
        const Pill name{100, 100};
        const Pill arn{200, 400};
        QTest::newRow("none") << Pills{} << 80 << 500 << Widths{} << false << false;
        QTest::newRow("all whole") << Pills{name, name} << 80 << 292 << Widths{100, 100} << false << false;
        QTest::newRow("the link gives way first")
            << Pills{name, name} << 80 << 291 << Widths{100, 100} << false << true;
        QTest::newRow("no link") << Pills{name, name} << 0 << 212 << Widths{100, 100} << false << false;
        QTest::newRow("long names give way next") << Pills{name, arn} << 0 << 400 << Widths{100, 288} << false << false;
        QTest::newRow("two long ones share") << Pills{arn, arn} << 0 << 612 << Widths{300, 300} << false << false;
        QTest::newRow("who needs little gets it")
            << Pills{{200, 220}, arn} << 0 << 512 << Widths{220, 280} << false << false;
        QTest::newRow("the last has no room")
            << Pills{name, name, name} << 0 << 317 << Widths{100, 100} << true << false;
        QTest::newRow("what is left makes names whole")
            << Pills{{100, 140}, name, name} << 0 << 317 << Widths{140, 100} << true << false;
        QTest::newRow("the first has a name") << Pills{arn, name} << 0 << 160 << Widths{98} << true << false;
        QTest::newRow("the only one has a name") << Pills{arn} << 0 << 160 << Widths{98} << false << false;
        QTest::newRow("not even that") << Pills{arn, name} << 0 << 151 << Widths{} << true << false;
    }
    void sharesTheRow()
    {
        QFETCH(Pills, pills);
        QFETCH(int, manage);
        QFETCH(int, width);
        const auto layout = ScopeLayout::of(pills, {.more = 50, .manage = manage, .manageShort = manage / 4}, width);
        QTEST(layout.widths, "widths");
        QTEST(layout.hasMore, "hasMore");
        QTEST(layout.isManageShort, "isManageShort");
        int used = 0;
        for (const int pill : layout.widths)
            used += pill + ScopeLayout::Gap;
        QVERIFY(used <= width);
    }
};

QTEST_APPLESS_MAIN(TestScopeLayout)
#include "tst_scopelayout.moc"
