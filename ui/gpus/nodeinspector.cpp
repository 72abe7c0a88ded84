// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "nodeinspector.h"

#include "holderdelegate.h"
#include "models/formats.h"
#include "models/gpus/holdersmodel.h"
#include "models/gpus/producttext.h"
#include "models/plaintext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/devicestripview.h"
#include "ui/widgets/factgrid.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/usagebar.h"

#include <QListView>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

using accelerators::NodeAvailability;
using accelerators::NodeDevices;

double share(std::int64_t part, std::int64_t whole)
{
    return whole > 0 ? qBound(0.0, double(part) / double(whole), 1.0) : 0.0;
}

PlainLabel *section(const QString &text, QWidget *parent)
{
    auto *label = new PlainLabel(u"section"_s, parent);
    label->setText(text);
    label->setContentsMargins(0, 8, 0, 0);
    return label;
}

} // namespace

NodeInspector::NodeInspector(const Theme &theme, models::HolderColours &colours, QWidget *parent)
    : Panel(parent)
    , m_theme(theme)
    , m_colours(colours)
    , m_holders(new models::HoldersModel(colours, this))
{
    setAccessibleName(tr("Node"));
    setMinimumWidth(240);
    build();
    connect(m_holders, &models::IndexedTableModel::countsChanged, this, &NodeInspector::showHolders);
    connect(&theme, &Theme::changed, m_holderList->viewport(), qOverload<>(&QWidget::update));
    setNode({});
}

void NodeInspector::build()
{
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_content = new QWidget(scroll);
    m_content->setObjectName(u"scrolled"_s);
    scroll->setWidget(m_content);

    m_hint = new PlainLabel(u"dim"_s, this);
    m_hint->setWordWrap(true);
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setContentsMargins(24, 24, 24, 24);
    m_hint->setText(tr("Select a node to see who holds its devices."));
    m_title = new ElidedLabel(u"heading"_s, m_content);
    m_subtitle = new PlainLabel(u"dim"_s, m_content);
    m_subtitle->setWordWrap(true);
    m_warning = new PlainLabel(u"warning"_s, m_content);
    m_warning->makeParagraph();
    m_devicesLayout = new QVBoxLayout;
    m_devicesLayout->setSpacing(4);
    m_cpu = new UsageBar(m_theme, m_content);
    m_memory = new UsageBar(m_theme, m_content);
    m_noHolders = new PlainLabel(u"dim"_s, m_content);
    m_noHolders->setWordWrap(true);
    m_holderList = new QListView(m_content);
    m_holderList->setObjectName(u"holders"_s);
    m_holderList->setAccessibleName(tr("Holders"));
    m_holderList->setModel(m_holders);
    m_holderList->setItemDelegate(new HolderDelegate(m_theme, m_holderList));
    m_holderList->setSelectionMode(QAbstractItemView::NoSelection);
    m_holderList->setUniformItemSizes(true);
    m_holderList->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_facts = new FactGrid(m_content);

    auto *layout = new QVBoxLayout(m_content);
    layout->setContentsMargins(16, 12, 16, 16);
    layout->setSpacing(6);
    layout->addWidget(m_title);
    layout->addWidget(m_subtitle);
    layout->addWidget(m_warning);
    layout->addLayout(m_devicesLayout);
    layout->addWidget(m_cpu);
    layout->addWidget(m_memory);
    layout->addWidget(section(tr("Holders"), m_content));
    layout->addWidget(m_noHolders);
    layout->addWidget(m_holderList);
    layout->addWidget(section(tr("Details"), m_content));
    layout->addWidget(m_facts);
    layout->addStretch(1);

    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(1, 1, 1, 1);
    outer->addWidget(scroll);
    outer->addWidget(m_hint);
}

void NodeInspector::setNode(const std::optional<models::NodeTableModel::Selected> &node)
{
    m_node = node;
    m_content->parentWidget()->parentWidget()->setVisible(node.has_value());
    m_hint->setVisible(!node.has_value());
    m_holders->setNode(node ? node->node : nullptr);
    if (!node)
        return;
    showHead();
    showDevices();
    showHolders();
    showFacts();
}

void NodeInspector::updateAges()
{
    m_holders->updateAges();
}

void NodeInspector::showHead()
{
    const NodeAvailability &node = m_node->node->availability;
    m_title->setFullText(models::plainLine(node.node->name));
    QStringList parts{models::plainLine(m_node->contextName, 120), node.isReady ? tr("ready") : tr("not ready")};
    if (node.node->created > 0)
        parts += tr("up %1").arg(models::durationText(models::secondsNow() - node.node->created));
    m_subtitle->setText(parts.join(u" · "_s));
    QStringList warnings;
    if (m_node->isStale)
        warnings += tr("Stale since %1: this is what was last seen.").arg(models::clockText(m_node->staleSince));
    for (const accelerators::Reason &reason : node.reasons)
        warnings += models::plainLine(reason.text(), 400);
    for (const NodeDevices &devices : node.devices) {
        if (devices.unhealthy > 0)
            warnings += tr("%n device(s) of %1 unhealthy", nullptr, int(devices.unhealthy))
                            .arg(models::plainLine(devices.product.resource, 80));
        if (devices.isOvercommitted)
            warnings +=
                tr("More %1 is requested than the node has.").arg(models::plainLine(devices.product.resource, 80));
    }
    m_warning->setText(warnings.join(u'\n'));
    m_warning->setVisible(!warnings.isEmpty());
}

