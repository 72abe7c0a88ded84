// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFile>
#include <QTest>

#include <functional>

namespace fairlead::tests {

//! What an engine (Docker 20.10.24) answered, byte by byte.
inline QByteArray recording(const QString &name)
{
    QFile file(QStringLiteral(FAIRLEAD_TEST_DATA "/data/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no recording %s", qPrintable(name));
    return file.readAll();
}

//! Pieces of memory of their own, so that reading beyond one is an error.
inline void inTwoPieces(const QByteArray &bytes, qsizetype cut, const std::function<void(QByteArrayView)> &feed)
{
    const QByteArray first(bytes.constData(), cut);
    const QByteArray second(bytes.constData() + cut, bytes.size() - cut);
    feed(first);
    feed(second);
}

} // namespace fairlead::tests
