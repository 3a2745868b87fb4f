// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "docent/result.hpp"
#include "docent/value.hpp"

namespace docent {

inline constexpr std::int64_t kSecondMs = 1000;
inline constexpr std::int64_t kMinuteMs = 60 * kSecondMs;
inline constexpr std::int64_t kHourMs = 60 * kMinuteMs;
inline constexpr std::int64_t kDayMs = 24 * kHourMs;

/// The longest id of a command, a document, a user or an account, in bytes (design §5).
inline constexpr std::size_t kMaxIdBytes = 128;
/// How deep the JSON of a batch may be; a snapshot, which holds parts of it, may be as deep.
inline constexpr int kMaxBatchDepth = 40;

/// The local day of an instant: days since 1970-01-01 in the user's own time.
std::int32_t local_day(std::int64_t now_ms, std::int32_t offset_min);

/// A local day as `YYYY-MM-DD` (proleptic Gregorian).
std::string day_text(std::int32_t day);

/// The epoch milliseconds of an RFC 3339 instant, or of a number of them; 0 when it is neither.
std::int64_t instant_ms(const Value& value);

/// The document that is stepping the engine.
struct Here {
  std::string
      id;  ///< UUIDv7, new for every batch; becomes the id of a prompt or a day that begins in it
  std::string tab;  ///< random per document
  std::int64_t now_ms = 0;
  std::int32_t offset_min = 0;  ///< minutes east of UTC, −1,080..1,080
  bool visible = false;
  std::string locale;  ///< BCP 47
  Value page;          ///< object: path, url, host, query, hash, title, referrer, name
  std::string device_id, device_kind;
  std::string showing;                    ///< the prompt on screen here; empty: none
  std::vector<std::string> passive = {};  ///< the passive prompts on screen here
  std::vector<std::string> open = {};     ///< those the user has opened
  bool typing = false;                    ///< the user types in a field of the host page
};

/// What happened, when and in which tab. `body` is the whole JSON object.
struct Command {
  std::string type, id, tab;
  std::int64_t now_ms = 0;
  std::int32_t offset_min = 0;
  Value body;
  std::string path;  ///< in its batch: what is wrong with it is told from there
};

/// What one transaction found.
struct Batch {
  Here here;
  std::vector<Command> commands;
};

/// Reads `here`. Absent fields take their defaults; a wrong type is an error.
Result<Here> read_here(const Value& json);

/// Reads a batch (docs/engine.md). A command that cannot be read is left out and its error added to
/// `errors`; one that says it comes from later than `here` is as late as that.
Result<Batch> read_batch(const Value& json, std::vector<Error>& errors);

}  // namespace docent
