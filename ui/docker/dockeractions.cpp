// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
// What the Docker pane does with what is selected.
#include "dockerpane.h"

#include "dockerside.h"
#include "models/docker/dockerdetails.h"
#include "models/docker/dockermodels.h"
#include "models/docker/objectusers.h"
#include "models/formats.h"
#include "models/plaintext.h"
#include "pruneview.h"
#include "pushform.h"
#include "referenceform.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/objectinspector.h"
#include "ui/widgets/paneheader.h"

#include <QDateTime>
#include <QKeyEvent>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

using View = DockerTables::View;
using Action = models::ObjectAction::Kind;

constexpr int MostNamed = 100; // of what is selected
constexpr std::chrono::seconds FreshDisk(60);

QString hintOf(View view)
{
    switch (view) {
    case View::Daemons:
        return DockerPane::tr("Select a daemon to see what it is, what it has, and what is wrong if something is.");
    case View::Containers:
        return DockerPane::tr("Select a container to see what it is given, and its logs.");
    case View::Images:
        return DockerPane::tr("Select an image to see its layers, its digests and who uses it.");
    case View::Volumes:
        return DockerPane::tr("Select a volume to see where it is and who uses it.");
    case View::Registries:
        return DockerPane::tr("Select a registry to test it or to see its tags.");
    }
    return {};
}

//! Of a key of DaemonObjectsModel.
QString daemonIdOf(const QString &key)
{
    return key.section(u'\n', 0, 0);
}

} // namespace

void DockerPane::showSelected()
{
    const QStringList keys = m_tables->selectedKeys();
    askForDisk(keys);
    if (keys.isEmpty())
        m_side->inspector().setHint(hintOf(m_tables->view()));
    else if (keys.size() == 1)
        showOne(keys.front());
    else
        showMany(keys);
}

void DockerPane::showOne(const QString &key)
{
    ObjectInspector &inspector = m_side->inspector();
    switch (m_tables->view()) {
    case View::Daemons:
        if (const auto *entry = m_models.daemons.entry(key))
            inspector.setDetails(key, models::daemonDetails(*entry));
        break;
    case View::Containers:
        if (const auto *entry = m_models.containers.entry(key))
            inspector.setDetails(key, models::containerDetails(*entry));
        askForDetails(key);
        break;
    case View::Images:
        if (const auto *entry = m_models.images.entry(key))
            inspector.setDetails(key, models::imageDetails(*entry));
        askForDetails(key);
        break;
    case View::Volumes:
        if (const auto *entry = m_models.volumes.entry(key))
            inspector.setDetails(key, models::volumeDetails(*entry));
        break;
    case View::Registries:
        if (const auto *entry = m_models.registries.entry(key))
            inspector.setDetails(key,
                                 models::registryDetails(*entry, models::usersOfRegistry(m_models.settings(), key)));
        break;
    }
}

void DockerPane::showMany(const QStringList &keys)
{
    const int count = int(keys.size());
    models::ObjectDetails details;
    QStringList names;
    for (const QString &key : keys)
        names += nameOf(key);
    const auto add = [&](Action kind, const QString &text) { details.actions.push_back({kind, text}); };
    switch (m_tables->view()) {
    case View::Daemons:
        details.title = tr("%Ln daemon(s)", nullptr, count);
        add(Action::Open, tr("Open"));
        add(Action::Close, tr("Disconnect"));
        add(Action::Test, tr("Test"));
        add(Action::CleanUp, tr("Clean up…"));
        break;
    case View::Containers:
        details.title = tr("%Ln container(s)", nullptr, count);
        add(Action::Start, tr("Start"));
        add(Action::Stop, tr("Stop…"));
        add(Action::Remove, tr("Remove…"));
        break;
    case View::Images:
        details.title = tr("%Ln image(s)", nullptr, count);
        add(Action::Pull, tr("Pull"));
        add(Action::Remove, tr("Remove…"));
        break;
    case View::Volumes:
        details.title = tr("%Ln volume(s)", nullptr, count);
        add(Action::Remove, tr("Remove…"));
        break;
    case View::Registries:
        details.title = tr("%Ln registry(ies)", nullptr, count);
        add(Action::Test, tr("Test"));
        break;
    }
    models::ObjectDetails::Section selected{.key = u"selected"_s, .title = tr("Selected")};
    for (const QString &name : std::as_const(names).mid(0, MostNamed))
        selected.facts.push_back({.key = name, .title = name});
    if (count > MostNamed)
        selected.facts.push_back({.key = {}, .title = tr("and %Ln more", nullptr, count - MostNamed)});
    details.sections.push_back(std::move(selected));
    m_side->inspector().setDetails(keys.join(u'\0'), details);
}

