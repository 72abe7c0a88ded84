// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/gpus/nodetablemodel.h"
#include "ui/widgets/panel.h"

#include <optional>
#include <vector>

class QListView;
class QVBoxLayout;

namespace fairlead::models {
class HolderColours;
class HoldersModel;
} // namespace fairlead::models

namespace fairlead::ui {

class DeviceStripView;
class ElidedLabel;
class FactGrid;
class PlainLabel;
class Theme;
class UsageBar;

//! All about the selected Node: what is taken of it, who holds its devices, what its labels say.
class NodeInspector : public Panel
{
    Q_OBJECT
public:
    NodeInspector(const Theme &theme, models::HolderColours &colours, QWidget *parent = nullptr);

    void setNode(const std::optional<models::NodeTableModel::Selected> &node);
    void updateAges();

private:
    struct Devices
    {
        UsageBar *usage;
        DeviceStripView *strip;
    };

    void build();
    void showHead();
    void showDevices();
    void showHolders();
    void showFacts();
    void addDevices();

    const Theme &m_theme;
    models::HolderColours &m_colours;
    models::HoldersModel *m_holders;
    std::optional<models::NodeTableModel::Selected> m_node;
    QWidget *m_content;
    PlainLabel *m_hint;
    ElidedLabel *m_title;
    PlainLabel *m_subtitle;
    PlainLabel *m_warning;
    QVBoxLayout *m_devicesLayout;
    std::vector<Devices> m_devices;
    UsageBar *m_cpu;
    UsageBar *m_memory;
    PlainLabel *m_noHolders;
    QListView *m_holderList;
    FactGrid *m_facts;
};

} // namespace fairlead::ui
