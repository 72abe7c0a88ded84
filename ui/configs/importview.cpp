// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "importview.h"

#include "backends/configimport/importchanges.h"
#include "backends/files/smallfile.h"
#include "backends/settings/settingsstore.h"
#include "importobjects.h"
#include "models/forms/settingstext.h"
#include "models/plaintext.h"
#include "ui/forms/codeedit.h"
#include "ui/forms/pathedit.h"
#include "ui/widgets/choicerow.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/formkeys.h"
#include "ui/widgets/labels.h"

#include <QDir>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <QtConcurrent>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::ui {

namespace {

constexpr auto TypingPause = 300ms;
constexpr int ObjectsWidth = 250;
constexpr int ProblemsHeight = 96;
constexpr std::size_t MostProblems = 200; // lines

QString problemLine(const settings::SettingsProblem &problem)
{
    return models::plainLine(problem.text(), 600);
}

} // namespace

ImportView::ImportView(const Theme &theme, settings::SettingsStore &store, QWidget *parent)
    : QWidget(parent)
    , m_store(store)
    , m_path(new PathEdit(tr("File to import"), false, this))
    , m_text(new CodeEdit(theme, tr("Text to import"), this))
    , m_other(new QPushButton(this))
    , m_failure(new PlainLabel(u"error"_s, this))
    , m_empty(new EmptyState(this))
    , m_summary(new PlainLabel(u"text"_s, this))
    , m_objects(new ImportObjects(theme, this))
    , m_which(new ChoiceRow(tr("Which fields"), {tr("All"), tr("Changed"), tr("Not taken")}, this))
    , m_table(new DataTable(theme, m_rows, tr("What becomes what"), this))
    , m_problems(new QPlainTextEdit(this))
    , m_standing(new ElidedLabel(u"dim"_s, this))
    , m_import(new QPushButton(this))
{
    setAccessibleName(tr("Import runtime configs"));
    auto *title = new ElidedLabel(u"title"_s, this);
    title->setFullText(tr("Import runtime configs"));
    m_failure->makeParagraph();
    m_empty->setContent(tr("Nothing to import yet"),
                        tr("Choose a file, or paste its text: settings of Dataiku DSS (JSON), ~/.sky/config.yaml of "
                           "SkyPilot, server/config.yml of dstack, or a fairlead.yaml. What becomes of it is shown "
                           "before anything is saved."));
    m_result = makeResult();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(title);
    layout->addWidget(makeSource());
    layout->addWidget(m_failure);
    layout->addWidget(m_empty, 1);
    layout->addWidget(m_result, 1);
    layout->addWidget(makeFoot());
    m_pause.setSingleShot(true);
    m_pause.setInterval(TypingPause);
    connect(&m_pause, &QTimer::timeout, this, &ImportView::read);
    connect(&m_reading, &QFutureWatcherBase::finished, this, [this] {
        if (m_reading.future().resultCount() > 0)
            showOutcome(m_reading.result());
    });
    connect(&store, &settings::SettingsStore::changed, this, [this] {
        if (!m_isSaving)
            read();
    });
    setPasting(false);
    refresh();
}

QWidget *ImportView::makeSource()
{
    auto *source = new QWidget(this);
    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_path, 1);
    m_other->setObjectName(u"link"_s);
    line->addWidget(m_other);
    auto *layout = new QVBoxLayout(source);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addLayout(line);
    layout->addWidget(m_text);
    m_text->setLines(6);
    m_text->setMaximumHeight(150);
    m_text->setPlaceholderText(tr("Paste the text here"));
    m_path->edit().setPlaceholderText(u"~/.sky/config.yaml"_s);
    connect(m_other, &QPushButton::clicked, this, [this] { setPasting(!m_isPasting); });
    connect(&m_path->edit(), &QLineEdit::textChanged, &m_pause, qOverload<>(&QTimer::start));
    connect(m_text, &QPlainTextEdit::textChanged, &m_pause, qOverload<>(&QTimer::start));
    return source;
}

