// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dockerfile.h"

#include <QRegularExpression>
#include <QStringList>

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

bool mayHaveHeredoc(const QString &keyword)
{
    return keyword == "RUN"_L1 || keyword == "COPY"_L1 || keyword == "ADD"_L1;
}

//! Names of the heredocs that a line opens, in order; with "-" before one whose lines may be indented by tabs.
QStringList heredocsOf(const QString &text)
{
    static const QRegularExpression heredoc(u"(?<![<\\w])<<(-?)(['\"]?)([A-Za-z_][A-Za-z0-9_]*)\\2"_s);
    QStringList names;
    for (auto it = heredoc.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        names += match.captured(1) + match.captured(3);
    }
    return names;
}

QString unquoted(const QString &text)
{
    const bool isQuoted =
        text.size() >= 2 && (text.front() == u'"' || text.front() == u'\'') && text.back() == text.front();
    return isQuoted ? text.sliced(1, text.size() - 2) : text;
}

//! At blanks that stand in no quotes.
QStringList words(const QString &text)
{
    static const QRegularExpression word(u"(?:[^\\s\"']|\"(?:\\\\.|[^\"\\\\])*\"|'[^']*')+"_s);
    QStringList result;
    for (auto it = word.globalMatch(text); it.hasNext();)
        result += it.next().captured();
    return result;
}

class Parser
{
public:
    explicit Parser(const QByteArray &text)
        : m_lines(QString::fromUtf8(text).split(u'\n'))
        , m_escape(escapeOf(m_lines))
    {
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
        if (mayHaveHeredoc(instruction.keyword)) {
            for (const QString &name : heredocsOf(instruction.text)) {
                if (!skipHeredoc(name))
                    return DockerfileError{first, u"the heredoc %1 does not end"_s.arg(name)};
            }
            instruction.lastLine = int(m_at);
        }
        if (auto problem = understand(instruction))
            return problem;
        m_file.instructions.push_back(std::move(instruction));
        return {};
    }

    //! Lines that end with the escape go on; comments and empty lines among them are none.
    QString readContinued()
    {
        QString text;
        for (bool goesOn = true; goesOn && m_at < m_lines.size(); ++m_at) {
            QString line = m_lines[m_at];
            if (!text.isEmpty() && (isComment(line) || line.trimmed().isEmpty()))
                continue;
            QString end = line;
            while (!end.isEmpty() && end.back().isSpace())
                end.chop(1);
            goesOn = end.endsWith(m_escape);
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
                m_file.arguments.push_back({equals < 0 ? word : word.first(equals),
                                            equals < 0 ? QString() : unquoted(word.sliced(equals + 1)), equals >= 0,
                                            m_file.stages.empty(), instruction.line});
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
    QChar m_escape;
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

QString expanded(const QString &text, const QHash<QString, QString> &values)
{
    static const QRegularExpression variable(
        u"\\\\(.)|\\$(?:([A-Za-z_][A-Za-z0-9_]*)|\\{([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-+])([^}]*))?\\})"_s);
    QString result;
    qsizetype from = 0;
    for (auto it = variable.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        result += text.mid(from, match.capturedStart() - from);
        from = match.capturedEnd();
        if (match.hasCaptured(1)) { // an escaped sign
            result += match.captured(1);
            continue;
        }
        const QString name = match.captured(2) + match.captured(3);
        const auto value = values.constFind(name);
        const QString modifier = match.captured(4);
        const bool isSet = value != values.constEnd() && !(modifier.startsWith(u':') && value->isEmpty());
        if (modifier.endsWith(u'-'))
            result += isSet ? *value : match.captured(5);
        else if (modifier.endsWith(u'+'))
            result += isSet ? match.captured(5) : QString();
        else
            result += isSet ? *value : match.captured();
    }
    return result + text.mid(from);
}

QStringList baseImagesOf(const Dockerfile &file, const QHash<QString, QString> &arguments)
{
    QHash<QString, QString> values;
    for (const Dockerfile::Argument &argument : file.arguments) {
        if (!argument.isGlobal)
            continue;
        if (const auto given = arguments.constFind(argument.name); given != arguments.constEnd())
            values.insert(argument.name, *given);
        else if (argument.hasValue)
            values.insert(argument.name, expanded(argument.value, values));
    }
    QStringList images;
    QStringList stages;
    for (const Dockerfile::Stage &stage : file.stages) {
        const QString from = expanded(stage.from, values);
        if (!stages.contains(from.toLower()) && from != "scratch"_L1 && !images.contains(from))
            images += from;
        if (!stage.name.isEmpty())
            stages += stage.name;
    }
    return images;
}

} // namespace fairlead::images
