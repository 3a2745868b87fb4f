// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "lint_value_classes.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <set>
#include <string>
#include <utility>

#include "javascript.hpp"
#include "version_text.hpp"

namespace docent {

Verdict operator!(Verdict a) {
  if (a == Verdict::kUnknown) return a;
  return a == Verdict::kYes ? Verdict::kNo : Verdict::kYes;
}

Verdict operator&&(Verdict a, Verdict b) {
  if (a == Verdict::kNo || b == Verdict::kNo) return Verdict::kNo;
  return a == Verdict::kYes && b == Verdict::kYes ? Verdict::kYes : Verdict::kUnknown;
}

Verdict operator||(Verdict a, Verdict b) { return !(!a && !b); }

namespace {

using Op = ConditionOp;
using Node = ConditionNode;
namespace js = javascript;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr std::size_t kMaxClasses = 20'000;
constexpr std::size_t kMaxLists = 8;

Verdict verdict(bool holds) { return holds ? Verdict::kYes : Verdict::kNo; }

bool is_order(Op op) { return op >= Op::kLt && op <= Op::kGte; }
bool is_version(Op op) { return op >= Op::kVersionEq && op <= Op::kVersionGte; }
bool is_list(Op op) { return op >= Op::kIn && op <= Op::kNotInIgnoringCase; }

/// JavaScript compares these as text when both sides are such.
bool is_textual(const Value& value) {
  return value.is_string() || value.is_array() || value.is_object();
}

struct TextLess {
  bool operator()(const std::string& a, const std::string& b) const {
    return js::compare_text(a, b) < 0;
  }
};

/// Everything the tests compare with. What lies between two neighbours looks alike to all of them.
struct Marks {
  std::vector<Value> exact;               ///< scalars it may equal
  std::set<double> numbers;               ///< all of them as numbers
  std::set<double> coerced;               ///< those that also texts and lists are compared with
  std::set<std::string, TextLess> texts;  ///< that texts and lists are compared with
  std::set<std::string, TextLess> versions;
  std::vector<const Value*> lists;  ///< of `$in` and `$nin`

  void add_scalar(const Value& value) {
    if (value.is_array() || value.is_object()) return;
    exact.push_back(value);
    const double number = js::to_number(value);
    if (!std::isnan(number)) numbers.insert(number);
  }

  void add(const Node& test) {
    const Value& operand = *test.operand;
    if (test.op == Op::kEveryTest || test.op == Op::kNotTest) {
      for (const Node& child : test.children) add(child);
      return;
    }
    if (is_list(test.op)) {
      for (const Value& entry : operand.as_array()) add_scalar(entry);
      if (test.op == Op::kIn || test.op == Op::kNotIn) lists.push_back(&operand);
      return;
    }
    if (is_version(test.op)) {
      versions.insert(padded_version(operand));
      return;
    }
    if (test.op == Op::kText || is_order(test.op)) {
      if (is_textual(operand)) texts.insert(js::to_text(operand));
    }
    if (test.op == Op::kNumber || is_order(test.op)) {
      const double number = js::to_number(operand);
      if (!std::isnan(number)) {
        numbers.insert(number);
        coerced.insert(number);
      }
    }
    add_scalar(operand);
  }
};

/// Odd positions are the marks themselves, even ones the gaps around them.
template <typename Set, typename Key>
int position_of(const Set& marks, const Key& key) {
  return 2 * static_cast<int>(std::distance(marks.begin(), marks.find(key))) + 1;
}

/// Values that the tests cannot tell apart.
struct ValueClass {
  enum class Kind {
    kExact,  ///< one value
    kNumber,
    kText,
    kList,
    kObject,
  };
  Kind kind = Kind::kExact;
  Value exact;           ///< for kObject: an empty one, since nothing but `kJson` looks inside
  double number = kNaN;  ///< what it is as a number: the mark, or some number of the gap
  int text = 0;
  int version = 0;
  std::vector<bool> hits;  ///< of a list: whether it has an entry of each of Marks::lists
};

class Judge {
 public:
  explicit Judge(const Marks& marks) : marks_(marks) {}

