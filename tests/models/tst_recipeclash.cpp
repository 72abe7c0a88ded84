// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/files/yamledit.h"
#include "backends/settings/settingsdocument.h"
#include "models/images/recipeclash.h"

#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using namespace Qt::StringLiterals;

namespace {

files::YamlValue yaml(const QByteArray &text)
{
    return files::parseYaml(text).value().root;
}

settings::SettingsChange change(const QByteArray &before, const QByteArray &after)
{
    return {u"baseImages"_s, u"i"_s, yaml(before), yaml(after)};
}

} // namespace

class TestRecipeClash : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void values_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << QByteArray("") << QString();
        QTest::newRow("text") << QByteArray("a: b") << u"a=b"_s;
        QTest::newRow("list") << QByteArray("[3.11, \"3.12\"]") << u"3.11, 3.12"_s;
        QTest::newRow("references") << QByteArray("[{id: r1, name: ours}, {id: r2}]") << u"ours, id=r2"_s;
        QTest::newRow("pairs") << QByteArray("{A: 1, B:}") << u"A=1, B="_s;
    }
    void values()
    {
        QFETCH(QByteArray, value);
        QTEST(valueText(yaml(value)), "text");
    }

    //! Whatever is chosen: the file has it afterwards, and what others have written beside it.
    void resolves_data()
    {
        QTest::addColumn<QByteArray>("now");
        QTest::addColumn<QStringList>("theirs");
        QTest::addColumn<QByteArray>("saved");
        const QByteArray now = "{id: i, from: theirs, cuda: theirs, owner: others}";
        QTest::newRow("ours") << now << QStringList()
                              << QByteArray("{id: i, from: ours, cuda: ours, owner: others, r: true}");
        QTest::newRow("one of theirs") << now << QStringList{u"from"_s}
                                       << QByteArray("{id: i, from: theirs, cuda: ours, owner: others, r: true}");
        QTest::newRow("a key that they took away") << QByteArray("{id: i, from: theirs}") << QStringList{u"cuda"_s}
                                                   << QByteArray("{id: i, from: ours, r: true}");
        QTest::newRow("gone") << QByteArray() << QStringList()
                              << QByteArray("{id: i, from: ours, cuda: ours, r: true}");
    }
    void resolves()
    {
        QFETCH(QByteArray, now);
        QFETCH(QStringList, theirs);
        QFETCH(QByteArray, saved);
        const auto ours = change("{id: i, from: old, cuda: old}", "{id: i, from: ours, cuda: ours, r: true}");
        const files::YamlValue root = yaml("baseImages: [" + now + "]\n");
        const auto clash = settings::changed(root, ours);
        QVERIFY(!clash);
        QCOMPARE(clashKey(clash.error().front()), now.isEmpty() ? QString() : u"from"_s);
        const auto after = settings::changed(root, resolved(ours, root, theirs));
        QVERIFY(after.has_value()); // it clashes no more
        const files::YamlValue *object = settings::findObject(*after, u"baseImages"_s, u"i"_s);
        QVERIFY(object && files::isSameValue(*object, yaml(saved)));
    }
};

QTEST_GUILESS_MAIN(TestRecipeClash)
#include "tst_recipeclash.moc"
