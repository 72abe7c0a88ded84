// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runoptions.h"

#include "options.h"

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

void RunCommandLine::addTo(QCommandLineParser &parser) const
{
    parser.addOptions({m_gpus, m_nodes, m_cpu, m_memory, m_name, m_image, m_script, m_timeLimit, m_env, m_detach, m_now,
                       m_remove, m_follow});
}

//! An option that is another command's, and whose it is; empty: there is none.
QString RunCommandLine::misplaced(const QCommandLineParser &parser, const Options &options) const
{
    const QString said = QStringList{options.command, options.verb}.join(u' ').trimmed();
    struct Place
    {
        const QCommandLineOption &option;
        QStringList commands;
    };
    const QStringList both{u"fit"_s, u"run"_s};
    const QStringList run{u"run"_s};
    const Place places[] = {{m_gpus, both},
                            {m_nodes, both},
                            {m_cpu, both},
                            {m_memory, both},
                            {m_name, run},
                            {m_image, run},
                            {m_script, run},
                            {m_env, run},
                            {m_detach, run},
                            {m_timeLimit, run},
                            {m_now, {u"runs stop"_s}},
                            {m_remove, {u"runs orphans"_s}},
                            {m_follow, {u"logs"_s}}};
    for (const Place &place : places) {
        if (parser.isSet(place.option) && !place.commands.contains(said))
            return u"--%1 belongs to %2"_s.arg(place.option.names().last(), place.commands.join(u" and "_s));
    }
    return {};
}

QString RunCommandLine::takeEnvironment(const QCommandLineParser &parser, Options &options) const
{
    for (const QString &text : parser.values(m_env)) {
        const qsizetype equals = text.indexOf(u'=');
        if (equals <= 0)
            return u"-e %1: expected NAME=VALUE"_s.arg(text);
        options.run.environment.emplace_back(text.first(equals), text.sliced(equals + 1));
    }
    return {};
}

QString RunCommandLine::take(const QCommandLineParser &parser, Options &options) const
{
    if (const QString problem = misplaced(parser, options); !problem.isEmpty())
        return problem;
    bool isNumber = false;
    options.run = {.gpus = parser.value(m_gpus),
                   .nodes = parser.value(m_nodes).toInt(&isNumber),
                   .cpu = parser.value(m_cpu),
                   .memory = parser.value(m_memory),
                   .name = parser.value(m_name),
                   .image = parser.value(m_image),
                   .script = parser.value(m_script),
                   .timeLimit = parser.value(m_timeLimit),
                   .isDetached = parser.isSet(m_detach),
                   .isForced = parser.isSet(m_now),
                   .isRemoved = parser.isSet(m_remove),
                   .follows = parser.isSet(m_follow)};
    if (!isNumber)
        return u"--nodes %1: expected a number"_s.arg(parser.value(m_nodes));
    if (options.command == "fit"_L1 && options.arguments.isEmpty() && options.run.gpus.isEmpty())
        return u"fit: say what for: --gpus H100:8, or the name of a runtime config"_s;
    if (!options.run.script.isEmpty() && options.arguments.size() > 1)
        return u"run: a script (--sh) or a command behind the config, not both"_s;
    return takeEnvironment(parser, options);
}

} // namespace fairlead::ctl
