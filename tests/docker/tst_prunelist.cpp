// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/docker/prunelist.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead::docker;
using namespace Qt::StringLiterals;

using Images = std::vector<Image>;
using Containers = std::vector<Container>;

class TestPruneList : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void chooses_data();
    void chooses();
    void layers_data();
    void layers();
    void sums();
    void oursStay();
    void held_data();
    void held();
};

void TestPruneList::chooses_data()
{
    QTest::addColumn<Images>("images");
    QTest::addColumn<Containers>("containers");
    QTest::addColumn<bool>("isDanglingOnly");
    QTest::addColumn<int>("createdBefore");
    QTest::addColumn<QStringList>("expected"); // removals

    const auto row = [](const char *name, const Images &images, const Containers &containers, bool isDanglingOnly,
                        const QStringList &expected, int createdBefore = 0) {
        QTest::newRow(name) << images << containers << isDanglingOnly << createdBefore << expected;
    };
    const Image dangling{.id = u"sha256:d"_s, .created = 10};
    const Image tagged{.id = u"sha256:t"_s, .repoTags = {u"a:1"_s, u"b:1"_s}, .created = 20};
    row("nothing", {}, {}, true, {});
    row("dangling only", {tagged, dangling}, {}, true, {u"sha256:d"_s});
    row("all, oldest first", {tagged, dangling}, {}, false, {u"sha256:d"_s, u"a:1"_s, u"b:1"_s});
    row("held by a container that has ended", {dangling, tagged},
        {{.imageId = u"sha256:d"_s, .state = u"exited"_s}, {.imageId = u"sha256:t"_s, .state = u"created"_s}}, false,
        {});
    row("held by a container whose tag has moved on", {tagged, dangling},
        {{.image = u"a:1"_s, .imageId = u"sha256:d"_s}}, false, {u"a:1"_s, u"b:1"_s});
    row("held by name, where the engine says no id", {tagged}, {{.image = u"b:1"_s}}, false, {});
    row("held by name without a tag", {{.id = u"x"_s, .repoTags = {u"c:latest"_s}}}, {{.image = u"c"_s}}, false, {});
    row("counted by the engine", {{.id = u"x"_s, .containers = 1}}, {}, true, {});
    row("counted as none", {{.id = u"x"_s, .containers = 0}}, {}, true, {u"x"_s});
    row("another one is built on it", {dangling, {.id = u"y"_s, .parentId = u"sha256:d"_s}}, {}, true, {u"y"_s});
    row("a digest without a tag", {{.id = u"x"_s, .repoDigests = {u"r/a@sha256:1"_s}}}, {}, true, {u"r/a@sha256:1"_s});
    row("tags, and a digest of elsewhere",
        {{.id = u"x"_s,
          .repoTags = {u"h:5000/a:1"_s},
          .repoDigests = {u"h:5000/a@sha256:1"_s, u"h:5000/b@sha256:1"_s}}},
        {}, false, {u"h:5000/a:1"_s, u"h:5000/b@sha256:1"_s});
    row("without an id", {{}}, {}, true, {});
    row("containers without an image", {dangling}, {{}}, true, {u"sha256:d"_s});
    row("only old ones", {dangling, {.id = u"x"_s, .created = 11}}, {}, true, {u"sha256:d"_s}, 11);
}

void TestPruneList::chooses()
{
    QFETCH(Images, images);
    QFETCH(Containers, containers);
    QFETCH(bool, isDanglingOnly);
    QFETCH(int, createdBefore);
    const PruneList list =
        pruneList(images, containers, {.isDanglingOnly = isDanglingOnly, .createdBefore = createdBefore});
    QStringList removals;
    for (const PruneCandidate &candidate : list.candidates)
        removals << candidate.removals;
    QTEST(removals, "expected");
}

