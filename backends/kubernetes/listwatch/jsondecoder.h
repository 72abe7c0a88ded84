// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/kubernetes/objects.h"
#include "valuepool.h"
#include "watchevent.h"

#include <QByteArrayView>

#include <functional>

//! The JSON form of the same objects, for servers and proxies that do not speak Protobuf. Bytes in, rows out.
//! Errors: Malformed, also for an object without uid, by which a Store keeps it.
namespace fairlead::kubernetes::json {

//! One line of a watch.
Result<WatchEvent<Node>> decodeNodeEvent(QByteArrayView line, ValuePool &pool);
Result<WatchEvent<Pod>> decodePodEvent(QByteArrayView line, ValuePool &pool, const NeedsDetails &needsDetails = {});

//! One page of a list: calls \p each per item, in the server's order.
Result<ListMeta> decodeNodeList(QByteArrayView body, ValuePool &pool, const std::function<void(Listed<Node>)> &each);
Result<ListMeta> decodePodList(QByteArrayView body, ValuePool &pool, const std::function<void(Listed<Pod>)> &each,
                               const NeedsDetails &needsDetails = {});

//! \return an error when the body is not a Status.
Result<ApiError> decodeStatus(QByteArrayView body);

} // namespace fairlead::kubernetes::json
