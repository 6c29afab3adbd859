// What the kit has to say: one line for each requirement of a contract.
#ifndef MOTCUA_TESTS_CONFORMANCE_KIT_REPORT_H_
#define MOTCUA_TESTS_CONFORMANCE_KIT_REPORT_H_

#include <map>
#include <string>
#include <vector>

namespace motcua::conform {

struct Requirement {
  std::string id;
  std::string text;
  std::string where;  // the contract says so
};

enum class Verdict { kNotTried, kPass, kFail };

// What was found to contradict a requirement; without an id: nothing.
struct Fault {
  std::string id;
  std::string seen;

  explicit operator bool() const { return !id.empty(); }
};

// Verdicts by requirement. A requirement that failed once stays failed. Not thread-safe.
class Report {
 public:
  explicit Report(std::vector<Requirement> requirements);

  // Throw std::out_of_range for an id that is no requirement.
  void Pass(const std::string& id, const std::string& seen);
  void Fail(const std::string& id, const std::string& seen);
  void Fail(const Fault& fault) { Fail(fault.id, fault.seen); }
  void NotTried(const std::string& id, const std::string& why);
  // Passes with what was seen, or fails with it.
  void Judge(const std::string& id, bool holds, const std::string& seen);

  Verdict VerdictOf(const std::string& id) const { return findings_.at(id).verdict; }
  bool failed() const;
  // In the order of the requirements.
  std::string Text() const;
  std::vector<std::string> FailedIds() const;

 private:
  struct Finding {
    Verdict verdict = Verdict::kNotTried;
    std::string seen = "not reached";
  };
  const std::vector<Requirement> requirements_;
  std::map<std::string, Finding> findings_;
};

}  // namespace motcua::conform

#endif  // MOTCUA_TESTS_CONFORMANCE_KIT_REPORT_H_
