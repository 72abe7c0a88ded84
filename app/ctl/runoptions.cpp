// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runoptions.h"

#include "options.h"

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

void RunCommandLine::addTo(QCommandLineParser &parser) const
{
    parser.addOptions({m_gpus, m_nodes, m_cpu, m_memory});
}

QString RunCommandLine::take(const QCommandLineParser &parser, Options &options) const
{
    const bool isSaid = parser.isSet(m_gpus) || parser.isSet(m_nodes) || parser.isSet(m_cpu) || parser.isSet(m_memory);
    if (options.command != "fit"_L1)
        return isSaid ? u"--gpus, --nodes, --cpu and --memory belong to fit"_s : QString();
    bool isNumber = false;
    options.run = {.gpus = parser.value(m_gpus),
                   .nodes = parser.value(m_nodes).toInt(&isNumber),
                   .cpu = parser.value(m_cpu),
                   .memory = parser.value(m_memory)};
    if (!isNumber)
        return u"--nodes %1: expected a number"_s.arg(parser.value(m_nodes));
    if (options.arguments.isEmpty() && options.run.gpus.isEmpty())
        return u"fit: say what for: --gpus H100:8, or the name of a runtime config"_s;
    return {};
}

} // namespace fairlead::ctl
