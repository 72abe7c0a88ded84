// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/formats.h"
#include "models/images/baseimagesmodel.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using namespace Qt::StringLiterals;
using Column = BaseImagesModel::Column;
using FailureMode = QAbstractItemModelTester::FailureReportingMode;
using State = RecipeState::State;
using fairlead::settings::BaseImage;
using fairlead::settings::Settings;

namespace {

Settings someSettings()
{
    Settings settings;
    settings.daemons = {{.id = u"d1"_s, .name = u"local"_s}, {.id = u"d2"_s, .name = u"gpu box"_s}};
    settings.baseImages = {{.id = u"exec"_s, .name = u"exec"_s, .from = u"debian:12"_s, .tag = u"base/exec:${date}"_s},
                           {.id = u"gpu"_s,
                            .name = u"gpu"_s,
                            .kind = u"spark"_s,
                            .from = u"docker.io/base/exec:20261122"_s,
                            .tag = u"base/gpu:${version}"_s,
                            .version = u"3"_s,
                            .daemon = {u"d2"_s, u"old name"_s}},
                           {.id = u"own"_s, .name = u"own"_s, .tag = u"own:${nope}"_s, .dockerfile = u"Dockerfile"_s}};
    return settings;
}

struct Fixture
{
    BaseImagesModel model;
    QAbstractItemModelTester tester{&model, FailureMode::QtTest};

    explicit Fixture(const Settings &settings = someSettings())
    {
        model.setDate({2026, 11, 22});
        model.setRecipes(settings);
        model.flush();
    }
    QVariant at(const QString &id, Column column, int role = Qt::DisplayRole) const
    {
        const QModelIndex index = model.indexOf(id);
        return index.siblingAtColumn(int(column)).data(role);
    }
    QString text(const QString &id, Column column) const { return at(id, column).toString(); }
    QStringList names() const
    {
        QStringList names;
        for (int row = 0; row < model.rowCount(); ++row)
            names += model.index(row, 0).data().toString();
        return names;
    }
    void set(const QString &id, const RecipeState &state)
    {
        model.setState(id, state);
        model.flush();
    }
    QStringList filtered(const QString &filter)
    {
        model.setFilterText(filter);
        model.flush();
        return names();
    }
};

} // namespace

