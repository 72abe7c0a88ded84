// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fuzztarget.h"

#include <QFile>

#include <algorithm>
#include <random>
#include <vector>

using namespace fairlead;

namespace {

//! Exactly so many bytes on the heap: the sanitizers see a read behind the last one.
void feedExactly(QByteArrayView bytes)
{
    const std::vector<char> exact(bytes.begin(), bytes.end());
    fuzz::feed(QByteArrayView(exact.data(), qsizetype(exact.size())));
}

class Mutator
{
public:
    explicit Mutator(unsigned seed)
        : m_random(seed)
    {
    }

    qsizetype upTo(qsizetype n) { return std::uniform_int_distribution<qsizetype>(0, n)(m_random); }

    QByteArray mutated(QByteArray bytes)
    {
        for (qsizetype i = upTo(3); i >= 0; --i) {
            mutateOnce(bytes);
            if (bytes.isEmpty())
                bytes = "x";
        }
        return bytes;
    }

private:
    void mutateOnce(QByteArray &bytes)
    {
        const qsizetype at = upTo(bytes.size() - 1);
        switch (upTo(4)) {
        case 0:
            bytes[at] = char(upTo(255));
            break;
        case 1:
            bytes[at] = char(bytes[at] ^ (1 << upTo(7)));
            break;
        case 2:
            bytes.remove(at, 1 + upTo(8));
            break;
        case 3:
            bytes.insert(at, bytes.mid(upTo(bytes.size() - 1), 1 + upTo(16)));
            break;
        default:
            bytes.insert(at, QByteArray(1 + upTo(4), char(upTo(255))));
        }
    }

    std::mt19937 m_random;
};

} // namespace

//! Without libFuzzer: the seeds, their beginnings, and FAIRLEAD_FUZZ_ROUNDS mutations from FAIRLEAD_TEST_SEED or anew
//! each time. Files among the arguments are fed alone: what libFuzzer left of a crash.
int main(int argc, char **argv)
{
    for (int i = 1; i < argc; ++i) {
        QFile file(QFile::decodeName(argv[i]));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("cannot read %s", argv[i]);
        feedExactly(file.readAll());
    }
    if (argc > 1)
        return 0;
    const unsigned seed = qEnvironmentVariableIsSet("FAIRLEAD_TEST_SEED")
                              ? qEnvironmentVariable("FAIRLEAD_TEST_SEED").toUInt()
                              : std::random_device()();
    qInfo("FAIRLEAD_TEST_SEED=%u", seed);
    Mutator mutator(seed);
    const int rounds = qEnvironmentVariable("FAIRLEAD_FUZZ_ROUNDS", QStringLiteral("10000")).toInt();
    const qsizetype prefixes = std::max(1, rounds / 5);
    const QList<QByteArray> seeds = fuzz::seeds();
    for (const QByteArray &bytes : seeds) {
        const qsizetype step = std::max<qsizetype>(1, bytes.size() / prefixes);
        for (qsizetype size = 0; size < bytes.size(); size += step)
            feedExactly(QByteArrayView(bytes).first(size));
        feedExactly(bytes);
    }
    for (int round = 0; round < rounds; ++round)
        feedExactly(mutator.mutated(seeds[mutator.upTo(seeds.size() - 1)]));
    qInfo("%lld seeds, %d mutations", qlonglong(seeds.size()), rounds);
    return 0;
}
