// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/transport/apierror.h"

#include <QByteArrayView>
#include <QString>

#include <cstdint>
#include <memory>

namespace fairlead::kubernetes {

//! How the API server wrote a body.
enum class Encoding : std::uint8_t { Protobuf, Json };

//! One event of a watch. Source: Kubernetes API, "WatchEvent".
template <class T>
struct WatchEvent
{
    enum class Type : std::uint8_t { Added, Modified, Deleted, Bookmark, Error };

    Type type = Type::Error;
    std::shared_ptr<T> object;       //!< Added, Modified, Deleted
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
};

//! metadata of a list. \c continueToken is empty on the last page.
struct ListMeta
{
    QString resourceVersion;
    QString continueToken;
};

} // namespace fairlead::kubernetes
