// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/forms/editpanel.h"

class QLineEdit;

namespace fairlead::ui {

class ChoiceButton;

//! Asks for the name of an image: to be pulled by a daemon, or a repository of a registry whose tags are wanted.
class ReferenceForm : public EditPanel
{
    Q_OBJECT
public:
    explicit ReferenceForm(QWidget *parent = nullptr);

    struct Target
    {
        QString id;
        QString name;
    };
    //! Of live \p daemons one; that of \p current first.
    void askForPull(const std::vector<Target> &daemons, const QString &current);
    void askForTags(const Target &registry, const QString &repository);

signals:
    //! By its canonical name.
    void pullRequested(const QString &reference, const QString &daemonId);
    void tagsRequested(const QString &registryId, const QString &repository);

protected:
    void submit() override;

private:
    void check();

    bool m_isPull = true;
    std::vector<Target> m_targets;
    QLineEdit *m_reference;
    ChoiceButton *m_daemon;
    FormField *m_referenceField;
    FormField *m_daemonField;
};

} // namespace fairlead::ui
