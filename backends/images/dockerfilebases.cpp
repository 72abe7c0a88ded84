// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dockerfilebases.h"

#include "platformname.h"
#include "shelltext.h"

#include <QSysInfo>

#include <algorithm>
#include <optional>
#include <set>

using namespace Qt::StringLiterals;

namespace fairlead::images {

namespace {

//! Source: Dockerfile reference, "Automatic platform ARGs in the global scope".
void addPlatform(QHash<QString, QString> &values, const QString &prefix, const QString &platform)
{
    values.insert(prefix + u"PLATFORM"_s, platform);
    values.insert(prefix + u"OS"_s, platform.section(u'/', 0, 0));
    values.insert(prefix + u"ARCH"_s, platform.section(u'/', 1, 1));
    values.insert(prefix + u"VARIANT"_s, platform.section(u'/', 2, 2));
}

//! A place where another stage, or an image, is named.
struct Source
{
    QString name;
    int line = 0;
};

//! Those of COPY --from and RUN --mount. A variable in them docker refuses itself.
std::vector<Source> sourcesOf(const Dockerfile::Instruction &instruction)
{
    std::vector<Source> sources;
    for (const QString &flag : instruction.flags) {
        if (instruction.keyword == "COPY"_L1 && flag.startsWith("--from="_L1))
            sources.push_back({flag.section(u'=', 1), instruction.line});
        if (instruction.keyword != "RUN"_L1 || !flag.startsWith("--mount="_L1))
            continue;
        for (const QString &field : flag.section(u'=', 1).split(u',')) {
            if (field.section(u'=', 0, 0).compare("from"_L1, Qt::CaseInsensitive) == 0)
                sources.push_back({field.section(u'=', 1), instruction.line});
        }
    }
    std::erase_if(sources, [](const Source &source) { return source.name.isEmpty() || source.name.contains(u'$'); });
    return sources;
}

class Finder
{
public:
    Finder(const Dockerfile &file, const BuildChoice &choice)
        : m_file(file)
        , m_choice(choice)
        , m_builderPlatform(normalPlatform(choice.builderPlatform))
        , m_platform(normalPlatform(choice.platform))
    {
        if (m_builderPlatform.isEmpty())
            m_builderPlatform = normalPlatform(u"linux/"_s + QSysInfo::currentCpuArchitecture());
        if (m_platform.isEmpty())
            m_platform = m_builderPlatform;
        readValues();
        readSources();
    }

    tl::expected<std::vector<BaseUse>, DockerfileError> find()
    {
        const std::optional<std::size_t> target = this->target();
        if (!target)
            return tl::unexpected(DockerfileError{1, u"there is no stage %1"_s.arg(m_choice.target)});
        const std::set<std::size_t> needed = m_choice.isClassic ? upTo(*target) : neededFor(*target);
        for (const std::size_t stage : needed) {
            if (const auto problem = addStage(stage))
                return tl::unexpected(*problem);
        }
        return m_bases;
    }

    bool skipsStages()
    {
        const std::optional<std::size_t> target = this->target();
        return target && neededFor(*target).size() < *target + 1;
    }

private:
    void readValues();
    void readSources();
    std::optional<std::size_t> stageOf(const QString &name, std::size_t before, bool isNumber) const;
    std::optional<std::size_t> target() const;
    static std::set<std::size_t> upTo(std::size_t target);
    std::set<std::size_t> neededFor(std::size_t target) const;
    std::optional<DockerfileError> addStage(std::size_t index);
    void add(const BaseUse &base);

    tl::expected<QString, QString> expanded(const QString &text) const
    {
        const auto read = shellText(text, m_values, {.escape = m_file.escape});
        if (!read)
            return tl::unexpected(read.error());
        return read->text;
    }

