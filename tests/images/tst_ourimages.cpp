// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/images/imagename.h"
#include "backends/images/ourimages.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead::images;
using namespace Qt::StringLiterals;

class TestOurImages : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void names_data()
    {
        QTest::addColumn<QString>("image");
        QTest::addColumn<QString>("repository");
        QTest::addColumn<QString>("comparable");
        const auto row = [](const QString &image, const QString &repository, const QString &comparable) {
            QTest::newRow(qPrintable(image)) << image << repository << comparable;
        };
        row(u"debian"_s, u"debian"_s, u"debian:latest"_s);
        row(u"docker.io/library/debian:12"_s, u"debian"_s, u"debian:12"_s);
        row(u"index.docker.io/team/app"_s, u"team/app"_s, u"team/app:latest"_s);
        row(u"team/app:V1-Beta"_s, u"team/app"_s, u"team/app:V1-Beta"_s);
        row(u"Reg:5000/a"_s, u"reg:5000/a"_s, u"reg:5000/a:latest"_s);
        row(u"localhost/a:1"_s, u"localhost/a"_s, u"localhost/a:1"_s);
        row(u"a:1@sha256:00"_s, u"a"_s, u"a@sha256:00"_s);
        row({}, {}, u":latest"_s);
    }
    void names()
    {
        QFETCH(QString, image);
        QTEST(ImageName::parse(image).repository(), "repository");
        QTEST(ImageName::parse(image).comparable(), "comparable");
    }

    void ours_data()
    {
        QTest::addColumn<QString>("image");
        QTest::addColumn<QString>("recipe");
        const auto row = [](const QString &image, const QString &recipe) {
            QTest::newRow(qPrintable(image)) << image << recipe;
        };
        row(u"base/exec:1.3"_s, u"Exec"_s);
        row(u"base/exec:1.2"_s, u"Exec"_s); // its version was raised
        row(u"base/exec"_s, u"Exec"_s);
        row(u"base/exec@sha256:00"_s, u"Exec"_s);
        row(u"docker.io/base/exec:1.3"_s, u"Exec"_s);
        row(u"docker.io/base/exec:1.2"_s, {}); // somebody means that one
        row(u"reg.example/base/exec:1.3"_s, {});
        row(u"base/exec2:1.3"_s, {});
        row(u"exec:1.3"_s, {});
        row(u"api"_s, u"API"_s);
        row(u"library/api:7"_s, u"API"_s);
        row(u"reg.example/team/web:1"_s, u"Web"_s);
        row(u"reg.example/team/web:2"_s, {}); // that registry is ours
        row(u"team/web:1"_s, {});
        row(u"debian:12"_s, {});
    }
    void ours()
    {
        OurImages ours;
        ours.add(u"base/exec:1.3"_s, u"Exec"_s);
        ours.add(u"base/exec:9"_s, u"Later"_s);
        ours.add(u"api:latest"_s, u"API"_s);
        ours.add(u"reg.example/team/web:1"_s, u"Web"_s);
        ours.add({}, u"None"_s);
        QFETCH(QString, image);
        QTEST(ours.recipeOf(image).value_or(QString()), "recipe");
    }
};

QTEST_GUILESS_MAIN(TestOurImages)
#include "tst_ourimages.moc"