void NodeInspector::addDevices()
{
    Devices devices{new UsageBar(m_theme, m_content), new DeviceStripView(m_theme, m_content)};
    m_devicesLayout->addWidget(devices.usage);
    m_devicesLayout->addWidget(devices.strip);
    m_devices.push_back(devices);
}

void NodeInspector::showDevices()
{
    const NodeAvailability &node = m_node->node->availability;
    while (m_devices.size() < node.devices.size())
        addDevices();
    for (std::size_t i = 0; i < m_devices.size(); ++i) {
        const bool isUsed = i < node.devices.size();
        m_devices[i].usage->setVisible(isUsed);
        m_devices[i].strip->setVisible(isUsed);
        if (!isUsed)
            continue;
        const NodeDevices &devices = node.devices[i];
        const QString name = models::productText(devices.product);
        m_devices[i].usage->setUsage(
            name,
            devices.requested
                ? tr("%1 of %2 requested")
                      .arg(models::numberText(*devices.requested), models::numberText(devices.allocatable))
                : tr("%1, requested unknown").arg(models::numberText(devices.allocatable)),
            share(devices.requested.value_or(0), devices.allocatable));
        m_devices[i].strip->setStrip(name, models::deviceStrip(*m_node->node, devices, m_colours));
    }
    const std::int64_t cpu = node.cpuRequestedMillicores.value_or(0);
    m_cpu->setUsage(
        tr("CPU"),
        node.cpuRequestedMillicores
            ? tr("%1 of %2 cores").arg(models::coresText(cpu), models::coresText(node.cpuAllocatableMillicores))
            : tr("%1 cores").arg(models::coresText(node.cpuAllocatableMillicores)),
        share(cpu, node.cpuAllocatableMillicores));
    const std::int64_t memory = node.memoryRequestedBytes.value_or(0);
    m_memory->setUsage(
        tr("Memory"),
        node.memoryRequestedBytes
            ? tr("%1 of %2").arg(models::memoryText(memory), models::memoryText(node.memoryAllocatableBytes))
            : models::memoryText(node.memoryAllocatableBytes),
        share(memory, node.memoryAllocatableBytes));
}

void NodeInspector::showHolders()
{
    const int count = m_holders->rowCount();
    m_holderList->setVisible(count > 0);
    m_holderList->setFixedHeight(qMin(count, 8) * HolderDelegate::RowHeight + 2);
    m_noHolders->setVisible(count == 0);
    const bool isKnown = m_node && m_node->node->availability.pods.has_value();
    m_noHolders->setText(isKnown ? tr("No pod holds a device of this node.")
                                 : tr("Not known: the pods of this cluster cannot be listed."));
}

void NodeInspector::showFacts()
{
    const NodeAvailability &availability = m_node->node->availability;
    const kubernetes::Node &node = *availability.node;
    FactGrid::Facts facts;
    for (const NodeDevices &devices : availability.devices) {
        facts.append({tr("Resource"), devices.product.resource});
        if (!devices.labelSource.isEmpty())
            facts.append({tr("Label"), devices.labelSource + u" = "_s + devices.rawProduct});
    }
    facts.append({tr("Pods"), availability.pods ? tr("%1 of %2")
                                                      .arg(models::numberText(*availability.pods),
                                                           models::numberText(availability.podsAllocatable))
                                                : QString()});
    QStringList taints;
    for (const accelerators::TaintView &view : availability.taints) {
        const QString text = accelerators::taintText(view.taint);
        taints += view.isTolerated ? tr("%1 (tolerated)").arg(text) : text;
    }
    facts.append({tr("Taints"), taints.join(u'\n')});
    QStringList conditions;
    for (const kubernetes::Condition &condition : node.conditions) {
        const bool isGood = condition.status == (condition.type == "Ready"_L1 ? "True"_L1 : "False"_L1);
        if (!isGood)
            conditions += tr("%1 is %2: %3").arg(condition.type, condition.status, condition.message);
    }
    facts.append({tr("Conditions"), conditions.join(u'\n')});
    facts.append({tr("Kubelet"), node.kubeletVersion});
    facts.append({tr("Address"), node.internalAddress});
    facts.append({tr("CPU kind"), node.architecture});
    facts.append({tr("Created"), models::timeText(node.created)});
    m_facts->setFacts(facts);
}

} // namespace fairlead::ui
