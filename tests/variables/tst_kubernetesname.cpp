// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/variables/kubernetesname.h"

#include <QCryptographicHash>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace fairlead::variables;
using namespace Qt::StringLiterals;

namespace {

QString hashOf(const QString &text)
{
    return QString::fromLatin1(QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex().left(6));
}

} // namespace

class TestKubernetesName : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void namespaces_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("start"); // "#": and a hash behind
        const auto row = [](const char *name, const QString &text, const QString &start) {
            QTest::newRow(name) << text << start;
        };
        row("a name", u"dss-ns-anna"_s, u"dss-ns-anna"_s);
        row("a number", u"12345"_s, u"12345"_s);
        row("63 characters", QString(63, u'a'), QString(63, u'a'));
        row("64 characters", QString(64, u'a'), QString(56, u'a') + u"-#"_s);
        row("capitals", u"dss-ns-Anna"_s, u"dss-ns-anna-#"_s);
        row("a mail address", u"ns-anna.b@example.com"_s, u"ns-anna-b-example-com-#"_s);
        row("marks at both ends", u"-_anna_-"_s, u"anna-#"_s);
        row("several marks", u"a..b"_s, u"a-b-#"_s);
        row("two dashes stay", u"a--b"_s, u"a--b"_s);
        row("letters of others", u"zoë"_s, u"zo-#"_s);
        row("a cut at a mark", QString(55, u'a') + u".bcdefghijk"_s, QString(55, u'a') + u"-#"_s);
        row("not quite Kubernetes' own", u"kubernetes"_s, u"kubernetes"_s);
        row("default", u"default"_s, u"default"_s);
    }
    void namespaces()
    {
        QFETCH(QString, text);
        QFETCH(QString, start);
        const auto name = namespaceName(text);
        QVERIFY(name);
        const bool isChanged = start.endsWith(u'#');
        QCOMPARE(name->name, isChanged ? start.chopped(1) + hashOf(text) : start);
        QCOMPARE(name->isChanged, isChanged);
        QVERIFY(name->name.size() <= 63);
        QCOMPARE(namespaceName(name->name)->name, name->name);
    }

    void noNamespace()
    {
        QCOMPARE(namespaceName({}).error(), u"no letter or digit is in it"_s);
        QCOMPARE(namespaceName(u"-._"_s).error(), u"no letter or digit is in it"_s);
        QCOMPARE(namespaceName(u"kube-system"_s).error(), u"names that begin with \"kube-\" are Kubernetes' own"_s);
        QCOMPARE(namespaceName(u"Kube_x"_s).error(), u"names that begin with \"kube-\" are Kubernetes' own"_s);
    }

    void labels_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("start");
        QTest::newRow("empty") << QString() << QString();
        QTest::newRow("a value") << u"Anna_B.c-1"_s << u"Anna_B.c-1"_s;
        QTest::newRow("a mail address") << u"anna@example.com"_s << u"anna-example.com-#"_s;
        QTest::newRow("long") << QString(64, u'x') << QString(56, u'x') + u"-#"_s;
        QTest::newRow("nothing legal") << u"@@"_s << u"#"_s;
    }
    void labels()
    {
        QFETCH(QString, text);
        QFETCH(QString, start);
        const KubernetesName value = labelValue(text);
        const bool isChanged = start.endsWith(u'#');
        QCOMPARE(value.name, isChanged ? start.chopped(1) + hashOf(text) : start);
        QCOMPARE(value.isChanged, isChanged);
    }

    //! Whatever comes in, what comes out is legal, and two texts are two names.
    void alwaysLegal()
    {
        const quint32 seed = qEnvironmentVariableIsSet("FAIRLEAD_TEST_SEED")
                                 ? qEnvironmentVariable("FAIRLEAD_TEST_SEED").toUInt()
                                 : QRandomGenerator::global()->generate();
        qInfo("seed %u", seed);
        QRandomGenerator random(seed);
        static const QRegularExpression label(u"\\A[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\\z"_s);
        static const QRegularExpression value(u"\\A([A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?)?\\z"_s);
        const QString letters = u"abcXYZ019-_.@ éß/"_s;
        QHash<QString, QString> names;
        for (int round = 0; round < 20'000; ++round) {
            QString text;
            for (auto left = random.bounded(80); left > 0; --left)
                text += letters[random.bounded(letters.size())];
            QVERIFY(value.match(labelValue(text).name).hasMatch());
            const auto name = namespaceName(text);
            if (!name)
                continue;
            QVERIFY2(label.match(name->name).hasMatch(), qPrintable(text + u" → "_s + name->name));
            QCOMPARE(names.value(name->name, text), text);
            names.insert(name->name, text);
        }
    }
};

QTEST_GUILESS_MAIN(TestKubernetesName)
#include "tst_kubernetesname.moc"
