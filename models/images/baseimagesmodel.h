// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/images/imagegraph.h"
#include "backends/settings/settings.h"
#include "models/indexedtablemodel.h"
#include "recipestate.h"

#include <QDate>
#include <QHash>

#include <tl/expected.hpp>
#include <vector>

namespace fairlead::models {

//! The recipes of base images in the order of the settings file, and what became of each.
class BaseImagesModel : public IndexedTableModel
{
    Q_OBJECT
public:
    enum class Column : std::uint8_t { Name, State, Tag, BuiltOn, Built, Size, Registries, Kind, Daemon };
    static constexpr int Columns = int(Column::Daemon) + 1;
    enum Role {
        ProgressRole = FirstOwnRole, //!< double 0 to 1 of what is active, -1: not known; invalid where nothing is
    };

    explicit BaseImagesModel(QObject *parent = nullptr);

    void setRecipes(const settings::Settings &settings);
    //! Of a recipe that there is; before its first state it is Unknown.
    void setState(const QString &id, const RecipeState &state);
    //! The images in the FROMs of a Dockerfile that a recipe did not make.
    void setBases(const QString &id, const QStringList &bases);
    //! For ${gitSha}: of the repository that the context is in.
    void setGitSha(const QString &id, const QString &gitSha);
    //! Of ${date}; today, unless somebody says otherwise.
    void setDate(const QDate &date);
    const QDate &date() const { return m_date; }
    void updateAges();

    //! Of which the recipes are.
    const settings::Settings &settings() const { return m_settings; }
    //! Null when there is none.
    const settings::BaseImage *recipe(const QString &id) const;
    const RecipeState *state(const QString &id) const;
    //! Of the image that it stands for now. Errors: why it cannot be said.
    tl::expected<QString, QString> tag(const QString &id) const;
    //! Names of recipes and of images that are none.
    QStringList builtOn(const QString &id) const;
    QString daemonName(const QString &id) const;
    QString nameOf(const QString &id) const;
    const images::ImageGraph &graph() const { return m_graph; }
    QStringList ids() const; //!< in the order of the file
    QStringList tags() const;
    int countOf(RecipeState::State state) const;
    QModelIndex indexOf(const QString &id) const;

    const QueryFields &queryFields() const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

protected:
    QString columnTitle(int column) const override;
    QString columnToolTip(int column) const override;
    bool isNumeric(int column) const override;
    std::strong_ordering compare(Slot a, Slot b, int column) const override;
    bool isShown(Slot slot) const override;
    void release(Slot slot) override;
    QList<int> changingRoles() const override;

private:
    class Asked; //!< a row as a Query sees it

    struct Row
    {
        settings::BaseImage recipe;
        RecipeState state;
        QStringList bases; //!< of a Dockerfile of its own
        QString gitSha;    //!< empty: none, or not known
        tl::expected<QString, QString> tag;
        QStringList builtOn;
        QString daemon;
        int position = 0; //!< in the file
    };

    const Row *find(const QString &id) const;
    Row *find(const QString &id);
    Row &rowFor(const QString &id);
    //! Tags, and what follows from them in other rows.
    void relate();
    QString text(const Row &row, Column column) const;
    QString toolTip(const Row &row, Column column) const;
    static Severity severity(const Row &row, Column column);

    std::vector<Row> m_rows;
    QHash<QString, Slot> m_slots;
    settings::Settings m_settings;
    images::ImageGraph m_graph{{}};
    QDate m_date = QDate::currentDate();
    bool m_isDateSaid = false;
};

} // namespace fairlead::models
