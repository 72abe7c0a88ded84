// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "nodeinspector.h"

#include "holderdelegate.h"
#include "models/formats.h"
#include "models/gpus/holdersmodel.h"
#include "models/gpus/nodefacts.h"
#include "models/keptstate.h"
#include "models/plaintext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/anchoredscroll.h"
#include "ui/widgets/factdelegate.h"
#include "ui/widgets/factgrid.h"
#include "ui/widgets/figuredelegate.h"
#include "ui/widgets/filteredit.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/statelabel.h"
#include "ui/widgets/wrappedtext.h"

#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

using models::Fact;
using models::FactsModel;
using models::FiguresModel;

constexpr std::size_t FewLabels = 12; //!< so few are all shown at once

} // namespace

NodeInspector::NodeInspector(const Theme &theme, models::HolderColours &colours, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_colours(colours)
    , m_holders(new models::HoldersModel(colours, this))
    , m_sections(theme)
{
    setAccessibleName(tr("Node"));
    m_scroll = new AnchoredScroll(this);
    m_scroll->setWidget(makeContent());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_scroll);
    connect(m_holders, &models::IndexedTableModel::countsChanged, this, &NodeInspector::showHolders);
}

QWidget *NodeInspector::makeContent()
{
    auto *content = new QWidget(this);
    content->setObjectName(u"scrolled"_s);
    m_title = new ElidedLabel(u"heading"_s, content);
    m_state = new StateLabel(m_theme, content);
    m_subtitle = new ElidedLabel(u"dim"_s, content);
    m_warning = new WrappedText(u"warning"_s, content);
    m_warning->setAccessibleName(tr("Warnings"));
    const auto section = [&](const QString &key, const QString &title) { return m_sections.add(key, title, content); };
    m_deviceSection = section(u"resources"_s, tr("Resources"));
    m_holderSection = section(u"holders"_s, tr("Holders"));
    m_conditionSection = section(u"conditions"_s, tr("Conditions"));
    m_taintSection = section(u"taints"_s, tr("Taints"));
    m_labelSection = section(u"labels"_s, tr("Labels"));
    m_detailSection = section(u"details"_s, tr("Details"));
    makeDevices(m_deviceSection);
    makeHolders(m_holderSection);
    makeConditionsAndTaints(content);
    makeLabels(m_labelSection);
    m_details = new FactGrid(m_detailSection);
    m_detailSection->add(m_details);

    auto *state = new QHBoxLayout;
    state->setContentsMargins(0, 0, 0, 0);
    state->setSpacing(8);
    state->addWidget(m_state);
    state->addWidget(m_subtitle, 1);
    auto *run = new QPushButton(tr("New run…"), content);
    run->setObjectName(u"link"_s);
    run->setToolTip(tr("A run in this context, with a device as this node has them"));
    state->addWidget(run);
    connect(run, &QPushButton::clicked, this, [this] {
        if (m_node)
            emit runRequested(models::runOn(m_node->contextName, m_node->node->availability));
    });
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(16, 12, 16, 16);
    layout->setSpacing(6);
    layout->addWidget(m_title);
    layout->addLayout(state);
    layout->addWidget(m_warning);
    m_sections.addTo(*layout);
    layout->addStretch(1);
    return content;
}

void NodeInspector::makeDevices(QWidget *parent)
{
    m_captions = new CaptionLine(m_theme, m_figures, parent);
    auto *list = new FittingList(tr("Resources"), m_figures, new FigureDelegate(m_theme, m_figures), parent);
    list->setCopier(
        [this](const QModelIndexList &rows) { return m_figures.copiedTitles() + u'\n' + copied<FiguresModel>(rows); });
    m_deviceSection->add(m_captions);
    m_deviceSection->add(list);
    setFocusProxy(list);
}

