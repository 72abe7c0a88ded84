// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/docker/imageprune.h"
#include "tests/support/faultserver.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::docker;
using namespace fairlead::tests;
using namespace fairlead::transport;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Json = "application/json";
const QByteArray Images = R"([{"Id":"sha256:d","Created":1},
    {"Id":"sha256:t","Created":2,"RepoTags":["a:1","b:1"]},{"Id":"sha256:h","Created":3,"RepoTags":["h:1"]}])";
const QByteArray Containers = R"([{"Id":"c","ImageID":"sha256:h"}])";

//! A daemon of three images, one of them held, and what a prune of them says.
struct Fixture
{
    explicit Fixture(const PruneFilter &filter = {.isDanglingOnly = false})
        : http({.server = server.url()}, std::make_unique<StaticCredentials>(Credentials{}), "test")
        , client(http)
        , prune(std::make_unique<ImagePrune>(client, filter))
    {
        server.setHandler([this](const SeenRequest &request) {
            const QByteArray asked = request.method + ' ' + request.path().mid(6); // without "/v1.41"
            const int times = ++seen[asked];
            if (const auto it = later.constFind(asked); it != later.constEnd() && times > it->first)
                return Script::answer(200, Json, it->second);
            if (const auto it = answers.constFind(asked); it != answers.constEnd())
                return Script::answer(it->first, Json, it->second);
            if (asked == "GET /images/json")
                return Script::answer(200, Json, Images);
            if (asked == "GET /containers/json")
                return Script::answer(200, Json, Containers);
            if (request.method == "DELETE")
                return Script::answer(200, Json, R"([{"Untagged":"x"}])");
            const QByteArray id = asked.contains("sha256:d") ? "sha256:d" : "sha256:t";
            return Script::answer(200, Json, "{\"Id\":\"" + id + "\"}");
        });
        QObject::connect(prune.get(), &ImagePrune::listed, prune.get(), [this](const PruneList &list) {
            said << u"listed %1"_s.arg(list.candidates.size());
            if (removes)
                prune->remove(ids, isOurs);
        });
        QObject::connect(prune.get(), &ImagePrune::removed, prune.get(), [this](const QString &name) {
            said << u"removed "_s + name;
            if (onRemoved)
                onRemoved();
        });
        QObject::connect(prune.get(), &ImagePrune::kept, prune.get(),
                         [this](const QString &name, const QString &, const ApiError &error) {
                             said << u"kept %1 %2 %3"_s.arg(name, toString(error.kind), error.reason).trimmed();
                         });
        QObject::connect(prune.get(), &ImagePrune::finished, prune.get(), [this](const std::optional<ApiError> &error) {
            said << (error ? toString(error->kind) : u"well"_s);
            isOver = true;
        });
    }

    int deletions() const
    {
        int count = 0;
        for (const SeenRequest &request : server.requests())
            count += request.method == "DELETE";
        return count;
    }

    FaultServer server;
    HttpClient http;
    EngineClient client;
    std::unique_ptr<ImagePrune> prune;
    QHash<QByteArray, QPair<int, QByteArray>> answers; //!< instead of the usual ones
    QHash<QByteArray, QPair<int, QByteArray>> later;   //!< behind so many of the usual ones
    QHash<QByteArray, int> seen;
    QStringList ids{u"sha256:d"_s, u"sha256:t"_s, u"sha256:h"_s};
    std::function<bool(const Image &)> isOurs; //!< when it is removed
    bool removes = true;
    QStringList said;
    bool isOver = false;
    std::function<void()> onRemoved;
};

} // namespace

class TestImagePrune : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void prunes_data();
    void prunes();
    void keepsWhatCameIntoUse_data();
    void keepsWhatCameIntoUse();
    void keepsWhatBecameOurs();
    void listingChangesNothing();
    void counts();
    void imagesAreListedFirst();
    void endsInSlot_data();
    void endsInSlot();
};

