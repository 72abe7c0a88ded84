// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dockerside.h"

#include "backends/settings/findbyid.h"
#include "daemonform.h"
#include "dockerinspector.h"
#include "models/plaintext.h"
#include "pruneview.h"
#include "referenceform.h"
#include "registryform.h"
#include "ui/theme/theme.h"

#include <QFileInfo>
#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

using Kind = settings::SaveOutcome::Kind;

const std::vector<settings::Daemon> &objectsOf(const settings::Settings &settings, const settings::Daemon &)
{
    return settings.daemons;
}

const std::vector<settings::Registry> &objectsOf(const settings::Settings &settings, const settings::Registry &)
{
    return settings.registries;
}

settings::Daemon written(const DaemonForm &form)
{
    return form.daemon();
}

settings::Registry written(const RegistryForm &form)
{
    return form.registry();
}

} // namespace

DockerSide::DockerSide(const Theme &theme, settings::SettingsStore &store, const QString &dockerFolder, QWidget *parent)
    : QStackedWidget(parent)
    , m_store(store)
    , m_inspector(new DockerInspector(theme, this))
    , m_daemonForm(new DaemonForm(theme, dockerFolder, this))
    , m_registryForm(new RegistryForm(theme, this))
    , m_references(new ReferenceForm(this))
    , m_prune(new PruneView(theme, this))
{
    for (QWidget *page :
         std::initializer_list<QWidget *>{m_inspector, m_daemonForm, m_registryForm, m_references, m_prune})
        addWidget(page);
    m_daemonForm->setSettingsFolder(QFileInfo(store.path()).absolutePath());
    connectForm(*m_daemonForm, m_daemon);
    connectForm(*m_registryForm, m_registry);
    for (EditPanel *form : std::initializer_list<EditPanel *>{m_daemonForm, m_registryForm, m_references})
        connect(form, &EditPanel::cancelled, this, &DockerSide::leave);
    connect(m_prune, &PruneView::cancelled, this, &DockerSide::leave);
    connect(m_inspector, &DockerInspector::left, this, &DockerSide::left);
    connect(&store, &settings::SettingsStore::changed, this, &DockerSide::refreshReadOnly);
    refreshReadOnly();
}

template <class Form, class Object>
void DockerSide::connectForm(Form &form, std::optional<Editing<Object>> &editing)
{
    connect(&form, &Form::saveRequested, this, [this, &form, &editing](const Object &object) {
        if (!editing)
            return;
        editing->ours = object;
        save(form, editing, false);
    });
    connect(&form, &EditPanel::keepMineRequested, this, [this, &form, &editing] { save(form, editing, true); });
    connect(&form, &EditPanel::takeTheirsRequested, this, [this, &form, &editing] { takeTheirs(form, editing); });
}

void DockerSide::refreshReadOnly()
{
    const QString why = models::readOnlyText(m_store);
    m_daemonForm->setReadOnly(why);
    m_registryForm->setReadOnly(why);
}

void DockerSide::fill(DaemonForm &form, const settings::Daemon &daemon, bool isNew)
{
    form.setDaemon(daemon, isNew, m_store.settings().daemons, m_contexts);
}

void DockerSide::fill(RegistryForm &form, const settings::Registry &registry, bool isNew)
{
    form.setRegistry(registry, isNew, m_store.settings().registries);
}

void DockerSide::edit(const settings::Daemon &daemon)
{
    begin(*m_daemonForm, m_daemon, daemon);
}

void DockerSide::edit(const settings::Registry &registry)
{
    begin(*m_registryForm, m_registry, registry);
}

template <class Form, class Object>
void DockerSide::begin(Form &form, std::optional<Editing<Object>> &editing, const Object &object)
{
    const models::ObjectEdit<Object> edit(m_store.root(), object);
    editing = Editing<Object>{.edit = edit, .ours = edit.object()};
    setCurrentWidget(&form);
    fill(form, edit.object(), edit.isNew());
    editing->before = written(form);
    m_go = {};
}