class TestBaseImagesModel : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void saysWhatTheSettingsSay()
    {
        const Fixture f;
        QCOMPARE(f.names(), (QStringList{u"exec"_s, u"gpu"_s, u"own"_s}));
        QCOMPARE(f.text(u"exec"_s, Column::Tag), u"base/exec:20261122"_s);
        QCOMPARE(f.text(u"exec"_s, Column::BuiltOn), u"debian:12"_s);
        QCOMPARE(f.text(u"gpu"_s, Column::BuiltOn), u"exec"_s);  // the recipe with that tag
        QCOMPARE(f.text(u"exec"_s, Column::Daemon), u"local"_s); // none is said: the first
        QCOMPARE(f.text(u"gpu"_s, Column::Daemon), u"gpu box"_s);
        QCOMPARE(f.text(u"own"_s, Column::Tag), u"own:${nope}"_s);
        QCOMPARE(f.at(u"own"_s, Column::Tag, IndexedTableModel::SeverityRole).value<Severity>(), Severity::Error);
        QVERIFY(f.at(u"own"_s, Column::Tag, Qt::AccessibleTextRole).toString().contains(u"no variable ${nope}"_s));
        QCOMPARE(f.model.graph().dependentsOf(u"exec"_s), QStringList{u"gpu"_s});
        QCOMPARE(f.model.tags(), (QStringList{u"base/exec:20261122"_s, u"base/gpu:3"_s}));
    }

    void whatTheDiskSays()
    {
        Fixture f;
        f.model.setBases(u"own"_s, {u"base/gpu:3"_s, u"alpine"_s});
        f.model.setGitSha(u"own"_s, u"0123456789abcdef"_s);
        f.model.setBases(u"gone"_s, {u"x"_s});
        f.model.flush();
        QCOMPARE(f.text(u"own"_s, Column::BuiltOn), u"gpu, alpine"_s);
        QCOMPARE(f.model.graph().dependentsOf(u"exec"_s), (QStringList{u"gpu"_s, u"own"_s}));
        Settings settings = someSettings();
        settings.baseImages[2].tag = u"own:${gitSha}"_s;
        f.model.setRecipes(settings);
        f.model.flush();
        QCOMPARE(f.text(u"own"_s, Column::Tag), u"own:0123456789ab"_s);
        f.model.setGitSha(u"own"_s, {});
        f.model.flush();
        QCOMPARE(f.text(u"own"_s, Column::Tag), u"own:${gitSha}"_s);
        f.model.setDate({2026, 11, 23}); // the image that "gpu" names is no longer the one that "exec" makes
        f.model.flush();
        QCOMPARE(f.text(u"gpu"_s, Column::BuiltOn), u"docker.io/base/exec:20261122"_s);
    }

    void states_data()
    {
        using Registry = RegistryState::State;
        QTest::addColumn<RecipeState>("state");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("registries");
        QTest::addColumn<Severity>("severity");
        QTest::addColumn<QVariant>("progress");
        const auto row = [](const char *name, const RecipeState &state, const QString &text, Severity severity,
                            const QString &registries = {}, const QVariant &progress = {}) {
            QTest::newRow(name) << state << text << registries << severity << progress;
        };
        const std::vector<RegistryState> all{{.state = Registry::Current},
                                             {.state = Registry::Differs},
                                             {.state = Registry::NotPushed},
                                             {.state = Registry::Failed}};
        row("nothing", {}, u"not known"_s, Severity::Dim);
        row("not built", {.state = State::NotBuilt}, u"not built"_s, Severity::Dim);
        row("current", {.state = State::Current, .registries = {{.state = Registry::Current}}}, u"current"_s,
            Severity::Ok, u"1 of 1"_s);
        row("out of date", {.state = State::OutOfDate, .reasons = {u"a"_s, u"b\x1b"_s}, .registries = all},
            u"out of date: a; b\ufffd"_s, Severity::Warning, u"1 of 4, 1 differ(s), 1 failed"_s);
        row("building", {.state = State::Building, .isActive = true, .progress = 0.456}, u"building 45 %"_s,
            Severity::Neutral, {}, 0.456);
        row("pushing", {.state = State::Pushing, .isActive = true}, u"pushing"_s, Severity::Neutral, {}, -1.0);
        row("failed", {.state = State::Failed, .reasons = {u"no space"_s}}, u"failed: no space"_s, Severity::Error);
    }
    void states()
    {
        QFETCH(RecipeState, state);
        Fixture f;
        f.set(u"gpu"_s, state);
        QTEST(f.text(u"gpu"_s, Column::State), "text");
        QTEST(f.text(u"gpu"_s, Column::Registries), "registries");
        QTEST(f.at(u"gpu"_s, Column::State, IndexedTableModel::SeverityRole).value<Severity>(), "severity");
        QTEST(f.at(u"gpu"_s, Column::State, BaseImagesModel::ProgressRole), "progress");
        QCOMPARE(f.model.countOf(state.state) > 0, true);
    }

    void filtersAndSorts()
    {
        Fixture f;
        f.set(u"exec"_s, {.state = State::Current, .builtAt = secondsNow() - 7'200, .sizeBytes = 100});
        f.set(u"gpu"_s, {.state = State::OutOfDate, .builtAt = secondsNow() - 60, .sizeBytes = 9'000'000'000});
        QCOMPARE(f.filtered(u"state:current"_s), QStringList{u"exec"_s});
        QCOMPARE(f.filtered(u"on:exec"_s), QStringList{u"gpu"_s});
        QCOMPARE(f.filtered(u"size>1Gi"_s), QStringList{u"gpu"_s});
        QCOMPARE(f.filtered(u"age>1h"_s), QStringList{u"exec"_s});
        QCOMPARE(f.filtered(u"daemon:\"gpu box\""_s), QStringList{u"gpu"_s});
        QCOMPARE(f.filtered({}).size(), 3);
        f.model.sort(int(Column::Size), Qt::DescendingOrder);
        QCOMPARE(f.names(), (QStringList{u"gpu"_s, u"exec"_s, u"own"_s}));
        f.model.sort(int(Column::State), Qt::DescendingOrder);
        QCOMPARE(f.names().front(), u"gpu"_s);
    }

    //! Rows come, go and move with the file; states stay with their recipes.
    void followsTheFile()
    {
        Fixture f;
        f.set(u"own"_s, {.state = State::Failed});
        Settings settings = someSettings();
        std::reverse(settings.baseImages.begin(), settings.baseImages.end());
        settings.baseImages.erase(settings.baseImages.begin() + 1);
        f.model.setRecipes(settings);
        f.model.flush();
        QCOMPARE(f.names(), (QStringList{u"own"_s, u"exec"_s}));
        QCOMPARE(f.text(u"own"_s, Column::State), u"failed"_s);
        QVERIFY(!f.model.recipe(u"gpu"_s) && !f.model.state(u"gpu"_s));
        f.set(u"gpu"_s, {.state = State::Current}); // came late
        f.model.setRecipes(someSettings());
        f.model.flush();
        QCOMPARE(f.text(u"gpu"_s, Column::State), u"not known"_s);
    }

    void staysSoundInAnyOrder()
    {
        QRandomGenerator random(20261122);
        Fixture f(Settings{});
        for (int step = 0; step < 400; ++step) {
            Settings settings;
            for (int i = 0; i < 12; ++i) {
                if (random.bounded(3) > 0)
                    settings.baseImages.push_back({.id = QString::number(i),
                                                   .name = QString::number(random.bounded(5)),
                                                   .from = u"t:%1"_s.arg(random.bounded(12)),
                                                   .tag = u"t:%1"_s.arg(i)});
            }
            f.model.setRecipes(settings);
            f.model.setState(QString::number(random.bounded(12)), {.state = State(random.bounded(7))});
            if (random.bounded(4) == 0)
                f.model.sort(random.bounded(BaseImagesModel::Columns + 1) - 1);
            if (random.bounded(4) == 0)
                f.model.setFilterText(random.bounded(2) ? QString::number(random.bounded(5)) : QString());
            f.model.flush();
            QCOMPARE(f.model.totalCount(), int(settings.baseImages.size()));
        }
    }
};

QTEST_GUILESS_MAIN(TestBaseImagesModel)
#include "tst_baseimagesmodel.moc"
