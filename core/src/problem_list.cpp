// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "problem_list.hpp"

#include <utility>

#include "pointer.hpp"

namespace docent {

std::string Place::pointer() const {
  if (parent_ == nullptr) return {};
  const std::string parent = parent_->pointer();
  return index_ == kNoIndex ? pointer_to(parent, key_) : pointer_to(parent, index_);
}

std::string quoted(std::string_view word) {
  constexpr std::size_t kMaxBytes = 60;
  if (word.size() <= kMaxBytes) return "`" + std::string(word) + "`";
  std::size_t end = kMaxBytes;
  while (end > 0 && (static_cast<unsigned char>(word[end]) & 0xC0) == 0x80) --end;
  return "`" + std::string(word.substr(0, end)) + "…`";
}

void ProblemList::add(Severity severity, ErrorCode code, const Place& place, std::string message) {
  has_error_ = has_error_ || severity == Severity::kError;
  if (problems_.size() < kMaxListed) {
    problems_.push_back({severity, {code, place.pointer(), std::move(message)}});
  } else {
    ++left_out_;
  }
}

void ProblemList::add_below(const Place& place, std::vector<Problem> problems) {
  if (problems.empty()) return;
  const std::string pointer = place.pointer();
  for (Problem& problem : problems) {
    has_error_ = has_error_ || problem.severity == Severity::kError;
    if (problems_.size() >= kMaxListed) {
      ++left_out_;
      continue;
    }
    problem.error.path = pointer + problem.error.path;
    problems_.push_back(std::move(problem));
  }
}

std::vector<Problem> ProblemList::take() {
  if (left_out_ > 0) {
    problems_.push_back(
        {has_error_ ? Severity::kError : Severity::kWarning,
         {ErrorCode::kTooMany, "", "There are " + std::to_string(left_out_) + " more problems."}});
    left_out_ = 0;
  }
  return std::exchange(problems_, {});
}

}  // namespace docent
