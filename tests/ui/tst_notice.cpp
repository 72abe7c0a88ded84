// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/theme.h"
#include "ui/widgets/notice.h"

#include <QApplication>
#include <QPushButton>
#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::ui;
using namespace Qt::StringLiterals;

namespace {

void press(const QWidget &root, const QString &text)
{
    for (auto *button : root.findChildren<QPushButton *>()) {
        if (button->text() == text && button->isVisible())
            return button->click();
    }
    QFAIL(qPrintable(u"no button %1"_s.arg(text)));
}

} // namespace

//! What goes on and what is said meanwhile, over one pane.
class NoticeTest : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!.*does not support).*$"_s)); }

    void whatGoesOnStays_data()
    {
        QTest::addColumn<QString>("steps"); // as in the test
        QTest::addColumn<QString>("text");  // empty: nothing is shown
        QTest::addColumn<QString>("run");   // whose buttons did something
        QTest::newRow("it is shown") << u"stay"_s << u"goes on"_s << QString();
        QTest::newRow("what is said passes over it") << u"stay say"_s << u"said"_s << QString();
        QTest::newRow("and leaves it behind") << u"stay say dismiss"_s << u"goes on"_s << QString();
        QTest::newRow("more than once") << u"stay say dismiss say dismiss"_s << u"goes on"_s << QString();
        QTest::newRow("it goes with its end") << u"stay end"_s << QString() << QString();
        QTest::newRow("its end leaves what was said") << u"stay say end"_s << u"said"_s << QString();
        QTest::newRow("it does not come back behind its end") << u"stay say end dismiss"_s << QString() << QString();
        QTest::newRow("nor behind its end and its coming back")
            << u"stay say dismiss end say dismiss"_s << QString() << QString();
        QTest::newRow("who dismisses it has read it") << u"stay dismiss"_s << QString() << QString();
        QTest::newRow("and is not told again") << u"stay dismiss say dismiss"_s << QString() << QString();
        QTest::newRow("Esc as well") << u"stay esc"_s << QString() << QString();
        QTest::newRow("the newer one counts") << u"stay another"_s << u"another"_s << QString();
        QTest::newRow("also behind what is said") << u"stay another say dismiss"_s << u"another"_s << QString();
        QTest::newRow("its button ends it") << u"stay Cancel"_s << QString() << u"Cancel"_s;
        QTest::newRow("its button once it came back") << u"stay say dismiss Cancel"_s << QString() << u"Cancel"_s;
        QTest::newRow("the button of what is said is another") << u"stay undo Undo"_s << u"goes on"_s << u"Undo"_s;
        QTest::newRow("both") << u"stay undo Undo Cancel"_s << QString() << u"Undo Cancel"_s;
        QTest::newRow("an end without a beginning") << u"say end"_s << u"said"_s << QString();
        QTest::newRow("an end of nothing") << u"end"_s << QString() << QString();
    }

    void whatGoesOnStays()
    {
        QFETCH(const QString, steps);
        Theme theme(*qApp, Theme::Mode::Light);
        QWidget pane;
        pane.resize(600, 300);
        Notice notice(&pane);
        pane.show();
        QStringList run;
        const auto runs = [&run](const QString &name) { return [&run, name] { run += name; }; };
        for (const QString &step : steps.split(u' ')) {
            if (step == "stay"_L1)
                notice.stay(u"goes on"_s, u"Cancel"_s, runs(u"Cancel"_s));
            else if (step == "another"_L1)
                notice.stay(u"another"_s, u"Cancel"_s, runs(u"Cancel"_s));
            else if (step == "say"_L1)
                notice.say(u"said"_s);
            else if (step == "undo"_L1)
                notice.say(u"said"_s, models::Severity::Neutral, u"Undo"_s, runs(u"Undo"_s));
            else if (step == "end"_L1)
                notice.endStaying();
            else if (step == "esc"_L1)
                QTest::keyClick(&notice, Qt::Key_Escape);
            else
                press(notice, step == "dismiss"_L1 ? u"Dismiss"_s : step);
        }
        QTEST(notice.text(), "text");
        QTEST(run.join(u' '), "run");
    }
};

QTEST_MAIN(NoticeTest)
#include "tst_notice.moc"
