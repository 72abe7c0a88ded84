// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "options.h"

#include <QCommandLineParser>

#include <cstdio>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace fairlead::console {

namespace {

[[noreturn]] void fail(const QString &message)
{
    std::fputs(qPrintable(message + u'\n'), stderr);
    std::exit(2);
}

QString oneOf(const QCommandLineParser &parser, const QString &option, const QStringList &allowed)
{
    QString value = parser.value(option);
    if (!value.isEmpty() && !allowed.contains(value))
        fail(u"--%1 is one of: %2"_s.arg(option, allowed.join(", "_L1)));
    return value;
}

QSize sizeFrom(const QString &text)
{
    const QStringList parts = text.split(u'x');
    const QSize size = parts.size() == 2 ? QSize(parts[0].toInt(), parts[1].toInt()) : QSize();
    if (size.width() < 200 || size.height() < 200 || size.width() > 16'384 || size.height() > 16'384)
        fail(u"--size is WIDTHxHEIGHT, each from 200 to 16384"_s);
    return size;
}

} // namespace

Options parseCommandLine(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Console for GPU Kubernetes clusters and Docker daemons"_s);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({
        {u"kubeconfig"_s, u"Read this kubeconfig instead of KUBECONFIG; may be repeated."_s, u"file"_s},
        {u"extra-kubeconfig"_s, u"Read this file, or all kubeconfigs of this folder, too; may be repeated."_s,
         u"path"_s},
        {u"tolerate"_s, u"A taint that your pods tolerate, key[=value][:effect]; may be repeated."_s, u"taint"_s},
        {u"resource"_s, u"A resource name to treat as accelerator too; may be repeated."_s, u"name"_s},
        {u"context"_s, u"Open just this context; * and ? match any; may be repeated."_s, u"name"_s},
        {u"config"_s, u"Settings file to use instead of ~/.config/fairlead/fairlead.yaml."_s, u"file"_s},
        {u"theme"_s, u"light, dark or system."_s, u"theme"_s},
        {u"pane"_s, u"gpus, clusters, runs, configs, images, docker or activity."_s, u"pane"_s},
        {u"allow-exec"_s,
         u"Run without asking what the files name: credential plugins of a kubeconfig, and before a push the "
         "commands of registries of the settings."_s},
        {u"sandbox"_s, u"Show simulated clusters, and none of yours."_s},
        {u"sandbox-if-empty"_s,
         u"The same where there is no kubeconfig, no settings file, no docker socket, DOCKER_HOST or DOCKER_CONTEXT."_s},
        {u"screenshot"_s, u"Save a picture of the window once all contexts are live or failed, then end."_s, u"file"_s},
        {u"size"_s, u"Of the picture, WIDTHxHEIGHT."_s, u"size"_s, u"1280x800"_s},
        {u"wait"_s, u"At most so many seconds for the picture."_s, u"seconds"_s, u"20"_s},
    });
    parser.process(arguments);
    if (!parser.positionalArguments().isEmpty())
        fail(u"unexpected argument: %1"_s.arg(parser.positionalArguments().first()));
    const bool namesKubeconfigs = parser.isSet(u"kubeconfig"_s) || parser.isSet(u"extra-kubeconfig"_s);
    if (parser.isSet(u"sandbox"_s) && namesKubeconfigs)
        fail(u"--sandbox shows none of your clusters: leave out --kubeconfig and --extra-kubeconfig"_s);
    bool isNumber = false;
    const int wait = parser.value(u"wait"_s).toInt(&isNumber);
    if (!isNumber || wait < 0)
        fail(u"--wait is a number of seconds"_s);
    accelerators::Options accelerators{.extraResources = parser.values(u"resource"_s)};
    for (const QString &text : parser.values(u"tolerate"_s)) {
        const auto toleration = accelerators::parseToleration(text);
        if (!toleration)
            fail(u"--tolerate \"%1\": expected key[=value][:effect]"_s.arg(text));
        accelerators.tolerations.push_back(*toleration);
    }
    return {.kubeconfigs = parser.values(u"kubeconfig"_s),
            .contexts = parser.values(u"context"_s),
            .config = parser.value(u"config"_s),
            .theme = oneOf(parser, u"theme"_s, {u"light"_s, u"dark"_s, u"system"_s}),
            .pane = oneOf(parser, u"pane"_s,
                          {u"gpus"_s, u"clusters"_s, u"runs"_s, u"configs"_s, u"images"_s, u"docker"_s, u"activity"_s}),
            .allowsExec = parser.isSet(u"allow-exec"_s),
            .extraKubeconfigs = parser.values(u"extra-kubeconfig"_s),
            .accelerators = accelerators,
            .isSandbox = parser.isSet(u"sandbox"_s),
            .isSandboxIfEmpty = parser.isSet(u"sandbox-if-empty"_s),
            .screenshot = parser.value(u"screenshot"_s),
            .size = sizeFrom(parser.value(u"size"_s)),
            .wait = std::chrono::seconds(wait)};
}

} // namespace fairlead::console
