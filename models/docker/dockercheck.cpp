// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dockercheck.h"

#include "backends/files/smallfile.h"
#include "backends/registry/imagereference.h"
#include "backends/settings/writtenpath.h"
#include "daemonentry.h"
#include "models/plaintext.h"

#include <QCoreApplication>
#include <QDir>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

constexpr qint64 PemLimit = 1 << 20;

QString tr(const char *text)
{
    return QCoreApplication::translate("DockerCheck", text);
}

template <class Object>
void checkName(const Object &object, const std::vector<Object> &others, ObjectCheck &check)
{
    const QString name = object.name.trimmed();
    if (name.isEmpty()) {
        check.problems.push_back({u"name"_s, tr(QT_TRANSLATE_NOOP("DockerCheck", "Give it a name."))});
        return;
    }
    const bool isTaken = std::any_of(others.begin(), others.end(), [&](const Object &other) {
        return other.id != object.id && other.name.compare(name, Qt::CaseInsensitive) == 0;
    });
    if (isTaken)
        check.problems.push_back({u"name"_s, tr(QT_TRANSLATE_NOOP("DockerCheck", "Another one has this name."))});
}

void checkHost(const settings::Daemon &daemon, ObjectCheck &check)
{
    const auto say = [&check](Severity severity, const QString &message) {
        check.problems.push_back({u"host"_s, message, severity});
    };
    if (daemon.tlsVerify && daemon.host.trimmed().startsWith("unix://"_L1, Qt::CaseInsensitive)) {
        say(Severity::Error,
            tr(QT_TRANSLATE_NOOP("DockerCheck",
                                 "A socket of this machine has no TLS: switch TLS off, or write tcp://host:port.")));
        return;
    }
    // Without TLS nothing but the text is looked at.
    const auto endpoint = docker::dockerEndpoint({.host = daemon.host}, {});
    if (!endpoint && endpoint.error().reason == "SshLater"_L1) {
        say(Severity::Warning,
            tr(QT_TRANSLATE_NOOP("DockerCheck", "ssh:// is kept in the file, and cannot be connected to yet.")));
    } else if (!endpoint) {
        say(Severity::Error, tr(QT_TRANSLATE_NOOP("DockerCheck", "Write unix:///path or tcp://host:port: %1."))
                                 .arg(plainLine(endpoint.error().message.section(u": "_s, -1), 200)));
    } else if (endpoint->isInsecure && !daemon.tlsVerify) {
        check.danger = tr(
            QT_TRANSLATE_NOOP("DockerCheck", "No TLS: whoever is between here and the daemon is root on its machine."));
    }
}

void checkContext(const settings::Daemon &daemon, const QList<docker::DockerContext> &contexts, ObjectCheck &check)
{
    const auto context = std::find_if(contexts.begin(), contexts.end(),
                                      [&](const docker::DockerContext &each) { return each.name == daemon.context; });
    if (context == contexts.end()) {
        check.problems.push_back(
            {u"context"_s, tr(QT_TRANSLATE_NOOP("DockerCheck", "There is no docker context of this name."))});
    } else if (context->error) {
        check.problems.push_back({u"context"_s, plainLine(context->error->message, 300)});
    } else if (context->address.skipsVerify) {
        check.danger = tr(QT_TRANSLATE_NOOP("DockerCheck", "TLS of this context verifies nobody: whoever answers at "
                                                           "its address is taken for the daemon."));
    } else if (isInsecure({.host = context->address.host, .tlsVerify = context->address.enablesTls})) {
        check.danger = tr(QT_TRANSLATE_NOOP("DockerCheck", "This context has no TLS: whoever is between here and the "
                                                           "daemon is root on its machine."));
    }
}

bool isHostName(const QString &host)
{
    // The grammar knows hosts only in front of a path.
    const auto reference = registry::ImageReference::parse(host + u"/a"_s);
    return reference && reference->path == "a"_L1;
}

bool isPath(const QString &path)
{
    const auto reference = registry::ImageReference::parse(u"host.example/"_s + path + u"/a"_s);
    return reference && reference->tag.isEmpty() && !reference->digest;
}

void checkPlace(const settings::Registry &registry, ObjectCheck &check)
{
    const auto say = [&check](const QString &field, const QString &message) {
        check.problems.push_back({field, message});
    };
    if (registry.host.isEmpty())
        say(u"host"_s, tr(QT_TRANSLATE_NOOP("DockerCheck", "Write its host: registry.example.com:5000.")));
    else if (registry.host.contains("://"_L1))
        say(u"host"_s, tr(QT_TRANSLATE_NOOP("DockerCheck", "Write the host alone, without scheme.")));
    else if (registry.host.contains(u'/'))
        say(u"host"_s, tr(QT_TRANSLATE_NOOP("DockerCheck", "Write the host alone; what follows is the prefix.")));
    else if (!isHostName(registry.host))
        say(u"host"_s, tr(QT_TRANSLATE_NOOP("DockerCheck", "This is no host, nor host:port.")));
    if (!registry.repositoryPrefix.isEmpty() && !isPath(registry.repositoryPrefix))
        say(u"repositoryPrefix"_s,
            tr(QT_TRANSLATE_NOOP("DockerCheck",
                                 "A prefix is lower-case letters, digits and . _ - between slashes: team/images.")));
    if (!registry.certificateAuthority.isEmpty() && registry.insecure)
        say(u"certificateAuthority"_s,
            tr(QT_TRANSLATE_NOOP("DockerCheck", "Insecure means that no certificate is checked: clear one of both.")));
}

