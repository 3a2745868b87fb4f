// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "docent/text.hpp"

#include <algorithm>
#include <optional>

#include "docent/json.hpp"
#include "language_tag.hpp"
#include "pointer.hpp"

namespace docent {
namespace {

void check_length(const std::string& text, const std::string& path,
                  std::vector<Problem>& problems) {
  if (text.size() <= kMaxTextBytes) return;
  problems.push_back({Severity::kError,
                      {ErrorCode::kTooLong, path,
                       "The text is longer than " + std::to_string(kMaxTextBytes) + " bytes."}});
}

std::string_view without_spaces_around(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// The entry of a text by language: RFC 4647 lookup for each wish in turn, else the first.
const std::string* best_entry(const Value& texts, std::string_view locale,
                              std::string_view default_locale) {
  for (const std::string_view wish : {locale, default_locale}) {
    for (std::string_view range = wish; !range.empty(); range = shorter_tag(range)) {
      for (const Value::Member& member : texts.as_object()) {
        if (same_tag(member.key, range)) return &member.value.as_string();
      }
    }
  }
  return texts.as_object().empty() ? nullptr : &texts.as_object().front().value.as_string();
}

/// What stands in the next braces of `rest`, which goes on behind them; nothing (and `rest` as it
/// was) when there are none. What stands before them is appended to `out`.
std::optional<std::string_view> next_placeholder(std::string_view& rest, std::string* out) {
  const std::size_t begin = rest.find("{{");
  const std::size_t end = begin == std::string_view::npos ? begin : rest.find("}}", begin + 2);
  // Braces that do not close are just braces.
  if (end == std::string_view::npos) return std::nullopt;
  if (out != nullptr) out->append(rest.substr(0, begin));
  const std::string_view placeholder = rest.substr(begin + 2, end - begin - 2);
  rest.remove_prefix(end + 2);
  return placeholder;
}

void append_attribute(std::string& out, std::string_view placeholder,
                      const Attributes& attributes) {
  const std::size_t bar = placeholder.find('|');
  const Value value = attributes.get == nullptr
                          ? Value()
                          : attributes(without_spaces_around(placeholder.substr(0, bar)));
  if (value.is_string()) {
    out += value.as_string();
  } else if (value.is_number()) {
    out += number_text(value.as_number());
  } else if (value.is_bool()) {
    out += value.as_bool() ? "true" : "false";
  } else if (bar != std::string_view::npos) {
    out += placeholder.substr(bar + 1);
  }
}

}  // namespace

Text Text::read(const Value& json, const std::string& path, std::vector<Problem>& problems) {
  const auto bad = [&](std::string where, std::string message) {
    problems.push_back(
        {Severity::kError, {ErrorCode::kBadText, std::move(where), std::move(message)}});
  };
  Text text;
  if (json.is_string()) {
    check_length(json.as_string(), path, problems);
    text.json_ = json;
    return text;
  }
  if (!json.is_object()) {
    bad(path, "A text is a string, or an object of strings by language tag.");
    return text;
  }
  Value by_tag = Value::object();
  for (const Value::Member& member : json.as_object()) {
    if (member.key == "$comment") continue;
    const std::string where = pointer_to(path, member.key);
    if (!is_language_tag(member.key)) {
      bad(where, "\"" + member.key + "\" is not a language tag such as \"en\" or \"pt-BR\".");
    } else if (!member.value.is_string()) {
      bad(where, "A text by language is a string.");
    } else {
      check_length(member.value.as_string(), where, problems);
      by_tag.as_object().push_back(member);
    }
  }
  if (by_tag.as_object().empty()) {
    bad(path, "A text by language needs at least one language.");
    return text;
  }
  text.json_ = std::move(by_tag);
  return text;
}

std::string Text::resolve(std::string_view locale, std::string_view default_locale,
                          const Attributes& attributes) const {
  const std::string* source = json_.is_string()   ? &json_.as_string()
                              : json_.is_object() ? best_entry(json_, locale, default_locale)
                                                  : nullptr;
  if (source == nullptr) return {};
  std::string out;
  std::string_view rest = *source;
  while (const auto placeholder = next_placeholder(rest, &out)) {
    append_attribute(out, *placeholder, attributes);
  }
  return out.append(rest);
}

std::vector<std::string> Text::attribute_paths() const {
  std::vector<std::string> paths;
  const auto look_at = [&](std::string_view text) {
    while (const auto placeholder = next_placeholder(text, nullptr)) {
      paths.emplace_back(without_spaces_around(placeholder->substr(0, placeholder->find('|'))));
    }
  };
  if (json_.is_string()) look_at(json_.as_string());
  if (json_.is_object()) {
    for (const Value::Member& member : json_.as_object()) look_at(member.value.as_string());
  }
  return paths;
}

}  // namespace docent
