// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <vector>

namespace fairlead::runs {

//! Calls \p each(item, next) for one of \p items after the other: the next when it calls next(), and \p done at the
//! end.
template <class Item, class Each>
void inTurn(const std::shared_ptr<const std::vector<Item>> &items, const Each &each, const std::function<void()> &done,
            std::size_t from = 0)
{
    if (from == items->size())
        return done();
    each((*items)[from], [items, each, done, from] { inTurn(items, each, done, from + 1); });
}

template <class Item, class Each>
void inTurn(std::vector<Item> items, const Each &each, const std::function<void()> &done)
{
    inTurn(std::make_shared<const std::vector<Item>>(std::move(items)), each, done);
}

} // namespace fairlead::runs
