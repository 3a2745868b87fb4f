// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

/// \file
/// What the Studio knows: the app's campaign file and state, restored into an engine of its own,
/// asked at a time of the reader's choosing. Nothing here touches the app's state or draws
/// anything.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace studio {

/// How a campaign stands at the clock's time.
enum class Verdict {
  kShowing,    ///< it is on the user's screen
  kWouldShow,  ///< every gate is open
  kBlocked,    ///< at least one gate is closed
};

/// One gate of the decision, as a person reads it.
struct Gate {
  std::string id;          ///< "audience"
  std::string label;       ///< "Audience"
  std::string code;        ///< "condition_false"
  std::string sentence;    ///< "user.age_days is 31; the audience asks for less than 14."
  std::string comparison;  ///< the numbers compared, short: "31, wanted < 14"; may be empty
  bool open = false;
};

/// Why one campaign is, or is not, shown.
struct Explanation {
  Verdict verdict = Verdict::kBlocked;
  std::vector<Gate> gates;
  std::optional<std::int64_t> next_at_ms;  ///< when time alone will have opened every gate
  std::string headline;                    ///< the verdict in a few words

  /// The first closed gate, or nullptr.
  [[nodiscard]] const Gate* first_closed() const;
};

struct StepRow {
  std::string id;
  std::string surface;  ///< "tooltip"
  std::string title;   ///< in the user's language; the question or the body where there is no title
  std::string target;  ///< the first locator, or empty
};

struct CampaignRow {
  std::string id;
  std::string name;
  std::string kind;
};

/// What one event adds to the score.
struct ScorePart {
  std::string event;
  std::string label;
  double count = 0;  ///< decayed by the event's half-life
  double weight = 0;
  double points = 0;                     ///< of 100
  std::optional<double> half_life_days;  ///< none: it never decays
  bool core = false;
};

/// A part of a score that has several.
struct ScoreDimension {
  std::string label;
  double value = 0;  ///< the metric, or the weighted sum of the events
  double target = 0;
  double points = 0;  ///< of 100
};

struct Band {
  std::string id;
  std::string label;
  double from = 0;
};

struct Score {
  double value = 0;  ///< 0…100
  std::string band;  ///< the band's label
  double target = 100;
  std::vector<ScoreDimension> dimensions;  ///< in file order; empty: the score is one sum
  std::vector<ScorePart> parts;            ///< the greatest contribution first
  std::vector<Band> bands;
  std::string stage;       ///< the lifecycle stage's label, or empty
  std::string milestones;  ///< "1 of 3 milestones, next: First payment", or empty
};

struct Problem {
  bool error = true;
  std::string path;  ///< JSON pointer
  std::string code;
  std::string message;
};

/// What is taken to happen between the app's present and a moved clock.
enum class Assumption {
  kNothing,   ///< time passes, nobody does anything
  kPageView,  ///< the user opens the page once more at the clock's time
};

class Inspection {
 public:
  Inspection();
  ~Inspection();
  Inspection(const Inspection&) = delete;
  Inspection& operator=(const Inspection&) = delete;

  /// Takes over a campaign file. One with errors leaves the file before in force and only lists its
  /// problems.
  void set_campaign_file(std::string_view json);
  /// Takes over the app's snapshot and where it is (`here` of docs/engine.md). The clock keeps its
  /// distance to the app's present.
  void set_state(std::string_view snapshot, std::string_view here);
  /// The app is gone or not there yet.
  void clear_state();
  /// How long ago the state came, so that the app's present goes on between two states.
  void set_elapsed(std::int64_t elapsed_ms);

  /// Moves the clock to `distance_ms` after the app's present; 0 to 1,000 days. A state cannot be
  /// un-lived, so never before it.
  void set_clock_distance(std::int64_t distance_ms);
  [[nodiscard]] std::int64_t clock_distance() const;
  /// The clock's time (epoch milliseconds) and the user's UTC offset.
  [[nodiscard]] std::int64_t clock_ms() const;
  [[nodiscard]] int offset_min() const;

  /// Counts only while the clock is moved.
  void set_assumption(Assumption assumption);
  [[nodiscard]] Assumption assumption() const;

  [[nodiscard]] bool has_file() const;
  [[nodiscard]] bool has_state() const;
  /// The reason a state could not be restored; empty when it could.
  [[nodiscard]] const std::string& state_error() const;

  [[nodiscard]] const std::vector<CampaignRow>& campaigns() const;
  [[nodiscard]] const CampaignRow* find(std::string_view id) const;
  /// Nothing known of that campaign gives a blocked explanation without gates. Asked once per
  /// change, then remembered.
  [[nodiscard]] const Explanation& explain(std::string_view id) const;
  [[nodiscard]] std::vector<StepRow> steps(std::string_view id) const;
  [[nodiscard]] const Score& score() const;
  [[nodiscard]] const std::vector<Problem>& problems() const;
  [[nodiscard]] std::string_view revision() const;
  /// The user's id, or the anonymous one.
  [[nodiscard]] std::string_view user_id() const;
  [[nodiscard]] bool anonymous() const;
  [[nodiscard]] std::string_view page_path() const;
  /// Grows whenever an answer of this class may have changed.
  [[nodiscard]] std::uint64_t generation() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace studio
