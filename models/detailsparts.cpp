// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "detailsparts.h"

#include "models/formats.h"
#include "models/plaintext.h"

using namespace Qt::StringLiterals;

namespace fairlead::models::details {

namespace {

using Section = ObjectDetails::Section;

constexpr qsizetype MostRows = 200; // of a section

} // namespace

Fact fact(const QString &title, const QString &note, const QString &text)
{
    return {.key = title + u'\n' + note,
            .title = plainLine(title, 300),
            .note = plainLine(note, 300),
            .text = plainText(text, 2'000),
            .toolTip = {},
            .copied = plainLine(title + u'\t' + note, 1'024)};
}

void addSection(ObjectDetails &details, Section section)
{
    const qsizetype all = qsizetype(section.facts.size());
    if (all == 0)
        return;
    section.note = numberText(all);
    if (all > MostRows) {
        section.facts.resize(std::size_t(MostRows));
        section.facts.push_back(fact(Words::tr("and %Ln more", nullptr, int(all - MostRows))));
    }
    details.sections.push_back(std::move(section));
}

void addTest(ObjectDetails &details, const TestReport &test)
{
    if (test.lines.empty() && !test.isRunning)
        return;
    Section section{.key = u"test"_s, .title = Words::tr("Test"), .style = Section::Style::Statements};
    for (const TestReport::Line &line : test.lines) {
        Fact each = fact(line.name, {}, line.text);
        each.severity = line.severity;
        section.facts.push_back(std::move(each));
    }
    section.note = test.isRunning   ? Words::tr("running")
                   : test.ended > 0 ? Words::tr("%1 ago").arg(durationText(secondsNow() - test.ended))
                                    : QString();
    details.sections.push_back(std::move(section));
}

void addLabels(ObjectDetails &details, const docker::Labels &labels)
{
    Section section{.key = u"labels"_s, .title = Words::tr("Labels")};
    for (auto it = labels.begin(); it != labels.end(); ++it)
        section.facts.push_back(fact(it.key(), it.value()));
    addSection(details, std::move(section));
}

QString bytesText(std::int64_t bytes)
{
    return bytes < 0 ? QString() : memoryText(bytes);
}

QString createdText(std::int64_t created)
{
    return created > 0 ? Words::tr("%1 ago, %2").arg(durationText(secondsNow() - created), timeText(created))
                       : QString();
}

} // namespace fairlead::models::details
