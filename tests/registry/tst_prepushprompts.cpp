// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/processes/programapprovals.h"
#include "backends/registry/prepushprompts.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead;
using namespace fairlead::registry;
using namespace Qt::StringLiterals;

namespace {

processes::ProgramApproval approval(const QString &program)
{
    return {.program = program, .args = {u"push"_s}, .fileHash = "00"};
}

HookUse use(const QString &image)
{
    return {.registry = u"basic"_s, .image = image};
}

//! All that was told, in short: "?/bin/a: x y" asks for the images x and y, "!/bin/a" is over.
struct Told
{
    QStringList words;
    QHash<QByteArray, QString> programs;

    explicit Told(PrePushPrompts &prompts)
    {
        QObject::connect(&prompts, &PrePushPrompts::asked, &prompts, [this](const HookQuestion &question) {
            QStringList images;
            for (const HookUse &each : question.uses)
                images += each.image;
            programs[question.approval.key()] = question.approval.program;
            words += u"?%1: %2"_s.arg(question.approval.program, images.join(u' '));
        });
        QObject::connect(&prompts, &PrePushPrompts::over, &prompts,
                         [this](const QByteArray &key) { words += u'!' + programs.value(key); });
    }
    QStringList take() { return std::exchange(words, {}); }
};

} // namespace

class TestPrePushPrompts : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void asksOnceForMany_data()
    {
        QTest::addColumn<bool>("isAllowed");
        QTest::addColumn<QString>("next"); // what who asks then is told
        QTest::newRow("yes") << true << u"?/bin/a: z"_s;
        QTest::newRow("no") << false << QString();
    }

    void asksOnceForMany()
    {
        QFETCH(const bool, isAllowed);
        PrePushPrompts prompts{processes::ProgramPolicy()};
        Told told(prompts);
        QObject context;
        QList<bool> answers;
        const auto done = [&answers](bool allowed) { answers += allowed; };
        prompts.ask(approval(u"/bin/a"_s), use(u"x"_s), &context, done);
        prompts.ask(approval(u"/bin/a"_s), use(u"y"_s), &context, done);
        prompts.ask(approval(u"/bin/b"_s), use(u"x"_s), &context, done);
        QCOMPARE(told.take(), (QStringList{u"?/bin/a: x"_s, u"?/bin/a: x y"_s, u"?/bin/b: x"_s}));
        const QByteArray key = approval(u"/bin/a"_s).key();
        prompts.answer(key, isAllowed);
        QCOMPARE(told.take(), QStringList{u"!/bin/a"_s});
        QCOMPARE(answers, (QList<bool>{isAllowed, isAllowed}));
        prompts.answer(key, !isAllowed); // it is over
        QCOMPARE(answers.size(), 2);
        QVERIFY(told.take().isEmpty());

        prompts.ask(approval(u"/bin/a"_s), use(u"z"_s), &context, done);
        QFETCH(const QString, next);
        QCOMPARE(told.take().join(u' '), next);
        if (isAllowed)
            return;
        QCOMPARE(answers, (QList<bool>{false, false, false})); // nobody is asked again for what they have declined
        prompts.forgetRefusals();
        prompts.ask(approval(u"/bin/a"_s), use(u"z"_s), &context, done);
        QCOMPARE(told.take(), QStringList{u"?/bin/a: z"_s});
    }

    void whoIsGoneWaitsNoMore()
    {
        PrePushPrompts prompts{processes::ProgramPolicy()};
        Told told(prompts);
        auto first = std::make_unique<QObject>();
        auto second = std::make_unique<QObject>();
        int answers = 0;
        const auto done = [&answers](bool) { ++answers; };
        prompts.ask(approval(u"/bin/a"_s), use(u"x"_s), first.get(), done);
        prompts.ask(approval(u"/bin/a"_s), use(u"y"_s), second.get(), done);
        told.take();
        first.reset();
        QCOMPARE(told.take(), QStringList{u"?/bin/a: y"_s});
        second.reset();
        QCOMPARE(told.take(), QStringList{u"!/bin/a"_s});
        prompts.answer(approval(u"/bin/a"_s).key(), true);
        QCOMPARE(answers, 0);
    }

    //! An answer may end others that wait for it.
    void anAnswerMayEndOthers()
    {
        PrePushPrompts prompts{processes::ProgramPolicy()};
        QObject first;
        auto second = std::make_unique<QObject>();
        int answers = 0;
        prompts.ask(approval(u"/bin/a"_s), use(u"x"_s), &first, [&](bool) {
            ++answers;
            second.reset();
        });
        prompts.ask(approval(u"/bin/a"_s), use(u"y"_s), second.get(), [&](bool) { ++answers; });
        prompts.answer(approval(u"/bin/a"_s).key(), true);
        QCOMPARE(answers, 1);
    }

    void remembers()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(u"state/approved"_s);
        PrePushPrompts prompts(processes::ProgramPolicy::withApprovals(false, file));
        QString reason;
        connect(&prompts, &PrePushPrompts::notKept, this, [&reason](const QString &why) { reason = why; });
        const processes::ProgramApproval allowed = approval(u"/bin/a"_s);
        QObject context;
        for (const auto &[each, isAllowed] : {std::pair(allowed, true), std::pair(approval(u"/bin/b"_s), false)}) {
            prompts.ask(each, use(u"x"_s), &context, [](bool) {});
            prompts.answer(each.key(), isAllowed);
        }
        QTRY_VERIFY(QFile::exists(file));
        QCOMPARE(processes::ProgramApprovals(file).keys(), QSet<QByteArray>{allowed.key()});
        QVERIFY(processes::ProgramApprovals(file).hasSubject(allowed.subject()));
        QVERIFY(reason.isEmpty());

        QFile inTheWay(folder.filePath(u"no"_s));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        PrePushPrompts others(processes::ProgramPolicy::withApprovals(false, inTheWay.fileName() + u"/approved"_s));
        connect(&others, &PrePushPrompts::notKept, this, [&reason](const QString &why) { reason = why; });
        bool isAllowed = false;
        others.ask(allowed, use(u"x"_s), &context, [&isAllowed](bool yes) { isAllowed = yes; });
        others.answer(allowed.key(), true);
        QVERIFY(isAllowed);
        QTRY_VERIFY2(reason.startsWith(inTheWay.fileName()), qPrintable(reason));
    }
};

QTEST_GUILESS_MAIN(TestPrePushPrompts)
#include "tst_prepushprompts.moc"
