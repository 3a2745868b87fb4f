// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "bridge.hpp"

#include <emscripten/bind.h>

#include <string>
#include <tuple>

#include "app.hpp"
#include "clock_text.hpp"
#include "docent/json.hpp"
#include "docent/value.hpp"
#include "page_port.hpp"
#include "platform.hpp"
#include "theme.hpp"

namespace studio {
namespace {

using docent::Value;

/// More campaigns than a person reads aloud are left to explain().
constexpr size_t kMirroredCampaigns = 200;

std::string_view name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::kShowing:
      return "showing";
    case Verdict::kWouldShow:
      return "would_show";
    case Verdict::kBlocked:
      return "blocked";
  }
  return "blocked";
}

Value time_json(std::int64_t epoch_ms) {
  return Value::object()
      .set("ms", epoch_ms)
      .set("text", time_text(epoch_ms, app().inspection.offset_min()));
}

Value explanation_json(std::string_view id) {
  const Explanation& explanation = app().inspection.explain(id);
  Value gates = Value::array();
  for (const Gate& gate : explanation.gates) {
    gates.push(Value::object()
                   .set("gate", gate.id)
                   .set("label", gate.label)
                   .set("open", gate.open)
                   .set("code", gate.code)
                   .set("sentence", gate.sentence)
                   .set("comparison", gate.comparison));
  }
  return Value::object()
      .set("campaign", id)
      .set("verdict", name_of(explanation.verdict))
      .set("headline", explanation.headline)
      .set("gates", std::move(gates))
      .set("next", explanation.next_at_ms ? time_json(*explanation.next_at_ms) : Value());
}

Value campaigns_json() {
  Value list = Value::array();
  for (const CampaignRow& row : app().inspection.campaigns()) {
    if (list.as_array().size() == kMirroredCampaigns) break;
    const Explanation& explanation = app().inspection.explain(row.id);
    list.push(Value::object()
                  .set("id", row.id)
                  .set("name", row.name)
                  .set("kind", row.kind)
                  .set("verdict", name_of(explanation.verdict))
                  .set("headline", explanation.headline));
  }
  return list;
}

Value score_json() {
  const Score& score = app().inspection.score();
  Value parts = Value::array();
  for (const ScorePart& part : score.parts) {
    parts.push(Value::object()
                   .set("event", part.event)
                   .set("label", part.label)
                   .set("count", part.count)
                   .set("weight", part.weight)
                   .set("points", part.points));
  }
  Value breakdown = Value::array();
  for (const ScoreDimension& dimension : score.dimensions) {
    breakdown.push(Value::object()
                       .set("label", dimension.label)
                       .set("value", dimension.value)
                       .set("target", dimension.target)
                       .set("points", dimension.points));
  }
  return Value::object()
      .set("value", score.value)
      .set("band", score.band)
      .set("stage", score.stage)
      .set("milestones", score.milestones)
      .set("breakdown", std::move(breakdown))
      .set("parts", std::move(parts));
}

Value steps_json() {
  Value list = Value::array();
  for (const StepRow& step : app().inspection.steps(app().selected)) {
    list.push(Value::object()
                  .set("id", step.id)
                  .set("surface", step.surface)
                  .set("title", step.title)
                  .set("target", step.target));
  }
  return list;
}

Value problems_json() {
  Value list = Value::array();
  for (const Problem& problem : app().inspection.problems()) {
    list.push(Value::object()
                  .set("severity", problem.error ? "error" : "warning")
                  .set("path", problem.path)
                  .set("code", problem.code)
                  .set("message", problem.message));
  }
  return list;
}

