// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/images/buildplan.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead::images;
using namespace Qt::StringLiterals;

namespace {

using Kind = BuildReason::Kind;

BuildVerdict verdictOf(const QString &word)
{
    if (word == "not"_L1)
        return {BuildState::NotBuilt, {}};
    if (word == "foreign"_L1)
        return {BuildState::Foreign, {}};
    if (word == "files"_L1)
        return {BuildState::OutOfDate, {{Kind::FilesChanged}}};
    if (word.startsWith("parent="_L1))
        return {BuildState::OutOfDate, {{Kind::ParentRebuilt, u"x"_s, u"1"_s, u"2"_s, word.section(u'=', 1)}}};
    return {BuildState::Current, {}};
}

//! "a: FilesChanged ParentRebuilt=b > r1 r2"
QString shown(const PlanStep &step)
{
    QStringList words{step.id + u':'};
    for (const BuildReason &reason : step.reasons)
        words += toString(reason.kind) + (reason.recipe.isEmpty() ? QString() : u'=' + reason.recipe);
    if (!step.elsewhere.isEmpty())
        words += u"elsewhere="_s + step.elsewhere;
    if (!step.registries.isEmpty())
        words += u"> "_s + step.registries.join(u' ');
    return words.join(u' ');
}

} // namespace

