// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "pushform.h"

#include "models/plaintext.h"
#include "ui/forms/formfield.h"
#include "ui/widgets/choicebutton.h"
#include "ui/widgets/labels.h"

#include <QLineEdit>
#include <QStyle>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::ui {

namespace {

constexpr auto LookPause = 600ms; // behind the last key: a registry is asked for whole names

void setRole(PlainLabel &label, const QString &role)
{
    if (label.objectName() == role)
        return;
    label.setObjectName(role);
    label.style()->unpolish(&label);
    label.style()->polish(&label);
}

} // namespace

PushForm::PushForm(QWidget *parent)
    : EditPanel(tr("Push"), parent)
    , m_registry(new ChoiceButton(body()))
    , m_repository(new QLineEdit(body()))
    , m_tag(new QLineEdit(body()))
    , m_reference(new QLineEdit(body()))
    , m_registryField(addField(tr("Registry"), m_registry))
    , m_repositoryField(addField(tr("Repository"), m_repository))
    , m_tagField(addField(tr("Tag"), m_tag))
    , m_referenceField(addField(tr("Reference"), m_reference))
    , m_target(new PlainLabel(u"text"_s, body()))
    , m_found(new PlainLabel(u"dim"_s, body()))
{
    for (QLineEdit *line : {m_repository, m_tag, m_reference}) {
        line->setMaxLength(1'024);
        connect(line, &QLineEdit::textChanged, this, &PushForm::check);
        connect(line, &QLineEdit::textEdited, this, [this] { m_isEdited = true; });
    }
    m_repository->setPlaceholderText(u"team/app"_s);
    m_tag->setPlaceholderText(u"1.2"_s);
    m_reference->setPlaceholderText(u"registry.example.com/team/app:1.2"_s);
    for (PlainLabel *label : {m_target, m_found}) {
        label->makeParagraph();
        addWidget(label);
    }
    m_lookTimer.setSingleShot(true);
    m_lookTimer.setInterval(LookPause);
    connect(&m_lookTimer, &QTimer::timeout, this, &PushForm::look);
    connect(m_registry, &ChoiceButton::chosen, this, &PushForm::onRegistryChosen);
}

void PushForm::ask(const Image &image, const std::vector<settings::Registry> &registries)
{
    m_image = image;
    m_registries = registries;
    m_isEdited = false;
    m_asked.clear();
    setTitle(tr("Push an image"));
    QStringList names;
    for (const settings::Registry &registry : registries)
        names += models::plainLine(registry.name, 120);
    names += tr("Another one, by reference");
    m_registry->setChoices(names);
    const int place = models::registryFor(image.reference, registries);
    m_registry->setCurrent(place < 0 ? int(names.size()) - 1 : place);
    m_reference->setText(image.reference.section(u'@', 0, 0));
    onRegistryChosen();
    m_repository->isVisibleTo(this) ? m_repository->setFocus() : m_reference->setFocus();
}

const settings::Registry *PushForm::registry() const
{
    const int place = m_registry->current();
    return place >= 0 && place < int(m_registries.size()) ? &m_registries[std::size_t(place)] : nullptr;
}

//! What was not typed follows the registry.
void PushForm::onRegistryChosen()
{
    const settings::Registry *registry = this->registry();
    m_repositoryField->setVisible(registry);
    m_tagField->setVisible(registry);
    m_referenceField->setVisible(!registry);
    if (registry) {
        const models::PushTarget target = models::pushTargetIn(*registry, m_image.reference);
        if (!m_isEdited) {
            m_repository->setText(target.repository);
            m_tag->setText(target.tag);
        }
    }
    check();
}

std::optional<models::PushTarget> PushForm::target() const
{
    if (const settings::Registry *registry = this->registry()) {
        models::PushTarget target = models::pushTargetIn(*registry, m_image.reference);
        target.repository = m_repository->text().trimmed();
        target.tag = m_tag->text().trimmed();
        if (!models::checkPushTarget(target).isRight())
            return std::nullopt;
        return target;
    }
    QString problem;
    return models::readPushTarget(m_reference->text().trimmed(), problem);
}

void PushForm::check()
{
    if (const settings::Registry *registry = this->registry()) {
        models::PushTarget written = models::pushTargetIn(*registry, m_image.reference);
        written.repository = m_repository->text().trimmed();
        written.tag = m_tag->text().trimmed();
        const models::PushTargetCheck check = models::checkPushTarget(written);
        m_repositoryField->setProblem(check.repository);
        m_tagField->setProblem(check.tag);
    } else {
        QString problem;
        const QString text = m_reference->text().trimmed();
        if (!text.isEmpty())
            models::readPushTarget(text, problem);
        m_referenceField->setProblem(problem);
    }
    const auto target = this->target();
    setRight(target.has_value());
    m_target->setText(target
                          ? tr("%1 of %2 will be pushed as %3")
                                .arg(models::plainLine(m_image.reference, 300),
                                     models::plainLine(m_image.daemonName, 120), models::plainLine(target->text(), 600))
                          : QString());
    if (target && target->text() == m_asked)
        return;
    m_asked.clear(); // what comes now is of something else
    m_found->setText(target ? tr("Asking the registry whether this tag is there already…") : QString());
    setRole(*m_found, u"dim"_s);
    target ? m_lookTimer.start() : m_lookTimer.stop();
}

void PushForm::look()
{
    const auto target = this->target();
    if (!target || !isVisible())
        return;
    m_asked = target->text();
    emit lookRequested(registry() ? registry()->id : QString(), m_asked);
}

void PushForm::setFound(const QString &target, const Result<std::optional<QString>> &found)
{
    if (target != m_asked)
        return;
    const models::TargetText text = models::targetText(target, found, m_image.repoDigests);
    m_found->setText(text.text);
    setRole(*m_found, text.severity == models::Severity::Warning ? u"warning"_s : u"dim"_s);
}

void PushForm::submit()
{
    m_lookTimer.stop();
    emit pushRequested({.image = m_image.reference,
                        .daemonId = m_image.daemonId,
                        .target = target()->text(),
                        .registryId = registry() ? registry()->id : QString()});
}

} // namespace fairlead::ui
