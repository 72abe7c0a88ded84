// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "formats.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

constexpr std::int64_t Minute = 60;
constexpr std::int64_t Hour = 60 * Minute;
constexpr std::int64_t Day = 24 * Hour;

QString translated(const char *text)
{
    return QCoreApplication::translate("Formats", text);
}

} // namespace

QString numberText(std::int64_t number)
{
    return QLocale().toString(qlonglong(number));
}

QString durationText(std::int64_t seconds)
{
    seconds = std::max<std::int64_t>(seconds, 0);
    if (seconds < Minute)
        return translated(QT_TRANSLATE_NOOP("Formats", "%1 s")).arg(seconds);
    if (seconds < Hour)
        return translated(QT_TRANSLATE_NOOP("Formats", "%1 min")).arg(seconds / Minute);
    if (seconds < Day)
        return translated(QT_TRANSLATE_NOOP("Formats", "%1 h %2 min")).arg(seconds / Hour).arg(seconds % Hour / Minute);
    if (seconds < 10 * Day)
        return translated(QT_TRANSLATE_NOOP("Formats", "%1 d %2 h")).arg(seconds / Day).arg(seconds % Day / Hour);
    return translated(QT_TRANSLATE_NOOP("Formats", "%1 d")).arg(numberText(seconds / Day));
}

QString durationText(std::chrono::milliseconds duration)
{
    using namespace std::chrono_literals;
    if (duration < 1s)
        return translated(QT_TRANSLATE_NOOP("Formats", "%1 ms")).arg(std::max<qint64>(duration.count(), 0));
    if (duration < 10s)
        return translated(QT_TRANSLATE_NOOP("Formats", "%1 s"))
            .arg(QLocale().toString(duration.count() / 1'000.0, 'f', 1));
    return durationText(std::chrono::duration_cast<std::chrono::seconds>(duration).count());
}

QString timeText(std::int64_t secondsSinceEpoch)
{
    if (secondsSinceEpoch == 0)
        return {};
    return QLocale().toString(QDateTime::fromSecsSinceEpoch(secondsSinceEpoch), QLocale::LongFormat);
}

QString clockText(std::int64_t secondsSinceEpoch)
{
    const QDateTime time = QDateTime::fromSecsSinceEpoch(secondsSinceEpoch);
    if (time.date() == QDate::currentDate())
        return time.toString(QStringLiteral("HH:mm:ss"));
    return QLocale().toString(time, QLocale::ShortFormat);
}

QString coresText(std::int64_t millicores)
{
    if (millicores % 1'000 == 0 || std::abs(millicores) >= 100'000)
        return numberText(millicores / 1'000);
    return QLocale().toString(double(millicores) / 1'000.0, 'f', 1);
}

QString memoryText(std::int64_t bytes)
{
    return QLocale().formattedDataSize(bytes, bytes >= std::int64_t(100) << 30 || bytes == 0 ? 0 : 1,
                                       QLocale::DataSizeIecFormat);
}

QString namesText(const QStringList &names)
{
    constexpr int Named = 4;
    const QString text = names.mid(0, Named).join(", "_L1);
    const int more = int(names.size()) - Named;
    return more > 0 ? QCoreApplication::translate("Formats", "%1 and %Ln more", nullptr, more).arg(text) : text;
}

std::int64_t secondsNow()
{
    return QDateTime::currentSecsSinceEpoch();
}

} // namespace fairlead::models
