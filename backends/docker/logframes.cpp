// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "logframes.h"

#include <QtEndian>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::docker {

namespace {

constexpr qsizetype HeaderSize = 8;
constexpr std::uint32_t FrameLimit = 16 << 20; // the engine writes at most 16 KiB at once, podman 32

} // namespace

Result<void> LogFrames::feed(QByteArrayView bytes, const Each &each)
{
    while (!bytes.isEmpty()) {
        if (m_left == 0) {
            const qsizetype part = std::min(bytes.size(), HeaderSize - m_header.size());
            m_header.append(bytes.first(part));
            bytes = bytes.sliced(part);
            if (m_header.size() < HeaderSize)
                break;
            if (Result<void> read = readHeader(); !read)
                return read;
            continue;
        }
        const qsizetype part = std::min<qsizetype>(bytes.size(), m_left);
        m_left -= std::uint32_t(part);
        if (!each(m_source, bytes.first(part)))
            break;
        m_isBeginning = false;
        bytes = bytes.sliced(part);
    }
    return {};
}

Result<void> LogFrames::readHeader()
{
    const auto source = quint8(m_header[0]);
    const auto length = qFromBigEndian<quint32>(m_header.constData() + 4);
    const bool isHeader = source <= 3 && m_header.mid(1, 3) == QByteArray(3, '\0') && length <= FrameLimit;
    m_header.clear();
    if (!isHeader) {
        return tl::make_unexpected(ApiError{
            .kind = ApiError::Kind::Malformed, .reason = u"BadFrame"_s, .message = u"the logs are not in frames"_s});
    }
    m_source = LogSource(source);
    m_left = length;
    m_isBeginning = true;
    return {};
}

} // namespace fairlead::docker
