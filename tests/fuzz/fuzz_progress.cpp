// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fuzztarget.h"

#include "backends/docker/buildprogress.h"
#include "backends/docker/jsonlines.h"
#include "backends/docker/streamerror.h"

namespace fairlead::fuzz {

using namespace docker;

namespace {

std::vector<BuildInstruction> instructions()
{
    return {{QStringLiteral("FROM scratch"), 1}, {QStringLiteral("COPY a /"), 2}, {QStringLiteral("RUN x"), 4}};
}

void check(const BuildSteps &steps)
{
    if (steps.all().size() > 2'000)
        qFatal("too many steps");
    for (const BuildStep &step : steps.all()) {
        if (step.number < 0 || step.number > step.total || step.currentBytes < 0 || step.totalBytes < -1)
            qFatal("a step of no sense");
        if (steps.logOf(step.id).size() > 64 << 10)
            qFatal("too much of a log");
    }
}

void check(const TransferProgress &transfer)
{
    const TransferProgress::Totals totals = transfer.totals();
    if (totals.layers > 1'000 || totals.currentBytes < 0 || totals.currentBytes > totals.totalBytes)
        qFatal("a transfer of no sense");
    if (!transfer.digest().isEmpty() && !isDigest(transfer.digest()))
        qFatal("a digest that is none");
}

//! In pieces of \p size bytes. \return all that was told.
QByteArray told(QByteArrayView bytes, qsizetype size)
{
    BuildProgress progress{BuildInstructions(instructions())};
    JsonLines lines;
    QByteArray log;
    const auto each = [&](QByteArrayView line) {
        const auto change = progress.apply(line, 1'000);
        if (change)
            log += change->log;
        else if (change.error().kind != ApiError::Kind::Malformed)
            qFatal("a line that cannot be read is Malformed");
        return true;
    };
    for (qsizetype at = 0; at < bytes.size(); at += size) {
        if (!lines.feed(bytes.sliced(at, std::min(size, bytes.size() - at)), each))
            break;
    }
    lines.finish(each);
    if (const auto &failure = progress.failure())
        std::ignore = errorFromBuild(*failure);
    if (progress.failedLine() < 0)
        qFatal("a line before the first");
    log += progress.finish(2'000);
    check(progress.steps());
    check(progress.transfer());
    for (const BuildStep &step : progress.steps().all())
        log += step.name.toUtf8() + char('0' + int(step.state));
    return log + progress.imageId().toUtf8();
}

void trace(const Result<SolveStatus> &status)
{
    if (!status)
        return;
    BuildKitTrace trace{BuildInstructions(instructions())};
    trace.apply(*status);
    trace.apply(*status);
    trace.finish();
    check(trace.steps());
}

} // namespace

void feed(QByteArrayView bytes)
{
    trace(decodeSolveStatus(bytes));
    trace(decodeSolveStatusJson(bytes));
    const QByteArray whole = told(bytes, bytes.size() + 1);
    for (const qsizetype size : {1, 7}) {
        if (told(bytes, size) != whole)
            qFatal("progress depends on the pieces in which it comes");
    }
}

QList<QByteArray> seeds()
{
    return {
        "{\"stream\":\"Step 1/3 : FROM scratch\"}\n{\"stream\":\" ---\\u003e \\n\"}\n{\"stream\":\"Step 2/3 : COPY a "
        "/\"}\n"
        "{\"stream\":\" ---\\u003e Using cache\\n\"}\n{\"stream\":\" ---\\u003e 5b656a20be21\\n\"}\n"
        "{\"stream\":\"Step 3/3 : RUN x\"}\n{\"stream\":\" ---\\u003e Running in 6ffb04fca13e\\n\"}\n"
        "{\"stream\":\"Removing intermediate container 6ffb04fca13e\\n\"}\n"
        "{\"errorDetail\":{\"code\":7,\"message\":\"x returned a non-zero code: 7\"},\"error\":\"x\"}\n",
        "{\"status\":\"Pulling from a\",\"id\":\"1\"}\n{\"status\":\"Downloading\",\"progressDetail\":{\"current\":1,"
        "\"total\":2},\"id\":\"ec84b64a9952\"}\n{\"status\":\"Retrying in 5 seconds\",\"id\":\"ec84b64a9952\"}\n"
        "{\"status\":\"Mounted from a/b\",\"id\":\"ec84b64a9953\"}\n",
        "{\"status\":\"1: digest: sha256:32788f6851a973837fed5644b37f6ee97ace5457955d44b4c9335bb611dd145e size: "
        "528\"}\n"
        "{\"aux\":{\"Tag\":\"1\",\"Digest\":\"sha256:"
        "32788f6851a973837fed5644b37f6ee97ace5457955d44b4c9335bb611dd145e\","
        "\"Size\":528}}\n{\"aux\":{\"ID\":\"sha256:32788f6851a973837fed5644b37f6ee97ace5457955d44b4c9335bb611dd145e\"}}"
        "\n",
        "{\"id\":\"moby.buildkit.trace\",\"aux\":\"ChcKAnYxGgtbMS8xXSBSVU4geCoECAUQAQ==\"}\n",
        QByteArray("\x0a\x16\x0a\x02v1\x1a\x0c[2/3] RUN x \x2a\x02\x08\x05\x12\x0b\x0a\x01i\x12\x02v1\x20\x03"
                   "\x28\x09\x1a\x0a\x0a\x02v1\x22\x04"
                   "a\nb\n\x22\x0d\x0a\x02v1\x1a\x01s\x3a\x04\x0a\x02\x08\x07",
                   64),
        R"({"vertexes":[{"digest":"a","name":"[one 1/2] RUN x","started":"2026-11-22T14:04:17.9Z","completed":null}],
"statuses":[{"id":"b","vertex":"a","current":1,"total":2}],"logs":[{"vertex":"a","data":"aGk="}],
"warnings":[{"vertex":"a","short":"aGk=","range":[{"start":{"line":3}}]}]})",
    };
}

} // namespace fairlead::fuzz
