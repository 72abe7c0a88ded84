// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fuzztarget.h"

#include "backends/docker/apiversion.h"
#include "backends/docker/containerstats.h"
#include "backends/docker/enginedecoder.h"
#include "backends/docker/jsonlines.h"
#include "backends/docker/logframes.h"
#include "backends/transport/responsehead.h"

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

//! What an upgraded connection begins with: status and whether it is ours. Empty: no answer; how early it is found out
//! that there will be none depends on the pieces, and so does what is left over.
QByteArray head(QByteArrayView bytes, qsizetype size)
{
    transport::ResponseHead head;
    QByteArray pending;
    for (qsizetype at = 0; at < bytes.size(); at += size) {
        pending.append(bytes.sliced(at, std::min(size, bytes.size() - at)));
        const auto answer = head.feed(pending);
        check(answer);
        if (!answer)
            return {};
        if (*answer)
            return QByteArray::number((*answer)->status) + ((*answer)->isRaw ? "raw" : "");
    }
    return {};
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
    check(decodeCreatedExec(bytes));
    check(decodeExec(bytes));
    check(decodeStats(bytes));
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
        if (head(bytes, size) != head(bytes, bytes.size() + 1))
            qFatal("an answer depends on the pieces in which it comes");
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
        R"({"cpu_stats":{"cpu_usage":{"total_usage":9},"system_cpu_usage":99,"online_cpus":2},"memory_stats":{"usage":9,
"stats":{"inactive_file":3}},"networks":{"eth0":{"rx_bytes":1}},"blkio_stats":{"io_service_bytes_recursive":[{"op":"read"}]}})",
        "HTTP/1.1 101 UPGRADED\r\nUpgrade: tcp\r\n\r\nx",
        "HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\n{}",
    };
}

} // namespace fairlead::fuzz
