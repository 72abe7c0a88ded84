// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCommandLineParser>
#include <QString>

namespace fairlead::ctl {

struct Options;

//! What commands about runs are asked for, as it is written; see runs::RunForm.
struct RunOptions
{
    QString gpus;
    int nodes = 1;
    QString cpu;
    QString memory;
};

//! The options of commands about runs, on the command line.
class RunCommandLine
{
public:
    void addTo(QCommandLineParser &parser) const;
    //! \return why they are none, or not this command's; empty: they are in \p options.
    QString take(const QCommandLineParser &parser, Options &options) const;

private:
    QCommandLineOption m_gpus{
        QStringLiteral("gpus"),
        QStringLiteral("fit: GPUs of one pod, as H100:8, A100:40GB..:2, nvidia:1..8, 1g.10gb:1 or "
                       "none; without it those of the config."),
        QStringLiteral("ask")};
    QCommandLineOption m_nodes{QStringLiteral("nodes"), QStringLiteral("fit: pods of the run (default 1)."),
                               QStringLiteral("number"), QStringLiteral("1")};
    QCommandLineOption m_cpu{QStringLiteral("cpu"), QStringLiteral("fit: cores of one pod, as 4 or 500m."),
                             QStringLiteral("quantity")};
    QCommandLineOption m_memory{QStringLiteral("memory"), QStringLiteral("fit: memory of one pod, as 16Gi."),
                                QStringLiteral("quantity")};
};

} // namespace fairlead::ctl
