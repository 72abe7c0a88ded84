// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "contextinspector.h"

#include "approvalform.h"
#include "models/clusters/contextsmodel.h"
#include "models/clusters/contextstate.h"
#include "models/clusters/refusal.h"
#include "models/formats.h"
#include "models/plaintext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/factgrid.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/wrappedtext.h"

#include <QApplication>
#include <QClipboard>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

//! Of the server, the network stack or the file: shown as it stands.
QString messageOf(const models::ContextEntry &entry)
{
    if (entry.context.problem)
        return entry.context.problem->text();
    if (entry.status.error)
        return entry.status.error->message;
    for (const kubernetes::ResourceState *resource : {&entry.status.nodes, &entry.status.pods}) {
        if (entry.isOpen && resource->error)
            return resource->error->message;
    }
    return {};
}

QString answerOf(const ApiError &error)
{
    const QString kind = error.reason.isEmpty() ? toString(error.kind) : error.reason;
    return error.httpStatus > 0 ? ContextInspector::tr("HTTP %1, %2").arg(error.httpStatus).arg(kind) : kind;
}

} // namespace

ContextInspector::ContextInspector(const Theme &theme, QWidget *parent)
    : Panel(parent)
    , m_theme(theme)
{
    setAccessibleName(tr("Context"));
    setMinimumWidth(280);
    build();
    setEntry(nullptr);
}

void ContextInspector::build()
{
    auto *scroll = new QScrollArea(this);
    m_scroll = scroll;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_content = new QWidget(scroll);
    m_content->setObjectName(u"scrolled"_s);
    scroll->setWidget(m_content);

    m_hint = new PlainLabel(u"dim"_s, this);
    m_hint->setText(
        tr("Select a context to see its connection, who you are there, and what is wrong if something is."));
    m_hint->setWordWrap(true);
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setContentsMargins(24, 24, 24, 24);
    m_title = new ElidedLabel(u"heading"_s, m_content);
    m_state = new PlainLabel(u"state"_s, m_content);
    m_state->setWordWrap(true);
    m_insecure = new PlainLabel(u"error"_s, m_content);
    m_insecure->setText(
        tr("The server's certificate is not verified (insecure-skip-tls-verify): anybody in between can read "
           "your credentials."));
    m_insecure->setWordWrap(true);
    m_cause = new PlainLabel(u"section"_s, m_content);
    m_cause->makeParagraph();
    m_remedy = new PlainLabel(u"text"_s, m_content);
    m_remedy->makeParagraph();
    m_copyRole = new QPushButton(tr("Copy the missing ClusterRole"), m_content);
    m_copyRole->setObjectName(u"link"_s);
    m_copyRole->setToolTip(tr("As YAML, for whoever grants rights in this cluster"));
    m_messageTitle = new PlainLabel(u"dim"_s, m_content);
    m_messageTitle->setWordWrap(true);
    m_message = new WrappedText(u"message"_s, m_content);
    m_message->setAccessibleName(tr("Message, verbatim"));
    m_approval = new ApprovalForm(m_content);
    m_facts = new FactGrid(m_content);
    m_openButton = new QPushButton(this);
    m_retryButton = new QPushButton(tr("Retry now"), this);
    m_retryButton->setToolTip(tr("F5"));

    auto *layout = new QVBoxLayout(m_content);
    layout->setContentsMargins(16, 12, 16, 16);
    layout->setSpacing(8);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_title, m_state, m_insecure, m_cause, m_remedy, m_copyRole,
                                                            m_approval, m_messageTitle, m_message})
        layout->addWidget(widget);
    layout->setAlignment(m_copyRole, Qt::AlignLeft);
    layout->addSpacing(4);
    layout->addWidget(m_facts);
    layout->addStretch(1);
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(16, 4, 16, 14);
    buttons->setSpacing(8);
    buttons->addWidget(m_openButton, 1);
    buttons->addWidget(m_retryButton, 1);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(1, 1, 1, 1);
    outer->addWidget(scroll, 1);
    outer->addWidget(m_hint, 1);
    outer->addLayout(buttons);

    connect(m_openButton, &QPushButton::clicked, this, [this] { emit openRequested(m_id, !m_isOpen); });
    connect(m_retryButton, &QPushButton::clicked, this, [this] { emit retryRequested(m_id); });
    connect(m_copyRole, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(m_role); });
    connect(m_approval, &ApprovalForm::approved, this, [this] { emit approveRequested(m_id); });
}

