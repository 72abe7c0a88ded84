// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apiversion.h"
#include "enginetypes.h"

#include "backends/transport/apierror.h"

#include <QByteArray>
#include <QByteArrayView>

//! Answers of the Engine API: bytes in, values out. Unknown fields are skipped; one that is missing or of another type
//! is as if it were empty. Errors: Malformed (BadJson) for what is no JSON, or neither the list nor the object that it
//! has to be.
namespace fairlead::docker {

Result<EngineVersion> decodeVersion(QByteArrayView json);
Result<EngineInfo> decodeInfo(QByteArrayView json);
Result<DiskUsage> decodeDiskUsage(QByteArrayView json);
Result<BuildCacheRemoval> decodeBuildCacheRemoval(QByteArrayView json);
Result<std::vector<Container>> decodeContainers(QByteArrayView json);
Result<ContainerDetails> decodeContainer(QByteArrayView json);
Result<CreatedContainer> decodeCreatedContainer(QByteArrayView json);
Result<ContainerExit> decodeContainerExit(QByteArrayView json);
//! The id.
Result<QString> decodeCreatedExec(QByteArrayView json);
Result<ExecDetails> decodeExec(QByteArrayView json);
//! The digest; empty: it says none.
Result<QString> decodeRegistryImage(QByteArrayView json);
Result<std::vector<Image>> decodeImages(QByteArrayView json);
Result<ImageDetails> decodeImage(QByteArrayView json);
Result<std::vector<ImageLayer>> decodeHistory(QByteArrayView json);
//! Of a removal, which is a list, and of a prune, which is an object with one.
Result<ImageRemoval> decodeImageRemoval(QByteArrayView json);
Result<std::vector<Volume>> decodeVolumes(QByteArrayView json);
Result<Event> decodeEvent(QByteArrayView json);
//! {"message": ...} of an answer that is no success; empty where there is none.
QString decodeMessage(QByteArrayView json);

//! RFC 3339 as seconds since 1970; 0 for the year 1, with which the engine says never, and for what is no time.
std::int64_t secondsFromTime(QByteArrayView text);

QByteArray encodeContainer(const ContainerSpec &spec);
QByteArray encodeExec(const ExecSpec &spec, ApiVersion version);
QByteArray encodeExecStart(const ExecSpec &spec, ApiVersion version);

} // namespace fairlead::docker
