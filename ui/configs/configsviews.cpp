// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
// What the pane of runtime configs shows in place of its table: people, an import, and what is left before.
#include "configform.h"
#include "configspane.h"
#include "configstable.h"
#include "importview.h"
#include "models/configs/configsmodels.h"
#include "peopleview.h"
#include "ui/widgets/choicerow.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/filteredit.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/paneheader.h"

#include <QPushButton>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

void ConfigsPane::connectViews()
{
    connect(m_choices, &ChoiceRow::chosen, this,
            [this](int view) { leaveForm([this, view] { showView(View(view)); }); });
    connect(m_people, &PeopleView::clearFilterRequested, &m_header->filter(), &QLineEdit::clear);
    connect(m_people, &PeopleView::stateChanged, this, &ConfigsPane::stateChanged);
    m_choices->setCurrent(int(m_view));
}

void ConfigsPane::showView(View view)
{
    m_view = view;
    m_views->setCurrentIndex(int(view));
    m_choices->setCurrent(int(view));
    const bool isTable = view == View::Configs;
    m_new->setVisible(isTable);
    m_import->setVisible(isTable);
    setFocusProxy(isTable ? static_cast<QWidget *>(&m_table->table()) : m_people);
    if (!isTable)
        m_people->selectSomething();
    refresh();
}

//! A project, or the defaults.
void ConfigsPane::showReference(const QString &section, const QString &id)
{
    showView(View::People);
    m_people->showView(section == "projects"_L1 ? PeopleView::View::Projects : PeopleView::View::Defaults);
    m_people->select(id);
}

void ConfigsPane::connectImport()
{
    connect(m_importer, &ImportView::closed, this, &ConfigsPane::showList);
    connect(m_importer, &ImportView::imported, this, [this](const QStringList &ids) {
        m_models.configs.flush();
        showView(View::Configs);
        if (!ids.isEmpty())
            selectConfig(ids.front());
        m_header->notice().say(tr("Imported: %Ln runtime config(s)", nullptr, int(ids.size())));
    });
}

void ConfigsPane::importConfigs()
{
    leaveForm([this] {
        m_pages->setCurrentWidget(m_importer);
        m_importer->takeFocus();
    });
}

//! That of the pane, or of a view that was added; null: none.
EditPage *ConfigsPane::unsavedPage() const
{
    for (EditPage *page : findChildren<EditPage *>()) {
        if (page->hasUnsavedChanges())
            return page;
    }
    return nullptr;
}

bool ConfigsPane::hasUnsavedChanges() const
{
    return unsavedPage() || m_people->hasUnsavedChanges();
}

void ConfigsPane::leaveForm(std::function<void()> go)
{
    if (m_people->hasUnsavedChanges())
        return m_people->leaveForm(std::move(go));
    EditPage *unsaved = unsavedPage();
    (unsaved ? unsaved : m_form)->leave(std::move(go));
}

} // namespace fairlead::ui
