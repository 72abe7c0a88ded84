// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "tokens.h"

#include "models/severity.h"

#include <algorithm>
#include <cmath>

namespace fairlead::ui {

namespace {

constexpr std::array<QRgb, 7> Holders = {0xff4e79a7, 0xfff28e2b, 0xff59a14f, 0xffb07aa1,
                                         0xff76b7b2, 0xffedc948, 0xff9c755f};

std::array<QColor, 7> holderColours()
{
    std::array<QColor, 7> result;
    std::transform(Holders.begin(), Holders.end(), result.begin(), [](QRgb rgb) { return QColor::fromRgb(rgb); });
    return result;
}

double linear(double channel)
{
    return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &colour)
{
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

} // namespace

Tokens Tokens::light()
{
    return {.isDark = false,
            .background = QColor(0xf6f7f9),
            .panel = QColor(0xffffff),
            .sidebar = QColor(0xeceff3),
            .line = QColor(0xdfe3e8),
            .text = QColor(0x1c2430),
            .dim = QColor(0x5f6879),
            .accent = QColor(0x2a66cf),
            .onAccent = QColor(0xffffff),
            .ok = QColor(0x17764a),
            .warning = QColor(0xa25306),
            .error = QColor(0xc4322b),
            .freeDevice = QColor(0xe6eaf0),
            .freeEdge = QColor(0xc4ccd6),
            .holders = holderColours()};
}

Tokens Tokens::dark()
{
    return {.isDark = true,
            .background = QColor(0x14181e),
            .panel = QColor(0x1b2027),
            .sidebar = QColor(0x171b21),
            .line = QColor(0x2b323c),
            .text = QColor(0xe6eaf0),
            .dim = QColor(0x98a3b3),
            .accent = QColor(0x6ea1ff),
            .onAccent = QColor(0x14181e),
            .ok = QColor(0x4cc38a),
            .warning = QColor(0xf0a13c),
            .error = QColor(0xff766d),
            .freeDevice = QColor(0x262d37),
            .freeEdge = QColor(0x3a4451),
            .holders = holderColours()};
}

QColor Tokens::selection() const
{
    return blended(panel, accent, isDark ? 0.16 : 0.09);
}

QColor Tokens::hover() const
{
    return blended(panel, isDark ? text : sidebar, isDark ? 0.04 : 0.5);
}

QColor Tokens::unusableEdge() const
{
    return blended(panel, dim, 0.8);
}

QColor Tokens::of(models::Severity severity) const
{
    switch (severity) {
    case models::Severity::Neutral:
        return text;
    case models::Severity::Dim:
        return dim;
    case models::Severity::Ok:
        return ok;
    case models::Severity::Warning:
        return warning;
    case models::Severity::Error:
        return error;
    }
    return text;
}

QColor Tokens::ofHolder(int index) const
{
    return index < 0 ? dim : holders[std::size_t(index) % holders.size()];
}

QColor blended(const QColor &under, const QColor &over, double share)
{
    const auto mix = [share](double a, double b) { return a + (b - a) * share; };
    return QColor::fromRgbF(float(mix(under.redF(), over.redF())), float(mix(under.greenF(), over.greenF())),
                            float(mix(under.blueF(), over.blueF())));
}

double contrast(const QColor &a, const QColor &b)
{
    const auto [darker, lighter] = std::minmax({luminance(a), luminance(b)});
    return (lighter + 0.05) / (darker + 0.05);
}

} // namespace fairlead::ui
