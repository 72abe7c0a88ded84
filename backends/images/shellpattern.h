// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace fairlead::images {

//! ${NAME#pattern}, ${NAME##pattern}: without the shortest or longest beginning that is \p pattern, with * and ?.
QString withoutBegin(const QString &value, const QString &pattern, bool isGreedy);
//! ${NAME%pattern}, ${NAME%%pattern}
QString withoutEnd(const QString &value, const QString &pattern, bool isGreedy);
//! ${NAME/pattern/by}, ${NAME//pattern/by}
QString replaced(const QString &value, const QString &pattern, const QString &by, bool isAll);

} // namespace fairlead::images
