// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/runtimeconfig.h"
#include "ui/forms/rowsedit.h"

//! Lists of a runtime config as the rows of an editor, and back. What is no number becomes nothing.
namespace fairlead::ui::configrows {

using Rows = RowsEdit::Rows;

std::vector<RowCell> tolerationCells();
Rows rowsOf(const std::vector<settings::Toleration> &tolerations);
std::vector<settings::Toleration> tolerationsOf(const Rows &rows);

std::vector<RowCell> topologyCells();
Rows rowsOf(const std::vector<settings::TopologySpread> &spread);
std::vector<settings::TopologySpread> topologyOf(const Rows &rows);

std::vector<RowCell> volumeCells();
Rows rowsOf(const std::vector<settings::VolumeMount> &volumes);
std::vector<settings::VolumeMount> volumesOf(const Rows &rows);

std::vector<RowCell> mountCells();
Rows rowsOf(const std::vector<settings::DockerMount> &mounts);
std::vector<settings::DockerMount> mountsOf(const Rows &rows);

std::vector<RowCell> environmentCells();
Rows rowsOf(const std::vector<settings::EnvVariable> &variables);
std::vector<settings::EnvVariable> environmentOf(const Rows &rows);

//! A resource, its request and its limit.
std::vector<RowCell> resourceCells();
//! Those that most configs have come first, also where nothing is said of them.
Rows rowsOf(const settings::TextPairs &requests, const settings::TextPairs &limits);
//! Of the cell \p column, in the order of \p before as far as it goes.
settings::TextPairs quantitiesOf(const Rows &rows, int column, const settings::TextPairs &before);

} // namespace fairlead::ui::configrows
