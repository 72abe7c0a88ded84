# SPDX-FileCopyrightText: 2026 The Fairlead authors
# SPDX-License-Identifier: Apache-2.0
"""What `tests/bed/bed` is made of: each module tells one part of the story."""
