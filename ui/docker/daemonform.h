// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/docker/dockerendpoint.h"
#include "models/docker/dockercheck.h"
#include "ui/forms/editpanel.h"
#include "ui/forms/fieldbindings.h"

#include <QFutureWatcher>
#include <QTimer>

#include <optional>

class QLineEdit;

namespace fairlead::ui {

class CheckBox;
class ChoiceButton;
class ChoiceRow;
class Theme;

//! A daemon of the settings: its host, with or without TLS, or a context of the docker client. Says while one types
//! what cannot be, and which file of the certificates is not there.
class DaemonForm : public EditPanel
{
    Q_OBJECT
public:
    //! \p dockerFolder: where certificates are that are not said to be elsewhere.
    DaemonForm(const Theme &theme, const QString &dockerFolder, QWidget *parent = nullptr);
    //! Of fairlead.yaml: relative paths begin there.
    void setSettingsFolder(const QString &folder) { m_settingsFolder = folder; }

    //! \p others: all daemons of the settings; \p contexts: those of the docker client, to choose from next time.
    void setKnown(const std::vector<settings::Daemon> &others, const QList<docker::DockerContext> &contexts);
    void edit(const settings::Daemon &daemon, bool isNew);
    settings::Daemon written() const;

signals:
    void saveRequested();

protected:
    void submit() override;

private:
    void build();
    void check();
    void showProblems();
    void checkFolder();

    const Theme &m_theme;
    QString m_dockerFolder;
    QString m_settingsFolder;
    settings::Daemon m_daemon; //!< as it was
    std::vector<settings::Daemon> m_others;
    QList<docker::DockerContext> m_contexts;
    FieldBindings<settings::Daemon> m_bindings;
    bool m_isContext = false;
    QLineEdit *m_name;
    ChoiceRow *m_where;
    QLineEdit *m_host;
    CheckBox *m_tls;
    QLineEdit *m_certPath;
    ChoiceButton *m_context;
    QTimer m_folderTimer;
    QString m_folderAsked;
    QFutureWatcher<models::TlsFolderCheck> m_folder; //!< the disk may be slow
    std::optional<models::TlsFolderCheck> m_found;
};

} // namespace fairlead::ui