  Verdict ask(const Node& test, const ValueClass& it) const {
    const bool list = it.kind == ValueClass::Kind::kList;
    switch (test.op) {
      case Op::kEveryTest: {
        Verdict all = Verdict::kYes;
        for (const Node& child : test.children) all = all && ask(child, it);
        return all;
      }
      case Op::kNotTest:
        return !ask(test.children[0], it);
      case Op::kRegex:
      case Op::kRegexIgnoringCase:
      case Op::kInGroup:
      case Op::kNotInGroup:
        return Verdict::kUnknown;
      case Op::kSize:
      case Op::kElementTest:
      case Op::kElementObject:
      case Op::kAllOf:
        return list ? Verdict::kUnknown : Verdict::kNo;
      case Op::kInIgnoringCase:
        return ignoring_case(test, it);
      case Op::kNotInIgnoringCase:
        return !ignoring_case(test, it);
      case Op::kJson: {
        const bool may_be = (list && test.operand->is_array()) ||
                            (it.kind == ValueClass::Kind::kObject && test.operand->is_object());
        return may_be ? Verdict::kUnknown : Verdict::kNo;
      }
      default:
        break;
    }
    const bool one = it.kind == ValueClass::Kind::kExact || it.kind == ValueClass::Kind::kObject;
    return verdict(one ? holds_exactly(test, it.exact) : holds(test, it));
  }

 private:
  static bool holds_exactly(const Node& test, const Value& value) {
    const Value none;
    const Attributes no_attributes = attributes_of(none);
    const Host host = plain_host();
    return test_holds(test, value, {no_attributes, host, {}});
  }

  static Verdict ignoring_case(const Node& test, const ValueClass& it) {
    const Value::Array& entries = test.operand->as_array();
    const bool texts = std::any_of(entries.begin(), entries.end(),
                                   [](const Value& entry) { return entry.is_string(); });
    if (it.kind == ValueClass::Kind::kList) return Verdict::kUnknown;
    const bool text =
        it.kind == ValueClass::Kind::kText || (it.exact.is_string() && !it.exact.is_null());
    if (text && texts) return Verdict::kUnknown;
    return verdict(std::any_of(entries.begin(), entries.end(), [&](const Value& entry) {
      return it.kind == ValueClass::Kind::kExact && js::strictly_equal(it.exact, entry);
    }));
  }

  bool holds(const Node& test, const ValueClass& it) const {
    const Value& operand = *test.operand;
    const bool list = it.kind == ValueClass::Kind::kList;
    switch (test.op) {
      case Op::kText:
        return list && it.text == position_of(marks_.texts, operand.as_string());
      case Op::kNumber:
        return it.number == operand.as_number();
      case Op::kBool:
        return operand.as_bool();  // 0 and "" are marks, everything else is truthy
      case Op::kNe:
        return true;
      case Op::kExists:
        return js::is_truthy(operand);
      case Op::kIn:
        return list && hit(operand, it);
      case Op::kNotIn:
        return !(list && hit(operand, it));
      case Op::kType:
        return operand.as_string() == (it.kind == ValueClass::Kind::kNumber ? "number"
                                       : list                               ? "array"
                                                                            : "string");
      default:
        break;
    }
    if (is_order(test.op)) return order_holds(test.op, order(operand, it));
    if (is_version(test.op)) {
      const int mark = position_of(marks_.versions, padded_version(operand));
      return version_holds(test.op, it.version - mark);
    }
    return false;  // kNull, kEq
  }

  bool hit(const Value& list, const ValueClass& it) const {
    const auto found = std::find(marks_.lists.begin(), marks_.lists.end(), &list);
    return it.hits[static_cast<std::size_t>(found - marks_.lists.begin())];
  }

  js::Order order(const Value& operand, const ValueClass& it) const {
    if (it.kind == ValueClass::Kind::kNumber || !is_textual(operand)) {
      return js::compare(Value(it.number), Value(js::to_number(operand)));
    }
    const int mark = position_of(marks_.texts, js::to_text(operand));
    return it.text < mark   ? js::Order::kLess
           : it.text > mark ? js::Order::kGreater
                            : js::Order::kEqual;
  }

