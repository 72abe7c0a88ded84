// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/imagejobs/orderedjobs.h"

#include <QRegularExpression>
#include <QTest>

#include <functional>

using namespace fairlead;
using namespace fairlead::imagejobs;
using namespace Qt::StringLiterals;

namespace {

using Kind = JobInfo::Kind;
using Change = std::function<void(OrderedJob &job, OrderedJob &wanted)>;

const QString Host = u"h.example:5000"_s;

//! Waits, of the first order; whoever wants it is the second one.
OrderedJob job(Kind kind)
{
    OrderedJob job{.info = {.id = u"1"_s, .kind = kind, .recipeId = u"exec"_s, .daemonId = u"d1"_s},
                   .recipe = {.id = u"exec"_s, .tag = u"base/exec:1"_s},
                   .order = 1};
    if (kind == Kind::Build) {
        job.marks = images::BuildMarks{.recipe = u"exec"_s,
                                       .recipeHash = u"sha256:r"_s,
                                       .contextDigest = u"sha256:c"_s,
                                       .bases = {{.image = u"debian:12"_s, .digest = u"sha256:d"_s, .recipe = {}}}};
        return job;
    }
    job.info.registryId = u"r1"_s;
    job.registry = settings::Registry{.id = u"r1"_s, .host = Host};
    job.image = u"base/exec:1"_s;
    job.target = Host + u"/base/exec:1"_s;
    job.imageId = u"sha256:i"_s;
    return job;
}

//! Orders of a child that is built on a base, as an earlier part of the row has left them.
class Orders
{
public:
    explicit Orders(const QString &childsBase)
        : m_childsBase(childsBase)
    {
    }

    //! "order base!>r1,r2 child!": what is built (!) and pushed; "begin 1", "cancel 1", "end 1" a job; "files base":
    //! others from now on; "image base": the daemon has another one. \return what an order adds: "1 build base",
    //! "2 push base r1 <1": behind that one, "3 build child <2 fresh IMAGE"; and "joined 2".
    QStringList perform(const QString &event)
    {
        const QString what = event.section(u' ', 0, 0);
        const QString id = event.section(u' ', 1);
        const auto it =
            std::find_if(m_jobs.begin(), m_jobs.end(), [&id](const OrderedJob &job) { return job.info.id == id; });
        if (what == "order"_L1)
            return order(id.split(u' '));
        if (what == "files"_L1)
            m_files[id] += u"'"_s;
        else if (what == "image"_L1)
            m_images[id] += u"'"_s;
        else if (what == "begin"_L1)
            it->hasBegun = true;
        else if (what == "cancel"_L1)
            it->isEnding = true;
        else if (what == "end"_L1)
            end(it);
        return {};
    }

private:
    void end(std::vector<OrderedJob>::iterator ended)
    {
        const QString id = ended->info.id;
        m_jobs.erase(ended);
        for (OrderedJob &job : m_jobs) {
            if (job.behind == id)
                job.behind.clear();
        }
    }

    QStringList order(const QStringList &words)
    {
        TakenOrder taken{.number = ++m_orders,
                         .found = found(),
                         .recipes = {{.id = u"base"_s, .name = u"base"_s}, {.id = u"child"_s, .name = u"child"_s}},
                         .registries = {{.id = u"r1"_s, .name = u"one"_s, .host = Host},
                                        {.id = u"r2"_s, .name = u"two"_s, .host = u"two.example"_s}},
                         .daemons = {{.id = u"d1"_s, .name = u"local"_s}},
                         .underWay = m_jobs};
        for (const QString &word : words) {
            images::PlanStep step{.id = word.section(u'>', 0, 0),
                                  .reasons = {},
                                  .registries = word.section(u'>', 1).split(u',', Qt::SkipEmptyParts)};
            if (step.id.endsWith(u'!'))
                step.reasons = {{.kind = images::BuildReason::Kind::NotBuilt}};
            step.id.remove(u'!');
            taken.steps.push_back(step);
        }
        const OrderedJobs jobs = orderedJobs(taken, [this] { return QString::number(++m_ids); });
        QStringList told;
        for (const OrderedJob &job : jobs.added)
            told += spelled(job);
        if (jobs.joined > 0)
            told += u"joined %1"_s.arg(jobs.joined);
        m_jobs.insert(m_jobs.end(), jobs.added.begin(), jobs.added.end());
        return told;
    }

