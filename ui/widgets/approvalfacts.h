// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "factgrid.h"

namespace fairlead::processes {
struct ProgramApproval;
}

namespace fairlead::ui {

class PlainLabel;

//! Exactly what would run, for whoever is asked for a yes; and whether it is another than was allowed before.
class ApprovalFacts : public QWidget
{
    Q_OBJECT
public:
    //! \p elsewhere: what to do where it is too long to be shown.
    explicit ApprovalFacts(const QString &elsewhere, QWidget *parent = nullptr);

    //! \p first: what stands above.
    void setApproval(const processes::ProgramApproval &approval, const FactGrid::Facts &first = {});
    //! What cannot be shown in full cannot be allowed.
    bool isWhole() const { return m_isWhole; }

private:
    PlainLabel *m_changed;
    FactGrid *m_facts;
    PlainLabel *m_tooLong;
    bool m_isWhole = false;
};

} // namespace fairlead::ui
