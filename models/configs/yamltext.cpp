// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "yamltext.h"

#include "backends/files/yamltext.h"
#include "models/plaintext.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using files::YamlValue;
using Type = YamlValue::Type;

QString at(int line, int column, const QString &what)
{
    return QCoreApplication::translate("YamlText", "line %1, column %2: %3").arg(line).arg(column).arg(what);
}

QString expected(Type type, const YamlValue &found)
{
    return QCoreApplication::translate("YamlText", "expected %1, found %2")
        .arg(files::describe(type), files::describe(found.type));
}

} // namespace

YamlText readYamlText(const QString &text, Type type)
{
    if (text.trimmed().isEmpty())
        return {};
    const auto wrong = [](int line, int column, const QString &what) {
        return YamlText{{}, at(line, column, plainLine(what, 300)), line};
    };
    const auto document = files::parseYaml(text.toUtf8());
    if (!document)
        return wrong(document.error().line, document.error().column, document.error().key);
    if (!document->duplicateKeys.empty()) {
        const files::YamlPlace &twice = document->duplicateKeys.front();
        return wrong(twice.line, twice.column,
                     QCoreApplication::translate("YamlText", "%1 stands twice").arg(twice.key));
    }
    const YamlValue &root = document->root;
    if (root.type != Type::Null && root.type != type)
        return wrong(root.line, root.column, expected(type, root));
    return {.part = {root}};
}

QString toText(const settings::YamlPart &part)
{
    return part.isEmpty() ? QString() : QString::fromUtf8(files::yamlLines(part.value, 0)).trimmed();
}

std::vector<FieldProblem> located(std::vector<FieldProblem> problems, const QString &field,
                                  const std::vector<manifests::SchemaProblem> &found)
{
    for (const manifests::SchemaProblem &each : found) {
        const QString said = u"%1: %2"_s.arg(plainLine(each.field, 200), each.message);
        for (FieldProblem &problem : problems) {
            if (problem.field == field && problem.message == said)
                problem.message = at(each.line, each.column, said);
        }
    }
    return problems;
}

} // namespace fairlead::models
