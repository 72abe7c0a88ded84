// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QFutureWatcher>
#include <QObject>
#include <QRegularExpression>

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

namespace fairlead::models {

//! \p expression, which gives a line up behind so many steps of backtracking from one letter; QRegularExpressionMatch
//! is not valid then. Source: pcre2pattern(3), "Setting match resource limits".
QRegularExpression limitedExpression(const QRegularExpression &expression, int steps);

//! Whether lines of a log match an expression, found out in another thread, a batch at a time. A batch that nobody
//! waits for ends with its current line, and nothing ends that earlier: the limit of an expression is for each letter,
//! and 64 KiB of "a" take "a{0,300}a{0,300}[bz]" four seconds.
class LogMatcher : public QObject
{
    Q_OBJECT
public:
    enum class Verdict : std::uint8_t {
        No,
        Yes,
        TooCostly, //!< for this expression: it was given up
    };

    //! Bytes of lines, as a LogRing has them.
    class Batch
    {
    public:
        void add(QByteArrayView line);
        std::size_t size() const { return m_ends.size(); }
        bool isFull() const;
        QByteArrayView line(std::size_t place) const;

    private:
        QByteArray m_text;
        std::vector<qsizetype> m_ends;
    };

    explicit LogMatcher(QObject *parent = nullptr);
    //! Waits for nobody.
    ~LogMatcher() override;

    //! In place of the batch that is under way, of which nothing more is told. \p isFirstEnough: ends with the first
    //! line that matches.
    void start(const QRegularExpression &expression, Batch batch, bool isFirstEnough = false);
    //! Nothing more is told.
    void cancel();
    bool isBusy() const { return m_isBusy; }
    const Batch &batch() const { return *m_batch; }

signals:
    //! One for each line of batch(), or for those up to the first one that matches.
    void matched(const std::vector<fairlead::models::LogMatcher::Verdict> &verdicts);

private:
    void onFinished();

    std::shared_ptr<const Batch> m_batch = std::make_shared<Batch>();
    std::shared_ptr<std::atomic<bool>> m_isStopped;
    QFutureWatcher<std::vector<Verdict>> m_watcher;
    bool m_isBusy = false;
};

} // namespace fairlead::models
