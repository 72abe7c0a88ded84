// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/images/recipestate.h"

#include <QWidget>

#include <vector>

class QGridLayout;

namespace fairlead::ui {

class ElidedLabel;
class StateLabel;
class Theme;
class WrappedText;

//! The registries that an image is to be in, one below the other: how it is there, the digest, and what the registry
//! said where it refused.
class RegistryStates : public QWidget
{
    Q_OBJECT
public:
    explicit RegistryStates(const Theme &theme, QWidget *parent = nullptr);

    void setStates(const std::vector<models::RegistryState> &states);

private:
    struct Row
    {
        ElidedLabel *name;
        StateLabel *state;
        WrappedText *text;
    };

    const Theme &m_theme;
    QGridLayout *m_layout;
    std::vector<Row> m_rows;
};

} // namespace fairlead::ui
