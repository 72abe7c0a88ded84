// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "solvestatus.h"

#include "jsonvalue.h"

#include <protozero/pbf_reader.hpp>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::docker {

namespace {

using protozero::pbf_reader;
using protozero::pbf_wire_type;
using protozero::tag_and_type;

// What is of another type than it should be is a field that nobody knows.
constexpr auto Bytes = pbf_wire_type::length_delimited;
constexpr auto Number = pbf_wire_type::varint;

constexpr qsizetype TextLimit = 64 << 10;
constexpr std::int64_t LatestSecond = 253'402'300'799; // of the year 9999

QString toText(protozero::data_view view)
{
    return QString::fromUtf8(view.data(), qsizetype(view.size())).left(TextLimit);
}

std::int64_t milliseconds(std::int64_t seconds, std::int64_t nanoseconds)
{
    const bool isTime = seconds > 0 && seconds <= LatestSecond; // Go's time of nothing is before 1970
    return isTime ? seconds * 1'000 + std::clamp<std::int64_t>(nanoseconds, 0, 999'999'999) / 1'000'000 : 0;
}

//! google.protobuf.Timestamp.
std::int64_t readTime(pbf_reader time)
{
    std::int64_t seconds = 0;
    std::int64_t nanoseconds = 0;
    while (time.next()) {
        if (time.tag_and_type() == tag_and_type(1, Number))
            seconds = time.get_int64();
        else if (time.tag_and_type() == tag_and_type(2, Number))
            nanoseconds = time.get_int32();
        else
            time.skip();
    }
    return milliseconds(seconds, nanoseconds);
}

SolveStatus::Vertex readVertex(pbf_reader fields)
{
    SolveStatus::Vertex vertex;
    while (fields.next()) {
        switch (fields.tag_and_type()) {
        case tag_and_type(1, Bytes):
            vertex.digest = toText(fields.get_view());
            break;
        case tag_and_type(3, Bytes):
            vertex.name = toText(fields.get_view());
            break;
        case tag_and_type(4, Number):
            vertex.isCached = fields.get_uint64() != 0;
            break;
        case tag_and_type(5, Bytes):
            vertex.startedMs = readTime(fields.get_message());
            break;
        case tag_and_type(6, Bytes):
            vertex.completedMs = readTime(fields.get_message());
            break;
        case tag_and_type(7, Bytes):
            vertex.error = toText(fields.get_view());
            break;
        default:
            fields.skip();
        }
    }
    return vertex;
}

SolveStatus::Progress readProgress(pbf_reader fields)
{
    SolveStatus::Progress progress;
    while (fields.next()) {
        switch (fields.tag_and_type()) {
        case tag_and_type(1, Bytes):
            progress.id = toText(fields.get_view());
            break;
        case tag_and_type(2, Bytes):
            progress.vertex = toText(fields.get_view());
            break;
        case tag_and_type(4, Number):
            progress.currentBytes = fields.get_int64();
            break;
        case tag_and_type(5, Number):
            progress.totalBytes = fields.get_int64();
            break;
        case tag_and_type(8, Bytes):
            progress.completedMs = readTime(fields.get_message());
            break;
        default:
            fields.skip();
        }
    }
    return progress;
}

SolveStatus::Log readLog(pbf_reader fields)
{
    SolveStatus::Log log;
    while (fields.next()) {
        if (fields.tag_and_type() == tag_and_type(1, Bytes)) {
            log.vertex = toText(fields.get_view());
        } else if (fields.tag_and_type() == tag_and_type(4, Bytes)) {
            const protozero::data_view text = fields.get_view();
            log.text = QByteArray(text.data(), qsizetype(text.size()));
        } else {
            fields.skip();
        }
    }
    return log;
}

//! pb.Range, of which start is a pb.Position.
int readLine(pbf_reader range)
{
    int line = 0;
    while (range.next(1, Bytes)) {
        pbf_reader position = range.get_message();
        while (position.next(1, Number))
            line = position.get_int32();
    }
    return std::max(0, line);
}

SolveStatus::Warning readWarning(pbf_reader fields)
{
    SolveStatus::Warning warning;
    while (fields.next()) {
        switch (fields.tag_and_type()) {
        case tag_and_type(1, Bytes):
            warning.vertex = toText(fields.get_view());
            break;
        case tag_and_type(3, Bytes):
            warning.text = toText(fields.get_view());
            break;
        case tag_and_type(7, Bytes):
            if (const int line = readLine(fields.get_message()); warning.line == 0)
                warning.line = line;
            break;
        default:
            fields.skip();
        }
    }
    return warning;
}

//! RFC 3339 with nanoseconds.
std::int64_t timeOf(const Json &json)
{
    const std::string_view text = json.view();
    const QByteArrayView bytes(text.data(), qsizetype(text.size()));
    qsizetype at = bytes.indexOf('.');
    std::int64_t nanoseconds = 0;
    for (std::int64_t unit = 100'000'000; at >= 0 && unit > 0 && ++at < bytes.size(); unit /= 10) {
        if (bytes[at] < '0' || bytes[at] > '9')
            break;
        nanoseconds += (bytes[at] - '0') * unit;
    }
    return milliseconds(secondsFromTime(bytes), nanoseconds);
}

QString limited(const Json &json)
{
    return json.text().left(TextLimit);
}

QByteArray fromBase64(const Json &json)
{
    const std::string_view text = json.view();
    return QByteArray::fromBase64(QByteArray(text.data(), qsizetype(text.size())));
}

SolveStatus::Warning warningOf(const Json &json)
{
    SolveStatus::Warning warning{.vertex = limited(json["vertex"]),
                                 .text = QString::fromUtf8(fromBase64(json["short"])).left(TextLimit)};
    json["range"].forItems([&](const Json &range) {
        if (warning.line == 0)
            warning.line = int(std::clamp<std::int64_t>(range["start"]["line"].number(), 0, 1'000'000));
    });
    return warning;
}

} // namespace

