// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/images/recipehash.h"

#include <QRegularExpression>
#include <QTest>

#include <functional>

using namespace fairlead;
using namespace fairlead::images;
using namespace Qt::StringLiterals;

using Change = std::function<void(settings::BaseImage &recipe, QByteArray &text)>;

class TestRecipeHash : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    //! What stands in the labels of images: another one makes all of them out of date.
    void staysTheSame()
    {
        QCOMPARE(recipeHash({.buildArgs = {{u"A"_s, u"1"_s}}}, "FROM debian:12\n"),
                 u"sha256:5a859c2222c96743d2a89c76626ee5b309900390a5b22ba5ecd139c446128764"_s);
    }

    void changes_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<bool>("isOther");
        const auto row = [](const char *name, bool isOther, const Change &change) {
            QTest::newRow(name) << change << isOther;
        };
        using Recipe = settings::BaseImage;
        row("nothing", false, [](Recipe &, QByteArray &) {});
        row("Dockerfile", true, [](Recipe &, QByteArray &text) { text += '\n'; });
        row("build argument", true, [](Recipe &recipe, QByteArray &) { recipe.buildArgs[0].second = u"2"_s; });
        row("build argument less", true, [](Recipe &recipe, QByteArray &) { recipe.buildArgs.pop_back(); });
        row("order of build arguments", false,
            [](Recipe &recipe, QByteArray &) { std::swap(recipe.buildArgs[0], recipe.buildArgs[1]); });
        row("build argument that comes to nothing", false, [](Recipe &recipe, QByteArray &) {
            recipe.buildArgs.insert(recipe.buildArgs.begin(), {u"A"_s, u"before"_s});
        });
        row("border between name and value", true, [](Recipe &recipe, QByteArray &) {
            recipe.buildArgs[0] = {u"A1"_s, {}};
        });
        row("target", true, [](Recipe &recipe, QByteArray &) { recipe.target = u"run"_s; });
        row("spelling of the target", false, [](Recipe &recipe, QByteArray &) { recipe.target = u"Build "_s; });
        row("platform", true, [](Recipe &recipe, QByteArray &) { recipe.platform = u"linux/arm64"_s; });
        row("target as platform", true, [](Recipe &recipe, QByteArray &) {
            recipe.platform = recipe.target;
            recipe.target.clear();
        });
        row("label of a Dockerfile of one's own", true,
            [](Recipe &recipe, QByteArray &) { recipe.labels[0].second = u"2"_s; });
        row("name, tag, registries", false, [](Recipe &recipe, QByteArray &) {
            recipe.name = u"other"_s;
            recipe.tag = u"other:2"_s;
            recipe.version = u"2"_s;
            recipe.registries = {{u"r"_s, u"r"_s}};
        });
        row("how it is built", false, [](Recipe &recipe, QByteArray &) {
            recipe.noCache = recipe.pull = true;
            recipe.httpProxy = u"http://proxy"_s;
            recipe.daemon = {u"d"_s, u"d"_s};
        });
        row("where its files are", false, [](Recipe &recipe, QByteArray &) {
            recipe.context = u"/elsewhere"_s;
            recipe.files = {{u"a"_s, u"b"_s}};
        });
    }
    void changes()
    {
        QFETCH(Change, change);
        QFETCH(bool, isOther);
        settings::BaseImage recipe{.name = u"n"_s,
                                   .buildArgs = {{u"A"_s, u"1"_s}, {u"B"_s, u"2"_s}},
                                   .target = u"build"_s,
                                   .labels = {{u"l"_s, u"1"_s}},
                                   .tag = u"t:1"_s,
                                   .dockerfile = u"Dockerfile"_s};
        QByteArray text = "FROM a";
        const QString before = recipeHash(recipe, text);
        change(recipe, text);
        QCOMPARE(recipeHash(recipe, text) != before, isOther);
    }

    //! The generated text has them.
    void labelsOfAGeneratedOne() { QCOMPARE(recipeHash({.labels = {{u"a"_s, u"b"_s}}}, "x"), recipeHash({}, "x")); }
};

QTEST_GUILESS_MAIN(TestRecipeHash)
#include "tst_recipehash.moc"
