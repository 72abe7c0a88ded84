// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "gpuinspector.h"

#include "models/consolemodels.h"
#include "models/keptstate.h"
#include "nodeinspector.h"
#include "podinspector.h"
#include "productinspector.h"
#include "ui/widgets/labels.h"

#include <QApplication>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

constexpr int LeastWidth = 276;
constexpr int UsualWidth = 340;

} // namespace

GpuInspector::GpuInspector(const Theme &theme, models::ConsoleModels &models, QWidget *parent)
    : QWidget(parent)
    , m_stack(new QStackedWidget(this))
    , m_hint(new PlainLabel(u"dim"_s, m_stack))
    , m_nodePage(new NodeInspector(theme, models.holderColours, m_stack))
    , m_productPage(new ProductInspector(theme, models, m_stack))
    , m_podPage(new PodInspector(theme, models.waiting, m_stack))
{
    setAccessibleName(tr("Inspector"));
    setMinimumWidth(LeastWidth);
    m_hint->setWordWrap(true);
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setMargin(24);
    setHint({});
    for (QWidget *page : std::initializer_list<QWidget *>{m_hint, m_nodePage, m_productPage, m_podPage})
        m_stack->addWidget(page);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    connect(m_nodePage, &NodeInspector::holderPicked, this, &GpuInspector::holderPicked);
    connect(m_nodePage, &NodeInspector::runRequested, this, &GpuInspector::runRequested);
    connect(m_productPage, &ProductInspector::runRequested, this, &GpuInspector::runRequested);
    connect(m_productPage, &ProductInspector::filterRequested, this, &GpuInspector::filterRequested);
    connect(m_productPage, &ProductInspector::closed, this, [this] { setProduct({}); });
    connect(m_podPage, &PodInspector::closed, this, [this] { setProduct({}); });
    connect(m_productPage, &ProductInspector::changed, this, [this] { emit productChanged(product()); });
    connect(m_productPage, &ProductInspector::nodeActivated, this, [this](const QString &key) {
        emit nodeRequested(key);
        setProduct({});
    });
    showPage();
}

QSize GpuInspector::sizeHint() const
{
    return {UsualWidth, 400};
}

void GpuInspector::setNode(const std::optional<models::NodeTableModel::Selected> &node)
{
    m_node = node;
    m_isNodeOld = true;
    if (!m_showsProduct && !m_showsPod)
        showPage();
}

void GpuInspector::setProduct(const std::optional<accelerators::Product> &product)
{
    const QWidget *focus = QApplication::focusWidget();
    const bool hadFocus = m_productPage->isAncestorOf(focus) || m_podPage->isAncestorOf(focus);
    m_showsProduct = product.has_value();
    m_showsPod = false;
    m_productPage->setProduct(product);
    m_podPage->setPod({});
    showPage();
    if (hadFocus && !product)
        m_nodePage->setFocus();
    emit productChanged(product);
}

void GpuInspector::setPod(const QString &key)
{
    if (m_showsProduct || key.isEmpty())
        setProduct({});
    m_showsPod = !key.isEmpty();
    m_podPage->setPod(key);
    showPage();
}

QString GpuInspector::pod() const
{
    return m_showsPod ? m_podPage->pod() : QString();
}

void GpuInspector::toggleProduct(const accelerators::Product &product)
{
    const bool isShown = this->product() == product;
    setProduct(isShown ? std::nullopt : std::optional(product));
}

std::optional<accelerators::Product> GpuInspector::product() const
{
    return m_showsProduct ? m_productPage->product() : std::nullopt;
}

void GpuInspector::showPage()
{
    if (m_node && !m_showsProduct && !m_showsPod && std::exchange(m_isNodeOld, false))
        m_nodePage->setNode(*m_node);
    m_stack->setCurrentWidget(m_showsProduct ? static_cast<QWidget *>(m_productPage)
                              : m_showsPod   ? static_cast<QWidget *>(m_podPage)
                              : m_node       ? static_cast<QWidget *>(m_nodePage)
                                             : m_hint);
}

void GpuInspector::setHint(const QString &text)
{
    m_hint->setText(text.isEmpty() ? tr("Select a node to see who holds its devices, the card of a product to see "
                                        "where it is free, or a waiting "
                                        "pod to see why it waits.")
                                   : text);
}

void GpuInspector::setHolder(const std::optional<models::HolderSelection> &holder)
{
    m_nodePage->setHolder(holder);
}

void GpuInspector::updateAges()
{
    if (m_stack->currentWidget() == m_nodePage)
        m_nodePage->updateAges();
    else if (m_showsPod)
        m_podPage->updateAges();
}

void GpuInspector::saveState(models::KeptState &settings) const
{
    m_nodePage->saveState(settings);
    m_productPage->saveState(settings);
    m_podPage->saveState(settings);
}

void GpuInspector::restoreState(const models::KeptState &settings)
{
    m_nodePage->restoreState(settings);
    m_productPage->restoreState(settings);
    m_podPage->restoreState(settings);
}

} // namespace fairlead::ui