void DockerPane::askForDetails(const QString &key)
{
    if (!isVisible() || std::exchange(m_detailsKey, key) == key)
        return;
    if (m_tables->view() == View::Containers) {
        const auto *entry = m_models.containers.entry(key);
        if (entry && !entry->isStale)
            emit containerDetailsRequested(entry->daemonId, entry->object.container.id);
    } else if (const auto *entry = m_models.images.entry(key); entry && !entry->isStale) {
        emit imageDetailsRequested(entry->daemonId, entry->object.image.id);
    }
}

//! Counting costs the engine: what was counted a moment ago is shown as it is.
void DockerPane::askForDisk(const QStringList &keys)
{
    const bool isOne = isVisible() && m_tables->view() == View::Daemons && keys.size() == 1;
    const models::DaemonEntry *entry = isOne ? m_models.daemons.entry(keys.front()) : nullptr;
    const bool isLive = entry && entry->status.state == models::DaemonState::Live;
    const QString key = isLive ? entry->daemon.id : QString();
    if (std::exchange(m_diskKey, key) == key || !isLive)
        return;
    const models::DaemonDisk &disk = entry->status.disk;
    if (!disk.isCounting && QDateTime::currentSecsSinceEpoch() - disk.counted > FreshDisk.count())
        emit diskCountRequested(key);
}

void DockerPane::showEvent(QShowEvent *event)
{
    PaneWidget::showEvent(event);
    showSelected();
}

QString DockerPane::nameOf(const QString &key) const
{
    const auto name = [](const auto *entry, auto text) { return entry ? text(*entry) : QString(); };
    switch (m_tables->view()) {
    case View::Daemons:
        return name(m_models.daemons.entry(key), [](const auto &e) { return models::plainLine(e.daemon.name, 120); });
    case View::Containers:
        return name(m_models.containers.entry(key),
                    [](const auto &e) { return models::containerName(e.object.container); });
    case View::Images:
        return name(m_models.images.entry(key), [](const auto &e) { return models::imageName(e.object); });
    case View::Volumes:
        return name(m_models.volumes.entry(key), [](const auto &e) { return models::plainLine(e.object.name, 120); });
    case View::Registries:
        return name(m_models.registries.entry(key),
                    [](const auto &e) { return models::plainLine(e.registry.name, 120); });
    }
    return {};
}

QString DockerPane::daemonNameOf(const QString &key) const
{
    const auto *entry = m_models.daemons.entry(daemonIdOf(key));
    return entry ? models::plainLine(entry->daemon.name, 120) : QString();
}

void DockerPane::runAction(Action action)
{
    const QStringList keys = m_tables->selectedKeys();
    if (keys.isEmpty())
        return;
    switch (m_tables->view()) {
    case View::Daemons:
        if (action == Action::CleanUp) {
            cleanUp(keys);
            break;
        }
        for (const QString &key : keys)
            runOnDaemon(action, key);
        break;
    case View::Registries:
        for (const QString &key : keys)
            runOnRegistry(action, key);
        break;
    case View::Containers:
    case View::Images:
    case View::Volumes:
        runOnObjects(action, keys);
        break;
    }
}

void DockerPane::runOnDaemon(Action action, const QString &id)
{
    const models::DaemonEntry *entry = m_models.daemons.entry(id);
    if (!entry)
        return;
    const settings::Daemon daemon = entry->daemon;
    switch (action) {
    case Action::Open:
        emit openRequested(id, true);
        break;
    case Action::Close:
        emit openRequested(id, false);
        break;
    case Action::Test:
        emit testRequested(id);
        break;
    case Action::CountDisk:
        emit diskCountRequested(id);
        break;
    case Action::Edit:
        m_side->edit(daemon);
        break;
    case Action::Remove:
        askToRemoveFromSettings(models::plainLine(daemon.name, 120), models::usersOfDaemon(m_models.settings(), id),
                                [this, daemon] { m_side->remove(daemon); });
        break;
    case Action::CleanUp: // of all that are selected together
    case Action::Logs:
    case Action::Start:
    case Action::Stop:
    case Action::Pull:
    case Action::Push:
    case Action::Tags:
    case Action::Again:
        break;
    }
}