Result<SolveStatus> decodeSolveStatus(QByteArrayView protobuf)
{
    SolveStatus status;
    try {
        pbf_reader fields(protobuf.data(), std::size_t(protobuf.size()));
        while (fields.next()) {
            switch (fields.tag_and_type()) {
            case tag_and_type(1, Bytes):
                status.vertices.push_back(readVertex(fields.get_message()));
                break;
            case tag_and_type(2, Bytes):
                status.progress.push_back(readProgress(fields.get_message()));
                break;
            case tag_and_type(3, Bytes):
                status.logs.push_back(readLog(fields.get_message()));
                break;
            case tag_and_type(4, Bytes):
                status.warnings.push_back(readWarning(fields.get_message()));
                break;
            default:
                fields.skip();
            }
        }
    } catch (const protozero::exception &exception) {
        return tl::make_unexpected(ApiError{.kind = ApiError::Kind::Malformed,
                                            .reason = u"BadProtobuf"_s,
                                            .message = QString::fromLatin1(exception.what())});
    }
    return status;
}

Result<SolveStatus> decodeSolveStatusJson(QByteArrayView json)
{
    return decodeObject(json, [](const Json &root) {
        SolveStatus status;
        root["vertexes"].forItems([&](const Json &vertex) {
            status.vertices.push_back({.digest = limited(vertex["digest"]),
                                       .name = limited(vertex["name"]),
                                       .isCached = vertex["cached"].isTrue(),
                                       .startedMs = timeOf(vertex["started"]),
                                       .completedMs = timeOf(vertex["completed"]),
                                       .error = limited(vertex["error"])});
        });
        root["statuses"].forItems([&](const Json &progress) {
            status.progress.push_back({.id = limited(progress["id"]),
                                       .vertex = limited(progress["vertex"]),
                                       .currentBytes = progress["current"].number(),
                                       .totalBytes = progress["total"].number(),
                                       .completedMs = timeOf(progress["completed"])});
        });
        root["logs"].forItems([&](const Json &log) {
            status.logs.push_back({.vertex = limited(log["vertex"]), .text = fromBase64(log["data"])});
        });
        root["warnings"].forItems([&](const Json &warning) { status.warnings.push_back(warningOf(warning)); });
        return status;
    });
}

} // namespace fairlead::docker
