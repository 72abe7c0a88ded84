// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/kubernetes/listwatch/uidkey.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead::kubernetes;
using namespace Qt::StringLiterals;

class TestUidKey : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void keys_data();
    void keys();
};

void TestUidKey::keys_data()
{
    QTest::addColumn<QByteArray>("uid");
    QTest::addColumn<bool>("isUuid");
    const QByteArray uuid = "0c6f3a52-7a0e-4f0b-9d8e-2f1b6a7c8d9e";
    QTest::newRow("UUID") << uuid << true;
    QTest::newRow("every digit") << QByteArray("01234567-89ab-cdef-fedc-ba9876543210") << true;
    QTest::newRow("capitals") << uuid.toUpper() << true;
    QTest::newRow("all zero") << QByteArray("00000000-0000-0000-0000-000000000000") << false;
    QTest::newRow("in braces") << '{' + uuid + '}' << false;
    QTest::newRow("a letter too many") << uuid + '0' << false;
    QTest::newRow("a letter too few") << uuid.chopped(1) << false;
    QTest::newRow("empty") << QByteArray() << false;
    QTest::newRow("text") << QByteArray("config-hash-0123456789abcdef01234567") << false;
    QTest::newRow("no UTF-8") << uuid.chopped(1) + '\xff' << false;
    for (qsizetype i = 0; i < uuid.size(); ++i) {
        QByteArray other = uuid;
        other[i] = uuid[i] == '-' ? '0' : 'g';
        QTest::addRow("another letter at %d", int(i)) << other << false;
    }
}

void TestUidKey::keys()
{
    QFETCH(QByteArray, uid);
    QFETCH(bool, isUuid);
    const QString text = QString::fromUtf8(uid);
    const QUuid expected = isUuid ? QUuid::fromString(text) : QUuid::createUuidV5(QUuid(), text);
    QVERIFY(!expected.isNull());
    QCOMPARE(uidKey(std::string_view(uid.constData(), std::size_t(uid.size()))), expected);
    QCOMPARE(uidKey(text), expected);
}

QTEST_GUILESS_MAIN(TestUidKey)
#include "tst_uidkey.moc"
