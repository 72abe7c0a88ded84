// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "activity.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using Kind = Activity::Kind;
using State = Activity::State;

// As they stand in the history, which other versions read.
constexpr std::array Kinds{std::pair(Kind::Build, "build"), std::pair(Kind::Push, "push"),
                           std::pair(Kind::Pull, "pull"), std::pair(Kind::Test, "test"),
                           std::pair(Kind::Prune, "prune")};
constexpr std::array States{std::pair(State::Waiting, "waiting"),         std::pair(State::Running, "running"),
                            std::pair(State::Cancelling, "cancelling"),   std::pair(State::Succeeded, "succeeded"),
                            std::pair(State::Failed, "failed"),           std::pair(State::Cancelled, "cancelled"),
                            std::pair(State::Interrupted, "interrupted"), std::pair(State::Skipped, "skipped")};

template <class Words, class Value>
QString wordOf(const Words &words, Value value)
{
    const auto it = std::find_if(words.begin(), words.end(), [value](const auto &each) { return each.first == value; });
    return QString::fromLatin1(it->second);
}

template <class Words>
auto valueOf(const Words &words, const QString &word)
{
    using Value = std::remove_const_t<decltype(words.front().first)>;
    const auto it = std::find_if(words.begin(), words.end(),
                                 [&word](const auto &each) { return word == QLatin1String(each.second); });
    return it == words.end() ? std::nullopt : std::optional<Value>(it->first);
}

QString translated(const char *text)
{
    return QCoreApplication::translate("Activity", text);
}

} // namespace

QJsonObject Activity::toJson() const
{
    return {{u"id"_s, id},
            {u"kind"_s, wordOf(Kinds, kind)},
            {u"title"_s, title},
            {u"target"_s, target},
            {u"state"_s, wordOf(States, state)},
            {u"result"_s, result},
            {u"warning"_s, hasWarning},
            {u"created"_s, qint64(created)},
            {u"started"_s, qint64(started)},
            {u"ended"_s, qint64(ended)},
            {u"log"_s, logPath}};
}

std::optional<Activity> Activity::fromJson(const QJsonObject &object)
{
    const auto kind = valueOf(Kinds, object[u"kind"].toString());
    const auto state = valueOf(States, object[u"state"].toString());
    Activity activity{.id = object[u"id"].toString(),
                      .title = object[u"title"].toString(),
                      .target = object[u"target"].toString(),
                      .result = object[u"result"].toString(),
                      .created = object[u"created"].toInteger(),
                      .started = object[u"started"].toInteger(),
                      .ended = object[u"ended"].toInteger(),
                      .logPath = object[u"log"].toString()};
    if (activity.id.isEmpty() || !kind || !state)
        return {};
    activity.kind = *kind;
    activity.state = *state;
    activity.hasWarning = activity.state == State::Succeeded && object[u"warning"].toBool();
    if (!activity.hasEnded())
        activity.state = State::Interrupted;
    return activity;
}

QString kindText(Kind kind)
{
    switch (kind) {
    case Kind::Build:
        return translated(QT_TRANSLATE_NOOP("Activity", "Build"));
    case Kind::Push:
        return translated(QT_TRANSLATE_NOOP("Activity", "Push"));
    case Kind::Pull:
        return translated(QT_TRANSLATE_NOOP("Activity", "Pull"));
    case Kind::Test:
        return translated(QT_TRANSLATE_NOOP("Activity", "Test"));
    case Kind::Prune:
        return translated(QT_TRANSLATE_NOOP("Activity", "Clean-up"));
    }
    return {};
}

QString stateText(State state)
{
    switch (state) {
    case State::Waiting:
        return translated(QT_TRANSLATE_NOOP("Activity", "waiting"));
    case State::Running:
        return translated(QT_TRANSLATE_NOOP("Activity", "running"));
    case State::Cancelling:
        return translated(QT_TRANSLATE_NOOP("Activity", "being cancelled"));
    case State::Succeeded:
        return translated(QT_TRANSLATE_NOOP("Activity", "succeeded"));
    case State::Failed:
        return translated(QT_TRANSLATE_NOOP("Activity", "failed"));
    case State::Cancelled:
        return translated(QT_TRANSLATE_NOOP("Activity", "cancelled"));
    case State::Interrupted:
        return translated(QT_TRANSLATE_NOOP("Activity", "interrupted"));
    case State::Skipped:
        return translated(QT_TRANSLATE_NOOP("Activity", "skipped"));
    }
    return {};
}

QString stateText(const Activity &activity)
{
    return activity.hasWarning ? translated(QT_TRANSLATE_NOOP("Activity", "succeeded, with a warning"))
                               : stateText(activity.state);
}

} // namespace fairlead::models
