// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "containerlogs.h"

#include "models/docker/dockerremedies.h"
#include "models/formats.h"
#include "models/plaintext.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/logpanel.h"
#include "ui/widgets/logview.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/screenfit.h"

#include <QPushButton>
#include <QShortcut>
#include <QUuid>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::console {

using imagejobs::DaemonActions;
using imagejobs::LogQueue;

namespace {

QString whyEnded(const ApiError &error)
{
    if (error.kind == ApiError::Kind::NotFound)
        return ContainerLogs::tr("The container is no longer on the daemon.");
    if (error.reason == "NotConnected"_L1)
        return ContainerLogs::tr("There is no connection to the daemon. Open it in the Docker pane, then read again.");
    return ContainerLogs::tr("Not following any more: %1 %2")
        .arg(models::daemonRemedyFor(error).cause, models::plainLine(error.message, 400));
}

} // namespace

void ContainerLogs::show(models::ImageHub &hub, const ui::Theme &theme, const Container &container, QWidget &window)
{
    const auto open = window.findChildren<ContainerLogs *>(Qt::FindDirectChildrenOnly);
    const auto known = std::find_if(open.begin(), open.end(), [&container](const ContainerLogs *logs) {
        return logs->m_container.isSame(container);
    });
    if (known == open.end()) {
        (new ContainerLogs(hub, theme, container, &window))->QWidget::show();
        return;
    }
    (*known)->raise();
    (*known)->activateWindow();
}

ContainerLogs::ContainerLogs(models::ImageHub &hub, const ui::Theme &theme, Container container, QWidget *parent)
    : QWidget(parent, Qt::Window)
    , m_hub(hub)
    , m_container(std::move(container))
    , m_key(QUuid::createUuid().toString(QUuid::WithoutBraces))
    , m_state(new ui::PlainLabel(u"dim"_s, this))
    , m_again(new QPushButton(tr("Read again"), this))
{
    build(theme);
    const DaemonActions &actions = hub.actions();
    connect(&actions, &DaemonActions::logsEnded, this,
            [this](const QString &key, const std::optional<ApiError> &error) {
                if (key == m_key)
                    onEnded(error);
            });
    follow();
}

ContainerLogs::~ContainerLogs()
{
    m_panel->setLog(nullptr); // it goes after the log
    m_hub.act([key = m_key](DaemonActions &actions) { actions.stopLogs(key); });
}

void ContainerLogs::build(const ui::Theme &theme)
{
    const QString shown = models::plainLine(m_container.name, 200);
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"page"_s);
    setWindowTitle(tr("Logs of %1 on %2").arg(shown, models::plainLine(m_container.daemon, 120)));
    resize(900, 560);
    ui::fitToScreen(*this);
    auto *notice = new ui::Notice(this);
    m_panel = new ui::LogPanel(theme, *notice, this);
    m_panel->setLog(&m_log, shown);
    m_state->makeParagraph();
    m_again->setAutoDefault(true);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(12);
    foot->addWidget(m_state, 1);
    foot->addWidget(m_again);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 12, 10);
    layout->addWidget(m_panel, 1);
    layout->addLayout(foot);
    connect(m_again, &QPushButton::clicked, this, &ContainerLogs::follow);
    connect(new QShortcut(QKeySequence::Close, this), &QShortcut::activated, this, &QWidget::close);
    m_panel->view().setFocus();
}

//! From its last lines on, as if it had just been opened.
void ContainerLogs::follow()
{
    m_log.clear();
    m_panel->setPlaceholder(tr("It has written nothing yet."));
    m_again->hide();
    setState(tr("Following, from the last %1 lines on: new ones come as the container writes them.")
                 .arg(models::numberText(DaemonActions::TailLines)),
             false);
    m_intake = std::make_unique<models::LogIntake>(std::make_shared<LogQueue>(LogQueue::Overflow::Waits), m_log, false);
    m_hub.act([key = m_key, container = m_container, queue = m_intake->queue()](DaemonActions &actions) {
        actions.followLogs(key, container.daemonId, container.id, queue);
    });
}

void ContainerLogs::onEnded(const std::optional<ApiError> &error)
{
    m_intake->takeRest();
    m_log.finish();
    m_panel->setPlaceholder(error ? tr("Nothing of its log could be read.") : tr("It has written nothing."));
    m_again->show();
    setState(error ? whyEnded(*error) : tr("The container does not run any more: this is all that it wrote."),
             error.has_value());
}

void ContainerLogs::setState(const QString &text, bool isError)
{
    m_state->setText(text);
    m_state->setObjectName(isError ? u"error"_s : u"dim"_s);
    m_state->setStyleSheet(u" "_s); // polishes it for its name
}

} // namespace fairlead::console
