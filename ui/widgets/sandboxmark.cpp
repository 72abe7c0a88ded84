// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "sandboxmark.h"

using namespace Qt::StringLiterals;

namespace fairlead::ui {

SandboxMark::SandboxMark(QWidget *parent)
    : PlainLabel(u"sandboxMark"_s, parent)
{
    const QString explanation =
        tr("These clusters are simulated inside this program: nothing in them is real, and nothing here reaches a "
           "cluster of yours. To leave the sandbox, quit, and start Fairlead with a kubeconfig and without --sandbox.");
    setText(tr("SANDBOX"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAlignment(Qt::AlignCenter);
    setPlainToolTip(*this, explanation);
}

} // namespace fairlead::ui
