// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "shownwindow.h"
#include "ui/gpus/matrixview.h"

#include <QAccessible>
#include <QApplication>
#include <QSet>
#include <QTest>
#include <QTextDocument>
#include <QWidget>

#include <functional>

using namespace fairlead;
using namespace fairlead::models;
using namespace fairlead::tests;
using namespace fairlead::ui;
using namespace Qt::StringLiterals;
using kubernetes::ConnectionState;

namespace {

struct Fixture : ShownWindow
{
    Fixture()
    {
        auto refused = makeEntry(u"refused"_s, ConnectionState::Unreachable);
        refused.status.error = ApiError{.kind = ApiError::Kind::Network, .reason = u"ConnectionRefused"_s};
        models.setContexts({makeEntry(u"prod"_s, ConnectionState::Live), refused}, {});
        for (int i = 0; i < 5; ++i)
            cluster.put(makeNode(u"node-%1"_s.arg(i), 8));
        cluster.put(makePod(u"a"_s, u"node-1"_s, 3));
        cluster.put(makePod(u"w"_s, {}, 4));
        models.applyDelta(u"prod"_s, cluster.takeDelta());
        models.flush();
        window.selectSomething();
    }
};

using Visit = std::function<void(QAccessibleInterface &, const QString &path)>;

//! As a screen reader walks: what is not shown is not there.
void walk(QAccessibleInterface *node, const QString &path, const Visit &visit)
{
    if (!node || !node->isValid() || node->state().invisible)
        return;
    const QString here = path + u'/' + QString::number(int(node->role())) + u':' + node->text(QAccessible::Name);
    visit(*node, here);
    for (int i = 0; i < node->childCount(); ++i)
        walk(node->child(i), here, visit);
}

//! The widgets that Tab leads to, in order, from where the focus is until it is there again.
QList<QWidget *> tabOrder(QWidget &window)
{
    QList<QWidget *> order;
    constexpr int Most = 300;
    for (int i = 0; i < Most; ++i) {
        QTest::keyClick(window.focusWidget() ? window.focusWidget() : &window, Qt::Key_Tab);
        QWidget *now = window.focusWidget();
        if (order.contains(now))
            break;
        order += now;
    }
    return order;
}

} // namespace

