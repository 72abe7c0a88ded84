// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPlainTextEdit>

namespace fairlead::ui {

//! Plain text of any length to read, select and copy; as high as it needs, and broken anywhere where a word is too
//! long, so that nothing of a path, an argument or a hash is hidden.
class WrappedText : public QPlainTextEdit
{
    Q_OBJECT
public:
    //! \p role is the object name that the style sheet knows: "value" and "warning" without, "message" with a frame.
    explicit WrappedText(const QString &role, QWidget *parent = nullptr);

    void setText(const QString &text);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void wheelEvent(QWheelEvent *event) override;

private:
    int m_margin;
};

} // namespace fairlead::ui
