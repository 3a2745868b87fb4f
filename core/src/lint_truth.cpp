// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "lint_truth.hpp"

#include <algorithm>
#include <utility>

#include "lint_value_classes.hpp"
#include "pointer.hpp"

namespace docent {
namespace {

using Op = ConditionOp;
using Node = ConditionNode;

constexpr std::size_t kMaxCombinations = 20'000;
constexpr std::size_t kMaxClauses = 40;

/// A clause of a conjunction, and where it stands.
struct Clause {
  const Node* node;
  std::string path;
};
using Clauses = std::vector<Clause>;

/// Flattens condition objects and `$and` into their clauses.
void flatten(const Node& every, const std::string& path, Clauses& out) {
  const bool in_list = every.operand->is_array();
  for (std::size_t i = 0; i < every.children.size(); ++i) {
    const Node& child = every.children[i];
    const std::string child_path = in_list ? pointer_to(path, i) : pointer_to(path, child.key);
    if (child.op == Op::kEvery) {
      flatten(child, child_path, out);
    } else {
      out.push_back({&child, child_path});
    }
  }
}

/// The attributes some clauses ask for, with the tests and the classes of their values.
class Combinations {
 public:
  /// All classes of all attributes in every combination.
  static Truth truth(const std::vector<const Node*>& clauses, const DomainOf& domain_of) {
    Combinations it;
    for (const Node* clause : clauses) it.collect(*clause);
    if (!it.classify(domain_of)) return Truth::kSometimes;
    bool can_hold = false, can_fail = false;
    do {
      Verdict all = Verdict::kYes;
      for (const Node* clause : clauses) all = all && it.ask(*clause);
      can_hold = can_hold || all != Verdict::kNo;
      can_fail = can_fail || all != Verdict::kYes;
      if (can_hold && can_fail) return Truth::kSometimes;
    } while (it.next());
    return can_hold ? Truth::kAlways : Truth::kNever;
  }

 private:
  struct Attribute {
    std::string_view path;
    std::vector<const Node*> nodes;  ///< kAttribute
    std::vector<Verdicts> classes;
    std::size_t at = 0;
  };

  void collect(const Node& node) {
    if (node.op != Op::kAttribute) {
      for (const Node& child : node.children) collect(child);
      return;
    }
    auto found = std::find_if(attributes_.begin(), attributes_.end(),
                              [&](const Attribute& each) { return each.path == node.key; });
    if (found == attributes_.end()) {
      attributes_.push_back({node.key, {}, {}, 0});
      found = attributes_.end() - 1;
    }
    found->nodes.push_back(&node);
  }

  bool classify(const DomainOf& domain_of) {
    std::size_t combinations = 1;
    for (Attribute& attribute : attributes_) {
      std::vector<const Node*> tests;
      for (const Node* node : attribute.nodes) tests.push_back(&node->children[0]);
      std::optional<std::vector<Verdicts>> classes =
          value_classes(tests, domain_of(attribute.path));
      if (!classes || classes->empty()) return false;
      attribute.classes = std::move(*classes);
      combinations *= attribute.classes.size();
      if (combinations > kMaxCombinations) return false;
    }
    return true;
  }

  bool next() {
    for (Attribute& attribute : attributes_) {
      if (++attribute.at < attribute.classes.size()) return true;
      attribute.at = 0;
    }
    return false;
  }

  Verdict ask_attribute(const Node& node) const {
    for (const Attribute& attribute : attributes_) {
      const auto found = std::find(attribute.nodes.begin(), attribute.nodes.end(), &node);
      if (found == attribute.nodes.end()) continue;
      return attribute
          .classes[attribute.at][static_cast<std::size_t>(found - attribute.nodes.begin())];
    }
    return Verdict::kUnknown;
  }

  Verdict ask(const Node& node) const {
    const auto any = [&] {
      Verdict found = Verdict::kNo;
      for (const Node& child : node.children) found = found || ask(child);
      return found;
    };
    switch (node.op) {
      case Op::kEvery: {
        Verdict all = Verdict::kYes;
        for (const Node& child : node.children) all = all && ask(child);
        return all;
      }
      case Op::kOr:
        return node.children.empty() ? Verdict::kYes : any();
      case Op::kNor:
        return node.children.empty() ? Verdict::kNo : !any();
      case Op::kNotEvery:
        return !ask(node.children[0]);
      case Op::kAttribute:
        return ask_attribute(node);
      case Op::kNever:
        return Verdict::kNo;
      default:
        return Verdict::kUnknown;
    }
  }