    SurveyResult found() const
    {
        SurveyResult found;
        found.outlines = {{u"base"_s, u"b:1"_s, {u"debian:12"_s}, {Host + u"/b:1"_s}},
                          {u"child"_s, u"c:1"_s, {m_childsBase}}};
        for (const images::ImageGraph::Recipe &outline : found.outlines) {
            RecipeFindings findings;
            findings.disk.tag = outline.tag;
            findings.disk.marks.contextDigest = outline.id + m_files.value(outline.id);
            findings.image = docker::ImageDetails{.id = outline.id + m_images.value(outline.id)};
            found.findings.push_back({.recipeId = outline.id, .daemonId = u"d1"_s, .findings = findings});
        }
        return found;
    }

    static QString spelled(const OrderedJob &job)
    {
        const bool isPush = job.info.kind == Kind::Push;
        QStringList words{job.info.id, isPush ? u"push"_s : u"build"_s, job.info.recipeId};
        if (isPush)
            words += job.info.registryId;
        for (const QString &need : job.needs)
            words += u'<' + need;
        if (!job.pushed.isEmpty())
            words += u"fresh "_s + job.pushed.join(u' ');
        if (!job.problem.isEmpty())
            words += job.problem;
        return words.join(u' ');
    }

    const QString m_childsBase;
    std::vector<OrderedJob> m_jobs;
    QHash<QString, QString> m_files;
    QHash<QString, QString> m_images;
    int m_orders = 0;
    int m_ids = 0;
};

} // namespace

Q_DECLARE_METATYPE(Change)

class TestOrderedJobs : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void joins_data();
    void joins();
    void orders_data();
    void orders();
    void problems_data();
    void problems();
    void tellsWhatIsNotThere_data();
    void tellsWhatIsNotThere();
};

