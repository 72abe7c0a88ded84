// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/accelerators/product.h"
#include "backends/runs/runform.h"
#include "models/gpus/holderselection.h"
#include "models/gpus/nodetablemodel.h"

#include <QWidget>

#include <optional>

class QStackedWidget;

namespace fairlead::models {
class ConsoleModels;
class KeptState;
} // namespace fairlead::models

namespace fairlead::ui {

class NodeInspector;
class PlainLabel;
class PodInspector;
class ProductInspector;
class Theme;

//! The inspector of the GPUs pane: the selected node, the product whose card was pressed, or the waiting pod that was
//! picked; whichever was asked for last.
class GpuInspector : public QWidget
{
    Q_OBJECT
public:
    GpuInspector(const Theme &theme, models::ConsoleModels &models, QWidget *parent = nullptr);

    //! The node that is selected, or nothing; it is shown unless a product or a pod is.
    void setNode(const std::optional<models::NodeTableModel::Selected> &node);
    //! The product that is shown; nothing: the node.
    void setProduct(const std::optional<accelerators::Product> &product);
    //! The same product again means the node.
    void toggleProduct(const accelerators::Product &product);
    std::optional<accelerators::Product> product() const;
    //! What is said while there is neither a node, a product nor a pod; empty: how to come to one.
    void setHint(const QString &text);
    //! The waiting pod that is shown, by its KeyRole; empty: the node.
    void setPod(const QString &key);
    QString pod() const;
    void setHolder(const std::optional<models::HolderSelection> &holder);
    void updateAges();
    void saveState(models::KeptState &settings) const;
    void restoreState(const models::KeptState &settings);
    QSize sizeHint() const override;

signals:
    //! Another product is shown, or none.
    void productChanged(const std::optional<fairlead::accelerators::Product> &product);
    void holderPicked(const std::optional<fairlead::models::HolderSelection> &holder);
    void filterRequested(const QString &filter);
    void nodeRequested(const QString &key);
    void runRequested(const fairlead::runs::RunForm &form);

private:
    void showPage();

    QStackedWidget *m_stack;
    PlainLabel *m_hint;
    NodeInspector *m_nodePage;
    ProductInspector *m_productPage;
    PodInspector *m_podPage;
    std::optional<models::NodeTableModel::Selected> m_node;
    bool m_showsProduct = false;
    bool m_showsPod = false;
    bool m_isNodeOld = false; //!< the page does not show m_node yet
};

} // namespace fairlead::ui
