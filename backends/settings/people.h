// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "values.h"

#include <QStringList>

//! For whom workloads run, and what they get where nothing else is said.
namespace fairlead::settings {

//! Somebody who launches workloads.
struct User
{
    static constexpr const char *NameKey = "login";

    QString id;
    QString name; //!< the login
    QStringList groups;
    TextPairs adminProperties; //!< only the admin writes them: good for namespaces
    TextPairs userProperties;  //!< the user may write them elsewhere: good for nothing that separates users

    template <class Visitor>
    void visit(Visitor &visitor)
    {
        visitor.texts("groups", groups);
        visitor.pairs("adminProperties", adminProperties);
        visitor.pairs("userProperties", userProperties);
    }
    bool operator==(const User &) const = default;
};

//! Which runtime config: one, or whatever the next wider scope says. Or none at all: do not containerize.
struct ConfigChoice
{
    bool containerize = true;
    Reference runtimeConfig; //!< none: as the wider scope says

    template <class Visitor>
    void visit(Visitor &visitor)
    {
        visitor.flag("containerize", containerize, true);
        visitor.reference("runtimeConfig", runtimeConfig, "runtimeConfigs");
    }
    bool operator==(const ConfigChoice &) const = default;
};

//! Where workloads run whose runtime config says nothing of it.
struct TargetChoice
{
    QStringList contexts; //!< names or globs, in failover order
    Reference daemon;

    template <class Visitor>
    void visit(Visitor &visitor)
    {
        visitor.texts("contexts", contexts);
        visitor.reference("daemon", daemon, "daemons");
    }
    bool operator==(const TargetChoice &) const = default;
};

struct Project
{
    static constexpr const char *NameKey = "key";

    QString id;
    QString name; //!< the project key
    ConfigChoice config;
    TargetChoice target;
    TextPairs variables;

    template <class Visitor>
    void visit(Visitor &visitor)
    {
        config.visit(visitor);
        visitor.part("target", target);
        visitor.pairs("variables", variables);
    }
    bool operator==(const Project &) const = default;
};

//! Of the whole instance; one object, without an id.
struct Defaults
{
    ConfigChoice userCode;
    ConfigChoice visual;
    TargetChoice target;
    TextPairs variables;

    template <class Visitor>
    void visit(Visitor &visitor)
    {
        visitor.part("userCode", userCode);
        visitor.part("visual", visual);
        visitor.part("target", target);
        visitor.pairs("variables", variables);
    }
    bool operator==(const Defaults &) const = default;
};

} // namespace fairlead::settings
