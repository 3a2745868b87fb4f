// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "docent/lint.hpp"

#include <algorithm>
#include <string>

#include "content_url.hpp"
#include "docent/json.hpp"
#include "language_tag.hpp"
#include "problem_list.hpp"

namespace docent {
namespace {

/// Checks an accepted file for what its author surely did not mean. It walks the JSON rather than
/// the loaded file, because findings need their place. Only what is certain is reported.
class Linter {
 public:
  Linter(const CampaignFile& file, const Host& host)
      : file_(file),
        host_(host),
        host_has_regex_(host.regex_test(host.context, "a", "a", false).has_value()) {}

  std::vector<Problem> run(const Value& json) {
    const Place root;
    labels(json, root);
    const Value* campaigns = json.find("campaigns");
    const Place place(root, "campaigns");
    for (std::size_t i = 0; i < campaigns->as_array().size(); ++i) {
      campaign(campaigns->as_array()[i], file_.campaigns[i], Place(place, i));
    }
    return problems_.take();
  }

 private:
  static constexpr std::string_view kRoots[] = {"user",   "account",   "page",     "device",
                                                "locale", "score",     "sessions", "active_days",
                                                "events", "campaigns", "nps",      "ces"};
  static constexpr std::string_view kPageFields[] = {"path", "url",   "host",     "query",
                                                     "hash", "title", "referrer", "name"};

  template <std::size_t N>
  static bool is_one_of(std::string_view word, const std::string_view (&words)[N]) {
    return std::find(std::begin(words), std::end(words), word) != std::end(words);
  }

  void labels(const Value& json, const Place& root) {
    if (const Value* events = json.find("events")) {
      const Place place(root, "events");
      for (const Value::Member& member : events->as_object()) {
        if (member.key != "$comment") texts(member.value, Place(place, member.key));
      }
    }
    const Value* score = json.find("score");
    if (score != nullptr) texts(*score, Place(root, "score"));
  }

  void campaign(const Value& json, const Campaign& loaded, const Place& place) {
    if (const Value* audience = json.find("audience")) {
      const Place audience_place(place, "audience");
      for (const std::string& path : loaded.audience.attribute_paths()) {
        attribute_path(path, audience_place);
      }
      regular_expressions(*audience, audience_place);
    }
    if (const Value* trigger = json.find("trigger")) {
      triggers(*trigger, loaded, Place(place, "trigger"));
    }
    const Place steps_place(place, "steps");
    const Value::Array& steps = json.find("steps")->as_array();
    for (std::size_t i = 0; i < steps.size(); ++i) {
      step(steps[i], loaded.steps[i], Place(steps_place, i));
    }
    const bool asks = std::any_of(loaded.steps.begin(), loaded.steps.end(),
                                  [](const Step& each) { return each.question.has_value(); });
    if (loaded.kind == CampaignKind::kSurvey && !asks) {
      problems_.warning(ErrorCode::kMissingField, steps_place,
                        "A survey without a question can never be completed. Give a step a "
                        "`question`, or make it an announcement.");
    }
  }

  void triggers(const Value& json, const Campaign& loaded, const Place& place) {
    if (!json.is_array()) {
      trigger(json, loaded.triggers[0], place);
      return;
    }
    for (std::size_t i = 0; i < json.as_array().size(); ++i) {
      trigger(json.as_array()[i], loaded.triggers[i], Place(place, i));
    }
  }

  void trigger(const Value& json, const Trigger& loaded, const Place& place) {
    page_condition(json, loaded.page, place);
    if (loaded.on != TriggerOn::kEvent) return;
    if (const Value* props = json.find("props")) regular_expressions(*props, Place(place, "props"));
    undeclared_event(loaded.event, Place(place, "event"));
  }

  void step(const Value& json, const Step& loaded, const Place& place) {
    page_condition(json, loaded.page, place);
    texts(json, place);
    if (loaded.advance.on == AdvanceOn::kEvent) {
      undeclared_event(loaded.advance.name, Place(Place(place, "advance"), "event"));
    }
  }

  void page_condition(const Value& json, const Condition& loaded, const Place& place) {
    const Value* page = json.find("page");
    if (page == nullptr) return;
    const Place page_place(place, "page");
    for (const std::string& path : loaded.attribute_paths()) {
      const std::string_view field = std::string_view(path).substr(0, path.find('.'));
      if (is_one_of(field, kPageFields)) continue;
      problems_.warning(ErrorCode::kUnknownField, page_place,
                        "A page has no `" + path +
                            "`, so this is always absent. Its fields are "
                            "path, url, host, query, hash, title, referrer and name.");
    }
    regular_expressions(*page, page_place);
  }

  /// A file that declares events declares all of them, or somebody misspelt one.
  void undeclared_event(std::string_view event, const Place& place) {
    if (file_.events.empty() || file_.find_event(event) != nullptr) return;
    problems_.warning(ErrorCode::kUnknownValue, place,
                      "`" + std::string(event) +
                          "` is not declared in `events`. Declare it, or "
                          "correct the name.");
  }

