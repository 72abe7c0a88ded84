// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include <vector>

class QPushButton;

namespace fairlead::ui {

class ElidedLabel;

//! A text and one of a few choices: side by side where there is room, else in a menu. Of the text is shown what then
//! has room; no word of a choice is cut. Without a text the choices stand where it would.
class ChoiceRow : public QWidget
{
    Q_OBJECT
public:
    //! \p name is what is chosen, for those who hear it.
    ChoiceRow(const QString &name, const QStringList &choices, QWidget *parent = nullptr);

    void setText(const QString &text);
    void setCurrent(int choice);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void chosen(int choice);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    int choicesWidth() const;
    void arrange();
    void showMenu();

    QString m_name;
    ElidedLabel *m_text;
    std::vector<QPushButton *> m_choices;
    QPushButton *m_menu;
    bool m_hasText = false;
    int m_current = 0;
};

} // namespace fairlead::ui
