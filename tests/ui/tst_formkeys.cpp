// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/formkeys.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTest>
#include <QVBoxLayout>

using namespace fairlead::ui;
using namespace Qt::StringLiterals;

namespace {

struct Form : QWidget
{
    QStringList done;
    bool canLeave = true;
    QLineEdit *line = new QLineEdit(this);
    QPushButton *save = new QPushButton(u"Save"_s, this);
    QPushButton *other = new QPushButton(u"Other"_s, this);

    Form()
    {
        auto *layout = new QVBoxLayout(this);
        for (QWidget *widget : QWidgetList{line, save, other})
            layout->addWidget(widget);
        for (QPushButton *button : {save, other})
            connect(button, &QPushButton::clicked, this, [this, button] { done += button->text(); });
    }

protected:
    void keyPressEvent(QKeyEvent *event) override
    {
        const auto leave = [this] { done += u"left"_s; };
        if (!takeFormKey(*this, *event, canLeave ? leave : std::function<void()>()))
            done += u"passed on"_s;
    }
};

} // namespace

//! The keys of what is no dialog.
class FormKeysTest : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!.*does not support).*$"_s)); }

    void keys_data()
    {
        QTest::addColumn<QString>("focus");
        QTest::addColumn<Qt::Key>("key");
        QTest::addColumn<bool>("canLeave");
        QTest::addColumn<QString>("done");
        const auto row = [](const char *name, const QString &focus, Qt::Key key, const QString &done,
                            bool canLeave = true) { QTest::newRow(name) << focus << key << canLeave << done; };
        row("Esc in a line", {}, Qt::Key_Escape, u"left"_s);
        row("Esc on a button", u"Save"_s, Qt::Key_Escape, u"left"_s);
        row("Esc with nothing to leave", u"Save"_s, Qt::Key_Escape, u"passed on"_s, false);
        row("Return on a button", u"Save"_s, Qt::Key_Return, u"Save"_s);
        row("Enter of the keypad", u"Other"_s, Qt::Key_Enter, u"Other"_s);
        row("Return with nothing to leave", u"Other"_s, Qt::Key_Return, u"Other"_s, false);
        row("Return in a line presses none", {}, Qt::Key_Return, u"passed on"_s);
        row("another key", u"Save"_s, Qt::Key_F5, u"passed on"_s);
        row("Space is Qt's", u"Save"_s, Qt::Key_Space, u"Save"_s);
    }

    void keys()
    {
        QFETCH(const QString, focus);
        QFETCH(const Qt::Key, key);
        QFETCH(const bool, canLeave);
        Form form;
        form.canLeave = canLeave;
        form.show();
        form.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&form));
        QWidget *widget = form.line;
        if (!focus.isEmpty())
            widget = focus == "Save"_L1 ? form.save : form.other;
        widget->setFocus();
        QTest::keyClick(widget, key);
        QTEST(form.done.join(u", "_s), "done");
    }
};

QTEST_MAIN(FormKeysTest)
#include "tst_formkeys.moc"