  static bool order_holds(Op op, js::Order order) {
    if (order == js::Order::kEqual) return op == Op::kLte || op == Op::kGte;
    if (order == js::Order::kLess) return op == Op::kLt || op == Op::kLte;
    return order == js::Order::kGreater && (op == Op::kGt || op == Op::kGte);
  }

  static bool version_holds(Op op, int compared) {
    switch (op) {
      case Op::kVersionEq:
        return compared == 0;
      case Op::kVersionNe:
        return compared != 0;
      case Op::kVersionLt:
        return compared < 0;
      case Op::kVersionLte:
        return compared <= 0;
      case Op::kVersionGt:
        return compared > 0;
      default:
        return compared >= 0;
    }
  }

  const Marks& marks_;
};

/// Some number between two others (or nothing when there is none), whole if asked.
std::optional<double> between(double low, double high, bool whole) {
  double middle = 0;
  if (std::isinf(low) && std::isinf(high)) {
    middle = 0;
  } else if (std::isinf(low)) {
    middle = high - std::max(1.0, std::fabs(high));
  } else if (std::isinf(high)) {
    middle = low + std::max(1.0, std::fabs(low));
  } else {
    middle = low + (high - low) / 2;
  }
  if (whole) middle = std::isinf(low) ? std::ceil(high) - 1 : std::floor(low) + 1;
  if (middle > low && middle < high) return middle;
  return std::nullopt;
}

/// A number of each gap around the marks.
std::vector<double> gaps(const std::set<double>& marks, bool whole) {
  std::vector<double> out;
  double low = -kInfinity;
  const auto add = [&](double high) {
    if (const std::optional<double> number = between(low, high, whole)) out.push_back(*number);
    low = high;
  };
  for (const double mark : marks) add(mark);
  add(kInfinity);
  return out;
}

/// Lists that have an entry of some of the lists asked for: every union of what single values hit.
/// When the list as text is known, it can only have entries whose text stands in that.
std::vector<std::vector<bool>> possible_hits(const Marks& marks, const std::string* text) {
  std::set<std::vector<bool>> single;
  for (const Value& value : marks.exact) {
    const std::string own = value.is_null() ? std::string() : js::to_text(value);
    if (text != nullptr && text->find(own) == std::string::npos) continue;
    std::vector<bool> hits;
    for (const Value* list : marks.lists) {
      const Value::Array& entries = list->as_array();
      hits.push_back(std::any_of(entries.begin(), entries.end(), [&](const Value& entry) {
        return js::strictly_equal(value, entry);
      }));
    }
    single.insert(std::move(hits));
  }
  std::set<std::vector<bool>> all{std::vector<bool>(marks.lists.size(), false)};
  for (const std::vector<bool>& one : single) {
    std::set<std::vector<bool>> more;
    for (std::vector<bool> hits : all) {
      for (std::size_t i = 0; i < hits.size(); ++i) hits[i] = hits[i] || one[i];
      more.insert(std::move(hits));
    }
    all.merge(more);
  }
  return {all.begin(), all.end()};
}

/// Goes through the classes of a domain.
class Classes {
 public:
  Classes(const std::vector<const Node*>& tests, const Domain& domain)
      : tests_(tests), domain_(domain), judge_(marks_) {
    for (const Node* test : tests) marks_.add(*test);
  }

  std::optional<std::vector<Verdicts>> all() {
    if (marks_.lists.size() > kMaxLists) return std::nullopt;
    if (!domain_.values.empty()) {
      for (const Value& value : domain_.values) add(exactly(value));
    } else if (domain_.is_number) {
      if (domain_.can_be_absent) add(exactly(Value()));
      add_numbers();
    } else {
      add_anything();
    }
    if (too_many_) return std::nullopt;
    return std::vector<Verdicts>(found_.begin(), found_.end());
  }

 private:
  static ValueClass exactly(const Value& value) {
    ValueClass one;
    one.exact = value;
    return one;
  }