void DockerPane::cleanUpAll()
{
    QStringList open;
    for (const models::DaemonEntry *entry : m_models.daemons.entries()) {
        if (entry->isOpen())
            open += entry->daemon.id;
    }
    cleanUp(open);
}

//! Two daemons of the settings may be one engine, reached in two ways.
void DockerPane::cleanUp(const QStringList &daemonIds)
{
    std::vector<PruneView::Daemon> daemons;
    std::vector<const models::DaemonEntry *> asked;
    for (const QString &id : daemonIds) {
        const models::DaemonEntry *entry = m_models.daemons.entry(id);
        if (!entry)
            continue;
        const auto same = std::find_if(asked.begin(), asked.end(), [entry](const models::DaemonEntry *other) {
            return models::isSameEngine(other->status, entry->status);
        });
        daemons.push_back({id, entry->daemon.name, same == asked.end() ? QString() : (*same)->daemon.name});
        asked.push_back(entry);
    }
    m_side->show(m_side->prune(), [this, daemons] { m_side->prune().start(daemons); });
}

void DockerPane::runOnRegistry(Action action, const QString &id)
{
    const models::RegistryEntry *entry = m_models.registries.entry(id);
    if (!entry)
        return;
    const settings::Registry registry = entry->registry;
    if (action == Action::Test) {
        emit registryTestRequested(id);
    } else if (action == Action::Tags) {
        const QString prefix = registry.repositoryPrefix.isEmpty() ? QString() : registry.repositoryPrefix + u'/';
        const QString repository = entry->status.repository.isEmpty() ? prefix : entry->status.repository;
        m_side->show(m_side->references(), [this, id, registry, repository] {
            m_side->references().askForTags({id, registry.name}, repository);
        });
    } else if (action == Action::Edit) {
        m_side->edit(registry);
    } else if (action == Action::Remove) {
        askToRemoveFromSettings(models::plainLine(registry.name, 120), models::usersOfRegistry(m_models.settings(), id),
                                [this, registry] { m_side->remove(registry); });
    }
}

//! What recipes refer to stays: they are named instead.
void DockerPane::askToRemoveFromSettings(const QString &name, const QStringList &users, std::function<void()> remove)
{
    if (!users.isEmpty()) {
        m_header->notice().say(tr("%1 is not removed: %2 would be without it. Choose another there first.")
                                   .arg(name, models::namesText(users)),
                               models::Severity::Warning);
        return;
    }
    m_side->inspector().ask({.text = tr("Remove %1 from the settings?").arg(name),
                             .names = tr("Nothing is changed on it; it is not reached from here any more."),
                             .action = tr("Remove"),
                             .run = std::move(remove)});
}

void DockerPane::runOnObjects(Action action, const QStringList &keys)
{
    if (action == Action::Remove || action == Action::Stop) {
        askFirst(action, keys);
        return;
    }
    if (action == Action::Push) {
        askForPush(keys.front());
        return;
    }
    for (const QString &key : keys)
        runOnObject(action, key);
}

//! Where to; one at a time, as each has a name of its own there.
void DockerPane::askForPush(const QString &key)
{
    const auto *entry = m_models.images.entry(key);
    if (!entry || entry->object.reference.isEmpty())
        return;
    const PushForm::Image image{.reference = entry->object.reference,
                                .daemonId = entry->daemonId,
                                .daemonName = entry->daemonName,
                                .repoDigests = entry->object.image.repoDigests};
    m_side->show(m_side->push(), [this, image] { m_side->push().ask(image, m_models.settings().registries); });
}

//! Of containers that a removal kills.
QStringList DockerPane::runningOf(const QStringList &keys) const
{
    QStringList running;
    for (const QString &key : keys) {
        if (const auto *entry = m_models.containers.entry(key); entry && models::hasProcesses(entry->object.container))
            running += key;
    }
    return running;
}

