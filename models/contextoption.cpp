// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "contextoption.h"

using namespace Qt::StringLiterals;

namespace fairlead::models {

QString contextOption(const QString &contextName)
{
    return contextName.isEmpty() ? QString()
                                 : " --context '%1'"_L1.arg(QString(contextName).replace(u'\'', "'\\''"_L1));
}

} // namespace fairlead::models
