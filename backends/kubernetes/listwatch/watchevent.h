// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/kubernetes/objects.h"
#include "backends/transport/apierror.h"

#include <QByteArrayView>
#include <QString>
#include <QUuid>

#include <cstdint>
#include <functional>
#include <memory>

namespace fairlead::kubernetes {

//! How the API server wrote a body.
enum class Encoding : std::uint8_t { Protobuf, Json };

//! Whether more will be asked of a Pod than what it takes from its Node. The Pod has that by then and nothing else:
//! nodeName, phase and requests; where this says no, it is all that is read of it. Empty: of every Pod.
using NeedsDetails = std::function<bool(const Pod &pod)>;

//! One event of a watch. Source: Kubernetes API, "WatchEvent".
template <class T>
struct WatchEvent
{
    enum class Type : std::uint8_t { Added, Modified, Deleted, Bookmark, Error };

    Type type = Type::Error;
    std::shared_ptr<T> object;       //!< Added, Modified, Deleted
    QUuid key;                       //!< uidKey() of the object
    QString resourceVersion;         //!< all but Error
    bool isInitialEventsEnd = false; //!< Bookmark that ends the first part of a WatchList
    ApiError error;                  //!< Error
};

//! An object of a list and nothing else.
template <class T>
struct Listed
{
    std::shared_ptr<T> object;
    QString resourceVersion;
    QUuid key; //!< uidKey()
};

//! metadata of a list. \c continueToken is empty on the last page.
struct ListMeta
{
    QString resourceVersion;
    QString continueToken;
};

} // namespace fairlead::kubernetes
