// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "docent/host.hpp"
#include "docent/result.hpp"
#include "docent/value.hpp"

namespace docent {

/// Where a condition finds its attributes: a function from a dotted path ("user.plan") to its
/// value; null when absent. Own properties and array `length` only.
struct Attributes {
  const void* self = nullptr;
  Value (*get)(const void* self, std::string_view path) = nullptr;
  Value operator()(std::string_view path) const { return get(self, path); }
};

/// Attributes that are one JSON object; the object must outlive them.
Attributes attributes_of(const Value& object);

/// The member a dotted path leads to, from any value, by the rules above; null when it leads
/// nowhere.
Value value_at(const Value& root, std::string_view path);

/// A clause because of which a condition is false, and what it met.
struct FailedClause {
  /// JSON pointer into the condition; in a saved group it goes on with the clause of the group.
  std::string path;
  Value expected;
  Value actual;
  bool held = false;  ///< it is true, and `$not` or `$nor` asks that it is not
};

/// Saved groups by id (docs/campaigns.md): lists, or conditions, which are compiled once. Copies
/// share them.
class SavedGroups {
 public:
  /// None.
  SavedGroups() = default;
  /// An object of them. Nobody is in one that cannot be read.
  SavedGroups(const Value& json);  // NOLINT(google-explicit-constructor): JSON literals

  /// As given; null for none.
  const Value& json() const;

  struct Compiled;
  const Compiled* compiled() const { return compiled_.get(); }

 private:
  std::shared_ptr<const Compiled> compiled_;
};

/// A condition of the GrowthBook SDK specification 0.8.0
/// (https://docs.growthbook.io/lib/build-your-own), over attributes. Evaluation follows
/// JavaScript's missing/null/coercion semantics. Immutable once made.
class Condition {
 public:
  /// True for everybody.
  Condition() = default;

  /// Reads a condition. Every problem is added to `problems` with a path that starts with `path`;
  /// what is bad is false.
  static Condition compile(const Value& json, const std::string& path,
                           std::vector<Problem>& problems);

  /// Whether the attributes satisfy it. `saved_groups` are those of `$inGroup`, `$notInGroup` and
  /// `$savedGroup`.
  bool matches(const Attributes& attributes, const Host& host,
               const SavedGroups& saved_groups = {}) const;

  /// The first clause because of which it is false, of each alternative of an `$or`; none when the
  /// condition holds.
  std::vector<FailedClause> failures(const Attributes& attributes, const Host& host,
                                     const SavedGroups& saved_groups = {}) const;

  /// True when it asks nothing.
  bool empty() const { return compiled_ == nullptr; }

  /// Every attribute path it reads, in order of appearance, each once; for indexing and lint. What
  /// `$elemMatch` reads inside an element is not an attribute.
  std::vector<std::string> attribute_paths() const;

 private:
  struct Compiled;
  std::shared_ptr<const Compiled> compiled_;  ///< shared by copies: it never changes
};

}  // namespace docent
