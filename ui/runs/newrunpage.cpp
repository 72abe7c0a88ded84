// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "newrunpage.h"

#include "backends/runs/lifecycle/runrecord.h"
#include "backends/settings/findbyid.h"
#include "backends/settings/settingsstore.h"
#include "models/configs/factchoices.h"
#include "models/configs/launchfactskeeper.h"
#include "models/keptstate.h"
#include "models/plaintext.h"
#include "runfields.h"
#include "ui/configs/manifestpreview.h"
#include "ui/forms/fieldspanel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/statedelegate.h"

#include <QKeyEvent>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

using models::ConsideredTable;
using models::RunOutlook;

QList<int> consideredColumns()
{
    using Column = ConsideredTable::Column;
    QList<int> widths(ConsideredTable::Columns, 0);
    widths[int(Column::Place)] = 110;
    widths[int(Column::Nodes)] = 190;
    widths[int(Column::Fits)] = 110;
    widths[int(Column::Times)] = 54;
    widths[int(Column::Why)] = 260;
    widths[int(Column::PerHour)] = 70;
    return widths;
}

} // namespace

NewRunPage::NewRunPage(const Theme &theme, models::LaunchFactsKeeper &facts, settings::SettingsStore &store,
                       QWidget *parent)
    : QWidget(parent)
    , m_facts(facts)
    , m_store(store)
    , m_outlooks(
          [this]() -> models::LatestAnswer<RunOutlook>::Work {
              static const auto schema = std::make_shared<const manifests::PodSchema>();
              return [question = question()] { return models::runOutlook(question, *schema); };
          },
          [this](const RunOutlook &outlook) { show(outlook); })
    , m_title(new ElidedLabel(u"title"_s, this))
    , m_fields(new RunFields(theme, this))
    , m_preview(new ManifestPreview(theme, this))
    , m_columns(new QSplitter(Qt::Horizontal, this))
    , m_rows(new QSplitter(Qt::Vertical, this))
{
    m_title->setFullText(tr("New run"));
    auto *fields = new FieldsPanel(*m_fields, this);
    fields->setMinimumWidth(400);
    m_columns->addWidget(fields);
    m_columns->addWidget(m_preview);
    m_columns->setSizes({600, 440});
    m_columns->setStretchFactor(0, 1);
    m_columns->setStretchFactor(1, 2);
    m_table = new DataTable(theme, m_considered, tr("Considered resources"), this);
    m_table->setDefaultColumns(consideredColumns(), int(ConsideredTable::Column::Why),
                               int(ConsideredTable::Column::Place));
    m_table->setItemDelegateForColumn(int(ConsideredTable::Column::Fits), new StateDelegate(theme, m_table));
    m_rows->addWidget(m_columns);
    m_rows->addWidget(makeConsidered());
    m_rows->setSizes({420, 220});
    m_rows->setStretchFactor(0, 3);
    m_rows->setStretchFactor(1, 1);
    for (QSplitter *splitter : {m_columns, m_rows}) {
        splitter->setHandleWidth(10);
        splitter->setChildrenCollapsible(false);
    }
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(m_title);
    layout->addWidget(m_rows, 1);
    layout->addWidget(makeFoot());
    connect(m_fields, &FormFields::edited, this, &NewRunPage::check);
    connect(&facts, &models::LaunchFactsKeeper::changed, this, [this] {
        if (!m_isShown)
            return;
        refreshChoices();
        m_outlooks.ask();
    });
    connect(&store, &settings::SettingsStore::changed, this, [this] {
        if (!m_isShown)
            return;
        m_fields->setSettings(m_store.settings());
        check();
    });
}

QWidget *NewRunPage::makeConsidered()
{
    auto *panel = new Panel(this);
    auto *title = new PlainLabel(u"heading"_s, panel);
    title->setText(tr("Considered resources"));
    m_notes = new PlainLabel(u"dim"_s, panel);
    m_notes->makeParagraph();
    auto *layout = new QVBoxLayout(panel);
    layout->setContentsMargins(9, 8, 9, 6);
    layout->setSpacing(4);
    layout->addWidget(title);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_notes);
    return panel;
}

QWidget *NewRunPage::makeFoot()
{
    auto *foot = new QWidget(this);
    m_standing = new ElidedLabel(u"dim"_s, foot);
    auto *cancel = new QPushButton(tr("Cancel"), foot);
    cancel->setToolTip(tr("Esc: what is written stays for the next time"));
    m_launch = new QPushButton(tr("Launch"), foot);
    m_launch->setToolTip(tr("Ctrl+Return"));
    m_launch->setProperty("primary", true);
    auto *layout = new QHBoxLayout(foot);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_standing, 1);
    layout->addWidget(cancel);
    layout->addWidget(m_launch);
    connect(cancel, &QPushButton::clicked, this, &NewRunPage::leave);
    connect(m_launch, &QPushButton::clicked, this, &NewRunPage::launch);
    auto *keys = new QShortcut(QKeySequence(u"Ctrl+Return"_s), this);
    keys->setContext(Qt::WidgetWithChildrenShortcut);
    connect(keys, &QShortcut::activated, this, &NewRunPage::launch);
    return foot;
}

