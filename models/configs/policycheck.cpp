// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "policycheck.h"

#include "backends/kubernetes/quantity.h"
#include "backends/manifests/grammar.h"
#include "problemlist.h"

#include <QMap>
#include <QSet>

#include <optional>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using files::YamlMember;
using files::YamlValue;
using kubernetes::Quantity;
using manifests::SchemaProblem;
using Type = YamlValue::Type;

//! Of the kinds that a namespace gets.
const QMap<QString, QString> &apiVersions()
{
    static const QMap<QString, QString> versions{
        {u"LimitRange"_s, u"v1"_s}, {u"NetworkPolicy"_s, u"networking.k8s.io/v1"_s}, {u"ResourceQuota"_s, u"v1"_s}};
    return versions;
}

QString textOf(const YamlValue *value)
{
    return value && value->type == Type::String ? value->text : QString();
}

const YamlValue *memberOf(const YamlValue *map, QStringView key)
{
    return map && map->type == Type::Map ? map->find(key) : nullptr;
}

//! Absent where it is none, which the schema says.
std::optional<Quantity> quantityOf(const YamlValue &value)
{
    const bool isWord = value.type == Type::Number || value.type == Type::String;
    return isWord ? Quantity::parse(value.text.toStdString()) : std::nullopt;
}

//! Objects, which are counted whole.
bool isCounted(const QString &resource)
{
    static const QSet<QString> objects{u"pods"_s,
                                       u"services"_s,
                                       u"services.nodeports"_s,
                                       u"services.loadbalancers"_s,
                                       u"replicationcontrollers"_s,
                                       u"resourcequotas"_s,
                                       u"secrets"_s,
                                       u"configmaps"_s,
                                       u"persistentvolumeclaims"_s};
    return objects.contains(resource);
}

//! Source: Kubernetes, pkg/apis/core/helper, standardQuotaResources.
bool isQuotaResource(const QString &resource)
{
    if (resource.contains(u'/'))
        return manifests::isQualifiedName(resource);
    static const QSet<QString> amounts{u"cpu"_s, u"memory"_s, u"ephemeral-storage"_s};
    const bool isLimit = resource.startsWith("limits."_L1);
    const bool isOf = isLimit || resource.startsWith("requests."_L1);
    const QString amount = isOf ? resource.section(u'.', 1) : resource;
    return isCounted(resource) || amounts.contains(amount) || resource == "requests.storage"_L1 ||
           (amount.startsWith("hugepages-"_L1) && !isLimit);
}

//! One policy that is being looked at, beyond the names and kinds of its fields.
class PolicyRules
{
public:
    PolicyRules(QString at, std::vector<SchemaProblem> &problems)
        : m_at(std::move(at))
        , m_problems(problems)
    {
    }

    void check(const QString &kind, const YamlValue *spec)
    {
        if (kind == "ResourceQuota"_L1)
            return checkHard(memberOf(spec, u"hard"));
        if (kind == "NetworkPolicy"_L1)
            return checkWords(memberOf(spec, u"policyTypes"), u".spec.policyTypes"_s, {u"Ingress"_s, u"Egress"_s});
        const YamlValue *limits = memberOf(spec, u"limits");
        for (std::size_t i = 0; limits && i < limits->items.size(); ++i)
            checkItem(limits->items[i], u".spec.limits[%1]"_s.arg(i));
    }

private:
    void say(const YamlValue &value, const QString &field, const QString &message)
    {
        m_problems.push_back({m_at + field, value.line, value.column, message});
    }

