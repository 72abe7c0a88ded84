// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "enginechecks.h"
#include "models/plaintext.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

constexpr auto Prefix = "CAP_"_L1;

//! Of Linux, without the prefix, and "ALL", which the engines add. Source: capabilities(7).
bool isKnown(const QString &name)
{
    static const QSet<QString> names{u"ALL"_s,
                                     u"AUDIT_CONTROL"_s,
                                     u"AUDIT_READ"_s,
                                     u"AUDIT_WRITE"_s,
                                     u"BLOCK_SUSPEND"_s,
                                     u"BPF"_s,
                                     u"CHOWN"_s,
                                     u"CHECKPOINT_RESTORE"_s,
                                     u"DAC_OVERRIDE"_s,
                                     u"DAC_READ_SEARCH"_s,
                                     u"FOWNER"_s,
                                     u"FSETID"_s,
                                     u"IPC_LOCK"_s,
                                     u"IPC_OWNER"_s,
                                     u"KILL"_s,
                                     u"LEASE"_s,
                                     u"LINUX_IMMUTABLE"_s,
                                     u"MAC_ADMIN"_s,
                                     u"MAC_OVERRIDE"_s,
                                     u"MKNOD"_s,
                                     u"NET_ADMIN"_s,
                                     u"NET_BIND_SERVICE"_s,
                                     u"NET_BROADCAST"_s,
                                     u"NET_RAW"_s,
                                     u"PERFMON"_s,
                                     u"SETFCAP"_s,
                                     u"SETGID"_s,
                                     u"SETPCAP"_s,
                                     u"SETUID"_s,
                                     u"SYS_ADMIN"_s,
                                     u"SYS_BOOT"_s,
                                     u"SYS_CHROOT"_s,
                                     u"SYS_MODULE"_s,
                                     u"SYS_NICE"_s,
                                     u"SYS_PACCT"_s,
                                     u"SYS_PTRACE"_s,
                                     u"SYS_RAWIO"_s,
                                     u"SYS_RESOURCE"_s,
                                     u"SYS_TIME"_s,
                                     u"SYS_TTY_CONFIG"_s,
                                     u"SYSLOG"_s,
                                     u"WAKE_ALARM"_s};
    return names.contains(name);
}

//! Docker takes a name with the prefix, too, but no "CAP_ALL"; the runtimes of Kubernetes put it before any.
void checkNames(const QString &field, const QStringList &capabilities, bool isDocker, ProblemList &problems)
{
    for (const QString &each : capabilities) {
        const QString name = each.toUpper();
        const bool hasPrefix = name.startsWith(Prefix);
        const QString bare = hasPrefix ? name.mid(Prefix.size()) : name;
        const QString shown = plainLine(each, 60);
        if (!isKnown(bare) || (isDocker && hasPrefix && bare == "ALL"_L1))
            problems.warn(field, ProblemList::said(QT_TRANSLATE_NOOP("ConfigCheck",
                                                                     "%1 is no capability of Linux that is known here"))
                                     .arg(shown));
        else if (hasPrefix && !isDocker)
            problems.warn(
                field,
                ProblemList::said(QT_TRANSLATE_NOOP("ConfigCheck", "Write %1: the node puts CAP_ before it by itself"))
                    .arg(bare));
    }
}

} // namespace

void checkCapabilities(const settings::RuntimeConfig &config, ProblemList &problems)
{
    const settings::SecurityContext &security = config.securityContext;
    checkNames(u"securityContext.addCapabilities"_s, security.addCapabilities, config.isDocker(), problems);
    checkNames(u"securityContext.dropCapabilities"_s, security.dropCapabilities, config.isDocker(), problems);
}

} // namespace fairlead::models
