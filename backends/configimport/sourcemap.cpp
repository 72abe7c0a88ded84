// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "sourcemap.h"

#include "backends/settings/secretwords.h"

using namespace Qt::StringLiterals;

namespace fairlead::configimport {

namespace {

constexpr auto SecretNote = "a secret is not kept in fairlead.yaml: put it into a Secret of the namespace"_L1;

} // namespace

using Type = SourceValue::Type;

SourceMap::SourceMap(SourceValue at, ImportNotes &notes)
    : m_at(std::move(at))
    , m_notes(notes)
{
    if (m_at && !m_at.isA(Type::Map)) {
        m_notes.wrong(m_at, u"expected a map, found %1"_s.arg(files::describe(m_at.value->type)));
        m_at.value = nullptr;
    }
}

SourceValue SourceMap::any(const QString &key)
{
    m_known.insert(key);
    return m_at.member(key);
}

SourceValue SourceMap::typed(const QString &key, Type type)
{
    SourceValue value = any(key);
    if (!value || value.isA(type))
        return value;
    m_notes.wrong(value, u"expected %1, found %2"_s.arg(files::describe(type), files::describe(value.value->type)));
    return {};
}

SourceValue SourceMap::scalar(const QString &key)
{
    const SourceValue value = any(key);
    return value.isScalar() ? value : typed(key, Type::String);
}

SourceValue SourceMap::map(const QString &key)
{
    return typed(key, Type::Map);
}

SourceValue SourceMap::list(const QString &key)
{
    return typed(key, Type::List);
}

SourceValue SourceMap::flag(const QString &key)
{
    return typed(key, Type::Bool);
}

SourceValue SourceMap::number(const QString &key)
{
    const SourceValue value = scalar(key);
    bool isNumber = false;
    static_cast<void>(value.text().toDouble(&isNumber));
    if (!value || value.text().isEmpty() || isNumber)
        return value.text().isEmpty() ? SourceValue() : value;
    m_notes.wrong(value, u"expected a number"_s);
    return {};
}

SourceValue SourceMap::firstOf(const QStringList &keys)
{
    SourceValue found;
    for (const QString &key : keys) {
        const SourceValue value = any(key);
        if (!found)
            found = value;
        else if (value)
            m_notes.notTaken(value, u"%1 says the same"_s.arg(found.path.section(u'.', -1)));
    }
    return found;
}

std::vector<SourceMap::Pair> SourceMap::pairs(const QString &key)
{
    const SourceValue all = any(key);
    std::vector<Pair> result;
    if (all && !all.isA(Type::List) && !all.isA(Type::Map) && !all.text().isEmpty())
        m_notes.wrong(all, u"expected a list of keys and values"_s);
    if (all.isA(Type::Map)) {
        for (const files::YamlMember &member : all.value->members) {
            const SourceValue value{&member.value, all.path + u'.' + member.key};
            result.push_back({value, member.key, value, settings::isSecretName(member.key)});
        }
    }
    for (const SourceValue &item : all.items()) {
        const SourceValue name = item.member(u"key"_s);
        if (!name.isScalar() || name.text().isEmpty()) {
            m_notes.wrong(item, u"expected a key and a value"_s);
            continue;
        }
        const bool isSecret = item.member(u"secret"_s).isTrue() || settings::isSecretName(name.text());
        result.push_back({item, name.text(), item.member(u"value"_s), isSecret});
    }
    return result;
}

SourceValue SourceMap::Pair::named() const
{
    return {at.value, at.path.endsWith(u'.' + key) ? at.path : at.path + u'.' + key};
}

void SourceMap::tellRest(const QString &note)
{
    if (!m_at)
        return;
    for (const files::YamlMember &member : m_at.value->members) {
        const SourceValue value = m_at.member(member.key);
        if (m_known.contains(member.key) || !value)
            continue;
        if (settings::isSecretName(member.key) && value.isScalar())
            m_notes.secret(value, u"a secret is not kept in fairlead.yaml, and nothing here needs it"_s);
        else
            m_notes.notTaken(
                value.isScalar() && settings::hasLogin(value.text()) ? SourceValue{nullptr, value.path} : value, note);
    }
}

void FieldTaker::text(const QString &key, const QString &field, QString &target)
{
    const SourceValue value = m_map.scalar(key);
    if (value.text().isEmpty())
        return;
    target = value.text();
    m_notes.taken(value, to(field), target);
}

void FieldTaker::flag(const QString &key, const QString &field, bool &target)
{
    const SourceValue value = m_map.flag(key);
    if (!value)
        return;
    target = value.isTrue();
    m_notes.taken(value, to(field), target ? u"true"_s : u"false"_s);
}

void FieldTaker::pairs(const QStringList &keys, const QString &field, settings::TextPairs &target)
{
    for (const QString &key : keys) {
        for (const SourceMap::Pair &each : m_map.pairs(key)) {
            if (each.isSecret || settings::hasLogin(each.value.text())) {
                m_notes.secret(each.at, SecretNote);
                continue;
            }
            if (each.value && !each.value.isScalar()) {
                m_notes.wrong(each.at, u"expected a text"_s);
                continue;
            }
            target.emplace_back(each.key, each.value.text());
            m_notes.taken(each.at, to(field + u'.' + each.key), each.value.text());
        }
    }
}

void FieldTaker::texts(const QString &key, const QString &field, QStringList &target)
{
    const SourceValue all = m_map.list(key);
    for (const SourceValue &item : all.items()) {
        if (item.isScalar() && !item.text().isEmpty())
            target += item.text();
        else
            m_notes.wrong(item, u"expected a text"_s);
    }
    if (!target.isEmpty())
        m_notes.taken(all, to(field), target.join(u", "_s));
}

void FieldTaker::leave(const QString &key, const QString &note)
{
    if (const SourceValue value = m_map.any(key); value && !(value.isScalar() && value.text().isEmpty()))
        m_notes.notTaken(value, note);
}

} // namespace fairlead::configimport
