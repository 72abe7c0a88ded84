// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "singleusebody.h"

#include <algorithm>

namespace fairlead::transport {

SingleUseBody::SingleUseBody(QByteArray body, QObject *parent)
    : QIODevice(parent)
    , m_body(std::move(body))
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

qint64 SingleUseBody::readData(char *data, qint64 maxSize)
{
    const qint64 count = std::min(maxSize, m_body.size() - pos());
    std::copy_n(m_body.constData() + pos(), count, data);
    return count;
}

} // namespace fairlead::transport
