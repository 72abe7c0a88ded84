// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "matrixlayout.h"
#include "models/gpus/holderselection.h"
#include "models/gpus/nodegroups.h"
#include "ui/palette/keyhint.h"

#include <QAbstractScrollArea>

#include <optional>

namespace fairlead::ui {

class Theme;

//! All nodes at a glance: groups of nodes, a square per device in the colour of its holder. One painted surface, no
//! widget per node, so that it serves eight nodes and eight thousand. What it says stands in the node table, too.
class MatrixView : public QAbstractScrollArea
{
    Q_OBJECT
public:
    MatrixView(const Theme &theme, const models::NodeTableModel &nodes, models::NodeGroups &groups,
               QWidget *parent = nullptr);

    //! Nothing: the closest zoom in which not much has to be scrolled.
    void setZoom(std::optional<MatrixZoom> zoom);
    std::optional<MatrixZoom> chosenZoom() const { return m_chosenZoom; }
    MatrixZoom zoom() const { return m_zoom; }
    void zoomBy(int steps);

    //! \p key is NodeTableModel's KeyRole; of a node that is not shown nothing is selected.
    void selectNode(const QString &key);
    QString selectedKey() const { return m_key; }

    //! The keys that it knows itself.
    static std::vector<KeyHint> keyHints();

    //! What it holds stands out, everything else stands back.
    void setHolder(const std::optional<models::HolderSelection> &holder);

signals:
    void nodeSelected(const QString &key);
    //! A square was picked; again, and it means the whole namespace; once more, and nothing.
    void holderPicked(const std::optional<fairlead::models::HolderSelection> &holder);
    void clusterActivated(const QString &contextId);
    void zoomChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    using Place = MatrixLayout::Place;
    using Shown = models::NodeTableModel::Shown;

    //! Everything that decides where a node stands.
    struct Arrangement
    {
        std::vector<std::vector<int>> rows; //!< by group
        std::size_t scale = 0;
        int stripWidth = 0;
        QSize viewport;

        bool operator==(const Arrangement &) const = default;
    };

    //! What a header says, as it was shown last.
    struct Header
    {
        QString title;
        QString subtitle;
        QString note;
        QString state;
        models::Severity severity{};
        bool isStale = false;

        bool operator==(const Header &) const = default;
    };

    void arrange();
    void updateChanged(Arrangement arrangement);
    int bleed() const;
    static MatrixLayout::Metrics metricsOf(std::size_t scale, int stripWidth);
    std::size_t fittingScale(const std::vector<int> &sizes, const std::vector<int> &widths) const;
    std::vector<int> stripWidths() const;
    bool hasSlices() const;
    void describeCurrent();
    QString describeAll() const;
    void arrangeAnchored();
    void rememberAnchor();

    //! A node whose middle stays where it is on screen while what is around it is arranged anew.
    struct Anchor
    {
        QString key;
        int y = 0; //!< of the middle, in the viewport
    };
    std::optional<Anchor> selectionOnScreen(int height);
    std::optional<Anchor> anchorAt(const QPoint &position);
    void arrangeAround(const std::optional<Anchor> &anchor);
    void zoomAround(std::optional<MatrixZoom> zoom, const std::optional<Anchor> &anchor);
    void reveal(const QRect &cell);
    std::optional<Place> placeOf(const QString &key);
    int rowOf(const Place &place) const;
    MatrixZoom nextZoom(int steps) const;
    QRect stripArea(const QRect &cell) const;
    QPoint offset() const; //!< of the whole in the viewport
    std::optional<Place> placeAt(const QPoint &position);
    std::optional<int> titleAt(const QPoint &position);
    const models::DeviceRun *runAt(const Place &place, const QPoint &position) const;
    void setCurrent(const Place &place);
    void pickNextHolder();
    QString describe(const Place &place) const;
    static QString describeGroup(const models::NodeGroup &group, bool isTitle);
    QString toolTipAt(const QPoint &position);
    void linkTitle(std::optional<int> group);

    void paintHeader(QPainter &painter, const QRect &area, const models::NodeGroup &group, bool isLinked) const;
    void paintCell(QPainter &painter, const QRect &area, const Place &place) const;
    void paintDetail(QPainter &painter, const QRect &area, const Place &place) const;
    void paintCompact(QPainter &painter, const QRect &area, const Place &place) const;
    void paintEdge(QPainter &painter, const QRect &area, int row) const;
    void paintName(QPainter &painter, const QRect &area, const Place &place) const;
    bool continuesNode(const Place &place) const;
    void paintStrip(QPainter &painter, const QRect &cell, const Shown &shown) const;
    void paintTile(QPainter &painter, const QRect &area, const Shown &shown) const;
    bool isFaint(const Shown &shown, const models::DeviceRun &run) const;

    const Theme &m_theme;
    const models::NodeTableModel &m_nodes;
    models::NodeGroups &m_groups;
    MatrixLayout m_layout;
    MatrixZoom m_zoom = MatrixZoom::Detail;
    std::size_t m_scale = 0; //!< of those that the zoom has, see the .cpp
    int m_side = 0;          //!< of a device
    int m_stripWidth = 0;
    bool m_hasSlices = false;
    bool m_isArranging = false; //!< what it resizes by that is arranged by who began
    std::optional<MatrixZoom> m_chosenZoom;
    QString m_key;
    std::optional<models::HolderSelection> m_holder;
    Arrangement m_arrangement;
    std::vector<Header> m_headers;
    std::vector<bool> m_isChanged; //!< by row: its data changed since they were arranged
    bool m_hasOtherRows = true;
    std::optional<int> m_linkedGroup; //!< the mouse is over its title
    QString m_anchor;                 //!< key of the node at the top, as last painted
    int m_anchorDistance = 0;
};

} // namespace fairlead::ui
