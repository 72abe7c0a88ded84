// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "peopledetails.h"

#include "dispatchtable.h"
#include "models/detailsparts.h"
#include "models/plaintext.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using details::addSection;
using details::fact;
using Kind = ObjectAction::Kind;
using Section = ObjectDetails::Section;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(PeopleDetails)
};

void addPairs(ObjectDetails &details, const QString &key, const QString &title, const settings::TextPairs &pairs)
{
    Section section{.key = key, .title = title};
    for (const auto &[name, value] : pairs)
        section.facts.push_back(fact(name, value));
    addSection(details, std::move(section));
}

ObjectDetails objectDetails(const QString &name, const std::vector<FieldProblem> &problems)
{
    ObjectDetails details{
        .title = plainLine(name, 200), .state = problemsWord(problems), .severity = severityOf(problems)};
    QStringList messages;
    for (const FieldProblem &problem : problems)
        messages += problem.message;
    if (!messages.isEmpty())
        details.remedy =
            Remedy{hasErrors(problems) ? Words::tr("What is wrong") : Words::tr("Worth knowing"), messages.join(u'\n')};
    details.actions = {{Kind::Edit, Words::tr("Edit"), true}, {Kind::Remove, Words::tr("Remove…")}};
    return details;
}

} // namespace

ObjectDetails userDetails(const UserEntry &entry)
{
    ObjectDetails details = objectDetails(entry.user.name, entry.status);
    details.facts = {{Words::tr("Groups"), plainLine(entry.user.groups.join(", "_L1), 600)}};
    addPairs(details, u"adminProperties"_s, Words::tr("Admin properties"), entry.user.adminProperties);
    addPairs(details, u"userProperties"_s, Words::tr("User properties"), entry.user.userProperties);
    return details;
}

ObjectDetails projectDetails(const ProjectEntry &entry)
{
    ObjectDetails details = objectDetails(entry.project.name, entry.status);
    details.facts = {{Words::tr("Runtime config"), configChoiceText(entry.project.config)},
                     {Words::tr("Target"), targetChoiceText(entry.project.target)}};
    addPairs(details, u"variables"_s, Words::tr("Variables"), entry.project.variables);
    return details;
}

ObjectDetails dispatchDetails(const DispatchAnswer &answer)
{
    ObjectDetails details{.title = answer.userId.isEmpty() ? Words::tr("Anybody else") : answer.user,
                          .state = stateWord(answer.state),
                          .severity = severityOf(answer.state)};
    if (!answer.problems.isEmpty())
        details.remedy = Remedy{Words::tr("Why not"), answer.problems.join(u'\n')};
    const bool isContainerized = answer.state != DispatchAnswer::State::NotContainerized;
    details.facts = {
        {Words::tr("Project"), answer.projectId.isEmpty() ? Words::tr("none") : answer.project},
        {Words::tr("Runtime config"), !isContainerized          ? Words::tr("none: not in a container")
                                      : answer.config.isEmpty() ? Words::tr("none")
                                                                : answer.config},
        {Words::tr("Why"), answer.configBy},
        {Words::tr("Target"), answer.targets},
        {answer.targets.isEmpty() ? QString() : Words::tr("Why there"),
         answer.targets.isEmpty() ? QString() : answer.targetsBy},
        {Words::tr("Namespace"), answer.ns},
        {Words::tr("Made"), answer.nsNote},
    };
    addPairs(details, u"dispatchLabels"_s, Words::tr("Labels"), answer.labels);
    return details;
}

} // namespace fairlead::models
