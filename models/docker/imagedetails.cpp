// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dockerdetails.h"
#include "models/detailsparts.h"
#include "models/formats.h"
#include "models/plaintext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

using namespace details;

namespace {

using Kind = ObjectAction::Kind;
using Section = ObjectDetails::Section;

} // namespace

ObjectDetails imageDetails(const DaemonImagesModel::Entry &entry)
{
    const ImageRow &row = entry.object;
    const docker::Image &image = row.image;
    const bool isUsed = !row.users.isEmpty() || image.containers > 0;
    ObjectDetails details{.title = imageName(row)};
    details.state = row.reference.isEmpty() ? Words::tr("dangling: no name leads to it")
                    : isUsed                ? Words::tr("used by %Ln container(s)", nullptr,
                                                        int(std::max<std::int64_t>(row.users.size(), image.containers)))
                                            : Words::tr("used by no container");
    details.severity = Severity::Dim;
    details.facts = {{Words::tr("Name"), row.reference},
                     {Words::tr("Daemon"), plainLine(entry.daemonName, 200)},
                     {Words::tr("Size"), bytesText(image.sizeBytes)}};
    if (image.sharedSizeBytes < 0 || image.sharedSizeBytes > image.sizeBytes)
        details.facts += {Words::tr("Shared"), Words::tr("not counted: count the disk use of the daemon")};
    else
        details.facts += {Words::tr("Shared"), Words::tr("%1 with other images, %2 its own")
                                                   .arg(memoryText(image.sharedSizeBytes),
                                                        memoryText(image.sizeBytes - image.sharedSizeBytes))};
    details.facts += {Words::tr("Created"), createdText(image.created)};
    if (row.details) {
        details.facts += {Words::tr("Platform"),
                          u"%1/%2%3"_s.arg(row.details->os, row.details->architecture,
                                           row.details->variant.isEmpty() ? QString() : u'/' + row.details->variant)};
        details.facts += {Words::tr("Command"), (row.details->entrypoint + row.details->command).join(u' ')};
        details.facts += {Words::tr("User"), row.details->user};
    }
    details.facts += {Words::tr("Id"), image.id};
    Section users{.key = u"users"_s, .title = Words::tr("Used by")};
    for (const QString &user : row.users)
        users.facts.push_back(fact(user));
    addSection(details, std::move(users));
    Section tags{.key = u"tags"_s, .title = Words::tr("Tags")};
    for (const QString &tag : image.repoTags)
        tags.facts.push_back(fact(tag));
    addSection(details, std::move(tags));
    Section digests{.key = u"digests"_s, .title = Words::tr("Digests")};
    for (const QString &digest : image.repoDigests)
        digests.facts.push_back(fact(digest.section(u'@', 0, 0), {}, digest.section(u'@', 1)));
    addSection(details, std::move(digests));
    Section layers{.key = u"layers"_s, .title = Words::tr("Layers"), .style = Section::Style::Counts};
    for (const docker::ImageLayer &layer : row.history) {
        layers.facts.push_back(fact(layer.createdBy, bytesText(layer.sizeBytes)));
        layers.facts.back().toolTip = plainText(layer.createdBy, 2'000);
    }
    addSection(details, std::move(layers));
    addLabels(details, image.labels);
    const QString stale = refusalOf(entry.isStale);
    const QString nameless = Words::tr("It has no name that a registry could take.");
    const bool isNamed = !row.reference.isEmpty();
    details.actions.push_back({Kind::Push, Words::tr("Push…"), true, isNamed ? stale : nameless});
    details.actions.push_back({Kind::Pull, Words::tr("Pull"), false, isNamed ? stale : nameless});
    details.actions.push_back(
        {Kind::Remove, Words::tr("Remove…"), false,
         isUsed && image.repoTags.size() < 2 ? Words::tr("A container was made from it.") : stale});
    return details;
}

ObjectDetails volumeDetails(const VolumesModel::Entry &entry)
{
    const docker::Volume &volume = entry.object;
    ObjectDetails details{.title = plainLine(volume.name, 300)};
    if (volume.refCount >= 0)
        details.state = volume.refCount == 0 ? Words::tr("used by no container")
                                             : Words::tr("used by %Ln container(s)", nullptr, int(volume.refCount));
    details.severity = Severity::Dim;
    details.facts = {{Words::tr("Daemon"), plainLine(entry.daemonName, 200)},
                     {Words::tr("Driver"), volume.driver},
                     {Words::tr("Size"), bytesText(volume.sizeBytes)},
                     {Words::tr("Created"), createdText(volume.created)},
                     {Words::tr("Mountpoint"), volume.mountpoint}};
    addLabels(details, volume.labels);
    details.actions.push_back({Kind::Remove, Words::tr("Remove…"), false,
                               volume.refCount > 0 ? Words::tr("A container has it.") : refusalOf(entry.isStale)});
    return details;
}

} // namespace fairlead::models
