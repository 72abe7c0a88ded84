// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "editpage.h"

#include "backends/settings/settingsstore.h"
#include "clashform.h"
#include "fieldspanel.h"
#include "formfields.h"
#include "formfoot.h"
#include "models/forms/clash.h"
#include "models/forms/settingstext.h"
#include "models/plaintext.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/question.h"

#include <QKeyEvent>
#include <QShortcut>
#include <QVBoxLayout>

#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

using models::FormState;

EditPage::EditPage(settings::SettingsStore &store, FormFields &fields, Words words, QWidget *parent)
    : QWidget(parent)
    , m_store(store)
    , m_fields(fields)
    , m_words(std::move(words))
    , m_saver(store)
    , m_title(new ElidedLabel(u"title"_s, this))
    , m_banner(new PlainLabel(u"error"_s, this))
    , m_question(new Question(this))
    , m_clash(new ClashForm(m_words.object, m_words.removed, this))
    , m_panel(new FieldsPanel(fields, this))
    , m_foot(new FormFoot(this))
{
    m_banner->makeParagraph();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_title, m_banner, m_question, m_clash})
        layout->addWidget(widget);
    connect(m_foot, &FormFoot::saveRequested, this, [this] { save(); });
    connect(m_foot, &FormFoot::cancelRequested, this, [this] { leave({}); });
    connect(&m_fields, &FormFields::edited, this, &EditPage::checkAll);
    connect(&store, &settings::SettingsStore::changed, this, &EditPage::onStoreChanged);
    connectSaver();
    addKeys(QKeySequence(u"Ctrl+S"_s), [this] { save(); });
}

void EditPage::setContent(QWidget *content)
{
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->addWidget(content, 1);
    column->addWidget(m_foot);
}

QPushButton *EditPage::addButton(const QString &text)
{
    return m_foot->addButton(text);
}

void EditPage::addKeys(const QKeySequence &keys, std::function<void()> run)
{
    auto *shortcut = new QShortcut(keys, this);
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    connect(shortcut, &QShortcut::activated, this, std::move(run));
}

void EditPage::connectSaver()
{
    using models::ObjectSaver;
    connect(&m_saver, &ObjectSaver::saved, this, &EditPage::finish);
    connect(&m_saver, &ObjectSaver::clashed, this, [this] {
        m_fields.setReadOnly(false);
        m_clash->ask(models::clashTexts(m_saver.clashes()));
        showStanding();
    });
    connect(&m_saver, &ObjectSaver::failed, this, [this](const QString &reason) {
        m_fields.setReadOnly(false);
        m_go = {};
        m_banner->setText(tr("Nothing was saved: %1").arg(models::plainText(reason, 600)));
        m_banner->show();
        takeFocus();
        showStanding();
    });
    connect(m_clash, &ClashForm::resolved, this, [this](const QStringList &theirs) { send(m_saver.decided(theirs)); });
    connect(m_clash, &ClashForm::left, this, [this] {
        m_then = {};
        m_go = {};
        takeFocus();
    });
    connect(m_clash, &ClashForm::dropped, this, &EditPage::drop);
}

void EditPage::begin(const QString &title, bool isCopy)
{
    m_isEditing = true;
    m_isCopy = isCopy;
    m_then = {};
    m_go = {};
    m_saver.forget();
    m_question->withdraw();
    m_clash->hide();
    m_title->setFullText(title);
    m_panel->scrollToTop();
    onStoreChanged();
}

void EditPage::takeFocus()
{
    m_fields.focusFirstField();
}

void EditPage::focusField(const QString &field)
{
    m_fields.focusField(field);
}

FormState EditPage::state() const
{
    return {.isEditing = m_isEditing,
            .isNew = m_isEditing && isNew(),
            .isCopy = m_isCopy,
            .isChanged = m_isEditing && !changedKeys().isEmpty(),
            .isSaving = m_saver.isSaving(),
            .isClashing = m_saver.isClashing(),
            .isReadOnly = m_store.isReadOnly(),
            .errors = m_fields.problems().errorCount()};
}

//! What nobody has touched here follows the file.
void EditPage::onStoreChanged()
{
    if (!m_isEditing)
        return;
    const FormState now = state();
    if (!now.isNew && !now.isUnsaved() && !now.isSaving)
        followFile();
    refreshChoices();
    QString banner = models::readOnlyText(m_store);
    if (banner.isEmpty() && !now.isNew && !now.isSaving && !isInFile())
        banner = m_words.missing;
    m_banner->setText(banner);
    m_banner->setVisible(!banner.isEmpty());
    checkAll();
}

void EditPage::checkAll()
{
    check();
    showStanding();
}

void EditPage::showStanding()
{
    const FormState now = state();
    m_foot->showState(now);
    refreshButtons(now);
}

void EditPage::save(Then then)
{
    if (!state().canTry())
        return;
    m_fields.showAllProblems();
    checkAll();
    if (const QString field = m_fields.problems().firstError(); !field.isEmpty()) {
        m_go = {};
        m_fields.focusField(field);
        return;
    }
    m_then = std::move(then);
    if (state().hasToSave())
        send(change());
    else
        finish();
}

void EditPage::send(const settings::SettingsChange &change)
{
    m_question->withdraw();
    m_clash->hide();
    m_fields.setReadOnly(true);
    m_saver.save(change);
    showStanding();
}

void EditPage::finish()
{
    const QString id = change().id;
    const Then then = std::exchange(m_then, {});
    const std::function<void()> go = std::exchange(m_go, {});
    m_fields.setReadOnly(false);
    m_isEditing = false;
    ended();
    emit saved(id);
    if (then)
        then(id);
    if (go)
        go();
}

void EditPage::drop()
{
    m_isEditing = false;
    m_saver.forget();
    ended();
    emit left();
}

void EditPage::leave(std::function<void()> go)
{
    const auto dropAndGo = [this, go] {
        drop();
        if (go)
            go();
    };
    switch (state().leaving()) {
    case FormState::Leaving::AfterSaving:
        m_go = std::move(go);
        return;
    case FormState::Leaving::AfterAsking:
        m_question->ask(tr("What you changed is not saved yet."), {{tr("Keep editing"), [this] { takeFocus(); }},
                                                                   {tr("Discard"), dropAndGo},
                                                                   {tr("Save"),
                                                                    [this, go] {
                                                                        m_go = go;
                                                                        save();
                                                                    },
                                                                    true}});
        return;
    case FormState::Leaving::Now:
        break;
    }
    if (m_isEditing)
        dropAndGo();
    else if (go)
        go();
}

void EditPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        leave({});
    else
        QWidget::keyPressEvent(event);
}

} // namespace fairlead::ui
