// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "contextlist.h"

#include <sys/stat.h>
#include <utility>

namespace fairlead::buildcontext {

//! An open file or folder, closed with it.
class Descriptor
{
public:
    Descriptor() = default;
    explicit Descriptor(int number)
        : m_number(number)
    {
    }
    Descriptor(Descriptor &&other) noexcept
        : m_number(std::exchange(other.m_number, -1))
    {
    }
    Descriptor &operator=(Descriptor &&other) noexcept
    {
        std::swap(m_number, other.m_number);
        return *this;
    }
    ~Descriptor();

    bool isOpen() const { return m_number >= 0; }
    int number() const { return m_number; }
    int release() { return std::exchange(m_number, -1); }

private:
    int m_number = -1;
};

//! \p path below \p folder, where no part of it may be a link: nothing outside of the folder is reached, whoever moves
//! things meanwhile. \p flags as of open(2). Not open: errno says why not.
Descriptor openBelow(const Descriptor &folder, const QByteArray &path, int flags);

FileStamp stampOf(const struct stat &status);

//! The attribute security.capability of a file in \p folder, not through a link; empty: it has none, or its file
//! system has none.
QByteArray capabilityOf(const Descriptor &folder, const QByteArray &name);

//! errno in a few words: "no such file", "permission denied", ...
QString systemError(int number);

} // namespace fairlead::buildcontext
