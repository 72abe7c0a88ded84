// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/registry/registryconnection.h"
#include "imagefinding.h"

#include <QTimer>

#include <memory>
#include <vector>

namespace fairlead::runs {

//! Asks the registry of an image for its manifest, with one login after the other until one is let in, and for what
//! platforms and how large it is. Nobody is asked for a login, and no layer is fetched. Lives in one thread.
class ImageLook : public QObject
{
    Q_OBJECT
public:
    struct Settings
    {
        registry::ImageReference image;
        settings::Registry registry;           //!< how it is reached; its logins are not used
        std::vector<registry::Login> logins{}; //!< empty: nobody's
        QByteArray userAgent = "fairlead";
        std::chrono::milliseconds answerTimeout{10'000}; //!< of each question; of all of them twice as long
    };

    explicit ImageLook(Settings settings, QObject *parent = nullptr);

    //! Once. No signal comes before it returns.
    void start();
    //! finished() follows at once, with Cancelled.
    void cancel();

    //! From finished() on.
    const ImageAnswer &answer() const { return m_answer; }

signals:
    //! Exactly once.
    void finished();

private:
    void ask(std::size_t login);
    void onManifest(const Result<registry::Manifest> &manifest, std::size_t login);
    void askForPlatform(const registry::Manifest &index);
    void askForConfig(const registry::Manifest &manifest);
    void fail(const ApiError &error);
    void finish();
    registry::RegistryClient &client() { return *m_clients.back(); }

    const Settings m_settings;
    registry::RegistryConnection m_connection;
    std::vector<std::unique_ptr<registry::RegistryClient>> m_clients; //!< one for each login
    QTimer m_deadline;
    ImageAnswer m_answer;
    bool m_isOver = false;
};

} // namespace fairlead::runs