void TestOrderedJobs::joins_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<Change>("change");
    QTest::addColumn<bool>("joins");
    using Job = OrderedJob;
    const auto build = [](const char *name, bool joins, const Change &change) {
        QTest::addRow("build: %s", name) << Kind::Build << change << joins;
    };
    build("waits", true, [](Job &, Job &) {});
    build("waits, other files by now", true, [](Job &, Job &wanted) { wanted.marks->contextDigest = u"else"_s; });
    build("runs, of these files", true, [](Job &job, Job &) { job.hasBegun = true; });
    const auto runs = [&build](const char *name, bool joins, const Change &change) {
        build(name, joins, [change](Job &job, Job &wanted) {
            job.hasBegun = true;
            change(job, wanted);
        });
    };
    runs("runs, of other files", false, [](Job &, Job &wanted) { wanted.marks->contextDigest = u"else"_s; });
    runs("runs, of another Dockerfile", false, [](Job &, Job &wanted) { wanted.marks->recipeHash = u"else"_s; });
    runs("runs, on an older base", false, [](Job &, Job &wanted) { wanted.marks->bases[0].digest = u"else"_s; });
    runs("runs, on a base more", false, [](Job &, Job &wanted) { wanted.marks->bases.resize(2); });
    runs("runs, for another platform", false, [](Job &, Job &wanted) { wanted.marks->bases[0].platform = u"p"_s; });
    runs("runs, whose base it is does not matter", true,
         [](Job &, Job &wanted) { wanted.marks->bases[0].recipe = u"x"_s; });
    runs("runs, has not looked yet", false, [](Job &job, Job &) { job.marks.reset(); });
    runs("runs, has not looked since the order was given", true, [](Job &job, Job &) {
        job.marks.reset();
        job.order = 2;
    });
    build("of another recipe by now", false, [](Job &, Job &wanted) { wanted.recipe.noCache = true; });
    build("of another one", false, [](Job &, Job &wanted) { wanted.info.recipeId = u"api"_s; });
    build("on another daemon", false, [](Job &, Job &wanted) { wanted.info.daemonId = u"d2"_s; });
    build("forced", false, [](Job &, Job &wanted) { wanted.isForced = true; });
    build("is forced", true, [](Job &job, Job &) { job.isForced = true; });
    build("behind a parent", false, [](Job &, Job &wanted) { wanted.needs = {u"7"_s}; });
    build("waits for more", true, [](Job &job, Job &wanted) {
        job.needs = {u"7"_s, u"8"_s};
        wanted.needs = {u"8"_s};
    });
    build("on what was pushed meanwhile", false, [](Job &, Job &wanted) { wanted.pushed = {u"h/b:1"_s}; });
    build("is cancelled", false, [](Job &job, Job &) { job.isEnding = true; });
    build("cannot be done", false, [](Job &job, Job &) { job.problem = u"why"_s; });
    build("cannot be done any more", false, [](Job &, Job &wanted) { wanted.problem = u"why"_s; });
    build("is a push", false, [](Job &job, Job &) { job.info.kind = Kind::Push; });

    const auto push = [](const char *name, bool joins, const Change &change) {
        QTest::addRow("push: %s", name) << Kind::Push << change << joins;
    };
    push("waits", true, [](Job &, Job &) {});
    push("waits, another image by now", true, [](Job &, Job &wanted) { wanted.imageId = u"sha256:j"_s; });
    push("runs", true, [](Job &job, Job &) { job.hasBegun = true; });
    push("runs, another image by now", false, [](Job &job, Job &wanted) {
        job.hasBegun = true;
        wanted.imageId = u"sha256:j"_s;
    });
    push("runs, nobody knows of what", false, [](Job &job, Job &wanted) {
        job.hasBegun = true;
        job.imageId.clear();
        wanted.imageId.clear();
    });
    push("behind the same build", true, [](Job &job, Job &wanted) { job.behind = wanted.behind = u"7"_s; });
    push("behind a build", false, [](Job &, Job &wanted) { wanted.behind = u"7"_s; });
    push("is behind a build", false, [](Job &job, Job &) { job.behind = u"7"_s; });
    push("behind another build", false, [](Job &job, Job &wanted) {
        job.behind = u"7"_s;
        wanted.behind = u"8"_s;
    });
    push("to another registry", false, [](Job &, Job &wanted) { wanted.info.registryId = u"r2"_s; });
    push("to a registry that was changed", false, [](Job &, Job &wanted) { wanted.registry->insecure = true; });
    push("under another name", false, [](Job &, Job &wanted) { wanted.target += u"2"_s; });
    push("of no recipe", false, [](Job &job, Job &wanted) {
        job.info.recipeId.clear();
        wanted.info.recipeId.clear();
    });
}

void TestOrderedJobs::joins()
{
    QFETCH(const Kind, kind);
    QFETCH(const Change, change);
    OrderedJob job = ::job(kind);
    OrderedJob wanted = job;
    wanted.info.id.clear();
    wanted.order = 2;
    change(job, wanted);
    QTEST(job.does(wanted), "joins");
}

