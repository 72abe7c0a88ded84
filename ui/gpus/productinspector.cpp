// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "productinspector.h"

#include "models/consolemodels.h"
#include "models/formats.h"
#include "models/gpus/producttext.h"
#include "models/keptstate.h"
#include "models/plaintext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/anchoredscroll.h"
#include "ui/widgets/factdelegate.h"
#include "ui/widgets/figuredelegate.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/wrappedtext.h"

#include <QKeyEvent>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

using models::FactsModel;
using models::FiguresModel;

} // namespace

ProductInspector::ProductInspector(const Theme &theme, models::ConsoleModels &models, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_details(models.nodes, models.totals, models.holderColours)
    , m_sections(theme)
{
    setAccessibleName(tr("Product"));
    m_scroll = new AnchoredScroll(this);
    m_scroll->setWidget(makeContent());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_scroll);
    connect(&m_details, &models::ProductDetailsModel::changed, this, &ProductInspector::refresh);
}

QWidget *ProductInspector::makeContent()
{
    auto *content = new QWidget(this);
    content->setObjectName(u"scrolled"_s);
    m_title = new ElidedLabel(u"heading"_s, content);
    m_subtitle = new ElidedLabel(u"dim"_s, content);
    auto *filter = new QPushButton(tr("Show only these nodes"), content);
    filter->setToolTip(tr("Writes the product into the filter of this pane"));
    auto *run = new QPushButton(tr("New run…"), content);
    run->setObjectName(u"link"_s);
    run->setToolTip(tr("A run with such a device"));
    auto *back = new QPushButton(tr("Back"), content);
    back->setObjectName(u"link"_s);
    back->setAccessibleName(tr("Back to the node"));
    back->setToolTip(tr("Back to the node (Esc)"));
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(0, 4, 0, 4);
    buttons->setSpacing(8);
    buttons->addWidget(filter, 1);
    buttons->addWidget(back);
    auto *sums = new FittingList(tr("All clusters that are counted"), m_details.sums,
                                 new FigureDelegate(m_theme, m_details.sums), content);
    m_leftOut = new WrappedText(u"warning"_s, content);
    m_leftOut->setAccessibleName(tr("Warnings"));

    const auto section = [&](const QString &key, const QString &title) { return m_sections.add(key, title, content); };
    m_clusterSection = section(u"productClusters"_s, tr("Clusters"));
    m_sizeSection = section(u"productSizes"_s, tr("One pod can ask for"));
    m_nodeSection = section(u"productNodes"_s, tr("Nodes with free devices"));
    m_holderSection = section(u"productHolders"_s, tr("Held by"));
    m_nameSection = section(u"productNames"_s, tr("Names in labels"));
    addFigures(m_clusterSection, tr("Clusters"), m_details.clusters);
    const auto addFacts = [this](Section *to, const QString &name, FactsModel &model) {
        auto *list = new FittingList(name, model, new FactDelegate(m_theme, FactDelegate::Style::Counts), to);
        list->setCopier(copied<FactsModel>);
        to->add(list);
    };
    addFacts(m_sizeSection, tr("One pod can ask for"), m_details.sizes);
    addFacts(m_nameSection, tr("Names in labels"), m_details.names);
    m_nodes = addFigures(m_nodeSection, tr("Nodes with free devices"), m_details.freeNodes);
    m_noNodes = new PlainLabel(u"dim"_s, m_nodeSection);
    m_noNodes->setWordWrap(true);
    m_nodeSection->add(m_noNodes);
    makeHolders();

    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(16, 12, 16, 16);
    layout->setSpacing(6);
    layout->addWidget(m_title);
    layout->addWidget(m_subtitle);
    layout->addLayout(buttons);
    layout->addWidget(run, 0, Qt::AlignLeft);
    layout->addWidget(new CaptionLine(m_theme, m_details.sums, content));
    layout->addWidget(sums);
    layout->addWidget(m_leftOut);
    m_sections.addTo(*layout);
    layout->addStretch(1);
    connect(filter, &QPushButton::clicked, this,
            [this] { emit filterRequested(models::filterFor(m_details.details())); });
    connect(run, &QPushButton::clicked, this, [this] {
        if (product())
            emit runRequested({.gpus = models::askFor(*product())});
    });
    connect(back, &QPushButton::clicked, this, &ProductInspector::closed);
    connect(m_nodes, &FittingList::picked, this,
            [this](const QModelIndex &index) { emit nodeActivated(m_details.freeNodes.row(index).key); });
    return content;
}

