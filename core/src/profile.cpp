// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/profile.hpp"

#include <utility>

#include "profile_attributes.hpp"

namespace docent {
namespace {

Value traits_with(const Value& traits, const Profile& profile, std::string_view group) {
  Value out = traits;
  for (const PlainAttribute& attribute : plain_attributes()) {
    if (attribute.group == group) out.set(attribute.name, attribute.get(profile));
  }
  return out;
}

/// A path into a value, for what is not one of the named attributes.
Value member_of(const Value& root, std::string_view rest) {
  return rest.empty() ? Value() : value_at(root, rest);
}

}  // namespace

const Score& Profile::score() const {
  if (!score_) {
    // A metric that read the score would never come to an end.
    const auto metric = [](const void* self, std::string_view path) {
      return path.substr(0, 6) == "score." ? Value() : static_cast<const Profile*>(self)->get(path);
    };
    score_ = score_of(state_, file_, at_.ms, {this, metric});
  }
  return *score_;
}

Value Profile::get(std::string_view path) const {
  const std::size_t first = path.find('.');
  const std::string_view group = path.substr(0, first);
  const std::string_view rest =
      first == std::string_view::npos ? std::string_view() : path.substr(first + 1);
  if (group == "page") return member_of(here_.page, rest);
  if (group == "device_id") return Value(here_.device_id);
  if (group == "device") return rest == "kind" ? Value(here_.device_kind) : Value();
  if (group == "locale") return rest.empty() ? Value(here_.locale) : Value();
  for (const PlainAttribute& attribute : plain_attributes()) {
    if (attribute.group == group && attribute.name == rest) return attribute.get(*this);
  }
  if (group == "user") return member_of(state_.traits, rest);
  if (group == "account") return member_of(state_.account_traits, rest);
  // The last part is the question, what is before it the name: of an event it may have dots.
  const std::size_t last = rest.rfind('.');
  if (last == std::string_view::npos) return {};
  if (group == "score") {
    return rest.substr(0, last) == "dimensions" ? dimension_of(*this, rest.substr(last + 1))
                                                : Value();
  }
  for (const NamedAttribute& attribute : named_attributes()) {
    if (attribute.group == group && attribute.name == rest.substr(last + 1)) {
      return attribute.get(*this, rest.substr(0, last));
    }
  }
  return {};
}

Attributes Profile::attributes() const {
  return {this, [](const void* self, std::string_view path) {
            return static_cast<const Profile*>(self)->get(path);
          }};
}

Value Profile::all() const {
  Value out = Value::object()
                  .set("user", traits_with(state_.traits, *this, "user"))
                  .set("account", traits_with(state_.account_traits, *this, "account"))
                  .set("page", here_.page)
                  .set("device_id", here_.device_id)
                  .set("device", Value::object().set("kind", here_.device_kind))
                  .set("locale", here_.locale);
  for (const PlainAttribute& attribute : plain_attributes()) {
    if (attribute.group == "user" || attribute.group == "account") continue;
    if (attribute.name.empty()) {
      out.set(attribute.group, attribute.get(*this));
      continue;
    }
    if (out.find(attribute.group) == nullptr) out.set(attribute.group, Value::object());
    out.find(attribute.group)->set(attribute.name, attribute.get(*this));
  }
  for (const NamedAttribute& attribute : named_attributes()) {
    if (out.find(attribute.group) == nullptr) out.set(attribute.group, Value::object());
    Value& group = *out.find(attribute.group);
    for (const std::string_view name : attribute.names(file_)) {
      if (group.find(name) == nullptr) group.set(name, Value::object());
      group.find(name)->set(attribute.name, attribute.get(*this, name));
    }
  }
  return out;
}

}  // namespace docent
