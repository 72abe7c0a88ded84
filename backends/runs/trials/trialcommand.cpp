// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "trialcommand.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

constexpr qsizetype MostLines = 40;
constexpr qsizetype LongestLine = 300;
constexpr auto Marker = "fairlead-callback: "_L1;

// Only variables about devices: others may hold secrets.
constexpr auto Devices = R"sh(echo "host $(hostname 2>/dev/null), $(uname -srm 2>/dev/null)"
env | grep -E '^(NVIDIA|CUDA|AMD|ROCR|HIP|HABANA|NEURON|TPU|ASCEND|ZE_|BED_DEVICE)[A-Z0-9_]*=' | sort
for each in /dev/nvidia* /dev/dri/* /dev/kfd /dev/accel* /dev/neuron* /dev/davinci* /dev/infiniband/*; do
  [ -e "$each" ] && echo "$each"
done
if command -v nvidia-smi >/dev/null 2>&1; then nvidia-smi -L; exit $?; fi
echo "no nvidia-smi in this image"
exit 0)sh"_L1;

// $1 host, $2 port. Each tool is bounded to five seconds by itself.
constexpr auto Call = R"sh(call() {
  if command -v nc >/dev/null 2>&1; then by=nc; said=$(nc -w 5 "$1" "$2" </dev/null 2>&1 >/dev/null)
  elif command -v bash >/dev/null 2>&1; then by=bash; said=$(timeout 5 bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$1" "$2" 2>&1)
  elif command -v python3 >/dev/null 2>&1; then by=python3; said=$(python3 -c 'import socket,sys; socket.create_connection((sys.argv[1],int(sys.argv[2])),5)' "$1" "$2" 2>&1)
  elif command -v curl >/dev/null 2>&1; then by=curl; said=$(curl -sS -m 5 -o /dev/null "telnet://$1:$2" </dev/null 2>&1)
  elif command -v wget >/dev/null 2>&1; then by=wget; said=$(wget -T 5 -O /dev/null "http://$1:$2/" 2>&1)
    case "$said" in *refused*|*"timed out"*|*unreachable*|*"bad address"*|*resolve*|*"no route"*|*"No route"*) false;; *) true;; esac
  else echo "fairlead-callback: untried"; return; fi
  if [ $? -eq 0 ]; then echo "fairlead-callback: ok $by"; else echo "fairlead-callback: failed $by: $(echo "$said" | tail -n 1)"; fi
}
call "$1" "$2"
shift 2
)sh"_L1;

} // namespace

std::optional<Callback> parseCallback(const QString &text)
{
    static const QRegularExpression form(
        u"\\A(?:\\[([0-9a-fA-F:.]+)\\]|([A-Za-z0-9_][A-Za-z0-9._-]*)):([0-9]{1,5})\\z"_s);
    const QRegularExpressionMatch match = form.match(text);
    const int port = match.captured(3).toInt();
    if (!match.hasMatch() || port < 1 || port > 65535)
        return {};
    return Callback{match.captured(1) + match.captured(2), port};
}

QString printDevicesScript()
{
    return Devices;
}

QStringList trialCommand(const QStringList &command, const std::optional<Callback> &callback)
{
    if (!callback && !command.isEmpty())
        return command;
    const QString own = command.isEmpty() ? printDevicesScript() : u"exec \"$@\""_s;
    QStringList whole{u"/bin/sh"_s, u"-c"_s, (callback ? QString(Call) : QString()) + own, u"fairlead"_s};
    if (callback)
        whole += {callback->host, QString::number(callback->port)};
    return whole + command;
}

TrialOutput parseOutput(const QByteArray &log)
{
    TrialOutput output;
    for (const QString &line : QString::fromUtf8(log).split(u'\n', Qt::SkipEmptyParts)) {
        if (!line.startsWith(Marker)) {
            if (output.lines.size() < MostLines)
                output.lines += line.left(LongestLine);
            continue;
        }
        const QString word = line.sliced(Marker.size()).section(u' ', 0, 0);
        output.callbackBy = line.sliced(Marker.size()).section(u' ', 1).left(LongestLine);
        output.callback = word == "ok"_L1       ? CheckState::Ok
                          : word == "failed"_L1 ? CheckState::Failed
                                                : CheckState::Note;
    }
    return output;
}

} // namespace fairlead::runs
