#include "services/intake/catalog_board.h"

#include <utility>

#include "common/catalog/convert.h"

namespace motcua::intake {
namespace {

namespace proto = motcua::catalog::v1;

constexpr int kElementsPerPart = 1000;
// A procedure of a hundred papers is as long as many others.
constexpr std::size_t kBytesPerPart = 1 << 20;

// Appends elements part by part; a part is closed when it is full.
class Parts {
 public:
  explicit Parts(std::int64_t revision) : revision_(revision) { Open(); }

  // The part an element goes into.
  template <typename Element>
  proto::Catalog& For(const Element& element) {
    if (elements_ == kElementsPerPart || bytes_ >= kBytesPerPart) Open();
    ++elements_;
    bytes_ += element.ByteSizeLong();
    return *parts_.back().mutable_part();
  }

  std::vector<proto::WatchCatalogResponse> Close() {
    parts_.back().set_end_of_revision(true);
    return std::move(parts_);
  }

 private:
  void Open() {
    parts_.emplace_back().mutable_part()->set_revision(revision_);
    elements_ = 0;
    bytes_ = 0;
  }

  const std::int64_t revision_;
  std::vector<proto::WatchCatalogResponse> parts_;
  int elements_ = 0;
  std::size_t bytes_ = 0;
};

std::vector<proto::WatchCatalogResponse> InParts(const proto::Catalog& whole) {
  Parts parts(whole.revision());
  for (const auto& agency : whole.agencies()) *parts.For(agency).add_agencies() = agency;
  for (const auto& procedure : whole.procedures()) {
    *parts.For(procedure).add_procedures() = procedure;
  }
  for (const auto& year : whole.calendar_years()) *parts.For(year).add_calendar_years() = year;
  for (const auto& day : whole.calendar_days()) *parts.For(day).add_calendar_days() = day;
  for (const auto& discount : whole.fee_discounts()) {
    *parts.For(discount).add_fee_discounts() = discount;
  }
  return parts.Close();
}

}  // namespace

std::shared_ptr<const PublishedCatalog> MakePublished(
    std::shared_ptr<const catalog::Catalog> catalog) {
  auto published = std::make_shared<PublishedCatalog>();
  published->message = motcua::catalog::ToProto(*catalog);
  published->parts = InParts(published->message);
  published->catalog = std::move(catalog);
  return published;
}

std::shared_ptr<const PublishedCatalog> CatalogBoard::current() const {
  const std::lock_guard lock(mutex_);
  return current_;
}

std::int64_t CatalogBoard::revision() const {
  const auto now = current();
  return now == nullptr ? 0 : now->catalog->revision();
}

void CatalogBoard::Publish(std::shared_ptr<const PublishedCatalog> next) {
  {
    const std::lock_guard lock(mutex_);
    if (current_ != nullptr && current_->catalog->revision() >= next->catalog->revision()) return;
    current_ = std::move(next);
  }
  const std::lock_guard lock(waiters_->mutex);
  for (const auto& [id, wake] : waiters_->wakes) wake();
}

std::shared_ptr<void> CatalogBoard::OnChange(std::function<void()> wake) {
  const std::lock_guard lock(waiters_->mutex);
  const int id = waiters_->next_id++;
  waiters_->wakes.emplace(id, std::move(wake));
  return std::shared_ptr<void>(nullptr, [waiters = waiters_, id](void*) {
    const std::lock_guard lock(waiters->mutex);
    waiters->wakes.erase(id);
  });
}

}  // namespace motcua::intake
