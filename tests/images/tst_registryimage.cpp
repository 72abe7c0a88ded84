// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/images/registryimage.h"
#include "backends/registry/imagereference.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::images;
using namespace Qt::StringLiterals;

class TestRegistryImage : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void names_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("prefix");
        QTest::addColumn<QString>("tag");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const QString &host, const QString &prefix, const QString &tag,
                            const QString &expected) { QTest::newRow(name) << host << prefix << tag << expected; };
        const QString host = u"reg.example.com:5000"_s;
        row("no prefix", host, {}, u"base/exec:1.2"_s, u"reg.example.com:5000/base/exec:1.2"_s);
        row("prefix", host, u"team/images"_s, u"base/exec:1.2"_s, u"reg.example.com:5000/team/images/base/exec:1.2"_s);
        row("slashes", u"localhost/"_s, u"/team//images/"_s, u"exec"_s, u"localhost/team/images/exec"_s);
        row("a port in the tag's place", host, {}, u"exec:5000"_s, u"reg.example.com:5000/exec:5000"_s);
        row("another registry's", host, u"team"_s, u"other.example/x/exec:1"_s,
            u"reg.example.com:5000/team/x/exec:1"_s);
        row("another one's on this machine", host, {}, u"localhost/exec:1"_s, u"reg.example.com:5000/exec:1"_s);
        row("a name in it", host, u"team"_s, u"reg.example.com:5000/team/exec:1"_s,
            u"reg.example.com:5000/team/exec:1"_s);
        row("a name in it, elsewhere", host, u"team"_s, u"reg.example.com:5000/other/exec:1"_s,
            u"reg.example.com:5000/team/other/exec:1"_s);
        row("an address", u"[::1]:5000"_s, u"a"_s, u"b:1"_s, u"[::1]:5000/a/b:1"_s);
    }
    void names()
    {
        QFETCH(QString, host);
        QFETCH(QString, prefix);
        QFETCH(QString, tag);
        QFETCH(QString, expected);
        const QString name = imageNameIn({.host = host, .repositoryPrefix = prefix}, tag);
        QCOMPARE(name, expected);
        const auto reference = registry::ImageReference::parseNormalized(name);
        QVERIFY(reference);
        QCOMPARE(reference->domain, QString(host).remove(QRegularExpression(u"/$"_s)));
        QCOMPARE(reference->canonical(), name);
    }
};

QTEST_GUILESS_MAIN(TestRegistryImage)
#include "tst_registryimage.moc"
