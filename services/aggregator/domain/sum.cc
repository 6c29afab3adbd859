#include "services/aggregator/domain/sum.h"

#include <algorithm>
#include <utility>

namespace motcua::aggregator {
namespace {

std::vector<std::pair<int, int>> PartsOf(Stock stock) {
  const int overdue = static_cast<int>(Counter::kOverdue);
  const int supplement = static_cast<int>(Counter::kWaitingSupplement);
  const int obligation = static_cast<int>(Counter::kWaitingObligation);
  const int other_body = static_cast<int>(Counter::kWaitingOtherBody);
  const int undated = static_cast<int>(Counter::kUndated);
  switch (stock) {
    case Stock::kOpen:
      return {{kOpen, 1}};
    case Stock::kInTime:
      return {{kOpen, 1},       {overdue, -1},    {supplement, -1},
              {obligation, -1}, {other_body, -1}, {undated, -1}};
    case Stock::kOverdue:
      return {{overdue, 1}};
    case Stock::kWaiting:
      return {{supplement, 1}, {obligation, 1}, {other_body, 1}};
    case Stock::kUndated:
      return {{undated, 1}};
    case Stock::kResultsInForce:
      return {{static_cast<int>(Counter::kResultsInForce), 1}};
    case Stock::kResultsInForceDigitized:
      return {{static_cast<int>(Counter::kResultsInForceDigitized), 1}};
  }
  return {};
}

}  // namespace

Sum::Sum(std::vector<std::pair<int, int>> parts, const std::vector<Channel>& channels, Day after,
         Day through)
    : parts_(std::move(parts)), after_(after), through_(through) {
  for (const auto& [index, sign] : parts_) {
    if (index != kOpen) signs_[index] += sign;
    for (int counter = 0; index == kOpen && counter < kOpen; ++counter) {
      signs_[counter] += sign * statistics::OpenSign(static_cast<Counter>(counter));
    }
  }
  for (const Channel channel : channels) channels_.push_back(static_cast<int>(channel));
  if (channels_.empty()) channels_ = {0};
}

Sum Sum::Flow(const std::vector<Counter>& counters, const std::vector<Channel>& channels, Day first,
              Day last) {
  std::vector<std::pair<int, int>> parts;
  for (const Counter counter : counters) parts.emplace_back(static_cast<int>(counter), 1);
  return Sum(std::move(parts), channels, first - 1, last);
}

Sum Sum::At(Stock stock, const std::vector<Channel>& channels, Day day) {
  return Sum(PartsOf(stock), channels, kBeginning, day);
}

Sum Sum::ForResponsible(std::vector<std::string> agencies) const {
  Sum sum = *this;
  sum.limited_ = true;
  sum.responsible_ = std::move(agencies);
  return sum;
}

bool Sum::Takes(const statistics::CellKey& key) const {
  if (signs_[static_cast<std::size_t>(key.counter)] == 0 || !Takes(key.channel)) return false;
  if (key.day <= after_ || through_ < key.day) return false;
  return !limited_ || std::find(responsible_.begin(), responsible_.end(), key.responsible_agency) !=
                          responsible_.end();
}

bool Sum::Takes(Channel channel) const {
  return channels_.front() == 0 || std::find(channels_.begin(), channels_.end(),
                                             static_cast<int>(channel)) != channels_.end();
}

}  // namespace motcua::aggregator
