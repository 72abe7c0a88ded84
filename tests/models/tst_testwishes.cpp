// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/configs/testwishes.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using namespace Qt::StringLiterals;

class TestTestWishes : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void callbacks_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("expected");
        for (const char *text : {"10.0.0.5:8080", "host.example.com:1", "[fd00::1]:443", "a_b:65535"})
            QTest::newRow(text) << QString::fromLatin1(text) << true;
        for (const char *text : {"", "host", ":80", "host:", "host:0", "host:65536", "a b:80", "host:80;rm", "-e:80",
                                 "$(x):80", "host:80 "})
            QTest::newRow(*text ? text : "empty") << QString::fromLatin1(text) << false;
    }
    void callbacks()
    {
        QFETCH(QString, text);
        QFETCH(bool, expected);
        QCOMPARE(isCallback(text), expected);
    }

    void users()
    {
        settings::Settings settings;
        settings.users = {{.id = u"u-1"_s, .name = u"bob"_s}, {.id = u"u-2"_s, .name = u"anna"_s, .groups = {u"ml"_s}}};
        QCOMPARE(usualWishes({}, settings).userId, u"u-1"_s);
        QCOMPARE(usualWishes({.usableBy = u"groups"_s, .groups = {u"ml"_s}}, settings).userId, u"u-2"_s);
        QCOMPARE(usualWishes({.usableBy = u"groups"_s, .groups = {u"ops"_s}}, settings).userId, QString());
        QCOMPARE(usualWishes({}, {}).userId, QString());
    }
};

QTEST_GUILESS_MAIN(TestTestWishes)
#include "tst_testwishes.moc"