QWidget *ImportView::makeResult()
{
    auto *result = new QWidget(this);
    m_summary->makeParagraph();
    m_problems->setObjectName(u"message"_s);
    m_problems->setReadOnly(true);
    m_problems->setTabChangesFocus(true);
    m_problems->setAccessibleName(tr("What has to be looked at"));
    m_problems->setFixedHeight(ProblemsHeight);
    m_objects->setFixedWidth(ObjectsWidth);
    m_table->setDefaultColumns({44, 78, 200, 200, 130, 220}, models::ImportRows::NoteColumn,
                               models::ImportRows::FromColumn);
    m_table->elideMiddle(models::ImportRows::FromColumn);
    m_table->elideMiddle(models::ImportRows::ToColumn);
    auto *fields = new QVBoxLayout;
    fields->setSpacing(6);
    fields->addWidget(m_which);
    fields->addWidget(m_table, 1);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(12);
    columns->addWidget(m_objects);
    columns->addLayout(fields, 1);
    auto *layout = new QVBoxLayout(result);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_summary);
    layout->addLayout(columns, 1);
    layout->addWidget(m_problems);
    connect(m_which, &ChoiceRow::chosen, this, [this](int choice) {
        m_which->setCurrent(choice);
        m_rows.setWhich(models::ImportRows::Which(choice));
    });
    connect(m_objects, &ImportObjects::changed, this, &ImportView::refresh);
    return result;
}

QWidget *ImportView::makeFoot()
{
    auto *foot = new QWidget(this);
    auto *cancel = new QPushButton(tr("Cancel"), foot);
    cancel->setToolTip(tr("Esc"));
    m_import->setProperty("primary", true);
    auto *layout = new QHBoxLayout(foot);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_standing, 1);
    layout->addWidget(cancel);
    layout->addWidget(m_import);
    connect(cancel, &QPushButton::clicked, this, &ImportView::closed);
    connect(m_import, &QPushButton::clicked, this, &ImportView::save);
    return foot;
}

void ImportView::setPath(const QString &path)
{
    setPasting(false);
    m_path->edit().setText(path);
    read();
}

void ImportView::setText(const QString &text)
{
    setPasting(true);
    m_text->setPlainText(text);
    read();
}

void ImportView::takeFocus()
{
    if (m_isPasting)
        m_text->setFocus();
    else
        m_path->edit().setFocus();
}

void ImportView::setPasting(bool isPasting)
{
    m_isPasting = isPasting;
    m_path->setVisible(!isPasting);
    m_text->setVisible(isPasting);
    m_other->setText(isPasting ? tr("Choose a file instead") : tr("Paste text instead"));
    read();
    if (isVisible())
        takeFocus();
}

//! What it is by now; what was being read before is dropped with its future.
void ImportView::read()
{
    m_pause.stop();
    const QString path = m_path->text().trimmed();
    const QString text = m_text->toPlainText();
    if (m_isPasting ? text.trimmed().isEmpty() : path.isEmpty()) {
        m_reading.setFuture({});
        return showOutcome({});
    }
    const QString file = path.startsWith("~/"_L1) ? QDir::homePath() + path.sliced(1) : path;
    m_reading.setFuture(QtConcurrent::run(
        [isPasted = m_isPasting, name = m_isPasting ? tr("text") : file, file, text, existing = m_store.settings()] {
            Outcome outcome;
            const auto bytes = isPasted ? tl::expected<QByteArray, QString>(text.toUtf8())
                                        : files::readSmallFile(file, configimport::LargestImport);
            if (!bytes) {
                outcome.failure = models::plainLine(u"%1: %2"_s.arg(file, bytes.error()), 600);
                return outcome;
            }
            auto import = configimport::importConfigs(*bytes, name, existing);
            if (import) {
                outcome.import = std::move(*import);
            } else {
                outcome.failure = problemLine(import.error());
                outcome.line = import.error().line;
            }
            return outcome;
        }));
}