class TestBuildPlan : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void plans_data()
    {
        // "id state@daemon base..."; each is tagged id:1 and pushed as reg.example/id:1; "!base" is not on the daemon
        QTest::addColumn<QStringList>("recipes");
        QTest::addColumn<QStringList>("asked"); // none: all
        QTest::addColumn<QString>("how");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const QStringList &recipes, const QStringList &asked, const QString &how,
                            const QStringList &expected) {
            QTest::newRow(name) << recipes << asked << how << expected;
        };
        const QString push = u"push"_s;
        const QString build = u"build"_s;
        const QString force = u"force"_s;
        row("none", {}, {}, push, {});
        row("all are current", {u"a current"_s, u"b current a:1"_s}, {}, push, {u"a: > a1 a2"_s, u"b: > b1 b2"_s});
        row("all are current, build only", {u"a current"_s}, {}, build, {u"a:"_s});
        row("all are built anyway", {u"a current"_s, u"b files a:1"_s}, {}, force,
            {u"a: Asked > a1 a2"_s, u"b: FilesChanged ParentRebuilt=a > b1 b2"_s});
        row("only what is out of date", {u"a current"_s, u"b files"_s, u"c not"_s, u"d foreign"_s}, {}, push,
            {u"a: > a1 a2"_s, u"b: FilesChanged > b1 b2"_s, u"c: NotBuilt > c1 c2"_s, u"d: Foreign > d1 d2"_s});
        row("a rebuilt parent rebuilds its children",
            {u"c current b:1"_s, u"b current a:1"_s, u"a files"_s, u"d current"_s}, {}, push,
            {u"a: FilesChanged > a1 a2"_s, u"b: ParentRebuilt=a > b1 b2"_s, u"c: ParentRebuilt=b > c1 c2"_s,
             u"d: > d1 d2"_s});
        row("a parent that is known to be rebuilt", {u"a files"_s, u"b parent=a a:1"_s}, {}, push,
            {u"a: FilesChanged > a1 a2"_s, u"b: ParentRebuilt=a > b1 b2"_s});
        row("a parent that was rebuilt before", {u"a current"_s, u"b parent=a a:1"_s}, {}, push,
            {u"a: > a1 a2"_s, u"b: ParentRebuilt=a > b1 b2"_s});
        row("two parents", {u"a files"_s, u"b not"_s, u"c current a:1 b:1"_s}, {}, build,
            {u"a: FilesChanged"_s, u"b: NotBuilt"_s, u"c: ParentRebuilt=a ParentRebuilt=b"_s});
        row("one of them", {u"a files"_s, u"b files"_s}, {u"b"_s}, push, {u"b: FilesChanged > b1 b2"_s});
        row("one whose parents are current", {u"a current"_s, u"b files a:1"_s}, {u"b"_s}, push,
            {u"b: FilesChanged > b1 b2"_s});
        row("its parents first, pushed nowhere", {u"a files"_s, u"b current a:1"_s, u"c current b:1"_s}, {u"c"_s}, push,
            {u"a: FilesChanged"_s, u"b: ParentRebuilt=a"_s, u"c: ParentRebuilt=b > c1 c2"_s});
        row("a parent that somebody else built", {u"a foreign"_s, u"b current a:1"_s}, {u"b"_s}, push,
            {u"b: > b1 b2"_s});
        row("its children stay", {u"a files"_s, u"b current a:1"_s}, {u"a"_s}, push, {u"a: FilesChanged > a1 a2"_s});
        row("one anyway, its parents not", {u"a current"_s, u"b current a:1"_s}, {u"b"_s}, force,
            {u"b: Asked > b1 b2"_s});
        row("one that is not there", {u"a files"_s}, {u"x"_s}, push, {});
        row("a circle", {u"a files b:1"_s, u"b files a:1"_s, u"c not"_s}, {}, push, {u"circle a b"_s});
        row("behind a circle", {u"a files b:1"_s, u"b files a:1"_s, u"c not b:1"_s}, {u"c"_s}, push, {u"circle a b"_s});
        row("a circle elsewhere", {u"a files b:1"_s, u"b files a:1"_s, u"c not"_s}, {u"c"_s}, push,
            {u"c: NotBuilt > c1 c2"_s});
        const QString elsewhere = u"b: ParentRebuilt=a elsewhere=a > b1 b2"_s;
        row("a parent of another daemon that is built", {u"a files@A"_s, u"b current@B a:1"_s}, {}, push,
            {u"a: FilesChanged > a1 a2"_s, elsewhere});
        row("a parent of another daemon that is not here", {u"a current@A"_s, u"b not@B !a:1"_s}, {}, push,
            {u"a: > a1 a2"_s, u"b: NotBuilt elsewhere=a > b1 b2"_s});
        row("a parent of another daemon that was brought here", {u"a current@A"_s, u"b not@B a:1"_s}, {}, push,
            {u"a: > a1 a2"_s, u"b: NotBuilt > b1 b2"_s});
        row("of another daemon, and nothing to do", {u"a current@A"_s, u"b current@B !a:1"_s}, {}, push,
            {u"a: > a1 a2"_s, u"b: > b1 b2"_s});
        row("a parent of the registry", {u"b current@B reg.example/a:1"_s, u"a files@A"_s}, {}, push,
            {u"a: FilesChanged > a1 a2"_s, u"b: ParentRebuilt=a > b1 b2"_s});
        row("a parent of the registry that is not pushed", {u"a files"_s, u"b current reg.example/a:1"_s}, {}, build,
            {u"a: FilesChanged"_s, u"b:"_s});
        row("a parent of the registry that nobody asked for", {u"a files"_s, u"b files reg.example/a:1"_s}, {u"b"_s},
            push, {u"b: FilesChanged > b1 b2"_s});
        row("a circle over the registry", {u"a files b:1"_s, u"b files reg.example/a:1"_s}, {u"b"_s}, push,
            {u"circle a b"_s});
        row("on itself", {u"a files a:1"_s}, {}, push, {u"circle a"_s});
    }
    void plans()
    {
        QFETCH(QStringList, recipes);
        QFETCH(QStringList, asked);
        QFETCH(QString, how);
        std::vector<PlanRecipe> all;
        std::vector<ImageGraph::Recipe> nodes;
        const bool isAll = asked.isEmpty();
        for (const QString &recipe : recipes) {
            const QStringList words = recipe.split(u' ');
            QStringList bases = words.mid(2);
            QStringList missing;
            for (QString &base : bases) {
                if (base.startsWith(u'!'))
                    missing += base.remove(0, 1);
            }
            all.push_back({words[0],
                           {words[0] + u'1', words[0] + u'2'},
                           verdictOf(words[1].section(u'@', 0, 0)),
                           words[1].section(u'@', 1),
                           missing});
            nodes.push_back({words[0], words[0] + u":1"_s, bases, {u"reg.example/%1:1"_s.arg(words[0])}});
            if (isAll)
                asked += words[0];
        }
        const auto plan =
            buildPlan(all, ImageGraph(nodes), {.ids = asked, .pushes = how != "build"_L1, .forces = how == "force"_L1});
        QStringList lines;
        if (!plan)
            lines += u"circle "_s + plan.error().ids.join(u' ');
        for (const PlanStep &step : plan.value_or(std::vector<PlanStep>()))
            lines += shown(step);
        QTEST(lines, "expected");
    }
};

QTEST_GUILESS_MAIN(TestBuildPlan)
#include "tst_buildplan.moc"
