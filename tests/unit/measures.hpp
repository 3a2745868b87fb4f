// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "docent/condition.hpp"
#include "visitor.hpp"

/// An attribute as a condition would find it, here and now.
inline docent::Value attribute(Visitor& visitor, std::string_view path) {
  return docent::value_at(visitor.attributes(), path);
}

/// A number of the attributes; −1 when it is absent.
inline double number(Visitor& visitor, std::string_view path) {
  const docent::Value found = attribute(visitor, path);
  return found.is_number() ? found.as_number() : -1;
}

/// A campaign file of one manual announcement and whatever a test needs besides.
inline std::string file_with(std::string_view fields) {
  return R"({"version": 1, "revision": "r1", )" + std::string(fields) + R"(, "campaigns": [
    {"id": "help", "kind": "announcement", "trigger": {"on": "manual"},
     "steps": [{"id": "one", "surface": "modal", "title": "Help"}]}]})";
}