void NodeInspector::makeHolders(QWidget *parent)
{
    m_noHolders = new PlainLabel(u"dim"_s, parent);
    m_noHolders->setWordWrap(true);
    m_holderList = new FittingList(tr("Holders"), *m_holders, new HolderDelegate(m_theme), parent);
    m_holderList->setSelectionMode(QAbstractItemView::NoSelection); // what is picked is picked in the whole pane
    m_holderList->setCopier([this](const QModelIndexList &) { return m_holders->tabSeparated(); });
    m_holderSection->add(m_noHolders);
    m_holderSection->add(m_holderList);
    QPushButton *copy = m_holderSection->addLink(tr("Copy"), tr("Copy holders"));
    copy->setToolTip(tr("Copies all holders as tab-separated text"));
    connect(copy, &QPushButton::clicked, m_holderList, &FittingList::copy);
    connect(m_holderList, &FittingList::picked, this,
            [this](const QModelIndex &index) { emit holderPicked(m_holders->nextPick(index)); });
}

void NodeInspector::makeConditionsAndTaints(QWidget *parent)
{
    const auto list = [&](Section *section, const QString &name, FactsModel &model) {
        auto *made = new FittingList(name, model, new FactDelegate(m_theme, FactDelegate::Style::Statements), parent);
        made->setCopier(copied<FactsModel>);
        section->add(made);
    };
    list(m_conditionSection, tr("Conditions"), m_conditions);
    list(m_taintSection, tr("Taints"), m_taints);
    m_noTaints = new PlainLabel(u"dim"_s, m_taintSection);
    m_noTaints->setText(tr("None, and not cordoned."));
    m_taintSection->add(m_noTaints);
}

void NodeInspector::makeLabels(QWidget *parent)
{
    m_labelFilter = new FilterEdit(tr("Filter labels"), parent);
    m_labelFilter->setAccessibleName(tr("Filter labels"));
    m_labelFilter->setMinimumWidth(0);
    m_labelFilter->setMaximumWidth(QWIDGETSIZE_MAX); // that of the section
    auto *list =
        new FittingList(tr("Labels"), m_labels, new FactDelegate(m_theme, FactDelegate::Style::Labels), parent);
    list->setCopier(copied<FactsModel>);
    m_noLabels = new PlainLabel(u"dim"_s, parent);
    m_noLabels->setWordWrap(true);
    m_allLabelsLink = new QPushButton(parent);
    m_allLabelsLink->setObjectName(u"link"_s);
    QPushButton *copy = m_labelSection->addLink(tr("Copy"), tr("Copy labels"));
    copy->setToolTip(tr("Copies the labels that are selected, or all that are shown"));
    for (QWidget *widget : std::initializer_list<QWidget *>{m_labelFilter, list, m_noLabels, m_allLabelsLink})
        m_labelSection->add(widget);
    connect(copy, &QPushButton::clicked, list, &FittingList::copy);
    connect(m_labelFilter, &QLineEdit::textChanged, this, &NodeInspector::showLabels);
    connect(m_labelFilter, &FilterEdit::left, list, qOverload<>(&QWidget::setFocus));
    connect(m_allLabelsLink, &QPushButton::clicked, this, [this] {
        m_showsAllLabels = !m_showsAllLabels;
        showLabels();
    });
}

void NodeInspector::setNode(const models::NodeTableModel::Selected &node)
{
    m_node = node;
    m_holders->setNode(node.contextId, node.node);
    m_allLabels = models::labelFacts(*node.node->availability.node);
    showHead();
    showDevices();
    showHolders();
    showConditions();
    showLabels();
    showDetails();
    m_scroll->settle();
}

void NodeInspector::setHolder(const std::optional<models::HolderSelection> &holder)
{
    m_holders->setPicked(holder);
}

void NodeInspector::updateAges()
{
    m_holders->updateAges();
    if (!m_node)
        return;
    showHead();
    showConditions();
    showDetails();
    m_scroll->settle();
}