void TestPruneList::layers_data()
{
    QTest::addColumn<QList<qint64>>("shared"); // by image: "a", "b", "c"
    QTest::addColumn<LayersByImage>("layers");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const LayersByImage &layers, const QStringList &expected,
                        const QList<qint64> &shared = {1, 1, 1}) {
        QTest::newRow(name) << shared << layers << expected;
    };
    const QString a = u"a"_s;
    const QString b = u"b"_s;
    const QString c = u"c"_s;
    row("nothing is known", {}, {u"a ?"_s, u"b ?"_s, u"c ?"_s});
    row("nothing is shared", {}, {a, b, c}, {0, 0, 0});
    row("one of them is not known", {{a, {u"1"_s}}, {b, {u"2"_s}}}, {u"a ?"_s, u"b ?"_s, u"c ?"_s});
    row("one shares nothing", {{a, {u"1"_s}}, {b, {u"2"_s}}}, {a, b, c}, {1, 1, 0});
    row("built by BuildKit on one of them", {{a, {u"1"_s}}, {b, {u"1"_s, u"2"_s}}, {c, {u"3"_s}}}, {b, c});
    row("the same, and one not known", {{a, {u"1"_s}}, {b, {u"1"_s, u"2"_s}}}, {u"b ?"_s, u"c ?"_s});
    row("on each other", {{a, {u"1"_s}}, {b, {u"1"_s, u"2"_s}}, {c, {u"1"_s, u"2"_s, u"3"_s}}}, {c});
    row("the same layer upon others", {{a, {u"1"_s}}, {b, {u"2"_s, u"1"_s}}, {c, {u"2"_s, u"3"_s}}}, {a, b, c});
    row("two on what is no image", {{a, {u"1"_s, u"2"_s}}, {b, {u"1"_s, u"3"_s}}, {c, {}}}, {a, b, c});
    row("the same layers", {{a, {u"1"_s}}, {b, {u"1"_s}}, {c, {u"2"_s}}}, {u"a ="_s, u"b ="_s, c});
    row("no layers", {{a, {}}, {b, {}}, {c, {u"1"_s}}}, {a, b, c});
}

//! Review 5, 5.
void TestPruneList::layers()
{
    using Built = PruneCandidate::Built;
    QFETCH(const QList<qint64>, shared);
    QFETCH(const LayersByImage, layers);
    const Images images{{.id = u"a"_s, .created = 1, .sharedSizeBytes = shared[0]},
                        {.id = u"b"_s, .created = 2, .sharedSizeBytes = shared[1]},
                        {.id = u"c"_s, .created = 3, .sharedSizeBytes = shared[2]}};
    QStringList listed;
    for (const PruneCandidate &candidate : pruneList(images, {}, {}, layers).candidates)
        listed << candidate.image.id + (candidate.built == Built::None         ? u""_s
                                        : candidate.built == Built::SameLayers ? u" ="_s
                                                                               : u" ?"_s);
    QTEST(listed, "expected");
    QCOMPARE(imagesWithSharedLayers(images).size(), 3 - shared.count(0));
}

void TestPruneList::sums()
{
    const Images images{{.id = u"a"_s, .sizeBytes = 100, .sharedSizeBytes = 30},
                        {.id = u"b"_s, .sizeBytes = 50, .sharedSizeBytes = -1},
                        {.id = u"c"_s, .sizeBytes = -1, .sharedSizeBytes = -1},
                        {.id = u"d"_s, .sizeBytes = 10, .sharedSizeBytes = 20},
                        {.id = u"e"_s, .sizeBytes = 40, .sharedSizeBytes = 20, .isSharedSizeLeast = true}};
    const PruneList list = pruneList(images, {}, {});
    QCOMPARE(list.candidates.size(), 5u);
    QCOMPARE(list.candidates[0].freedBytes, 70);
    QCOMPARE(list.candidates[1].freedBytes, -1);
    QCOMPARE(list.candidates[3].freedBytes, 0);
    QCOMPARE(list.candidates[4].freedBytes, -1);
    QCOMPARE(list.leastBytes, 70);
    QCOMPARE(list.mostBytes, 200);
}