void TestImagePrune::prunes_data()
{
    using Answers = QHash<QByteArray, QPair<int, QByteArray>>;
    QTest::addColumn<bool>("isDanglingOnly");
    QTest::addColumn<QStringList>("ids");
    QTest::addColumn<Answers>("answers");
    QTest::addColumn<QStringList>("expected");

    const QStringList all{u"sha256:d"_s, u"sha256:t"_s, u"sha256:h"_s};
    const QByteArray message = R"({"message":"no"})";
    QTest::newRow("all") << false << all << Answers()
                         << QStringList{u"listed 2"_s, u"removed sha256:d"_s, u"removed a:1"_s, u"removed b:1"_s,
                                        u"well"_s};
    QTest::newRow("dangling") << true << all << Answers()
                              << QStringList{u"listed 1"_s, u"removed sha256:d"_s, u"well"_s};
    QTest::newRow("BuildKit's, on the one that is held") // Review 5, 5
        << false << all
        << Answers{{"GET /images/sha256:d/json", {200, R"({"Id":"sha256:d","RootFS":{"Layers":["1"]}})"}},
                   {"GET /images/sha256:h/json", {200, R"({"Id":"sha256:h","RootFS":{"Layers":["1","2"]}})"}}}
        << QStringList{u"listed 1"_s, u"removed a:1"_s, u"removed b:1"_s, u"well"_s};
    QTest::newRow("layers that nobody tells")
        << false << QStringList{u"sha256:d"_s} << Answers{{"GET /images/sha256:h/json", {500, message}}}
        << QStringList{u"listed 2"_s, u"removed sha256:d"_s, u"well"_s};
    QTest::newRow("chosen") << false << QStringList{u"sha256:t"_s} << Answers()
                            << QStringList{u"listed 2"_s, u"removed a:1"_s, u"removed b:1"_s, u"well"_s};
    QTest::newRow("one that is held, chosen")
        << false << QStringList{u"sha256:h"_s} << Answers() << QStringList{u"listed 2"_s, u"well"_s};
    QTest::newRow("taken meanwhile") << false << all << Answers{{"DELETE /images/sha256:d", {409, message}}}
                                     << QStringList{u"listed 2"_s, u"kept sha256:d Conflict"_s, u"removed a:1"_s,
                                                    u"removed b:1"_s, u"well"_s};
    QTest::newRow("a name that moved") << false << QStringList{u"sha256:t"_s}
                                       << Answers{{"GET /images/a:1/json", {200, R"({"Id":"sha256:new"})"}}}
                                       << QStringList{u"listed 2"_s, u"kept a:1 Conflict ImageMoved"_s,
                                                      u"removed b:1"_s, u"well"_s};
    QTest::newRow("gone meanwhile") << false << QStringList{u"sha256:d"_s}
                                    << Answers{{"GET /images/sha256:d/json", {404, message}}}
                                    << QStringList{u"listed 2"_s, u"kept sha256:d NotFound"_s, u"well"_s};
    QTest::newRow("the daemon is lost") << false << all << Answers{{"DELETE /images/sha256:d", {504, message}}}
                                        << QStringList{u"listed 2"_s, u"Timeout"_s};
    QTest::newRow("no images") << false << all << Answers{{"GET /images/json", {500, message}}}
                               << QStringList{u"Server"_s};
    QTest::newRow("no containers") << false << all << Answers{{"GET /containers/json", {500, message}}}
                                   << QStringList{u"Server"_s};
}

void TestImagePrune::prunes()
{
    using Answers = QHash<QByteArray, QPair<int, QByteArray>>;
    QFETCH(bool, isDanglingOnly);
    QFETCH(QStringList, ids);
    QFETCH(Answers, answers);
    Fixture fixture({.isDanglingOnly = isDanglingOnly});
    fixture.ids = ids;
    fixture.answers = answers;
    fixture.prune->list();
    QVERIFY(fixture.said.isEmpty());
    QTRY_VERIFY(fixture.isOver);
    QTEST(fixture.said, "expected");
    QCOMPARE(fixture.prune->state(), ImagePrune::State::Finished);
}

void TestImagePrune::keepsWhatCameIntoUse_data()
{
    using Later = QHash<QByteArray, QPair<int, QByteArray>>;
    QTest::addColumn<Later>("later");
    QTest::addColumn<QStringList>("expected"); // of images "d" without a name, "t" with two
    const QString listed = u"listed 2"_s;
    const QStringList tagged{u"removed a:1"_s, u"removed b:1"_s, u"well"_s};
    const QString kept = u"kept sha256:d Conflict InUse"_s;
    const auto keptTagged = QStringList{u"kept a:1 Conflict InUse"_s, u"kept b:1 Conflict InUse"_s};
    const QByteArray images = "GET /images/json";
    const QByteArray containers = "GET /containers/json";
    QTest::newRow("by a container") << Later{{containers, {1, R"([{"Id":"c","ImageID":"sha256:d"}])"}}}
                                    << QStringList{listed, kept} + tagged;
    QTest::newRow("both by containers")
        << Later{{containers, {1, R"([{"Id":"c","ImageID":"sha256:d"},{"Id":"e","ImageID":"sha256:t"}])"}}}
        << QStringList{listed, kept} + keptTagged + QStringList{u"well"_s};
    QTest::newRow("by an image on it")
        << Later{{images, {1, Images.chopped(1) + R"(,{"Id":"sha256:n","ParentId":"sha256:d","Created":9}])"}}}
        << QStringList{listed, kept} + tagged;
    QTest::newRow("by an image on it that does not name it") // Review 5, 5
        << Later{{images, {1, Images.chopped(1) + R"(,{"Id":"sha256:n","Created":9}])"}}}
        << QStringList{listed, kept} + tagged;
    QTest::newRow("it has got a name")
        << Later{{images, {1, QByteArray(Images).replace(R"("Created":1)", R"("Created":1,"RepoTags":["n:1"])")}}}
        << QStringList{listed, kept} + tagged;
    QTest::newRow("behind the second look, of several names")
        << Later{{containers, {2, R"([{"Id":"c","ImageID":"sha256:t"}])"}}}
        << QStringList{listed, u"removed sha256:d"_s} + keptTagged + QStringList{u"well"_s};
}

