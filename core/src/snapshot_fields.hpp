// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "docent/result.hpp"
#include "docent/state.hpp"
#include "docent/value.hpp"
#include "snapshot_line.hpp"

namespace docent {

/// Reads or writes the members of one JSON object from one list of fields, so that the two cannot
/// disagree. Written: what is at its default is left out. Read: the first member of a wrong type
/// marks the whole snapshot as damaged.
class Fields {
 public:
  /// Writes into an object.
  explicit Fields(Value& out) : out_(&out) {}
  /// Reads from a value; `damage` is filled when something is wrong.
  Fields(const Value& in, std::string path, Error& damage);

  bool writes() const { return out_ != nullptr; }
  /// What the lines below tell their times and days from.
  void count_from(const Frame& frame) { frame_ = frame; }

  void operator()(std::string_view key, std::string& text);
  void operator()(std::string_view key, bool& flag);
  void operator()(std::string_view key, std::int64_t& number);
  void operator()(std::string_view key, std::int32_t& number);
  void operator()(std::string_view key, std::optional<double>& number);
  void operator()(std::string_view key, Value& value);
  void operator()(std::string_view key, DayCounts& days);
  void operator()(std::string_view key, std::vector<std::string>& texts);
  void operator()(std::string_view key, std::vector<std::int64_t>& numbers);
  void operator()(std::string_view key, std::map<std::string, std::int64_t>& numbers);
  void operator()(std::string_view key, Consent& consent);

  /// An object of its own; left out when it is empty.
  template <typename T>
  void object(std::string_view key, T& value, void (*each)(Fields&, T&)) {
    Value json = Value::object();
    if (const Value* in = sub_object(key)) {
      Fields inner = below(*in, key);
      each(inner, value);
    } else if (writes()) {
      Fields inner = into(json);
      each(inner, value);
      put(key, std::move(json));
    }
  }
  template <typename T>
  void object(std::string_view key, std::optional<T>& value, void (*each)(Fields&, T&)) {
    if (!writes() && find(key) != nullptr) value.emplace();
    if (value) object(key, *value, each);
  }
  /// A list of objects.
  template <typename T>
  void list(std::string_view key, std::vector<T>& values, void (*each)(Fields&, T&)) {
    if (!writes()) {
      const Value* in = sub_array(key);
      for (std::size_t i = 0; in != nullptr && i < in->as_array().size(); ++i) {
        Fields inner = below(in->as_array()[i], key);
        each(inner, values.emplace_back());
      }
      return;
    }
    Value json = Value::array();
    for (T& value : values) {
      Fields inner = into(json.push(Value::object()).as_array().back());
      each(inner, value);
    }
    put(key, std::move(json));
  }
  /// Objects by name.
  template <typename T>
  void by_name(std::string_view key, std::map<std::string, T>& values, void (*each)(Fields&, T&)) {
    if (!writes()) {
      const Value* in = sub_object(key);
      for (std::size_t i = 0; in != nullptr && i < in->as_object().size(); ++i) {
        const Value::Member& member = in->as_object()[i];
        Fields inner = below(member.value, key);
        each(inner, values[member.key]);
      }
      return;
    }
    Value json = Value::object();
    for (auto& [name, value] : values) {
      Value item = Value::object();
      Fields inner = into(item);
      each(inner, value);
      json.set(name, std::move(item));
    }
    put(key, std::move(json));
  }
  /// Lines by name.
  template <typename T>
  void lines(std::string_view key, std::map<std::string, T>& values, void (*each)(Line&, T&)) {
    if (!writes()) {
      const Value* in = sub_object(key);
      for (std::size_t i = 0; in != nullptr && i < in->as_object().size(); ++i) {
        const Value::Member& member = in->as_object()[i];
        const std::string_view text =
            member.value.is_string() ? std::string_view(member.value.as_string()) : "-";
        Line line(frame_, text);
        each(line, values[member.key]);
        if (!line.ok()) damaged(key, "records");
      }
      return;
    }
    Value json = Value::object();
    for (auto& [name, value] : values) {
      Line line(frame_);
      each(line, value);
      json.set(name, line.take());
    }
    put(key, std::move(json));
  }
  /// Numbers and times together as one line.
  template <typename T>
  void line(std::string_view key, T& value, void (*each)(Line&, T&)) {
    std::string text;
    if (writes()) {
      Line out(frame_);
      each(out, value);
      text = out.take();
      if (text == "0") text.clear();
    }
    (*this)(key, text);
    if (writes()) return;
    Line in(frame_, text);
    each(in, value);
    if (!in.ok()) damaged(key, "a record");
  }
  /// One line for each, as a list.
  template <typename T>
  void lines(std::string_view key, std::vector<T>& values, void (*each)(Line&, T&)) {
    std::vector<std::string> texts;
    if (writes()) {
      for (T& value : values) {
        Line line(frame_);
        each(line, value);
        texts.push_back(line.take());
      }
    }
    (*this)(key, texts);
    if (writes()) return;
    for (const std::string& text : texts) {
      Line line(frame_, text);
      each(line, values.emplace_back());
      if (!line.ok()) damaged(key, "a record");
    }
  }

  void damaged(std::string_view key, std::string_view wanted);

 private:
  Fields(Value* out, const Frame& frame) : out_(out), frame_(frame) {}
  Fields into(Value& out) const { return {&out, frame_}; }
  Fields below(const Value& in, std::string_view key) const;
  const Value* find(std::string_view key) const;
  const Value* want(std::string_view key, bool (Value::*is)() const, std::string_view wanted);
  const Value* sub_object(std::string_view key);
  const Value* sub_array(std::string_view key);
  bool whole_number(std::string_view key, double most, std::int64_t& out);
  void put(std::string_view key, Value value);

  Value* out_ = nullptr;
  const Value* in_ = nullptr;
  std::string path_;
  Error* damage_ = nullptr;
  Frame frame_;
};

}  // namespace docent
