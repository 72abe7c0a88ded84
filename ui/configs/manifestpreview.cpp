// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "manifestpreview.h"

#include "diffcolours.h"
#include "models/configs/textdiff.h"
#include "models/plaintext.h"
#include "ui/forms/codeedit.h"
#include "ui/theme/theme.h"
#include "ui/widgets/choicebutton.h"
#include "ui/widgets/labels.h"

#include <QApplication>
#include <QClipboard>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

constexpr qsizetype Longest = 512 * 1'024; // characters that are shown

} // namespace

ManifestPreview::ManifestPreview(const Theme &theme, QWidget *parent)
    : Panel(parent)
    , m_target(new ChoiceButton(this))
    , m_user(new ChoiceButton(this))
    , m_project(new ChoiceButton(this))
    , m_changes(new QPushButton(tr("Changes"), this))
    , m_copy(new QPushButton(tr("Copy"), this))
    , m_copyCommand(new QPushButton(this))
    , m_code(new CodeEdit(theme, tr("Preview"), this))
    , m_notes(new PlainLabel(u"dim"_s, this))
    , m_colours(new DiffColours(theme, m_code->document()))
{
    setMinimumWidth(260);
    m_target->setToolTip(tr("Where it would be launched, in the order in which targets are tried"));
    m_user->setToolTip(tr("Whose login and properties variables have"));
    m_project->setToolTip(tr("Whose variables it has, and where it runs if the config does not say"));
    for (ChoiceButton *button : {m_target, m_user, m_project})
        button->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_changes->setObjectName(u"segment"_s);
    m_changes->setCheckable(true);
    m_changes->setAccessibleName(tr("Changes against the saved config"));
    m_changes->setToolTip(tr("Only what differs from the config as it is saved"));
    m_copy->setAccessibleName(tr("Copy the preview"));
    for (QPushButton *link : {m_copy, m_copyCommand})
        link->setObjectName(u"link"_s);
    m_code->setReadOnly(true);
    m_code->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_notes->makeParagraph();
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_target, 3);
    head->addWidget(m_user, 2);
    head->addWidget(m_project, 2);
    head->addWidget(m_changes);
    auto *links = new QHBoxLayout;
    links->setSpacing(12);
    links->addWidget(m_copy);
    links->addWidget(m_copyCommand);
    links->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 10, 14, 12);
    layout->setSpacing(8);
    layout->addLayout(head);
    layout->addWidget(m_code, 1);
    layout->addWidget(m_notes);
    layout->addLayout(links);
    connect(m_target, &ChoiceButton::chosen, this, &ManifestPreview::refresh);
    connect(m_user, &ChoiceButton::chosen, this, &ManifestPreview::userChosen);
    connect(m_project, &ChoiceButton::chosen, this, &ManifestPreview::projectChosen);
    connect(m_changes, &QPushButton::toggled, this, &ManifestPreview::refresh);
    connect(m_copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(text()); });
    connect(m_copyCommand, &QPushButton::clicked, this, [this] {
        if (const models::ConfigPreview *preview = current())
            QApplication::clipboard()->setText(preview->command);
    });
    setUsers({}, 0);
    setProjects({}, 0);
    begin(false);
}

ManifestPreview::~ManifestPreview() = default;

void ManifestPreview::begin(bool isSaved)
{
    m_previews.clear();
    m_saved.clear();
    m_broken.clear();
    m_good.clear();
    m_goodTarget.clear();
    m_changes->setVisible(isSaved);
    m_changes->setChecked(false);
    refreshTargets();
    refresh();
}

void ManifestPreview::setUsers(const QStringList &users, int current)
{
    m_user->setVisible(users.size() > 1);
    if (m_user->choices() != users)
        m_user->setChoices(users);
    m_user->setCurrent(users.isEmpty() ? -1 : current);
    m_user->setAccessibleName(tr("Preview for the user %1").arg(m_user->currentText()));
}

void ManifestPreview::setProjects(const QStringList &projects, int current)
{
    m_project->setVisible(projects.size() > 1);
    if (m_project->choices() != projects)
        m_project->setChoices(projects);
    m_project->setCurrent(projects.isEmpty() ? -1 : current);
    m_project->setAccessibleName(tr("Preview in the project %1").arg(m_project->currentText()));
}

void ManifestPreview::setPreviews(const std::vector<models::ConfigPreview> &previews,
                                  const std::vector<models::ConfigPreview> &saved, const QStringList &broken)
{
    m_broken = broken;
    m_previews = previews;
    m_saved = saved;
    refreshTargets();
    refresh();
}

//! The choice stays at the target that it was at.
void ManifestPreview::refreshTargets()
{
    QStringList names;
    for (const models::ConfigPreview &preview : m_previews) {
        const QString name = preview.target.isEmpty() ? tr("no target") : models::plainLine(preview.target, 80);
        names += preview.isDocker ? tr("Docker: %1").arg(name) : name;
    }
    if (names.isEmpty())
        names += tr("no target");
    if (m_target->choices() != names)
        m_target->setChoices(names);
    m_target->setAccessibleName(tr("Preview of the target %1").arg(m_target->currentText()));
}

const models::ConfigPreview *ManifestPreview::current() const
{
    const auto place = std::size_t(m_target->current());
    return place < m_previews.size() ? &m_previews[place] : nullptr;
}

//! At the same target; where the saved one has another, of its first.
QString ManifestPreview::savedText() const
{
    const models::ConfigPreview *now = current();
    const auto same = std::find_if(m_saved.begin(), m_saved.end(), [now](const models::ConfigPreview &each) {
        return now && each.target == now->target && each.isDocker == now->isDocker;
    });
    if (same != m_saved.end())
        return same->text;
    return m_saved.empty() ? QString() : m_saved.front().text;
}

void ManifestPreview::refresh()
{
    const models::ConfigPreview *preview = current();
    const bool isPossible = preview && preview->isPossible && m_broken.isEmpty();
    const QString target = m_target->currentText();
    if (isPossible) {
        m_good = preview->text;
        m_goodTarget = target;
    } else if (m_goodTarget != target) {
        m_good.clear();
    }
    if (m_changes->isChecked() && isPossible) {
        const auto diff = models::shortened(models::lineDiff(savedText(), preview->text));
        m_colours->setDiff(true);
        m_code->setPlaceholderText(tr("Nothing differs from the saved config"));
        showText(models::toText(diff), false);
    } else {
        m_colours->setDiff(false);
        m_code->setPlaceholderText(tr("Appears here while you write"));
        showText(m_good, !isPossible);
    }
    QStringList notes = m_broken;
    if (notes.isEmpty() && preview)
        notes = preview->notes;
    const QString role = isPossible ? u"dim"_s : u"warning"_s;
    if (m_notes->objectName() != role) {
        m_notes->setObjectName(role);
        m_notes->style()->unpolish(m_notes);
        m_notes->style()->polish(m_notes);
    }
    m_notes->setText(models::plainText(notes.join(u'\n'), 2'000));
    m_notes->setVisible(!notes.isEmpty());
    m_copyCommand->setText(preview && preview->isDocker ? tr("Copy docker run") : tr("Copy kubectl apply"));
    m_copyCommand->setEnabled(isPossible && !preview->command.isEmpty());
    m_copy->setEnabled(isPossible && !text().isEmpty());
}

void ManifestPreview::showText(const QString &text, bool isOld)
{
    m_code->setText(models::plainText(text, Longest));
    m_code->setEnabled(!isOld);
}

QString ManifestPreview::text() const
{
    return m_code->toPlainText();
}

} // namespace fairlead::ui
