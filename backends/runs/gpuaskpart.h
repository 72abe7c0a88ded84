// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gpuask.h"

#include <QRegularExpression>

#include <vector>

//! Pieces of a text of the grammar of gpuask.h.
namespace fairlead::runs {

//! A piece of the text, and where it is in it.
struct GpuAskPart
{
    qsizetype at = 0;
    QString text;
};

tl::unexpected<GpuAskError> askError(const GpuAskPart &part, const QString &message, const QString &remedy);

//! The whole of \p text as \p pattern, whatever the capitals.
QRegularExpressionMatch matchedAll(const QString &pattern, const QString &text);

//! Pieces between \p separator, without blanks around them, with their places.
std::vector<GpuAskPart> splitPart(const GpuAskPart &whole, const QString &separator);

} // namespace fairlead::runs
