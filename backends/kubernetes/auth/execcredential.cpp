// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "execcredential.h"

#include "backends/files/yamlvalue.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::kubernetes {

namespace {

constexpr qsizetype maxShownBytes = 4096;
constexpr qsizetype minMaskedLength = 4;

tl::unexpected<ApiError> malformed(const QString &message)
{
    return tl::unexpected(ApiError{ApiError::Kind::Unauthorized, 0, u"ExecPluginMalformed"_s, message, {}});
}

std::optional<QJsonObject> parseObject(const QByteArray &output)
{
    const auto json = QJsonDocument::fromJson(output);
    if (json.isObject())
        return json.object();
    const auto yaml = files::parseYaml(output);
    if (yaml && yaml->root.type == files::YamlValue::Type::Map)
        return toJson(yaml->root).toObject();
    return {};
}

bool isStringOrAbsent(const QJsonObject &object, const QString &key)
{
    const QJsonValue value = object.value(key);
    return value.isString() || value.isNull() || value.isUndefined();
}

bool isToken(const QByteArray &token)
{
    return std::none_of(token.begin(), token.end(), [](char c) { return uchar(c) < 0x20 || c == 0x7f; });
}

Result<ExecCredential> parseStatus(const QJsonObject &status)
{
    for (const QString &key : {u"token"_s, u"clientCertificateData"_s, u"clientKeyData"_s, u"expirationTimestamp"_s}) {
        if (!isStringOrAbsent(status, key))
            return malformed(u"the plugin's status.%1 is not a string"_s.arg(key));
    }
    ExecCredential result;
    const QByteArray token = status.value(u"token").toString().toUtf8();
    result.credentials.certificatePem = status.value(u"clientCertificateData").toString().toUtf8();
    result.credentials.privateKeyPem = status.value(u"clientKeyData").toString().toUtf8();
    if (result.credentials.certificatePem.isEmpty() != result.credentials.privateKeyPem.isEmpty())
        return malformed(u"the plugin gave only one of certificate and key"_s);
    if (token.isEmpty() && result.credentials.certificatePem.isEmpty())
        return malformed(u"the plugin gave neither a token nor a certificate with its key"_s);
    if (!isToken(token))
        return malformed(u"the plugin's token has a line break or a control character"_s);
    if (!result.credentials.certificatePem.isEmpty() &&
        (!result.credentials.certificatePem.contains("-----BEGIN CERTIFICATE-----") ||
         !result.credentials.privateKeyPem.contains("PRIVATE KEY-----")))
        return malformed(u"the plugin's certificate or key is not PEM"_s);
    if (!token.isEmpty())
        result.credentials.authorization = "Bearer " + token;
    const QString expiration = status.value(u"expirationTimestamp").toString();
    if (expiration.isEmpty())
        return result;
    result.expiration = QDateTime::fromString(expiration, Qt::ISODateWithMs).toUTC();
    if (!result.expiration->isValid())
        return malformed(u"the plugin's status.expirationTimestamp is not a time as RFC 3339 writes it"_s);
    return result;
}

} // namespace

Result<ExecCredential> parseExecCredential(const QByteArray &output, const QString &apiVersion)
{
    if (output.trimmed().isEmpty())
        return malformed(u"the plugin printed nothing"_s);
    const auto root = parseObject(output);
    if (!root)
        return malformed(u"the plugin's output is not an ExecCredential in JSON or YAML"_s);
    if (root->value(u"kind").toString() != "ExecCredential"_L1)
        return malformed(u"the plugin's output is not of kind ExecCredential"_s);
    if (root->value(u"apiVersion").toString() != apiVersion)
        return malformed(u"the plugin did not answer in the configured version %1"_s.arg(apiVersion));
    if (!root->value(u"status").isObject())
        return malformed(u"the plugin's answer has no status"_s);
    return parseStatus(root->value(u"status").toObject());
}

QByteArray execInfo(const ExecConfig &config, const transport::Endpoint &endpoint)
{
    QJsonObject spec{{u"interactive"_s, false}};
    if (config.provideClusterInfo) {
        QJsonObject cluster{{u"server"_s, endpoint.server.toString(QUrl::FullyEncoded)}};
        if (!endpoint.tlsServerName.isEmpty())
            cluster.insert(u"tls-server-name"_s, endpoint.tlsServerName);
        if (endpoint.insecureSkipTlsVerify)
            cluster.insert(u"insecure-skip-tls-verify"_s, true);
        if (!endpoint.caPem.isEmpty())
            cluster.insert(u"certificate-authority-data"_s, QString::fromLatin1(endpoint.caPem.toBase64()));
        if (!endpoint.proxy.isEmpty())
            cluster.insert(u"proxy-url"_s, endpoint.proxy.toString(QUrl::FullyEncoded));
        if (endpoint.disableCompression)
            cluster.insert(u"disable-compression"_s, true);
        const auto wrapped = QJsonDocument::fromJson("{\"v\":" + config.clusterConfig + '}').object();
        cluster.insert(u"config"_s, wrapped.value(u"v"_s).isUndefined() ? QJsonValue::Null : wrapped.value(u"v"_s));
        spec.insert(u"cluster"_s, cluster);
    }
    const QJsonObject info{{u"kind"_s, u"ExecCredential"_s}, {u"apiVersion"_s, config.apiVersion}, {u"spec"_s, spec}};
    return QJsonDocument(info).toJson(QJsonDocument::Compact);
}

QDateTime refreshTime(const QDateTime &now, const QDateTime &expiration)
{
    const qint64 leftMs = std::max<qint64>(0, now.msecsTo(expiration));
    return expiration.addMSecs(-std::min<qint64>(30'000, leftMs / 10));
}

QString printableOutput(const QByteArray &output, const ExecConfig &config)
{
    static const QRegularExpression escapes(uR"(\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]PX^_].*?(?:\x07|\x1b\\|$)|\x1b.?)"_s,
                                            QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression controls(
        uR"([\x00-\x08\x0b-\x1f\x7f-\x9f\x{061c}\x{200e}\x{200f}\x{202a}-\x{202e}\x{2066}-\x{2069}])"_s);
    // Masked before anything is cut, so that no tail of a value survives; and again after, as a value may stand in
    // pieces between escape sequences, or have had some of its own.
    QString text = QString::fromUtf8(output);
    const auto mask = [&text](const QString &value) {
        if (value.size() >= minMaskedLength)
            text.replace(value, u"***"_s);
    };
    for (const auto &variable : config.env)
        mask(variable.second);
    text.remove(escapes).remove(controls);
    for (const auto &[name, value] : config.env) {
        mask(value);
        mask(QString(value).remove(escapes).remove(controls));
    }
    return text.right(maxShownBytes).trimmed();
}

} // namespace fairlead::kubernetes
