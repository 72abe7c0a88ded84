// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "progressline.h"

#include "jsonvalue.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::docker {

namespace {

constexpr qsizetype WordLimit = 1'000;
constexpr std::int64_t AmountLimit = std::int64_t(1) << 50; // sums of a thousand are numbers yet
constexpr qsizetype MessageLimit = 64 << 10;

QByteArray toBytes(std::string_view text)
{
    return {text.data(), qsizetype(text.size())};
}

QString word(const Json &json)
{
    return json.text().left(WordLimit);
}

//! What has other units ("s") is no number of bytes.
void readDetail(ProgressLine &line, const Json &detail)
{
    const std::string_view units = detail["units"].view();
    if (!units.empty() && units != "bytes")
        return;
    line.currentBytes = std::clamp<std::int64_t>(detail["current"].number(), 0, AmountLimit);
    if (const std::int64_t total = detail["total"].number(); total > 0)
        line.totalBytes = std::min(total, AmountLimit);
}

//! Of ManifestPushedInsteadOfIndex; containerd's store alone has indexes.
QString onlyPlatform(const Json &aux)
{
    if (!aux["manifestPushedInsteadOfIndex"].isTrue())
        return {};
    const Json platform = aux["selectedManifest"]["platform"];
    QStringList parts{word(platform["os"]), word(platform["architecture"]), word(platform["variant"])};
    parts.removeAll(QString());
    return parts.isEmpty() ? u"one platform"_s : parts.join(u'/');
}

void readAux(ProgressLine &line, const Json &aux)
{
    if (line.id == "moby.buildkit.trace"_L1) {
        line.trace = QByteArray::fromBase64(toBytes(aux.view()));
        return;
    }
    line.imageId = word(aux["ID"]);
    line.tag = word(aux["Tag"]);
    line.manifestBytes = aux["Size"].number(-1);
    line.onlyPlatform = onlyPlatform(aux);
    if (const QString digest = word(aux["Digest"]); isDigest(digest))
        line.digest = digest;
}

} // namespace

Result<ProgressLine> decodeProgressLine(QByteArrayView json)
{
    return decodeObject(json, [](const Json &root) {
        ProgressLine line{
            .stream = toBytes(root["stream"].view()), .status = word(root["status"]), .id = word(root["id"])};
        readDetail(line, root["progressDetail"]);
        readAux(line, root["aux"]);
        const Json detail = root["errorDetail"];
        QString message = detail["message"].text();
        if (message.isEmpty())
            message = root["error"].text();
        if (detail.isObject() || !message.isEmpty())
            line.failure = {.code = detail["code"].number(), .message = message.left(MessageLimit)};
        return line;
    });
}

bool isDigest(QStringView text)
{
    const qsizetype colon = text.indexOf(u':');
    const QStringView algorithm = text.first(std::max<qsizetype>(0, colon));
    const QStringView hex = text.sliced(colon + 1);
    const auto isHex = [](QChar c) { return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f'); };
    const auto isName = [](QChar c) { return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'z'); };
    return !algorithm.isEmpty() && std::all_of(algorithm.begin(), algorithm.end(), isName) && hex.size() >= 32 &&
           hex.size() <= 128 && std::all_of(hex.begin(), hex.end(), isHex) &&
           (algorithm != "sha256"_L1 || hex.size() == 64);
}

} // namespace fairlead::docker
