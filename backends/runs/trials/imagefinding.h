// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/registry/manifest.h"
#include "backends/runs/podimages.h"
#include "trialresult.h"

namespace fairlead::runs {

//! What a registry says of an image to who has the logins of a pod.
struct ImageAnswer
{
    std::optional<ApiError> error;
    QString digest{};
    std::optional<qint64> sizeBytes{};           //!< of the layers for one platform, as they are sent
    std::vector<registry::Platform> platforms{}; //!< empty: it does not say
    QString login{};                             //!< name of who asked last; empty: nobody
};

//! A node that would take the pod, and whether it has the image.
struct NodeImage
{
    QString node;
    QString architecture;          //!< empty: it does not say
    std::optional<bool> isThere{}; //!< none: it does not say
};

//! All that is known of one image of a pod.
struct ImageSight
{
    PodImage image;
    std::vector<NodeImage> nodes{}; //!< that fit, and were asked; empty also where nobody may list them
    bool areAll = true;             //!< false: more fit than were asked
    QStringList pullSecrets{};      //!< names of the Secrets that the pod pulls with
    bool isLoginHidden = false;     //!< one of them cannot be looked at
    std::optional<ImageAnswer> answer{};
};

//! Whether what the nodes have does not say it all.
bool needsRegistry(const ImageSight &sight);

//! Whether the nodes have the image or could pull it. Failed only for what the registry says clearly of an image that
//! no node can have already, or with a policy Never; that a registry cannot be reached from here is a Note, and of
//! nodes that may have logins of their own a Warning.
TrialResult imageFinding(const ImageSight &sight);

} // namespace fairlead::runs
