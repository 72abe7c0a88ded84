// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/transport/apierror.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <cstdint>
#include <optional>

namespace fairlead::docker {

//! One line of the answer to a build, a push or a pull. What a line does not say is empty.
//! Shape: {"stream"}, {"status", "id", "progressDetail": {"current", "total", "units"}}, {"aux"}, {"errorDetail":
//! {"code", "message"}, "error"}. Source: moby pkg/jsonmessage, JSONMessage; api/types/auxprogress.
struct ProgressLine
{
    struct Failure
    {
        std::int64_t code = 0; //!< exit code of a command, 0 where there is none
        QString message;       //!< verbatim
    };

    QByteArray stream; //!< what the classic builder and its commands write
    QString status;
    QString id; //!< of a layer; of the first line of a pull its tag
    std::int64_t currentBytes = 0;
    std::int64_t totalBytes = -1;
    QByteArray trace; //!< of BuildKit: a StatusResponse, no longer in Base64
    QString imageId;  //!< of a build
    QString tag;      //!< of a push, as the next two
    QString digest;
    std::int64_t manifestBytes = -1;
    //! "linux/amd64": the manifest of it was pushed in place of the index, as the daemon lacks what else that names.
    QString onlyPlatform;
    std::optional<Failure> failure;
};

//! Errors: Malformed (BadJson).
Result<ProgressLine> decodeProgressLine(QByteArrayView json);

//! "sha256:" and 64 hexadecimal digits, or what stands for it of another algorithm.
bool isDigest(QStringView text);

} // namespace fairlead::docker
