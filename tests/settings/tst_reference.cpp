// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/settings/settings.h"
#include "backends/settings/settingsdocument.h"

#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QTest>

#include <initializer_list>
#include <optional>

using namespace fairlead::settings;
using namespace Qt::StringLiterals;

namespace {

//! By place ("baseImages[].files[]") what stands there: "key | type | default".
using Rows = QMap<QString, QStringList>;

//! Visitor that writes down the shape of the settings, each object as it is where nothing is said.
class Shape
{
public:
    template <class Object>
    void section(const char *key, std::vector<Object> &)
    {
        Object object;
        visit(key, object, true);
    }
    template <class Object>
    void section(const char *key, Object &object)
    {
        visit(key, object, false);
    }
    template <class Object>
    void part(const char *key, Object &object)
    {
        add(key, u"object"_s);
        visit(key, object, false);
    }
    template <class Object>
    void objects(const char *key, std::vector<Object> &)
    {
        add(key, u"list of objects"_s);
        Object object;
        visit(key, object, true);
    }
    void required(const char *key, const QString &value) { add(key, u"text, required"_s, value); }
    void text(const char *key, const QString &value) { add(key, u"text"_s, value); }
    void number(const char *key, std::optional<qint64>) { add(key, u"number"_s); }
    void flag(const char *key, std::optional<bool>) { add(key, u"flag"_s); }
    void flag(const char *key, bool value, bool = false) { add(key, u"flag"_s, value ? u"true"_s : u"false"_s); }
    void oneOf(const char *key, const QString &value, std::initializer_list<const char *> words)
    {
        QStringList all;
        for (const char *word : words)
            all += QString::fromLatin1(word);
        add(key, u"one of "_s + all.join(u", "_s), value);
    }
    void choice(const char *key, const QString &value, std::initializer_list<const char *> words)
    {
        oneOf(key, value, words);
    }
    void yaml(const char *key, const YamlPart &, fairlead::files::YamlValue::Type type)
    {
        add(key, type == fairlead::files::YamlValue::Type::List ? u"YAML list"_s : u"YAML map"_s);
    }
    void texts(const char *key, const QStringList &) { add(key, u"list of texts"_s); }
    void pairs(const char *key, const TextPairs &) { add(key, u"map of texts"_s); }
    void reference(const char *key, const Reference &, const char *section)
    {
        add(key, u"reference to "_s + QString::fromLatin1(section));
    }
    void references(const char *key, const std::vector<Reference> &, const char *section)
    {
        add(key, u"list of references to "_s + QString::fromLatin1(section));
    }
    const Rows &rows() const { return m_rows; }

private:
    template <class Object>
    void visit(const char *key, Object &object, bool isInList)
    {
        const QString above = m_place;
        m_place += (above.isEmpty() ? QString() : u"."_s) + QString::fromLatin1(key) + (isInList ? u"[]"_s : u""_s);
        if constexpr (requires { object.id; }) {
            required("id", object.id);
            required(nameKey<Object>(), object.name);
        }
        object.visit(*this);
        m_place = above;
    }
    void add(const char *key, const QString &type, const QString &value = {})
    {
        m_rows[m_place] += u"%1 | %2 | %3"_s.arg(QString::fromLatin1(key), type, value);
    }

    Rows m_rows;
    QString m_place;
};

QString reference()
{
    QFile file(QStringLiteral(FAIRLEAD_TEST_DATA "/../../backends/settings/REFERENCE.md"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

//! What the tables say, each below the heading of its place.
Rows written()
{
    static const QRegularExpression heading(u"^## `([^`]+)`$"_s);
    static const QRegularExpression row(u"^\\| `([^`]+)` \\| ([^|]+) \\| (?:`([^`]+)` )?\\| "_s);
    Rows rows;
    QString place;
    for (const QString &line : reference().split(u'\n')) {
        if (const auto match = heading.match(line); match.hasMatch())
            place = match.captured(1);
        else if (const auto match = row.match(line); match.hasMatch())
            rows[place] += u"%1 | %2 | %3"_s.arg(match.captured(1), match.captured(2), match.captured(3));
    }
    return rows;
}

Rows real()
{
    Shape shape;
    Settings settings;
    settings.visit(shape);
    return shape.rows();
}

} // namespace

//! REFERENCE.md says what the settings have: each section, each key with its type and its default, in their order.
class TestReference : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void says_data()
    {
        QTest::addColumn<QString>("place");
        QStringList places = real().keys() + written().keys();
        places.removeDuplicates();
        QVERIFY(places.size() >= 4);
        for (const QString &place : places)
            QTest::newRow(qPrintable(place)) << place;
    }
    void says()
    {
        QFETCH(const QString, place);
        QCOMPARE(written().value(place), real().value(place));
    }

    void hasAnExampleThatIsRight()
    {
        const QString text = reference();
        const QString mark = u"```yaml\n"_s;
        const qsizetype begin = text.indexOf(mark) + mark.size();
        const SettingsDocument document =
            readSettings(text.mid(begin, text.indexOf(u"```"_s, begin) - begin).toUtf8(), u"f"_s);
        QVERIFY2(document.problems.empty(),
                 qPrintable(document.problems.empty() ? QString() : document.problems.front().text()));
        QCOMPARE(document.settings.baseImages.size(), 1U);
    }
};

QTEST_GUILESS_MAIN(TestReference)
#include "tst_reference.moc"
