// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/settings/settingsfile.h"
#include "console/console.h"
#include "console/options.h"
#include "console/sandboxchoice.h"
#include "console/screenshot.h"
#include "models/statefiles.h"
#include "terminationsignals.h"

#include <QApplication>
#include <QIcon>
#include <QTranslator>

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>

using namespace Qt::StringLiterals;
using namespace fairlead;

namespace {

//! Help and version are for those without a screen too.
void answerInTerminal(int argc, char **argv)
{
    constexpr std::array<std::string_view, 5> questions{"--help", "-h", "--help-all", "--version", "-v"};
    const bool isAsked = std::any_of(argv + 1, argv + argc, [&questions](std::string_view argument) {
        return std::find(questions.begin(), questions.end(), argument) != questions.end();
    });
    if (!isAsked)
        return;
    const QCoreApplication application(argc, argv);
    console::parseCommandLine(QCoreApplication::arguments()); // ends the program
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication::setApplicationName(u"fairlead"_s);
    QCoreApplication::setApplicationVersion(u"" FAIRLEAD_VERSION ""_s);
    answerInTerminal(argc, argv);
    QApplication application(argc, argv);
    QApplication::setApplicationDisplayName(u"Fairlead"_s);
    QApplication::setDesktopFileName(u"io.github.fairlead.Fairlead"_s);
    QApplication::setWindowIcon(QIcon(u":/icons/fairlead.svg"_s));

    QTranslator english; // plurals
    if (english.load(u":/i18n/fairlead_en.qm"_s))
        QApplication::installTranslator(&english);

    console::Options options = console::parseCommandLine(QApplication::arguments());
    std::unique_ptr<sandbox::Sandbox> sandbox;
    const bool mayHaveDaemons = console::mayHaveDaemons(
        options.config.isEmpty() ? settings::settingsPath() : options.config, QProcessEnvironment::systemEnvironment());
    if (console::wantsSandbox(options, console::sourcesOf(options), mayHaveDaemons)) {
        // Its kubeconfig goes with it; not quit(), which the window may want to talk about.
        catchTerminationSignals([](int) { QCoreApplication::exit(); });
        sandbox = console::startSandbox(options);
        if (!sandbox) {
            std::fputs("the sandbox cannot start: no port of 127.0.0.1, no key, or no temporary folder\n", stderr);
            return 1;
        }
    }
    console::Console console(application, options, models::windowStateFile());
    std::unique_ptr<console::Screenshot> screenshot;
    if (!options.screenshot.isEmpty()) {
        console.window().resize(options.size);
        screenshot =
            std::make_unique<console::Screenshot>(console.window(), console.models(), options.screenshot, options.wait);
    }
    console.start();
    return QApplication::exec();
}