void ContextInspector::setEntry(const models::ContextEntry *entry)
{
    m_scroll->setVisible(entry != nullptr);
    m_hint->setVisible(entry == nullptr);
    m_openButton->setVisible(entry != nullptr);
    m_retryButton->setVisible(entry && entry->isOpen);
    if (!entry)
        return;
    m_id = entry->context.id;
    m_isOpen = entry->isOpen;
    m_openButton->setText(m_isOpen ? tr("Disconnect") : tr("Open"));
    m_openButton->setProperty("primary", !m_isOpen);
    m_openButton->setStyleSheet(u" "_s); // polishes it for the property; the application's sheet stays in force
    m_openButton->setEnabled(m_isOpen || !entry->context.problem);
    m_title->setFullText(models::plainLine(entry->context.id, 200));
    QStringList state{models::stateText(entry->status)};
    if (const QString retry = models::retryText(entry->status); !retry.isEmpty() && entry->isOpen)
        state += retry;
    m_state->setText(state.join(u" · "_s));
    QPalette palette = m_state->palette();
    palette.setColor(QPalette::WindowText, m_theme.tokens().of(models::severityOf(entry->status.state)));
    m_state->setPalette(palette);
    m_insecure->setVisible(entry->context.endpoint.insecureSkipTlsVerify);
    showProblem(*entry);
    showFacts(*entry);
}

void ContextInspector::showProblem(const models::ContextEntry &entry)
{
    const auto remedy = models::remedyFor(entry);
    m_cause->setVisible(remedy.has_value());
    m_remedy->setVisible(remedy.has_value());
    if (remedy) {
        m_cause->setText(models::plainText(remedy->cause));
        m_remedy->setText(models::plainText(remedy->remedy));
    }
    const auto refusal = models::refusalOf(entry);
    m_role = refusal ? models::clusterRoleFor(*refusal) : QString();
    m_copyRole->setVisible(refusal.has_value());
    m_approval->setVisible(entry.approval.has_value());
    if (entry.approval)
        m_approval->setApproval(*entry.approval);
    const QString message = entry.approval ? QString() : models::plainText(messageOf(entry));
    m_messageTitle->setVisible(!message.isEmpty());
    m_message->setVisible(!message.isEmpty());
    m_messageTitle->setText(entry.status.error ? answerOf(*entry.status.error) : tr("Message"));
    m_message->setText(message);
}

void ContextInspector::showFacts(const models::ContextEntry &entry)
{
    const kubernetes::Context &context = entry.context;
    const kubernetes::ContextStatus &status = entry.status;
    const QString latency = status.latency ? tr("%1 ms").arg(models::numberText(status.latency->count())) : QString();
    m_facts->setFacts({{tr("You are"), status.username},
                       {tr("Groups"), status.groups.join(u'\n')},
                       {tr("Version"), status.serverVersion},
                       {tr("Latency"), latency},
                       {tr("Nodes"), entry.isOpen ? models::resourceText(status.nodes) : QString()},
                       {tr("Pods"), entry.isOpen ? models::resourceText(status.pods) : QString()},
                       {tr("Server"), context.endpoint.server.toDisplayString(QUrl::RemoveUserInfo)},
                       {tr("Proxy"), context.endpoint.proxy.toDisplayString(QUrl::RemoveUserInfo)},
                       {tr("Cluster"), context.clusterName},
                       {tr("User"), tr("%1 (%2)").arg(context.userName, kubernetes::toString(context.auth.kind))},
                       {tr("Namespace"), context.namespaceName},
                       {tr("Counted"), entry.isOpen && !entry.isPrimary && !status.clusterUid.isEmpty()
                                           ? tr("through another context of the same cluster")
                                           : QString()},
                       {tr("Cluster id"), status.clusterUid},
                       {tr("File"), context.file}});
}

} // namespace fairlead::ui
