// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "statekeeper.h"

#include <QCoreApplication>
#include <QEvent>
#include <QWidget>

#include <utility>

namespace fairlead::console {

StateKeeper::StateKeeper(QString file, std::function<models::KeptState()> collect)
    : m_file(std::move(file))
    , m_collect(std::move(collect))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(Delay);
    connect(&m_timer, &QTimer::timeout, this, &StateKeeper::saveChanged);
    m_writer.setMaxThreadCount(1);
    QCoreApplication::instance()->installEventFilter(this);
}

StateKeeper::~StateKeeper()
{
    m_writer.waitForDone();
}

bool StateKeeper::eventFilter(QObject *watched, QEvent *event)
{
    const auto isWindow = [watched] { return watched->isWidgetType() && static_cast<QWidget *>(watched)->isWindow(); };
    switch (event->type()) {
    case QEvent::Move:
    case QEvent::Resize:
    case QEvent::WindowStateChange:
    case QEvent::Close:
        if (!isWindow())
            break;
        [[fallthrough]];
    case QEvent::MouseButtonRelease:
    case QEvent::KeyPress:
    case QEvent::Wheel:
    case QEvent::Drop:
        if (!m_timer.isActive()) // not put off by who never rests
            m_timer.start();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

void StateKeeper::saveChanged()
{
    if (m_writer.activeThreadCount() > 0) { // a slow disk gets no queue
        m_timer.start();
        return;
    }
    models::KeptState now = m_collect();
    if (now == m_kept)
        return;
    m_kept = std::move(now);
    write();
}

void StateKeeper::save()
{
    m_timer.stop();
    m_kept = m_collect();
    write();
}

void StateKeeper::write()
{
    m_writer.start([state = m_kept, file = m_file] { state.write(file); });
}

} // namespace fairlead::console
