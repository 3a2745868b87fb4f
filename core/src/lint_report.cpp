// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "lint_report.hpp"

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

#include "reading.hpp"

namespace docent {
namespace {

constexpr std::size_t kMaxFindings = 1000;

/// The optimal string alignment distance (Damerau and Levenshtein, without edits inside a swap).
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last, last(b.size() + 1), row(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, change});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    before_last = std::exchange(last, row);
  }
  return last[b.size()];
}

/// The words in backquotes after `from`.
Words quoted_words(std::string_view text, std::size_t from) {
  Words words;
  while (true) {
    const std::size_t begin = text.find('`', from);
    const std::size_t end = begin == std::string_view::npos ? begin : text.find('`', begin + 1);
    if (end == std::string_view::npos) return words;
    words.push_back(text.substr(begin + 1, end - begin - 1));
    from = end + 1;
  }
}

std::string fix_of(const Error& error) {
  switch (error.code) {
    case ErrorCode::kBadJson:
      return "Correct the syntax there: JSON has no comments and no trailing commas, and every "
             "name is in double quotes.";
    case ErrorCode::kTooLarge:
    case ErrorCode::kTooDeep:
    case ErrorCode::kTooMany:
    case ErrorCode::kTooLong:
      return "Shorten it, or split it.";
    case ErrorCode::kNotAnObject:
      return "Begin with `{\"version\": 1, \"campaigns\": []}`.";
    case ErrorCode::kMissingField:
      return "Add the field.";
    case ErrorCode::kWrongType:
      return "Write a value of that type.";
    case ErrorCode::kOutOfRange:
      return "Write a value within the range.";
    case ErrorCode::kDuplicateId:
      return "Give each its own id.";
    case ErrorCode::kUnknownValue: {
      const Words words = quoted_words(error.message, 0);
      if (words.size() < 2) return "Correct the word; docs/campaigns.md lists the allowed ones.";
      return did_you_mean(words[0], {words.begin() + 1, words.end()},
                          "Choose one of the allowed words.");
    }
    case ErrorCode::kUnknownField:
      return "Correct its name, move it to where it belongs, or remove it.";
    case ErrorCode::kBadCondition:
      return "Correct the condition: attributes by path, operators begin with `$`.";
    case ErrorCode::kBadLocator:
      return "Write a CSS selector, or an object with `css`, `text` or both.";
    case ErrorCode::kBadUrl:
      return "Use an `https:`, `http:`, `mailto:` or relative address.";
    case ErrorCode::kBadText:
      return "Write a string, or an object such as `{\"en\": \"Hello\", \"de\": \"Hallo\"}`.";
    case ErrorCode::kUnsupported:
      return "Remove it.";
    default:
      return "Remove one of them, or correct it.";
  }
}

}  // namespace

LintReport::LintReport(const CampaignFile& its_file, const Host& its_host)
    : file(its_file),
      host(its_host),
      host_has_regex(its_host.regex_test(its_host.context, "a", "a", false).has_value()) {}

void LintReport::warn(std::string_view code, const Place& place, std::string message,
                      std::string fix) {
  warn(code, place.pointer(), std::move(message), std::move(fix));
}

void LintReport::warn(std::string_view code, std::string path, std::string message,
                      std::string fix) {
  if (findings_.size() >= kMaxFindings) {
    ++left_out_;
    return;
  }
  findings_.push_back(
      {Severity::kWarning, std::string(code), std::move(path), std::move(message), std::move(fix)});
}

void LintReport::check_event(std::string_view event, const Place& place) {
  if (file.events.empty() || event.empty() || file.find_event(event) != nullptr) return;
  Words declared;
  for (const EventRule& rule : file.events) declared.push_back(rule.name);
  warn("undeclared_event", place, quoted(event) + " is not declared in `events`.",
       did_you_mean(event, declared, "Declare it in `events`, or correct the name."));
}

std::vector<Finding> LintReport::take() {
  if (left_out_ > 0) {
    findings_.push_back({Severity::kWarning, "too_many", "",
                         "There are " + std::to_string(left_out_) + " more findings.",
                         "Deal with those above first."});
    left_out_ = 0;
  }
  return std::exchange(findings_, {});
}

std::string_view nearest_word(std::string_view word, const Words& candidates) {
  std::string_view best;
  std::size_t best_distance = std::max<std::size_t>(1, word.size() / 3) + 1;
  for (const std::string_view candidate : candidates) {
    const std::size_t difference = candidate.size() > word.size() ? candidate.size() - word.size()
                                                                  : word.size() - candidate.size();
    if (difference >= best_distance || candidate == word) continue;
    const std::size_t distance = edit_distance(word, candidate);
    if (distance >= best_distance) continue;
    best_distance = distance;
    best = candidate;
  }
  return best;
}

std::string did_you_mean(std::string_view word, const Words& candidates, std::string otherwise) {
  const std::string_view near = nearest_word(word, candidates);
  return near.empty() ? otherwise : "Did you mean " + quoted(near) + "?";
}

std::string listed(const Words& words) {
  constexpr std::size_t kMaxListed = 12;
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i == kMaxListed) return out + " and others";
    if (i > 0) out += i + 1 == words.size() ? " and " : ", ";
    out += quoted(words[i]);
  }
  return out;
}

std::vector<Finding> findings_of(const std::vector<Problem>& problems, const Value& json) {
  std::vector<Finding> findings;
  std::optional<std::vector<AskedField>> asked;  // only when somebody needs it
  for (const Problem& problem : problems) {
    const Error& error = problem.error;
    findings.push_back({problem.severity, std::string(code_name(error.code)), error.path,
                        error.message, fix_of(error)});
    if (error.code != ErrorCode::kUnknownField) continue;
    if (!asked) asked = asked_fields(json);
    const std::size_t slash = error.path.rfind('/');
    Words known;
    for (const AskedField& field : *asked) {
      if (error.path.compare(0, slash, field.path) == 0) known.push_back(field.key);
    }
    findings.back().fix =
        did_you_mean(error.path.substr(slash + 1), known, std::move(findings.back().fix));
  }
  return findings;
}

Value findings_json(const std::vector<Finding>& findings) {
  Value list = Value::array();
  for (const Finding& finding : findings) {
    list.push(Value::object()
                  .set("severity", finding.severity == Severity::kError ? "error" : "warning")
                  .set("code", finding.code)
                  .set("path", finding.path)
                  .set("message", finding.message)
                  .set("fix", finding.fix));
  }
  return list;
}

Value asked_fields_json(const Value& file) {
  Value list = Value::array();
  for (const AskedField& field : asked_fields(file)) {
    list.push(Value::array().push(field.path).push(field.key));
  }
  return list;
}

}  // namespace docent
