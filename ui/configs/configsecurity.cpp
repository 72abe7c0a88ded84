// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "configeditors.h"

#include "configrows.h"
#include "ui/forms/suggestedit.h"
#include "ui/widgets/checkbox.h"
#include "ui/widgets/labels.h"

#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

void ConfigFields::makeEnvironment()
{
    addGroup(u"environment"_s, tr("Environment"));
    RowsEdit *edit = rows(u"env"_s, tr("Variables"), tr("+ Variable"), configrows::environmentCells());
    m_bindings.add([edit](const Config &config) { edit->setRows(configrows::rowsOf(config.env)); },
                   [edit](Config &config) { config.env = configrows::environmentOf(edit->rows()); });
}

void ConfigFields::makeSecurity()
{
    addGroup(u"security"_s, tr("Security context"));
    const auto security = [](auto member) {
        return [member](auto &config) -> auto &
        {
            return config.securityContext.*member;
        };
    };
    using Security = settings::SecurityContext;
    number(u"securityContext.runAsUser"_s, tr("User"), tr("as the image says"), security(&Security::runAsUser));
    number(u"securityContext.runAsGroup"_s, tr("Group"), tr("as the image says"), security(&Security::runAsGroup));
    number(u"securityContext.fsGroup"_s, tr("Volumes' group"), tr("as the volumes are"), security(&Security::fsGroup));
    m_bindings.flag(*check(u"securityContext.runAsNonRoot"_s, tr("Not as root")), security(&Security::runAsNonRoot));
    m_bindings.flag(*check(u"securityContext.readOnlyRootFilesystem"_s, tr("Read-only root filesystem")),
                    security(&Security::readOnlyRootFilesystem));
    list(u"securityContext.writableFolders"_s, tr("Folders of it that are writable, and empty"), tr("+ Folder"),
         u"/tmp"_s, security(&Security::writableFolders));
    makeCapabilities();
    auto *danger = new QWidget(this);
    auto *box = new CheckBox(theme(), tr("Privileged"), danger);
    box->setMinimumHeight(24);
    m_privileged = new PlainLabel(u"error"_s, danger);
    m_privileged->setText(tr("Danger: root on the node, with all of its devices"));
    m_privileged->setWordWrap(true);
    auto *layout = new QVBoxLayout(danger);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(box);
    layout->addWidget(m_privileged);
    danger->setFocusProxy(box);
    add(u"securityContext.privileged"_s, {}, danger);
    connect(box, &QAbstractButton::toggled, this, [this] { touch(u"securityContext.privileged"_s); });
    connect(box, &QAbstractButton::toggled, m_privileged, &QWidget::setVisible);
    m_privileged->hide();
    m_bindings.flag(*box, security(&Security::privileged));
}

void ConfigFields::makeCapabilities()
{
    using Security = settings::SecurityContext;
    auto escalation = [](auto &config) -> auto &
    {
        return config.securityContext.allowPrivilegeEscalation;
    };
    auto *button = new ChoiceButton(this);
    button->setChoices({tr("as the engine says"), tr("allowed"), tr("forbidden")});
    button->setAccessibleName(tr("Escalation of privileges"));
    button->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    add(u"securityContext.allowPrivilegeEscalation"_s, tr("Escalation"), button);
    connect(button, &ChoiceButton::chosen, this, [this] { touch(u"securityContext.allowPrivilegeEscalation"_s); });
    m_bindings.add(
        [button, escalation](const Config &config) {
            const std::optional<bool> &isAllowed = escalation(config);
            button->setCurrent(!isAllowed ? 0 : *isAllowed ? 1 : 2);
        },
        [button, escalation](Config &config) {
            escalation(config) = button->current() == 0 ? std::nullopt : std::optional(button->current() == 1);
        });
    m_bindings.words(
        *line(u"securityContext.addCapabilities"_s, tr("Capabilities"), tr("none added: NET_ADMIN")),
        [](auto &config) -> auto & { return config.securityContext.*(&Security::addCapabilities); });
    m_bindings.words(
        *line(u"securityContext.dropCapabilities"_s, tr("without"), tr("none dropped: ALL")),
        [](auto &config) -> auto & { return config.securityContext.*(&Security::dropCapabilities); });
    SuggestEdit *seccomp = suggest(u"securityContext.seccompProfile"_s, tr("seccomp"),
                                   {u"RuntimeDefault"_s, u"Unconfined"_s, u"Localhost/"_s});
    seccomp->setWordForNothing(tr("as the engine says"));
    m_bindings.line(
        seccomp->edit(), [](auto &config) -> auto & { return config.securityContext.seccompProfile; });
}

void ConfigFields::makePatch()
{
    addGroup(u"patch"_s, tr("Pod template patch"));
    yamlField(
        u"kubernetes.podTemplatePatch"_s, tr("Any fields of a PodTemplateSpec, merged strategically"),
        files::YamlValue::Type::Map, [](auto &config) -> auto & { return config.kubernetes.podTemplatePatch; })
        ->setPlaceholderText(u"spec:\n  containers:\n  - name: main\n    stdin: true"_s);
}

void ConfigFields::makeTimeouts()
{
    addGroup(u"timeouts"_s, tr("Timeouts"));
    const auto timeout = [](auto member) {
        return [member](auto &config) -> auto &
        {
            return config.timeouts.*member;
        };
    };
    using settings::Timeouts;
    m_bindings.line(*line(u"timeouts.scheduling"_s, tr("Scheduling"), tr("no limit: the next context is never tried")),
                    timeout(&Timeouts::scheduling));
    m_bindings.flag(*check(u"timeouts.waitForAutoscaler"_s, tr("Longer while an autoscaler works")),
                    timeout(&Timeouts::waitForAutoscaler));
    m_bindings.line(*line(u"timeouts.run"_s, tr("Run"), tr("no limit, such as 1h30m")), timeout(&Timeouts::run));
    m_bindings.line(*line(u"timeouts.keepFinished"_s, tr("Kept finished"), tr("until it is removed, such as 1h")),
                    timeout(&Timeouts::keepFinished));
    number(u"timeouts.backoffLimit"_s, tr("Backoff limit"), tr("0: what failed is not tried again"),
           timeout(&Timeouts::backoffLimit));
}

void ConfigFields::makeLabels()
{
    addGroup(u"labels"_s, tr("Labels and annotations"));
    m_bindings.pairs(*pairs(u"labels"_s, tr("Labels of all that is made"), tr("key"), tr("value")), &Config::labels);
    m_bindings.pairs(*pairs(u"annotations"_s, tr("Annotations"), tr("key"), tr("value")), &Config::annotations);
}

} // namespace fairlead::ui
