// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/keptstate.h"
#include "models/logs/logbuffer.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/logpanel.h"
#include "ui/widgets/logview.h"
#include "ui/widgets/notice.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>

using namespace fairlead::models;
using namespace fairlead::ui;
using namespace Qt::StringLiterals;

namespace {

struct Fixture
{
    Theme theme{*qApp, Theme::Mode::Light};
    LogBuffer buffer;
    QWidget window;
    Notice notice{&window};
    LogPanel panel{theme, notice, &window};
    LogView &view = panel.view();
    QLineEdit &search = *panel.findChild<QLineEdit *>();

    explicit Fixture(int lines = 0)
    {
        window.resize(900, 400);
        panel.resize(900, 400);
        window.show();
        window.activateWindow();
        Q_UNUSED(QTest::qWaitForWindowActive(&window));
        panel.setLog(&buffer, u"exec"_s);
        append(lines);
        view.setFocus();
    }
    ~Fixture() { panel.setLog(nullptr); }
    void append(int lines)
    {
        for (int i = 0; i < lines; ++i)
            buffer.append("line " + QByteArray::number(qlonglong(buffer.ring().endLine())) + '\n', 1);
        QSignalSpy changes(&buffer, &LogBuffer::changed);
        QVERIFY(lines == 0 || changes.wait());
    }
    QPushButton &button(const QString &name) const
    {
        for (QPushButton *each : panel.findChildren<QPushButton *>()) {
            if (each->accessibleName() == name)
                return *each;
        }
        qFatal("no button %s", qPrintable(name));
    }
    QString count() const { return panel.findChild<PlainLabel *>()->text(); }
    int rows() const { return view.verticalScrollBar()->pageStep(); }
    void type(const QString &text) { QTest::keyClicks(&view, text); }
    void wheel(int notches)
    {
        const QPointF at(50, 50);
        QWheelEvent event(at, view.viewport()->mapToGlobal(at), {}, QPoint(0, notches * 120), Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(view.viewport(), &event);
    }
};

} // namespace

class TestLogPanel : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!.*propagateSizeHints).*$"_s)); }

    void searches()
    {
        Fixture f(30'000);
        QVERIFY(!f.button(u"Next match"_s).isEnabled());
        f.type(u"/"_s);
        QVERIFY(f.search.hasFocus());
        QTest::keyClicks(&f.search, u"LINE"_s);
        QTRY_COMPARE(f.count(), u"no match"_s); // capitals count
        QCOMPARE(f.search.text(), u"LINE"_s);
        f.search.setText(u"line 1000"_s);
        QTRY_COMPARE(f.count(), u"11 found"_s);
        QTest::keyClick(&f.search, Qt::Key_Return, Qt::ShiftModifier); // it follows the end: what is before
        QTRY_COMPARE(f.view.currentLine().value_or(-1), 10'009);
        QTest::keyClick(&f.search, Qt::Key_Escape);
        QCOMPARE(f.search.text(), QString());
        QTest::keyClick(&f.search, Qt::Key_Escape);
        QVERIFY(f.view.hasFocus());
    }

    void nextAndPrevious()
    {
        Fixture f(30'000);
        f.search.setText(u"line 1000"_s);
        QTest::keyClick(&f.view, Qt::Key_Home);
        QTRY_COMPARE(f.count(), u"11 found"_s);
        f.type(u"n"_s);
        QTRY_COMPARE(f.count(), u"1 of 11"_s);
        QCOMPARE(f.view.currentLine().value_or(-1), 1'000);
        f.type(u"n"_s);
        QTRY_COMPARE(f.view.currentLine().value_or(-1), 10'000);
        QTest::keyClick(&f.view, Qt::Key_N, Qt::ShiftModifier);
        QTRY_COMPARE(f.view.currentLine().value_or(-1), 1'000);
        QTest::mouseClick(&f.button(u"Next match"_s), Qt::LeftButton);
        QTRY_COMPARE(f.count(), u"2 of 11"_s);
    }

    void expressions()
    {
        Fixture f(2'000);
        f.search.setText(u"line 1.99$"_s);
        QTRY_COMPARE(f.count(), u"no match"_s);
        QTest::mouseClick(&f.button(u"Regular expression"_s), Qt::LeftButton);
        QTRY_COMPARE(f.count(), u"10 found"_s);
        f.search.setText(u"("_s);
        QCOMPARE(f.count(), u"no expression"_s);
        QVERIFY(f.search.property("problem").toBool());
        QVERIFY(!f.button(u"Next match"_s).isEnabled());
        f.search.clear();
        QCOMPARE(f.count(), QString());
        QVERIFY(!f.search.property("problem").toBool());
    }

    void onlyLinesThatMatch()
    {
        Fixture f(20'000);
        f.search.setText(u"00"_s);
        QTRY_VERIFY(f.count().endsWith(u"found"_s) && !f.count().contains(u'…'));
        f.view.verticalScrollBar()->setValue(10'000);
        f.type(u"o"_s);
        QVERIFY(f.button(u"Only lines that match"_s).isChecked());
        QVERIFY(!f.view.isFollowing());
        f.view.selectAll();
        QVERIFY(!f.view.selectedText().contains(u"line 5\n"_s));
        QVERIFY(f.view.selectedText().startsWith(u"line 100\nline 200\n"_s));
        // Where one looked one still looks.
        QTest::mouseClick(f.view.viewport(), Qt::LeftButton, {}, QPoint(20, 4));
        QCOMPARE(f.view.currentLine().value_or(-1), 10'000);
        f.type(u"o"_s);
        QCOMPARE(f.view.topLine(), 10'000);
        // What comes is filtered, too.
        f.type(u"o"_s);
        QTest::keyClick(&f.view, Qt::Key_End);
        f.append(101);
        QTRY_COMPARE(f.view.verticalScrollBar()->value(), f.view.verticalScrollBar()->maximum());
        f.search.setText(u"nowhere"_s);
        QTRY_COMPARE(f.count(), u"no match"_s);
        f.view.selectAll();
        QVERIFY(f.view.selectedText().isEmpty());
        f.search.clear();
        f.view.selectAll();
        QVERIFY(f.view.selectedText().contains(u"line 5\n"_s));
    }

    //! In a narrow bar the switches are in the menu; a filter that is on stays in sight.
    void aNarrowBar()
    {
        Fixture f(100);
        f.search.setText(u"7"_s);
        f.panel.resize(420, 400);
        QVERIFY(!f.button(u"Only lines that match"_s).isVisible());
        QVERIFY(!f.button(u"Wrap long lines"_s).isVisible());
        f.type(u"o"_s);
        QVERIFY(f.button(u"Only lines that match"_s).isVisible());
        f.type(u"o"_s);
        QVERIFY(!f.button(u"Only lines that match"_s).isVisible());
        f.panel.resize(900, 400);
        QVERIFY(f.button(u"Wrap long lines"_s).isVisible());
    }

    void followsOrNot()
    {
        Fixture f(1'000);
        QPushButton &follow = f.button(u"Follow the end"_s);
        QVERIFY(follow.isChecked());
        f.type(u"f"_s);
        QVERIFY(!follow.isChecked() && !f.view.isFollowing());
        const std::int64_t top = f.view.topLine();
        f.append(10);
        QCOMPARE(f.view.topLine(), top);
        f.type(u"f"_s);
        QVERIFY(follow.isChecked());
        QCOMPARE(f.view.topLine(), 1'010 - f.rows());
        QTest::keyClick(&f.view, Qt::Key_Home);
        QVERIFY(!follow.isChecked());
    }

    //! Rows of a long line are scrolled one by one; the end stays the end.
    void wraps()
    {
        Fixture f(500);
        f.buffer.append(QByteArray(3'000, 'w') + "\nlast\n");
        f.append(1);
        f.view.grab();
        QTRY_VERIFY(f.view.horizontalScrollBar()->maximum() > 0);
        f.type(u"w"_s);
        QCOMPARE(f.view.horizontalScrollBar()->maximum(), 0);
        QVERIFY(f.view.isFollowing());
        QVERIFY(f.view.topLine() > 502 - f.rows());
        f.wheel(1);
        QVERIFY(!f.view.isFollowing());
        f.wheel(-1);
        QVERIFY(f.view.isFollowing());
        // Only the end of it is seen of a line that is higher than the view.
        f.buffer.append(QByteArray(4'096, 'v') + '\n');
        f.panel.resize(900, 150);
        f.append(0);
        QTRY_COMPARE(f.view.topLine(), 503);
        const int row = f.view.topRow();
        QVERIFY(row > 0);
        f.wheel(1);
        QCOMPARE(f.view.topLine(), 503);
        QCOMPARE(f.view.topRow(), row - 3);
        QTest::keyClick(&f.view, Qt::Key_PageDown);
        QVERIFY(f.view.isFollowing());
        QTest::keyClick(&f.view, Qt::Key_Home);
        QCOMPARE(f.view.topLine(), 0);
        f.type(u"w"_s);
        QCOMPARE(f.view.topRow(), 0);
    }

    //! Letters of any width, and nothing of them beyond the edge.
    void wrappedLettersStayInside()
    {
        Fixture f;
        f.buffer.append("\xe6\xbc\xa2\xe5\xad\x97" + QByteArray("\xe6\xbc\xa2").repeated(300) + "\n");
        f.append(1);
        f.type(u"w"_s);
        const QImage image = f.view.viewport()->grab().toImage();
        const QColor panel = f.theme.tokens().panel;
        for (int y = 0; y < image.height() / 2; ++y)
            QCOMPARE(image.pixelColor(image.width() - 4, y), panel);
    }

    void copiesAndSaves()
    {
        Fixture f;
        f.buffer.append("\x1b[31mone\x1b[0m\ntwo\n", 1'000);
        f.append(1);
        QTemporaryDir folder;
        const QString path = folder.filePath(u"saved.log"_s);
        QTest::keyClick(&f.view, Qt::Key_S, Qt::ControlModifier);
        auto *dialog = f.panel.findChild<QFileDialog *>();
        QVERIFY(dialog);
        emit dialog->fileSelected(path);
        dialog->close();
        QTRY_VERIFY(f.notice.text().startsWith(u"Written: "_s));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), "one\ntwo\nline 2\n"_ba);
    }

    //! Of a log that is longer than the buffer keeps, the file is saved.
    void savesTheWholeFile()
    {
        Fixture f;
        QTemporaryDir folder;
        QFile whole(folder.filePath(u"whole.log"_s));
        QVERIFY(whole.open(QIODevice::WriteOnly));
        whole.write("2026-11-22T14:02:11.123Z stdout F the first\n2026-11-22T14:02:11.123Z stdout F the last\n");
        whole.close();
        const QByteArray block(1'000, 'x');
        while (f.buffer.ring().gone() == 0)
            f.buffer.append((block + '\n').repeated(10'000));
        f.panel.setLog(&f.buffer, u"exec"_s, whole.fileName());
        const QString path = folder.filePath(u"saved.log"_s);
        const auto save = [&] {
            QTest::keyClick(&f.view, Qt::Key_S, Qt::ControlModifier);
            auto *dialog = f.panel.findChild<QFileDialog *>();
            emit dialog->fileSelected(path);
            delete dialog;
        };
        save();
        QTRY_VERIFY(f.notice.text().startsWith(u"Written: "_s));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), "the first\nthe last\n"_ba);
        QVERIFY(whole.remove());
        f.notice.dismiss();
        save();
        QTRY_VERIFY(f.notice.text().contains(u"cannot be read"_s));
        QCOMPARE(QFile(path).size(), 19); // as it was
    }

    void saysWhyItIsEmpty()
    {
        Fixture f;
        f.panel.setPlaceholder(u"Nothing has been written yet."_s);
        const QImage empty = f.view.viewport()->grab().toImage();
        f.panel.setPlaceholder(QString());
        QVERIFY(f.view.viewport()->grab().toImage() != empty);
    }

    void stateIsKept()
    {
        KeptState state;
        Fixture f;
        f.type(u"wt"_s);
        f.panel.saveState(state, u"log"_s);
        Fixture next;
        next.panel.restoreState(state, u"log"_s);
        QVERIFY(next.button(u"Wrap long lines"_s).isChecked());
        QVERIFY(next.button(u"Times of the lines"_s).isChecked());
    }
};

QTEST_MAIN(TestLogPanel)
#include "tst_logpanel.moc"