  std::vector<Attribute> attributes_;
};

void collect_paths(const Node& node, std::vector<std::string_view>& out) {
  if (node.op == Op::kAttribute) out.push_back(node.key);
  for (const Node& child : node.children) collect_paths(child, out);
}

bool share_an_attribute(const Node& a, const Node& b) {
  std::vector<std::string_view> left, right;
  collect_paths(a, left);
  collect_paths(b, right);
  return std::any_of(left.begin(), left.end(), [&](std::string_view path) {
    return std::find(right.begin(), right.end(), path) != right.end();
  });
}

class Finder {
 public:
  explicit Finder(const DomainOf& domain_of) : domain_of_(domain_of) {}

  /// Reports what is certain in a conjunction, smallest first.
  Truth conjunction(const Node& every, const std::string& path) {
    Clauses clauses;
    flatten(every, path, clauses);
    Clauses open;
    bool never = false;
    for (const Clause& clause : clauses) {
      const Truth truth = alone(clause);
      never = never || truth == Truth::kNever;
      if (truth == Truth::kSometimes) open.push_back(clause);
    }
    if (never) return Truth::kNever;
    if (open.empty()) return Truth::kAlways;
    // Clauses that share no attribute cannot contradict each other.
    std::vector<bool> seen(open.size(), false);
    for (std::size_t i = 0; i < open.size(); ++i) {
      Clauses group;
      gather(open, i, seen, group);
      if (group.size() > 1 && group.size() <= kMaxClauses) never = together(group, path) || never;
    }
    return never ? Truth::kNever : Truth::kSometimes;
  }

  std::vector<CertainClauses> take() { return std::move(found_); }

 private:
  Truth alone(const Clause& clause) {
    const Truth truth = Combinations::truth({clause.node}, domain_of_);
    if (truth != Truth::kSometimes) {
      found_.push_back({truth, clause.path, "", {clause.node}});
      return truth;
    }
    // An alternative can be certain although the whole is not.
    if (clause.node->op == Op::kOr || clause.node->op == Op::kNor) {
      for (std::size_t i = 0; i < clause.node->children.size(); ++i) {
        conjunction(clause.node->children[i], pointer_to(clause.path, i));
      }
    } else if (clause.node->op == Op::kNotEvery) {
      conjunction(clause.node->children[0], clause.path);
    }
    return truth;
  }

  static void gather(const Clauses& all, std::size_t i, std::vector<bool>& seen, Clauses& group) {
    if (seen[i]) return;
    seen[i] = true;
    group.push_back(all[i]);
    for (std::size_t j = 0; j < all.size(); ++j) {
      if (!seen[j] && share_an_attribute(*all[i].node, *all[j].node)) gather(all, j, seen, group);
    }
  }

  bool together(const Clauses& group, const std::string& path) {
    for (std::size_t j = 1; j < group.size(); ++j) {
      for (std::size_t i = 0; i < j; ++i) {
        const std::vector<const Node*> pair{group[i].node, group[j].node};
        if (!share_an_attribute(*pair[0], *pair[1])) continue;
        if (Combinations::truth(pair, domain_of_) != Truth::kNever) continue;
        found_.push_back({Truth::kNever, group[j].path, group[i].path, pair});
        return true;
      }
    }
    std::vector<const Node*> all;
    for (const Clause& clause : group) all.push_back(clause.node);
    if (all.size() < 3 || Combinations::truth(all, domain_of_) != Truth::kNever) return false;
    found_.push_back({Truth::kNever, path, "", all});
    return true;
  }

  const DomainOf& domain_of_;
  std::vector<CertainClauses> found_;
};

}  // namespace

ConditionTruth truth_of(const ConditionNode& root, const DomainOf& domain_of) {
  if (root.op != Op::kEvery) return {Truth::kNever, {}};
  if (root.children.empty()) return {Truth::kAlways, {}};
  Finder finder(domain_of);
  const Truth truth = finder.conjunction(root, "");
  return {truth, finder.take()};
}

}  // namespace docent
