// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/keptstate.h"
#include "ui/widgets/dockarea.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QVBoxLayout>

using namespace fairlead::ui;
using namespace Qt::StringLiterals;

namespace {

struct Fixture
{
    QWidget window;
    DockArea *area = new DockArea(&window);
    QLabel *holders = new QLabel(u"holders page"_s);
    QLabel *waiting = new QLabel(u"waiting page"_s);
    QLabel *tools = new QLabel(u"holders tools"_s);

    Fixture()
    {
        auto *layout = new QVBoxLayout(&window);
        layout->addWidget(area);
        area->addPage(u"holders"_s, u"Holders"_s, holders, tools);
        area->addPage(u"waiting"_s, u"Waiting"_s, waiting);
        window.resize(600, 300);
        window.show();
    }

    QPushButton *button(const QString &text) const
    {
        for (auto *button : area->findChildren<QPushButton *>()) {
            if (button->text() == text)
                return button;
        }
        return nullptr;
    }
};

} // namespace

class TestDockArea : public QObject
{
    Q_OBJECT
private slots:
    // A window without a screen says that it has no size hints.
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!.*propagateSizeHints).*$"_s)); }

    void showsOnePageAndItsTools()
    {
        Fixture f;
        QVERIFY(f.holders->isVisible() && f.tools->isVisible() && !f.waiting->isVisible());
        f.button(u"Waiting"_s)->click();
        QVERIFY(!f.holders->isVisible() && !f.tools->isVisible() && f.waiting->isVisible());
        f.area->setNote(u"waiting"_s, u"3"_s);
        QVERIFY(f.button(u"Waiting · 3"_s)->isChecked());
    }

    void leavesAndComesBack()
    {
        Fixture f;
        QSignalSpy changes(f.area, &DockArea::detachedChanged);
        f.button(u"Detach"_s)->click();
        QVERIFY(f.area->isDetached(u"holders"_s));
        QVERIFY(f.holders->isVisible() && f.tools->isVisible());
        QVERIFY(f.holders->window() != &f.window);
        QCOMPARE(f.holders->window()->windowTitle(), u"Holders"_s);
        QVERIFY2(f.waiting->isVisible(), "what stays is shown");
        QVERIFY(!f.button(u"Holders"_s)->isVisible());

        f.area->setDetached(u"waiting"_s, true);
        QVERIFY2(!f.area->isVisible(), "an area without pages takes no room");

        f.waiting->window()->close();
        QVERIFY(!f.area->isDetached(u"waiting"_s));
        QVERIFY(f.area->isVisible() && f.waiting->window() == &f.window && f.waiting->isVisible());
        f.holders->window()->close();
        QVERIFY(f.holders->window() == &f.window && f.holders->isVisible() && f.tools->isVisible());
        QCOMPARE(changes.size(), 4);
    }

    void keepsItsState()
    {
        const QTemporaryDir folder;
        fairlead::models::KeptState settings;
        {
            Fixture f;
            f.area->setDetached(u"holders"_s, true);
            f.holders->window()->resize(444, 222);
            f.area->saveState(settings, u"docks"_s);
        }
        Fixture f;
        f.area->restoreState(settings, u"docks"_s);
        QVERIFY(f.area->isDetached(u"holders"_s));
        QCOMPARE(f.holders->window()->size(), QSize(444, 222));
        QCOMPARE(f.area->currentId(), u"waiting"_s);
    }

    void aSinglePageNeedsNoHead()
    {
        QWidget window;
        auto *layout = new QVBoxLayout(&window);
        auto *area = new DockArea(&window);
        auto *page = new QLabel(u"inspector page"_s);
        layout->addWidget(area);
        area->addPage(u"inspector"_s, u"Inspector"_s, page);
        window.resize(360, 700);
        window.show();
        for (const QPushButton *button : area->findChildren<QPushButton *>())
            QVERIFY(!button->isVisible());
        const QSize size = page->size();
        area->setDetached(u"inspector"_s, true);
        QVERIFY(!area->isVisible() && page->window() != &window);
        QCOMPARE(page->window()->size(), size); // it leaves as large as it was
        page->window()->close();
        QVERIFY(area->isVisible() && page->window() == &window);
    }

    void goesWithItsWindow()
    {
        auto f = std::make_unique<Fixture>();
        f->area->setDetached(u"holders"_s, true);
        const QPointer<QWidget> away = f->holders->window();
        f.reset();
        QVERIFY(!away);
    }
};

QTEST_MAIN(TestDockArea)
#include "tst_dockarea.moc"
