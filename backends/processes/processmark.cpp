// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "processmark.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QSysInfo>

using namespace Qt::StringLiterals;

namespace fairlead::processes {

namespace {

constexpr std::int64_t Day = 24 * 3'600;

//! Field 22 of /proc/PID/stat; 0: there is no such process, or no /proc.
qint64 startOfProcess(qint64 process)
{
    QFile file(u"/proc/%1/stat"_s.arg(process));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = file.readAll();
    const QByteArray behindName = text.mid(text.lastIndexOf(')') + 2); // the name may have blanks
    return behindName.split(' ').value(19).toLongLong();
}

} // namespace

ProcessMark ProcessMark::own()
{
    const qint64 process = QCoreApplication::applicationPid();
    return {.host = QSysInfo::machineHostName(),
            .process = process,
            .started = startOfProcess(process),
            .begun = QDateTime::currentSecsSinceEpoch()};
}

ProcessMark ProcessMark::fromJson(const QJsonObject &object)
{
    return {.host = object.value("host"_L1).toString(),
            .process = object.value("process"_L1).toInteger(),
            .started = object.value("processStarted"_L1).toString().toLongLong(),
            .begun = object.value("begun"_L1).toInteger()};
}

QJsonObject ProcessMark::toJson() const
{
    return {{u"host"_s, host},
            {u"process"_s, process},
            {u"processStarted"_s, QString::number(started)},
            {u"begun"_s, qint64(begun)}};
}

bool ProcessMark::isGone() const
{
    if (host != QSysInfo::machineHostName())
        return QDateTime::currentSecsSinceEpoch() - begun > Day;
    const qint64 now = startOfProcess(process);
    return now == 0 || now != started;
}

bool ProcessMark::isOwn() const
{
    return host == QSysInfo::machineHostName() && process == QCoreApplication::applicationPid() && !isGone();
}

} // namespace fairlead::processes
