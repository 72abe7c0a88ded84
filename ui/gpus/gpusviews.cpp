// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "gpusviews.h"

#include "models/consolemodels.h"
#include "models/formats.h"
#include "models/keptstate.h"
#include "models/plaintext.h"
#include "nodespanel.h"
#include "ui/widgets/filteredit.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/paneheader.h"
#include "viewform.h"

#include <QJsonDocument>
#include <QMenu>
#include <QSignalBlocker>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

using models::SavedView;

//! No letter of the name becomes a key of the menu.
QString menuText(const SavedView &view)
{
    return QString(view.name).replace(u'&', "&&"_L1);
}

QStringList openContexts(const models::ConsoleModels &models)
{
    QStringList ids;
    for (const models::ContextEntry *entry : models.contexts.entries()) {
        if (entry->isOpen || entry->isRefusedOpen())
            ids += entry->context.id;
    }
    ids.sort();
    return ids;
}

QStringList without(const QStringList &list, const QStringList &others)
{
    QStringList rest;
    for (const QString &text : list) {
        if (!others.contains(text))
            rest += text;
    }
    return rest;
}

QString namesText(QStringList names)
{
    for (QString &name : names)
        name = models::plainLine(name, 60);
    return models::namesText(names);
}

} // namespace

GpusViews::GpusViews(const Theme &theme, const models::ConsoleModels &models, PaneHeader &header, NodesPanel &nodes)
    : QObject(&header)
    , m_models(models)
    , m_header(header)
    , m_nodes(nodes)
    , m_form(new ViewForm(theme, m_views, &header))
{
    header.addMenu(tr("Views"), tr("Views: ways to look at this pane"), [this](QMenu &menu) { fillMenu(menu); });
    header.addForm(m_form);
    connect(m_form, &ViewForm::saved, this, &GpusViews::saveAs);
    connect(m_form, &ViewForm::renamed, &m_views, &models::SavedViews::rename);
    connect(m_form, &ViewForm::left, &nodes, qOverload<>(&QWidget::setFocus));
    connect(&m_views, &models::SavedViews::changed, this, &GpusViews::changed);
}

SavedView GpusViews::now() const
{
    SavedView view = m_nodes.view();
    view.filter = m_header.filter().text();
    view.contexts = openContexts(m_models);
    return view;
}

void GpusViews::show(const QString &id)
{
    const SavedView *found = m_views.find(id);
    if (!found)
        return;
    const SavedView view = *found;
    m_header.notice().dismiss();
    m_nodes.setView(view);
    m_header.filter().setText(view.filter);
    if (view.contexts)
        openScope(view);
    if (view.showsWaiting.value_or(false))
        emit waitingRequested();
    else
        m_nodes.setFocus();
}

void GpusViews::openScope(const SavedView &view)
{
    const QStringList before = openContexts(m_models);
    QStringList known;
    for (const models::ContextEntry *entry : m_models.contexts.entries())
        known += entry->context.id;
    const QStringList unknown = without(*view.contexts, known);
    const QStringList wanted = without(*view.contexts, unknown);
    QStringList sentences;
    if (const QStringList opened = without(wanted, before); !opened.isEmpty())
        sentences += tr("The view opened %1.").arg(namesText(opened));
    if (const QStringList closed = without(before, wanted); !closed.isEmpty())
        sentences += tr("It closed %1.").arg(namesText(closed));
    const bool isOther = !sentences.isEmpty();
    if (!unknown.isEmpty())
        sentences += tr("No kubeconfig has %1.").arg(namesText(unknown));
    if (isOther)
        emit scopeRequested(wanted);
    if (!sentences.isEmpty())
        m_header.notice().say(sentences.join(u' '),
                              unknown.isEmpty() ? models::Severity::Neutral : models::Severity::Warning,
                              isOther ? tr("Undo") : QString(), [this, before] { emit scopeRequested(before); });
}

void GpusViews::saveAs(const QString &name, bool withContexts)
{
    SavedView view = now();
    view.name = name;
    if (!withContexts)
        view.contexts.reset();
    if (const SavedView *same = m_views.named(name)) {
        view.id = same->id;
        replace(view);
    } else if (m_views.add(view)) {
        m_header.notice().say(tr("Saved as view “%1”.").arg(name));
    } else {
        m_header.notice().say(tr("There are too many views to save another one. Delete one first."),
                              models::Severity::Error);
    }
}