class TestAccessibility : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!.*propagateSizeHints).*$"_s)); }

    void everyControlHasANameAndARole_data()
    {
        QTest::addColumn<MainWindow::Pane>("pane");
        QTest::newRow("GPUs") << MainWindow::Pane::Gpus;
        QTest::newRow("Clusters") << MainWindow::Pane::Clusters;
    }

    void everyControlHasANameAndARole()
    {
        QFETCH(MainWindow::Pane, pane);
        Fixture f;
        f.window.showPane(pane);
        int controls = 0;
        QStringList nameless;
        walk(QAccessible::queryAccessibleInterface(&f.window), {},
             [&](QAccessibleInterface &node, const QString &path) {
                 const auto role = node.role();
                 const bool isControl = (node.state().focusable && role != QAccessible::Cell) ||
                                        role == QAccessible::PushButton || role == QAccessible::CheckBox ||
                                        role == QAccessible::EditableText || role == QAccessible::Table ||
                                        role == QAccessible::List;
                 if (!isControl)
                     return;
                 ++controls;
                 const QWidget *widget = qobject_cast<QWidget *>(node.object());
                 const bool isFrame = widget && (widget->inherits("QScrollArea") || widget->inherits("QHeaderView") ||
                                                 widget == &f.window);
                 const bool isInner =
                     widget && widget->parentWidget() && widget->parentWidget()->inherits("QAbstractScrollArea");
                 if (node.text(QAccessible::Name).trimmed().isEmpty() && !isFrame && !isInner)
                     nameless += path + (widget ? QLatin1StringView(widget->metaObject()->className()) : ""_L1);
             });
        QVERIFY2(controls > 10, "the tree has the controls of the pane");
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
    }

    //! What the squares show is said in words.
    void theMatrixSpeaks()
    {
        Fixture f;
        QString description;
        walk(QAccessible::queryAccessibleInterface(&f.window), {}, [&](QAccessibleInterface &node, const QString &) {
            if (node.text(QAccessible::Name) == u"Device matrix"_s)
                description = node.text(QAccessible::Description);
        });
        QVERIFY2(description.contains(u"node-0"_s) && description.contains(u"8 free"_s), qPrintable(description));
    }

    //! It is a picture with a description, not a filler; without a selection it says what there is, and how to use it.
    void theMatrixIsAPicture()
    {
        Fixture f;
        auto *matrix = f.window.findChild<QWidget *>(u"matrix"_s);
        QVERIFY(QAccessible::queryAccessibleInterface(matrix)->role() == QAccessible::Graphic);
        f.cluster.put(makeNode(u"both"_s, 4, 7)); // two rows, one node
        f.models.applyDelta(u"prod"_s, f.cluster.takeDelta());
        f.models.flush();
        auto *view = qobject_cast<MatrixView *>(matrix);
        view->selectNode({});
        QVERIFY2(view->accessibleDescription().startsWith(u"6 node"_s), qPrintable(view->accessibleDescription()));
        QVERIFY(!view->accessibleDescription().contains(u"beside"_s));
    }

    void theGroupingSaysItsValue()
    {
        Fixture f;
        QStringList names;
        walk(QAccessible::queryAccessibleInterface(&f.window), {},
             [&](QAccessibleInterface &node, const QString &) { names += node.text(QAccessible::Name); });
        QVERIFY2(names.contains(u"Group by cluster"_s), qPrintable(names.join(u'|')));
    }

    //! A tool tip that is made of markup is no description.
    void descriptionsArePlain_data() { everyControlHasANameAndARole_data(); }

    void descriptionsArePlain()
    {
        QFETCH(MainWindow::Pane, pane);
        Fixture f;
        f.window.setSandbox();
        f.window.showPane(pane);
        QStringList marked;
        int described = 0;
        walk(QAccessible::queryAccessibleInterface(&f.window), {},
             [&](QAccessibleInterface &node, const QString &path) {
                 for (const QAccessible::Text kind : {QAccessible::Name, QAccessible::Description, QAccessible::Help}) {
                     const QString text = node.text(kind);
                     described += kind == QAccessible::Description && !text.isEmpty() ? 1 : 0;
                     if (text.contains(u"<qt>"_s) || text.contains(u"<br>"_s) || Qt::mightBeRichText(text))
                         marked += path + u": "_s + text;
                 }
             });
        QVERIFY(described > 5);
        QVERIFY2(marked.isEmpty(), qPrintable(marked.join(u'\n')));
    }

    void tableCellsSpeak()
    {
        Fixture f;
        QStringList cells;
        walk(QAccessible::queryAccessibleInterface(&f.window), {}, [&](QAccessibleInterface &node, const QString &) {
            if (node.role() == QAccessible::Cell)
                cells += node.text(QAccessible::Name);
        });
        QVERIFY2(cells.contains(u"team-a"_s), qPrintable(cells.join(u'|'))); // of the holders
        QVERIFY2(cells.contains(u"3"_s), qPrintable(cells.join(u'|')));
    }

    //! Tab comes by every control that one can click, and back.
    void theKeyboardReachesEverything_data() { everyControlHasANameAndARole_data(); }

    void theKeyboardReachesEverything()
    {
        QFETCH(MainWindow::Pane, pane);
        Fixture f;
        f.window.showPane(pane);
        const QList<QWidget *> reached = tabOrder(f.window);
        QVERIFY(reached.size() > 5);
        QStringList missed;
        for (QWidget *widget : f.window.findChildren<QWidget *>()) {
            const bool isForClicks = widget->inherits("QAbstractButton") || widget->inherits("QAbstractItemView") ||
                                     widget->inherits("QLineEdit") || widget->objectName() == "matrix"_L1;
            if (!isForClicks || !widget->isVisible() || !widget->isEnabled() || widget->inherits("QHeaderView"))
                continue;
            const bool isReached = std::any_of(reached.begin(), reached.end(), [widget](const QWidget *target) {
                return target == widget || target->focusProxy() == widget || widget->focusProxy() == target;
            });
            if (!isReached)
                missed += QLatin1StringView(widget->metaObject()->className()) + u' ' + widget->accessibleName() +
                          widget->property("text").toString();
        }
        QVERIFY2(missed.isEmpty(), qPrintable(missed.join(u'\n')));
    }
};

QTEST_MAIN(TestAccessibility)
#include "tst_accessibility.moc"
