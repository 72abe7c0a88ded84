// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "insecuredaemonsmark.h"

#include "models/docker/dockermodels.h"
#include "models/formats.h"
#include "models/plaintext.h"
#include "ui/widgets/labels.h"

using namespace Qt::StringLiterals;

namespace fairlead::ui {

InsecureDaemonsMark::InsecureDaemonsMark(models::DockerModels &models, QWidget *parent)
    : QPushButton(parent)
    , m_models(models)
{
    setObjectName(u"insecureMark"_s);
    connect(&models, &models::DockerModels::changed, this, &InsecureDaemonsMark::refresh);
    connect(this, &QPushButton::clicked, this, [this] {
        if (const auto insecure = m_models.insecureDaemons(); !insecure.empty())
            emit showRequested(insecure.front()->daemon.id);
    });
    refresh();
}

void InsecureDaemonsMark::refresh()
{
    QStringList names;
    for (const models::DaemonEntry *entry : m_models.insecureDaemons())
        names += models::plainLine(entry->daemon.name, 120);
    setVisible(!names.isEmpty() && parentWidget());
    if (names.isEmpty())
        return;
    setText(tr("%Ln insecure daemon(s)", nullptr, int(names.size())));
    setPlainToolTip(*this,
                    tr("Spoken to without TLS, or with TLS that verifies nobody, so whoever is in between is root "
                       "on its machine: %1")
                        .arg(models::namesText(names)));
    updateGeometry();
}

} // namespace fairlead::ui
