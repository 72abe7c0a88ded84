// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/imagejobs/ourbases.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::imagejobs;
using namespace Qt::StringLiterals;

class TestOurBases : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void elsewhere_data()
    {
        QTest::addColumn<QStringList>("missing");
        QTest::addColumn<QString>("message");
        const auto said = [](const QString &image, const QString &recipe) {
            return u"FROM %1: the daemon far away does not have this image of the base image %2, and nothing is "
                   u"brought "
                   "from one daemon to another. Have one daemon build both, or build it there, too (fairleadctl images "
                   "build \"%2\" --daemon \"far away\"), or push it to a registry and write its name there in FROM"_s
                       .arg(image, recipe);
        };
        QTest::newRow("nothing is missing") << QStringList() << QString();
        QTest::newRow("of others") << QStringList{u"debian:12"_s, u"one.example:5000/base/exec:1"_s} << QString();
        QTest::newRow("another tag") << QStringList{u"base/exec:2"_s} << said(u"base/exec:2"_s, u"Exec"_s);
        QTest::newRow("of ours") << QStringList{u"base/exec:1"_s} << said(u"base/exec:1"_s, u"Exec"_s);
        QTest::newRow("spelled out") << QStringList{u"docker.io/base/exec:1"_s}
                                     << said(u"docker.io/base/exec:1"_s, u"Exec"_s);
        QTest::newRow("behind one of others") << QStringList{u"debian:12"_s, u"api"_s} << said(u"api"_s, u"Our API"_s);
    }
    void elsewhere()
    {
        QFETCH(QStringList, missing);
        images::OurImages ours;
        ours.add(u"base/exec:1"_s, u"Exec"_s);
        ours.add(u"api:latest"_s, u"Our API"_s);
        const std::optional<ApiError> error = baseElsewhere(missing, ours, u"far away"_s);
        QTEST(error ? error->message : QString(), "message");
        QCOMPARE(error && error->kind == ApiError::Kind::NotFound && error->reason == "BaseElsewhere"_L1,
                 error.has_value());
        QVERIFY(!baseElsewhere(missing, {}, u"far away"_s));
    }
};

QTEST_GUILESS_MAIN(TestOurBases)
#include "tst_ourbases.moc"
