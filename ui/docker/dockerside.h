// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/docker/dockerendpoint.h"
#include "backends/settings/settingsstore.h"
#include "models/forms/objectedit.h"
#include "models/forms/objectsaver.h"

#include <QStackedWidget>

#include <functional>
#include <optional>

namespace fairlead::models {
class DockerModels;
}

namespace fairlead::ui {

class DaemonForm;
class DockerInspector;
class EditPanel;
class PruneView;
class PushForm;
class ReferenceForm;
class RegistryForm;
class Theme;

//! Beside the tables: the inspector, or in its place a form. Brings what is written into the settings file.
class DockerSide : public QStackedWidget
{
    Q_OBJECT
public:
    //! \p dockerFolder: where certificates are that are not said to be elsewhere.
    DockerSide(const Theme &theme, settings::SettingsStore &store, const QString &dockerFolder,
               QWidget *parent = nullptr);

    DockerInspector &inspector() const { return *m_inspector; }
    PruneView &prune() const { return *m_prune; }
    ReferenceForm &references() const { return *m_references; }
    PushForm &push() const { return *m_push; }
    //! Those of the docker client, to choose from.
    void setDockerContexts(const QList<docker::DockerContext> &contexts) { m_contexts = contexts; }

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
    template <class Object>
    struct Editing
    {
        models::ObjectSaver saver;
        std::optional<models::ObjectEdit<Object>> edit = {}; //!< none: the form is not shown
        Object before = {};                                  //!< what the form said at first
    };

    template <class Form, class Object>
    void connectForm(Form &form, Editing<Object> &editing);
    template <class Form, class Object>
    void begin(Form &form, Editing<Object> &editing, const Object &object);
    template <class Form, class Object>
    void save(Form &form, Editing<Object> &editing, const settings::SettingsChange &change);
    template <class Form, class Object>
    void takeTheirs(Form &form, Editing<Object> &editing);
    template <class Object>
    static void forget(Editing<Object> &editing);
    template <class Object>
    void removeObject(const Object &object, bool wins);
    void refreshReadOnly();

    void tellSaved(const Editing<settings::Daemon> &, const QString &id) { emit daemonSaved(id); }
    void tellSaved(const Editing<settings::Registry> &, const QString &id) { emit registrySaved(id); }
    void fill(DaemonForm &form, const settings::Daemon &daemon, bool isNew);
    void fill(RegistryForm &form, const settings::Registry &registry, bool isNew);

    settings::SettingsStore &m_store;
    QList<docker::DockerContext> m_contexts;
    DockerInspector *m_inspector;
    DaemonForm *m_daemonForm;
    RegistryForm *m_registryForm;
    ReferenceForm *m_references;
    PruneView *m_prune;
    PushForm *m_push;
    Editing<settings::Daemon> m_daemon;
    Editing<settings::Registry> m_registry;
    std::function<void()> m_go; //!< what follows once it is saved
};

} // namespace fairlead::ui
