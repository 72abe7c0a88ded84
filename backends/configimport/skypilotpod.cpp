// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "skypilotpod.h"

#include "backends/manifests/podschema.h"
#include "backends/manifests/podtemplate.h"
#include "backends/settings/secretwords.h"
#include "podparts.h"
#include "skypilotdevices.h"
#include "skypilotmerge.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::configimport {

namespace {

using files::YamlMember;
using files::YamlValue;
using Type = YamlValue::Type;

//! Takes the member out.
YamlValue taken(YamlValue &map, QStringView key)
{
    const auto it =
        std::find_if(map.members.begin(), map.members.end(), [key](const YamlMember &each) { return each.key == key; });
    if (it == map.members.end())
        return {};
    YamlValue value = std::move(it->value);
    map.members.erase(it);
    return value;
}

//! One pod_config that is being taken apart.
class PodConfig
{
public:
    PodConfig(SourceValue at, QString to, settings::RuntimeConfig &config, ImportNotes &notes)
        : m_pod(*at.value)
        , m_at(std::move(at))
        , m_to(std::move(to))
        , m_config(config)
        , m_notes(notes)
    {
    }

    void take()
    {
        if (YamlValue *spec = find(m_pod, u"spec")) {
            for (const QStringView list : {u"containers", u"initContainers", u"ephemeralContainers"})
                dropSecrets(spec, list);
            nameFirst(*spec);
            takeImage(*spec);
            takeDevices(*spec);
            takePlacement(*spec);
            takeIdentity(*spec);
        }
        dropEmpty();
        takeRest();
    }

private:
    SourceValue at(const YamlValue &value, const QString &field) const { return {&value, m_at.path + u'.' + field}; }
    QString to(const QString &field) const { return m_to + u'.' + field; }

    void dropSecrets(YamlValue *spec, QStringView list)
    {
        YamlValue *containers = find(*spec, list);
        for (std::size_t i = 0; containers && i < containers->items.size(); ++i) {
            YamlValue &container = containers->items[i];
            YamlValue *env = find(container, u"env");
            if (!env)
                continue;
            std::erase_if(env->items, [&](const YamlValue &item) {
                const YamlValue *value = item.find(u"value");
                const QString name = textOf(item, u"name"_s);
                if (!value || !(settings::isSecretName(name) || settings::hasLogin(value->text)))
                    return false;
                m_notes.secret(at(item, u"spec.%1.env.%2"_s.arg(list, name)),
                               u"put it into a Secret of the namespace, and take the variable from there"_s);
                return true;
            });
            if (env->items.empty())
                static_cast<void>(taken(container, u"env"));
        }
    }

    //! SkyPilot merges the first one into its own whatever it is called; here it is called "main".
    void nameFirst(YamlValue &spec)
    {
        YamlValue *containers = find(spec, u"containers");
        if (!containers || containers->items.empty() || containers->items.front().type != Type::Map)
            return;
        YamlValue &first = containers->items.front();
        YamlValue *name = find(first, u"name");
        const QString main = QString::fromLatin1(manifests::MainContainer);
        if (!name) {
            first.members.insert(
                first.members.begin(),
                {u"name"_s, {.type = Type::String, .text = main, .line = first.line, .column = first.column}});
        } else if (name->text != main) {
            m_notes.changed(at(*name, u"spec.containers[0].name"_s), to(u"kubernetes.podTemplatePatch"_s), main,
                            u"the container that runs the workload is called main"_s);
            name->text = main;
        }
    }

    void takeImage(YamlValue &spec)
    {
        YamlValue *containers = find(spec, u"containers");
        if (!containers || containers->items.empty())
            return;
        const YamlValue image = taken(containers->items.front(), u"image");
        if (image.text.isEmpty())
            return;
        m_config.image.reference = image.text;
        m_notes.taken(at(image, u"spec.containers[0].image"_s), to(u"image.reference"_s), image.text);
    }

    void takeDevices(YamlValue &spec)
    {
        YamlValue *containers = find(spec, u"containers");
        if (!containers || containers->items.empty())
            return;
        YamlValue *resources = find(containers->items.front(), u"resources");
        if (!resources)
            return;
        takeDevicesOf(*resources, m_at.path + u".spec.containers[0].resources"_s, m_to, m_config, m_notes);
        if (resources->members.empty())
            static_cast<void>(taken(containers->items.front(), u"resources"));
    }

