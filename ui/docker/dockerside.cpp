// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dockerside.h"

#include "backends/settings/findbyid.h"
#include "daemonform.h"
#include "dockerinspector.h"
#include "models/forms/clash.h"
#include "models/forms/settingstext.h"
#include "models/plaintext.h"
#include "pruneview.h"
#include "pushform.h"
#include "referenceform.h"
#include "registryform.h"
#include "ui/theme/theme.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

using Kind = settings::SaveOutcome::Kind;

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
    , m_push(new PushForm(this))
    , m_daemon{models::ObjectSaver(store)}
    , m_registry{models::ObjectSaver(store)}
{
    for (QWidget *page :
         std::initializer_list<QWidget *>{m_inspector, m_daemonForm, m_registryForm, m_references, m_prune, m_push})
        addWidget(page);
    m_daemonForm->setSettingsFolder(QFileInfo(store.path()).absolutePath());
    connectForm(*m_daemonForm, m_daemon);
    connectForm(*m_registryForm, m_registry);
    for (EditPanel *form : std::initializer_list<EditPanel *>{m_daemonForm, m_registryForm}) {
        connect(form, &EditPanel::cancelled, this, [this] {
            askToLeave([this] {
                if (isEditing())
                    leave();
            });
        });
    }
    for (EditPanel *form : std::initializer_list<EditPanel *>{m_references, m_push})
        connect(form, &EditPanel::cancelled, this, &DockerSide::leave);
    connect(m_prune, &PruneView::cancelled, this, &DockerSide::leave);
    connect(m_inspector, &DockerInspector::left, this, &DockerSide::left);
    connect(&store, &settings::SettingsStore::changed, this, &DockerSide::refreshReadOnly);
    refreshReadOnly();
}

template <class Form, class Object>
void DockerSide::connectForm(Form &form, Editing<Object> &editing)
{
    using models::ObjectSaver;
    connect(&form, &Form::saveRequested, this, [this, &form, &editing](const Object &object) {
        if (editing.edit)
            save(form, editing, editing.edit->change(object));
    });
    connect(&form, &EditPanel::keepMineRequested, this,
            [this, &form, &editing] { save(form, editing, editing.saver.decided({})); });
    connect(&form, &EditPanel::takeTheirsRequested, this, [this, &form, &editing] { takeTheirs(form, editing); });
    connect(&editing.saver, &ObjectSaver::saved, this, [this, &editing](const QString &id) {
        const auto go = std::exchange(m_go, {});
        leave();
        tellSaved(editing, id);
        if (go)
            go();
    });
    connect(&editing.saver, &ObjectSaver::clashed, &form, [&form, &editing] {
        form.setBusy(false);
        form.showClashes(models::clashTexts(editing.saver.clashes()));
    });
    const auto notSaved = [](const QString &reason) { return tr("Not saved: %1").arg(models::plainLine(reason, 400)); };
    connect(&editing.saver, &ObjectSaver::failed, &form, [this, &form, notSaved](const QString &reason) {
        m_go = {};
        form.setBusy(false);
        form.setFailure(notSaved(reason));
    });
    connect(&editing.saver, &ObjectSaver::failedLate, this,
            [this, notSaved](const QString &reason) { emit failed(notSaved(reason)); });
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
    askToLeave([this, daemon] { begin(*m_daemonForm, m_daemon, daemon); });
}

void DockerSide::edit(const settings::Registry &registry)
{
    askToLeave([this, registry] { begin(*m_registryForm, m_registry, registry); });
}

template <class Form, class Object>
void DockerSide::begin(Form &form, Editing<Object> &editing, const Object &object)
{
    editing.saver.forget();
    editing.edit.emplace(m_store.root(), object);
    setCurrentWidget(&form);
    form.setBusy(false);
    fill(form, editing.edit->object(), editing.edit->isNew());
    editing.before = written(form);
    m_go = {};
}

template <class Form, class Object>
void DockerSide::save(Form &form, Editing<Object> &editing, const settings::SettingsChange &change)
{
    form.setFailure({});
    form.showClashes({});
    form.setBusy(true);
    editing.saver.save(change);
}

//! Theirs where both have changed the same, ours elsewhere; to be looked at, and saved again.
template <class Form, class Object>
void DockerSide::takeTheirs(Form &form, Editing<Object> &editing)
{
    const settings::SettingsChange decided = editing.saver.decided(editing.saver.clashingKeys());
    const auto theirs = models::ObjectEdit<Object>::of(editing.saver.theirs(), decided.id);
    const auto merged = settings::fromYaml<Object>(decided.after);
    if (editing.saver.isGone() || !theirs || !merged) {
        leave();
        return;
    }
    editing.saver.forget();
    editing.edit = theirs;
    fill(form, *merged, false);
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

template <class Object>
void DockerSide::forget(Editing<Object> &editing)
{
    editing.saver.forget();
    editing.edit.reset();
}

void DockerSide::show(QWidget &page, std::function<void()> prepare)
{
    askToLeave([this, &page, prepare = std::move(prepare)] {
        forget(m_daemon);
        forget(m_registry);
        setCurrentWidget(&page);
        prepare();
    });
}

void DockerSide::leave()
{
    forget(m_daemon);
    forget(m_registry);
    m_go = {};
    setCurrentWidget(m_inspector);
    emit left();
}

bool DockerSide::hasUnsavedChanges() const
{
    const auto hasChanged = [](const auto &editing, const auto &form) {
        return editing.edit && !models::changedKeys(editing.before, written(form)).isEmpty();
    };
    return hasChanged(m_daemon, *m_daemonForm) || hasChanged(m_registry, *m_registryForm);
}

void DockerSide::askToLeave(std::function<void()> go)
{
    auto *form = qobject_cast<EditPanel *>(currentWidget());
    if (!form || !hasUnsavedChanges())
        return go();
    const auto discard = [this, go] {
        leave();
        go();
    };
    form->askToLeave(discard, [this, go] { m_go = go; });
}

bool DockerSide::isEditing() const
{
    return currentWidget() != m_inspector;
}

} // namespace fairlead::ui
