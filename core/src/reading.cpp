// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "reading.hpp"

namespace docent {

void Reading::refers_to_attribute(std::string_view path) {
  constexpr std::string_view kRoot = "events.";
  if (path.substr(0, kRoot.size()) != kRoot) return;
  path.remove_prefix(kRoot.size());
  const std::size_t dot = path.find('.');
  if (dot != std::string_view::npos) events.emplace_back(path.substr(0, dot));
}

void Reading::refers_to(IdKind kind, std::string_view id, const Place& place) {
  if (!id.empty()) references.push_back({kind, std::string(id), place.pointer()});
}

void Reading::leads_nowhere(const Reference& reference) {
  constexpr std::string_view kWhat[] = {"campaign",  "band",     "stage",
                                        "milestone", "question", "step of this campaign"};
  problems.add_below(
      Place(), {{Severity::kError,
                 {ErrorCode::kUnknownValue, reference.path,
                  "There is no " + std::string(kWhat[static_cast<std::size_t>(reference.kind)]) +
                      " " + quoted(reference.id) + "."}}});
}

}  // namespace docent
