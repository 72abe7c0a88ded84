// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/registry/prepushprompts.h"
#include "backends/registry/promptlogins.h"
#include "finders.h"
#include "ui/theme/theme.h"
#include "ui/widgets/approvaldialog.h"
#include "ui/widgets/checkbox.h"
#include "ui/widgets/logindialog.h"

#include <QApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace fairlead;
using namespace fairlead::tests;
using namespace fairlead::ui;
using namespace Qt::StringLiterals;

namespace {

const QString LongHost = u"registry-internal-mirror.artefacts.platform-engineering.eu-central-2.example.org:5000"_s;

registry::HookQuestion question(const QStringList &arguments, int images, bool isChanged = false)
{
    registry::HookQuestion question{.approval = {.program = u"/home/ann/.config/fairlead/before-push.sh"_s,
                                                 .args = arguments,
                                                 .envNames = {u"AWS_PAGER"_s, u"CLOUDSDK_CORE_DISABLE_PROMPTS"_s,
                                                              u"FAIRLEAD_REGISTRY"_s, u"FAIRLEAD_REPOSITORY"_s},
                                                 .fileHash = QByteArray(64, 'a'),
                                                 .isChanged = isChanged},
                                    .uses = {}};
    for (const QString &argument : arguments) {
        if (argument.startsWith(u"/opt/"_s))
            question.approval.files = {{.path = argument, .hash = QByteArray(64, 'b')},
                                       {.path = u"/opt/hooks/large"_s, .hash = {}}};
    }
    for (int i = 0; i < images; ++i)
        question.uses.push_back({u"lab"_s, u"registry.example:5000/team/exec-cuda12:1.%1"_s.arg(i)});
    return question;
}

QPushButton *button(const QWidget &root, const QString &text)
{
    for (auto *each : root.findChildren<QPushButton *>()) {
        if (each->text() == text)
            return each;
    }
    return nullptr;
}

//! Labels, and values that can be selected.
QString readable(const QWidget &root)
{
    QStringList texts{visibleText(root)};
    for (const auto *text : root.findChildren<QPlainTextEdit *>()) {
        if (text->isVisible())
            texts += text->toPlainText();
    }
    return texts.join(u'\n');
}

} // namespace

//! The few dialogs there are: what they say, that no stray key says yes, that they fit. FAIRLEAD_PICTURES=FOLDER leaves
//! pictures to look at.
class DialogsTest : public QObject
{
    Q_OBJECT

    Theme m_theme{*qApp, Theme::Mode::Light};

