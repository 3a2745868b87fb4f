// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "docent/json.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <numeric>
#include <utility>
#include <vector>

#include "order.hpp"

namespace docent {
namespace {

/// Above this many members an object is searched by sorting, so that a hostile text costs no
/// square.
constexpr std::size_t kScanLimit = 16;

/// Leaves each key once: at its first place, with its last value, as JavaScript does.
void keep_last_of_each_key(Value::Object& members) {
  const std::size_t count = members.size();
  if (count <= kScanLimit) {
    bool repeated = false;
    for (std::size_t i = 1; i < count && !repeated; ++i) {
      for (std::size_t j = 0; j < i && !repeated; ++j) repeated = members[i].key == members[j].key;
    }
    if (!repeated) return;
  }
  const std::vector<std::uint32_t> order = order_of(
      count, [&](std::uint32_t a, std::uint32_t b) { return members[a].key < members[b].key; });
  std::vector<bool> dropped(count, false);
  bool any = false;
  for (std::size_t begin = 0; begin < count;) {
    std::size_t end = begin + 1;
    while (end < count && members[order[end]].key == members[order[begin]].key) {
      dropped[order[end]] = true;
      any = true;
      ++end;
    }
    if (end - begin > 1) members[order[begin]].value = std::move(members[order[end - 1]].value);
    begin = end;
  }
  if (!any) return;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (dropped[i]) continue;
    if (kept != i) members[kept] = std::move(members[i]);
    ++kept;
  }
  members.resize(kept);
}

/// nlohmann's events, turned into a Value.
class Builder {
 public:
  explicit Builder(int max_depth) : max_depth_(max_depth) {}

  bool null() { return add(Value()); }
  bool boolean(bool value) { return add(Value(value)); }
  bool number_integer(std::int64_t value) { return add(Value(static_cast<double>(value))); }
  bool number_unsigned(std::uint64_t value) { return add(Value(static_cast<double>(value))); }
  bool number_float(double value, const std::string&) { return add(Value(value)); }
  bool string(std::string& value) { return add(Value(std::move(value))); }
  bool binary(std::vector<std::uint8_t>&) { return false; }  // not in JSON texts
  bool start_object(std::size_t) { return open(Value::object()); }
  bool start_array(std::size_t) { return open(Value::array()); }
  bool end_object() {
    keep_last_of_each_key(open_.back().container.as_object());
    return close();
  }
  bool end_array() { return close(); }
  bool key(std::string& value) {
    open_.back().key = std::move(value);
    return true;
  }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) {
    error_position_ = position;
    return false;
  }

  Value take() { return std::move(result_); }
  bool too_deep() const { return too_deep_; }
  /// How many bytes had been read when it went wrong.
  std::size_t error_position() const { return error_position_; }

 private:
  struct Open {
    Value container;
    std::string key;  ///< of the member that is being read
  };

  bool open(Value container) {
    if (open_.size() >= static_cast<std::size_t>(std::max(max_depth_, 0))) {
      too_deep_ = true;
      return false;
    }
    open_.push_back(Open{std::move(container), {}});
    return true;
  }

  bool close() {
    Value done = std::move(open_.back().container);
    open_.pop_back();
    return add(std::move(done));
  }

  bool add(Value value) {
    if (open_.empty()) {
      result_ = std::move(value);
      return true;
    }
    Open& top = open_.back();
    if (top.container.is_array()) {
      top.container.as_array().push_back(std::move(value));
    } else {
      top.container.as_object().push_back(Value::Member{std::move(top.key), std::move(value)});
      top.key.clear();
    }
    return true;
  }

  int max_depth_;
  std::vector<Open> open_;
  Value result_;
  bool too_deep_ = false;
  std::size_t error_position_ = 0;
};

std::string place_of(std::string_view text, std::size_t bytes_read) {
  const std::size_t at = std::min(bytes_read == 0 ? 0 : bytes_read - 1, text.size());
  std::size_t line = 1;
  std::size_t column = 1;
  for (std::size_t i = 0; i < at; ++i) {
    if (text[i] == '\n') {
      ++line;
      column = 1;
    } else if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) {
      ++column;  // a character, not each of its bytes
    }
  }
  return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

void write_string(std::string& out, std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  std::size_t copied = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
    out.append(text, copied, i - copied);
    copied = i + 1;
    out += '\\';
    switch (byte) {
      case '"':
        out += '"';
        break;
      case '\\':
        out += '\\';
        break;
      case '\b':
        out += 'b';
        break;
      case '\f':
        out += 'f';
        break;
      case '\n':
        out += 'n';
        break;
      case '\r':
        out += 'r';
        break;
      case '\t':
        out += 't';
        break;
      default:
        out += "u00";
        out += kHex[byte >> 4];
        out += kHex[byte & 15];
    }
  }
  out.append(text, copied, text.size() - copied);
  out += '"';
}

void write(std::string& out, const Value& value) {
  if (value.is_null()) {
    out += "null";
  } else if (value.is_bool()) {
    out += value.as_bool() ? "true" : "false";
  } else if (value.is_number()) {
    if (std::isfinite(value.as_number())) {
      out += number_text(value.as_number());
    } else {
      out += "null";
    }
  } else if (value.is_string()) {
    write_string(out, value.as_string());
  } else if (value.is_array()) {
    out += '[';
    bool first = true;
    for (const Value& item : value.as_array()) {
      if (!first) out += ',';
      first = false;
      write(out, item);
    }
    out += ']';
  } else {
    out += '{';
    bool first = true;
    for (const Value::Member& member : value.as_object()) {
      if (!first) out += ',';
      first = false;
      write_string(out, member.key);
      out += ':';
      write(out, member.value);
    }
    out += '}';
  }
}

}  // namespace

Result<Value> parse_json(std::string_view text, JsonLimits limits) {
  if (text.size() > limits.max_bytes) {
    return Error{ErrorCode::kTooLarge, "",
                 "The text is " + std::to_string(text.size()) + " bytes long; at most " +
                     std::to_string(limits.max_bytes) + " are read."};
  }
  Builder builder(limits.max_depth);
  if (nlohmann::json::sax_parse(text.data(), text.data() + text.size(), &builder)) {
    return builder.take();
  }
  if (builder.too_deep()) {
    return Error{ErrorCode::kTooDeep, "",
                 "The text is nested deeper than " + std::to_string(limits.max_depth) + " levels."};
  }
  return Error{ErrorCode::kBadJson, "",
               "The text is not JSON at " + place_of(text, builder.error_position()) + "."};
}

std::string write_json(const Value& value) {
  std::string out;
  write(out, value);
  return out;
}

}  // namespace docent