    const Dockerfile &m_file;
    const BuildChoice &m_choice;
    QString m_builderPlatform;
    QString m_platform;
    QHash<QString, QString> m_values;
    std::vector<std::vector<Source>> m_sources; //!< by stage
    std::vector<BaseUse> m_bases;
};

void Finder::readValues()
{
    if (!m_choice.isClassic) {
        addPlatform(m_values, u"BUILD"_s, m_builderPlatform);
        addPlatform(m_values, u"TARGET"_s, m_platform);
        m_values.insert(u"TARGETSTAGE"_s, m_choice.target.isEmpty() ? u"default"_s : m_choice.target);
        for (auto it = m_values.begin(); it != m_values.end(); ++it)
            it.value() = m_choice.arguments.value(it.key(), it.value());
    }
    for (const Dockerfile::Argument &argument : m_file.arguments) {
        if (!argument.isGlobal)
            continue;
        if (const auto given = m_choice.arguments.constFind(argument.name); given != m_choice.arguments.constEnd())
            m_values.insert(argument.name, *given);
        else if (argument.hasValue)
            m_values.insert(argument.name, expanded(argument.source).value_or(QString()));
    }
}

void Finder::readSources()
{
    for (const Dockerfile::Instruction &instruction : m_file.instructions) {
        if (instruction.keyword == "FROM"_L1)
            m_sources.emplace_back();
        else if (!m_sources.empty()) {
            for (Source &source : sourcesOf(instruction))
                m_sources.back().push_back(std::move(source));
        }
    }
}

//! The last one of that name, or the one with that number.
std::optional<std::size_t> Finder::stageOf(const QString &name, std::size_t before, bool isNumber) const
{
    for (std::size_t i = before; i-- > 0;) {
        if (!m_file.stages[i].name.isEmpty() && m_file.stages[i].name == name.toLower())
            return i;
    }
    bool isNumeric = false;
    const qulonglong number = name.toULongLong(&isNumeric);
    return isNumber && isNumeric && number < before ? std::optional<std::size_t>(number) : std::nullopt;
}

std::optional<std::size_t> Finder::target() const
{
    const QString name = m_choice.target.trimmed();
    return name.isEmpty() ? m_file.stages.size() - 1 : stageOf(name, m_file.stages.size(), true);
}

std::set<std::size_t> Finder::upTo(std::size_t target)
{
    std::set<std::size_t> stages;
    for (std::size_t i = 0; i <= target; ++i)
        stages.insert(i);
    return stages;
}

std::set<std::size_t> Finder::neededFor(std::size_t target) const
{
    std::set<std::size_t> needed{target};
    std::vector<std::size_t> left{target};
    const auto need = [&needed, &left](const std::optional<std::size_t> &stage) {
        if (stage && needed.insert(*stage).second)
            left.push_back(*stage);
    };
    while (!left.empty()) {
        const std::size_t index = left.back();
        left.pop_back();
        need(stageOf(expanded(m_file.stages[index].from).value_or(QString()), index, false));
        for (const Source &source : m_sources[index])
            need(stageOf(source.name, m_file.stages.size(), true));
    }
    return needed;
}

std::optional<DockerfileError> Finder::addStage(std::size_t index)
{
    const Dockerfile::Stage &stage = m_file.stages[index];
    const auto from = expanded(stage.from);
    if (!from || from->isEmpty())
        return DockerfileError{
            stage.line,
            u"FROM %1: %2"_s.arg(stage.from, from ? u"names no image: its arguments have no value"_s : from.error())};
    const QString platform = normalPlatform(expanded(stage.platform).value_or(QString()));
    if (!stageOf(*from, index, false))
        add({*from, platform == m_platform ? QString() : platform, stage.line});
    for (const Source &source : m_sources[index]) {
        if (!stageOf(source.name, m_file.stages.size(), true))
            add({source.name, {}, source.line});
    }
    return {};
}

void Finder::add(const BaseUse &base)
{
    const auto isSame = [&base](const BaseUse &other) {
        return other.image == base.image && other.platform == base.platform;
    };
    if (base.image != "scratch"_L1 && std::none_of(m_bases.begin(), m_bases.end(), isSame))
        m_bases.push_back(base);
}

bool namesPlatform(const QString &text)
{
    const auto read = shellText(text, {}, {.keepsUnset = true});
    QHash<QString, QString> automatic;
    addPlatform(automatic, u"BUILD"_s, {});
    addPlatform(automatic, u"TARGET"_s, {});
    return read && std::any_of(read->names.begin(), read->names.end(),
                               [&automatic](const QString &name) { return automatic.contains(name); });
}

} // namespace

tl::expected<std::vector<BaseUse>, DockerfileError> basesOf(const Dockerfile &file, const BuildChoice &choice)
{
    if (file.stages.empty())
        return {};
    return Finder(file, choice).find();
}

bool needsBuildKit(const Dockerfile &file, const BuildChoice &choice)
{
    return !file.stages.empty() &&
           (Finder(file, choice).skipsStages() ||
            std::any_of(file.stages.begin(), file.stages.end(), [](const Dockerfile::Stage &stage) {
                return namesPlatform(stage.from) || namesPlatform(stage.platform);
            }));
}

} // namespace fairlead::images
