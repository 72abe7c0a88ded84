// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/manifests/grammar.h"

#include <QTest>

using namespace fairlead::manifests;
using namespace Qt::StringLiterals;

namespace {

using Predicate = bool (*)(const QString &);

} // namespace

Q_DECLARE_METATYPE(Predicate)

class TestGrammar : public QObject
{
    Q_OBJECT
private slots:
    void is_data()
    {
        QTest::addColumn<Predicate>("predicate");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("is");
        const auto rows = [](const char *name, Predicate predicate, const QStringList &right,
                             const QStringList &wrong) {
            for (const QString &text : right)
                QTest::addRow("%s: %s", name, qPrintable(text.left(40))) << predicate << text << true;
            for (const QString &text : wrong)
                QTest::addRow("no %s: %s", name, qPrintable(text.left(40))) << predicate << text << false;
        };
        rows("label", isDnsLabel, {u"a"_s, u"team-a"_s, u"123"_s, QString(63, u'a')},
             {{}, u"-a"_s, u"a-"_s, u"A"_s, u"a.b"_s, u"a_b"_s, QString(64, u'a'), u"a\n"_s});
        rows("subdomain", isDnsSubdomain, {u"a"_s, u"a.b-1.c"_s, QString(253, u'a')},
             {{}, u".a"_s, u"a."_s, u"a..b"_s, u"a.-b"_s, u"A"_s, QString(254, u'a')});
        rows("port name", isPortName, {u"a"_s, u"http"_s, u"8080-tcp"_s, u"a-b-c"_s, QString(15, u'a')},
             {{}, u"80"_s, u"-a"_s, u"a-"_s, u"a--b"_s, u"A"_s, u"a_b"_s, u"a.b"_s, QString(16, u'a'), u"a\n"_s});
        rows("qualified name", isQualifiedName,
             {u"pool"_s, u"nvidia.com/gpu"_s, u"a/B_c.d-1"_s, u"x"_s, u"kubernetes.io/"_s + QString(63, u'a')},
             {{}, u"/a"_s, u"a/"_s, u"a/b/c"_s, u"A/b"_s, u"-a"_s, QString(64, u'a'), u"a b"_s});
        rows("label value", isLabelValue, {{}, u"A_b.c-1"_s, QString(63, u'a')},
             {u"-a"_s, u"a/b"_s, u"a b"_s, u"a@b"_s, QString(64, u'a')});
        rows("env name", isEnvName, {u"PATH"_s, u"_a"_s, u"my.name-1"_s, u"-x"_s},
             {{}, u"1A"_s, u"A B"_s, u"A=B"_s, u"."_s, u"..a"_s, u"Ä"_s});
        rows("mount path", isMountPath, {u"/"_s, u"/data"_s, u"/a/b.c"_s},
             {{}, u"data"_s, u"/a/../b"_s, u"/a:b"_s, u".."_s});
        rows("sub path", isSubPath, {{}, u"a"_s, u"a/b"_s, u"a..b"_s}, {u"/a"_s, u".."_s, u"a/../b"_s});
    }
    void is()
    {
        QFETCH(Predicate, predicate);
        QFETCH(QString, text);
        QTEST(predicate(text), "is");
    }
};

QTEST_GUILESS_MAIN(TestGrammar)
#include "tst_grammar.moc"
