// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "kubeconfigfile.h"

#include "backends/files/yamlvalue.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::kubernetes {

namespace {

using files::YamlDocument;
using files::YamlMember;
using files::YamlPlace;
using files::YamlValue;
using Type = YamlValue::Type;

//! Decodes one document; every member function takes what it can and reports the rest.
class Decoder
{
public:
    explicit Decoder(const QString &path) { file.path = path; }
    void decode(const YamlDocument &document);

    KubeconfigFile file;

private:
    void report(KubeconfigEntry *entry, const YamlValue &at, const QString &field, const QString &message);
    const YamlValue *member(KubeconfigEntry &entry, const YamlValue &map, const QString &key, Type expected);
    QString string(KubeconfigEntry &entry, const YamlValue &map, const QString &key);
    bool boolean(KubeconfigEntry &entry, const YamlValue &map, const QString &key);
    QByteArray base64(KubeconfigEntry &entry, const YamlValue &map, const QString &key);
    QStringList strings(KubeconfigEntry &entry, const YamlValue &list, const QString &field);

    bool checkKind(const YamlValue &root);
    template <class Entry>
    void decodeList(const YamlValue &root, const QString &listKey, const QString &bodyKey, std::vector<Entry> &out);
    void decodeBody(KubeconfigCluster &cluster, const YamlValue &map);
    void decodeBody(KubeconfigUser &user, const YamlValue &map);
    void decodeBody(KubeconfigContext &context, const YamlValue &map);
    void decodeImpersonation(KubeconfigUser &user, const YamlValue &map);
    void decodeExec(KubeconfigUser &user, const YamlValue &map);
    void decodeExecEnv(KubeconfigEntry &exec, const YamlValue &map, ExecConfig &config);
    void decodeInteractiveMode(KubeconfigEntry &exec, const YamlValue &map, ExecConfig &config);
    void decodeExtensions(KubeconfigCluster &cluster, const YamlValue &map);
};

void Decoder::report(KubeconfigEntry *entry, const YamlValue &at, const QString &field, const QString &message)
{
    file.problems.push_back({file.path, at.line, at.column, field, message});
    if (entry && !entry->problem)
        entry->problem = file.problems.back();
}

//! The value under \p key, or nullptr where it is absent, null or of another type (which is reported).
const YamlValue *Decoder::member(KubeconfigEntry &entry, const YamlValue &map, const QString &key, Type expected)
{
    const YamlValue *value = map.find(key);
    if (!value)
        return nullptr;
    entry.positions.insert(key, {value->line, value->column});
    if (value->type == Type::Null)
        return nullptr;
    if (value->type == expected)
        return value;
    QString message = u"expected %1, found %2"_s.arg(describe(expected), describe(value->type));
    if (expected == Type::String && (value->type == Type::Bool || value->type == Type::Number))
        message += u"; put it in quotes"_s;
    report(&entry, *value, entry.field.isEmpty() ? key : entry.field + u'.' + key, message);
    return nullptr;
}

QString Decoder::string(KubeconfigEntry &entry, const YamlValue &map, const QString &key)
{
    const YamlValue *value = member(entry, map, key, Type::String);
    return value ? value->text : QString();
}

bool Decoder::boolean(KubeconfigEntry &entry, const YamlValue &map, const QString &key)
{
    const YamlValue *value = member(entry, map, key, Type::Bool);
    return value && value->isTrue();
}

QByteArray Decoder::base64(KubeconfigEntry &entry, const YamlValue &map, const QString &key)
{
    const YamlValue *value = member(entry, map, key, Type::String);
    if (!value)
        return {};
    QByteArray text = value->text.toUtf8();
    text.replace('\n', QByteArray()).replace('\r', QByteArray());
    const bool isPadded = text.size() % 4 == 0;
    const auto result = QByteArray::fromBase64Encoding(std::move(text), QByteArray::AbortOnBase64DecodingErrors);
    if (isPadded && result)
        return *result;
    report(&entry, *value, entry.field + u'.' + key, u"not valid base64"_s);
    return {};
}

QStringList Decoder::strings(KubeconfigEntry &entry, const YamlValue &list, const QString &field)
{
    QStringList result;
    for (size_t i = 0; i < list.items.size(); ++i) {
        const YamlValue &item = list.items[i];
        if (item.type == Type::String || item.type == Type::Null)
            result.append(item.text);
        else
            report(&entry, item, u"%1[%2]"_s.arg(field).arg(i),
                   u"expected a string, found %1"_s.arg(describe(item.type)));
    }
    return result;
}

bool Decoder::checkKind(const YamlValue &root)
{
    const auto is = [&root](const QString &key, QLatin1StringView expected) {
        const YamlValue *value = root.find(key);
        return !value || value->type == Type::Null || value->text.isEmpty() || value->text == expected;
    };
    for (const auto &[key, expected] : {std::pair(u"kind"_s, "Config"_L1), std::pair(u"apiVersion"_s, "v1"_L1)}) {
        if (is(key, expected))
            continue;
        report(nullptr, *root.find(key), key, u"not a kubeconfig: expected %1"_s.arg(expected));
        return false;
    }
    return true;
}

void Decoder::decode(const YamlDocument &document)
{
    const YamlValue &root = document.root;
    if (root.type == Type::Null)
        return;
    if (root.type != Type::Map) {
        report(nullptr, root, QString(), u"not a kubeconfig: expected a map, found %1"_s.arg(describe(root.type)));
        return;
    }
    const YamlValue *kind = root.find(u"kind");
    file.isKubeconfig =
        (kind && kind->text == "Config"_L1) || root.find(u"contexts") || root.find(u"users") || root.find(u"clusters");
    if (!checkKind(root))
        return;
    for (const YamlPlace &duplicate : document.duplicateKeys)
        file.problems.push_back({file.path, duplicate.line, duplicate.column, duplicate.key,
                                 u"the key stands twice in the same map; the later value counts"_s});
    KubeconfigEntry top;
    if (const YamlValue *current = member(top, root, u"current-context"_s, Type::String)) {
        file.currentContext = current->text;
        file.currentContextPosition = {current->line, current->column};
    }
    decodeList(root, u"clusters"_s, u"cluster"_s, file.clusters);
    decodeList(root, u"users"_s, u"user"_s, file.users);
    decodeList(root, u"contexts"_s, u"context"_s, file.contexts);
}

template <class Entry>
void Decoder::decodeList(const YamlValue &root, const QString &listKey, const QString &bodyKey, std::vector<Entry> &out)
{
    KubeconfigEntry top;
    const YamlValue *list = member(top, root, listKey, Type::List);
    QSet<QString> names;
    for (size_t i = 0; list && i < list->items.size(); ++i) {
        const YamlValue &item = list->items[i];
        Entry entry;
        entry.field = u"%1[%2]"_s.arg(listKey).arg(i);
        entry.position = {item.line, item.column};
        if (item.type != Type::Map) {
            report(nullptr, item, entry.field, u"expected a map, found %1"_s.arg(describe(item.type)));
            continue;
        }
        entry.name = string(entry, item, u"name"_s);
        if (entry.name.isEmpty() && !entry.problem)
            report(&entry, item, entry.field + u".name"_s, u"the entry has no name"_s);
        const YamlValue *body = member(entry, item, bodyKey, Type::Map);
        entry.field += u'.' + bodyKey;
        if (body) {
            entry.position = {body->line, body->column};
            decodeBody(entry, *body);
        }
        if (entry.name.isEmpty())
            continue;
        if (names.contains(entry.name)) {
            report(nullptr, item, entry.field, u"the name stands twice in this file; the first entry counts"_s);
            continue;
        }
        names.insert(entry.name);
        out.push_back(std::move(entry));
    }
}

void Decoder::decodeBody(KubeconfigCluster &cluster, const YamlValue &map)
{
    cluster.server = string(cluster, map, u"server"_s);
    cluster.tlsServerName = string(cluster, map, u"tls-server-name"_s);
    cluster.insecureSkipTlsVerify = boolean(cluster, map, u"insecure-skip-tls-verify"_s);
    cluster.certificateAuthority = string(cluster, map, u"certificate-authority"_s);
    cluster.certificateAuthorityData = base64(cluster, map, u"certificate-authority-data"_s);
    cluster.proxyUrl = string(cluster, map, u"proxy-url"_s);
    cluster.disableCompression = boolean(cluster, map, u"disable-compression"_s);
    decodeExtensions(cluster, map);
}

void Decoder::decodeExtensions(KubeconfigCluster &cluster, const YamlValue &map)
{
    const YamlValue *list = map.find(u"extensions");
    if (!list)
        return;
    for (const YamlValue &item : list->items) {
        const YamlValue *name = item.find(u"name");
        const YamlValue *extension = item.find(u"extension");
        if (!name || name->text != "client.authentication.k8s.io/exec"_L1 || !extension)
            continue;
        // Wrapped, because QJsonDocument writes only objects and arrays.
        const QJsonObject wrapped{{u"v"_s, toJson(*extension)}};
        cluster.execConfig = QJsonDocument(wrapped).toJson(QJsonDocument::Compact).sliced(5).chopped(1);
        return;
    }
}

void Decoder::decodeBody(KubeconfigContext &context, const YamlValue &map)
{
    context.cluster = string(context, map, u"cluster"_s);
    context.user = string(context, map, u"user"_s);
    context.namespaceName = string(context, map, u"namespace"_s);
}

void Decoder::decodeBody(KubeconfigUser &user, const YamlValue &map)
{
    user.clientCertificate = string(user, map, u"client-certificate"_s);
    user.clientCertificateData = base64(user, map, u"client-certificate-data"_s);
    user.clientKey = string(user, map, u"client-key"_s);
    user.clientKeyData = base64(user, map, u"client-key-data"_s);
    user.token = string(user, map, u"token"_s);
    user.tokenFile = string(user, map, u"tokenFile"_s);
    user.username = string(user, map, u"username"_s);
    user.password = string(user, map, u"password"_s);
    user.hasAuthProvider = member(user, map, u"auth-provider"_s, Type::Map);
    decodeImpersonation(user, map);
    decodeExec(user, map);
}

void Decoder::decodeImpersonation(KubeconfigUser &user, const YamlValue &map)
{
    user.impersonate = string(user, map, u"as"_s);
    user.impersonateUid = string(user, map, u"as-uid"_s);
    if (const YamlValue *groups = member(user, map, u"as-groups"_s, Type::List))
        user.impersonateGroups = strings(user, *groups, user.field + u".as-groups"_s);
    const YamlValue *extra = member(user, map, u"as-user-extra"_s, Type::Map);
    if (!extra)
        return;
    for (const YamlMember &entry : extra->members) {
        const QString field = user.field + u".as-user-extra."_s + entry.key;
        if (entry.value.type == Type::List)
            user.impersonateExtra.insert(entry.key, strings(user, entry.value, field));
        else if (entry.value.type != Type::Null)
            report(&user, entry.value, field,
                   u"expected a list of strings, found %1"_s.arg(describe(entry.value.type)));
    }
}

void Decoder::decodeExec(KubeconfigUser &user, const YamlValue &map)
{
    const YamlValue *exec = member(user, map, u"exec"_s, Type::Map);
    if (!exec)
        return;
    KubeconfigEntry at;
    at.field = user.field + u".exec"_s;
    ExecConfig config;
    config.apiVersion = string(at, *exec, u"apiVersion"_s);
    config.command = string(at, *exec, u"command"_s);
    if (const YamlValue *args = member(at, *exec, u"args"_s, Type::List))
        config.args = strings(at, *args, at.field + u".args"_s);
    decodeExecEnv(at, *exec, config);
    config.installHint = string(at, *exec, u"installHint"_s);
    config.provideClusterInfo = boolean(at, *exec, u"provideClusterInfo"_s);
    decodeInteractiveMode(at, *exec, config);
    if (config.command.isEmpty() && !at.problem)
        report(&at, *exec, at.field + u".command"_s, u"missing: expected the program to run"_s);
    if (config.apiVersion != "client.authentication.k8s.io/v1"_L1 &&
        config.apiVersion != "client.authentication.k8s.io/v1beta1"_L1 && !at.problem) {
        const YamlValue *value = exec->find(u"apiVersion");
        report(&at, value ? *value : *exec, at.field + u".apiVersion"_s,
               u"expected client.authentication.k8s.io/v1 or client.authentication.k8s.io/v1beta1"_s);
    }
    if (!user.problem)
        user.problem = at.problem;
    user.exec = std::move(config);
}

void Decoder::decodeExecEnv(KubeconfigEntry &exec, const YamlValue &map, ExecConfig &config)
{
    const YamlValue *env = member(exec, map, u"env"_s, Type::List);
    for (size_t i = 0; env && i < env->items.size(); ++i) {
        const YamlValue &item = env->items[i];
        KubeconfigEntry at;
        at.field = u"%1.env[%2]"_s.arg(exec.field).arg(i);
        if (item.type != Type::Map) {
            report(&exec, item, at.field, u"expected a map, found %1"_s.arg(describe(item.type)));
            continue;
        }
        const QString name = string(at, item, u"name"_s);
        const QString value = string(at, item, u"value"_s);
        if (!at.problem && (name.isEmpty() || name.contains(u'=')))
            report(&at, item, at.field + u".name"_s, u"expected the name of an environment variable"_s);
        if (!exec.problem)
            exec.problem = at.problem;
        config.env.append({name, value});
    }
}

void Decoder::decodeInteractiveMode(KubeconfigEntry &exec, const YamlValue &map, ExecConfig &config)
{
    const QString mode = string(exec, map, u"interactiveMode"_s);
    if (mode == "Never"_L1)
        config.interactiveMode = ExecConfig::InteractiveMode::Never;
    else if (mode == "Always"_L1)
        config.interactiveMode = ExecConfig::InteractiveMode::Always;
    else if (mode == "IfAvailable"_L1 || exec.problem)
        config.interactiveMode = ExecConfig::InteractiveMode::IfAvailable;
    else if (!mode.isEmpty() || config.apiVersion != "client.authentication.k8s.io/v1beta1"_L1) {
        const YamlValue *value = map.find(u"interactiveMode");
        report(&exec, value ? *value : map, exec.field + u".interactiveMode"_s,
               u"expected Never, IfAvailable or Always"_s);
    }
}

} // namespace

KubeconfigProblem KubeconfigFile::problemAt(const KubeconfigEntry &entry, const QString &key,
                                            const QString &message) const
{
    const SourcePosition at = entry.positions.value(key, entry.position);
    return {path, at.line, at.column, key.isEmpty() ? entry.field : entry.field + u'.' + key, message};
}

KubeconfigFile parseKubeconfig(const QByteArray &bytes, const QString &path)
{
    Decoder decoder(path);
    const auto document = files::parseYaml(bytes);
    if (document) {
        decoder.decode(*document);
    } else {
        const YamlPlace &error = document.error();
        decoder.file.isKubeconfig =
            bytes.contains("clusters") && (bytes.contains("contexts") || bytes.contains("users"));
        decoder.file.problems.push_back(
            {path, error.line, error.column, {}, u"neither YAML nor JSON: %1"_s.arg(error.key)});
    }
    return std::move(decoder.file);
}

} // namespace fairlead::kubernetes
