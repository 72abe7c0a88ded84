// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "checktables.h"

#include "jsonvalues.h"
#include "output.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

bool CheckedObject::hasFailed() const
{
    return std::any_of(lines.begin(), lines.end(), [](const CheckLine &line) { return line.state == "failed"_L1; });
}

void printChecks(const std::vector<CheckedObject> &objects, const QString &kind, const QString &list, Format format)
{
    QList<QStringList> rows{{u"NAME"_s, u"CHECK"_s, u"STATE"_s, u"WHAT WAS FOUND"_s}};
    Json array = Json::array();
    for (const CheckedObject &object : objects) {
        Json checks = Json::array();
        for (const CheckLine &line : object.lines) {
            const QString remedy = line.remedy.isEmpty() ? QString() : u" ("_s + line.remedy + u')';
            rows += {oneLine(object.name), line.check, line.state, oneLine(line.text + remedy)};
            checks.push_back({{"check", line.check.toStdString()},
                              {"state", line.state.toStdString()},
                              {"text", line.text.toStdString()},
                              {"remedy", line.remedy.isEmpty() ? Json(nullptr) : Json(line.remedy.toStdString())}});
        }
        array.push_back({{"id", object.id.toStdString()},
                         {"name", object.name.toStdString()},
                         {"address", object.address.toStdString()},
                         {"ok", !object.hasFailed()},
                         {"checks", std::move(checks)}});
    }
    const Json document{
        {"apiVersion", "fairlead/v1"}, {"kind", kind.toStdString()}, {list.toStdString(), std::move(array)}};
    writeAnswer(format, rows, document);
}

int exitCodeOf(const std::vector<CheckedObject> &objects)
{
    const auto failed =
        std::count_if(objects.begin(), objects.end(), [](const CheckedObject &object) { return object.hasFailed(); });
    if (failed == 0)
        return AllAnswered;
    return failed == qsizetype(objects.size()) ? NoneAnswered : SomeFailed;
}

} // namespace fairlead::ctl
