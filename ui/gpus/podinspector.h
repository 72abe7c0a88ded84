// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/gpus/facts.h"
#include "models/gpus/waitingmodel.h"
#include "ui/widgets/section.h"

#include <QWidget>

#include <optional>

namespace fairlead::models {
class KeptState;
}

namespace fairlead::ui {

class AnchoredScroll;
class ElidedLabel;
class FactGrid;
class FittingList;
class PlainLabel;
class StateLabel;
class Theme;
class WrappedText;

//! Why a Pod waits: what keeps it from how many nodes, the scheduler's whole message, whose it is. One that waits no
//! longer, or whose context is closed, stays as it was last seen, and that is said.
class PodInspector : public QWidget
{
    Q_OBJECT
public:
    PodInspector(const Theme &theme, const models::WaitingModel &model, QWidget *parent = nullptr);

    //! By models::IndexedTableModel::KeyRole; empty: none.
    void setPod(const QString &key);
    const QString &pod() const { return m_key; }
    void updateAges();
    void saveState(models::KeptState &settings) const;
    void restoreState(const models::KeptState &settings);

signals:
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *makeContent();
    void refresh();
    void showHead();

    const Theme &m_theme;
    const models::WaitingModel &m_model;
    QString m_key;
    std::optional<models::WaitingModel::Selected> m_pod; //!< as it was last seen
    bool m_isWaiting = false;
    models::FactsModel m_causes;
    AnchoredScroll *m_scroll;
    ElidedLabel *m_title;
    StateLabel *m_state;
    ElidedLabel *m_subtitle;
    PlainLabel *m_summary;
    FittingList *m_causeList;
    WrappedText *m_message;
    FactGrid *m_details;
    Section *m_messageSection;
    SectionStack m_sections;
};

} // namespace fairlead::ui
