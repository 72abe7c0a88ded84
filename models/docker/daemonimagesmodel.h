// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/docker/enginetypes.h"
#include "daemonobjectsmodel.h"

#include <QHash>

#include <optional>

namespace fairlead::models {

//! A name of an image on a daemon; an image without any name is one row, too.
struct ImageRow
{
    docker::Image image;
    QString reference;                           //!< "busybox:1.36"; empty: dangling
    QStringList users;                           //!< names of the containers made from it
    std::optional<docker::ImageDetails> details; //!< once somebody asked for them
    std::vector<docker::ImageLayer> history;     //!< newest first

    //! By it the engine knows it.
    QString name() const { return reference.isEmpty() ? image.id : reference; }
};

//! The images of all daemons, a row for each of their names, the youngest first.
class DaemonImagesModel : public DaemonObjectsModel<ImageRow>
{
    Q_OBJECT
public:
    enum class Column : std::uint8_t { Reference, Size, Unique, Users, Daemon, Digest, Id, Created };
    static constexpr int Columns = int(Column::Created) + 1;

    explicit DaemonImagesModel(QObject *parent = nullptr);

    //! What is known of those that stay beyond the list is kept.
    void setImages(const QString &daemonId, const std::vector<docker::Image> &images);
    //! Containers by the id of the image that they were made from.
    void setUsers(const QString &daemonId, const QHash<QString, QStringList> &users);
    void setDetails(const QString &daemonId, const docker::ImageDetails &details);
    //! As counted with GET /system/df: what each has in common with others.
    void setSizes(const QString &daemonId, const std::vector<docker::Image> &counted);
    void setHistory(const QString &daemonId, const QString &imageId, const std::vector<docker::ImageLayer> &history);

protected:
    QString nameOf(const ImageRow &row) const override { return row.image.id + u' ' + row.reference; }
    std::int64_t orderOf(const ImageRow &row) const override { return -row.image.created; }
    TableCell cell(const Entry &entry, int column) const override;

private:
    static TableColumn column(Column column);
    template <class Change>
    void changeImage(const QString &daemonId, const QString &imageId, Change change);

    QHash<QString, QHash<QString, QStringList>> m_users; //!< by daemon
};

//! "busybox:1.36", of one without a name "busybox (dangling)" or its id; plain.
QString imageName(const ImageRow &row);
//! That of \p reference among those that registries gave it; empty: it was in none.
QString digestOf(const docker::Image &image, const QString &reference);

} // namespace fairlead::models