void ImportView::showOutcome(const Outcome &outcome)
{
    m_outcome = outcome;
    m_text->markLine(m_isPasting ? outcome.line : 0);
    m_rows.setRows(outcome.import ? outcome.import->rows : std::vector<configimport::ImportRow>());
    m_objects->setAdditions(outcome.import ? outcome.import->additions : settings::Settings());
    showProblems(outcome.import ? outcome.import->problems : std::vector<settings::SettingsProblem>());
    m_failure->setText(outcome.failure);
    using Which = models::ImportRows::Which;
    const int changed = m_rows.count(Which::Changed);
    const int left = m_rows.count(Which::NotTaken);
    if (outcome.import)
        m_summary->setText(tr("%1: of %Ln field(s), ", nullptr, m_rows.count(Which::All)).arg(outcome.import->source) +
                           tr("%1 are taken as they stand, %2 in other words, %3 are not taken.")
                               .arg(m_rows.count(Which::All) - changed - left)
                               .arg(changed)
                               .arg(left));
    refresh();
}

void ImportView::showProblems(const std::vector<settings::SettingsProblem> &problems)
{
    QStringList lines;
    for (std::size_t i = 0; i < std::min(problems.size(), MostProblems); ++i)
        lines += problemLine(problems[i]);
    if (problems.size() > MostProblems)
        lines += tr("and %Ln more", nullptr, int(problems.size() - MostProblems));
    m_problems->setPlainText(lines.join(u'\n'));
    m_problems->setVisible(!lines.isEmpty());
}

void ImportView::refresh()
{
    const bool hasImport = m_outcome.import.has_value();
    m_failure->setVisible(!m_failure->text().isEmpty());
    m_empty->setVisible(!hasImport && m_outcome.failure.isEmpty());
    m_result->setVisible(hasImport || !m_outcome.failure.isEmpty());
    for (QWidget *part : std::initializer_list<QWidget *>{m_summary, m_objects, m_which, m_table})
        part->setVisible(hasImport);
    const int chosen = int(m_objects->chosen().size());
    m_import->setText(chosen > 0 ? tr("Import %Ln object(s)", nullptr, chosen) : tr("Import"));
    m_import->setEnabled(hasImport && chosen > 0 && !m_isSaving && !m_store.isReadOnly());
    m_standing->setFullText(m_isSaving             ? tr("Saving…")
                            : m_store.isReadOnly() ? models::plainLine(models::readOnlyText(m_store), 600)
                            : hasImport && m_objects->boxCount() == 0 ? tr("There is nothing in it that could be added")
                                                                      : QString());
}

void ImportView::save()
{
    if (!m_outcome.import || m_isSaving)
        return;
    const QSet<QString> chosen = m_objects->chosen();
    const settings::Settings additions = configimport::onlyChosen(m_outcome.import->additions, chosen);
    m_savedIds.clear();
    for (const settings::RuntimeConfig &config : additions.runtimeConfigs)
        m_savedIds += config.id;
    m_isSaving = true;
    refresh();
    m_store.save(configimport::changesOf(additions, m_store.root()), this,
                 [this](const settings::SaveOutcome &outcome) { saved(outcome); });
}

void ImportView::saved(const settings::SaveOutcome &outcome)
{
    m_isSaving = false;
    if (outcome.kind == settings::SaveOutcome::Kind::Saved) {
        const QStringList ids = std::exchange(m_savedIds, {});
        m_path->edit().clear();
        m_text->clear();
        read();
        emit imported(ids);
        return;
    }
    m_failure->setText(outcome.kind == settings::SaveOutcome::Kind::Clash
                           ? tr("Nothing was imported: others have changed the same defaults meanwhile. Try again.")
                           : tr("Nothing was imported: %1").arg(models::plainLine(outcome.reason, 600)));
    refresh();
}

void ImportView::keyPressEvent(QKeyEvent *event)
{
    if (!takeFormKey(*this, *event, [this] { emit closed(); }))
        QWidget::keyPressEvent(event);
}

} // namespace fairlead::ui