void NodeInspector::showHead()
{
    const accelerators::NodeAvailability &node = m_node->node->availability;
    m_title->setFullText(models::plainLine(node.node->name));
    QStringList parts{models::plainLine(m_node->contextName, 120)};
    if (node.node->created > 0)
        parts += tr("up %1").arg(models::durationText(models::secondsNow() - node.node->created));
    m_subtitle->setFullText(parts.join(u" · "_s));
    const models::StateWords state = models::nodeState(node);
    m_state->setState(state.text, m_node->isStale ? models::Severity::Dim : state.severity);
    QStringList warnings;
    if (m_node->isStale)
        warnings += tr("Stale since %1: this is what was last seen.").arg(models::clockText(m_node->staleSince));
    warnings += models::nodeWarnings(node);
    const QString text = warnings.join(u'\n');
    m_warning->setText(text);
    m_warning->setVisible(!text.isEmpty());
}

void NodeInspector::showDevices()
{
    const accelerators::NodeRow &node = *m_node->node;
    m_figures.setCaptions(models::nodeFigureCaptions(node.availability));
    auto rows = models::nodeFigures(node, m_colours);
    for (models::FigureRow &row : rows)
        row.isStale = m_node->isStale;
    m_figures.setRows(std::move(rows));
}

void NodeInspector::showHolders()
{
    const int count = m_holders->rowCount();
    m_holderSection->setNote(count > 0 ? models::numberText(count) : QString());
    m_holderList->setVisible(count > 0);
    m_noHolders->setVisible(count == 0);
    const bool isKnown = m_node && m_node->node->availability.pods.has_value();
    m_noHolders->setText(isKnown ? tr("No pod holds a device of this node.")
                                 : tr("Not known: the pods of this cluster cannot be listed."));
}

void NodeInspector::showConditions()
{
    const accelerators::NodeAvailability &node = m_node->node->availability;
    m_conditions.setRows(models::conditionFacts(*node.node, models::secondsNow()));
    m_taints.setRows(models::taintFacts(node));
    const int taints = int(node.taints.size());
    m_taintSection->setNote(taints > 0 ? models::numberText(taints) : QString());
    m_noTaints->setVisible(m_taints.rowCount() == 0);
}

//! Without a filter those that matter here, and all where these are few.
void NodeInspector::showLabels()
{
    const QString wanted = m_labelFilter->text().trimmed();
    const bool isFew = m_allLabels.size() <= FewLabels;
    const auto isRelevant = [](const Fact &fact) { return fact.severity != models::Severity::Dim; };
    const auto relevant = std::count_if(m_allLabels.begin(), m_allLabels.end(), isRelevant);
    std::vector<Fact> shown;
    for (const Fact &fact : m_allLabels) {
        const bool isShown = wanted.isEmpty() ? isFew || m_showsAllLabels || isRelevant(fact)
                                              : fact.title.contains(wanted, Qt::CaseInsensitive) ||
                                                    fact.note.contains(wanted, Qt::CaseInsensitive);
        if (isShown)
            shown.push_back(fact);
    }
    const bool isEmpty = shown.empty();
    m_labels.setRows(std::move(shown));
    const auto total = std::int64_t(m_node ? m_node->node->availability.node->labels.size() : 0);
    m_labelSection->setNote(total > 0 ? models::numberText(total) : QString());
    m_labelFilter->setVisible(!isFew);
    m_noLabels->setVisible(isEmpty);
    m_noLabels->setText(m_allLabels.empty() ? tr("The node has no labels.")
                        : !wanted.isEmpty() ? tr("No label matches the filter.")
                                            : tr("None of them says something of GPUs or of where the node belongs."));
    m_allLabelsLink->setVisible(!isFew && wanted.isEmpty() && relevant < qsizetype(m_allLabels.size()));
    m_allLabelsLink->setText(m_showsAllLabels ? tr("Show fewer labels")
                                              : tr("Show all %1 labels").arg(models::numberText(total)));
}

void NodeInspector::showDetails()
{
    m_details->setFacts(models::nodeDetails(m_node->node->availability, models::secondsNow()));
}

void NodeInspector::saveState(models::KeptState &settings) const
{
    m_sections.saveState(settings);
}

void NodeInspector::restoreState(const models::KeptState &settings)
{
    m_sections.restoreState(settings);
}

} // namespace fairlead::ui
