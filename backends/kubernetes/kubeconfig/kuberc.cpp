// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "kuberc.h"

#include "backends/files/smallfile.h"
#include "backends/files/yamlvalue.h"

#include <QDir>
#include <QFileInfo>
#include <QList>

using namespace Qt::StringLiterals;

namespace fairlead::kubernetes {

namespace {

using files::YamlValue;
using Type = YamlValue::Type;

constexpr qint64 maxFileBytes = 1024 * 1024;

KubercPolicy invalid(const QString &file, const QString &problem)
{
    return {KubercPolicy::Type::Invalid, {}, file, problem};
}

QString stringOf(const YamlValue &map, QStringView key)
{
    const YamlValue *value = map.find(key);
    return value && value->type == Type::String ? value->text : QString();
}

//! kubectl reads on past a document that is broken, so documents are cut before they are parsed.
QList<QByteArray> documents(const QByteArray &bytes)
{
    QList<QByteArray> result{{}};
    for (const QByteArray &line : bytes.split('\n')) {
        if (line.startsWith("---"))
            result.append(QByteArray());
        else
            result.last() += line + '\n';
    }
    return result;
}

KubercPolicy parseAllowlist(const YamlValue &list, const QString &file)
{
    KubercPolicy policy{KubercPolicy::Type::Allowlist, {}, file, {}};
    for (const YamlValue &item : list.items) {
        const QString name = stringOf(item, u"name");
        const QString command = stringOf(item, u"command");
        if (!name.isEmpty() && !command.isEmpty() && name != command)
            return invalid(file, u"an entry of credentialPluginAllowlist has different name and command"_s);
        const QString entry = command.isEmpty() ? name : command;
        if (entry.isEmpty())
            return invalid(file, u"an entry of credentialPluginAllowlist is empty"_s);
        if (QDir::cleanPath(entry) != entry)
            return invalid(file, u"an entry of credentialPluginAllowlist is not a normalized path"_s);
        policy.allowlist.append(entry);
    }
    if (policy.allowlist.isEmpty())
        return invalid(file, u"credentialPluginAllowlist is empty"_s);
    return policy;
}

KubercPolicy parsePreference(const YamlValue &root, const QString &file)
{
    const YamlValue *list = root.find(u"credentialPluginAllowlist");
    const YamlValue *type = root.find(u"credentialPluginPolicy");
    const bool hasList = list && list->type != Type::Null;
    if (hasList && list->type != Type::List)
        return invalid(file, u"credentialPluginAllowlist is not a list"_s);
    const QString word = type ? type->text : QString();
    if (word == "Allowlist"_L1)
        return hasList ? parseAllowlist(*list, file)
                       : invalid(file, u"credentialPluginPolicy is Allowlist, but there is no list"_s);
    if (hasList)
        return invalid(file, u"credentialPluginAllowlist is given, but credentialPluginPolicy is not Allowlist"_s);
    if (word == "DenyAll"_L1)
        return {KubercPolicy::Type::DenyAll, {}, file, {}};
    if (word.isEmpty() || word == "AllowAll"_L1 || type->type == Type::Null)
        return {KubercPolicy::Type::AllowAll, {}, file, {}};
    return invalid(file, u"credentialPluginPolicy is none of AllowAll, DenyAll and Allowlist"_s);
}

} // namespace

KubercPolicy parseKuberc(const QByteArray &bytes, const QString &file, bool isExplicit)
{
    bool isEmpty = true;
    for (const QByteArray &document : documents(bytes)) {
        if (document.trimmed().isEmpty())
            continue;
        isEmpty = false;
        const auto parsed = files::parseYaml(document);
        if (!parsed || stringOf(parsed->root, u"kind") != "Preference"_L1)
            continue;
        const QString version = stringOf(parsed->root, u"apiVersion");
        if (version == "kubectl.config.k8s.io/v1alpha1"_L1) // has no plugin policy yet
            return {KubercPolicy::Type::AllowAll, {}, file, {}};
        if (version == "kubectl.config.k8s.io/v1beta1"_L1)
            return parsePreference(parsed->root, file);
    }
    const QString problem = isEmpty ? QString() : u"has no Preference of kubectl.config.k8s.io"_s;
    if (isExplicit && !isEmpty)
        return invalid(file, problem);
    return {KubercPolicy::Type::AllowAll, {}, file, problem};
}

KubercPolicy loadKuberc()
{
    const QString variable = qEnvironmentVariable("KUBERC");
    if (variable == "off"_L1)
        return {};
    const bool isExplicit = !variable.isEmpty();
    const QString file = isExplicit ? QFileInfo(variable).absoluteFilePath() : QDir::homePath() + u"/.kube/kuberc"_s;
    if (!isExplicit && !QFileInfo::exists(file))
        return {};
    const auto bytes = files::readSmallFile(file, maxFileBytes);
    if (bytes)
        return parseKuberc(*bytes, file, isExplicit);
    if (isExplicit)
        return invalid(file, bytes.error());
    return {KubercPolicy::Type::AllowAll, {}, file, bytes.error()};
}

} // namespace fairlead::kubernetes
