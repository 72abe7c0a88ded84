// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "containerlogs.h"

#include "models/errortext.h"
#include "models/plaintext.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/logpanel.h"
#include "ui/widgets/notice.h"

#include <QUuid>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace fairlead::console {

using imagejobs::DaemonActions;

ContainerLogs::ContainerLogs(models::ImageHub &hub, const ui::Theme &theme, const QString &daemonId,
                             const QString &containerId, const QString &name, QWidget *parent)
    : QWidget(parent, Qt::Window)
    , m_hub(hub)
    , m_key(QUuid::createUuid().toString(QUuid::WithoutBraces))
    , m_state(new ui::PlainLabel(u"faint"_s, this))
{
    const QString shown = models::plainText(name);
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"page"_s);
    setWindowTitle(tr("Logs of %1").arg(shown));
    resize(900, 560);
    auto *notice = new ui::Notice(this);
    m_panel = new ui::LogPanel(theme, *notice, this);
    m_panel->setLog(&m_log, shown);
    m_panel->setPlaceholder(tr("It has written nothing yet."));
    m_state->setText(tr("Following"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 12, 8);
    layout->addWidget(m_panel, 1);
    layout->addWidget(m_state);
    const DaemonActions &actions = hub.actions();
    connect(&actions, &DaemonActions::logged, this, [this](const QString &key, const QByteArray &utf8, bool isError) {
        if (key == m_key)
            m_log.append(utf8, 0, isError ? models::LogRing::Source::Error : models::LogRing::Source::Output);
    });
    connect(&actions, &DaemonActions::logsEnded, this,
            [this](const QString &key, const std::optional<ApiError> &error) {
                if (key == m_key)
                    onEnded(error);
            });
    hub.act(
        [key = m_key, daemonId, containerId](DaemonActions &acting) { acting.followLogs(key, daemonId, containerId); });
}

ContainerLogs::~ContainerLogs()
{
    m_panel->setLog(nullptr); // it goes after the log
    m_hub.act([key = m_key](DaemonActions &actions) { actions.stopLogs(key); });
}

void ContainerLogs::onEnded(const std::optional<ApiError> &error)
{
    m_log.finish();
    m_state->setText(error ? tr("Ended: %1").arg(models::errorText(*error))
                           : tr("Ended: the container does not run any more"));
}

} // namespace fairlead::console