Value view_json() {
  const App& studio = app();
  const Inspection& inspection = studio.inspection;
  Value view = Value::object();
  view.set("connected", studio.connected)
      .set("hasFile", inspection.has_file())
      .set("hasState", inspection.has_state());
  view.set("stateError", inspection.state_error()).set("problems", problems_json());
  if (!inspection.has_file() || !inspection.has_state()) return view;
  view.set("revision", inspection.revision())
      .set("user", inspection.user_id())
      .set("anonymous", inspection.anonymous());
  view.set("clock", time_json(inspection.clock_ms()).set("movedByMs", inspection.clock_distance()));
  view.set("campaigns", campaigns_json()).set("selected", studio.selected);
  view.set("explanation", explanation_json(studio.selected))
      .set("steps", steps_json())
      .set("score", score_json());
  view.set("preview", studio.preview ? Value::object()
                                           .set("campaign", studio.preview->campaign)
                                           .set("step", studio.preview->step)
                                           .set("remark", studio.preview->remark)
                                     : Value());
  return view;
}

// What the page calls. Everything that changes what is shown asks for frames.

bool start(std::string selector) {
  if (!start_platform(selector.c_str())) return false;
  set_draw_frame(draw_app);
  return true;
}

void set_campaign_file(std::string json) {
  app().inspection.set_campaign_file(json);
  for (const Problem& problem : app().inspection.problems()) {
    if (problem.error) app().list_problems = true;
  }
  request_frames();
}

void set_state(std::string snapshot, std::string here) {
  app().inspection.set_state(snapshot, here);
  app().connected = true;
  app().was_connected = true;
  request_frames();
}

void set_elapsed(double elapsed_ms) {
  app().inspection.set_elapsed(static_cast<std::int64_t>(elapsed_ms));
  request_frames(1);
}

void disconnect() {
  app().connected = false;
  app().preview.reset();
  request_frames();
}

void set_preview(std::string campaign, std::string step, std::string remark) {
  app().preview = Preview{.campaign = campaign, .step = step, .remark = remark};
  request_frames();
}

void forget_preview() {
  app().preview.reset();
  request_frames();
}

void fail_preview(std::string reason) {
  if (app().preview) app().preview->remark = reason;
  request_frames();
}

bool select(std::string id) {
  request_frames();
  return select_campaign(id);
}

void preview(std::string campaign, std::string step) {
  start_preview(campaign, step);
  request_frames();
}

void move_clock_to(double distance_ms) {
  app().inspection.set_clock_distance(static_cast<std::int64_t>(distance_ms));
  request_frames();
}

void set_dark(bool dark) {
  set_scheme(dark ? Scheme::kDark : Scheme::kLight);
  request_frames();
}

std::string explain(std::string id) { return docent::write_json(explanation_json(id)); }

void key(std::string name, bool down, bool ctrl, bool shift, bool alt, bool meta) {
  press_key(name, down, ctrl, shift, alt, meta);
}

void text(std::string utf8) { type_text(utf8); }

}  // namespace

void tell_changes() {
  const App& studio = app();
  using Seen = std::tuple<std::uint64_t, std::string, bool, std::string>;
  static Seen last;
  Seen seen(studio.inspection.generation(), studio.selected, studio.connected,
            studio.preview ? studio.preview->campaign + "\n" + studio.preview->step + "\n" +
                                 studio.preview->remark
                           : std::string());
  if (seen == last) return;
  last = std::move(seen);
  tell_view(docent::write_json(view_json()));
}

}  // namespace studio

EMSCRIPTEN_BINDINGS(docent_studio) {
  using emscripten::function;
  function("start", &studio::start);
  function("setCampaignFile", &studio::set_campaign_file);
  function("setState", &studio::set_state);
  function("setElapsed", &studio::set_elapsed);
  function("disconnect", &studio::disconnect);
  function("setPreview", &studio::set_preview);
  function("endPreview", &studio::forget_preview);
  function("failPreview", &studio::fail_preview);
  function("select", &studio::select);
  function("explain", &studio::explain);
  function("startPreview", &studio::preview);
  function("moveClockTo", &studio::move_clock_to);
  function("setDark", &studio::set_dark);
  function("resize", &studio::resize_canvas);
  function("movePointer", &studio::move_pointer);
  function("leavePointer", &studio::leave_pointer);
  function("pressButton", &studio::press_button);
  function("turnWheel", &studio::turn_wheel);
  function("pressKey", &studio::key);
  function("typeText", &studio::text);
  function("setFocus", &studio::set_focus);
}
