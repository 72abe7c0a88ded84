// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "settingsstore.h"

#include <QtConcurrentRun>

#include <utility>

namespace fairlead::settings {

SettingsStore::SettingsStore(QString path, QObject *parent, files::PathsWatcher::IsRemote isRemote)
    : QObject(parent)
    , m_path(std::move(path))
    , m_isRemote(isRemote)
{
    connect(&m_paths, &files::PathsWatcher::suspected, this, &SettingsStore::check);
    connect(&m_load, &QFutureWatcherBase::finished, this, &SettingsStore::loaded);
    connect(&m_save, &QFutureWatcherBase::finished, this, &SettingsStore::saved);
}

SettingsStore::~SettingsStore()
{
    m_save.waitForFinished();
    for (std::size_t i = 1; i < m_saves.size(); ++i)
        saveSettings(m_path, m_saves[i].changes, m_saves[i].wins);
}

void SettingsStore::start()
{
    check();
}

void SettingsStore::check()
{
    if (m_load.isRunning()) {
        m_isAgain = true;
        return;
    }
    m_isAgain = false;
    const bool isFirst = !m_hasTold;
    m_load.setFuture(
        QtConcurrent::run([path = m_path, before = m_signature, isRemote = m_isRemote, isFirst]() -> Loaded {
            // Taken before the file is read: a change in between makes the next one differ.
            Loaded loaded{.signature = files::fileSignature({path})};
            if (isFirst || !before.sameAs(loaded.signature))
                loaded.document = loadSettings(path);
            if (isFirst && loaded.document->isBroken())
                loaded.backup = loadBackup(path);
            loaded.targets = files::PathsWatcher::targetsOf({path}, isRemote);
            return loaded;
        }));
}

void SettingsStore::loaded()
{
    Loaded loaded = m_load.result();
    m_signature = loaded.signature;
    const bool hasNewWatch = m_paths.watch(loaded.targets); // what happened before that was not reported
    if (hasNewWatch || m_isAgain || m_signature.isFresh)
        m_paths.lookAgain();
    if (loaded.document)
        take(*std::move(loaded.document), std::move(loaded.backup));
}

void SettingsStore::take(SettingsDocument document, std::optional<SettingsBackup> backup)
{
    if (m_hasTold && document.text == m_text && document.problems == m_problems)
        return;
    m_hasTold = true;
    m_text = document.text;
    m_problems = document.problems;
    std::vector<Unusable> &unusable = m_good.settings.unusable;
    if (std::exchange(m_isBroken, document.isBroken()))
        unusable.erase(unusable.begin()); // what was broken then
    if (!m_isBroken)
        takeGood(std::move(document));
    else if (backup)
        takeGood(std::move(backup->document));
    if (m_isBroken)
        unusable.insert(unusable.begin(), {.section = {}, .problem = m_problems.front().text()});
    if (!m_isBroken || backup)
        m_backupUntil = backup ? std::optional(backup->until) : std::nullopt;
    emit changed();
}

void SettingsStore::takeGood(SettingsDocument document)
{
    m_good = std::move(document);
    m_hasGood = true;
}

void SettingsStore::save(std::vector<SettingsChange> changes, const QObject *context, Done done, bool wins)
{
    m_saves.push_back({std::move(changes), context, std::move(done), wins});
    if (m_saves.size() == 1)
        startNextSave();
}

void SettingsStore::startNextSave()
{
    const Save &next = m_saves.front();
    m_save.setFuture(QtConcurrent::run(
        [path = m_path, changes = next.changes, wins = next.wins] { return saveSettings(path, changes, wins); }));
}

void SettingsStore::saved()
{
    const SaveOutcome outcome = m_save.result();
    const Save done = std::move(m_saves.front()); // whose place stays taken until it is told
    if (outcome.kind != SaveOutcome::Kind::Failed)
        take(outcome.document);
    if (done.context)
        done.done(outcome);
    m_saves.erase(m_saves.begin());
    if (!m_saves.empty())
        startNextSave();
    emit saveEnded(outcome);
}

} // namespace fairlead::settings
