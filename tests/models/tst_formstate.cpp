// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/forms/formstate.h"

#include <QTest>

using namespace fairlead::models;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(FormState)
Q_DECLARE_METATYPE(FormState::Leaving)

class TestFormState : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void states_data()
    {
        using Leaving = FormState::Leaving;
        QTest::addColumn<FormState>("state");
        QTest::addColumn<bool>("canTry");
        QTest::addColumn<bool>("canSave");
        QTest::addColumn<bool>("hasToSave");
        QTest::addColumn<Leaving>("leaving");
        const auto row = [](const char *name, const FormState &state, const char *what, Leaving leaving) {
            const QByteArray can(what);
            QTest::newRow(name) << state << can.contains('t') << can.contains('s') << can.contains('h') << leaving;
        };
        row("nothing is edited", {}, "", Leaving::Now);
        row("as in the file", {.isEditing = true}, "ts", Leaving::Now);
        row("new", {.isEditing = true, .isNew = true}, "tsh", Leaving::Now);
        row("new, wrong", {.isEditing = true, .isNew = true, .errors = 2}, "th", Leaving::Now);
        row("a copy", {.isEditing = true, .isNew = true, .isCopy = true}, "tsh", Leaving::AfterAsking);
        row("changed", {.isEditing = true, .isChanged = true}, "tsh", Leaving::AfterAsking);
        row("changed, wrong", {.isEditing = true, .isChanged = true, .errors = 1}, "th", Leaving::AfterAsking);
        row("on its way", {.isEditing = true, .isChanged = true, .isSaving = true}, "h", Leaving::AfterSaving);
        row("to be decided", {.isEditing = true, .isChanged = true, .isClashing = true}, "th", Leaving::AfterAsking);
        row("broken file", {.isEditing = true, .isChanged = true, .isReadOnly = true}, "h", Leaving::AfterAsking);
        row("left while on its way", {.isChanged = true, .isSaving = true}, "", Leaving::Now);
    }
    void states()
    {
        QFETCH(FormState, state);
        QTEST(state.canTry(), "canTry");
        QTEST(state.canSave(), "canSave");
        QTEST(state.hasToSave(), "hasToSave");
        QTEST(state.leaving(), "leaving");
    }
};

QTEST_GUILESS_MAIN(TestFormState)
#include "tst_formstate.moc"
