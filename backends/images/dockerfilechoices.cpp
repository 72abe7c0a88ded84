// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dockerfilechoices.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::images {

namespace {

//! Platforms and proxies: Dockerfile reference, "Predefined ARGs" and "Automatic platform ARGs".
bool isTheBuilders(const QString &name)
{
    static const QRegularExpression names(u"\\A(?:(?:BUILD|TARGET)(?:PLATFORM|OS|ARCH|VARIANT)|TARGETSTAGE|"
                                          "(?:HTTP|HTTPS|FTP|NO|ALL)_PROXY|(?:http|https|ftp|no|all)_proxy)\\z"_s);
    return names.match(name).hasMatch();
}

} // namespace

DockerfileChoices choicesOf(const Dockerfile &file)
{
    DockerfileChoices choices;
    for (const Dockerfile::Stage &stage : file.stages) {
        const auto isIt = [&stage](const auto &target) { return target.name == stage.name; };
        if (!stage.name.isEmpty() && std::none_of(choices.targets.begin(), choices.targets.end(), isIt))
            choices.targets.push_back({stage.name, stage.from});
    }
    for (const Dockerfile::Argument &argument : file.arguments) {
        if (isTheBuilders(argument.name))
            continue;
        const auto known = std::find_if(choices.arguments.begin(), choices.arguments.end(),
                                        [&argument](const auto &each) { return each.name == argument.name; });
        if (known == choices.arguments.end()) {
            choices.arguments.push_back({argument.name, argument.value, argument.hasValue, argument.line});
        } else if (!known->hasValue && argument.hasValue) {
            known->value = argument.value;
            known->hasValue = true;
        }
    }
    return choices;
}

} // namespace fairlead::images
