// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "docent/engine.hpp"
#include "docent/json.hpp"

namespace docent::fuzz {

/// A user's life made from bytes: each decides what happens next, in which of three tabs, how much
/// later. The tabs behave as the shell does, mostly. Two engines live it, of which one is restarted
/// from its own snapshot whenever the bytes say so: both must say the same, and the rules of
/// rules.hpp must hold after every batch.
class RandomLife {
 public:
  explicit RandomLife(std::string_view bytes);

  /// Lives until the bytes are used up: the first rule that was broken, or "".
  std::string live();

 private:
  struct Tab {
    std::string prompt, step;  ///< asked for last
    std::string showing;       ///< on screen
    bool visible = true;
    std::string held;          ///< the prompt it was told to show, since when it has the place
    std::int64_t held_ms = 0;  ///< of the life
  };

  std::uint8_t next_byte();
  const char* one_of(std::initializer_list<const char*> words);
  std::string new_id();
  std::string tab_name() const { return "t" + std::to_string(tab_); }
  Tab& tab() { return tabs_[tab_]; }

  void let_time_pass();
  void do_something();
  void add(std::string_view type, Value fields = Value::object());
  void answer();
  void identify();
  void reload();
  Value here();
  /// Sends what was done.
  std::string step();
  /// Whether explain foretells what an empty batch does.
  std::string broken_foretelling();
  std::string handle(const Value& batch);
  void obey(const Value& effects);
  std::string broken_rule_of_posts(const Value& effects);
  /// The engine's clock runs as the real one does, whatever is done to that one.
  std::string broken_rule_of_clock(const UserState& before) const;
  /// One prompt is on screen in one tab.
  std::string broken_rule_of_places(const Value& effects);

  std::string_view bytes_;
  Engine engine_;
  Engine restarted_;
  const Value& file_;
  Value commands_ = Value::array();
  Tab tabs_[3];
  std::size_t tab_ = 0;
  std::int64_t now_ms_ = 1'795'280'400'000;
  std::int64_t lived_ms_ = 0;  ///< steps back left out
  std::int64_t ahead_ms_ = 0;  ///< of commands that a clock stamped which is right by now
  std::int32_t offset_min_ = 60;
  int ids_ = 0;
  std::map<std::string, std::string> kept_;                      ///< snapshots by user
  std::map<std::string, std::pair<double, std::string>> posts_;  ///< the latest revision by day
};

}  // namespace docent::fuzz
