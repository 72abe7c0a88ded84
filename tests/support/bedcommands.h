// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QStringList>

#include <optional>

namespace fairlead::tests {

//! What \p program wrote; nothing when it failed or did not end. What it says on stderr goes to the test's own.
inline std::optional<QByteArray> runProgram(const QString &program, const QStringList &arguments,
                                            const QByteArray &input = {})
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(120'000) || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return {};
    return process.readAllStandardOutput();
}

//! kubectl as the admin of bed-a, in its namespace "default".
inline bool kubectl(const QStringList &arguments, const QByteArray &input = {})
{
    const QStringList all =
        QStringList{QStringLiteral("--context=bed-a"), QStringLiteral("--namespace=default")} + arguments;
    return runProgram(qEnvironmentVariable("FAIRLEAD_KUBECTL"), all, input).has_value();
}

//! The bed's own command: `bed stop bed-b/kube-apiserver`.
inline std::optional<QByteArray> bed(const QStringList &arguments)
{
    return runProgram(qEnvironmentVariable("FAIRLEAD_BED_COMMAND"), arguments);
}

//! A pod, bound to \p node already, that holds two GPUs and dies at once when told to.
inline QByteArray gpuPodJson(const QString &name, const QString &node)
{
    return R"({"apiVersion": "v1", "kind": "Pod", "metadata": {"name": ")" + name.toUtf8() +
           R"("}, "spec": {"nodeName": ")" + node.toUtf8() +
           R"(", "terminationGracePeriodSeconds": 0, "containers": [{"name": "c", "image": "docker.io/bed/pause:1",
        "resources": {"limits": {"nvidia.com/gpu": "2"}}}]}})";
}

} // namespace fairlead::tests
