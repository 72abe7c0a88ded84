// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "registryimages.h"

#include "backends/images/imagecomparison.h"

namespace fairlead::imagejobs {

//! What a registry has under the name that an image of ours is to have there.
struct RegistryFinding
{
    QString recipeId;
    QString registryId;
    QString target;                               //!< "registry.example:5000/team/base:1.2"
    QString platform{};                           //!< that it is built for: "linux/amd64"; empty: not known
    std::optional<images::ImageIdentity> built{}; //!< what the daemon that builds it has; none: nothing was built
    Result<std::optional<QString>> digest{};      //!< "sha256:..."; none: there is nothing under that name
    bool isAsked = true; //!< false: only a push brings the login for it; digest has no more than that to say
    std::optional<ManifestFacts> image{}; //!< what it is; none: nobody has asked, or \c problem says why not
    QString problem{};
    images::Likeness likeness = images::Likeness::Unknown; //!< to what was built
};

//! Looks into registries for images of recipes. The tag alone, as far as that says whether it is what was built;
//! manifest and config where it does not, or where somebody wants to know more. Lives in the thread of the registries.
class RegistryLook : public QObject
{
    Q_OBJECT
public:
    explicit RegistryLook(RegistryFleet &registries, QObject *parent = nullptr);

    //! \p asked has what is known before; looked() follows, not before it returns.
    void look(const RegistryFinding &asked);
    //! What the image of \p finding is, which has a digest; looked() follows, unless another look() overtakes it.
    void lookInto(const RegistryFinding &finding);
    bool isIdle() const { return m_looks == 0; }

signals:
    void looked(const fairlead::imagejobs::RegistryFinding &finding);
    void overtaken();

private:
    void onHead(RegistryFinding finding, const Result<registry::ManifestHead> &head);
    void askImage(const RegistryFinding &finding);
    void onImage(RegistryFinding finding, int round, const Result<ManifestFacts> &image);
    void answer(const RegistryFinding &finding);

    RegistryFleet &m_registries;
    RegistryImages m_images;
    QHash<QString, int> m_rounds; //!< looks so far, by recipe and registry
    int m_looks = 0;              //!< under way
};

} // namespace fairlead::imagejobs
