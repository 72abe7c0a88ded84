// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/images/tagtemplate.h"

#include <QTest>

using namespace fairlead::images;
using namespace Qt::StringLiterals;

class TestTagTemplate : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void expands_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("result");
        const auto row = [](const char *name, const QString &pattern, const QString &result) {
            QTest::newRow(name) << pattern << result;
        };
        row("no variable", u"a:1"_s, u"a:1"_s);
        row("all", u"base/${recipe}:${version}-${date}-${gitSha}"_s, u"base/gpu-box-new:1.2-20261122-0123456789ab"_s);
        row("twice", u"${version}.${version}"_s, u"1.2.1.2"_s);
        row("unknown", u"a:${Version}"_s,
            u"! there is no variable ${Version}; known are version, date, gitSha and recipe"_s);
        row("empty name", u"a:${}"_s, u"! there is no variable ${}; known are version, date, gitSha and recipe"_s);
        row("not closed", u"a:${version"_s, u"! expected ${NAME} at \"${version\""_s);
        row("a dollar", u"a:$version"_s, u"! expected ${NAME} at \"$version\""_s);
    }
    void expands()
    {
        QFETCH(QString, pattern);
        const TagValues values{u"1.2"_s, QDate(2026, 11, 22), u"0123456789abcdef0123456789abcdef01234567"_s,
                               u"GPU box (new)"_s};
        const auto result = expandedTag(pattern, values);
        QTEST(result ? *result : u"! "_s + result.error(), "result");
    }

    //! Of other files than the commit's.
    void aDirtyCommit()
    {
        for (const QString &sha : {u"0123456789ab-dirty"_s, u"0123456789abcdef0123456789abcdef01234567-dirty"_s})
            QCOMPARE(expandedTag(u"a:1-${gitSha}"_s, {.gitSha = sha}).value(), u"a:1-0123456789ab-dirty"_s);
    }

    void aVariableWithoutAValueIsAnError()
    {
        QCOMPARE(expandedTag(u"a:${version}"_s, {}).error(), u"${version} has no value"_s);
        QCOMPARE(expandedTag(u"a:${recipe}"_s, {.recipe = u"!?"_s}).error(), u"${recipe} has no value"_s);
        QVERIFY(expandedTag(u"a:${gitSha}"_s, {}).error().contains(u"no Git repository"_s));
    }
};

QTEST_GUILESS_MAIN(TestTagTemplate)
#include "tst_tagtemplate.moc"