//! Only what would have been listed counts as kept.
void TestPruneList::oursStay()
{
    const Images images{{.id = u"a"_s, .repoTags = {u"ours:1"_s}, .created = 1, .sizeBytes = 100},
                        {.id = u"b"_s, .repoTags = {u"ours:2"_s}, .created = 2, .sizeBytes = 100},
                        {.id = u"c"_s, .repoTags = {u"theirs:1"_s}, .created = 3, .sizeBytes = 50}};
    const auto isOurs = [](const Image &image) { return image.repoTags.value(0).startsWith("ours"_L1); };
    const PruneList list = pruneList(images, {{.imageId = u"b"_s}}, {.isDanglingOnly = false, .isOurs = isOurs});
    QCOMPARE(list.candidates.size(), 1u);
    QCOMPARE(list.candidates[0].image.id, u"c"_s);
    QCOMPARE(list.ours, 1);
    QCOMPARE(list.mostBytes, 50);
}

void TestPruneList::held_data()
{
    QTest::addColumn<Images>("images");
    QTest::addColumn<Containers>("containers");
    QTest::addColumn<bool>("isDanglingOnly");
    QTest::addColumn<QStringList>("expected"); // image and containers
    const auto row = [](const char *name, const Images &images, const Containers &containers,
                        const QStringList &expected, bool isDanglingOnly = false) {
        QTest::newRow(name) << images << containers << isDanglingOnly << expected;
    };
    const Image image{.id = u"i"_s, .repoTags = {u"a:1"_s, u"b:1"_s}};
    const auto of = [](const QString &name, const QString &state) {
        return Container{.id = u"0123456789abcdef"_s, .names = {name}, .imageId = u"i"_s, .state = state};
    };
    const Container old = of(u"old"_s, u"exited"_s);
    row("nothing holds it", {image}, {}, {});
    row("exited", {image}, {old}, {u"i by old"_s});
    row("never started", {image}, {of(u"new"_s, u"created"_s)}, {u"i by new"_s});
    row("dead, without a name", {image}, {{.id = u"0123456789abcdef"_s, .imageId = u"i"_s, .state = u"dead"_s}},
        {u"i by 0123456789ab"_s});
    row("runs", {image}, {of(u"web"_s, u"running"_s)}, {});
    row("paused", {image}, {of(u"web"_s, u"paused"_s)}, {});
    row("nobody knows its state", {image}, {of(u"web"_s, {})}, {});
    row("one of two runs", {image}, {old, of(u"web"_s, u"running"_s)}, {});
    row("two that do not", {image}, {old, of(u"new"_s, u"created"_s)}, {u"i by new, old"_s});
    row("by name, where the engine says no id", {image},
        {{.names = {u"old"_s}, .image = u"b:1"_s, .state = u"exited"_s}}, {u"i by old"_s});
    row("counted by the engine", {{.id = u"i"_s, .containers = 1}}, {old}, {u"i by old"_s});
    row("one more is counted than listed", {{.id = u"i"_s, .containers = 2}}, {old}, {});
    row("another image is built on it", {image, {.id = u"y"_s, .parentId = u"i"_s}}, {old}, {});
    row("a recipe's", {{.id = u"i"_s, .repoTags = {u"ours:1"_s}}}, {old}, {});
    row("it has a name, and those without are asked for", {image}, {old}, {}, true);
    row("without a name", {{.id = u"i"_s}}, {old}, {u"i by old"_s}, true);
    row("oldest first", {{.id = u"i"_s, .created = 9}, {.id = u"j"_s, .created = 1}},
        {old, {.names = {u"other"_s}, .imageId = u"j"_s, .state = u"exited"_s}}, {u"j by other"_s, u"i by old"_s});
}

//! Those that could go if stopped containers went: never to be removed, but to be told.
void TestPruneList::held()
{
    QFETCH(const Images, images);
    QFETCH(const Containers, containers);
    QFETCH(const bool, isDanglingOnly);
    const auto isOurs = [](const Image &image) { return image.repoTags.value(0).startsWith("ours"_L1); };
    const PruneList list = pruneList(images, containers, {.isDanglingOnly = isDanglingOnly, .isOurs = isOurs});
    QStringList held;
    for (const HeldImage &each : list.held) {
        held += each.image.id + u" by "_s + each.containers.join(u", "_s);
        QVERIFY(std::none_of(list.candidates.begin(), list.candidates.end(),
                             [&each](const auto &candidate) { return candidate.image.id == each.image.id; }));
    }
    QTEST(held, "expected");
}

QTEST_GUILESS_MAIN(TestPruneList)
#include "tst_prunelist.moc"
