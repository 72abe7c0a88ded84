// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "filteredit.h"

#include <QKeyEvent>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

FilterEdit::FilterEdit(const QString &placeholder, QWidget *parent)
    : QLineEdit(parent)
{
    setPlaceholderText(placeholder);
    setAccessibleName(tr("Filter"));
    setClearButtonEnabled(true);
    setFixedWidth(240);
}

void FilterEdit::setHasProblem(bool hasProblem)
{
    if (property("problem").toBool() == hasProblem)
        return;
    setProperty("problem", hasProblem);
    style()->unpolish(this);
    style()->polish(this);
}

void FilterEdit::explain(const models::QueryFields &fields)
{
    QStringList names;
    QStringList numbers;
    QString words;
    for (const models::QueryField &field : fields) {
        (field.isText() ? names : numbers) += field.name;
        if (field.kind == models::QueryField::Kind::Words)
            words += tr("  %1:value\thow one of its lines begins\n").arg(field.name);
    }
    setToolTip(tr("Every term has to hold for a row:\n"
                  "  h100\tstands somewhere in it\n"
                  "  gpu-0[1-4]\ta regular expression, also /…/\n"
                  "  \"two words\"\tas they stand\n"
                  "  name:value\tin one field; name=value is the whole of it, a,b either\n"
                  "%3"
                  "  number>0\t< <= = != >= >\n"
                  "  !term\tthe opposite\n"
                  "Fields: %1\nNumbers: %2")
                   .arg(names.join(u", "_s), numbers.join(u", "_s), words));
}

std::vector<KeyHint> FilterEdit::keyHints()
{
    return {{{QKeySequence(Qt::Key_Escape)}, tr("Clear the filter; leave it when it is clear")},
            {{QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Down)}, tr("Back to the rows that were found")}};
}

void FilterEdit::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
        if (text().isEmpty())
            emit left();
        clear();
        return;
    case Qt::Key_Down:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        emit left();
        return;
    default:
        QLineEdit::keyPressEvent(event);
    }
}

} // namespace fairlead::ui
