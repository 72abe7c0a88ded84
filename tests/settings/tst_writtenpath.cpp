// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/settings/writtenpath.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead::settings;
using namespace Qt::StringLiterals;

class TestWrittenPath : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void leads_data()
    {
        QTest::addColumn<QString>("written");
        QTest::addColumn<QString>("absolute");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isRelative");
        const auto row = [](const char *name, const QString &written, const QString &absolute, const QString &text,
                            bool isRelative) { QTest::newRow(name) << written << absolute << text << isRelative; };
        row("absolute", u"/etc/ca.pem"_s, u"/etc/ca.pem"_s, u"/etc/ca.pem"_s, false);
        row("not clean", u"/etc//ssl/../ca.pem"_s, u"/etc/ca.pem"_s, u"/etc/ca.pem"_s, false);
        row("home", u"~"_s, u"/home/ann"_s, u"/home/ann (written \"~\")"_s, false);
        row("home, a slash", u"~/"_s, u"/home/ann"_s, u"/home/ann (written \"~/\")"_s, false);
        row("below home", u"~/x"_s, u"/home/ann/x"_s, u"/home/ann/x (written \"~/x\")"_s, false);
        row("beside home", u"~/../bob/x"_s, u"/home/bob/x"_s, u"/home/bob/x (written \"~/../bob/x\")"_s, false);
        row("relative", u"ca/ca.pem"_s, u"/settings/ca/ca.pem"_s, u"/settings/ca/ca.pem (written \"ca/ca.pem\")"_s,
            true);
        row("the folder itself", u"."_s, u"/settings"_s, u"/settings (written \".\")"_s, true);
        row("a tilde further on", u"a/~/b"_s, u"/settings/a/~/b"_s, u"/settings/a/~/b (written \"a/~/b\")"_s, true);
        row("somebody else's home", u"~bob/x"_s, u"/settings/~bob/x"_s,
            u"/settings/~bob/x (written \"~bob/x\": only ~/ is a home folder, that of the user who runs Fairlead; "
            u"write "
            "another one in full)"_s,
            true);
        row("none", QString(), QString(), QString(), true);
    }
    void leads()
    {
        QFETCH(QString, written);
        const QString absolute = absolutePath(written, u"/settings"_s, u"/home/ann"_s);
        QTEST(absolute, "absolute");
        QTEST(pathText(written, absolute), "text");
        QTEST(isRelativePath(written), "isRelative");
    }

    void homeIsTheUsers() { QCOMPARE(absolutePath(u"~/x"_s, u"/settings"_s), QDir::homePath() + u"/x"_s); }
};

QTEST_GUILESS_MAIN(TestWrittenPath)
#include "tst_writtenpath.moc"
