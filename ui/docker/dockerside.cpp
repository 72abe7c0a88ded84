// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dockerside.h"

#include "pruneview.h"
#include "pushform.h"
#include "referenceform.h"
#include "ui/theme/theme.h"
#include "ui/widgets/objectinspector.h"

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

using Kind = settings::SaveOutcome::Kind;

} // namespace

DockerSide::DockerSide(const Theme &theme, settings::SettingsStore &store, const QString &dockerFolder, QWidget *parent)
    : QStackedWidget(parent)
    , m_store(store)
    , m_inspector(new ObjectInspector(theme, this))
    , m_daemonForm(new DaemonForm(theme, dockerFolder, this))
    , m_registryForm(new RegistryForm(theme, this))
    , m_references(new ReferenceForm(this))
    , m_prune(new PruneView(theme, this))
    , m_push(new PushForm(this))
    , m_daemon(store, *m_daemonForm, ends<DaemonForm, settings::Daemon>(&DockerSide::daemonSaved))
    , m_registry(store, *m_registryForm, ends<RegistryForm, settings::Registry>(&DockerSide::registrySaved))
{
    for (QWidget *page :
         std::initializer_list<QWidget *>{m_inspector, m_daemonForm, m_registryForm, m_references, m_prune, m_push})
        addWidget(page);
    m_daemonForm->setSettingsFolder(QFileInfo(store.path()).absolutePath());
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
    connect(m_inspector, &ObjectInspector::left, this, &DockerSide::left);
    connect(&store, &settings::SettingsStore::changed, this, &DockerSide::tellKnown);
    tellKnown();
}

template <class Form, class Object>
typename PanelEditing<Form, Object>::Ends DockerSide::ends(void (DockerSide::*saved)(const QString &))
{
    return {.saved =
                [this, saved](const QString &id) {
                    leave();
                    std::invoke(saved, this, id);
                },
            .left = [this] { leave(); },
            .failed = [this](const QString &why) { emit failed(why); }};
}

void DockerSide::setDockerContexts(const QList<docker::DockerContext> &contexts)
{
    m_contexts = contexts;
    tellKnown();
}

void DockerSide::tellKnown()
{
    m_daemonForm->setKnown(m_store.settings().daemons, m_contexts);
    m_registryForm->setKnown(m_store.settings().registries);
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
void DockerSide::begin(Form &form, PanelEditing<Form, Object> &editing, const Object &object)
{
    setCurrentWidget(&form);
    editing.begin(models::ObjectEdit<Object>(m_store.root(), object));
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

void DockerSide::show(QWidget &page, std::function<void()> prepare)
{
    askToLeave([this, &page, prepare = std::move(prepare)] {
        m_daemon.forget();
        m_registry.forget();
        setCurrentWidget(&page);
        prepare();
    });
}

void DockerSide::leave()
{
    m_daemon.forget();
    m_registry.forget();
    setCurrentWidget(m_inspector);
    emit left();
}

bool DockerSide::hasUnsavedChanges() const
{
    return m_daemon.hasUnsavedChanges() || m_registry.hasUnsavedChanges();
}

void DockerSide::askToLeave(std::function<void()> go)
{
    if (m_registry.hasUnsavedChanges())
        m_registry.leave(std::move(go));
    else
        m_daemon.leave(std::move(go));
}

bool DockerSide::isEditing() const
{
    return currentWidget() != m_inspector;
}

} // namespace fairlead::ui
