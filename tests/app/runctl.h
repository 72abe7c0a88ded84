// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTest>

namespace fairlead::test {

struct CtlRun
{
    int exitCode = -1;
    QByteArray out;
    QByteArray error;
};

//! Runs the built fairleadctl to its end.
inline CtlRun runCtl(const QStringList &arguments,
                     const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment())
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(FAIRLEADCTL), arguments);
    process.closeWriteChannel();
    if (!process.waitForFinished(120'000) || process.exitStatus() != QProcess::NormalExit)
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

//! The same, and the most memory that it had: VmHWM, as long as it ran.
inline CtlRun runCtlMeasured(const QStringList &arguments, qint64 &peakKiB)
{
    QProcess process;
    process.start(QStringLiteral(FAIRLEADCTL), arguments);
    process.closeWriteChannel();
    if (!process.waitForStarted())
        return {};
    QFile status(QStringLiteral("/proc/%1/status").arg(process.processId()));
    QElapsedTimer since;
    for (since.start(); !process.waitForFinished(50);) {
        if (process.state() == QProcess::NotRunning || since.hasExpired(300'000))
            return {};
        if (!status.open(QIODevice::ReadOnly))
            continue;
        for (const QByteArray &line : status.readAll().split('\n')) {
            if (line.startsWith("VmHWM:"))
                peakKiB = std::max(peakKiB, line.sliced(6).chopped(2).trimmed().toLongLong());
        }
        status.close();
    }
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

//! The same while servers in this thread answer it.
inline CtlRun runCtlBeside(const QStringList &arguments)
{
    QProcess process;
    process.start(QStringLiteral(FAIRLEADCTL), arguments);
    process.closeWriteChannel();
    const bool hasEnded = QTest::qWaitFor(
        [&process] { return process.state() == QProcess::NotRunning && process.error() != QProcess::FailedToStart; },
        60'000);
    if (!hasEnded || process.exitStatus() != QProcess::NormalExit)
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

} // namespace fairlead::test