template <class Form, class Object>
void DockerSide::save(Form &form, std::optional<Editing<Object>> &editing, bool wins)
{
    if (!editing)
        return;
    form.setFailure({});
    form.setBusy(true);
    m_store.save(
        {editing->edit.change(editing->ours)}, this,
        [this, &form, &editing, id = editing->ours.id](const settings::SaveOutcome &outcome) {
            form.setBusy(false);
            if (editing && editing->ours.id == id) // still the same one
                onSaved(form, editing, outcome);
            else if (outcome.kind != Kind::Saved)
                emit failed(tr("Not saved: %1").arg(models::plainLine(outcome.reason, 400)));
        },
        wins);
}

template <class Form, class Object>
void DockerSide::onSaved(Form &form, std::optional<Editing<Object>> &editing, const settings::SaveOutcome &outcome)
{
    switch (outcome.kind) {
    case Kind::Saved: {
        const Object saved = editing->ours;
        const auto go = std::exchange(m_go, {});
        leave();
        tellSaved(saved);
        if (go)
            go();
        break;
    }
    case Kind::Clash:
        editing->clashes = outcome.clashes;
        editing->theirs = outcome.document;
        form.showClashes(models::clashTexts(outcome.clashes));
        break;
    case Kind::Failed:
        m_go = {};
        form.setFailure(tr("Not saved: %1").arg(models::plainLine(outcome.reason, 400)));
        break;
    }
}

//! Theirs where both have changed the same, ours elsewhere; to be looked at, and saved again.
template <class Form, class Object>
void DockerSide::takeTheirs(Form &form, std::optional<Editing<Object>> &editing)
{
    if (!editing)
        return;
    const Object *theirs = settings::findById(objectsOf(editing->theirs.settings, editing->ours), editing->ours.id);
    if (!theirs) { // they have removed it
        leave();
        return;
    }
    const Object merged = models::ObjectEdit<Object>::merged(editing->ours, *theirs, editing->clashes);
    editing = Editing<Object>{.edit = models::ObjectEdit<Object>(editing->theirs.root, *theirs), .ours = merged};
    fill(form, merged, false);
}

void DockerSide::remove(const settings::Daemon &daemon, bool wins)
{
    removeObject(daemon, wins);
}

void DockerSide::remove(const settings::Registry &registry, bool wins)
{
    removeObject(registry, wins);
}

template <class Object>
void DockerSide::removeObject(const Object &object, bool wins)
{
    if (const QString why = models::readOnlyText(m_store); !why.isEmpty()) {
        emit failed(why);
        return;
    }
    const models::ObjectEdit<Object> edit(m_store.root(), object);
    m_store.save(
        {edit.removal()}, this,
        [this, object](const settings::SaveOutcome &outcome) {
            if (outcome.kind == Kind::Failed)
                emit failed(tr("Not removed: %1").arg(models::plainLine(outcome.reason, 400)));
            if (outcome.kind != Kind::Clash)
                return;
            QStringList theirs;
            for (const models::ClashText &clash : models::clashTexts(outcome.clashes))
                theirs += clash.theirs;
            m_inspector->ask({.text = tr("Somebody else has changed %1 meanwhile. Remove it all the same?")
                                          .arg(models::plainLine(object.name, 120)),
                              .names = tr("It is now: %1").arg(theirs.join(u", "_s)),
                              .action = tr("Remove"),
                              .run = [this, object] { removeObject(object, true); }});
        },
        wins);
}

void DockerSide::leave()
{
    m_daemon.reset();
    m_registry.reset();
    m_go = {};
    setCurrentWidget(m_inspector);
    emit left();
}

bool DockerSide::hasUnsavedChanges() const
{
    return (currentWidget() == m_daemonForm && m_daemon && m_daemonForm->daemon() != m_daemon->before) ||
           (currentWidget() == m_registryForm && m_registry && m_registryForm->registry() != m_registry->before);
}

void DockerSide::askToLeave(std::function<void()> go)
{
    if (!hasUnsavedChanges())
        return go();
    const auto discard = [this, go] {
        leave();
        go();
    };
    qobject_cast<EditPanel *>(currentWidget())->askToLeave(discard, [this, go] { m_go = go; });
}

bool DockerSide::isEditing() const
{
    return currentWidget() != m_inspector;
}

} // namespace fairlead::ui
