// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/gpus/facts.h"
#include "models/gpus/figures.h"
#include "models/gpus/holderselection.h"
#include "models/gpus/nodetablemodel.h"
#include "models/runs/runstart.h"
#include "ui/widgets/section.h"

#include <QWidget>

#include <optional>
#include <vector>

class QPushButton;

namespace fairlead::models {
class HolderColours;
class HoldersModel;
class KeptState;
} // namespace fairlead::models

namespace fairlead::ui {

class AnchoredScroll;
class CaptionLine;
class ElidedLabel;
class FactGrid;
class FilterEdit;
class FittingList;
class PlainLabel;
class StateLabel;
class Theme;
class WrappedText;

//! All about one Node: whether something can be placed, what is taken of it, who holds its devices, what it says of
//! itself. While it is fed, only what changed is painted anew.
class NodeInspector : public QWidget
{
    Q_OBJECT
public:
    NodeInspector(const Theme &theme, models::HolderColours &colours, QWidget *parent = nullptr);

    void setNode(const models::NodeTableModel::Selected &node);
    //! The holder that is picked in the whole pane.
    void setHolder(const std::optional<models::HolderSelection> &holder);
    void updateAges();
    void saveState(models::KeptState &settings) const;
    void restoreState(const models::KeptState &settings);

signals:
    void holderPicked(const std::optional<fairlead::models::HolderSelection> &holder);
    void runRequested(const fairlead::runs::RunForm &form);

private:
    QWidget *makeContent();
    void makeDevices(QWidget *parent);
    void makeHolders(QWidget *parent);
    void makeConditionsAndTaints(QWidget *parent);
    void makeLabels(QWidget *parent);
    void showHead();
    void showDevices();
    void showHolders();
    void showConditions();
    void showLabels();
    void showDetails();

    const Theme &m_theme;
    models::HolderColours &m_colours;
    std::optional<models::NodeTableModel::Selected> m_node;
    models::HoldersModel *m_holders;
    models::FiguresModel m_figures;
    models::FactsModel m_conditions;
    models::FactsModel m_taints;
    models::FactsModel m_labels;
    std::vector<models::Fact> m_allLabels;
    bool m_showsAllLabels = false;

    AnchoredScroll *m_scroll;
    ElidedLabel *m_title;
    StateLabel *m_state;
    ElidedLabel *m_subtitle;
    WrappedText *m_warning;
    CaptionLine *m_captions;
    FittingList *m_holderList;
    PlainLabel *m_noHolders;
    PlainLabel *m_noTaints;
    FilterEdit *m_labelFilter;
    PlainLabel *m_noLabels;
    QPushButton *m_allLabelsLink;
    FactGrid *m_details;
    SectionStack m_sections;
    Section *m_deviceSection;
    Section *m_holderSection;
    Section *m_conditionSection;
    Section *m_taintSection;
    Section *m_labelSection;
    Section *m_detailSection;
};

} // namespace fairlead::ui
