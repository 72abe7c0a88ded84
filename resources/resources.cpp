// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
// A static library needs a source; the files come from CMakeLists.txt.
