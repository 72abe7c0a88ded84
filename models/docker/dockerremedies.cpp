// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dockerremedies.h"

#include <QCoreApplication>
#include <QHash>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

struct Words
{
    const char *cause;
    const char *remedy;
};
using WordsByReason = QHash<QString, Words>;

#define WORDS(cause, remedy)                                                                                           \
    {                                                                                                                  \
        QT_TRANSLATE_NOOP("DockerRemedies", cause), QT_TRANSLATE_NOOP("DockerRemedies", remedy)                        \
    }

//! Of daemons, by ApiError::reason.
const WordsByReason &daemonWords()
{
    static const WordsByReason words = {
        {u"SocketNotFound"_s,
         WORDS("There is no socket at this path.",
               "Start the daemon (systemctl start docker), or correct the path in the settings of this daemon.")},
        {u"SocketForbidden"_s,
         WORDS("You may not use the daemon's socket.",
               "Have yourself added to the group that owns it (usually docker), then log in anew; it makes you as "
               "good as root on that machine.")},
        {u"ConnectionRefused"_s,
         WORDS("Nothing listens at the daemon's address.",
               "Check that the daemon runs and listens there (-H tcp://…), and host and port.")},
        {u"HostNotFound"_s, WORDS("The daemon's name cannot be resolved.",
                                  "Check the name, and whether you need to be in a VPN to resolve it.")},
        {u"NoAnswer"_s,
         WORDS("The daemon did not answer in time.",
               "Check VPN and firewall, which often drop packets silently; it is tried again by itself.")},
        {u"TlsHandshakeFailed"_s,
         WORDS("The daemon's certificate is not trusted, or it does not trust ours.",
               "Check that ca.pem is of the authority that signed the daemon's certificate, that the certificate has "
               "this host name, and that cert.pem is of an authority that the daemon accepts.")},
        {u"TlsFile"_s, WORDS("A file that TLS needs cannot be read, so nothing was sent.",
                             "Put ca.pem, cert.pem and key.pem into the folder of certificates, or name another.")},
        {u"BadIdentity"_s, WORDS("The certificate or its key cannot be used.",
                                 "cert.pem and key.pem must be PEM, without a password, and belong together.")},
        {u"BadHost"_s, WORDS("The daemon's address cannot be used.", "Write unix:///path or tcp://host:port.")},
        {u"TlsOnSocket"_s,
         WORDS("TLS is asked for on a socket of this machine.", "Switch TLS off, or write a tcp:// address.")},
        {u"SshLater"_s, WORDS("ssh:// addresses cannot be used yet.",
                              "Use tcp:// with TLS, or forward the daemon's socket by ssh yourself.")},
        {u"ContextNotFound"_s, WORDS("There is no docker context of this name any more.",
                                     "Choose another one, or make it with \"docker context create\".")},
        {u"BadContext"_s,
         WORDS("The docker context cannot be used as it stands.", "The message names the file: mend it there.")},
        {u"EngineTooOld"_s, WORDS("The engine is too old.", "Update it: API 1.41 (Docker 20.10) or newer is needed.")},
        {u"EngineTooNew"_s, WORDS("The engine does not speak any version that Fairlead knows.", "Update Fairlead.")},
        {u"BadStatusLine"_s, WORDS("Something listens there that does not speak HTTP.",
                                   "Check host and port; a port with TLS needs Enable TLS.")},
        {u"HtmlAnswer"_s, WORDS("A web page answered instead of a daemon.", "Check host and port.")},
    };
    return words;
}

const WordsByReason &registryWords()
{
    static const WordsByReason words = {
        {u"ConnectionRefused"_s,
         WORDS("Nothing listens at the registry's address.", "Check that it runs, and host and port.")},
        {u"HostNotFound"_s, WORDS("The registry's name cannot be resolved.",
                                  "Check the name, and whether you need to be in a VPN to resolve it.")},
        {u"TlsHandshakeFailed"_s,
         WORDS("The registry's certificate is not trusted.",
               "Name the file of its authority under CA file; a registry without TLS needs Insecure.")},
        {u"CredentialHelperNotFound"_s, WORDS("The credential helper is not installed.",
                                              "Install docker-credential-NAME, or put its folder into PATH.")},
    };
    return words;
}

#undef WORDS