void TestOrderedJobs::orders_data()
{
    QTest::addColumn<QString>("childsBase");
    QTest::addColumn<QStringList>("events");
    QTest::addColumn<QStringList>("jobs");
    const auto row = [](const char *name, const QStringList &events, const QStringList &jobs) {
        QTest::newRow(name) << u"b:1"_s << events << jobs;
    };
    const QString all = u"order base!>r1,r2 child!>r1"_s;
    const QStringList jobs{u"1 build base"_s, u"2 push base r1 <1"_s, u"3 push base r2 <1"_s, u"4 build child <1"_s,
                           u"5 push child r1 <4"_s};
    row("each behind what it needs", {all}, jobs);
    row("the same again", {all, all}, jobs + QStringList{u"joined 5"_s});
    row("the same again while it runs", {all, u"begin 1"_s, all}, jobs + QStringList{u"joined 5"_s});
    row("only to be built", {u"order base!"_s, u"order base!>r1"_s},
        {u"1 build base"_s, u"2 push base r1 <1"_s, u"joined 1"_s});
    row("a child behind a parent that is being built", {u"order base!"_s, u"begin 1"_s, u"order base! child!"_s},
        {u"1 build base"_s, u"2 build child <1"_s, u"joined 1"_s});
    row("a child behind a parent that is built again, of other files",
        {u"order base! child!"_s, u"begin 1"_s, u"files base"_s, u"order base! child!"_s},
        {u"1 build base"_s, u"2 build child <1"_s, u"3 build base"_s, u"4 build child <3"_s});
    row("a parent that waits reads the other files",
        {u"order base! child!"_s, u"files base"_s, u"order base! child!"_s},
        {u"1 build base"_s, u"2 build child <1"_s, u"joined 2"_s});
    row("a child alone, while it waits for its parent", {u"order base! child!"_s, u"order child!"_s},
        {u"1 build base"_s, u"2 build child <1"_s, u"joined 1"_s});
    row("one that was cancelled", {u"order base!>r1"_s, u"begin 1"_s, u"cancel 1"_s, u"order base!>r1"_s},
        {u"1 build base"_s, u"2 push base r1 <1"_s, u"3 build base"_s, u"4 push base r1 <3"_s});
    row("a push of what is there, while it is built", {u"order base!>r1"_s, u"order base>r1"_s},
        {u"1 build base"_s, u"2 push base r1 <1"_s, u"3 push base r1"_s});
    row("a push that waits, of a newer image", {u"order base>r1"_s, u"image base"_s, u"order base>r1"_s},
        {u"1 push base r1"_s, u"joined 1"_s});
    row("a push that runs, of an older image", {u"order base>r1"_s, u"begin 1"_s, u"image base"_s, u"order base>r1"_s},
        {u"1 push base r1"_s, u"2 push base r1"_s});
    row("a push that waits behind a build that is over",
        {u"order base!>r1"_s, u"begin 1"_s, u"image base"_s, u"end 1"_s, u"order base>r1"_s},
        {u"1 build base"_s, u"2 push base r1 <1"_s, u"joined 1"_s});
    row("a registry twice", {u"order base>r1,r1"_s}, {u"1 push base r1"_s, u"joined 1"_s});
    row("a registry that is gone", {u"order base>gone"_s}, {u"1 push base gone"_s});

    const auto byRegistry = [](const char *name, const QStringList &events, const QStringList &jobs) {
        QTest::newRow(name) << Host + u"/b:1"_s << events << jobs;
    };
    const QString fresh = u"fresh "_s + Host + u"/b:1"_s;
    byRegistry("by a registry: behind the push", {u"order base!>r1 child!"_s, u"order base!>r1 child!"_s},
               {u"1 build base"_s, u"2 push base r1 <1"_s, u"3 build child <1 <2 "_s + fresh, u"joined 3"_s});
    byRegistry("by a registry: behind a push that is under way", {u"order base!>r1"_s, u"order base!>r1 child!"_s},
               {u"1 build base"_s, u"2 push base r1 <1"_s, u"3 build child <1 <2 "_s + fresh, u"joined 2"_s});
    byRegistry("by a registry: behind no push to another", {u"order base!>r2 child!"_s},
               {u"1 build base"_s, u"2 push base r2 <1"_s, u"3 build child <1"_s});
}

void TestOrderedJobs::orders()
{
    QFETCH(const QString, childsBase);
    QFETCH(const QStringList, events);
    Orders orders(childsBase);
    QStringList jobs;
    for (const QString &event : events)
        jobs += orders.perform(event);
    QTEST(jobs, "jobs");
}

