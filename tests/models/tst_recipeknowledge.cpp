// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/workshop/recipeknowledge.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using namespace Qt::StringLiterals;

namespace {

using imagejobs::JobInfo;
using imagejobs::JobResult;
using images::BuildReason;
using images::BuildState;
using images::Likeness;

settings::Settings objects()
{
    settings::Settings all;
    all.daemons = {{.id = u"d1"_s, .name = u"local"_s}, {.id = u"d2"_s, .name = u"remote"_s}};
    all.registries = {{.id = u"r1"_s, .name = u"one"_s, .host = u"one:5000"_s},
                      {.id = u"r2"_s, .name = u"two"_s, .host = u"two:5000"_s}};
    all.baseImages = {{.id = u"exec"_s, .name = u"Exec"_s, .tag = u"exec:1"_s, .registries = {{u"r1"_s, {}}}},
                      {.id = u"api"_s, .name = u"Api"_s, .tag = u"api:1"_s, .daemon = {u"d2"_s, {}}}};
    return all;
}

imagejobs::RecipeFinding found(BuildState state, std::vector<BuildReason> reasons = {}, bool hasImage = true)
{
    imagejobs::RecipeFindings findings;
    findings.disk.tag = u"exec:1"_s;
    findings.verdict = {state, std::move(reasons)};
    if (hasImage)
        findings.image = docker::ImageDetails{.id = u"sha256:aaa"_s, .created = 1'000, .sizeBytes = 50};
    return {u"exec"_s, u"d1"_s, findings};
}

imagejobs::RegistryFinding inRegistry(const Result<std::optional<QString>> &digest, Likeness likeness)
{
    return {.recipeId = u"exec"_s,
            .registryId = u"r1"_s,
            .target = u"one:5000/exec:1"_s,
            .built = images::ImageIdentity(),
            .digest = digest,
            .likeness = likeness};
}

docker::Image image(const QString &id, const QString &tag, const QStringList &repoDigests = {})
{
    return {.id = id, .repoTags = {tag}, .repoDigests = repoDigests, .created = 900, .sizeBytes = 50};
}

RecipeKnowledge known()
{
    RecipeKnowledge knowledge;
    knowledge.setSettings(objects());
    return knowledge;
}

} // namespace

class TestRecipeKnowledge : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void states_data()
    {
        QTest::addColumn<int>("found");
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("reason");
        using State = RecipeState::State;
        const auto row = [](const char *name, BuildState found, State state, const QString &reason) {
            QTest::newRow(name) << int(found) << int(state) << reason;
        };
        row("not built", BuildState::NotBuilt, State::NotBuilt, u"Files of the context"_s);
        row("current", BuildState::Current, State::Current, u"Files of the context"_s);
        row("out of date", BuildState::OutOfDate, State::OutOfDate, u"Files of the context"_s);
        row("of somebody else", BuildState::Foreign, State::OutOfDate, u"another image under this tag"_s);
    }
    void states()
    {
        QFETCH(int, found);
        QFETCH(QString, reason);
        RecipeKnowledge knowledge = known();
        QVERIFY(knowledge.state(u"exec"_s).state == RecipeState::State::Unknown);
        knowledge.setFinding(::found(BuildState(found), {{.kind = BuildReason::Kind::FilesChanged}}));
        const RecipeState state = knowledge.state(u"exec"_s);
        QTEST(int(state.state), "state");
        QVERIFY2(state.reasons.join(u' ').contains(reason), qPrintable(state.reasons.join(u' ')));
        QCOMPARE(state.imageId, u"sha256:aaa"_s);
        QCOMPARE(state.builtAt, 1'000);
    }

    void whyNothingIsKnown()
    {
        RecipeKnowledge knowledge = known();
        knowledge.setFinding(
            {u"exec"_s, u"d1"_s, tl::unexpected(ApiError{.kind = ApiError::Kind::Network, .message = u"no route"_s})});
        QVERIFY(knowledge.state(u"exec"_s).state == RecipeState::State::Unknown);
        QCOMPARE(knowledge.state(u"exec"_s).reasons, QStringList{u"no route"_s});
    }

    void registries_data()
    {
        QTest::addColumn<Result<std::optional<QString>>>("digest");
        QTest::addColumn<Likeness>("likeness");
        QTest::addColumn<int>("state");
        using Digest = Result<std::optional<QString>>;
        using State = RegistryState::State;
        const Likeness open = Likeness::Unknown;
        QTest::newRow("not there") << Digest(std::nullopt) << open << int(State::NotPushed);
        QTest::newRow("the same") << Digest(u"sha256:x"_s) << Likeness::Same << int(State::Current);
        QTest::newRow("another") << Digest(u"sha256:x"_s) << Likeness::Different << int(State::Differs);
        QTest::newRow("nobody can tell") << Digest(u"sha256:x"_s) << open << int(State::Uncompared);
        QTest::newRow("refused") << Digest(tl::unexpected(ApiError{.kind = ApiError::Kind::Unauthorized})) << open
                                 << int(State::Failed);
    }
    void registries()
    {
        QFETCH(Result<std::optional<QString>>, digest);
        QFETCH(Likeness, likeness);
        RecipeKnowledge knowledge = known();
        knowledge.setFinding(found(BuildState::Current));
        QCOMPARE(knowledge.state(u"exec"_s).registries.size(), 1u);
        QVERIFY(knowledge.state(u"exec"_s).registries[0].state == RegistryState::State::Unknown);
        knowledge.setInRegistry(inRegistry(digest, likeness));
        QTEST(int(knowledge.state(u"exec"_s).registries[0].state), "state");
        settings::Settings without = objects();
        without.registries.clear();
        knowledge.setSettings(without);
        QVERIFY(knowledge.state(u"exec"_s).registries.empty());
    }

    void aRegistryThatIsNotAsked()
    {
        RecipeKnowledge knowledge = known();
        knowledge.setFinding(found(BuildState::Current));
        imagejobs::RegistryFinding finding =
            inRegistry(tl::unexpected(ApiError{.kind = ApiError::Kind::Unauthorized, .message = u"not asked"_s}), {});
        finding.isAsked = false;
        knowledge.setInRegistry(finding);
        const RegistryState state = knowledge.state(u"exec"_s).registries[0];
        QVERIFY(state.state == RegistryState::State::Unknown);
        QCOMPARE(state.text, u"not asked"_s);
        const ImagePlaces::Found place = knowledge.places().images[0].found[2];
        QVERIFY(place.state == ImagePlaces::Found::State::Unknown);
        QCOMPARE(place.text, u"not asked"_s);
    }

    void activities()
    {
        RecipeKnowledge knowledge = known();
        knowledge.setFinding(found(BuildState::OutOfDate, {{.kind = BuildReason::Kind::RecipeChanged}}));
        knowledge.setActivity(u"exec"_s, JobInfo::Kind::Build, u"a1"_s, {u"step 1 of 2"_s, 0.5});
        RecipeState state = knowledge.state(u"exec"_s);
        QVERIFY(state.state == RecipeState::State::Building && state.isActive);
        QCOMPARE(state.progress, 0.5);
        knowledge.endActivity(u"exec"_s, u"a1"_s, {.kind = JobResult::Kind::Failed, .text = u"line 3: false"_s});
        state = knowledge.state(u"exec"_s);
        QVERIFY(state.state == RecipeState::State::Failed && !state.isActive);
        QCOMPARE(state.reasons.front(), u"line 3: false"_s);
        QCOMPARE(state.activityId, u"a1"_s);
        // the next order takes the failure away, and of two pushes the one that failed is what is said, however the
        // other one goes on
        knowledge.beginOrder(u"exec"_s);
        knowledge.setActivity(u"exec"_s, JobInfo::Kind::Push, u"a2"_s, {});
        knowledge.setActivity(u"exec"_s, JobInfo::Kind::Push, u"a3"_s, {});
        QCOMPARE(knowledge.state(u"exec"_s).activityId, u"a2"_s);
        knowledge.endActivity(u"exec"_s, u"a3"_s, {.kind = JobResult::Kind::Failed, .text = u"denied"_s});
        QVERIFY(knowledge.state(u"exec"_s).state == RecipeState::State::Pushing);
        knowledge.setActivity(u"exec"_s, JobInfo::Kind::Push, u"a2"_s, {u"1 of 2 layers"_s, 0.5});
        knowledge.endActivity(u"exec"_s, u"a2"_s, {});
        QVERIFY(knowledge.state(u"exec"_s).state == RecipeState::State::Failed);
        QCOMPARE(knowledge.state(u"exec"_s).reasons.front(), u"denied"_s);
    }

    void places()
    {
        RecipeKnowledge knowledge = known();
        knowledge.setFinding(found(BuildState::Current));
        knowledge.setInRegistry(inRegistry(u"sha256:x"_s, Likeness::Same));
        knowledge.setImages(u"d1"_s, std::vector{image(u"sha256:aaa"_s, u"exec:1"_s)});
        knowledge.setImages(u"d2"_s, std::vector{image(u"sha256:bbb"_s, u"exec:1"_s)});
        using State = ImagePlaces::Found::State;
        ImagePlaces places = knowledge.places();
        QCOMPARE(places.places.size(), 4u);
        QCOMPARE(places.images.size(), 2u);
        const std::vector<ImagePlaces::Found> &exec = places.images[0].found;
        QCOMPARE(exec.size(), 4u);
        QVERIFY(exec[0].state == State::There);
        QVERIFY(exec[1].state == State::Uncompared); // nobody knows what the ids are of
        QVERIFY(exec[2].state == State::There);
        QVERIFY(exec[3].state == State::Unknown); // it is not to be there
        knowledge.setStore(u"d1"_s, images::ImageStore::Classic);
        knowledge.setStore(u"d2"_s, images::ImageStore::Classic);
        QVERIFY(knowledge.places().images[0].found[1].state == State::Differs);
        knowledge.setImages(u"d2"_s, std::vector<docker::Image>());
        QVERIFY(knowledge.places().images[0].found[1].state == State::Missing);
        knowledge.setImages(u"d2"_s, std::nullopt);
        QVERIFY(knowledge.places().images[0].found[1].state == State::Unknown);
        QCOMPARE(knowledge.recipesOf(u"d1"_s), QStringList{u"exec"_s});
        QCOMPARE(knowledge.recipesOf(u"d2"_s), QStringList{u"api"_s});
    }

    void placesWithoutTheBuilder_data()
    {
        QTest::addColumn<ApiError>("error");
        using Kind = ApiError::Kind;
        QTest::newRow("closed") << ApiError{.kind = Kind::NotFound, .message = u"its Docker daemon is not open"_s};
        QTest::newRow("down") << ApiError{.kind = Kind::Network, .message = u"no route"_s};
        QTest::newRow("the context is gone") << ApiError{.kind = Kind::Invalid, .message = u"context: none"_s};
    }
    //! The tag and the other places need none: what is there is known, and not what it is compared with.
    void placesWithoutTheBuilder()
    {
        QFETCH(ApiError, error);
        using State = ImagePlaces::Found::State;
        RecipeKnowledge knowledge = known();
        knowledge.setFinding({u"exec"_s, u"d1"_s, tl::unexpected(error), u"exec:1.2"_s});
        imagejobs::RegistryFinding finding = inRegistry(u"sha256:x"_s, Likeness::Unknown);
        finding.built.reset();
        knowledge.setInRegistry(finding);
        knowledge.setImages(u"d2"_s, std::vector{image(u"sha256:bbb"_s, u"exec:1.2"_s)});
        ImagePlaces::Image exec = knowledge.places().images[0];
        QCOMPARE(exec.reference, u"exec:1.2"_s);
        QVERIFY(exec.found[0].state == State::Unknown && exec.found[0].text == error.message);
        QVERIFY(exec.found[1].state == State::Uncompared && exec.found[2].state == State::Uncompared);
        QCOMPARE(exec.found[1].digest, u"sha256:bbb"_s);
        QCOMPARE(exec.found[2].digest, u"sha256:x"_s);
        for (const int place : {1, 2})
            QVERIFY2(exec.found[place].text.contains(u"What was built is not known: "_s + error.message),
                     qPrintable(exec.found[place].text));
        knowledge.setImages(u"d2"_s, std::vector<docker::Image>());
        finding.digest = std::optional<QString>();
        knowledge.setInRegistry(finding);
        exec = knowledge.places().images[0];
        QVERIFY(exec.found[1].state == State::Missing && exec.found[2].state == State::Missing);
        QVERIFY(knowledge.state(u"exec"_s).state == RecipeState::State::Unknown);
        QCOMPARE(knowledge.state(u"exec"_s).reasons, QStringList{error.message});
    }

    //! One that was pulled has the registry's name alone.
    void placesByAnyName()
    {
        using State = ImagePlaces::Found::State;
        RecipeKnowledge knowledge = known();
        knowledge.setFinding(found(BuildState::Current));
        for (const QString &daemon : {u"d1"_s, u"d2"_s})
            knowledge.setStore(daemon, images::ImageStore::Classic);
        knowledge.setImages(u"d2"_s, std::vector{image(u"sha256:aaa"_s, u"one:5000/exec:1"_s)});
        ImagePlaces::Found there = knowledge.places().images[0].found[1];
        QVERIFY(there.state == State::There);
        QCOMPARE(there.text, u"It is there as one:5000/exec:1."_s);
        knowledge.setImages(
            u"d2"_s, std::vector{image(u"sha256:bbb"_s, u"one:5000/exec:1"_s), image(u"sha256:aaa"_s, u"exec:1"_s)});
        there = knowledge.places().images[0].found[1];
        QVERIFY(there.state == State::There);
        QCOMPARE(there.digest, u"sha256:aaa"_s);
        QCOMPARE(there.text, u"one:5000/exec:1 is another image there: bbb."_s);
        // of a registry that it is not pushed to the name is another's
        knowledge.setImages(u"d2"_s, std::vector{image(u"sha256:aaa"_s, u"two:5000/exec:1"_s)});
        QVERIFY(knowledge.places().images[0].found[1].state == State::Missing);
    }

    //! A daemon with another store, whose ids are of manifests: what the registry told says which config that is.
    void placesOfOtherStores()
    {
        using State = ImagePlaces::Found::State;
        RecipeKnowledge knowledge = known();
        knowledge.setFinding(found(BuildState::Current));
        knowledge.setStore(u"d1"_s, images::ImageStore::Classic);
        knowledge.setStore(u"d2"_s, images::ImageStore::Containerd);
        knowledge.setImages(u"d2"_s, std::vector{image(u"sha256:m"_s, u"exec:1"_s)});
        const auto state = [&knowledge] { return knowledge.places().images[0].found[1].state; };
        QVERIFY(state() == State::Uncompared);
        imagejobs::RegistryFinding finding = inRegistry(u"sha256:m"_s, Likeness::Same);
        QVERIFY(isToLookInto(finding));
        knowledge.setInRegistry(finding);
        QCOMPARE(knowledge.toLookInto().size(), 1u);
        finding.image = imagejobs::ManifestFacts{
            .digest = u"sha256:m"_s, .config = u"sha256:aaa"_s, .created = 800, .sizeBytes = 20};
        knowledge.setInRegistry(finding);
        QVERIFY(knowledge.toLookInto().empty());
        QVERIFY(state() == State::There);
        const ImagePlaces::Found inRegistry = knowledge.places().images[0].found[2];
        QCOMPARE(inRegistry.created, 800);
        QCOMPARE(inRegistry.sizeBytes, 20);
        finding.image->config = u"sha256:another"_s;
        knowledge.setInRegistry(finding);
        QVERIFY(state() == State::Differs);
    }

    //! Where nothing was built, nothing differs from it.
    void placesOfWhatIsNotBuilt()
    {
        using State = ImagePlaces::Found::State;
        RecipeKnowledge knowledge = known();
        knowledge.setFinding(found(BuildState::NotBuilt, {}, false));
        imagejobs::RegistryFinding finding = inRegistry(u"sha256:x"_s, Likeness::Unknown);
        finding.built.reset();
        finding.problem = u"too large\x1b[31m"_s;
        QVERIFY(!isToLookInto(finding));
        knowledge.setInRegistry(finding);
        knowledge.setImages(u"d1"_s, std::vector<docker::Image>());
        knowledge.setImages(u"d2"_s, std::vector{image(u"sha256:bbb"_s, u"exec:1"_s)});
        const std::vector<ImagePlaces::Found> exec = knowledge.places().images[0].found;
        QVERIFY(exec[0].state == State::Missing);
        QVERIFY(exec[1].state == State::Uncompared && exec[1].text.contains("Nothing was built"_L1));
        QVERIFY(exec[2].state == State::Uncompared && exec[2].text.contains("Nothing was built"_L1));
        QVERIFY(exec[2].text.contains("too large"_L1) && !exec[2].text.contains(u'\x1b'));
    }
};

QTEST_GUILESS_MAIN(TestRecipeKnowledge)
#include "tst_recipeknowledge.moc"
