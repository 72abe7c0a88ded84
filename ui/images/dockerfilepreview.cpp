// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dockerfilepreview.h"

#include "backends/images/dockerfilechoices.h"
#include "models/plaintext.h"
#include "ui/forms/codeedit.h"
#include "ui/widgets/labels.h"

#include <QApplication>
#include <QClipboard>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

namespace {

constexpr qsizetype Longest = 256 * 1'024; // characters that are shown

//! "Stages: build, runtime. Arguments: VERSION=1, TOKEN."
QString foundIn(const images::Dockerfile &file)
{
    QStringList stages;
    for (const images::Dockerfile::Stage &stage : file.stages)
        stages += stage.name.isEmpty() ? stage.from : DockerfilePreview::tr("%1 (from %2)").arg(stage.name, stage.from);
    QStringList arguments;
    const images::DockerfileChoices choices = images::choicesOf(file);
    for (const images::DockerfileChoices::Argument &argument : choices.arguments)
        arguments += argument.hasValue ? argument.name + u'=' + argument.value : argument.name;
    QStringList lines;
    if (!stages.isEmpty())
        lines += DockerfilePreview::tr("Stages: %1").arg(stages.join(", "_L1));
    if (!arguments.isEmpty())
        lines += DockerfilePreview::tr("Arguments: %1").arg(arguments.join(", "_L1));
    return models::plainText(lines.join(u'\n'), 1'000);
}

} // namespace

DockerfilePreview::DockerfilePreview(const Theme &theme, QWidget *parent)
    : Panel(parent)
    , m_title(new ElidedLabel(u"section"_s, this))
    , m_problem(new PlainLabel(u"error"_s, this))
    , m_code(new CodeEdit(theme, tr("Dockerfile"), this))
    , m_found(new PlainLabel(u"dim"_s, this))
    , m_copy(new QPushButton(tr("Copy"), this))
    , m_export(new QPushButton(tr("Export…"), this))
    , m_again(new QPushButton(tr("Read again"), this))
{
    setMinimumWidth(220);
    m_copy->setAccessibleName(tr("Copy the Dockerfile"));
    m_export->setAccessibleName(tr("Export the Dockerfile"));
    for (QPushButton *link : {m_copy, m_export, m_again})
        link->setObjectName(u"link"_s);
    m_code->setReadOnly(true);
    m_code->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_problem->makeParagraph();
    m_found->makeParagraph();
    auto *line = new QHBoxLayout;
    line->setSpacing(12);
    line->addWidget(m_title, 1);
    for (QPushButton *link : {m_again, m_copy, m_export})
        line->addWidget(link);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 10, 14, 12);
    layout->setSpacing(8);
    layout->addLayout(line);
    layout->addWidget(m_code, 1);
    layout->addWidget(m_problem);
    layout->addWidget(m_found);
    connect(m_copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(text()); });
    connect(m_export, &QPushButton::clicked, this, &DockerfilePreview::exportRequested);
    connect(m_again, &QPushButton::clicked, this, &DockerfilePreview::readAgainRequested);
}

void DockerfilePreview::show(const QString &title, const QString &text, int line, const QString &problem,
                             const QString &found)
{
    m_title->setFullText(title);
    m_code->setText(models::plainText(text, Longest));
    m_code->markLine(line);
    m_problem->setText(models::plainText(problem, 1'000));
    m_problem->setVisible(!problem.isEmpty());
    m_found->setText(found);
    m_found->setVisible(!found.isEmpty());
    m_copy->setEnabled(!text.isEmpty());
    m_export->setEnabled(!text.isEmpty());
}

void DockerfilePreview::showMade(const QString &text, int line, const QString &problem)
{
    m_again->hide();
    m_code->setPlaceholderText(tr("Appears here while you write: FROM comes first"));
    show(tr("Dockerfile"), text, line, line > 0 ? tr("Line %1: %2").arg(line).arg(problem) : problem, {});
}

void DockerfilePreview::showOwn(const models::OwnDockerfile &file)
{
    m_again->show();
    m_code->setPlaceholderText({});
    const QString problem = !file.problem.isEmpty() ? tr("%1 cannot be read: %2").arg(file.path, file.problem)
                            : file.error            ? tr("Line %1: %2").arg(file.error->line).arg(file.error->message)
                                                    : QString();
    show(models::plainLine(file.path, 300), file.text, file.error ? file.error->line : 0, problem, foundIn(file.file));
}

void DockerfilePreview::showWaiting(const QString &path)
{
    m_again->hide();
    show(models::plainLine(path, 300), {}, 0, {}, tr("Reading…"));
}

QString DockerfilePreview::text() const
{
    return m_code->toPlainText();
}

int DockerfilePreview::markedLine() const
{
    return m_code->markedLine();
}

} // namespace fairlead::ui
