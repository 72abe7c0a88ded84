// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractButton>

#include <vector>

class QHBoxLayout;
class QPushButton;
class QVBoxLayout;

namespace fairlead::models {
class KeptState;
}

namespace fairlead::ui {

class Theme;

//! The line above a part of an inspector: pressed, it folds the part away or opens it.
class SectionHead : public QAbstractButton
{
    Q_OBJECT
public:
    SectionHead(const Theme &theme, const QString &title, QWidget *parent = nullptr);

    //! "12", behind the title.
    void setNote(const QString &note);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    const Theme &m_theme;
    QString m_note;
};

//! A part of an inspector under its title, which the user can fold away; it stays so.
class Section : public QWidget
{
    Q_OBJECT
public:
    //! \p key names it in the settings.
    Section(const Theme &theme, const QString &key, const QString &title, QWidget *parent = nullptr);

    void add(QWidget *widget);
    void setNote(const QString &note) { m_head->setNote(note); }
    //! Something to press at the end of the title's line.
    QPushButton *addLink(const QString &text, const QString &accessibleName);

    bool isOpen() const { return m_head->isChecked(); }
    void setOpen(bool isOpen) { m_head->setChecked(isOpen); }
    void saveState(models::KeptState &settings) const;
    void restoreState(const models::KeptState &settings);

private:
    QString m_key;
    SectionHead *m_head;
    QHBoxLayout *m_line;
    QWidget *m_body;
    QVBoxLayout *m_bodyLayout;
};

//! The sections of one inspector, in the order in which they stand.
class SectionStack
{
public:
    explicit SectionStack(const Theme &theme)
        : m_theme(theme)
    {
    }

    //! \p key names it in the settings; \p parent owns it.
    Section *add(const QString &key, const QString &title, QWidget *parent);
    void addTo(QVBoxLayout &layout) const;
    void saveState(models::KeptState &settings) const;
    void restoreState(const models::KeptState &settings) const;

private:
    const Theme &m_theme;
    std::vector<Section *> m_sections;
};

} // namespace fairlead::ui
