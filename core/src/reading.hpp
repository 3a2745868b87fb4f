// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "docent/value.hpp"
#include "problem_list.hpp"

namespace docent {

/// What an id in a campaign file names.
enum class IdKind { kCampaign, kBand, kStage, kMilestone, kQuestion, kStep };

/// A place that names something which may stand further down.
struct Reference {
  IdKind kind;
  std::string id;
  std::string path;  ///< JSON pointer
};

/// What comes up while a campaign file is read, wherever it stands.
struct Reading {
  ProblemList problems;
  std::vector<std::string> events;  ///< every one the file refers to, each time
  std::vector<Reference> references;
  /// Told of every field that is asked for, if anybody wants to know: a function and not a list, so
  /// that an engine in a page carries nothing of it.
  void (*asked)(void* listener, const Place& object, std::string_view key) = nullptr;
  void* listener = nullptr;

  /// Notes the event of an attribute's path `events.<name>.…`, if it is one.
  void refers_to_attribute(std::string_view path);
  void refers_to(IdKind kind, std::string_view id, const Place& place);
  /// Reports a reference that leads nowhere.
  void leads_nowhere(const Reference& reference);
};

/// A field the loader asked for: of the object at `path` (a JSON pointer), by its key.
struct AskedField {
  std::string path;
  std::string key;
};

/// Every field the loader asks for when it reads this file, some more than once: what the file
/// could have said.
std::vector<AskedField> asked_fields(const Value& json);

}  // namespace docent