void GpusViews::update(const QString &id)
{
    const SavedView *old = m_views.find(id);
    if (!old)
        return;
    SavedView view = now();
    view.id = old->id;
    view.name = old->name;
    view.unknown = old->unknown;
    if (!old->contexts)
        view.contexts.reset();
    replace(view);
}

void GpusViews::replace(const SavedView &view)
{
    const SavedView old = *m_views.find(view.id);
    m_views.replace(view);
    m_header.notice().say(tr("View “%1” is now what is shown.").arg(view.name), models::Severity::Neutral, tr("Undo"),
                          [this, old] { m_views.replace(old); });
}

void GpusViews::remove(const QString &id)
{
    const SavedView *found = m_views.find(id);
    if (!found)
        return;
    const SavedView view = *found;
    const std::size_t place = m_views.remove(id);
    m_header.notice().say(tr("View “%1” was deleted.").arg(view.name), models::Severity::Neutral, tr("Undo"),
                          [this, view, place] { m_views.add(view, place); });
}

void GpusViews::fillMenu(QMenu &menu)
{
    const SavedView shown = now();
    const auto add = [&](const SavedView &view) {
        QAction *action = menu.addAction(menuText(view));
        action->setCheckable(true);
        action->setChecked(models::shows(shown, view));
        connect(action, &QAction::triggered, this, [this, id = view.id] { show(id); });
    };
    for (const SavedView &view : models::SavedViews::builtIn())
        add(view);
    menu.addSeparator();
    for (const SavedView &view : m_views.views())
        add(view);
    if (!m_views.views().empty())
        menu.addSeparator();
    connect(menu.addAction(tr("Save view as…")), &QAction::triggered, this,
            [this] { m_form->askForNew(int(openContexts(m_models).size())); });
    if (m_views.views().empty())
        return;
    const auto addAll = [&](const QString &title, auto action) {
        QMenu *more = menu.addMenu(title);
        for (const SavedView &view : m_views.views())
            connect(more->addAction(menuText(view)), &QAction::triggered, this, [action, id = view.id] { action(id); });
    };
    addAll(tr("Update with what is shown"), [this](const QString &id) { update(id); });
    addAll(tr("Rename"), [this](const QString &id) { m_form->askForName(id); });
    addAll(tr("Delete"), [this](const QString &id) { remove(id); });
}

std::vector<Command> GpusViews::commands()
{
    const QString group = tr("View");
    std::vector<Command> commands;
    for (const SavedView &view : models::SavedViews::builtIn())
        commands.push_back({tr("View: %1").arg(view.name), group, {}, [this, id = view.id] { show(id); }});
    for (const SavedView &view : m_views.views())
        commands.push_back({tr("View: %1").arg(view.name), group, {}, [this, id = view.id] { show(id); }});
    commands.push_back(
        {tr("Save view as…"), group, {}, [this] { m_form->askForNew(int(openContexts(m_models).size())); }});
    for (const SavedView &view : m_views.views()) {
        const QString id = view.id;
        commands.push_back(
            {tr("Update view %1 with what is shown").arg(view.name), group, {}, [this, id] { update(id); }});
        commands.push_back({tr("Rename view %1").arg(view.name), group, {}, [this, id] { m_form->askForName(id); }});
        commands.push_back({tr("Delete view %1").arg(view.name), group, {}, [this, id] { remove(id); }});
    }
    return commands;
}

void GpusViews::saveState(models::KeptState &settings) const
{
    // Text that moves into a settings file as it is.
    settings.setValue("gpus/views"_L1,
                      QString::fromUtf8(QJsonDocument(m_views.toJson()).toJson(QJsonDocument::Compact)));
}

void GpusViews::restoreState(const models::KeptState &settings)
{
    const QSignalBlocker blocker(m_views); // nothing that would have to be kept has changed
    m_views.fromJson(QJsonDocument::fromJson(settings.value("gpus/views"_L1).toString().toUtf8()).array());
}

} // namespace fairlead::ui
