// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/images/imagegraph.h"
#include "backends/images/outofdate.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead::images;
using namespace Qt::StringLiterals;

namespace {

using Kind = BuildReason::Kind;
using Labels = QMap<QString, QString>;

const QString One = u"sha256:1111111111111111111111111111111111111111111111111111111111111111"_s;
const QString Two = u"sha256:2222222222222222222222222222222222222222222222222222222222222222"_s;

BuildMarks marks(std::vector<BuildMarks::Base> bases = {{u"debian:12"_s, One, {}}})
{
    return {
        .recipe = u"r1"_s, .recipeHash = u"sha256:aa"_s, .contextDigest = u"sha256:bb"_s, .bases = std::move(bases)};
}

} // namespace

class TestBuildMarks : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void labels()
    {
        const BuildMarks two = marks({{u"debian:12"_s, One, {}}, {u"reg:5000/a@sha256:x"_s, Two, {}}});
        const Labels labels{{u"io.fairlead.recipe"_s, u"r1"_s},
                            {u"io.fairlead.recipe-hash"_s, u"sha256:aa"_s},
                            {u"io.fairlead.context-digest"_s, u"sha256:bb"_s},
                            {u"io.fairlead.base-digest"_s, u"debian:12@%1 reg:5000/a@sha256:x@%2"_s.arg(One, Two)}};
        QCOMPARE(two.toLabels(), labels);
        QCOMPARE(BuildMarks::fromLabels(labels), two);
    }
    //! Whatever a recipe says: images are known by ours.
    void oursWin()
    {
        const BuildMarks one = marks({{u"debian:12"_s, One, {}}});
        Labels expected = one.toLabels();
        expected.insert(u"maintainer"_s, u"x"_s);
        QCOMPARE(
            one.toLabels(
                {{u"io.fairlead.recipe"_s, u"r2"_s}, {u"maintainer"_s, u"x"_s}, {u"io.fairlead.base-digest"_s, {}}}),
            expected);
        for (const QString &ours : one.toLabels().keys())
            QVERIFY2(BuildMarks::isOurs(ours), qPrintable(ours));
        QVERIFY(!BuildMarks::isOurs(u"io.fairleads"_s));
    }
    void labelsOfPlatforms()
    {
        const BuildMarks two = marks({{u"reg:5000/a:1@sha256:x"_s, One, {}, u"linux/arm64"_s}, {u"a"_s, Two, {}, {}}});
        QCOMPARE(two.toLabels().value(u"io.fairlead.base-digest"_s),
                 u"reg:5000/a:1@sha256:x?platform=linux/arm64@%1 a@%2"_s.arg(One, Two));
        QCOMPARE(BuildMarks::fromLabels(two.toLabels()), two);
    }
    void labelsOfWhatIsNotKnown()
    {
        const BuildMarks none = marks({{u"debian:12"_s, {}, {}}});
        QCOMPARE(none.toLabels().value(u"io.fairlead.base-digest"_s, u"missing"_s), QString());
        QCOMPARE(BuildMarks::fromLabels(none.toLabels()), marks({}));
        QVERIFY(!BuildMarks::fromLabels({}));
        QVERIFY(!BuildMarks::fromLabels({{u"io.fairlead.recipe"_s, u"r1"_s}}));
        QVERIFY(!BuildMarks::fromLabels({{u"io.fairlead.recipe-hash"_s, u"x"_s}}));
        const auto odd = BuildMarks::fromLabels({{u"io.fairlead.recipe"_s, u"r"_s},
                                                 {u"io.fairlead.recipe-hash"_s, u"x"_s},
                                                 {u"io.fairlead.base-digest"_s, u" @x  a b@ "_s}});
        QVERIFY(odd);
        QCOMPARE(odd->bases, (std::vector<BuildMarks::Base>{{u"b"_s, {}, {}}}));
    }

    void digests()
    {
        QCOMPARE(shortDigest(One), u"111111111111"_s);
        QCOMPARE(shortDigest(u"sha256:12"_s), u"12"_s);
        QCOMPARE(shortDigest(u"odd"_s), u"odd"_s);
        QCOMPARE(shortDigest({}), QString());
    }

    void verdicts_data()
    {
        QTest::addColumn<BuildMarks>("wanted");
        QTest::addColumn<std::optional<Labels>>("there");
        QTest::addColumn<BuildVerdict>("expected");
        const auto row = [](const char *name, const BuildMarks &wanted, const std::optional<Labels> &there,
                            const BuildVerdict &expected) { QTest::newRow(name) << wanted << there << expected; };
        const auto outOfDate = [](std::vector<BuildReason> reasons) {
            return BuildVerdict{BuildState::OutOfDate, std::move(reasons)};
        };
        const BuildVerdict current{BuildState::Current, {}};
        const BuildVerdict foreign{BuildState::Foreign, {}};
        const Labels built = marks().toLabels();

        row("nothing there", marks(), {}, {BuildState::NotBuilt, {}});
        row("as built", marks(), built, current);
        row("no labels", marks(), Labels{}, foreign);
        row("labels of others", marks(), Labels{{u"maintainer"_s, u"x"_s}}, foreign);
        BuildMarks other = marks();
        other.recipe = u"r2"_s;
        row("of another recipe, or inherited from it", other, built, foreign);
        BuildMarks wanted = marks();
        wanted.recipeHash = u"sha256:cc"_s;
        row("recipe", wanted, built, outOfDate({{Kind::RecipeChanged}}));
        wanted.contextDigest = u"sha256:dd"_s;
        row("recipe and files", wanted, built, outOfDate({{Kind::RecipeChanged}, {Kind::FilesChanged}}));
        const BuildReason base{Kind::BaseChanged, u"debian:12"_s, One, Two};
        row("base", marks({{u"debian:12"_s, Two, {}}}), built, outOfDate({base}));
        row("base that another spelling names", marks({{u"docker.io/library/debian:12"_s, One, {}}}), built, current);
        row("base that nobody knows now", marks({{u"debian:12"_s, {}, {}}}), built, current);
        row("base that nobody knew then", marks(), marks({{u"debian:12"_s, {}, {}}}).toLabels(),
            outOfDate({{Kind::BaseChanged, u"debian:12"_s, {}, One}}));
        row("one base more", marks({{u"debian:12"_s, One, {}}, {u"alpine"_s, Two, {}}}), built,
            outOfDate({{Kind::BaseChanged, u"alpine"_s, {}, Two}}));
        row("a base for another platform", marks({{u"debian:12"_s, Two, {}, u"linux/arm64"_s}}),
            marks({{u"debian:12"_s, One, {}, {}}, {u"debian:12"_s, Two, {}, u"linux/arm64"_s}}).toLabels(), current);
        row("a new one for another platform", marks({{u"debian:12"_s, Two, {}, u"linux/arm64"_s}}),
            marks({{u"debian:12"_s, Two, {}, {}}, {u"debian:12"_s, One, {}, u"linux/arm64"_s}}).toLabels(),
            outOfDate({base}));
        row("one base less", marks({}), built, current); // the recipe's hash says so
        row("all, in order",
            {.recipe = u"r1"_s,
             .recipeHash = u"x"_s,
             .contextDigest = u"y"_s,
             .bases = {{u"own:1"_s, Two, u"r0"_s}, {u"debian:12"_s, Two, {}}}},
            built,
            outOfDate({{Kind::RecipeChanged},
                       {Kind::FilesChanged},
                       base,
                       {Kind::ParentRebuilt, u"own:1"_s, {}, Two, u"r0"_s}}));
        row("parent", marks({{u"debian:12"_s, Two, u"r0"_s}}), built,
            outOfDate({{Kind::ParentRebuilt, u"debian:12"_s, One, Two, u"r0"_s}}));
    }
    void verdicts()
    {
        QFETCH(BuildMarks, wanted);
        QFETCH(std::optional<Labels>, there);
        QFETCH(BuildVerdict, expected);
        const BuildVerdict verdict = buildVerdict(wanted, there);
        QCOMPARE(toString(verdict.state), toString(expected.state));
        QCOMPARE(verdict.reasons.size(), expected.reasons.size());
        QCOMPARE(verdict, expected);
    }

    void parents_data()
    {
        QTest::addColumn<int>("own");
        QTest::addColumn<int>("parent"); // -1: nobody knows
        QTest::addColumn<QString>("base");
        QTest::addColumn<int>("expected");
        const int current = int(BuildState::Current);
        const int stale = int(BuildState::OutOfDate);
        const int none = int(BuildState::NotBuilt);
        const int foreign = int(BuildState::Foreign);
        QTest::newRow("both current") << current << current << u"parent:1"_s << current;
        QTest::newRow("out of date") << current << stale << u"parent:1"_s << stale;
        QTest::newRow("not built") << current << none << u"parent:1"_s << stale;
        QTest::newRow("of somebody else") << current << foreign << u"parent:1"_s << current;
        QTest::newRow("nobody knows") << current << -1 << u"parent:1"_s << current;
        QTest::newRow("by its registry") << current << stale << u"reg:5000/parent:1"_s << current;
        QTest::newRow("another's") << current << stale << u"debian:12"_s << current;
        QTest::newRow("not built itself") << none << stale << u"parent:1"_s << none;
        QTest::newRow("foreign itself") << foreign << stale << u"parent:1"_s << foreign;
        QTest::newRow("out of date itself") << stale << current << u"parent:1"_s << stale;
    }
    void parents()
    {
        QFETCH(const int, own);
        QFETCH(const int, parent);
        QFETCH(const QString, base);
        const ImageGraph graph(
            {{.id = u"child"_s, .tag = u"child:1"_s, .bases = {base}},
             {.id = u"parent"_s, .tag = u"parent:1"_s, .bases = {}, .pushedAs = {u"reg:5000/parent:1"_s}}});
        QHash<QString, BuildState> states;
        if (parent >= 0)
            states.insert(u"parent"_s, BuildState(parent));
        BuildVerdict verdict{BuildState(own), {}};
        if (verdict.state == BuildState::OutOfDate)
            verdict.reasons = {{.kind = BuildReason::Kind::FilesChanged}};
        const BuildVerdict behind = behindParents(verdict, u"child"_s, graph, states);
        QTEST(int(behind.state), "expected");
        const bool isNew = behind.state == BuildState::OutOfDate && verdict.state == BuildState::Current;
        QCOMPARE(behind.reasons.size(), verdict.reasons.size() + (isNew ? 1 : 0));
        if (isNew)
            QCOMPARE(behind.reasons.front(),
                     (BuildReason{.kind = BuildReason::Kind::ParentOutOfDate, .recipe = u"parent"_s}));
    }

    void newerInRegistry_data()
    {
        QTest::addColumn<QString>("image");
        QTest::addColumn<QStringList>("here");
        QTest::addColumn<QString>("there");
        QTest::addColumn<bool>("isNewer");
        const QString hub = u"debian@sha256:1"_s;
        QTest::newRow("the same") << u"debian:12"_s << QStringList{hub} << u"sha256:1"_s << false;
        QTest::newRow("another") << u"debian:12"_s << QStringList{hub} << u"sha256:2"_s << true;
        QTest::newRow("by its long name") << u"docker.io/library/debian"_s << QStringList{hub} << u"sha256:2"_s << true;
        QTest::newRow("one of several") << u"debian:12"_s << QStringList{hub, u"debian@sha256:2"_s} << u"sha256:2"_s
                                        << false;
        QTest::newRow("from elsewhere") << u"debian:12"_s << QStringList{u"mirror/debian@sha256:1"_s} << u"sha256:2"_s
                                        << false;
        QTest::newRow("made there") << u"debian:12"_s << QStringList() << u"sha256:2"_s << false;
        QTest::newRow("nobody knows") << u"debian:12"_s << QStringList{hub} << QString() << false;
        QTest::newRow("by its digest") << u"debian@sha256:1"_s << QStringList{hub} << u"sha256:2"_s << false;
    }
    void newerInRegistry()
    {
        QFETCH(const QString, image);
        QFETCH(const QStringList, here);
        QFETCH(const QString, there);
        QTEST(isNewerInRegistry(image, here, there), "isNewer");
    }
};

QTEST_GUILESS_MAIN(TestBuildMarks)
#include "tst_buildmarks.moc"
