// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "contextfiles.h"

#include "contextlister.h"

#include <QtConcurrentRun>

namespace fairlead::buildcontext {

ListedContext listContext(const ContextRequest &request, const IsCancelled &isCancelled)
{
    ContextLister lister(request, isCancelled);
    const ContextLister::Outcome outcome =
        lister.addFolder().and_then([&lister] { return lister.addFiles(); }).and_then([&lister] {
            return lister.addDockerfile();
        });
    if (!outcome)
        return tl::unexpected(outcome.error());
    return lister.take();
}

QFuture<ListedContext> listContextIn(QThreadPool *pool, const ContextRequest &request)
{
    return QtConcurrent::run(pool, [request](QPromise<ListedContext> &promise) {
        ListedContext listed = listContext(request, [&promise] { return promise.isCanceled(); });
        if (!promise.isCanceled())
            promise.addResult(std::move(listed));
    });
}

} // namespace fairlead::buildcontext
