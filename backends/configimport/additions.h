// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/settings.h"

#include <QHash>
#include <QSet>

namespace fairlead::configimport {

//! The names of a section, whoever has them.
class FreeNames
{
public:
    void take(const QString &name) { m_taken.insert(folded(name)); }
    //! \p wanted, or with the first number behind it that makes it free: "gpu (2)".
    QString free(const QString &wanted);

private:
    static QString folded(const QString &name) { return name.trimmed().toCaseFolded(); }

    QSet<QString> m_taken;
    QHash<QString, int> m_next;
};

//! New objects beside those that are there: each with an id and a name that no other has; what is there already is
//! referred to.
class Additions
{
public:
    explicit Additions(const settings::Settings &existing);

    const settings::Settings &existing() const { return m_existing; }
    const settings::Settings &added() const { return m_added; }
    settings::Settings take() { return std::move(m_added); }

    //! With a new id, unless it has one that is free, and a free name.
    settings::Reference add(settings::Daemon daemon);
    settings::Reference add(settings::Registry registry);
    settings::Reference add(settings::BaseImage image);
    settings::Reference add(settings::RuntimeConfig config);
    settings::Reference add(settings::User user);
    settings::Reference add(settings::Project project);

    //! One that is the same but for its id and name, else it is added; \p isNew says which.
    settings::Reference daemon(settings::Daemon wanted, bool *isNew = nullptr);
    //! The same place, whoever knows its login.
    settings::Reference registry(settings::Registry wanted, bool *isNew = nullptr);

    //! What an object of this name would be called: "gpu", "gpu (2)".
    QString freeConfigName(const QString &wanted);

    settings::Defaults &defaults() { return m_added.defaults; }
    std::vector<settings::BaseImage> &images() { return m_added.baseImages; }
    std::vector<settings::RuntimeConfig> &configs() { return m_added.runtimeConfigs; }

private:
    template <class Object>
    settings::Reference put(Object object, const std::vector<Object> &existing, std::vector<Object> &added);

    const settings::Settings &m_existing;
    settings::Settings m_added;
    QHash<QString, FreeNames> m_names; //!< by section
};

} // namespace fairlead::configimport
