// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "output.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <numeric>

#include <nlohmann/json.hpp>
#include <yaml-cpp/yaml.h>

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

namespace {

volatile std::sig_atomic_t outlivesReaders = 0;

//! \return false, with errno set, when not all of it went out.
bool write(FILE *file, const QByteArray &bytes)
{
    const auto size = std::size_t(bytes.size());
    return std::fwrite(bytes.constData(), 1, size, file) == size && std::fflush(file) == 0;
}

void emitYaml(YAML::Emitter &out, const nlohmann::ordered_json &value)
{
    switch (value.type()) {
    case nlohmann::json::value_t::object:
        if (value.empty())
            out << YAML::Flow;
        out << YAML::BeginMap;
        for (const auto &[key, member] : value.items()) {
            out << YAML::Key << key << YAML::Value;
            emitYaml(out, member);
        }
        out << YAML::EndMap;
        break;
    case nlohmann::json::value_t::array:
        if (value.empty() || !value.front().is_structured())
            out << YAML::Flow;
        out << YAML::BeginSeq;
        for (const auto &item : value)
            emitYaml(out, item);
        out << YAML::EndSeq;
        break;
    case nlohmann::json::value_t::string:
        out << YAML::DoubleQuoted << value.get<std::string>();
        break;
    case nlohmann::json::value_t::null:
        out << YAML::Null;
        break;
    case nlohmann::json::value_t::boolean:
        out << value.get<bool>();
        break;
    default:
        out << YAML::Auto << value.dump(); // numbers are the same in both
    }
}

} // namespace

void writeOut(const QString &text)
{
    writeOut(text.toUtf8());
}

void writeOut(const QByteArray &bytes)
{
    if (write(stdout, bytes) || outlivesReaders != 0)
        return;
    writeError(u"fairleadctl: cannot write the answer: %1\n"_s.arg(qt_error_string(errno)));
    endProcess(NoneAnswered); // who reads it has no answer
}

void writeError(const QString &text)
{
    write(stderr, text.toUtf8());
}

void outliveReaders()
{
    ::signal(SIGPIPE, SIG_IGN);
    outlivesReaders = 1;
}

void endProcess(int exitCode)
{
    std::_Exit(exitCode);
}

QString formatTable(const QList<QStringList> &rows)
{
    QList<qsizetype> widths;
    for (const QStringList &row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (qsizetype i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], row[i].size());
    }
    QString text;
    text.reserve(rows.size() * std::accumulate(widths.begin(), widths.end(), 2 * widths.size()));
    for (const QStringList &row : rows) {
        for (qsizetype i = 0; i < row.size(); ++i) {
            text += row[i];
            if (i + 1 < row.size())
                text.resize(text.size() + widths[i] + 2 - row[i].size(), u' ');
        }
        while (text.endsWith(u' '))
            text.chop(1);
        text += u'\n';
    }
    return text;
}

QString formatYaml(const nlohmann::ordered_json &document)
{
    YAML::Emitter out;
    out.SetOutputCharset(YAML::EscapeNonAscii);
    emitYaml(out, document);
    return QString::fromUtf8(out.c_str()) + u'\n';
}

void writeAnswer(Format format, const QList<QStringList> &rows, const nlohmann::ordered_json &document)
{
    switch (format) {
    case Format::Table:
        return writeOut(formatTable(rows));
    case Format::Csv:
        return writeOut(formatCsv(rows));
    case Format::Json:
        return writeOut(formatJson(document));
    case Format::Yaml:
        return writeOut(formatYaml(document));
    }
}

} // namespace fairlead::ctl
