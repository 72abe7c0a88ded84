// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "remedies.h"

#include "backends/kubernetes/kubeconfig/kubeconfig.h"
#include "contextoption.h"

#include <QCoreApplication>
#include <QHash>

#include <functional>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Remedies", text);
}

struct Words
{
    const char *cause;
    const char *remedy;
};

#define WORDS(cause, remedy)                                                                                           \
    {                                                                                                                  \
        QT_TRANSLATE_NOOP("Remedies", cause), QT_TRANSLATE_NOOP("Remedies", remedy)                                    \
    }

//! By ApiError::reason where we or the server gave one that tells more than the kind. %1 is " --context name" or empty.
const QHash<QString, Words> &wordsByReason()
{
    static const QHash<QString, Words> words = {
        {u"ConnectionRefused"_s,
         WORDS("Nothing listens at the server's address.",
               "Check that the API server runs and that host and port of clusters[].cluster.server are right; "
               "it is tried again by itself.")},
        {u"HostNotFound"_s,
         WORDS("The server's name cannot be resolved.",
               "Check the name in clusters[].cluster.server, and whether you need to be in a VPN to resolve it.")},
        {u"ConnectionClosed"_s, WORDS("The server or something in between closed the connection.",
                                      "Usually a restart or a proxy; it is tried again by itself.")},
        {u"NetworkFailed"_s, WORDS("The network does not reach the server.",
                                   "Check your network, VPN and firewall; it is tried again by itself.")},
        {u"NoAnswer"_s,
         WORDS("The server did not answer in time.",
               "Check VPN and firewall, which often drop packets silently; it is tried again by itself.")},
        {u"Silent"_s, WORDS("The connection stands and nothing comes through it any more.",
                            "Usually a lost VPN or a laptop that slept; it is connected anew by itself.")},
        {u"TlsHandshakeFailed"_s,
         WORDS("The server's certificate is not trusted, or it does not trust ours.",
               "Check certificate-authority-data and tls-server-name in the kubeconfig, and that the clock is right; "
               "fetch a new kubeconfig if the cluster was rebuilt.")},
        {u"BadIdentity"_s, WORDS("The client certificate or its key cannot be used.",
                                 "Check client-certificate-data and client-key-data of the user in the kubeconfig: "
                                 "both must be PEM and belong together.")},
        {u"ProxyFailed"_s, WORDS("The proxy does not let the connection through.",
                                 "Check proxy-url in the kubeconfig, or HTTPS_PROXY and NO_PROXY in the environment.")},
        {u"ProxyUnreachable"_s,
         WORDS("No connection to the proxy can be made.",
               "Check that the proxy runs, and that scheme, host and port of proxy-url in the kubeconfig, or of "
               "HTTPS_PROXY in the environment, are right.")},
        {u"ProxyNotTrusted"_s,
         WORDS("The proxy's certificate is not trusted.",
               "Have its authority added to those of the system or to certificate-authority-data in the kubeconfig, "
               "and check that proxy-url or HTTPS_PROXY has the host name that the certificate is for.")},
        {u"HtmlAnswer"_s,
         WORDS("A web page answered instead of the Kubernetes API.",
               "Usually a captive portal or a login page of a proxy: open the server's address in a browser, log in, "
               "then retry.")},
        {u"Redirect"_s,
         WORDS("The server sends us to another address, which is not followed, as it would get your credentials.",
               "Put the final address into clusters[].cluster.server if you trust it.")},
        {u"UnexpectedContentType"_s, WORDS("Something answered that does not speak the Kubernetes API.",
                                           "Check host, port and path in clusters[].cluster.server.")},
        {u"BadHttp"_s,
         WORDS("What the server or something in between said is no correct HTTP.",
               "Usually a proxy or gateway that damages the answer: check HTTPS_PROXY and proxy-url, and ask whoever "
               "runs the gateway; it is tried again by itself.")},
        {u"BadStatusLine"_s,
         WORDS("Something listens at the server's address that does not speak HTTP.",
               "Check host and port in clusters[].cluster.server: another service may have this port.")},
        {u"BadUrl"_s, WORDS("The server's address cannot be used as a URL.",
                            "Correct clusters[].cluster.server in the kubeconfig: it must look like "
                            "https://host:6443.")},
        {u"BadRequest"_s,
         WORDS("The server does not understand the request.",
               "Its message says what. Check that clusters[].cluster.server is a Kubernetes API server and that no "
               "proxy changes requests on their way.")},
        {u"RequestNotMade"_s,
         WORDS("The request cannot be sent with what the kubeconfig says of the server.",
               "Check clusters[].cluster.server, proxy-url and the certificates of this context in the kubeconfig.")},
        {u"Truncated"_s,
         WORDS("The answer ended in the middle.", "Usually a proxy or a restart; it is tried again by itself.")},
        {u"TooLarge"_s, WORDS("The answer is larger than the limit.",
                              "Please report it with the server's version; other contexts are not affected.")},
        {u"ExecPluginNotAllowed"_s,
         WORDS("The credential plugin of this user has not been allowed to run.",
               "Look at the program, and allow it in the Clusters pane or with --allow-exec.")},
        {u"ExecPluginDenied"_s,
         WORDS("A policy forbids the credential plugin of this user.",
               "Change credentialPluginPolicy in ~/.kube/kuberc, or use another kind of credential.")},
        {u"ExecPluginNotFound"_s,
         WORDS("The credential plugin of this user is not installed.",
               "Install it, or put its folder into PATH; users[].user.exec.command of the kubeconfig names it.")},
        {u"ExecPluginFailed"_s,
         WORDS("The credential plugin of this user failed.",
               "Run it in a terminal to see why; often you only need to log in again with your provider's tool.")},
        {u"ExecPluginTimeout"_s,
         WORDS("The credential plugin of this user did not finish.",
               "It may be waiting for input, which it does not get here: log in with it in a terminal, then retry.")},
        {u"ExecPluginMalformed"_s,
         WORDS("The credential plugin printed something that is no ExecCredential.",
               "Run it in a terminal; its output must be JSON of the apiVersion in users[].user.exec.")},
        {u"TokenFileUnreadable"_s,
         WORDS("The token file of this user cannot be read.",
               "Check that the file of users[].user.tokenFile exists and that you may read it.")},
        {u"InvalidKubeconfig"_s,
         WORDS("The kubeconfig cannot be used as it stands.",
               "Mend the file at the place that the message names; it is read again as soon as it is saved.")},
        {u"SettingsMistake"_s, WORDS("There is a mistake in the settings, so nobody knows which images recipes need.",
                                     "Mend it at the place that the message names, then look again.")},
        {u"Expired"_s, WORDS("What was read has expired on the server.", "It is read again by itself.")},
    };
    return words;
}

