// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/consolemodels.h"
#include "ui/mainwindow.h"
#include "ui/theme/theme.h"
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
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

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
};

QTEST_MAIN(TestSandboxMark)
#include "tst_sandboxmark.moc"
