// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/docker/enginetypes.h"
#include "models/docker/testreport.h"
#include "objectdetails.h"

#include <QCoreApplication>

//! What the words of several inspectors are made of.
namespace fairlead::models::details {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Words)
};

//! All of it made plain.
Fact fact(const QString &title, const QString &note = {}, const QString &text = {});
//! With their number as note, and no more than a few hundred. Of nothing nothing is added.
void addSection(ObjectDetails &details, ObjectDetails::Section section);
void addTest(ObjectDetails &details, const TestReport &test);
void addLabels(ObjectDetails &details, const docker::Labels &labels);
//! Empty for what is not counted.
QString bytesText(std::int64_t bytes);
//! "3 d ago, 12 May ..."
QString createdText(std::int64_t created);

} // namespace fairlead::models::details
