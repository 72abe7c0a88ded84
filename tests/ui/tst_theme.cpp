// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/severity.h"
#include "ui/theme/stylesheet.h"
#include "ui/theme/tokens.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace fairlead;
using namespace fairlead::ui;

namespace {

constexpr double ReadableText = 4.5; // WCAG 2 AA
constexpr double VisibleShape = 3.0;

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void contrast_data()
    {
        QTest::addColumn<QColor>("foreground");
        QTest::addColumn<QColor>("surface");
        QTest::addColumn<double>("least");
        for (const Tokens &tokens : {Tokens::light(), Tokens::dark()}) {
            const char *theme = tokens.isDark ? "dark" : "light";
            const auto row = [&](const char *what, const QColor &foreground, const QColor &surface,
                                 double least = ReadableText) {
                QTest::addRow("%s: %s", theme, what) << foreground << surface << least;
            };
            row("text on background", tokens.text, tokens.background);
            row("text on panel", tokens.text, tokens.panel);
            row("text on sidebar", tokens.text, tokens.sidebar);
            row("text on selection", tokens.text, tokens.selection());
            row("dim on panel", tokens.dim, tokens.panel);
            row("dim on background", tokens.dim, tokens.background);
            row("dim on sidebar", tokens.dim, tokens.sidebar);
            row("dim on selection", tokens.dim, tokens.selection());
            row("dim on hover", tokens.dim, tokens.hover());
            row("accent on background", tokens.accent, tokens.background);
            row("accent on selection", tokens.accent, tokens.selection());
            row("accent on panel", tokens.accent, tokens.panel);
            row("on accent", tokens.onAccent, tokens.accent);
            row("badge", tokens.onAccent, tokens.warning);
            for (const auto severity : {models::Severity::Ok, models::Severity::Warning, models::Severity::Error}) {
                row("state on panel", tokens.of(severity), tokens.panel);
                row("state on background", tokens.of(severity), tokens.background);
                row("state on sidebar", tokens.of(severity), tokens.sidebar);
                row("state on selection", tokens.of(severity), tokens.selection());
                row("state on hover", tokens.of(severity), tokens.hover());
            }
            row("unusable device", tokens.unusableEdge(), tokens.panel, VisibleShape);
            row("focus on panel", tokens.accent, tokens.panel, VisibleShape);
        }
    }
    void contrast()
    {
        QFETCH(QColor, foreground);
        QFETCH(QColor, surface);
        QFETCH(double, least);
        const double ratio = ui::contrast(foreground, surface);
        QVERIFY2(ratio >= least,
                 qPrintable(QStringLiteral("%1 on %2 is %3").arg(foreground.name(), surface.name()).arg(ratio)));
    }

    void contrastIsThatOfTheStandard()
    {
        QCOMPARE(ui::contrast(Qt::black, Qt::white), 21.0);
        QCOMPARE(ui::contrast(Qt::white, Qt::white), 1.0);
    }

    void styleSheetKnowsAllItsTokens()
    {
        QVERIFY(!styleSheet(Tokens::light()).contains(u'@'));
        QVERIFY(!styleSheet(Tokens::dark()).contains(u'@'));
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
