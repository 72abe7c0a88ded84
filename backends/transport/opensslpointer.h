// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

namespace fairlead::transport {

template <auto Free>
struct OpenSslFree
{
    template <class T>
    void operator()(T *object) const
    {
        Free(object);
    }
};

//! Owns an object of OpenSSL: OpenSslPointer<BIO, BIO_free>.
template <class T, auto Free>
using OpenSslPointer = std::unique_ptr<T, OpenSslFree<Free>>;

} // namespace fairlead::transport