  void attribute_path(std::string_view path, const Place& place) {
    const std::string_view root = path.substr(0, path.find('.'));
    const auto warn = [&](std::string message) {
      problems_.warning(ErrorCode::kUnknownValue, place, std::move(message));
    };
    if (!is_one_of(root, kRoots)) {
      warn("There is no attribute `" + std::string(path) +
           "`, so it is always absent. A trait of the user is `user.` and its name.");
      return;
    }
    if (path.size() == root.size()) return;
    const std::string_view rest = path.substr(root.size() + 1);
    const std::string_view name = rest.substr(0, rest.find('.'));
    if (root == "campaigns" && file_.find_campaign(name) == nullptr) {
      warn("There is no campaign `" + std::string(name) + "` in this file.");
    } else if (root == "events") {
      undeclared_event(name, place);
    } else if (root == "page" && !is_one_of(name, kPageFields)) {
      warn("A page has no `" + std::string(name) + "`, so this is always absent.");
    }
  }

  /// Finds `$regex` and saved groups anywhere in a condition.
  void regular_expressions(const Value& condition, const Place& place) {
    if (condition.is_array()) {
      for (std::size_t i = 0; i < condition.as_array().size(); ++i) {
        regular_expressions(condition.as_array()[i], Place(place, i));
      }
    }
    if (!condition.is_object()) return;
    for (const Value::Member& member : condition.as_object()) {
      const Place member_place(place, member.key);
      const std::string& key = member.key;
      if ((key == "$regex" || key == "$regexi") && member.value.is_string()) {
        const bool bad =
            host_has_regex_ &&
            !host_.regex_test(host_.context, member.value.as_string(), "", key == "$regexi");
        if (bad) {
          problems_.warning(ErrorCode::kBadCondition, member_place,
                            "This is not a regular expression, so it matches nothing.");
        }
      } else if (key == "$inGroup" || key == "$notInGroup" || key == "$savedGroup") {
        problems_.warning(ErrorCode::kUnsupported, member_place,
                          "A campaign file has no saved groups, so every group is empty.");
      } else {
        regular_expressions(member.value, member_place);
      }
    }
  }

  /// Checks every text below, without going into conditions.
  void texts(const Value& json, const Place& place) {
    constexpr std::string_view kTexts[] = {"label", "title", "body",        "text",
                                           "alt",   "low",   "placeholder", "high"};
    if (json.is_array()) {
      for (std::size_t i = 0; i < json.as_array().size(); ++i) {
        texts(json.as_array()[i], Place(place, i));
      }
    }
    if (!json.is_object()) return;
    for (const Value::Member& member : json.as_object()) {
      const Place member_place(place, member.key);
      if (is_one_of(member.key, kTexts)) {
        text(member.value, member_place);
      } else if (member.key == "items" && member.value.is_array()) {
        for (std::size_t i = 0; i < member.value.as_array().size(); ++i) {
          text(member.value.as_array()[i], Place(member_place, i));
        }
      } else if (member.key != "page" && member.key != "target") {
        texts(member.value, member_place);
      }
    }
  }

  void text(const Value& json, const Place& place) {
    if (json.is_string()) {
      text_links(json.as_string(), place);
      return;
    }
    if (!json.is_object()) return;
    bool has_default = false;
    for (const Value::Member& member : json.as_object()) {
      if (member.value.is_string()) text_links(member.value.as_string(), Place(place, member.key));
      for (std::string_view tag = file_.default_locale; !tag.empty(); tag = shorter_tag(tag)) {
        has_default = has_default || same_tag(member.key, tag);
      }
    }
    if (has_default) return;
    problems_.warning(ErrorCode::kBadText, place,
                      "There is no text in the default language `" + file_.default_locale +
                          "`: users of other languages get the first one listed.");
  }

  void text_links(std::string_view text, const Place& place) {
    for (std::size_t at = text.find("]("); at != std::string_view::npos;
         at = text.find("](", at + 2)) {
      const std::size_t end = text.find(')', at);
      if (end == std::string_view::npos) return;
      const std::string_view url = text.substr(at + 2, end - at - 2);
      if (text.rfind('[', at) == std::string_view::npos || is_safe_url(url)) continue;
      problems_.warning(ErrorCode::kBadUrl, place,
                        "A link leads to `https:`, `http:`, `mailto:` or a relative address.");
    }
  }

  const CampaignFile& file_;
  const Host& host_;
  bool host_has_regex_;  ///< a host without regular expressions cannot tell a bad one
  ProblemList problems_;
};

}  // namespace

std::vector<Problem> lint(std::string_view text, const Host& host) {
  LoadedFile loaded = load_campaign_file(text);
  // What the loader refuses has no shape to rely on.
  if (!loaded.file) return loaded.problems;
  const Result<Value> json = parse_json(text, {kMaxFileBytes, 32});
  std::vector<Problem> found = Linter(*loaded.file, host).run(*json);
  loaded.problems.insert(loaded.problems.end(), found.begin(), found.end());
  return loaded.problems;
}

}  // namespace docent
