// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fuzztarget.h"

#include "backends/docker/apiversion.h"
#include "backends/docker/enginedecoder.h"
#include "backends/docker/jsonlines.h"
#include "backends/docker/logframes.h"

namespace fairlead::fuzz {

using namespace docker;

namespace {

template <class T>
void check(const Result<T> &answer)
{
    if (!answer && answer.error().kind != ApiError::Kind::Malformed)
        qFatal("an answer that cannot be read is Malformed");
}

//! In pieces of \p size bytes. \return what was told, each unit with its end.
QByteArray lines(QByteArrayView bytes, qsizetype size)
{
    JsonLines splitter;
    QByteArray told;
    const auto each = [&](QByteArrayView line) {
        check(decodeEvent(line));
        told.append(line).append('\n');
        return true;
    };
    for (qsizetype at = 0; at < bytes.size(); at += size) {
        if (!splitter.feed(bytes.sliced(at, std::min(size, bytes.size() - at)), each))
            return told;
    }
    splitter.finish(each);
    return told;
}

QByteArray logs(QByteArrayView bytes, qsizetype size)
{
    LogFrames frames;
    QByteArray told;
    for (qsizetype at = 0; at < bytes.size(); at += size) {
        const auto fed = frames.feed(bytes.sliced(at, std::min(size, bytes.size() - at)),
                                     [&](LogSource source, QByteArrayView piece) {
                                         for (const char byte : piece)
                                             told.append(char('0' + int(source))).append(byte);
                                         return true;
                                     });
        if (!fed)
            return told + "!";
    }
    return told + (frames.isComplete() ? "." : "?");
}

} // namespace

void feed(QByteArrayView bytes)
{
    const auto version = decodeVersion(bytes);
    check(version);
    if (version)
        std::ignore = negotiateApiVersion(*version);
    check(decodeInfo(bytes));
    check(decodeDiskUsage(bytes));
    check(decodeContainers(bytes));
    check(decodeContainer(bytes));
    check(decodeContainerExit(bytes));
    check(decodeImages(bytes));
    check(decodeImage(bytes));
    check(decodeHistory(bytes));
    check(decodeImageRemoval(bytes));
    check(decodeVolumes(bytes));
    std::ignore = decodeMessage(bytes);
    if (secondsFromTime(bytes) < 0)
        qFatal("a time before 1970");
    for (const qsizetype size : {1, 3, 7}) {
        if (lines(bytes, size) != lines(bytes, bytes.size() + 1))
            qFatal("lines depend on the pieces in which they come");
        if (logs(bytes, size) != logs(bytes, bytes.size() + 1))
            qFatal("logs depend on the pieces in which they come");
    }
}

QList<QByteArray> seeds()
{
    return {
        R"({"Platform":{"Name":"x"},"Components":[{"Name":"Engine","Version":"20"}],"Version":"20","ApiVersion":"1.41"})",
        R"({"ID":"x","Images":4,"DriverStatus":[["a","b"]],"Runtimes":{"runc":{"path":"runc"}},"SecurityOptions":["name=rootless"],
"RegistryConfig":{"InsecureRegistryCIDRs":["::1/128"],"IndexConfigs":{"a":{"Secure":false}}},"Warnings":null})",
        R"([{"Id":"sha256:1","Created":1795349247,"RepoTags":["a:1","<none>:<none>"],"Size":9000000000,"Labels":{"a":"b"}}])",
        R"({"Id":"1","Created":"2026-11-22T12:07:27.938557854Z","State":{"ExitCode":1},"Config":{"Env":["A=b"],"Tty":true},
"HostConfig":{"DeviceRequests":[{"Driver":"","Count":-1,"Capabilities":[["gpu"]]}]}})",
        R"([{"Names":["/a"],"Ports":[{"IP":"::","PrivatePort":1,"Type":"tcp"}],"Mounts":[{"Type":"bind","RW":true}]}])",
        "{\"Type\":\"container\",\"Action\":\"die\",\"Actor\":{\"ID\":\"1\",\"Attributes\":{\"a\":\"b\"}},\"time\":1}"
        "\r\n{}\n",
        QByteArray("\1\0\0\0\0\0\0\4out\n\2\0\0\0\0\0\0\3err", 23),
        "2026-11-22T13:07:27.1+01:00",
    };
}

} // namespace fairlead::fuzz