QString translated(const char *text)
{
    return QCoreApplication::translate("DockerRemedies", text);
}

Remedy byDaemonKind(const ApiError &error)
{
    switch (error.kind) {
    case ApiError::Kind::Unauthorized:
    case ApiError::Kind::Forbidden:
        return {translated(QT_TRANSLATE_NOOP("DockerRemedies", "The daemon does not let you do this.")),
                translated(QT_TRANSLATE_NOOP("DockerRemedies",
                                             "Its message says what; an authorization plugin may have to be asked."))};
    case ApiError::Kind::Tls:
        return {translated(QT_TRANSLATE_NOOP("DockerRemedies", "No secure connection to the daemon can be made.")),
                translated(QT_TRANSLATE_NOOP("DockerRemedies", "Check ca.pem, cert.pem and key.pem."))};
    case ApiError::Kind::Server:
        return {translated(QT_TRANSLATE_NOOP("DockerRemedies", "The daemon failed to do it.")),
                translated(QT_TRANSLATE_NOOP("DockerRemedies",
                                             "Its message says why; its log (journalctl -u docker) says more."))};
    case ApiError::Kind::Conflict:
        return {translated(QT_TRANSLATE_NOOP("DockerRemedies", "Something on the daemon still needs it.")),
                translated(QT_TRANSLATE_NOOP("DockerRemedies", "Its message says what."))};
    case ApiError::Kind::Malformed:
    case ApiError::Kind::NotFound:
        return {translated(QT_TRANSLATE_NOOP("DockerRemedies", "The answer is not what a daemon would say.")),
                translated(QT_TRANSLATE_NOOP("DockerRemedies", "Check host and port, and that no proxy answers."))};
    case ApiError::Kind::Cancelled:
    case ApiError::Kind::Network:
    case ApiError::Kind::Timeout:
    case ApiError::Kind::Gone:
    case ApiError::Kind::TooManyRequests:
        break;
    case ApiError::Kind::Invalid: // perhaps it was not the daemon that said so
        return remedyFor(error);
    }
    return remedyFor(ApiError{.kind = error.kind});
}

Remedy byRegistryKind(const ApiError &error)
{
    switch (error.kind) {
    case ApiError::Kind::Unauthorized:
    case ApiError::Kind::Forbidden:
        return {translated(QT_TRANSLATE_NOOP("DockerRemedies", "The registry does not accept this login.")),
                translated(QT_TRANSLATE_NOOP("DockerRemedies",
                                             "Run \"docker login\" for it, or say in its settings who knows the "
                                             "password; the user may lack the right for this repository."))};
    case ApiError::Kind::Tls:
        return {translated(QT_TRANSLATE_NOOP("DockerRemedies", "No secure connection to the registry can be made.")),
                translated(QT_TRANSLATE_NOOP("DockerRemedies", "Check the CA file, and the host."))};
    case ApiError::Kind::NotFound:
    case ApiError::Kind::Malformed:
        return {translated(QT_TRANSLATE_NOOP("DockerRemedies", "The answer is not what a registry would say.")),
                translated(QT_TRANSLATE_NOOP("DockerRemedies", "Check host, port and prefix."))};
    case ApiError::Kind::Cancelled:
    case ApiError::Kind::Network:
    case ApiError::Kind::Timeout:
    case ApiError::Kind::Conflict:
    case ApiError::Kind::Gone:
    case ApiError::Kind::Invalid:
    case ApiError::Kind::TooManyRequests:
    case ApiError::Kind::Server:
        break;
    }
    return {translated(QT_TRANSLATE_NOOP("DockerRemedies", "The registry cannot be used now.")),
            translated(QT_TRANSLATE_NOOP("DockerRemedies", "Its message says why; test it again."))};
}

} // namespace

Remedy daemonRemedyFor(const ApiError &error)
{
    const auto words = daemonWords().constFind(error.reason);
    return words != daemonWords().constEnd() ? Remedy{translated(words->cause), translated(words->remedy)}
                                             : byDaemonKind(error);
}

Remedy registryRemedyFor(const ApiError &error)
{
    const auto words = registryWords().constFind(error.reason);
    return words != registryWords().constEnd() ? Remedy{translated(words->cause), translated(words->remedy)}
                                               : byRegistryKind(error);
}

} // namespace fairlead::models
