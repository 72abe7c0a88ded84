// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "daemonform.h"
#include "registryform.h"
#include "ui/forms/panelediting.h"

#include <QStackedWidget>

#include <functional>

namespace fairlead::ui {

class ObjectInspector;
class PruneView;
class PushForm;
class ReferenceForm;
class Theme;

//! Beside the tables: the inspector, or in its place a form. Brings what is written into the settings file.
class DockerSide : public QStackedWidget
{
    Q_OBJECT
public:
    //! \p dockerFolder: where certificates are that are not said to be elsewhere.
    DockerSide(const Theme &theme, settings::SettingsStore &store, const QString &dockerFolder,
               QWidget *parent = nullptr);

    ObjectInspector &inspector() const { return *m_inspector; }
    PruneView &prune() const { return *m_prune; }
    ReferenceForm &references() const { return *m_references; }
    PushForm &push() const { return *m_push; }
    //! Those of the docker client, to choose from.
    void setDockerContexts(const QList<docker::DockerContext> &contexts);

    //! Without an id it is a new one. What is written in another form is asked about before.
    void edit(const settings::Daemon &daemon);
    void edit(const settings::Registry &registry);
    //! From the settings; \p wins over what others have made of it meanwhile.
    void remove(const settings::Daemon &daemon, bool wins = false);
    void remove(const settings::Registry &registry, bool wins = false);
    //! \p prepare and then \p page, once the user has decided what becomes of what is written; perhaps never.
    void show(QWidget &page, std::function<void()> prepare);
    //! Back to the inspector; what is written in a form is gone.
    void leave();
    bool isEditing() const;
    //! Of the form of a daemon or a registry.
    bool hasUnsavedChanges() const;
    //! \p go follows at once, or once the user has decided what becomes of that; perhaps never.
    void askToLeave(std::function<void()> go);

signals:
    void daemonSaved(const QString &id);
    void registrySaved(const QString &id);
    void failed(const QString &why);
    //! The focus should go back to the table.
    void left();

private:
    template <class Form, class Object>
    typename PanelEditing<Form, Object>::Ends ends(void (DockerSide::*saved)(const QString &));
    template <class Form, class Object>
    void begin(Form &form, PanelEditing<Form, Object> &editing, const Object &object);
    template <class Object>
    void removeObject(const Object &object, bool wins);
    void tellKnown();

    settings::SettingsStore &m_store;
    QList<docker::DockerContext> m_contexts;
    ObjectInspector *m_inspector;
    DaemonForm *m_daemonForm;
    RegistryForm *m_registryForm;
    ReferenceForm *m_references;
    PruneView *m_prune;
    PushForm *m_push;
    PanelEditing<DaemonForm, settings::Daemon> m_daemon;
    PanelEditing<RegistryForm, settings::Registry> m_registry;
};

} // namespace fairlead::ui
