// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/files/glob.h"
#include "backends/manifests/duration.h"
#include "skypilot.h"
#include "skypilotpod.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::configimport {

using files::YamlMember;
using files::YamlValue;
using Type = YamlValue::Type;

namespace {

struct Left
{
    QString key;
    QString why;
};

//! Of kubernetes and of each context: what is not taken.
const std::vector<Left> &leftKeys()
{
    static const std::vector<Left> keys{
        {u"ports"_s, u"Fairlead opens no ports for runs"_s},
        {u"networking"_s, u"Fairlead reaches pods through the API server"_s},
        {u"high_availability"_s, u"Fairlead has no controllers in the cluster"_s},
        {u"post_provision_runcmd"_s, u"put these commands into the image"_s},
        {u"apt_mirrors"_s, u"packages belong into the image: say the mirror in its recipe"_s},
        {u"set_pod_resource_limits"_s, u"limits are amounts here: say them under Resources"_s},
        {u"pricing"_s, u"Fairlead knows no prices; contexts are tried in their order"_s},
        {u"auto_mounts"_s, u"add these volumes under Storage"_s},
        {u"enable_docker"_s, u"Fairlead builds images on Docker daemons, not in pods"_s},
        {u"fuse"_s, u"add the volume under Storage, or the device under Resources"_s},
    };
    return keys;
}

} // namespace

void SkyPilot::takeSettings(const SourceValue &at, settings::RuntimeConfig &config)
{
    SourceMap map(at, m_notes);
    static_cast<void>(map.any(u"allowed_contexts"_s));
    FieldTaker fields(map, m_notes, u"runtimeConfigs[%1]"_s.arg(config.name));
    if (const SourceValue off = map.flag(u"disabled"_s); off.isTrue()) {
        config.enabled = false;
        m_notes.changed(off, to(config, u"enabled"_s), u"false"_s, u"nothing is launched with this config"_s);
    }
    fields.text(u"namespace"_s, u"kubernetes.namespace"_s, config.kubernetes.ns);
    if (const SourceValue pod = map.map(u"pod_config"_s))
        takePodConfig(pod, u"runtimeConfigs[%1]"_s.arg(config.name), config, m_notes);
    takeTimeouts(map, config);
    takeQueue(map, config);
    takeDws(map, config);
    takeMetadata(map, config);
    takeIdentity(map.any(u"remote_identity"_s), config);
    takeNodes(map.map(u"allowed_nodes"_s), config);
    for (const Left &each : leftKeys())
        fields.leave(each.key, each.why);
    map.tellRest();
}

void SkyPilot::takeTimeouts(SourceMap &map, settings::RuntimeConfig &config)
{
    if (const SourceValue timeout = map.number(u"provision_timeout"_s)) {
        const qint64 seconds = timeout.text().toLongLong();
        if (seconds > 0 && manifests::parseDuration(QString::number(seconds) + u's')) {
            config.timeouts.scheduling = QString::number(seconds) + u's';
            m_notes.changed(timeout, to(config, u"timeouts.scheduling"_s), config.timeouts.scheduling, u"seconds"_s);
        } else if (seconds == -1) {
            m_notes.changed(timeout, to(config, u"timeouts.scheduling"_s), {}, u"without a limit"_s);
        } else {
            m_notes.wrong(timeout, u"expected a number of seconds, or -1"_s);
        }
    }
    if (const SourceValue scaler = map.scalar(u"autoscaler"_s); !scaler.text().isEmpty()) {
        config.timeouts.waitForAutoscaler = true;
        m_notes.changed(scaler, to(config, u"timeouts.waitForAutoscaler"_s), u"true"_s,
                        u"whichever autoscaler it is"_s);
    }
}

void SkyPilot::takeQueue(SourceMap &map, settings::RuntimeConfig &config)
{
    for (const auto &[key, name] : {std::pair(u"kueue"_s, u"local_queue_name"_s), std::pair(u"quota"_s, u"queue"_s)}) {
        SourceMap part(map.map(key), m_notes);
        const SourceValue queue = part.scalar(name);
        part.tellRest();
        if (queue.text().isEmpty())
            continue;
        config.kubernetes.queueName = queue.text();
        m_notes.taken(queue, to(config, u"kubernetes.queueName"_s), queue.text());
    }
}

void SkyPilot::takeDws(SourceMap &map, settings::RuntimeConfig &config)
{
    SourceMap dws(map.map(u"dws"_s), m_notes);
    if (const SourceValue enabled = dws.flag(u"enabled"_s))
        m_notes.notTaken(enabled, u"GKE's flex-start needs a queue of its own: say it as Kueue queue"_s);
    const SourceValue most = dws.scalar(u"max_run_duration"_s);
    const bool isNumber = most.isA(Type::Number);
    const QString duration = isNumber ? most.text() + u's' : most.text();
    if (!most.text().isEmpty() && !manifests::parseDuration(duration)) {
        m_notes.wrong(most, u"expected a duration such as 10m, 12h or 2d"_s);
    } else if (!most.text().isEmpty()) {
        config.timeouts.run = duration;
        m_notes.changed(most, to(config, u"timeouts.run"_s), duration, u"the pod ends then, wherever it runs"_s);
    }
    dws.tellRest();
}

