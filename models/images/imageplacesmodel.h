// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/indexedtablemodel.h"

#include <QHash>

#include <vector>

namespace fairlead::models {

//! Which image is where, as somebody found it.
struct ImagePlaces
{
    //! Where an image can be.
    struct Place
    {
        enum class Kind : std::uint8_t { Daemon, Registry };

        QString id;
        QString name;
        Kind kind = Kind::Daemon;

        bool operator==(const Place &) const = default;
    };
    //! What is in one place under an image's name.
    struct Found
    {
        enum class State : std::uint8_t {
            Unknown, //!< not asked yet
            Missing,
            There,
            Uncompared, //!< there, and nothing says whether it is the image that was built
            Differs,    //!< there, and another image than where it is built
            Failed,     //!< the place could not be asked, and text says why
        };

        State state = State::Unknown;
        QString digest;
        std::int64_t created = 0;   //!< seconds since 1970 UTC; 0: not known
        std::int64_t sizeBytes = 0; //!< 0: not known; in a registry compressed
        QString text;               //!< what else there is to say, a line each

        bool operator==(const Found &) const = default;
    };
    struct Image
    {
        QString id;               //!< of the recipe, or the reference itself
        QString name;             //!< of the recipe; empty: it is of none
        QString reference;        //!< "base/exec:1.2"
        std::vector<Found> found; //!< one for each place, in their order

        bool operator==(const Image &) const = default;
    };

    std::vector<Place> places;
    std::vector<Image> images;
};

//! A row for every image, a column for every daemon and registry. Other places are another model.
class ImagePlacesModel : public IndexedTableModel
{
    Q_OBJECT
public:
    explicit ImagePlacesModel(std::vector<ImagePlaces::Place> places, QObject *parent = nullptr);

    //! Those that are there are merged in.
    void setImages(const std::vector<ImagePlaces::Image> &images);
    const std::vector<ImagePlaces::Place> &places() const { return m_places; }
    const ImagePlaces::Image *image(const QString &id) const; //!< null: there is none
    void updateAges();
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
        ImagePlaces::Image image;
        int position = 0;

        bool operator==(const Row &) const = default;
    };

    static const ImagePlaces::Found &found(const Row &row, int column);
    QString text(const Row &row, int column) const;
    QString toolTip(const Row &row, int column) const;

    std::vector<ImagePlaces::Place> m_places;
    std::vector<Row> m_rows;
    QHash<QString, Slot> m_slots;
};

} // namespace fairlead::models
