// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QIODevice>

namespace fairlead::transport {

//! The body of a request that must not be sent twice. When a connection ends before the answer, Qt 6.4 sends the
//! request again whatever its method is, unless the body cannot be rewound: nothing is created, evicted or bound twice.
class SingleUseBody : public QIODevice
{
public:
    SingleUseBody(QByteArray body, QObject *parent);

    qint64 size() const override { return m_body.size(); }
    bool reset() override { return false; }

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_body;
};

} // namespace fairlead::transport
