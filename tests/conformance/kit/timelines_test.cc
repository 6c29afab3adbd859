// Golden vectors of dossiers: what happened to one, and the cells it gives.
#include "motcua/statistics/v1/statistics.pb.h"
#include "services/digitization/domain/contributions.h"
#include "services/digitization/domain/testing.h"
#include "services/intake/domain/contributions.h"
#include "services/payment/domain/contributions.h"
#include "services/payment/domain/testing.h"
#include "services/processing/domain/contributions.h"
#include "services/processing/domain/testing.h"
#include "tests/conformance/kit/vector_file_fixture.h"

namespace motcua::conform {
namespace {

namespace sv1 = statistics::v1;

std::string NameOf(statistics::Channel channel) {
  return type::v1::Channel_Name(static_cast<type::v1::Channel>(channel));
}
std::string NameOf(statistics::Counter counter) {
  return sv1::Counter_Name(static_cast<sv1::Counter>(counter));
}
std::string TimeOf(absl::Time time) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%S", time, LocalZone());
}
Json DayOrNull(std::optional<Day> day) { return day ? Json(FormatDay(*day)) : Json(); }

Json CellsOf(const statistics::Deltas& deltas) {
  Json cells = Json::array();
  for (const auto& [key, value] : deltas.values()) {
    Json cell = {{"agency", key.agency},           {"procedure", key.procedure},
                 {"channel", NameOf(key.channel)}, {"day", FormatDay(key.day)},
                 {"counter", NameOf(key.counter)}, {"value", value}};
    if (!key.responsible_agency.empty()) cell["responsible_agency"] = key.responsible_agency;
    cells.push_back(cell);
  }
  return cells;
}

Json Vector(const char* source, const char* about, Json dossier, const statistics::Deltas& cells) {
  return {{"source", source},
          {"about", about},
          {"dossier", std::move(dossier)},
          {"cells", CellsOf(cells)}};
}

Json FactOf(const processing::Fact& fact) {
  Json json = {{"time", TimeOf(fact.time)}};
  if (const auto* due = std::get_if<processing::DueFrom>(&fact.what)) {
    json["due_day"] = DayOrNull(due->day);
  } else if (const auto* paused = std::get_if<processing::Paused>(&fact.what)) {
    static const char* const kKinds[] = {"", "supplement", "obligation", "other_body"};
    json["paused"] = kKinds[static_cast<int>(paused->kind)];
  } else if (std::holds_alternative<processing::Resumed>(fact.what)) {
    json["resumed"] = true;
  } else if (const auto* moved = std::get_if<processing::MovedTo>(&fact.what)) {
    json["moved_to"] = moved->agency;
  } else if (const auto* ended = std::get_if<processing::Ended>(&fact.what)) {
    static const char* const kEnds[] = {"", "finished", "withdrawn", "stopped", "refused"};
    json["ended"] = kEnds[static_cast<int>(ended->how)];
  } else if (std::holds_alternative<processing::Reopened>(fact.what)) {
    json["reopened"] = true;
  } else if (std::holds_alternative<processing::Apologised>(fact.what)) {
    json["apologised"] = true;
  } else if (std::holds_alternative<processing::Extended>(fact.what)) {
    json["extended"] = true;
  } else {
    json["counts"] = "nothing";
  }
  return json;
}

Json VectorOf(const char* about, const processing::Story& story) {
  const processing::Case& dossier = story.dossier();
  Json legs = Json::array();
  for (const processing::Leg& leg : dossier.legs) {
    Json facts = Json::array();
    for (const processing::Fact& fact : leg.facts) facts.push_back(FactOf(fact));
    legs.push_back({{"channel", NameOf(leg.channel)},
                    {"first_holder", leg.first_holder},
                    {"receive_time", TimeOf(leg.receive_time)},
                    {"facts", facts}});
  }
  return Vector("processing", about,
                {{"procedure", dossier.procedure}, {"void", dossier.voided}, {"legs", legs}},
                processing::Contributions(dossier));
}

void AddProcessing(Json& vectors) {
  using namespace processing;  // NOLINT: the words of one domain
  const auto add = [&](const char* about, const Story& story) {
    vectors.push_back(VectorOf(about, story));
  };
  add("received, due on the 10th: overdue is written in advance", Story(March(10)));
  Story early(March(10));
  add("finished the evening before", early.Then(MarchAt(9, 23, 59), Finish{}));
  Story on_time(March(10));
  add("finished in the last minute of the due day", on_time.Then(MarchAt(10, 23, 59), Finish{}));
  Story late(March(10));
  add("finished at the first moment of the next day", late.Then(MarchAt(11, 0), Finish{}));
  Story undated(std::nullopt);
  add("without a due date", undated.Then(MarchAt(3, 9), Finish{}));
  Story same_day(March(1));
  add("paused and withdrawn on the day of its receipt",
      same_day.Then(MarchAt(1, 10), Pause{}).Then(MarchAt(1, 11), Withdraw{""}));
  Story paused(March(4));
  add("paused while overdue, resumed with a later due day",
      paused.Then(MarchAt(8, 9), Pause{}).Then(MarchAt(10, 9), Resume{}));
  Story moved(March(10));
  add("transferred while it waits for an obligation",
      moved.Then(MarchAt(3, 9), Pause{0, PauseKind::kObligation, ""})
          .Then(MarchAt(4, 9), Transfer{0, "so-y-te"}));
  Story linked(March(10));
  add("a linked leg, finished on time; the own leg goes on",
      linked.Then(MarchAt(2, 9), HandOver{"chi-cuc-thue", March(4)})
          .Then(MarchAt(4, 9), FinishLeg{1}));
  Story late_linked(March(10));
  add("late by a linked agency, which apologised",
      late_linked.Then(MarchAt(2, 9), HandOver{"chi-cuc-thue", March(4)})
          .Then(MarchAt(2, 12), Apology(1))
          .Then(MarchAt(14, 9), FinishLeg{1})
          .Then(MarchAt(15, 9), Finish{}));
  Story extended(March(4));
  add("extended, and late all the same",
      extended.Then(MarchAt(3, 9), Extension(0, March(8))).Then(MarchAt(9, 9), Finish{}));
  Story reopened(March(3));
  add("reopened when its due day has passed, then stopped",
      reopened.Then(MarchAt(3, 9), Finish{})
          .Then(MarchAt(5, 9), Reopen{"error"})
          .Then(MarchAt(7, 9), Stop{"fraud"}));
  Story voided(March(3));
  add("void: nothing of it counts",
      voided.Then(MarchAt(8, 9), Finish{}).Then(MarchAt(9, 9), Void{"double"}));
}

void AddIntake(Json& vectors) {
  const auto add = [&](const char* about, const intake::Dossier& dossier) {
    Json supplements = Json::array();
    for (const Day day : dossier.supplement_days) supplements.push_back(FormatDay(day));
    vectors.push_back(Vector("intake", about,
                             {{"agency", dossier.agency},
                              {"procedure", dossier.procedure},
                              {"channel", NameOf(dossier.channel)},
                              {"void", dossier.status == intake::Status::kVoid},
                              {"file_time", TimeOf(dossier.file_time)},
                              {"refused_day", DayOrNull(dossier.refused_day)},
                              {"supplement_days", supplements},
                              {"postal_out_day", DayOrNull(dossier.postal_out_day)}},
                             intake::Contributions(dossier)));
  };
  const Day day = *ParseDay("2022-03-15");
  intake::Dossier dossier;
  dossier.agency = "so-tu-phap";
  dossier.procedure = "khai-sinh";
  dossier.file_time = StartOfDay(day + 1) - absl::Minutes(1);
  add("filed online a minute before midnight", dossier);
  dossier.channel = statistics::Channel::kPost;
  dossier.supplement_days = {day + 1, day + 1, day + 4};
  dossier.postal_out_day = day + 9;
  add("by post both ways, three supplement requests", dossier);
  dossier.postal_out_day.reset();
  dossier.refused_day = day + 5;
  add("not accepted in the end", dossier);
  dossier.status = intake::Status::kVoid;
  add("void: nothing of it counts", dossier);
}

void AddDigitization(Json& vectors) {
  const auto add = [&](const char* about, const digitization::Folder& folder) {
    const digitization::Completeness components = digitization::CompletenessOf(folder);
    const auto receipt = *digitization::ReceiptOf(folder);
    const auto finish = digitization::FinishOf(folder);
    Json result;
    if (!folder.results.empty()) {
      result = {{"doubtful", digitization::Doubtful(folder)},
                {"valid_to", DayOrNull(folder.results.back().valid_to)}};
    }
    Json finished;
    if (finish) finished = {{"agency", finish->agency}, {"time", TimeOf(finish->time)}};
    vectors.push_back(Vector(
        "digitization", about,
        {{"agency", receipt.agency},
         {"procedure", receipt.procedure.id},
         {"channel", NameOf(receipt.channel)},
         {"receive_time", TimeOf(receipt.time)},
         {"void", folder.voided},
         {"components",
          {{"any", components.any}, {"full", components.full}, {"reused", components.reused}}},
         {"finish", finished},
         {"newest_result", result}},
        digitization::Contributions(folder)));
  };
  digitization::Desk desk;
  desk.Receive();
  add("received", *desk.folder);
  desk.Digitize("don", '2');
  desk.Digitize("ban-ve", '4');
  add("every required component digitized", *desk.folder);
  desk.Finish(digitization::At("2022-04-12", 16));
  add("finished, its result on paper", *desk.folder);
  digitization::AttachResult result = desk.ResultOf('9');
  desk.context.event_time = digitization::At("2022-04-13", 9);
  desk.Do(result);
  add("its result digitized", *desk.folder);
  desk.folder->results.back().valid_to = digitization::D("2022-12-31");
  add("in force until the end of the year", *desk.folder);
}

void AddPayment(Json& vectors) {
  const auto add = [&](const char* about, const payment::Story& story) {
    const payment::Account& account = story.account();
    Json obligations = Json::array();
    for (std::size_t i = 0; i < account.obligations.size(); ++i) {
      const auto& one = account.obligations[i];
      const bool financial = one.kind == payment::ObligationKind::kFinancialObligation;
      obligations.push_back(
          {{"financial_obligation", financial},
           {"cancelled", one.cancelled},
           {"dong", one.cancelled ? 0 : payment::AmountOf(account, static_cast<int>(i) + 1)}});
    }
    Json payments = Json::array();
    for (const auto& one : account.payments) {
      if (one.state != payment::PaymentState::kPosted) continue;
      payments.push_back({{"channel", payment::NameOf(one.channel)},
                          {"day", FormatDay(LocalDay(*one.pay_time))},
                          {"dong", one.received_dong}});
    }
    Json refunds = Json::array();
    for (const auto& one : account.refunds) {
      if (one.state != payment::RefundState::kPosted) continue;
      Json parts = Json::object();
      for (const auto& [channel, dong] : one.parts) parts[payment::NameOf(channel)] = dong;
      refunds.push_back(
          {{"day", FormatDay(LocalDay(one.post_time))}, {"dong", one.amount_dong}, {"of", parts}});
    }
    vectors.push_back(Vector("payment", about,
                             {{"agency", account.facts.agency},
                              {"procedure", account.facts.procedure},
                              {"channel", NameOf(account.facts.channel)},
                              {"receive_time", TimeOf(account.facts.receive_time)},
                              {"obligations", obligations},
                              {"payments", payments},
                              {"refunds", refunds},
                              {"receipt_in_force", payment::CollectedDong(account) > 0}},
                             payment::Contributions(account)));
  };
  using payment::PaymentChannel;
  add("free", payment::Story(0));
  add("a fee and a charge, unpaid", payment::Story(100'000, 50'000));
  payment::Story paid(100'000);
  paid.At(2, 9).Confirm(100'000, "FT1", 0, PaymentChannel::kNationalPortal);
  add("paid on the national portal, no receipt yet", paid);
  paid.At(3, 9).Then(payment::IssueReceipt{"AA/22E"});
  add("and recorded", paid);
  payment::Story twice(100'000);
  twice.At(2, 9)
      .Confirm(100'000, "FT1")
      .Confirm(100'000, "FT2", 0, PaymentChannel::kNationalPortal);
  add("paid twice, on both", twice);
  twice.At(4, 9)
      .Then(payment::OrderRefund{std::nullopt, "twice"})
      .At(5, 9)
      .Then(payment::ConfirmRefund{1});
  add("one of the two sent back", twice);
  payment::Story counter(30'000);
  counter.At(1, 10).Then(payment::CollectPayment{PaymentChannel::kCounter, std::nullopt, "AA/22E"});
  add("collected at the counter with a receipt", counter);
}

TEST(TimelinesTest, GiveTheirCells) {
  Json vectors = Json::array();
  AddProcessing(vectors);
  AddIntake(vectors);
  AddDigitization(vectors);
  AddPayment(vectors);
  CompareOrMake("timelines.json", vectors);
}

}  // namespace
}  // namespace motcua::conform