QString DockerPane::killText(const QStringList &running, qsizetype all) const
{
    if (running.isEmpty())
        return {};
    if (all == 1)
        return tr("It is running and will be killed.");
    QStringList names;
    for (const QString &key : running)
        names += nameOf(key);
    return tr("%Ln of them is/are running and will be killed: %1", nullptr, int(running.size()))
        .arg(models::namesText(names));
}

void DockerPane::askFirst(Action action, const QStringList &keys)
{
    QStringList names;
    QStringList daemons;
    for (const QString &key : keys) {
        names += nameOf(key);
        if (const QString daemon = daemonNameOf(key); !daemons.contains(daemon))
            daemons += daemon;
    }
    const int count = int(keys.size());
    const QString where = models::namesText(daemons);
    const QStringList killed = action == Action::Remove ? runningOf(keys) : QStringList();
    ConfirmForm::Question question{.names = models::namesText(names),
                                   .warning = killText(killed, count),
                                   .action = action == Action::Stop ? tr("Stop %Ln", nullptr, count)
                                                                    : tr("Remove %Ln", nullptr, count),
                                   .run = [this, action, keys, killed] { runAsAsked(action, keys, killed); }};
    switch (m_tables->view()) {
    case View::Containers:
        question.text =
            action == Action::Stop
                ? tr("Stop %Ln container(s) on %1?", nullptr, count).arg(where)
                : tr("Remove %Ln container(s) on %1, with what was written in them?", nullptr, count).arg(where);
        break;
    case View::Images:
        question.text = tr("Remove %Ln image(s) from %1?", nullptr, count).arg(where);
        break;
    case View::Volumes:
        question.text = tr("Remove %Ln volume(s) of %1, with all that is in them?", nullptr, count).arg(where);
        break;
    case View::Daemons:
    case View::Registries:
        return;
    }
    m_side->inspector().ask(std::move(question));
}

//! What was started since the question is another question.
void DockerPane::runAsAsked(Action action, const QStringList &keys, const QStringList &killed)
{
    const QStringList running = action == Action::Remove ? runningOf(keys) : QStringList();
    const bool isNews =
        std::any_of(running.begin(), running.end(), [&killed](const QString &key) { return !killed.contains(key); });
    if (isNews)
        return askFirst(action, keys);
    for (const QString &key : keys)
        runOnObject(action, key);
}

void DockerPane::runOnObject(Action action, const QString &key)
{
    if (const auto *entry = m_models.containers.entry(key)) {
        const QString daemonId = entry->daemonId;
        const QString id = entry->object.container.id;
        if (action == Action::Logs)
            emit logsRequested(daemonId, id);
        else if (action == Action::Start)
            emit startRequested(daemonId, id);
        else if (action == Action::Stop)
            emit stopRequested(daemonId, id);
        else if (action == Action::Remove)
            emit containerRemovalRequested(daemonId, id);
    } else if (const auto *image = m_models.images.entry(key)) {
        const QString daemonId = image->daemonId;
        const QString reference = image->object.reference;
        if (action == Action::Remove)
            emit imageRemovalRequested(daemonId, image->object.name());
        else if (action == Action::Pull && !reference.isEmpty())
            emit pullRequested(reference, daemonId);
    } else if (const auto *volume = m_models.volumes.entry(key); volume && action == Action::Remove) {
        emit volumeRemovalRequested(volume->daemonId, volume->object.name);
    }
}

bool DockerPane::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress || !qobject_cast<DataTable *>(watched))
        return PaneWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if ((key->modifiers() & ~Qt::KeypadModifier) != 0)
        return PaneWidget::eventFilter(watched, event);
    switch (key->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        m_side->inspector().runFirst();
        return true;
    case Qt::Key_Delete:
        m_side->inspector().run(Action::Remove);
        return true;
    case Qt::Key_F5:
        m_side->inspector().run(Action::CountDisk);
        return true;
    case Qt::Key_F2:
        m_side->inspector().run(Action::Edit);
        return true;
    default:
        return PaneWidget::eventFilter(watched, event);
    }
}

} // namespace fairlead::ui
