// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "buildinstructions.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::docker {

namespace {

constexpr int NumberLimit = 100'000;

QString keywordOf(const QString &text)
{
    return text.section(u' ', 0, 0, QString::SectionSkipEmpty).toUpper();
}

//! BuildKit puts in the values of variables, and leaves the contents of heredocs away.
bool isShownAs(const QString &instruction, const QString &shown)
{
    const bool mayDiffer = instruction.contains(u'$') || instruction.contains("<<"_L1);
    return mayDiffer ? keywordOf(instruction) == keywordOf(shown) : instruction.simplified() == shown.simplified();
}

//! "2/3"; false where it is none.
bool readNumbers(const QString &text, int &number, int &total)
{
    bool isNumber = false;
    bool isTotal = false;
    number = text.section(u'/', 0, 0).toInt(&isNumber);
    total = text.section(u'/', 1).toInt(&isTotal);
    return isNumber && isTotal && number > 0 && number <= total && total <= NumberLimit;
}

//! Behind AS.
QString stageNameOf(const QString &from)
{
    const QStringList words = from.simplified().split(u' ');
    const bool isNamed = words.size() >= 4 && words[words.size() - 2].compare("AS"_L1, Qt::CaseInsensitive) == 0;
    return isNamed ? words.last().toLower() : QString();
}

} // namespace

VertexName VertexName::parse(const QString &name)
{
    VertexName vertex{.text = name};
    const qsizetype end = name.indexOf("] "_L1);
    if (!name.startsWith(u'[') || end < 0)
        return vertex;
    QStringList words = name.sliced(1, end - 1).simplified().split(u' ');
    int number = 0;
    int total = 0;
    if (!readNumbers(words.takeLast(), number, total))
        return vertex;
    words.removeIf([](const QString &word) { return word.contains(u'/'); }); // platforms
    return {.stage = words.value(0), .number = number, .total = total, .text = name.sliced(end + 2)};
}

BuildInstructions::BuildInstructions(std::vector<BuildInstruction> all)
    : m_all(std::move(all))
{
    for (std::size_t i = 0; i < m_all.size(); ++i) {
        const QString keyword = keywordOf(m_all[i].text);
        if (keyword == "FROM"_L1) {
            const QString name = stageNameOf(m_all[i].text);
            m_stages.push_back(
                {.name = name.isEmpty() ? u"stage-%1"_s.arg(m_stages.size()) : name, .begin = i, .end = i + 1});
        }
        if (m_stages.empty())
            continue;
        m_stages.back().end = i + 1;
        if (keyword == "RUN"_L1 || keyword == "COPY"_L1 || keyword == "ADD"_L1 || keyword == "WORKDIR"_L1)
            m_stages.back().counted.push_back(int(i));
    }
}

int BuildInstructions::lineOfStep(int number) const
{
    return number >= 1 && std::size_t(number) <= m_all.size() ? m_all[std::size_t(number) - 1].line : 0;
}

QString BuildInstructions::textOfStep(int number) const
{
    return number >= 1 && std::size_t(number) <= m_all.size() ? m_all[std::size_t(number) - 1].text : QString();
}

int BuildInstructions::lineOfVertex(const VertexName &vertex) const
{
    const Stage *stage = vertex.number > 0 ? stageOf(vertex.stage) : nullptr;
    if (!stage)
        return 0;
    const int before = vertex.total - int(stage->counted.size()); // 1: its FROM counts
    const int place = vertex.number - 1 - before;
    if (before == 1 && vertex.number == 1 && keywordOf(vertex.text) == "FROM"_L1)
        return m_all[stage->begin].line;
    if ((before == 0 || before == 1) && place >= 0) {
        const BuildInstruction &instruction = m_all[std::size_t(stage->counted[std::size_t(place)])];
        if (isShownAs(instruction.text, vertex.text))
            return instruction.line;
    }
    return lineByText(*stage, vertex.text);
}

const BuildInstructions::Stage *BuildInstructions::stageOf(const QString &name) const
{
    if (name.isEmpty())
        return m_stages.size() == 1 ? &m_stages.front() : nullptr;
    const auto it = std::find_if(m_stages.begin(), m_stages.end(),
                                 [lower = name.toLower()](const Stage &stage) { return stage.name == lower; });
    return it == m_stages.end() ? nullptr : &*it;
}

int BuildInstructions::lineByText(const Stage &stage, const QString &text) const
{
    int line = 0;
    for (std::size_t i = stage.begin; i < stage.end; ++i) {
        if (m_all[i].text.simplified() != text.simplified())
            continue;
        if (line > 0)
            return 0; // there twice
        line = m_all[i].line;
    }
    return line;
}

} // namespace fairlead::docker
