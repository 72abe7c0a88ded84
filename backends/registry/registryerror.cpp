// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "registryerror.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace fairlead::registry {

namespace {

constexpr qsizetype MessageLimit = 2'000;
constexpr qsizetype ErrorLimit = 8;

QString textOf(const QJsonObject &error)
{
    const QString message = error.value("message"_L1).toString();
    const QString detail = error.value("detail"_L1).toString();
    if (detail.isEmpty() || detail == message)
        return message;
    return message.isEmpty() ? detail : message + u": "_s + detail;
}

} // namespace

std::optional<RegistryErrorText> parseRegistryError(const QByteArray &body)
{
    const QJsonObject root = QJsonDocument::fromJson(body).object();
    RegistryErrorText text;
    QStringList messages;
    const QJsonArray errors = root.value("errors"_L1).toArray();
    for (qsizetype i = 0; i < std::min(errors.size(), ErrorLimit); ++i) {
        const QJsonObject error = errors[i].toObject();
        if (text.code.isEmpty())
            text.code = error.value("code"_L1).toString();
        if (const QString message = textOf(error); !message.isEmpty())
            messages << message;
    }
    if (errors.isEmpty()) {
        text.code = root.value("error"_L1).toString();
        for (const auto key : {"error_description"_L1, "details"_L1, "message"_L1}) {
            if (const QString message = root.value(key).toString(); !message.isEmpty())
                messages << message;
        }
    }
    text.message = messages.join(u"; "_s).left(MessageLimit);
    if (text.code.isEmpty() && text.message.isEmpty())
        return {};
    return text;
}

ApiError errorFromFailure(const transport::HttpFailure &failure)
{
    ApiError error = failure.error;
    if (error.httpStatus == 0)
        return error;
    if (error.httpStatus >= 300 && error.httpStatus < 400) {
        const QString host = QUrl(QString::fromLatin1(transport::headerValue(failure.headers, "location"))).host();
        error.message = u"sends to %1 instead of answering, which is not followed"_s.arg(
            host.isEmpty() ? u"another place"_s : host); // the rest of it may be a secret
        return error;
    }
    if (const auto text = parseRegistryError(failure.body)) {
        error.reason = text->code;
        error.message = text->message;
    }
    return error;
}

} // namespace fairlead::registry
