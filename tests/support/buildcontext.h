// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/transport/bodysource.h"

#include <QFile>

#include <algorithm>
#include <cstring>
#include <utility>

namespace fairlead::tests {

//! A file of a tar archive (ustar), or a folder, whose name ends with a slash; of 1970.
inline QByteArray tarEntry(const QByteArray &name, const QByteArray &mode, qint64 size)
{
    QByteArray header(512, '\0');
    const auto put = [&](qsizetype at, const QByteArray &text) { header.replace(at, text.size(), text); };
    put(0, name);
    put(100, mode);
    put(108, "0000000");
    put(116, "0000000");
    put(124, QByteArray::number(size, 8).rightJustified(11, '0'));
    put(136, "00000000000");
    put(148, "        ");
    put(156, name.endsWith('/') ? "5" : "0");
    put(257, QByteArray("ustar\00000", 8));
    int sum = 0;
    for (const char byte : header)
        sum += uchar(byte);
    put(148, QByteArray::number(sum, 8).rightJustified(6, '0') + QByteArray("\0 ", 2));
    return header;
}

inline QByteArray padded(const QByteArray &content)
{
    return content + QByteArray((512 - content.size() % 512) % 512, '\0');
}

//! A build context: a Dockerfile, busybox, and a file of zeros that is as large as one likes and never in memory.
class BuildContext : public transport::BodySource
{
public:
    explicit BuildContext(const QByteArray &dockerfile, qint64 zeros = 0)
        : m_zeros(zeros)
    {
        QFile busybox(QStringLiteral("/bin/busybox"));
        if (!busybox.open(QIODevice::ReadOnly))
            qFatal("no /bin/busybox: install busybox-static");
        const QByteArray program = busybox.readAll();
        m_begin = tarEntry("Dockerfile", "0000644", dockerfile.size()) + padded(dockerfile) +
                  tarEntry("busybox", "0000755", program.size()) + padded(program) +
                  tarEntry("zeros", "0000644", zeros);
        m_zeros += 1024; // and the end of the archive
    }

    qint64 sent() const { return m_sent; }

    ReadResult read(char *to, qsizetype size) override
    {
        if (std::exchange(m_isAskedAgain, !m_isAskedAgain) && m_at == 0) {
            QMetaObject::invokeMethod(this, &BodySource::resumed, Qt::QueuedConnection);
            return {.state = State::NotYet};
        }
        if (m_at < m_begin.size()) {
            const qsizetype part = std::min(size, m_begin.size() - m_at);
            memcpy(to, m_begin.constData() + m_at, size_t(part));
            m_at += part;
            m_sent += part;
            return {.state = State::Bytes, .size = part};
        }
        const auto part = qsizetype(std::min<qint64>(size, m_zeros));
        memset(to, 0, size_t(part));
        m_zeros -= part;
        m_sent += part;
        return part > 0 ? ReadResult{.state = State::Bytes, .size = part} : ReadResult{};
    }

private:
    QByteArray m_begin;
    qsizetype m_at = 0;
    qint64 m_zeros;
    qint64 m_sent = 0;
    bool m_isAskedAgain = true;
};

} // namespace fairlead::tests