void SkyPilot::takeMetadata(SourceMap &map, settings::RuntimeConfig &config)
{
    SourceMap metadata(map.map(u"custom_metadata"_s), m_notes);
    FieldTaker fields(metadata, m_notes, u"runtimeConfigs[%1]"_s.arg(config.name));
    fields.pairs({u"labels"_s}, u"labels"_s, config.labels);
    fields.pairs({u"annotations"_s}, u"annotations"_s, config.annotations);
    fields.leave(u"name"_s, u"each run has a name of its own"_s);
    fields.leave(u"namespace"_s, u"the namespace is a field of its own"_s);
    metadata.tellRest();
}

void SkyPilot::takeIdentity(const SourceValue &at, settings::RuntimeConfig &config)
{
    settings::KubernetesPart &part = config.kubernetes;
    const QString field = to(config, u"kubernetes.serviceAccount"_s);
    const QString word = at.text();
    if (!at || at.isA(Type::List))
        return at ? m_notes.wrong(at, u"expected a text, or a map of contexts"_s) : void();
    if (at.isA(Type::Map))
        return takeAccountMap(at, config);
    if (word == "SERVICE_ACCOUNT"_L1)
        m_notes.changed(at, field, part.serviceAccount,
                        u"the namespace's own instead of skypilot-service-account, which has wide rights"_s);
    else if (word == "LOCAL_CREDENTIALS"_L1)
        m_notes.notTaken(at, u"no kubeconfig is copied into pods; exec plugins run where the console runs"_s);
    else if (word == "NO_UPLOAD"_L1)
        m_notes.changed(at, field, part.serviceAccount, u"nothing is ever copied into pods"_s);
    else if (word == "NONE"_L1)
        m_notes.changed(at, to(config, u"kubernetes.automountServiceAccountToken"_s), u"false"_s,
                        u"no token in the pod"_s);
    else if (!word.isEmpty()) {
        part.serviceAccount = u"existing"_s;
        part.serviceAccountName = word;
        m_notes.taken(at, to(config, u"kubernetes.serviceAccountName"_s), word);
    }
}

//! The first glob that a context matches says its account; a config has one.
void SkyPilot::takeAccountMap(const SourceValue &at, settings::RuntimeConfig &config)
{
    QStringList accounts;
    for (const QString &context : config.kubernetes.contexts) {
        const auto matches = [&context](const YamlMember &member) { return files::globMatches(member.key, context); };
        const auto it = std::find_if(at.value->members.begin(), at.value->members.end(), matches);
        const QString account = it == at.value->members.end() ? QString() : it->value.text;
        if (!accounts.contains(account))
            accounts += account;
    }
    if (accounts.size() != 1 || accounts.front().isEmpty())
        return m_notes.notTaken(
            at, u"%1: its contexts have different service accounts, or none that is known; say one"_s.arg(config.name));
    const YamlValue one{.type = Type::String, .text = accounts.front(), .line = at.line(), .column = at.column()};
    takeIdentity({&one, at.path}, config);
}

//! One of the named nodes, or one with one of the labels.
void SkyPilot::takeNodes(const SourceValue &at, settings::RuntimeConfig &config)
{
    if (!at)
        return;
    YamlValue terms{.type = Type::List};
    const auto text = [](const QString &value) { return YamlValue{.type = Type::String, .text = value}; };
    const auto addTerm = [&](const QString &key, const QStringList &values) {
        YamlValue list{.type = Type::List};
        for (const QString &value : values)
            list.items.push_back(text(value));
        YamlValue expression{.type = Type::Map,
                             .members = {{u"key"_s, text(key)}, {u"operator"_s, text(u"In"_s)}, {u"values"_s, list}}};
        terms.items.push_back(
            {.type = Type::Map, .members = {{u"matchExpressions"_s, {.type = Type::List, .items = {expression}}}}});
    };
    SourceMap map(at, m_notes);
    QStringList names;
    for (const SourceValue &item : map.list(u"names"_s).items()) {
        if (!item.text().isEmpty())
            names += item.text();
    }
    if (!names.isEmpty())
        addTerm(u"kubernetes.io/hostname"_s, names);
    FieldTaker(map, m_notes, {})
        .leave(u"ips"_s, u"Kubernetes places pods by labels, and addresses are none: name "
                         "these nodes, or label them"_s);
    for (const SourceMap::Pair &pair : map.pairs(u"labels"_s))
        addTerm(pair.key, {pair.value.text()});
    map.tellRest();
    if (terms.items.empty())
        return;
    if (!config.kubernetes.affinity.isEmpty())
        return m_notes.notTaken(at, u"pod_config says an affinity already: say these nodes there, too"_s);
    const YamlValue required{.type = Type::Map, .members = {{u"nodeSelectorTerms"_s, terms}}};
    const YamlValue node{.type = Type::Map,
                         .members = {{u"requiredDuringSchedulingIgnoredDuringExecution"_s, required}}};
    config.kubernetes.affinity.value = {
        .type = Type::Map, .members = {{u"nodeAffinity"_s, node}}, .line = at.line(), .column = at.column()};
    m_notes.changed(at, to(config, u"kubernetes.affinity"_s), u"YAML"_s, u"one of these nodes is required"_s);
}

} // namespace fairlead::configimport