  void add(const ValueClass& values) {
    if (++tried_ > kMaxClasses) {
      too_many_ = true;
      return;
    }
    Verdicts verdicts;
    verdicts.reserve(tests_.size());
    for (const Node* test : tests_) verdicts.push_back(judge_.ask(*test, values));
    found_.insert(std::move(verdicts));
  }

  void add_with_versions(ValueClass values) {
    const int positions = 2 * static_cast<int>(marks_.versions.size()) + 1;
    for (values.version = 0; values.version < positions && !too_many_; ++values.version) {
      add(values);
    }
  }

  void add_numbers() {
    std::set<double> marks = marks_.numbers;
    marks.insert(0);
    const bool ranged = domain_.is_number;
    const auto inside = [&](double number) {
      if (!ranged) return true;
      return number >= domain_.from && number <= domain_.to &&
             (!domain_.is_whole || std::floor(number) == number);
    };
    if (ranged) {
      if (!std::isinf(domain_.from)) marks.insert(domain_.from);
      if (!std::isinf(domain_.to)) marks.insert(domain_.to);
    }
    for (const double number : marks) {
      if (inside(number)) add(exactly(Value(number)));
    }
    for (const double number : gaps(marks, domain_.is_whole)) {
      if (!inside(number)) continue;
      ValueClass values;
      values.kind = ValueClass::Kind::kNumber;
      values.number = number;
      add_with_versions(values);
    }
  }

  void add_anything() {
    add(exactly(Value()));
    add(exactly(Value(true)));
    add(exactly(Value(false)));
    add_numbers();
    ValueClass object = exactly(Value::object());
    object.kind = ValueClass::Kind::kObject;
    add(object);
    add(exactly(Value("")));
    for (const Value& value : marks_.exact) {
      if (value.is_string()) add(exactly(value));
    }
    for (const std::string& text : marks_.texts) add(exactly(Value(text)));
    add_texts();
    add_lists();
  }

  /// What a text or a list can be as a number.
  std::vector<double> coerced_numbers() const {
    std::vector<double> numbers = gaps(marks_.coerced, false);
    numbers.insert(numbers.end(), marks_.coerced.begin(), marks_.coerced.end());
    numbers.push_back(kNaN);
    return numbers;
  }

  int text_positions() const { return 2 * static_cast<int>(marks_.texts.size()) + 1; }

  void add_texts() {
    ValueClass values;
    values.kind = ValueClass::Kind::kText;
    for (const double number : coerced_numbers()) {
      values.number = number;
      for (values.text = 0; values.text < text_positions() && !too_many_; values.text += 2) {
        add_with_versions(values);
      }
    }
  }

  void add_lists() {
    const std::vector<std::vector<bool>> any_hits = possible_hits(marks_, nullptr);
    ValueClass values;
    values.kind = ValueClass::Kind::kList;
    // No list is a version, so it is version 0.
    const std::string zero = padded_version(Value());
    const auto above = marks_.versions.lower_bound(zero);
    values.version = 2 * static_cast<int>(std::distance(marks_.versions.begin(), above)) +
                     (above != marks_.versions.end() && *above == zero ? 1 : 0);
    for (values.text = 0; values.text < text_positions(); ++values.text) {
      const bool at_mark = values.text % 2 == 1;
      const auto mark = std::next(marks_.texts.begin(), values.text / 2);
      const std::vector<std::vector<bool>> hits =
          at_mark ? possible_hits(marks_, &*mark) : any_hits;
      for (const double number : coerced_numbers()) {
        values.number = number;
        for (const std::vector<bool>& hit : hits) {
          if (too_many_) return;
          values.hits = hit;
          add(values);
        }
      }
    }
  }

  const std::vector<const Node*>& tests_;
  const Domain& domain_;
  Marks marks_;
  Judge judge_;
  std::set<Verdicts> found_;
  std::size_t tried_ = 0;
  bool too_many_ = false;
};

}  // namespace

std::optional<std::vector<Verdicts>> value_classes(const std::vector<const ConditionNode*>& tests,
                                                   const Domain& domain) {
  return Classes(tests, domain).all();
}

}  // namespace docent
