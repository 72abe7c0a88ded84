// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dockerfile.h"

#include "dockerfilewords.h"

#include <QRegularExpression>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace fairlead::images {

namespace {

constexpr qsizetype LongestText = 1 << 20;
constexpr std::size_t MostInstructions = 10'000;

tl::unexpected<DockerfileError> error(int line, const QString &message)
{
    return tl::make_unexpected(DockerfileError{line, message});
}

//! `# escape=\`` at the top.
QChar escapeOf(const QStringList &lines)
{
    static const QRegularExpression directive(u"\\A#\\s*([A-Za-z][A-Za-z0-9]*)\\s*=\\s*(.+?)\\s*\\z"_s);
    for (const QString &line : lines) {
        const QRegularExpressionMatch match = directive.match(line.trimmed());
        if (!match.hasMatch())
            break;
        if (match.captured(1).compare("escape"_L1, Qt::CaseInsensitive) == 0)
            return match.captured(2).at(0);
    }
    return u'\\';
}

bool isComment(const QString &line)
{
    return line.trimmed().startsWith(u'#');
}

class Parser
{
public:
    explicit Parser(const QByteArray &text)
        : m_lines(QString::fromUtf8(text).split(u'\n'))
    {
        m_file.escape = escapeOf(m_lines);
        for (QString &line : m_lines) {
            if (line.endsWith(u'\r'))
                line.chop(1);
        }
    }

    tl::expected<Dockerfile, DockerfileError> parse()
    {
        while (m_at < m_lines.size()) {
            if (m_lines[m_at].trimmed().isEmpty() || isComment(m_lines[m_at])) {
                ++m_at;
                continue;
            }
            if (m_file.instructions.size() == MostInstructions)
                return error(int(m_at) + 1, u"more than %1 instructions"_s.arg(MostInstructions));
            if (const auto problem = readInstruction())
                return tl::make_unexpected(*problem);
        }
        if (m_file.stages.empty())
            return error(1, u"there is no FROM"_s);
        return std::move(m_file);
    }

private:
    std::optional<DockerfileError> readInstruction()
    {
        const int first = int(m_at) + 1;
        QString text = readContinued();
        static const QRegularExpression start(u"\\A\\s*(\\S+)\\s*(.*)\\z"_s,
                                              QRegularExpression::DotMatchesEverythingOption);
        const QRegularExpressionMatch match = start.match(text);
        Dockerfile::Instruction instruction{match.captured(1).toUpper(), match.captured(2).trimmed(), first, int(m_at)};
        instruction.flags = flagsOf(instruction.text, m_file.escape);
        instruction.heredocs = heredocsOf(instruction.keyword, instruction.text, m_file.escape);
        for (const QString &name : instruction.heredocs) {
            if (!skipHeredoc(name))
                return DockerfileError{first, u"the heredoc %1 does not end"_s.arg(name)};
        }
        instruction.lastLine = int(m_at);
        if (auto problem = understand(instruction))
            return problem;
        m_file.instructions.push_back(std::move(instruction));
        return {};
    }

    //! Lines that end with the escape go on, unless it is escaped; comments and empty lines among them are none.
    QString readContinued()
    {
        QString text;
        bool goesOn = true;
        for (const qsizetype first = m_at; goesOn && m_at < m_lines.size(); ++m_at) {
            QString line = m_lines[m_at];
            if (m_at > first && (isComment(line) || line.trimmed().isEmpty()))
                continue;
            QString end = line;
            while (!end.isEmpty() && end.back().isSpace())
                end.chop(1);
            goesOn = end.endsWith(m_file.escape) && !end.chopped(1).endsWith(m_file.escape);
            if (goesOn)
                line = end.chopped(1);
            text += line;
        }
        return text;
    }

    bool skipHeredoc(const QString &name)
    {
        const bool mayBeIndented = name.startsWith(u'-');
        const QString end = mayBeIndented ? name.sliced(1) : name;
        while (m_at < m_lines.size()) {
            QString line = m_lines[m_at++];
            while (mayBeIndented && line.startsWith(u'\t'))
                line.remove(0, 1);
            if (line == end)
                return true;
        }
        return false;
    }

    std::optional<DockerfileError> understand(const Dockerfile::Instruction &instruction)
    {
        if (instruction.keyword == "FROM"_L1)
            return addStage(instruction);
        if (instruction.keyword == "ARG"_L1) {
            for (const QString &word : words(instruction.text)) {
                const qsizetype equals = word.indexOf(u'=');
                if (equals == 0)
                    return DockerfileError{instruction.line, u"an ARG without a name, before %1"_s.arg(word.left(40))};
                m_file.arguments.push_back({equals < 0 ? word : word.first(equals),
                                            equals < 0 ? QString() : unquoted(word.sliced(equals + 1)), equals >= 0,
                                            m_file.stages.empty(), instruction.line,
                                            equals < 0 ? QString() : word.sliced(equals + 1)});
            }
            return {};
        }
        if (m_file.stages.empty())
            return DockerfileError{instruction.line,
                                   u"%1 before the first FROM; only ARG may be"_s.arg(instruction.keyword.left(40))};
        return {};
    }

    std::optional<DockerfileError> addStage(const Dockerfile::Instruction &instruction)
    {
        QStringList parts = words(instruction.text);
        Dockerfile::Stage stage{.line = instruction.line};
        while (!parts.isEmpty() && parts.front().startsWith("--"_L1)) {
            const QString flag = parts.takeFirst();
            if (flag.startsWith("--platform="_L1))
                stage.platform = unquoted(flag.section(u'=', 1));
        }
        const bool hasName = parts.size() == 3 && parts[1].compare("AS"_L1, Qt::CaseInsensitive) == 0;
        if (parts.size() != 1 && !hasName)
            return DockerfileError{instruction.line, u"FROM takes an image, and AS with the name of the stage"_s};
        stage.from = unquoted(parts.front());
        if (hasName)
            stage.name = parts[2].toLower();
        m_file.stages.push_back(std::move(stage));
        return {};
    }

    QStringList m_lines;
    qsizetype m_at = 0;
    Dockerfile m_file;
};

} // namespace

tl::expected<Dockerfile, DockerfileError> parseDockerfile(const QByteArray &text)
{
    if (text.size() > LongestText)
        return error(1, u"larger than %1 bytes"_s.arg(LongestText));
    return Parser(text.startsWith("\xef\xbb\xbf") ? text.sliced(3) : text).parse();
}

} // namespace fairlead::images
