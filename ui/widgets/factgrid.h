// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QPair>
#include <QString>
#include <QWidget>

#include <vector>

class QGridLayout;

namespace fairlead::ui {

class PlainLabel;
class WrappedText;

//! Names and values of an inspector, one below the other. Values can be selected and copied.
class FactGrid : public QWidget
{
    Q_OBJECT
public:
    using Facts = QList<QPair<QString, QString>>;
    static constexpr qsizetype Longest = 4'096; //!< characters of a value that are shown

    explicit FactGrid(QWidget *parent = nullptr);

    //! Facts without value are left out. Labels that stay are kept, so that a selection in them survives.
    void setFacts(const Facts &facts);

private:
    struct Row
    {
        PlainLabel *name;
        WrappedText *value;
    };

    QGridLayout *m_layout;
    std::vector<Row> m_rows;
};

} // namespace fairlead::ui
