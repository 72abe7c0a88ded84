// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fuzztarget.h"

#include <QDir>
#include <QFile>

using namespace fairlead;

//! Puts the seeds into the corpus, the first folder among the arguments, before libFuzzer reads it.
extern "C" int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    for (int i = 1; i < *argc; ++i) {
        const QDir corpus(QFile::decodeName((*argv)[i]));
        if ((*argv)[i][0] == '-' || !corpus.exists())
            continue;
        int number = 0;
        for (const QByteArray &seed : fuzz::seeds()) {
            QFile file(corpus.filePath(QStringLiteral("seed-%1").arg(number++)));
            if (!file.open(QIODevice::WriteOnly) || file.write(seed) != seed.size())
                qFatal("cannot write the corpus");
        }
        break;
    }
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    fuzz::feed(QByteArrayView(data, qsizetype(size)));
    return 0;
}
