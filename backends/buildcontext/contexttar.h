// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "contextlist.h"

#include "backends/transport/apierror.h"

#include <functional>

namespace fairlead::buildcontext {

//! Takes a piece of the archive, at most 64 KiB. \return false: no more of it is wanted.
using TarSink = std::function<bool(QByteArrayView)>;

//! A context as a tar archive, names of any bytes and length and files of any size: in GNU's format, or in POSIX's
//! where there are capabilities, as SCHILY.xattr.security.capability. Everything belongs to root, times are whole
//! seconds and 0 of what is generated: the same files give the same bytes. Blocks on the disk: for workers. \p onRead
//! is told how many bytes of the files were read, each time. Errors: those of EntryReader, Cancelled where the sink
//! wants no more, Server with reason Archive of libarchive.
Result<void> writeContextTar(const ContextList &list, const TarSink &sink, const std::function<void(qint64)> &onRead);

} // namespace fairlead::buildcontext
