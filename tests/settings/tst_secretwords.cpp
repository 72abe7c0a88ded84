// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/settings/secretwords.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead::settings;
using namespace Qt::StringLiterals;

class TestSecretWords : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void names_data()
    {
        QTest::addColumn<bool>("isSecret");
        for (const char *name : {"registryPassword", "AWS_SECRET_ACCESS_KEY", "HF_TOKEN", "api-key", "privateKey",
                                 "GOOGLE_APPLICATION_CREDENTIALS", "creds", "PASSPHRASE"})
            QTest::newRow(name) << true;
        for (const char *name : {"OMP_NUM_THREADS", "keyboard", "sacred", "MONKEY", "passage", ""})
            QTest::newRow(name) << false;
    }
    void names()
    {
        QFETCH(bool, isSecret);
        QCOMPARE(isSecretName(QString::fromLatin1(QTest::currentDataTag())), isSecret);
    }

    void logins_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("without");
        QTest::newRow("a proxy's") << u"http://ann:pw@proxy:3128/"_s << u"http://proxy:3128/"_s;
        QTest::newRow("no password") << u"https://ann@host/"_s << u"https://ann@host/"_s;
        QTest::newRow("a port") << u"https://host:443/a@b"_s << u"https://host:443/a@b"_s;
        QTest::newRow("two") << u"//a:b@c //d:e@f"_s << u"//c //f"_s;
        QTest::newRow("none") << QString() << QString();
    }
    void logins()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, without);
        QCOMPARE(withoutLogins(text), without);
        QCOMPARE(hasLogin(text), text != without);
    }
};

QTEST_GUILESS_MAIN(TestSecretWords)
#include "tst_secretwords.moc"
