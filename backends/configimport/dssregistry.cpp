// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dssconfig.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace fairlead::configimport {

namespace {

//! The first part of "host/prefix" is a host where docker takes it for one.
bool isHost(const QString &part)
{
    return part.contains(u'.') || part.contains(u':') || part == "localhost"_L1;
}

QString prePushOf(const SourceValue &hook, ImportNotes &notes)
{
    const QString word = hook.text().toLower();
    if (word.isEmpty() || word == "none"_L1)
        return u"none"_s;
    for (const QString &known : {u"ecr"_s, u"acr"_s, u"gar"_s}) {
        if (word.contains(known))
            return known;
    }
    notes.notTaken(hook, u"not known: expected NONE, ECR or ACR; say what to do before a push at the registry"_s);
    return u"none"_s;
}

} // namespace

std::optional<settings::Reference> dssRegistry(const SourceValue &url, const SourceValue &hook, const QString &to,
                                               Additions &additions, ImportNotes &notes)
{
    static const QRegularExpression scheme(u"\\A[A-Za-z][A-Za-z0-9+.-]*://"_s);
    static const QRegularExpression place(u"\\A[A-Za-z0-9.:_-]+(/[a-z0-9._-]+)*\\z"_s);
    QString text = url.text().trimmed().remove(scheme);
    while (text.endsWith(u'/'))
        text.chop(1);
    if (const qsizetype at = text.lastIndexOf(u'@'); at >= 0) {
        text = text.mid(at + 1);
        notes.secret({url.value, url.path + u" (login)"_s},
                     u"a registry's login is with docker, a credential helper or the keychain: log in there"_s);
    }
    if (text.isEmpty())
        return std::nullopt;
    if (!place.match(text).hasMatch()) {
        notes.wrong({url.value, url.path}, u"expected host/prefix of a registry"_s);
        return std::nullopt;
    }
    const QString first = text.section(u'/', 0, 0);
    settings::Registry wanted{.name = text};
    wanted.host = isHost(first) ? first : u"docker.io"_s;
    wanted.repositoryPrefix = isHost(first) ? text.section(u'/', 1) : text;
    wanted.prePush = prePushOf(hook, notes);
    bool isNew = false;
    const settings::Reference registry = additions.registry(wanted, &isNew);
    notes.changed({url.value, url.path}, to, registry.name,
                  isNew ? u"becomes a registry, host and prefix apart"_s
                        : u"the registry %1 is there already"_s.arg(registry.name));
    if (hook && wanted.prePush != "none"_L1) {
        if (isNew)
            notes.taken(hook, u"registries[%1].prePush"_s.arg(registry.name), wanted.prePush);
        else
            notes.notTaken(hook, u"the registry %1 stays as it is"_s.arg(registry.name));
    } else if (hook) {
        notes.taken(hook, u"registries[%1].prePush"_s.arg(registry.name), u"none"_s);
    }
    return registry;
}

} // namespace fairlead::configimport
