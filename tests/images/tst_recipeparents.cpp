// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/images/recipeparents.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead::images;
using namespace fairlead::settings;
using namespace Qt::StringLiterals;

class TestRecipeParents : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void froms_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("expected"); // or "field: why"
        const auto row = [](const QString &from, const QString &expected) {
            QTest::newRow(qPrintable(from)) << from << expected;
        };
        row(u"debian:12"_s, u"debian:12"_s);
        row(u"${REG}/debian:12"_s, u"${REG}/debian:12"_s);
        row(u"${recipe:Base Exec}"_s, u"base/exec:1.3"_s);
        row(u"${recipe: base exec }"_s, u"base/exec:1.3"_s);
        row(u"${REG}/${recipe:Base Exec}"_s, u"${REG}/base/exec:1.3"_s);
        row(u"${recipe:Other}"_s, u"from: there is no base image \"Other\""_s);
        row(u"${recipe:}"_s, u"from: there is no base image \"\""_s);
        row(u"${recipe:Broken}"_s, u"from: the base image \"Broken\" has no tag: no version"_s);
        row(u"${recipe:x"_s, u"${recipe:x"_s); // no Dockerfile for recipeText() then
    }
    void froms()
    {
        QFETCH(QString, from);
        const auto made = withParents({.from = from}, all(), tagOf);
        QTEST(made ? made->from : made.error().field + u": "_s + made.error().message, "expected");
    }

    void argumentsOfAnOwnDockerfile()
    {
        BaseImage recipe{.from = u"${recipe:ignored}"_s};
        recipe.dockerfile = u"Dockerfile"_s;
        recipe.buildArgs = {{u"A"_s, u"1"_s}, {u"BASE"_s, u"${recipe:Base Exec}"_s}};
        const auto made = withParents(recipe, all(), tagOf);
        QVERIFY(made);
        QCOMPARE(made->buildArgs, (TextPairs{{u"A"_s, u"1"_s}, {u"BASE"_s, u"base/exec:1.3"_s}}));
        recipe.buildArgs = {{u"BASE"_s, u"${recipe:No}"_s}};
        QCOMPARE(withParents(recipe, all(), tagOf).error().field, u"buildArgs.BASE"_s);
    }

private:
    static std::vector<BaseImage> all()
    {
        return {{.name = u"Base Exec"_s, .tag = u"base/exec:1.3"_s}, {.name = u"Broken"_s}};
    }
    static tl::expected<QString, QString> tagOf(const BaseImage &recipe)
    {
        if (recipe.tag.isEmpty())
            return tl::unexpected(u"no version"_s);
        return recipe.tag;
    }
};

QTEST_GUILESS_MAIN(TestRecipeParents)
#include "tst_recipeparents.moc"
