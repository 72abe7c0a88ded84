// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "jobprinter.h"

#include "backends/imagejobs/transfertext.h"
#include "jsonvalues.h"
#include "models/activities/transfertext.h"
#include "output.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

namespace {

using imagejobs::JobInfo;
using imagejobs::JobResult;
using imagejobs::Workshop;
constexpr qsizetype LongestLine = 64 << 10;
constexpr std::chrono::milliseconds LeastPause{1'000}; //!< between two lines about a context

QString kindText(JobInfo::Kind kind)
{
    static const QStringList words{u"build"_s, u"push"_s, u"pull"_s};
    return words.value(int(kind));
}

QString outcomeText(JobResult::Kind kind)
{
    static const QStringList words{u"done"_s, u"upToDate"_s, u"failed"_s, u"cancelled"_s, u"skipped"_s};
    return words.value(int(kind));
}

QString stepText(docker::BuildStep::State state)
{
    static const QStringList words{u"waiting"_s, u"running"_s, u"done"_s, u"cached"_s, u"failed"_s, u"cancelled"_s};
    return words.value(int(state));
}

QString layerText(docker::LayerProgress::State state)
{
    static const QStringList words{u"waiting"_s,   u"preparing"_s,   u"pushing"_s,  u"downloading"_s,
                                   u"verifying"_s, u"extracting"_s,  u"retrying"_s, u"alreadyExists"_s,
                                   u"mounted"_s,   u"unavailable"_s, u"done"_s,     u"failed"_s};
    return words.value(int(state));
}

void writeLine(const Json &event)
{
    writeOut(QString::fromStdString(event.dump(-1, ' ', true)) + u'\n');
}

void addRate(Json &event, std::int64_t bytes, std::int64_t totalBytes, double bytesPerSecond)
{
    const auto remaining = models::remainingSeconds(bytes, totalBytes, bytesPerSecond);
    event["bytesPerSecond"] = bytesPerSecond > 0 ? Json(std::int64_t(bytesPerSecond)) : Json(nullptr);
    event["remainingSeconds"] = remaining ? Json(*remaining) : Json(nullptr);
}

Json eventOf(const char *what, const QString &id)
{
    return {{"apiVersion", "fairlead/v1"}, {"kind", "ImageJobEvent"}, {"event", what}, {"job", id.toStdString()}};
}

} // namespace

JobPrinter::JobPrinter(Workshop &workshop, Format format)
    : m_workshop(workshop)
    , m_format(format)
{
    connect(&workshop, &Workshop::jobAdded, this, &JobPrinter::onAdded);
    connect(&workshop, &Workshop::jobLogged, this, &JobPrinter::onLogged);
    connect(&workshop, &Workshop::jobContext, this, &JobPrinter::onContext);
    connect(&workshop, &Workshop::jobSteps, this, &JobPrinter::onSteps);
    connect(&workshop, &Workshop::jobLayers, this, &JobPrinter::onLayers);
    connect(&workshop, &Workshop::jobEnded, this, &JobPrinter::onEnded);
    connect(&workshop, &Workshop::orderFailed, this, &JobPrinter::onOrderFailed);
    connect(&workshop, &Workshop::orderLacks, this, &JobPrinter::onOrderLacks);
    connect(&workshop, &Workshop::idle, this, &JobPrinter::finish);
    // A plan without anything to do has no job that could end.
    connect(&workshop, &Workshop::planned, this, [this, &workshop] {
        QMetaObject::invokeMethod(
            this, [this, &workshop] { workshop.isIdle() ? finish() : void(); }, Qt::QueuedConnection);
    });
}

JobPrinter::Seen *JobPrinter::find(const QString &id)
{
    const auto isIt = [&id](const Seen &seen) { return seen.info.id == id; };
    const auto seen = std::find_if(m_seen.begin(), m_seen.end(), isIt);
    return seen == m_seen.end() ? nullptr : &*seen;
}

QString JobPrinter::lead(const Seen &seen) const
{
    const QString what =
        seen.info.kind == JobInfo::Kind::Build ? seen.info.title : seen.info.title + u" → "_s + seen.info.target;
    return u"[%1] "_s.arg(oneLine(what));
}

void JobPrinter::onAdded(const JobInfo &job)
{
    m_seen.push_back({.info = job});
    if (m_format != Format::Json)
        return;
    Json event = eventOf("added", job.id);
    event["type"] = kindText(job.kind).toStdString();
    event["title"] = job.title.toStdString();
    event["target"] = job.target.toStdString();
    event["recipe"] = orNull(job.recipeId);
    writeLine(event);
}

void JobPrinter::onLogged(const QString &id, const QByteArray &utf8)
{
    Seen *seen = find(id);
    if (!seen || !isLive())
        return;
    seen->tail += utf8;
    for (qsizetype end = seen->tail.indexOf('\n'); end >= 0 || seen->tail.size() > LongestLine;
         end = seen->tail.indexOf('\n')) {
        const qsizetype size = end >= 0 ? end : LongestLine;
        const QString line = QString::fromUtf8(seen->tail.left(size));
        seen->tail.remove(0, end >= 0 ? end + 1 : size);
        if (m_format == Format::Table) {
            writeOut(lead(*seen) + oneLine(line) + u'\n');
            continue;
        }
        Json event = eventOf("log", id);
        event["text"] = line.toStdString();
        writeLine(event);
    }
}

//! Lines for people now and then; the last word on it is the log's.
void JobPrinter::onContext(const QString &id, const imagejobs::ContextProgress &progress)
{
    Seen *seen = find(id);
    if (!seen || !isLive())
        return;
    if (m_format == Format::Table) {
        const bool isSoon = seen->contextTold.isValid() && !seen->contextTold.hasExpired(LeastPause.count());
        if (progress.isSent || progress.bytes == 0 || !(progress.bytesPerSecond > 0) || isSoon)
            return;
        seen->contextTold.start();
        writeOut(lead(*seen) + u"Sending the context: %1\n"_s.arg(imagejobs::sendingText(progress)));
        return;
    }
    Json event = eventOf("context", id);
    event["bytes"] = progress.bytes;
    event["totalBytes"] = progress.totalBytes;
    addRate(event, progress.bytes, progress.totalBytes, progress.bytesPerSecond);
    event["sent"] = progress.isSent;
    writeLine(event);
}

void JobPrinter::onSteps(const QString &id, const std::vector<docker::BuildStep> &steps)
{
    Seen *seen = find(id);
    if (!seen || m_format != Format::Json)
        return;
    for (const docker::BuildStep &step : steps) {
        const auto known = seen->steps.constFind(step.id);
        if (known != seen->steps.cend() && *known == int(step.state))
            continue;
        seen->steps.insert(step.id, int(step.state));
        Json event = eventOf("step", id);
        event["step"] = step.id.toStdString();
        event["number"] = step.number;
        event["total"] = step.total;
        event["name"] = step.name.toStdString();
        event["state"] = stepText(step.state).toStdString();
        event["line"] = step.line > 0 ? Json(step.line) : Json(nullptr);
        writeLine(event);
    }
}

void JobPrinter::onLayers(const QString &id, const std::vector<docker::LayerProgress> &layers)
{
    Seen *seen = find(id);
    if (!seen || !isLive())
        return;
    for (const docker::LayerProgress &layer : layers) {
        const auto known = seen->layers.constFind(layer.id);
        const bool isNew = known == seen->layers.cend() || *known != int(layer.state);
        seen->layers.insert(layer.id, int(layer.state));
        if (m_format == Format::Table) {
            if (isNew && layer.hasEnded())
                writeOut(u"%1%2: %3\n"_s.arg(lead(*seen), oneLine(layer.id), layerText(layer.state)));
            continue;
        }
        const bool isMoving = layer.totalBytes > 0 && !layer.hasEnded();
        if (!isNew && !isMoving)
            continue;
        Json event = eventOf("layer", id);
        event["layer"] = layer.id.toStdString();
        event["state"] = layerText(layer.state).toStdString();
        event["bytes"] = layer.currentBytes;
        event["totalBytes"] = layer.totalBytes >= 0 ? Json(layer.totalBytes) : Json(nullptr);
        addRate(event, layer.currentBytes, layer.totalBytes, layer.isMoving() ? layer.bytesPerSecond : 0);
        event["mountedFrom"] = orNull(layer.mountedFrom);
        writeLine(event);
    }
}

void JobPrinter::onEnded(const QString &id, const JobResult &result)
{
    Seen *seen = find(id);
    if (!seen)
        return;
    if (!seen->tail.isEmpty())
        onLogged(id, "\n");
    seen->result = result;
    if (m_format != Format::Json)
        return;
    Json event = eventOf("ended", id);
    event["outcome"] = outcomeText(result.kind).toStdString();
    event["warning"] = result.hasWarning;
    event["message"] = orNull(result.text);
    event["imageId"] = orNull(result.imageId);
    event["digest"] = orNull(result.digest);
    writeLine(event);
}

void JobPrinter::onOrderFailed(const QString &why)
{
    m_hasFailed = true;
    tell("orderFailed", why);
    QCoreApplication::quit();
}

void JobPrinter::onOrderLacks(const QString &what)
{
    m_lacks = true;
    tell("orderLacks", what);
}

//! Of the order.
void JobPrinter::tell(const char *what, const QString &message) const
{
    if (m_format == Format::Json) {
        Json event = eventOf(what, {});
        event["job"] = nullptr;
        event["message"] = message.toStdString();
        writeLine(event);
    } else {
        writeError(u"fairleadctl: %1\n"_s.arg(oneLine(message)));
    }
}

//! The last first: they wait for others, and would be skipped.
void JobPrinter::cancel()
{
    m_isCancelled = true;
    QStringList open;
    for (const Seen &seen : m_seen) {
        if (!seen.result)
            open.prepend(seen.info.id);
    }
    m_workshop.cancelOrders();
    for (const QString &id : open)
        m_workshop.cancel(id);
}

void JobPrinter::finish()
{
    if (m_seen.empty() && (m_isCancelled || m_lacks)) // before anything was begun; what is lacking has been told
        return QCoreApplication::quit();
    if (m_seen.empty() && m_format == Format::Json) {
        Json event = eventOf("nothingToDo", {});
        event["job"] = nullptr;
        writeLine(event);
    }
    QList<QStringList> rows{{u"ACTION"_s, u"IMAGE"_s, u"TARGET"_s, u"OUTCOME"_s, u"RESULT"_s}};
    Json jobs = Json::array();
    for (const Seen &seen : m_seen) {
        const JobResult result = seen.result.value_or(JobResult{.kind = JobResult::Kind::Cancelled});
        rows += {kindText(seen.info.kind), oneLine(seen.info.title), oneLine(seen.info.target),
                 outcomeText(result.kind), oneLine(result.text)};
        jobs.push_back({{"type", kindText(seen.info.kind).toStdString()},
                        {"title", seen.info.title.toStdString()},
                        {"target", seen.info.target.toStdString()},
                        {"outcome", outcomeText(result.kind).toStdString()},
                        {"warning", result.hasWarning},
                        {"message", orNull(result.text)}});
    }
    if (m_format == Format::Table)
        writeOut(m_seen.empty() ? u"Nothing to do: everything is up to date.\n"_s : u'\n' + formatTable(rows));
    else if (m_format == Format::Csv)
        writeOut(formatCsv(rows));
    else if (m_format == Format::Yaml)
        writeOut(formatYaml({{"apiVersion", "fairlead/v1"}, {"kind", "ImageJobList"}, {"jobs", std::move(jobs)}}));
    QCoreApplication::quit();
}

int JobPrinter::exitCode() const
{
    if (m_hasFailed)
        return NoneAnswered;
    const auto well = std::count_if(m_seen.begin(), m_seen.end(),
                                    [](const Seen &seen) { return seen.result && seen.result->isWell(); });
    if (well == qsizetype(m_seen.size()))
        return m_lacks ? SomeFailed : AllAnswered;
    return well == 0 ? NoneAnswered : SomeFailed;
}

} // namespace fairlead::ctl
