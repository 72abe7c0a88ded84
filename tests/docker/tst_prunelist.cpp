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
                        {.id = u"d"_s, .sizeBytes = 10, .sharedSizeBytes = 20}};
    const PruneList list = pruneList(images, {}, {});
    QCOMPARE(list.candidates.size(), 4u);
    QCOMPARE(list.candidates[0].freedBytes, 70);
    QCOMPARE(list.candidates[1].freedBytes, -1);
    QCOMPARE(list.candidates[3].freedBytes, 0);
    QCOMPARE(list.leastBytes, 70);
    QCOMPARE(list.mostBytes, 160);
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

QTEST_GUILESS_MAIN(TestPruneList)
#include "tst_prunelist.moc"
