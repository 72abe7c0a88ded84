// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "transfertext.h"

#include "models/formats.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace fairlead::models {

namespace {

constexpr std::array<const char *, 5> Units{"B", "kB", "MB", "GB", "TB"};
constexpr std::int64_t ShortStep = 10'000; // milliseconds; tenths say something below

QString translated(const char *text)
{
    return QCoreApplication::translate("Transfer", text);
}

//! Which of Units \p bytes is written in.
std::size_t unitOf(double bytes)
{
    std::size_t unit = 0;
    for (; unit + 1 < Units.size() && bytes >= 999.5; bytes /= 1'000)
        ++unit;
    return unit;
}

QString figure(double bytes, std::size_t unit)
{
    const double value = bytes / std::pow(1'000.0, double(unit));
    const double tenths = std::round(value * 10) / 10;
    return QLocale().toString(tenths, 'f', tenths >= 100 || tenths == std::floor(tenths) ? 0 : 1);
}

QString withUnit(const QString &figure, std::size_t unit)
{
    return translated(QT_TRANSLATE_NOOP("Transfer", "%1 %2")).arg(figure, QLatin1String(Units[unit]));
}

} // namespace

QString dataText(std::int64_t bytes)
{
    const std::size_t unit = unitOf(double(bytes));
    return withUnit(figure(double(bytes), unit), unit);
}

QString transferText(std::int64_t currentBytes, std::int64_t totalBytes)
{
    if (totalBytes < 0)
        return currentBytes > 0 ? dataText(currentBytes) : QString();
    const std::size_t unit = unitOf(double(totalBytes));
    const double current = double(std::clamp<std::int64_t>(currentBytes, 0, totalBytes));
    const QString figures = translated(QT_TRANSLATE_NOOP("Transfer", "%1 of %2"))
                                .arg(figure(current, unit), figure(double(totalBytes), unit));
    return withUnit(figures, unit);
}

QString rateText(double bytesPerSecond)
{
    if (!(bytesPerSecond > 0))
        return {};
    return translated(QT_TRANSLATE_NOOP("Transfer", "%1/s")).arg(dataText(std::int64_t(bytesPerSecond)));
}

std::optional<std::int64_t> remainingSeconds(std::int64_t currentBytes, std::int64_t totalBytes, double bytesPerSecond)
{
    if (totalBytes < currentBytes || !(bytesPerSecond > 0))
        return {};
    const double seconds = double(totalBytes - currentBytes) / bytesPerSecond;
    constexpr double Never = 100.0 * 24 * 3'600;
    return seconds > Never ? std::nullopt : std::optional(std::int64_t(std::ceil(seconds)));
}

QString stepTimeText(std::int64_t milliseconds)
{
    if (milliseconds >= ShortStep)
        return durationText(milliseconds / 1'000);
    return translated(QT_TRANSLATE_NOOP("Transfer", "%1 s"))
        .arg(QLocale().toString(double(std::max<std::int64_t>(0, milliseconds)) / 1'000, 'f', 1));
}

double shareOf(std::int64_t currentBytes, std::int64_t totalBytes)
{
    if (totalBytes < 0)
        return -1;
    return totalBytes == 0 ? 1 : std::clamp(double(currentBytes) / double(totalBytes), 0.0, 1.0);
}

} // namespace fairlead::models
