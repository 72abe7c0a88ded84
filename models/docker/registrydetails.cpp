// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dockerdetails.h"
#include "dockerremedies.h"
#include "models/detailsparts.h"
#include "models/formats.h"
#include "models/plaintext.h"

using namespace Qt::StringLiterals;

namespace fairlead::models {

using namespace details;

namespace {

using Kind = ObjectAction::Kind;
using Section = ObjectDetails::Section;

void addTags(ObjectDetails &details, const RegistryStatus &status)
{
    if (status.repository.isEmpty()) // nobody has asked for any
        return;
    const QString repository = plainLine(status.repository, 200);
    const auto add = [&details, &repository](Section section) {
        if (section.facts.empty())
            return;
        addSection(details, std::move(section));
        details.sections.back().note = repository;
    };
    Section said{.key = u"tagsSaid"_s, .title = Words::tr("Tags"), .style = Section::Style::Statements};
    if (status.tagsError) {
        said.facts.push_back(fact(registryRemedyFor(*status.tagsError).cause, {}, status.tagsError->message));
        said.facts.back().severity = Severity::Error;
    } else if (status.tags.isEmpty()) {
        said.facts.push_back(fact(Words::tr("This repository has no tags.")));
    } else if (!status.areTagsComplete) {
        said.facts.push_back(
            fact(Words::tr("The registry has more: the first %1 were asked for.").arg(numberText(status.tags.size()))));
        said.facts.back().severity = Severity::Warning;
    }
    add(std::move(said));
    Section tags{.key = u"registryTags"_s, .title = Words::tr("Tags")};
    for (const QString &tag : status.tags)
        tags.facts.push_back(fact(tag));
    add(std::move(tags));
}

} // namespace

ObjectDetails registryDetails(const RegistryEntry &entry, const QStringList &users)
{
    const settings::Registry &registry = entry.registry;
    const RegistryStatus &status = entry.status;
    ObjectDetails details{
        .title = plainLine(registry.name, 200), .state = stateWord(status.state), .severity = severityOf(status.state)};
    if (registry.insecure)
        details.dangers +=
            Words::tr("Insecure: HTTP, or a certificate that nobody checks. Whoever is in between reads the "
                      "password and changes images.");
    if (status.error) {
        details.remedy = registryRemedyFor(*status.error);
        details.message = plainText(status.error->message);
    }
    details.facts = {{Words::tr("Host"), plainLine(registry.host, 300)},
                     {Words::tr("Prefix"), plainLine(registry.repositoryPrefix, 300)},
                     {Words::tr("Login"), loginText(registry)},
                     {Words::tr("Logged in as"), plainLine(status.username, 200)},
                     {Words::tr("CA file"), registry.certificateAuthority},
                     {Words::tr("Before a push"), prePushText(registry)}};
    if (status.latency)
        details.facts += {Words::tr("Latency"), Words::tr("%1 ms").arg(numberText(status.latency->count()))};
    addTest(details, status.test);
    Section used{.key = u"recipes"_s, .title = Words::tr("Used by")};
    for (const QString &user : users)
        used.facts.push_back(fact(user));
    addSection(details, std::move(used));
    addTags(details, status);
    details.actions.push_back(
        {Kind::Test, Words::tr("Test"), true,
         status.state == RegistryStatus::State::Testing ? Words::tr("It is being tested.") : QString(),
         Words::tr("Logs in, lists tags, and begins an upload to each repository of ours that is given up.")});
    details.actions.push_back({Kind::Tags, Words::tr("Tags…")});
    details.actions.push_back({Kind::Edit, Words::tr("Edit")});
    details.actions.push_back({Kind::Remove, Words::tr("Remove…")});
    return details;
}

} // namespace fairlead::models