    void checkHard(const YamlValue *hard)
    {
        for (const YamlMember &member : hard ? hard->members : std::vector<YamlMember>()) {
            const QString field = u".spec.hard."_s + member.key;
            const auto amount = quantityOf(member.value);
            if (!isQuotaResource(member.key))
                say(member.value, field,
                    ProblemList::said(QT_TRANSLATE_NOOP(
                        "ConfigCheck", "Expected a resource such as pods, limits.memory or requests.nvidia.com/gpu")));
            else if (amount && *amount < Quantity())
                say(member.value, field,
                    ProblemList::said(QT_TRANSLATE_NOOP("ConfigCheck", "Expected a quantity from 0 on")));
            else if (amount && isCounted(member.key) && amount->milliValue() % 1'000 != 0)
                say(member.value, field,
                    ProblemList::said(QT_TRANSLATE_NOOP("ConfigCheck", "Expected a whole number")));
        }
    }

    void checkWords(const YamlValue *list, const QString &field, const QStringList &words)
    {
        for (std::size_t i = 0; list && i < list->items.size(); ++i) {
            const YamlValue &word = list->items[i];
            if (word.type == Type::String && !words.contains(word.text))
                say(word, u"%1[%2]"_s.arg(field).arg(i), expected(words));
        }
    }

    void checkItem(const YamlValue &item, const QString &field)
    {
        static const QStringList types{u"Container"_s, u"Pod"_s, u"PersistentVolumeClaim"_s};
        if (item.type != Type::Map)
            return;
        const YamlValue *type = item.find(u"type");
        const QString word = textOf(type);
        if (!types.contains(word) && !(word.contains(u'/') && manifests::isQualifiedName(word)))
            say(type ? *type : item, field + u".type"_s, expected(types));
        checkOrder(item, field, word == "Pod"_L1);
    }

    //! Of one resource these are never less from one to the next.
    void checkOrder(const YamlValue &item, const QString &field, bool isPod)
    {
        static const QStringList bounds{u"min"_s, u"defaultRequest"_s, u"default"_s, u"max"_s};
        QMap<QString, std::pair<Quantity, QString>> before;
        for (const QString &bound : bounds) {
            const YamlValue *amounts = memberOf(&item, bound);
            if (amounts && isPod && bound.startsWith("default"_L1) && !amounts->members.empty())
                say(*amounts, field + u'.' + bound,
                    ProblemList::said(QT_TRANSLATE_NOOP("ConfigCheck", "Only containers have defaults, not pods")));
            for (const YamlMember &member : amounts ? amounts->members : std::vector<YamlMember>()) {
                const auto amount = quantityOf(member.value);
                const auto least = before.constFind(member.key);
                if (amount && least != before.constEnd() && *amount < least->first)
                    say(member.value, field + u'.' + bound + u'.' + member.key,
                        ProblemList::said(QT_TRANSLATE_NOOP("ConfigCheck", "Less than %1")).arg(least->second));
                else if (amount)
                    before.insert(member.key, {*amount, bound});
            }
        }
    }

    static QString expected(const QStringList &words)
    {
        return ProblemList::said(QT_TRANSLATE_NOOP("ConfigCheck", "Expected one of %1")).arg(words.join(u", "_s));
    }

    QString m_at;
    std::vector<SchemaProblem> &m_problems;
};

const manifests::PodSchema &schema()
{
    static const manifests::PodSchema fields;
    return fields;
}

void checkPolicy(const YamlValue &policy, const QString &at, std::vector<SchemaProblem> &problems)
{
    const auto say = [&](const YamlValue *value, const QString &field, const QString &message) {
        const YamlValue &place = value ? *value : policy;
        problems.push_back({at + field, place.line, place.column, message});
    };
    if (policy.type != Type::Map)
        return say(nullptr, {},
                   ProblemList::said(QT_TRANSLATE_NOOP("ConfigCheck", "Expected an object with apiVersion and kind")));
    const YamlValue *kind = policy.find(u"kind");
    const QString version = apiVersions().value(textOf(kind));
    const YamlValue *apiVersion = policy.find(u"apiVersion");
    if (version.isEmpty())
        say(kind, u".kind"_s,
            ProblemList::said(QT_TRANSLATE_NOOP("ConfigCheck", "Expected ResourceQuota, LimitRange or NetworkPolicy")));
    else if (textOf(apiVersion) != version)
        say(apiVersion, u".apiVersion"_s,
            ProblemList::said(QT_TRANSLATE_NOOP("ConfigCheck", "Expected %1")).arg(version));
    const YamlValue *metadata = policy.find(u"metadata");
    const YamlValue *name = memberOf(metadata, u"name");
    if (!manifests::isDnsSubdomain(textOf(name)))
        say(name ? name : metadata, u".metadata.name"_s,
            ProblemList::said(QT_TRANSLATE_NOOP("ConfigCheck", "Expected a name: small letters, digits, - and .")));
    if (version.isEmpty())
        return;
    const QByteArray type = textOf(kind).toLatin1();
    const auto found = schema().problems(policy, manifests::SchemaType(QLatin1StringView(type)), at);
    problems.insert(problems.end(), found.begin(), found.end());
    PolicyRules(at, problems).check(textOf(kind), memberOf(&policy, u"spec"));
}

} // namespace

std::vector<SchemaProblem> policyProblems(const settings::YamlPart &policies)
{
    std::vector<SchemaProblem> problems;
    for (std::size_t i = 0; i < policies.value.items.size(); ++i)
        checkPolicy(policies.value.items[i], u"[%1]"_s.arg(i), problems);
    return problems;
}

} // namespace fairlead::models
