// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/settings/settingsstore.h"
#include "finders.h"
#include "ui/configs/importobjects.h"
#include "ui/configs/importview.h"
#include "ui/forms/codeedit.h"
#include "ui/theme/theme.h"
#include "ui/widgets/checkbox.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead;
using namespace fairlead::tests;
using namespace fairlead::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 30'000; // ms

QString dataPath(const QString &name)
{
    return QStringLiteral(FAIRLEAD_TEST_DATA "/../configimport/data/") + name;
}

struct Fixture
{
    QTemporaryDir dir;
    QString path = dir.filePath(u"fairlead.yaml"_s);
    Theme theme;
    settings::SettingsStore store;
    ImportView view;

    explicit Fixture(Theme::Mode mode = Theme::Mode::Light)
        : theme(*qApp, mode)
        , store(written(path))
        , view(theme, store)
    {
        QSignalSpy changed(&store, &settings::SettingsStore::changed);
        store.start();
        QVERIFY(changed.wait(Patience));
        view.resize(1040, 720);
        view.show();
    }
    static QString written(const QString &path)
    {
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write("apiVersion: fairlead/v1\nruntimeConfigs: # ours\n- {id: x, name: gpu}\n");
        return path;
    }
    QPushButton &button(const QString &begin)
    {
        const auto buttons = view.findChildren<QPushButton *>();
        const auto it =
            std::find_if(buttons.begin(), buttons.end(), [&](auto *each) { return each->text().startsWith(begin); });
        Q_ASSERT(it != buttons.end());
        return **it;
    }
    CheckBox &box(const QString &text)
    {
        const auto boxes = view.findChildren<CheckBox *>();
        const auto it = std::find_if(boxes.begin(), boxes.end(), [&](auto *each) { return each->text() == text; });
        Q_ASSERT(it != boxes.end());
        return **it;
    }
    ImportObjects &objects() { return *view.findChild<ImportObjects *>(); }
};

} // namespace

class TestImportView : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s)); }

    void saysWhatToDoFirst()
    {
        Fixture f;
        QVERIFY(visibleText(f.view).contains(u"Nothing to import yet"_s));
        QVERIFY(!f.button(u"Import"_s).isEnabled());
    }

    //! A file, what is unchecked, one save.
    void importsWhatIsChecked()
    {
        Fixture f;
        QSignalSpy imported(&f.view, &ImportView::imported);
        f.view.setPath(dataPath(u"dss14.json"_s));
        QTRY_VERIFY_WITH_TIMEOUT(f.objects().boxCount() > 0, Patience);
        QVERIFY(visibleText(f.view).contains(u"Dataiku DSS: of "_s));
        QVERIFY(tableNamed(f.view, u"What becomes what"_s).model()->rowCount() > 50);
        f.box(u"plain"_s).click();
        f.box(u"alice"_s).click();
        f.button(u"Import "_s).click();
        QTRY_COMPARE_WITH_TIMEOUT(imported.size(), 1, Patience);
        QStringList names;
        for (const settings::RuntimeConfig &config : f.store.settings().runtimeConfigs)
            names += config.name;
        QCOMPARE(names, (QStringList{u"gpu"_s, u"gpu (2)"_s, u"box"_s}));
        QCOMPARE(imported.first().first().toStringList().size(), 2);
        QVERIFY(f.store.settings().users.empty());
        QCOMPARE(f.store.settings().defaults.userCode.runtimeConfig.name, u"gpu (2)"_s);
        QCOMPARE(f.store.settings().defaults.visual.runtimeConfig, settings::Reference());
        QVERIFY(f.store.problems().empty());
        QFile file(f.path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY(text.contains("# ours"));
        QVERIFY(!text.contains("hunter2"));
        QVERIFY(visibleText(f.view).contains(u"Nothing to import yet"_s));
    }

    void filters()
    {
        Fixture f;
        f.view.setPath(dataPath(u"dstack.yml"_s));
        QTRY_VERIFY_WITH_TIMEOUT(f.objects().boxCount() > 0, Patience);
        DataTable &table = tableNamed(f.view, u"What becomes what"_s);
        const int all = table.model()->rowCount();
        f.button(u"Not taken"_s).click();
        const int left = table.model()->rowCount();
        QVERIFY(left > 0 && left < all);
        f.button(u"All"_s).click();
        QCOMPARE(table.model()->rowCount(), all);
    }

    //! The place of the mistake is told, and marked in a text.
    void tellsWhereItIsBroken()
    {
        Fixture f;
        QFile file(dataPath(u"dstack-seed.yml"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        f.view.setText(QString::fromUtf8(file.readAll()));
        QTRY_VERIFY_WITH_TIMEOUT(visibleText(f.view).contains(u"text:3:13: illegal map value"_s), Patience);
        QCOMPARE(f.view.findChild<CodeEdit *>()->markedLine(), 3);
        QVERIFY(!f.button(u"Import"_s).isEnabled());
        f.view.setPath(f.dir.filePath(u"none"_s));
        QTRY_VERIFY_WITH_TIMEOUT(visibleText(f.view).contains(u"no such file"_s), Patience);
    }

    void leaves()
    {
        Fixture f;
        QSignalSpy closed(&f.view, &ImportView::closed);
        QTest::keyClick(&f.view, Qt::Key_Escape);
        f.button(u"Cancel"_s).click();
        QCOMPARE(closed.size(), 2);
        QCOMPARE(f.store.settings().runtimeConfigs.size(), 1U);
    }

    void pictures()
    {
        const QString folder = qEnvironmentVariable("FAIRLEAD_PICTURES");
        if (folder.isEmpty())
            return;
        for (const auto &[name, mode] :
             {std::pair(u"light"_s, Theme::Mode::Light), std::pair(u"dark"_s, Theme::Mode::Dark)}) {
            Fixture f(mode);
            f.view.grab().save(folder + u"/import-empty-%1.png"_s.arg(name));
            f.view.setPath(dataPath(u"dss14.json"_s));
            QTRY_VERIFY_WITH_TIMEOUT(f.objects().boxCount() > 0, Patience);
            QTest::qWait(100);
            f.view.grab().save(folder + u"/import-dss-%1.png"_s.arg(name));
            QFile file(dataPath(u"dstack-seed.yml"_s));
            QVERIFY(file.open(QIODevice::ReadOnly));
            f.view.setText(QString::fromUtf8(file.readAll()));
            QTRY_VERIFY_WITH_TIMEOUT(visibleText(f.view).contains(u"text:3:13"_s), Patience);
            f.view.grab().save(folder + u"/import-broken-%1.png"_s.arg(name));
        }
    }
};

QTEST_MAIN(TestImportView)
#include "tst_importview.moc"
