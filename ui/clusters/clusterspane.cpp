// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "clusterspane.h"

#include "contextinspector.h"
#include "models/clusters/contextstate.h"
#include "models/consolemodels.h"
#include "models/plaintext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/filteredit.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/paneheader.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/scopebar.h"
#include "ui/widgets/statedelegate.h"

#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

using models::ContextsModel;

QList<int> contextColumns()
{
    using Column = ContextsModel::Column;
    QList<int> widths(ContextsModel::Columns, 0);
    widths[int(Column::Name)] = 120;
    widths[int(Column::State)] = 118;
    widths[int(Column::Version)] = 72;
    widths[int(Column::Latency)] = 64;
    widths[int(Column::Username)] = 90;
    widths[int(Column::Error)] = 220;
    return widths;
}

} // namespace

ClustersPane::ClustersPane(const Theme &theme, models::ConsoleModels &models, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_models(models)
    , m_header(new PaneHeader(tr("Clusters"), tr("/ filter"), theme, models.contexts, this))
    , m_problems(new PlainLabel(u"error"_s, this))
    , m_inspector(new ContextInspector(theme, this))
    , m_columns(new QSplitter(Qt::Horizontal, this))
{
    setObjectName(u"page"_s);
    m_problems->makeParagraph();
    m_columns->addWidget(makeTablePanel());
    m_columns->addWidget(m_inspector);
    m_columns->setSizes({760, 320});
    m_columns->setHandleWidth(10);
    m_columns->setChildrenCollapsible(false);
    m_columns->setStretchFactor(0, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 12, 16, 12);
    layout->setSpacing(10);
    layout->addWidget(m_header);
    layout->addWidget(m_problems);
    layout->addWidget(m_columns, 1);

    connect(&m_header->filter(), &QLineEdit::textChanged, this, [this](const QString &text) {
        m_models.contexts.setFilterText(text);
        m_header->setFilterProblem(models::problemsText({&m_models.contexts.query()}));
    });
    connect(&m_header->filter(), &FilterEdit::left, m_table, qOverload<>(&QWidget::setFocus));
    connect(&m_header->scope(), &ScopeBar::contextActivated, this, &ClustersPane::selectContext);
    connect(m_table, &DataTable::currentRowChanged, this, &ClustersPane::showSelected);
    connect(m_empty, &EmptyState::actionRequested, &m_header->filter(), &QLineEdit::clear);
    connect(&models, &models::ConsoleModels::changed, this, &ClustersPane::refresh);
    connect(&theme, &Theme::changed, this, &ClustersPane::showSelected);
    connect(&models.contexts, &ContextsModel::openRequested, this, &ClustersPane::openRequested);
    connect(m_inspector, &ContextInspector::openRequested, this, &ClustersPane::openRequested);
    connect(m_inspector, &ContextInspector::retryRequested, this, &ClustersPane::retryRequested);
    connect(m_inspector, &ContextInspector::approveRequested, this, &ClustersPane::approveRequested);
    setFocusProxy(m_table);
    refresh();
}

QWidget *ClustersPane::makeTablePanel()
{
    auto *panel = new Panel(this);
    m_table = new DataTable(m_theme, m_models.contexts, tr("Contexts"), panel);
    m_table->setDefaultColumns(contextColumns(), int(ContextsModel::Column::Error));
    m_table->setItemDelegateForColumn(int(ContextsModel::Column::State), new StateDelegate(m_theme, m_table));
    m_empty = new EmptyState(panel);
    m_tableOrEmpty = new QStackedWidget(panel);
    m_tableOrEmpty->addWidget(m_table);
    m_tableOrEmpty->addWidget(m_empty);
    auto *layout = new QVBoxLayout(panel);
    layout->setContentsMargins(9, 5, 9, 6);
    layout->addWidget(m_tableOrEmpty);
    return panel;
}

void ClustersPane::selectContext(const QString &id)
{
    if (!m_models.contexts.indexOf(id).isValid())
        m_header->filter().clear();
    m_table->selectRowOf(m_models.contexts.indexOf(id));
}

void ClustersPane::updateAges()
{
    if (isVisible())
        showSelected();
}

QString ClustersPane::selectedContext() const
{
    return m_table->selectedKey();
}

void ClustersPane::selectSomething()
{
    if (m_table->currentIndex().isValid())
        return;
    for (const models::ContextEntry *entry : m_models.contexts.openEntries()) {
        if (models::needsAttention(entry->status.state)) {
            selectContext(entry->context.id);
            return;
        }
    }
    if (m_models.contexts.rowCount() > 0)
        m_table->selectRowOf(m_models.contexts.index(0, 0));
}

void ClustersPane::saveState(QSettings &settings) const
{
    settings.setValue("clusters/columns"_L1, m_table->saveColumns());
    settings.setValue("clusters/splitter"_L1, m_columns->saveState());
}

void ClustersPane::restoreState(const QSettings &settings)
{
    m_table->restoreColumns(settings.value("clusters/columns"_L1).toByteArray());
    m_columns->restoreState(settings.value("clusters/splitter"_L1).toByteArray());
}

void ClustersPane::showSelected()
{
    m_inspector->setEntry(m_models.contexts.entry(m_table->currentIndex()));
}

void ClustersPane::refresh()
{
    m_header->scope().refresh();
    QStringList problems;
    for (const kubernetes::KubeconfigProblem &problem : m_models.problems())
        problems += models::plainLine(problem.text(), 300);
    constexpr int Shown = 3;
    const int more = int(problems.size()) - Shown;
    problems = problems.mid(0, Shown);
    if (more > 0)
        problems += tr("and %n more problem(s) in kubeconfigs", nullptr, more);
    m_problems->setText(problems.join(u'\n'));
    m_problems->setVisible(!problems.isEmpty());

    m_tableOrEmpty->setCurrentIndex(m_models.contexts.rowCount() > 0 ? 0 : 1);
    if (!m_models.isLoaded())
        m_empty->setContent(tr("Reading kubeconfigs…"), {});
    else if (m_models.contexts.totalCount() > 0)
        m_empty->setContent(tr("No context matches the filter"), {}, tr("Clear the filter"));
    else
        m_empty->setContent(
            tr("No cluster is configured"),
            tr("No kubeconfig with a context was found. Looked at: %1.\n"
               "Put a kubeconfig there, set KUBECONFIG, or start with --kubeconfig FILE; it is noticed by itself.")
                .arg(models::plainText(m_models.kubeconfigPaths().join(", "_L1))));
}

} // namespace fairlead::ui
