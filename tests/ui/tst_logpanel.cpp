// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/formats.h"
#include "models/keptstate.h"
#include "models/logs/logbuffer.h"
#include "models/logs/logfile.h"
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
    //! The label of the bar.
    QString count() const
    {
        for (const PlainLabel *each : panel.findChildren<PlainLabel *>()) {
            if (each->parent() != &panel)
                return each->text();
        }
        qFatal("no count");
    }
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

    //! Issue 5: what one searched for had no room beside switches that the menu has, too.
    void theSearchHasRoom_data()
    {
        QTest::addColumn<int>("width"); // of the panel
        QTest::addColumn<int>("least");
        QTest::addColumn<QString>("switches");
        QTest::newRow("beside a table of layers") << 400 << 110 << QString();
        QTest::newRow("beside a table of steps") << 520 << 160 << u"Follow"_s;
        QTest::newRow("alone in a small window") << 660 << 180 << u"Follow Wrap Times"_s;
        QTest::newRow("alone") << 1'000 << 240 << u"Only matches Follow Wrap Times"_s;
    }

    void theSearchHasRoom()
    {
        QFETCH(const int, width);
        QFETCH(const int, least);
        Fixture f(3);
        f.window.resize(width, 400);
        f.panel.resize(width, 400);
        QTRY_VERIFY2(f.search.width() >= least, qPrintable(QString::number(f.search.width())));
        QStringList switches;
        for (const QPushButton *each : f.panel.findChildren<QPushButton *>()) {
            if (each->isVisible() && each->text().size() > 2 && !each->text().startsWith("Log"_L1))
                switches += each->text();
        }
        QTEST(switches.join(u' '), "switches");
    }

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

    //! Review 5, 11: the window stays, and says what was not searched.
    void costlyExpressions()
    {
        Fixture f;
        for (int i = 0; i < 40; ++i)
            f.buffer.append(QByteArray(32 << 10, 'w') + '\n');
        f.buffer.append("the words are here: cheap\n");
        f.append(1);
        QTest::mouseClick(&f.button(u"Regular expression"_s), Qt::LeftButton);
        f.search.setText(u"(\\w+\\s*)+[:;]"_s);
        QTRY_COMPARE(f.count(), u"1 found !"_s);
        QVERIFY(f.search.property("problem").toBool());
        QVERIFY(f.search.toolTip().contains(u"40 line(s)"_s));
        f.view.grab();
        QTest::keyClick(&f.view, Qt::Key_Home);
        f.type(u"n"_s);
        QTRY_COMPARE(f.view.currentLine().value_or(-1), 40);
        QTRY_COMPARE(f.count(), u"1 of 1 !"_s);
        f.search.setText(u"cheap"_s);
        QTRY_COMPARE(f.count(), u"1 of 1"_s);
        QVERIFY(!f.search.property("problem").toBool() && f.search.toolTip().isEmpty());
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
        while (f.buffer.ring().missing() == 0)
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
        QVERIFY(!f.notice.text().contains(u"no longer kept"_s));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), "the first\nthe last\n"_ba);
        // What was too long for the disk, too, lacks its beginning.
        QVERIFY(whole.open(QIODevice::WriteOnly));
        whole.write(logHeadLine(1'234'567, 1) + "2026-11-22T14:02:11.123Z stdout F the last\n");
        whole.close();
        f.notice.dismiss();
        save();
        QTRY_VERIFY(f.notice.text().endsWith(
            u". %1 lines of the beginning are no longer kept and not in it."_s.arg(numberText(1'234'567))));
        QFile rest(path);
        QVERIFY(rest.open(QIODevice::ReadOnly));
        QCOMPARE(rest.readAll(), "1234567 lines of the beginning are left out: the log was too long to be kept\n"
                                 "the last\n"_ba);
        const qint64 size = rest.size();
        QVERIFY(whole.remove());
        f.notice.dismiss();
        save();
        QTRY_VERIFY(f.notice.text().contains(u"cannot be read"_s));
        QCOMPARE(QFile(path).size(), size); // as it was
    }

    //! The oldest line that is shown is not taken for the first one.
    void saysWhatItDoesNotShow()
    {
        Fixture f(10);
        const auto said = [&] {
            for (const PlainLabel *label : f.panel.findChildren<PlainLabel *>()) {
                if (label->isVisible() && label->text().contains(u"lines of this log"_s))
                    return label->text();
            }
            return QString();
        };
        QCOMPARE(said(), QString());
        f.buffer.leaveOut(1'000);
        f.append(1);
        QCOMPARE(said(), numberText(1'000) + u" lines of this log are no longer kept."_s);
        f.panel.setLog(&f.buffer, u"exec"_s, u"/a/file.log"_s);
        QCOMPARE(said(), numberText(1'000) +
                             u" lines of this log are not shown here. A saved log has what the disk keeps of them."_s);
        LogRing ring(1 << 20, 100'000);
        while (ring.missing() == 0)
            ring.append(QByteArray(1'000, 'x') + '\n');
        const QString number = numberText(ring.missing());
        f.buffer.setRing(std::move(ring));
        QTRY_VERIFY(said().startsWith(number + u" lines"_s));
        f.buffer.clear();
        QTRY_COMPARE(said(), QString());
        f.panel.setLog(nullptr);
        QCOMPARE(said(), QString());
    }

    //! More than the clipboard is given is not cut without a word.
    void copiesWhatFits()
    {
        Fixture f;
        for (int i = 0; i < 30'000; ++i)
            f.buffer.append(QByteArray::number(i) + ' ' + QByteArray(500, 'x') + '\n');
        f.append(1);
        f.view.selectAll();
        QTest::keyClick(&f.view, Qt::Key_C, Qt::ControlModifier);
        const QString text = QApplication::clipboard()->text();
        const qsizetype lines = text.count(u'\n');
        QVERIFY(text.size() > 10 << 20 && text.endsWith(u"x\n"_s));
        QCOMPARE(f.notice.text(), u"Copied: the first %1 of %2 lines. The clipboard takes no more: save the log to "
                                  "have all of them."_s.arg(numberText(lines), numberText(30'001)));
        f.notice.dismiss();
        QTest::keyClick(&f.view, Qt::Key_Up); // one line
        QTest::keyClick(&f.view, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text().count(u'\n'), 1);
        QVERIFY(!f.notice.isVisible());
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
