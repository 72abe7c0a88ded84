// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/consolemodels.h"
#include "ui/mainwindow.h"
#include "ui/theme/theme.h"
#include "ui/widgets/dockarea.h"
#include "ui/widgets/sandboxmark.h"

#include <QApplication>
#include <QTest>

using namespace fairlead;
using namespace fairlead::ui;
using namespace Qt::StringLiterals;

class TestSandboxMark : public QObject
{
    Q_OBJECT
private slots:
    // A window without a screen says that it has no size hints.
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!.*propagateSizeHints).*$"_s)); }

    void isAllOverTheWindow()
    {
        Theme theme(*qApp, Theme::Mode::Light);
        models::ConsoleModels models;
        MainWindow window(theme, models);
        window.show();
        const auto visible = [&window] {
            QList<SandboxMark *> marks = window.findChildren<SandboxMark *>();
            marks.removeIf([](const SandboxMark *mark) { return !mark->isVisible(); });
            return marks;
        };
        QCOMPARE(visible().size(), 0);
        QVERIFY(!window.windowTitle().contains(u"SANDBOX"_s));
        window.setSandbox();
        for (const auto pane : {MainWindow::Pane::Gpus, MainWindow::Pane::Clusters}) {
            window.showPane(pane);
            QTRY_COMPARE(visible().size(), 3); // beside the scope, in the sidebar, in the status bar
            for (const SandboxMark *mark : visible()) {
                QCOMPARE(mark->text(), u"SANDBOX"_s);
                QVERIFY(mark->toolTip().contains(u"--sandbox"_s));
                QTRY_VERIFY(mark->width() >= mark->fontMetrics().horizontalAdvance(mark->text()));
            }
        }
        QVERIFY(window.windowTitle().contains(u"SANDBOX"_s));
    }

    void isOnEveryDetachedWindow_data()
    {
        QTest::addColumn<bool>("isSandbox");
        QTest::addColumn<bool>("isDetachedBefore");
        QTest::newRow("detached later") << true << false;
        QTest::newRow("detached before") << true << true;
        QTest::newRow("real clusters") << false << true;
    }
    void isOnEveryDetachedWindow()
    {
        QFETCH(bool, isSandbox);
        QFETCH(bool, isDetachedBefore);
        Theme theme(*qApp, Theme::Mode::Light);
        models::ConsoleModels models;
        MainWindow window(theme, models);
        window.show();
        const auto detach = [&window] {
            for (DockArea *area : window.findChildren<DockArea *>()) {
                for (const QString &id : area->ids())
                    area->setDetached(id, true);
            }
        };
        if (isDetachedBefore)
            detach();
        if (isSandbox)
            window.setSandbox();
        detach();
        int windows = 0;
        for (const QWidget *each : QApplication::topLevelWidgets()) {
            if (each == &window || !each->isVisible())
                continue;
            ++windows;
            QCOMPARE(each->windowTitle().startsWith(u"SANDBOX"_s), isSandbox);
            const auto marks = each->findChildren<SandboxMark *>();
            QCOMPARE(marks.size(), isSandbox ? 1 : 0);
            for (const SandboxMark *mark : marks) {
                QTRY_VERIFY(mark->isVisible());
                QTRY_VERIFY(mark->width() >= mark->fontMetrics().horizontalAdvance(mark->text()));
                QTRY_VERIFY(each->rect().contains(QRect(mark->mapTo(each, QPoint()), mark->size())));
            }
        }
        QCOMPARE(windows, 3); // holders, waiting, inspector
    }
};

QTEST_MAIN(TestSandboxMark)
#include "tst_sandboxmark.moc"
