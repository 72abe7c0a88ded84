// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/accelerators/clustersession.h"
#include "backends/kubernetes/connectionstate.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <nlohmann/json_fwd.hpp>

#include <vector>

namespace fairlead::models {

//! A context that did not answer although another one of its cluster did.
struct FailedContext
{
    QString context;
    kubernetes::ConnectionState state = kubernetes::ConnectionState::Unreachable;
    std::optional<ApiError> error;
};

//! Everything that is known of one cluster's accelerators at one moment.
struct ClusterAnswer
{
    QString id;           //!< uid of kube-system, else made from the endpoint; empty where there is none
    QStringList contexts; //!< ids of all contexts that reach it, in kubeconfig order
    QString context;      //!< the one that answered
    std::vector<FailedContext> failedContexts; //!< of contexts
    kubernetes::ContextStatus status;
    std::vector<accelerators::NodeRowPtr> nodes; //!< by name
    std::vector<accelerators::ProductAvailability> products;
    std::vector<kubernetes::PodPtr> waiting;
};

//! Which part of the answers is wanted: "H100", "H100:8". An empty product is every product.
struct ProductFilter
{
    QString product;
    std::int64_t count = 0; //!< Nodes that could give so many to one Pod now; 0: all

    bool isEmpty() const { return product.isEmpty() && count == 0; }
    //! \return nothing when \p text is not PRODUCT[:COUNT].
    static std::optional<ProductFilter> parse(const QString &text);
};

//! Leaves only what \p filter asks for, in nodes, products, holders and waiting.
void applyFilter(std::vector<ClusterAnswer> &answers, const ProductFilter &filter,
                 const accelerators::Options &options);

//! Whether totals take in a cluster in this state: what is old, or no whole answer, is left out and said to be.
bool countsInTotals(kubernetes::ConnectionState state);

//! Over all clusters, whatever their state, each once: which products there are.
std::vector<accelerators::ProductTotal> totalsOf(const std::vector<ClusterAnswer> &answers);
//! Over the clusters that count; the totals that are shown.
std::vector<accelerators::ProductTotal> countedTotalsOf(const std::vector<ClusterAnswer> &answers);

//! Whether any cluster of \p total knows what is free of it.
bool isFreeKnown(const accelerators::ProductTotal &total);
//! What the number of free ones is a part of: free and unknown never make one number.
std::int64_t countedDevices(const accelerators::ProductTotal &total);

//! "device", "mig", "shared", "vgpu", "tpu": the one spelling of every output. Every slice that the hardware makes is
//! "mig"; the profile says which.
QString kindText(accelerators::Kind kind);

//! "NoDevices", "NotRegistered", or empty: the one spelling of JSON and CSV.
QString problemText(accelerators::NodeDevices::Problem problem);
//! The same for people: "no device plugin".
QString problemWords(accelerators::NodeDevices::Problem problem);

//! An error in a document: kind, httpStatus, message (the server's own), cause and remedy (ours); null for none.
nlohmann::ordered_json errorDocument(const std::optional<ApiError> &error, const QString &context);

//! The document of `fairleadctl gpus -o json`: kind GpuAvailability of fairlead/v1.
//! Numbers are numbers, what is unknown is null. The README's reference describes every field.
nlohmann::ordered_json gpuAvailabilityDocument(const std::vector<ClusterAnswer> &answers, const QDateTime &takenAt,
                                               const accelerators::Options &options);

} // namespace fairlead::models
