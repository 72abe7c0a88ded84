// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/docker/pushtarget.h"
#include "ui/forms/editpanel.h"

#include <QTimer>

class QLineEdit;

namespace fairlead::ui {

class ChoiceButton;

//! Where an image of a daemon is to be pushed to: a registry of the settings with repository and tag, or a reference as
//! somebody types it; what it will be called there, and whether that is there already.
class PushForm : public EditPanel
{
    Q_OBJECT
public:
    explicit PushForm(QWidget *parent = nullptr);

    struct Image
    {
        QString reference;
        QString daemonId;
        QString daemonName;
        QStringList repoDigests; //!< by which it is known in registries
    };
    void ask(const Image &image, const std::vector<settings::Registry> &registries);
    //! What lookRequested() asked for; of another target it is passed over.
    void setFound(const QString &target, const Result<std::optional<QString>> &found);

signals:
    //! What is under this name? \p registryId empty: of the registry that the name says.
    void lookRequested(const QString &registryId, const QString &target);
    void pushRequested(const fairlead::imagejobs::ImagePush &push);

protected:
    void submit() override;

private:
    const settings::Registry *registry() const; //!< null: by reference
    std::optional<models::PushTarget> target() const;
    void onRegistryChosen();
    void check();
    void look();

    Image m_image;
    std::vector<settings::Registry> m_registries;
    bool m_isEdited = false; //!< repository or tag, by a person
    QString m_asked;         //!< the target that was asked for last
    QTimer m_lookTimer;
    ChoiceButton *m_registry;
    QLineEdit *m_repository;
    QLineEdit *m_tag;
    QLineEdit *m_reference;
    FormField *m_registryField;
    FormField *m_repositoryField;
    FormField *m_tagField;
    FormField *m_referenceField;
    PlainLabel *m_target;
    PlainLabel *m_found;
};

} // namespace fairlead::ui