void checkLogin(const settings::Registry &registry, ObjectCheck &check)
{
    static const QRegularExpression helperName(u"^[A-Za-z0-9._-]+$"_s);
    if (registry.credentials == "helper"_L1 && !helperName.match(registry.credentialHelper).hasMatch())
        check.problems.push_back(
            {u"credentialHelper"_s,
             tr(QT_TRANSLATE_NOOP(
                 "DockerCheck", "Write what follows docker-credential- in its name: ecr-login, pass, osxkeychain."))});
    if (registry.credentials == "keychain"_L1 && registry.username.trimmed().isEmpty())
        check.problems.push_back(
            {u"username"_s, tr(QT_TRANSLATE_NOOP("DockerCheck", "The keychain has passwords by user: name him."))});
    if (registry.prePush == "command"_L1 && registry.prePushCommand.isEmpty())
        check.problems.push_back(
            {u"prePushCommand"_s, tr(QT_TRANSLATE_NOOP("DockerCheck", "Write the program and its arguments."))});
}

} // namespace

ObjectCheck checkDaemon(const settings::Daemon &daemon, const std::vector<settings::Daemon> &others,
                        const QList<docker::DockerContext> &contexts)
{
    ObjectCheck check;
    checkName(daemon, others, check);
    if (daemon.context.isEmpty())
        checkHost(daemon, check);
    else
        checkContext(daemon, contexts, check);
    return check;
}

ObjectCheck checkRegistry(const settings::Registry &registry, const std::vector<settings::Registry> &others)
{
    ObjectCheck check;
    checkName(registry, others, check);
    checkPlace(registry, check);
    checkLogin(registry, check);
    if (registry.insecure)
        check.danger = tr(QT_TRANSLATE_NOOP("DockerCheck", "HTTP, or a certificate that nobody checks: whoever is in "
                                                           "between reads the password and changes images."));
    return check;
}

TlsFolderCheck checkTlsFolder(const QString &folder, const QString &dockerFolder, const QString &settingsFolder)
{
    const QString written = folder.trimmed();
    const QString path = written.isEmpty() ? dockerFolder : settings::absolutePath(written, settingsFolder);
    TlsFolderCheck check;
    for (const QString &name : {u"ca.pem"_s, u"cert.pem"_s, u"key.pem"_s}) {
        const auto bytes = files::readSmallFile(QDir(path).filePath(name), PemLimit);
        (bytes ? check.found : check.missing) += bytes ? name : u"%1 (%2)"_s.arg(name, bytes.error());
    }
    if (!check.missing.isEmpty())
        return check;
    const auto endpoint = docker::dockerEndpoint(
        {.host = u"tcp://localhost:2376"_s, .enablesTls = true, .certificatePath = path}, dockerFolder);
    if (!endpoint)
        check.problem = plainLine(endpoint.error().message, 300);
    return check;
}

QString tlsFolderText(const TlsFolderCheck &check)
{
    if (!check.problem.isEmpty())
        return check.problem;
    if (check.missing.isEmpty())
        return tr(QT_TRANSLATE_NOOP("DockerCheck", "ca.pem, cert.pem and key.pem found"));
    const QString missing =
        tr(QT_TRANSLATE_NOOP("DockerCheck", "Not there: %1.")).arg(plainLine(check.missing.join(u", "_s), 300));
    return check.found.isEmpty()
               ? missing
               : tr(QT_TRANSLATE_NOOP("DockerCheck", "%1 Found: %2.")).arg(missing, check.found.join(u", "_s));
}

std::optional<QStringList> splitCommand(const QString &text)
{
    QStringList words;
    QString word;
    bool hasWord = false;
    QChar quote;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (!quote.isNull()) {
            if (c == quote)
                quote = {};
            else
                word += c;
        } else if (c == u'"' || c == u'\'') {
            quote = c;
            hasWord = true;
        } else if (!c.isSpace()) {
            word += c;
            hasWord = true;
        } else if (hasWord) {
            words += std::exchange(word, {});
            hasWord = false;
        }
    }
    if (!quote.isNull())
        return {};
    if (hasWord)
        words += word;
    return words;
}

QString joinedCommand(const QStringList &command)
{
    QStringList words;
    for (const QString &word : command) {
        const bool isPlain = !word.isEmpty() && std::none_of(word.begin(), word.end(), [](QChar c) {
            return c.isSpace() || c == u'"' || c == u'\'';
        });
        if (isPlain)
            words += word;
        else if (!word.contains(u'\''))
            words += u'\'' + word + u'\'';
        else // what has single quotes: each of them in double ones
            words += u'\'' + QString(word).replace(u"'"_s, u"'\"'\"'"_s) + u'\'';
    }
    return words.join(u' ');
}

} // namespace fairlead::models
