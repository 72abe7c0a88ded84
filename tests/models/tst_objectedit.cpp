// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/files/yamledit.h"
#include "backends/settings/settingsdocument.h"
#include "models/forms/clash.h"
#include "models/forms/objectedit.h"

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

using settings::BaseImage;
using settings::Daemon;
using settings::Registry;

class TestObjectEdit : public QObject
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
        QTest::newRow("references") << QByteArray("[{id: r1, name: ours}, {id: r2}]") << u"ours, {id=r2}"_s;
        QTest::newRow("pairs") << QByteArray("{A: 1, B:}") << u"A=1, B="_s;
        QTest::newRow("a part") << QByteArray("{gpu: {count: 1, kind: mig}, roles: [a, b], ns: x}")
                                << u"gpu={count=1, kind=mig}, roles=[a, b], ns=x"_s;
        QTest::newRow("objects") << QByteArray("[{name: A, value: 1}, {name: B, value: 2}]")
                                 << u"{name=A, value=1}, {name=B, value=2}"_s;
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

    //! Keys of maps within maps, by their dotted paths; keys with dots too.
    void partsAreDecidedKeyByKey_data()
    {
        QTest::addColumn<QStringList>("theirs");
        QTest::addColumn<QByteArray>("saved");
        const QByteArray ours = "{id: i, k: {gpu: {count: 2}, s: {a.io/b: ours}, o: others}}";
        QTest::newRow("ours") << QStringList() << ours;
        QTest::newRow("one of theirs") << QStringList{u"k.gpu.count"_s}
                                       << QByteArray(ours).replace("count: 2", "count: 3");
        QTest::newRow("all of theirs") << QStringList{u"k.gpu.count"_s, u"k.s.a.io/b"_s}
                                       << QByteArray("{id: i, k: {gpu: {count: 3}, s: {}, o: others}}");
    }
    void partsAreDecidedKeyByKey()
    {
        QFETCH(QStringList, theirs);
        QFETCH(QByteArray, saved);
        const auto ours = change("{id: i, k: {gpu: {count: 1}, s: {a.io/b: old}}}",
                                 "{id: i, k: {gpu: {count: 2}, s: {a.io/b: ours}}}");
        const files::YamlValue root = yaml("baseImages: [{id: i, k: {gpu: {count: 3}, s: {}, o: others}}]\n");
        const auto clash = settings::changed(root, ours);
        QCOMPARE(clashTexts(clash.error()),
                 (std::vector<ClashText>{{u"k.gpu.count"_s, u"3"_s, u"2"_s}, {u"k.s.a.io/b"_s, {}, u"ours"_s}}));
        const auto after = settings::changed(root, resolved(ours, root, theirs));
        QVERIFY(after.has_value());
        QVERIFY(files::isSameValue(*settings::findObject(*after, u"baseImages"_s, u"i"_s), yaml(saved)));
    }
    void theSectionThatIsOneObject()
    {
        const settings::SettingsChange ours{u"defaults"_s, {}, yaml("{v: {A: 1, B: 1}}"), yaml("{v: {A: 2, B: 2}}")};
        const files::YamlValue root = yaml("defaults: {v: {A: 3, B: 3}}");
        const auto after = settings::changed(root, resolved(ours, root, {u"v.A"_s}));
        QVERIFY(after.has_value());
        QVERIFY(files::isSameValue(*after, yaml("defaults: {v: {A: 3, B: 2}}")));
    }

    void clashesAreSaidInWords()
    {
        const auto ours = change("{id: i, from: old, python: [3.9]}", "{id: i, from: ours, python: []}");
        const auto theirs = settings::changed(yaml("baseImages: [{id: i, from: theirs, python: [3.9, 3.10]}]"), ours);
        QCOMPARE(clashTexts(theirs.error()),
                 (std::vector<ClashText>{{u"from"_s, u"theirs"_s, u"ours"_s}, {u"python"_s, u"3.9, 3.10"_s, {}}}));
        const auto gone = settings::changed(yaml("baseImages: []"), ours);
        QCOMPARE(clashTexts(gone.error()),
                 (std::vector<ClashText>{{{}, u"removed"_s, u"id: i, from: ours, python: "_s}}));
        const auto kept =
            settings::changed(yaml("baseImages: [{id: i, from: theirs}]"), change("{id: i, from: old}", ""));
        QCOMPARE(clashTexts(kept.error()), (std::vector<ClashText>{{{}, u"id: i, from: theirs"_s, u"removed"_s}}));
    }

    //! What nobody touched here, and what nobody knows, is as others have it.
    void changes()
    {
        const files::YamlValue root =
            yaml("baseImages: [{id: i, name: a, from: old, python: [3.9], owner: others, registries: [{id: r}]}]");
        const auto edit = ObjectEdit<BaseImage>::of(root, u"i"_s);
        QVERIFY(edit && !edit->isNew() && edit->isIn(root));
        QCOMPARE(edit->object().from, u"old"_s);
        QCOMPARE(edit->object().registries, (std::vector<settings::Reference>{{u"r"_s, {}}})); // not looked up
        BaseImage ours = edit->object();
        QCOMPARE(changedKeys(edit->object(), ours), QStringList());
        ours.from = u"ours"_s;
        ours.python.clear();
        ours.r = true;
        QCOMPARE(changedKeys(edit->object(), ours), (QStringList{u"from"_s, u"python"_s, u"r"_s}));
        const files::YamlValue now = yaml("baseImages: [{id: i, name: b, from: old, python: [3.9], owner: us}]");
        const auto saved = settings::changed(now, edit->change(ours));
        QVERIFY(saved.has_value());
        const auto after = ObjectEdit<BaseImage>::of(*saved, u"i"_s);
        QCOMPARE(after->object().name, u"b"_s);
        QCOMPARE(after->object().from, u"ours"_s);
        QCOMPARE(settings::findObject(*saved, u"baseImages"_s, u"i"_s)->find(u"owner")->text, u"us"_s);
    }

    void theirsAndOursAreMerged()
    {
        const files::YamlValue root = yaml("daemons: [{id: d, name: d, host: 'tcp://a:1', tlsVerify: true}]");
        const auto edit = ObjectEdit<Daemon>::of(root, u"d"_s);
        Daemon ours = edit->object();
        ours.host = u"tcp://ours:1"_s;
        ours.tlsVerify = false;
        ours.name = u"ours"_s;
        const files::YamlValue theirs =
            yaml("daemons: [{id: d, name: theirs, host: 'tcp://a:1', tlsVerify: true, certPath: /c}]");
        const auto clash = settings::changed(theirs, edit->change(ours));
        QCOMPARE(clashTexts(clash.error()), (std::vector<ClashText>{{u"name"_s, u"theirs"_s, u"ours"_s}}));
        const auto merged = settings::fromYaml<Daemon>(resolved(edit->change(ours), theirs, {u"name"_s}).after);
        QVERIFY(merged.has_value());
        QCOMPARE(*merged, (Daemon{.id = u"d"_s, .name = u"theirs"_s, .host = u"tcp://ours:1"_s, .certPath = u"/c"_s}));
    }

    void newOnesGetAnId()
    {
        const ObjectEdit<Registry> edit({}, {.name = u"a"_s, .host = u"r"_s});
        QVERIFY(edit.isNew());
        QVERIFY(edit.object().id.startsWith("registry-"_L1));
        QCOMPARE(edit.change(edit.object()).section, u"registries"_s);
        QCOMPARE(edit.removal().after.type, files::YamlValue::Type::Null);
        QVERIFY(newObjectId(u"daemons"_s).startsWith("daemon-"_L1));
        QCOMPARE((ObjectEdit<BaseImage>({}, {.id = u"mine"_s}).object().id), u"mine"_s);
    }

    //! One that has no id; the file may not have it yet.
    void aSectionThatIsOneObject_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("there") << QByteArray("defaults: {variables: {A: 1}, owner: us}")
                               << QByteArray("defaults: {variables: {A: 1}, owner: us, visual: {containerize: false}}");
        QTest::newRow("not yet") << QByteArray("users: []")
                                 << QByteArray("{users: [], defaults: {visual: {containerize: false}}}");
    }
    void aSectionThatIsOneObject()
    {
        QFETCH(QByteArray, file);
        QFETCH(QByteArray, after);
        const auto edit = ObjectEdit<settings::Defaults>::of(yaml(file), {});
        QVERIFY(edit.has_value());
        settings::Defaults ours = edit->object();
        ours.visual.containerize = false;
        QVERIFY(files::isSameValue(settings::changed(yaml(file), edit->change(ours)).value(), yaml(after)));
        QVERIFY(!ObjectEdit<settings::Defaults>::of(yaml("defaults: []"), {}));
    }

    void copiesKeepWhatNobodyKnows()
    {
        const files::YamlValue root = yaml("baseImages: [{id: i, name: a, owner: others}]");
        const auto copy = ObjectEdit<BaseImage>::ofCopy(root, u"i"_s, {.id = u"j"_s, .name = u"a copy"_s});
        QVERIFY(copy.isNew() && !copy.isIn(root));
        const settings::SettingsChange change = copy.change(copy.object());
        QCOMPARE(change.before.type, files::YamlValue::Type::Null);
        QVERIFY(files::isSameValue(change.after,
                                   settings::toYaml(copy.object(), yaml("{id: j, name: a copy, owner: others}"))));
    }

    void whatCannotBeUsedIsNotEdited_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::newRow("no section") << QByteArray("{}");
        QTest::newRow("no such object") << QByteArray("daemons: [{id: e, name: e}]");
        QTest::newRow("of another type") << QByteArray("daemons: [{id: d, name: d, tlsVerify: [1]}]");
    }
    void whatCannotBeUsedIsNotEdited()
    {
        QFETCH(QByteArray, file);
        QVERIFY(!ObjectEdit<Daemon>::of(yaml(file), u"d"_s));
    }
};

QTEST_GUILESS_MAIN(TestObjectEdit)
#include "tst_objectedit.moc"
