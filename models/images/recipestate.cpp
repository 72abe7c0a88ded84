// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "recipestate.h"

#include "models/formats.h"
#include "models/plaintext.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("RecipeState", text);
}

QString working(const QString &word, const std::optional<double> &progress)
{
    return progress ? translated(QT_TRANSLATE_NOOP("RecipeState", "%1 %2 %")).arg(word).arg(int(*progress * 100))
                    : word;
}

std::int64_t countOf(const RecipeState &state, RegistryState::State wanted)
{
    return std::count_if(state.registries.begin(), state.registries.end(),
                         [wanted](const RegistryState &registry) { return registry.state == wanted; });
}

} // namespace

QString stateText(const RecipeState &state)
{
    switch (state.state) {
    case RecipeState::State::Unknown:
        return translated(QT_TRANSLATE_NOOP("RecipeState", "not known"));
    case RecipeState::State::NotBuilt:
        return translated(QT_TRANSLATE_NOOP("RecipeState", "not built"));
    case RecipeState::State::Current:
        return translated(QT_TRANSLATE_NOOP("RecipeState", "current"));
    case RecipeState::State::OutOfDate:
        return translated(QT_TRANSLATE_NOOP("RecipeState", "out of date"));
    case RecipeState::State::Building:
        return working(translated(QT_TRANSLATE_NOOP("RecipeState", "building")), state.progress);
    case RecipeState::State::Pushing:
        return working(translated(QT_TRANSLATE_NOOP("RecipeState", "pushing")), state.progress);
    case RecipeState::State::Failed:
        return translated(QT_TRANSLATE_NOOP("RecipeState", "failed"));
    }
    return {};
}

Severity severityOf(RecipeState::State state)
{
    switch (state) {
    case RecipeState::State::Unknown:
    case RecipeState::State::NotBuilt:
        return Severity::Dim;
    case RecipeState::State::Building:
    case RecipeState::State::Pushing:
        return Severity::Neutral;
    case RecipeState::State::Current:
        return Severity::Ok;
    case RecipeState::State::OutOfDate:
        return Severity::Warning;
    case RecipeState::State::Failed:
        return Severity::Error;
    }
    return Severity::Neutral;
}

QString stateText(RegistryState::State state)
{
    switch (state) {
    case RegistryState::State::Unknown:
        return translated(QT_TRANSLATE_NOOP("RecipeState", "not known"));
    case RegistryState::State::NotPushed:
        return translated(QT_TRANSLATE_NOOP("RecipeState", "not pushed"));
    case RegistryState::State::Current:
        return translated(QT_TRANSLATE_NOOP("RecipeState", "pushed"));
    case RegistryState::State::Uncompared:
        return translated(QT_TRANSLATE_NOOP("RecipeState", "there, not compared"));
    case RegistryState::State::Differs:
        return translated(QT_TRANSLATE_NOOP("RecipeState", "differs"));
    case RegistryState::State::Failed:
        return translated(QT_TRANSLATE_NOOP("RecipeState", "failed"));
    }
    return {};
}

Severity severityOf(RegistryState::State state)
{
    switch (state) {
    case RegistryState::State::Unknown:
    case RegistryState::State::NotPushed:
    case RegistryState::State::Uncompared:
        return Severity::Dim;
    case RegistryState::State::Current:
        return Severity::Ok;
    case RegistryState::State::Differs:
        return Severity::Warning;
    case RegistryState::State::Failed:
        return Severity::Error;
    }
    return Severity::Neutral;
}

QString registriesText(const RecipeState &state)
{
    if (state.registries.empty())
        return {};
    QStringList parts{translated(QT_TRANSLATE_NOOP("RecipeState", "%1 of %2"))
                          .arg(numberText(countOf(state, RegistryState::State::Current)),
                               numberText(std::int64_t(state.registries.size())))};
    if (const std::int64_t count = countOf(state, RegistryState::State::Differs); count > 0)
        parts += QCoreApplication::translate("RecipeState", "%Ln differ(s)", nullptr, int(count));
    if (const std::int64_t count = countOf(state, RegistryState::State::Uncompared); count > 0)
        parts += QCoreApplication::translate("RecipeState", "%Ln not compared", nullptr, int(count));
    if (const std::int64_t count = countOf(state, RegistryState::State::Failed); count > 0)
        parts += QCoreApplication::translate("RecipeState", "%Ln failed", nullptr, int(count));
    return parts.join(", "_L1);
}

Severity registriesSeverity(const RecipeState &state)
{
    if (countOf(state, RegistryState::State::Failed) > 0)
        return Severity::Error;
    if (countOf(state, RegistryState::State::Differs) > 0)
        return Severity::Warning;
    return Severity::Neutral;
}

QString digestText(const QString &digest)
{
    return plainLine(digest.section(u':', -1).left(12));
}

} // namespace fairlead::models