FittingList *ProductInspector::addFigures(Section *section, const QString &name, FiguresModel &model)
{
    auto *list = new FittingList(name, model, new FigureDelegate(m_theme, model), section);
    list->setCopier([&model](const QModelIndexList &rows) {
        const QString titles = model.captions().isEmpty() ? QString() : model.copiedTitles() + u'\n';
        return titles + copied<FiguresModel>(rows);
    });
    section->add(list);
    return list;
}

void ProductInspector::makeHolders()
{
    m_asNamespaces = m_holderSection->addLink(tr("Namespaces"), tr("Holders by namespace"));
    m_asUsers = m_holderSection->addLink(tr("Users"), tr("Holders by user"));
    for (QPushButton *choice : {m_asNamespaces, m_asUsers}) {
        choice->setObjectName(u"segment"_s);
        choice->setCheckable(true);
    }
    m_namespaces = addFigures(m_holderSection, tr("Namespaces that hold most"), m_details.namespaces);
    m_users = addFigures(m_holderSection, tr("Users that hold most"), m_details.users);
    m_noHolders = new PlainLabel(u"dim"_s, m_holderSection);
    m_noHolders->setWordWrap(true);
    m_noHolders->setText(tr("No pod that can be listed holds one."));
    m_holderSection->add(m_noHolders);
    connect(m_asNamespaces, &QPushButton::clicked, this, [this] { showUsers(false); });
    connect(m_asUsers, &QPushButton::clicked, this, [this] { showUsers(true); });
    showUsers(false);
}

void ProductInspector::showUsers(bool areUsers)
{
    m_showsUsers = areUsers;
    m_asNamespaces->setChecked(!areUsers);
    m_asUsers->setChecked(areUsers);
    m_namespaces->setVisible(!areUsers);
    m_users->setVisible(areUsers);
}

void ProductInspector::setProduct(const std::optional<accelerators::Product> &product)
{
    m_details.setProduct(product);
    refresh();
}

void ProductInspector::refresh()
{
    if (!m_details.product())
        return;
    const accelerators::Product &product = *m_details.product();
    const models::ProductDetails &details = m_details.details();
    m_title->setFullText(models::productText(product));
    m_subtitle->setFullText(tr("%1 · %2").arg(models::kindWords(product), models::plainLine(product.resource, 120)));
    QStringList warnings;
    if (!m_details.isFound())
        warnings += tr("No cluster that is counted has it now; this is what was last seen.");
    warnings += m_details.leftOutText();
    warnings.removeAll(QString());
    m_leftOut->setText(warnings.join(u'\n'));
    m_leftOut->setVisible(!warnings.isEmpty());
    m_clusterSection->setNote(models::numberText(std::int64_t(details.clusters.size())));
    m_clusterSection->setVisible(details.clusters.size() > 1 || !warnings.isEmpty());
    m_noHolders->setVisible(m_details.isCounted() && details.namespaces.empty());
    m_noNodes->setVisible(m_details.isCounted() && (details.freeNodes.empty() || details.moreFreeNodes > 0));
    m_noNodes->setText(details.freeNodes.empty() ? tr("No node on which something can be placed has a free one.")
                                                 : tr("and %Ln more node(s)", nullptr, int(details.moreFreeNodes)));
    m_scroll->settle();
    emit changed();
}

void ProductInspector::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_details.setActive(true);
}

void ProductInspector::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_details.setActive(false);
}

void ProductInspector::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        emit closed();
    else
        QWidget::keyPressEvent(event);
}

void ProductInspector::saveState(models::KeptState &settings) const
{
    m_sections.saveState(settings);
    settings.setValue("gpus/inspector/productUsers"_L1, m_showsUsers);
}

void ProductInspector::restoreState(const models::KeptState &settings)
{
    m_sections.restoreState(settings);
    showUsers(settings.value("gpus/inspector/productUsers"_L1).toBool());
}

} // namespace fairlead::ui