void NewRunPage::begin(const std::optional<runs::RunForm> &form)
{
    const bool isFirst = m_runId.isEmpty();
    m_runId = runs::newRunId();
    m_launches = false;
    m_isShown = true;
    m_outlooks.forget();
    m_fields->setSettings(m_store.settings());
    if (form || isFirst) {
        runs::RunForm shown = form.value_or(runs::RunForm());
        const auto &configs = m_store.settings().runtimeConfigs;
        if (shown.configId.isEmpty() && configs.size() == 1)
            shown.configId = configs.front().id;
        m_fields->setForm(shown);
        m_outlook = {};
        m_preview->begin(false);
        m_considered.setConsidered({}, 1);
    }
    refreshChoices();
    check();
    m_fields->focusFirstField();
}

void NewRunPage::refreshChoices()
{
    const runs::RunForm form = m_fields->form();
    const auto *config = settings::findById(m_store.settings().runtimeConfigs, form.configId);
    m_fields->setChoices(
        models::factChoices(config ? *config : settings::RuntimeConfig(), m_facts.facts(), m_store.settings()));
}

models::RunQuestion NewRunPage::question() const
{
    return {.form = m_fields->form(),
            .runId = m_runId,
            .settings = m_store.settings(),
            .facts = m_facts.facts(),
            .limits = {},
            .prices = {}};
}

std::vector<models::FieldProblem> NewRunPage::showProblems()
{
    std::vector<models::FieldProblem> problems = m_fields->inputProblems();
    problems.insert(problems.end(), m_outlook.problems.begin(), m_outlook.problems.end());
    m_fields->setProblems(problems);
    return problems;
}

void NewRunPage::check()
{
    showProblems();
    m_launches = false;
    m_outlooks.ask();
    refreshFoot();
}

void NewRunPage::show(const RunOutlook &outlook)
{
    m_outlook = outlook;
    const std::vector<models::FieldProblem> problems = showProblems();
    m_considered.setConsidered(outlook.considered, outlook.run.nodes);
    m_notes->setText(outlook.notes.join(u'\n'));
    m_notes->setVisible(!outlook.notes.isEmpty());
    QStringList broken;
    for (const models::FieldProblem &problem : problems)
        broken += problem.message;
    m_preview->setPreviews(outlook.previews, {}, broken);
    refreshFoot();
    if (m_launches)
        launch();
}

void NewRunPage::refreshFoot()
{
    const int errors = m_fields->problems().errorCount();
    const runs::ConsideredRow *chosen = m_outlook.considered.chosen();
    QString text;
    if (m_outlooks.isPending())
        text = tr("Looking where it fits…");
    else if (errors > 0)
        text = tr("%Ln thing(s) to mend", nullptr, errors);
    else if (!m_outlook.isPossible())
        text = tr("No place can take it: see why below");
    else if (chosen && chosen->when == runs::NodeFit::When::Now)
        text = tr("Fits now at %1").arg(models::plainLine(chosen->target.name, 120));
    else if (chosen)
        text = tr("Will wait at %1: %2").arg(models::plainLine(chosen->target.name, 120), models::whyText(*chosen));
    else
        text = tr("Nobody knows where it fits: it is tried in turn");
    m_standing->setFullText(text);
}

//! What is wrong is shown, and what is not worked out yet is waited for.
void NewRunPage::launch()
{
    m_fields->showAllProblems();
    m_launches = m_outlooks.isPending();
    if (m_launches)
        return refreshFoot();
    showProblems();
    refreshFoot();
    if (m_fields->problems().errorCount() > 0)
        return m_fields->focusField(m_fields->problems().firstError());
    if (!m_outlook.isPossible())
        return;
    m_isShown = false;
    m_runId.clear(); // the next one is written anew
    emit launchRequested(m_fields->form(), m_outlook);
}

void NewRunPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape)
        return QWidget::keyPressEvent(event);
    leave();
}

void NewRunPage::leave()
{
    m_isShown = false;
    m_launches = false;
    m_outlooks.forget();
    emit left();
}

void NewRunPage::saveState(models::KeptState &settings) const
{
    settings.setValue("runs/newColumns"_L1, m_table->saveColumns());
    settings.setValue("runs/newSplitter"_L1, m_columns->saveState());
    settings.setValue("runs/newRows"_L1, m_rows->saveState());
}

void NewRunPage::restoreState(const models::KeptState &settings)
{
    m_table->restoreColumns(settings.value("runs/newColumns"_L1).toByteArray());
    m_columns->restoreState(settings.value("runs/newSplitter"_L1).toByteArray());
    m_rows->restoreState(settings.value("runs/newRows"_L1).toByteArray());
}

} // namespace fairlead::ui
