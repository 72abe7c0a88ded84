// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCommandLineParser>
#include <QString>

#include <utility>
#include <vector>

namespace fairlead::ctl {

struct Options;

//! What commands about runs are asked for, as it is written; see runs::RunForm.
struct RunOptions
{
    QString gpus;
    int nodes = 1;
    QString cpu;
    QString memory;
    QString name;
    QString image;
    QString script; //!< for a shell; empty: the words behind the config are the command
    QString timeLimit;
    std::vector<std::pair<QString, QString>> environment;
    bool isDetached = false;
    bool isForced = false;  //!< runs stop: at once
    bool isRemoved = false; //!< runs orphans
    bool follows = false;   //!< logs
};

//! The options of commands about runs, on the command line.
class RunCommandLine
{
public:
    void addTo(QCommandLineParser &parser) const;
    //! \return why they are none, or not this command's; empty: they are in \p options.
    QString take(const QCommandLineParser &parser, Options &options) const;

private:
    QString misplaced(const QCommandLineParser &parser, const Options &options) const;
    QString takeEnvironment(const QCommandLineParser &parser, Options &options) const;

    QCommandLineOption m_gpus{
        QStringLiteral("gpus"),
        QStringLiteral("fit, run: GPUs of one pod, as H100:8, A100:40GB..:2, nvidia:1..8, 1g.10gb:1 or "
                       "none; without it those of the config."),
        QStringLiteral("ask")};
    QCommandLineOption m_nodes{QStringLiteral("nodes"), QStringLiteral("fit, run: pods of the run (default 1)."),
                               QStringLiteral("number"), QStringLiteral("1")};
    QCommandLineOption m_cpu{QStringLiteral("cpu"), QStringLiteral("fit, run: cores of one pod, as 4 or 500m."),
                             QStringLiteral("quantity")};
    QCommandLineOption m_name{QStringLiteral("name"), QStringLiteral("run: what it is called, for people."),
                              QStringLiteral("text")};
    QCommandLineOption m_image{QStringLiteral("image"), QStringLiteral("run: instead of the config's."),
                               QStringLiteral("reference")};
    QCommandLineOption m_script{QStringLiteral("sh"), QStringLiteral("run: a script for /bin/sh instead of a command."),
                                QStringLiteral("text")};
    QCommandLineOption m_timeLimit{QStringLiteral("time-limit"),
                                   QStringLiteral("run: after which it is ended, as 90s, 10m or 1h30m."),
                                   QStringLiteral("duration")};
    QCommandLineOption m_env{{QStringLiteral("e"), QStringLiteral("env")},
                             QStringLiteral("run: a variable of its environment, never a secret; repeatable."),
                             QStringLiteral("NAME=VALUE")};
    QCommandLineOption m_detach{QStringLiteral("detach"),
                                QStringLiteral("run: end when every pod has a node; it runs on.")};
    QCommandLineOption m_now{QStringLiteral("now"),
                             QStringLiteral("runs stop: its processes get no time to end by themselves.")};
    QCommandLineOption m_remove{QStringLiteral("remove"), QStringLiteral("runs orphans: remove them.")};
    QCommandLineOption m_follow{{QStringLiteral("f"), QStringLiteral("follow")},
                                QStringLiteral("logs: stay until it has ended.")};
    QCommandLineOption m_memory{QStringLiteral("memory"), QStringLiteral("fit, run: memory of one pod, as 16Gi."),
                                QStringLiteral("quantity")};
};

} // namespace fairlead::ctl
