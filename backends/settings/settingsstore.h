// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/files/filesignature.h"
#include "backends/files/pathswatcher.h"
#include "settingsfile.h"

#include <QFutureWatcher>
#include <QObject>
#include <QPointer>

#include <functional>
#include <optional>
#include <vector>

namespace fairlead::settings {

//! The settings file for a program with an event loop: loaded, followed and saved on worker threads, one save after the
//! other. While the file is broken the last good state stays, which at start is that of its backup, and nothing is
//! saved.
class SettingsStore : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(const SaveOutcome &outcome)>;

    explicit SettingsStore(QString path, QObject *parent = nullptr,
                           files::PathsWatcher::IsRemote isRemote = files::isRemoteFileSystem);
    ~SettingsStore() override; //!< blocks until all saves are done, which nobody is told: see isSaving()

    //! Loads for the first time; call once, after connecting.
    void start();

    const QString &path() const { return m_path; }
    //! The last good state; nothing before the first changed(). While the file is broken all of it is in \c unusable.
    const Settings &settings() const { return m_good.settings; }
    //! Of which settings() is: what an editor begins with.
    const files::YamlValue &root() const { return m_good.root; }
    //! Of the file as it stands now, be it broken.
    const std::vector<SettingsProblem> &problems() const { return m_problems; }
    //! The file cannot be taken as it stands.
    bool isReadOnly() const { return m_isBroken; }
    //! There is a last good state.
    bool hasGood() const { return m_hasGood; }
    //! It is that of PATH.bak, what the file said until then; nothing: the file itself was read as it is.
    const std::optional<QDateTime> &backupUntil() const { return m_backupUntil; }

    //! As saveSettings(). \p done is called once, in this thread, and not after \p context is gone; the save is done
    //! then too.
    void save(std::vector<SettingsChange> changes, const QObject *context, Done done, bool wins = false);
    //! Until saveEnded() was told of the last one.
    bool isSaving() const { return !m_saves.empty(); }

signals:
    //! Of each save, after its \c done; also where nobody waits for that any more.
    void saveEnded(const fairlead::settings::SaveOutcome &outcome);
    //! The first state after start(), and every one that differs; ours included. settings() or problems() are others.
    void changed();

private:
    struct Loaded
    {
        files::FileSignature signature;
        std::optional<SettingsDocument> document; //!< absent: nothing was touched
        std::optional<SettingsBackup> backup;     //!< of one that is broken at start
        files::PathsWatcher::Targets targets;
    };
    struct Save
    {
        std::vector<SettingsChange> changes;
        QPointer<const QObject> context;
        Done done;
        bool wins = false;
    };

    void check();
    void loaded();
    void startNextSave();
    void saved();
    void take(SettingsDocument document, std::optional<SettingsBackup> backup = {});
    void takeGood(SettingsDocument document);

    QString m_path;
    files::PathsWatcher::IsRemote m_isRemote;
    files::PathsWatcher m_paths;
    files::FileSignature m_signature;
    QFutureWatcher<Loaded> m_load;
    QFutureWatcher<SaveOutcome> m_save;
    std::vector<Save> m_saves; //!< the first one is under way
    SettingsDocument m_good;
    std::vector<SettingsProblem> m_problems;
    QByteArray m_text; //!< of the file as it stands
    std::optional<QDateTime> m_backupUntil;
    bool m_isBroken = false;
    bool m_hasGood = false;
    bool m_isAgain = false;
    bool m_hasTold = false;
};

} // namespace fairlead::settings
