// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/gpus/productdetailsmodel.h"
#include "models/runs/runstart.h"
#include "ui/widgets/section.h"

#include <QWidget>

#include <optional>

class QPushButton;

namespace fairlead::models {
class ConsoleModels;
class KeptState;
} // namespace fairlead::models

namespace fairlead::ui {

class AnchoredScroll;
class ElidedLabel;
class FittingList;
class PlainLabel;
class Theme;
class WrappedText;

//! All about one product over all clusters: what is free and why not more, what a Pod can ask for, who holds most,
//! where the free ones are.
class ProductInspector : public QWidget
{
    Q_OBJECT
public:
    ProductInspector(const Theme &theme, models::ConsoleModels &models, QWidget *parent = nullptr);

    void setProduct(const std::optional<accelerators::Product> &product);
    const std::optional<accelerators::Product> &product() const { return m_details.product(); }
    void saveState(models::KeptState &settings) const;
    void restoreState(const models::KeptState &settings);

signals:
    void closed();
    //! The user wants to see its nodes alone; the text for the filter.
    void filterRequested(const QString &filter);
    void nodeActivated(const QString &key);
    void runRequested(const fairlead::runs::RunForm &form);
    //! What is known of it, or which product it is, changed.
    void changed();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *makeContent();
    FittingList *addFigures(Section *section, const QString &name, models::FiguresModel &model);
    void makeHolders();
    void showUsers(bool areUsers);
    void refresh();

    const Theme &m_theme;
    models::ProductDetailsModel m_details;
    bool m_showsUsers = false;
    AnchoredScroll *m_scroll;
    ElidedLabel *m_title;
    ElidedLabel *m_subtitle;
    WrappedText *m_leftOut;
    PlainLabel *m_noHolders;
    PlainLabel *m_noNodes;
    QPushButton *m_asNamespaces;
    QPushButton *m_asUsers;
    FittingList *m_namespaces;
    FittingList *m_users;
    FittingList *m_nodes;
    SectionStack m_sections;
    Section *m_clusterSection;
    Section *m_sizeSection;
    Section *m_holderSection;
    Section *m_nodeSection;
    Section *m_nameSection;
};

} // namespace fairlead::ui