void TestImagePrune::keepsWhatCameIntoUse()
{
    using Later = QHash<QByteArray, QPair<int, QByteArray>>;
    QFETCH(Later, later);
    Fixture fixture;
    fixture.later = later;
    fixture.answers = {{"GET /images/sha256:d/json", {200, R"({"Id":"sha256:d","RootFS":{"Layers":["1"]}})"}},
                       {"GET /images/sha256:n/json", {200, R"({"Id":"sha256:n","RootFS":{"Layers":["1","2"]}})"}}};
    fixture.prune->list();
    QTRY_VERIFY(fixture.isOver);
    QTEST(fixture.said, "expected");
}

void TestImagePrune::keepsWhatBecameOurs()
{
    Fixture fixture;
    fixture.isOurs = [](const Image &image) { return image.repoTags.contains(u"b:1"_s); };
    fixture.prune->list();
    QTRY_VERIFY(fixture.isOver);
    QCOMPARE(fixture.said, (QStringList{u"listed 2"_s, u"kept a:1 Conflict InUse"_s, u"kept b:1 Conflict InUse"_s,
                                        u"removed sha256:d"_s, u"well"_s}));
    QCOMPARE(fixture.deletions(), 1);
}

//! Shared sizes come with the list, or from the disk usage of an engine that does not have them there.
void TestImagePrune::counts()
{
    Fixture fixture;
    fixture.removes = false;
    fixture.answers = {
        {"GET /images/json", {200, R"([{"Id":"sha256:d","Created":1,"Size":100},{"Id":"sha256:t","Created":2,
            "RepoTags":["a:1"],"Size":70},{"Id":"sha256:h","Created":3,"RepoTags":["h:1"],"Size":10}])"}},
        {"GET /system/df", {200, R"({"Images":[{"Id":"sha256:d","SharedSize":60},{"Id":"sha256:t","SharedSize":60},
            {"Id":"sha256:h","SharedSize":0}]})"}},
        {"GET /images/sha256:d/json", {200, R"({"Id":"sha256:d","RootFS":{"Layers":["l","d1"]}})"}},
        {"GET /images/sha256:t/json", {200, R"({"Id":"sha256:t","RootFS":{"Layers":["l","t1"]}})"}}};
    std::optional<SharedLayers> layers;
    QObject::connect(fixture.prune.get(), &ImagePrune::counted, fixture.prune.get(),
                     [&](const SharedLayers &counted) { layers = counted; });
    fixture.prune->list();
    QTRY_VERIFY(layers);
    QCOMPARE(layers->freedBy({u"sha256:d"_s}), (SharedLayers::Freed{40, 40}));
    QCOMPARE(layers->freedBy({u"sha256:d"_s, u"sha256:t"_s}), (SharedLayers::Freed{110, 110}));
    QCOMPARE(fixture.seen.value("GET /images/sha256:d/json"), 1);
}

void TestImagePrune::listingChangesNothing()
{
    Fixture fixture;
    fixture.removes = false;
    fixture.prune->list();
    QTRY_COMPARE(fixture.said, QStringList{u"listed 2"_s});
    for (const SeenRequest &request : fixture.server.requests())
        QCOMPARE(request.method, QByteArray("GET"));
}

void TestImagePrune::imagesAreListedFirst()
{
    Fixture fixture;
    fixture.removes = false;
    fixture.prune->list();
    QTRY_COMPARE(fixture.said, QStringList{u"listed 2"_s});
    QVERIFY(fixture.server.requests()[0].target.contains("/images/json"));
    QVERIFY(fixture.server.requests()[1].target.contains("/containers/json?all=1"));
}

void TestImagePrune::endsInSlot_data()
{
    QTest::addColumn<bool>("isDeleted");
    QTest::newRow("cancelled") << false;
    QTest::newRow("deleted") << true;
}

void TestImagePrune::endsInSlot()
{
    QFETCH(bool, isDeleted);
    Fixture fixture;
    fixture.onRemoved = [&] {
        if (isDeleted)
            fixture.prune.reset();
        else
            fixture.prune->cancel();
    };
    fixture.prune->list();
    QTRY_COMPARE(fixture.prune == nullptr, isDeleted);
    QTRY_COMPARE(fixture.said.size(), isDeleted ? 2 : 3);
    QCOMPARE(fixture.deletions(), 1);
    QCOMPARE(fixture.isOver, !isDeleted);
}

QTEST_GUILESS_MAIN(TestImagePrune)
#include "tst_imageprune.moc"
