// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

// The core's tools with JSON in and out, for the Node kit. Text that is not the JSON that was asked
// for gives the answer "no": false, `null`, -1 or an empty list.

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "docent/bucketing.hpp"
#include "docent/campaign.hpp"
#include "docent/condition.hpp"
#include "docent/json.hpp"
#include "docent/lint.hpp"
#include "docent/sentences.hpp"
#include "docent/survey.hpp"

namespace docent::node_kit {

inline Value parsed(const std::string& text) {
  Result<Value> value = parse_json(text);
  return value ? std::move(*value) : Value();
}

inline std::string lint(const std::string& file, const Host& host) {
  return write_json(findings_json(docent::lint(file, host)));
}

inline std::string asked_fields(const std::string& file) {
  return write_json(asked_fields_json(parsed(file)));
}

inline std::string sentence(const std::string& gate, const std::string& locale) {
  return docent::sentence(parsed(gate), locale);
}

inline bool eval_condition(const std::string& attributes, const std::string& condition,
                           const std::string& saved_groups, const Host& host) {
  const Value values = parsed(attributes);
  std::vector<Problem> problems;
  const Condition compiled = Condition::compile(parsed(condition), "", problems);
  return compiled.matches(attributes_of(values), host, parsed(saved_groups));
}

/// A number, or "null" for a version that does not exist.
inline std::string hash(const std::string& seed, const std::string& value, int version) {
  const std::optional<double> number = bucket_hash(seed, value, version);
  return number ? number_text(*number) : "null";
}

/// `weights` is a list of numbers, or "null" for equal ones; NaN for `coverage` is all.
inline std::string bucket_ranges(int n, double coverage, const std::string& weights) {
  const Value list = parsed(weights);
  std::vector<double> numbers;
  if (list.is_array()) {
    for (const Value& weight : list.as_array()) {
      numbers.push_back(weight.is_number() ? weight.as_number() : 0);
    }
  }
  Value out = Value::array();
  for (const auto& [from, to] :
       docent::bucket_ranges(n, std::isnan(coverage) ? 1 : coverage, numbers)) {
    out.push(Value(Value::Array{from, to}));
  }
  return write_json(out);
}

inline int choose_variation(double number, const std::string& ranges) {
  const Value list = parsed(ranges);
  std::vector<BucketRange> pairs;
  if (!list.is_array()) return -1;
  for (const Value& range : list.as_array()) {
    const Value from = value_at(range, "0");
    const Value to = value_at(range, "1");
    const bool usable = from.is_number() && to.is_number();
    pairs.emplace_back(usable ? from.as_number() : 0, usable ? to.as_number() : 0);
  }
  return docent::choose_variation(number, pairs);
}

/// `space` is `[id, from, to]`.
inline bool in_namespace(const std::string& user_id, const std::string& space) {
  const Value list = parsed(space);
  const Value id = value_at(list, "0");
  const Value from = value_at(list, "1");
  const Value to = value_at(list, "2");
  if (!id.is_string() || !from.is_number() || !to.is_number()) return false;
  return docent::in_namespace(user_id, {id.as_string(), from.as_number(), to.as_number()});
}

inline std::string equal_weights(int n) {
  Value out = Value::array();
  for (const double weight : docent::equal_weights(n)) out.push(weight);
  return write_json(out);
}

/// Counts by answer, or nothing when it is no list of whole numbers.
inline std::vector<std::int64_t> histogram_of(const std::string& json) {
  const Value list = parsed(json);
  std::vector<std::int64_t> counts;
  if (!list.is_array()) return counts;
  for (const Value& count : list.as_array()) {
    const bool whole = count.is_number() && std::floor(count.as_number()) == count.as_number() &&
                       std::fabs(count.as_number()) <= 9007199254740992.0;
    if (!whole) return {};
    counts.push_back(static_cast<std::int64_t>(count.as_number()));
  }
  return counts;
}

inline std::string nps(const std::string& histogram) {
  const std::optional<NpsResult> result = docent::nps(histogram_of(histogram));
  if (!result) return "null";
  return write_json(Value::object()
                        .set("n", result->n)
                        .set("promoters", result->promoters)
                        .set("passives", result->passives)
                        .set("detractors", result->detractors)
                        .set("value", result->value)
                        .set("margin", result->margin));
}

inline std::string ces(const std::string& histogram) {
  const std::optional<CesResult> result = docent::ces(histogram_of(histogram));
  if (!result) return "null";
  return write_json(Value::object()
                        .set("n", result->n)
                        .set("mean", result->mean)
                        .set("margin", result->margin)
                        .set("top_box", result->top_box)
                        .set("index", result->index));
}

inline std::string csat(const std::string& histogram) {
  const std::optional<CsatResult> result = docent::csat(histogram_of(histogram));
  if (!result) return "null";
  return write_json(Value::object()
                        .set("n", result->n)
                        .set("value", result->value)
                        .set("margin", result->margin));
}

}  // namespace docent::node_kit
