// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "producttext.h"

#include "models/formats.h"
#include "models/plaintext.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

QString memoryOf(const accelerators::Product &product)
{
    if (!product.memoryMiB)
        return {};
    const auto gigabytes = (*product.memoryMiB + 512) / 1'024;
    return QCoreApplication::translate("Product", " %1 GB").arg(numberText(gigabytes));
}

} // namespace

QString productText(const accelerators::Product &product)
{
    using accelerators::Kind;
    QString name = plainLine(product.name, 80);
    const QString profile = plainLine(product.profile, 40);
    switch (product.kind) {
    case Kind::Device:
        return name + memoryOf(product);
    case Kind::Mig:
        return QCoreApplication::translate("Product", "%1 MIG %2").arg(name, profile);
    case Kind::Shared:
        return profile.isEmpty() ? QCoreApplication::translate("Product", "%1%2 shared").arg(name, memoryOf(product))
                                 : QCoreApplication::translate("Product", "%1 MIG %2 shared").arg(name, profile);
    case Kind::Vgpu:
        return profile.isEmpty() ? QCoreApplication::translate("Product", "%1%2 vGPU").arg(name, memoryOf(product))
                                 : QCoreApplication::translate("Product", "%1 vGPU %2").arg(name, profile);
    case Kind::Tpu:
    case Kind::Partition:
        return profile.isEmpty() ? name + memoryOf(product) : name + u' ' + profile;
    }
    return name;
}

} // namespace fairlead::models
