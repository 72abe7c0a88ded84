// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "options.h"

#include "backends/accelerators/taints.h"

#include <QCommandLineParser>

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

namespace {

const QString Synopsis = uR"(fairleadctl COMMAND [OPTIONS]

Which GPUs are free, who holds the others, over many Kubernetes clusters at once.

Commands:
  contexts                the contexts of the kubeconfigs; sends no request
  check                   per context: reachable, who am I, what is allowed, GPU nodes
  gpus [PRODUCT[:COUNT]]  GPUs per product, cluster and node; PRODUCT is a name or glob
                          (H100, 'A100*'); with COUNT only nodes that can give so many now
  config path             where the settings file is
  config validate         whether it is right: every problem with its line
  config show             its objects; json and yaml: all that it says

)"_s;

const QString ExitCodes = uR"(
Exit codes:
  0  every context that was asked answered; the settings are right
  1  none answered; the settings file cannot be read as it stands
  2  the command line is wrong
  3  some did not answer, their rows say why; objects of the settings cannot be used
)"_s;

struct CommandLine
{
    QCommandLineParser parser;
    QCommandLineOption help{{u"h"_s, u"help"_s}, u"Show this text."_s};
    QCommandLineOption version{u"version"_s, u"Show the version."_s};
    QCommandLineOption kubeconfig{
        u"kubeconfig"_s, u"Kubeconfig to read instead of KUBECONFIG and ~/.kube/config; repeatable."_s, u"file"_s};
    QCommandLineOption extraKubeconfig{
        u"extra-kubeconfig"_s, u"File, or folder of kubeconfigs, to read beside the others; repeatable."_s, u"path"_s};
    QCommandLineOption config{u"config"_s, u"Settings file to use instead of ~/.config/fairlead/fairlead.yaml."_s,
                              u"file"_s};
    QCommandLineOption context{u"context"_s, u"Only contexts of this name or glob; repeatable."_s, u"name"_s};
    QCommandLineOption output{{u"o"_s, u"output"_s}, u"table (default), json, csv or yaml."_s, u"format"_s, u"table"_s};
    QCommandLineOption timeout{
        u"timeout"_s,
        u"How long a server may take to answer (default 15); a credential plugin has a minute of its own."_s,
        u"seconds"_s, u"15"_s};
    QCommandLineOption allowExec{u"allow-exec"_s, u"Run the credential plugins that the kubeconfig names."_s};
    QCommandLineOption verbose{u"v"_s, u"Say more on standard error."_s};
    QCommandLineOption holders{u"holders"_s, u"gpus: also who holds them."_s};
    QCommandLineOption waiting{u"waiting"_s, u"gpus: also what waits for one, and why."_s};
    QCommandLineOption watch{u"watch"_s, u"gpus: stay and print again on every change (json: one document a line)."_s};
    QCommandLineOption toleration{
        u"tolerate"_s, u"gpus: a taint that your pods tolerate, key[=value][:effect]; repeatable."_s, u"taint"_s};
    QCommandLineOption resource{u"resource"_s, u"gpus: a resource name to treat as accelerator too; repeatable."_s,
                                u"name"_s};

    CommandLine()
    {
        parser.setApplicationDescription(u"GPUs over many Kubernetes clusters."_s);
        parser.addOptions({help, version, kubeconfig, extraKubeconfig, config, context, output, timeout, allowExec,
                           verbose, holders, waiting, watch, toleration, resource});
        parser.addPositionalArgument(u"command"_s, u"contexts, check, gpus or config"_s);
    }

    QString helpText() const
    {
        const QString text = parser.helpText();
        return Synopsis + text.mid(text.indexOf("Options:"_L1)).section("\nArguments:"_L1, 0, 0) + ExitCodes;
    }
};

tl::unexpected<EarlyEnd> usageError(const QString &what)
{
    return tl::make_unexpected(EarlyEnd{u"fairleadctl: %1\nTry 'fairleadctl --help'.\n"_s.arg(what), UsageError});
}

std::optional<Format> formatFromString(const QString &text)
{
    if (text == "table"_L1)
        return Format::Table;
    if (text == "json"_L1)
        return Format::Json;
    if (text == "csv"_L1)
        return Format::Csv;
    if (text == "yaml"_L1)
        return Format::Yaml;
    return std::nullopt;
}

} // namespace

tl::expected<Options, EarlyEnd> parseCommandLine(const QStringList &arguments)
{
    CommandLine line;
    if (!line.parser.parse(arguments))
        return usageError(line.parser.errorText());
    if (line.parser.isSet(line.help))
        return tl::make_unexpected(EarlyEnd{line.helpText(), AllAnswered});
    if (line.parser.isSet(line.version))
        return tl::make_unexpected(EarlyEnd{u"fairleadctl " FAIRLEAD_VERSION "\n"_s, AllAnswered});

    Options options{.arguments = line.parser.positionalArguments()};
    if (options.arguments.isEmpty())
        return tl::make_unexpected(EarlyEnd{line.helpText(), UsageError});
    options.command = options.arguments.takeFirst();
    const bool isConfig = options.command == "config"_L1;
    if (!QStringList{u"contexts"_s, u"check"_s, u"gpus"_s, u"config"_s}.contains(options.command))
        return usageError(u"there is no command \"%1\""_s.arg(options.command));
    if (isConfig && !QStringList{u"path"_s, u"validate"_s, u"show"_s}.contains(options.arguments.value(0)))
        return usageError(u"config: expected path, validate or show"_s);
    const qsizetype most = isConfig || options.command == "gpus"_L1 ? 1 : 0;
    if (options.arguments.size() > most)
        return usageError(u"unexpected argument \"%1\""_s.arg(options.arguments.at(most)));

    const std::optional<Format> format = formatFromString(line.parser.value(line.output));
    if (!format)
        return usageError(u"-o %1: expected table, json, csv or yaml"_s.arg(line.parser.value(line.output)));
    options.format = *format;
    bool ok = false;
    const int seconds = line.parser.value(line.timeout).toInt(&ok);
    if (!ok || seconds < 1 || seconds > 3'600)
        return usageError(u"--timeout %1: expected seconds, 1 to 3600"_s.arg(line.parser.value(line.timeout)));
    options.timeout = std::chrono::seconds(seconds);

    options.kubeconfigs = line.parser.values(line.kubeconfig);
    options.extraKubeconfigs = line.parser.values(line.extraKubeconfig);
    options.config = line.parser.value(line.config);
    options.contexts = line.parser.values(line.context);
    options.allowsExec = line.parser.isSet(line.allowExec);
    options.isVerbose = line.parser.isSet(line.verbose);
    options.showsHolders = line.parser.isSet(line.holders);
    options.showsWaiting = line.parser.isSet(line.waiting);
    options.watches = line.parser.isSet(line.watch);
    for (const QString &text : line.parser.values(line.toleration)) {
        const auto toleration = accelerators::parseToleration(text);
        if (!toleration)
            return usageError(u"--tolerate \"%1\": expected key[=value][:effect]"_s.arg(text));
        options.tolerations.push_back(*toleration);
    }
    options.extraResources = line.parser.values(line.resource);
    const bool hasGpuOption = options.showsHolders || options.showsWaiting || options.watches ||
                              !options.tolerations.empty() || !options.extraResources.isEmpty();
    if (options.command != "gpus"_L1 && hasGpuOption)
        return usageError(u"--holders, --waiting, --watch, --tolerate and --resource belong to gpus"_s);
    if (!isConfig && line.parser.isSet(line.config))
        return usageError(u"--config belongs to config"_s);
    return options;
}

} // namespace fairlead::ctl
