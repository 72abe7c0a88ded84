// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "referenceform.h"

#include "backends/registry/imagereference.h"
#include "models/plaintext.h"
#include "ui/forms/formfield.h"
#include "ui/widgets/choicebutton.h"

#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

using registry::ImageReference;

ReferenceForm::ReferenceForm(QWidget *parent)
    : EditPanel(tr("Start"), parent)
    , m_reference(new QLineEdit(body()))
    , m_daemon(new ChoiceButton(body()))
    , m_referenceField(addField(tr("Image"), m_reference))
    , m_daemonField(addField(tr("Daemon"), m_daemon))
{
    m_reference->setMaxLength(1'024);
    connect(m_reference, &QLineEdit::textChanged, this, &ReferenceForm::check);
}

void ReferenceForm::askForPull(const std::vector<Target> &daemons, const QString &current)
{
    m_isPull = true;
    m_targets = daemons;
    setTitle(tr("Pull an image"));
    QStringList names;
    int place = 0;
    for (const Target &daemon : daemons) {
        place = daemon.id == current ? int(names.size()) : place;
        names += models::plainLine(daemon.name, 120);
    }
    m_daemon->setChoices(names);
    m_daemon->setCurrent(names.isEmpty() ? -1 : place);
    m_daemonField->setProblem(names.isEmpty() ? tr("No daemon is live: open one first.") : QString());
    m_daemonField->show();
    m_reference->setPlaceholderText(u"registry.example.com/team/app:1.2"_s);
    m_reference->clear();
    check();
    m_reference->setFocus();
}

void ReferenceForm::askForTags(const Target &registry, const QString &repository)
{
    m_isPull = false;
    m_targets = {registry};
    setTitle(tr("Tags in %1").arg(models::plainLine(registry.name, 120)));
    m_daemonField->hide();
    m_reference->setPlaceholderText(u"team/app"_s);
    m_reference->setText(repository);
    check();
    m_reference->setFocus();
    m_reference->end(false);
}

void ReferenceForm::check()
{
    const QString text = m_reference->text().trimmed();
    QString problem;
    if (m_isPull) {
        const auto reference = ImageReference::parseNormalized(text);
        if (!text.isEmpty() && !reference)
            problem = tr("This is no name of an image: %1.").arg(registry::toString(reference.error()));
        else if (reference)
            m_referenceField->setMessage(reference->withDefaultTag().canonical(), models::Severity::Dim);
    } else {
        const auto reference = ImageReference::parse(u"host.example/"_s + text);
        if (!text.isEmpty() && (!reference || !reference->tag.isEmpty() || reference->digest))
            problem = tr("Write a repository of the registry, without host and tag.");
    }
    if (!problem.isEmpty() || text.isEmpty() || !m_isPull)
        m_referenceField->setProblem(problem);
    setRight(!text.isEmpty() && problem.isEmpty() && !m_targets.empty());
}

void ReferenceForm::submit()
{
    const QString text = m_reference->text().trimmed();
    if (m_isPull) {
        const auto reference = ImageReference::parseNormalized(text);
        emit pullRequested(reference->withDefaultTag().canonical(),
                           m_targets[std::size_t(std::max(0, m_daemon->current()))].id);
    } else {
        emit tagsRequested(m_targets.front().id, text);
    }
}

} // namespace fairlead::ui