void TestOrderedJobs::problems_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QStringList>("problems"); // of the build and of its push
    QTest::newRow("nothing") << QString() << QStringList{{}, {}};
    QTest::newRow("it could not be read") << u"unread"_s << QStringList{u"no Dockerfile"_s, u"no Dockerfile"_s};
    const QString elsewhere = u"it is built on Base, which the daemon near builds, and nothing is brought from one "
                              "daemon to another. Have one daemon build both, or build it there, too (fairleadctl "
                              "images build \"Base\" --daemon \"far\"), or push it to a registry and write its name "
                              "there in FROM"_s;
    QTest::newRow("another daemon builds its parent") << u"elsewhere"_s << QStringList{elsewhere, {}};
    QTest::newRow("nothing was built yet")
        << u"push"_s << QStringList{u"c:1 is not on the daemon far: build it there first"_s};
}

void TestOrderedJobs::problems()
{
    QFETCH(const QString, what);
    const auto found = [](const QString &recipe, const QString &daemon, const QString &tag) {
        RecipeFindings findings;
        findings.disk.tag = tag;
        return RecipeFinding{.recipeId = recipe, .daemonId = daemon, .findings = findings};
    };
    TakenOrder taken{.number = 1,
                     .steps = {{.id = u"child"_s, .reasons = {{}}, .registries = {u"r1"_s}}},
                     .found = {.outlines = {{u"base"_s, u"b:1"_s, {}}, {u"child"_s, u"c:1"_s, {u"b:1"_s}}},
                               .findings = {found(u"base"_s, u"d1"_s, u"b:1"_s), found(u"child"_s, u"d2"_s, u"c:1"_s)}},
                     .recipes = {{.id = u"base"_s, .name = u"Base"_s}, {.id = u"child"_s, .name = u"Child"_s}},
                     .registries = {{.id = u"r1"_s, .name = u"one"_s, .host = Host}},
                     .daemons = {{.id = u"d1"_s, .name = u"near"_s}, {.id = u"d2"_s, .name = u"far"_s}}};
    if (what == "unread"_L1)
        taken.found.findings[1].findings = tl::unexpected(ApiError{.message = u"no Dockerfile"_s});
    else if (what == "elsewhere"_L1)
        taken.steps[0].elsewhere = u"base"_s;
    else if (what == "push"_L1)
        taken.steps[0].reasons.clear();
    QStringList problems;
    for (const OrderedJob &job : orderedJobs(taken, [] { return u"id"_s; }).added)
        problems += job.problem;
    QTEST(problems, "problems");
}

void TestOrderedJobs::tellsWhatIsNotThere_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QStringList>("needs");
    QTest::addColumn<QString>("behind");
    QTest::addColumn<QString>("undone");
    const QStringList build{u"1"_s};
    QTest::newRow("a build") << Kind::Build << QStringList() << QString() << u"b:1 was not built"_s;
    QTest::newRow("a push behind its build")
        << Kind::Push << build << QString() << u"b:1 was built, but not pushed to lab"_s;
    QTest::newRow("a push, cancelled before its build has ended")
        << Kind::Push << build << u"1"_s << u"b:1 was not pushed to lab"_s;
    QTest::newRow("a push of what was there")
        << Kind::Push << QStringList() << QString() << u"b:1 was not pushed to lab"_s;
}

//! To those that wait for it: a base that is built and lies in no registry is none that was not built.
void TestOrderedJobs::tellsWhatIsNotThere()
{
    QFETCH(const Kind, kind);
    QFETCH(const QStringList, needs);
    QFETCH(const QString, behind);
    OrderedJob ended = job(kind);
    ended.info.title = u"b:1"_s;
    ended.info.target = u"lab"_s;
    ended.needs = needs;
    ended.behind = behind;
    QTEST(ended.undone(), "undone");
}

QTEST_GUILESS_MAIN(TestOrderedJobs)
#include "tst_orderedjobs.moc"