#undef WORDS

//! A command that names the context where we know it.
QString withContext(const char *text, const QString &contextName)
{
    return translated(text).arg(contextOption(contextName));
}

Remedy byKind(const ApiError &error, const QString &contextName)
{
    switch (error.kind) {
    case ApiError::Kind::Cancelled:
        return {translated(QT_TRANSLATE_NOOP("Remedies", "The request was cancelled.")),
                translated(QT_TRANSLATE_NOOP("Remedies", "Retry when you want it again."))};
    case ApiError::Kind::Network:
        return {translated(QT_TRANSLATE_NOOP("Remedies", "The network does not reach the server.")),
                translated(QT_TRANSLATE_NOOP("Remedies",
                                             "Check your network, VPN and firewall; it is tried again by itself."))};
    case ApiError::Kind::Tls:
        return {translated(QT_TRANSLATE_NOOP("Remedies", "No secure connection to the server can be made.")),
                translated(QT_TRANSLATE_NOOP(
                    "Remedies", "Check certificate-authority-data and tls-server-name in the kubeconfig."))};
    case ApiError::Kind::Timeout:
        return {translated(QT_TRANSLATE_NOOP("Remedies", "The server did not answer in time.")),
                translated(QT_TRANSLATE_NOOP("Remedies", "Check VPN and firewall; it is tried again by itself."))};
    case ApiError::Kind::Unauthorized:
        return {translated(QT_TRANSLATE_NOOP("Remedies", "The server does not accept these credentials.")),
                withContext(QT_TRANSLATE_NOOP(
                                "Remedies", "Log in again with your provider's tool, or put a new token or certificate "
                                            "into the kubeconfig; \"kubectl%1 auth whoami\" shows whether it works."),
                            contextName)};
    case ApiError::Kind::Forbidden:
        return {translated(QT_TRANSLATE_NOOP("Remedies", "You are known to the server and not allowed to do this.")),
                withContext(QT_TRANSLATE_NOOP("Remedies",
                                              "Ask for a ClusterRole that lets you get, list and watch nodes and pods; "
                                              "\"kubectl%1 auth can-i list nodes\" shows whether you have it."),
                            contextName)};
    case ApiError::Kind::NotFound:
        return {translated(QT_TRANSLATE_NOOP("Remedies", "The server does not know what was asked for.")),
                translated(QT_TRANSLATE_NOOP(
                    "Remedies", "Check the path in clusters[].cluster.server; a gateway often needs one."))};
    case ApiError::Kind::Conflict:
        return {translated(QT_TRANSLATE_NOOP("Remedies", "Somebody else changed the same object.")),
                translated(QT_TRANSLATE_NOOP("Remedies", "Look at its new state, then try again."))};
    case ApiError::Kind::Gone:
        return {translated(QT_TRANSLATE_NOOP("Remedies", "What was read has expired on the server.")),
                translated(QT_TRANSLATE_NOOP("Remedies", "It is read again by itself."))};
    case ApiError::Kind::Invalid:
        return {translated(QT_TRANSLATE_NOOP("Remedies", "The server refused the request as invalid.")),
                translated(QT_TRANSLATE_NOOP("Remedies", "The server's message names the field."))};
    case ApiError::Kind::TooManyRequests:
        return {translated(QT_TRANSLATE_NOOP("Remedies", "The server is overloaded and asks us to wait.")),
                translated(QT_TRANSLATE_NOOP("Remedies",
                                             "It is tried again by itself after the time that the server asked for."))};
    case ApiError::Kind::Server:
        return {
            translated(QT_TRANSLATE_NOOP("Remedies", "The API server failed to answer.")),
            withContext(QT_TRANSLATE_NOOP("Remedies",
                                          "It may be starting or have lost its etcd; it is tried again by itself, and "
                                          "\"kubectl%1 get --raw /readyz?verbose\" shows what is not ready."),
                        contextName)};
    case ApiError::Kind::Malformed:
        return {translated(QT_TRANSLATE_NOOP("Remedies", "The answer is not what the Kubernetes API would say.")),
                translated(QT_TRANSLATE_NOOP(
                    "Remedies", "Check that clusters[].cluster.server is an API server and no proxy answers for it."))};
    }
    return {};
}

} // namespace

Remedy remedyFor(const ApiError &error, const QString &contextName)
{
    const auto words = wordsByReason().constFind(error.reason);
    if (words != wordsByReason().constEnd())
        return {translated(words->cause), translated(words->remedy)};
    return byKind(error, contextName);
}

bool isByReason(const ApiError &error)
{
    return wordsByReason().contains(error.reason);
}

Remedy remedyFor(const kubernetes::KubeconfigProblem &problem)
{
    const QString where = problem.line > 0 ? "%1:%2"_L1.arg(problem.file).arg(problem.line) : problem.file;
    return {
        translated(QT_TRANSLATE_NOOP("Remedies", "The kubeconfig cannot be used as it stands.")),
        problem.field.isEmpty()
            ? translated(QT_TRANSLATE_NOOP("Remedies", "Mend %1; it is read again as soon as it is saved.")).arg(where)
            : translated(QT_TRANSLATE_NOOP("Remedies", "Mend %2 in %1; it is read again as soon as it is saved."))
                  .arg(where, problem.field)};
}

} // namespace fairlead::models
