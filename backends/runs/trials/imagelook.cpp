// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "imagelook.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <numeric>
#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

using registry::Manifest;

//! Who asks is said with each client.
settings::Registry withoutLogins(settings::Registry registry)
{
    registry.credentials = u"none"_s;
    registry.username.clear();
    return registry;
}

qint64 layerBytes(const Manifest &manifest)
{
    return std::accumulate(manifest.layers.begin(), manifest.layers.end(), qint64(0),
                           [](qint64 sum, const registry::Descriptor &layer) { return sum + layer.sizeBytes; });
}

bool isRefused(const ApiError &error)
{
    return error.kind == ApiError::Kind::Unauthorized || error.kind == ApiError::Kind::Forbidden;
}

//! What builders add beside images (attestations) is for "unknown".
bool isOfImage(const registry::Descriptor &manifest)
{
    return manifest.platform && manifest.platform->architecture != "unknown"_L1;
}

} // namespace

ImageLook::ImageLook(Settings settings, QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_connection(withoutLogins(m_settings.registry), {.environment = QProcessEnvironment::systemEnvironment(),
                                                        .settingsFolder = {},
                                                        .userAgent = m_settings.userAgent,
                                                        .answerTimeout = m_settings.answerTimeout})
{
    m_deadline.setSingleShot(true);
    m_deadline.setInterval(2 * m_settings.answerTimeout);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(2 * m_settings.answerTimeout);
        fail({.kind = ApiError::Kind::Timeout,
              .reason = u"NoAnswer"_s,
              .message = u"the registry has not answered within %1 s"_s.arg(seconds.count())});
    });
}

void ImageLook::start()
{
    m_deadline.start();
    m_connection.open(
        this, [this](const Result<registry::RegistryClient *> &opened) { opened ? ask(0) : fail(opened.error()); });
}

void ImageLook::cancel()
{
    fail(ApiError{.kind = ApiError::Kind::Cancelled});
}

void ImageLook::ask(std::size_t login)
{
    if (m_isOver)
        return;
    std::optional<registry::Login> who;
    if (login < m_settings.logins.size())
        who = m_settings.logins[login];
    m_answer.login = who ? who->username : QString();
    m_clients.push_back(m_connection.clientAs(who));
    client().setAnswerTimeout(m_settings.answerTimeout);
    client().manifest(m_settings.image.withDefaultTag(), this,
                      [this, login](const Result<Manifest> &manifest) { onManifest(manifest, login); });
}

void ImageLook::onManifest(const Result<Manifest> &manifest, std::size_t login)
{
    if (m_isOver)
        return;
    const std::size_t next = login + 1;
    if (!manifest && isRefused(manifest.error()) && next < m_settings.logins.size())
        return ask(next);
    if (!manifest)
        return fail(manifest.error());
    m_answer.digest = manifest->digest.toString();
    manifest->isIndex ? askForPlatform(*manifest) : askForConfig(*manifest);
}

//! How large it is says only the manifest of one.
void ImageLook::askForPlatform(const Manifest &index)
{
    const registry::Descriptor *first = nullptr;
    for (const registry::Descriptor &each : index.manifests) {
        if (!isOfImage(each))
            continue;
        first = first ? first : &each;
        m_answer.platforms.push_back(*each.platform);
    }
    if (!first)
        return finish();
    registry::ImageReference one = m_settings.image;
    one.tag.clear();
    one.digest = first->digest;
    client().manifest(one, this, [this](const Result<Manifest> &manifest) {
        if (!m_isOver && manifest && !manifest->isIndex)
            m_answer.sizeBytes = layerBytes(*manifest);
        finish();
    });
}

void ImageLook::askForConfig(const Manifest &manifest)
{
    m_answer.sizeBytes = layerBytes(manifest);
    if (!manifest.config)
        return finish();
    client().smallBlob(m_settings.image.path, manifest.config->digest, this, [this](const Result<QByteArray> &blob) {
        const QJsonObject config = QJsonDocument::fromJson(blob.value_or(QByteArray())).object();
        const registry::Platform platform{config.value("os"_L1).toString(), config.value("architecture"_L1).toString(),
                                          config.value("variant"_L1).toString()};
        if (!m_isOver && !platform.architecture.isEmpty())
            m_answer.platforms = {platform};
        finish();
    });
}

void ImageLook::fail(const ApiError &error)
{
    if (m_isOver)
        return;
    m_answer.error = error;
    finish();
}

void ImageLook::finish()
{
    if (std::exchange(m_isOver, true))
        return;
    m_deadline.stop();
    emit finished();
}

} // namespace fairlead::runs
