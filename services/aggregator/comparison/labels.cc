#include "services/aggregator/comparison/labels.h"

#include <algorithm>
#include <iterator>

#include "common/statistics/cells.h"

namespace motcua::aggregator {
namespace {

using catalog::v1::Agency;
using statistics::Counter;

template <typename Value>
struct Named {
  Value value;
  const char* vi;
  const char* en;
};

constexpr Named<Counter> kCounters[] = {
    {Counter::kFiled, "hồ sơ nộp", "filed"},
    {Counter::kRefused, "không tiếp nhận", "refused"},
    {Counter::kSupplementFirst, "yêu cầu bổ sung lần đầu", "first supplement requests"},
    {Counter::kSupplementRepeated, "yêu cầu bổ sung lại", "repeated supplement requests"},
    {Counter::kPostalIn, "hồ sơ gửi qua bưu chính", "sent in by post"},
    {Counter::kPostalOut, "kết quả trả qua bưu chính", "results sent by post"},
    {Counter::kReceived, "tiếp nhận", "received"},
    {Counter::kMovedIn, "chuyển đến", "moved in"},
    {Counter::kMovedOut, "chuyển đi", "moved out"},
    {Counter::kReopened, "mở lại", "reopened"},
    {Counter::kFinishedEarly, "giải quyết trước hạn", "finished early"},
    {Counter::kFinishedOnTime, "giải quyết đúng hạn", "finished on time"},
    {Counter::kFinishedLate, "giải quyết quá hạn", "finished late"},
    {Counter::kFinishedUndated, "giải quyết, không có hạn", "finished without a due date"},
    {Counter::kWithdrawn, "người nộp rút hồ sơ", "withdrawn"},
    {Counter::kStopped, "dừng giải quyết", "stopped"},
    {Counter::kRefusedAfterReceipt, "từ chối sau tiếp nhận", "refused after receipt"},
    {Counter::kOverdue, "thay đổi số quá hạn", "change of overdue"},
    {Counter::kWaitingSupplement, "thay đổi số chờ bổ sung", "change of waiting for a supplement"},
    {Counter::kWaitingObligation, "thay đổi số chờ nghĩa vụ tài chính",
     "change of waiting for an obligation"},
    {Counter::kUndated, "thay đổi số không có hạn", "change of undated"},
    {Counter::kLateByOwn, "trễ hạn do đơn vị tiếp nhận", "late by the receiver"},
    {Counter::kLateByLinked, "trễ hạn do đơn vị liên thông", "late by a linked agency"},
    {Counter::kLateApologisedOwn, "đơn vị tiếp nhận xin lỗi", "late, the receiver apologised"},
    {Counter::kLateApologisedLinked, "đơn vị liên thông xin lỗi",
     "late, a linked agency apologised"},
    {Counter::kLateExtendedOwn, "đơn vị tiếp nhận gia hạn", "late, extended by the receiver"},
    {Counter::kLateExtendedLinked, "đơn vị liên thông gia hạn",
     "late, extended by a linked agency"},
    {Counter::kLateStep, "lượt trễ hạn", "late steps"},
    {Counter::kWaitingOtherBody, "thay đổi số chờ cơ quan khác",
     "change of waiting for another body"},
    {Counter::kFeeBearingFee, "có phí, lệ phí", "with a fee"},
    {Counter::kFeeBearingObligation, "có nghĩa vụ tài chính", "with a financial obligation"},
    {Counter::kPaidNoneUnrecorded, "không thanh toán trực tuyến, chưa ghi thu",
     "not paid online, not recorded"},
    {Counter::kPaidNoneRecorded, "không thanh toán trực tuyến, đã ghi thu",
     "not paid online, recorded"},
    {Counter::kPaidNationalUnrecorded, "thanh toán qua Cổng quốc gia, chưa ghi thu",
     "paid on the national portal, unrecorded"},
    {Counter::kPaidNationalRecorded, "thanh toán qua Cổng quốc gia, đã ghi thu",
     "paid on the national portal, recorded"},
    {Counter::kPaidOtherUnrecorded, "thanh toán trực tuyến khác, chưa ghi thu",
     "paid online otherwise, unrecorded"},
    {Counter::kPaidOtherRecorded, "thanh toán trực tuyến khác, đã ghi thu",
     "paid online otherwise, recorded"},
    {Counter::kPaidBothUnrecorded, "thanh toán qua cả hai, chưa ghi thu",
     "paid both ways, unrecorded"},
    {Counter::kPaidBothRecorded, "thanh toán qua cả hai, đã ghi thu", "paid both ways, recorded"},
    {Counter::kAmountOwed, "số tiền phải nộp", "amount owed"},
    {Counter::kPaymentsNationalPortal, "giao dịch qua Cổng quốc gia",
     "payments through the national portal"},
    {Counter::kPaymentsProvinceGateway, "giao dịch qua cổng của tỉnh",
     "payments through the province's gateway"},
    {Counter::kPaymentsQrTransfer, "giao dịch mã QR", "payments by QR code"},
    {Counter::kPaymentsCounter, "giao dịch tại quầy", "payments at the counter"},
    {Counter::kPaymentsPost, "giao dịch qua bưu chính", "payments by post"},
    {Counter::kAmountNationalPortal, "số tiền qua Cổng quốc gia",
     "amount through the national portal"},
    {Counter::kAmountProvinceGateway, "số tiền qua cổng của tỉnh",
     "amount through the province's gateway"},
    {Counter::kAmountQrTransfer, "số tiền bằng mã QR", "amount by QR code"},
    {Counter::kAmountCounter, "số tiền tại quầy", "amount at the counter"},
    {Counter::kAmountPost, "số tiền qua bưu chính", "amount by post"},
    {Counter::kRefunds, "giao dịch hoàn trả", "refunds"},
    {Counter::kAmountRefunded, "số tiền hoàn trả", "amount refunded"},
    {Counter::kComponentsReceived, "tiếp nhận để số hóa", "received, to digitize"},
    {Counter::kComponentsAny, "có số hóa thành phần", "with digitized components"},
    {Counter::kComponentsFull, "số hóa đầy đủ thành phần", "with all components digitized"},
    {Counter::kComponentsReused, "tái sử dụng giấy tờ đã số hóa", "with a reused component"},
    {Counter::kResultsFinished, "đã giải quyết, phải số hóa kết quả",
     "finished, result to digitize"},
    {Counter::kResultsDigitized, "có số hóa kết quả", "with a digitized result"},
    {Counter::kResultsDoubtful, "kết quả số hóa đáng ngờ", "with a doubtful result"},
    {Counter::kResultsInForce, "thay đổi số kết quả còn hiệu lực", "change of results in force"},
    {Counter::kResultsInForceDigitized, "thay đổi số kết quả còn hiệu lực đã số hóa",
     "change of digitized results in force"},
    {Counter::kSyncedResults, "kết quả đã đồng bộ đầy đủ lên Cổng DVC quốc gia",
     "finished, fully synced to the national portal"},
    {Counter::kSiteVisits, "lượt truy cập trang thông tin", "site visits"},
};

constexpr Named<type::v1::Channel> kChannels[] = {
    {type::v1::CHANNEL_ONLINE, "trực tuyến", "online"},
    {type::v1::CHANNEL_IN_PERSON, "trực tiếp", "in person"},
    {type::v1::CHANNEL_POST, "bưu chính", "by post"},
    {type::v1::CHANNEL_LINKED, "liên thông", "linked"},
};

constexpr Named<Agency::Level> kLevels[] = {
    {Agency::LEVEL_DEPARTMENT, "sở, ban, ngành", "departments"},
    {Agency::LEVEL_CENTRAL, "cơ quan trung ương", "central agencies"},
    {Agency::LEVEL_DISTRICT, "cấp huyện", "districts"},
    {Agency::LEVEL_COMMUNE, "cấp xã", "communes"},
    {Agency::LEVEL_BRANCH, "chi nhánh", "branches"},
    {Agency::LEVEL_EXTERNAL, "cơ quan ngoài hệ thống", "external bodies"},
};

constexpr Named<v1::StockLeaf::Stock> kOpenings[] = {
    {v1::StockLeaf::STOCK_OPEN, "kỳ trước chuyển qua", "carried over"},
    {v1::StockLeaf::STOCK_IN_TIME, "kỳ trước chuyển qua, còn hạn", "carried over in time"},
    {v1::StockLeaf::STOCK_OVERDUE, "kỳ trước chuyển qua, quá hạn", "carried over overdue"},
    {v1::StockLeaf::STOCK_WAITING, "kỳ trước chuyển qua, đang chờ", "carried over waiting"},
    {v1::StockLeaf::STOCK_UNDATED, "kỳ trước chuyển qua, không có hạn", "carried over undated"},
    {v1::StockLeaf::STOCK_RESULTS_IN_FORCE, "kết quả còn hiệu lực đầu kỳ",
     "results in force at the beginning"},
    {v1::StockLeaf::STOCK_RESULTS_IN_FORCE_DIGITIZED, "kết quả còn hiệu lực đầu kỳ, đã số hóa",
     "digitized results in force at the beginning"},
};

constexpr Named<v1::StockLeaf::Stock> kClosings[] = {
    {v1::StockLeaf::STOCK_OPEN, "đang giải quyết", "open"},
    {v1::StockLeaf::STOCK_IN_TIME, "đang giải quyết, còn hạn", "open in time"},
    {v1::StockLeaf::STOCK_OVERDUE, "đang giải quyết, quá hạn", "open overdue"},
    {v1::StockLeaf::STOCK_WAITING, "đang chờ bổ sung, nghĩa vụ tài chính hoặc cơ quan khác",
     "open waiting"},
    {v1::StockLeaf::STOCK_UNDATED, "đang giải quyết, không có hạn", "open undated"},
    {v1::StockLeaf::STOCK_RESULTS_IN_FORCE, "kết quả còn hiệu lực", "results in force"},
    {v1::StockLeaf::STOCK_RESULTS_IN_FORCE_DIGITIZED, "kết quả còn hiệu lực đã số hóa",
     "digitized results in force"},
};

template <typename Table, typename Value>
Label Find(const Table& table, Value value) {
  const auto found = std::find_if(std::begin(table), std::end(table),
                                  [&](const auto& named) { return named.value == value; });
  return found == std::end(table) ? Label{} : Label{found->vi, found->en};
}

}  // namespace

Label LabelOf(statistics::v1::Counter counter) {
  return Find(kCounters, static_cast<Counter>(counter));
}
Label LabelOf(type::v1::Channel channel) { return Find(kChannels, channel); }
Label LabelOf(catalog::v1::Agency::Level level) { return Find(kLevels, level); }
Label LabelOf(v1::StockLeaf::Stock stock, bool opening) {
  return opening ? Find(kOpenings, stock) : Find(kClosings, stock);
}

}  // namespace motcua::aggregator
