#include "services/portal/convert.h"

#include "common/rpc/request.h"

namespace motcua::portal {

void Fill(const Objection& objection, const std::string& subject, v1::Problem& out) {
  out.set_kind(static_cast<v1::ProblemKind>(objection.kind));
  out.set_subject(subject);
  out.set_count(1);
  out.set_detail(objection.detail);
  out.set_text_vi(TextVi(objection.kind));
}

void Fill(const Problem& problem, v1::Problem& out) {
  Fill(Objection{problem.kind, problem.detail}, problem.subject, out);
  *out.mutable_first_time() = rpc::ToTimestamp(problem.first_time);
  *out.mutable_last_time() = rpc::ToTimestamp(problem.last_time);
  out.set_count(problem.count);
  if (problem.passed_time) *out.mutable_passed_time() = rpc::ToTimestamp(*problem.passed_time);
}

void Fill(const Line& line, v1::ProvinceLine& out) {
  out.set_received(line.received);
  out.set_received_online(line.received_online);
  out.set_carried_over(line.carried_over);
  out.set_finished_early(line.finished_early);
  out.set_finished_on_time(line.finished_on_time);
  out.set_finished_late(line.finished_late);
  out.set_finished_undated(line.finished_undated);
  out.set_ended_otherwise(line.ended_otherwise);
  out.set_open(line.open);
  out.set_overdue(line.overdue);
  out.set_moved(line.moved);
  out.set_results_finished(line.results_finished);
  out.set_results_synced(line.results_synced);
}

void Fill(const HeldSnapshot& snapshot, v1::HeldSnapshot& out) {
  out.set_name(snapshot.head.name);
  out.mutable_period()->set_first_day(FormatDay(snapshot.head.first));
  out.mutable_period()->set_last_day(FormatDay(snapshot.head.last));
  out.set_number(snapshot.head.number);
  out.set_provisional(snapshot.head.provisional);
  out.set_digest(snapshot.digest);
  out.set_key_id(snapshot.key_id);
  *out.mutable_receive_time() = rpc::ToTimestamp(snapshot.receive_time);
}

void Fill(const std::string& province, FaultInjector& faults, v1::Faults& out) {
  const FaultPlan plan = faults.plan();
  out.set_province("provinces/" + province);
  out.set_refuse_per_mille(plan.refuse_per_mille);
  out.set_delay_per_mille(plan.delay_per_mille);
  out.set_delay_ms(plan.delay_ms);
  out.set_duplicate_per_mille(plan.duplicate_per_mille);
  out.set_forget_per_mille(plan.forget_per_mille);
  out.set_seed(plan.seed);
  const FaultCounts counts = faults.counts();
  out.set_refused(counts.refused);
  out.set_delayed(counts.delayed);
  out.set_duplicated(counts.duplicated);
  out.set_forgotten(counts.forgotten);
}

}  // namespace motcua::portal
