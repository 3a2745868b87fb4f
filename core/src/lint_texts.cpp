// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>
#include <utility>

#include "content_url.hpp"
#include "language_tag.hpp"
#include "lint_rooms.hpp"

namespace docent {
namespace {

constexpr std::string_view kTextFields[] = {"label", "title", "body",        "text",
                                            "alt",   "low",   "placeholder", "high"};
/// Fields of which what is below is a condition or a locator, or checked by its own room.
constexpr std::string_view kOtherFields[] = {"page", "target",    "show_if",  "goto", "advance",
                                             "when", "done_when", "audience", "props"};

template <std::size_t N>
bool is_one_of(std::string_view word, const std::string_view (&words)[N]) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

/// Whether a text has something to translate: a letter.
bool has_words(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    const bool ascii = (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
    // What begins with E2 are signs and arrows, with F0 and above mostly emoji.
    return ascii || (byte >= 0xC3 && byte < 0xF0 && byte != 0xE2);
  });
}

class TextLinter {
 public:
  explicit TextLinter(LintReport& report) : report_(report) {}

  void all_below(const Value& json, const Place& place) {
    if (json.is_array()) {
      for (std::size_t i = 0; i < json.as_array().size(); ++i) {
        all_below(json.as_array()[i], Place(place, i));
      }
    }
    if (!json.is_object()) return;
    for (const Value::Member& member : json.as_object()) {
      const Place here(place, member.key);
      if (is_one_of(member.key, kTextFields)) {
        text(member.value, here);
      } else if (member.key == "items" && member.value.is_array()) {
        for (std::size_t i = 0; i < member.value.as_array().size(); ++i) {
          text(member.value.as_array()[i], Place(here, i));
        }
      } else if (!is_one_of(member.key, kOtherFields)) {
        all_below(member.value, here);
      }
    }
  }

  void text(const Value& json, const Place& place) {
    if (json.is_string()) {
      one_language(json.as_string(), place);
      const bool translatable = has_words(json.as_string());
      if (translatable) missing(Words{report_.file.default_locale}, place);
      return;
    }
    if (!json.is_object()) return;
    Words tags;
    for (const Value::Member& member : json.as_object()) {
      if (!member.value.is_string()) continue;
      one_language(member.value.as_string(), Place(place, member.key));
      tags.push_back(member.key);
    }
    if (!serves(tags, report_.file.default_locale)) {
      report_.warn("missing_translation", place,
                   "There is no text in the default language " +
                       quoted(report_.file.default_locale) +
                       ": users of other languages get the first one listed.",
                   "Add a text for " + quoted(report_.file.default_locale) + ".");
    }
    missing(tags, place);
  }

 private:
  /// RFC 4647 lookup, as the engine does it.
  static bool serves(const Words& tags, std::string_view locale) {
    for (std::string_view range = locale; !range.empty(); range = shorter_tag(range)) {
      if (std::any_of(tags.begin(), tags.end(),
                      [&](std::string_view tag) { return same_tag(tag, range); })) {
        return true;
      }
    }
    return false;
  }

  void missing(const Words& tags, const Place& place) {
    Words without;
    for (const std::string& locale : report_.file.locales) {
      if (locale != report_.file.default_locale && !serves(tags, locale)) without.push_back(locale);
    }
    if (without.empty()) return;
    report_.warn("missing_translation", place,
                 "There is no text in " + listed(without) + ": these users get another language.",
                 "Write an object by language with an entry for each of `locales`.");
  }

  void one_language(std::string_view text, const Place& place) {
    links(text, place);
    placeholders(text, place);
  }

  void links(std::string_view text, const Place& place) {
    for (std::size_t at = text.find("]("); at != std::string_view::npos;
         at = text.find("](", at + 2)) {
      const std::size_t end = text.find(')', at);
      if (end == std::string_view::npos) return;
      const std::string_view url = text.substr(at + 2, end - at - 2);
      if (text.substr(0, at).rfind('[') == std::string_view::npos || is_safe_url(url)) continue;
      report_.warn("unsafe_link", place,
                   "The link to " + quoted(url) +
                       " is shown as plain text: a link leads to an "
                       "`https:`, `http:`, `mailto:` or relative address.",
                   "Use an `https:` address.");
    }
  }

  void placeholders(std::string_view text, const Place& place) {
    for (std::size_t at = text.find("{{"); at != std::string_view::npos; at = text.find("{{", at)) {
      const std::size_t end = text.find("}}", at + 2);
      if (end == std::string_view::npos) return;
      std::string_view path = text.substr(at + 2, end - at - 2);
      path = path.substr(0, path.find('|'));
      while (!path.empty() && path.front() == ' ') path.remove_prefix(1);
      while (!path.empty() && path.back() == ' ') path.remove_suffix(1);
      at = end + 2;
      std::optional<AttributeProblem> problem = attribute_problem(report_.file, path, {});
      if (!problem) continue;
      // Only the profile is inserted, and what it lacks leaves the fallback.
      report_.warn(problem->code, place, std::move(problem->message), std::move(problem->fix));
    }
  }

  LintReport& report_;
};

}  // namespace

void lint_texts(LintReport& report, const Value& owner, const Place& place) {
  TextLinter(report).all_below(owner, place);
}

void lint_text(LintReport& report, const Value& owner, std::string_view key, const Place& place) {
  const Value* text = owner.find(key);
  if (text != nullptr) TextLinter(report).text(*text, Place(place, key));
}

}  // namespace docent
