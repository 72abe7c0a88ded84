// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "endadvice.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

struct Ending
{
    QString reason; //!< contained in the reason or the message; empty: by exit code alone
    int exitCode = 0;
    QString cause;
    QString remedy;
};

const std::vector<Ending> &endings()
{
    static const std::vector<Ending> all{
        {u"DeadlineExceeded"_s, 0, u"It took longer than its time limit."_s, u"give it more time, or let it do less"_s},
        {u"OOMKilled"_s, 0, u"It took more memory than its limit, and was killed."_s,
         u"raise the memory of the config, or let it take less at a time"_s},
        {u"ephemeral"_s, 0, u"It was evicted: the node's disk, or its share of it, was full."_s,
         u"write to a volume, or ask for ephemeral-storage"_s},
        {u"Evicted"_s, 0, u"It was evicted: its node was short of something."_s,
         u"ask for what it really takes, so that the scheduler counts it"_s},
        {u"UnexpectedAdmissionError"_s, 0, u"Its node could not give it its devices."_s,
         u"see the device plugin on that node"_s},
        {u"OutOf"_s, 0, u"Its node had no room left when it came."_s, u"run it again"_s},
        {u"NodeLost"_s, 0, u"Its node is lost."_s, u"run it again, and see the node"_s},
        {u"StartError"_s, 0, u"Its image lacks the program, or it cannot be run."_s,
         u"give a command that the image has"_s},
        {u"ContainerCannotRun"_s, 0, u"Its image lacks the program, or it cannot be run."_s,
         u"give a command that the image has"_s},
        {{}, 126, u"Its program may not be run."_s, u"see the permissions of the program in the image"_s},
        {{}, 127, u"Its shell did not find the program."_s, u"give a command that the image has"_s},
        {{}, 137, u"It was killed (SIGKILL)."_s, u"see the events, and the memory of its node"_s},
        {{}, 139, u"It crashed (a segmentation fault)."_s, u"read its log"_s},
        {{}, 143, u"It was told to end (SIGTERM)."_s, u"see who stopped it"_s},
    };
    return all;
}

} // namespace

RunAdvice endAdvice(const RunStatus &status)
{
    for (const RunPod &pod : status.pods) {
        if (!pod.disruption.isEmpty())
            return {.cause = u"A pod of it was taken away: %1."_s.arg(pod.disruption),
                    .verbatim = status.message == pod.disruption ? QString() : status.message,
                    .remedies = {u"run it again, with a higher priority if that happens often"_s}};
    }
    for (const Ending &ending : endings()) {
        const bool isIt = ending.reason.isEmpty()
                              ? ending.exitCode == status.exitCode
                              : status.reason.contains(ending.reason) || status.message.contains(ending.reason);
        if (isIt)
            return {.cause = ending.cause, .verbatim = status.message, .remedies = {ending.remedy}};
    }
    return {.cause = u"Its program ended with exit code %1."_s.arg(status.exitCode),
            .verbatim = status.message,
            .remedies = {u"read its log"_s}};
}

} // namespace fairlead::runs