    void look(QDialog &dialog, const QString &name)
    {
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        const QSize most = dialog.screen()->availableSize();
        QVERIFY(dialog.width() <= most.width() && dialog.height() <= most.height());
        const QString folder = qEnvironmentVariable("FAIRLEAD_PICTURES");
        if (folder.isEmpty())
            return;
        for (const auto &[mode, suffix] :
             {std::pair(Theme::Mode::Dark, u"dark"_s), std::pair(Theme::Mode::Light, u"light"_s)}) {
            m_theme.setMode(mode);
            dialog.grab().save(u"%1/%2-%3.png"_s.arg(folder, QString(name).replace(u' ', u'-'), suffix));
        }
    }

private slots:
    void approval_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("images");
        QTest::addColumn<bool>("isChanged");
        QTest::addColumn<bool>("canBeAllowed");
        QTest::addColumn<QString>("says");
        const QStringList few{u"--registry"_s, u"lab"_s};
        QTest::newRow("one image") << few << 1 << false << true << u"1  --registry\n2  lab"_s;
        QTest::newRow("no arguments") << QStringList() << 1 << false << true << u"before-push.sh"_s;
        QTest::newRow("many images") << few << 40 << false << true << u"and 28 more"_s;
        QTest::newRow("changed") << few << 2 << true << true << u"has changed since"_s;
        QTest::newRow("a line break in an argument")
            << QStringList{u"a\n2  b"_s} << 1 << false << true << u"1  a\\n2  b"_s;
        QTest::newRow("scripts") << QStringList{u"/opt/hooks/push.sh"_s, u"lab"_s} << 1 << true << true
                                 << u"/opt/hooks/push.sh\n"_s + QString(64, u'b');
        QTest::newRow("long") << QStringList(200, u"--a-very-long-option-that-goes-on=and-on"_s) << 2 << true << false
                              << u"too long to be shown"_s;
    }

    void approval()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const int, images);
        QFETCH(const bool, isChanged);
        QFETCH(const bool, canBeAllowed);
        QFETCH(const QString, says);
        ApprovalDialog dialog(question(arguments, images, isChanged));
        QSignalSpy finished(&dialog, &QDialog::finished);
        look(dialog, u"approval "_s + QString::fromLatin1(QTest::currentDataTag()));
        QVERIFY2(readable(dialog).contains(says), qPrintable(readable(dialog)));
        const auto &scroll = *dialog.findChild<QScrollArea *>();
        if (canBeAllowed && dialog.height() < dialog.screen()->availableSize().height() - 100)
            QCOMPARE(scroll.verticalScrollBar()->maximum(), 0); // all of it is seen
        QCOMPARE(readable(dialog).contains(u"has changed since"_s), isChanged);
        QCOMPARE(button(dialog, u"Allow and remember"_s)->isEnabled(), canBeAllowed);
        for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter, Qt::Key_Space, Qt::Key_Y})
            QTest::keyClick(&dialog, key); // as if typed elsewhere when it came
        QVERIFY(finished.isEmpty());
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QCOMPARE(finished.size(), 1);
        QCOMPARE(dialog.result(), int(QDialog::Rejected));
    }

    void approvalByKeys_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<Qt::Key>("key");
        QTest::addColumn<int>("result");
        for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Space}) {
            const char *const with = key == Qt::Key_Space ? "Space" : "Enter";
            QTest::addRow("yes, %s", with) << u"Allow and remember"_s << key << int(QDialog::Accepted);
            QTest::addRow("no, %s", with) << u"Not now"_s << key << int(QDialog::Rejected);
        }
    }

    void approvalByKeys()
    {
        QFETCH(const QString, name);
        QFETCH(const Qt::Key, key);
        ApprovalDialog dialog(question({}, 1));
        dialog.show();
        dialog.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        QSignalSpy finished(&dialog, &QDialog::finished);
        for (int i = 0; i < 20 && dialog.focusWidget() != button(dialog, name); ++i)
            QTest::keyClick(dialog.focusWidget(), Qt::Key_Tab);
        QCOMPARE(dialog.focusWidget(), button(dialog, name));
        QTest::keyClick(dialog.focusWidget(), key);
        QCOMPARE(finished.size(), 1);
        QTEST(dialog.result(), "result");
    }

    void approvalForOthersToo()
    {
        ApprovalDialog dialog(question({}, 1));
        dialog.show();
        QVERIFY(!readable(dialog).contains(u":1.1"_s));
        dialog.setQuestion(question({}, 2));
        QVERIFY(readable(dialog).contains(u":1.1"_s));
        QTRY_COMPARE(dialog.findChild<QScrollArea *>()->verticalScrollBar()->maximum(), 0); // it has grown
    }

    void login_data()
    {
        using Keeping = registry::LoginQuestion::Keeping;
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("isRefused");
        QTest::addColumn<QString>("username");
        QTest::addColumn<int>("keeping");
        QTest::addColumn<bool>("isInKeychain");
        const auto host = u"registry.example:5000"_s;
        const auto robot = u"robot$platform-engineering+build-and-push"_s;
        QTest::newRow("first") << host << false << QString() << int(Keeping::Possible) << false;
        QTest::newRow("refused") << host << true << u"builder"_s << int(Keeping::NotOffered) << false;
        QTest::newRow("no keychain") << host << false << QString() << int(Keeping::Missing) << false;
        QTest::newRow("keychain denied") << host << false << QString() << int(Keeping::Impossible) << false;
        QTest::newRow("refused of the keychain") << host << true << u"builder"_s << int(Keeping::Possible) << true;
        QTest::newRow("long host") << LongHost << true << robot << int(Keeping::Missing) << false;
        QTest::newRow("long host, of the keychain") << LongHost << true << robot << int(Keeping::Possible) << true;
    }

    void login()
    {
        QFETCH(const QString, host);
        QFETCH(const bool, isRefused);
        QFETCH(const QString, username);
        QFETCH(const int, keeping);
        QFETCH(const bool, isInKeychain);
        using Keeping = registry::LoginQuestion::Keeping;
        const bool isMissing = Keeping(keeping) == Keeping::Missing;
        const bool isUnusable = isMissing || Keeping(keeping) == Keeping::Impossible;
        const QString problem =
            isMissing ? u"Failed to execute child process \u201cdbus-launch\u201d (No such file or directory)"_s
                      : u"the keychain does not give access"_s;
        const QString told = (isMissing ? u"No keychain here: %1. "_s : u"The keychain cannot be used: %1. "_s) +
                             u"A credential helper or docker login can keep the password."_s;
        LoginDialog dialog(
            {.host = host,
             .why = isRefused ? registry::LoginQuestion::Why::Refused : registry::LoginQuestion::Why::NobodyKnown,
             .usernameHint = username,
             .passed = isInKeychain ? QStringList{} : QStringList{u"docker's config.json has none"_s},
             .keeping = Keeping(keeping),
             .keepingProblem = isUnusable ? problem : QString(),
             .isInKeychain = isInKeychain},
            m_theme);
        look(dialog, u"login "_s + QString::fromLatin1(QTest::currentDataTag()));
        QVERIFY(readable(dialog).contains(host));
        QCOMPARE(readable(dialog).contains(u"not accept"_s), isRefused);
        QCOMPARE(readable(dialog).contains(told.arg(problem)), isUnusable);
        QCOMPARE(readable(dialog).contains(u"fairlead/registry"_s), false);
        // Whoever is named has only to type the password.
        QVERIFY(dialog.findChildren<QLineEdit *>()[username.isEmpty() ? 0 : 1]->hasFocus());
        QCOMPARE(dialog.username(), username);
        auto *remember = dialog.findChild<CheckBox *>();
        QCOMPARE(remember->isVisible(), Keeping(keeping) != Keeping::NotOffered);
        QCOMPARE(remember->isEnabled(), Keeping(keeping) == Keeping::Possible);
        QCOMPARE(remember->toolTip().contains(u"fairlead/registry/"_s + host), isUnusable);
        QCOMPARE(dialog.isToKeep(), isInKeychain);
        QSignalSpy forget(&dialog, &LoginDialog::forgetRequested);
        QPushButton *forgets = button(dialog, u"Forget the one in the keychain"_s);
        QCOMPARE(forgets != nullptr, isInKeychain);
        if (forgets) {
            forgets->click();
            forgets->click();
            QVERIFY(forget.size() == 1 && !dialog.isToKeep());
        }
        QVERIFY(readable(dialog).contains(u"written nowhere"_s));
        remember->click();
        QCOMPARE(dialog.isToKeep(), Keeping(keeping) == Keeping::Possible);
        QCOMPARE(readable(dialog).contains(u"written nowhere"_s), !dialog.isToKeep());
        QPushButton *logIn = button(dialog, u"Log in"_s);
        QVERIFY(!logIn->isEnabled());
        const auto edits = dialog.findChildren<QLineEdit *>();
        edits[0]->setText(u" ann "_s);
        edits[1]->setText(u" secret "_s);
        QVERIFY(logIn->isEnabled());
        QCOMPARE(dialog.username(), u"ann"_s);
        QCOMPARE(dialog.password(), u" secret "_s);
    }
};

QTEST_MAIN(DialogsTest)
#include "tst_dialogs.moc"
