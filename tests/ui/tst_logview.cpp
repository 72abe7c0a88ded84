// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/logs/logbuffer.h"
#include "ui/theme/theme.h"
#include "ui/widgets/logview.h"

#include <QApplication>
#include <QClipboard>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace fairlead::models;
using namespace fairlead::ui;
using namespace Qt::StringLiterals;

namespace {

struct Fixture
{
    Theme theme{*qApp, Theme::Mode::Dark};
    LogBuffer buffer;
    LogView view{theme};

    explicit Fixture(int lines = 0)
    {
        view.resize(600, 300);
        view.show();
        view.setBuffer(&buffer);
        append(lines);
    }
    void append(int lines)
    {
        for (int i = 0; i < lines; ++i)
            buffer.append("line " + QByteArray::number(qlonglong(buffer.ring().endLine())) + '\n');
        QSignalSpy changes(&buffer, &LogBuffer::changed);
        QVERIFY(lines == 0 || changes.wait());
    }
    QPushButton &news() const { return *view.findChild<QPushButton *>(); }
    int rows() const { return view.verticalScrollBar()->pageStep(); }
};

} // namespace

class TestLogView : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void followsTheEnd()
    {
        Fixture f(1'000);
        QVERIFY(f.view.isFollowing());
        QCOMPARE(f.view.topLine(), 1'000 - f.rows());
        f.append(10);
        QCOMPARE(f.view.topLine(), 1'010 - f.rows());
        QVERIFY(!f.news().isVisible());
    }

    //! Whoever looks elsewhere is left there, and told.
    void staysWhereOneReads()
    {
        Fixture f(1'000);
        QTest::keyClick(&f.view, Qt::Key_Home);
        QVERIFY(!f.view.isFollowing());
        QCOMPARE(f.view.topLine(), 0);
        f.append(25);
        QCOMPARE(f.view.topLine(), 0);
        QVERIFY(f.news().isVisible());
        QCOMPARE(f.news().text(), u"25 new line(s)"_s);
        QTest::mouseClick(&f.news(), Qt::LeftButton);
        QVERIFY(f.view.isFollowing() && !f.news().isVisible());
        QCOMPARE(f.view.topLine(), 1'025 - f.rows());
        // The wheel and the bar lead away and back.
        f.view.verticalScrollBar()->setValue(500);
        QVERIFY(!f.view.isFollowing());
        f.view.verticalScrollBar()->setValue(f.view.verticalScrollBar()->maximum());
        QVERIFY(f.view.isFollowing());
    }

    //! The line at the top keeps its place while older ones go, and is the oldest when it has gone itself.
    void olderLinesGo()
    {
        Fixture f(50'000);
        f.view.verticalScrollBar()->setValue(40'000);
        const std::int64_t top = f.view.topLine();
        const QByteArray block(1'000, 'x');
        while (f.buffer.ring().firstLine() < 20'000)
            f.buffer.append((block + '\n').repeated(1'000));
        f.append(1);
        QCOMPARE(f.view.topLine(), top);
        QCOMPARE(f.view.verticalScrollBar()->value(), int(top - f.buffer.ring().firstLine()));
        while (f.buffer.ring().firstLine() <= top)
            f.buffer.append((block + '\n').repeated(1'000));
        f.append(1);
        QCOMPARE(f.view.topLine(), f.buffer.ring().firstLine());
        QVERIFY(!f.view.isFollowing());
    }

    void linesAreSelectedAndCopied()
    {
        Fixture f;
        f.buffer.append("one\n\x1b[31mtwo\x1b[0m\nthree \x1b]0;title\x07\nfour\n");
        f.append(1);
        f.view.grab();
        QTest::mouseClick(f.view.viewport(), Qt::LeftButton, {}, QPoint(20, 20)); // the second
        QTest::keyClick(&f.view, Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(f.view.selectedText(), u"two\nthree \n"_s);
        QTest::keyClick(&f.view, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), u"two\nthree \n"_s);
        QTest::keyClick(&f.view, Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(f.view.selectedText().count(u'\n'), 5);
        f.buffer.clear();
        QTRY_VERIFY(f.view.selectedText().isEmpty());
    }

    void finds()
    {
        Fixture f(30'000);
        QSignalSpy searches(&f.view, &LogView::searched);
        const auto isFound = [&](bool backwards = false) {
            searches.clear();
            f.view.findNext(backwards);
            return (!searches.isEmpty() || searches.wait(60'000)) && searches[0][0].toBool();
        };
        QVERIFY(!isFound());
        f.view.setHighlight(QRegularExpression(u"line 1?5000$"_s));
        QTest::keyClick(&f.view, Qt::Key_Home);
        QVERIFY(isFound());
        QCOMPARE(f.view.selectedText(), u"line 5000\n"_s);
        QVERIFY(f.view.topLine() <= 5'000 && f.view.topLine() + f.rows() > 5'000);
        QVERIFY(isFound());
        QCOMPARE(f.view.selectedText(), u"line 15000\n"_s);
        QVERIFY(!isFound());
        QVERIFY(isFound(true));
        QCOMPARE(f.view.selectedText(), u"line 5000\n"_s);
        f.view.setHighlight(QRegularExpression(u"["_s)); // no expression
        QVERIFY(!isFound());
    }

    //! Whatever a program asks for can be read.
    void coloursAreReadable_data()
    {
        QTest::addColumn<Theme::Mode>("mode");
        QTest::newRow("light") << Theme::Mode::Light;
        QTest::newRow("dark") << Theme::Mode::Dark;
    }
    void coloursAreReadable()
    {
        QFETCH(Theme::Mode, mode);
        Fixture f;
        f.theme.setMode(mode);
        for (const int colour : {30, 31, 33, 34, 37, 90, 93, 97})
            f.buffer.append("\x1b[" + QByteArray::number(colour) + "m\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88\n");
        f.append(1);
        const QImage image = f.view.viewport()->grab().toImage();
        const QColor panel = f.theme.tokens().panel;
        const int height = f.view.fontMetrics().height() + 2;
        for (int line = 0; line < 8; ++line) {
            double best = 0;
            for (int x = 0; x < 60; ++x)
                best = std::max(best, contrast(image.pixelColor(x, line * height + height / 2), panel));
            QVERIFY2(best >= 4.4, qPrintable(u"line %1: %2"_s.arg(line).arg(best)));
        }
    }

    void longLinesScroll()
    {
        Fixture f;
        f.buffer.append(QByteArray(3'000, 'w') + '\n');
        f.append(1);
        f.view.grab();
        QTRY_VERIFY(f.view.horizontalScrollBar()->maximum() > 10'000);
    }
};

QTEST_MAIN(TestLogView)
#include "tst_logview.moc"
