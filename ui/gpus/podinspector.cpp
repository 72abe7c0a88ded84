// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "podinspector.h"

#include "models/formats.h"
#include "models/gpus/waitingfacts.h"
#include "models/keptstate.h"
#include "models/plaintext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/anchoredscroll.h"
#include "ui/widgets/factdelegate.h"
#include "ui/widgets/factgrid.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/statelabel.h"
#include "ui/widgets/wrappedtext.h"

#include <QKeyEvent>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

using models::FactsModel;
using models::SchedulerWords;
using models::WaitingModel;

PodInspector::PodInspector(const Theme &theme, const WaitingModel &model, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(model)
    , m_sections(theme)
{
    setAccessibleName(tr("Waiting pod"));
    m_scroll = new AnchoredScroll(this);
    m_scroll->setWidget(makeContent());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_scroll);
    connect(&model, &models::IndexedTableModel::countsChanged, this, &PodInspector::refresh);
}

QWidget *PodInspector::makeContent()
{
    auto *content = new QWidget(this);
    content->setObjectName(u"scrolled"_s);
    m_title = new ElidedLabel(u"heading"_s, content);
    m_state = new StateLabel(m_theme, content);
    m_subtitle = new ElidedLabel(u"dim"_s, content);
    auto *back = new QPushButton(tr("Back"), content);
    back->setObjectName(u"link"_s);
    back->setAccessibleName(tr("Back to the node"));
    back->setToolTip(tr("Back to the node (Esc)"));
    const auto section = [&](const QString &key, const QString &title) { return m_sections.add(key, title, content); };
    Section *causes = section(u"podCauses"_s, tr("Why it waits"));
    m_messageSection = section(u"podMessage"_s, tr("The scheduler's words"));
    Section *details = section(u"podDetails"_s, tr("Details"));
    m_summary = new PlainLabel(u"dim"_s, causes);
    m_summary->setWordWrap(true);
    m_causeList = new FittingList(tr("Why it waits"), m_causes,
                                  new FactDelegate(m_theme, FactDelegate::Style::Statements), causes);
    m_causeList->setCopier(copied<FactsModel>);
    causes->add(m_summary);
    causes->add(m_causeList);
    m_message = new WrappedText(u"message"_s, m_messageSection);
    m_message->setAccessibleName(tr("The scheduler's words"));
    m_messageSection->add(m_message);
    m_details = new FactGrid(details);
    details->add(m_details);
    setFocusProxy(m_causeList);

    auto *heading = new QHBoxLayout;
    heading->setContentsMargins(0, 0, 0, 0);
    heading->addWidget(m_title, 1);
    heading->addWidget(back);
    auto *state = new QHBoxLayout;
    state->setContentsMargins(0, 0, 0, 0);
    state->setSpacing(8);
    state->addWidget(m_state);
    state->addWidget(m_subtitle, 1);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(16, 12, 16, 16);
    layout->setSpacing(6);
    layout->addLayout(heading);
    layout->addLayout(state);
    m_sections.addTo(*layout);
    layout->addStretch(1);
    connect(back, &QPushButton::clicked, this, &PodInspector::closed);
    return content;
}

void PodInspector::setPod(const QString &key)
{
    if (m_key != key)
        m_pod.reset();
    m_key = key;
    refresh();
}

void PodInspector::refresh()
{
    if (m_key.isEmpty())
        return;
    const auto now = m_model.pod(m_key);
    m_isWaiting = now.has_value();
    if (now)
        m_pod = now;
    if (!m_pod)
        return;
    const kubernetes::Pod &pod = *m_pod->pod;
    const SchedulerWords words = SchedulerWords::of(pod.waitingMessage);
    m_summary->setText(!words.summary.isEmpty() ? tr("%1:").arg(models::plainLine(words.summary))
                       : words.causes.empty()   ? tr("The scheduler has not said anything of it yet.")
                                                : QString());
    m_summary->setVisible(!m_summary->text().isEmpty());
    m_causes.setRows(models::causeFacts(words));
    m_causeList->setVisible(m_causes.rowCount() > 0);
    m_message->setText(models::plainText(pod.waitingMessage, SchedulerWords::Longest));
    m_messageSection->setVisible(!pod.waitingMessage.isEmpty());
    m_details->setFacts(models::waitingDetails(pod, m_pod->wants, m_pod->requests));
    showHead();
    m_scroll->settle();
}

void PodInspector::showHead()
{
    const kubernetes::Pod &pod = *m_pod->pod;
    m_title->setFullText(models::plainLine(pod.name));
    m_subtitle->setFullText(
        tr("%1 · %2").arg(models::plainLine(m_pod->contextName, 120), models::plainLine(pod.namespaceName, 120)));
    if (!m_model.isKnown(m_key))
        m_state->setState(tr("Not known now"), models::Severity::Dim);
    else if (!m_isWaiting)
        m_state->setState(tr("Waits no longer"), models::Severity::Dim);
    else
        m_state->setState(tr("Waits %1").arg(models::durationText(models::secondsNow() - pod.created)),
                          m_pod->isStale ? models::Severity::Dim : models::Severity::Warning);
}

void PodInspector::updateAges()
{
    if (m_pod)
        showHead();
}

void PodInspector::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        emit closed();
    else
        QWidget::keyPressEvent(event);
}

void PodInspector::saveState(models::KeptState &settings) const
{
    m_sections.saveState(settings);
}

void PodInspector::restoreState(const models::KeptState &settings)
{
    m_sections.restoreState(settings);
}

} // namespace fairlead::ui