    void takePlacement(YamlValue &spec)
    {
        settings::KubernetesPart &part = m_config.kubernetes;
        if (const YamlValue list = taken(spec, u"tolerations"); list.type == Type::List) {
            part.tolerations = tolerationsOf(at(list, u"spec.tolerations"_s), m_notes);
            m_notes.taken(at(list, u"spec.tolerations"_s), to(u"kubernetes.tolerations"_s),
                          QString::number(part.tolerations.size()));
        }
        if (const YamlValue map = taken(spec, u"nodeSelector"); map.type == Type::Map) {
            part.nodeSelector = pairsOf(at(map, u"spec.nodeSelector"_s), m_notes);
            m_notes.taken(at(map, u"spec.nodeSelector"_s), to(u"kubernetes.nodeSelector"_s),
                          pairsText(part.nodeSelector));
        }
        if (YamlValue map = taken(spec, u"affinity"); map.type == Type::Map && !part.affinity.isEmpty()) {
            m_notes.notTaken(at(map, u"spec.affinity"_s), u"allowed_nodes says an affinity already"_s);
        } else if (map.type == Type::Map) {
            m_notes.taken(at(map, u"spec.affinity"_s), to(u"kubernetes.affinity"_s), u"YAML"_s);
            part.affinity.value = std::move(map);
        }
        takeText(spec, u"priorityClassName"_s, part.priorityClassName);
        takeText(spec, u"runtimeClassName"_s, part.runtimeClassName);
        takeText(spec, u"schedulerName"_s, part.schedulerName);
        if (const YamlValue flag = taken(spec, u"hostNetwork"); flag.type == Type::Bool) {
            part.hostNetwork = flag.isTrue();
            m_notes.taken(at(flag, u"spec.hostNetwork"_s), to(u"kubernetes.hostNetwork"_s), flag.text);
        }
    }

    void takeText(YamlValue &spec, const QString &key, QString &target)
    {
        const YamlValue value = taken(spec, key);
        if (value.text.isEmpty())
            return;
        target = value.text;
        m_notes.taken(at(value, u"spec."_s + key), to(u"kubernetes."_s + key), value.text);
    }

    void takeIdentity(YamlValue &spec)
    {
        if (const YamlValue account = taken(spec, u"serviceAccountName"); !account.text.isEmpty()) {
            m_config.kubernetes.serviceAccount = u"existing"_s;
            m_config.kubernetes.serviceAccountName = account.text;
            m_notes.taken(at(account, u"spec.serviceAccountName"_s), to(u"kubernetes.serviceAccountName"_s),
                          account.text);
        }
        YamlValue *secrets = find(spec, u"imagePullSecrets");
        if (!secrets || secrets->items.size() != 1)
            return;
        const YamlValue list = taken(spec, u"imagePullSecrets");
        m_config.image.pullSecret = textOf(list.items.front(), u"name"_s);
        m_notes.taken(at(list, u"spec.imagePullSecrets"_s), to(u"image.pullSecret"_s), m_config.image.pullSecret);
    }

    //! What has nothing left: a container of which only the name is there, and what is around it.
    void dropEmpty()
    {
        YamlValue *spec = find(m_pod, u"spec");
        YamlValue *containers = spec ? find(*spec, u"containers") : nullptr;
        const bool isName = containers && containers->items.size() == 1 &&
                            containers->items.front().members.size() == 1 && containers->items.front().find(u"name");
        if (containers && (isName || containers->items.empty()))
            static_cast<void>(taken(*spec, u"containers"));
        std::erase_if(m_pod.members, [](const YamlMember &member) {
            return member.value.type == Type::Null || (member.value.type == Type::Map && member.value.members.empty());
        });
    }

    void takeRest()
    {
        if (m_pod.members.empty())
            return;
        static const manifests::PodSchema schema;
        const QString field = to(u"kubernetes.podTemplatePatch"_s);
        QStringList keys;
        for (const YamlMember &member : m_pod.members) {
            for (const YamlMember &below : member.value.members)
                keys += u"%1.%2"_s.arg(member.key, below.key);
        }
        m_notes.taken(m_at, field, keys.join(u", "_s));
        for (const manifests::SchemaProblem &problem : schema.problems(m_pod, manifests::PodSchema::Template)) {
            const YamlValue place{.line = problem.line, .column = problem.column};
            m_notes.warn({&place, {}}, field + u'.' + problem.field, problem.message);
        }
        m_config.kubernetes.podTemplatePatch.value = std::move(m_pod);
    }

    YamlValue m_pod;
    SourceValue m_at;
    QString m_to;
    settings::RuntimeConfig &m_config;
    ImportNotes &m_notes;
};

} // namespace

void takePodConfig(const SourceValue &at, const QString &to, settings::RuntimeConfig &config, ImportNotes &notes)
{
    PodConfig(at, to, config, notes).take();
}

} // namespace fairlead::configimport
