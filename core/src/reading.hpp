// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

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

  /// Notes the event of an attribute's path `events.<name>.…`, if it is one.
  void refers_to_attribute(std::string_view path);
  void refers_to(IdKind kind, std::string_view id, const Place& place);
  /// Reports a reference that leads nowhere.
  void leads_nowhere(const Reference& reference);
};

}  // namespace docent
